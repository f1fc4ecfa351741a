package subprocess

import (
	"cmp"
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
}

// An Entry is one live child.
type Entry struct {
	PID      int       `json:"pid"`
	Command  []string  `json:"command"`
	Owner    string    `json:"owner"`
	Started  time.Time `json:"started"`
	Detached bool      `json:"detached"`
}

// Live lists the children that have not exited, the oldest first.
func (t *Table) Live() []Entry {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := make([]Entry, 0, len(t.live))
	for c := range t.live {
		out = append(out, Entry{PID: c.PID, Command: c.Command.Args, Owner: c.Command.Owner, Started: c.Started, Detached: c.Command.Detached})
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
}

func (t *Table) remove(c *Child) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.live, c)
}
