package bundler

import (
	"bytes"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/go-sourcemap/sourcemap"

	"systembus/jsapi/uses"
)

// A Use is a use of a member of a module or a global in the project's own
// sources.
type Use struct {
	uses.Use
	// At is a problem without text at its place.
	At Problem
}

// ownUses gives those uses of a bundle that are not in packages, each with its
// place in the sources.
func (b *Builder) ownUses(out bundled) []Use {
	lines := bytes.Split(out.code, []byte("\n"))
	inPackage := packageLines(lines)
	var consumer *sourcemap.Consumer
	var own []Use
	for _, u := range out.uses {
		if u.Line > len(lines) || inPackage(u.Line) {
			continue
		}
		if consumer == nil {
			var err error
			if consumer, err = sourcemap.Parse("", out.sourceMap); err != nil {
				return nil // esbuild's own maps can be read
			}
		}
		// Source maps count in UTF-16.
		source, _, line, column, ok := consumer.Source(u.Line, units(lines[u.Line-1], u.Column))
		if !ok || fromNodeModules(source) || strings.HasPrefix(source, "host-") {
			continue
		}
		at := Problem{File: source, Line: line, LineText: sourceLine(filepath.Join(b.options.Root, filepath.FromSlash(source)), line)}
		at.Column = bytesOf(at.LineText, column)
		at.Length = max(1, len(written.FindString(at.LineText[at.Column:])))
		own = append(own, Use{Use: u, At: at})
	}
	return own
}

// packageLines tells which lines of a bundle are a package's: above each
// module esbuild writes its name. A large bundle that is packages for the most
// part needs no source map read for them.
func packageLines(lines [][]byte) func(line int) bool {
	var begins []int // at odd indexes the project's own begins
	for i, line := range lines {
		name, header := bytes.CutPrefix(line, []byte("// "))
		if header && bytes.Contains(name, []byte("node_modules/")) != (len(begins)%2 == 1) {
			begins = append(begins, i+1)
		}
	}
	return func(line int) bool {
		i, exact := slices.BinarySearch(begins, line)
		if exact {
			i++
		}
		return i%2 == 1
	}
}

// written matches the members of something as they are called; of a member in
// brackets the place is its name.
var written = regexp.MustCompile(`^["'` + "`" + `][\w$]+["'` + "`" + `]|^(?:new\s+)?[\w$]+(?:\s*\??\.\s*[\w$]+|(?:\?\.)?\[["'` + "`" + `][\w$]+["'` + "`" + `]\])*`)

// units is a column in bytes as one in UTF-16 units.
func units(line []byte, column int) int {
	n := 0
	for line = line[:min(column, len(line))]; len(line) > 0; {
		r, size := utf8.DecodeRune(line)
		n += max(1, utf16.RuneLen(r))
		line = line[size:]
	}
	return n
}

// bytesOf is a column in UTF-16 units as one in bytes.
func bytesOf(line string, column int) int {
	for i, r := range line {
		if column <= 0 {
			return i
		}
		column -= max(1, utf16.RuneLen(r))
	}
	return len(line)
}
