package local_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/host/local"
)

// sequence is a function with two steps and a sleep between them.
func sequence(c call) reply {
	switch {
	case !c.has("a"):
		return ops(ran("a", 1))
	case !c.has("nap"):
		return ops(sleep("nap", "1h"))
	case !c.has("b"):
		return ops(ran("b", m{"after": c.memo("nap")}))
	}
	return result(m{"a": c.Steps[hash("a")], "event": c.Event.Data})
}

func TestSequence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSDK(t, map[string]script{"app-seq": sequence})
		w := &watcher{}
		e := start(t, s, local.Options{Observer: w.observe})
		register(t, e, map[string]m{"seq": {"on": "go/now"}})

		begin := time.Now()
		send(t, e, "go/now", `{"n":5}`)
		synctest.Wait()
		r := waitRun(t, e, runsOf(e, "app-seq")[0].ID)

		if r.Status != local.Completed || string(r.Output) != `{"a":{"data":1},"event":{"n":5}}` {
			t.Errorf("got %s %s %v", r.Status, r.Output, r.Error)
		}
		if got := time.Since(begin); got != time.Hour {
			t.Errorf("it took %v, want the hour it slept", got)
		}
		want := []string{"run.queued", "run.started", "step.finished a", "step.sleeping nap", "step.finished nap",
			"step.finished b", "run.finished"}
		if diff := cmp.Diff(want, w.kinds()); diff != "" {
			t.Error(diff)
		}
		var stacks [][]string
		var versions []int
		for _, c := range s.seen() {
			stacks = append(stacks, c.stack("a", "nap", "b"))
			versions = append(versions, c.Version)
			if c.Ctx.Stack.Current != len(c.Ctx.Stack.Stack) {
				t.Errorf("current is %d with a stack of %d", c.Ctx.Stack.Current, len(c.Ctx.Stack.Stack))
			}
		}
		if diff := cmp.Diff([][]string{{}, {"a"}, {"a", "nap"}, {"a", "nap", "b"}}, stacks); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]int{-1, 2, 2, 2}, versions); diff != "" {
			t.Error(diff)
		}
		if got := s.seen()[2].memo("nap"); got != "null" {
			t.Errorf("a sleep is recorded as %s, want null", got)
		}
	})
}

// Without a bubble, a clock that skips ends a week's sleep at once.
func TestSkipClock(t *testing.T) {
	s := newSDK(t, map[string]script{"app-seq": func(c call) reply {
		if !c.has("week") {
			return ops(sleep("week", "7d"))
		}
		return result(nil)
	}})
	e := start(t, s, local.Options{Clock: local.SkipClock()})
	register(t, e, map[string]m{"seq": {}})
	r := finishRun(t, e, "seq", `{}`)
	if got := r.EndedAt.Sub(r.StartedAt); r.Status != local.Completed || got < 7*24*time.Hour {
		t.Errorf("%s after %v", r.Status, got)
	}
}

// pair runs two steps in parallel and then sleeps.
func pair(c call) reply {
	switch {
	case c.Step != "step":
		for _, id := range []string{"x", "y"} {
			if c.Step == hash(id) {
				return ops(ran(id, id))
			}
		}
		return failure(500, "unknown step "+c.Step)
	case c.has("x") && c.has("y") && c.has("nap"):
		return result("done")
	case c.has("x") && c.has("y"):
		return ops(sleep("nap", "1s"))
	}
	var list []m
	for _, id := range []string{"x", "y"} {
		if !c.has(id) {
			list = append(list, plan(id))
		}
	}
	return ops(list...)
}

// The two execution versions differ in when the function is called again
// while steps are open: see the recordings of both.
func TestParallel(t *testing.T) {
	type made struct {
		Step  string
		Plan  bool
		Stack int
	}
	tests := map[string][]made{
		"2": {{"step", false, 0}, {"x", true, 0}, {"y", true, 0}, {"step", false, 2}, {"step", false, 3}},
		"1": {{"step", false, 0}, {"x", true, 0}, {"y", true, 0}, {"step", true, 1}, {"step", true, 2}, {"step", true, 3}},
	}
	for version, want := range tests {
		t.Run(version, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newSDK(t, map[string]script{"app-pair": func(c call) reply {
					switch c.Step { // both are called before x ends, and x ends first
					case hash("x"):
						time.Sleep(time.Millisecond)
					case hash("y"):
						time.Sleep(2 * time.Millisecond)
					}
					return pair(c)
				}})
				s.version = version
				e := start(t, s, local.Options{})
				register(t, e, map[string]m{"pair": {}})
				r := finishRun(t, e, "app-pair", `{}`)
				if r.Status != local.Completed {
					t.Fatalf("%s: %v", r.Status, r.Error)
				}
				var got []made
				for _, c := range s.seen() {
					step := c.Step
					for _, id := range []string{"x", "y"} {
						if step == hash(id) {
							step = id
						}
					}
					got = append(got, made{step, c.Ctx.Plan, len(c.Ctx.Stack.Stack)})
				}
				if len(got) > 3 && got[1].Step == "y" {
					got[1], got[2] = got[2], got[1] // both are called at once
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

// What a run's end starts has its turn before Settle returns.
func TestSettle(t *testing.T) {
	for name, clock := range map[string]local.Clock{"real": local.RealClock(), "skipping": local.SkipClock()} {
		t.Run(name, func(t *testing.T) {
			s := newSDK(t, map[string]script{
				"app-fn": func(call) reply { return failure(500, "no") },
				"app-fn-failure": func(c call) reply {
					if !c.has("note") {
						time.Sleep(5 * time.Millisecond)
						return ops(ran("note", 1))
					}
					return result("handled")
				},
				"app-late": func(c call) reply {
					if !c.has("nap") {
						return ops(sleep("nap", "1h"))
					}
					return result(nil)
				},
			})
			e := start(t, s, local.Options{Clock: clock})
			register(t, e, map[string]m{
				"fn":         {"on": "go", "retries": 0},
				"fn-failure": {"on": "inngest/function.failed"},
				"late":       {"on": "inngest/function.failed"},
			})
			send(t, e, "go", `{}`)
			if err := e.Settle(t.Context()); err != nil {
				t.Fatal(err)
			}
			if r := runsOf(e, "app-fn-failure"); len(r) != 1 || r[0].Status != local.Completed {
				t.Errorf("the failure function: %+v", r)
			}
			late := map[string]local.Status{"real": local.Running, "skipping": local.Completed}[name]
			if r := runsOf(e, "app-late"); len(r) != 1 || r[0].Status != late {
				t.Errorf("the sleeping function: %+v, want %s", r, late)
			}
		})
	}
}
