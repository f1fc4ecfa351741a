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
	// delay is that of the timer that was called last; set is when it was
	// called, or when another of this delay was set since.
	delay time.Duration
	set   time.Time
	// numbered are the pending timers whose number a script has asked for:
	// clearTimeout takes that too.
	numbered map[int64]*timer
	// self is where the objects that scripts get keep their timer.
	self                         *goja.Symbol
	timeoutClass, immediateClass *goja.Object // the prototypes
}

// timer is what stands behind the object that setTimeout, setInterval or
// setImmediate returns.
type timer struct {
	id        int64
	callback  goja.Callable
	args      []goja.Value
	delay     time.Duration
	repeat    bool
	immediate bool
	unref     bool
	cleared   bool
	stop      func() // nil when it is not pending
}

func open(vm *jsapi.VM) jsapi.Exports {
	t := &timers{vm: vm, numbered: map[int64]*timer{}, self: goja.NewSymbol("timer")}
	t.timeoutClass, t.immediateClass = t.timeoutPrototype(), t.immediatePrototype()
	return jsapi.Exports{
		"setTimeout": t.starter("setTimeout", func(c goja.FunctionCall) (*timer, int) {
			return &timer{delay: delay(c.Argument(1))}, 2
		}),
		"setInterval": t.starter("setInterval", func(c goja.FunctionCall) (*timer, int) {
			return &timer{delay: delay(c.Argument(1)), repeat: true}, 2
		}),
		"setImmediate":   t.starter("setImmediate", func(goja.FunctionCall) (*timer, int) { return &timer{immediate: true}, 1 }),
		"clearTimeout":   t.clearTimeout,
		"clearInterval":  t.clearTimeout,
		"clearImmediate": t.clearImmediate,
		"queueMicrotask": t.microtask,
	}
}

// starter is one of the functions that start a timer. make gives the timer that is
// asked for, and where the arguments of its callback begin.
func (t *timers) starter(name string, make func(goja.FunctionCall) (*timer, int)) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value {
		callback, ok := goja.AssertFunction(c.Argument(0))
		if !ok {
			t.vm.Throw(&jsapi.Error{Name: "TypeError", Code: "ERR_INVALID_ARG_TYPE",
				Message: name + `: The "callback" argument must be of type function. Received ` + c.Argument(0).String()})
		}
		one, rest := make(c)
		one.callback = callback
		if len(c.Arguments) > rest {
			one.args = append([]goja.Value{}, c.Arguments[rest:]...)
		}
		t.last++
		one.id = t.last
		t.start(one, one.delay)
		o := t.vm.Runtime().NewObject()
		class := t.timeoutClass
		if one.immediate {
			class = t.immediateClass
		}
		_ = o.SetPrototype(class) // a fresh object takes any prototype
		_ = o.DefineDataPropertySymbol(t.self, t.vm.Runtime().ToValue(one), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
		return o
	}
}

// delay is a delay argument: whole milliseconds, at least one.
func delay(v goja.Value) time.Duration {
	ms := v.ToFloat()
	if !(ms >= 1 && ms <= longest) {
		ms = 1
	}
	return time.Duration(ms) * time.Millisecond
}

func (t *timers) start(one *timer, after time.Duration) {
	if one.immediate {
		one.stop = t.vm.Immediate(func() { t.fire(one) })
		return
	}
	one.stop = t.vm.After(after, func() { t.fire(one) })
	if after == t.delay {
		t.set = time.Now()
	}
}

// fire calls the timer's function. An interval counts from when its function
// was called, but stands behind the timers of its delay that the function set.
func (t *timers) fire(one *timer) {
	one.stop = nil
	t.set, t.delay = time.Now(), one.delay
	if _, err := t.vm.Call(one.callback, goja.Undefined(), one.args...); err != nil {
		t.vm.Uncaught(err)
	}
	switch {
	case one.stop != nil: // it was refreshed
	case one.repeat && !one.cleared:
		t.start(one, one.delay-time.Since(t.set))
	default:
		delete(t.numbered, one.id)
	}
}

func (t *timers) clear(one *timer) {
	one.cleared = true
	if one.stop != nil {
		one.stop()
		one.stop = nil
	}
	delete(t.numbered, one.id)
}

// clearTimeout takes what setTimeout or setInterval returned, or its number,
// and leaves anything else alone.
func (t *timers) clearTimeout(c goja.FunctionCall) goja.Value {
	one := t.of(c.Argument(0))
	if v := c.Argument(0); one == nil && !goja.IsUndefined(v) && !goja.IsNull(v) {
		if _, object := v.(*goja.Object); !object {
			one = t.numbered[v.ToInteger()]
		}
	}
	if one != nil && !one.immediate {
		t.clear(one)
	}
	return goja.Undefined()
}

// clearImmediate takes what setImmediate returned, and leaves anything else
// alone.
func (t *timers) clearImmediate(c goja.FunctionCall) goja.Value {
	if one := t.of(c.Argument(0)); one != nil && one.immediate {
		t.clear(one)
	}
	return goja.Undefined()
}

// of is the timer of an object that scripts got, else nil.
func (t *timers) of(v goja.Value) *timer {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	self := o.GetSymbol(t.self)
	if self == nil {
		return nil
	}
	one, _ := self.Export().(*timer)
	return one
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
