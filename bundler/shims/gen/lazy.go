package main

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// external matches the statement that esbuild makes of an import of a module
// that is left out.
var external = regexp.MustCompile(`(?m)^var ([\w$]+) = ((?:__toESM\()?require\("([^"]+)"\)(?:, 1\))?\)?);$`)

// lazyHelper makes an object that loads a module when one of the names that
// are used of it is read for the first time.
const lazyHelper = `var __lazy = (load, names) => names.reduce((all, name) => Object.defineProperty(all, name, {
  configurable: true,
  enumerable: true,
  get() {
    const value = load()[name];
    if (value !== undefined) Object.defineProperty(all, name, { value });
    return value;
  }
}), {});
`

// nodeMode is how esbuild marks an import of a file that Node takes for an ES
// module because of its package.json: there, the default export of a CommonJS
// module is the module itself, even if it was an ES module once.
const nodeMode = "), 1)"

// lazy makes a compiled shim load other shims when it first uses them, rather
// than when it is loaded itself: a script that reads a file should not pay for
// streams, and two shims may use each other. A module that is used as a whole
// is loaded at once, and so are the native modules of the host, which cost
// nothing and whose exports may change.
//
// It also sees to it that the default import of another shim is its default
// export, whatever the project's package.json says.
func lazy(code []byte) []byte {
	helper := false
	out := external.ReplaceAllFunc(code, func(statement []byte) []byte {
		m := external.FindSubmatch(statement)
		variable, load, specifier := string(m[1]), string(m[2]), string(m[3])
		if before, ok := strings.CutSuffix(load, nodeMode); ok {
			load = before + "))"
		}
		names, whole := uses(code, variable)
		if whole || len(names) == 0 || strings.HasPrefix(specifier, "host:") {
			return fmt.Appendf(nil, "var %s = %s;", variable, load)
		}
		helper = true
		return fmt.Appendf(nil, "var %s = __lazy(() => %s, %s);", variable, load, quoted(names))
	})
	if !helper {
		return out
	}
	return append([]byte(lazyHelper), out...)
}

// uses finds which properties of an imported module a text reads, and whether
// it uses the module in any other way.
func uses(code []byte, variable string) (names []string, whole bool) {
	found := map[string]bool{}
	name := []byte(variable)
	for rest := code; ; {
		i := bytes.Index(rest, name)
		if i < 0 {
			return slices.Sorted(maps.Keys(found)), whole
		}
		before, after := rest[:i], rest[i+len(name):]
		rest = after
		if continues(before, after) || bytes.HasPrefix(after, []byte(" = ")) && bytes.HasSuffix(before, []byte("var ")) {
			continue // another, longer name, or the declaration
		}
		m := property.FindSubmatch(after)
		if m == nil {
			whole = true
			continue
		}
		found[string(m[1])] = true
	}
}

var property = regexp.MustCompile(`^\.([A-Za-z_$][\w$]*)`)

// continues says whether an occurrence of a name is part of a longer one.
func continues(before, after []byte) bool {
	return len(before) > 0 && letter(before[len(before)-1]) || len(after) > 0 && letter(after[0])
}

func letter(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// quoted writes names as a JavaScript array of strings.
func quoted(names []string) string {
	return `["` + strings.Join(names, `", "`) + `"]`
}
