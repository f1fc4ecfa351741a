package subprocess

import (
	"context"
	"sync"
	"syscall"
	"time"
)

// stopper ends a child, once, for the first reason that comes up.
type stopper struct {
	child *Child

	mu     sync.Mutex
	gone   bool
	why    error
	timer  *time.Timer
	detach func() bool
}

func (s *stopper) init(c *Child) { s.child = c }

// after stops the child when d has passed.
func (s *stopper) after(d time.Duration, reason error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.timer = time.AfterFunc(d, func() { s.now(reason) })
}

// with stops the child when ctx ends.
func (s *stopper) with(ctx context.Context) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.detach = context.AfterFunc(ctx, func() { s.now(context.Cause(ctx)) })
}

func (s *stopper) free() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.detach != nil {
		s.detach()
	}
}

func (s *stopper) reason() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.why
}

// now tells the child's tree to stop, and kills what is left of it after a
// while. Descendants are noted first: once their parent is gone there is no
// way to tell whose they were.
func (s *stopper) now(reason error) {
	s.mu.Lock()
	if s.gone || s.why != nil {
		s.mu.Unlock()
		return
	}
	s.why = reason
	s.mu.Unlock()
	signal := s.child.Command.KillSignal
	if signal == 0 {
		signal = syscall.SIGTERM
	}
	tree := descendants(s.child.PID)
	s.signal(signal)
	for _, d := range tree {
		d.kill(signal)
	}
	if signal == syscall.SIGKILL {
		return
	}
	time.AfterFunc(force, func() {
		if s.here() { // else its number may be another's by now
			tree = append(tree, descendants(s.child.PID)...)
		}
		s.signal(syscall.SIGKILL)
		for _, d := range tree {
			d.kill(syscall.SIGKILL)
		}
	})
}

// signal sends a signal while the child is there, which is as long as its
// number cannot have become another's: to its whole group when it is one that
// ends programs, as a terminal would, otherwise to the child alone.
func (s *stopper) signal(signal syscall.Signal) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.gone {
		return false
	}
	switch signal {
	case syscall.SIGTERM, syscall.SIGKILL, syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT:
		return syscall.Kill(-s.child.PID, signal) == nil
	}
	return syscall.Kill(s.child.PID, signal) == nil
}

// here says whether the child is there.
func (s *stopper) here() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.gone
}

// exited notes that the child is gone.
func (s *stopper) exited() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gone = true
	if s.timer != nil {
		s.timer.Stop()
	}
	if s.detach != nil {
		s.detach()
	}
}

// A descendant is a process and when it was started, which together are not
// used twice.
type descendant struct {
	pid   int
	start int64
}

func (d descendant) kill(signal syscall.Signal) {
	if start, ok := startOf(d.pid); ok && start == d.start {
		_ = syscall.Kill(d.pid, signal) // it may have ended since
	}
}

// below gives all processes that come from root, by the parent of each.
func below(root int, children map[int][]int) []descendant {
	var out []descendant
	queue := []int{root}
	for len(queue) > 0 && len(out) < 10000 {
		next := children[queue[0]]
		queue = queue[1:]
		for _, pid := range next {
			if start, ok := startOf(pid); ok {
				out = append(out, descendant{pid, start})
				queue = append(queue, pid)
			}
		}
	}
	return out
}
