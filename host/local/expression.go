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
// as generously as the server reads it: what is missing is null, numbers of
// all kinds compare, and anything can stand for true or false. The nil
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
	generous(tree)
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

// generous rewrites a tree in place: null becomes the value that stands for
// everything missing, and conditions take any value.
func generous(tree ast.Expr) {
	factory := ast.NewExprFactory()
	visit(tree, func(x ast.Expr) {
		switch x.Kind() {
		case ast.LiteralKind:
			if x.AsLiteral().Type() == nullType {
				x.SetKindCase(factory.NewIdent(x.ID(), absentName))
			}
		case ast.CallKind:
			call := x.AsCall()
			args := slices.Clone(call.Args())
			conditions := 0
			switch call.FunctionName() {
			case operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot:
				conditions = len(args)
			case operators.Conditional:
				conditions = 1
			}
			for i := range conditions {
				args[i] = factory.NewCall(args[i].ID(), truthyName, args[i])
			}
			if conditions > 0 {
				x.SetKindCase(factory.NewCall(x.ID(), call.FunctionName(), args...))
			}
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
		"event": adapter{}.NativeToValue(event), "async": adapter{}.NativeToValue(async),
		"vars": absent{}, absentName: absent{},
	}
	v, _, err := x.program.Eval(vars)
	if err != nil || v == nil {
		return nil, false
	}
	return plain(v), true
}

// match tells whether an expression holds. One that cannot be evaluated does
// not.
func (x *expression) match(event, async map[string]any) bool {
	v, ok := x.eval(event, async)
	return ok && isTrue(v)
}

// text is the value as a key.
func (x *expression) text(event map[string]any) string {
	switch {
	case x == nil:
		return ""
	case x.program == nil:
		return x.source
	}
	v, ok := x.eval(event, nil)
	if !ok {
		return x.source
	}
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

// isTrue is JavaScript's idea of truth, for plain data.
func isTrue(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case string:
		return v != ""
	case float64:
		return v != 0 && v == v
	case int64:
		return v != 0
	case uint64:
		return v != 0
	}
	return true
}
