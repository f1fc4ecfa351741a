// Package shims holds the JavaScript half of what the host lends to scripts:
// Node's and Bun's modules, and the npm packages that the host replaces, such
// as inngest. They are part of the host's binary, compiled from the TypeScript
// beside this file, and scripts' bundles leave them out.
//
// The folder is the registry. A file node/path.ts is the module "node:path",
// bun.ts is "bun", bun/sqlite.ts is "bun:sqlite", ioredis.ts is "ioredis",
// and inngest/index.ts is "inngest". In node, bun and host every file is a
// module but for those whose name begins with "_". In any other folder
// index.ts is the module and the rest is its own affair.
//
// After a change run
//
//	go generate ./bundler/shims
//
// A test fails when dist is older than its sources.
package shims

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:generate go run systembus/bundler/shims/gen

//go:embed dist
var dist embed.FS

// A Shim is one compiled module, as dist/index.json lists it.
type Shim struct {
	// File is the compiled text in dist: CommonJS.
	File string `json:"file"`
	// Hash is the hex SHA-256 of the sources it was compiled from.
	Hash string `json:"hash"`
	// Exports are the names it exports, sorted; null when they are known at
	// run time only.
	Exports []string `json:"exports"`
	// Inputs are the sources, relative to the project's root.
	Inputs []string `json:"inputs"`
}

// index is dist/index.json, by specifier. It is read once.
var index = sync.OnceValue(func() map[string]Shim {
	text, err := dist.ReadFile("dist/index.json")
	if err != nil {
		return nil // before the first go generate
	}
	shims := map[string]Shim{}
	if err := json.Unmarshal(text, &shims); err != nil {
		panic(fmt.Errorf("bundler/shims/dist/index.json: %w; run `go generate ./bundler/shims`", err))
	}
	return shims
})

// Canonical gives the name under which a shim is known: "path" and
// "node:path" are both "node:path". ok is false when there is no such shim.
func Canonical(specifier string) (name string, ok bool) {
	if _, ok := index()[specifier]; ok {
		return specifier, true
	}
	if strings.Contains(specifier, ":") || schemeOnly[specifier] {
		return "", false
	}
	name = "node:" + specifier
	_, ok = index()[name]
	return name, ok
}

// schemeOnly are modules of Node whose bare name is an npm package.
var schemeOnly = map[string]bool{"sea": true, "sqlite": true, "test": true, "test/reporters": true}

// Source gives the CommonJS text of a shim, by any of its names.
func Source(specifier string) (code string, ok bool) {
	name, ok := Canonical(specifier)
	if !ok {
		return "", false
	}
	text, err := dist.ReadFile("dist/" + index()[name].File)
	return string(text), err == nil
}

// Specifiers lists the shims by their canonical names, sorted.
func Specifiers() []string {
	return slices.Sorted(maps.Keys(index()))
}

// Aliases gives the canonical name by the other name of each shim that has
// one: "path" is "node:path", "fs/promises" is "node:fs/promises".
func Aliases() map[string]string {
	table := map[string]string{}
	for _, name := range Specifiers() {
		if bare, ok := strings.CutPrefix(name, "node:"); ok && !schemeOnly[bare] {
			table[bare] = name
		}
	}
	return table
}

// Modules tells a bundler which modules the shims are.
type Modules struct{}

// Exports gives the names that a shim exports; see bundler.Modules. The
// library's own modules are not for scripts.
func (Modules) Exports(specifier string) (names []string, ok bool) {
	name, ok := Canonical(specifier)
	if !ok || strings.HasPrefix(name, "host:internal/") {
		return nil, false
	}
	return index()[name].Exports, true
}
