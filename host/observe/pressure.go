package observe

import (
	"sync"
	"time"
)

// Debug events are bounded, so that a loop that tells of every round does not
// drown the rest: so many of one name in a window, the others are dropped and
// counted.
const (
	// DebugBudget is how many debug events of one name a window takes.
	DebugBudget = 12
	// DebugWindow is how long a window is. It begins with its first event.
	DebugWindow = time.Minute
	// names bounds how many names are watched at a time.
	names = 4096
)

// pressure keeps the budget of debug events, for all isolates together.
type pressure struct {
	mu      sync.Mutex
	windows map[string]*window
}

type window struct {
	began time.Time
	taken int
}

// admit says whether an event may pass.
func (p *pressure) admit(e Event, now time.Time) bool {
	if e.Level != Debug {
		return true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	name := e.Name()
	w := p.windows[name]
	if w == nil || now.Sub(w.began) >= DebugWindow {
		if w == nil && len(p.windows) >= names {
			p.forget(now)
		}
		if p.windows == nil {
			p.windows = map[string]*window{}
		}
		w = &window{began: now}
		p.windows[name] = w
	}
	if w.taken >= DebugBudget {
		return false
	}
	w.taken++
	return true
}

// forget drops the windows that are over; when there are none, all of them:
// names that are made up, one for each event, must not fill the memory.
func (p *pressure) forget(now time.Time) {
	for name, w := range p.windows {
		if now.Sub(w.began) >= DebugWindow {
			delete(p.windows, name)
		}
	}
	if len(p.windows) >= names {
		clear(p.windows)
	}
}
