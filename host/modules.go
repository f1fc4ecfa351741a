package host

import (
	"log/slog"
	"strings"

	"systembus/bundler/shims"
	"systembus/jsapi"
	"systembus/jsapi/client"
	"systembus/jsapi/console"
	"systembus/jsapi/process"
	"systembus/jsapi/step"
	"systembus/jsapi/timers"
)

// modules is the parts list: every capability that scripts are lent, with what
// it needs. To add one, add a line.
func (a *App) modules() jsapi.Library {
	return jsapi.NewLibrary(append(shimModules(),
		step.Module(),
		client.Module(outbound{a}),
		process.Module(a.lookup),
		timers.Module(),
		console.Module(a.log, callAttrs),
		globals,
	)...)
}

// setup defines the globals of a new VM.
func setup() []func(*jsapi.VM) error {
	return []func(*jsapi.VM) error{
		timers.Globals,
		console.Global,
		func(vm *jsapi.VM) error { return vm.LazyGlobal("process", globals.Name, "process") },
	}
}

// globals are the global objects that are made of other modules.
var globals = &jsapi.Module{
	Name:   "host:internal/globals",
	Source: `exports.process = { env: require("host:internal/process").env };`,
}

// shimModules are the library's own modules: Node's names, npm packages.
func shimModules() []*jsapi.Module {
	var all []*jsapi.Module
	for _, name := range shims.Specifiers() {
		source, _ := shims.Source(name)
		all = append(all, &jsapi.Module{Name: name, Source: source})
	}
	return all
}

// callAttrs marks a line of the log with the call whose code wrote it.
func callAttrs(vm *jsapi.VM) []slog.Attr {
	task := vm.Task()
	if task == nil {
		return nil
	}
	return []slog.Attr{slog.String("call", task.Name)}
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
