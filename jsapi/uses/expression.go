package uses

import (
	"slices"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// expression walks an expression.
func (w *walker) expression(s *scope, x ast.Expression) {
	switch n := x.(type) {
	case *ast.CallExpression:
		w.call(s, n)
	case *ast.NewExpression:
		w.calls = append(w.calls, call{node: n, callee: n.Callee, args: n.ArgumentList, scope: s, constructed: true, tried: w.tries > 0, arms: slices.Clone(w.arms)})
		w.expression(s, n.Callee)
		w.expressions(s, n.ArgumentList)
	case *ast.DotExpression:
		w.expression(s, n.Left)
	case *ast.PrivateDotExpression:
		w.expression(s, n.Left)
	case *ast.BracketExpression:
		w.expression(s, n.Left)
		w.expression(s, n.Member)
	case *ast.AssignExpression:
		w.assigned(s, n)
		w.expression(s, n.Left)
		w.expression(s, n.Right)
	case *ast.BinaryExpression:
		w.expression(s, n.Left)
		w.expression(s, n.Right)
	case *ast.ConditionalExpression:
		w.expression(s, n.Test)
		w.on(n, 0, func() { w.expression(s, n.Consequent) })
		w.on(n, 1, func() { w.expression(s, n.Alternate) })
	case *ast.UnaryExpression:
		if n.Operator == token.INCREMENT || n.Operator == token.DECREMENT {
			w.assign(s, n.Operand, nil, false)
		}
		w.expression(s, n.Operand)
	case *ast.AwaitExpression:
		w.expression(s, n.Argument)
	case *ast.YieldExpression:
		w.expression(s, n.Argument)
	case *ast.SpreadElement:
		w.expression(s, n.Expression)
	case *ast.SequenceExpression:
		w.expressions(s, n.Sequence)
	case *ast.OptionalChain:
		w.expression(s, n.Expression)
	case *ast.Optional:
		w.expression(s, n.Expression)
	case *ast.ArrayLiteral:
		w.expressions(s, n.Value)
	case *ast.ArrayPattern:
		w.expressions(s, n.Elements)
		w.expression(s, n.Rest)
	case *ast.ObjectLiteral:
		w.properties(s, n.Value)
	case *ast.ObjectPattern:
		w.properties(s, n.Properties)
		w.expression(s, n.Rest)
	case *ast.Binding:
		w.expression(s, n.Target)
		w.expression(s, n.Initializer)
	case *ast.TemplateLiteral:
		w.expression(s, n.Tag)
		w.expressions(s, n.Expressions)
	case *ast.ArrowFunctionLiteral:
		w.arrow(s, n)
	case *ast.FunctionLiteral:
		inner := &scope{parent: s}
		if n.Name != nil { // its own name, unless something inside is named so
			w.set(inner.declare(n.Name.Name.String()), s, nil, nil, false)
			inner = &scope{parent: inner}
		}
		w.functions[n] = inner
		w.function(inner, n.ParameterList, n.DeclarationList, n.Body.List)
	case *ast.ClassLiteral:
		w.class(s, n)
	}
}

func (w *walker) expressions(s *scope, list []ast.Expression) {
	for _, x := range list {
		w.expression(s, x)
	}
}

func (w *walker) properties(s *scope, list []ast.Property) {
	for _, property := range list {
		switch p := property.(type) {
		case *ast.PropertyShort:
			w.expression(s, p.Initializer)
		case *ast.PropertyKeyed:
			if p.Computed {
				w.expression(s, p.Key)
			}
			w.expression(s, p.Value)
		case *ast.SpreadElement:
			w.expression(s, p.Expression)
		}
	}
}

// call walks a call, and knows those by which the bundler writes an import:
// what is exported, and what a promise's result is handed to.
func (w *walker) call(s *scope, n *ast.CallExpression) {
	w.calls = append(w.calls, call{node: n, callee: n.Callee, args: n.ArgumentList, scope: s, tried: w.tries > 0, arms: slices.Clone(w.arms)})
	w.expression(s, n.Callee)
	w.expressions(s, n.ArgumentList)
	switch callee := n.Callee.(type) {
	case *ast.Identifier:
		if callee.Name == "__export" && len(n.ArgumentList) == 2 {
			target, named := n.ArgumentList[0].(*ast.Identifier)
			getters, object := n.ArgumentList[1].(*ast.ObjectLiteral)
			if named && object {
				if b := s.lookup(target.Name.String()); b != nil {
					b.exported = getters
				}
			}
		}
	case *ast.DotExpression:
		if callee.Identifier.Name == "then" && len(n.ArgumentList) > 0 {
			w.handed(s, n.ArgumentList[0], callee.Left)
		}
	}
}

// handed gives a callback's parameter what a promise resolves to.
func (w *walker) handed(s *scope, callback, promise ast.Expression) {
	var parameters *ast.ParameterList
	switch f := callback.(type) {
	case *ast.ArrowFunctionLiteral:
		parameters = f.ParameterList
	case *ast.FunctionLiteral:
		parameters = f.ParameterList
	}
	inner := w.functions[callback]
	if parameters == nil || len(parameters.List) == 0 || inner == nil {
		return
	}
	w.targets(parameters.List[0].Target, nil, func(x ast.Expression, path []string, known bool) {
		id, ok := x.(*ast.Identifier)
		if b := inner.names[name(id)]; ok && known && b != nil && b.times == 1 {
			b.scope, b.value, b.path, b.awaited = s, promise, path, true
		}
	})
}

func name(id *ast.Identifier) string {
	if id == nil {
		return ""
	}
	return id.Name.String()
}

func (w *walker) arrow(s *scope, n *ast.ArrowFunctionLiteral) {
	inner := &scope{parent: s}
	w.functions[n] = inner
	if body, ok := n.Body.(*ast.ExpressionBody); ok {
		w.function(inner, n.ParameterList, nil, nil)
		w.expression(inner, body.Expression)
		return
	}
	w.function(inner, n.ParameterList, n.DeclarationList, n.Body.(*ast.BlockStatement).List)
}

func (w *walker) class(s *scope, n *ast.ClassLiteral) {
	inner := &scope{parent: s}
	if n.Name != nil {
		w.set(inner.declare(n.Name.Name.String()), s, nil, nil, false)
	}
	w.expression(inner, n.SuperClass)
	for _, element := range n.Body {
		switch e := element.(type) {
		case *ast.FieldDefinition:
			if e.Computed {
				w.expression(inner, e.Key)
			}
			w.expression(inner, e.Initializer)
		case *ast.MethodDefinition:
			if e.Computed {
				w.expression(inner, e.Key)
			}
			w.expression(inner, e.Body)
		case *ast.ClassStaticBlock:
			block := &scope{parent: inner}
			w.function(block, nil, e.DeclarationList, e.Block.List)
		}
	}
}
