package bundler

import (
	"bytes"
	"regexp"

	"github.com/evanw/esbuild/pkg/api"
)

// pino writes to its transports from threads of their own. That is an option
// deep in a call of a package, which nothing finds but its words.
var (
	pinoImported  = regexp.MustCompile(`(?:from\s*|require\(\s*)["']pino["']`)
	pinoTransport = regexp.MustCompile(`\bpino\.transport\s*\(`)
	pinoCalled    = regexp.MustCompile(`\bpino(?:\.pino|\.default)?\s*(?:<[^>()]*>)?\s*\(`)
	pinoOption    = regexp.MustCompile(`(?m)^([^\n]*?)(\btransport)\s*:`)
)

// transportWarnings tell of the calls of pino in a file that ask for a thread.
func transportWarnings(text []byte, file string) []api.Message {
	if !pinoImported.Match(text) {
		return nil
	}
	var places [][2]int
	for _, m := range pinoTransport.FindAllIndex(text, -1) {
		places = append(places, [2]int{m[0], m[0] + len("pino.transport")})
	}
	for _, m := range pinoCalled.FindAllIndex(text, -1) {
		arguments := text[m[1] : m[1]+arguments(text[m[1]:])]
		for _, o := range pinoOption.FindAllSubmatchIndex(arguments, -1) {
			if !bytes.Contains(arguments[o[2]:o[3]], []byte("//")) {
				places = append(places, [2]int{m[1] + o[4], m[1] + o[5]})
			}
		}
	}
	var warnings []api.Message
	for _, p := range places {
		begin := bytes.LastIndexByte(text[:p[0]], '\n') + 1
		line, _, _ := bytes.Cut(text[begin:], []byte("\n"))
		warnings = append(warnings, api.Message{
			Text:  "a transport of pino does not work in the host: it will throw",
			Notes: []api.Note{{Text: refusals["thread-stream"].text()}},
			Location: &api.Location{File: file, Line: bytes.Count(text[:begin], []byte("\n")) + 1, Column: p[0] - begin, Length: p[1] - p[0],
				LineText: string(bytes.TrimSuffix(line, []byte("\r")))},
		})
	}
	return warnings
}

// arguments is how long the arguments of a call are that begin with text.
func arguments(text []byte) int {
	depth := 1
	for i, c := range text {
		switch c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(text)
}
