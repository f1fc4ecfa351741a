// Package host assembles the parts into a worker: scripts are built or read,
// their functions served to an Inngest server (or to the embedded executor),
// and the registration kept. modules.go is the list of what scripts are lent.
package host

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"systembus/host/config"
	"systembus/host/gateway"
	"systembus/host/infer"
	"systembus/host/inngest"
	"systembus/host/isolate"
	"systembus/host/library"
	"systembus/host/local"
	"systembus/host/observe"
	"systembus/host/outbox"
	"systembus/host/recent"
	"systembus/host/redis"
	"systembus/host/secrets"
	"systembus/host/server"
	"systembus/host/telemetry"
	"systembus/host/webhook"
	"systembus/jsapi"
	"systembus/jsapi/subprocess"
)

// Endpoint is the path of the Inngest endpoint.
const Endpoint = "/api/inngest"

// Options say what an App is made of.
type Options struct {
	Config config.Config
	// Lookup reads the environment; os.LookupEnv when nil.
	Lookup func(string) (string, bool)
	// Environ lists it; os.Environ when nil.
	Environ func() []string
	// Log is slog.Default when nil.
	Log *slog.Logger
	// Version is the host's own.
	Version string
	// Admin is where operators find what is theirs; nil for the main listener.
	// Run closes it.
	Admin net.Listener
	// Embedded plays the Inngest server's part in this process, and says how;
	// its Handler is set by New. Nil means that there is a server.
	Embedded *local.Options
	// EmbeddedRedis puts a Redis server into this process when the environment
	// names none.
	EmbeddedRedis bool
	// Development is for one's own machine: a webhook without its secret takes
	// no deliveries, and the worker is ready all the same.
	Development bool
	// Guard is a command that runs subprocess.ServeGuard: it sees to it that
	// the programs that scripts start end with this process, whatever ends it.
	Guard []string
}

// An App is one worker. Make one with New, give it scripts with Swap, and Run
// it; or, without a network, Start the embedded executor.
type App struct {
	// Executor is the embedded executor; nil when there is a server.
	Executor *local.Executor

	cfg     config.Config
	lookup  func(string) (string, bool)
	environ func() []string
	log     *slog.Logger
	version string
	// alone says that this process plays the Inngest server's part.
	alone bool
	// lenient is the option Development.
	lenient bool
	env     inngest.Environment
	started time.Time

	secrets   *secrets.Store
	outbox    func() (*outbox.Outbox, error)
	opened    atomic.Pointer[outbox.Outbox] // nil until something is kept
	events    *observe.Pipeline
	library   jsapi.Library
	children  subprocess.Table
	infer     *infer.Engine
	redis     *redis.Server
	embedded  *redis.Embedded
	gateway   *gateway.Sender
	pool      *isolate.Pool
	client    *inngest.Client
	registrar *inngest.Registrar
	handler   *inngest.Handler
	server    *server.Server
	telemetry *telemetry.Telemetry
	recent    recent.Log
	webhooks  *webhook.Router

	swapping sync.Mutex
	live     atomic.Pointer[Live]
}

// New makes an App that serves no functions yet.
func New(o Options) (*App, error) {
	a := &App{
		cfg: o.Config, lookup: o.Lookup, environ: o.Environ, log: o.Log, version: o.Version, alone: o.Embedded != nil, lenient: o.Development, started: time.Now(),
	}
	if a.lookup == nil {
		a.lookup = os.LookupEnv
	}
	if a.log == nil {
		a.log = slog.Default()
	}
	if err := a.resolve(o.Embedded != nil); err != nil {
		return nil, err
	}
	if o.EmbeddedRedis {
		if err := a.embedRedis(); err != nil {
			return nil, err
		}
	}
	if err := a.instrument(); err != nil {
		return nil, err
	}
	if err := a.connect(); err != nil {
		return nil, err
	}
	a.children.Limit(a.cfg.ProgramLimits)
	if len(o.Guard) > 0 {
		a.children.Guard(o.Guard...)
	}
	a.live.Store(&Live{})
	a.client = &inngest.Client{Env: a.env}
	registrarLog := a.log
	if o.Embedded != nil { // It cannot but succeed, and at what is of no interest.
		registrarLog = slog.New(slog.DiscardHandler)
	}
	a.registrar = inngest.NewRegistrar(a.client, inngest.App{}, registrarLog)
	var err error
	if a.infer, err = a.asks(); err != nil {
		return nil, err
	}
	a.outbox = sync.OnceValues(a.openOutbox)
	emit, err := a.observe()
	if err != nil {
		return nil, err
	}
	a.library = a.modules()
	a.pool = isolate.NewPool(isolate.Options{
		Library: a.library, Setup: library.Setup(), Logger: a.log, CallTimeout: a.cfg.CallTimeout,
	})
	a.handler = &inngest.Handler{
		Edges:  inngest.Edges{Env: a.env, Registrar: a.registrar, Log: a.log},
		Player: a.pool,
		Client: a.client,
		Redact: a.secrets.Redactor(),
		Tracer: a.telemetry.Tracer("systembus/host/inngest"), Propagator: a.telemetry.Propagator(),
	}
	if err := a.handler.Serve("", nil); err != nil {
		return nil, err
	}
	if a.handler.Observe, err = a.measure(a.telemetry.Meter("systembus/host")); err != nil {
		return nil, err
	}
	if err := a.takeWebhooks(a.telemetry.Meter("systembus/host")); err != nil {
		return nil, err
	}
	a.server = &server.Server{
		Inngest: a.handler, Webhooks: a.webhooks, Metrics: a.telemetry.Page(), Status: a.status, Page: a.page, Unready: a.unready,
		Admin: o.Admin, Open: a.development(), Token: a.token, Names: a.names(), Internal: a.intake(),
		Emit: emit, BodyLimit: a.cfg.BodyLimit << 20, DrainTimeout: a.cfg.DrainTimeout, DrainDelay: a.cfg.DrainDelay, Log: a.log,
	}
	if o.Embedded != nil {
		a.embed(*o.Embedded)
	}
	return a, nil
}

// embed makes the executor take the server's part, without a network between.
func (a *App) embed(o local.Options) {
	o.Handler = a.handler
	if o.Logger == nil {
		o.Logger = a.log
	}
	a.Executor = local.New(o)
	a.client.HTTP = &http.Client{Transport: inProcess{a.Executor}}
	a.server.API = a.Executor
}

// resolve reads the INNGEST_* variables, with the settings' values in place of
// the environment's.
func (a *App) resolve(embedded bool) error {
	given := map[string]string{
		"INNGEST_APP_ID": a.cfg.AppID, "INNGEST_BASE_URL": a.cfg.BaseURL, "INNGEST_DEV": a.cfg.Dev,
		"INNGEST_SERVE_ORIGIN": a.cfg.ServeOrigin,
	}
	if embedded {
		given["INNGEST_DEV"], given["INNGEST_BASE_URL"] = "http://embedded.invalid", ""
	}
	env, err := inngest.ResolveEnvironment(func(name string) string {
		if value := given[name]; value != "" || embedded && strings.HasSuffix(name, "BASE_URL") {
			return value
		}
		value, _ := a.lookup(name)
		return value
	})
	if err != nil {
		return err
	}
	env.Version = strings.TrimPrefix(a.version, "v")
	for _, warning := range env.Warnings {
		a.log.Warn(warning)
	}
	a.env = env
	return env.Servable()
}

// Handler answers everything the worker serves, for tests without a network.
func (a *App) Handler() http.Handler { return a.server }

// Environment is what the INNGEST_* variables and settings came to.
func (a *App) Environment() inngest.Environment { return a.env }

// Registration is how far the registration has come.
func (a *App) Registration() inngest.State { return a.registrar.State() }

// Origin is the URL of a listener as programs on this machine reach it.
func Origin(l net.Listener) string {
	host, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return "http://" + l.Addr().String()
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// Run serves l until ctx ends, then drains, and returns when nothing of the
// worker is left running. While it serves it keeps the functions registered.
func (a *App) Run(ctx context.Context, l net.Listener) error {
	defer a.close()
	if err := a.checkEmit(); err != nil {
		return err
	}
	a.events.Start()
	a.reachable(Origin(l))
	if a.Executor != nil { // Events may come with the first request.
		if _, err := a.registrar.Register(ctx, inngest.RegisterRequest{}); err != nil {
			return err
		}
	}
	a.useOutbox()
	for _, reason := range a.unready() {
		a.log.Warn("not ready: " + reason)
	}
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	var tasks sync.WaitGroup
	tasks.Go(func() { _ = a.registrar.Run(ctx) })
	tasks.Go(func() { a.secrets.Run(background) })
	tasks.Go(func() { a.sendWebhooks(background) })
	if a.Executor != nil {
		tasks.Go(func() { _ = a.Executor.Run(background) })
	}
	err := a.server.Run(ctx, l)
	if errors.Is(err, server.ErrDrain) {
		a.log.Warn("calls were cut off at the drain deadline; the server will retry them", "timeout", a.cfg.DrainTimeout)
		err = nil
	}
	a.flushWebhooks()
	stop()
	tasks.Wait()
	return err
}

// Start registers the functions with the embedded executor and runs it until
// ctx ends or stop is called, which waits for it. It serves no network.
func (a *App) Start(ctx context.Context) (stop func(), err error) {
	if a.Executor == nil {
		return nil, errors.New("there is no embedded executor to start")
	}
	a.events.Start()
	a.reachable("http://host.invalid")
	if _, err := a.registrar.Register(ctx, inngest.RegisterRequest{}); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = a.Executor.Run(ctx)
	}()
	return func() {
		cancel()
		<-done
		a.close()
	}, nil
}

// errStopped is why the programs that scripts still run are ended.
var errStopped = errors.New("the host stopped")

func (a *App) close() {
	a.pool.Close()
	a.children.StopAll(errStopped)
	a.disconnect()
	a.closeEvents()
	ctx, cancel := context.WithTimeout(context.Background(), lastExport)
	defer cancel()
	if err := a.telemetry.Shutdown(ctx); err != nil {
		a.log.Warn("the last of the telemetry could not be exported", "error", err)
	}
}

// inProcess is a transport to a handler of this process.
type inProcess struct{ handler http.Handler }

// RoundTrip implements http.RoundTripper.
func (t inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	answer := &memory{header: http.Header{}}
	if r.Body != nil {
		defer r.Body.Close()
	} else {
		r = r.Clone(r.Context())
		r.Body = http.NoBody
	}
	t.handler.ServeHTTP(answer, r)
	if err := r.Context().Err(); err != nil {
		return nil, fmt.Errorf("%s %s: %w", r.Method, r.URL.Path, context.Cause(r.Context()))
	}
	return answer.response(r), nil
}
