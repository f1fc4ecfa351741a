package uses

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
)

// A scope is where names are declared.
type scope struct {
	parent *scope
	names  map[string]*binding
}

// A binding is a declared name and what it is set to.
type binding struct {
	scope *scope         // where the value is written
	value ast.Expression // nil when there is none that can be known
	path  []string       // of destructuring
	// awaited says that the name gets what the value is a promise of.
	awaited bool
	// parameter says that it is a function's, or a part of one.
	parameter bool
	// times counts the assignments: the value is known when there is one.
	times int
	// exported are the getters of a namespace object that the bundler made.
	exported *ast.ObjectLiteral
	// changed says that the value's own properties are assigned to.
	changed bool
	busy    bool // being evaluated
}

// A call is a place where something is called or constructed.
type call struct {
	node        ast.Expression
	callee      ast.Expression
	args        []ast.Expression
	scope       *scope
	constructed bool
	tried       bool
	// arms are the ways of branches that it is on.
	arms []arm
}

// at is where a call begins.
func (c call) at() file.Idx {
	if c.constructed {
		return c.node.Idx0()
	}
	return c.callee.Idx0()
}

// lookup finds what a name means in a scope; nil is a global.
func (s *scope) lookup(name string) *binding {
	for ; s != nil; s = s.parent {
		if b := s.names[name]; b != nil {
			return b
		}
	}
	return nil
}

func (s *scope) declare(name string) *binding {
	if b := s.names[name]; b != nil {
		return b
	}
	if s.names == nil {
		s.names = map[string]*binding{}
	}
	b := &binding{}
	s.names[name] = b
	return b
}

// A walker goes once through a program and notes its scopes and calls.
type walker struct {
	calls     []call
	functions map[ast.Expression]*scope // of arrow functions that only return
	tries     int
	arms      []arm
}

// function walks the inside of a function in its own scope.
func (w *walker) function(s *scope, parameters *ast.ParameterList, vars []*ast.VariableDeclaration, body []ast.Statement) {
	if parameters != nil {
		for _, p := range parameters.List {
			w.declarePattern(s, p.Target)
		}
		w.declarePattern(s, parameters.Rest)
	}
	for _, v := range vars {
		for _, b := range v.List {
			w.declarePattern(s, b.Target)
		}
	}
	w.hoist(s, body)
	if parameters != nil {
		for _, p := range parameters.List {
			w.assign(s, p.Target, nil, false)
			w.targets(p.Target, nil, func(x ast.Expression, _ []string, _ bool) {
				if id, ok := x.(*ast.Identifier); ok {
					s.declare(id.Name.String()).parameter = true
				}
			})
			w.expression(s, p.Initializer)
		}
		w.assign(s, parameters.Rest, nil, false)
	}
	w.statements(s, body)
}

// hoist declares what a block's own statements declare.
func (w *walker) hoist(s *scope, list []ast.Statement) {
	for _, statement := range list {
		switch n := statement.(type) {
		case *ast.LexicalDeclaration:
			for _, b := range n.List {
				w.declarePattern(s, b.Target)
			}
		case *ast.FunctionDeclaration:
			w.set(s.declare(n.Function.Name.Name.String()), s, n.Function, nil, false)
		case *ast.ClassDeclaration:
			w.set(s.declare(n.Class.Name.Name.String()), s, n.Class, nil, false)
		}
	}
}

// declarePattern declares the names of a declaration.
func (w *walker) declarePattern(s *scope, target ast.Expression) {
	w.targets(target, nil, func(x ast.Expression, _ []string, _ bool) {
		if id, ok := x.(*ast.Identifier); ok {
			s.declare(id.Name.String())
		}
	})
}

// targets calls f with what a pattern assigns to, the path to each, and
// whether that is known.
func (w *walker) targets(target ast.Expression, path []string, f func(x ast.Expression, path []string, known bool)) {
	switch t := target.(type) {
	case nil:
	case *ast.ObjectPattern:
		for _, property := range t.Properties {
			switch p := property.(type) {
			case *ast.PropertyShort:
				f(&p.Name, step(path, p.Name.Name.String()), true)
			case *ast.PropertyKeyed:
				if key, ok := p.Key.(*ast.StringLiteral); ok && !hidden(path) {
					w.targets(p.Value, step(path, key.Value.String()), f)
				} else {
					w.targets(p.Value, unknowable, f)
				}
			}
		}
		w.targets(t.Rest, unknowable, f)
	case *ast.ArrayPattern:
		for i, element := range t.Elements {
			w.targets(element, step(path, index(i)), f)
		}
		w.targets(t.Rest, unknowable, f)
	case *ast.AssignExpression: // with a default
		w.targets(t.Left, path, f)
	case *ast.Binding:
		w.targets(t.Target, path, f)
	case *ast.SpreadElement:
		w.targets(t.Expression, unknowable, f)
	default:
		f(target, path, !hidden(path))
	}
}

// assign notes that a pattern gets the value, or one that is not known.
func (w *walker) assign(s *scope, target, value ast.Expression, awaited bool) {
	w.targets(target, nil, func(x ast.Expression, path []string, known bool) {
		switch t := x.(type) {
		case *ast.Identifier:
			if b := s.lookup(t.Name.String()); b != nil {
				if !known {
					w.set(b, s, nil, nil, false)
					return
				}
				w.set(b, s, value, path, awaited)
			}
		case *ast.DotExpression, *ast.BracketExpression:
			if b := s.lookup(owner(t)); b != nil {
				b.changed = true
			}
		}
	})
}

// owner is the variable whose property an expression is; "" for another.
func owner(x ast.Expression) string {
	for {
		switch t := x.(type) {
		case *ast.DotExpression:
			x = t.Left
		case *ast.BracketExpression:
			x = t.Left
		case *ast.Identifier:
			return t.Name.String()
		default:
			return ""
		}
	}
}

func (w *walker) set(b *binding, s *scope, value ast.Expression, path []string, awaited bool) {
	b.times++
	b.scope, b.value, b.path, b.awaited = s, value, path, awaited
}

// bindings walks a list of declarations.
func (w *walker) bindings(s *scope, list []*ast.Binding) {
	for _, b := range list {
		if b.Initializer != nil {
			w.assign(s, b.Target, b.Initializer, false)
		}
		w.expression(s, b.Initializer)
		w.expression(s, b.Target)
	}
}

func (w *walker) statements(s *scope, list []ast.Statement) {
	outer := len(w.arms)
	for _, statement := range list {
		w.statement(s, statement)
		if way, ok := rest(statement); ok {
			w.arms = append(w.arms, way)
		}
	}
	w.arms = w.arms[:outer]
}

// block walks statements in a scope of their own.
func (w *walker) block(s *scope, list []ast.Statement) {
	inner := &scope{parent: s}
	w.hoist(inner, list)
	w.statements(inner, list)
}

func (w *walker) statement(s *scope, statement ast.Statement) {
	switch n := statement.(type) {
	case *ast.BlockStatement:
		w.block(s, n.List)
	case *ast.ExpressionStatement:
		w.expression(s, n.Expression)
	case *ast.VariableStatement:
		w.bindings(s, n.List)
	case *ast.LexicalDeclaration:
		w.bindings(s, n.List)
	case *ast.FunctionDeclaration:
		w.expression(s, n.Function)
	case *ast.ClassDeclaration:
		w.expression(s, n.Class)
	case *ast.ReturnStatement:
		w.expression(s, n.Argument)
	case *ast.ThrowStatement:
		w.expression(s, n.Argument)
	case *ast.IfStatement:
		w.expression(s, n.Test)
		w.on(n, 0, func() { w.statement(s, n.Consequent) })
		w.on(n, 1, func() { w.statement(s, n.Alternate) })
	case *ast.WhileStatement:
		w.expression(s, n.Test)
		w.statement(s, n.Body)
	case *ast.DoWhileStatement:
		w.statement(s, n.Body)
		w.expression(s, n.Test)
	case *ast.WithStatement:
		w.expression(s, n.Object)
		w.statement(s, n.Body)
	case *ast.LabelledStatement:
		w.statement(s, n.Statement)
	case *ast.TryStatement:
		w.try(s, n)
	case *ast.SwitchStatement:
		w.expression(s, n.Discriminant)
		inner := &scope{parent: s}
		for _, c := range n.Body {
			w.hoist(inner, c.Consequent)
		}
		way := 0
		for _, c := range n.Body {
			w.expression(inner, c.Test)
			w.on(n, way, func() { w.statements(inner, c.Consequent) })
			if len(c.Consequent) > 0 && leaves(c.Consequent[len(c.Consequent)-1]) { // else it falls through
				way++
			}
		}
	case *ast.ForStatement:
		w.forLoop(&scope{parent: s}, n)
	case *ast.ForInStatement:
		w.forEach(&scope{parent: s}, n.Into, n.Source, n.Body)
	case *ast.ForOfStatement:
		w.forEach(&scope{parent: s}, n.Into, n.Source, n.Body)
	}
}

func (w *walker) try(s *scope, n *ast.TryStatement) {
	if n.Catch != nil {
		w.tries++
	}
	w.block(s, n.Body.List)
	if n.Catch != nil {
		w.tries--
		inner := &scope{parent: s}
		w.declarePattern(inner, n.Catch.Parameter)
		w.assign(inner, n.Catch.Parameter, nil, false)
		w.block(inner, n.Catch.Body.List)
	}
	if n.Finally != nil {
		w.block(s, n.Finally.List)
	}
}

func (w *walker) forLoop(s *scope, n *ast.ForStatement) {
	switch i := n.Initializer.(type) {
	case *ast.ForLoopInitializerExpression:
		w.expression(s, i.Expression)
	case *ast.ForLoopInitializerVarDeclList:
		w.bindings(s, i.List)
	case *ast.ForLoopInitializerLexicalDecl:
		for _, b := range i.LexicalDeclaration.List {
			w.declarePattern(s, b.Target)
		}
		w.bindings(s, i.LexicalDeclaration.List)
	}
	w.expression(s, n.Test)
	w.expression(s, n.Update)
	w.statement(s, n.Body)
}

func (w *walker) forEach(s *scope, into ast.ForInto, source ast.Expression, body ast.Statement) {
	switch i := into.(type) {
	case *ast.ForIntoVar:
		w.assign(s, i.Binding.Target, nil, false)
	case *ast.ForDeclaration:
		w.declarePattern(s, i.Target)
		w.assign(s, i.Target, nil, false)
	case *ast.ForIntoExpression:
		w.assign(s, i.Expression, nil, false)
	}
	w.expression(s, source)
	w.statement(s, body)
}

// assigned is what an assignment changes.
func (w *walker) assigned(s *scope, n *ast.AssignExpression) {
	if n.Operator == token.ASSIGN {
		w.assign(s, n.Left, n.Right, false)
		return
	}
	w.assign(s, n.Left, nil, false)
}
