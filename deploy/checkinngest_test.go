package deploy

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
	"systembus/deploy/kube"
	"systembus/host/inngest"
)

// A peer stands for an Inngest server: its apps, its runs by their status,
// and what it was told to delete.
type peer struct {
	mu      sync.Mutex
	apps    []map[string]any
	runs    map[string][]map[string]any
	deleted []string
	// failed is the message of the last try of every run, "" for none.
	failed string
}

func (r *peer) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var answer any
	switch {
	case req.URL.Path == "/v0/gql":
		var q struct {
			Query     string
			Variables struct{ Name string }
		}
		if err := json.NewDecoder(req.Body).Decode(&q); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		if strings.HasPrefix(q.Query, "mutation") {
			r.deleted = append(r.deleted, q.Variables.Name)
		}
		answer = map[string]any{"data": map[string]any{"apps": r.apps}}
	case req.URL.Path == "/v2/runs":
		answer = map[string]any{"data": r.runs[req.URL.Query().Get("status")]}
	case strings.HasSuffix(req.URL.Path, "/trace"):
		answer = map[string]any{"data": map[string]any{}}
		if r.failed != "" {
			try := map[string]any{"name": "Attempt 1", "status": "FAILED", "output": map[string]any{"name": "Error", "message": r.failed}}
			answer = map[string]any{"data": map[string]any{"rootSpan": map[string]any{"name": "charge", "stepOp": "RUN", "children": []any{try}}}}
		}
	case strings.HasPrefix(req.URL.Path, "/v2/events/"):
		answer = map[string]any{"data": r.runs["event"]}
	case strings.HasPrefix(req.URL.Path, "/e/"):
		answer = map[string]any{"ids": []string{"E1"}, "status": 200}
	default:
		http.NotFound(w, req)
		return
	}
	if err := json.NewEncoder(w).Encode(answer); err != nil {
		panic(err)
	}
}

// app is one at a peer; each function is "id event".
func app(name string, functions ...string) map[string]any {
	var all []map[string]any
	for _, f := range functions {
		id, event, _ := strings.Cut(f, " ")
		all = append(all, map[string]any{"slug": name + "-" + id, "triggers": []map[string]any{{"type": "EVENT", "value": event}}})
	}
	return map[string]any{"name": name, "url": "http://bus.ns:3111/api/inngest", "functions": all}
}

// run is one at a peer.
func run(function, status string) map[string]any {
	return map[string]any{"id": "R-" + function, "app": map[string]any{"id": "bus"}, "function": map[string]any{"id": function}, "status": status}
}

// against makes a deploy of the app bus with the functions a and b, which a
// peer stands against.
func against(t *testing.T, r *peer, o Options) *Deploy {
	t.Helper()
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	o.Inngest = &inngest.Client{Env: inngest.Environment{Mode: inngest.Cloud, API: server.URL, Events: server.URL, SigningKey: "signkey-test-00", EventKey: "key"}}
	o.Cluster = &kube.Client{Namespace: "ns"}
	d := New(o)
	d.bundle = Bundle{App: "bus"}
	for _, id := range []string{"a", "b"} {
		d.bundle.Functions = append(d.bundle.Functions, bundler.Function{ID: id, App: "bus", Triggers: []bundler.Trigger{{Event: "test/" + id}}})
	}
	return d
}

func TestCheckInngest(t *testing.T) {
	tests := []struct {
		name        string
		registry    *peer
		allow       bool
		said, wrong string
		warns       string
	}{
		{name: "nothing registered yet", registry: &peer{}, said: "adds bus-a, bus-b"},
		{name: "all as it is", registry: &peer{apps: []map[string]any{app("bus", "a test/a", "b test/b")}}, said: "the same functions as now"},
		{
			name:     "one comes, one goes, one changes its trigger",
			registry: &peer{apps: []map[string]any{app("bus", "a test/other", "old test/old")}},
			said:     "adds bus-b; removes bus-old; changes triggers: bus-a: EVENT test/other becomes EVENT test/a",
		},
		{
			name: "a function that goes has a queued run",
			registry: &peer{
				apps: []map[string]any{app("bus", "a test/a", "b test/b", "old test/old")},
				runs: map[string][]map[string]any{"QUEUED": {run("old", "QUEUED")}},
			},
			wrong: "this build lacks old, which has a run that has not ended",
		},
		{
			name: "a function that goes has a run, which may be lost",
			registry: &peer{
				apps: []map[string]any{app("bus", "a test/a", "b test/b", "old test/old")},
				runs: map[string][]map[string]any{"RUNNING": {run("old", "RUNNING")}},
			},
			allow: true, said: "removes bus-old",
		},
		{
			name: "a function that stays has a run",
			registry: &peer{
				apps: []map[string]any{app("bus", "a test/a", "b test/b")},
				runs: map[string][]map[string]any{"RUNNING": {run("a", "RUNNING")}},
			},
			said: "the same functions as now",
		},
		{
			name:     "another app has a function of ours",
			registry: &peer{apps: []map[string]any{app("bus", "a test/a", "b test/b"), app("old", "a test/a"), app("else", "z test/z")}},
			said:     "the same functions as now", warns: "refresh --prune old",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := against(t, tt.registry, Options{AllowRemove: tt.allow})
			text, err := d.checkInngest(t.Context())
			if said(err) != tt.wrong {
				t.Errorf("got %q, want %q", said(err), tt.wrong)
			}
			if _, words, _ := strings.Cut(strings.TrimPrefix(text, d.Inngest.Env.API), ": "); words != tt.said {
				t.Errorf("said %q, want %q", words, tt.said)
			}
			if got := strings.Join(d.result.Warnings, "\n"); !strings.Contains(got, tt.warns) || (tt.warns == "") != (got == "") {
				t.Errorf("warned of %q, want %q", got, tt.warns)
			}
		})
	}
}

func TestCompareRegistry(t *testing.T) {
	d := against(t, &peer{}, Options{})
	d.WorkerOrigin = "http://bus.ns:3111"
	expected := inngest.Expected(d.bundle.App, d.bundle.Functions)
	good := inngest.RegisteredApp{Name: "bus", URL: d.serveURL(), Functions: expected}
	elsewhere, unable, refused := good, good, good
	elsewhere.URL, unable.Error, refused.Error = "http://other/api/inngest", "unreachable", "the plan allows 2"
	for name, tt := range map[string]struct {
		apps []inngest.RegisteredApp
		want string
	}{
		"well":         {[]inngest.RegisteredApp{{Name: "other"}, good}, ""},
		"no app":       {[]inngest.RegisteredApp{{Name: "other"}}, "the server has no app bus"},
		"elsewhere":    {[]inngest.RegisteredApp{elsewhere}, "the server's registry is not what was deployed:\nthe server calls http://other/api/inngest"},
		"out of reach": {[]inngest.RegisteredApp{unable}, "the server cannot reach the worker at http://bus.ns:3111/api/inngest"},
		"refused":      {[]inngest.RegisteredApp{refused}, "the server reports of the app bus: the plan allows 2"},
		"less":         {[]inngest.RegisteredApp{{Name: "bus", URL: d.serveURL(), Functions: expected[:1]}}, "the server's registry is not what was deployed:\nbus-b is not registered"},
	} {
		if diff := cmp.Diff(said(d.compare(tt.apps, "bus", expected, d.serveURL())), tt.want); diff != "" {
			t.Errorf("%s: got - want +:\n%s", name, diff)
		}
	}
}
