// Package timers lends scripts setTimeout, setInterval, setImmediate and
// queueMicrotask, as WHATWG HTML 8.7 and Node define them. A timer belongs to
// the call whose code set it.
package timers

import (
	"math"
	"time"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

// longest is the longest delay; a longer one, or none at all, is a
// millisecond, as in Node.
const longest = math.MaxInt32

// Module lends "host:internal/timers".
func Module() *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/timers", Open: open}
}

// Globals defines the functions on the global object.
func Globals(vm *jsapi.VM) error {
	for _, name := range []string{"setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "clearImmediate", "queueMicrotask"} {
		if err := vm.LazyGlobal(name, "host:internal/timers", name); err != nil {
			return err
		}
	}
	return nil
}

// timers are the timers of one VM.
type timers struct {
	vm   *jsapi.VM
	last int64
	set  map[int64]*timer
	// proto is the prototype of what setTimeout returns: ref, unref, hasRef,
	// refresh, close and a conversion to the timer's number.
	proto *goja.Object
}

type timer struct {
	id       int64
	callback goja.Callable
	args     []goja.Value
	delay    time.Duration
	repeat   bool
	stop     func()
}

func open(vm *jsapi.VM) jsapi.Exports {
	t := &timers{vm: vm, set: map[int64]*timer{}}
	t.proto = t.prototype()
	rt := vm.Runtime()
	start := func(name string, repeat, immediate bool) func(goja.FunctionCall) goja.Value {
		return func(c goja.FunctionCall) goja.Value {
			callback, ok := goja.AssertFunction(c.Argument(0))
			if !ok {
				vm.Throw(&jsapi.Error{Name: "TypeError", Code: "ERR_INVALID_ARG_TYPE",
					Message: name + `: The "callback" argument must be of type function. Received ` + c.Argument(0).String()})
			}
			one := &timer{callback: callback, repeat: repeat}
			rest := 2
			if immediate {
				rest = 1
			} else {
				one.delay = delay(c.Argument(1))
			}
			if len(c.Arguments) > rest {
				one.args = append([]goja.Value{}, c.Arguments[rest:]...)
			}
			t.last++
			one.id = t.last
			t.start(one)
			o := rt.NewObject()
			_ = o.SetPrototype(t.proto) // a fresh object takes any prototype
			_ = o.DefineDataProperty("id", rt.ToValue(one.id), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
			return o
		}
	}
	clear := func(c goja.FunctionCall) goja.Value {
		if one := t.find(c.Argument(0)); one != nil {
			t.clear(one)
		}
		return goja.Undefined()
	}
	return jsapi.Exports{
		"setTimeout":     start("setTimeout", false, false),
		"setInterval":    start("setInterval", true, false),
		"setImmediate":   start("setImmediate", false, true),
		"clearTimeout":   clear,
		"clearInterval":  clear,
		"clearImmediate": clear,
		"queueMicrotask": t.microtask,
	}
}

// delay is a delay argument: milliseconds, at least one.
func delay(v goja.Value) time.Duration {
	ms := v.ToFloat()
	if !(ms >= 1 && ms <= longest) {
		ms = 1
	}
	return time.Duration(ms) * time.Millisecond
}

func (t *timers) start(one *timer) {
	t.set[one.id] = one
	one.stop = t.vm.After(one.delay, func() {
		if one.repeat {
			t.start(one)
		} else {
			delete(t.set, one.id)
		}
		if _, err := t.vm.Call(one.callback, goja.Undefined(), one.args...); err != nil {
			t.vm.Uncaught(err)
		}
	})
}

func (t *timers) clear(one *timer) {
	one.stop()
	delete(t.set, one.id)
}

// find is the timer that v stands for: what setTimeout returned, or its number.
func (t *timers) find(v goja.Value) *timer {
	if o, ok := v.(*goja.Object); ok {
		id := o.Get("id")
		if id == nil {
			return nil
		}
		v = id
	}
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
		return nil
	}
	return t.set[v.ToInteger()]
}

func (t *timers) prototype() *goja.Object {
	rt := t.vm.Runtime()
	o := rt.NewObject()
	method := func(name string, f func(this *goja.Object, one *timer) goja.Value) {
		_ = o.DefineDataProperty(name, rt.ToValue(func(c goja.FunctionCall) goja.Value {
			this := c.This.ToObject(rt)
			return f(this, t.find(this))
		}), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	same := func(this *goja.Object, _ *timer) goja.Value { return this }
	// A timer never keeps the host alive, so ref and unref change nothing.
	method("ref", same)
	method("unref", same)
	method("hasRef", func(*goja.Object, *timer) goja.Value { return rt.ToValue(true) })
	method("refresh", func(this *goja.Object, one *timer) goja.Value {
		if one != nil {
			one.stop()
			t.start(one)
		}
		return this
	})
	method("close", func(this *goja.Object, one *timer) goja.Value {
		if one != nil {
			t.clear(one)
		}
		return this
	})
	primitive := rt.ToValue(func(c goja.FunctionCall) goja.Value { return c.This.ToObject(rt).Get("id") })
	_ = o.DefineDataPropertySymbol(goja.SymToPrimitive, primitive, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return o
}

// microtask calls a function once the code that runs now has ended.
func (t *timers) microtask(c goja.FunctionCall) goja.Value {
	callback, ok := goja.AssertFunction(c.Argument(0))
	if !ok {
		t.vm.Throw(jsapi.TypeErrorf(`queueMicrotask: The "callback" argument must be of type function. Received %s`, c.Argument(0).String()))
	}
	t.vm.Microtask(func() {
		if _, err := t.vm.Call(callback, goja.Undefined()); err != nil {
			t.vm.Uncaught(err)
		}
	})
	return goja.Undefined()
}
