package local

import (
	"encoding/json"
	"time"

	"systembus/jsapi/step"
)

// A Kind says what a Notice tells of.
type Kind string

// The kinds of Notice, in the order in which a run gives them.
const (
	// EventReceived: an event was accepted. Event and Output (its data) are set.
	EventReceived Kind = "event.received"
	// RunSkipped: flow control kept a function from starting; Message says why.
	RunSkipped Kind = "run.skipped"
	// RunQueued: a run exists and waits for its turn.
	RunQueued Kind = "run.queued"
	// RunStarted: the first call of a run is on its way.
	RunStarted Kind = "run.started"
	// StepPlanned: the function reported a step that another call will run.
	StepPlanned Kind = "step.planned"
	// StepStarted: a planned step's call is on its way, or the executor began
	// a request of step.fetch or step.ai.infer.
	StepStarted Kind = "step.started"
	// StepSleeping: the function sleeps; Until is when it wakes.
	StepSleeping Kind = "step.sleeping"
	// StepWaiting: the function waits for the event or signal named in
	// Message; Until is when it gives up.
	StepWaiting Kind = "step.waiting"
	// StepInvoking: the function waits for the function named in Message.
	StepInvoking Kind = "step.invoking"
	// StepRetrying: the step failed and runs again at Until.
	StepRetrying Kind = "step.retrying"
	// StepFailed: the step failed for good; the function sees its Error.
	StepFailed Kind = "step.failed"
	// StepFinished: the step has its Output.
	StepFinished Kind = "step.finished"
	// RunRetrying: the function failed outside a step and runs again at Until.
	RunRetrying Kind = "run.retrying"
	// RunFinished: the run has ended; Status, Output and Error say how.
	RunFinished Kind = "run.finished"
	// Published: the function published Output to the channel and topic in
	// Message.
	Published Kind = "published"
)

// A Notice tells an Observer of one thing that happened. Fields that do not
// apply are zero.
type Notice struct {
	Kind Kind      `json:"kind"`
	Time time.Time `json:"time"`
	// Event is the event's name: the one received, or the one that triggered
	// the run.
	Event string `json:"event,omitempty"`
	// Run is the run's id, Function the function's id with the app's prefix.
	Run      string `json:"run,omitempty"`
	Function string `json:"function,omitempty"`
	// Parent is the run whose step.invoke made this run.
	Parent string `json:"parent,omitempty"`
	// Step is the step's display name, StepID its hashed id, Op its opcode.
	Step   string `json:"step,omitempty"`
	StepID string `json:"step_id,omitempty"`
	Op     string `json:"op,omitempty"`
	// Attempt counts from 0.
	Attempt int `json:"attempt"`
	// Duration is how long the run, the step or its last attempt took.
	Duration time.Duration `json:"duration,omitempty"`
	// Until is when a sleep, a wait or a pause before a retry ends.
	Until   time.Time       `json:"until,omitzero"`
	Status  Status          `json:"status,omitempty"`
	Output  json.RawMessage `json:"output,omitempty"`
	Error   *step.Error     `json:"error,omitempty"`
	Message string          `json:"message,omitempty"`
}

// An Observer is told what happens, one Notice at a time and in order. It may
// call the Executor. While it runs the executor may not go on, so it should
// not block.
type Observer func(Notice)

// notify queues a notice for the observer. The lock is held.
func (e *Executor) notify(n Notice) {
	if e.observer == nil {
		return
	}
	if n.Time.IsZero() {
		n.Time = e.clock.Now()
	}
	e.notices = append(e.notices, func() { e.observer(n) })
}

// unlock releases the lock, after telling the observer what was queued under
// it. Only one goroutine tells at a time, which keeps the order.
func (e *Executor) unlock() {
	if e.telling {
		e.mu.Unlock()
		return
	}
	e.telling = true
	for len(e.notices) > 0 {
		notices := e.notices
		e.notices = nil
		e.mu.Unlock()
		for _, tell := range notices {
			tell()
		}
		e.mu.Lock()
	}
	e.telling = false
	e.mu.Unlock()
}

// about is a notice about a run.
func (r *run) about(k Kind) Notice {
	return Notice{Kind: k, Run: r.id, Function: r.fn.id, Event: r.events[0].Name, Parent: r.parent}
}

// aboutStep is a notice about one of a run's steps.
func (r *run) aboutStep(k Kind, s *Step) Notice {
	n := r.about(k)
	n.Step, n.StepID, n.Op = s.Name, s.ID, s.Op
	return n
}
