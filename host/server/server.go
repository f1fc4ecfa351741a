// Package server is the worker's HTTP surface: the Inngest endpoint, the
// status page, probes and metrics, behind limits that strangers cannot exceed.
//
// Readiness means that this process can answer a call: it is serving and not
// draining. It does not wait for registration, because the Inngest server
// registers by calling this very worker, and a cluster that sends no traffic
// to a worker that is not ready would never let it become so. Whether the
// functions are registered is on the status page and in the metrics.
package server

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-chi/chi/v5"
)

// Limits on what one connection may cost before a handler sees a request.
const (
	// readHeaderTimeout is how long a client may take over its headers.
	readHeaderTimeout = 10 * time.Second
	// idleTimeout outlasts that of common proxies, so that they and not the
	// worker close idle connections.
	idleTimeout = 120 * time.Second
	// maxHeaderBytes bounds the request line and headers.
	maxHeaderBytes = 64 << 10
)

// A Server serves one worker. The fields are set before Run is called.
type Server struct {
	// Inngest answers GET, POST and PUT /api/inngest.
	Inngest http.Handler
	// Metrics answers GET /metrics.
	Metrics http.Handler
	// API, when not nil, answers what an Inngest server would, beside it all:
	// the embedded executor's POST /e/{key} and the others.
	API http.Handler
	// Status gives the status document of /, which is marshalled as JSON.
	Status func() any
	// Unready gives the reasons why the worker should get no traffic, beyond
	// draining. Nil means none, ever.
	Unready func() []string
	// BodyLimit bounds request bodies, in bytes; zero means 32 MiB.
	BodyLimit int64
	// DrainTimeout is how long requests in flight may go on once Run's
	// context has ended.
	DrainTimeout time.Duration
	// DrainDelay is how long the server goes on accepting requests after
	// readiness has begun to fail, so that a balancer sees it in time.
	DrainDelay time.Duration
	// ReadTimeout is how long a client may take over a whole request, body
	// included; zero means a minute.
	ReadTimeout time.Duration
	// Log takes what happens to requests. Nil means slog.Default.
	Log *slog.Logger

	draining atomic.Bool
	routes   sync.Once
	mux      http.Handler
}

// ErrDrain says that requests were still in flight when the time to drain had
// passed; they were cut off.
var ErrDrain = errors.New("requests were still in flight at the drain deadline")

// Run serves l until ctx ends, then drains: readiness fails first, requests in
// flight finish within the drain timeout, and Run returns nil, or ErrDrain
// when some had to be cut off. It closes l.
func (s *Server) Run(ctx context.Context, l net.Listener) error {
	// Requests outlive ctx: draining is what ends them.
	requests, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(nil)
	srv := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       cmp.Or(s.ReadTimeout, time.Minute),
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(s.log().Handler(), slog.LevelDebug),
		BaseContext:       func(net.Listener) context.Context { return requests },
	}
	served := make(chan error, 1)
	go func() { served <- srv.Serve(l) }()

	select {
	case err := <-served:
		return fmt.Errorf("serving %s: %w", l.Addr(), err)
	case <-ctx.Done():
	}
	s.draining.Store(true)
	if s.DrainDelay > 0 {
		time.Sleep(s.DrainDelay)
	}
	deadline, stop := context.WithTimeout(context.Background(), s.DrainTimeout)
	defer stop()
	err := srv.Shutdown(deadline)
	if err != nil {
		cancel(ErrDrain)
		_ = srv.Close()
		err = ErrDrain
	}
	if ended := <-served; !errors.Is(ended, http.ErrServerClosed) {
		return fmt.Errorf("serving %s: %w", l.Addr(), ended)
	}
	return err
}

// Draining says whether Run is on its way out.
func (s *Server) Draining() bool { return s.draining.Load() }

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.routes.Do(func() { s.mux = s.router() })
	s.mux.ServeHTTP(w, r)
}

func (s *Server) router() http.Handler {
	r := chi.NewRouter()
	r.Use(requestID, s.contain, secure)
	r.NotFound(func(w http.ResponseWriter, r *http.Request) {
		if s.API != nil {
			s.limit(s.API).ServeHTTP(w, r)
			return
		}
		fail(w, http.StatusNotFound, "there is nothing at "+r.URL.Path)
	})
	r.MethodNotAllowed(func(w http.ResponseWriter, r *http.Request) {
		fail(w, http.StatusMethodNotAllowed, r.Method+" is not allowed here")
	})
	get := func(path string, h http.HandlerFunc) { only(r, path, h, http.MethodGet, http.MethodHead) }
	get("/", s.status)
	get("/livez", s.live)
	get("/readyz", s.ready)
	if s.Metrics != nil {
		get("/metrics", s.Metrics.ServeHTTP)
	}
	if s.Inngest != nil {
		only(r, "/api/inngest", s.limit(s.Inngest).ServeHTTP, http.MethodGet, http.MethodPost, http.MethodPut)
	}
	return r
}

func (s *Server) log() *slog.Logger {
	if s.Log == nil {
		return slog.Default()
	}
	return s.Log
}

// Listen opens addr for Run. A port that is taken is explained.
func Listen(ctx context.Context, addr string) (net.Listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err == nil {
		return l, nil
	}
	var sys *os.SyscallError
	if errors.As(err, &sys) && isAddrInUse(sys.Err) {
		return nil, fmt.Errorf("%s is in use by another program; stop it, or choose another address with --addr or PORT", addr)
	}
	return nil, err
}
