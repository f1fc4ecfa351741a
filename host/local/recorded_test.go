package local_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/host/local"
)

// recorded is one call that a real server made, and the SDK's answer.
type recorded struct {
	N           int
	Fn, Step    string
	Attempt     int
	MaxAttempts int `json:"max_attempts"`
	Generation  int `json:"generation_id"`
	Plan        bool
	Version     int
	Stack       struct {
		Stack   []string
		Current int
	}
	Steps       map[string]any
	Event       map[string]any
	Status      int
	Headers     map[string]string
	Body        json.RawMessage
	Checkpoints [][]json.RawMessage

	used bool
}

// player answers calls as the recording does, and complains of a call that
// the server did not make.
type player struct {
	t     *testing.T
	e     *local.Executor
	mu    sync.Mutex
	calls []*recorded
}

// find gives the recorded call with the same place in its run: steps that
// ended at the same time may have done so in another order.
func (p *player) find(c call) *recorded {
	for _, r := range p.calls {
		if !r.used && r.Fn == c.Fn && r.Step == c.Step && r.Attempt == c.Ctx.Attempt &&
			slices.Equal(sorted(r.Stack.Stack), sorted(c.Ctx.Stack.Stack)) {
			r.used = true
			return r
		}
	}
	return nil
}

func sorted(s []string) []string { return slices.Sorted(slices.Values(s)) }

func (p *player) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	c := call{Fn: req.URL.Query().Get("fnId"), Step: req.URL.Query().Get("stepId")}
	if err := json.NewDecoder(req.Body).Decode(&c); err != nil {
		p.t.Error(err)
	}
	p.mu.Lock()
	r := p.find(c)
	p.mu.Unlock()
	if r == nil {
		p.t.Errorf("a call that the server did not make: %s %s attempt %d, stack %v", c.Fn, c.Step, c.Ctx.Attempt, c.Ctx.Stack.Stack)
		w.Header().Set("X-Inngest-No-Retry", "true")
		http.Error(w, "not recorded", http.StatusBadRequest)
		return
	}
	p.compare(r, c)
	for _, steps := range r.Checkpoints {
		body, _ := json.Marshal(m{"run_id": c.Ctx.RunID, "qi_id": c.Ctx.QueueItem, "request_id": c.Ctx.RequestID,
			"generation_id": c.Ctx.Generation, "steps": steps})
		if code, out := ask(p.e, "POST", "/v1/checkpoint/"+c.Ctx.RunID+"/async", string(body)); code != http.StatusOK {
			p.t.Errorf("call %d: checkpoint: %d %v", r.N, code, out)
		}
	}
	// A moment passes, so that what the server did at once is done at once
	// here too; the first of two parallel steps ends first.
	time.Sleep(time.Duration(r.N) * time.Millisecond)
	for k, v := range r.Headers {
		w.Header().Set(k, v)
	}
	w.WriteHeader(r.Status)
	_, _ = w.Write(r.Body)
}

// compare looks at everything in a call that a function can see and that is
// not an id of the server's.
func (p *player) compare(r *recorded, c call) {
	type view struct {
		MaxAttempts, Generation, Version, Current int
		Plan                                      bool
		Stack                                     []string
		Steps                                     map[string]any
		Event                                     map[string]any
	}
	steps := map[string]any{}
	for id, memo := range c.Steps {
		var v any
		_ = json.Unmarshal(memo, &v)
		steps[id] = v
	}
	var event map[string]any
	text, _ := json.Marshal(c.Event)
	_ = json.Unmarshal(text, &event)
	want := view{r.MaxAttempts, r.Generation, r.Version, r.Stack.Current, r.Plan, r.Stack.Stack, r.Steps, known(r.Event)}
	got := view{c.Ctx.MaxAttempts, c.Ctx.Generation, c.Version, c.Ctx.Stack.Current, c.Ctx.Plan, c.Ctx.Stack.Stack, steps, known(event)}
	if diff := cmp.Diff(want, got); diff != "" {
		p.t.Errorf("call %d, %s %s (-server +here):\n%s", r.N, r.Fn, r.Step, diff)
	}
}

// known drops from an event what differs from run to run: ids, times, traces.
func known(event map[string]any) map[string]any {
	delete(event, "id")
	delete(event, "ts")
	data, _ := event["data"].(map[string]any)
	delete(data, "run_id")
	if notes, ok := data["_inngest"].(map[string]any); ok {
		for k := range notes {
			if k != "fn_id" && k != "name" && k != "status" {
				delete(notes, k)
			}
		}
	}
	if of, ok := data["event"].(map[string]any); ok {
		known(of)
	}
	events, _ := data["events"].([]any)
	for _, of := range events {
		of := known(of.(map[string]any))
		delete(of, "user") // the server leaves it out here, and only here
	}
	return event
}

func TestRecordedRuns(t *testing.T) {
	registered := map[string]m{
		"simple-fn": {"on": "tests/function.test"},
		"seq-par":   {"on": "proto/go", "retries": 1},
		"race":      {"on": "proto/race", "retries": 0},
		"race-failure": {"retries": 1, "triggers": []m{{"event": "inngest/function.failed",
			"expression": "event.data.function_id == 'app-race'"}}},
		"misc": {"retries": 1, "triggers": []m{{"event": "proto/misc", "expression": "event.data.k != 'zz'"}},
			"concurrency": m{"limit": 5, "key": "event.data.k"}, "throttle": m{"limit": 5, "period": "1d"},
			"priority": m{"run": "100"}, "idempotency": "event.data.k", "timeouts": m{"start": "10m"}},
	}
	files, err := filepath.Glob("testdata/*.jsonl")
	if err != nil || len(files) != 3 {
		t.Fatalf("%d recordings, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".jsonl"), func(t *testing.T) {
			calls := readRecording(t, file)
			var triggers []local.Event // what people sent
			for _, c := range calls {
				if name := c.Event["name"].(string); c.Version == -1 && !strings.HasPrefix(name, "inngest/") {
					data, _ := json.Marshal(c.Event["data"])
					triggers = append(triggers, local.Event{Name: name, Data: data})
				}
			}
			synctest.Test(t, func(t *testing.T) {
				p := &player{t: t, calls: calls}
				p.e = start(t, p, local.Options{})
				register(t, p.e, registered)
				// The recorded sleepUntil is of 2026; the bubble begins in 2000.
				time.Sleep(time.Until(time.UnixMilli(int64(calls[0].Event["ts"].(float64)))))
				if _, err := p.e.Send(t.Context(), triggers...); err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Hour)
				synctest.Wait()
				for _, r := range p.calls {
					if !r.used {
						t.Errorf("the server made a call that was not made here: %s", fmt.Sprint(r.N, " ", r.Fn, " ", r.Step))
					}
				}
			})
		})
	}
}

func readRecording(t *testing.T, file string) []*recorded {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []*recorded
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		r := &recorded{}
		if err := json.Unmarshal(lines.Bytes(), r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
