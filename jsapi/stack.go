package jsapi

import (
	"regexp"
	"strings"
)

// frameLine is a line of the engine's stacks: "\tat f (x.ts:1:2(34))", or
// without a name "\tat x.ts:1:2(34)".
var frameLine = regexp.MustCompile(`^\s+at (?:(.*) \((\S.*?)(?:\(\d+\))?\)|(\S.*?)(?:\(\d+\))?)$`)

// Stack is the text of an error's stack as Node writes it, without the frames
// of the host's own code.
func Stack(engine string) string {
	lines := strings.Split(strings.TrimRight(engine, "\n"), "\n")
	out := lines[:0]
	for _, line := range lines {
		m := frameLine.FindStringSubmatch(line)
		if m == nil {
			out = append(out, line)
			continue
		}
		name, place := m[1], m[2]+m[3]
		switch {
		case strings.HasPrefix(place, "host:") || place == "native" || place == "<native>":
			continue
		case name == "" || name == "<anonymous>":
			out = append(out, "    at "+place)
		default:
			out = append(out, "    at "+name+" ("+place+")")
		}
	}
	return strings.Join(out, "\n")
}
