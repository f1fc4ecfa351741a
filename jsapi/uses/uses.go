// Package uses answers which members of which modules and globals a program
// calls, and where. It reads the program's syntax, so that an alias is followed
// to what it stands for, and a variable, a property or a text of the same name
// is nothing.
//
// What is followed: variables that get one value in the whole program, also by
// destructuring; imports, require and import(), as the bundler writes them;
// globalThis; members written with a dot or as ["name"]; objects that are
// written out; functions that only return something; await, then and
// Promise.all. What depends on anything else is not known, and no use.
package uses

import (
	"strings"

	"github.com/dop251/goja/ast"

	"systembus/jsapi"
)

// A Kind says what is done with a member.
type Kind string

const (
	// Called is f().
	Called Kind = "called"
	// Constructed is new C().
	Constructed Kind = "constructed"
	// Passed is f as an argument of another call.
	Passed Kind = "passed"
)

// A Use is one place where a program uses a member of a module or a global.
type Use struct {
	// Name is what is used: "process.exit", "Worker" or "Intl.DateTimeFormat"
	// of the globals, "node:fs.watch" of a module, "Intl.NumberFormat#format" of
	// what a class makes, and "*.toLocaleString" of what is not known. What can
	// be reached in several ways has one name: of the module "node:process" it
	// is the global's, and of the module "bun" it is "Bun.serve".
	Name string
	Kind Kind
	// Line counts from 1, Column in bytes from 0, in the program.
	Line, Column int
	// Args are what is given to it.
	Args []Arg
	// Optional is f?.(), which is nothing when there is no f.
	Optional bool
	// Step is the step of a use that is named [StepAgain].
	Step Step
	// Tried says that it stands in a try block, so that its author expects that
	// it may throw.
	Tried bool
}

// An Arg is one argument of a call, as far as it is written out.
type Arg struct {
	// Text is the argument as JavaScript; empty when it is not known.
	Text string
	// Spread is "...x": how many arguments there are is not known.
	Spread bool
	// Object says that it is an object that is written out, and Keys which
	// properties that certainly has.
	Object bool
	Keys   []string
	// Open says of an object that it may have more properties than Keys, and
	// Partial that the values of some are not known, and not in Text.
	Open, Partial bool
}

// Find gives the uses whose names are wanted, in the order of the program.
func Find(tree *jsapi.Tree, wanted func(name string) bool) []Use {
	w := walker{functions: map[ast.Expression]*scope{}}
	body, vars := tree.Body()
	root := &scope{}
	w.function(root, nil, vars, body)
	var found []Use
	e := evaluator{functions: w.functions, memo: map[*binding]value{}}
	var again map[int]Step
	if wanted(StepAgain) {
		again = e.again(w.calls, func(c call) (line, column int) { return tree.Position(c.at()) })
	}
	for i, c := range w.calls {
		e.steps = 0
		if step, ok := again[i]; ok {
			line, column := tree.Position(c.at())
			found = append(found, Use{Name: StepAgain, Kind: Called, Line: line, Column: column, Step: step, Tried: c.tried})
		}
		name, args := e.used(c)
		if name != "" && wanted(name) {
			line, column := tree.Position(c.at())
			u := Use{Name: name, Kind: Called, Line: line, Column: column, Tried: c.tried}
			if c.constructed {
				u.Kind = Constructed
			}
			_, u.Optional = c.callee.(*ast.Optional)
			for _, a := range args {
				u.Args = append(u.Args, e.arg(a, c.scope))
			}
			found = append(found, u)
		}
		for _, a := range c.args {
			if name := e.reference(a, c.scope); name != "" && wanted(name) {
				line, column := tree.Position(a.Idx0())
				found = append(found, Use{Name: name, Kind: Passed, Line: line, Column: column, Tried: c.tried})
			}
		}
	}
	return found
}

// used is the name of what a call calls, and what it is given.
func (e *evaluator) used(c call) (string, []ast.Expression) {
	callee := last(c.callee)
	if left, name, ok := e.split(callee, c.scope); ok {
		v := e.eval(left, c.scope)
		// fs.watch.call(fs, …) calls fs.watch.
		if v.kind == named && !c.constructed && (name == "call" || name == "apply") {
			if name == "call" && len(c.args) > 0 {
				return v.name, c.args[1:]
			}
			return v.name, nil
		}
		v = e.member(v, name)
		switch v.kind {
		case named:
			return v.name, c.args
		case unknown:
			return "*." + name, c.args
		}
		return "", nil
	}
	if v := e.eval(callee, c.scope); v.kind == named {
		return v.name, c.args
	}
	return "", nil
}

// reference is the name of an argument that is a member itself.
func (e *evaluator) reference(a ast.Expression, s *scope) string {
	a = last(a)
	switch a.(type) {
	case *ast.Identifier, *ast.DotExpression, *ast.BracketExpression:
	default:
		return ""
	}
	if v := e.eval(a, s); v.kind == named && !strings.HasSuffix(v.name, ".") {
		return v.name
	}
	return ""
}

// last is what a sequence, a chain or parentheses give: run of (0, run).
func last(x ast.Expression) ast.Expression {
	for {
		switch v := x.(type) {
		case *ast.SequenceExpression:
			if len(v.Sequence) == 0 {
				return x
			}
			x = v.Sequence[len(v.Sequence)-1]
		case *ast.OptionalChain:
			x = v.Expression
		case *ast.Optional:
			x = v.Expression
		default:
			return x
		}
	}
}
