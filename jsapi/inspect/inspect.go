// Package inspect lends the library what JavaScript cannot see of a value:
// its true class, the state of a promise, the target of a proxy. util.inspect,
// util.types and deep comparison are made of it.
package inspect

import (
	"reflect"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

// Module lends "host:internal/inspect".
func Module() *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/inspect", Open: func(vm *jsapi.VM) jsapi.Exports {
		rt := vm.Runtime()
		return jsapi.Exports{
			// classOf gives the class that a value was made with, whatever its
			// prototype and tag say, for those that the engine tells apart:
			// "Array", "Date", "Error", "Promise", "Proxy"; "Object" otherwise.
			"classOf": func(c goja.FunctionCall) goja.Value { return rt.ToValue(classOf(c.Argument(0))) },
			// promise gives the state of a promise, and its result.
			"promise": func(c goja.FunctionCall) goja.Value {
				if c.Argument(0).ExportType() != promiseType {
					return goja.Undefined()
				}
				p := c.Argument(0).Export().(*goja.Promise)
				state := map[goja.PromiseState]string{goja.PromiseStatePending: "pending",
					goja.PromiseStateFulfilled: "fulfilled", goja.PromiseStateRejected: "rejected"}[p.State()]
				result := p.Result()
				if result == nil {
					result = goja.Undefined()
				}
				return rt.NewArray(state, result)
			},
			// proxy gives the target and the handler of a proxy.
			"proxy": func(c goja.FunctionCall) goja.Value {
				if c.Argument(0).ExportType() != proxyType {
					return goja.Undefined()
				}
				p := c.Argument(0).Export().(goja.Proxy)
				return rt.NewArray(orNull(p.Target()), orNull(p.Handler()))
			},
		}
	}}
}

// Exporting a value copies it; asking for its type does not.
var (
	promiseType = reflect.TypeFor[*goja.Promise]()
	proxyType   = reflect.TypeFor[goja.Proxy]()
	bufferType  = reflect.TypeFor[goja.ArrayBuffer]()
)

func orNull(o *goja.Object) goja.Value {
	if o == nil {
		return goja.Null()
	}
	return o
}

func classOf(v goja.Value) string {
	o, ok := v.(*goja.Object)
	if !ok {
		return ""
	}
	switch o.ExportType() {
	case proxyType:
		return "Proxy"
	case promiseType:
		return "Promise"
	case bufferType:
		return "ArrayBuffer"
	}
	return o.ClassName()
}
