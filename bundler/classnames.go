package bundler

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/go-sourcemap/sourcemap"
)

// esbuild renames classes: one that mentions itself becomes "class _Name", and
// one whose name another file of the bundle has, "Name2". Programs see that,
// mostly as the name of an error: this.name = this.constructor.name. So the
// classes are told their names, and so are the functions that may be classes,
// those with a capital; others are not, where nobody looks.

var (
	// classStart matches the end of the line that a class begins on, as esbuild
	// prints it: what it is assigned to, and its name.
	classStart = regexp.MustCompile(`(?m)(?:^[ \t]*(?:(?:var|let|const) )?([\w$]+) = class|\bclass)(?: ([\w$]+))?(?: extends [^\n]*)? \{$`)
	// functionStart matches a statement that declares a function with a name of
	// esbuild's, and the end of the line before it.
	functionStart = regexp.MustCompile(`[;{}]\n[ \t]*(?:async )?function\*? ([A-Z][\w$]*[0-9])\(`)
)

// classHelper gives a class its name, unless it has a static member of it.
const classHelper = `
function __host_class(c, name) {
  const own = Object.getOwnPropertyDescriptor(c, "name");
  if (!own || !own.writable && typeof own.value === "string") Object.defineProperty(c, "name", { value: name, configurable: true });
}
`

// A naming is text to put into a bundle.
type naming struct {
	at   int
	text string
}

// withClassNames gives the classes of a bundle the names that they have in
// their sources. What it adds stands at the ends of lines, where the source
// map has nothing.
func withClassNames(code, sourceMap []byte) []byte {
	names := originals{code: code, sourceMap: sourceMap}
	var namings []naming
	for _, m := range classStart.FindAllSubmatchIndex(code, -1) {
		if name := names.class(m); name != "" {
			namings = append(namings, naming{m[1], fmt.Sprintf(" static { __host_class(this, %q); }", name)})
		}
	}
	for _, m := range functionStart.FindAllSubmatchIndex(code, -1) {
		if name := names.numbered(m[2], m[3]); name != "" {
			namings = append(namings, naming{m[0] + 1, fmt.Sprintf(" __host_class(%s, %q);", code[m[2]:m[3]], name)})
		}
	}
	if len(namings) == 0 {
		return code
	}
	slices.SortFunc(namings, func(a, b naming) int { return a.at - b.at })
	var out bytes.Buffer
	written := 0
	for _, n := range namings {
		out.Write(code[written:n.at])
		out.WriteString(n.text)
		written = n.at
	}
	out.Write(code[written:])
	out.WriteString(classHelper)
	return out.Bytes()
}

// originals tells the names that the sources have, by the source map.
type originals struct {
	code, sourceMap []byte
	consumer        *sourcemap.Consumer
	lines           []int // where each line begins
}

// class is the name of a class that the engine would give another one, else
// "".
func (o *originals) class(m []int) string {
	if m[4] < 0 { // no name of its own: the variable's
		if m[2] < 0 {
			return ""
		}
		return o.numbered(m[2], m[3])
	}
	if m[2] >= 0 {
		variable := string(o.code[m[2]:m[3]])
		if original := o.numbered(m[2], m[3]); original != "" {
			variable = original
		}
		if bytes.HasPrefix(o.code[m[4]:m[5]], []byte("_"+variable)) {
			return variable
		}
	}
	return o.numbered(m[4], m[5])
}

// numbered is the original of a name to which esbuild has added a number, else
// "".
func (o *originals) numbered(begin, end int) string {
	name := string(o.code[begin:end])
	stem := strings.TrimRight(name, "0123456789")
	if stem == name {
		return ""
	}
	if o.consumer == nil {
		consumer, err := sourcemap.Parse("", o.sourceMap)
		if err != nil {
			return ""
		}
		o.consumer = consumer
		o.lines = []int{0}
		for i, c := range o.code {
			if c == '\n' {
				o.lines = append(o.lines, i+1)
			}
		}
	}
	line := sort.SearchInts(o.lines, begin+1)
	_, original, _, _, ok := o.consumer.Source(line, begin-o.lines[line-1])
	if !ok || original == name || !strings.HasPrefix(original, stem) || !strings.HasPrefix(name, original) {
		return ""
	}
	return original
}
