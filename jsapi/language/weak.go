package language

import (
	"runtime"
	"weak"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

// alive keeps what a WeakRef gave, or was made of, until the code that runs
// now has ended (ECMAScript 9.11, KeepDuringJob).
type alive struct {
	vm      *jsapi.VM
	objects []*goja.Object
}

func (a *alive) keep(o *goja.Object) {
	if len(a.objects) == 0 {
		a.vm.Microtask(func() { a.objects = nil })
	}
	a.objects = append(a.objects, o)
}

// weakReference gives weak(target): a function that gives the target for as
// long as something else holds it. Symbols are held for good.
func weakReference(vm *jsapi.VM) func(goja.FunctionCall) goja.Value {
	a := &alive{vm: vm}
	return func(c goja.FunctionCall) goja.Value {
		target := c.Argument(0)
		o, ok := target.(*goja.Object)
		if !ok {
			return vm.Runtime().ToValue(func(goja.FunctionCall) goja.Value { return target })
		}
		a.keep(o)
		p := weak.Make(o)
		return vm.Runtime().ToValue(func(goja.FunctionCall) goja.Value {
			if o := p.Value(); o != nil {
				a.keep(o)
				return o
			}
			return goja.Undefined()
		})
	}
}

// cell is one registration of a FinalizationRegistry.
type cell struct {
	held  goja.Value
	token weak.Pointer[goja.Object]
}

// registry is a FinalizationRegistry. What the garbage collector knows of a
// target is the cell's number alone: anything more would keep the whole
// runtime alive for as long as the target is.
type registry struct {
	vm       *jsapi.VM
	callback goja.Callable
	cells    map[int64]cell
	last     int64
}

// collected says that the target of a cell is gone.
type collected struct {
	registry weak.Pointer[registry]
	id       int64
}

// finalizationRegistry gives registry(callback): {register, unregister}.
func finalizationRegistry(vm *jsapi.VM) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value {
		callback, _ := goja.AssertFunction(c.Argument(0))
		r := &registry{vm: vm, callback: callback, cells: map[int64]cell{}}
		return vm.Value(jsapi.Exports{
			"register": func(c goja.FunctionCall) goja.Value {
				r.register(c.Argument(0), c.Argument(1), c.Argument(2))
				return goja.Undefined()
			},
			"unregister": func(c goja.FunctionCall) goja.Value {
				return vm.Runtime().ToValue(r.unregister(c.Argument(0)))
			},
		})
	}
}

func (r *registry) register(target, held, token goja.Value) {
	o, ok := target.(*goja.Object)
	if !ok {
		return // a symbol, which is never collected
	}
	r.last++
	one := cell{held: held}
	if t, ok := token.(*goja.Object); ok {
		one.token = weak.Make(t)
	}
	r.cells[r.last] = one
	runtime.AddCleanup(o, func(c collected) {
		if r := c.registry.Value(); r != nil {
			r.vm.Post(func() { r.finalize(c.id) })
		}
	}, collected{weak.Make(r), r.last})
}

func (r *registry) finalize(id int64) {
	one, ok := r.cells[id]
	if !ok {
		return
	}
	delete(r.cells, id)
	if _, err := r.vm.Call(r.callback, goja.Undefined(), one.held); err != nil {
		r.vm.Uncaught(err)
	}
}

func (r *registry) unregister(token goja.Value) bool {
	t, ok := token.(*goja.Object)
	if !ok {
		return false
	}
	p := weak.Make(t)
	removed := false
	for id, one := range r.cells {
		if one.token == p {
			delete(r.cells, id)
			removed = true
		}
	}
	return removed
}
