package local_test

import (
	"context"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"systembus/host/local"
)

// call is a call request as the fake SDK got it.
type call struct {
	Fn, Step string
	Header   http.Header
	Raw      []byte
	Ctx      struct {
		Attempt     int    `json:"attempt"`
		MaxAttempts int    `json:"max_attempts"`
		Plan        bool   `json:"disable_immediate_execution"`
		RunID       string `json:"run_id"`
		FnID        string `json:"fn_id"`
		RequestID   string `json:"request_id"`
		QueueItem   string `json:"qi_id"`
		Generation  int    `json:"generation_id"`
		JobID       string `json:"job_id"`
		UseAPI      bool   `json:"use_api"`
		Stack       struct {
			Stack   []string `json:"stack"`
			Current int      `json:"current"`
		} `json:"stack"`
	} `json:"ctx"`
	Event   local.Event                `json:"event"`
	Events  []local.Event              `json:"events"`
	Steps   map[string]json.RawMessage `json:"steps"`
	Version int                        `json:"version"`
	ctx     context.Context
}

// has reports whether the step with this id has ended.
func (c call) has(id string) bool {
	_, ok := c.Steps[hash(id)]
	return ok
}

// memo is what the step with this id gave, as it crossed the wire.
func (c call) memo(id string) string { return string(c.Steps[hash(id)]) }

// stack lists the ids of the ended steps, unhashed, of those named.
func (c call) stack(ids ...string) []string {
	out := []string{}
	for _, h := range c.Ctx.Stack.Stack {
		i := slices.IndexFunc(ids, func(id string) bool { return hash(id) == h })
		if i < 0 {
			out = append(out, "?")
			continue
		}
		out = append(out, ids[i])
	}
	return out
}

type reply struct {
	status int
	header map[string]string
	body   any
}

type script func(call) reply

// sdk is an endpoint that answers as the protocol says, from scripts.
type sdk struct {
	t       *testing.T
	version string
	fns     map[string]script

	mu    sync.Mutex
	calls []call
}

func newSDK(t *testing.T, fns map[string]script) *sdk {
	return &sdk{t: t, version: "2", fns: fns}
}

func (s *sdk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := call{Fn: r.URL.Query().Get("fnId"), Step: r.URL.Query().Get("stepId"), Header: r.Header, ctx: r.Context()}
	if err := json.NewDecoder(r.Body).Decode((*json.RawMessage)(&c.Raw)); err != nil {
		s.t.Errorf("call body: %v", err)
	}
	if err := json.Unmarshal(c.Raw, &c); err != nil {
		s.t.Errorf("call body: %v", err)
	}
	s.mu.Lock()
	s.calls = append(s.calls, c)
	fn := s.fns[c.Fn]
	s.mu.Unlock()
	if fn == nil {
		http.Error(w, "no such function", http.StatusInternalServerError)
		return
	}
	out := fn(c)
	w.Header().Set("X-Inngest-SDK", "inngest-js:v4.18.1")
	w.Header().Set("X-Inngest-Req-Version", s.version)
	for k, v := range out.header {
		w.Header().Set(k, v)
	}
	w.WriteHeader(out.status)
	if text, ok := out.body.(string); ok {
		_, _ = w.Write([]byte(text))
		return
	}
	if err := json.NewEncoder(w).Encode(out.body); err != nil {
		s.t.Errorf("answer: %v", err)
	}
}

// seen gives the calls so far.
func (s *sdk) seen() []call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

func hash(id string) string {
	sum := sha1.Sum([]byte(id))
	return hex.EncodeToString(sum[:])
}

type m = map[string]any

func ops(list ...m) reply              { return reply{status: 206, body: list} }
func result(v any) reply               { return reply{status: 200, body: v} }
func (r reply) with(k, v string) reply { r.header = map[string]string{k: v}; return r }
func stepOp(op, id, name string, opts m) m {
	return m{"op": op, "id": hash(id), "name": name, "displayName": id, "opts": opts, "userland": m{"id": id}}
}
func ran(id string, data any) m {
	op := stepOp("StepRun", id, id, m{})
	op["data"], op["timing"] = data, m{"a": 1, "b": 1000}
	return op
}
func threw(op, id, name, message string) m {
	o := stepOp(op, id, id, m{})
	o["error"] = m{"name": name, "message": message, "__serialized": true}
	return o
}
func plan(id string) m            { return stepOp("StepPlanned", id, id, m{}) }
func sleep(id, duration string) m { return stepOp("Sleep", id, duration, m{}) }
func wait(id, event, timeout, match string) m {
	return stepOp("WaitForEvent", id, event, m{"timeout": timeout, "if": match})
}
func signal(id, name, timeout, conflict string) m {
	return stepOp("WaitForSignal", id, name, m{"signal": name, "timeout": timeout, "conflict": conflict})
}
func invoke(id, fn string, data any, timeout string) m {
	return stepOp("InvokeFunction", id, "", m{"function_id": fn, "payload": m{"data": data}, "timeout": timeout})
}
func failure(status int, message string) reply {
	return reply{status: status, body: m{"name": "Error", "message": message, "stack": "Error: " + message, "__serialized": true}}
}

// register makes functions known: each is its id (without the app "app") and
// options as they are synced; "on" is a shorthand for one event trigger.
func register(t *testing.T, e *local.Executor, fns map[string]m) {
	t.Helper()
	if err := e.Register(payload(fns)); err != nil {
		t.Fatal(err)
	}
}

func payload(fns map[string]m) []byte {
	list := []m{}
	for id, options := range fns {
		f := m{"id": "app-" + id, "name": id, "triggers": []m{}}
		step := m{"id": "step", "name": "step", "runtime": m{"type": "http",
			"url": "http://fake/api/inngest?fnId=app-" + id + "&stepId=step"}}
		for k, v := range options {
			switch k {
			case "on":
				f["triggers"] = []m{{"event": v}}
			case "retries":
				step["retries"] = m{"attempts": v}
			default:
				f[k] = v
			}
		}
		f["steps"] = m{"step": step}
		list = append(list, f)
	}
	text, _ := json.Marshal(m{"url": "http://fake/api/inngest", "appName": "app", "sdk": "js:v4.18.1", "functions": list})
	return text
}

// watcher collects notices.
type watcher struct {
	mu      sync.Mutex
	notices []local.Notice
}

func (w *watcher) observe(n local.Notice) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.notices = append(w.notices, n)
}

// kinds lists what was told, without events received: "step.finished a".
func (w *watcher) kinds() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := []string{}
	for _, n := range w.notices {
		if n.Kind == local.EventReceived {
			continue
		}
		s := string(n.Kind)
		if n.Step != "" {
			s += " " + n.Step
		}
		out = append(out, s)
	}
	return out
}

// start makes an executor that drives s and runs it until the test ends.
func start(t *testing.T, s http.Handler, o local.Options) *local.Executor {
	t.Helper()
	o.Handler = s
	e := local.New(o)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = e.Run(ctx)
	}()
	t.Cleanup(func() {
		cancel()
		<-done
	})
	return e
}

// finishRun invokes a function and waits for the run's end.
func finishRun(t *testing.T, e *local.Executor, fn, data string) local.Run {
	t.Helper()
	id, err := e.Invoke(t.Context(), fn, json.RawMessage(data))
	if err != nil {
		t.Fatal(err)
	}
	return waitRun(t, e, id)
}

func waitRun(t *testing.T, e *local.Executor, id string) local.Run {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 1000*24*time.Hour)
	defer cancel()
	r, err := e.Wait(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// send sends one event.
func send(t *testing.T, e *local.Executor, name, data string) string {
	t.Helper()
	ids, err := e.Send(t.Context(), local.Event{Name: name, Data: json.RawMessage(data)})
	if err != nil {
		t.Fatal(err)
	}
	return ids[0]
}

// only gives the one run of a function.
func runsOf(e *local.Executor, fn string) []local.Run {
	var out []local.Run
	for _, r := range e.Runs() {
		if r.Function == fn {
			out = append(out, r)
		}
	}
	return out
}
