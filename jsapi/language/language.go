// Package language completes the engine's standard library to that of ES2025:
// symbols, static and prototype methods, WeakRef, Error.captureStackTrace,
// structuredClone. It also bounds what one expression can allocate, because
// running out of memory ends the whole process.
//
// Everything but a few symbols and properties is written in TypeScript and
// loaded when it is first used.
package language

import (
	"fmt"
	"reflect"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

// Module lends "host:internal/language-native" to the library's TypeScript.
func Module() *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/language-native", Open: func(vm *jsapi.VM) jsapi.Exports {
		return jsapi.Exports{
			"classOf":  classOf(vm),
			"weak":     weakReference(vm),
			"registry": finalizationRegistry(vm),
			"transfer": transfer(vm),
		}
	}}
}

// classOf names the internal kind of an object, which Symbol.toStringTag
// cannot disguise: "Map", "Date", "Error", "Object"; undefined for no object.
func classOf(vm *jsapi.VM) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value {
		o, ok := c.Argument(0).(*goja.Object)
		if !ok {
			return goja.Undefined()
		}
		return vm.Runtime().ToValue(className(o))
	}
}

var (
	bufferType  = reflect.TypeFor[goja.ArrayBuffer]()
	promiseType = reflect.TypeFor[*goja.Promise]()
	proxyType   = reflect.TypeFor[goja.Proxy]()
	mapType     = reflect.TypeFor[[][2]any]()
	setType     = reflect.TypeFor[[]any]()
)

func className(o *goja.Object) string {
	class := o.ClassName()
	if class != "Object" {
		return class
	}
	switch o.ExportType() {
	case bufferType:
		return "ArrayBuffer"
	case promiseType:
		return "Promise"
	case proxyType:
		return "Proxy"
	case mapType:
		return "Map"
	case setType:
		return "Set"
	}
	return class
}

// transfer detaches an ArrayBuffer and gives its bytes to a new one.
func transfer(vm *jsapi.VM) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value {
		o, ok := c.Argument(0).(*goja.Object)
		if !ok {
			vm.Throw(jsapi.TypeErrorf("transfer: want an ArrayBuffer"))
		}
		buffer, ok := o.Export().(goja.ArrayBuffer)
		if !ok || buffer.Detached() {
			vm.Throw(jsapi.TypeErrorf("transfer: want an ArrayBuffer that is not detached"))
		}
		b := buffer.Bytes()
		buffer.Detach()
		return vm.Runtime().ToValue(vm.Runtime().NewArrayBuffer(b))
	}
}

// Setup prepares the language in a new VM. It comes before every other setup.
func Setup(vm *jsapi.VM) error {
	rt := vm.Runtime()
	symbols := rt.Get("Symbol").ToObject(rt)
	for _, name := range []string{"asyncIterator", "dispose", "asyncDispose"} {
		if symbols.Get(name) != nil {
			continue
		}
		err := symbols.DefineDataProperty(name, goja.NewSymbol("Symbol."+name), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
		if err != nil {
			return err
		}
	}
	global := rt.GlobalObject()
	for _, name := range []string{"global", "self"} {
		if err := global.DefineDataProperty(name, global, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			return err
		}
	}
	if err := stacks(vm); err != nil {
		return err
	}
	if err := bounds(vm); err != nil {
		return err
	}
	for _, m := range members {
		if err := m.define(vm); err != nil {
			return fmt.Errorf("%s.%s: %w", m.holder, m.name, err)
		}
	}
	return nil
}
