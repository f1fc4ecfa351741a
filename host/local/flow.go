package local

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// flow is what flow control remembers under one key: starts for a rate limit,
// the next free slot of a throttle, a debounced event, an open batch, a
// singleton's run, or when an idempotency key was used.
type flow struct {
	starts []time.Time
	slot   time.Time
	since  time.Time
	events []Event
	timer  *timer
	run    *run
	used   time.Time
}

// stale reports whether a record says nothing any more.
func (m *flow) stale(now time.Time) bool {
	return m.timer == nil && len(m.events) == 0 && (m.run == nil || m.run.ended()) &&
		now.Sub(m.used) >= idTTL && m.slot.Before(now) &&
		(len(m.starts) == 0 || now.Sub(m.starts[len(m.starts)-1]) >= 30*24*time.Hour)
}

// memory gives the record under a key, made of what kind of record it is, the
// function and the value of the key's expression.
func (e *Executor) memory(kind string, f *function, value string) *flow {
	k := kind + "\x00" + f.id + "\x00" + value
	m := e.flow[k]
	if m == nil {
		m = &flow{}
		e.flow[k] = m
	}
	return m
}

// trigger starts a function for an event, now or when its flow control says.
func (e *Executor) trigger(f *function, v *Event) {
	switch {
	case f.debounce != nil:
		e.debounced(f, v)
	case f.batch != nil && (f.batch.match == nil || f.batch.match.match(v.fields, nil)):
		e.batched(f, v)
	default:
		_, _ = e.schedule(f, []Event{*v}, nil) // the observer is told of a skip
	}
}

// debounced keeps the latest event until no other has come for a while.
func (e *Executor) debounced(f *function, v *Event) {
	now := e.clock.Now()
	m := e.memory("debounce", f, f.debounce.key.text(v.fields))
	if m.timer == nil {
		m.since = now
	}
	e.drop(m.timer)
	at := now.Add(f.debounce.period)
	if limit := m.since.Add(f.debounce.timeout); f.debounce.timeout > 0 && at.After(limit) {
		at = limit
	}
	latest := *v
	m.timer = e.at(at, func() {
		m.timer = nil
		_, _ = e.schedule(f, []Event{latest}, nil)
	})
}

// batched collects events until there are enough or time is up.
func (e *Executor) batched(f *function, v *Event) {
	m := e.memory("batch", f, f.batch.key.text(v.fields))
	m.events = append(m.events, *v)
	flush := func() {
		events := m.events
		m.events, m.timer = nil, nil
		_, _ = e.schedule(f, events, nil)
	}
	switch {
	case len(m.events) >= f.batch.size:
		e.drop(m.timer)
		flush()
	case m.timer == nil:
		m.timer = e.at(e.clock.Now().Add(f.batch.timeout), flush)
	}
}

// schedule makes a run and puts it in the queue, unless flow control skips it:
// then the error says why. by waits for the run.
func (e *Executor) schedule(f *function, events []Event, by *wait) (*run, error) {
	now := e.clock.Now()
	first := events[0].fields
	skip := func(why string) (*run, error) {
		n := Notice{Kind: RunSkipped, Function: f.id, Event: events[0].Name, Message: why}
		if by != nil {
			n.Parent = by.run.id
		}
		e.notify(n)
		return nil, fmt.Errorf("%s did not start: %s", f.id, why)
	}
	if f.rateLimit != nil && !e.allow(f, f.rateLimit, first, now) {
		return skip(fmt.Sprintf("rate limit: %d in %v", f.rateLimit.limit, f.rateLimit.period))
	}
	if f.idempotency != nil {
		key := f.idempotency.text(first)
		m := e.memory("idempotency", f, key)
		if !m.used.IsZero() && now.Sub(m.used) < idTTL {
			return skip("idempotency: the key " + key + " has been used")
		}
		m.used = now
	}
	var single *flow
	if f.singleton != nil {
		single = e.memory("singleton", f, f.singleton.key.text(first))
		if single.run != nil && !single.run.ended() {
			if f.singleton.mode == "skip" {
				return skip("singleton: run " + single.run.id + " has not ended")
			}
			e.cancelled(single.run, "cancelled by a newer run of the singleton function")
		}
	}
	r := e.create(f, events, by)
	if single != nil {
		single.run = r
	}
	at := now
	if f.throttle != nil {
		at = e.slot(f, first, now)
	}
	if f.startWithin > 0 {
		r.timeouts = append(r.timeouts, e.at(now.Add(f.startWithin), func() {
			if r.status == Queued {
				e.cancelled(r, fmt.Sprintf("it did not start within %v (timeouts.start)", f.startWithin))
			}
		}))
	}
	e.enqueue(&job{id: newJobID(), run: r, step: "step"}, at)
	return r, nil
}

// create makes a run that is not in the queue yet.
func (e *Executor) create(f *function, events []Event, by *wait) *run {
	now := e.clock.Now()
	first := events[0].fields
	r := &run{
		id: newID(now), fn: f, events: events, status: Queued, version: -1, queued: now,
		memo: map[string]json.RawMessage{}, inputs: map[string]json.RawMessage{},
		pending: map[string]bool{}, known: map[string]bool{}, byID: map[string]*Step{},
		jobs: map[*job]bool{}, waits: map[*wait]bool{}, done: make(chan struct{}),
		keys: limitKeys(f, first),
	}
	if by != nil {
		r.parent, r.invokes = by.run.id, by
	}
	if f.priority != nil {
		seconds := min(max(f.priority.number(first), -600), 600)
		r.priority = time.Duration(seconds * float64(time.Second))
	}
	e.runs[r.id] = r
	e.order = append(e.order, r)
	e.forget()
	e.notify(r.about(RunQueued))
	return r
}

// allow counts a start against a rate limit: so many in any one period.
func (e *Executor) allow(f *function, l *rate, event map[string]any, now time.Time) bool {
	m := e.memory("rate", f, l.key.text(event))
	m.starts = slices.DeleteFunc(m.starts, func(t time.Time) bool { return now.Sub(t) >= l.period })
	if len(m.starts) >= l.limit {
		return false
	}
	m.starts = append(m.starts, now)
	return true
}

// slot reserves a run's start under its function's throttle: limit starts
// spread evenly over the period, burst of them at once. A reservation stays
// used when its run is cancelled before.
func (e *Executor) slot(f *function, event map[string]any, now time.Time) time.Time {
	l := f.throttle
	m := e.memory("throttle", f, l.key.text(event))
	interval := l.period / time.Duration(l.limit)
	if m.slot.Before(now) {
		m.slot = now
	}
	at := m.slot.Add(-interval * time.Duration(l.burst-1))
	m.slot = m.slot.Add(interval)
	if at.Before(now) {
		return now
	}
	return at
}

// began notes that the first call of a run is on its way.
func (e *Executor) began(r *run) {
	now := e.clock.Now()
	r.status, r.started = Running, now
	e.notify(r.about(RunStarted))
	if within := r.fn.finishWithin; within > 0 {
		r.timeouts = append(r.timeouts, e.at(now.Add(within), func() {
			e.cancelled(r, fmt.Sprintf("it did not finish within %v (timeouts.finish)", within))
		}))
	}
}

// limitKey names one of a run's concurrency limits.
type limitKey struct {
	key   string
	limit int
}

// limitKeys are the concurrency limits of a run. A limit of the whole account
// or environment is shared by all functions that give the same key.
func limitKeys(f *function, event map[string]any) []limitKey {
	var keys []limitKey
	for _, l := range f.concurrency {
		owner := f.id
		if l.scope != "fn" {
			owner = ""
		}
		source := ""
		if l.key != nil {
			source = l.key.source
		}
		keys = append(keys, limitKey{strings.Join([]string{l.scope, owner, source, l.key.text(event)}, "\x00"), l.limit})
	}
	return keys
}

// admit takes a place under each of a run's concurrency limits, or none.
// Limits are of calls in flight: a run that sleeps or waits holds no place.
func (e *Executor) admit(j *job) bool {
	for _, k := range j.run.keys {
		if e.use[k.key] >= k.limit {
			return false
		}
	}
	for _, k := range j.run.keys {
		e.use[k.key]++
	}
	return true
}

// release gives the places back.
func (e *Executor) release(j *job) {
	for _, k := range j.run.keys {
		if e.use[k.key]--; e.use[k.key] == 0 {
			delete(e.use, k.key)
		}
	}
}

// keptRuns is how many ended runs are kept for queries.
const keptRuns = 1000

// forget drops the oldest ended runs, and event ids and other records past
// their time.
func (e *Executor) forget() {
	if len(e.order) > 2*keptRuns {
		excess := len(e.order) - keptRuns
		e.order = slices.DeleteFunc(e.order, func(r *run) bool {
			if excess > 0 && r.ended() {
				excess--
				delete(e.runs, r.id)
				return true
			}
			return false
		})
	}
	now := e.clock.Now()
	if len(e.seen) > 100*keptRuns {
		maps.DeleteFunc(e.seen, func(_ string, at time.Time) bool { return now.Sub(at) >= idTTL })
	}
	if len(e.flow) > 100*keptRuns {
		maps.DeleteFunc(e.flow, func(_ string, m *flow) bool { return m.stale(now) })
	}
}
