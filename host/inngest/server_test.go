package inngest_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"systembus/bundler"
	"systembus/host/inngest"
	"systembus/host/inngest/inngesttest"
)

// environment is what a worker of the server would resolve.
func environment(t *testing.T, s *inngesttest.Server) inngest.Environment {
	t.Helper()
	vars := s.Env()
	env, err := inngest.ResolveEnvironment(func(name string) string {
		for _, v := range slices.Backward(vars) {
			if value, ok := strings.CutPrefix(v, name+"="); ok {
				return value
			}
		}
		return ""
	})
	if err != nil {
		t.Fatal(err)
	}
	return env
}

// worker is an endpoint that a real server can call: the edges, and calls that
// are only verified and answered with their event's data.
func worker(t *testing.T, env inngest.Environment, fns []bundler.Function) (r *inngest.Registrar, calls chan error) {
	t.Helper()
	calls = make(chan error, 100)
	var edges inngest.Edges
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		switch req.Method {
		case http.MethodPut:
			edges.ServeSync(w, req)
			return
		case http.MethodGet:
			edges.ServeInspection(w, req)
			return
		}
		body, err := io.ReadAll(req.Body)
		if err == nil && env.Mode == inngest.Cloud {
			_, err = inngest.Verify(req.Header.Get(inngest.HeaderSignature), body, env.Keys(), time.Now())
		}
		calls <- err
		inngest.SetCommon(w, env)
		w.Header().Set(inngest.HeaderReqVersion, "2")
		_, _ = io.WriteString(w, `"done"`)
	}))
	t.Cleanup(web.Close)

	app := inngest.App{ID: "edges", URL: web.URL + "/api/inngest"}
	r = inngest.NewRegistrar(&inngest.Client{Env: env}, app, nil)
	r.WatchInterval = 100 * time.Millisecond
	edges = inngest.Edges{Env: env, Registrar: r}
	r.Set(app, fns)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return r, calls
}

// await waits for a state and gives it.
func await(t *testing.T, r *inngest.Registrar, what string, ok func(inngest.State) bool) inngest.State {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for time.Now().Before(deadline) {
		if s := r.State(); ok(s) {
			return s
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("no state with %s; the last is %+v", what, r.State())
	return inngest.State{}
}

func verified(s inngest.State) bool { return s.Status == inngest.Verified }

// awkward are functions that use what a registration can hold, in the values
// that are easiest to get wrong.
func awkward() []bundler.Function {
	fns := []bundler.Function{{
		ID: "mail/send.v2", Name: "Send \"mail\" <now>", Failure: true,
		Triggers: []bundler.Trigger{
			{Event: "mail/asked", Expression: "event.data.to != '' && event.data.n < 3"},
			{Cron: "TZ=Europe/Paris 0 3 1 1 *", Jitter: "30s"},
			{Event: "mail/*"},
		},
		Options: map[string]json.RawMessage{
			"retries":     json.RawMessage(`{"attempts":2}`),
			"concurrency": json.RawMessage(`[{"limit":2,"key":"event.data.to"},{"limit":5,"scope":"account","key":"\"mail\""}]`),
			"throttle":    json.RawMessage(`{"limit":5,"period":"1m","burst":2}`),
			"priority":    json.RawMessage(`{"run":"event.data.urgent ? 120 : 0"}`),
			"timeouts":    json.RawMessage(`{"start":"10m","finish":"1h"}`),
			"singleton":   json.RawMessage(`{"key":"event.data.to","mode":"skip"}`),
			"cancel":      json.RawMessage(`[{"event":"mail/recalled","timeout":"1h","if":"async.data.to == event.data.to"}]`),
		},
	}, {ID: "invoked only"}}
	// More than a page of any API.
	for i := range 120 {
		fns = append(fns, bundler.Function{ID: "plain-" + string(rune('a'+i/26)) + string(rune('a'+i%26)), Triggers: []bundler.Trigger{{Event: "plain"}}})
	}
	return fns
}

func TestRealDevServer(t *testing.T) {
	server := inngesttest.Start(t, inngesttest.Options{})
	r, _ := worker(t, environment(t, server), awkward())
	s := await(t, r, "the functions verified", verified)
	if s.ServerKind != "dev" || len(s.ServerFunctions) != 123 || !s.Modified || s.SyncID == "" {
		t.Errorf("got %+v", s)
	}

	server.Stop()
	await(t, r, "the server away", func(s inngest.State) bool {
		return s.Status == inngest.Failing && strings.Contains(s.LastError, "refused")
	})
	server.Restart(t)
	if s := await(t, r, "the functions registered again", verified); s.Attempts < 2 || len(s.ServerFunctions) != 123 {
		t.Errorf("got %+v", s)
	}
}

func TestRealSelfHostedServer(t *testing.T) {
	server := inngesttest.Start(t, inngesttest.Options{SelfHosted: true})
	env := environment(t, server)
	r, calls := worker(t, env, awkward())
	if s := await(t, r, "the functions verified", verified); s.ServerKind != "cloud" {
		t.Errorf("got %+v", s)
	}

	t.Run("calls carry a signature that fits", func(t *testing.T) {
		client := inngest.Client{Env: env}
		ids, err := client.Send(t.Context(), json.RawMessage(`[{"name":"mail/asked","data":{"z":1.50,"a":"<é&>","to":"x","n":1}}]`), inngest.SendOptions{})
		if err != nil || len(ids) != 1 {
			t.Fatalf("got %v, %v", ids, err)
		}
		select {
		case err := <-calls:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(time.Minute):
			t.Error("the server did not call")
		}
	})

	t.Run("a refused registration is explained, and cleared", func(t *testing.T) {
		good := r.Functions()
		r.Set(r.App(), append(slices.Clone(good), bundler.Function{ID: "bad", Triggers: []bundler.Trigger{{Cron: "every full moon"}}}))
		await(t, r, "the fault and the function", func(s inngest.State) bool {
			return s.Status == inngest.Failing && strings.Contains(s.LastError, "'every full moon' isn't a valid cron schedule") &&
				strings.Contains(s.LastError, "look at edges-bad")
		})
		r.Set(r.App(), good)
		await(t, r, "the functions verified again", verified)
	})

	t.Run("a server that asks, unsigned, is served", func(t *testing.T) {
		before := r.State().Attempts
		body, err := json.Marshal(map[string]string{"query": `mutation{createApp(input:{url:"` + r.App().URL + `"}){name error}}`})
		if err != nil {
			t.Fatal(err)
		}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/v0/gql", strings.NewReader(string(body)))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		answer, err := io.ReadAll(res.Body)
		if err != nil || !strings.Contains(string(answer), `"error":null`) || !strings.Contains(string(answer), `"name":"edges"`) {
			t.Errorf("got %s, %v", answer, err)
		}
		if after := r.State().Attempts; after == before {
			t.Error("the server's request registered nothing")
		}
	})

	t.Run("keys", func(t *testing.T) {
		wrong := env
		wrong.SigningKey, wrong.EventKey = "00ff", "wrong"
		client := &inngest.Client{Env: wrong}
		_, err := inngest.NewRegistrar(client, r.App(), nil).Register(t.Context(), inngest.RegisterRequest{})
		if err == nil || !strings.Contains(err.Error(), "INNGEST_SIGNING_KEY is not the server's signing key") {
			t.Errorf("got %v", err)
		}
		_, err = client.Send(t.Context(), json.RawMessage(`{"name":"x"}`), inngest.SendOptions{})
		if err == nil || !strings.Contains(err.Error(), "Event key not found; check INNGEST_EVENT_KEY") {
			t.Errorf("got %v", err)
		}
		rotated := env
		rotated.SigningKey, rotated.SigningKeyFallback = "00ff", env.SigningKey
		reg := inngest.NewRegistrar(&inngest.Client{Env: rotated}, r.App(), nil)
		reg.Set(r.App(), r.Functions())
		if _, err := reg.Register(t.Context(), inngest.RegisterRequest{}); err != nil {
			t.Errorf("the fallback key: %v", err)
		}
	})

	t.Run("the API", func(t *testing.T) {
		client := inngest.Client{Env: env}
		if run, err := client.Signal(t.Context(), "nobody waits", json.RawMessage(`{"a":1}`)); run != "" || err != nil {
			t.Errorf("Signal: %q, %v", run, err)
		}
		if err := client.Publish(t.Context(), inngest.Publication{Channel: "c", Topics: []string{"t"}}, json.RawMessage(`{"a":1}`)); err != nil {
			t.Errorf("Publish: %v", err)
		}
		if _, err := client.FetchRun(t.Context(), "01M809NS5Y4VP3QY79TTCMDXV5"); err == nil || !strings.Contains(err.Error(), "answered 410") {
			t.Errorf("FetchRun: %v", err)
		}
	})
}
