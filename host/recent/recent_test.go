package recent_test

import (
	"testing"
	"time"

	"systembus/host/recent"
)

func TestSnapshot(t *testing.T) {
	start := time.Unix(1_700_000_040, 0) // The start of a minute.
	var log recent.Log
	note := func(after time.Duration, fn string, took time.Duration, outcome recent.Outcome) {
		log.Note(recent.Call{Function: fn, At: start.Add(after), Took: took, Outcome: outcome})
	}
	for range 90 {
		note(0, "a", time.Millisecond, recent.Completed)
	}
	for range 10 {
		note(30*time.Second, "a", 4*time.Second, recent.Failed)
	}
	note(5*time.Minute, "b", time.Millisecond, recent.Progressed)

	tests := []struct {
		name          string
		after         time.Duration
		calls, errors int64
		aCalls        int64
		first, last   int64
		slow          bool
	}{
		{"at once", 31 * time.Second, 100, 10, 100, 0, 100, false},
		{"five minutes on", 5 * time.Minute, 101, 10, 100, 0, 1, false},
		{"at the hour's edge", 59*time.Minute + 59*time.Second, 101, 10, 100, 100, 0, false},
		{"the first minute is out", 60 * time.Minute, 1, 0, 0, 0, 0, false},
		{"all is out", 3 * time.Hour, 0, 0, 0, 0, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := log.Snapshot(start.Add(tt.after))
			if got.Calls != tt.calls || got.Errors != tt.errors {
				t.Errorf("%d calls, %d errors; want %d, %d", got.Calls, got.Errors, tt.calls, tt.errors)
			}
			if n := got.Functions["a"].Calls; n != tt.aCalls {
				t.Errorf("a has %d calls, want %d", n, tt.aCalls)
			}
			if got.Functions["a"].Last.Outcome != recent.Failed {
				t.Errorf("a's last outcome is %q: it is kept past the hour", got.Functions["a"].Last.Outcome)
			}
			if len(got.Minutes) != recent.Span || got.Minutes[0].Calls != tt.first || got.Minutes[recent.Span-1].Calls != tt.last {
				t.Errorf("%d minutes, the first with %d calls and the last with %d; want %d, %d, %d",
					len(got.Minutes), got.Minutes[0].Calls, got.Minutes[recent.Span-1].Calls, recent.Span, tt.first, tt.last)
			}
		})
	}

	got := log.Snapshot(start.Add(time.Minute))
	if got.P50 < time.Millisecond || got.P50 > 2*time.Millisecond {
		t.Errorf("p50 %v, want about 1ms", got.P50)
	}
	if got.P95 < 4*time.Second || got.P95 > 6*time.Second {
		t.Errorf("p95 %v, want about 4s", got.P95)
	}
}

// A slot of an hour ago is not added to.
func TestSlotsAreUsedAgain(t *testing.T) {
	var log recent.Log
	start := time.Unix(1_700_000_040, 0)
	log.Note(recent.Call{Function: "a", At: start, Outcome: recent.Failed})
	log.Note(recent.Call{Function: "a", At: start.Add(time.Hour), Took: 100 * time.Hour, Outcome: recent.Completed})
	got := log.Snapshot(start.Add(time.Hour))
	if got.Calls != 1 || got.Errors != 0 || got.Functions["a"].Calls != 1 || got.Functions["a"].Errors != 0 {
		t.Errorf("got %+v", got)
	}
	if got.P95 < 30*time.Minute {
		t.Errorf("p95 of a call of 100 hours is %v", got.P95)
	}
}
