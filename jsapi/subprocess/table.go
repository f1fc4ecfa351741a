package subprocess

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// A Table lists the children of a process. The zero value is ready; its
// methods may be called from any goroutine.
type Table struct {
	mu      sync.Mutex
	live    map[*Child]struct{}
	started int64
	slots   map[string]chan struct{}
	guard   *guard
}

// Limit says how many of a program, by its name without a folder, Acquire lets
// run at a time. It is for the start, before there are children.
func (t *Table) Limit(programs map[string]int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.slots = map[string]chan struct{}{}
	for name, n := range programs {
		if n > 0 {
			t.slots[name] = make(chan struct{}, n)
		}
	}
}

// Acquire waits until one more of a program may run, or until ctx ends. A
// program without a limit may at once. release is called when it has ended.
func (t *Table) Acquire(ctx context.Context, program string) (release func(), err error) {
	t.mu.Lock()
	slot := t.slots[filepath.Base(program)]
	t.mu.Unlock()
	if slot == nil {
		return func() {}, nil
	}
	select {
	case slot <- struct{}{}:
		return sync.OnceFunc(func() { <-slot }), nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// An Entry is one live child.
type Entry struct {
	PID     int       `json:"pid"`
	Command []string  `json:"command"`
	Owner   string    `json:"owner"`
	Started time.Time `json:"started"`
	// Age is how long it has been running, in milliseconds.
	Age      int64 `json:"ageMs"`
	Detached bool  `json:"detached"`
}

// Live lists the children that have not exited, the oldest first.
func (t *Table) Live() []Entry {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := make([]Entry, 0, len(t.live))
	for c := range t.live {
		out = append(out, Entry{PID: c.PID, Command: c.Command.Args, Owner: c.Command.Owner, Started: c.Started, Age: time.Since(c.Started).Milliseconds(), Detached: c.Command.Detached})
	}
	slices.SortFunc(out, func(a, b Entry) int {
		return cmp.Or(a.Started.Compare(b.Started), cmp.Compare(a.PID, b.PID))
	})
	return out
}

// Started counts the children there have been.
func (t *Table) Started() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.started
}

// StopAll stops every child that is not detached, for a reason: the host ends.
func (t *Table) StopAll(reason error) {
	t.mu.Lock()
	var all []*Child
	for c := range t.live {
		if !c.Command.Detached {
			all = append(all, c)
		}
	}
	t.mu.Unlock()
	for _, c := range all {
		c.Stop(reason)
	}
}

func (t *Table) add(c *Child) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.live == nil {
		t.live = map[*Child]struct{}{}
	}
	t.live[c] = struct{}{}
	t.started++
	if !c.Command.Detached {
		t.guard.watch(c.PID)
	}
}

func (t *Table) remove(c *Child) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.live, c)
	if !c.Command.Detached {
		t.guard.forget(c.PID)
	}
}
