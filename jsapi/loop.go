package jsapi

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"
)

// ErrClosed is why a closed VM ended.
var ErrClosed = errors.New("the isolate was closed")

// A Watcher is told how far the JavaScript of a Task has come. Its methods are
// called on the loop.
type Watcher interface {
	// Drained says that no JavaScript of the task can run until something
	// settles; inFlight counts its native operations and timers that may.
	Drained(inFlight int)
	// Stalled says that nothing in the whole VM is in flight.
	Stalled()
}

// A Task is one piece of work in flight on a VM, such as one call of a
// function. Native operations are counted on the task whose code started
// them, also behind any number of awaits.
type Task struct {
	// Name says what the task is, for logs: "digest run 01J…".
	Name string

	ctx      context.Context
	watcher  Watcher
	inFlight int
	touched  bool
	root     *frame
}

// NewTask is a task whose operations end with ctx. watcher may be nil.
func NewTask(ctx context.Context, name string, watcher Watcher) *Task {
	t := &Task{Name: name, ctx: ctx, watcher: watcher}
	t.root = &frame{task: t}
	return t
}

// Context ends the task's operations.
func (t *Task) Context() context.Context { return t.ctx }

// InFlight counts the task's native operations and timers. Loop only.
func (t *Task) InFlight() int { return t.inFlight }

// A frame is an asynchronous context: which task the running code belongs to,
// and the values bound around it. Frames are immutable; the engine carries
// them across awaits and callbacks.
type frame struct {
	task       *Task
	key, value any
	parent     *frame
}

func (f *frame) lookup(key any) any {
	for ; f != nil; f = f.parent {
		if f.key == key && key != nil {
			return f.value
		}
	}
	return nil
}

// without is the frame with nothing bound to key, so that code which binds a
// value again and again leaves no chain behind.
func (f *frame) without(key any) *frame {
	switch {
	case f == nil:
		return nil
	case f.key == key:
		return f.parent.without(key)
	}
	parent := f.parent.without(key)
	if parent == f.parent {
		return f
	}
	return &frame{task: f.task, key: f.key, value: f.value, parent: parent}
}

// context is the nearest that was bound, else the task's.
func (f *frame) context() context.Context {
	if f == nil {
		return context.Background()
	}
	if ctx, ok := f.lookup(contextKey{}).(context.Context); ok {
		return ctx
	}
	if f.task == nil {
		return context.Background()
	}
	return f.task.ctx
}

// turn is one entry of the loop's queue.
type turn struct {
	frame *frame
	run   func()
}

// loop is the queue of a VM and the bookkeeping of what is in flight.
type loop struct {
	mu     sync.Mutex
	queue  []turn
	closed error
	ends   []func()
	wake   chan struct{}
	ended  atomic.Bool // closed is set

	// Below: the loop's goroutine only.
	frame    *frame
	touched  []*Task
	inFlight int
	tasks    map[*Task]struct{}
	fatal    error
	timersAndImmediates
}

// Post queues f for the loop, outside any task. It reports false when the VM
// has ended and f will never run. It may be called from any goroutine.
func (vm *VM) Post(f func()) bool { return vm.post(nil, f) }

// PostTask queues f for the loop as code of the task.
func (vm *VM) PostTask(t *Task, f func()) bool { return vm.post(t.root, f) }

func (vm *VM) post(f *frame, run func()) bool {
	vm.mu.Lock()
	if vm.closed != nil {
		vm.mu.Unlock()
		return false
	}
	vm.queue = append(vm.queue, turn{f, run})
	vm.mu.Unlock()
	select {
	case vm.wake <- struct{}{}:
	default:
	}
	return true
}

// Close ends the loop after the turn that is running. Queued turns are
// dropped. It may be called from any goroutine, more than once.
func (vm *VM) Close(cause error) {
	if cause == nil {
		cause = ErrClosed
	}
	vm.mu.Lock()
	var ends []func()
	if vm.closed == nil {
		vm.closed = cause
		vm.ended.Store(true)
		vm.queue = nil
		ends, vm.ends = vm.ends, nil
	}
	vm.mu.Unlock()
	for _, f := range ends {
		f()
	}
	select {
	case vm.wake <- struct{}{}:
	default:
	}
}

// OnClose calls f once when the VM ends, on the goroutine that ends it; at
// once when it has ended already. What a capability holds outside the runtime,
// such as child processes, is let go there.
func (vm *VM) OnClose(f func()) {
	vm.mu.Lock()
	if vm.closed == nil {
		vm.ends = append(vm.ends, f)
		vm.mu.Unlock()
		return
	}
	vm.mu.Unlock()
	f()
}

// Run drives the VM on the calling goroutine until Close, or until its
// JavaScript had to be interrupted, overflowed its stack, or native code
// panicked: after any of these the runtime cannot be trusted, and the error
// says what happened.
//
// Each round has the phases of Node's loop: the timers that are due, then what
// was posted, such as the ends of native operations, then immediates. What one
// of a phase adds to that phase waits for the next round.
func (vm *VM) Run() error {
	alarm := time.NewTimer(time.Hour)
	defer alarm.Stop()
	for vm.wait(alarm) && vm.runTimers() && vm.runQueue() && vm.runImmediates() {
	}
	if vm.fatal != nil {
		return vm.fatal
	}
	vm.mu.Lock()
	defer vm.mu.Unlock()
	return vm.closed
}

// wait returns when there is something to do, and false when the VM has ended.
func (vm *VM) wait(alarm *time.Timer) bool {
	for {
		vm.mu.Lock()
		closed, queued := vm.closed != nil, len(vm.queue) > 0
		vm.mu.Unlock()
		if closed || queued || len(vm.immediates) > 0 {
			return !closed
		}
		if len(vm.timers) == 0 {
			<-vm.wake
			continue
		}
		d := vm.timers[0].due - time.Since(vm.born)
		if d <= 0 {
			return true
		}
		alarm.Reset(d)
		select {
		case <-vm.wake:
		case <-alarm.C:
		}
	}
}

func (vm *VM) runQueue() bool {
	vm.mu.Lock()
	turns := vm.queue
	vm.queue = nil
	vm.mu.Unlock()
	for _, t := range turns {
		if !vm.play(t) {
			return false
		}
	}
	return true
}

// play runs one turn. It reports false when the VM has ended.
func (vm *VM) play(t turn) bool {
	vm.turn(t)
	if vm.fatal != nil {
		vm.Close(vm.fatal)
	}
	return !vm.ended.Load()
}

// turn runs one queue entry, then tells the tasks it touched how they stand.
func (vm *VM) turn(t turn) {
	vm.within(t.frame, t.run)
	for vm.fatal == nil && (len(vm.touched) > 0 || vm.stalled()) {
		touched := vm.touched
		vm.touched = nil
		for _, task := range touched {
			task.touched = false
		}
		for _, task := range touched {
			if _, open := vm.tasks[task]; open && task.watcher != nil && vm.fatal == nil {
				vm.within(task.root, func() { task.watcher.Drained(task.inFlight) })
			}
		}
	}
	if len(vm.rejections) > 0 && vm.fatal == nil {
		vm.reportRejections()
	}
}

// stalled tells every open task that nothing is in flight, when that is so and
// nothing more is queued. It reports whether a task moved by it.
func (vm *VM) stalled() bool {
	if vm.inFlight > 0 || len(vm.tasks) == 0 {
		return false
	}
	vm.mu.Lock()
	queued := len(vm.queue)
	vm.mu.Unlock()
	if queued > 0 {
		return false
	}
	for task := range vm.tasks {
		if task.watcher != nil && vm.fatal == nil {
			vm.within(task.root, task.watcher.Stalled)
		}
	}
	return len(vm.touched) > 0
}

// Open makes the VM watch the task until Forget.
func (vm *VM) Open(t *Task) { vm.tasks[t] = struct{}{} }

// Forget ends the watching of a task. Operations that it has in flight go on.
func (vm *VM) Forget(t *Task) { delete(vm.tasks, t) }

// InFlight counts the native operations and timers of the whole VM.
func (vm *VM) InFlight() int { return vm.inFlight }

// Fatal reports why the VM cannot go on, or nil. Loop only.
func (vm *VM) Fatal() error { return vm.fatal }

// within runs f with the asynchronous context given. A Go panic in f ends the
// VM: a runtime that was left in the middle of a call cannot be trusted.
func (vm *VM) within(f *frame, run func()) {
	outer := vm.frame
	vm.enter(f)
	defer func() {
		vm.enter(outer)
		if r := recover(); r != nil && vm.fatal == nil {
			vm.fatal = &PanicError{Value: r, Stack: debug.Stack()}
		}
	}()
	run()
}

func (vm *VM) enter(f *frame) {
	vm.frame = f
	if f == nil {
		vm.running.Store(nil)
		return
	}
	vm.running.Store(f.task)
}

// Touch notes that code of the current task has run, so that its watcher is
// told when no more of it can.
func (vm *VM) Touch() {
	if vm.frame == nil || vm.frame.task == nil || vm.frame.task.touched {
		return
	}
	vm.frame.task.touched = true
	vm.touched = append(vm.touched, vm.frame.task)
}

// Grab, Resumed and Exited carry the asynchronous context across awaits.
// They implement goja.AsyncContextTracker.
type tracker struct{ vm *VM }

func (t tracker) Grab() any { return t.vm.frame }

func (t tracker) Resumed(o any) {
	f, _ := o.(*frame)
	t.vm.enter(f)
	t.vm.Touch()
}

func (t tracker) Exited() { t.vm.enter(nil) }

// Interrupt stops the JavaScript that runs now if it belongs to the task, with
// cause as the error. It reports whether it did. The VM ends by it. It may be
// called from any goroutine.
func (vm *VM) Interrupt(t *Task, cause error) bool {
	if vm.running.Load() != t {
		return false
	}
	vm.rt.Interrupt(cause)
	return true
}

// Running is the task whose JavaScript runs at this moment, or nil. It may be
// called from any goroutine.
func (vm *VM) Running() *Task { return vm.running.Load() }

// A PanicError is a Go panic that came out of native code.
type PanicError struct {
	Value any
	Stack []byte
}

// Error implements error.
func (e *PanicError) Error() string { return fmt.Sprintf("panic in native code: %v", e.Value) }

// Check ends the VM when err shows that its runtime cannot be trusted any
// more, and returns err.
func (vm *VM) Check(err error) error {
	if err == nil || vm.fatal != nil {
		return err
	}
	var interrupted *goja.InterruptedError
	var overflow *goja.StackOverflowError
	switch {
	case errors.As(err, &interrupted):
		if cause, ok := interrupted.Value().(error); ok {
			vm.fatal = cause
		} else {
			vm.fatal = err
		}
	case errors.As(err, &overflow):
		vm.fatal = ErrStackOverflow
	}
	return err
}

// ErrStackOverflow is why a VM whose code recursed without bound ended.
var ErrStackOverflow = errors.New("RangeError: Maximum call stack size exceeded: the code recurses without an end")

// An Operation is native work in flight that will come back to the loop.
type Operation struct {
	vm    *VM
	frame *frame
	over  bool
}

// Begin notes that native work starts on behalf of the code that runs now.
// The caller must see to it that End is called exactly once, from any
// goroutine, unless the VM ends first. Loop only.
func (vm *VM) Begin() *Operation {
	o := &Operation{vm: vm, frame: vm.frame}
	o.count(1)
	return o
}

// Context is that of the code which began the operation; see VM.Context. It
// ends when the task does, or never for work outside a task.
func (o *Operation) Context() context.Context { return o.frame.context() }

// End posts f to the loop, in the asynchronous context of Begin.
func (o *Operation) End(f func()) {
	o.vm.post(o.frame, func() {
		o.Cancel()
		f()
	})
}

// Cancel ends the operation without a turn of its own. Loop only.
func (o *Operation) Cancel() {
	if !o.over {
		o.over = true
		o.count(-1)
		o.vm.Touch()
	}
}

func (o *Operation) count(n int) {
	o.vm.inFlight += n
	if o.frame != nil && o.frame.task != nil {
		o.frame.task.inFlight += n
	}
}
