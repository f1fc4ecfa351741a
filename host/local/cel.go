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

// Names that no author can write.
const (
	absentName = "@absent"
	truthyName = "@truthy"
)

var nullType ref.Type = types.NullType

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
		cel.Variable(absentName, cel.DynType),
		unary(truthyName, func(v ref.Val) ref.Val { return types.Bool(isTrue(plain(v))) }),
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

// hasMacro makes has(x) mean that x is not null: what is missing is null here.
func hasMacro(f cel.MacroExprFactory, _ ast.Expr, args []ast.Expr) (ast.Expr, *cel.Error) {
	return f.NewCall(operators.NotEquals, args[0], f.NewLiteral(types.NullValue)), nil
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
	case nil:
		return absent{}
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

// absent is null and what is missing: it has every field, and they are absent.
type absent struct{}

func (absent) ConvertToNative(t reflect.Type) (any, error) {
	return nil, fmt.Errorf("null is no %v", t)
}
func (absent) ConvertToType(t ref.Type) ref.Val {
	if t.TypeName() == types.StringType.TypeName() {
		return types.String("null")
	}
	return types.NewErr("null is no %s", t.TypeName())
}
func (absent) Equal(other ref.Val) ref.Val  { return types.Bool(other.Type() == nullType) }
func (absent) Type() ref.Type               { return nullType }
func (absent) Value() any                   { return nil }
func (absent) Contains(ref.Val) ref.Val     { return types.False }
func (absent) Get(ref.Val) ref.Val          { return absent{} }
func (absent) Find(ref.Val) (ref.Val, bool) { return absent{}, true }
func (absent) Iterator() traits.Iterator    { return types.NewDynamicList(adapter{}, []any{}).Iterator() }
func (absent) Size() ref.Val                { return types.Int(0) }

// lenient gives a call that CEL finds no overload for the answer that the
// server gives.
func lenient(i interpreter.Interpretable) (interpreter.Interpretable, error) {
	if call, ok := i.(interpreter.InterpretableCall); ok {
		return lenientCall{call}, nil
	}
	return i, nil
}

type lenientCall struct{ interpreter.InterpretableCall }

func (c lenientCall) Eval(vars interpreter.Activation) ref.Val {
	v := c.InterpretableCall.Eval(vars)
	if !types.IsError(v) {
		return v
	}
	args := make([]ref.Val, len(c.Args()))
	for i, a := range c.Args() {
		if args[i] = a.Eval(vars); types.IsError(args[i]) {
			return v
		}
	}
	switch c.Function() {
	case operators.Add:
		return join(args[0], args[1])
	case operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals:
		return compare(c.Function(), args[0], args[1])
	case "contains", "startsWith", "endsWith", "matches", operators.In:
		return types.False
	case "size":
		return types.Int(0)
	}
	return v
}

// join adds values of different kinds: numbers as numbers, the rest as text.
func join(a, b ref.Val) ref.Val {
	x, xok := number(a)
	y, yok := number(b)
	if xok && yok {
		return types.Double(x + y)
	}
	return types.String(fmt.Sprint(a.Value()) + fmt.Sprint(b.Value()))
}

// compare orders null as the zero of the other side's kind; other kinds that
// have no order compare as false.
func compare(op string, a, b ref.Val) ref.Val {
	if a.Type() == nullType {
		a = zero(b)
	}
	if b.Type() == nullType {
		b = zero(a)
	}
	c, ok := a.(traits.Comparer)
	if !ok {
		return types.False
	}
	order, ok := c.Compare(b).(types.Int)
	if !ok {
		return types.False
	}
	switch op {
	case operators.Less:
		return types.Bool(order < 0)
	case operators.LessEquals:
		return types.Bool(order <= 0)
	case operators.Greater:
		return types.Bool(order > 0)
	}
	return types.Bool(order >= 0)
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

func number(v ref.Val) (float64, bool) {
	switch v := v.(type) {
	case types.Double:
		return float64(v), true
	case types.Int:
		return float64(v), true
	case types.Uint:
		return float64(v), true
	}
	return 0, false
}

// plain gives a CEL value as what encoding/json would.
func plain(v ref.Val) any {
	switch v := v.(type) {
	case absent:
		return nil
	case types.Null:
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
