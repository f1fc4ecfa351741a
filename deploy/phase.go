package deploy

import (
	"errors"
	"fmt"
	"time"

	"systembus/deploy/kube"
)

// A Phase is a part of a deploy.
type Phase string

// The phases, in their order. Rollback follows only upon a failure.
const (
	Preflight Phase = "preflight"
	Build     Phase = "build"
	Push      Phase = "push"
	Apply     Phase = "apply"
	Rollout   Phase = "rollout"
	Probe     Phase = "probe"
	Verify    Phase = "verify"
	Finish    Phase = "finish"
	Rollback  Phase = "rollback"
)

// Phases are those of a deploy that goes well.
func Phases() []Phase {
	return []Phase{Preflight, Build, Push, Apply, Rollout, Probe, Verify, Finish}
}

// Next is the phase that follows, or "".
func (p Phase) Next() Phase {
	all := Phases()
	for i, phase := range all[:len(all)-1] {
		if phase == p {
			return all[i+1]
		}
	}
	return ""
}

// rolledBack is what going back adds to the exit code.
const rolledBack = 20

// Code is the exit code of a deploy that fails in the phase.
func (p Phase) Code() int {
	for i, phase := range Phases() {
		if phase == p {
			return 10 + i
		}
	}
	return 10 + len(Phases())
}

// A Kind is what an Event tells of.
type Kind string

// The kinds of events.
const (
	// Started and Done frame a phase; Done's text is what came of it.
	Started Kind = "started"
	Done    Kind = "done"
	// Failed ends a phase that did not go well.
	Failed Kind = "failed"
	// Saying is what is happening at the moment, which the next one replaces.
	Saying Kind = "saying"
	// Noted is something that has happened, Warned something to know.
	Noted  Kind = "noted"
	Warned Kind = "warned"
)

// An Event is something that a deploy tells while it goes on.
type Event struct {
	Phase Phase
	Kind  Kind
	Text  string
	// Elapsed is the time since the phase began.
	Elapsed time.Duration
}

// progress is how a phase tells of itself.
type progress struct {
	deploy  *Deploy
	phase   Phase
	begin   time.Time
	detail  string
	skipped bool
	said    string
}

func (p *progress) event(kind Kind, text string) {
	p.deploy.Report(Event{Phase: p.phase, Kind: kind, Text: text, Elapsed: time.Since(p.begin)})
}

// say tells what is happening now, once.
func (p *progress) say(text string) {
	if text != p.said {
		p.said = text
		p.event(Saying, text)
	}
}

func (p *progress) note(text string) { p.event(Noted, text) }

func (p *progress) skip(why string) { p.skipped, p.detail = true, why }

// warn tells something to know, and keeps it for the result.
func (d *Deploy) warn(phase Phase, text string) {
	d.result.Warnings = append(d.result.Warnings, text)
	d.Report(Event{Phase: phase, Kind: Warned, Text: text})
}

// A Problem is an error with what to do about it.
type Problem struct {
	Err error
	// Do is what to do.
	Do string
}

// Error is the error's.
func (p *Problem) Error() string { return p.Err.Error() }

// Unwrap is the error.
func (p *Problem) Unwrap() error { return p.Err }

// Hint says what to do.
func (p *Problem) Hint() string { return p.Do }

func problem(hint, format string, args ...any) error {
	return &Problem{fmt.Errorf(format, args...), hint}
}

// A PhaseError is why a deploy failed, and what became of it.
type PhaseError struct {
	Phase Phase
	Err   error
	// Interrupted says that the deploy was told to end.
	Interrupted bool
	// RolledBack says that what was there before is there again, and works.
	RolledBack bool
	// After is what became of going back: nil when that went well, or was not
	// tried. Stays says what is in the cluster when it did not.
	After error
	Stays string
}

// Error says in which phase what happened.
func (e *PhaseError) Error() string {
	if e.Interrupted {
		return "interrupted"
	}
	return e.Err.Error()
}

// Unwrap is the cause.
func (e *PhaseError) Unwrap() error { return e.Err }

// Code is the program's exit code.
func (e *PhaseError) Code() int {
	if e.RolledBack {
		return e.Phase.Code() + rolledBack
	}
	return e.Phase.Code()
}

// Hint says what to do, or is "".
func (e *PhaseError) Hint() string {
	var checks *ChecksError
	if e.Interrupted || errors.As(e.Err, &checks) { // the checks have hints of their own
		return ""
	}
	return hint(e.Err)
}

// hint is what an error itself says to do, or "".
func hint(err error) string {
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		return hinted.Hint()
	}
	if failure, ok := errors.AsType[*kube.Failure](err); ok {
		return failure.Hint
	}
	return ""
}

// Details are further lines for people: what Kubernetes said, events, the log,
// or what was found on a way that leads nowhere.
func (e *PhaseError) Details() []string {
	failure, ok := errors.AsType[*kube.Failure](e.Err)
	if !ok {
		var detailed interface{ Details() []string }
		if errors.As(e.Err, &detailed) {
			return detailed.Details()
		}
		return nil
	}
	var lines []string
	if failure.Pod != "" {
		lines = append(lines, "pod "+failure.Pod)
	}
	if failure.Said != "" {
		lines = append(lines, failure.Said)
	}
	for _, event := range failure.Events {
		if event != failure.Said {
			lines = append(lines, "event "+event)
		}
	}
	for _, line := range failure.Log {
		lines = append(lines, "│ "+line)
	}
	return lines
}
