package bundler

import (
	"maps"
	"path/filepath"
	"slices"

	"github.com/evanw/esbuild/pkg/api"
)

// The engine reads ES2023 but for what is listed here, measured feature by
// feature. What it does have is left alone, because lowering is slower:
// async functions lowered to generators cost four times as much, and
// #private members lowered to a WeakMap leak.
var unsupported = map[string]bool{
	"async-generator":   false,
	"for-await":         false,
	"using":             false,
	"decorators":        false,
	"dynamic-import":    false,
	"import-meta":       false,
	"top-level-await":   false,
	"hashbang":          false,
	"import-assertions": false,
	"import-attributes": false,
	// Moves the regular expression to run time, where one the engine does
	// not know is an exception of its own and not the end of the bundle.
	"regexp-match-indices":            false,
	"regexp-set-notation":             false,
	"regexp-unicode-property-escapes": false,
	// The bundler overlooks properties inside [...], so that every expression
	// with the u flag has to go: the engine would take \p for the letter p.
	"regexp-sticky-and-unicode-flags": false,
}

// A few forms of these are syntax errors to the engine: class fields named
// get, set, static or async. Lowering them makes every instance slower, so it
// is done only for bundles that need it. Arrow functions are never lowered:
// esbuild reads "this" before super() for those in constructors, and loses it
// for those in class fields.
var unsupportedForms = map[string]bool{
	"class-field":        false,
	"class-static-field": false,
}

// Supported is the table of language features that are compiled away for the
// engine, in esbuild's terms. With stronger, it includes those of which the
// engine lacks only some forms.
func Supported(stronger bool) map[string]bool {
	table := maps.Clone(unsupported)
	if stronger {
		maps.Copy(table, unsupportedForms)
	}
	return table
}

// buildOptions is esbuild's configuration. The entry point is the plugin's
// affair.
func (b *Builder) buildOptions(m mode, p *plugin) api.BuildOptions {
	options := api.BuildOptions{
		AbsWorkingDir: b.options.Root,
		EntryPoints:   []string{"host:entry"},
		// The output stands beside no source on purpose: with its file in the
		// root, the source map's names are relative to the root.
		Outfile:        filepath.Join(b.options.Root, "bundle.js"),
		Bundle:         true,
		Metafile:       true,
		Format:         api.FormatCommonJS,
		Platform:       api.PlatformNeutral,
		MainFields:     []string{"module", "main"},
		Conditions:     append([]string{"import", "module", "default"}, b.options.Conditions...),
		Target:         api.ES2023,
		Supported:      Supported(m.lowered),
		Charset:        api.CharsetUTF8,
		Sourcemap:      api.SourceMapExternal,
		SourcesContent: api.SourcesContentExclude,
		TreeShaking:    api.TreeShakingTrue,
		LegalComments:  api.LegalCommentsNone,
		LogLevel:       api.LogLevelSilent,
		LogOverride: map[string]api.LogLevel{
			"unsupported-dynamic-import": api.LogLevelWarning,
			"unsupported-require-call":   api.LogLevelWarning,
			// A host module that is only imported for its effects has none.
			"ignored-bare-import": api.LogLevelDebug,
			// Told by the tools that check types, with more knowledge.
			"tsconfig.json": api.LogLevelDebug,
			"package.json":  api.LogLevelDebug,
		},
		// A style sheet is not a module here; as text it can be imported.
		Loader:   map[string]api.Loader{".css": api.LoaderNone},
		Tsconfig: b.options.TSConfig,
		Alias:    unresolvable(),
		Define: map[string]string{
			"import.meta": sourceVariable,
			"__dirname":   sourceVariable + ".dirname",
			"__filename":  sourceVariable + ".filename",
		},
		Plugins: []api.Plugin{{Name: "host", Setup: p.setup}},
	}
	if m.mains {
		slices.Reverse(options.MainFields)
	}
	switch m.builds {
	case forNode:
		options.Conditions = append(options.Conditions, "node")
	case forBrowsers:
		options.Platform = api.PlatformBrowser
		options.MainFields = append([]string{"browser"}, options.MainFields...)
		// For browsers esbuild would decide it now.
		options.Define["process.env.NODE_ENV"] = "process.env.NODE_ENV"
	}
	if !m.awaits {
		return options
	}
	// An entry with a top-level await: the ES module that esbuild makes of it
	// has no import or export left in it when the entry is imported by a
	// module that has none itself, and is then the body of an async function.
	options.Format = api.FormatESModule
	delete(options.Supported, "top-level-await")
	options.Banner = map[string]string{"js": "module.exports = { __hostReady: (async () => { let __host_exports; const __host_entry = (entry) => { __host_exports = entry; };"}
	options.Footer = map[string]string{"js": "return __host_exports; })() };"}
	return options
}
