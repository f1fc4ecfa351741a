package library

import (
	"sync"

	"systembus/jsapi"
	"systembus/jsapi/console"
	"systembus/jsapi/language"
	"systembus/jsapi/regexp"
	"systembus/jsapi/timers"
)

// Setup defines the globals of a new VM; it is what isolate.Options.Setup
// takes. Apart from what patches the language itself, a global costs nothing
// until it is read.
func Setup() []func(*jsapi.VM) error {
	return []func(*jsapi.VM) error{
		watch().Setup,
		regexp.Setup,
		language.Setup,
		timers.Globals,
		console.Global,
		lazyGlobals,
		nodeGlobals,
	}
}

// watch bounds regular expressions, for the whole process.
var watch = sync.OnceValue(func() *regexp.Watch { return regexp.Bound(regexp.Timeout) })

func lazyGlobals(vm *jsapi.VM) error {
	for specifier, names := range webGlobals {
		for _, name := range names {
			if err := vm.LazyGlobal(name, specifier, name); err != nil {
				return err
			}
		}
	}
	return nil
}
