package inngest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"systembus/jsapi"
	"systembus/jsapi/step"
)

// The opcodes that the engine itself writes (SDK_SPEC 5).
const (
	opStepRun     = "StepRun"
	opStepError   = "StepError"
	opStepFailed  = "StepFailed"
	opRunComplete = "RunComplete"
	opAIGateway   = "AIGateway"
)

const (
	// discoveryGrace is how long found steps wait for further ones when the
	// function has I/O under way that could lead to them. The steps of a
	// function without I/O are reported at once.
	discoveryGrace = 10 * time.Millisecond
	// missingAfter is how long a call for one step waits for the function to
	// come to it.
	missingAfter = 10 * time.Second
)

// An Execution is one replay of a function: it resolves the recorded steps one
// at a time in the order in which they completed, and decides which of the new
// ones is run here, and what is reported. It is a step.Engine: all methods are
// called on one goroutine.
//
// JavaScript makes progress in bursts. When a burst is over and the function
// has nothing in flight, only a step can move it: that is when the next
// recorded step is resolved, or, when none is left, the new ones are reported.
// So which of two racing steps wins never depends on timing.
type Execution struct {
	call       *Call
	version    int
	lastIsLast bool // the last attempt's error is final, as v4 has it
	leave      bool // a result ends the run whatever steps it did not await, as v3 has it
	checkpoint *checkpointing
	host       step.Host
	started    time.Time

	// waiting are found steps with a result that is not resolved yet.
	waiting map[string]*step.Step
	// fresh are found steps without a result that no decision was made about;
	// planned all of them that ever were, in order.
	fresh, planned []*step.Step
	next           int // the first of the stack that is not resolved
	resolved       int // how many recorded results are
	told           int // how many of planned an earlier call may have reported
	ended          bool
	running        *step.Step
	ranHere        []StepReport
	busy           bool // a checkpoint is on its way
	settled        *step.Result
	rejected       string // the step whose failure was resolved last
	graceOver      bool
	stopGrace      func()
	stopMissing    func()

	// Outcome is the answer, once the execution has finished.
	Outcome Outcome
}

// Rules say how a function's SDK dialect and options change its execution.
type Rules struct {
	// Version is the execution version: 1, or 2 where parallel steps are
	// discovered once all of them are done.
	Version int
	// FinalAttempt makes the error of the last attempt a final one, which v4
	// of the SDK tells the server and v3 does not.
	FinalAttempt bool
	// LeaveSteps lets a function that returns end its run although steps that
	// it did not await, as the losers of a race, have no result, which v3 of
	// the SDK does; v4 has the server carry them out first.
	LeaveSteps bool
	// Checkpointing is nil when it is off.
	Checkpointing *Checkpointing
}

// NewExecution is the execution that answers call.
func NewExecution(call *Call, rules Rules, host step.Host) *Execution {
	e := &Execution{
		call: call, version: rules.Version, lastIsLast: rules.FinalAttempt, leave: rules.LeaveSteps, host: host,
		started: time.Now(), waiting: map[string]*step.Step{},
	}
	if c := rules.Checkpointing; c != nil && !e.targeted() && call.Context.FunctionID != "" && !call.Context.DisableImmediateExecution {
		e.checkpoint = &checkpointing{Checkpointing: *c}
	}
	return e
}

// targeted says that the call asks for one particular step.
func (e *Execution) targeted() bool { return e.call.Step != StepDiscovery && e.call.Step != "" }

// Memoized implements step.Engine.
func (e *Execution) Memoized(id string) bool {
	r, ok := e.call.Steps[id]
	return ok && r.Input == nil
}

// Replaying implements step.Engine.
func (e *Execution) Replaying() bool {
	return e.running == nil && e.resolved < len(e.call.Context.Stack.Stack)
}

// Found implements step.Engine.
func (e *Execution) Found(s *step.Step, inside *step.Step) error {
	if inside != nil {
		return nested(s, inside)
	}
	if e.Memoized(s.Op.ID) {
		s.Recorded = true
		e.waiting[s.Op.ID] = s
		return nil
	}
	if input := e.call.Steps[s.Op.ID].Input; input != nil {
		s.Op.Opts = editedOpts(s.Op, input)
	}
	e.fresh = append(e.fresh, s)
	e.planned = append(e.planned, s)
	return nil
}

// editedOpts are a step's options with the input that a rerun gives it.
func editedOpts(op step.Op, input []json.RawMessage) json.RawMessage {
	opts := map[string]json.RawMessage{}
	if len(op.Opts) > 0 && json.Unmarshal(op.Opts, &opts) != nil {
		return op.Opts // not an object: nothing to put the input into
	}
	name, value := "input", any(input)
	if op.Op == opAIGateway && len(input) > 0 {
		body := map[string]json.RawMessage{}
		for _, layer := range []json.RawMessage{opts["body"], input[0]} {
			if len(layer) > 0 && json.Unmarshal(layer, &body) != nil {
				return op.Opts
			}
		}
		name, value = "body", body
	}
	text, err := json.Marshal(value)
	if err != nil {
		return op.Opts
	}
	opts[name] = text
	if text, err = json.Marshal(opts); err != nil {
		return op.Opts
	}
	return text
}

// nested is the error of a step inside a step: its result could not be
// recorded, and the TypeScript SDK waits for it for ever.
func nested(inner, outer *step.Step) error {
	at := func(s *step.Step) string {
		if s.Line != nil {
			if line := s.Line(); line != "" {
				return fmt.Sprintf("%q (%s)", s.Op.Userland.Indexed(), line)
			}
		}
		return fmt.Sprintf("%q", s.Op.Userland.Indexed())
	}
	return &jsapi.Error{Name: nestedStepError, Message: fmt.Sprintf(
		"step %s was called inside step %s: a step cannot contain another. Call it before or after, or do its work without a step.",
		at(inner), at(outer))}
}

const nestedStepError = "NestedStepError"

// Drained implements step.Engine.
func (e *Execution) Drained(inFlight int) {
	if e.ended || e.running != nil || e.busy {
		return
	}
	if e.resolve(inFlight) {
		return
	}
	if e.settled != nil {
		e.complete(*e.settled)
		return
	}
	if len(e.fresh) == 0 {
		return
	}
	if inFlight > 0 && !e.graceOver {
		e.waitGrace()
		return
	}
	e.decide()
}

// resolve settles one recorded step, the first in the order of completion that
// has been found. With I/O under way that may still find an earlier one, it
// waits a moment for that.
func (e *Execution) resolve(inFlight int) bool {
	if len(e.waiting) == 0 {
		return false
	}
	stack := e.call.Context.Stack.Stack
	for e.next < len(stack) && !e.open(stack[e.next]) {
		e.next++
	}
	for n := e.next; n < len(stack); n++ {
		s, ok := e.waiting[stack[n]]
		if !ok {
			continue
		}
		if n > e.next && inFlight > 0 && !e.graceOver {
			e.waitGrace()
			return true
		}
		e.settle(s)
		return true
	}
	for _, s := range e.waiting { // recorded, though not in the stack
		e.settle(s)
		return true
	}
	return false
}

// open says that the recorded step may still be resolved.
func (e *Execution) open(id string) bool {
	r, ok := e.call.Steps[id]
	return ok && r.Input == nil && !(r.Data == nil && r.Err == nil)
}

func (e *Execution) settle(s *step.Step) {
	delete(e.waiting, s.Op.ID)
	r := e.call.Steps[s.Op.ID]
	e.call.Steps[s.Op.ID] = Recorded{} // resolved: no longer open, still memoized
	e.resolved++
	e.told = len(e.planned)
	e.graceOver = false
	if r.Err != nil {
		e.rejected = s.Op.ID
	}
	s.Settle(r.Result)
}

// waitGrace gives I/O a moment to lead to further steps.
func (e *Execution) waitGrace() {
	if e.stopGrace != nil {
		return
	}
	e.stopGrace = e.host.After(discoveryGrace, func() {
		e.stopGrace = nil
		e.graceOver = true
		e.Drained(1)
	})
}

// decide makes of the new steps what the call allows: run one here, or report
// them all.
func (e *Execution) decide() {
	batch := e.fresh
	e.fresh, e.graceOver = nil, false
	e.resolved = len(e.call.Context.Stack.Stack) // new code runs from here on
	if e.targeted() {
		for _, s := range batch {
			if s.Op.ID == e.call.Step && s.Run != nil {
				e.run(s)
				return
			}
		}
		e.awaitTarget()
		return
	}
	late := e.checkpoint != nil && e.checkpoint.expired(e.started)
	if len(batch) == 1 && batch[0].Run != nil && !e.call.Context.DisableImmediateExecution && !late {
		e.run(batch[0])
		return
	}
	e.flush(func() { e.report(batch) })
}

// awaitTarget gives the function some time to come to the step asked for.
func (e *Execution) awaitTarget() {
	if e.stopMissing != nil {
		e.stopMissing()
	}
	e.stopMissing = e.host.After(missingAfter, e.missing)
}

func (e *Execution) missing() {
	found := make([]step.Op, len(e.planned))
	for i, s := range e.planned {
		found[i] = s.Op
	}
	e.finish(Outcome{Missing: newMissing(e.call.Step, found)})
}

// report plans the steps.
func (e *Execution) report(steps []*step.Step) {
	ops := make([]step.Op, len(steps))
	for i, s := range steps {
		ops[i] = s.Op
	}
	e.finish(Outcome{Ops: ops})
}

// run runs the body of a step here.
func (e *Execution) run(s *step.Step) {
	if e.stopMissing != nil {
		e.stopMissing()
		e.stopMissing = nil
	}
	e.running = s
	start := time.Now()
	s.Run(e.call.Steps[s.Op.ID].Input, func(res step.Result) { e.ran(s, start, res) })
}

func (e *Execution) ran(s *step.Step, start time.Time, res step.Result) {
	if e.ended {
		return
	}
	e.ranHere = append(e.ranHere, StepReport{Step: s.Op.Userland.Indexed(), Duration: time.Since(start), Failed: res.Err != nil})
	op := s.Op
	op.Op, op.Timing, op.Data, op.Error = opStepRun, step.Since(start), res.Data, res.Err
	e.running = nil
	if res.Err != nil {
		e.flush(func() { e.failed(op) })
		return
	}
	if op.Data == nil {
		op.Data = json.RawMessage("null")
	}
	if e.checkpoint == nil || e.call.Context.Attempt > 0 {
		e.finish(Outcome{Ops: append(e.unsent(), op)})
		return
	}
	e.keep(s, op)
}

// failed reports a step that threw.
func (e *Execution) failed(op step.Op) {
	noRetry, after := e.retry(op.Error)
	op.Op = opStepError
	if noRetry || e.call.Context.last() {
		op.Op = opStepFailed
		// The error a second time, in the place of a result: the server's
		// own page shows it from there.
		text, err := json.Marshal(map[string]any{
			"__serialized": true, "name": op.Error.Name, "message": op.Error.Message, "stack": "",
		})
		if err == nil {
			op.Data = text
		}
	}
	op.Error.Serialized = true
	e.finish(Outcome{Ops: []step.Op{op}, NoRetry: noRetry, RetryAfter: after})
}

// retry says whether an error may be retried, and when.
func (e *Execution) retry(err *step.Error) (no bool, after string) {
	switch {
	case err.NoRetry, err.Name == nestedStepError:
		return true, ""
	case err.Memoized != "" && err.Memoized == e.rejected:
		return true, ""
	case e.lastIsLast && e.call.Context.last():
		return true, ""
	}
	return false, err.RetryAfter
}

// Settled implements step.Engine.
func (e *Execution) Settled(res step.Result) {
	if e.ended {
		return
	}
	e.settled = &res
	if e.running == nil && !e.busy {
		e.complete(res)
	}
}

// complete answers with what the handler returned or threw.
func (e *Execution) complete(res step.Result) {
	if res.Err != nil {
		e.flush(func() {
			noRetry, after := e.retry(res.Err)
			e.finish(Outcome{Error: res.Err, NoRetry: noRetry, RetryAfter: after})
		})
		return
	}
	if open := e.unreported(); len(open) > 0 && !e.targeted() && !e.leave {
		e.flush(func() { e.report(open) })
		return
	}
	e.Outcome.Dropped = e.dropped()
	if e.checkpoint != nil {
		data := res.Data
		if data == nil {
			data = json.RawMessage("null")
		}
		e.finish(Outcome{Ops: append(e.unsent(), step.Op{ID: step.Hash("complete"), Op: opRunComplete, Data: data})})
		return
	}
	e.finish(Outcome{Data: res.Data})
}

// unreported are the new steps that no result is known of.
func (e *Execution) unreported() []*step.Step {
	var open []*step.Step
	for _, s := range e.planned {
		if !s.Recorded {
			open = append(open, s)
		}
	}
	return open
}

// dropped are the new steps that nobody has heard of when the function
// returns: those found since the last recorded step was resolved, as an
// earlier call would have come no further than to its resolution.
func (e *Execution) dropped() []string {
	if e.targeted() {
		return nil // all but the one asked for are somebody else's
	}
	var ids []string
	for _, s := range e.planned[e.told:] {
		if slices.Contains(e.fresh, s) {
			ids = append(ids, s.Op.Userland.Indexed())
		}
	}
	return ids
}

// Stalled implements step.Engine.
func (e *Execution) Stalled() {
	switch {
	case e.ended || e.busy:
	case e.running != nil:
		s := e.running
		e.ran(s, time.Now(), step.Result{Err: never(fmt.Sprintf("step %q", s.Op.Userland.Indexed()))})
	case len(e.waiting) > 0 || len(e.fresh) > 0 || e.settled != nil:
		e.Drained(0)
	case e.targeted():
		e.missing()
	default:
		e.finish(Outcome{Error: never("the function")})
	}
}

// never is the error of code that nothing can wake up.
func never(what string) *step.Error {
	return &step.Error{Name: "NeverSettledError", Serialized: true, Message: what +
		" waits for something that can never happen: it awaits a promise that nothing in flight will settle. Look for a promise whose resolve is never called."}
}

// Answer implements step.Engine.
func (e *Execution) Answer() step.Answer {
	header := http.Header{"Content-Type": {"application/json"}}
	e.Outcome.header(header)
	a := step.Answer{Status: e.Outcome.status(), Headers: make(map[string]string, len(header))}
	for name := range header {
		a.Headers[strings.ToLower(name)] = header.Get(name)
	}
	if body, err := e.Outcome.body(); err == nil {
		a.Body = string(body)
	}
	return a
}

func (e *Execution) finish(o Outcome) {
	if e.ended {
		return
	}
	e.ended = true
	for _, stop := range []func(){e.stopGrace, e.stopMissing} {
		if stop != nil {
			stop()
		}
	}
	o.Version, o.Ran, o.Dropped = e.version, e.ranHere, e.Outcome.Dropped
	e.Outcome = o
	e.host.Finish()
}

// failure is the outcome of a call that its isolate could not finish.
func failure(version int, err error) Outcome {
	return Outcome{Version: version, Error: &step.Error{Name: errorName(err), Message: err.Error(), Serialized: true}}
}

func errorName(err error) string {
	var timeout interface{ Timeout() bool }
	switch {
	case errors.As(err, &timeout) && timeout.Timeout():
		return "TimeoutError"
	case errors.Is(err, context.Canceled):
		return "AbortError"
	}
	return "Error"
}
