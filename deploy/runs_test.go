package deploy

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"systembus/bundler"
	"systembus/host/inngest"
)

func TestStarts(t *testing.T) {
	functions := []bundler.Function{{Triggers: []bundler.Trigger{{Cron: "* * * * *"}, {Event: "a/x"}}}, {Triggers: []bundler.Trigger{{Event: "b/*"}}}}
	for event, want := range map[string]bool{"a/x": true, "a/y": false, "b/z": true, "b": false, "": false} {
		if got := starts(functions, event); got != want {
			t.Errorf("%s: got %v", event, got)
		}
	}
}

func TestTry(t *testing.T) {
	ended := func(status string) map[string]any {
		r := run("a", status)
		r["endedAt"] = time.Now()
		return r
	}
	for name, tt := range map[string]struct {
		runs   []map[string]any
		failed string
		want   string
	}{
		"completed": {[]map[string]any{ended("COMPLETED")}, "", ""},
		"failed":    {[]map[string]any{ended("COMPLETED"), ended("FAILED")}, "", "the run R-a of a, which the event test/a started, is FAILED"},
		"failed with an error": {[]map[string]any{ended("FAILED")}, "no card",
			`the run R-a of a, which the event test/a started, is FAILED: try 2 of the step "charge" failed: Error: no card`},
		"does not end": {[]map[string]any{run("a", "RUNNING")}, "", "the run of a, which the event test/a started, has not ended after 50ms: it is RUNNING"},
		"is tried again": {[]map[string]any{run("a", "RUNNING")}, "no card",
			`the run of a, which the event test/a started, fails and is tried again: after 50ms, try 2 of the step "charge" failed: Error: no card`},
		"starts nothing": {nil, "", "the event test/a has started no run of bus within 50ms"},
	} {
		t.Run(name, func(t *testing.T) {
			d := against(t, &peer{runs: map[string][]map[string]any{"event": tt.runs}, failed: tt.failed}, Options{Event: "test/a"})
			d.Timeout = 50 * time.Millisecond
			if got := said(d.try(t.Context(), &progress{deploy: d})); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if d.result.Trial == nil || len(d.result.Trial.Runs) != len(tt.runs) {
				t.Errorf("the result has %+v", d.result.Trial)
			}
		})
	}
	d := against(t, &peer{}, Options{})
	if err := d.try(t.Context(), &progress{deploy: d}); err != nil || d.result.Trial != nil {
		t.Errorf("without an event: %v, %+v", err, d.result.Trial)
	}
}

// TestWatched counts runs that ended since, and finds a spike in them.
func TestWatched(t *testing.T) {
	runs := func(failed, completed int) (all []inngest.Run) {
		for i := range failed {
			all = append(all, inngest.Run{ID: fmt.Sprint("F", i), Function: "a", Status: "FAILED"})
		}
		for i := range completed {
			all = append(all, inngest.Run{ID: fmt.Sprint("C", i), Function: "b", Status: "COMPLETED"})
		}
		return all
	}
	for _, tt := range []struct {
		before, failed, completed, wantFailed int
		spike                                 bool
	}{
		{0, 0, 5, 0, false},
		{0, 2, 0, 2, false},
		{0, 3, 9, 3, true},
		{2, 6, 0, 4, false}, // two of the six are those of before
		{2, 7, 0, 5, true},
	} {
		known := map[string]bool{}
		for _, r := range runs(tt.before, 0) {
			known[r.ID] = true
		}
		w := &Watched{FailedBefore: tt.before, Seconds: 60}
		all := runs(tt.failed, tt.completed)
		w.count(all, known)
		err := w.judge(all, known)
		if w.Failed != tt.wantFailed || w.Completed != tt.completed || (err != nil) != tt.spike {
			t.Errorf("%+v: got %+v, %v", tt, w, err)
		}
		if err != nil && !strings.HasPrefix(err.Error(), fmt.Sprintf("%d runs have failed in the 1m0s since, of a;", tt.wantFailed)) {
			t.Error(err)
		}
	}
}

// TestWatchRuns ends when the time is over.
func TestWatchRuns(t *testing.T) {
	r := run("a", "COMPLETED")
	r["endedAt"] = time.Now().Add(time.Hour)
	p := &peer{runs: map[string][]map[string]any{}}
	d := against(t, p, Options{WatchRuns: 20 * time.Millisecond})
	d.Report = func(e Event) {
		p.mu.Lock()
		p.runs["COMPLETED"] = []map[string]any{r} // since the watch began
		p.mu.Unlock()
	}
	if err := d.watchRuns(t.Context(), &progress{deploy: d}); err != nil {
		t.Error(err)
	}
	if w := d.result.Watched; w == nil || w.Completed != 1 || w.Failed != 0 {
		t.Errorf("got %+v", w)
	}
}

func TestReset(t *testing.T) {
	busy := map[string][]map[string]any{"RUNNING": {run("a", "RUNNING")}}
	for name, tt := range map[string]struct {
		peer  *peer
		allow bool
		want  string
		gone  int
	}{
		"idle":              {&peer{}, false, "", 1},
		"busy":              {&peer{runs: busy}, false, "the app bus has 1 run that has not ended, which would never go on", 0},
		"busy, and allowed": {&peer{runs: busy}, true, "", 1},
	} {
		d := against(t, tt.peer, Options{AllowRemove: tt.allow})
		if got := said(d.reset(t.Context(), &progress{deploy: d})); got != tt.want || len(tt.peer.deleted) != tt.gone {
			t.Errorf("%s: got %q, deleted %v", name, got, tt.peer.deleted)
		}
	}
}
