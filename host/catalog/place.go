package catalog

import (
	"bytes"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"systembus/bundler"
)

// placePattern finds "scripts/functions/x.ts:12:7" in a stack or in a
// function's Line. The column counts from 1 there.
var placePattern = regexp.MustCompile(`([^\s()"']+\.[cm]?[jt]sx?):(\d+):(\d+)`)

// firstPlace is the first place in text, with the column counted from 0 as a
// [bundler.Problem] does; file is "" when there is none.
func firstPlace(text string) (file string, line, column int) {
	m := placePattern.FindStringSubmatch(text)
	if m == nil {
		return "", 0, 0
	}
	line, _ = strconv.Atoi(m[2])
	column, _ = strconv.Atoi(m[3])
	return m[1], line, max(column-1, 0)
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// searchLines is how far below its createFunction call a function's options
// are looked for.
const searchLines = 80

// at points a problem at the text needle in the definition of fn, or at its
// createFunction call when needle is empty or not there.
func (c *Checker) at(p bundler.Problem, script string, fn bundler.Function, needle string) bundler.Problem {
	file, line, column := firstPlace(fn.Line)
	if file == "" {
		p.File = script
		return p
	}
	p.File, p.Line, p.Column, p.Length = file, line, column, 1
	lines := c.lines(file)
	if line > len(lines) {
		return p
	}
	p.LineText = lines[line-1]
	if i := strings.Index(p.LineText, "createFunction"); i >= 0 {
		p.Column, p.Length = i, len("createFunction")
	}
	if needle == "" {
		return p
	}
	for n := line; n <= min(line+searchLines, len(lines)); n++ {
		if i := strings.Index(lines[n-1], needle); i >= 0 {
			p.Line, p.Column, p.Length, p.LineText = n, i, len(needle), lines[n-1]
			return p
		}
	}
	return p
}

// Quote adds the source line to a problem that has a place and lacks it.
func (c *Checker) Quote(p bundler.Problem) bundler.Problem {
	if lines := c.lines(p.File); p.LineText == "" && p.Line > 0 && p.Line <= len(lines) {
		p.LineText = lines[p.Line-1]
		p.Length = max(p.Length, 1)
	}
	return p
}

// lines are the lines of a source file under the project's root; none when it
// cannot be read.
func (c *Checker) lines(file string) []string {
	if c.Root == nil || !fs.ValidPath(file) {
		return nil
	}
	if lines, ok := c.read[file]; ok {
		return lines
	}
	text, err := fs.ReadFile(c.Root, file)
	if err != nil {
		return nil
	}
	lines := strings.Split(string(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))), "\n")
	if c.read == nil {
		c.read = map[string][]string{}
	}
	c.read[file] = lines
	return lines
}
