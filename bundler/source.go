package bundler

import (
	"bytes"
	"strconv"
	"strings"
)

// sourceVariable is what import.meta becomes in a file that uses it: an object
// made by __host_source.
const sourceVariable = "__host_file"

// sourceHelper computes import.meta of a source file from its name relative
// to the root. It is a declaration, which is hoisted, so it can stand at the
// end of a bundle, where it moves no line. A name begins with "../" when a
// workspace reaches out of the root.
const sourceHelper = `function __host_source(name) {
  const parts = __host_root.split("/");
  for (const part of name.split("/")) {
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  const filename = parts.join("/");
  const dirname = parts.slice(0, -1).join("/") || "/";
  const url = "file://" + parts.map((part) => encodeURIComponent(part).replace(/%(?:3A|40|24|26|2B|2C|3B|3D)/g, decodeURIComponent)).join("/");
  return {
    url, filename, dirname, path: filename, dir: dirname, file: parts[parts.length - 1], main: false,
    get env() { return globalThis.process.env; },
    resolve(specifier) {
      if (/^(?:\.{0,2}\/|[a-z][a-z0-9+.-]*:)/i.test(specifier)) return new URL(specifier, url).href;
      throw new Error("import.meta.resolve(" + JSON.stringify(specifier) + "): packages are inside the bundle; only a path or a URL can be resolved");
    },
  };
}
`

// withHelper adds the helper to a bundle with files that ask where they are.
func withHelper(code []byte) []byte {
	if !bytes.Contains(code, []byte(sourceVariable)) {
		return code
	}
	return append(code, sourceHelper...)
}

// withSource gives a file that mentions import.meta, __dirname or __filename
// the variable these become. It stands on the first line, so that all other
// lines keep their places; problems on the first line are shifted back by
// [withoutSource].
func withSource(text, name string) (string, bool) {
	if !strings.Contains(text, "import.meta") && !strings.Contains(text, "__dirname") && !strings.Contains(text, "__filename") {
		return "", false
	}
	text = strings.TrimPrefix(text, "\ufeff")
	declaration := sourceDeclaration(name)
	if beginsStrict(text) {
		// A directive counts only before the first statement.
		declaration = `"use strict";` + declaration
	}
	if strings.HasPrefix(text, "#!") {
		line, rest, _ := strings.Cut(text, "\n")
		return line + "\n" + declaration + rest, true
	}
	return declaration + text, true
}

// sourceDeclaration declares the variable; it is dropped when nothing uses it.
func sourceDeclaration(name string) string {
	return "var " + sourceVariable + "=/* @__PURE__ */__host_source(" + strconv.Quote(name) + ");"
}

// withoutSource takes the declaration out of a message's source line.
func withoutSource(lineText, name string, column int) (string, int) {
	for _, prefix := range []string{`"use strict";` + sourceDeclaration(name), sourceDeclaration(name)} {
		if rest, ok := strings.CutPrefix(lineText, prefix); ok {
			return rest, max(column-len(prefix), 0)
		}
	}
	return lineText, column
}

// beginsStrict says whether the first statement of a text, after comments, is
// the directive "use strict".
func beginsStrict(text string) bool {
	for {
		text = strings.TrimLeft(text, " \t\r\n;")
		switch {
		case strings.HasPrefix(text, "#!"), strings.HasPrefix(text, "//"):
			_, text, _ = strings.Cut(text, "\n")
		case strings.HasPrefix(text, "/*"):
			_, text, _ = strings.Cut(text, "*/")
		default:
			return strings.HasPrefix(text, `"use strict"`) || strings.HasPrefix(text, `'use strict'`)
		}
	}
}
