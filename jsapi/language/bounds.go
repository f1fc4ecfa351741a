package language

import (
	"fmt"
	"math"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

const (
	// maxString is how long, in UTF-16 units, a string made by one call of
	// repeat, padStart or padEnd may be. Node's bound is 512 Mi.
	maxString = 1 << 28
	// maxBuffer is how many bytes one ArrayBuffer may have.
	maxBuffer = 1 << 30
)

// bounds makes allocations that would end the process fail with the error
// that they give where memory is limited.
func bounds(vm *jsapi.VM) error {
	rt := vm.Runtime()
	strings := rt.Get("String").ToObject(rt).Get("prototype").ToObject(rt)
	for _, name := range []string{"repeat", "padStart", "padEnd"} {
		native, ok := goja.AssertFunction(strings.Get(name))
		if !ok {
			return fmt.Errorf("the engine has no String.prototype.%s", name)
		}
		length := 2
		if name == "repeat" {
			length = 1
		}
		bounded := rt.ToValue(func(c goja.FunctionCall) goja.Value {
			n := c.Argument(0).ToFloat()
			if name == "repeat" && n > 0 {
				if s, ok := c.This.(goja.String); ok {
					if s.Length() == 0 && !math.IsInf(n, 1) {
						return s
					}
					n *= float64(s.Length())
				}
			}
			if n > maxString && !(name == "repeat" && math.IsInf(n, 1)) {
				vm.Throw(&jsapi.Error{Name: "RangeError", Message: "Invalid string length"})
			}
			v, err := native(c.This, c.Arguments...)
			if err != nil {
				vm.Throw(err)
			}
			return v
		})
		if err := strings.DefineDataProperty(name, named(rt, bounded, name, length), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			return err
		}
	}
	if err := fromStrings(vm); err != nil {
		return err
	}
	global := rt.GlobalObject()
	for _, name := range buffers {
		if err := boundBuffer(vm, global, name); err != nil {
			return err
		}
	}
	return nil
}

// fromStrings makes Uint8Array.from and its like take a string, which the
// engine refuses though it can be iterated.
func fromStrings(vm *jsapi.VM) error {
	rt := vm.Runtime()
	typed := rt.Get("Uint8Array").ToObject(rt).Prototype()
	native, ok := goja.AssertFunction(typed.Get("from"))
	if !ok {
		return fmt.Errorf("the engine has no TypedArray.from")
	}
	list := rt.Get("Array").ToObject(rt)
	from := rt.ToValue(func(c goja.FunctionCall) goja.Value {
		args := c.Arguments
		if _, ok := c.Argument(0).(goja.String); ok {
			toList, _ := goja.AssertFunction(list.Get("from"))
			items, err := toList(list, c.Argument(0))
			if err != nil {
				vm.Throw(err)
			}
			args = append([]goja.Value{items}, args[1:]...)
		}
		v, err := native(c.This, args...)
		if err != nil {
			vm.Throw(err)
		}
		return v
	})
	return typed.DefineDataProperty("from", named(rt, from, "from", 1), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// buffers are the classes whose constructor takes a size.
var buffers = []string{
	"ArrayBuffer", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array",
	"Int32Array", "Uint32Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array",
}

// boundBuffer replaces a class by one whose constructor checks the size. It
// does so when the class is first named, because the engine makes its classes
// only then.
func boundBuffer(vm *jsapi.VM, global *goja.Object, name string) error {
	rt := vm.Runtime()
	native := global.Get(name)
	define := func(v goja.Value) error {
		return global.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	getter := rt.ToValue(func(goja.FunctionCall) goja.Value {
		v, err := bounded(vm, native.ToObject(rt), name)
		if err == nil {
			err = define(v)
		}
		if err != nil {
			vm.Throw(err)
		}
		return v
	})
	setter := rt.ToValue(func(c goja.FunctionCall) goja.Value {
		if err := define(c.Argument(0)); err != nil {
			vm.Throw(err)
		}
		return goja.Undefined()
	})
	return global.DefineAccessorProperty(name, getter, setter, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// bounded is a class in all respects like native, but for the size check.
func bounded(vm *jsapi.VM, native *goja.Object, name string) (*goja.Object, error) {
	rt := vm.Runtime()
	size := 1.0
	if v := native.Get("BYTES_PER_ELEMENT"); v != nil {
		size = v.ToFloat()
	}
	class := rt.ToValue(func(c goja.ConstructorCall) *goja.Object {
		if _, object := c.Argument(0).(*goja.Object); !object && len(c.Arguments) > 0 {
			if n := c.Argument(0).ToFloat(); n*size > maxBuffer {
				message := "Array buffer allocation failed"
				if name != "ArrayBuffer" && n > math.MaxUint32*8 {
					message = fmt.Sprintf("Invalid typed array length: %s", c.Argument(0))
				}
				vm.Throw(&jsapi.Error{Name: "RangeError", Message: message})
			}
		}
		o, err := rt.New(native, c.Arguments...)
		if err != nil {
			vm.Throw(err)
		}
		if c.NewTarget == nil {
			return o
		}
		if proto, ok := c.NewTarget.Get("prototype").(*goja.Object); ok && proto != o.Prototype() {
			if err := o.SetPrototype(proto); err != nil {
				vm.Throw(err)
			}
		}
		return o
	}).ToObject(rt)
	proto := native.Get("prototype").ToObject(rt)
	for _, key := range native.GetOwnPropertyNames() {
		switch key {
		case "prototype", "name", "length":
			continue
		}
		if err := class.DefineDataProperty(key, native.Get(key), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
			return nil, err
		}
	}
	length := 3
	if name == "ArrayBuffer" {
		length = 1
		species := rt.ToValue(func(c goja.FunctionCall) goja.Value { return c.This })
		if err := class.DefineAccessorPropertySymbol(goja.SymSpecies, species, nil, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			return nil, err
		}
	}
	named(rt, class, name, length)
	if err := class.DefineDataProperty("prototype", proto, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
		return nil, err
	}
	if err := class.SetPrototype(native.Prototype()); err != nil {
		return nil, err
	}
	return class, proto.DefineDataProperty("constructor", class, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}
