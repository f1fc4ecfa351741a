// Package webhook takes what providers deliver: POST /webhooks/{provider}. A
// delivery's signature is checked over its bytes before anything else reads
// them; the provider's script makes events of it; and the events are on disk
// before the provider is told that they were accepted. From there they go to
// the Inngest server, in order for each provider, for as long as it takes.
package webhook

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-chi/chi/v5"

	"systembus/bundler"
	"systembus/host/inngest"
	"systembus/host/isolate"
	"systembus/host/outbox"
	"systembus/host/reply"
)

// Path is where the router is mounted.
const Path = "/webhooks"

// QueuePrefix is what the names of the outbox's queues begin with; the
// provider's route follows.
const QueuePrefix = "webhook/"

// DefaultMaxBody is the largest body accepted, in bytes, unless the provider
// says otherwise.
const DefaultMaxBody = 256 << 10

const (
	// scriptTimeout bounds each function of a provider's script.
	scriptTimeout = 5 * time.Second
	// maxFailures is how many deliveries of one client to one provider may
	// fail to prove who they are in a minute, maxChallenges how many
	// challenges are answered.
	maxFailures   = 20
	maxChallenges = 60
	// sendBatch is how many bytes of events are sent at a time.
	sendBatch = 512 << 10
)

// A Provider is a script's webhook and where it is.
type Provider struct {
	bundler.Webhook
	// Route is the last part of the path: the file's name.
	Route string
	// Script is the file.
	Script string

	turns turns
}

// Scripts calls the functions of providers; *isolate.Pool does.
type Scripts interface {
	Webhook(ctx context.Context, path string, c isolate.WebhookCall) (json.RawMessage, error)
}

// Options say what a Router works with.
type Options struct {
	Scripts Scripts
	// Secrets gives the values that count as a secret, by its name.
	Secrets func(name string) []string
	// Send sends a JSON array of events to the Inngest server.
	Send func(ctx context.Context, events json.RawMessage) error
	// Enabled names the providers that are served; all when nil.
	Enabled []string
	// Proxies are trusted to say a client's address.
	Proxies Proxies
	// Seen remembers deliveries; this process alone does when nil.
	Seen *Seen
	// Observe, when not nil, is told of every delivery. It must not block.
	Observe func(Delivery)
	// Redact takes secrets out of answers; nothing does when nil.
	Redact func(string) string
	// Now is the clock; time.Now when nil.
	Now func() time.Time
	Log *slog.Logger
}

// A Router serves the providers. Make one with New.
type Router struct {
	o          Options
	mux        chi.Router
	failures   *limiter
	challenges *limiter
	outbox     atomic.Pointer[outbox.Outbox]
	broken     atomic.Pointer[string] // why there is no outbox
	proxyTold  sync.Once

	mu        sync.Mutex
	providers map[string]*Provider
	last      map[string]*Summary
}

// New is a Router that serves no provider yet.
func New(o Options) *Router {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Redact == nil {
		o.Redact = func(text string) string { return text }
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Seen == nil {
		o.Seen = NewSeen(nil, o.Log)
	}
	r := &Router{
		o: o, failures: newLimiter(maxFailures), challenges: newLimiter(maxChallenges),
		providers: map[string]*Provider{}, last: map[string]*Summary{},
	}
	r.mux = chi.NewRouter()
	r.mux.Get(Path, r.list)
	r.mux.Get(Path+"/", r.list)
	r.mux.Get(Path+"/{provider}", r.challenge)
	r.mux.Post(Path+"/{provider}", r.receive)
	r.mux.NotFound(func(w http.ResponseWriter, req *http.Request) {
		reply.Error(w, http.StatusNotFound, "there is nothing at "+req.URL.Path)
	})
	r.mux.MethodNotAllowed(func(w http.ResponseWriter, req *http.Request) {
		allow := "GET, POST"
		if strings.Trim(req.URL.Path, "/") == strings.Trim(Path, "/") {
			allow = "GET"
		}
		w.Header().Set("Allow", allow)
		reply.Error(w, http.StatusMethodNotAllowed, req.Method+" is not allowed here; allowed: "+allow)
	})
	return r
}

// ServeHTTP implements http.Handler for Path and what is below.
func (r *Router) ServeHTTP(w http.ResponseWriter, req *http.Request) { r.mux.ServeHTTP(w, req) }

// Serve replaces the providers that are served: those of the scripts that have
// one, unless they are not enabled.
func (r *Router) Serve(scripts []bundler.Script) {
	next := map[string]*Provider{}
	for _, s := range scripts {
		if s.Webhook != nil && (r.o.Enabled == nil || slices.Contains(r.o.Enabled, s.Route())) {
			next[s.Route()] = &Provider{Webhook: *s.Webhook, Route: s.Route(), Script: s.Path, turns: make(turns, maxTurns)}
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.providers = next
}

// Providers are those served, by route.
func (r *Router) Providers() []Provider {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []Provider
	for _, route := range slices.Sorted(maps.Keys(r.providers)) {
		out = append(out, *r.providers[route])
	}
	return out
}

// provider finds one by its route.
func (r *Router) provider(route string) (*Provider, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	p, ok := r.providers[route]
	return p, ok
}

// Unready gives the reasons why the worker should take no deliveries: secrets
// that are missing or of no use, and an outbox that cannot be had.
func (r *Router) Unready() []string {
	var reasons []string
	providers := r.Providers()
	for route, why := range r.Closed() {
		reasons = append(reasons, fmt.Sprintf("webhook %s: %v: set it, or name those to serve in --providers (HOST_WEBHOOK_PROVIDERS)", route, why))
	}
	for _, route := range r.o.Enabled {
		if !slices.ContainsFunc(providers, func(p Provider) bool { return p.Route == route }) {
			reasons = append(reasons, fmt.Sprintf("webhook %s: it is enabled, and there is no file of that name", route))
		}
	}
	if why := r.broken.Load(); why != nil && len(providers) > 0 {
		reasons = append(reasons, *why)
	}
	return reasons
}

// Closed are the routes of the providers whose deliveries cannot be verified,
// in order, and why: they are answered 503.
func (r *Router) Closed() iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, p := range r.Providers() {
			if err := p.usable(r.o.Secrets); err != nil && !yield(p.Route, err) {
				return
			}
		}
	}
}

// usable says why a provider's deliveries cannot be verified.
func (p *Provider) usable(secrets func(string) []string) error {
	if p.Verify == nil {
		for _, name := range p.Secrets {
			if len(secrets(name)) == 0 {
				return fmt.Errorf("%s is not set", name)
			}
		}
		return nil
	}
	active := p.Verify.Active(secrets)
	if len(active) == 0 {
		return fmt.Errorf("%s is not set", strings.Join(p.Verify.Secrets, " or "))
	}
	for _, secret := range active {
		if err := p.Verify.CheckSecret(secret); err != nil {
			return fmt.Errorf("%s: %w", strings.Join(p.Verify.Secrets, " or "), err)
		}
	}
	return nil
}

// Use gives the router its outbox. Until then, and when err says why there is
// none, deliveries are accepted only if the Inngest server takes their events
// at once.
func (r *Router) Use(o *outbox.Outbox, err error) {
	r.outbox.Store(o)
	r.broken.Store(nil)
	if err != nil {
		why := "webhooks: " + err.Error()
		r.broken.Store(&why)
	}
}

// Run sends what is in the outbox until ctx ends.
func (r *Router) Run(ctx context.Context) error {
	o := r.outbox.Load()
	if o == nil {
		return errors.New("there is no outbox")
	}
	return o.Drain(ctx, outbox.Drain{
		Prefix: QueuePrefix, BatchBytes: sendBatch, MaxWait: 5 * time.Second, Log: r.o.Log,
		Deliver: func(ctx context.Context, _ string, items []outbox.Item) error {
			return rejection(r.send(ctx, items))
		},
	})
}

// send sends events in one request.
func (r *Router) send(ctx context.Context, events []outbox.Item) error {
	size := 2
	for _, e := range events {
		size += len(e.Body) + 1
	}
	text := append(make([]byte, 0, size), '[')
	for i, e := range events {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(text, e.Body...)
	}
	return r.o.Send(ctx, append(text, ']'))
}

// rejection marks the answers of a server that does not want these events.
// One that does not know us may yet: a key can be put right.
func rejection(err error) error {
	if answer, ok := errors.AsType[*inngest.APIError](err); ok {
		switch answer.Status {
		case http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity:
			return outbox.Rejected(err)
		}
	}
	return err
}

// A Summary is how a provider has fared since the worker started.
type Summary struct {
	Route  string `json:"provider"`
	Script string `json:"script"`
	// Ready says that its deliveries can be verified.
	Ready bool `json:"ready"`
	// Accepted, Refused and Failed count deliveries: answered 2xx, 4xx, 5xx.
	// Events and Duplicates count what the accepted ones came to.
	Accepted   int64 `json:"accepted"`
	Refused    int64 `json:"refused"`
	Failed     int64 `json:"failed"`
	Events     int64 `json:"events"`
	Duplicates int64 `json:"duplicates"`
	// LastAt, LastStatus and LastReason tell of the latest delivery.
	LastAt     *time.Time `json:"lastAt,omitempty"`
	LastStatus int        `json:"lastStatus,omitempty"`
	LastReason string     `json:"lastReason,omitempty"`
}

// Snapshot is how each provider has fared, by route.
func (r *Router) Snapshot() []Summary {
	out := []Summary{}
	for _, p := range r.Providers() {
		r.mu.Lock()
		s := *cmp.Or(r.last[p.Route], &Summary{})
		r.mu.Unlock()
		s.Route, s.Script, s.Ready = p.Route, p.Script, p.usable(r.o.Secrets) == nil
		out = append(out, s)
	}
	return out
}

// Outbox is what waits to be sent, by queue.
func (r *Router) Outbox() []outbox.Stats {
	o := r.outbox.Load()
	if o == nil {
		return nil
	}
	return slices.DeleteFunc(o.Stats(), func(s outbox.Stats) bool { return !strings.HasPrefix(s.Queue, QueuePrefix) })
}

// A Delivery is what one came to, for whoever counts them.
type Delivery struct {
	// Provider is the route; empty for one that is not served.
	Provider string
	Status   int
	// Reason is a short name: accepted, duplicate, ignored, challenge, or why
	// it was refused.
	Reason             string
	Events, Duplicates int
	Duration           time.Duration
}

// note counts a delivery.
func (r *Router) note(d Delivery) {
	now := r.o.Now()
	if d.Provider != "" {
		r.mu.Lock()
		s := r.last[d.Provider]
		if s == nil {
			s = &Summary{}
			r.last[d.Provider] = s
		}
		switch {
		case d.Status < 300:
			s.Accepted++
		case d.Status < 500:
			s.Refused++
		default:
			s.Failed++
		}
		s.Events, s.Duplicates = s.Events+int64(d.Events), s.Duplicates+int64(d.Duplicates)
		s.LastAt, s.LastStatus, s.LastReason = &now, d.Status, d.Reason
		r.mu.Unlock()
	}
	if r.o.Observe != nil {
		r.o.Observe(d)
	}
}
