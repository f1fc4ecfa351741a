package uses

import (
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// arg is what can be seen of an argument.
func (e *evaluator) arg(x ast.Expression, s *scope) Arg {
	if spread(x) {
		return Arg{Spread: true}
	}
	options, ok := x.(*ast.ObjectLiteral)
	if !ok {
		text, _ := e.text(x, s)
		return Arg{Text: text}
	}
	a := Arg{Object: true}
	var known []string
	for _, property := range options.Value {
		key, of, seen := "", ast.Expression(nil), true
		switch p := property.(type) {
		case *ast.PropertyShort:
			key, of = p.Name.Name.String(), &p.Name
		case *ast.PropertyKeyed:
			written, plain := p.Key.(*ast.StringLiteral)
			if !plain || p.Computed {
				a.Open = true
				continue
			}
			key, of, seen = written.Value.String(), p.Value, p.Kind == ast.PropertyKindValue
		default:
			// What is spread may replace what stands before it.
			a.Open, a.Partial, known = true, true, nil
			continue
		}
		a.Keys = append(a.Keys, key)
		text, ok := e.text(of, s)
		if !ok || !seen {
			a.Partial = true
			continue
		}
		known = append(known, quote(key)+": "+text)
	}
	a.Partial = a.Partial || a.Open
	a.Text = "{ " + strings.Join(known, ", ") + " }"
	return a
}

// text is an expression as JavaScript, when it is made of literals.
func (e *evaluator) text(x ast.Expression, s *scope) (string, bool) {
	if e.steps++; e.steps > fuel {
		return "", false
	}
	switch n := x.(type) {
	case *ast.NumberLiteral:
		return n.Literal, true
	case *ast.BooleanLiteral:
		return n.Literal, true
	case *ast.NullLiteral:
		return "null", true
	case *ast.UnaryExpression:
		inner, ok := e.text(n.Operand, s)
		switch n.Operator {
		case token.MINUS, token.PLUS, token.NOT:
			return n.Operator.String() + inner, ok
		case token.VOID:
			return "undefined", ok
		}
		return "", false
	case *ast.ArrayLiteral:
		var list []string
		for _, element := range n.Value {
			text, ok := e.text(element, s)
			if !ok {
				return "", false
			}
			list = append(list, text)
		}
		return "[" + strings.Join(list, ", ") + "]", true
	case *ast.Identifier:
		b := s.lookup(n.Name.String())
		if b == nil {
			return "undefined", n.Name == "undefined"
		}
	}
	if v := e.eval(x, s); v.kind == literal {
		return quote(v.text), true
	}
	return "", false
}

// quote writes a string as JavaScript, which is as JSON, and all of it in
// ASCII: a half of a surrogate pair stays what it is.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x2028 || r == 0x2029:
			b.WriteString(escape(r))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func escape(r rune) string {
	const hex = "0123456789abcdef"
	return `\u` + string([]byte{hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15]})
}
