package inngest

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/jsapi/step"
)

// stage is a step.Host and the script at once: tests find steps on it and see
// what is settled and run.
type stage struct {
	t        *testing.T
	e        *Execution
	timers   []*stagedTimer
	settled  []string
	ran      []string
	finished bool
}

type stagedTimer struct {
	after   time.Duration
	f       func()
	stopped bool
}

func (h *stage) After(d time.Duration, f func()) func() {
	timer := &stagedTimer{after: d, f: f}
	h.timers = append(h.timers, timer)
	return func() { timer.stopped = true }
}

func (h *stage) Go(work func(context.Context), then func()) {
	work(h.t.Context())
	then()
}

func (h *stage) Finish() {
	if h.finished {
		h.t.Error("finished twice")
	}
	h.finished = true
}

// fire lets the pending timers of the duration elapse.
func (h *stage) fire(d time.Duration) {
	h.t.Helper()
	pending := h.timers
	h.timers = nil
	for _, timer := range pending {
		switch {
		case timer.stopped:
		case timer.after == d:
			timer.f()
		default:
			h.timers = append(h.timers, timer)
		}
	}
}

// find calls a step tool: one with a body that gives res, or without a body
// when res is nil.
func (h *stage) find(id string, res *step.Result) *step.Step {
	h.t.Helper()
	s := h.step(id, res)
	if err := h.e.Found(s, nil); err != nil {
		h.t.Fatal(err)
	}
	return s
}

func (h *stage) step(id string, res *step.Result) *step.Step {
	op := "Sleep"
	if res != nil {
		op = "StepPlanned"
	}
	s := &step.Step{Op: step.Op{ID: step.Hash(id), Op: op, Name: id, DisplayName: id, Userland: &step.Userland{ID: id}}}
	s.Settle = func(r step.Result) {
		if r.Err != nil {
			h.settled = append(h.settled, id+"!"+r.Err.Message)
			return
		}
		h.settled = append(h.settled, id+"="+string(r.Data))
	}
	if res != nil {
		s.Run = func(input []json.RawMessage, done func(step.Result)) {
			h.ran = append(h.ran, id)
			for _, in := range input {
				h.ran = append(h.ran, string(in))
			}
			done(*res)
		}
	}
	return s
}

func data(text string) *step.Result { return &step.Result{Data: json.RawMessage(text)} }

func thrown(e step.Error) *step.Result { return &step.Result{Err: &e} }

// newStage is an execution of a call whose recorded steps are given as
// id=JSON, in the order of completion.
func newStage(t *testing.T, rules Rules, c *Call, recorded ...string) *stage {
	t.Helper()
	if c.Step == "" {
		c.Step = StepDiscovery
	}
	c.Steps = map[string]Recorded{}
	for _, r := range recorded {
		id, text, _ := strings.Cut(r, "=")
		decoded, err := decodeRecorded(json.RawMessage(text))
		if err != nil {
			t.Fatal(err)
		}
		c.Steps[step.Hash(id)] = decoded
		if decoded.Input == nil {
			c.Context.Stack.Stack = append(c.Context.Stack.Stack, step.Hash(id))
		}
	}
	h := &stage{t: t}
	h.e = NewExecution(c, rules, h)
	return h
}

// outcome is a short form of the execution's answer.
func (h *stage) outcome() string {
	if !h.finished {
		return "unfinished"
	}
	o := h.e.Outcome
	var parts []string
	for _, op := range o.Ops {
		s := op.Op + " " + op.Name
		if op.Error != nil {
			s += "!" + op.Error.Message
		} else if op.Data != nil {
			s += "=" + string(op.Data)
		}
		parts = append(parts, strings.TrimSpace(s))
	}
	switch {
	case o.Missing != nil:
		parts = append(parts, "missing")
	case o.Error != nil:
		parts = append(parts, "error "+o.Error.Message)
	case o.Ops == nil:
		parts = append(parts, "returned "+string(o.Data))
	}
	if o.NoRetry {
		parts = append(parts, "no-retry")
	}
	if o.RetryAfter != "" {
		parts = append(parts, "after "+o.RetryAfter)
	}
	return strings.Join(parts, ", ")
}

var v3, v4 = Rules{Version: 1, LeaveSteps: true}, Rules{Version: 2, FinalAttempt: true}

func planned(c *Call) *Call {
	c.Context.DisableImmediateExecution = true
	return c
}

func TestDecisions(t *testing.T) {
	for _, c := range []struct {
		name string
		call *Call
		rec  []string
		play func(h *stage)
		want string
	}{
		{"one new step with a body is run", &Call{}, nil,
			func(h *stage) { h.find("a", data(`1`)); h.e.Drained(0) }, "StepRun a=1"},
		{"one without a body is reported", &Call{}, nil,
			func(h *stage) { h.find("nap", nil); h.e.Drained(0) }, "Sleep nap"},
		{"several are planned", &Call{}, nil,
			func(h *stage) { h.find("a", data(`1`)); h.find("b", data(`2`)); h.find("nap", nil); h.e.Drained(0) },
			"StepPlanned a, StepPlanned b, Sleep nap"},
		{"one is planned while branches are under way", planned(&Call{}), nil,
			func(h *stage) { h.find("a", data(`1`)); h.e.Drained(0) }, "StepPlanned a"},
		{"the step asked for is run among others", &Call{Step: step.Hash("b")}, nil,
			func(h *stage) { h.find("a", data(`1`)); h.find("b", data(`2`)); h.e.Drained(0) }, "StepRun b=2"},
		{"the step asked for is awaited", &Call{Step: step.Hash("b")}, nil,
			func(h *stage) { h.find("a", data(`1`)); h.e.Drained(1); h.e.Drained(0) }, "unfinished"},
		{"the step asked for never comes", &Call{Step: step.Hash("b")}, nil,
			func(h *stage) { h.find("a", data(`1`)); h.e.Drained(0); h.fire(missingAfter) }, "missing"},
		{"the step asked for can never come", &Call{Step: step.Hash("b")}, nil,
			func(h *stage) { h.e.Stalled() }, "missing"},
		{"a new step waits a moment while I/O is under way", &Call{}, nil,
			func(h *stage) { h.find("a", data(`1`)); h.e.Drained(1) }, "unfinished"},
		{"and is joined by what the I/O leads to", &Call{}, nil,
			func(h *stage) {
				h.find("a", data(`1`))
				h.e.Drained(1)
				h.find("b", data(`2`))
				h.e.Drained(0)
			}, "StepPlanned a, StepPlanned b"},
		{"but not for ever", &Call{}, nil,
			func(h *stage) { h.find("a", data(`1`)); h.e.Drained(1); h.fire(discoveryGrace) }, "StepRun a=1"},
		{"edited input replaces the arguments", &Call{}, []string{`a={"input":[7]}`},
			func(h *stage) { h.find("a", data(`1`)); h.e.Drained(0) }, "StepRun a=1"},
		{"a result", &Call{}, nil, func(h *stage) { h.e.Settled(*data(`"done"`)) }, `returned "done"`},
		{"undefined", &Call{}, nil, func(h *stage) { h.e.Settled(step.Result{}) }, `returned `},
		{"steps that were not awaited come before the result", &Call{}, nil,
			func(h *stage) { h.find("a", data(`1`)); h.e.Settled(*data(`2`)) }, "StepPlanned a"},
		{"except when one step was asked for", &Call{Step: step.Hash("z")}, nil,
			func(h *stage) { h.find("a", data(`1`)); h.e.Settled(*data(`2`)) }, "returned 2"},
		{"what is settled meanwhile gives way to the running step", &Call{}, nil,
			func(h *stage) {
				s := h.step("a", data(`1`))
				var end func(step.Result)
				s.Run = func(_ []json.RawMessage, done func(step.Result)) { end = done }
				_ = h.e.Found(s, nil)
				h.e.Drained(0)
				h.e.Settled(*data(`2`))
				end(*data(`1`))
			}, "StepRun a=1"},
		{"nothing can wake the function", &Call{}, nil, func(h *stage) { h.e.Stalled() },
			"error the function waits for something that can never happen: it awaits a promise that nothing in flight will settle. Look for a promise whose resolve is never called."},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newStage(t, v4, c.call, c.rec...)
			c.play(h)
			if got := h.outcome(); got != c.want {
				t.Errorf("outcome %q, want %q", got, c.want)
			}
		})
	}
}

// Steps that a function leaves behind by returning are told of, but not those
// that the server has heard of: they may run all the same.
func TestDropped(t *testing.T) {
	for _, c := range []struct {
		name  string
		rules Rules
		call  *Call
		rec   []string
		play  func(h *stage)
		want  []string
	}{
		{"a forgotten await at the end", v3, &Call{}, []string{`a=1`}, func(h *stage) {
			h.find("a", data(`1`))
			h.e.Drained(0)
			h.find("b", data(`2`))
			h.find("c", data(`3`))
			h.e.Settled(*data(`0`))
		}, []string{"b", "c"}},
		{"the loser of a race, planned before", v3, &Call{}, []string{`a=1`}, func(h *stage) {
			h.find("a", data(`1`))
			h.find("b", data(`2`))
			h.e.Drained(0)
			h.e.Settled(*data(`0`))
		}, nil},
		{"one that version 4 of the SDK carries out", v4, &Call{}, nil, func(h *stage) {
			h.find("a", data(`1`))
			h.e.Settled(*data(`0`))
		}, nil},
		{"a call for one step", v3, &Call{Step: step.Hash("z")}, nil, func(h *stage) {
			h.find("a", data(`1`))
			h.e.Settled(*data(`0`))
		}, nil},
		{"a failure says enough", v3, &Call{}, nil, func(h *stage) {
			h.find("a", data(`1`))
			h.e.Settled(step.Result{Err: &step.Error{Name: "Error"}})
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newStage(t, c.rules, c.call, c.rec...)
			c.play(h)
			if diff := cmp.Diff(h.e.Outcome.Dropped, c.want); diff != "" {
				t.Errorf("(-got +want):\n%s", diff)
			}
		})
	}
}

// A rerun's edited input is reported with the step.
func TestEditedInput(t *testing.T) {
	for _, c := range []struct{ op, opts, input, want string }{
		{"StepPlanned", ``, `[1,"x"]`, `{"input":[1,"x"]}`},
		{"StepPlanned", `{"type":"step.ai.wrap","input":[0]}`, `[1]`, `{"input":[1],"type":"step.ai.wrap"}`},
		{"AIGateway", `{"body":{"a":1,"b":2},"url":"u"}`, `[{"b":3}]`, `{"body":{"a":1,"b":3},"url":"u"}`},
	} {
		h := newStage(t, v4, &Call{}, `s={"input":`+c.input+`}`)
		s := h.step("s", data(`1`))
		s.Op.Op, s.Op.Opts = c.op, json.RawMessage(c.opts)
		if err := h.e.Found(s, nil); err != nil {
			t.Fatal(err)
		}
		if got := string(s.Op.Opts); got != c.want {
			t.Errorf("%s %s with %s: %s, want %s", c.op, c.opts, c.input, got, c.want)
		}
	}
}

// Recorded steps are resolved one at a time, in the order in which they
// completed, whatever the order in which the script comes to them.
func TestResolveOrder(t *testing.T) {
	h := newStage(t, v4, &Call{}, `b={"data":2}`, `a={"data":1}`, `nap=null`, `boom={"error":{"name":"E","message":"bad"}}`)
	for _, id := range []string{"a", "b", "nap", "boom"} {
		h.find(id, data(`0`))
	}
	var steps []string
	for range 4 {
		if !h.e.Replaying() {
			t.Error("not replaying while results are open")
		}
		h.e.Drained(0)
		steps = slices.Clone(h.settled)
	}
	if diff := cmp.Diff([]string{"b=2", "a=1", "nap=null", "boom!bad"}, steps); diff != "" {
		t.Error(diff)
	}
	if h.e.Replaying() {
		t.Error("replaying when every result is resolved")
	}
}

// With I/O under way, a result that completed earlier and was not found yet
// gets a moment to be found.
func TestResolveWaitsForEarlier(t *testing.T) {
	h := newStage(t, v4, &Call{}, `first={"data":1}`, `second={"data":2}`)
	h.find("second", data(`0`))
	h.e.Drained(1)
	if len(h.settled) > 0 {
		t.Fatalf("settled %v before the first was found", h.settled)
	}
	h.find("first", data(`0`))
	h.e.Drained(0)
	h.e.Drained(0)
	if diff := cmp.Diff([]string{"first=1", "second=2"}, h.settled); diff != "" {
		t.Error(diff)
	}

	h = newStage(t, v4, &Call{}, `first={"data":1}`, `second={"data":2}`)
	h.find("second", data(`0`))
	h.e.Drained(1)
	h.fire(discoveryGrace)
	if diff := cmp.Diff([]string{"second=2"}, h.settled); diff != "" {
		t.Error(diff)
	}
}

func TestErrors(t *testing.T) {
	attempt := func(n, maximum int) *Call {
		c := &Call{}
		c.Context.Attempt, c.Context.MaxAttempts = n, &maximum
		return c
	}
	plain := step.Error{Name: "Error", Message: "m"}
	later := step.Error{Name: "RetryAfterError", Message: "m", RetryAfter: "30"}
	final := step.Error{Name: "NonRetriableError", Message: "m", NoRetry: true}
	for _, c := range []struct {
		name     string
		rules    Rules
		call     *Call
		err      step.Error
		fn, step string
	}{
		{"plain", v4, attempt(0, 4), plain, "error m", "StepError s!m"},
		{"non-retriable", v4, attempt(0, 4), final, "error m, no-retry", "StepFailed s!m, no-retry"},
		{"later", v4, attempt(0, 4), later, "error m, after 30", "StepError s!m, after 30"},
		{"last attempt, v4", v4, attempt(3, 4), plain, "error m, no-retry", "StepFailed s!m, no-retry"},
		{"last attempt, v3", v3, attempt(3, 4), plain, "error m", "StepFailed s!m"},
		{"later in the last attempt, v4", v4, attempt(3, 4), later, "error m, no-retry", "StepFailed s!m, no-retry"},
		{"no bound on attempts", v4, &Call{}, plain, "error m", "StepError s!m"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newStage(t, c.rules, c.call)
			h.e.Settled(*thrown(c.err))
			if got := h.outcome(); got != c.fn {
				t.Errorf("function: %q, want %q", got, c.fn)
			}
			h = newStage(t, c.rules, c.call)
			h.find("s", thrown(c.err))
			h.e.Drained(0)
			if got := h.outcome(); got != c.step {
				t.Errorf("step: %q, want %q", got, c.step)
			}
		})
	}
}

// Steps that a function did not await, as the loser of a race, hold its result
// back in v4 and not in v3.
func TestStepsNotAwaited(t *testing.T) {
	for _, c := range []struct {
		name  string
		rules Rules
		want  string
	}{{"v3", v3, "returned 2"}, {"v4", v4, "StepPlanned a"}} {
		t.Run(c.name, func(t *testing.T) {
			h := newStage(t, c.rules, &Call{})
			h.find("a", data(`1`))
			h.e.Settled(*data(`2`))
			if got := h.outcome(); got != c.want {
				t.Errorf("outcome %q, want %q", got, c.want)
			}
		})
	}
}

// A recorded failure that comes out of the handler is final; one that was
// caught, with another following, is not.
func TestRecordedFailureIsFinal(t *testing.T) {
	for _, c := range []struct{ memoized, want string }{
		{"b", "error bad, no-retry"},
		{"a", "error bad"},
	} {
		h := newStage(t, v3, &Call{}, `a={"error":{"name":"E","message":"bad"}}`, `b={"error":{"name":"E","message":"bad"}}`)
		h.find("a", data(`0`))
		h.find("b", data(`0`))
		h.e.Drained(0)
		h.e.Drained(0)
		h.e.Settled(*thrown(step.Error{Name: "E", Message: "bad", Memoized: step.Hash(c.memoized)}))
		if got := h.outcome(); got != c.want {
			t.Errorf("rethrowing %s: %q, want %q", c.memoized, got, c.want)
		}
	}
}

func TestCheckpointing(t *testing.T) {
	boom := errors.New("server away")
	for _, c := range []struct {
		name    string
		options Checkpointing
		errs    []error
		attempt int
		play    func(h *stage)
		want    string
		sent    []string
	}{
		{"steps run on in one call", Checkpointing{}, nil, 0, func(h *stage) {
			h.find("a", data(`1`))
			h.e.Drained(0)
			h.find("b", data(`2`))
			h.e.Drained(0)
			h.e.Settled(*data(`3`))
		}, "RunComplete =3", []string{"a", "b"}},
		{"parallel steps end the call", Checkpointing{}, nil, 0, func(h *stage) {
			h.find("a", data(`1`))
			h.e.Drained(0)
			h.find("b", data(`2`))
			h.find("c", data(`3`))
			h.e.Drained(0)
		}, "StepPlanned b, StepPlanned c", []string{"a"}},
		{"a function without steps completes its run too", Checkpointing{}, nil, 0, func(h *stage) { h.e.Settled(*data(`3`)) },
			"RunComplete =3", nil},
		{"another call took over", Checkpointing{}, []error{ErrStale}, 0, func(h *stage) { h.find("a", data(`1`)); h.e.Drained(0) },
			"error another call has taken this run over: this one stops without a result, no-retry", []string{"a"}},
		{"the server cannot be reached", Checkpointing{}, []error{boom}, 0, func(h *stage) { h.find("a", data(`1`)); h.e.Drained(0) },
			"StepRun a=1", []string{"a"}},
		{"a retried step ends the call", Checkpointing{}, nil, 1, func(h *stage) { h.find("a", data(`1`)); h.e.Drained(0) },
			"StepRun a=1", nil},
		{"a failing step ends the call", Checkpointing{}, nil, 0, func(h *stage) {
			h.find("a", data(`1`))
			h.e.Drained(0)
			h.find("b", thrown(step.Error{Message: "m"}))
			h.e.Drained(0)
		}, "StepError b!m", []string{"a"}},
		{"buffered results ride with the answer", Checkpointing{Buffered: 3}, nil, 0, func(h *stage) {
			h.find("a", data(`1`))
			h.e.Drained(0)
			h.e.Settled(*data(`3`))
		}, "StepRun a=1, RunComplete =3", nil},
		{"a full buffer is sent", Checkpointing{Buffered: 2}, nil, 0, func(h *stage) {
			h.find("a", data(`1`))
			h.e.Drained(0)
			h.find("b", data(`2`))
			h.e.Drained(0)
			h.e.Settled(*data(`3`))
		}, "RunComplete =3", []string{"a", "b"}},
		{"a call past its time reports the next step", Checkpointing{MaxRuntime: time.Nanosecond}, nil, 0, func(h *stage) {
			h.find("a", data(`1`))
			h.e.Drained(0)
		}, "StepPlanned a", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var sent []string
			c.options.Send = func(_ context.Context, ops []step.Op) error {
				for _, op := range ops {
					sent = append(sent, op.Name)
				}
				if len(c.errs) > 0 {
					err := c.errs[0]
					c.errs = c.errs[1:]
					return err
				}
				return nil
			}
			call := &Call{}
			call.Context.FunctionID, call.Context.Attempt = "f", c.attempt
			h := newStage(t, Rules{Version: 2, FinalAttempt: true, Checkpointing: &c.options}, call)
			c.play(h)
			if got := h.outcome(); got != c.want {
				t.Errorf("outcome %q, want %q", got, c.want)
			}
			if diff := cmp.Diff(c.sent, sent); diff != "" {
				t.Errorf("checkpoints: %s", diff)
			}
		})
	}
}

func TestDecodeRecorded(t *testing.T) {
	for text, want := range map[string]Recorded{
		`null`:                                 {Result: step.Result{Data: json.RawMessage(`null`)}},
		`{"data":{"a":"}\""}}`:                 {Result: step.Result{Data: json.RawMessage(`{"a":"}\""}`)}},
		`{ "type" : "data", "data":1}`:         {Result: step.Result{Data: json.RawMessage(`1`)}},
		`{"data":1,"more":2}`:                  {Result: step.Result{Data: json.RawMessage(`{"data":1,"more":2}`)}},
		`{"name":"e","data":{}}`:               {Result: step.Result{Data: json.RawMessage(`{"name":"e","data":{}}`)}},
		`{}`:                                   {Result: step.Result{Data: json.RawMessage(`{}`)}},
		`{"input":[1,"x"]}`:                    {Input: []json.RawMessage{json.RawMessage(`1`), json.RawMessage(`"x"`)}},
		`{"error":{"name":"E","message":"m"}}`: {Result: step.Result{Err: &step.Error{Name: "E", Message: "m"}}},
	} {
		got, err := decodeRecorded(json.RawMessage(text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

// FuzzDecodeCall: whatever a stranger sends is a call or an error.
func FuzzDecodeCall(f *testing.F) {
	f.Add([]byte(`{"ctx":{"run_id":"r","stack":{"stack":["a"]}},"event":{},"events":[{}],"steps":{"a":{"data":1},"b":null}}`))
	f.Add([]byte(`{"ctx":{},"event":1,"steps":{"a":{"error":3}}}`))
	f.Add([]byte(`{"ctx":null}`))
	f.Add([]byte(`{"ctx":{},"event":{"a":"\\"}"}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		c, err := decodeCall(body)
		if err == nil && c == nil {
			t.Error("neither a call nor an error")
		}
	})
}
