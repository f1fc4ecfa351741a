package isolate

import (
	"math"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"time"
)

const (
	// pressureAt is the part of the memory limit in use from which idle
	// isolates are given up.
	pressureAt = 0.8
	// pressureEvery is the least time between two looks at the memory.
	pressureEvery = time.Second
	// pressureShare is the part of the idle isolates that is given up at once.
	pressureShare = 3
)

// memoryLimit is GOMEMLIMIT, or 0 when there is none.
func memoryLimit() int64 {
	if limit := debug.SetMemoryLimit(-1); limit != math.MaxInt64 {
		return limit
	}
	return 0
}

// relieve gives up idle isolates, the least recently used first, when memory
// runs short. Their scripts are evaluated again at their next call, and so
// lose what they kept in variables, as they would by a restart.
func (p *Pool) relieve() {
	now := time.Now().UnixNano()
	last := p.looked.Load()
	if p.o.MemoryLimit <= 0 || now-last < int64(pressureEvery) || !p.looked.CompareAndSwap(last, now) {
		return
	}
	if float64(heapInUse()) < pressureAt*float64(p.o.MemoryLimit) {
		return
	}
	idle := p.idle()
	if len(idle) == 0 {
		return
	}
	evict := idle[:(len(idle)+pressureShare-1)/pressureShare]
	for _, i := range evict {
		i.script.drop(i.Isolate)
		go i.retire()
	}
	p.evicted.Add(int64(len(evict)))
	p.o.Logger.Info("memory runs short: idle isolates were given up", "isolates", len(evict), "limit", p.o.MemoryLimit)
}

// resident is an isolate and the script whose it is.
type resident struct {
	*Isolate
	script *script
}

// idle are the isolates without a call, the least recently used first.
func (p *Pool) idle() []resident {
	p.mu.Lock()
	defer p.mu.Unlock()
	var idle []resident
	for _, s := range p.scripts {
		s.mu.Lock()
		for _, i := range s.live {
			if i.calls.Load() == 0 {
				idle = append(idle, resident{i, s})
			}
		}
		s.mu.Unlock()
	}
	slices.SortFunc(idle, func(a, b resident) int { return int(a.lastUsed.Load() - b.lastUsed.Load()) })
	return idle
}

// heapInUse is the memory that live and not yet collected objects take.
func heapInUse() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
