package timers

import "github.com/dop251/goja"

// A method of an object that scripts got for a timer.
type method func(this *goja.Object, one *timer) goja.Value

type methods map[string]method

// class makes the prototype of a class of Node's that scripts cannot
// construct, with methods of its timers.
func (t *timers) class(name string, of methods) *goja.Object {
	rt := t.vm.Runtime()
	constructor := rt.ToValue(func(goja.FunctionCall) goja.Value {
		panic(rt.NewTypeError("Illegal constructor"))
	}).ToObject(rt)
	o := rt.NewObject()
	_ = constructor.DefineDataProperty("name", rt.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	_ = o.DefineDataProperty("constructor", constructor, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	for name, f := range of {
		_ = o.DefineDataProperty(name, t.method(f), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	return o
}

func (t *timers) method(f method) goja.Value {
	rt := t.vm.Runtime()
	return rt.ToValue(func(c goja.FunctionCall) goja.Value {
		this := c.This.ToObject(rt)
		one := t.of(this)
		if one == nil {
			panic(rt.NewTypeError("not a timer"))
		}
		return f(this, one)
	})
}

// referenced are ref, unref and hasRef. A timer never keeps the host alive, so
// they change nothing but what hasRef says.
func (t *timers) referenced(of methods) methods {
	of["ref"] = func(this *goja.Object, one *timer) goja.Value {
		one.unref = false
		return this
	}
	of["unref"] = func(this *goja.Object, one *timer) goja.Value {
		one.unref = true
		return this
	}
	of["hasRef"] = func(_ *goja.Object, one *timer) goja.Value {
		return t.vm.Runtime().ToValue(!one.unref && (one.stop != nil || one.repeat && !one.cleared))
	}
	return of
}

// dispose makes `using timer = setTimeout(...)` clear the timer. The symbol is
// looked up when it is used: the library adds it to the engine.
func (t *timers) dispose(o *goja.Object) {
	symbols := t.vm.Runtime().Get("Symbol").ToObject(t.vm.Runtime())
	symbol, ok := symbols.Get("dispose").(*goja.Symbol)
	if !ok {
		return
	}
	_ = o.DefineDataPropertySymbol(symbol, t.method(func(_ *goja.Object, one *timer) goja.Value {
		t.clear(one)
		return goja.Undefined()
	}), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

func (t *timers) timeoutPrototype() *goja.Object {
	o := t.class("Timeout", t.referenced(methods{
		// refresh starts the timer anew, also one that has been called.
		"refresh": func(this *goja.Object, one *timer) goja.Value {
			if one.cleared {
				return this
			}
			if one.stop != nil {
				one.stop()
			}
			t.start(one, one.delay)
			return this
		},
		"close": func(this *goja.Object, one *timer) goja.Value {
			t.clear(one)
			return this
		},
	}))
	t.dispose(o)
	primitive := t.method(func(_ *goja.Object, one *timer) goja.Value {
		if one.stop != nil || one.repeat && !one.cleared {
			t.numbered[one.id] = one
		}
		return t.vm.Runtime().ToValue(one.id)
	})
	_ = o.DefineDataPropertySymbol(goja.SymToPrimitive, primitive, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return o
}

func (t *timers) immediatePrototype() *goja.Object {
	o := t.class("Immediate", t.referenced(methods{}))
	t.dispose(o)
	return o
}
