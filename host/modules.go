package host

import (
	"strings"

	"systembus/bundler/shims"
	"systembus/jsapi"
	"systembus/jsapi/process"
	"systembus/jsapi/step"
)

// modules is the parts list: every capability that scripts are lent, with what
// it needs. To add one, add a line.
func (a *App) modules() jsapi.Library {
	native := []*jsapi.Module{
		step.Module(),
		process.Module(a.lookup),
	}
	return jsapi.NewLibrary(append(native, libraryModules()...)...)
}

// setup makes the globals of a new VM.
func (a *App) setup() []func(*jsapi.VM) error {
	return nil
}

// libraryModules are the shims as modules: Node's names, npm packages.
func libraryModules() []*jsapi.Module {
	var all []*jsapi.Module
	for _, name := range shims.Specifiers() {
		source, _ := shims.Source(name)
		all = append(all, &jsapi.Module{Name: name, Source: source})
	}
	return all
}

// lent tells the bundler which modules scripts may import: the shims, and the
// native modules that are not the library's own affair.
type lent struct {
	shims.Modules
	library jsapi.Library
}

// Exports implements bundler.Modules.
func (l lent) Exports(specifier string) (names []string, ok bool) {
	if names, ok = l.Modules.Exports(specifier); ok {
		return names, true
	}
	if strings.HasPrefix(specifier, "host:internal/") {
		return nil, false
	}
	_, ok = l.library[specifier]
	return nil, ok
}
