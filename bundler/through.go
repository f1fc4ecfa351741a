package bundler

import (
	"path/filepath"
	"strconv"

	"github.com/evanw/esbuild/pkg/api"
)

// A file that a plugin resolves is a bare file to esbuild: it does not look
// for the tsconfig.json and package.json that decide how the file is read.
// Therefore a plugin here never answers with a file, but with a module that
// imports it, which esbuild resolves itself and which costs nothing in the
// bundle.
const (
	// entryNamespace holds the module round an entry.
	entryNamespace = "host-entry"
	// importNamespace and requireNamespace hold those round other files.
	importNamespace  = "host-import"
	requireNamespace = "host-require"
)

// find asks esbuild what another path means in the place of args.
func find(build api.PluginBuild, name string, args api.OnResolveArgs) api.ResolveResult {
	return build.Resolve(name, api.ResolveOptions{
		Importer: args.Importer, Namespace: args.Namespace, ResolveDir: args.ResolveDir,
		Kind: args.Kind, With: args.With, PluginData: resolving{},
	})
}

// through answers an import with a file that was found.
func (p *plugin) through(r api.ResolveResult, args api.OnResolveArgs) api.OnResolveResult {
	if r.External || r.Namespace != "file" || len(args.With) > 0 {
		return api.OnResolveResult{Path: r.Path, External: r.External, Namespace: r.Namespace, Suffix: r.Suffix}
	}
	result := api.OnResolveResult{Path: p.builder.relative(r.Path), Namespace: importNamespace}
	if args.Kind == api.ResolveJSRequireCall {
		result.Namespace = requireNamespace
	}
	if !r.SideEffects {
		result.SideEffects = api.SideEffectsFalse
	}
	return result
}

// loadEntry makes the module round an entry: it has the entry's exports. Round
// one with a top-level await it hands them on, and has none itself.
func (p *plugin) loadEntry(args api.OnLoadArgs) (api.OnLoadResult, error) {
	if p.try.awaits {
		return p.module("import * as entry from " + p.quoted(args.Path) + ";\n__host_entry(entry);\n"), nil
	}
	return p.loadImport(args)
}

// loadImport makes a module with the exports of a file. It counts as
// TypeScript, where an export that the file does not have, here the default
// one, may be a type and is no error.
func (p *plugin) loadImport(args api.OnLoadArgs) (api.OnLoadResult, error) {
	file := p.quoted(args.Path)
	return p.module("export * from " + file + ";\nexport { default } from " + file + ";\n"), nil
}

// loadRequire makes the same for require().
func (p *plugin) loadRequire(args api.OnLoadArgs) (api.OnLoadResult, error) {
	return p.module("module.exports = require(" + p.quoted(args.Path) + ");\n"), nil
}

func (p *plugin) module(text string) api.OnLoadResult {
	return api.OnLoadResult{Contents: &text, Loader: api.LoaderTS, ResolveDir: p.builder.options.Root}
}

// quoted is the full name of a file given relative to the root, in quotes.
func (p *plugin) quoted(name string) string {
	return strconv.Quote(filepath.Join(p.builder.options.Root, filepath.FromSlash(name)))
}
