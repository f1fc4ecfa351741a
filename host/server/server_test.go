package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"systembus/host/server"
)

func TestRoutes(t *testing.T) {
	echo := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(w, r.Body); err != nil {
			w.WriteHeader(http.StatusRequestEntityTooLarge)
		}
	})
	s := &server.Server{
		Inngest:   echo,
		Metrics:   http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "up 1\n") }),
		Status:    func() server.Status { return server.Status{Service: "app"} },
		Open:      true,
		BodyLimit: 8,
	}
	tests := []struct {
		method, path, body string
		code               int
		allow, want        string
	}{
		{"GET", "/", "", 200, "", `"service": "app"`},
		{"HEAD", "/", "", 200, "", ""},
		{"POST", "/", "", 405, "GET, HEAD", `"message":"POST is not allowed here; allowed: GET, HEAD"`},
		{"GET", "/livez", "", 200, "", `"ok"`},
		{"GET", "/readyz", "", 200, "", `"ok"`},
		{"GET", "/metrics", "", 200, "", "up 1"},
		{"GET", "/api/inngest", "", 200, "", ""},
		{"POST", "/api/inngest", "12345678", 200, "", "12345678"},
		{"PUT", "/api/inngest", "x", 200, "", "x"},
		{"POST", "/api/inngest", "123456789", 413, "", "--body-limit"},
		{"PATCH", "/api/inngest", "", 405, "GET, POST, PUT", "allowed"},
		{"OPTIONS", "/api/inngest", "", 405, "GET, POST, PUT", "allowed"},
		{"DELETE", "/api/inngest", "", 405, "GET, POST, PUT", "allowed"},
		{"GET", "/nowhere", "", 404, "", "there is nothing at /nowhere"},
	}
	for _, tt := range tests {
		t.Run(tt.method+" "+tt.path, func(t *testing.T) {
			w := httptest.NewRecorder()
			s.ServeHTTP(w, httptest.NewRequest(tt.method, tt.path, strings.NewReader(tt.body)))
			if w.Code != tt.code {
				t.Errorf("status %d, want %d", w.Code, tt.code)
			}
			if got := w.Header().Get("Allow"); got != tt.allow {
				t.Errorf("Allow %q, want %q", got, tt.allow)
			}
			if !strings.Contains(w.Body.String(), tt.want) {
				t.Errorf("body %q, want %q in it", w.Body, tt.want)
			}
			if got := w.Header().Get("X-Content-Type-Options"); got != "nosniff" {
				t.Errorf("X-Content-Type-Options %q", got)
			}
		})
	}
}

func TestBodyWithoutLength(t *testing.T) {
	var readErr error
	s := &server.Server{BodyLimit: 8, Inngest: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, readErr = io.ReadAll(r.Body)
	})}
	r := httptest.NewRequest("POST", "/api/inngest", io.MultiReader(strings.NewReader("123456789")))
	r.ContentLength = -1
	s.ServeHTTP(httptest.NewRecorder(), r)
	if _, ok := errors.AsType[*http.MaxBytesError](readErr); !ok {
		t.Errorf("reading a chunked body past the limit: got %v, want a MaxBytesError", readErr)
	}
}

func TestReadiness(t *testing.T) {
	s := &server.Server{Unready: func() []string { return []string{"7 isolates are abandoned"} }}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "/readyz", nil))
	var got struct{ Reasons []string }
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if w.Code != 503 || len(got.Reasons) != 1 || got.Reasons[0] != "7 isolates are abandoned" {
		t.Errorf("got %d %v", w.Code, got.Reasons)
	}
}

func TestRequestID(t *testing.T) {
	for _, tt := range []struct {
		given string
		kept  bool
	}{{"abc-123", true}, {"", false}, {"a b", false}, {strings.Repeat("x", 129), false}, {"é", false}} {
		var seen string
		s := &server.Server{Inngest: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			seen = server.RequestID(r.Context())
		})}
		r := httptest.NewRequest("GET", "/api/inngest", nil)
		r.Header.Set("X-Request-Id", tt.given)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if seen == "" || seen != w.Header().Get("X-Request-Id") || (seen == tt.given) != tt.kept {
			t.Errorf("given %q: handler saw %q, caller %q", tt.given, seen, w.Header().Get("X-Request-Id"))
		}
	}
}

func TestPanicIsContained(t *testing.T) {
	var log bytes.Buffer
	s := &server.Server{
		Log:     slog.New(slog.NewTextHandler(&log, nil)),
		Inngest: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("secret detail") }),
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("POST", "/api/inngest", nil))
	if w.Code != 500 || strings.Contains(w.Body.String(), "secret detail") {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "secret detail") || !strings.Contains(log.String(), "server_test.go") {
		t.Errorf("the log lacks the panic or its stack: %s", &log)
	}
}

// serve runs s and gives its URL, the function that asks it to stop, and what
// Run returned.
func serve(t *testing.T, s *server.Server) (url string, stop func(), result <-chan error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx, l) }()
	return "http://" + l.Addr().String(), cancel, done
}

func TestDrain(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	s := &server.Server{DrainTimeout: time.Minute, Inngest: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-release
		io.WriteString(w, "finished")
	})}
	url, stop, result := serve(t, s)
	answer := make(chan string, 1)
	go func() {
		resp, err := http.Post(url+"/api/inngest", "application/json", strings.NewReader("{}"))
		if err != nil {
			answer <- err.Error()
			return
		}
		defer resp.Body.Close()
		text, _ := io.ReadAll(resp.Body)
		answer <- string(text)
	}()
	<-entered
	stop()
	for !s.Draining() {
		time.Sleep(time.Millisecond)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "/readyz", nil))
	if w.Code != 503 || !strings.Contains(w.Body.String(), "draining") {
		t.Errorf("readiness while draining: %d %s", w.Code, w.Body)
	}
	close(release)
	if got := <-answer; got != "finished" {
		t.Errorf("the request in flight got %q", got)
	}
	if err := <-result; err != nil {
		t.Errorf("Run returned %v", err)
	}
}

func TestDrainDeadline(t *testing.T) {
	entered := make(chan struct{})
	cause := make(chan error, 1)
	s := &server.Server{DrainTimeout: time.Millisecond, Inngest: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(entered)
		<-r.Context().Done()
		cause <- context.Cause(r.Context())
	})}
	url, stop, result := serve(t, s)
	go func() {
		if resp, err := http.Post(url+"/api/inngest", "application/json", strings.NewReader("{}")); err == nil {
			resp.Body.Close()
		}
	}()
	<-entered
	stop()
	if err := <-result; !errors.Is(err, server.ErrDrain) {
		t.Errorf("Run returned %v, want ErrDrain", err)
	}
	if err := <-cause; !errors.Is(err, server.ErrDrain) {
		t.Errorf("the request's context ended with %v, want ErrDrain", err)
	}
}

// A client must be quick with its request; the function it calls need not be.
func TestReadTimeout(t *testing.T) {
	const timeout = 50 * time.Millisecond
	after := make(chan error, 1)
	s := &server.Server{ReadTimeout: timeout, Inngest: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err != nil {
			after <- err
			return
		}
		time.Sleep(3 * timeout)
		after <- r.Context().Err()
	})}
	url, stop, result := serve(t, s)
	defer func() { stop(); <-result }()

	resp, err := http.Post(url+"/api/inngest", "application/json", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if err := <-after; err != nil {
		t.Errorf("a call that outlives the read timeout was ended: %v", err)
	}

	slow, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	io.WriteString(slow, "POST /api/inngest HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")
	var netErr net.Error
	if err := <-after; !errors.As(err, &netErr) || !netErr.Timeout() {
		t.Errorf("a body that never ends: reading it gave %v, want a timeout", err)
	}
}

func TestListenInUse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, err = server.Listen(t.Context(), l.Addr().String())
	if err == nil || !strings.Contains(err.Error(), "in use by another program") {
		t.Errorf("got %v", err)
	}
}
