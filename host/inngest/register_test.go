package inngest

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
)

// A fakeServer plays the registry's part of an Inngest server. It is a
// RoundTripper, so that a test can run under a synthetic clock.
type fakeServer struct {
	kind string
	// key is the bearer that it takes; empty takes all.
	key string
	// v2 leaves out GraphQL, and closed both.
	v2, closed bool

	mu sync.Mutex
	// away is the error of every request, and refuse the answer's text of
	// every registration.
	away   error
	refuse string
	// trouble is the app's error.
	trouble string
	apps    map[string]SyncRequest
	// posts are the times of the registrations, and bodies their bodies.
	posts  []time.Time
	bodies []string
	header http.Header
}

func newFakeServer() *fakeServer { return &fakeServer{kind: "cloud", apps: map[string]SyncRequest{}} }

func (f *fakeServer) set(change func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change()
}

func (f *fakeServer) registrations() []time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.posts)
}

func (f *fakeServer) RoundTrip(r *http.Request) (*http.Response, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	if r.URL.Path == "/fn/register" {
		f.posts = append(f.posts, time.Now())
		f.bodies = append(f.bodies, string(body))
		f.header = r.Header.Clone()
	}
	if f.away != nil {
		return nil, f.away
	}
	answer := func(status int, v any) (*http.Response, error) {
		text, ok := v.(string)
		if !ok {
			raw, err := json.Marshal(v)
			if err != nil {
				return nil, err
			}
			text = string(raw)
		}
		return &http.Response{
			StatusCode: status, Header: http.Header{HeaderServerKind: {f.kind}},
			Body: io.NopCloser(strings.NewReader(text)), Request: r,
		}, nil
	}
	if f.key != "" && r.Header.Get("Authorization") != "Bearer "+f.key {
		return answer(401, "Authentication failed\n")
	}
	switch {
	case r.URL.Path == "/fn/register":
		if kind := r.Header.Get(HeaderExpectedServerKind); kind != "" && kind != f.kind {
			return answer(400, map[string]any{"error": "Expected server kind " + f.kind + ", got " + kind})
		}
		if f.refuse != "" {
			return answer(400, map[string]any{"error": f.refuse})
		}
		request, err := decodeSync(body)
		if err != nil {
			return nil, err
		}
		before, err := encode(f.apps[request.AppName])
		if err != nil {
			return nil, err
		}
		after, err := encode(request)
		if err != nil {
			return nil, err
		}
		f.apps[request.AppName] = request
		if f.trouble != unreachable {
			f.trouble = ""
		}
		return answer(200, map[string]any{"ok": true, "modified": string(before) != string(after), "sync_id": "sync"})
	case r.URL.Path == "/v0/gql" && !f.v2 && !f.closed:
		apps := []any{}
		for name, app := range f.apps {
			functions := []any{}
			for _, fn := range app.Functions {
				functions = append(functions, map[string]any{"slug": fn.ID, "triggers": wireTriggers(fn, "condition")})
			}
			apps = append(apps, map[string]any{"name": name, "url": app.URL, "error": f.trouble, "functions": functions})
		}
		return answer(200, map[string]any{"data": map[string]any{"apps": apps}})
	case strings.HasPrefix(r.URL.Path, "/v2/apps/") && !f.closed:
		// One function a page.
		functions := f.apps["app"].Functions
		from := 0
		if c := r.URL.Query().Get("cursor"); c != "" {
			from = slices.IndexFunc(functions, func(fn FunctionConfig) bool { return fn.ID == c }) + 1
		}
		data, page := []any{}, map[string]any{}
		if from < len(functions) {
			fn := functions[from]
			data = append(data, map[string]any{"id": strings.TrimPrefix(fn.ID, "app-"), "triggers": wireTriggers(fn, "if")})
			page = map[string]any{"cursor": fn.ID, "hasMore": from+1 < len(functions)}
		}
		return answer(200, map[string]any{"data": data, "metadata": map[string]any{}, "page": page})
	}
	return answer(404, "404 page not found")
}

func wireTriggers(fn FunctionConfig, condition string) []any {
	triggers := []any{}
	for _, t := range fn.Triggers {
		if t.Cron != "" {
			triggers = append(triggers, map[string]any{"type": "CRON", "value": t.Cron, condition: nil})
		} else {
			triggers = append(triggers, map[string]any{"type": "EVENT", "value": t.Event, condition: t.Expression})
		}
	}
	return triggers
}

func decodeSync(body []byte) (SyncRequest, error) {
	var wire struct {
		URL       string
		AppName   string
		Functions []struct {
			ID       string
			Triggers []bundler.Trigger
		}
	}
	err := json.Unmarshal(body, &wire)
	s := SyncRequest{URL: wire.URL, AppName: wire.AppName}
	for _, f := range wire.Functions {
		s.Functions = append(s.Functions, FunctionConfig{ID: f.ID, Triggers: f.Triggers})
	}
	return s, err
}

var testApp = App{ID: "app", URL: "http://127.0.0.1:3111/api/inngest"}

func cloudEnvironment() Environment {
	return Environment{Mode: Cloud, API: "http://server", Events: "http://server", SigningKey: keyOne, InBandSync: true, UnsignedSync: true}
}

// startRegistrar runs a registrar of two functions in the test's bubble.
func startRegistrar(t *testing.T, env Environment, server http.RoundTripper) *Registrar {
	t.Helper()
	r := NewRegistrar(&Client{Env: env, HTTP: &http.Client{Transport: server}}, testApp, nil)
	r.Set(testApp, []bundler.Function{
		{ID: "one", Triggers: []bundler.Trigger{{Event: "a/b", Expression: "event.data.x == 1"}, {Cron: "0 3 * * *"}}},
		{ID: "two", Failure: true},
	})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	return r
}

func wantStatus(t *testing.T, r *Registrar, want Status, says string) {
	t.Helper()
	synctest.Wait()
	s := r.State()
	if s.Status != want || !strings.Contains(s.LastError, says) || says == "" && s.LastError != "" {
		t.Fatalf("at %s: status %s, error %q; want %s, %q", time.Now().Format("15:04:05"), s.Status, s.LastError, want, says)
	}
}

func TestRegistrarRegistersAndVerifies(t *testing.T) {
	for name, v2 := range map[string]bool{"GraphQL": false, "v2": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := newFakeServer()
				server.v2 = v2
				start := time.Now()
				r := startRegistrar(t, cloudEnvironment(), server)
				wantStatus(t, r, Verified, "")
				got := r.State()
				want := State{
					Status: Verified, LastAttempt: start, LastSuccess: start, LastVerified: start, Attempts: 1, Modified: true,
					SyncID: "sync", ServerKind: "cloud", ServerFunctions: []string{"app-one", "app-two", "app-two-failure"},
					Hash: got.Hash,
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Error(diff)
				}
				if server.header.Get(HeaderExpectedServerKind) != "cloud" || server.header.Get(HeaderSyncKind) != SyncOutOfBand ||
					server.header.Get("Authorization") != "Bearer "+keyOne.Bearer() || server.header.Get(HeaderSDK) != "host:v0.0.0" {
					t.Errorf("headers: %v", server.header)
				}
				time.Sleep(10 * time.Minute)
				if n := len(server.registrations()); n != 1 {
					t.Errorf("%d registrations of an unchanged app", n)
				}
			})
		})
	}
}

func TestRegistrarBacksOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newFakeServer()
		server.away = errors.New("connection refused")
		r := startRegistrar(t, cloudEnvironment(), server)
		wantStatus(t, r, Failing, "register app app: the server at http://server: connection refused; is the Inngest server running")

		time.Sleep(5 * time.Minute)
		synctest.Wait()
		posts := server.registrations()
		if len(posts) < 10 {
			t.Fatalf("%d attempts in 5 minutes", len(posts))
		}
		for i := 1; i < len(posts); i++ {
			gap, most := posts[i].Sub(posts[i-1]), min(30*time.Second, time.Second<<(i-1))
			if gap > most || gap < most*3/4 {
				t.Errorf("attempt %d came %s after the one before; want %s less at most a quarter", i+1, gap, most)
			}
		}

		server.set(func() { server.away = nil })
		time.Sleep(30 * time.Second)
		wantStatus(t, r, Verified, "")
		if s := r.State(); s.Failures != s.Attempts-1 {
			t.Errorf("%d failures of %d attempts", s.Failures, s.Attempts)
		}
	})
}

func TestRegistrarFollowsTheServer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newFakeServer()
		r := startRegistrar(t, cloudEnvironment(), server)
		wantStatus(t, r, Verified, "")

		// The server goes away, and comes back without its memory.
		server.set(func() { server.away = errors.New("connection refused") })
		time.Sleep(DefaultWatchInterval)
		wantStatus(t, r, Failing, "connection refused")
		server.set(func() { server.away, server.apps = nil, map[string]SyncRequest{} })
		time.Sleep(30 * time.Second)
		wantStatus(t, r, Verified, "")
		if n := len(server.registrations()); n != 2 {
			t.Errorf("%d registrations, want 2", n)
		}

		// It comes back with its memory: nothing to register.
		server.set(func() { server.away = errors.New("connection refused") })
		time.Sleep(time.Minute)
		server.set(func() { server.away = nil })
		time.Sleep(time.Minute)
		wantStatus(t, r, Verified, "")
		if n := len(server.registrations()); n != 2 {
			t.Errorf("%d registrations, want 2", n)
		}
	})
}

func TestRegistrarFollowsSet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newFakeServer()
		r := startRegistrar(t, cloudEnvironment(), server)
		wantStatus(t, r, Verified, "")
		hash := r.State().Hash

		r.Set(testApp, r.Functions())
		wantStatus(t, r, Verified, "")
		if n := len(server.registrations()); n != 1 {
			t.Errorf("setting the same functions registered them again")
		}
		r.Set(testApp, []bundler.Function{{ID: "three"}})
		wantStatus(t, r, Verified, "")
		s := r.State()
		if s.Hash == hash || !slices.Equal(s.ServerFunctions, []string{"app-three"}) {
			t.Errorf("got %+v", s)
		}
		r.Set(testApp, nil)
		wantStatus(t, r, Verified, "")
		if s := r.State(); len(s.ServerFunctions) != 0 {
			t.Errorf("got %+v", s)
		}
	})
}

// A change must not wait for the backoff of the failures before it.
func TestRegistrarSetEndsTheBackoff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newFakeServer()
		server.refuse = "At least one function is invalid"
		r := startRegistrar(t, cloudEnvironment(), server)
		time.Sleep(5 * time.Minute)
		wantStatus(t, r, Failing, "At least one function is invalid")
		server.set(func() { server.refuse = "" })
		r.Set(testApp, []bundler.Function{{ID: "three"}})
		wantStatus(t, r, Verified, "")
	})
}

func TestRegistrarYieldsToAnotherWorker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newFakeServer()
		r := startRegistrar(t, cloudEnvironment(), server)
		wantStatus(t, r, Verified, "")
		server.set(func() {
			server.apps["app"] = SyncRequest{AppName: "app", URL: testApp.URL, Functions: []FunctionConfig{{ID: "app-one"}, {ID: "app-new"}}}
		})
		time.Sleep(DefaultWatchInterval)
		wantStatus(t, r, Superseded, "missing: app-two, app-two-failure; other triggers: app-one; not ours: app-new")
		time.Sleep(DefaultGrace - time.Second)
		wantStatus(t, r, Superseded, "another worker")
		if n := len(server.registrations()); n != 1 {
			t.Errorf("%d registrations in the grace period, want 1", n)
		}
		time.Sleep(2 * time.Second)
		wantStatus(t, r, Verified, "")
		if n := len(server.registrations()); n != 2 {
			t.Errorf("%d registrations after the grace period, want 2", n)
		}
	})
}

func TestRegistrarForcesAServerThatRemembers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newFakeServer()
		forgetful := roundTripper(func(r *http.Request) (*http.Response, error) {
			res, err := server.RoundTrip(r)
			if r.URL.Path == "/fn/register" {
				server.set(func() {
					if !strings.Contains(server.bodies[len(server.bodies)-1], `"idempotencyKey"`) {
						delete(server.apps, "app")
					}
				})
			}
			return res, err
		})
		r := startRegistrar(t, cloudEnvironment(), forgetful)
		wantStatus(t, r, Registered, "")
		time.Sleep(2 * time.Second)
		wantStatus(t, r, Verified, "")
		if n := len(server.registrations()); n != 2 {
			t.Errorf("%d registrations, want 2", n)
		}
	})
}

// However a server contradicts itself, the host must not storm it.
func TestRegistrarNeverStorms(t *testing.T) {
	for name, spoil := range map[string]func(*fakeServer){
		"forgets at once": func(f *fakeServer) { f.apps = map[string]SyncRequest{} },
		"holds something else": func(f *fakeServer) {
			f.apps["app"] = SyncRequest{AppName: "app", Functions: []FunctionConfig{{ID: "app-x"}}}
		},
		"remembers a complaint": func(f *fakeServer) { f.trouble = "complaint" },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := newFakeServer()
				reads := 0
				spoiled := roundTripper(func(r *http.Request) (*http.Response, error) {
					if r.URL.Path == "/v0/gql" {
						server.set(func() { reads++; spoil(server) })
					}
					return server.RoundTrip(r)
				})
				r := startRegistrar(t, cloudEnvironment(), spoiled)
				time.Sleep(10 * time.Minute)
				synctest.Wait()
				if s := r.State(); s.Status == Verified {
					t.Errorf("status %s", s.Status)
				}
				if n := len(server.registrations()); n < 10 || n > 60 || reads > 120 {
					t.Errorf("%d registrations and %d reads in 10 minutes", n, reads)
				}
			})
		})
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestRegistrarWithoutRegistry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newFakeServer()
		server.closed = true
		r := startRegistrar(t, cloudEnvironment(), server)
		time.Sleep(time.Hour)
		wantStatus(t, r, Registered, "")
		if n := len(server.registrations()); n != 1 {
			t.Errorf("%d registrations, want 1", n)
		}
	})
}

func TestRegistrarReportsUnreachable(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newFakeServer()
		r := startRegistrar(t, cloudEnvironment(), server)
		wantStatus(t, r, Verified, "")
		server.set(func() { server.trouble = "unreachable" })
		time.Sleep(DefaultWatchInterval)
		wantStatus(t, r, Failing, "the server cannot call http://127.0.0.1:3111/api/inngest; set INNGEST_SERVE_ORIGIN")
		server.set(func() { server.trouble = "" })
		time.Sleep(DefaultWatchInterval)
		wantStatus(t, r, Verified, "")
	})
}

// A dev server that polls must not make the state flicker, and what a PUT
// registers must be verified at once.
func TestRegistrarAndPUT(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newFakeServer()
		r := startRegistrar(t, cloudEnvironment(), server)
		wantStatus(t, r, Verified, "")
		if modified, err := r.Register(t.Context(), RegisterRequest{}); err != nil || modified {
			t.Errorf("got %v, %v", modified, err)
		}
		if s := r.State(); s.Status != Verified || s.Attempts != 2 {
			t.Errorf("got %+v", s)
		}
		server.set(func() { server.apps = map[string]SyncRequest{} })
		if modified, err := r.Register(t.Context(), RegisterRequest{}); err != nil || !modified {
			t.Errorf("got %v, %v", modified, err)
		}
		wantStatus(t, r, Verified, "")
	})
}

// A server remembers a refusal even when the functions go back to what it
// holds.
func TestRegistrarClearsARefusal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newFakeServer()
		r := startRegistrar(t, cloudEnvironment(), server)
		wantStatus(t, r, Verified, "")
		good := r.Functions()
		server.set(func() { server.refuse, server.trouble = "At least one function is invalid", "bad cron" })
		r.Set(testApp, []bundler.Function{{ID: "bad"}})
		wantStatus(t, r, Failing, "bad cron")
		server.set(func() { server.refuse = "" })
		r.Set(testApp, good)
		time.Sleep(2 * time.Second)
		wantStatus(t, r, Verified, "")
	})
}

func TestRegisterErrors(t *testing.T) {
	tests := []struct {
		name   string
		env    func(*Environment)
		server func(*fakeServer)
		want   []string
	}{
		{"wrong key", nil, func(f *fakeServer) { f.key = "other" },
			[]string{"http://server answered 401: Authentication failed", "INNGEST_SIGNING_KEY is not the server's"}},
		{"no key", func(e *Environment) { e.SigningKey = ""; e.Mode = Dev }, func(f *fakeServer) { f.key = "other" },
			[]string{"set INNGEST_SIGNING_KEY"}},
		{"dev server", nil, func(f *fakeServer) { f.kind = "dev" },
			[]string{"Expected server kind dev, got cloud", "set INNGEST_DEV=1"}},
		{"rejected function", nil, func(f *fakeServer) {
			f.refuse = "At least one function is invalid"
			f.apps["app"] = SyncRequest{AppName: "app"}
			f.trouble = "1 errors occurred: * '0 3 * * *' isn't a valid cron schedule"
		}, []string{"answered 400: At least one function is invalid: 1 errors occurred", "look at app-one"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			env, server := cloudEnvironment(), newFakeServer()
			if tt.env != nil {
				tt.env(&env)
			}
			tt.server(server)
			r := NewRegistrar(&Client{Env: env, HTTP: &http.Client{Transport: server}}, testApp, nil)
			r.Set(testApp, []bundler.Function{{ID: "one", Triggers: []bundler.Trigger{{Cron: "0 3 * * *"}}}, {ID: "two"}})
			_, err := r.Register(t.Context(), RegisterRequest{})
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got %v, want %q", err, want)
				}
			}
		})
	}
}

func TestRegisterNotAnInngestServer(t *testing.T) {
	web := roundTripper(func(r *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("<html>hello</html>")), Request: r}, nil
	})
	r := NewRegistrar(&Client{Env: cloudEnvironment(), HTTP: &http.Client{Transport: web}}, testApp, nil)
	_, err := r.Register(t.Context(), RegisterRequest{})
	if err == nil || !strings.Contains(err.Error(), "not that of an Inngest server: <html>hello</html>") {
		t.Errorf("got %v", err)
	}
}

func TestRegisterFallbackKeyAndDeployID(t *testing.T) {
	env, server := cloudEnvironment(), newFakeServer()
	env.SigningKeyFallback = keyTwo
	server.key = keyTwo.Bearer()
	r := NewRegistrar(&Client{Env: env, HTTP: &http.Client{Transport: server}}, testApp, nil)
	if _, err := r.Register(t.Context(), RegisterRequest{DeployID: "d 1"}); err != nil {
		t.Fatal(err)
	}
	if n := len(server.registrations()); n != 2 {
		t.Errorf("%d requests, want one for each key", n)
	}
	if !strings.Contains(server.bodies[1], `"deployId":"d 1"`) {
		t.Errorf("body %s", server.bodies[1])
	}
}

func TestNormaliseURL(t *testing.T) {
	for _, tt := range []struct{ a, b string }{
		{"http://127.0.0.1:3111/x", "http://localhost:3111/x"},
		{"http://0.0.0.0:80/x", "http://localhost/x"},
		{"https://h:443/x", "https://h/x"},
		{"http://[::1]:3111/x", "http://[::1]:3111/x"},
	} {
		if normaliseURL(tt.a) != normaliseURL(tt.b) {
			t.Errorf("%s and %s differ: %s, %s", tt.a, tt.b, normaliseURL(tt.a), normaliseURL(tt.b))
		}
	}
	if normaliseURL("http://h:8080/x") == normaliseURL("http://h/x") {
		t.Error("ports do not matter")
	}
}
