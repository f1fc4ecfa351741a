package deploy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"systembus/bundler"
	"systembus/host/inngest"
)

// Limits of looking at runs.
const (
	runPause = 500 * time.Millisecond
	// watchPause is that between two looks while runs are watched.
	watchPause = 2 * time.Second
	// spike is how many failed runs are too many to be chance, when they are
	// also more than twice those of as long a time before.
	spike = 3
)

// A Trial is an event that was sent to see whether functions run.
type Trial struct {
	Event string        `json:"event"`
	Runs  []inngest.Run `json:"runs"`
}

// Watched is how runs went after a deploy.
type Watched struct {
	Seconds float64 `json:"seconds"`
	// Completed and Failed are the runs that ended meanwhile, FailedBefore
	// those that failed in as long a time before.
	Completed    int `json:"completed"`
	Failed       int `json:"failed"`
	FailedBefore int `json:"failedBefore"`
}

// starts says whether an event starts one of the functions; a trigger may end
// in "*".
func starts(functions []bundler.Function, event string) bool {
	return slices.ContainsFunc(functions, func(f bundler.Function) bool {
		return slices.ContainsFunc(f.Triggers, func(t bundler.Trigger) bool {
			prefix, wild := strings.CutSuffix(t.Event, "*")
			return t.Event != "" && t.Event == event || wild && strings.HasPrefix(event, prefix)
		})
	})
}

// try sends the event that was asked for, and wants all runs that it starts to
// complete.
func (d *Deploy) try(ctx context.Context, p *progress) error {
	if d.Event == "" {
		return nil
	}
	event, err := json.Marshal(map[string]any{"name": d.Event, "data": map[string]any{"deploy": d.result.ID}})
	if err != nil {
		return err
	}
	ids, err := d.Inngest.Send(ctx, event, inngest.SendOptions{})
	if errors.Is(err, inngest.ErrNoEventKey) {
		return problem("It is read from the environment, or from the Secret "+d.secretName()+".", "the event %s cannot be sent: INNGEST_EVENT_KEY is not known", d.Event)
	}
	if err != nil {
		return err
	}
	p.say("waiting for the runs of the event " + d.Event)
	d.result.Trial = &Trial{Event: d.Event}
	deadline, asking := time.Now().Add(d.Timeout), error(nil)
	for time.Now().Before(deadline) {
		var runs []inngest.Run
		if runs, asking = d.Inngest.EventRuns(ctx, d.bundle.App, ids[0]); asking == nil {
			d.result.Trial.Runs = runs
			if done, err := d.tried(ctx, p); done || err != nil {
				return err
			}
		}
		if err := wait(ctx, min(runPause, time.Until(deadline))); err != nil {
			return err
		}
	}
	if asking != nil {
		return problem("Does the Inngest server still answer?", "the runs of the event %s are not known: %w", d.Event, asking)
	}
	for _, run := range d.result.Trial.Runs {
		if !run.Ended() {
			return d.unended(ctx, run)
		}
	}
	return problem("Does another app take it, or does a condition of the trigger leave it out?", "the event %s has started no run of %s within %s", d.Event, d.bundle.App, d.Timeout)
}

// unended says where a run is that has not ended in time.
func (d *Deploy) unended(ctx context.Context, run inngest.Run) error {
	if why := d.failure(ctx, run); why != "" {
		return problem("Mend what fails, or let it be tried for longer with --timeout; the worker's log has the stack.",
			"the run of %s, which the event %s started, fails and is tried again: after %s, %s", run.Function, d.Event, d.Timeout, why)
	}
	return problem("`host deploy status` shows where it is. Is it longer than --timeout?", "the run of %s, which the event %s started, has not ended after %s: it is %s", run.Function, d.Event, d.Timeout, run.Status)
}

// failure is the last try of a run that failed, for people, or "" when none
// did or the server does not tell.
func (d *Deploy) failure(ctx context.Context, run inngest.Run) string {
	last, err := d.Inngest.LastFailure(ctx, run.ID)
	if err != nil || last == nil {
		return ""
	}
	return last.String()
}

// tried says whether the runs of the trial have all completed, and tells of
// those that are tried again.
func (d *Deploy) tried(ctx context.Context, p *progress) (done bool, err error) {
	runs := d.result.Trial.Runs
	for _, run := range runs {
		if run.Ended() {
			continue
		}
		if why := d.failure(ctx, run); why != "" {
			p.say(run.Function + " is tried again: " + why)
		}
		return false, nil
	}
	for _, run := range runs {
		if run.Status == "COMPLETED" {
			continue
		}
		why := ""
		if last := d.failure(ctx, run); last != "" {
			why = ": " + last
		}
		return true, problem("The Inngest server shows the run's error and the worker's log has its stack.", "the run %s of %s, which the event %s started, is %s%s", run.ID, run.Function, d.Event, run.Status, why)
	}
	return len(runs) > 0, nil
}

// watchRuns looks at the app's runs for as long as it was asked to, and wants
// no spike of failures.
func (d *Deploy) watchRuns(ctx context.Context, p *progress) error {
	if d.WatchRuns == 0 {
		return nil
	}
	began := time.Now()
	earlier, err := d.Inngest.EndedRuns(ctx, d.bundle.App, began.Add(-d.WatchRuns))
	if err != nil {
		return err
	}
	known := map[string]bool{}
	watched := &Watched{}
	for _, run := range earlier {
		known[run.ID] = true
		if run.Status == "FAILED" {
			watched.FailedBefore++
		}
	}
	d.result.Watched = watched
	for {
		left := d.WatchRuns - time.Since(began)
		p.say(fmt.Sprintf("watching runs for %s more: %d completed, %d failed", max(0, left).Round(time.Second), watched.Completed, watched.Failed))
		if err := wait(ctx, min(watchPause, max(0, left))); err != nil {
			return err
		}
		runs, err := d.Inngest.EndedRuns(ctx, d.bundle.App, began.Add(-d.WatchRuns))
		if err != nil {
			return err
		}
		watched.count(runs, known)
		watched.Seconds = seconds(time.Since(began))
		if err := watched.judge(runs, known); err != nil || left <= 0 {
			return err
		}
	}
}

// count takes the runs that were not known.
func (w *Watched) count(runs []inngest.Run, known map[string]bool) {
	w.Completed, w.Failed = 0, 0
	for _, run := range runs {
		switch {
		case known[run.ID]:
		case run.Status == "FAILED":
			w.Failed++
		default:
			w.Completed++
		}
	}
}

// judge finds a spike, and names the functions that fail.
func (w *Watched) judge(runs []inngest.Run, known map[string]bool) error {
	if w.Failed < spike || w.Failed <= 2*w.FailedBefore {
		return nil
	}
	failing := map[string]bool{}
	for _, run := range runs {
		if !known[run.ID] && run.Status == "FAILED" {
			failing[run.Function] = true
		}
	}
	return problem("The Inngest server shows the runs' errors, and the worker's log their stacks.",
		"%d runs have failed in the %s since, of %s; before it were %d in as long a time", w.Failed,
		time.Duration(w.Seconds*float64(time.Second)).Round(time.Second), strings.Join(slices.Sorted(maps.Keys(failing)), ", "), w.FailedBefore)
}
