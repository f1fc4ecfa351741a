// Package main_test holds the end-to-end tests: the same functions, written as
// a user would, run by a real Inngest server once with the TypeScript SDK under
// Node and once with the host, and what the server tells of each run must be
// the same.
package main_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/host/inngest/inngesttest"
)

var update = flag.Bool("update", false, "write the SDK's answers to testdata/e2e/want-*.json")

// TestE2ESDK plays every scenario with the SDK, so that the records stay true.
func TestE2ESDK(t *testing.T) {
	needPeer(t)
	for _, dialect := range []string{"v3", "v4"} {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			tellAll(t, sdk, dialect, inngesttest.Options{}, *update)
		})
	}
}

// TestE2EHost plays every scenario with the host and a development server.
func TestE2EHost(t *testing.T) {
	for _, dialect := range []string{"v3", "v4"} {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			tellAll(t, host, dialect, inngesttest.Options{}, false)
		})
	}
}

// TestE2EHostSelfHosted plays the same with a server as it is deployed: it
// signs what it sends, and the worker signs what it answers.
func TestE2EHostSelfHosted(t *testing.T) {
	for _, dialect := range []string{"v3", "v4"} {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			tellAll(t, host, dialect, inngesttest.Options{SelfHosted: true}, false)
		})
	}
}

// tellAll plays every scenario of a dialect with one worker and one server.
func tellAll(t *testing.T, w worker, dialect string, options inngesttest.Options, write bool) {
	server := inngesttest.Start(t, options)
	web := httptest.NewServer(http.HandlerFunc(outside))
	t.Cleanup(web.Close)
	book := openBook(t, "testdata/e2e/want-"+dialect+".json")
	app := "e2e-" + dialect
	p := w.serve(t, server, "testdata/e2e/"+dialect, app)

	t.Run("registered", func(t *testing.T) {
		functions, err := server.Functions(t.Context(), app)
		if err != nil {
			t.Fatal(err)
		}
		r := &runner{t: t, book: book, writing: write, replace: strings.NewReplacer()}
		r.page("registered", functions)
	})
	// The worker's death would disturb the others: those that need it to live
	// come first, many at a time, as runs wait more than they work.
	for _, deadly := range []bool{false, true} {
		t.Run(map[bool]string{false: "runs", true: "crashes"}[deadly], func(t *testing.T) {
			var all sync.WaitGroup
			defer all.Wait()
			atATime := make(chan struct{}, 12)
			for i, s := range scenarios {
				if s.dialect != "" && s.dialect != dialect || strings.HasPrefix(s.function, "crash/") != deadly {
					continue
				}
				key := fmt.Sprintf("key-%d.", i)
				atATime <- struct{}{}
				all.Go(func() {
					defer func() { <-atATime }()
					t.Run(strings.ReplaceAll(s.title(), "/", " "), func(t *testing.T) {
						ctx, cancel := context.WithTimeoutCause(t.Context(), patience, fmt.Errorf("%s has not ended after %s", s.title(), patience))
						defer cancel()
						r := &runner{
							t: t, ctx: ctx, server: server, worker: p, book: book, writing: write, key: key, url: web.URL,
							replace: strings.NewReplacer(web.URL, "<url>", app, "<app>", key, "<key>"),
						}
						if other, ok := s.instead[dialect]; ok && w.name == host.name {
							r.instead = encode(t, other)
						}
						r.play(s)
					})
				})
			}
		})
	}
	if write && !t.Failed() {
		book.save(t)
	}
}

// A runner plays one scenario.
type runner struct {
	t       *testing.T
	ctx     context.Context
	server  *inngesttest.Server
	worker  *process
	book    *book
	writing bool
	// key is in the data of the run's event and of all that belong to it.
	key, url string
	replace  *strings.Replacer
	// instead replaces the book's page of the run, where not nil.
	instead json.RawMessage
	// event is the id of the event that started the run.
	event, function string
}

func (r *runner) play(s scenario) {
	data := map[string]any{"key": r.key, "url": r.url}
	maps.Copy(data, s.data)
	r.function = s.function
	for range 6 {
		r.event = r.send(s.event, data)
		if s.during != nil {
			s.during(r)
		}
		if !r.lost(s.function) {
			break
		}
		r.t.Log("the server lost the run to a race of its own; once more")
	}
	r.record(s.title(), r.event, s.function)
	if s.after != nil {
		s.after(r)
	}
}

// lost waits for the run's end, and says whether the server failed it by
// itself: when parallel steps of execution version 1 end at once it plans two
// requests, and the second finds the state of a run that the first has
// completed gone. So a run may be completed first and failed a moment later.
// No worker can help it.
func (r *runner) lost(function string) bool {
	for range 2 {
		run, err := r.server.Await(r.ctx, r.event, function)
		if err != nil {
			return false // the record tells of it
		}
		if run.Status == "FAILED" && strings.Contains(string(run.Output), "event not found in state store") {
			return true
		}
		time.Sleep(time.Second)
	}
	return false
}

// record waits for the end of a run and compares what the server tells of it.
func (r *runner) record(name, event, function string) {
	r.t.Helper()
	run, err := r.server.Await(r.ctx, event, function)
	if err != nil {
		r.t.Fatal(err)
	}
	steps, err := r.server.Steps(r.ctx, run.ID)
	if err != nil {
		r.t.Fatal(err)
	}
	got, err := recordOf(run, steps, r.replace)
	if err != nil {
		r.t.Fatal(err)
	}
	if r.instead == nil {
		r.page(name, got)
	} else if diff := cmp.Diff(pretty(r.t, encode(r.t, got)), pretty(r.t, r.instead)); diff != "" {
		r.t.Errorf("%s (-got +want):\n%s", name, diff)
	}
}

// page compares a value with the book's, or writes it there.
func (r *runner) page(name string, v any) {
	r.t.Helper()
	settled, err := settle(encode(r.t, v), r.replace)
	if err != nil {
		r.t.Fatal(err)
	}
	raw := encode(r.t, settled)
	if r.writing {
		r.book.write(name, raw)
		return
	}
	if diff := cmp.Diff(pretty(r.t, raw), r.book.read(r.t, name)); diff != "" {
		r.t.Errorf("%s (-got +want):\n%s", name, diff)
	}
}

// send sends an event and returns its id.
func (r *runner) send(name string, data any) string {
	r.t.Helper()
	id, err := r.server.Send(r.ctx, name, data)
	if err != nil {
		r.t.Fatal(err)
	}
	return id
}

// mine says that the data are of this run.
func (r *runner) mine(data map[string]any) bool { return data["key"] == r.key }

// awaitEvent waits for an event whose data match accepts, and returns the data.
func (r *runner) awaitEvent(name string, match func(map[string]any) bool) map[string]any {
	r.t.Helper()
	var data map[string]any
	_, err := r.server.AwaitEvent(r.ctx, name, func(raw json.RawMessage) bool {
		data = nil
		return json.Unmarshal(raw, &data) == nil && match(data)
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return data
}

// countEvents waits until at least n events of the name belong to this run, and
// counts them by the value of one field of their data.
func (r *runner) countEvents(name, field string, n int) map[any]int {
	r.t.Helper()
	var counts map[any]int
	_, err := r.server.AwaitEvents(r.ctx, name, func(events []inngesttest.Event) bool {
		counts = map[any]int{}
		total := 0
		for _, event := range events {
			var data map[string]any
			if json.Unmarshal(event.Data, &data) == nil && r.mine(data) {
				counts[data[field]]++
				total++
			}
		}
		return total >= n
	})
	if err != nil {
		r.t.Fatalf("%v, so far %v", err, counts)
	}
	return counts
}

// awaitStep waits until the server knows the step of the run, and has had the
// moment in which it begins to wait for what the step waits for.
func (r *runner) awaitStep(name string) {
	r.t.Helper()
	err := r.server.AwaitStep(r.ctx, r.event, r.function, name)
	if err != nil {
		r.t.Fatal(err)
	}
}

// outside is the web beyond the server: a model, an echo, a teapot.
func outside(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header()["Date"] = nil
	switch req.URL.Path {
	case "/echo":
		json.NewEncoder(w).Encode(map[string]any{
			"method": req.Method, "query": req.URL.RawQuery, "body": string(body), "test": req.Header.Get("X-Test"),
		})
	case "/teapot":
		w.WriteHeader(http.StatusTeapot)
		io.WriteString(w, `"short and stout"`)
	default: // a model's chat completions
		var ask struct {
			Model    string
			Messages []struct{ Content string }
		}
		if err := json.Unmarshal(body, &ask); err != nil || len(ask.Messages) == 0 || req.Header.Get("Authorization") != "Bearer secret" {
			http.Error(w, fmt.Sprintf("%s: %v: %s", req.URL.Path, err, body), http.StatusBadRequest)
			return
		}
		json.NewEncoder(w).Encode(map[string]any{
			"choices": []any{map[string]any{"message": map[string]any{"role": "assistant", "content": ask.Model + " says pong to " + ask.Messages[0].Content}}},
		})
	}
}
