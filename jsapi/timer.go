package jsapi

import (
	"container/heap"
	"time"
)

// timersAndImmediates are what the loop is to call later. Loop only.
type timersAndImmediates struct {
	born       time.Time // what timers count from
	timers     timerHeap
	timersSet  int64
	immediates []*immediate
}

// A timer is one call at a time to come.
type timer struct {
	due time.Duration // since the VM was made
	// n counts the timers of the VM. Those of the same millisecond are called
	// in the order in which they were set.
	n   int64
	op  *Operation
	run func()
	// index is the timer's place in the heap, or -1 when it is not there.
	index int
}

// After calls f on the loop after d, in the asynchronous context of the code
// that runs now, and counts as in flight until then or until stop is called.
// Loop only.
func (vm *VM) After(d time.Duration, f func()) (stop func()) {
	vm.timersSet++
	t := &timer{due: time.Since(vm.born) + d, n: vm.timersSet, op: vm.Begin(), run: f}
	heap.Push(&vm.timers, t)
	return func() {
		if t.index >= 0 {
			heap.Remove(&vm.timers, t.index)
			t.op.Cancel()
		}
	}
}

// runTimers calls the timers that are due by now, and none that they set.
func (vm *VM) runTimers() bool {
	if len(vm.timers) == 0 {
		return true
	}
	for now := time.Since(vm.born); len(vm.timers) > 0 && vm.timers[0].due <= now; {
		t := heap.Pop(&vm.timers).(*timer)
		if !vm.play(turn{t.op.frame, func() { t.op.Cancel(); t.run() }}) {
			return false
		}
	}
	return true
}

// An immediate is a call in the last phase of the loop's round.
type immediate struct {
	op  *Operation
	run func()
}

// Immediate calls f on the loop once what is queued now has run, before any
// timer that is set now, in the asynchronous context of the code that runs
// now, and counts as in flight until then or until stop is called. Loop only.
func (vm *VM) Immediate(f func()) (stop func()) {
	one := &immediate{vm.Begin(), f}
	vm.immediates = append(vm.immediates, one)
	return one.op.Cancel
}

func (vm *VM) runImmediates() bool {
	all := vm.immediates
	vm.immediates = nil
	for _, one := range all {
		if one.op.over {
			continue
		}
		if !vm.play(turn{one.op.frame, func() { one.op.Cancel(); one.run() }}) {
			return false
		}
	}
	return true
}

// timerHeap has the timer to be called next first. It implements
// heap.Interface.
type timerHeap []*timer

func (h timerHeap) Len() int { return len(h) }

func (h timerHeap) Less(i, j int) bool {
	if a, b := h[i].due.Milliseconds(), h[j].due.Milliseconds(); a != b {
		return a < b
	}
	return h[i].n < h[j].n
}

func (h timerHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}

func (h *timerHeap) Push(x any) {
	t := x.(*timer)
	t.index = len(*h)
	*h = append(*h, t)
}

func (h *timerHeap) Pop() any {
	old := *h
	t := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	t.index = -1
	return t
}
