package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// esbuild gives every export by a function, then copies the object of them,
// with a function for each again, and copies it once more where its default is
// imported. That is for modules whose exports change. Those of shims do not
// once they have been evaluated, so they become plain properties then: what
// every isolate would keep is less, and scripts read them without a call.

// helpers are the functions of esbuild's that are changed to that end.
var helpers = []struct {
	start string // of the declaration
	old   *regexp.Regexp
	new   string
}{
	{"var __export = ", regexp.MustCompile(`(__defProp\(\w+, \w+, \{ get: \w+\[\w+\], enumerable: true) \}\);`), "$1, configurable: true });"},
	{"var __toCommonJS = ", regexp.MustCompile(`var __toCommonJS = \((\w+)\) => __copyProps\(__defProp\(\{\}, "__esModule", \{ value: true \}\), \w+\);`),
		`var __toCommonJS = ($1) => __defProp($1, "__esModule", { value: true });`},
	{"var __toESM = ", regexp.MustCompile(`var __toESM = \((\w+), (\w+), (\w+)\) => \(`),
		"var __toESM = ($1, $2, $3) => !$2 && $1 != null && $1.__esModule ? $1 : ("},
}

// settle makes properties of what a module has given by functions.
const settle = `((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(%s, { %s });
`

var (
	moduleExports = regexp.MustCompile(`(?m)^module\.exports = __toCommonJS\(([\w$]+)\);$`)
	exportOf      = regexp.MustCompile(`^  ([\w$]+|"[^"]+"): \(\) => ([\w$]+),?$`)
)

// plainExports changes a compiled shim so that its exports are plain
// properties in the end. Those that another module gives stay functions: that
// module is loaded when they are first read.
func plainExports(code []byte) ([]byte, error) {
	m := moduleExports.FindSubmatch(code)
	if m == nil {
		return code, nil // CommonJS
	}
	name := string(m[1])
	_, rest, found := bytes.Cut(code, []byte("\n__export("+name+", {\n"))
	block, _, ended := bytes.Cut(rest, []byte("\n});\n"))
	if !found || !ended {
		return nil, fmt.Errorf("esbuild gives the exports in a way that is not known here: %s", m[0])
	}
	var own []string
	for line := range strings.SplitSeq(string(block), "\n") {
		if e := exportOf.FindStringSubmatch(line); e != nil {
			if e[1] != e[2] {
				e[2] = e[1] + ": " + e[2]
			}
			own = append(own, e[2])
		}
	}
	for _, h := range helpers {
		if bytes.Contains(code, []byte(h.start)) && !h.old.Match(code) {
			return nil, fmt.Errorf("esbuild writes a helper in a way that is not known here: %s", h.start)
		}
		code = h.old.ReplaceAll(code, []byte(h.new))
	}
	return fmt.Appendf(code, settle, name, strings.Join(own, ", ")), nil
}
