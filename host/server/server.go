// Package server is the worker's HTTP surface: the Inngest endpoint, the
// status page, probes and metrics, behind limits that strangers cannot exceed.
//
// Some of it is for operators alone: what the worker serves, its metrics and
// /internal. That stands on an address of its own, which the network protects
// (Admin), or on the main one behind a token (Token), or, in development, on
// the main one for whoever is on the machine (Open).
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

	"systembus/host/reply"
	"systembus/host/statuspage"
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
	// maxConnections bounds the connections of one listener.
	maxConnections = 1024
)

// A Server serves one worker. The fields are set before Run is called.
type Server struct {
	// Inngest answers GET, POST and PUT /api/inngest.
	Inngest http.Handler
	// Webhooks answers what is below /webhooks. It bounds bodies by itself.
	Webhooks http.Handler
	// Metrics answers GET /metrics, for operators.
	Metrics http.Handler
	// Internal answers /internal/, for whoever has the token.
	Internal http.Handler
	// Emit answers POST /observability/emit; nil when it is not served.
	Emit http.Handler
	// API, when not nil, answers what an Inngest server would, beside it all:
	// the embedded executor's POST /e/{key} and the others.
	API http.Handler
	// Status gives the status document of /, which is marshalled as JSON for
	// operators. Others get its status alone.
	Status func() Status
	// Page gives what a browser is shown at / in its place; nil for JSON.
	Page func() statuspage.Page
	// Admin, when not nil, is the listener on which operators find what is
	// theirs; then the main listener does not have it. Run closes it.
	Admin net.Listener
	// Open says that whoever reaches the main listener is an operator, as in
	// development. It means nothing when there is an Admin.
	Open bool
	// Token gives what makes whoever sends it an operator, at any listener, and
	// what /internal asks for. Nil or an empty one means that nobody has it.
	Token func() string
	// Names are the hosts by which the worker is called, beyond addresses and
	// this machine's own; see admit.
	Names []string
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
	// HeaderTimeout is how long it may take over the headers, and WriteTimeout
	// over reading a part of the answer; zero means ten seconds and a minute.
	HeaderTimeout, WriteTimeout time.Duration
	// MaxConnections bounds the connections of one listener; zero means 1024.
	// See crowd for who has to go.
	MaxConnections int
	// Log takes what happens to requests. Nil means slog.Default.
	Log *slog.Logger

	draining atomic.Bool
	routes   sync.Once
	main     http.Handler
	admin    http.Handler
}

// ErrDrain says that requests were still in flight when the time to drain had
// passed; they were cut off.
var ErrDrain = errors.New("requests were still in flight at the drain deadline")

// Run serves l, and Admin where there is one, until ctx ends, then drains:
// readiness fails first, requests in flight finish within the drain timeout,
// and Run returns nil, or ErrDrain when some had to be cut off. It closes both.
func (s *Server) Run(ctx context.Context, l net.Listener) error {
	// Requests outlive ctx: draining is what ends them.
	requests, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(nil)
	ended := make(chan error, 2)
	begin := func(l net.Listener, h http.Handler) *http.Server {
		srv := s.listener(requests, h)
		go func() {
			if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
				ended <- fmt.Errorf("serving %s: %w", l.Addr(), err)
				return
			}
			ended <- nil
		}()
		return srv
	}
	srv := begin(l, s)
	var admin *http.Server
	if s.Admin != nil {
		admin = begin(s.Admin, s.AdminHandler())
	}
	finish := func(err error) error {
		if admin != nil { // Until the end: draining is when metrics are looked at.
			_ = admin.Close()
			err = errors.Join(err, <-ended)
		}
		return err
	}

	select {
	case err := <-ended:
		_ = srv.Close()
		return finish(err)
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
	if failed := <-ended; failed != nil {
		return finish(failed)
	}
	return finish(err)
}

// listener is a server of HTTP/1.1 within the limits. HTTP/2 needs TLS, which
// is a proxy's business: without it there are no streams to flood.
func (s *Server) listener(requests context.Context, h http.Handler) *http.Server {
	guests := &crowd{limit: cmp.Or(s.MaxConnections, maxConnections)}
	srv := &http.Server{
		Handler:           h,
		ConnContext:       guests.arrive,
		ConnState:         guests.changed,
		ReadHeaderTimeout: cmp.Or(s.HeaderTimeout, readHeaderTimeout),
		ReadTimeout:       cmp.Or(s.ReadTimeout, time.Minute),
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(s.log().Handler(), slog.LevelDebug),
		BaseContext:       func(net.Listener) context.Context { return requests },
		Protocols:         new(http.Protocols),
	}
	srv.Protocols.SetHTTP1(true)
	return srv
}

// Draining says whether Run is on its way out.
func (s *Server) Draining() bool { return s.draining.Load() }

// ServeHTTP implements http.Handler: the main listener's routes.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.build()
	s.main.ServeHTTP(w, r)
}

// AdminHandler has the routes of the Admin listener.
func (s *Server) AdminHandler() http.Handler {
	s.build()
	return s.admin
}

func (s *Server) build() {
	s.routes.Do(func() {
		s.main = s.router(s.operatorOnMain, func(r chi.Router) {
			if s.Inngest != nil {
				only(r, "/api/inngest", s.limit(s.Inngest).ServeHTTP, http.MethodGet, http.MethodPost, http.MethodPut)
			}
			if s.Emit != nil {
				only(r, "/observability/emit", s.limit(s.Emit).ServeHTTP, http.MethodPost)
			}
			if s.Webhooks != nil {
				r.Handle("/webhooks", s.Webhooks)
				r.Handle("/webhooks/*", s.Webhooks)
			}
			r.NotFound(func(w http.ResponseWriter, r *http.Request) {
				if s.API != nil {
					s.limit(s.API).ServeHTTP(w, r)
					return
				}
				nothing(w, r)
			})
		})
		s.admin = s.router(s.onMachine, func(r chi.Router) { r.NotFound(nothing) })
	})
}

// router has what every listener has, for those whom admit lets in, and what
// more adds.
func (s *Server) router(admit admission, more func(chi.Router)) http.Handler {
	r := chi.NewRouter()
	r.Use(requestID, s.contain, secure, http1, s.pace, oneRequestWhenChunked)
	r.MethodNotAllowed(func(w http.ResponseWriter, r *http.Request) {
		reply.Error(w, http.StatusMethodNotAllowed, r.Method+" is not allowed here")
	})
	get := func(path string, h http.HandlerFunc) { only(r, path, h, http.MethodGet, http.MethodHead) }
	get("/", s.front(admit))
	get("/livez", s.live)
	get("/readyz", s.ready)
	if s.Page != nil {
		get("/assets/{file}", statuspage.Asset)
	}
	if s.Metrics != nil {
		get("/metrics", guard(admit, s.Metrics).ServeHTTP)
	}
	if s.Internal != nil {
		r.Handle("/internal/*", s.limit(guard(s.withToken, s.Internal)))
	}
	more(r)
	return r
}

func nothing(w http.ResponseWriter, r *http.Request) {
	reply.Error(w, http.StatusNotFound, "there is nothing at "+r.URL.Path)
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
