package uses

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// A kind is what is known of a value.
type kind int

const (
	unknown  kind = iota
	named         // a module, a global, or a member of one
	literal       // a string
	function      // one that is written out
	object        // one that is written out
	array         // one that is written out
	promise
)

// A value is what an expression gives, as far as that can be seen.
type value struct {
	kind kind
	// name of what is named; module says that it is a module itself.
	name   string
	module bool
	text   string // of a literal
	node   ast.Expression
	scope  *scope
	of     *value // what a promise resolves to
	// getters says of an object that its members are what its functions give;
	// awaited says of an array that its elements are awaited.
	getters, awaited bool
}

// fuel bounds the work for one call.
const fuel = 300

// An evaluator finds what expressions stand for.
type evaluator struct {
	functions map[ast.Expression]*scope
	memo      map[*binding]value
	given     map[*binding]value // the parameters of the function that is being evaluated
	steps     int
}

// module is the value of a host module.
func module(specifier string) value {
	switch specifier {
	case "process", "node:process":
		return value{kind: named, name: "process", module: true}
	case "bun":
		return value{kind: named, name: "Bun", module: true}
	}
	if nodeName(specifier) {
		specifier = "node:" + specifier
	}
	return value{kind: named, name: specifier, module: true}
}

// nodeName says whether a specifier may be the short name of one of Node's
// modules that the bundler did not see.
func nodeName(specifier string) bool {
	return slices.Contains([]string{"fs", "fs/promises", "child_process", "crypto", "zlib", "http", "https", "module", "os", "util", "url"}, specifier)
}

// member is a property of a value.
func (e *evaluator) member(v value, key string) value {
	switch v.kind {
	case named:
		switch {
		case v.name == "globalThis" || v.name == "global":
			return global(key)
		case v.module && key == "default":
			return v
		case v.name == "node:fs" && key == "promises":
			return module("node:fs/promises")
		case strings.HasSuffix(v.name, "#"):
			return value{kind: named, name: v.name + key}
		}
		return value{kind: named, name: v.name + "." + key}
	case object:
		return e.property(v, key)
	case array:
		list := v.node.(*ast.ArrayLiteral).Value
		i, err := strconv.Atoi(key)
		if err != nil || i < 0 || i >= len(list) || slices.ContainsFunc(list[:i+1], spread) {
			return value{}
		}
		element := e.eval(list[i], v.scope)
		if v.awaited {
			return settled(element)
		}
		return element
	}
	return value{}
}

func spread(x ast.Expression) bool {
	_, ok := x.(*ast.SpreadElement)
	return ok
}

// property is a property of an object that is written out.
func (e *evaluator) property(v value, key string) value {
	for _, property := range slices.Backward(v.node.(*ast.ObjectLiteral).Value) {
		switch p := property.(type) {
		case *ast.PropertyShort:
			if p.Name.Name.String() == key {
				return e.eval(&p.Name, v.scope)
			}
		case *ast.PropertyKeyed:
			written, ok := p.Key.(*ast.StringLiteral)
			if !ok || p.Computed {
				return value{}
			}
			if written.Value.String() != key {
				continue
			}
			if v.getters {
				return e.result(e.eval(p.Value, v.scope), nil)
			}
			if p.Kind == ast.PropertyKindValue {
				return e.eval(p.Value, v.scope)
			}
			return value{}
		default:
			return value{} // spread: it may have any
		}
	}
	return value{}
}

func global(name string) value { return value{kind: named, name: name} }

// settled is what await gives.
func settled(v value) value {
	if v.kind != promise {
		return v
	}
	if v.of == nil {
		return value{}
	}
	return *v.of
}

func promiseOf(v value) value {
	v = settled(v)
	return value{kind: promise, of: &v}
}

// eval is what an expression in a scope gives.
func (e *evaluator) eval(x ast.Expression, s *scope) value {
	if e.steps++; e.steps > fuel {
		return value{}
	}
	switch n := x.(type) {
	case *ast.Identifier:
		id := n.Name.String()
		if b := s.lookup(id); b != nil {
			return e.variable(b)
		}
		return global(id)
	case *ast.DotExpression, *ast.BracketExpression:
		if left, key, ok := e.split(x, s); ok {
			return e.member(e.eval(left, s), key)
		}
	case *ast.StringLiteral:
		return value{kind: literal, text: n.Value.String()}
	case *ast.TemplateLiteral:
		if n.Tag == nil && len(n.Expressions) == 0 && len(n.Elements) == 1 {
			return value{kind: literal, text: n.Elements[0].Parsed.String()}
		}
	case *ast.ArrowFunctionLiteral, *ast.FunctionLiteral:
		return value{kind: function, node: x, scope: s}
	case *ast.ObjectLiteral:
		return value{kind: object, node: x, scope: s}
	case *ast.ArrayLiteral:
		return value{kind: array, node: x, scope: s}
	case *ast.SequenceExpression, *ast.OptionalChain, *ast.Optional:
		if inner := last(x); inner != x {
			return e.eval(inner, s)
		}
	case *ast.AssignExpression:
		if n.Operator == token.ASSIGN {
			return e.eval(n.Right, s)
		}
	case *ast.AwaitExpression:
		return settled(e.eval(n.Argument, s))
	case *ast.ConditionalExpression:
		return same(e.eval(n.Consequent, s), e.eval(n.Alternate, s))
	case *ast.BinaryExpression:
		if n.Operator == token.LOGICAL_OR || n.Operator == token.COALESCE {
			return same(e.eval(n.Left, s), e.eval(n.Right, s))
		}
	case *ast.NewExpression:
		return instance(e.eval(n.Callee, s))
	case *ast.CallExpression:
		return e.called(n, s)
	}
	return value{}
}

// same is what two values have in common.
func same(a, b value) value {
	if a.kind == named && a.kind == b.kind && a.name == b.name {
		return a
	}
	return value{}
}

// instance is what a class makes.
func instance(class value) value {
	if class.kind != named {
		return value{}
	}
	return value{kind: named, name: class.name + "#"}
}

// split takes a member expression with a known name apart.
func (e *evaluator) split(x ast.Expression, s *scope) (left ast.Expression, key string, ok bool) {
	switch n := x.(type) {
	case *ast.DotExpression:
		return last(n.Left), n.Identifier.Name.String(), true
	case *ast.BracketExpression:
		if number, ok := n.Member.(*ast.NumberLiteral); ok {
			return last(n.Left), number.Literal, true
		}
		if v := e.eval(n.Member, s); v.kind == literal {
			return last(n.Left), v.text, true
		}
	}
	return nil, "", false
}

// variable is what a name stands for.
func (e *evaluator) variable(b *binding) value {
	if v, ok := e.given[b]; ok {
		return v
	}
	if v, ok := e.memo[b]; ok {
		return v
	}
	if b.changed || b.busy {
		return value{}
	}
	if b.exported != nil {
		return value{kind: object, node: b.exported, scope: b.scope, getters: true}
	}
	if b.times != 1 || b.value == nil {
		return value{}
	}
	b.busy = true
	v := e.eval(b.value, b.scope)
	if b.awaited {
		v = settled(v)
	}
	for _, key := range b.path {
		v = e.member(v, key)
	}
	b.busy = false
	if len(e.given) == 0 && e.steps < fuel {
		e.memo[b] = v
	}
	return v
}

// called is what a call gives.
func (e *evaluator) called(n *ast.CallExpression, s *scope) value {
	callee := last(n.Callee)
	if id, ok := callee.(*ast.Identifier); ok && (id.Name == "__toESM" || id.Name == "__toCommonJS") && len(n.ArgumentList) > 0 {
		return e.eval(n.ArgumentList[0], s)
	}
	if left, key, ok := e.split(callee, s); ok {
		switch key {
		case "then":
			if len(n.ArgumentList) == 1 {
				return promiseOf(e.result(e.eval(n.ArgumentList[0], s), nil))
			}
		case "bind":
			if v := e.eval(left, s); v.kind == named && len(n.ArgumentList) == 1 {
				return v
			}
		}
	}
	f := e.eval(callee, s)
	switch f.kind {
	case function:
		var args []value
		for _, a := range n.ArgumentList {
			args = append(args, e.eval(a, s))
		}
		return e.result(f, args)
	case named:
		return e.of(f.name, n.ArgumentList, s)
	}
	return value{}
}

// of is what a named function gives.
func (e *evaluator) of(name string, args []ast.Expression, s *scope) value {
	var first value
	if len(args) > 0 {
		first = e.eval(args[0], s)
	}
	switch name {
	case "require", "process.getBuiltinModule":
		if first.kind == literal {
			return module(first.text)
		}
	case "node:module.createRequire":
		return global("require")
	case "Promise.resolve":
		return promiseOf(first)
	case "Promise.all":
		if first.kind == array {
			first.awaited = true
			return promiseOf(first)
		}
	}
	if strings.HasPrefix(name, "Intl.") && strings.Count(name, ".") == 1 {
		return instance(global(name))
	}
	return value{}
}

// result is what a function gives that only returns something.
func (e *evaluator) result(f value, args []value) value {
	if f.kind != function {
		return value{}
	}
	arrow, ok := f.node.(*ast.ArrowFunctionLiteral)
	if !ok {
		return value{}
	}
	body, ok := arrow.Body.(*ast.ExpressionBody)
	inner := e.functions[arrow]
	if !ok || inner == nil {
		return value{}
	}
	if len(args) == 0 || arrow.ParameterList == nil {
		return async(arrow, e.eval(body.Expression, inner))
	}
	outer := e.given
	e.given = map[*binding]value{}
	for i, p := range arrow.ParameterList.List {
		if id, ok := p.Target.(*ast.Identifier); ok && i < len(args) {
			e.given[inner.names[id.Name.String()]] = args[i]
		}
	}
	v := e.eval(body.Expression, inner)
	e.given = outer
	return async(arrow, v)
}

func async(arrow *ast.ArrowFunctionLiteral, v value) value {
	if arrow.Async {
		return promiseOf(v)
	}
	return v
}

// unknowable is the path to what destructuring gives and cannot be seen.
var unknowable = []string{""}

func hidden(path []string) bool { return slices.Contains(path, "") }

func step(path []string, key string) []string { return append(slices.Clip(path), key) }

func index(i int) string { return strconv.Itoa(i) }
