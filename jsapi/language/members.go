package language

import (
	"strings"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

// A member is a property of a built-in object that is loaded when first read.
type member struct {
	// holder is where it belongs, from the global object: "Array.prototype".
	// "%Iterator%" is what all iterators inherit from.
	holder string
	name   string
	symbol string // instead of name: a well-known symbol
	module string
	export string
}

const (
	libraryModule  = "host:internal/language"
	iteratorModule = "host:internal/iterator"
)

// members are what the engine lacks. One that it has by now is left alone.
var members = []member{
	{holder: "Promise", name: "withResolvers", module: libraryModule, export: "withResolvers"},
	{holder: "Promise", name: "try", module: libraryModule, export: "promiseTry"},
	{holder: "Object", name: "groupBy", module: libraryModule, export: "objectGroupBy"},
	{holder: "Map", name: "groupBy", module: libraryModule, export: "mapGroupBy"},
	{holder: "Map.prototype", name: "getOrInsert", module: libraryModule, export: "getOrInsert"},
	{holder: "Map.prototype", name: "getOrInsertComputed", module: libraryModule, export: "getOrInsertComputed"},
	{holder: "Array", name: "fromAsync", module: libraryModule, export: "fromAsync"},
	{holder: "RegExp", name: "escape", module: libraryModule, export: "regExpEscape"},
	{holder: "Math", name: "sumPrecise", module: libraryModule, export: "sumPrecise"},
	{holder: "String.prototype", name: "isWellFormed", module: libraryModule, export: "isWellFormed"},
	{holder: "String.prototype", name: "toWellFormed", module: libraryModule, export: "toWellFormed"},
	{holder: "Object.prototype", name: "__defineGetter__", module: libraryModule, export: "defineGetter"},
	{holder: "Object.prototype", name: "__defineSetter__", module: libraryModule, export: "defineSetter"},
	{holder: "Object.prototype", name: "__lookupGetter__", module: libraryModule, export: "lookupGetter"},
	{holder: "Object.prototype", name: "__lookupSetter__", module: libraryModule, export: "lookupSetter"},
	{holder: "ArrayBuffer.prototype", name: "transfer", module: libraryModule, export: "transferBuffer"},
	{holder: "ArrayBuffer.prototype", name: "transferToFixedLength", module: libraryModule, export: "transferToFixedLength"},
	{holder: "%Iterator%", name: "map", module: iteratorModule, export: "map"},
	{holder: "%Iterator%", name: "filter", module: iteratorModule, export: "filter"},
	{holder: "%Iterator%", name: "take", module: iteratorModule, export: "take"},
	{holder: "%Iterator%", name: "drop", module: iteratorModule, export: "drop"},
	{holder: "%Iterator%", name: "flatMap", module: iteratorModule, export: "flatMap"},
	{holder: "%Iterator%", name: "reduce", module: iteratorModule, export: "reduce"},
	{holder: "%Iterator%", name: "toArray", module: iteratorModule, export: "toArray"},
	{holder: "%Iterator%", name: "forEach", module: iteratorModule, export: "forEach"},
	{holder: "%Iterator%", name: "some", module: iteratorModule, export: "some"},
	{holder: "%Iterator%", name: "every", module: iteratorModule, export: "every"},
	{holder: "%Iterator%", name: "find", module: iteratorModule, export: "find"},
	{holder: "%Iterator%", symbol: "dispose", module: iteratorModule, export: "dispose"},
	{holder: "", name: "Iterator", module: iteratorModule, export: "Iterator"},
	{holder: "", name: "WeakRef", module: libraryModule, export: "WeakRef"},
	{holder: "", name: "FinalizationRegistry", module: libraryModule, export: "FinalizationRegistry"},
	{holder: "", name: "DisposableStack", module: "host:internal/disposable", export: "DisposableStack"},
	{holder: "", name: "AsyncDisposableStack", module: "host:internal/disposable", export: "AsyncDisposableStack"},
	{holder: "", name: "SuppressedError", module: "host:internal/disposable", export: "SuppressedError"},
	{holder: "", name: "structuredClone", module: "host:internal/structured-clone", export: "structuredClone"},
}

func find(vm *jsapi.VM, holder string) *goja.Object {
	rt := vm.Runtime()
	o := rt.GlobalObject()
	switch holder {
	case "":
		return o
	case "%Iterator%":
		iterator := rt.NewArray()
		values, _ := goja.AssertFunction(iterator.GetSymbol(goja.SymIterator))
		one, err := values(iterator)
		if err != nil {
			vm.Throw(err)
		}
		return one.ToObject(rt).Prototype().Prototype()
	}
	for part := range strings.SplitSeq(holder, ".") {
		o = o.Get(part).ToObject(rt)
	}
	return o
}

// define defines the member as a property that turns into the value itself
// when it is read or written.
func (m member) define(vm *jsapi.VM) error {
	rt := vm.Runtime()
	holder := find(vm, m.holder)
	var symbol *goja.Symbol
	if m.symbol != "" {
		symbol, _ = rt.Get("Symbol").ToObject(rt).Get(m.symbol).(*goja.Symbol)
		if holder.GetSymbol(symbol) != nil {
			return nil
		}
	} else if holder.Get(m.name) != nil {
		return nil
	}
	settle := func(o *goja.Object, v goja.Value) error {
		if symbol != nil {
			return o.DefineDataPropertySymbol(symbol, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		}
		enumerable := goja.FLAG_FALSE
		if o != holder {
			enumerable = goja.FLAG_TRUE // an assignment to something that inherits it
		}
		return o.DefineDataProperty(m.name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, enumerable)
	}
	getter := rt.ToValue(func(goja.FunctionCall) goja.Value {
		module, err := vm.Require(m.module)
		if err != nil {
			vm.Throw(err)
		}
		v := module.ToObject(rt).Get(m.export)
		if v == nil {
			panic(rt.NewTypeError("module %q has no export %q", m.module, m.export))
		}
		if err := settle(holder, v); err != nil {
			vm.Throw(err)
		}
		return v
	})
	setter := rt.ToValue(func(c goja.FunctionCall) goja.Value {
		o, ok := c.This.(*goja.Object)
		if !ok {
			o = holder
		}
		if err := settle(o, c.Argument(0)); err != nil {
			vm.Throw(err)
		}
		return goja.Undefined()
	})
	if symbol != nil {
		return holder.DefineAccessorPropertySymbol(symbol, getter, setter, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	return holder.DefineAccessorProperty(m.name, getter, setter, goja.FLAG_TRUE, goja.FLAG_FALSE)
}
