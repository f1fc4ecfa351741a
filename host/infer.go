package host

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"path/filepath"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	asking "systembus/host/infer"
	"systembus/host/observe"
	"systembus/jsapi/infer"
)

// asks makes what asks language models for all scripts.
func (a *App) asks() (*asking.Engine, error) {
	c := a.cfg.Infer
	command, err := asking.ParseCommand(c.InferCommand, c.InferAdapter)
	if err != nil {
		return nil, fmt.Errorf("inferCommand: %w", err)
	}
	routes, err := asking.ParseRoutes(c.InferModels)
	if err != nil {
		return nil, fmt.Errorf("inferModels: %w", err)
	}
	budgets, err := asking.ParseBudgets(c.InferBudgets)
	if err != nil {
		return nil, fmt.Errorf("inferBudgets: %w", err)
	}
	mode, _ := a.lookup("NODE_ENV")
	state := cmp.Or(c.InferState, filepath.Join(a.cfg.StateDir, "infer"))
	state = a.cfg.Path(state)
	return asking.New(asking.Options{
		Runner: infer.Programs{Table: &a.children}, Command: command, Routes: routes, Budgets: budgets, Accounts: a.accounts(state), State: state,
		Concurrency: c.InferConcurrency, Queue: c.InferQueue, OutputLimit: c.InferOutputLimit << 20, Strict: mode == "production",
		Breaker: asking.Breaker{Failures: c.InferCircuitFailures, Window: c.InferCircuitWindow, OpenFor: c.InferCircuitOpen},
		Dir:     a.cfg.Dir, Observe: a.asked, Redact: a.secrets.Redactor().String, Log: a.log,
	})
}

// accounts are where the budgets are charged: in Redis, with all workers that
// share it, or without one in a folder, with those of the machine. A Redis in this
// process would forget them.
func (a *App) accounts(state string) asking.Accounts {
	if a.namesRedis() {
		return asking.RedisAccounts{Server: a.redis, Key: "host:infer:budgets"}
	}
	return asking.FileAccounts(state)
}

// asked emits what becomes of the requests to models, as scripts emit events.
func (a *App) asked(ctx context.Context, e asking.Event) {
	level := map[slog.Level]observe.Level{slog.LevelDebug: observe.Debug, slog.LevelInfo: observe.Info, slog.LevelWarn: observe.Warn}[e.Level]
	if level == "" {
		level = observe.Error
	}
	e.Metadata["action"] = e.Action
	event := map[string]any{
		"level": level, "source": "infer", "component": e.Component, "action": e.Name, "success": e.Success, "metadata": e.Metadata,
	}
	if e.Error != "" {
		event["error"] = e.Error
	}
	if e.Duration > 0 {
		event["duration_ms"] = float64(e.Duration.Microseconds()) / 1000
	}
	text, err := json.Marshal(event)
	if err != nil {
		a.log.Error("an event of a request to a model has no JSON form", "event", e.Name, "error", err)
		return
	}
	a.events.Emit(ctx, text) // which tells by itself of what it cannot keep
}

// measureInfer makes the instruments of the requests to models.
func (a *App) measureInfer(i *instruments) {
	stats := a.infer.Stats
	i.gauge("host.infer.running", "Programs that ask models, running.", one(func() int { return stats().Running }))
	i.gauge("host.infer.waiting", "Requests to models that wait for their turn.", one(func() int { return stats().Waiting }))
	i.counter("host.infer.answered", "Requests to models that were answered.", one(func() int64 { return stats().Answered }))
	i.counter("host.infer.failed", "Requests to models without an answer.", one(func() int64 {
		s := stats()
		return s.Failed + s.Refused
	}))
	i.counter("host.infer.attempts", "Programs run to ask models.", one(func() int64 { return stats().Attempts }))
	i.gauge("host.infer.circuit", "Circuits with failures against them: 0 closed, 1 half open, 2 open.", func(tell observer) {
		for _, c := range stats().Circuits {
			tell(map[string]int64{"half-open": 1, "open": 2}[c.State], attribute.String("circuit", c.Key))
		}
	})
	i.counter("host.infer.tokens", "Tokens used, by function and kind.", func(tell observer) {
		for function, t := range byFunction(a.infer.Totals()) {
			of := attribute.String("function", function)
			tell(t.InputTokens, of, attribute.String("kind", "input"))
			tell(t.OutputTokens, of, attribute.String("kind", "output"))
		}
	})
	const cost = "host.infer.cost"
	_, err := i.Float64ObservableCounter(cost, metric.WithUnit("USD"), metric.WithDescription("Cost in US dollars, by function, as far as the programs tell it."),
		metric.WithFloat64Callback(func(_ context.Context, o metric.Float64Observer) error {
			for function, t := range byFunction(a.infer.Totals()) {
				o.Observe(t.Cost, metric.WithAttributes(attribute.String("function", function)))
			}
			return nil
		}))
	i.note(cost, err)
}

// byFunction sums up the steps of each function.
func byFunction(totals []asking.Total) map[string]asking.Total {
	out := map[string]asking.Total{}
	for _, t := range totals {
		sum := out[t.Function]
		sum.InputTokens += t.InputTokens
		sum.OutputTokens += t.OutputTokens
		sum.Cost += t.Cost
		out[t.Function] = sum
	}
	return out
}
