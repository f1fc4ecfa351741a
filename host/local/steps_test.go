package local_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/host/local"
)

func TestRetries(t *testing.T) {
	flaky := func(failures int, fail reply) script {
		return func(c call) reply {
			switch {
			case c.has("a"):
				return result(json.RawMessage(c.memo("a")))
			case c.Ctx.Attempt < failures:
				return fail
			}
			return ops(ran("a", "ok"))
		}
	}
	tests := map[string]struct {
		fn      script
		retries any
		// times are seconds after the first call.
		times  []int
		status local.Status
		// output or error message.
		want string
	}{
		"a step fails twice": {flaky(2, ops(threw("StepError", "a", "TypeError", "boom"))), nil, []int{0, 15, 45, 45},
			local.Completed, `{"data":"ok"}`},
		"a function fails twice":       {flaky(2, failure(500, "boom")), nil, []int{0, 15, 45, 45}, local.Completed, `{"data":"ok"}`},
		"the default is five attempts": {flaky(9, failure(500, "boom")), nil, []int{0, 15, 45, 105, 225}, local.Failed, "boom"},
		"one retry":                    {flaky(9, failure(500, "boom")), 1, []int{0, 15}, local.Failed, "boom"},
		"no retries":                   {flaky(9, failure(500, "boom")), 0, []int{0}, local.Failed, "boom"},
		"a function says no": {flaky(9, failure(400, "never").with("x-inngest-no-retry", "true")), nil, []int{0},
			local.Failed, "never"},
		"Retry-After in seconds": {flaky(1, failure(500, "later").with("retry-after", "7")), nil, []int{0, 7, 7},
			local.Completed, `{"data":"ok"}`},
		"Retry-After of a step": {flaky(1, ops(threw("StepError", "a", "RetryAfterError", "later")).with("retry-after", "2")), nil,
			[]int{0, 2, 2}, local.Completed, `{"data":"ok"}`},
		"the last attempt of a step is kept as its error": {flaky(9, ops(threw("StepError", "a", "TypeError", "boom"))), 1,
			[]int{0, 15, 15}, local.Completed, `{"error":{"name":"TypeError","message":"boom"}}`},
		"a step that failed is not repeated": {flaky(9, ops(threw("StepFailed", "a", "NonRetriableError", "nope")).with("x-inngest-no-retry", "true")), nil,
			[]int{0, 0}, local.Completed, `{"error":{"name":"NonRetriableError","message":"nope"}}`},
		"a server error without an SDK's body": {func(call) reply { return reply{status: 502, body: "bad gateway"} }, 0,
			[]int{0}, local.Failed, "bad gateway"},
		"an op that nobody knows": {func(call) reply { return ops(m{"op": "StepNotFound", "id": "x"}) }, 0,
			[]int{0}, local.Failed, `the function's answer cannot be read: the server knows no op "StepNotFound"`},
		"an answer that is cut off": {func(call) reply { return reply{status: 206, body: `[{"op":`} }, 0,
			[]int{0}, local.Failed, "the function's answer cannot be read: unexpected end of JSON input"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var times []int
				var first time.Time
				s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
					if first.IsZero() {
						first = time.Now()
					}
					times = append(times, int(time.Since(first)/time.Second))
					return tt.fn(c)
				}})
				e := start(t, s, local.Options{})
				options := m{}
				if tt.retries != nil {
					options["retries"] = tt.retries
				}
				register(t, e, map[string]m{"fn": options})
				r := finishRun(t, e, "fn", `{}`)
				got := string(r.Output)
				if r.Error != nil {
					got = r.Error.Message
				}
				if r.Status != tt.status || !strings.Contains(canonical(got), canonical(tt.want)) {
					t.Errorf("got %s %s, want %s %s", r.Status, got, tt.status, tt.want)
				}
				if diff := cmp.Diff(tt.times, times); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

// canonical sorts the keys of JSON, and leaves other text alone.
func canonical(text string) string {
	var v any
	if json.Unmarshal([]byte(text), &v) != nil {
		return text
	}
	out, _ := json.Marshal(v)
	return string(out)
}

// A retry is the same job with the next attempt and generation; a new
// discovery starts from the first.
func TestAttemptNumbers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
			switch {
			case !c.has("a"):
				return ops(ran("a", 1))
			case !c.has("b") && c.Ctx.Attempt < 2:
				return ops(threw("StepError", "b", "Error", "twice"))
			case !c.has("b"):
				return ops(ran("b", 2))
			}
			return result(nil)
		}})
		w := &watcher{}
		e := start(t, s, local.Options{Observer: w.observe})
		register(t, e, map[string]m{"fn": {"retries": 3}})
		r := finishRun(t, e, "fn", `{}`)
		calls := s.seen()
		var got [][2]int
		for _, c := range calls {
			got = append(got, [2]int{c.Ctx.Attempt, c.Ctx.Generation})
			if c.Ctx.MaxAttempts != 4 {
				t.Errorf("max_attempts: got %d, want 4", c.Ctx.MaxAttempts)
			}
		}
		if diff := cmp.Diff([][2]int{{0, 1}, {0, 1}, {1, 2}, {2, 3}, {0, 1}}, got); diff != "" {
			t.Error(diff)
		}
		if calls[1].Ctx.JobID != calls[3].Ctx.JobID || calls[1].Ctx.JobID == calls[4].Ctx.JobID {
			t.Error("a retry keeps its job's id, and a new discovery has another")
		}
		if calls[1].Ctx.RequestID == calls[2].Ctx.RequestID {
			t.Error("every call has a request id of its own")
		}
		want := []string{"run.queued", "run.started", "step.finished a", "step.retrying b", "step.retrying b",
			"step.finished b", "run.finished"}
		if diff := cmp.Diff(want, w.kinds()); diff != "" {
			t.Error(diff)
		}
		if b := r.Steps[1]; b.Attempts != 3 || b.Status != local.Completed || b.Error != nil || string(b.Output) != "2" {
			t.Errorf("step b: %+v", b)
		}
	})
}

// A planned step that fails is tried again by itself, with the plan's id.
func TestPlannedStepRetries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
			if c.Step == hash("x") && c.Ctx.Attempt == 0 {
				return ops(threw("StepError", "x", "Error", "once"))
			}
			return pair(c)
		}})
		w := &watcher{}
		e := start(t, s, local.Options{Observer: w.observe})
		register(t, e, map[string]m{"fn": {}})
		if r := finishRun(t, e, "fn", `{}`); r.Status != local.Completed || r.Steps[0].Attempts != 2 {
			t.Errorf("%s %+v", r.Status, r.Steps)
		}
		n := 0
		for _, c := range s.seen() {
			if c.Step == hash("x") {
				n++
			}
		}
		if n != 2 {
			t.Errorf("x was called %d times, want 2", n)
		}
	})
}

// In a race the function goes on after each step.
func TestRace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		race := func(op m) m { op["opts"] = m{"parallelMode": "race"}; return op }
		s := newSDK(t, map[string]script{"app-race": func(c call) reply {
			switch {
			case c.Step == hash("fast"):
				return ops(ran("fast", "A"))
			case c.has("fast") || c.has("slow"):
				return result("won")
			}
			return ops(race(plan("fast")), race(sleep("slow", "1h")))
		}})
		e := start(t, s, local.Options{})
		register(t, e, map[string]m{"race": {}})
		begin := time.Now()
		if r := finishRun(t, e, "race", `{}`); r.Status != local.Completed || time.Since(begin) != 0 {
			t.Errorf("%s after %v", r.Status, time.Since(begin))
		}
	})
}

func TestRunComplete(t *testing.T) {
	s := newSDK(t, map[string]script{"app-fn": func(call) reply {
		return ops(m{"op": "RunComplete", "id": hash("complete"), "data": m{"x": 1}})
	}})
	e := start(t, s, local.Options{})
	register(t, e, map[string]m{"fn": {}})
	if r := finishRun(t, e, "fn", `{}`); r.Status != local.Completed || string(r.Output) != `{"x":1}` {
		t.Errorf("got %s %s", r.Status, r.Output)
	}
}

// A 201 keeps the connection open with spaces; the answer is in its body.
func TestStreaming(t *testing.T) {
	answers := []string{
		`    {"status":206,"headers":{"x-inngest-req-version":"2"},"body":"[{\"op\":\"StepRun\",\"id\":\"` + hash("a") + `\",\"name\":\"a\",\"data\":1}]"}`,
		`  {"status":200,"headers":{},"body":"\"streamed\""}`,
	}
	s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
		return reply{status: 201, body: answers[len(c.Steps)]}
	}})
	e := start(t, s, local.Options{})
	register(t, e, map[string]m{"fn": {}})
	if r := finishRun(t, e, "fn", `{}`); r.Status != local.Completed || string(r.Output) != `"streamed"` {
		t.Errorf("got %s %s %v", r.Status, r.Output, r.Error)
	}
}

// An empty 206 asks for another call, but not for ever.
func TestRedrive(t *testing.T) {
	n := 0
	s := newSDK(t, map[string]script{
		"app-once": func(call) reply {
			if n++; n == 1 {
				return reply{status: 206, body: "[]"}
			}
			return result("done")
		},
		"app-ever": func(call) reply { return reply{status: 206, body: "[]"} },
	})
	e := start(t, s, local.Options{})
	register(t, e, map[string]m{"once": {}, "ever": {}})
	if r := finishRun(t, e, "once", `{}`); r.Status != local.Completed {
		t.Errorf("got %s %v", r.Status, r.Error)
	}
	if r := finishRun(t, e, "ever", `{}`); r.Status != local.Failed || !strings.Contains(r.Error.Message, "again and again") {
		t.Errorf("got %s %v", r.Status, r.Error)
	}
}

// A function that reports only steps it has been given the outcome of would
// wait for ever.
func TestStuck(t *testing.T) {
	s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
		return ops(ran("a", 1))
	}})
	e := start(t, s, local.Options{})
	register(t, e, map[string]m{"fn": {}})
	if r := finishRun(t, e, "fn", `{}`); r.Status != local.Failed || !strings.Contains(r.Error.Message, "never continue") {
		t.Errorf("got %s %v", r.Status, r.Error)
	}
}

func TestLimits(t *testing.T) {
	tests := map[string]struct {
		fn   script
		want string
	}{
		"steps": {func(c call) reply {
			var list []m
			for i := range 1001 {
				list = append(list, ran(strings.Repeat("s", i+1), i))
			}
			return ops(list...)
		}, "exceeded the step limit of 1000 steps"},
		"a step's output": {func(c call) reply {
			return ops(ran("big", strings.Repeat("x", 4<<20)))
		}, `the output of step "big" is larger than 4 MiB`},
		"the function's output": {func(c call) reply {
			return result(strings.Repeat("x", 4<<20))
		}, "returned more than 4 MiB"},
		"the response": {func(c call) reply {
			return result(strings.Repeat("x", 9<<20))
		}, "larger than 8 MiB"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := &quiet{fn: tt.fn}
			e := start(t, s, local.Options{})
			register(t, e, map[string]m{"fn": {"retries": 0}})
			if r := finishRun(t, e, "fn", `{}`); r.Status != local.Failed || !strings.Contains(r.Error.Message, tt.want) {
				t.Errorf("got %s %v, want %s", r.Status, r.Error, tt.want)
			}
		})
	}
}

// quiet is an endpoint whose answers may be cut off.
type quiet struct{ fn script }

func (q *quiet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	out := q.fn(call{})
	w.Header().Set("X-Inngest-SDK", "test")
	w.WriteHeader(out.status)
	_ = json.NewEncoder(w).Encode(out.body)
}

// Something else that answers 200 at the URL is not a function.
func TestNotAnSDK(t *testing.T) {
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("hello")) })
	e := start(t, h, local.Options{})
	register(t, e, map[string]m{"fn": {}})
	if r := finishRun(t, e, "fn", `{}`); r.Status != local.Failed || !strings.Contains(r.Error.Message, "did not come from an Inngest SDK") {
		t.Errorf("got %s %v", r.Status, r.Error)
	}
}

// State that is too large for a request is fetched by the SDK.
func TestUseAPI(t *testing.T) {
	var e *local.Executor
	s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
		get := func(what string) []byte {
			_, text := askText(e, "GET", "/v0/runs/"+c.Ctx.RunID+"/"+what, "")
			return text
		}
		if !c.Ctx.UseAPI {
			return ops(ran(c.Ctx.JobID, strings.Repeat("x", 2<<20)))
		}
		if len(c.Steps) != 0 || len(c.Events) != 0 {
			t.Error("with use_api the body has no state")
		}
		var events []local.Event
		steps := map[string]json.RawMessage{}
		if err := json.Unmarshal(get("batch"), &events); err != nil {
			t.Error(err)
		}
		if err := json.Unmarshal(get("actions"), &steps); err != nil {
			t.Error(err)
		}
		return result(m{"steps": len(steps), "event": events[0].Name})
	}})
	e = start(t, s, local.Options{})
	register(t, e, map[string]m{"fn": {"on": "go"}})
	send(t, e, "go", `{}`)
	r := waitRun(t, e, runsOf(e, "app-fn")[0].ID)
	if string(r.Output) != `{"event":"go","steps":2}` {
		t.Errorf("got %s %s %v", r.Status, r.Output, r.Error)
	}
}

// step.fetch and step.ai.infer are requests of the server.
func TestGateway(t *testing.T) {
	tries := 0
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/fetch":
			w.Header().Set("X-Seen", r.Method+" "+r.Header.Get("X-Mine"))
			w.WriteHeader(http.StatusTeapot)
			_, _ = w.Write([]byte("body"))
		case "/infer":
			if tries++; tries == 1 {
				http.Error(w, "busy", http.StatusServiceUnavailable)
				return
			}
			_, _ = w.Write([]byte(`{"auth":"` + r.Header.Get("Authorization") + `"}`))
		default:
			http.Error(w, "no", http.StatusNotFound)
		}
	}))
	defer api.Close()
	s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
		switch {
		case !c.has("fetch"):
			return ops(stepOp("Gateway", "fetch", "", m{"url": api.URL + "/fetch", "method": "PUT",
				"headers": m{"X-Mine": "1"}, "body": "hi"}))
		case !c.has("infer"):
			return ops(stepOp("AIGateway", "infer", "", m{"type": "step.ai.infer", "url": api.URL + "/infer",
				"auth_key": "k", "format": "openai-chat", "body": m{"model": "x"}}))
		case !c.has("fail"):
			return ops(stepOp("AIGateway", "fail", "", m{"url": api.URL + "/none", "body": m{}}))
		}
		return result([]json.RawMessage{c.Steps[hash("fetch")], c.Steps[hash("infer")], c.Steps[hash("fail")]})
	}})
	w := &watcher{}
	e := start(t, s, local.Options{Clock: local.SkipClock(), Observer: w.observe})
	register(t, e, map[string]m{"fn": {"retries": 1}})
	r := finishRun(t, e, "fn", `{}`)
	var out []struct {
		Data struct {
			StatusCode int               `json:"status_code"`
			Headers    map[string]string `json:"headers"`
			Body, Auth string
		}
		Error struct{ Name, Message string }
	}
	if err := json.Unmarshal(r.Output, &out); err != nil {
		t.Fatalf("%s %s: %v", r.Status, r.Output, err)
	}
	if d := out[0].Data; d.StatusCode != http.StatusTeapot || d.Body != "body" || d.Headers["X-Seen"] != "PUT 1" {
		t.Errorf("fetch: %+v", d)
	}
	if d := out[1].Data; d.Auth != "Bearer k" || tries != 2 {
		t.Errorf("infer: %+v after %d tries", d, tries)
	}
	if f := out[2].Error; f.Name != "AIGatewayError" || !strings.Contains(f.Message, "404") {
		t.Errorf("fail: %+v", f)
	}
	want := []string{"run.queued", "run.started", "step.started fetch", "step.finished fetch",
		"step.started infer", "step.retrying infer", "step.started infer", "step.finished infer",
		"step.started fail", "step.retrying fail", "step.started fail", "step.failed fail", "run.finished"}
	if diff := cmp.Diff(want, w.kinds()); diff != "" {
		t.Error(diff)
	}
}
