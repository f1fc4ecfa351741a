package local

import (
	"encoding/json"
	"slices"
	"time"

	"systembus/jsapi/step"
)

// Status is how far a run or a step has come.
type Status string

// The statuses of runs; steps use all but Cancelled.
const (
	Queued    Status = "Queued"
	Running   Status = "Running"
	Completed Status = "Completed"
	Failed    Status = "Failed"
	Cancelled Status = "Cancelled"
)

// A Run is a snapshot of one run of a function.
type Run struct {
	// ID is a ULID.
	ID string `json:"id"`
	// Function is the function's id with the app's prefix, App the app's id.
	Function string `json:"function"`
	App      string `json:"app"`
	// Parent is the run whose step.invoke made this one.
	Parent string `json:"parent,omitempty"`
	Status Status `json:"status"`
	// Events are the events that triggered it: one, unless it is a batch.
	Events []Event `json:"events"`
	// QueuedAt is always set; StartedAt and EndedAt when it did.
	QueuedAt  time.Time `json:"queued_at"`
	StartedAt time.Time `json:"started_at,omitzero"`
	EndedAt   time.Time `json:"ended_at,omitzero"`
	// Output is what the function returned, of a Completed run.
	Output json.RawMessage `json:"output,omitempty"`
	// Error is why a run Failed or was Cancelled.
	Error *step.Error `json:"error,omitempty"`
	// Steps are in the order in which the executor first heard of them.
	Steps []Step `json:"steps"`
}

// A Step is a snapshot of one step of a run.
type Step struct {
	// ID is hashed; Name is what people see; Op is the opcode.
	ID     string `json:"id"`
	Name   string `json:"name"`
	Op     string `json:"op"`
	Status Status `json:"status"`
	// Attempts is how often it was tried.
	Attempts  int       `json:"attempts"`
	StartedAt time.Time `json:"started_at,omitzero"`
	EndedAt   time.Time `json:"ended_at,omitzero"`
	// Output is what a Completed step gave.
	Output json.RawMessage `json:"output,omitempty"`
	// Error is what it threw last.
	Error *step.Error `json:"error,omitempty"`
	// Run is the run that a step.invoke made.
	Run string `json:"run,omitempty"`
}

// run is the state of a run. The executor's lock guards it.
type run struct {
	id     string
	fn     *function
	events []Event
	parent string
	// invokes is the wait of the step.invoke that made the run.
	invokes *wait
	status  Status
	// version is the SDK's execution version, -1 until it has answered.
	version int
	// plan makes the SDK report steps instead of running them at once.
	plan bool
	// stack lists the steps that ended, in that order; memo has what they
	// gave, in wire form.
	stack []string
	memo  map[string]json.RawMessage
	// inputs are the edited arguments of steps that have not ended (Rerun).
	inputs map[string]json.RawMessage
	// pending are the steps of a parallel group that have not ended
	// (execution version 2).
	pending map[string]bool
	// known are the things already scheduled, so that a step reported twice
	// is done once.
	known map[string]bool
	jobs  map[*job]bool
	waits map[*wait]bool
	// timeouts are cancelled with the run.
	timeouts []*timer
	steps    []*Step
	byID     map[string]*Step
	// holds counts sleeps and gateway requests that have not ended.
	holds int
	size  int // bytes in memo
	// redrives counts answers without ops since the stack had redriven steps.
	redrives, redriven int
	priority           time.Duration
	keys               []limitKey

	queued, started, endedAt time.Time
	output                   json.RawMessage
	err                      *step.Error
	done                     chan struct{}
}

func (r *run) ended() bool {
	return r.status == Completed || r.status == Failed || r.status == Cancelled
}

// step gives the record of a step, making it when it is new.
func (r *run) step(op planned) *Step {
	s := r.byID[op.ID]
	if s == nil {
		s = &Step{ID: op.ID, Name: op.title(), Op: op.Op.Op, Status: Queued}
		r.byID[op.ID] = s
		r.steps = append(r.steps, s)
	}
	return s
}

// once reports whether key is new, and remembers it.
func (r *run) once(key string) bool {
	if r.known[key] {
		return false
	}
	r.known[key] = true
	return true
}

// snapshot copies what callers may see.
func (r *run) snapshot() Run {
	out := Run{
		ID: r.id, Function: r.fn.id, App: r.fn.app, Parent: r.parent, Status: r.status,
		Events: slices.Clone(r.events), QueuedAt: r.queued, StartedAt: r.started, EndedAt: r.endedAt,
		Output: r.output, Error: r.err, Steps: make([]Step, len(r.steps)),
	}
	for i, s := range r.steps {
		out.Steps[i] = *s
	}
	return out
}
