package jsapi

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
	"github.com/go-sourcemap/sourcemap"
)

// A Program is compiled code that any number of VMs may run.
type Program struct {
	program *goja.Program
}

// parameters are what a bundle's code sees besides the globals. __host_root
// is the folder that import.meta.url and __dirname of the original files are
// told relative to.
const parameters = "exports, require, module, __filename, __dirname, __host_root"

// Compile compiles a bundle. name is what stacks show for code that the source
// map does not cover. sourceMap may be nil. A mistake in the code is a
// *SyntaxError.
func Compile(name string, code, sourceMap []byte) (*Program, error) {
	t, err := parseWrapped(name, string(code), parameters, sourceMap)
	if err != nil {
		return nil, err
	}
	return t.Compile()
}

// A Tree is a bundle's syntax.
type Tree struct {
	program *ast.Program
	prefix  int // of the wrapper, on the first line
}

// Parse reads a bundle's syntax. A mistake in the code is a *SyntaxError;
// [Tree.Compile] finds a few more.
func Parse(name string, code []byte) (*Tree, error) {
	return parseWrapped(name, string(code), parameters, nil)
}

// Compile compiles what was parsed.
func (t *Tree) Compile() (*Program, error) {
	p, err := t.compile()
	if err != nil {
		return nil, err
	}
	return &Program{p}, nil
}

func (t *Tree) compile() (*goja.Program, error) {
	p, err := goja.CompileAST(t.program, false)
	if err != nil {
		return nil, syntaxError(err, t.prefix)
	}
	return p, nil
}

// Body are the bundle's statements, with the variables that "var" declares
// among them.
func (t *Tree) Body() ([]ast.Statement, []*ast.VariableDeclaration) {
	if statement, ok := t.program.Body[0].(*ast.ExpressionStatement); ok {
		if wrapper, ok := statement.Expression.(*ast.FunctionLiteral); ok {
			return wrapper.Body.List, wrapper.DeclarationList
		}
	}
	return t.program.Body, t.program.DeclarationList // the code closes the wrapper itself
}

// Position is where a part of the tree stands in the bundle: a line counted
// from 1, a column from 0.
func (t *Tree) Position(at file.Idx) (line, column int) {
	p := t.program.File.Position(int(at) - t.program.File.Base())
	if p.Line == 1 {
		return 1, max(0, p.Column-1-t.prefix)
	}
	return p.Line, p.Column - 1
}

// A SyntaxError is code that the engine cannot parse.
type SyntaxError struct {
	// Line and Column count from 1, in the code given to Compile.
	Line, Column int
	Text         string
}

// Error implements error.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Text)
}

// Position is the place of the mistake, counted from 1.
func (e *SyntaxError) Position() (line, column int) { return e.Line, e.Column }

// parseWrapped parses code as the body of a function with the parameters
// given. The wrapper stays on the code's first line, so that lines keep their
// numbers and source maps stay right.
func parseWrapped(name, code, parameters string, sourceMap []byte) (*Tree, error) {
	prefix := "(function(" + parameters + "){"
	tree, err := parser.ParseFile(nil, name, prefix+code+"\n})", 0, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, syntaxError(err, len(prefix))
	}
	if sourceMap != nil { // It is large, and needed by nobody but for the place of an error.
		tree.File.SetSourceMapLoader(func() *sourcemap.Consumer {
			m, err := sourcemap.Parse(name, oneBased(sourceMap))
			if err != nil {
				return nil // The bundler's own maps can be read; without one, places are the bundle's.
			}
			return m
		})
	}
	return &Tree{program: tree, prefix: len(prefix)}, nil
}

func syntaxError(err error, prefix int) error {
	var list parser.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		e := &SyntaxError{Line: list[0].Position.Line, Column: list[0].Position.Column, Text: list[0].Message}
		if e.Line == 1 {
			e.Column = max(1, e.Column-prefix)
		}
		return e
	}
	var compile *goja.CompilerSyntaxError
	if errors.As(err, &compile) && compile.File != nil {
		p := compile.File.Position(compile.Offset)
		return &SyntaxError{Line: p.Line, Column: p.Column, Text: compile.Message}
	}
	return &SyntaxError{Line: 1, Column: 1, Text: strings.TrimPrefix(err.Error(), "SyntaxError: ")}
}
