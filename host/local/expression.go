package local

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
)

// An expression is CEL over an event ("event") and a later one ("async"), read
// as the server reads it: what is missing is no error, values of different
// kinds compare and join, and conditions and || and && take any value. The nil
// expression gives the empty text.
type expression struct {
	source string
	// program is nil for a constant.
	program cel.Program
}

// compileMatch reads an expression that chooses events.
func compileMatch(source string) (*expression, error) {
	x, unknown, err := compile(source)
	if err != nil {
		return nil, fmt.Errorf("expression %q: %w", source, err)
	}
	if len(unknown) > 0 {
		return nil, fmt.Errorf("expression %q: unknown name %q; want event.<field> or async.<field>", source, unknown[0])
	}
	return x, nil
}

// compileKey reads an expression that makes a key. A word that its author
// forgot to quote, such as content-sync, is a constant key, as it is on the
// server; so is what is no expression at all.
func compileKey(source string) *expression {
	x, unknown, err := compile(source)
	if err != nil || len(unknown) > 0 {
		return &expression{source: source}
	}
	return x
}

// compile parses an expression without checking types, and lists the names in
// it that it cannot know.
func compile(source string) (*expression, []string, error) {
	env, err := celEnv()
	if err != nil {
		return nil, nil, err
	}
	parsed, issues := env.Parse(source)
	if issues.Err() != nil {
		return nil, nil, issues.Err()
	}
	tree := parsed.NativeRep().Expr()
	unknown := freeNames(tree)
	rewrite(tree)
	program, err := env.Program(parsed, cel.CustomDecorator(lenient))
	if err != nil {
		return nil, nil, err
	}
	return &expression{source: source, program: program}, unknown, nil
}

// freeNames lists the names in a tree that are neither variables of ours nor
// of its own loops.
func freeNames(tree ast.Expr) []string {
	known := []string{"event", "async", "vars", "bool", "bytes", "double", "duration", "int",
		"list", "map", "null_type", "string", "timestamp", "type", "uint"}
	var free []string
	visit(tree, func(x ast.Expr) {
		if x.Kind() == ast.ComprehensionKind {
			c := x.AsComprehension()
			known = append(known, c.IterVar(), c.IterVar2(), c.AccuVar())
		}
	})
	visit(tree, func(x ast.Expr) {
		if x.Kind() == ast.IdentKind && !slices.Contains(known, x.AsIdent()) {
			free = append(free, x.AsIdent())
		}
	})
	return free
}

// ours are the operators that mean something else to the server than to CEL.
var ours = map[string]string{
	operators.Equals: "@eq", operators.NotEquals: "@ne", operators.Add: "@add",
	operators.Less: "@lt", operators.LessEquals: "@le", operators.Greater: "@gt", operators.GreaterEquals: "@ge",
	operators.LogicalAnd: "@and", operators.LogicalOr: "@or", operators.LogicalNot: "@not",
}

// rewrite replaces those operators in a tree, and makes its conditions take
// any value.
func rewrite(tree ast.Expr) {
	factory := ast.NewExprFactory()
	visit(tree, func(x ast.Expr) {
		if x.Kind() != ast.CallKind {
			return
		}
		call := x.AsCall()
		args := slices.Clone(call.Args())
		if name, ok := ours[call.FunctionName()]; ok {
			x.SetKindCase(factory.NewCall(x.ID(), name, args...))
		} else if call.FunctionName() == operators.Conditional {
			args[0] = factory.NewCall(args[0].ID(), "@truthy", args[0])
			x.SetKindCase(factory.NewCall(x.ID(), operators.Conditional, args...))
		}
	})
}

func visit(tree ast.Expr, do func(ast.Expr)) {
	ast.PostOrderVisit(tree, ast.NewExprVisitor(do))
}

// eval gives an expression's value as plain Go data; ok is false when it has
// none.
func (x *expression) eval(event, async map[string]any) (any, bool) {
	vars := map[string]any{
		"event": adapter{}.NativeToValue(event), "async": adapter{}.NativeToValue(async), "vars": absent{},
	}
	v, _, err := x.program.Eval(vars)
	if err != nil || gone(v) {
		return nil, false
	}
	return plain(v), true
}

// match tells whether an expression is true. One that cannot be evaluated or
// has another value is not.
func (x *expression) match(event, async map[string]any) bool {
	v, _ := x.eval(event, async)
	return v == true
}

// text is the value as a key.
func (x *expression) text(event map[string]any) string {
	switch {
	case x == nil:
		return ""
	case x.program == nil:
		return x.source
	}
	v, _ := x.eval(event, nil) // nil for what is missing
	if s, ok := v.(string); ok {
		return s
	}
	text, err := json.Marshal(v)
	if err != nil {
		return x.source
	}
	return string(text)
}

// number is the value as a number, 0 when it is none.
func (x *expression) number(event map[string]any) float64 {
	if x.program == nil {
		return 0
	}
	v, _ := x.eval(event, nil)
	switch v := v.(type) {
	case float64:
		return v
	case int64:
		return float64(v)
	case uint64:
		return float64(v)
	case string:
		var f float64
		if json.Unmarshal([]byte(strings.TrimSpace(v)), &f) == nil {
			return f
		}
	}
	return 0
}
