package bundler

import (
	"path/filepath"
	"strings"

	"github.com/go-sourcemap/sourcemap"
)

// Place is a problem without text at a place in a bundle (a line counted from
// 1, a column from 0), given where it stands in the sources. ok is false for
// what is not a source of the project's own, such as a package.
func (b *Builder) Place(r Result, line, column int) (p Problem, ok bool) {
	consumer, err := sourcemap.Parse("", r.Map)
	if err != nil {
		return Problem{}, false // there is no bundle
	}
	source, _, line, column, ok := consumer.Source(line, column)
	if !ok || strings.Contains(source, "node_modules/") {
		return Problem{}, false
	}
	text := sourceLine(filepath.Join(b.options.Root, filepath.FromSlash(source)), line)
	return Problem{File: source, Line: line, Column: column, Length: 1, LineText: text}, true
}
