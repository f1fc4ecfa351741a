package infer

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// Breaker says when circuits open. The zero value of a field takes its
// default.
type Breaker struct {
	// Failures within Window open a circuit; 3 within 15 minutes.
	Failures int
	Window   time.Duration
	// OpenFor is how long it refuses everything, before it lets one request
	// through to see; 30 minutes.
	OpenFor time.Duration
}

func (b Breaker) withDefaults() Breaker {
	if b.Failures <= 0 {
		b.Failures = 3
	}
	if b.Window <= 0 {
		b.Window = 15 * time.Minute
	}
	if b.OpenFor <= 0 {
		b.OpenFor = 30 * time.Minute
	}
	return b
}

// maxCircuits bounds how many circuits are kept: names may be made at run
// time.
const maxCircuits = 2000

// circuits are the breakers of a process, by component and action.
type circuits struct {
	Breaker
	// changed is told when a circuit opened or closed, without the lock.
	changed func(key string, c Circuit)

	mu  sync.Mutex
	all map[string]*circuit
}

type circuit struct {
	failures []time.Time
	last     string // why
	until    time.Time
	open     bool
	probing  bool
}

// A Circuit is the state of one, as status pages show it.
type Circuit struct {
	// Key is "component:action".
	Key string `json:"key"`
	// State is "closed", "open" or "half-open".
	State string `json:"state"`
	// Failures are those that count at the moment.
	Failures int `json:"failures"`
	// Reason is the code of the last one.
	Reason string `json:"reason,omitempty"`
	// Until is when an open circuit lets one request through.
	Until *time.Time `json:"until,omitempty"`
}

// verdict is what became of a request that a circuit let through.
type verdict int

const (
	neither verdict = iota // it says nothing about the model: cancelled, not installed
	good
	bad
)

// allow lets a request through, or says why not. done must be called once,
// with what became of it.
func (cs *circuits) allow(key string) (done func(verdict, string), err *Error) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	now := time.Now()
	c := cs.all[key]
	if c == nil {
		cs.evict(now)
		c = &circuit{}
		cs.all[key] = c
	}
	probe := false
	if c.open {
		if err := c.refusal(key, cs.Failures, now); err != nil {
			return nil, err
		}
		c.probing, probe = true, true
	}
	return func(v verdict, reason string) { cs.settle(key, c, probe, v, reason) }, nil
}

func (cs *circuits) settle(key string, c *circuit, probe bool, v verdict, reason string) {
	cs.mu.Lock()
	now := time.Now()
	was := c.open
	if probe {
		c.probing = false
	}
	switch {
	case v == good && probe:
		*c = circuit{}
	case v == bad:
		c.last = reason
		c.failures = append(c.failures, now)
		c.prune(now, cs.Breaker)
		if probe || !c.open && len(c.failures) >= cs.Failures {
			c.open, c.until = true, now.Add(cs.OpenFor)
		}
	}
	turned := was != c.open || probe && v == bad
	state := c.state(key, now, cs.Breaker)
	cs.mu.Unlock()
	if cs.changed != nil && turned {
		cs.changed(key, state)
	}
}

// prune forgets failures that are too old, and keeps no more than count.
func (c *circuit) prune(now time.Time, b Breaker) {
	c.failures = slices.DeleteFunc(c.failures, func(t time.Time) bool { return now.Sub(t) > b.Window })
	c.failures = c.failures[max(0, len(c.failures)-b.Failures):]
}

func (c *circuit) state(key string, now time.Time, b Breaker) Circuit {
	c.prune(now, b)
	out := Circuit{Key: key, State: "closed", Failures: len(c.failures), Reason: c.last}
	if c.open {
		out.State = "open"
		if c.probing || !now.Before(c.until) {
			out.State = "half-open"
		}
		until := c.until
		out.Until = &until
	}
	return out
}

// evict makes room for one more circuit: first the closed ones that have
// nothing against them, then any closed one.
func (cs *circuits) evict(now time.Time) {
	if len(cs.all) < maxCircuits {
		return
	}
	for _, least := range []bool{true, false} {
		for key, c := range cs.all {
			c.prune(now, cs.Breaker)
			if !c.open && (!least || len(c.failures) == 0) {
				delete(cs.all, key)
				if len(cs.all) < maxCircuits {
					return
				}
			}
		}
	}
}

// list gives the circuits that are not just closed and clean, sorted.
func (cs *circuits) list() []Circuit {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	now := time.Now()
	out := []Circuit{}
	for _, key := range slices.Sorted(maps.Keys(cs.all)) {
		if s := cs.all[key].state(key, now, cs.Breaker); s.State != "closed" || s.Failures > 0 {
			out = append(out, s)
		}
	}
	return out
}

// restore opens the circuits that were open when a former process ended.
func (cs *circuits) restore(former []Circuit) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	for _, f := range former {
		if f.Until != nil && strings.Contains(f.Key, ":") && len(cs.all) < maxCircuits {
			cs.all[f.Key] = &circuit{open: true, until: *f.Until, last: f.Reason}
		}
	}
}

// peek says why a request would not be let through now, without being one.
func (cs *circuits) peek(key string) *Error {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	if c := cs.all[key]; c != nil && c.open {
		return c.refusal(key, cs.Failures, time.Now())
	}
	return nil
}

// refusal is nil when an open circuit would let one request through to see.
func (c *circuit) refusal(key string, failures int, now time.Time) *Error {
	var err *Error
	switch {
	case now.Before(c.until):
		err = fail(CodeCircuit, "infer: the circuit of %s is open until %s, after %d failures (%s); nothing is asked before then",
			key, c.until.UTC().Format(time.RFC3339), failures, c.last)
		err.RetryAt = c.until
	case c.probing:
		err = fail(CodeCircuit, "infer: the circuit of %s is half open: another request is trying whether it works again", key)
		err.RetryAt = now.Add(time.Second)
	}
	return err
}
