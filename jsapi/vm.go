package jsapi

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"
)

// MaxCallStack is the depth of calls at which code is stopped. Unwinding a
// deeper stack through native callbacks takes quadratic time.
const MaxCallStack = 2000

// A VM is one JavaScript runtime and the event loop that drives it. Its
// methods belong to the loop's goroutine, the one that calls Run, except where
// they say otherwise.
type VM struct {
	loop
	rt      *goja.Runtime
	library Library
	loaded  map[string]goja.Value
	host    map[any]any
	running atomic.Pointer[Task]

	newError, newTypeError, uint8Array goja.Value
	uncaught                           func(task *Task, reason goja.Value)
	rejections                         map[*goja.Promise]*Task
	quiet                              map[*goja.Promise]struct{}
}

// New is a VM whose scripts can reach the modules of library.
func New(library Library) *VM {
	vm := &VM{
		rt:         goja.New(),
		library:    library,
		loaded:     map[string]goja.Value{},
		host:       map[any]any{},
		rejections: map[*goja.Promise]*Task{},
		quiet:      map[*goja.Promise]struct{}{},
	}
	vm.loop.wake = make(chan struct{}, 1)
	vm.loop.born = time.Now()
	vm.loop.tasks = map[*Task]struct{}{}
	vm.rt.SetMaxCallStackSize(MaxCallStack)
	vm.rt.SetAsyncContextTracker(tracker{vm})
	vm.rt.SetPromiseRejectionTracker(vm.trackRejection)
	vm.newError = vm.rt.Get("Error")
	vm.newTypeError = vm.rt.Get("TypeError")
	vm.uint8Array = vm.rt.Get("Uint8Array")
	return vm
}

// Runtime is the engine's runtime.
func (vm *VM) Runtime() *goja.Runtime { return vm.rt }

// Store keeps a capability's own state with the VM, under a key of a type of
// the capability's own; Load reads it back, nil when there is none.
func (vm *VM) Store(key, value any) { vm.host[key] = value }

// Load reads what Store kept.
func (vm *VM) Load(key any) any { return vm.host[key] }

// Task is the task whose code runs now, or nil.
func (vm *VM) Task() *Task {
	if vm.frame == nil {
		return nil
	}
	return vm.frame.task
}

// ContextValue is the value bound to key around the code that runs now, by
// With, across awaits and callbacks; nil when there is none.
func (vm *VM) ContextValue(key any) any { return vm.frame.lookup(key) }

// With calls f with value bound to key in its asynchronous context.
func (vm *VM) With(key, value any, f func()) {
	outer := vm.frame
	inner := &frame{key: key, value: value, parent: outer}
	if outer != nil {
		inner.task = outer.task
	}
	vm.enter(inner)
	defer vm.enter(outer)
	f()
}

// Enter binds value to key in the asynchronous context of the code that runs
// now, from here on, and of all that it goes on to do: until the innermost With
// or Call around it returns.
func (vm *VM) Enter(key, value any) {
	inner := &frame{key: key, value: value, parent: vm.frame.without(key)}
	if vm.frame != nil {
		inner.task = vm.frame.task
	}
	vm.enter(inner)
}

// contextKey binds the context of WithContext.
type contextKey struct{}

// Context is the context of the code that runs now: the one that WithContext
// bound around it, else that of its task; never nil. Native code that works in
// the turn itself takes it; an Operation has its own.
func (vm *VM) Context() context.Context { return vm.frame.context() }

// WithContext calls f, and all that f's code goes on to do across awaits and
// callbacks, under ctx. Native operations started there get it, so ctx must be
// derived from Context, to end when the task does.
func (vm *VM) WithContext(ctx context.Context, f func()) { vm.With(contextKey{}, ctx, f) }

// A Snapshot is an asynchronous context to come back to.
type Snapshot struct{ frame *frame }

// Capture is the asynchronous context of the code that runs now.
func (vm *VM) Capture() Snapshot { return Snapshot{vm.frame} }

// Restore calls f in a captured context.
func (vm *VM) Restore(s Snapshot, f func()) {
	outer := vm.frame
	vm.enter(s.frame)
	defer vm.enter(outer)
	f()
}

// Call calls a JavaScript function. The error is what it threw: a
// *goja.Exception, or what ends the VM.
func (vm *VM) Call(f goja.Callable, this goja.Value, args ...goja.Value) (goja.Value, error) {
	outer := vm.frame
	vm.Touch()
	v, err := f(this, args...)
	vm.enter(outer)
	return v, vm.Check(err)
}

// Then calls one of the functions when v, a promise or any value, is settled.
// An error is what reading its then member threw.
func (vm *VM) Then(v goja.Value, fulfilled, rejected func(goja.Value)) error {
	o, ok := v.(*goja.Object)
	if !ok {
		fulfilled(v)
		return nil
	}
	if o.ExportType() == promiseType { // exporting anything else would copy it
		if p, ok := o.Export().(*goja.Promise); ok && p.State() == goja.PromiseStateFulfilled {
			fulfilled(p.Result())
			return nil
		}
	}
	then, ok := goja.AssertFunction(o.Get("then"))
	if !ok {
		fulfilled(v)
		return nil
	}
	settled := false
	once := func(f func(goja.Value)) goja.Value {
		return vm.rt.ToValue(func(c goja.FunctionCall) goja.Value {
			if !settled {
				settled = true
				f(c.Argument(0))
			}
			return goja.Undefined()
		})
	}
	_, err := vm.Call(then, o, once(fulfilled), once(rejected))
	if settled {
		return nil
	}
	return err
}

// Exception is a thrown value as an error.
func (vm *VM) Exception(thrown goja.Value) error {
	return &Thrown{Value: thrown}
}

// Thrown is a value that a script threw, on its way through Go.
type Thrown struct{ Value goja.Value }

// Error implements error: the value's stack, else its text.
func (t *Thrown) Error() string {
	if o, ok := t.Value.(*goja.Object); ok {
		if stack, ok := o.Get("stack").(goja.String); ok && stack.Length() > 0 {
			return Stack(stack.String())
		}
	}
	return t.Value.String()
}

// Require loads a module and gives its exports. Only what a module's own code requires
// may name an internal module; scripts go through the function that
// RequireFunc makes.
func (vm *VM) Require(specifier string) (goja.Value, error) {
	if v, ok := vm.loaded[specifier]; ok {
		return v, nil
	}
	m, ok := vm.library[specifier]
	if !ok {
		return nil, fmt.Errorf("cannot find module %q: the host has no module of that name", specifier)
	}
	var native *goja.Object
	if m.Open != nil {
		native = vm.exports(m.Open(vm))
		if m.Source == "" {
			vm.loaded[specifier] = native
			return native, nil
		}
	}
	program, err := m.load()
	if err != nil {
		return nil, fmt.Errorf("module %q: %w", specifier, err)
	}
	wrapper, err := vm.rt.RunProgram(program)
	if err != nil {
		return nil, vm.Check(err)
	}
	module := vm.rt.NewObject()
	exports := vm.rt.NewObject()
	module.Set("exports", exports)
	vm.loaded[specifier] = exports // for cycles
	require := vm.rt.ToValue(func(c goja.FunctionCall) goja.Value {
		name := c.Argument(0).String()
		if name == "host:native" && native != nil {
			return native
		}
		return vm.mustRequire(name)
	})
	call, _ := goja.AssertFunction(wrapper)
	if _, err := vm.Call(call, goja.Undefined(), exports, require, module); err != nil {
		delete(vm.loaded, specifier)
		return nil, err
	}
	v := module.Get("exports")
	vm.loaded[specifier] = v
	return v, nil
}

// mustRequire is Require for code called from JavaScript: an error is thrown.
func (vm *VM) mustRequire(specifier string) goja.Value {
	v, err := vm.Require(specifier)
	if err != nil {
		vm.Throw(err)
	}
	return v
}

// Evaluate runs a bundle: its code as a CommonJS module. filename and root are
// what __filename and import.meta.url are told from; the value is the module's
// exports.
func (vm *VM) Evaluate(p *Program, filename, root string) (*goja.Object, error) {
	wrapper, err := vm.rt.RunProgram(p.program)
	if err != nil {
		return nil, vm.Check(err)
	}
	call, _ := goja.AssertFunction(wrapper)
	module := vm.rt.NewObject()
	exports := vm.rt.NewObject()
	module.Set("exports", exports)
	dir := filename
	for i := len(filename) - 1; i >= 0; i-- {
		if filename[i] == '/' {
			dir = filename[:i]
			break
		}
	}
	_, err = vm.Call(call, goja.Undefined(), exports, vm.rt.ToValue(vm.scriptRequire), module,
		vm.rt.ToValue(filename), vm.rt.ToValue(dir), vm.rt.ToValue(root))
	if err != nil {
		return nil, err
	}
	return module.Get("exports").ToObject(vm.rt), nil
}

// scriptRequire is the require of a bundle: public modules only.
func (vm *VM) scriptRequire(c goja.FunctionCall) goja.Value {
	name := c.Argument(0).String()
	const internal = "host:internal/"
	if len(name) >= len(internal) && name[:len(internal)] == internal {
		vm.Throw(fmt.Errorf("cannot find module %q: it is internal to the host", name))
	}
	v := vm.mustRequire(name)
	if strings.HasPrefix(name, "node:") {
		return whole(v)
	}
	return v
}

// whole is what require() gives of a module of Node's: what it exports by
// default, which for some of them is a function that packages call or extend.
func whole(v goja.Value) goja.Value {
	o, ok := v.(*goja.Object)
	if !ok {
		return v
	}
	if es := o.Get("__esModule"); es == nil || !es.ToBoolean() {
		return v
	}
	if all := o.Get("default"); all != nil && !goja.IsUndefined(all) {
		return all
	}
	return v
}

// LazyGlobal defines a global that loads its module when first read.
func (vm *VM) LazyGlobal(name, specifier, export string) error {
	global := vm.rt.GlobalObject()
	set := func(v goja.Value) error {
		return global.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	getter := vm.rt.ToValue(func(goja.FunctionCall) goja.Value {
		v := vm.mustRequire(specifier).ToObject(vm.rt)
		member := v.Get(export)
		if member == nil {
			panic(vm.rt.NewTypeError("module %q has no export %q", specifier, export))
		}
		if err := set(member); err != nil {
			vm.Throw(err)
		}
		return member
	})
	setter := vm.rt.ToValue(func(c goja.FunctionCall) goja.Value {
		if err := set(c.Argument(0)); err != nil {
			vm.Throw(err)
		}
		return goja.Undefined()
	})
	return global.DefineAccessorProperty(name, getter, setter, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// exports makes a native module's object. Functions are named for their place
// there rather than for what they are in Go.
func (vm *VM) exports(e Exports) *goja.Object {
	o := vm.rt.NewObject()
	for name, member := range e {
		v := vm.Value(member)
		if f, ok := v.(*goja.Object); ok && f.ClassName() == "Function" {
			_ = f.DefineDataProperty("name", vm.rt.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		}
		o.Set(name, v)
	}
	return o
}

// OnUncaught sets what is told of a value that nothing caught: thrown by a
// callback, or the reason of a promise that was rejected and that nothing had
// handled when its turn ended. task is the task whose code it was, or nil.
func (vm *VM) OnUncaught(f func(task *Task, reason goja.Value)) { vm.uncaught = f }

// Uncaught reports what a callback threw that has no caller in JavaScript.
func (vm *VM) Uncaught(err error) {
	if vm.fatal == nil && vm.uncaught != nil {
		vm.uncaught(vm.Task(), vm.ErrorValue(err))
	}
}

// Microtask calls f when the code that runs now has ended, after the
// microtasks that are queued already.
func (vm *VM) Microtask(f func()) {
	promise, resolve, _ := vm.rt.NewPromise()
	then, _ := goja.AssertFunction(vm.rt.ToValue(promise).ToObject(vm.rt).Get("then"))
	job := vm.rt.ToValue(func(goja.FunctionCall) goja.Value {
		f()
		return goja.Undefined()
	})
	if _, err := vm.Call(then, vm.rt.ToValue(promise), job); err != nil {
		return // the VM is ending
	}
	vm.Check(resolve(goja.Undefined()))
}

// NextTick calls f when the code that runs now has ended, before the microtasks
// that are queued by then; from a microtask, after all of them.
func (vm *VM) NextTick(f func()) {
	around := vm.Capture()
	vm.rt.NextTick(func() {
		if vm.fatal == nil {
			vm.Restore(around, f)
		}
	})
}

// Handled declares that a promise made by native code may be rejected without
// anyone waiting for it yet.
func (vm *VM) Handled(p *goja.Promise) { vm.quiet[p] = struct{}{} }

func (vm *VM) trackRejection(p *goja.Promise, op goja.PromiseRejectionOperation) {
	if op == goja.PromiseRejectionHandle {
		delete(vm.rejections, p)
		return
	}
	if _, ok := vm.quiet[p]; ok {
		delete(vm.quiet, p)
		return
	}
	vm.rejections[p] = vm.Task()
}

// reportRejections tells of the rejections that the turn left unhandled.
func (vm *VM) reportRejections() {
	for p, task := range vm.rejections {
		delete(vm.rejections, p)
		if vm.uncaught != nil {
			vm.uncaught(task, p.Result())
		}
	}
}
