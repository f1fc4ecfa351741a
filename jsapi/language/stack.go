package language

import (
	"bytes"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

// stacks defines Error.captureStackTrace and Error.stackTraceLimit, as V8 has
// them. Stacks of errors themselves are the engine's, and whole.
func stacks(vm *jsapi.VM) error {
	rt := vm.Runtime()
	class := rt.Get("Error").ToObject(rt)
	if err := class.DefineDataProperty("stackTraceLimit", rt.ToValue(10), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
		return err
	}
	capture := rt.ToValue(func(c goja.FunctionCall) goja.Value {
		o, ok := c.Argument(0).(*goja.Object)
		if !ok {
			vm.Throw(jsapi.TypeErrorf("Invalid argument"))
		}
		above := ""
		if f, ok := c.Argument(1).(*goja.Object); ok {
			if name := f.Get("name"); name != nil {
				above = name.String()
			}
		}
		limit := 10
		if v := class.Get("stackTraceLimit"); v != nil {
			limit = int(v.ToInteger())
		}
		if err := capture(vm, o, above, limit); err != nil {
			vm.Throw(err)
		}
		return goja.Undefined()
	})
	// The engine names a native function by its property.
	return class.DefineDataProperty("captureStackTrace", named(rt, capture, "captureStackTrace", 2), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// named gives a native function its name and length.
func named(rt *goja.Runtime, f goja.Value, name string, length int) goja.Value {
	o := f.ToObject(rt)
	// Both are configurable on a function: defining cannot fail.
	_ = o.DefineDataProperty("name", rt.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	_ = o.DefineDataProperty("length", rt.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return o
}

// capture gives o a stack property: the frames that called the innermost
// function named above, or all but captureStackTrace itself. The text is made
// when it is read.
func capture(vm *jsapi.VM, o *goja.Object, above string, limit int) error {
	rt := vm.Runtime()
	frames := rt.CaptureCallStack(0, nil)
	if len(frames) > 0 {
		frames = frames[1:]
	}
	if above != "" {
		for i, f := range frames {
			if f.FuncName() == above {
				frames = frames[i+1:]
				break
			}
		}
	}
	frames = frames[:max(0, min(limit, len(frames)))]
	header := ""
	if toString, ok := goja.AssertFunction(rt.Get("Error").ToObject(rt).Get("prototype").ToObject(rt).Get("toString")); ok {
		if v, err := vm.Call(toString, o); err == nil {
			header = v.String()
		}
	}
	define := func(v goja.Value) error {
		return o.DefineDataProperty("stack", v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	getter := rt.ToValue(func(goja.FunctionCall) goja.Value {
		b := bytes.NewBufferString(header)
		for i := range frames {
			b.WriteString("\n    at ")
			frames[i].Write(b)
		}
		text := rt.ToValue(b.String())
		if err := define(text); err != nil {
			vm.Throw(err)
		}
		return text
	})
	setter := rt.ToValue(func(c goja.FunctionCall) goja.Value {
		if err := define(c.Argument(0)); err != nil {
			vm.Throw(err)
		}
		return goja.Undefined()
	})
	return o.DefineAccessorProperty("stack", getter, setter, goja.FLAG_TRUE, goja.FLAG_FALSE)
}
