// Package performance lends the library a clock that never goes back (W3C
// High Resolution Time).
package performance

import (
	"time"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

// origin is when the process began, near enough.
var origin = time.Now()

// Module lends "host:internal/performance-native": now, in milliseconds since
// timeOrigin, itself in milliseconds since 1970.
func Module() *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/performance-native", Open: func(vm *jsapi.VM) jsapi.Exports {
		rt := vm.Runtime()
		return jsapi.Exports{
			"timeOrigin": float64(origin.UnixMicro()) / 1000,
			"now": func(goja.FunctionCall) goja.Value {
				return rt.ToValue(float64(time.Since(origin).Nanoseconds()) / 1e6)
			},
		}
	}}
}
