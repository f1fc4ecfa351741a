package otlptest

import (
	"fmt"
	"strings"
	"time"
)

// Draw is a trace as text: each span below the one it belongs to, with how
// long after the trace's begin it began and how long it took.
func Draw(spans []Span) string {
	var b strings.Builder
	if len(spans) == 0 {
		return ""
	}
	known := map[string]bool{}
	for _, s := range spans {
		known[s.ID] = true
	}
	begin := spans[0].Start
	var draw func(parent string, depth int)
	line := func(s Span, depth int) {
		fmt.Fprintf(&b, "%-52s %8s %8s\n", strings.Repeat("  ", depth)+s.Name, short(s.Start.Sub(begin)), short(s.End.Sub(s.Start)))
		draw(s.ID, depth+1)
	}
	draw = func(parent string, depth int) {
		for _, s := range spans {
			if s.Parent == parent {
				line(s, depth)
			}
		}
	}
	for _, s := range spans {
		if !known[s.Parent] {
			line(s, 0)
		}
	}
	return b.String()
}

func short(d time.Duration) string { return fmt.Sprintf("%.1fms", float64(d.Microseconds())/1000) }
