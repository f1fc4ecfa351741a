package inngesttest

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A worker in a few lines of Go: one function that takes a step and ends, one
// that sleeps for an hour. It registers itself when it is told to.
func worker(t *testing.T, server *Server) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	w := httptest.NewServer(mux)
	t.Cleanup(w.Close)
	answer := func(res http.ResponseWriter, status int, body string) {
		res.Header().Set("X-Inngest-SDK", "test:v0.0.1")
		res.Header().Set("X-Inngest-Req-Version", "1")
		res.Header().Set("Content-Type", "application/json")
		res.WriteHeader(status)
		io.WriteString(res, body)
	}
	mux.HandleFunc("PUT /api", func(res http.ResponseWriter, req *http.Request) {
		function := func(id, event string) string {
			return fmt.Sprintf(`{"id":"tiny-%s","name":"%[1]s","triggers":[{"event":%[2]q}],"steps":{"step":{"id":"step","name":"step",
				"runtime":{"type":"http","url":"%[3]s/api?fnId=tiny-%[1]s&stepId=step"},"retries":{"attempts":0}}}}`, id, event, w.URL)
		}
		body := fmt.Sprintf(`{"url":"%s/api","deployType":"ping","framework":"go","appName":"tiny","sdk":"go:v0.16.0","v":"0.1","functions":[%s,%s]}`,
			w.URL, function("works", "tiny/work.requested"), function("sleeps", "tiny/sleep.requested"))
		if err := server.call(req.Context(), http.MethodPost, "/fn/register", json.RawMessage(body), nil); err != nil {
			http.Error(res, err.Error(), http.StatusBadGateway)
		}
	})
	mux.HandleFunc("POST /api", func(res http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		if server.SelfHosted && req.Header.Get("X-Inngest-Signature") == "" {
			http.Error(res, "a self-hosted server signs", http.StatusUnauthorized)
			return
		}
		const step = "0123456789012345678901234567890123456789"
		switch {
		case req.URL.Query().Get("fnId") == "tiny-sleeps":
			answer(res, 206, `[{"op":"Sleep","id":"`+step+`","name":"1h","displayName":"long"}]`)
		case strings.Contains(string(body), step):
			answer(res, 200, `{"done":true}`)
		default:
			answer(res, 206, `[{"op":"StepRun","id":"`+step+`","name":"one","displayName":"one","data":"first"}]`)
		}
	})
	return w
}

func TestServer(t *testing.T) {
	for _, mode := range []struct {
		name string
		Options
	}{{"dev", Options{}}, {"self-hosted", Options{SelfHosted: true}}} {
		t.Run(mode.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			server := Start(t, mode.Options)
			if err := server.Sync(ctx, worker(t, server).URL+"/api"); err != nil {
				t.Fatal(err)
			}
			functions, err := server.Functions(ctx, "tiny")
			if err != nil {
				t.Fatal(err)
			}
			want := []Function{
				{App: "tiny", ID: "sleeps", Name: "sleeps", Triggers: []Trigger{{"EVENT", "tiny/sleep.requested"}}},
				{App: "tiny", ID: "works", Name: "works", Triggers: []Trigger{{"EVENT", "tiny/work.requested"}}},
			}
			if diff := cmp.Diff(functions, want); diff != "" {
				t.Errorf("functions (-got +want):\n%s", diff)
			}
			runs(ctx, t, server)
		})
	}
}

// runs sends both functions' events and reads back what came of them.
func runs(ctx context.Context, t *testing.T, server *Server) {
	event, err := server.Send(ctx, "tiny/work.requested", map[string]any{"n": 1})
	if err != nil {
		t.Fatal(err)
	}
	run, err := server.Await(ctx, event, "works")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := run.Status+" "+string(run.Output), `COMPLETED {"done":true}`; got != want {
		t.Errorf("run ended %s, want %s", got, want)
	}
	steps, err := server.Steps(ctx, run.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(steps) != 1 || steps[0].Name != "one" || steps[0].Op != "RUN" || string(steps[0].Output) != `{"data":"first"}` {
		t.Errorf("steps are %+v, want one named one", steps)
	}
	again, err := server.Rerun(ctx, run.ID)
	if err != nil || again == "" || again == run.ID {
		t.Errorf("Rerun = %q, %v, want another run", again, err)
	}
	received, err := server.AwaitEvent(ctx, "tiny/work.requested", func(data json.RawMessage) bool { return string(data) == `{"n":1}` })
	if err != nil || received.ID != event {
		t.Errorf("AwaitEvent = %+v, %v, want %s", received, err, event)
	}

	event, err = server.Send(ctx, "tiny/sleep.requested", map[string]any{})
	if err != nil {
		t.Fatal(err)
	}
	run, err = server.AwaitRun(ctx, event, "sleeps", func(r Run) bool { return r.Status == "RUNNING" })
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Cancel(ctx, run.ID); err != nil {
		t.Fatal(err)
	}
	if run, err = server.Await(ctx, event, "sleeps"); err != nil || run.Status != "CANCELLED" {
		t.Errorf("after Cancel the run is %q, %v, want CANCELLED", run.Status, err)
	}
}

func TestAwaitTellsWhatItWaitedFor(t *testing.T) {
	server := Start(t, Options{})
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	_, err := server.Await(ctx, "01HZZZZZZZZZZZZZZZZZZZZZZZ", "nobody")
	if err == nil || !strings.Contains(err.Error(), "waiting for nobody") {
		t.Errorf("Await = %v, want an error that names the function", err)
	}
}
