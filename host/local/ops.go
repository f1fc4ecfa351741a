package local

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"systembus/jsapi/step"
)

// A planned op is one that a function reported.
type planned struct {
	step.Op
	// race says that the function goes on as soon as this step has ended, not
	// only when all that were reported with it have.
	race bool
}

// title is what people see.
func (p planned) title() string {
	id := ""
	if p.Userland != nil {
		id = p.Userland.ID
	}
	return cmp.Or(p.DisplayName, id, p.Name, p.ID)
}

// opcodes are those the server knows (of SDKs this project serves).
var opcodes = map[string]bool{
	"None": true, "Step": true, "StepRun": true, "StepError": true, "StepFailed": true, "StepPlanned": true,
	"Sleep": true, "WaitForEvent": true, "InvokeFunction": true, "AIGateway": true, "Gateway": true,
	"WaitForSignal": true, "RunComplete": true, "DiscoveryRequest": true, "DeferAdd": true, "DeferAbort": true,
}

// lazy ops ride along with others and do not make a plan parallel.
func (p planned) lazy() bool { return p.Op.Op == "DeferAdd" || p.Op.Op == "DeferAbort" }

// plans reports whether an op asks for something rather than telling of it.
func (p planned) plans() bool {
	switch p.Op.Op {
	case "StepPlanned", "Sleep", "WaitForEvent", "WaitForSignal", "InvokeFunction", "Gateway", "AIGateway":
		return true
	}
	return false
}

// apply does what the ops of an answer ask for. The lock is held.
func (e *Executor) apply(ctx context.Context, calls *sync.WaitGroup, j *job, o outcome) {
	r := j.run
	delete(r.jobs, j)
	r.note(o)
	var ids []string
	plan := false
	for _, op := range o.ops {
		if !op.lazy() {
			ids = append(ids, op.ID)
		}
		plan = plan || op.plans()
	}
	if len(ids) > 1 {
		r.plan = true
		if plan && r.version >= 2 {
			for _, id := range ids {
				if _, done := r.memo[id]; !done {
					r.pending[id] = true
				}
			}
		}
	}
	if len(ids) == 0 {
		e.discover(r, "lazy-"+j.id)
	}
	// Waits come first, so that an event sent by a step of the same answer
	// finds its waiter.
	ops := slices.Clone(o.ops)
	slices.SortStableFunc(ops, func(a, b planned) int {
		return cmp.Compare(b2i(b.Op.Op == "WaitForEvent"), b2i(a.Op.Op == "WaitForEvent"))
	})
	for _, op := range ops {
		if r.ended() {
			return
		}
		if err := e.applyOp(ctx, calls, j, op, o); err != nil {
			e.finish(r, Failed, nil, err, err.Name)
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// applyOp does one op. An error fails the run.
func (e *Executor) applyOp(ctx context.Context, calls *sync.WaitGroup, j *job, op planned, o outcome) *step.Error {
	r := j.run
	switch op.Op.Op {
	case "None":
		return nil
	case "DeferAdd", "DeferAbort":
		e.logger.WarnContext(ctx, "deferred functions need a real Inngest server; the call to defer is ignored",
			"function", r.fn.id, "run", r.id)
		return nil
	case "Step", "StepRun":
		return e.concluded(j, op, mustJSON(map[string]json.RawMessage{"data": orNull(op.Data)}))
	case "StepError":
		if !o.noRetry && j.attempt+1 < r.fn.attempts {
			e.stepRetrying(j, op, o.retryAfter)
			return nil
		}
		return e.concluded(j, op, failedMemo(op.Error))
	case "StepFailed":
		return e.concluded(j, op, failedMemo(op.Error))
	case "RunComplete":
		if len(op.Data) > maxOutput {
			return tooLarge("the function's output")
		}
		e.finish(r, Completed, orNull(op.Data), nil, "")
		return nil
	case "DiscoveryRequest":
		e.discover(r, op.ID)
		return nil
	}
	if len(op.Opts) > maxOutput {
		return tooLarge(fmt.Sprintf("the input of step %q", op.title()))
	}
	if _, done := r.memo[op.ID]; done || !r.once("plan:"+op.ID) {
		return nil
	}
	if len(r.steps) >= maxSteps && r.byID[op.ID] == nil {
		return tooManySteps()
	}
	s := r.step(op)
	switch op.Op.Op {
	case "StepPlanned":
		s.Op = "StepRun"
		e.notify(r.aboutStep(StepPlanned, s))
		e.enqueue(&job{id: newJobID(), run: r, step: op.ID, op: op, from: j.from}, e.clock.Now())
		return nil
	case "Sleep":
		return e.sleep(r, op)
	case "WaitForEvent":
		return e.waitForEvent(r, op)
	case "WaitForSignal":
		return e.waitForSignal(r, op)
	case "InvokeFunction":
		return e.invokeFunction(r, op)
	default: // Gateway, AIGateway
		return e.gateway(ctx, calls, r, op)
	}
}

// concluded records a step that a call ran, and carries on.
func (e *Executor) concluded(j *job, op planned, memo json.RawMessage) *step.Error {
	e.timed(j, op)
	if j.op.race {
		op.race = true // the plan said so; the report need not
	}
	return e.conclude(j.run, op, memo)
}

// timed notes the attempt and the start of a step that a call tells of.
func (e *Executor) timed(j *job, op planned) *Step {
	s := j.run.step(op)
	s.Op, s.Attempts = "StepRun", j.attempt+1
	if op.Timing != nil && s.StartedAt.IsZero() {
		s.StartedAt = e.clock.Now().Add(-time.Duration(op.Timing.Duration))
	}
	return s
}

// conclude records how a step ended, in wire form, and calls the function
// again when nothing that belongs with it is open.
func (e *Executor) conclude(r *run, op planned, memo json.RawMessage) *step.Error {
	if fault := e.record(r, op, memo); fault != nil {
		return fault
	}
	if len(r.pending) > 0 && !op.race {
		return nil
	}
	was := r.plan
	if r.version >= 2 {
		r.plan = false
	}
	j := e.discover(r, op.ID)
	// The server, too, keeps on asking for plans in the call that follows a
	// sleep, and only in that one.
	if j != nil && op.Op.Op == "Sleep" {
		j.plan = was
	}
	return nil
}

// record keeps how a step ended. The first report counts.
func (e *Executor) record(r *run, op planned, memo json.RawMessage) *step.Error {
	delete(r.pending, op.ID)
	if _, done := r.memo[op.ID]; done {
		return nil
	}
	s := r.step(op)
	switch {
	case len(r.stack) >= maxSteps:
		return tooManySteps()
	case len(memo) > maxOutput:
		return tooLarge(fmt.Sprintf("the output of step %q", s.Name))
	case r.size+len(memo) > maxState:
		return &step.Error{Name: "InngestErrStateOverflowed",
			Message: fmt.Sprintf("the outputs of the run's steps are together larger than %d MiB", maxState>>20)}
	}
	r.memo[op.ID] = memo
	r.size += len(memo)
	r.stack = append(r.stack, op.ID)

	s.EndedAt = e.clock.Now()
	if s.StartedAt.IsZero() {
		s.StartedAt = s.EndedAt
	}
	s.Attempts = max(s.Attempts, 1)
	output, thrown := split(op, memo)
	n := r.aboutStep(StepFinished, s)
	s.Status, s.Output, s.Error = Completed, output, nil
	if thrown != nil {
		n.Kind = StepFailed
		s.Status, s.Output, s.Error = Failed, nil, thrown
	}
	n.Status, n.Output, n.Error = s.Status, s.Output, s.Error
	if thrown != nil && op.Error != nil { // with the code, which is not recorded
		n.Error = op.Error
	}
	n.Duration, n.Attempt = s.EndedAt.Sub(s.StartedAt), s.Attempts-1
	e.notify(n)
	return nil
}

// split reads a recorded step: an output or an error. The outcome of a sleep
// or a wait is recorded bare, that of others under "data" or "error".
func split(op planned, memo json.RawMessage) (json.RawMessage, *step.Error) {
	switch op.Op.Op {
	case "Sleep", "WaitForEvent", "WaitForSignal":
		return memo, nil
	}
	var m struct {
		Data  json.RawMessage `json:"data"`
		Error *step.Error     `json:"error"`
	}
	if json.Unmarshal(memo, &m) != nil {
		return memo, nil
	}
	if m.Error != nil {
		return nil, m.Error
	}
	return m.Data, nil
}

// stepRetrying runs a step again later.
func (e *Executor) stepRetrying(j *job, op planned, retryAfter string) {
	r := j.run
	s := e.timed(j, op)
	s.Error, s.Status = op.Error, Queued
	n := r.aboutStep(StepRetrying, s)
	n.Attempt, n.Error = j.attempt, op.Error
	if op.Timing != nil {
		n.Duration = time.Duration(op.Timing.Duration)
	}
	n.Until = e.retry(j, retryAfter)
	e.notify(n)
}

// discover calls the function to learn what comes next after a step, once.
func (e *Executor) discover(r *run, from string) *job {
	if !r.once("discover:" + from) {
		return nil
	}
	j := &job{id: newJobID(), run: r, step: "step", from: from}
	e.enqueue(j, e.clock.Now())
	return j
}

func newJobID() string { return ulid.Make().String() }

// orNull is JSON for a value that may be undefined.
func orNull(v json.RawMessage) json.RawMessage {
	if len(v) == 0 {
		return json.RawMessage("null")
	}
	return v
}

// failedMemo is the wire form of a step that failed.
func failedMemo(err *step.Error) json.RawMessage {
	if err == nil {
		err = &step.Error{Name: "Error", Message: "the step failed and did not say why"}
	}
	// The server keeps these four fields and no others.
	kept := step.Error{Name: err.Name, Message: err.Message, Stack: err.Stack, Cause: err.Cause}
	return mustJSON(map[string]step.Error{"error": kept})
}

func errorMemo(name, message string) json.RawMessage {
	return failedMemo(&step.Error{Name: name, Message: message})
}

func tooManySteps() *step.Error {
	return &step.Error{Name: "InngestErrFunctionOverflowed",
		Message: fmt.Sprintf("the function run exceeded the step limit of %d steps", maxSteps)}
}

func tooLarge(what string) *step.Error {
	return &step.Error{Name: "InngestErrOutputTooLarge",
		Message: fmt.Sprintf("%s is larger than %d MiB; store it elsewhere and return where it is", what, maxOutput>>20)}
}
