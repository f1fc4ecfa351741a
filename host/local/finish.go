package local

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"systembus/jsapi/step"
)

// ErrUnknownRun is what Wait and Cancel give for an id of no run.
var ErrUnknownRun = errors.New("no such run")

// finish ends a run. result is what it returned, or the error in the form it
// came in; cause is a word for why a run failed. The lock is held.
func (e *Executor) finish(r *run, status Status, result json.RawMessage, err *step.Error, cause string) {
	if r.ended() {
		return
	}
	now := e.clock.Now()
	r.status, r.endedAt, r.err = status, now, err
	if status == Completed {
		r.output = result
	}
	for _, t := range r.timeouts {
		e.drop(t)
	}
	for j := range r.jobs {
		e.drop(j.timer)
	}
	for w := range r.waits {
		e.let(w)
	}
	clear(r.jobs)
	r.timeouts, r.holds = nil, 0
	for _, s := range r.steps {
		if s.EndedAt.IsZero() {
			s.Status = Cancelled
		}
	}

	n := r.about(RunFinished)
	n.Status, n.Output, n.Error = status, r.output, err
	if n.Duration = now.Sub(r.queued); !r.started.IsZero() {
		n.Duration = now.Sub(r.started)
	}
	e.notify(n)
	e.notices = append(e.notices, func() { close(r.done) })
	if w := r.invokes; w != nil {
		if err != nil {
			e.resume(w, failedMemo(err))
		} else {
			e.resume(w, mustJSON(map[string]json.RawMessage{"data": r.output}))
		}
	}
	e.announce(r, result, cause)
}

// announce sends the events that tell of a run's end, on which onFailure
// functions start. The ends of runs that such events started are not told.
func (e *Executor) announce(r *run, result json.RawMessage, cause string) {
	first := r.events[0]
	if first.Name == eventFailed || first.Name == eventFinished || first.Name == eventCancelled {
		return
	}
	data := map[string]any{
		"_inngest":    map[string]any{"status": r.status},
		"function_id": r.fn.id,
		"run_id":      r.id,
		"event":       first,
		"events":      r.events,
	}
	if len(result) > 0 {
		data["result"] = result
	}
	if r.err != nil {
		told := step.Error{Name: r.err.Name, Message: r.err.Message, Stack: r.err.Stack, Cause: r.err.Cause}
		data["error"] = struct {
			Cause string `json:"error"`
			step.Error
		}{cause, told}
	}
	e.tell(eventFinished, "", data)
	switch r.status {
	case Failed:
		e.tell(eventFailed, r.id, data)
	case Cancelled:
		e.tell(eventCancelled, r.id, data)
	}
}

// tell receives an event of the server's own.
func (e *Executor) tell(name, id string, data map[string]any) {
	v := Event{ID: id, Name: name, Data: mustJSON(data)}
	if err := v.complete(e.clock.Now(), ""); err != nil {
		e.logger.Error("an event of the executor's own is invalid", "event", name, "error", err)
		return
	}
	e.receive(v)
}

// cancelled ends a run that must not go on. A call in flight goes on to its
// end, and its answer counts for nothing, as on a server.
func (e *Executor) cancelled(r *run, why string) {
	if r.ended() {
		return
	}
	message := "function cancelled"
	if why != "" {
		message += ": " + why
	}
	e.finish(r, Cancelled, nil, &step.Error{Name: "Error", Message: message}, "function cancelled")
}

// cancelBy cancels the runs that an event cancels (cancelOn).
func (e *Executor) cancelBy(v *Event) {
	now := e.clock.Now()
	for _, r := range e.order {
		if r.ended() {
			continue
		}
		for _, c := range r.fn.cancel {
			if c.event != v.Name || c.within > 0 && now.Sub(r.queued) > c.within {
				continue
			}
			if c.match == nil || c.match.match(r.events[0].fields, v.fields) {
				e.cancelled(r, "by the event "+v.Name)
				break
			}
		}
	}
}

// Cancel ends a run; one that has ended stays as it is.
func (e *Executor) Cancel(ctx context.Context, runID string) error {
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx)
	}
	e.mu.Lock()
	defer e.unlock()
	r := e.runs[runID]
	if r == nil {
		return fmt.Errorf("%w: %s", ErrUnknownRun, runID)
	}
	e.cancelled(r, "")
	return nil
}

// Wait waits for a run to end, and until the observer has been told, and
// gives it. A run that failed is no error: see its Status.
func (e *Executor) Wait(ctx context.Context, runID string) (Run, error) {
	e.mu.Lock()
	r := e.runs[runID]
	e.unlock()
	if r == nil {
		return Run{}, fmt.Errorf("%w: %s", ErrUnknownRun, runID)
	}
	var err error
	select {
	case <-r.done:
	case <-ctx.Done():
		err = context.Cause(ctx)
	case <-e.stopped:
		err = ErrStopped
	}
	e.mu.Lock()
	defer e.unlock()
	if r.ended() {
		err = nil
	}
	return r.snapshot(), err
}

// Runs gives all runs, the oldest first. Of the ended ones only the latest
// thousand or two are kept.
func (e *Executor) Runs() []Run {
	e.mu.Lock()
	defer e.unlock()
	out := make([]Run, len(e.order))
	for i, r := range e.order {
		out[i] = r.snapshot()
	}
	return out
}

// Lookup gives a run as it is now.
func (e *Executor) Lookup(runID string) (Run, bool) {
	e.mu.Lock()
	defer e.unlock()
	r := e.runs[runID]
	if r == nil {
		return Run{}, false
	}
	return r.snapshot(), true
}
