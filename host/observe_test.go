package host_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"systembus/host"
	"systembus/host/config"
	"systembus/host/local"
	"systembus/host/observe"
)

// A sink plays ClickHouse: it can be down, and keeps the ids it was given.
type sink struct {
	*httptest.Server
	down atomic.Bool
	mu   sync.Mutex
	got  map[string]observe.Event
}

func newSink(t *testing.T) *sink {
	t.Helper()
	s := &sink{got: map[string]observe.Event{}}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.down.Load() {
			panic(http.ErrAbortHandler)
		}
		body, _ := io.ReadAll(r.Body)
		s.mu.Lock()
		defer s.mu.Unlock()
		for line := range strings.Lines(string(body)) {
			var e observe.Event
			if err := json.Unmarshal([]byte(line), &e); err != nil {
				t.Error(err)
			}
			s.got[e.ID] = e
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *sink) events() map[string]observe.Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := map[string]observe.Event{}
	maps.Copy(all, s.got)
	return all
}

// until waits for what happens in the background.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("after a minute: not %s", what)
		}
	}
}

// A function emits; what it tells reaches the sink, and the worker's figures
// tell of it.
func TestFunctionsEmitEvents(t *testing.T) {
	s := newSink(t)
	dir := folder(t, map[string]string{
		"scripts/lib/client.ts": client,
		"scripts/functions/a.ts": `import { emitMeasuredOtelEvent, emitOtelEvent } from "host:otel";
			import { inngest } from "../lib/client";
			export const roles = ["host"];
			export const fn = inngest.createFunction({ id: "tell" }, { event: "x/tell" }, async ({ step }) =>
				step.run("tell", async () => {
					const one = await emitOtelEvent({ id: "one", level: "info", source: "worker", component: "tell", action: "told", success: true, metadata: { n: 1 } });
					const two = await emitMeasuredOtelEvent({ id: "two", source: "worker", component: "tell", action: "measured" }, async () => "measured");
					return [one, two];
				}));`,
	})
	env := map[string]string{"SLOG_SESSION_ID": "session", "SLOG_SYSTEM_ID": "box"}
	app := embedded(t, dir, env, func(c *config.Config) { c.ClickHouseURL = s.URL })
	live(t, app, app.Project(), nil)
	stop, err := app.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := call(t, app, "tell"), `[{"eventId":"one","stored":true},"measured"]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	until(t, "delivered", func() bool { return len(s.events()) == 2 })
	one, two := s.events()["one"], s.events()["two"]
	if one.SessionID != "session" || one.SystemID != "box" || string(one.Metadata) != `{"n":1}` {
		t.Errorf("got %+v", one)
	}
	if two.DurationMS == nil || !two.Success || two.Level != observe.Info {
		t.Errorf("got %+v", two)
	}
	page := httptest.NewRecorder()
	app.Handler().ServeHTTP(page, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	for _, line := range []string{"host_events_emitted_total 2", `host_events_waiting{`} {
		if !strings.Contains(strings.ReplaceAll(page.Body.String(), `{otel_scope_name="systembus/host",otel_scope_schema_url="",otel_scope_version=""}`, ""), line) {
			t.Errorf("/metrics has no %s", line)
		}
	}
	stop()
	if _, err := os.Stat(filepath.Join(dir, ".host/state/outbox.db")); err != nil {
		t.Error(err)
	}
}

// A worker without sinks leaves no files.
func TestNoSinksNoFiles(t *testing.T) {
	dir := folder(t, map[string]string{"scripts/lib/client.ts": client, "scripts/functions/a.ts": script("a", `"host"`, `"a"`)})
	app := embedded(t, dir, nil, nil)
	live(t, app, app.Project(), nil)
	stop, err := app.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	post(t, app, "", `{"level":"info","source":"s","component":"c","action":"a","success":true}`)
	stop()
	if _, err := os.Stat(filepath.Join(dir, ".host/state")); !os.IsNotExist(err) {
		t.Errorf("the state folder: %v, want none", err)
	}
}

// post sends an event to the endpoint.
func post(t *testing.T, app *host.App, token, event string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/observability/emit", strings.NewReader(event))
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("x-otel-emit-token", token)
	}
	w := httptest.NewRecorder()
	app.Handler().ServeHTTP(w, r)
	return w
}

// Without a token the endpoint is for development alone.
func TestEmitEndpoint(t *testing.T) {
	const event = `{"level":"info","source":"s","component":"c","action":"a","success":true}`
	cloud := map[string]string{"INNGEST_DEV": "0", "INNGEST_SIGNING_KEY": "signkey-test-" + strings.Repeat("ab", 32), "INNGEST_EVENT_KEY": "k"}
	tests := []struct {
		name, mode, token, given string
		development              bool
		status                   int
		err                      string
	}{
		{"development", "auto", "", "", true, 200, ""},
		{"development with a token", "auto", "t", "", true, 401, ""},
		{"production", "auto", "", "", false, 404, ""},
		{"production with a token", "auto", "t", "t", false, 200, ""},
		{"production, the wrong token", "on", "t", "x", false, 401, ""},
		{"production, on without a token", "on", "", "", false, 0, "POST /observability/emit would take events from everybody: set OTEL_EMIT_TOKEN, or --emit-endpoint=off"},
		{"off", "off", "t", "t", true, 404, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			env := map[string]string{}
			options := host.Options{Config: config.Default(t.TempDir()), Log: slog.New(slog.DiscardHandler),
				Lookup: func(name string) (string, bool) { v, ok := env[name]; return v, ok }}
			if tt.development {
				options.Embedded = &local.Options{}
			} else {
				maps.Copy(env, cloud)
			}
			if tt.token != "" {
				env["OTEL_EMIT_TOKEN"] = tt.token
			}
			options.Config.EmitEndpoint = tt.mode
			app, err := host.New(options)
			if err != nil {
				t.Fatal(err)
			}
			if tt.err != "" {
				l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
				if err != nil {
					t.Fatal(err)
				}
				defer l.Close()
				if err := app.Run(t.Context(), l); err == nil || err.Error() != tt.err {
					t.Errorf("got %v, want %s", err, tt.err)
				}
				return
			}
			if w := post(t, app, tt.given, event); w.Code != tt.status {
				t.Errorf("status %d, want %d: %s", w.Code, tt.status, w.Body)
			}
		})
	}
}

// The sink is down under load: health answers throughout, no emitter is told
// of it, and nothing is lost when it returns.
func TestWorkerWhoseSinkIsDown(t *testing.T) {
	s := newSink(t)
	s.down.Store(true)
	dir := folder(t, map[string]string{"scripts/lib/client.ts": client, "scripts/functions/a.ts": script("a", `"host"`, `"a"`)})
	app := embedded(t, dir, nil, func(c *config.Config) { c.ClickHouseURL = s.URL })
	live(t, app, app.Project(), nil)
	stop, err := app.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	var emitters, health sync.WaitGroup
	ctx, cancel := context.WithCancel(t.Context())
	health.Go(func() {
		for ctx.Err() == nil {
			for _, path := range []string{"/livez", "/readyz", "/"} {
				w := httptest.NewRecorder()
				app.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
				if w.Code != http.StatusOK {
					t.Errorf("%s answers %d: %s", path, w.Code, w.Body)
				}
			}
			time.Sleep(5 * time.Millisecond)
		}
	})
	for e := range 8 {
		emitters.Go(func() {
			for n := range 25 {
				if w := post(t, app, "", fmt.Sprintf(`{"id":"%d-%d","level":"warn","source":"s","component":"c","action":"a","success":true}`, e, n)); w.Code != http.StatusOK {
					t.Errorf("emit answers %d: %s", w.Code, w.Body)
				}
			}
		})
	}
	emitters.Wait()
	if n := len(s.events()); n != 0 {
		t.Errorf("%d events were delivered to a sink that is down", n)
	}
	s.down.Store(false)
	until(t, "delivered", func() bool { return len(s.events()) == 200 })
	cancel()
	health.Wait()
}
