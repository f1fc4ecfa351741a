package bundler

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"
)

// hostNamespace holds the virtual modules that stand for host modules.
const hostNamespace = "host-module"

// plugin is the host's part in one run of esbuild. esbuild calls it from many
// goroutines.
type plugin struct {
	builder *Builder
	// What is built now; set between two runs.
	entry   Entry
	try     attempt
	aliases aliases

	mu     sync.Mutex
	inputs map[string]bool
}

// resolving marks a resolution that the plugin itself asked for.
type resolving struct{}

// setup registers the callbacks, the most specific first: esbuild takes the
// first that gives an answer.
func (p *plugin) setup(build api.PluginBuild) {
	build.OnResolve(api.OnResolveOptions{Filter: `.*`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
		return p.resolve(build, args)
	})
	build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: hostNamespace}, p.loadHostModule)
	build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: idleNamespace}, p.loadIdle)
	build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: entryNamespace}, p.loadEntry)
	build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: importNamespace}, p.loadImport)
	build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: requireNamespace}, p.loadRequire)
	build.OnLoad(api.OnLoadOptions{Filter: `\.(node|wasm)$`, Namespace: "file"}, p.refuseBinary)
	build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "file"}, p.loadFile)
}

// resolve decides what an import means, where that is not left to esbuild.
func (p *plugin) resolve(build api.PluginBuild, args api.OnResolveArgs) (api.OnResolveResult, error) {
	if args.Kind == api.ResolveEntryPoint {
		return api.OnResolveResult{Path: p.entry.Path, Namespace: entryNamespace}, nil
	}
	if _, own := args.PluginData.(resolving); own {
		return api.OnResolveResult{}, nil
	}
	switch args.Namespace {
	case hostNamespace:
		return api.OnResolveResult{Path: args.Path, External: true}, nil
	case entryNamespace, importNamespace, requireNamespace, idleNamespace:
		return api.OnResolveResult{}, nil
	}
	if target, ok := p.aliases.lookup(build, args); ok {
		return p.resolveAlias(build, args, target), nil
	}
	if name, ok := p.builder.canonical(args.Path); ok {
		return p.hostModule(name, args), nil
	}
	if name, ok := p.standIn(args); ok {
		return api.OnResolveResult{Path: name, Namespace: idleNamespace}, nil
	}
	if name, ok := insidePackage(args.Path); ok {
		return p.resolveInside(build, args, name), nil
	}
	if args.Kind == api.ResolveJSDynamicImport && fromNodeModules(args.Importer) {
		if r, ok := refusalOf(args.Path); ok {
			return lazily(args, r), nil
		}
	}
	return api.OnResolveResult{}, nil
}

// hostModule is the answer for an import of a host module: a require() call
// gets the module itself, an import statement a virtual module that knows its
// names.
func (p *plugin) hostModule(name string, args api.OnResolveArgs) api.OnResolveResult {
	if args.Kind == api.ResolveJSRequireCall || args.Kind == api.ResolveJSRequireResolve {
		return api.OnResolveResult{Path: name, External: true}
	}
	return api.OnResolveResult{Path: name, Namespace: hostNamespace, SideEffects: api.SideEffectsFalse}
}

// packageInside matches an import that reaches into another package's own
// node_modules: "@scope/x/node_modules/effect".
var packageInside = regexp.MustCompile(`^(?:@[^/.]+/)?[^/.@][^/]*/node_modules/(.+)$`)

func insidePackage(specifier string) (string, bool) {
	m := packageInside.FindStringSubmatch(specifier)
	if m == nil {
		return "", false
	}
	return m[1], true
}

// resolveInside takes such an import for one of the package itself, as
// package managers that hoist mean it; when that is not installed, what is
// written stands.
func (p *plugin) resolveInside(build api.PluginBuild, args api.OnResolveArgs, name string) api.OnResolveResult {
	if host, ok := p.builder.canonical(name); ok {
		return p.hostModule(host, args)
	}
	r := find(build, name, args)
	if len(r.Errors) > 0 {
		return api.OnResolveResult{}
	}
	return p.through(r, args)
}

// loadFile notes each file that the bundle is made of, and prepares those
// that ask where they are.
func (p *plugin) loadFile(args api.OnLoadArgs) (api.OnLoadResult, error) {
	p.mu.Lock()
	p.inputs[args.Path] = true
	p.mu.Unlock()
	if len(args.With) > 0 {
		return api.OnLoadResult{}, nil
	}
	loader, ok := scriptLoaders[filepath.Ext(args.Path)]
	if !ok {
		return api.OnLoadResult{}, nil
	}
	text, err := os.ReadFile(args.Path)
	if err != nil {
		return api.OnLoadResult{}, err
	}
	result := api.OnLoadResult{ResolveDir: filepath.Dir(args.Path)}
	name := p.builder.relative(args.Path)
	if !fromNodeModules(args.Path) {
		result.Warnings = transportWarnings(text, name)
	} else if p.try.builds == forNode {
		result.Errors = hiddenRequires(text, name)
	}
	if contents, ok := withSource(string(text), name); ok {
		result.Contents, result.Loader = &contents, loader
	}
	return result, nil
}

var scriptLoaders = map[string]api.Loader{
	".ts": api.LoaderTS, ".mts": api.LoaderTS, ".cts": api.LoaderTS, ".tsx": api.LoaderTSX,
	".js": api.LoaderJS, ".mjs": api.LoaderJS, ".cjs": api.LoaderJS, ".jsx": api.LoaderJSX,
}

// relative is a file's name relative to the root, with slashes.
func (b *Builder) relative(file string) string {
	rel, err := filepath.Rel(b.options.Root, file)
	if err != nil {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}

// fromNodeModules says whether a file belongs to an installed package.
func fromNodeModules(file string) bool {
	return strings.Contains(filepath.ToSlash(file), "node_modules/")
}

var requireCall = regexp.MustCompile(`\b\w*[rR]equire\w*\(["']((?:node:)?[a-z_0-9/]+)["']\)`)

// hiddenRequires are the modules that a file asks for with a require of its
// own making, which the bundler does not see, and that the host does not have.
func hiddenRequires(text []byte, file string) []api.Message {
	if !bytes.Contains(text, []byte("createRequire")) {
		return nil
	}
	for _, m := range requireCall.FindAllSubmatchIndex(text, -1) {
		specifier := string(text[m[2]:m[3]])
		if r, ok := refusals["node:"+strings.TrimPrefix(specifier, "node:")]; ok && r.anchor == "node-net" {
			return []api.Message{{Text: fmt.Sprintf("Could not resolve %q", specifier), Location: &api.Location{File: file}}}
		}
	}
	return nil
}
