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
		return jsapi.Exports{"after": func(c goja.FunctionCall) goja.Value {
			f, ok := goja.AssertFunction(c.Argument(1))
			if !ok {
				vm.Throw(jsapi.TypeErrorf("after: argument 2: want a function"))
			}
			after(vm, time.Duration(c.Argument(0).ToFloat()*float64(time.Millisecond)), f)
			return goja.Undefined()
		}}
	}}
}

func after(vm *jsapi.VM, d time.Duration, f goja.Callable) {
	at := vm.Capture()
	forget := func() bool { return true }
	timer := time.AfterFunc(d, func() {
		vm.Post(func() {
			forget()
			vm.Restore(at, func() {
				if _, err := vm.Call(f, goja.Undefined()); err != nil {
					vm.Uncaught(err)
				}
			})
		})
	})
	if task := vm.Task(); task != nil {
		forget = context.AfterFunc(task.Context(), func() { timer.Stop() })
	}
}
