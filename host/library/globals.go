package library

import (
	"maps"
	"slices"
	"sync"

	"systembus/jsapi"
	"systembus/jsapi/console"
	"systembus/jsapi/intl"
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
		intl.Globals,
		timers.Globals,
		console.Global,
		language.Globals(modulesOfGlobals()),
		nodeGlobals,
	}
}

// watch bounds regular expressions, for the whole process.
var watch = sync.OnceValue(func() *regexp.Watch { return regexp.Bound(regexp.Timeout) })

// Globals are the names of the web's globals, sorted.
func Globals() []string { return slices.Sorted(maps.Keys(modulesOfGlobals())) }

// modulesOfGlobals are the modules of the web's globals.
func modulesOfGlobals() map[string]string {
	table := map[string]string{}
	for specifier, names := range webGlobals {
		for _, name := range names {
			table[name] = specifier
		}
	}
	return table
}
