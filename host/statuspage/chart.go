package statuspage

import (
	"fmt"
	"strings"
	"time"
)

// The size of a chart in its own units; the style sheet gives it its width.
const (
	chartWidth  = 300.0
	chartHeight = 64.0
)

// A Chart is a row of values over time, drawn as bars or as lines.
type Chart struct {
	Title string
	// Peak is the largest value, in words.
	Peak string
	// Says is the chart in words, for those who do not see it.
	Says string
	// Kind is the class that colours it: "calls", "errors" or "latency".
	Kind string
	// Bars are the values from the oldest on; or Lines, each with its name.
	Bars  []Bar
	Lines []Line
}

// A Bar is one value's place in a chart.
type Bar struct{ X, Y, Width, Height float64 }

// A Line is the path of one row of values.
type Line struct {
	Name string
	Kind string
	Path string
}

// Bars draws counts, one bar each, against their largest.
func Bars(title, kind string, values []int64) Chart {
	c := Chart{Title: title, Kind: kind}
	top, total := int64(0), int64(0)
	for _, v := range values {
		top, total = max(top, v), total+v
	}
	c.Peak = fmt.Sprintf("at most %d a minute", top)
	c.Says = fmt.Sprintf("%s in the last %d minutes: %d, %s", title, len(values), total, c.Peak)
	if total == 0 {
		c.Peak = "none"
		c.Says = fmt.Sprintf("%s in the last %d minutes: none", title, len(values))
	}
	step := chartWidth / float64(max(1, len(values)))
	for i, v := range values {
		if v == 0 {
			continue
		}
		h := max(2, chartHeight*float64(v)/float64(top))
		c.Bars = append(c.Bars, Bar{X: round(float64(i)*step + .5), Y: round(chartHeight - h), Width: round(step - 1), Height: round(h)})
	}
	return c
}

// Durations draws rows of durations as lines against their common largest. A
// zero is a gap: nothing was measured.
func Durations(title string, names []string, rows ...[]time.Duration) Chart {
	c := Chart{Title: title, Kind: "latency"}
	top := time.Duration(0)
	for _, row := range rows {
		for _, v := range row {
			top = max(top, v)
		}
	}
	c.Peak, c.Says = "none", title+": nothing was measured"
	if top == 0 {
		return c
	}
	c.Peak = "up to " + Span(top)
	c.Says = fmt.Sprintf("%s in the last %d minutes, %s: %s", title, len(rows[0]), strings.Join(names, " and "), c.Peak)
	for n, row := range rows {
		c.Lines = append(c.Lines, Line{Name: names[n], Kind: fmt.Sprintf("line%d", n), Path: stroke(row, top)})
	}
	return c
}

// stroke is the d of an SVG path through the values that are there.
func stroke(row []time.Duration, top time.Duration) string {
	var d strings.Builder
	step := chartWidth / float64(max(1, len(row)))
	drawing := false
	for i, v := range row {
		if v == 0 {
			drawing = false
			continue
		}
		x := (float64(i) + .5) * step
		y := 2 + (chartHeight-4)*(1-float64(v)/float64(top))
		if drawing {
			fmt.Fprintf(&d, "L%.1f %.1f", x, y)
		} else { // A lone minute is a stroke as wide as a bar.
			fmt.Fprintf(&d, "M%.1f %.1fH%.1f", x-step/2+.5, y, x+step/2-.5)
		}
		drawing = true
	}
	return d.String()
}

func round(v float64) float64 { return float64(int(v*10+.5)) / 10 }
