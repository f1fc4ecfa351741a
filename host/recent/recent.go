// Package recent remembers how calls went in the last hour, minute by minute
// and function by function, so that the status page has something to draw
// without a metrics database. What is older is forgotten.
package recent

import (
	"math"
	"sync"
	"time"
)

// Span is how many minutes are remembered.
const Span = 60

// buckets hold durations: bucket i those up to least * 2^(i/2). The last takes
// everything longer, which is past half an hour.
const (
	least   = 250 * time.Microsecond
	buckets = 48
)

// A Call is one call that was answered.
type Call struct {
	Function string
	RunID    string
	At       time.Time
	Took     time.Duration
	// Outcome is one of the constants below.
	Outcome Outcome
	// Error is what a failed call failed with, in one line.
	Error string
}

// An Outcome is how a call ended.
type Outcome string

const (
	// Completed: the function returned.
	Completed Outcome = "completed"
	// Progressed: steps ran or were planned, and the run goes on.
	Progressed Outcome = "progressed"
	// Failed: the function or a step threw, or the call could not be answered.
	Failed Outcome = "failed"
)

// A Log takes calls and gives the last hour. The zero value is ready, and its
// methods may be called from any goroutine.
type Log struct {
	mu        sync.Mutex
	minutes   [Span]minute
	functions map[string]*function
}

type minute struct {
	// number counts minutes since 1970: a slot with another number is stale.
	number        int64
	calls, errors int64
	took          [buckets]uint32
}

type function struct {
	last    Call
	minutes [Span]struct {
		number        int64
		calls, errors int64
	}
}

// Note takes one call.
func (l *Log) Note(c Call) {
	number := c.At.Unix() / 60
	slot := number % Span
	failed := int64(0)
	if c.Outcome == Failed {
		failed = 1
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	m := &l.minutes[slot]
	if m.number != number {
		*m = minute{number: number}
	}
	m.calls++
	m.errors += failed
	m.took[bucket(c.Took)]++

	f := l.functions[c.Function]
	if f == nil {
		if l.functions == nil {
			l.functions = map[string]*function{}
		}
		f = &function{}
		l.functions[c.Function] = f
	}
	f.last = c
	fm := &f.minutes[slot]
	if fm.number != number {
		fm.number, fm.calls, fm.errors = number, 0, 0
	}
	fm.calls++
	fm.errors += failed
}

// A Snapshot is the last hour.
type Snapshot struct {
	Calls  int64 `json:"calls"`
	Errors int64 `json:"errors"`
	// P50 and P95 are estimates from buckets that double every second step;
	// zero without calls.
	P50 time.Duration `json:"p50Ns"`
	P95 time.Duration `json:"p95Ns"`
	// Minutes are the Span minutes up to now, the oldest first.
	Minutes []Minute `json:"-"`
	// Functions are those that were called since the start, by id.
	Functions map[string]Function `json:"-"`
}

// A Minute is one minute of the hour.
type Minute struct {
	Start         time.Time
	Calls, Errors int64
	P50, P95      time.Duration
}

// A Function is what is known of one function: the last call, whenever it was,
// and how many there were in the hour.
type Function struct {
	Last          Call
	Calls, Errors int64
}

// Snapshot gives the hour that ends now.
func (l *Log) Snapshot(now time.Time) Snapshot {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := Snapshot{Functions: make(map[string]Function, len(l.functions))}
	var all [buckets]uint32
	last := now.Unix() / 60
	for number := last - Span + 1; number <= last; number++ {
		next := Minute{Start: time.Unix(number*60, 0)}
		if m := &l.minutes[number%Span]; m.number == number {
			next.Calls, next.Errors = m.calls, m.errors
			next.P50, next.P95 = quantile(&m.took, .5), quantile(&m.took, .95)
			for i, n := range m.took {
				all[i] += n
			}
			out.Calls += m.calls
			out.Errors += m.errors
		}
		out.Minutes = append(out.Minutes, next)
	}
	out.P50, out.P95 = quantile(&all, .5), quantile(&all, .95)
	for id, f := range l.functions {
		one := Function{Last: f.last}
		for _, m := range f.minutes {
			if m.number > last-Span && m.number <= last {
				one.Calls += m.calls
				one.Errors += m.errors
			}
		}
		out.Functions[id] = one
	}
	return out
}

func bucket(took time.Duration) int {
	if took <= least {
		return 0
	}
	return min(int(math.Ceil(2*math.Log2(float64(took)/float64(least)))), buckets-1)
}

// quantile is the upper bound of the bucket that holds the q-th part of calls.
func quantile(took *[buckets]uint32, q float64) time.Duration {
	total := uint64(0)
	for _, n := range took {
		total += uint64(n)
	}
	if total == 0 {
		return 0
	}
	rank, seen := uint64(math.Ceil(q*float64(total))), uint64(0)
	for i, n := range took {
		if seen += uint64(n); seen >= rank {
			return time.Duration(float64(least) * math.Pow(2, float64(i)/2))
		}
	}
	return 0
}
