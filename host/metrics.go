package host

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"systembus/host/inngest"
	"systembus/host/recent"
)

// measure makes the worker's instruments and gives what notes a call.
func (a *App) measure(m metric.Meter) (func(inngest.CallReport), error) {
	calls, err := m.Int64Counter("host.calls", metric.WithDescription("Calls answered, by function and HTTP status."))
	if err != nil {
		return nil, err
	}
	durations, err := m.Float64Histogram("host.call.duration", metric.WithUnit("s"),
		metric.WithDescription("How long calls took, by function."),
		metric.WithExplicitBucketBoundaries(.001, .005, .01, .05, .1, .5, 1, 5, 10, 60, 300, 900))
	if err != nil {
		return nil, err
	}
	steps, err := m.Int64Counter("host.steps", metric.WithDescription("Steps whose code ran, by function and outcome."))
	if err != nil {
		return nil, err
	}
	stepDurations, err := m.Float64Histogram("host.step.duration", metric.WithUnit("s"),
		metric.WithDescription("How long the code of steps took, by function."),
		metric.WithExplicitBucketBoundaries(.001, .005, .01, .05, .1, .5, 1, 5, 10, 60, 300, 900))
	if err != nil {
		return nil, err
	}
	gauge := func(name, description string, read func() int64) {
		if err == nil {
			_, err = m.Int64ObservableGauge(name, metric.WithDescription(description),
				metric.WithInt64Callback(func(_ context.Context, o metric.Int64Observer) error {
					o.Observe(read())
					return nil
				}))
		}
	}
	gauge("host.functions", "Functions served.", func() int64 { return int64(len(a.Live().Functions())) })
	gauge("host.registered", "1 while the Inngest server holds the functions as they are served, else 0.", func() int64 {
		if s := a.registrar.State().Status; s == inngest.Verified || s == inngest.Registered {
			return 1
		}
		return 0
	})
	gauge("host.registration.failures", "Registrations that the Inngest server did not accept.", func() int64 { return int64(a.registrar.State().Failures) })
	gauge("host.isolates", "Isolates loaded.", func() int64 { return int64(a.pool.Stats().Isolates) })
	gauge("host.calls.active", "Calls in flight in isolates.", func() int64 { return int64(a.pool.Stats().Calls) })
	gauge("host.isolates.loads", "Times a script was evaluated.", func() int64 { return a.pool.Stats().Loads })
	gauge("host.isolates.condemned", "Isolates discarded because a call did not end.", func() int64 { return a.pool.Stats().Condemned })
	gauge("host.isolates.abandoned", "Condemned isolates that still run.", func() int64 { return a.pool.Stats().Abandoned })
	gauge("host.isolates.evicted", "Idle isolates given up for want of memory.", func() int64 { return a.pool.Stats().Evicted })
	gauge("host.gateway.waiting", "Gateway events that wait for Redis.", func() int64 { return int64(a.gateway.Stats().Waiting) })
	gauge("host.gateway.delivered", "Gateway events that reached their sessions.", func() int64 { return a.gateway.Stats().Delivered })
	gauge("host.gateway.asleep", "Gateway events that went to the sleep queue.", func() int64 { return a.gateway.Stats().Asleep })
	gauge("host.gateway.dropped", "Gateway events lost because too many waited for Redis, or refused by it.", func() int64 {
		s := a.gateway.Stats()
		return s.Dropped + s.Refused
	})
	gauge("host.redis.connections", "Connections to Redis servers.", func() int64 { return a.redis.Pools.Stats().Connections })
	gauge("host.children", "Programs of scripts that run.", func() int64 { return int64(len(a.children.Live())) })
	gauge("host.secrets.missing", "Required secrets that are missing or expired.", func() int64 { return int64(len(a.secrets.Unready())) })
	if err == nil {
		err = errors.Join(a.measureInfer(m), a.measureEvents(m))
	}
	if err != nil {
		return nil, fmt.Errorf("metrics: %w", err)
	}
	return func(r inngest.CallReport) {
		function := attribute.String("function", r.Function)
		calls.Add(context.Background(), 1, metric.WithAttributes(function, attribute.Int("status", r.Status)))
		durations.Record(context.Background(), r.Duration.Seconds(), metric.WithAttributes(function))
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
	case r.Status == http.StatusPartialContent:
		c.Outcome = recent.Progressed
	}
	return c
}

// tell logs a call: at debug level, or as a warning when the function or one
// of its steps has thrown. The embedded executor tells of that itself.
func (a *App) tell(r inngest.CallReport) {
	level, message := slog.LevelDebug, "answered a call"
	attrs := []slog.Attr{
		slog.String("function", r.Function), slog.String("run", r.RunID), slog.String("step", r.Step),
		slog.Int("attempt", r.Attempt), slog.Int("status", r.Status), slog.Duration("took", r.Duration),
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
