package local

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// Options say how an Executor works. Only Handler or URL is needed.
type Options struct {
	// Handler serves the functions: it is given the requests that a server
	// would send. Without it they go over the network, to the URLs that the
	// functions were registered with.
	Handler http.Handler
	// URL replaces the scheme, host and path of the registered URLs when
	// Handler is nil.
	URL string
	// Client makes the requests to URL, and those of step.fetch and
	// step.ai.infer; http.DefaultClient when nil.
	Client *http.Client
	// SigningKey signs the requests as a self-hosted server does, and is then
	// required of callers of the API.
	SigningKey string
	// Clock is RealClock() when nil.
	Clock Clock
	// Backoff lists the pauses before the first, second, ... retry; the last
	// one repeats. The server's are used when nil: 15s, 30s, 1m, ... 2h.
	// There is no jitter.
	Backoff []time.Duration
	// MaxCalls bounds how many calls are in flight at once; 100 when zero.
	MaxCalls int
	// NoCron leaves cron triggers asleep, for running one function alone.
	NoCron bool
	// Observer is told what happens.
	Observer Observer
	// Logger is for what a person running the executor should know and no
	// Notice says; discarded when nil.
	Logger *slog.Logger
}

// An Executor keeps functions, events and runs in memory and drives the runs.
// Create it with New, make its functions known with Register or a POST to
// /fn/register, and call Run. All methods are safe for concurrent use.
type Executor struct {
	target   target
	client   *http.Client
	signing  string
	clock    Clock
	backoff  []time.Duration
	maxCalls int
	noCron   bool
	observer Observer
	logger   *slog.Logger
	routes   http.Handler
	wake     chan struct{}
	stopped  chan struct{} // closed when Run has ended

	mu       sync.Mutex // guards everything below, and all runs
	seq      uint64
	timers   timers
	ready    []*job
	notices  []func()
	telling  bool
	started  bool
	settled  []chan struct{} // closed when nothing is left to do now
	start    func(*job)
	inFlight int

	apps    map[string]*app
	fns     map[string]*function
	runs    map[string]*run
	order   []*run // runs by age
	waits   map[*wait]bool
	signals map[string]*wait
	seen    map[string]time.Time // event ids
	events  []*Event             // the latest, for queries
	use     map[string]int       // calls in flight by concurrency key
	flow    map[string]*flow     // what else flow control remembers, by key
}

// ErrStopped is what Wait gives when Run has ended before the run has.
var ErrStopped = errors.New("the executor has stopped")

// New makes an Executor.
func New(o Options) *Executor {
	e := &Executor{
		client: o.Client, signing: o.SigningKey, clock: o.Clock, backoff: o.Backoff,
		maxCalls: o.MaxCalls, noCron: o.NoCron, observer: o.Observer, logger: o.Logger,
		wake: make(chan struct{}, 1), stopped: make(chan struct{}),

		apps: map[string]*app{}, fns: map[string]*function{}, runs: map[string]*run{},
		waits: map[*wait]bool{}, signals: map[string]*wait{},
		seen: map[string]time.Time{}, use: map[string]int{}, flow: map[string]*flow{},
	}
	if e.client == nil {
		e.client = http.DefaultClient
	}
	if e.clock == nil {
		e.clock = RealClock()
	}
	if e.backoff == nil {
		e.backoff = serverBackoff
	}
	if e.maxCalls <= 0 {
		e.maxCalls = 100
	}
	if e.logger == nil {
		e.logger = slog.New(slog.DiscardHandler)
	}
	e.target = target{handler: o.Handler, url: o.URL, client: e.client}
	e.routes = e.api()
	return e
}

// Run drives the runs until ctx ends, then waits for the calls in flight,
// whose contexts end too. It gives the cause of ctx's end, and may be called
// once.
func (e *Executor) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var calls sync.WaitGroup
	defer calls.Wait()

	e.mu.Lock()
	if e.started {
		e.mu.Unlock()
		return errors.New("an executor runs only once")
	}
	e.started = true
	e.start = func(j *job) { e.dispatched(ctx, &calls, j) }
	e.mu.Unlock()
	defer close(e.stopped)

	for ctx.Err() == nil {
		e.turn(ctx)
	}
	return context.Cause(ctx)
}

// turn does what is due and waits until there may be more.
func (e *Executor) turn(ctx context.Context) {
	e.mu.Lock()
	e.fire()
	e.dispatch()
	e.unlock()

	select {
	case <-e.wake: // an observer or another goroutine has added something
		return
	default:
	}

	e.mu.Lock()
	idle := e.inFlight == 0
	var due <-chan time.Time
	t, ok := e.next(idle)
	if _, skips := e.clock.(*skipClock); idle && len(e.ready) == 0 && (!skips || !ok) {
		for _, c := range e.settled {
			close(c)
		}
		e.settled = nil
	}
	if ok {
		c, stop := e.clock.After(t, idle)
		defer stop()
		due = c
	}
	e.mu.Unlock()

	select {
	case <-due:
	case <-e.wake:
	case <-ctx.Done():
	}
}

// Settle waits until no call is in flight or could start: what is left sleeps,
// waits or has ended. With SkipClock nothing sleeps, so all has ended that
// ever will. It gives the runs that a run's end or its events have started
// their turn, before a program that is done with its own run ends.
func (e *Executor) Settle(ctx context.Context) error {
	c := make(chan struct{})
	e.mu.Lock()
	e.settled = append(e.settled, c)
	e.poke()
	e.unlock()
	select {
	case <-c:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-e.stopped:
		return ErrStopped
	}
}

// ServeHTTP answers the calls that SDKs and people make to a server. See the
// package's doc for the routes.
func (e *Executor) ServeHTTP(w http.ResponseWriter, r *http.Request) { e.routes.ServeHTTP(w, r) }
