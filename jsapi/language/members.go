package language

import (
	"strings"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

// A member is a method of a built-in object that the engine lacks.
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

// define defines the member as a function that loads its module when it is
// first called, and goes on to what the module has.
func (m member) define(vm *jsapi.VM) error {
	rt := vm.Runtime()
	holder := find(vm, m.holder)
	var symbol *goja.Symbol
	name := m.name
	if m.symbol != "" {
		symbol, _ = rt.Get("Symbol").ToObject(rt).Get(m.symbol).(*goja.Symbol)
		name = "[Symbol." + m.symbol + "]"
		if holder.GetSymbol(symbol) != nil {
			return nil
		}
	} else if holder.Get(m.name) != nil {
		return nil
	}
	var loaded goja.Callable
	forward := rt.ToValue(func(c goja.FunctionCall) goja.Value {
		if loaded == nil {
			module, err := vm.Require(m.module)
			if err != nil {
				vm.Throw(err)
			}
			loaded, _ = goja.AssertFunction(module.ToObject(rt).Get(m.export))
		}
		v, err := loaded(c.This, c.Arguments...)
		if err != nil {
			vm.Throw(err)
		}
		return v
	}).ToObject(rt)
	// The name is configurable: defining cannot fail.
	_ = forward.DefineDataProperty("name", rt.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	if symbol != nil {
		return holder.DefineDataPropertySymbol(symbol, forward, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	return holder.DefineDataProperty(m.name, forward, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}
