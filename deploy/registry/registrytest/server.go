// Package registrytest runs, for tests, a registry that behaves as GHCR does
// where it matters to a deploy: it wants bearer tokens, which it gives for a
// personal access token; it says 403 with a reason to a POST and 403 with
// nothing to a HEAD; and it can be told to fail.
package registrytest

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-containerregistry/pkg/registry"
)

// Access is what a personal access token may do.
type Access string

// What tokens may do.
const (
	// Nothing: it is a token, without a scope for packages.
	Nothing Access = ""
	// Pull is read:packages.
	Pull Access = "pull"
	// Push is write:packages.
	Push Access = "push"
)

// A Server is a registry that is running.
type Server struct {
	// Host is where it listens, "127.0.0.1:40123".
	Host string
	// Realm, when it is set, is named as the token service in place of the
	// server's own.
	Realm string

	blobs http.Handler

	mu       sync.Mutex
	tokens   map[string]Access
	bearers  map[string]Access
	requests []Request
	faults   []*fault
	received int64
}

// A Request is one that the server has answered.
type Request struct {
	Method, Path  string
	Authorization string
	Status        int
}

// A fault is an answer in place of the right one.
type fault struct {
	method, path string
	status       int
	header       http.Header
	left         int
}

// Start runs a server for a test, which knows these personal access tokens.
func Start(t testing.TB, tokens map[string]Access) *Server {
	t.Helper()
	s := New(tokens)
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.Host = strings.TrimPrefix(server.URL, "http://")
	return s
}

// New is a server that somebody else serves.
func New(tokens map[string]Access) *Server {
	s := &Server{tokens: map[string]Access{}, bearers: map[string]Access{}}
	maps.Copy(s.tokens, tokens)
	s.blobs = registry.New(registry.Logger(log.New(io.Discard, "", 0)))
	return s
}

// Allow changes what a personal access token may do; bearer tokens that were
// given for it before stay what they are.
func (s *Server) Allow(token string, access Access) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens[token] = access
}

// Revoke makes a personal access token, and all bearer tokens, unknown.
func (s *Server) Revoke(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.tokens, token)
	clear(s.bearers)
}

// Fail answers the next requests of a method whose path holds a text with a
// status, so many times.
func (s *Server) Fail(method, path string, status, times int, header http.Header) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &fault{method, path, status, header, times})
}

// Requests are all requests so far.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Received is how many bytes of bodies were sent to the server so far.
func (s *Server) Received() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.received
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body := &counter{ReadCloser: r.Body}
	r.Body = body
	noted := &recorder{ResponseWriter: w, status: http.StatusOK}
	s.answer(noted, r)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.received += body.n
	s.requests = append(s.requests, Request{r.Method, r.URL.RequestURI(), r.Header.Get("Authorization"), noted.status})
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	if f := s.fault(r); f != nil {
		maps.Copy(w.Header(), f.header)
		refuse(w, r, f.status, "UNKNOWN", "told to fail")
		return
	}
	if r.URL.Path == "/token" {
		s.exchange(w, r)
		return
	}
	access, known := s.access(r)
	if !known {
		realm := s.Realm
		if realm == "" {
			realm = "http://" + r.Host + "/token"
			if r.TLS != nil {
				realm = "https://" + r.Host + "/token"
			}
		}
		w.Header().Set("WWW-Authenticate", fmt.Sprintf("Bearer realm=%q,service=%q,scope=%q", realm, "ghcr.test", "repository:user/image:pull"))
		refuse(w, r, http.StatusUnauthorized, "UNAUTHORIZED", "authentication required")
		return
	}
	reads := r.Method == http.MethodGet || r.Method == http.MethodHead
	if access == Nothing && r.URL.Path != "/v2/" || access == Pull && !reads {
		refuse(w, r, http.StatusForbidden, "DENIED", "permission_denied: The token provided does not match expected scopes.")
		return
	}
	s.blobs.ServeHTTP(w, r)
}

// exchange gives a bearer token for a personal access token.
func (s *Server) exchange(w http.ResponseWriter, r *http.Request) {
	_, token, _ := r.BasicAuth()
	s.mu.Lock()
	defer s.mu.Unlock()
	access, known := s.tokens[token]
	if !known {
		refuse(w, r, http.StatusForbidden, "DENIED", "denied")
		return
	}
	bearer := rand.Text()
	s.bearers[bearer] = access
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"token": bearer}) // the client may have gone
}

func (s *Server) access(r *http.Request) (Access, bool) {
	bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	s.mu.Lock()
	defer s.mu.Unlock()
	access, known := s.bearers[bearer]
	return access, ok && known
}

func (s *Server) fault(r *http.Request) *fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if f.left > 0 && f.method == r.Method && strings.Contains(r.URL.Path, f.path) {
			f.left--
			return f
		}
	}
	return nil
}

// refuse answers as registries do. A HEAD has no body.
func refuse(w http.ResponseWriter, r *http.Request, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"errors": []map[string]string{{"code": code, "message": message}}}) // the client may have gone
}

// counter counts a body.
type counter struct {
	io.ReadCloser
	n int64
}

// Read counts.
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.n += int64(n)
	return n, err
}

// recorder notes the status.
type recorder struct {
	http.ResponseWriter
	status int
}

// WriteHeader notes the status.
func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}
