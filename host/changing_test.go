package host_test

import (
	"sync"
	"sync/atomic"
)

// changing is an environment in which GO is set later, and which notes when it
// is first asked for.
type changing struct {
	asked chan struct{}
	first sync.Once
	on    atomic.Bool
}

func newChanging() *changing { return &changing{asked: make(chan struct{})} }

func (c *changing) lookup(name string) (string, bool) {
	if name != "GO" {
		return "", false
	}
	c.first.Do(func() { close(c.asked) })
	return "1", c.on.Load()
}
