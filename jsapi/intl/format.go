package intl

import (
	"encoding/json"
	"math"
	"math/big"
	"sync"

	"github.com/dop251/goja"

	"systembus/jsapi"
	"systembus/jsapi/intl/datetime"
	"systembus/jsapi/intl/number"
	"systembus/jsapi/intl/plural"
	"systembus/jsapi/intl/wording"
)

// read decodes an options object that the library's own code has made, and
// gives its JSON text.
func read(vm *jsapi.VM, v goja.Value, into any) string {
	text, err := vm.JSON(v)
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		vm.Throw(err)
	}
	return string(text)
}

// A cache keeps formatters by their options, for all VMs: toLocaleString
// makes a new one at every call.
type cache[T any] struct {
	mu  sync.Mutex
	all map[string]T
}

// kept is how many formatters a cache keeps.
const kept = 256

func (c *cache[T]) get(key string, create func() (T, error)) (T, error) {
	c.mu.Lock()
	one, ok := c.all[key]
	c.mu.Unlock()
	if ok {
		return one, nil
	}
	one, err := create()
	if err != nil {
		return one, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.all == nil || len(c.all) >= kept {
		c.all = map[string]T{}
	}
	c.all[key] = one
	return one, nil
}

// formatters are those that all VMs of a module share.
type formatters struct {
	dates   cache[*datetime.Formatter]
	numbers cache[*number.Formatter]
}

func method(rt *goja.Runtime, o *goja.Object, name string, f func(c goja.FunctionCall) any) {
	_ = o.Set(name, func(c goja.FunctionCall) goja.Value { return rt.ToValue(f(c)) }) // a fresh object takes it
}

func (all *formatters) dateTimeFormat(vm *jsapi.VM, options goja.Value) goja.Value {
	var o datetime.Options
	key := read(vm, options, &o)
	f, err := all.dates.get(key, func() (*datetime.Formatter, error) { return datetime.New(o) })
	if err != nil {
		vm.Throw(fault(err))
	}
	rt := vm.Runtime()
	object := rt.NewObject()
	method(rt, object, "resolved", func(goja.FunctionCall) any { return vm.Value(f.Resolved()) })
	method(rt, object, "format", func(c goja.FunctionCall) any { return f.Format(moment(c, 0)) })
	method(rt, object, "parts", func(c goja.FunctionCall) any { return vm.Value(f.Parts(moment(c, 0))) })
	method(rt, object, "range", func(c goja.FunctionCall) any { return f.Range(moment(c, 0), moment(c, 1)) })
	method(rt, object, "rangeParts", func(c goja.FunctionCall) any { return vm.Value(f.RangeParts(moment(c, 0), moment(c, 1))) })
	return object
}

func moment(c goja.FunctionCall, i int) int64 { return int64(math.Floor(c.Argument(i).ToFloat())) }

func (all *formatters) numberFormat(vm *jsapi.VM, options goja.Value) goja.Value {
	f := all.number(vm, options)
	rt := vm.Runtime()
	object := rt.NewObject()
	method(rt, object, "format", func(c goja.FunctionCall) any { return f.Format(decimal(c.Argument(0))) })
	method(rt, object, "parts", func(c goja.FunctionCall) any { return vm.Value(f.Parts(decimal(c.Argument(0)))) })
	return object
}

func (all *formatters) number(vm *jsapi.VM, options goja.Value) *number.Formatter {
	var o number.Options
	key := read(vm, options, &o)
	f, err := all.numbers.get(key, func() (*number.Formatter, error) { return number.New(o), nil })
	if err != nil {
		vm.Throw(err)
	}
	return f
}

// decimal is a number, a BigInt or the text of a number.
func decimal(v goja.Value) number.Decimal {
	switch x := v.Export().(type) {
	case *big.Int:
		return number.FromText(x.String())
	case string:
		return number.FromText(x)
	}
	return number.FromFloat(v.ToFloat())
}

func (all *formatters) pluralRules(vm *jsapi.VM, options goja.Value, kind string) goja.Value {
	f := all.number(vm, options)
	var o number.Options
	read(vm, options, &o)
	rules := plural.Cardinal(o.Locale)
	if kind == "ordinal" {
		rules = plural.Ordinal(o.Locale)
	}
	rt := vm.Runtime()
	object := rt.NewObject()
	_ = object.Set("categories", vm.Value(rules.Names()))
	method(rt, object, "select", func(c goja.FunctionCall) any { return f.Category(decimal(c.Argument(0)), rules) })
	method(rt, object, "selectRange", func(c goja.FunctionCall) any {
		return plural.Range(o.Locale, f.Category(decimal(c.Argument(0)), rules), f.Category(decimal(c.Argument(1)), rules))
	})
	return object
}

// relative takes locale, style and whether words are allowed.
func relative(vm *jsapi.VM, args []goja.Value) goja.Value {
	r := wording.NewRelative(args[0].String(), args[1].String(), args[2].ToBoolean())
	return vm.Runtime().ToValue(func(c goja.FunctionCall) goja.Value {
		x := c.Argument(0).ToFloat()
		return vm.Value(r.Parts(x, x == 0 && math.Signbit(x), c.Argument(1).String()))
	})
}
