package jsapi

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"runtime/debug"

	"github.com/dop251/goja"
)

// Value is a Go value as a copy that belongs to scripts: strings, numbers,
// booleans and nil as themselves, []byte as a Uint8Array, json.RawMessage as
// the value it denotes, error as an Error, a goja.Value as it is, and anything
// else through its JSON form.
func (vm *VM) Value(v any) goja.Value {
	switch v := v.(type) {
	case nil:
		return goja.Null()
	case goja.Value:
		return v
	case string, bool, int, int32, int64, float64, uint16, uint32:
		return vm.rt.ToValue(v)
	case []byte:
		return vm.Bytes(v)
	case json.RawMessage:
		parsed, err := vm.ParseJSON(v)
		if err != nil {
			vm.Throw(err)
		}
		return parsed
	case error:
		return vm.ErrorValue(v)
	case Exports:
		return vm.exports(v)
	case func(goja.FunctionCall) goja.Value:
		return vm.rt.ToValue(v)
	}
	text, err := json.Marshal(v)
	if err != nil {
		vm.Throw(fmt.Errorf("value of type %T: %w", v, err))
	}
	parsed, err := vm.ParseJSON(text)
	if err != nil {
		vm.Throw(err)
	}
	return parsed
}

// Bytes is a Uint8Array that owns b: the caller must not use b afterwards.
func (vm *VM) Bytes(b []byte) goja.Value {
	o, err := vm.rt.New(vm.uint8Array, vm.rt.ToValue(vm.rt.NewArrayBuffer(b)))
	if err != nil {
		vm.Throw(err)
	}
	return o
}

// Sync makes a JavaScript function of a Go function
// func([context.Context,] args...) ([result,] [error]). It blocks the isolate
// while it runs, and nothing else. name is how errors call it: "fs.readFile".
// Arguments are decoded strictly; see [VM.Async] for their types.
func (vm *VM) Sync(name string, f any) goja.Value {
	fn := newFunction(name, f)
	return vm.rt.ToValue(func(c goja.FunctionCall) goja.Value {
		args, err := fn.decode(vm, c.Arguments)
		if err != nil {
			vm.Throw(err)
		}
		v, err := fn.call(vm.Context(), args)
		if err != nil {
			vm.Throw(err)
		}
		return fn.result(vm, v)
	})
}

// Async makes a JavaScript function of a Go function, which runs on its own
// goroutine: the script gets a promise. The context ends with the task.
//
// Arguments may be string, bool, int, int64, float64, []byte (from any
// ArrayBuffer or view, copied), json.RawMessage (anything, as its JSON text),
// a struct or map (from its JSON text, unknown fields refused), or a pointer
// to one of these, nil for undefined and null. Too few arguments are a
// TypeError that names the function, the argument, and what was given.
func (vm *VM) Async(name string, f any) goja.Value {
	fn := newFunction(name, f)
	return vm.rt.ToValue(func(c goja.FunctionCall) goja.Value {
		args, err := fn.decode(vm, c.Arguments)
		if err != nil {
			promise, _, reject := vm.rt.NewPromise()
			vm.Check(reject(vm.ErrorValue(err)))
			return vm.rt.ToValue(promise)
		}
		return vm.Go(func(ctx context.Context) (func() goja.Value, error) {
			v, err := fn.call(ctx, args)
			if err != nil {
				return nil, err
			}
			return func() goja.Value { return fn.result(vm, v) }, nil
		})
	})
}

// Go runs work on its own goroutine and gives a promise of its result, which
// the function that work returns makes, on the loop. It is the one place where
// native work leaves the loop, and a panic in it becomes a rejection.
func (vm *VM) Go(work func(ctx context.Context) (func() goja.Value, error)) goja.Value {
	promise, resolve, reject := vm.rt.NewPromise()
	op := vm.Begin()
	ctx := op.Context()
	go func() {
		result, err := contain(ctx, work)
		op.End(func() {
			if err != nil {
				vm.Check(reject(vm.ErrorValue(err)))
				return
			}
			vm.Check(resolve(result()))
		})
	}()
	return vm.rt.ToValue(promise)
}

func contain(ctx context.Context, work func(context.Context) (func() goja.Value, error)) (result func() goja.Value, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &PanicError{Value: r, Stack: debug.Stack()}
		}
	}()
	return work(ctx)
}

// function is a Go function prepared for calls from scripts.
type function struct {
	name     string
	value    reflect.Value
	in       []reflect.Type // without the context
	ctx      bool
	variadic bool
	out      int // results without the error
	fails    bool
}

var (
	contextType = reflect.TypeFor[context.Context]()
	errorType   = reflect.TypeFor[error]()
	rawType     = reflect.TypeFor[json.RawMessage]()
	bytesType   = reflect.TypeFor[[]byte]()
)

func newFunction(name string, f any) *function {
	v := reflect.ValueOf(f)
	t := v.Type()
	fn := &function{name: name, value: v, out: t.NumOut(), variadic: t.IsVariadic()}
	for i := range t.NumIn() {
		if i == 0 && t.In(0) == contextType {
			fn.ctx = true
			continue
		}
		fn.in = append(fn.in, t.In(i))
	}
	if fn.out > 0 && t.Out(fn.out-1) == errorType {
		fn.fails = true
		fn.out--
	}
	if fn.out > 1 {
		panic("jsapi: " + name + " has more than one result")
	}
	return fn
}

func (fn *function) decode(vm *VM, given []goja.Value) ([]reflect.Value, error) {
	args := make([]reflect.Value, 0, len(fn.in)+1)
	for i, t := range fn.in {
		if fn.variadic && i == len(fn.in)-1 {
			for j := i; j < len(given); j++ {
				a, err := vm.decode(given[j], t.Elem())
				if err != nil {
					return nil, TypeErrorf("%s: argument %d: %s", fn.name, j+1, err.Error())
				}
				args = append(args, a)
			}
			break
		}
		var v goja.Value = goja.Undefined()
		if i < len(given) {
			v = given[i]
		}
		a, err := vm.decode(v, t)
		if err != nil {
			return nil, TypeErrorf("%s: argument %d: %s", fn.name, i+1, err.Error())
		}
		args = append(args, a)
	}
	return args, nil
}

func (fn *function) call(ctx context.Context, args []reflect.Value) (any, error) {
	if fn.ctx {
		args = append([]reflect.Value{reflect.ValueOf(ctx)}, args...)
	}
	out := fn.value.Call(args)
	if fn.fails {
		if err, _ := reflect.TypeAssert[error](out[len(out)-1]); err != nil {
			return nil, err
		}
	}
	if fn.out == 0 {
		return nil, nil
	}
	return out[0].Interface(), nil
}

func (fn *function) result(vm *VM, v any) goja.Value {
	if fn.out == 0 {
		return goja.Undefined()
	}
	return vm.Value(v)
}

// decode makes a Go value of type t of an argument.
func (vm *VM) decode(v goja.Value, t reflect.Type) (reflect.Value, error) {
	absent := goja.IsUndefined(v) || goja.IsNull(v)
	if t.Kind() == reflect.Pointer {
		if absent {
			return reflect.Zero(t), nil
		}
		inner, err := vm.decode(v, t.Elem())
		if err != nil {
			return inner, err
		}
		p := reflect.New(t.Elem())
		p.Elem().Set(inner)
		return p, nil
	}
	switch {
	case t == rawType:
		text, err := vm.JSON(v)
		return reflect.ValueOf(text), err
	case t == bytesType:
		b, ok := BytesOf(v)
		if !ok {
			return reflect.Value{}, fmt.Errorf("want bytes (a Uint8Array or ArrayBuffer), got %s", kindOf(v))
		}
		return reflect.ValueOf(append([]byte{}, b...)), nil
	}
	switch t.Kind() {
	case reflect.String:
		if v.ExportType() == nil || v.ExportType().Kind() != reflect.String {
			return reflect.Value{}, fmt.Errorf("want a string, got %s", kindOf(v))
		}
		return reflect.ValueOf(v.String()).Convert(t), nil
	case reflect.Bool:
		b, ok := v.Export().(bool)
		if !ok {
			return reflect.Value{}, fmt.Errorf("want a boolean, got %s", kindOf(v))
		}
		return reflect.ValueOf(b), nil
	case reflect.Int, reflect.Int64, reflect.Float64:
		switch n := v.Export().(type) {
		case int64:
			return reflect.ValueOf(n).Convert(t), nil
		case float64:
			if t.Kind() != reflect.Float64 && n != float64(int64(n)) {
				return reflect.Value{}, fmt.Errorf("want a whole number, got %v", n)
			}
			return reflect.ValueOf(n).Convert(t), nil
		}
		return reflect.Value{}, fmt.Errorf("want a number, got %s", kindOf(v))
	case reflect.Struct, reflect.Map, reflect.Slice:
		if absent {
			return reflect.Value{}, fmt.Errorf("want an object, got %s", kindOf(v))
		}
		text, err := vm.JSON(v)
		if err != nil {
			return reflect.Value{}, err
		}
		p := reflect.New(t)
		if err := strictUnmarshal(text, p.Interface()); err != nil {
			return reflect.Value{}, err
		}
		return p.Elem(), nil
	}
	panic("jsapi: an argument cannot be a " + t.String())
}
