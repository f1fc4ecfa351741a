package host

import (
	"strings"

	"systembus/bundler/shims"
	"systembus/host/library"
	"systembus/jsapi"
	"systembus/jsapi/client"
	"systembus/jsapi/step"
)

// modules are all that scripts are lent: the library, which is the parts list
// of every script, and what needs this App.
func (a *App) modules() jsapi.Library {
	return jsapi.NewLibrary(append(library.Modules(library.Options{Lookup: a.lookup, Log: a.log}),
		step.Module(),
		client.Module(outbound{a}),
	)...)
}

// setup defines the globals of a new VM.
func setup() []func(*jsapi.VM) error { return library.Setup() }

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
