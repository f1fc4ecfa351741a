package host

import (
	"context"
	"errors"
	"net/http"
	"os"
	"time"

	"go.opentelemetry.io/otel/attribute"

	"systembus/host/inngest"
	"systembus/host/observe"
	"systembus/host/outbox"
)

// openOutbox opens what keeps events and webhooks on disk.
func (a *App) openOutbox() (*outbox.Outbox, error) {
	box, err := outbox.Open(a.cfg.Path(a.cfg.StateDir), outbox.Options{})
	if err != nil {
		a.log.Warn("nothing can be kept on disk; set --state-dir to a folder that can be written", "error", err)
	}
	a.opened.Store(box)
	return box, err
}

// observe makes the pipeline of events, and the endpoint that takes them from
// other programs; nil when it is not served.
func (a *App) observe() (http.Handler, error) {
	sinks, err := observe.Sinks(observe.Settings{
		Store: a.cfg.Store, ClickHouseURL: a.cfg.ClickHouseURL, TypesenseURL: a.cfg.TypesenseURL, ForwardURL: a.cfg.ForwardURL, Lookup: a.secrets.Lookup,
	})
	if err != nil {
		return nil, err
	}
	session, _ := a.lookup("SLOG_SESSION_ID")
	system, _ := a.lookup("SLOG_SYSTEM_ID")
	if system == "" {
		system, _ = os.Hostname() // "unknown" without
	}
	options := observe.Options{Sinks: sinks, Defaults: observe.Defaults{SessionID: session, SystemID: system}, Redactor: a.secrets.Redactor(), Log: a.log}
	if len(sinks) > 0 {
		options.Store = kept{a}
	}
	a.events = observe.New(options)
	if a.cfg.EmitEndpoint == "off" {
		return nil, nil
	}
	return &observe.Endpoint{Pipeline: a.events, Token: a.emitToken, Open: a.development()}, nil
}

// development says whether whoever reaches the worker may be trusted.
func (a *App) development() bool { return a.alone || a.env.Mode == inngest.Dev }

// emitToken is what POST /observability/emit asks for.
func (a *App) emitToken() string {
	token, _ := a.secrets.Lookup("OTEL_EMIT_TOKEN")
	return token
}

// checkEmit refuses to serve an endpoint that takes events from everybody.
func (a *App) checkEmit() error {
	if a.cfg.EmitEndpoint == "off" || a.development() || a.emitToken() != "" {
		return nil
	}
	if a.cfg.EmitEndpoint == "on" {
		return errors.New("POST /observability/emit would take events from everybody: set OTEL_EMIT_TOKEN, or --emit-endpoint=off")
	}
	a.log.Info("POST /observability/emit is not served: OTEL_EMIT_TOKEN is not set")
	return nil
}

// closeEvents puts what is on its way on disk.
func (a *App) closeEvents() {
	ctx, cancel := context.WithTimeoutCause(context.Background(), 5*time.Second, errStopped)
	defer cancel()
	a.events.Close(ctx)
	if box := a.opened.Load(); box != nil {
		if err := box.Close(); err != nil {
			a.log.Warn("the outbox could not be closed", "error", err)
		}
	}
}

// kept is the worker's outbox, opened when it is first needed.
type kept struct{ app *App }

// Put implements observe.Store.
func (k kept) Put(ctx context.Context, queue string, items ...outbox.Item) error {
	box, err := k.app.outbox()
	if err != nil {
		return err
	}
	return box.Put(ctx, queue, items...)
}

// Drain implements observe.Store.
func (k kept) Drain(ctx context.Context, d outbox.Drain) error {
	box, err := k.app.outbox()
	if err != nil {
		return err
	}
	return box.Drain(ctx, d)
}

// Stats implements observe.Store.
func (k kept) Stats() []outbox.Stats {
	box, err := k.app.outbox()
	if err != nil {
		return nil
	}
	return box.Stats()
}

// measureEvents makes the instruments of events.
func (a *App) measureEvents(i *instruments) {
	stats := a.events.Stats
	perSink := func(read func(observe.SinkStats) int64) func(observer) {
		return func(tell observer) {
			for _, s := range stats().Sinks {
				tell(read(s), attribute.String("sink", s.Name))
			}
		}
	}
	i.counter("host.events.emitted", "Events that scripts and other programs emitted.", one(func() int64 { return stats().Emitted }))
	i.counter("host.events.invalid", "Events that were none.", one(func() int64 { return stats().Invalid }))
	i.counter("host.events.pressed", "Debug events over their budget.", one(func() int64 { return stats().Pressed }))
	i.gauge("host.events.buffered", "Events in memory, by sink.", perSink(func(s observe.SinkStats) int64 { return int64(s.Buffered) }))
	i.gauge("host.events.waiting", "Events on disk, by sink.", perSink(func(s observe.SinkStats) int64 { return int64(s.Waiting) }))
	i.gauge("host.events.given_up", "Events on disk that their sink refuses.", perSink(func(s observe.SinkStats) int64 { return int64(s.GivenUp) }))
	i.counter("host.events.delivered", "Events that a sink has taken.", perSink(func(s observe.SinkStats) int64 { return s.Delivered }))
	i.counter("host.events.lost", "Events that nothing had room for.", perSink(func(s observe.SinkStats) int64 { return s.Lost }))
	i.counter("host.events.failures", "Deliveries that did not succeed.", perSink(func(s observe.SinkStats) int64 { return s.Failures }))
}
