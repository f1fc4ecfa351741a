package bundler

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Severity says whether a [Problem] stops a build.
type Severity string

const (
	// Error stops the build of the entry it was found in.
	Error Severity = "error"
	// Warning is told and does not stop anything.
	Warning Severity = "warning"
)

// A Problem is something wrong in a script, told to the person who writes it:
// what is wrong, where, and what to do about it.
type Problem struct {
	Severity Severity `json:"severity"`
	// File is relative to the project's root, with slashes; empty when the
	// problem belongs to no file.
	File string `json:"file,omitempty"`
	// Line counts from 1; 0 means that only the file is known.
	Line int `json:"line,omitempty"`
	// Column counts bytes from 0, as esbuild prints it.
	Column int `json:"column"`
	// Length is how many bytes of the line are meant, at least 1 when Line is
	// known.
	Length int `json:"length,omitempty"`
	// LineText is the source line itself, without its line break.
	LineText string `json:"lineText,omitempty"`
	// Text says what is wrong, without a final period.
	Text string `json:"text"`
	// Remedy says what to do, as one or more full sentences.
	Remedy string `json:"remedy,omitempty"`
}

// Error gives the problem in one line, so that a Problem is a Go error.
func (p Problem) Error() string {
	if at := p.place(); at != "" {
		return at + ": " + p.Text
	}
	return p.Text
}

// Failed says whether any of the problems is an [Error].
func Failed(problems []Problem) bool {
	return slices.ContainsFunc(problems, func(p Problem) bool { return p.Severity == Error })
}

const (
	styleReset  = "\x1b[0m"
	styleBold   = "\x1b[1m"
	styleDim    = "\x1b[37m"
	styleGreen  = "\x1b[32m"
	styleRed    = "\x1b[31m"
	styleYellow = "\x1b[33m"
)

// maxLine is how much of a long source line is shown, in characters.
const maxLine = 100

// Format writes the problem as a person reads it in a terminal:
//
//	✘ [ERROR] "node:cluster" cannot run in the host
//	    scripts/functions/digest.ts:3:20:
//	      3 │ import cluster from "node:cluster";
//	        ╵                     ~~~~~~~~~~~~~~
//	  Workers scale by replicas: see docs/compatibility.md#node-cluster.
//
// and an empty line after it. With color it uses ANSI escapes.
func (p Problem) Format(w io.Writer, color bool) error {
	paint := func(style, s string) string {
		if !color || s == "" {
			return s
		}
		return style + s + styleReset
	}
	var b strings.Builder
	sign, style := "✘ [ERROR]", styleRed
	if p.Severity == Warning {
		sign, style = "▲ [WARNING]", styleYellow
	}
	fmt.Fprintf(&b, "%s %s\n", paint(style, sign), paint(styleBold, p.Text))
	shown := p.Line > 0 && p.LineText != ""
	if at := p.place(); at != "" {
		fmt.Fprintf(&b, "    %s", at)
		if shown {
			b.WriteByte(':')
		}
		b.WriteByte('\n')
	}
	if shown {
		before, marked, after := p.window()
		number := fmt.Sprint(p.Line)
		fmt.Fprintf(&b, "      %s │ %s%s%s\n", paint(styleDim, number), before, paint(styleGreen, marked), after)
		caret := "^"
		if n := utf8.RuneCountInString(marked); n > 1 {
			caret = strings.Repeat("~", n)
		}
		fmt.Fprintf(&b, "      %s ╵ %s%s\n", strings.Repeat(" ", len(number)),
			strings.Repeat(" ", utf8.RuneCountInString(before)), paint(styleGreen, caret))
	}
	for line := range strings.SplitSeq(strings.TrimRight(p.Remedy, "\n"), "\n") {
		if line != "" {
			fmt.Fprintf(&b, "  %s\n", line)
		}
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// place is where the problem is, "file:line:column" or less.
func (p Problem) place() string {
	switch {
	case p.File == "":
		return ""
	case p.Line == 0:
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// window splits the source line into what stands before the problem, the
// problem and what stands after, with tabs made two spaces, and shortens a
// line of minified code to what surrounds the problem.
func (p Problem) window() (before, marked, after string) {
	start := min(max(p.Column, 0), len(p.LineText))
	end := min(start+max(p.Length, 0), len(p.LineText))
	expand := func(s string) string { return strings.ReplaceAll(s, "\t", "  ") }
	before, marked, after = expand(p.LineText[:start]), expand(p.LineText[start:end]), expand(p.LineText[end:])
	if n := utf8.RuneCountInString(marked); n > maxLine {
		marked = string([]rune(marked)[:maxLine-3]) + "..."
		after = ""
	}
	if b := []rune(before); len(b)+utf8.RuneCountInString(marked) > maxLine {
		before = "..." + string(b[max(0, len(b)-maxLine/3):])
	}
	room := maxLine - utf8.RuneCountInString(before) - utf8.RuneCountInString(marked)
	if a := []rune(after); len(a) > max(room, 0) {
		after = string(a[:max(room-3, 0)]) + "..."
	}
	return before, marked, after
}

// Problems collects the problems of all results, without repeating one that
// several entries share (a mistake in a library is found by every script that
// imports it): errors first, then by file and line.
func Problems(results []Result) []Problem {
	var all []Problem
	for _, r := range results {
		all = append(all, r.Problems...)
	}
	slices.SortStableFunc(all, comparePlaces)
	return slices.Compact(all)
}

// comparePlaces orders errors before warnings, then by place and text.
func comparePlaces(a, b Problem) int {
	return cmp.Or(
		cmp.Compare(a.Severity, b.Severity),
		cmp.Compare(a.File, b.File),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
		cmp.Compare(a.Text, b.Text),
		cmp.Compare(a.Remedy, b.Remedy),
	)
}
