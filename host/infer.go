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
	return asking.New(asking.Options{
		Runner: infer.Programs{Table: &a.children}, Command: command, Routes: routes, Budgets: budgets, State: a.cfg.Path(state),
		Concurrency: c.InferConcurrency, Queue: c.InferQueue, OutputLimit: c.InferOutputLimit << 20, Strict: mode == "production",
		Breaker: asking.Breaker{Failures: c.InferCircuitFailures, Window: c.InferCircuitWindow, OpenFor: c.InferCircuitOpen},
		Dir:     a.cfg.Dir, Observe: a.asked, Log: a.log,
	})
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
func (a *App) measureInfer(m metric.Meter) error {
	observe := func(err error, register func() error) error {
		if err != nil {
			return err
		}
		return register()
	}
	var err error
	gauge := func(name, description string, read func(asking.Stats) int64) {
		err = observe(err, func() error {
			_, err := m.Int64ObservableGauge(name, metric.WithDescription(description),
				metric.WithInt64Callback(func(_ context.Context, o metric.Int64Observer) error {
					o.Observe(read(a.infer.Stats()))
					return nil
				}))
			return err
		})
	}
	counter := func(name, description string, read func(asking.Stats) int64) {
		err = observe(err, func() error {
			_, err := m.Int64ObservableCounter(name, metric.WithDescription(description),
				metric.WithInt64Callback(func(_ context.Context, o metric.Int64Observer) error {
					o.Observe(read(a.infer.Stats()))
					return nil
				}))
			return err
		})
	}
	gauge("host.infer.running", "Programs that ask models, running.", func(s asking.Stats) int64 { return int64(s.Running) })
	gauge("host.infer.waiting", "Requests to models that wait for their turn.", func(s asking.Stats) int64 { return int64(s.Waiting) })
	counter("host.infer.answered", "Requests to models that were answered.", func(s asking.Stats) int64 { return s.Answered })
	counter("host.infer.failed", "Requests to models without an answer.", func(s asking.Stats) int64 { return s.Failed + s.Refused })
	counter("host.infer.attempts", "Programs run to ask models.", func(s asking.Stats) int64 { return s.Attempts })
	err = observe(err, func() error {
		_, err := m.Int64ObservableGauge("host.infer.circuit", metric.WithDescription("Circuits with failures against them: 0 closed, 1 half open, 2 open."),
			metric.WithInt64Callback(func(_ context.Context, o metric.Int64Observer) error {
				for _, c := range a.infer.Stats().Circuits {
					o.Observe(map[string]int64{"half-open": 1, "open": 2}[c.State], metric.WithAttributes(attribute.String("circuit", c.Key)))
				}
				return nil
			}))
		return err
	})
	err = observe(err, func() error {
		_, err := m.Int64ObservableCounter("host.infer.tokens", metric.WithDescription("Tokens used, by function and kind."),
			metric.WithInt64Callback(func(_ context.Context, o metric.Int64Observer) error {
				for function, t := range byFunction(a.infer.Totals()) {
					of := attribute.String("function", function)
					o.Observe(t.InputTokens, metric.WithAttributes(of, attribute.String("kind", "input")))
					o.Observe(t.OutputTokens, metric.WithAttributes(of, attribute.String("kind", "output")))
				}
				return nil
			}))
		return err
	})
	return observe(err, func() error {
		_, err := m.Float64ObservableCounter("host.infer.cost", metric.WithUnit("USD"), metric.WithDescription("Cost in US dollars, by function, as far as the programs tell it."),
			metric.WithFloat64Callback(func(_ context.Context, o metric.Float64Observer) error {
				for function, t := range byFunction(a.infer.Totals()) {
					o.Observe(t.Cost, metric.WithAttributes(attribute.String("function", function)))
				}
				return nil
			}))
		return err
	})
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
