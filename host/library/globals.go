package library

import (
	"systembus/jsapi"
	"systembus/jsapi/console"
	"systembus/jsapi/language"
	"systembus/jsapi/timers"
)

// Setup defines the globals of a new VM; it is what isolate.Options.Setup
// takes. Apart from what patches the language itself, a global costs nothing
// until it is read.
func Setup() []func(*jsapi.VM) error {
	return []func(*jsapi.VM) error{
		language.Setup,
		timers.Globals,
		console.Global,
		lazyGlobals,
	}
}

// globals are the globals that come from a module, by the module.
var globals = map[string][]string{
	"host:internal/dom-exception": {"DOMException"},
	"host:internal/globals":       {"process"},
}

// globalsModule makes the globals that are made of other modules.
var globalsModule = &jsapi.Module{
	Name:   "host:internal/globals",
	Source: `exports.process = { env: require("host:internal/process").env };`,
}

func lazyGlobals(vm *jsapi.VM) error {
	for specifier, names := range globals {
		for _, name := range names {
			if err := vm.LazyGlobal(name, specifier, name); err != nil {
				return err
			}
		}
	}
	return nil
}
