package host

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"systembus/host/inngest"
	"systembus/host/outbox"
	"systembus/host/server"
	"systembus/host/webhook"
)

// flushTimeout is how long a worker that stops goes on sending what it has
// accepted. What is left stays on disk, where the disk outlives the worker.
const flushTimeout = 5 * time.Second

// takeWebhooks makes the router of webhooks, which serves none yet.
func (a *App) takeWebhooks(m metric.Meter) error {
	proxies, err := webhook.ParseProxies(a.cfg.TrustedProxies)
	if err != nil {
		return err
	}
	var client webhook.Redis
	if a.namesRedis() { // An embedded one knows no more than this process.
		client = a.redis
	}
	observe, err := measureWebhooks(m, a)
	if err != nil {
		return err
	}
	a.webhooks = webhook.New(webhook.Options{
		Scripts: a.pool, Secrets: a.secrets.Get, Enabled: a.cfg.WebhookProviders, Proxies: proxies,
		Seen: webhook.NewSeen(client, a.log), Observe: observe, Redact: a.secrets.Redactor().String, Log: a.log,
		Send: func(ctx context.Context, events json.RawMessage) error {
			_, err := a.client.Send(ctx, events, inngest.SendOptions{})
			return err
		},
	})
	return nil
}

// Webhooks is the router of webhooks.
func (a *App) Webhooks() *webhook.Router { return a.webhooks }

// useOutbox gives the router its queues once there is a provider, and says
// whether it has them. A project without webhooks gets no folder.
func (a *App) useOutbox() bool {
	_, err := os.Stat(a.cfg.Path(a.cfg.StateDir))
	if len(a.webhooks.Providers()) == 0 && err != nil {
		return false
	}
	box, err := a.outbox()
	a.webhooks.Use(box, err)
	return true
}

// sendWebhooks sends what the outbox holds until ctx ends.
func (a *App) sendWebhooks(ctx context.Context) {
	for !a.useOutbox() { // Development may add a first provider.
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
		}
	}
	if a.opened.Load() == nil {
		return
	}
	if err := a.webhooks.Run(ctx); err != nil && ctx.Err() == nil {
		a.log.Error("webhooks are kept and not sent", "error", err)
	}
}

// flushWebhooks waits a little for what was accepted to be sent.
func (a *App) flushWebhooks() {
	waiting := func() (n int) {
		for _, s := range a.webhooks.Outbox() {
			n += s.Waiting
		}
		return n
	}
	for end := time.Now().Add(flushTimeout); waiting() > 0 && time.Now().Before(end); {
		time.Sleep(20 * time.Millisecond)
	}
	if n := waiting(); n > 0 {
		a.log.Warn("events of webhooks wait on disk for the next worker", "events", n, "dir", a.cfg.Path(a.cfg.StateDir))
	}
}

// measureWebhooks makes the instruments of webhooks and of the outbox, and
// gives what notes a delivery.
func measureWebhooks(m metric.Meter, a *App) (func(webhook.Delivery), error) {
	i := &instruments{Meter: m}
	deliveries := i.counted("host.webhook.deliveries", "Webhooks delivered, by provider, HTTP status and what became of them.")
	durations := i.timed("host.webhook.duration", "How long a provider waited for the answer to a delivery.",
		.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5)
	events := i.counted("host.webhook.events", "Events that deliveries came to, by provider.")
	a.measureOutbox(i)
	if err := i.err(); err != nil {
		return nil, fmt.Errorf("metrics: %w", err)
	}
	return func(d webhook.Delivery) {
		ctx, provider := context.Background(), attribute.String("provider", d.Provider)
		deliveries.Add(ctx, 1, metric.WithAttributes(provider, attribute.Int("status", d.Status), attribute.String("outcome", d.Reason)))
		durations.Record(ctx, d.Duration.Seconds(), metric.WithAttributes(provider))
		if d.Events > 0 {
			events.Add(ctx, int64(d.Events), metric.WithAttributes(provider))
		}
	}, nil
}

// measureOutbox makes the instruments of the queues on disk.
func (a *App) measureOutbox(i *instruments) {
	perQueue := func(read func(outbox.Stats) int64) func(observer) {
		return func(tell observer) {
			for _, s := range a.opened.Load().Stats() {
				tell(read(s), attribute.String("queue", s.Queue))
			}
		}
	}
	i.gauge("host.outbox.waiting", "Items that wait on disk to be delivered.", perQueue(func(s outbox.Stats) int64 { return int64(s.Waiting) }))
	i.gauge("host.outbox.bytes", "Size of the items on disk.", perQueue(func(s outbox.Stats) int64 { return s.Bytes }))
	i.gauge("host.outbox.dead", "Items given up, which wait for `host webhooks outbox --retry` or --discard.", perQueue(func(s outbox.Stats) int64 { return int64(s.Dead) }))
	i.counter("host.outbox.refused", "Items that found their queue full.", perQueue(func(s outbox.Stats) int64 { return s.Refused }))
	i.counter("host.outbox.failed", "Deliveries from the disk that failed.", perQueue(func(s outbox.Stats) int64 { return s.Failed }))
	i.gauge("host.outbox.age", "Seconds since the oldest item that waits was put.", perQueue(func(s outbox.Stats) int64 {
		if s.Oldest.IsZero() {
			return 0
		}
		return int64(time.Since(s.Oldest).Seconds())
	}))
}

// webhooksStatus tells of the providers in the status document.
func (a *App) webhooksStatus() server.Webhooks {
	providers := []any{}
	for _, s := range a.webhooks.Snapshot() {
		providers = append(providers, s)
	}
	return server.Webhooks{Endpoint: webhook.Path, Providers: providers}
}

// queueStatus tells of the queues on disk, by name.
func (a *App) queueStatus() map[string]any {
	queues := map[string]any{}
	for _, s := range a.opened.Load().Stats() {
		queues[s.Queue] = s
	}
	return queues
}
