package host

import (
	"strings"

	"systembus/bundler/shims"
	"systembus/host/library"
	"systembus/jsapi"
	"systembus/jsapi/client"
	"systembus/jsapi/step"
)

// modules is everything that scripts are lent: the library that every script
// has, and what belongs to this worker. The parts list of the former is in
// host/library.
func (a *App) modules() jsapi.Library {
	return jsapi.NewLibrary(append(library.Modules(library.Options{
		Lookup: a.secrets.Lookup, Environ: a.secrets.Environ, Secrets: a.secrets, Log: a.log, Children: &a.children, Infer: a.infer,
		Redis: a.redis, Gateway: a.gateway,
		Events: a.events,
	}),
		step.Module(),
		client.Module(outbound{a}),
	)...)
}

// lent tells the bundler which modules scripts may import: the shims, and the
// native modules that are not the library's own affair.
type lent struct {
	shims.Modules
	library jsapi.Library
}

// Exports implements bundler.Modules.
func (l lent) Exports(specifier string) (names []string, ok bool) {
	if strings.HasPrefix(specifier, "host:internal/") {
		return nil, false
	}
	if names, ok = l.Modules.Exports(specifier); ok {
		return names, true
	}
	_, ok = l.library[specifier]
	return nil, ok
}
