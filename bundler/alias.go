package bundler

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// aliases are the replacements of modules that apply to one entry.
type aliases struct {
	// written replaces an import by what is written in it.
	written map[string]string
	// files replaces a file, named without extension or "/index", however it
	// is imported.
	files map[string]string
}

// scriptExtensions are what an import may leave out, in esbuild's order.
var scriptExtensions = []string{".tsx", ".ts", ".mts", ".jsx", ".js", ".mjs", ".cjs", ".json"}

// aliasesFor works out what the aliases mean to an entry: a relative import
// stands for the file that it means in the entry's folder, or in the root.
func (b *Builder) aliasesFor(entry Entry) aliases {
	a := aliases{written: b.options.Alias, files: map[string]string{}}
	folder := filepath.Dir(filepath.Join(b.options.Root, filepath.FromSlash(entry.Path)))
	for from, to := range b.options.Alias {
		for _, dir := range []string{b.options.Root, folder} {
			if file := probe(filepath.Join(dir, filepath.FromSlash(from))); file != "" {
				a.files[withoutExtension(file)] = to
			}
		}
	}
	return a
}

// lookup says what an import is an alias for. A file that takes another's
// place may import that other file.
func (a aliases) lookup(build api.PluginBuild, args api.OnResolveArgs) (target string, ok bool) {
	if len(a.written) == 0 {
		return "", false
	}
	target, ok = a.written[args.Path]
	if !ok && len(a.files) > 0 {
		target, ok = a.files[withoutExtension(a.file(build, args))]
	}
	if !ok {
		return "", false
	}
	root := build.InitialOptions.AbsWorkingDir
	if probe(filepath.Join(root, filepath.FromSlash(target))) == args.Importer && args.Importer != "" {
		return "", false
	}
	return target, true
}

// file is the file that an import means.
func (a aliases) file(build api.PluginBuild, args api.OnResolveArgs) string {
	if strings.HasPrefix(args.Path, ".") {
		return realPath(filepath.Join(args.ResolveDir, filepath.FromSlash(args.Path)))
	}
	return find(build, args.Path, args).Path
}

// resolveAlias is the answer for an import that is an alias for target.
func (p *plugin) resolveAlias(build api.PluginBuild, args api.OnResolveArgs, target string) api.OnResolveResult {
	root := p.builder.options.Root
	if file := probe(filepath.Join(root, filepath.FromSlash(target))); file != "" {
		if r := find(build, file, args); len(r.Errors) == 0 {
			return p.through(r, args)
		}
	}
	if name, ok := p.builder.canonical(target); ok {
		return p.hostModule(name, args)
	}
	from := args
	from.ResolveDir = root
	if r := find(build, target, from); len(r.Errors) == 0 {
		return p.through(r, args)
	}
	return api.OnResolveResult{Errors: []api.Message{{
		Text: fmt.Sprintf("the alias of %q is %q, which is neither a file nor a module", args.Path, target),
		Notes: []api.Note{{
			Text: `Correct "alias" in host.json: a value is a file relative to the project's root, or a module such as "host:inference".`,
		}},
	}}}
}

// probe finds the file that a path without extension means, or "".
func probe(name string) string {
	isFile := func(name string) bool {
		info, err := os.Stat(name)
		return err == nil && info.Mode().IsRegular()
	}
	if isFile(name) {
		return realPath(name)
	}
	for _, stem := range []string{name, filepath.Join(name, "index")} {
		for _, ext := range scriptExtensions {
			if isFile(stem + ext) {
				return realPath(stem + ext)
			}
		}
	}
	// TypeScript's imports name the .js that a .ts becomes.
	for _, ext := range []string{".js", ".mjs"} {
		if stem, ok := strings.CutSuffix(name, ext); ok {
			for _, source := range []string{".ts", ".tsx", ".mts"} {
				if isFile(stem + source) {
					return realPath(stem + source)
				}
			}
		}
	}
	return ""
}

// withoutExtension is a module's path as imports may write it.
func withoutExtension(file string) string {
	if slices.Contains(scriptExtensions, filepath.Ext(file)) {
		file = strings.TrimSuffix(file, filepath.Ext(file))
	}
	return strings.TrimSuffix(file, string(filepath.Separator)+"index")
}
