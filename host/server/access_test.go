package server_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"systembus/host/server"
	"systembus/host/statuspage"
)

// secrets is a server with something to see for operators.
func secrets() *server.Server {
	return &server.Server{
		Metrics:  http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "calls{function=\"pay\"} 1\n") }),
		Internal: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "done by pay\n") }),
		Status: func() server.Status {
			return server.Status{Service: "shop", Status: "ok", Functions: []string{"pay"}}
		},
		Page: func() statuspage.Page { return statuspage.Page{Service: "pay"} },
	}
}

// Who is told of the function "pay", where, and with what status.
func TestOperatorsAlone(t *testing.T) {
	const token = "correct horse battery staple"
	somewhere := &net.TCPListener{}
	tests := []struct {
		name                string
		open, admin         bool
		token               string
		path, header, value string
		onAdmin             bool
		code                int
		told                bool
		want                string
	}{
		{name: "production: the status", path: "/", code: 200, want: `"service": "shop"`},
		{name: "production: the page", path: "/", header: "Accept", value: "text/html", code: 200, want: `"status": "ok"`},
		{name: "production: metrics", path: "/metrics", code: 401, want: "--admin-addr"},
		{name: "production: internal, no token set", path: "/internal/x", code: 503, want: "HOST_INTERNAL_TOKEN is not set"},
		{name: "production: internal, no token set, an empty one sent", path: "/internal/x", header: "Authorization", value: "Bearer ", code: 503},
		{name: "production: no token set, an empty one sent", path: "/metrics", header: "Authorization", value: "Bearer ", code: 401},
		{name: "production: no token sent", token: token, path: "/internal/x", code: 401, want: "Authorization: Bearer"},
		{name: "production: wrong token", token: token, path: "/internal/x", header: "Authorization", value: "Bearer correct", code: 401},
		{name: "production: a token of the right length", token: token, path: "/", header: "Authorization", value: "Bearer " + strings.Repeat("x", len(token)), code: 200},
		{name: "production: token", token: token, path: "/", header: "Authorization", value: "Bearer " + token, code: 200, told: true},
		{name: "production: token for metrics", token: token, path: "/metrics", header: "Authorization", value: "Bearer " + token, code: 200, told: true},
		{name: "production: token for internal", token: token, path: "/internal/x", header: "Authorization", value: "Bearer " + token, code: 200, told: true},
		{name: "the header of senders of events", token: token, path: "/internal/x", header: "X-Otel-Emit-Token", value: token, code: 200, told: true},
		{name: "the header of internal senders", token: token, path: "/internal/x", header: "X-Internal-Token", value: token, code: 200, told: true},
		{name: "development: the status", open: true, path: "/", code: 200, told: true},
		{name: "development: the page", open: true, path: "/", header: "Accept", value: "text/html,*/*;q=0.8", code: 200, told: true, want: "<!doctype html>"},
		{name: "development: metrics", open: true, path: "/metrics", code: 200, told: true},
		{name: "development: internal wants its token all the same", open: true, path: "/internal/x", code: 503},
		{name: "a second address: the main one", open: true, admin: true, path: "/", code: 200},
		{name: "a second address: metrics of the main one", open: true, admin: true, path: "/metrics", code: 401},
		{name: "a second address: the status", admin: true, onAdmin: true, path: "/", code: 200, told: true},
		{name: "a second address: metrics", admin: true, onAdmin: true, path: "/metrics", code: 200, told: true},
		{name: "a second address: internal", admin: true, onAdmin: true, token: token, path: "/internal/x", code: 401},
		{name: "a second address has no endpoint", admin: true, onAdmin: true, path: "/api/inngest", code: 404},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := secrets()
			s.Open, s.Token = tt.open, func() string { return tt.token }
			if tt.admin {
				s.Admin = somewhere
			}
			var h http.Handler = s
			if tt.onAdmin {
				h = s.AdminHandler()
			}
			r := httptest.NewRequest("GET", tt.path, nil)
			r.Header.Set(tt.header, tt.value)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != tt.code || !strings.Contains(w.Body.String(), tt.want) {
				t.Errorf("got %d %s\nwant %d with %q", w.Code, w.Body, tt.code, tt.want)
			}
			if told := strings.Contains(w.Body.String(), "pay"); told != tt.told {
				t.Errorf("told of the function: %v, want %v\n%s", told, tt.told, w.Body)
			}
			if w.Code == 401 && w.Header().Get("WWW-Authenticate") == "" {
				t.Error("a 401 without WWW-Authenticate")
			}
		})
	}
}

// A stranger's page in a browser on this machine cannot read the worker by
// pointing its own domain here.
func TestRebinding(t *testing.T) {
	tests := []struct {
		host, local string
		code        int
	}{
		{"localhost:3111", "127.0.0.1:3111", 200},
		{"127.0.0.1:3111", "127.0.0.1:3111", 200},
		{"[::1]:3111", "[::1]:3111", 200},
		{"a.localhost:3111", "127.0.0.1:3111", 200},
		{"host.docker.internal:3111", "127.0.0.1:3111", 200},
		{"worker.example:3111", "127.0.0.1:3111", 200},
		{"Worker.Example.:3111", "127.0.0.1:3111", 200},
		{"evil.example:3111", "127.0.0.1:3111", 421},
		{"evil.example", "[::1]:3111", 421},
		{"localhost.evil.example", "127.0.0.1:3111", 421},
		{"127.0.0.1.evil.example", "127.0.0.1:3111", 421},
		{"evil.example:3111", "[::ffff:127.0.0.1]:3111", 421},
		{"metrics.cluster.example:3111", "10.1.2.3:3111", 200},
	}
	for _, tt := range tests {
		s := secrets()
		s.Open, s.Names = true, []string{"worker.example"}
		local, err := net.ResolveTCPAddr("tcp", tt.local)
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest("GET", "/metrics", nil)
		r.Host = tt.host
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, local)))
		if w.Code != tt.code {
			t.Errorf("%s at %s: status %d, want %d", tt.host, tt.local, w.Code, tt.code)
		}
	}
}

func TestWhoGetsThePage(t *testing.T) {
	tests := []struct {
		accept string
		html   bool
	}{
		{"", false},
		{"*/*", false},
		{"application/json", false},
		{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true},
		{"text/html", true},
		{"text/html;q=0", false},
		{"application/json, text/html;q=0.5", false},
		{"text/html;q=nonsense", false},
		{"text/plain, ;;;, text/html", true},
	}
	for _, tt := range tests {
		s := secrets()
		s.Open = true
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept", tt.accept)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if html := strings.HasPrefix(w.Header().Get("Content-Type"), "text/html"); html != tt.html {
			t.Errorf("Accept %q gave %s", tt.accept, w.Header().Get("Content-Type"))
		}
		if got := w.Header().Get("Vary"); got != "Accept, Authorization" {
			t.Errorf("Vary %q", got)
		}
	}
}

// The admin listener answers until the main one has drained.
func TestAdminListener(t *testing.T) {
	admin, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	entered, release := make(chan struct{}), make(chan struct{})
	s := secrets()
	s.Admin, s.DrainTimeout = admin, time.Minute
	s.Inngest = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { close(entered); <-release })
	url, stop, result := serve(t, s)
	go func() {
		if resp, err := http.Get(url + "/api/inngest"); err == nil {
			resp.Body.Close()
		}
	}()
	<-entered
	stop()
	for !s.Draining() {
		time.Sleep(time.Millisecond)
	}
	resp, err := http.Get("http://" + admin.Addr().String() + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	text, _ := io.ReadAll(resp.Body)
	resp.Body.Close()
	if !strings.Contains(string(text), "pay") {
		t.Errorf("metrics while draining: %d %s", resp.StatusCode, text)
	}
	close(release)
	if err := <-result; err != nil {
		t.Errorf("Run returned %v", err)
	}
	if _, err := net.Dial("tcp", admin.Addr().String()); err == nil {
		t.Error("the admin listener is still open after Run")
	}
}
