package local

import (
	"cmp"
	"encoding/json"
	"fmt"
	"time"

	"systembus/jsapi/step"
)

// A wait is a step that something outside the run ends.
type wait struct {
	run *run
	op  planned
	// event and match say which event ends it; signal which signal. All are
	// empty for an invoked function, whose end does.
	event  string
	match  *expression
	signal string
	// late is what the step gives when nothing came in time.
	late  json.RawMessage
	timer *timer
}

// hold registers a wait that ends at a time.
func (e *Executor) hold(w *wait, until time.Time) {
	w.run.waits[w] = true
	e.waits[w] = true
	if w.signal != "" {
		e.signals[w.signal] = w
	}
	w.timer = e.at(until, func() { e.resume(w, w.late) })
}

// let forgets a wait.
func (e *Executor) let(w *wait) {
	delete(w.run.waits, w)
	delete(e.waits, w)
	if e.signals[w.signal] == w {
		delete(e.signals, w.signal)
	}
	e.drop(w.timer)
}

// resume ends a wait with what the step gives, in wire form.
func (e *Executor) resume(w *wait, memo json.RawMessage) {
	if !e.waits[w] {
		return
	}
	e.let(w)
	if fault := e.conclude(w.run, w.op, memo); fault != nil {
		e.finish(w.run, Failed, nil, fault, fault.Name)
	}
}

// sleep ends a step when its time has come.
func (e *Executor) sleep(r *run, op planned) *step.Error {
	var opts struct {
		Duration string `json:"duration"`
	}
	if fault := options(op, &opts); fault != nil {
		return fault
	}
	until, err := moment(e.clock.Now(), cmp.Or(opts.Duration, op.Name))
	if err != nil {
		return badStep(op, err)
	}
	s := r.step(op)
	s.Status, s.StartedAt = Running, e.clock.Now()
	n := r.aboutStep(StepSleeping, s)
	n.Until = until
	e.notify(n)
	r.holds++
	r.timeouts = append(r.timeouts, e.at(until, func() {
		r.holds--
		if fault := e.conclude(r, op, json.RawMessage("null")); fault != nil {
			e.finish(r, Failed, nil, fault, fault.Name)
		}
	}))
	return nil
}

// waitForEvent ends a step with an event, or with null.
func (e *Executor) waitForEvent(r *run, op planned) *step.Error {
	var opts struct {
		Event   string `json:"event"`
		If      string `json:"if"`
		Timeout string `json:"timeout"`
	}
	if fault := options(op, &opts); fault != nil {
		return fault
	}
	w := &wait{run: r, op: op, event: cmp.Or(opts.Event, op.Name), late: json.RawMessage("null")}
	if opts.If != "" {
		x, err := compileMatch(opts.If)
		if err != nil {
			return badStep(op, err)
		}
		w.match = x
	}
	return e.waiting(w, StepWaiting, w.event, opts.Timeout)
}

// waitForSignal ends a step with a signal's data, or with null. A signal has
// one waiter.
func (e *Executor) waitForSignal(r *run, op planned) *step.Error {
	var opts struct {
		Signal   string `json:"signal"`
		Timeout  string `json:"timeout"`
		Conflict string `json:"conflict"`
	}
	if fault := options(op, &opts); fault != nil {
		return fault
	}
	if opts.Signal == "" {
		return badStep(op, fmt.Errorf("the signal has no name"))
	}
	if other := e.signals[opts.Signal]; other != nil {
		if opts.Conflict != "replace" {
			return &step.Error{Name: "InngestErrSignalConflict", Message: fmt.Sprintf(
				"step %q: the signal %q is being waited for by run %s; onConflict: \"replace\" takes it over",
				op.title(), opts.Signal, other.run.id)}
		}
		// The replaced wait goes on without its signal until it times out.
		other.signal = ""
	}
	return e.waiting(&wait{run: r, op: op, signal: opts.Signal, late: json.RawMessage("null")},
		StepWaiting, opts.Signal, opts.Timeout)
}

// invokeFunction starts another function and ends the step with what it
// returns or throws.
func (e *Executor) invokeFunction(r *run, op planned) *step.Error {
	var opts struct {
		FunctionID string `json:"function_id"`
		Payload    Event  `json:"payload"`
		Timeout    string `json:"timeout"`
	}
	if fault := options(op, &opts); fault != nil {
		return fault
	}
	v, err := invocation(e.clock.Now(), opts.Payload, map[string]any{
		"fn_id": opts.FunctionID, "correlation_id": r.id + "." + op.ID, "name": op.title(),
		"source_app_id": r.fn.app, "source_fn_id": r.fn.uuid,
	})
	if err != nil {
		return badStep(op, err)
	}
	w := &wait{run: r, op: op, late: errorMemo("InngestInvokeTimeoutError", "Timed out waiting for invoked function to complete")}
	if fault := e.waiting(w, StepInvoking, opts.FunctionID, cmp.Or(opts.Timeout, "52w")); fault != nil {
		return fault
	}
	child, err := e.invoked(&v, w)
	if err == nil {
		r.step(op).Run = child.id
	} else if e.waits[w] {
		// As on a server, the step waits for a run that will never be.
		e.logger.Warn("step.invoke waits in vain", "run", r.id, "step", op.title(), "error", err)
	}
	return nil
}

// waiting begins a wait and tells of it.
func (e *Executor) waiting(w *wait, kind Kind, what, timeout string) *step.Error {
	now := e.clock.Now()
	until, err := moment(now, timeout)
	if err != nil {
		return badStep(w.op, err)
	}
	s := w.run.step(w.op)
	s.Status, s.StartedAt = Running, now
	n := w.run.aboutStep(kind, s)
	n.Message, n.Until = what, until
	e.notify(n)
	e.hold(w, until)
	return nil
}

// resumeBy ends the waits that an event ends.
func (e *Executor) resumeBy(v *Event) {
	for _, r := range e.order {
		for w := range r.waits {
			if w.event != v.Name || w.event == "" {
				continue
			}
			if w.match == nil || w.match.match(r.events[0].fields, v.fields) {
				e.resume(w, mustJSON(v))
			}
		}
	}
}

// Signal ends the step that waits for a signal and gives its run's id; ok is
// false when nothing waits for it. data is JSON.
func (e *Executor) Signal(signal string, data json.RawMessage) (runID string, ok bool) {
	e.mu.Lock()
	defer e.unlock()
	w := e.signals[signal]
	if w == nil {
		return "", false
	}
	if len(data) > 0 && !json.Valid(data) {
		data = mustJSON(string(data))
	}
	e.resume(w, mustJSON(map[string]any{"signal": signal, "data": orNull(data)}))
	return w.run.id, true
}

// options reads an op's opts.
func options(op planned, into any) *step.Error {
	if len(op.Opts) == 0 {
		return nil
	}
	if err := json.Unmarshal(op.Opts, into); err != nil {
		return badStep(op, err)
	}
	return nil
}

// badStep fails a run whose function asked for something impossible.
func badStep(op planned, err error) *step.Error {
	return &step.Error{Name: "Error", Message: fmt.Sprintf("%s step %q: %v", op.Op.Op, op.title(), err)}
}
