package intl

import (
	"errors"
	"time"
	"unicode"
	"unicode/utf16"

	"github.com/dop251/goja"

	"systembus/jsapi"
	"systembus/jsapi/intl/collation"
	"systembus/jsapi/intl/locale"
)

const classes = "host:internal/intl"

// methods are those of the language that depend on a locale or a time zone's
// name, by their prototype, with the number of their parameters.
var methods = []struct {
	prototype, name string
	length          int
}{
	{"Date", "toLocaleString", 0},
	{"Date", "toLocaleDateString", 0},
	{"Date", "toLocaleTimeString", 0},
	{"Date", "toString", 0},
	{"Date", "toTimeString", 0},
	{"Number", "toLocaleString", 0},
	{"BigInt", "toLocaleString", 0},
	{"Array", "toLocaleString", 0},
	{"String", "toLocaleUpperCase", 0},
	{"String", "toLocaleLowerCase", 0},
}

// Globals defines Intl, and replaces the language's methods that depend on a
// locale. The classes are loaded when one of them is first used. Where the
// process's zone is one that changes its clocks it replaces Date too.
func Globals(vm *jsapi.VM) error {
	if err := vm.LazyGlobal("Intl", classes, "Intl"); err != nil {
		return err
	}
	rt := vm.Runtime()
	for _, m := range methods {
		export := m.prototype + "_" + m.name
		var f goja.Callable
		err := define(rt, m.prototype, m.name, m.length, func(c goja.FunctionCall) goja.Value {
			if f == nil {
				f = load(vm, classes, export) // takes what it is called on as its first argument
			}
			v, err := f(goja.Undefined(), append([]goja.Value{c.This}, c.Arguments...)...)
			if err != nil {
				vm.Throw(err)
			}
			return v
		})
		if err != nil {
			return err
		}
	}
	normalize, err := wellFormed(vm)
	if err != nil {
		return err
	}
	if err := define(rt, "String", "normalize", 0, normalize); err != nil {
		return err
	}
	if err := define(rt, "String", "localeCompare", 1, localeCompare(vm)); err != nil {
		return err
	}
	if start, end := time.Now().ZoneBounds(); start.IsZero() && end.IsZero() {
		return nil // the process's zone never changes its clocks
	}
	_, err = load(vm, "host:internal/local-date", "install")(goja.Undefined())
	return err
}

// wellFormed is the engine's normalize, which loses halves of surrogate pairs,
// for the text between these.
func wellFormed(vm *jsapi.VM) (func(goja.FunctionCall) goja.Value, error) {
	rt := vm.Runtime()
	normalize, ok := goja.AssertFunction(rt.Get("String").ToObject(rt).Get("prototype").ToObject(rt).Get("normalize"))
	if !ok {
		return nil, errors.New("the engine has no String.prototype.normalize")
	}
	return func(c goja.FunctionCall) goja.Value {
		call := func(this goja.Value) goja.Value {
			v, err := normalize(this, c.Arguments...)
			if err != nil {
				vm.Throw(err)
			}
			return v
		}
		s, ok := c.This.(goja.String)
		if !ok {
			return call(c.This)
		}
		var out []uint16
		start, broken := 0, false
		for i := 0; i < s.Length(); i++ {
			unit := s.CharAt(i)
			if !utf16.IsSurrogate(rune(unit)) {
				continue
			}
			if i+1 < s.Length() && utf16.DecodeRune(rune(unit), rune(s.CharAt(i+1))) != unicode.ReplacementChar {
				i++
				continue
			}
			broken = true
			out = append(append(out, units(call(s.Substring(start, i)))...), unit)
			start = i + 1
		}
		if !broken {
			return call(s)
		}
		return goja.StringFromUTF16(append(out, units(call(s.Substring(start, s.Length())))...))
	}, nil
}

// units are the UTF-16 code units of a string value.
func units(v goja.Value) []uint16 {
	s, _ := v.(goja.String)
	out := make([]uint16, s.Length())
	for i := range out {
		out[i] = s.CharAt(i)
	}
	return out
}

func load(vm *jsapi.VM, specifier, export string) goja.Callable {
	module, err := vm.Require(specifier)
	if err != nil {
		vm.Throw(err)
	}
	f, ok := goja.AssertFunction(module.ToObject(vm.Runtime()).Get(export))
	if !ok {
		panic(vm.Runtime().NewTypeError("module %q has no export %q", specifier, export))
	}
	return f
}

func define(rt *goja.Runtime, prototype, name string, length int, f func(goja.FunctionCall) goja.Value) error {
	method := rt.ToValue(f).ToObject(rt)
	for key, value := range map[string]any{"name": name, "length": length} {
		if err := method.DefineDataProperty(key, rt.ToValue(value), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			return err
		}
	}
	holder := rt.Get(prototype).ToObject(rt).Get("prototype").ToObject(rt)
	return holder.DefineDataProperty(name, method, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// plain is the collator of localeCompare without arguments, which sorts call
// often; no script's code runs for it.
var plain = collation.New(collation.Options{Locale: locale.Default, Sensitivity: "variant", CaseFirst: "false"})

func localeCompare(vm *jsapi.VM) func(goja.FunctionCall) goja.Value {
	rt := vm.Runtime()
	var f goja.Callable
	return func(c goja.FunctionCall) goja.Value {
		this, isString := c.This.(goja.String)
		if isString && goja.IsUndefined(c.Argument(1)) && goja.IsUndefined(c.Argument(2)) {
			return rt.ToValue(plain.Compare(this.String(), c.Argument(0).String()))
		}
		if f == nil {
			f = load(vm, classes, "String_localeCompare")
		}
		v, err := f(goja.Undefined(), append([]goja.Value{c.This}, c.Arguments...)...)
		if err != nil {
			vm.Throw(err)
		}
		return v
	}
}
