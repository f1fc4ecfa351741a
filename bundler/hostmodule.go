package bundler

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// canonical gives the one name of a host module: "path" and "node:path" are
// the same, and the longer name is the one in bundles.
func (b *Builder) canonical(specifier string) (string, bool) {
	if strings.HasPrefix(specifier, ".") || strings.HasPrefix(specifier, "/") {
		return "", false
	}
	if nodeBuiltins[specifier] && !schemeOnly[specifier] {
		if _, ok := b.options.Modules.Exports("node:" + specifier); ok {
			return "node:" + specifier, true
		}
	}
	if _, ok := b.options.Modules.Exports(specifier); ok {
		return specifier, true
	}
	if bare, ok := strings.CutPrefix(specifier, "node:"); ok && nodeBuiltins[bare] && !schemeOnly[bare] {
		if _, ok := b.options.Modules.Exports(bare); ok {
			return bare, true
		}
	}
	return "", false
}

// loadHostModule makes the virtual ES module of a host module.
func (p *plugin) loadHostModule(args api.OnLoadArgs) (api.OnLoadResult, error) {
	names, _ := p.builder.options.Modules.Exports(args.Path)
	contents := hostModuleText(args.Path, names, p.try.absent[args.Path])
	return api.OnLoadResult{Contents: &contents, Loader: api.LoaderJS}, nil
}

// identifier matches the export names that can be written as a variable.
var identifier = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$]*$`)

// reserved are names that cannot be, or are taken as, a variable of the module.
var reserved = setOf("host", "read", "whole",
	"arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "delete", "do", "else", "enum",
	"eval", "export", "extends", "false", "finally", "for", "function", "if", "implements", "import", "in", "instanceof",
	"interface", "let", "new", "null", "package", "private", "protected", "public", "return", "static", "super", "switch",
	"this", "throw", "true", "try", "typeof", "var", "void", "while", "with", "yield", "undefined", "NaN", "Infinity")

// hostModuleText is the text of the ES module that stands for a host module
// in imports. It names every export, so that esbuild reports an import of
// anything else. Each is marked pure: those that a bundle does not use are
// not read, and a module of which nothing is used is not loaded.
//
// Without names the exports are those found at run time.
func hostModuleText(specifier string, names, absent []string) string {
	if names == nil {
		return fmt.Sprintf("module.exports = require(%s);\n", strconv.Quote(specifier))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "const host = /* @__PURE__ */ require(%s);\n", strconv.Quote(specifier))
	b.WriteString("const read = (name) => host[name];\n")
	// What "import x from" means of a CommonJS module: its default export
	// when it was an ES module, else the module itself.
	b.WriteString("const whole = () => host && host.__esModule && \"default\" in host ? host.default : host;\n")
	b.WriteString("export default /* @__PURE__ */ whole();\n")
	for i, name := range names {
		switch {
		case name == "default", name == "__esModule":
		case identifier.MatchString(name) && !reserved[name]:
			fmt.Fprintf(&b, "export const %s = /* @__PURE__ */ read(%q);\n", name, name)
		default:
			fmt.Fprintf(&b, "const v%d = /* @__PURE__ */ read(%s);\nexport { v%d as %s };\n", i, strconv.Quote(name), i, strconv.Quote(name))
		}
	}
	for i, name := range absent {
		if !slices.Contains(names, name) {
			fmt.Fprintf(&b, "const a%d = undefined;\nexport { a%d as %q };\n", i, i, name)
		}
	}
	return b.String()
}
