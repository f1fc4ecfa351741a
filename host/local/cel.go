package local

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"github.com/google/cel-go/interpreter"
	"github.com/google/cel-go/parser"
)

// celEnv is CEL with the server's functions, made once.
var celEnv = sync.OnceValues(func() (*cel.Env, error) {
	macros := []parser.Macro{cel.GlobalMacro("has", 1, hasMacro)}
	for _, m := range parser.AllMacros {
		if m.Function() != operators.Has {
			macros = append(macros, m)
		}
	}
	return cel.NewCustomEnv(
		cel.StdLib(),
		cel.ClearMacros(),
		cel.Macros(macros...),
		cel.CustomTypeAdapter(adapter{}),
		cel.Variable("event", cel.DynType),
		cel.Variable("async", cel.DynType),
		cel.Variable("vars", cel.DynType),
		generous("@has", func(v []ref.Val) ref.Val {
			if gone(v[0]) {
				return absent{}
			}
			return types.True
		}, 1),
		generous("@truthy", func(v []ref.Val) ref.Val { return types.Bool(truthy(v[0])) }, 1),
		generous("@not", not, 1),
		generous("@and", and, 2),
		generous("@or", or, 2),
		generous("@add", add, 2),
		generous("@eq", func(v []ref.Val) ref.Val { return types.Bool(equal(v[0], v[1])) }, 2),
		generous("@ne", func(v []ref.Val) ref.Val { return types.Bool(!equal(v[0], v[1])) }, 2),
		generous("@lt", order(true, func(c types.Int) bool { return c < 0 }), 2),
		generous("@le", order(true, func(c types.Int) bool { return c <= 0 }), 2),
		generous("@gt", order(false, func(c types.Int) bool { return c > 0 }), 2),
		generous("@ge", order(false, func(c types.Int) bool { return c >= 0 }), 2),
		unary("lowercase", text(func(s string) ref.Val { return types.String(strings.ToLower(s)) })),
		unary("uppercase", text(func(s string) ref.Val { return types.String(strings.ToUpper(s)) })),
		unary("b64decode", text(func(s string) ref.Val {
			b, err := base64.StdEncoding.DecodeString(s)
			if err != nil {
				return types.WrapErr(err)
			}
			return types.String(b)
		})),
		unary("json_parse", text(func(s string) ref.Val {
			var v any
			if err := json.Unmarshal([]byte(s), &v); err != nil {
				return types.WrapErr(err)
			}
			return adapter{}.NativeToValue(v)
		})),
		unary("date", date),
		cel.Function("now", cel.Overload("now", nil, cel.TimestampType,
			cel.FunctionBinding(func(...ref.Val) ref.Val { return types.Timestamp{Time: time.Now()} }))),
	)
})

// hasMacro makes has(x) ask whether x is there.
func hasMacro(f cel.MacroExprFactory, _ ast.Expr, args []ast.Expr) (ast.Expr, *cel.Error) {
	return f.NewCall("@has", args[0]), nil
}

// generous declares a function that takes anything, errors too.
func generous(name string, f func([]ref.Val) ref.Val, args int) cel.EnvOption {
	options := []cel.OverloadOpt{cel.OverloadIsNonStrict()}
	types := []*cel.Type{cel.DynType}
	if args == 1 {
		options = append(options, cel.UnaryBinding(func(v ref.Val) ref.Val { return f([]ref.Val{v}) }))
	} else {
		types = append(types, cel.DynType)
		options = append(options, cel.BinaryBinding(func(a, b ref.Val) ref.Val { return f([]ref.Val{a, b}) }))
	}
	return cel.Function(name, cel.Overload(name+"_dyn", types, cel.DynType, options...))
}

func unary(name string, f func(ref.Val) ref.Val) cel.EnvOption {
	return cel.Function(name, cel.Overload(name+"_dyn", []*cel.Type{cel.DynType}, cel.DynType, cel.UnaryBinding(f)))
}

func text(f func(string) ref.Val) func(ref.Val) ref.Val {
	return func(v ref.Val) ref.Val {
		s, ok := v.(types.String)
		if !ok {
			return types.MaybeNoSuchOverloadErr(v)
		}
		return f(string(s))
	}
}

// date reads an ISO 8601 time or milliseconds since 1970.
func date(v ref.Val) ref.Val {
	switch v := plain(v).(type) {
	case string:
		for _, layout := range []string{time.RFC3339Nano, time.DateTime, time.DateOnly} {
			if t, err := time.Parse(layout, v); err == nil {
				return types.Timestamp{Time: t}
			}
		}
	case float64:
		return types.Timestamp{Time: time.UnixMilli(int64(v))}
	case int64:
		return types.Timestamp{Time: time.UnixMilli(v)}
	case time.Time:
		return types.Timestamp{Time: v}
	}
	return types.NewErr("date: want an ISO 8601 time or milliseconds")
}

// adapter makes JSON data CEL values that never complain about a missing
// field.
type adapter struct{}

func (a adapter) NativeToValue(v any) ref.Val {
	switch v := v.(type) {
	case map[string]any:
		if v == nil {
			return absent{}
		}
		return object{types.NewStringInterfaceMap(a, v)}
	case []any:
		return types.NewDynamicList(a, v)
	}
	return types.DefaultTypeAdapter.NativeToValue(v)
}

// object is a map in which everything can be looked up.
type object struct{ traits.Mapper }

func (o object) Find(key ref.Val) (ref.Val, bool) {
	if v, ok := o.Mapper.Find(key); ok {
		return v, true
	}
	return absent{}, true
}

func (o object) Get(key ref.Val) ref.Val {
	v, _ := o.Find(key)
	return v
}

// absent is what is missing: it has every field, and they are absent.
type absent struct{}

var absentType = types.NewOpaqueType("absent")

func (absent) ConvertToNative(t reflect.Type) (any, error) {
	return nil, fmt.Errorf("what is missing is no %v", t)
}

func (absent) ConvertToType(t ref.Type) ref.Val {
	return types.NewErr("what is missing is no %s", t.TypeName())
}
func (absent) Equal(ref.Val) ref.Val        { return types.False }
func (absent) Type() ref.Type               { return absentType }
func (absent) Value() any                   { return nil }
func (absent) Contains(ref.Val) ref.Val     { return types.False }
func (absent) Get(ref.Val) ref.Val          { return absent{} }
func (absent) Find(ref.Val) (ref.Val, bool) { return absent{}, true }
func (absent) Iterator() traits.Iterator    { return types.NewDynamicList(adapter{}, []any{}).Iterator() }
func (absent) Size() ref.Val                { return types.Int(0) }

// gone reports whether there is no value: it is missing, or cannot be had.
func gone(v ref.Val) bool {
	_, missing := v.(absent)
	return missing || v == nil || types.IsUnknownOrError(v)
}

// truthy is what a value is as a condition.
func truthy(v ref.Val) bool {
	if gone(v) {
		return false
	}
	switch v := v.(type) {
	case types.Null:
		return false
	case types.Bool:
		return bool(v)
	case types.String:
		return v != ""
	case types.Int:
		return v != 0
	case types.Uint:
		return v != 0
	case types.Double:
		return v != 0
	}
	return true
}

// or and and give one of their values, as in JavaScript.
func or(v []ref.Val) ref.Val {
	if truthy(v[0]) {
		return v[0]
	}
	return v[1]
}

func and(v []ref.Val) ref.Val {
	if !truthy(v[0]) {
		return v[0]
	}
	return v[1]
}

// not is of booleans alone, unlike in JavaScript: !event.data.missing is not
// true.
func not(v []ref.Val) ref.Val {
	b, ok := v[0].(types.Bool)
	if !ok {
		return absent{}
	}
	return !b
}

// equal takes nothing for equal to what is missing but null.
func equal(a, b ref.Val) bool {
	if gone(a) || gone(b) {
		return a == types.NullValue || b == types.NullValue
	}
	return types.Equal(a, b) == types.True
}

// add joins what has different kinds as text; what is missing adds nothing.
func add(v []ref.Val) ref.Val {
	a, b := v[0], v[1]
	switch {
	case gone(a) && gone(b):
		return types.False
	case gone(a):
		return b
	case gone(b):
		return a
	}
	if adder, ok := a.(traits.Adder); ok && a.Type() == b.Type() {
		return adder.Add(b)
	}
	return types.String(fmt.Sprint(a.Value()) + fmt.Sprint(b.Value()))
}

// order compares. What is missing is less than anything; null is the zero of
// the other side's kind; kinds that have no order compare as false.
func order(less bool, holds func(types.Int) bool) func([]ref.Val) ref.Val {
	return func(v []ref.Val) ref.Val {
		a, b := v[0], v[1]
		if gone(a) {
			return types.Bool(less)
		}
		if gone(b) {
			return types.Bool(!less)
		}
		if a == types.NullValue {
			a = zero(b)
		}
		if b == types.NullValue {
			b = zero(a)
		}
		c, ok := a.(traits.Comparer)
		if !ok {
			return types.False
		}
		result, ok := c.Compare(b).(types.Int)
		return types.Bool(ok && holds(result))
	}
}

func zero(of ref.Val) ref.Val {
	switch of.(type) {
	case types.String:
		return types.String("")
	case types.Timestamp:
		return types.Timestamp{}
	case types.Bool:
		return types.False
	}
	return types.Double(0)
}

// lenient gives the other functions, called with what is missing, the answer
// that the server gives.
func lenient(i interpreter.Interpretable) (interpreter.Interpretable, error) {
	call, ok := i.(interpreter.InterpretableCall)
	if !ok || call.Function() == operators.Index ||
		strings.HasPrefix(call.Function(), "@") && call.Function() != operators.In {
		return i, nil
	}
	return lenientCall{call}, nil
}

type lenientCall struct{ interpreter.InterpretableCall }

func (c lenientCall) Eval(vars interpreter.Activation) ref.Val {
	for _, a := range c.Args() {
		if !gone(a.Eval(vars)) {
			continue
		}
		if c.Function() == "size" {
			return types.IntZero
		}
		return types.False
	}
	return c.InterpretableCall.Eval(vars)
}

// plain gives a CEL value as what encoding/json would.
func plain(v ref.Val) any {
	switch v := v.(type) {
	case absent, types.Null:
		return nil
	case traits.Mapper:
		out := map[string]any{}
		for it := v.Iterator(); it.HasNext() == types.True; {
			key := it.Next()
			out[fmt.Sprint(key.Value())] = plain(v.Get(key))
		}
		return out
	case traits.Lister:
		out := []any{}
		for it := v.Iterator(); it.HasNext() == types.True; {
			out = append(out, plain(it.Next()))
		}
		return out
	}
	return v.Value()
}
