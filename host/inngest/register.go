package inngest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	mathrand "math/rand/v2"
	"slices"
	"sync"
	"time"

	"systembus/bundler"
)

// A Status is where a Registrar stands.
type Status string

const (
	// Registering: no attempt has succeeded or failed yet.
	Registering Status = "registering"
	// Registered: the server accepted the functions, and its registry has not
	// been read back, or cannot be (Inngest Cloud).
	Registered Status = "registered"
	// Verified: the server's registry holds exactly our functions.
	Verified Status = "verified"
	// Superseded: after ours was verified, another worker registered the same
	// app differently, as happens in a rolling update.
	Superseded Status = "superseded"
	// Failing: the last attempt to register or to verify failed.
	Failing Status = "failing"
)

// A State is what a Registrar knows, for the status page and metrics.
type State struct {
	Status Status `json:"status"`
	// LastAttempt and LastSuccess are the times of registrations; zero before
	// the first.
	LastAttempt time.Time `json:"lastAttempt,omitzero"`
	LastSuccess time.Time `json:"lastSuccess,omitzero"`
	// LastVerified is when the registry was last found to be as it should.
	LastVerified time.Time `json:"lastVerified,omitzero"`
	// LastError is empty unless Status is Failing or Superseded.
	LastError string `json:"lastError,omitempty"`
	// Attempts and Failures count registrations since the start.
	Attempts int `json:"attempts"`
	Failures int `json:"failures"`
	// Modified says whether the last success changed anything at the server.
	Modified bool `json:"modified"`
	// SyncID is the server's name for the last success.
	SyncID string `json:"syncId,omitempty"`
	// ServerKind is what the server calls itself: "dev" or "cloud".
	ServerKind string `json:"serverKind,omitempty"`
	// ServerFunctions are the ids in the server's registry when it was last
	// read, sorted; nil before.
	ServerFunctions []string `json:"serverFunctions,omitempty"`
	// Hash identifies the configuration that was registered last.
	Hash string `json:"hash,omitempty"`
}

// Defaults of a Registrar's timing.
const (
	DefaultWatchInterval = 15 * time.Second
	DefaultGrace         = 5 * time.Minute

	firstBackoff   = time.Second
	longestBackoff = 30 * time.Second
	syncTimeout    = 10 * time.Second
)

// A Registrar keeps a host registered at its server: it registers until the
// server accepts, reads the server's registry back, and starts again when the
// server has lost the functions or the functions have changed. Make one with
// NewRegistrar. Set, State and Register may be called from any goroutine, at
// any time.
type Registrar struct {
	// WatchInterval is the time between two looks at the server's registry,
	// and Grace how long another worker's registration of the same app is
	// left in place. Set them before Run.
	WatchInterval, Grace time.Duration

	client *Client
	log    *slog.Logger
	// turn is held by whoever registers, so that attempts do not cross.
	turn chan struct{}
	// changed has room for one note that there is something to look at.
	changed chan struct{}

	mu      sync.Mutex
	want    registration
	state   State
	version int
}

// A registration is one configuration to register.
type registration struct {
	app       App
	functions []bundler.Function
	request   SyncRequest
	hash      string
	err       error
}

// NewRegistrar makes a registrar of an app without functions; Set gives it
// some. It does nothing until Run or Register. A nil logger discards.
func NewRegistrar(client *Client, app App, log *slog.Logger) *Registrar {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	r := &Registrar{
		WatchInterval: DefaultWatchInterval,
		Grace:         DefaultGrace,
		client:        client,
		log:           log,
		turn:          make(chan struct{}, 1),
		changed:       make(chan struct{}, 1),
		state:         State{Status: Registering},
	}
	r.Set(app, nil)
	return r
}

// Set replaces the app and its functions. Run registers them at once unless
// they equal those that are registered.
func (r *Registrar) Set(app App, functions []bundler.Function) {
	want := registration{app: app, functions: slices.Clone(functions)}
	want.request = NewSyncRequest(r.client.Env, app, want.functions)
	want.hash, want.err = want.request.Hash()

	r.mu.Lock()
	r.want = want
	r.mu.Unlock()
	r.poke()
}

// poke makes Run look again at once.
func (r *Registrar) poke() {
	select {
	case r.changed <- struct{}{}:
	default:
	}
}

// App is the app as it was last Set, and Functions its functions, which the
// caller must not change.
func (r *Registrar) App() App { return r.wanted().app }

// Functions are the functions as they were last Set.
func (r *Registrar) Functions() []bundler.Function { return r.wanted().functions }

// State is a copy of the current state.
func (r *Registrar) State() State {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.state
	s.ServerFunctions = slices.Clone(s.ServerFunctions)
	return s
}

// Run registers and watches until ctx ends, and then returns nil. Failures are
// logged when they first appear or change, not at every repeat.
func (r *Registrar) Run(ctx context.Context) error {
	w := watch{r: r}
	for {
		// What was Set so far is what look is about to read.
		select {
		case <-r.changed:
		default:
		}
		pause := w.look(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-r.changed:
			w.failures = 0
		case <-time.After(pause):
		}
	}
}

// A RegisterRequest is why and how to register out of turn.
type RegisterRequest struct {
	// DeployID is the server's name for the sync it asked for, or "".
	DeployID string
	// ServerKind is the kind of server that asked, or "": the registration
	// fails if the server turns out to be of another kind.
	ServerKind string
	// Force makes the server take a registration equal to the last one in
	// full, instead of remembering that it knows it.
	Force bool
}

// Register registers the functions once, now, and reports whether that changed
// anything at the server. It waits while another registration is under way.
// Run verifies the outcome unless nothing changed. A failure is counted but
// does not become the state: Run will see for itself.
func (r *Registrar) Register(ctx context.Context, req RegisterRequest) (modified bool, err error) {
	before := r.registrations()
	modified, err = r.attempt(ctx, req, true)
	if r.registrations() != before {
		r.poke()
	}
	return modified, err
}

// attempt is Register for Run. settled keeps a verified state when the server
// knew the registration: a dev server asks for one every few seconds.
func (r *Registrar) attempt(ctx context.Context, req RegisterRequest, settled bool) (modified bool, err error) {
	select {
	case r.turn <- struct{}{}:
		defer func() { <-r.turn }()
	case <-ctx.Done():
		return false, context.Cause(ctx)
	}

	want := r.wanted()
	if want.err != nil {
		return false, fmt.Errorf("register: %w", want.err)
	}
	start := time.Now()
	accepted, err := r.client.register(ctx, want, req)
	if ctx.Err() != nil && err != nil {
		return false, err
	}

	r.mu.Lock()
	defer r.mu.Unlock()
	r.state.Attempts++
	r.state.LastAttempt = start
	if accepted.kind != "" {
		r.state.ServerKind = accepted.kind
	}
	if err != nil {
		r.state.Failures++
		return false, err
	}
	r.state.LastSuccess = time.Now()
	r.state.Modified = accepted.modified
	r.state.SyncID = accepted.syncID
	if settled && !accepted.modified && r.state.Status == Verified && r.state.Hash == want.hash {
		return false, nil
	}
	r.version++
	r.state.Status = Registered
	r.state.LastError = ""
	r.state.Hash = want.hash
	return accepted.modified, nil
}

func (r *Registrar) wanted() registration {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.want
}

// A watch is the memory of one Run.
type watch struct {
	r *Registrar
	// failures counts the failures in a row, for the backoff.
	failures int
	// confirmed is the version of the registration that was verified last.
	confirmed int
	// superseded is when another worker's registration was first seen.
	superseded time.Time
	// said is the last failure that was logged.
	said string
}

// look brings the registration one step forward and says how long to wait
// before the next.
func (w *watch) look(ctx context.Context) time.Duration {
	r := w.r
	want := r.wanted()
	if r.State().Hash != want.hash {
		return w.register(ctx, RegisterRequest{})
	}

	version := r.registrations()
	held, err := r.client.registry(ctx, want.app.ID)
	if errors.Is(err, errNoRegistry) {
		w.failures, w.said = 0, ""
		r.note(func(s *State) { s.Status, s.LastError = Registered, "" })
		return r.WatchInterval
	}
	if err != nil {
		return w.fail(ctx, Failing, err)
	}
	r.note(func(s *State) { s.ServerFunctions = held.ids() })

	difference := held.differs(want.request)
	switch {
	case difference == "":
		return w.confirm(ctx, version, held)
	case w.confirmed != version:
		// The server accepted the registration and still holds something
		// else: it may have taken ours for one that it remembers.
		pause := w.fail(ctx, Failing, fmt.Errorf("the server's registry is not what it accepted: %s", difference))
		if _, err := r.attempt(ctx, RegisterRequest{Force: true}, false); err != nil {
			return w.fail(ctx, Failing, err)
		}
		return pause
	case held.empty():
		r.log.Warn("the Inngest server has lost the functions; registering them again", "app", want.app.ID)
		return w.register(ctx, RegisterRequest{})
	default:
		return w.wait(ctx, difference)
	}
}

// register makes an attempt. After a success the registry is read at once.
func (w *watch) register(ctx context.Context, req RegisterRequest) time.Duration {
	modified, err := w.r.attempt(ctx, req, false)
	if err != nil {
		return w.fail(ctx, Failing, err)
	}
	w.failures, w.said = 0, ""
	w.superseded = time.Time{}
	w.r.log.Info("registered at the Inngest server", "server", w.r.client.Env.API, "app", w.r.App().ID, "modified", modified)
	return 0
}

// confirm notes that the server holds what we registered, and what it has to
// say of the app besides.
func (w *watch) confirm(ctx context.Context, version int, held registry) time.Duration {
	w.superseded = time.Time{}
	first := w.confirmed != version
	w.confirmed = version
	app := w.r.App()
	if held.err == unreachable {
		w.fail(ctx, Failing, fmt.Errorf("the server cannot call %s; set INNGEST_SERVE_ORIGIN to where it can", app.URL))
		w.failures = 0
		return w.r.WatchInterval
	}
	if held.err != "" {
		// The server remembers the refusal of a registration, ours or another
		// worker's, until the next one that it accepts.
		pause := w.fail(ctx, Failing, fmt.Errorf("the server reports of app %s: %s", app.ID, held.err))
		if _, err := w.r.attempt(ctx, RegisterRequest{}, false); err != nil {
			return w.fail(ctx, Failing, err)
		}
		return pause
	}
	if first || w.said != "" {
		w.r.log.Info("the Inngest server holds the functions", "app", app.ID, "functions", len(held.functions))
	}
	w.failures, w.said = 0, ""
	w.r.note(func(s *State) {
		s.Status, s.LastVerified, s.LastError = Verified, time.Now(), ""
	})
	return w.r.WatchInterval
}

// wait leaves another worker's registration in place for the grace period, so
// that old and new workers of a rolling update do not undo each other's
// registrations, and then restores ours.
func (w *watch) wait(ctx context.Context, difference string) time.Duration {
	if w.superseded.IsZero() {
		w.superseded = time.Now()
	}
	left := w.r.Grace - time.Since(w.superseded)
	if left <= 0 {
		w.r.log.Warn("restoring the registration that another worker replaced", "difference", difference)
		return w.register(ctx, RegisterRequest{Force: true})
	}
	w.fail(ctx, Superseded, fmt.Errorf("another worker has registered the app differently: %s", difference))
	w.failures = 0
	return min(left, w.r.WatchInterval)
}

// fail notes and logs a failure and gives the time to the next attempt.
func (w *watch) fail(ctx context.Context, status Status, err error) time.Duration {
	if ctx.Err() != nil {
		return 0
	}
	w.failures++
	w.r.note(func(s *State) { s.Status, s.LastError = status, err.Error() })
	if w.said != err.Error() {
		w.said = err.Error()
		w.r.log.Warn("not registered as it should be at the Inngest server", "status", string(status), "error", err)
	}
	return w.backoff()
}

// backoff doubles from one second to thirty, less up to a quarter so that
// workers that failed together do not come back together.
func (w *watch) backoff() time.Duration {
	d := longestBackoff
	if n := w.failures - 1; n < 5 {
		d = firstBackoff << max(n, 0)
	}
	return d - mathrand.N(d/4)
}

func (r *Registrar) note(change func(*State)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change(&r.state)
}

// registrations counts the successful ones.
func (r *Registrar) registrations() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.version
}
