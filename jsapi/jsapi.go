// Package jsapi is the contract between the host and the capabilities that it
// lends to scripts: a [Module] is one capability, a [VM] is one JavaScript
// runtime with the event loop that drives it, a [Task] is one piece of work in
// flight on that loop. It also defines how values and errors cross between Go
// and JavaScript. It knows no capability.
//
// Values cross by copy: as JSON text, strings, numbers or bytes, never as a Go
// struct, map or pointer that a script could reach into.
package jsapi

import (
	"strings"
	"sync"

	"github.com/dop251/goja"
)

// A Module is one capability lent to scripts, or a part of the JavaScript
// library, under the specifier that scripts import it by. A module has a
// native half, a JavaScript half, or both; it is loaded in a VM when first
// required there, and never before.
type Module struct {
	// Name is the import specifier: "host:redis", "node:path", "inngest".
	// Names that start with "host:internal/" are open to other modules only.
	Name string
	// Types is the TypeScript declaration that authors see.
	Types string
	// Open makes the native half for one VM. It runs on the VM's loop.
	Open func(*VM) Exports
	// Source is the JavaScript half, a CommonJS body. Its require reaches
	// every module; with a native half too, that is `require("host:native")`.
	Source string

	compile  sync.Once
	program  *goja.Program
	compiled error
}

// Exports are the members of a native module. A value is a goja.Value, often
// one made by [VM.Sync] or [VM.Async], or plain data that [VM.Value] accepts.
type Exports map[string]any

// A Library finds modules by specifier.
type Library map[string]*Module

// NewLibrary is a library of the modules given. It panics when two share a
// name, which is a mistake in the parts list.
func NewLibrary(modules ...*Module) Library {
	l := make(Library, len(modules))
	for _, m := range modules {
		if _, twice := l[m.Name]; twice {
			panic("jsapi: two modules are named " + m.Name)
		}
		l[m.Name] = m
	}
	return l
}

// load compiles the JavaScript half, once for the process.
func (m *Module) load() (*goja.Program, error) {
	m.compile.Do(func() {
		// Stacks leave out the host's own code, which they know by this prefix.
		name := "host:" + strings.TrimPrefix(m.Name, "host:")
		tree, err := parseWrapped(name, m.Source, "exports, require, module", nil)
		if err != nil {
			m.compiled = err
			return
		}
		m.program, m.compiled = tree.compile()
	})
	return m.program, m.compiled
}
