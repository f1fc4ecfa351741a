package local

import (
	"cmp"
	"container/heap"
	"slices"
	"time"
)

// A timer is something to do at a time. The zero value is not scheduled.
type timer struct {
	at  time.Time
	seq uint64
	// background timers (cron schedules) are no reason to skip time.
	background bool
	// do runs on the goroutine of Run with the lock held.
	do func()
	// index is the timer's place in the heap, -1 when it is not in it.
	index int
}

// timers is a heap of timers, the earliest first, in the order they were set
// when their times are equal.
type timers []*timer

func (t timers) Len() int { return len(t) }
func (t timers) Less(i, j int) bool {
	if !t[i].at.Equal(t[j].at) {
		return t[i].at.Before(t[j].at)
	}
	return t[i].seq < t[j].seq
}
func (t timers) Swap(i, j int) {
	t[i], t[j] = t[j], t[i]
	t[i].index, t[j].index = i, j
}
func (t *timers) Push(x any) {
	it := x.(*timer)
	it.index = len(*t)
	*t = append(*t, it)
}
func (t *timers) Pop() any {
	last := len(*t) - 1
	it := (*t)[last]
	(*t)[last] = nil
	*t = (*t)[:last]
	it.index = -1
	return it
}

// at schedules do. The lock is held.
func (e *Executor) at(t time.Time, do func()) *timer {
	e.seq++
	it := &timer{at: t, seq: e.seq, do: do}
	heap.Push(&e.timers, it)
	e.poke()
	return it
}

// drop unschedules a timer; nil and fired timers are left alone.
func (e *Executor) drop(it *timer) {
	if it != nil && it.index >= 0 {
		heap.Remove(&e.timers, it.index)
	}
}

// fire does everything that is due. The lock is held.
func (e *Executor) fire() {
	for len(e.timers) > 0 && !e.timers[0].at.After(e.clock.Now()) {
		heap.Pop(&e.timers).(*timer).do()
	}
}

// next is the time of the next timer. With a skipping clock and nothing in
// flight, background timers do not count. ok is false when there is none.
func (e *Executor) next(idle bool) (t time.Time, ok bool) {
	if _, skips := e.clock.(*skipClock); !skips || !idle {
		if len(e.timers) == 0 {
			return t, false
		}
		return e.timers[0].at, true
	}
	for _, it := range e.timers {
		if !it.background && (!ok || it.at.Before(t)) {
			t, ok = it.at, true
		}
	}
	return t, ok
}

// A job is one call to make: discovery, or one planned step. It keeps its id
// through its retries.
type job struct {
	id  string
	run *run
	// step is "step" for discovery, else the hashed id of the step to run.
	step string
	// op is the plan of the step, for a targeted call.
	op planned
	// plan asks for plans in this call even when the run no longer does.
	plan bool
	// from is the step whose end led here; it gives stack.current.
	from string
	// attempt counts from 0; generation from 1, one for every dispatch.
	attempt, generation int
	// request is the id of the call in flight, empty when there is none.
	request string
	started time.Time
	// seq orders jobs that are ready at the same time.
	seq   uint64
	ready time.Time
	timer *timer
}

// enqueue makes a job ready at a time. The lock is held.
func (e *Executor) enqueue(j *job, at time.Time) {
	j.run.jobs[j] = true
	e.seq++
	j.seq, j.ready = e.seq, at
	if !at.After(e.clock.Now()) {
		e.ready = append(e.ready, j)
		e.poke()
		return
	}
	j.timer = e.at(at, func() {
		j.timer = nil
		e.ready = append(e.ready, j)
	})
}

// dispatch starts the calls that flow control lets start, in order of
// priority and then of age. The lock is held.
func (e *Executor) dispatch() {
	slices.SortStableFunc(e.ready, func(a, b *job) int {
		return cmp.Or(
			a.ready.Add(-a.run.priority).Compare(b.ready.Add(-b.run.priority)),
			cmp.Compare(a.seq, b.seq))
	})
	waiting := e.ready[:0]
	for _, j := range e.ready {
		switch {
		case j.run.ended():
		case e.inFlight < e.maxCalls && e.admit(j):
			e.inFlight++
			e.start(j)
		default:
			waiting = append(waiting, j)
		}
	}
	clear(e.ready[len(waiting):])
	e.ready = waiting
}

// poke wakes the goroutine of Run.
func (e *Executor) poke() {
	select {
	case e.wake <- struct{}{}:
	default:
	}
}
