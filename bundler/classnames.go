package bundler

import (
	"bytes"
	"fmt"
	"regexp"

	"github.com/go-sourcemap/sourcemap"
)

// esbuild renames classes: one that mentions itself becomes "class _Name", and
// one whose name another file of the bundle has, "Name2". Programs see that,
// mostly as the name of an error: this.name = this.constructor.name. So the
// classes are told their names; functions are not, where nobody looks.

// classStart matches the line that a class begins on, as esbuild prints it.
var classStart = regexp.MustCompile(`(?m)^([ \t]*(?:(?:var|let|const) )?)([\w$]+) = class(?: ([\w$]+))?(?: extends [^\n]*)? \{$`)

// classHelper gives a class its name, unless it has a static member of it.
const classHelper = `
function __host_class(c, name) {
  const own = Object.getOwnPropertyDescriptor(c, "name");
  if (!own || !own.writable && typeof own.value === "string") Object.defineProperty(c, "name", { value: name, configurable: true });
}
`

// withClassNames gives the classes of a bundle the names that they have in
// their sources. What it adds stands at the ends of lines, where the source
// map has nothing.
func withClassNames(code, sourceMap []byte) []byte {
	classes := classStart.FindAllSubmatchIndex(code, -1)
	var consumer *sourcemap.Consumer
	var out bytes.Buffer
	line, counted, written := 1, 0, 0
	for _, m := range classes {
		variable, name := string(code[m[4]:m[5]]), string(code[m[4]:m[5]])
		engine := variable // the name that the engine gives it
		if m[6] >= 0 {
			engine = string(code[m[6]:m[7]])
		}
		if last := variable[len(variable)-1]; last >= '0' && last <= '9' {
			if consumer == nil {
				var err error
				if consumer, err = sourcemap.Parse("", sourceMap); err != nil {
					return code
				}
			}
			line += bytes.Count(code[counted:m[4]], []byte("\n"))
			counted = m[4]
			if _, original, _, _, ok := consumer.Source(line, m[4]-m[2]); ok && original != "" {
				name = original
			}
		}
		if name == engine || m[6] >= 0 && !bytes.HasPrefix(code[m[6]:m[7]], []byte("_"+name)) {
			continue // as it is, or as its author wrote it
		}
		out.Write(code[written:m[1]])
		fmt.Fprintf(&out, " static { __host_class(this, %q); }", name)
		written = m[1]
	}
	if written == 0 {
		return code
	}
	out.Write(code[written:])
	out.WriteString(classHelper)
	return out.Bytes()
}
