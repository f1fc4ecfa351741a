package local_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/host/local"
)

func TestWaitForEvent(t *testing.T) {
	const match = "async.data.resume == true && async.data.id == event.data.id"
	type sent struct {
		after      time.Duration
		name, data string
	}
	tests := map[string]struct {
		timeout, match string
		events         []sent
		want           string // the data of the event that came, or null
		after          time.Duration
	}{
		"it comes":           {"10s", "", []sent{{time.Second, "resume", `{"n":1}`}}, `{"n":1}`, time.Second},
		"it does not":        {"10s", "", nil, "null", 10 * time.Second},
		"another comes":      {"10s", "", []sent{{time.Second, "else", `{}`}}, "null", 10 * time.Second},
		"it comes too late":  {"1s", "", []sent{{2 * time.Second, "resume", `{}`}}, "null", time.Second},
		"the second matches": {"10s", match, []sent{{time.Second, "resume", `{"resume":true,"id":8}`}, {time.Second, "resume", `{"resume":true,"id":7}`}}, `{"id":7,"resume":true}`, 2 * time.Second},
		"no time at all":     {"", "", []sent{{time.Second, "resume", `{}`}}, "null", 0},
		"until a date":       {"2000-01-01T00:01:00Z", "", nil, "null", time.Minute},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
					if !c.has("wait") {
						return ops(wait("wait", "resume", tt.timeout, tt.match))
					}
					return result(c.Steps[hash("wait")])
				}})
				w := &watcher{}
				e := start(t, s, local.Options{Observer: w.observe})
				register(t, e, map[string]m{"fn": {"on": "go"}})
				begin := time.Now()
				send(t, e, "go", `{"id":7}`)
				for _, v := range tt.events {
					synctest.Wait()
					time.Sleep(v.after)
					send(t, e, v.name, v.data)
				}
				r := waitRun(t, e, runsOf(e, "app-fn")[0].ID)
				var got struct{ Data json.RawMessage }
				if err := json.Unmarshal(r.Output, &got); err != nil {
					t.Fatalf("%s %s %v", r.Status, r.Output, r.Error)
				}
				if got.Data == nil {
					got.Data = r.Output
				}
				if string(got.Data) != tt.want {
					t.Errorf("got %s, want %s", got.Data, tt.want)
				}
				if took := r.EndedAt.Sub(begin); took != tt.after {
					t.Errorf("it took %v, want %v", took, tt.after)
				}
				if diff := cmp.Diff([]string{"run.queued", "run.started", "step.waiting wait", "step.finished wait", "run.finished"}, w.kinds()); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

// An expression that cannot be read fails the run, and says which.
func TestWaitForEventBadExpression(t *testing.T) {
	s := newSDK(t, map[string]script{"app-fn": func(call) reply { return ops(wait("wait", "x", "1s", "async.data.id ==")) }})
	e := start(t, s, local.Options{})
	register(t, e, map[string]m{"fn": {}})
	if r := finishRun(t, e, "fn", `{}`); r.Status != local.Failed || !strings.Contains(r.Error.Message, `WaitForEvent step "wait"`) {
		t.Errorf("got %s %v", r.Status, r.Error)
	}
}

func TestInvoke(t *testing.T) {
	tests := map[string]struct {
		target, timeout string
		child           script
		want            string
		status          local.Status
	}{
		"it returns": {"app-child", "", func(c call) reply {
			var data m
			_ = json.Unmarshal(c.Event.Data, &data)
			return result(m{"name": c.Event.Name, "q": data["q"]})
		}, `{"data":{"name":"inngest/function.invoked","q":1}}`, local.Completed},
		"it throws": {"app-child", "", func(call) reply { return failure(400, "child broke").with("x-inngest-no-retry", "true") },
			`child broke`, local.Failed},
		"it takes too long": {"app-child", "1m", func(c call) reply {
			if !c.has("nap") {
				return ops(sleep("nap", "1h"))
			}
			return result(nil)
		}, "InngestInvokeTimeoutError", local.Failed},
		"there is none": {"app-none", "", nil, "could not find function with ID: app-none", local.Failed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newSDK(t, map[string]script{
					"app-child": tt.child,
					"app-fn": func(c call) reply {
						if !c.has("call") {
							return ops(invoke("call", tt.target, m{"q": 1}, tt.timeout))
						}
						return result(c.Steps[hash("call")])
					}})
				e := start(t, s, local.Options{})
				register(t, e, map[string]m{"fn": {}, "child": {}})
				r := finishRun(t, e, "fn", `{}`)
				if !strings.Contains(string(r.Output), tt.want) {
					t.Errorf("got %s, want %s", r.Output, tt.want)
				}
				step := r.Steps[0]
				if step.Status != tt.status {
					t.Errorf("the step is %s, want %s", step.Status, tt.status)
				}
				if children := runsOf(e, "app-child"); len(children) > 0 && (children[0].Parent != r.ID || step.Run != children[0].ID) {
					t.Errorf("child %s of %s, step says %s", children[0].ID, children[0].Parent, step.Run)
				}
			})
		})
	}
}

func TestSignals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
			var data struct{ Conflict string }
			_ = json.Unmarshal(c.Event.Data, &data)
			if !c.has("sig") {
				return ops(signal("sig", "approve", "1h", data.Conflict))
			}
			return result(c.Steps[hash("sig")])
		}})
		e := start(t, s, local.Options{})
		register(t, e, map[string]m{"fn": {}})
		begin := func(conflict string) string {
			id, err := e.Invoke(t.Context(), "fn", json.RawMessage(`{"conflict":"`+conflict+`"}`))
			if err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			return id
		}
		post := func(body string) (int, string) {
			code, text := askText(e, "POST", "/v1/signals", body)
			return code, string(text)
		}

		if code, _ := post(`{"signal":"approve","data":1}`); code != 404 {
			t.Errorf("a signal without a waiter: got %d, want 404", code)
		}
		first := begin("fail")
		second := begin("fail")
		if r := waitRun(t, e, second); r.Status != local.Failed || !strings.Contains(r.Error.Message, first) {
			t.Errorf("conflict: got %s %v", r.Status, r.Error)
		}
		third := begin("replace")
		code, body := post(`{"signal":"approve","data":{"ok":true}}`)
		if code != 200 || !strings.Contains(body, third) {
			t.Errorf("got %d %s, want the run %s", code, body, third)
		}
		if r := waitRun(t, e, third); string(r.Output) != `{"data":{"ok":true},"signal":"approve"}` {
			t.Errorf("got %s", r.Output)
		}
		if r := waitRun(t, e, first); string(r.Output) != "null" {
			t.Errorf("the replaced wait gives %s, want null", r.Output)
		}
	})
}

func TestCancelOn(t *testing.T) {
	const match = "async.data.request_id == event.data.request_id"
	tests := map[string]struct {
		cancel m
		data   string
		after  time.Duration
		want   local.Status
	}{
		"by name":       {m{"event": "stop"}, `{}`, time.Second, local.Cancelled},
		"if it matches": {m{"event": "stop", "if": match}, `{"request_id":1}`, time.Second, local.Cancelled},
		"not if not":    {m{"event": "stop", "if": match}, `{"request_id":2}`, time.Second, local.Completed},
		"in time":       {m{"event": "stop", "timeout": "1m"}, `{}`, 30 * time.Second, local.Cancelled},
		"out of time":   {m{"event": "stop", "timeout": "1m"}, `{}`, 2 * time.Minute, local.Completed},
		"another event": {m{"event": "other"}, `{}`, time.Second, local.Completed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newSDK(t, map[string]script{
					"app-fn": func(c call) reply {
						if !c.has("nap") {
							return ops(sleep("nap", "1h"))
						}
						return result(nil)
					},
					"app-after": func(c call) reply { return result(c.Event.Data) },
				})
				e := start(t, s, local.Options{})
				register(t, e, map[string]m{
					"fn":    {"on": "go", "cancel": []m{tt.cancel}},
					"after": {"on": "inngest/function.cancelled"},
				})
				send(t, e, "go", `{"request_id":1}`)
				synctest.Wait()
				time.Sleep(tt.after)
				send(t, e, "stop", tt.data)
				r := waitRun(t, e, runsOf(e, "app-fn")[0].ID)
				if r.Status != tt.want {
					t.Errorf("got %s, want %s", r.Status, tt.want)
				}
				synctest.Wait()
				if got := len(runsOf(e, "app-after")); (got == 1) != (tt.want == local.Cancelled) {
					t.Errorf("%d runs after inngest/function.cancelled", got)
				}
				if n := len(s.seen()); tt.want == local.Cancelled && n != 2 {
					t.Errorf("%d calls: a cancelled run is not called again", n)
				}
			})
		})
	}
}

// An event that starts a run does not cancel it.
func TestTriggerIsNoCancellation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
			if !c.has("nap") {
				return ops(sleep("nap", "1h"))
			}
			return result(nil)
		}})
		e := start(t, s, local.Options{})
		register(t, e, map[string]m{"fn": {"on": "go", "cancel": []m{{"event": "go"}}}})
		send(t, e, "go", `{}`)
		synctest.Wait()
		send(t, e, "go", `{}`)
		runs := runsOf(e, "app-fn")
		if a, b := waitRun(t, e, runs[0].ID), waitRun(t, e, runs[1].ID); a.Status != local.Cancelled || b.Status != local.Completed {
			t.Errorf("got %s and %s, want the first cancelled by the second", a.Status, b.Status)
		}
	})
}

func TestCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
			time.Sleep(time.Minute) // the call goes on, and its answer counts for nothing
			return result("late")
		}})
		e := start(t, s, local.Options{})
		register(t, e, map[string]m{"fn": {}})
		id, err := e.Invoke(t.Context(), "fn", nil)
		if err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if err := e.Cancel(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if r := waitRun(t, e, id); r.Status != local.Cancelled || r.Error.Message != "function cancelled" {
			t.Errorf("got %s %v", r.Status, r.Error)
		}
		time.Sleep(2 * time.Minute)
		if r, _ := e.Lookup(id); r.Status != local.Cancelled || r.Output != nil {
			t.Errorf("after the call: %s %s", r.Status, r.Output)
		}
		if err := e.Cancel(t.Context(), "nothing"); err == nil {
			t.Error("want an error for an unknown run")
		}
	})
}

// The shapes are those of the recordings.
func TestOnFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSDK(t, map[string]script{
			"app-fn":         func(call) reply { return failure(500, "always") },
			"app-fn-failure": func(c call) reply { return result(c.Event) },
			"app-finished":   func(c call) reply { return result(c.Event.Data) },
			"app-other":      func(c call) reply { return result(nil) },
		})
		e := start(t, s, local.Options{})
		register(t, e, map[string]m{
			"fn": {"on": "go", "retries": 0},
			"fn-failure": {"retries": 1, "triggers": []m{{"event": "inngest/function.failed",
				"expression": "event.data.function_id == 'app-fn'"}}},
			"other": {"triggers": []m{{"event": "inngest/function.failed",
				"expression": "event.data.function_id == 'app-other'"}}},
			"finished": {"on": "inngest/function.finished"},
		})
		send(t, e, "go", `{"n":1}`)
		synctest.Wait()
		failed := runsOf(e, "app-fn")[0]
		handlers := runsOf(e, "app-fn-failure")
		if len(handlers) != 1 || len(runsOf(e, "app-other")) != 0 {
			t.Fatalf("%d failure functions and %d others ran", len(handlers), len(runsOf(e, "app-other")))
		}
		var event struct {
			ID, Name string
			Data     struct {
				FunctionID string `json:"function_id"`
				RunID      string `json:"run_id"`
				Error      map[string]any
				Event      local.Event
				Events     []local.Event
				Inngest    struct{ Status string } `json:"_inngest"`
			}
		}
		if err := json.Unmarshal(handlers[0].Output, &event); err != nil {
			t.Fatal(err)
		}
		d := event.Data
		if event.ID != failed.ID || d.FunctionID != "app-fn" || d.RunID != failed.ID || d.Inngest.Status != "Failed" ||
			d.Event.Name != "go" || len(d.Events) != 1 {
			t.Errorf("got %s", handlers[0].Output)
		}
		want := map[string]any{"error": "invalid status code: 500", "name": "Error", "message": "always",
			"stack": "Error: always"}
		if diff := cmp.Diff(want, d.Error); diff != "" {
			t.Error(diff)
		}
		// Every run's end is told but those of runs that such events started.
		if got := len(runsOf(e, "app-finished")); got != 1 {
			t.Errorf("%d runs after inngest/function.finished, want 1", got)
		}
	})
}
