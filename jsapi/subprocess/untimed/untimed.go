// Package untimed finds the calls of "host:subprocess" in a bundle that give
// no timeout: a program that hangs would hold its step until the call's
// deadline, and nobody would know why.
package untimed

import (
	"bytes"
	"reflect"
	"regexp"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
)

// A Call is one that certainly has no timeout.
type Call struct {
	// Name is "run" or "spawn".
	Name string
	// Line counts from 1, Column from 0, in the bundle.
	Line, Column int
}

var (
	required = regexp.MustCompile(`([\w$]+) = (?:/\* @__PURE__ \*/ )?require\("host:subprocess"\)`)
	readers  = `([\w$]+) = \(name\) => %s\[name\]`
	names    = `([\w$]+) = /\* @__PURE__ \*/ %s\("(run|spawn)"\)`
)

// Calls finds them in a bundle's code. The bundler gives every name in a
// bundle one meaning, so that what is called by the name of an import is that
// import. A call whose options are not written out, such as run(argv, options),
// is left to be judged when it is made.
func Calls(code []byte) []Call {
	imports := importsOf(code)
	if len(imports) == 0 {
		return nil
	}
	program, err := goja.Parse("bundle.js", string(code))
	if err != nil {
		return nil // told elsewhere
	}
	var found []Call
	walk(reflect.ValueOf(program.Body), func(c *ast.CallExpression) {
		callee := c.Callee
		if s, ok := callee.(*ast.SequenceExpression); ok && len(s.Sequence) > 0 { // (0, run)(…)
			callee = s.Sequence[len(s.Sequence)-1]
		}
		id, ok := callee.(*ast.Identifier)
		if !ok || imports[id.Name.String()] == "" || timed(c.ArgumentList) {
			return
		}
		at := program.File.Position(int(c.Idx0()) - 1)
		found = append(found, Call{Name: imports[id.Name.String()], Line: at.Line, Column: at.Column - 1})
	})
	return found
}

// importsOf gives what the bundle calls run and spawn: the names that the
// bundler's own text for the module defines.
func importsOf(code []byte) map[string]string {
	if !bytes.Contains(code, []byte(`require("host:subprocess")`)) {
		return nil
	}
	found := map[string]string{}
	for _, module := range required.FindAllSubmatch(code, -1) {
		reads := regexp.MustCompile(format(readers, module[1]))
		for _, reader := range reads.FindAllSubmatch(code, -1) {
			for _, name := range regexp.MustCompile(format(names, reader[1])).FindAllSubmatch(code, -1) {
				found[string(name[1])] = string(name[2])
			}
		}
	}
	return found
}

func format(pattern string, name []byte) string {
	return string(bytes.Replace([]byte(pattern), []byte("%s"), []byte(regexp.QuoteMeta(string(name))), 1))
}

// timed says whether the arguments may have a timeout.
func timed(arguments []ast.Expression) bool {
	for _, argument := range arguments {
		if _, spread := argument.(*ast.SpreadElement); spread {
			return true
		}
	}
	if len(arguments) < 2 {
		return false
	}
	options, ok := arguments[1].(*ast.ObjectLiteral)
	if !ok {
		return true
	}
	for _, property := range options.Value {
		switch property := property.(type) {
		case *ast.PropertyKeyed:
			key, ok := property.Key.(*ast.StringLiteral)
			if property.Computed || ok && key.Value.String() == "timeout" {
				return true
			}
		case *ast.PropertyShort:
			if property.Name.Name.String() == "timeout" {
				return true
			}
		default: // a spread, which may have it
			return true
		}
	}
	return false
}

// walk calls f with every call expression below v.
func walk(v reflect.Value, f func(*ast.CallExpression)) {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return
		}
		if v.Kind() == reflect.Pointer {
			if c, ok := reflect.TypeAssert[*ast.CallExpression](v); ok {
				f(c)
			}
			if v.Elem().Kind() != reflect.Struct || v.Elem().Type().PkgPath() != astPackage {
				return
			}
		}
		walk(v.Elem(), f)
	case reflect.Struct:
		for i := range v.NumField() {
			// Declarations are listed again beside the code that makes them.
			if field := v.Type().Field(i); field.IsExported() && field.Name != "DeclarationList" && field.Name != "File" {
				walk(v.Field(i), f)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), f)
		}
	}
}

var astPackage = reflect.TypeFor[ast.CallExpression]().PkgPath()
