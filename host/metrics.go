package host

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"systembus/host/inngest"
	"systembus/host/recent"
)

// measure makes the worker's instruments and gives what notes a call.
func (a *App) measure(m metric.Meter) (func(inngest.CallReport), error) {
	i := &instruments{Meter: m}
	durations := []float64{.001, .005, .01, .05, .1, .5, 1, 5, 10, 60, 300, 900}
	calls := i.counted("host.calls", "Calls answered, by function and HTTP status.")
	callDurations := i.timed("host.call.duration", "How long calls took, by function.", durations...)
	steps := i.counted("host.steps", "Steps whose code ran, by function and outcome.")
	stepDurations := i.timed("host.step.duration", "How long the code of steps took, by function.", durations...)
	i.gauge("host.functions", "Functions served.", one(func() int { return len(a.Live().Functions()) }))
	i.gauge("host.registered", "1 while the Inngest server holds the functions as they are served, else 0.", one(func() int {
		if s := a.registrar.State().Status; s == inngest.Verified || s == inngest.Registered {
			return 1
		}
		return 0
	}))
	i.counter("host.registration.failures", "Registrations that the Inngest server did not accept.", one(func() int { return a.registrar.State().Failures }))
	i.gauge("host.isolates", "Isolates loaded.", one(func() int { return a.pool.Stats().Isolates }))
	i.gauge("host.calls.active", "Calls in flight in isolates.", one(func() int { return a.pool.Stats().Calls }))
	i.counter("host.isolates.loads", "Times a script was evaluated.", one(func() int64 { return a.pool.Stats().Loads }))
	i.counter("host.isolates.condemned", "Isolates discarded because a call did not end.", one(func() int64 { return a.pool.Stats().Condemned }))
	i.gauge("host.isolates.abandoned", "Condemned isolates that still run.", one(func() int64 { return a.pool.Stats().Abandoned }))
	i.counter("host.isolates.evicted", "Idle isolates given up for want of memory.", one(func() int64 { return a.pool.Stats().Evicted }))
	i.gauge("host.gateway.waiting", "Gateway events that wait for Redis.", one(func() int { return a.gateway.Stats().Waiting }))
	i.counter("host.gateway.delivered", "Gateway events that reached their sessions.", one(func() int64 { return a.gateway.Stats().Delivered }))
	i.counter("host.gateway.asleep", "Gateway events that went to the sleep queue.", one(func() int64 { return a.gateway.Stats().Asleep }))
	i.counter("host.gateway.dropped", "Gateway events lost because too many waited for Redis, or refused by it.", one(func() int64 {
		s := a.gateway.Stats()
		return s.Dropped + s.Refused
	}))
	i.gauge("host.redis.connections", "Connections to Redis servers.", one(func() int64 { return a.redis.Pools.Stats().Connections }))
	i.gauge("host.children", "Programs of scripts that run.", one(func() int { return len(a.children.Live()) }))
	i.gauge("host.secrets.missing", "Required secrets that are missing or expired.", one(func() int { return len(a.secrets.Unready()) }))
	a.measureInfer(i)
	a.measureEvents(i)
	if err := i.err(); err != nil {
		return nil, fmt.Errorf("metrics: %w", err)
	}
	return func(r inngest.CallReport) {
		function := attribute.String("function", r.Function)
		calls.Add(context.Background(), 1, metric.WithAttributes(function, attribute.Int("status", r.Status)))
		callDurations.Record(context.Background(), r.Duration.Seconds(), metric.WithAttributes(function))
		for _, s := range r.Ran {
			outcome := "ok"
			if s.Failed {
				outcome = "error"
			}
			steps.Add(context.Background(), 1, metric.WithAttributes(function, attribute.String("outcome", outcome)))
			stepDurations.Record(context.Background(), s.Duration.Seconds(), metric.WithAttributes(function))
		}
		a.recent.Note(a.remembered(r, time.Now()))
		a.tell(r)
	}, nil
}

// remembered is a call as the status page shows it.
func (a *App) remembered(r inngest.CallReport, now time.Time) recent.Call {
	c := recent.Call{Function: r.Function, RunID: r.RunID, At: now, Took: r.Duration, Outcome: recent.Completed}
	switch {
	case r.Error != nil:
		c.Outcome = recent.Failed
		c.Error, _, _ = strings.Cut(a.secrets.Redactor().String(r.Error.Error()), "\n")
		if len(c.Error) > 300 {
			c.Error = strings.ToValidUTF8(c.Error[:300], "") + "…"
		}
	case r.Status >= 400:
		c.Outcome, c.Error = recent.Failed, fmt.Sprintf("the call was answered with status %d", r.Status)
	case !r.Returned:
		c.Outcome = recent.Progressed
	}
	return c
}

// tell logs a call: at debug level, or as a warning when the function or one
// of its steps has thrown. The embedded executor tells of that itself.
func (a *App) tell(r inngest.CallReport) {
	level, message := slog.LevelDebug, "answered a call"
	attrs := []slog.Attr{
		slog.String("function", r.Function), slog.String("run", r.RunID),
		slog.Int("attempt", r.Attempt), slog.Int("status", r.Status), slog.Duration("took", r.Duration),
	}
	if r.Step != inngest.StepDiscovery {
		attrs = append(attrs, slog.String("requestedStep", r.Step))
	}
	if len(r.Dropped) > 0 {
		a.log.Warn("a function returned without waiting for steps, which never ran: await them",
			"function", r.Function, "run", r.RunID, "steps", r.Dropped)
	}
	if r.Error != nil {
		message = "a function threw"
		if a.Executor == nil {
			level = slog.LevelWarn
		}
		attrs = append(attrs, slog.String("error", cmp.Or(r.Error.Stack, r.Error.Error())))
	}
	a.log.LogAttrs(context.Background(), level, message, attrs...)
}
