// Package asynchooks lends scripts values that follow their asynchronous
// calls: "node:async_hooks" is made of it. The VM carries them across awaits,
// timers and native operations.
package asynchooks

import (
	"github.com/dop251/goja"

	"systembus/jsapi"
)

// key is what a store is bound to: one for each AsyncLocalStorage.
type key struct{ id int64 }

// Module lends "host:internal/async-hooks".
func Module() *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/async-hooks", Open: func(vm *jsapi.VM) jsapi.Exports {
		rt := vm.Runtime()
		call := func(f goja.Value, args ...goja.Value) goja.Value {
			callable, ok := goja.AssertFunction(f)
			if !ok {
				vm.Throw(jsapi.TypeErrorf("async_hooks: want a function"))
			}
			v, err := vm.Call(callable, goja.Undefined(), args...)
			if err != nil {
				vm.Throw(err) // the script's own exception goes on as itself
			}
			return v
		}
		var last int64
		return jsapi.Exports{
			"create": func(goja.FunctionCall) goja.Value {
				last++
				return rt.ToValue(last)
			},
			// run(id, value, f) calls f with the value bound.
			"run": func(c goja.FunctionCall) goja.Value {
				var out goja.Value
				vm.With(key{c.Argument(0).ToInteger()}, c.Argument(1), func() { out = call(c.Argument(2)) })
				return out
			},
			// enter(id, value) binds the value to the rest of what runs now.
			"enter": func(c goja.FunctionCall) goja.Value {
				vm.Enter(key{c.Argument(0).ToInteger()}, c.Argument(1))
				return goja.Undefined()
			},
			// get(id) is the value bound; undefined when there is none.
			"get": func(c goja.FunctionCall) goja.Value {
				if v, ok := vm.ContextValue(key{c.Argument(0).ToInteger()}).(goja.Value); ok {
					return v
				}
				return goja.Undefined()
			},
			// snapshot() gives a function that calls another in the context of
			// now.
			"snapshot": func(goja.FunctionCall) goja.Value {
				s := vm.Capture()
				return rt.ToValue(func(c goja.FunctionCall) goja.Value {
					var out goja.Value
					vm.Restore(s, func() { out = call(c.Argument(0), c.Arguments[1:]...) })
					return out
				})
			},
		}
	}}
}
