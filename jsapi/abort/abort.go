// Package abort lends the library the timer of AbortSignal.timeout. Unlike
// one of setTimeout it does not count as work in flight: a signal that nobody
// waits for must not hold up the call that made it.
package abort

import (
	"context"
	"time"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

// Module lends "host:internal/abort-native": after(milliseconds, f) calls f
// once, unless the call that set it has ended by then.
func Module() *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/abort-native", Open: func(vm *jsapi.VM) jsapi.Exports {
		t := &timers{vm: vm, tasks: map[*jsapi.Task]map[*timer]struct{}{}}
		return jsapi.Exports{"after": func(c goja.FunctionCall) goja.Value {
			f, ok := goja.AssertFunction(c.Argument(1))
			if !ok {
				vm.Throw(jsapi.TypeErrorf("after: argument 2: want a function"))
			}
			t.start(time.Duration(c.Argument(0).ToFloat()*float64(time.Millisecond)), f)
			return goja.Undefined()
		}}
	}}
}

// timers are the timers of one VM. They belong to its loop.
type timers struct {
	vm *jsapi.VM
	// tasks are the pending timers by the task that set them.
	tasks map[*jsapi.Task]map[*timer]struct{}
}

type timer struct {
	task *jsapi.Task
	stop func() bool
}

func (t *timers) start(d time.Duration, f goja.Callable) {
	at := t.vm.Capture()
	one := &timer{task: t.vm.Task()}
	one.stop = time.AfterFunc(d, func() {
		t.vm.Post(func() {
			if t.forget(one) {
				t.vm.Restore(at, func() {
					if _, err := t.vm.Call(f, goja.Undefined()); err != nil {
						t.vm.Uncaught(err)
					}
				})
			}
		})
	}).Stop
	pending := t.tasks[one.task]
	if pending == nil {
		pending = map[*timer]struct{}{}
		t.tasks[one.task] = pending
		if one.task != nil {
			// One watch over each task's end, however many timers it sets.
			context.AfterFunc(one.task.Context(), func() { t.vm.Post(func() { t.end(one.task) }) })
		}
	}
	pending[one] = struct{}{}
}

// forget takes out a timer that fires; false when its task has ended.
func (t *timers) forget(one *timer) bool {
	pending := t.tasks[one.task]
	_, ok := pending[one]
	delete(pending, one)
	return ok
}

// end stops the timers of a task that has ended.
func (t *timers) end(task *jsapi.Task) {
	for one := range t.tasks[task] {
		one.stop()
	}
	delete(t.tasks, task)
}
