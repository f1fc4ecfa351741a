package language

import (
	"github.com/dop251/goja"

	"systembus/jsapi"
)

// Globals defines globals that come from modules: specifiers lists the
// module of each, which exports it by the same name. A module is loaded when
// one of its globals is first named, and no global costs anything before: they
// are found on an object behind the global one, and move to it then.
func Globals(specifiers map[string]string) func(*jsapi.VM) error {
	return func(vm *jsapi.VM) error {
		rt := vm.Runtime()
		global := rt.GlobalObject()
		behind := rt.NewDynamicObject(&globals{vm: vm, specifiers: specifiers})
		if err := behind.SetPrototype(global.Prototype()); err != nil {
			return err
		}
		return global.SetPrototype(behind)
	}
}

// globals are the globals of one VM that nobody has named yet.
type globals struct {
	vm         *jsapi.VM
	specifiers map[string]string
}

// Get implements goja.DynamicObject.
func (g *globals) Get(name string) goja.Value {
	specifier, ok := g.specifiers[name]
	if !ok {
		return nil
	}
	rt := g.vm.Runtime()
	module, err := g.vm.Require(specifier)
	if err != nil {
		g.vm.Throw(err)
	}
	v := module.ToObject(rt).Get(name)
	if v == nil {
		g.vm.Throw(jsapi.TypeErrorf("module %q has no export %q", specifier, name))
	}
	if err := rt.GlobalObject().DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		g.vm.Throw(err)
	}
	return v
}

// Has implements goja.DynamicObject.
func (g *globals) Has(name string) bool {
	_, ok := g.specifiers[name]
	return ok
}

// Set implements goja.DynamicObject. An assignment to a global is one to the
// global object itself, and does not come here.
func (g *globals) Set(string, goja.Value) bool { return false }

// Delete implements goja.DynamicObject.
func (g *globals) Delete(string) bool { return true }

// Keys implements goja.DynamicObject: globals are not enumerable.
func (g *globals) Keys() []string { return nil }
