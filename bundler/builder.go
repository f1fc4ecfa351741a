package bundler

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"systembus/jsapi/uses"
)

// Modules tells which modules the host itself lends to scripts.
type Modules interface {
	// Exports gives the names that a host module exports, "default" among
	// them when it has an explicit default export. ok is false for a
	// specifier that is not a host module. No names with ok means that the
	// module's exports are known at run time only: imports of it are not
	// checked.
	Exports(specifier string) (names []string, ok bool)
}

// A SyntaxError is what [Options].Check returns when the engine does not
// accept a bundle's text; the position becomes one in the original source.
type SyntaxError interface {
	error
	// Position is in the text that Check was given, counted from 1.
	Position() (line, column int)
}

// Options say what a [Builder] builds for.
type Options struct {
	// Root is the project's root folder. Paths in results are relative to it.
	Root string
	// TSConfig is the tsconfig.json to use, absolute or relative to Root.
	// When empty, each file uses the one nearest to it.
	TSConfig string
	// Conditions are package export conditions beyond "import", "module" and
	// "default".
	Conditions []string
	// Alias points a module at another. A key is a module specifier
	// ("@scope/telemetry"), a relative import as scripts write it
	// ("../../lib/inference"; it then also stands for every other way to
	// import the same file), or a file relative to Root ("./lib/inference").
	// A value is a file relative to Root, or the specifier of another module
	// ("host:inference").
	Alias map[string]string
	// Modules are the host's modules; nil means none.
	Modules Modules
	// Check compiles a bundle's text with the engine that will run it. An
	// error makes the builder try once more with a stronger lowering, and
	// then report the problem. It gives the bundle's uses of members of modules
	// and globals: those that [Builder.Lacks] names, and what else its owner
	// wants in [Result].Uses. It is called from several goroutines. Nil means
	// no check.
	Check func(name string, code []byte) ([]uses.Use, error)
	// Concurrency is how many entries are built at once; 0 means GOMAXPROCS.
	Concurrency int
}

// An Entry is a script to make a bundle of.
type Entry struct {
	// Path is the file relative to the project's root, with slashes.
	Path string
	// Roles come from the entry's folder or the name of an index file; nil
	// means that the file's own exports say which roles serve it.
	Roles []string
}

// A Result is one entry's bundle, or why there is none.
type Result struct {
	Entry
	// Code is the bundle: CommonJS, UTF-8. Nil when Problems has an error.
	Code []byte
	// Map is the source map of Code, version 3, with sources relative to the
	// project's root and without their contents.
	Map []byte
	// Hash is the hex SHA-256 of Code.
	Hash string
	// Imports are the host modules that the bundle requires, sorted.
	Imports []string
	// Inputs are the files the bundle is made of, absolute, sorted. They are
	// known for a failed build too, as far as it went.
	Inputs []string
	// Uses are what Options.Check found, in the project's own sources.
	Uses []Use
	// Problems are what is wrong with it, errors first.
	Problems []Problem
	// Duration is how long the build took.
	Duration time.Duration
}

// OK says whether there is a bundle.
func (r Result) OK() bool { return r.Code != nil }

// A Builder bundles the scripts of one project and remembers which files each
// was made of. It may be used from several goroutines.
type Builder struct {
	options Options

	mu       sync.Mutex
	inputs   map[string]record // by Entry.Path
	sessions sessions
}

// record is what is remembered of an entry's last build.
type record struct {
	entry  Entry
	inputs map[string]bool
	failed bool
}

// New gives a builder. Root is made absolute and its symbolic links are
// followed, because esbuild reports files by their real paths.
func New(options Options) *Builder {
	options.Root = realPath(options.Root)
	if options.TSConfig != "" && !filepath.IsAbs(options.TSConfig) {
		options.TSConfig = filepath.Join(options.Root, options.TSConfig)
	}
	if options.Modules == nil {
		options.Modules = noModules{}
	}
	if options.Concurrency <= 0 {
		options.Concurrency = runtime.GOMAXPROCS(0)
	}
	return &Builder{options: options, inputs: map[string]record{}, sessions: sessions{}}
}

type noModules struct{}

func (noModules) Exports(string) ([]string, bool) { return nil, false }

// Root is the project's root as the builder sees it: absolute, links followed.
func (b *Builder) Root() string { return b.options.Root }

// Build bundles the entries, several at a time, and returns a result for each
// in the same order. When ctx ends, entries not yet begun get a Problem that
// says so.
func (b *Builder) Build(ctx context.Context, entries []Entry) []Result {
	results := make([]Result, len(entries))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(b.options.Concurrency, len(entries)) {
		workers.Go(func() {
			for i := range next {
				results[i] = b.buildOne(ctx, entries[i])
			}
		})
	}
	for i := range entries {
		next <- i
	}
	close(next)
	workers.Wait()
	b.trim()
	return results
}

// buildOne bundles one entry and remembers its inputs.
func (b *Builder) buildOne(ctx context.Context, entry Entry) Result {
	begin := time.Now()
	result := Result{Entry: entry}
	if ctx.Err() != nil {
		result.Problems = []Problem{{Severity: Error, File: entry.Path, Text: "not built: " + context.Cause(ctx).Error()}}
		return result
	}
	built := b.bundle(entry)
	if !Failed(built.problems) {
		result.Uses = b.ownUses(built)
	}
	result.Problems = append(built.problems, b.lacking(result)...)
	slices.SortStableFunc(result.Problems, comparePlaces)
	result.Problems = slices.Compact(result.Problems)
	result.Inputs = slices.Sorted(maps.Keys(built.inputs))
	if !Failed(result.Problems) {
		result.Code, result.Map, result.Imports = built.code, built.sourceMap, built.imports
		sum := sha256.Sum256(result.Code)
		result.Hash = hex.EncodeToString(sum[:])
	}
	result.Duration = time.Since(begin)

	b.mu.Lock()
	defer b.mu.Unlock()
	b.inputs[entry.Path] = record{entry: entry, inputs: built.inputs, failed: !result.OK()}
	return result
}

// Forget drops what is remembered of an entry that no longer exists.
func (b *Builder) Forget(entry string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.inputs, entry)
}

// Affected gives the entries built so far that must be built again when the
// given files (absolute paths) changed, came or went: those that include one
// of them, those whose last build failed, and all of them when a file
// changed that decides how modules resolve (package.json, tsconfig.json).
func (b *Builder) Affected(changed []string) []Entry {
	if len(changed) == 0 {
		return nil
	}
	all := slices.ContainsFunc(changed, decidesResolution)
	var files []string
	for _, name := range changed {
		files = append(files, realPath(name))
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	var entries []Entry
	for _, name := range slices.Sorted(maps.Keys(b.inputs)) {
		r := b.inputs[name]
		if all || r.failed || slices.ContainsFunc(files, func(f string) bool { return r.inputs[f] }) {
			entries = append(entries, r.entry)
		}
	}
	return entries
}

// decidesResolution says whether a change of the file can change what an
// import means.
func decidesResolution(file string) bool {
	name := filepath.Base(file)
	return name == "package.json" || (strings.HasPrefix(name, "tsconfig") && path.Ext(name) == ".json")
}

// realPath is the absolute path with symbolic links followed as far as the
// file exists.
func realPath(name string) string {
	abs, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real
	}
	// The file is gone; its folder may still be there.
	if dir, err := filepath.EvalSymlinks(filepath.Dir(abs)); err == nil {
		return filepath.Join(dir, filepath.Base(abs))
	}
	return abs
}
