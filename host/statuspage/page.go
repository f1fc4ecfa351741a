// Package statuspage draws what a worker is doing for a person with a browser:
// its functions and how they last went, and whatever else has a state. It
// knows the words and the colours, not where the figures come from. The page
// is made on the server, works without JavaScript, needs nothing from elsewhere
// and asks a browser for no more than its own style sheet and script.
package statuspage

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"time"
)

// A Page is all that is drawn.
type Page struct {
	// Service is the app's id; State is the worker's, in a word.
	Service string
	State   Mark
	// Reasons are why the worker is not ready.
	Reasons []string
	// Now is the time of drawing.
	Now time.Time
	// Facts stand below the title: role, version, how long it runs.
	Facts []Fact
	// Registration is how the worker stands with the Inngest server, and Note
	// what there is to say about it.
	Registration Mark
	Note         string
	// Hour is the charts, Calls the line above them.
	Hour  []Chart
	Calls string
	// Groups are the functions by role.
	Groups []Group
	// Sections are tables of everything else. Those without rows say None.
	Sections []Section
}

// A Fact is a name and its value.
type Fact struct{ Name, Value string }

// A Tone is what a mark means; it decides the colour and the sign, so that
// colour alone says nothing.
type Tone string

// The tones, from good to bad; Quiet is neither.
const (
	Good  Tone = "good"
	Busy  Tone = "busy"
	Quiet Tone = "quiet"
	Warn  Tone = "warn"
	Bad   Tone = "bad"
)

// Sign is the character that stands before a mark's text.
func (t Tone) Sign() string {
	switch t {
	case Good:
		return "✓"
	case Busy:
		return "●"
	case Warn:
		return "!"
	case Bad:
		return "✕"
	}
	return "–"
}

// A Mark is a state in a word or two.
type Mark struct {
	Tone Tone
	Text string
	// Detail is a longer word on it, such as an error.
	Detail string
}

// A Group is the functions of one role.
type Group struct {
	Role      string
	Functions []Function
}

// A Function is one row.
type Function struct {
	ID     string
	Script string
	// Triggers are what starts it; a function without one is started by others.
	Triggers []string
	// Last is how the last call went; At says when, or is zero.
	Last Mark
	At   time.Time
	// Calls and Errors are those of the hour.
	Calls, Errors int64
}

// A Section is one table.
type Section struct {
	Title string
	// Note stands below the title.
	Note string
	// Columns are the headings; a cell of a Row stands below each.
	Columns []string
	Rows    [][]Cell
	// None stands where there are no rows.
	None string
}

// A Cell is one cell of a table.
type Cell struct {
	Text string
	// Tone, when set, marks the text.
	Tone Tone
	// Code says that the text is something's name.
	Code bool
}

// Text is a plain cell.
func Text(format string, args ...any) Cell { return Cell{Text: fmt.Sprintf(format, args...)} }

// Code is a cell with something's name.
func Code(text string) Cell { return Cell{Text: text, Code: true} }

// Marked is a cell with a state.
func Marked(tone Tone, text string) Cell { return Cell{Text: text, Tone: tone} }

//go:embed page.html status.css status.js
var files embed.FS

var page = template.Must(template.New("page.html").Funcs(template.FuncMap{
	"ago": Ago, "asset": assetURL, "clock": func(t time.Time) string { return t.UTC().Format("15:04:05 UTC") },
	"stamp": func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
}).ParseFS(files, "page.html"))

// policy lets the page use its own style sheet and script, and ask again for
// itself. Nothing else is loaded, framed, posted or run.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Serve answers with the page.
func Serve(w http.ResponseWriter, p Page) {
	var text bytes.Buffer
	if err := page.Execute(&text, p); err != nil {
		http.Error(w, "the status page could not be drawn: "+err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy)
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(text.Bytes())
}

// Ago says how long before now t was, in one unit: "3 min ago".
func Ago(now, t time.Time) string {
	d := now.Sub(t)
	switch {
	case t.IsZero():
		return "never"
	case d < 2*time.Second:
		return "just now"
	default:
		return Span(d) + " ago"
	}
}

// Span is a duration in one unit, for people: "850 ms", "3 min".
func Span(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d < 2*time.Minute:
		return fmt.Sprintf("%.0f s", d.Seconds())
	case d < 2*time.Hour:
		return fmt.Sprintf("%.0f min", d.Minutes())
	case d < 48*time.Hour:
		return fmt.Sprintf("%.0f h", d.Hours())
	}
	return fmt.Sprintf("%.0f days", d.Hours()/24)
}
