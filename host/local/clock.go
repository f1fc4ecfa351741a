package local

import (
	"sync"
	"time"
)

// A Clock tells an Executor what time it is and when a later time has come.
type Clock interface {
	// Now is the present time.
	Now() time.Time
	// After gives a channel that receives when t has come, and a function
	// that releases it. idle says that no call is in flight, so that only the
	// passing of time can make anything happen: a clock that skips time makes
	// t the present then.
	After(t time.Time, idle bool) (c <-chan time.Time, stop func())
}

// RealClock is the machine's clock. Inside a testing/synctest bubble it is the
// bubble's.
func RealClock() Clock { return realClock{} }

type realClock struct{}

func (realClock) Now() time.Time { return time.Now() }

func (realClock) After(t time.Time, _ bool) (<-chan time.Time, func()) {
	timer := time.NewTimer(time.Until(t))
	return timer.C, func() { timer.Stop() }
}

// SkipClock runs like the machine's clock while a function runs, and jumps to
// the next sleep, timeout or retry when nothing does: a function that sleeps
// for a week ends in milliseconds. It is for one Executor alone.
func SkipClock() Clock { return &skipClock{} }

type skipClock struct {
	mu   sync.Mutex
	skew time.Duration // how far ahead of the machine's clock
}

func (c *skipClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.skew)
}

func (c *skipClock) After(t time.Time, idle bool) (<-chan time.Time, func()) {
	wait := t.Sub(c.Now())
	if idle && wait > 0 {
		c.mu.Lock()
		c.skew += wait
		c.mu.Unlock()
		wait = 0
	}
	timer := time.NewTimer(wait)
	return timer.C, func() { timer.Stop() }
}
