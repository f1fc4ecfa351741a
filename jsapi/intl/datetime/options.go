// Package datetime formats dates as Intl.DateTimeFormat does (ECMA-402 11),
// with the patterns of CLDR and the zones of the IANA database.
package datetime

import (
	"fmt"
	"strings"
)

// Options are those of an Intl.DateTimeFormat after its defaults have been
// filled in. An empty field was not asked for.
type Options struct {
	Locale string `json:"locale"`
	// TimeZone is a name or an offset; the process's zone when empty.
	TimeZone string `json:"timeZone"`
	// HourCycle is "h11", "h12", "h23" or "h24", and does not count when
	// Hour12 is there.
	HourCycle string `json:"hourCycle"`
	Hour12    *bool  `json:"hour12"`

	Weekday      string `json:"weekday"`
	Era          string `json:"era"`
	Year         string `json:"year"`
	Month        string `json:"month"`
	Day          string `json:"day"`
	DayPeriod    string `json:"dayPeriod"`
	Hour         string `json:"hour"`
	Minute       string `json:"minute"`
	Second       string `json:"second"`
	Fraction     int    `json:"fractionalSecondDigits"`
	TimeZoneName string `json:"timeZoneName"`

	DateStyle string `json:"dateStyle"`
	TimeStyle string `json:"timeStyle"`
}

// letters are how many of a letter ask for a form of a field.
var letters = map[string]map[string]string{
	"weekday":   {"narrow": "EEEEE", "long": "EEEE", "short": "EEE"},
	"era":       {"narrow": "GGGGG", "long": "GGGG", "short": "GGG"},
	"year":      {"2-digit": "yy", "numeric": "y"},
	"month":     {"narrow": "MMMMM", "long": "MMMM", "short": "MMM", "2-digit": "MM", "numeric": "M"},
	"day":       {"2-digit": "dd", "numeric": "d"},
	"dayPeriod": {"narrow": "BBBBB", "long": "BBBB", "short": "B"},
	"minute":    {"2-digit": "mm", "numeric": "m"},
	"second":    {"2-digit": "ss", "numeric": "s"},
	"timeZoneName": {
		"long": "zzzz", "short": "z", "longOffset": "OOOO", "shortOffset": "O", "longGeneric": "vvvv", "shortGeneric": "v",
	},
}

// skeleton are the fields asked for, with hours in the cycle given.
func (o Options) skeleton(hc string) string {
	hours := ""
	switch o.Hour {
	case "2-digit":
		hours = strings.Repeat(string(letterOf(hc)), 2)
	case "numeric":
		hours = string(letterOf(hc))
	}
	return letters["weekday"][o.Weekday] + letters["era"][o.Era] + letters["year"][o.Year] + letters["month"][o.Month] +
		letters["day"][o.Day] + letters["dayPeriod"][o.DayPeriod] + hours + letters["minute"][o.Minute] + letters["second"][o.Second] +
		strings.Repeat("S", o.Fraction) + letters["timeZoneName"][o.TimeZoneName]
}

// cycle is the hour cycle that the options ask for.
func (o Options) cycle(g *generator) string {
	own := cycleOf(g.hourLetter)
	if o.Hour12 == nil {
		if o.HourCycle != "" {
			return o.HourCycle
		}
		return own
	}
	// As V8 has it until version 12.
	fromZero := own == "h11" || own == "h23"
	switch {
	case *o.Hour12 && fromZero:
		return "h11"
	case *o.Hour12:
		return "h12"
	case fromZero:
		return "h23"
	}
	return "h24"
}

// pattern is the pattern that the options mean, with its hour cycle.
func (o Options) pattern() (pattern, string) {
	g := generatorOf(o.Locale, "")
	hc := o.cycle(g)
	if o.DateStyle == "" && o.TimeStyle == "" {
		return recycle(g.best(o.skeleton(hc), true), hc), hc
	}
	text := g.dates["dateFormats/"+o.DateStyle]
	if o.TimeStyle != "" {
		time := g.dates["timeFormats/"+o.TimeStyle]
		if text == "" {
			text = time
		} else {
			text = fill(g.dates["atTime/"+o.DateStyle], time, text)
		}
	}
	p := parsePattern(text)
	if it := p.find("hHkK"); it.letter == 0 || cycleOf(it.letter) == hc {
		return p, hc
	}
	s := skeletonOf(p)
	wanted := strings.Map(func(r rune) rune {
		switch r {
		case 'a', 'b', 'B':
			return -1
		case 'h', 'H', 'k', 'K':
			return rune(letterOf(hc))
		}
		return r
	}, s.String())
	return recycle(g.best(wanted, true), hc), hc
}

// recycle writes the hours of a pattern in another cycle.
func recycle(p pattern, hc string) pattern {
	var out pattern
	for _, it := range p {
		switch it.letter {
		case 'h', 'H', 'k', 'K':
			it.letter = letterOf(hc)
			if n := len(out); n > 0 && out[n-1].letter == 'd' {
				out = append(out, item{text: " "})
			}
		}
		out = append(out, it)
	}
	return out
}

// A Resolved is what Intl.DateTimeFormat.prototype.resolvedOptions tells,
// beside the locale.
type Resolved struct {
	TimeZone     string `json:"timeZone"`
	HourCycle    string `json:"hourCycle,omitempty"`
	Weekday      string `json:"weekday,omitempty"`
	Era          string `json:"era,omitempty"`
	Year         string `json:"year,omitempty"`
	Month        string `json:"month,omitempty"`
	Day          string `json:"day,omitempty"`
	DayPeriod    string `json:"dayPeriod,omitempty"`
	Hour         string `json:"hour,omitempty"`
	Minute       string `json:"minute,omitempty"`
	Second       string `json:"second,omitempty"`
	Fraction     int    `json:"fractionalSecondDigits,omitempty"`
	TimeZoneName string `json:"timeZoneName,omitempty"`
}

// Resolved tells how the options were understood.
func (f *Formatter) Resolved() Resolved {
	r := Resolved{TimeZone: f.zone.Name}
	// Like V8, this looks at the pattern as a text, quoted words included.
	text := f.pattern.String()
	first := func(pairs ...string) string {
		for i := 0; i < len(pairs); i += 2 {
			if strings.Contains(text, pairs[i]) {
				return pairs[i+1]
			}
		}
		return ""
	}
	digits := func(letters string) string {
		for _, c := range letters {
			for n, name := range []string{"2-digit", "numeric"} {
				if strings.Contains(text, strings.Repeat(string(c), 2-n)) {
					return name
				}
			}
		}
		return ""
	}
	if f.pattern.has("hHkK") {
		r.HourCycle = f.cycle
	}
	r.Weekday = first("EEEEE", "narrow", "EEEE", "long", "EEE", "short", "ccccc", "narrow", "cccc", "long", "ccc", "short")
	r.Era = first("GGGGG", "narrow", "GGGG", "long", "GGG", "short")
	r.Year = digits("y")
	r.Month = first("MMMMM", "narrow", "MMMM", "long", "MMM", "short", "MM", "2-digit", "M", "numeric",
		"LLLLL", "narrow", "LLLL", "long", "LLL", "short", "LL", "2-digit", "L", "numeric")
	r.Day = digits("d")
	r.DayPeriod = first("BBBBB", "narrow", "bbbbb", "narrow", "BBBB", "long", "bbbb", "long", "B", "short", "b", "short")
	r.Hour, r.Minute, r.Second = digits("HhkK"), digits("m"), digits("s")
	if i := strings.IndexByte(text, 'S'); i >= 0 {
		r.Fraction = len(text[i:]) - len(strings.TrimLeft(text[i:], "S"))
	}
	r.TimeZoneName = first("zzzz", "long", "z", "short", "OOOO", "longOffset", "O", "shortOffset", "vvvv", "longGeneric", "v", "shortGeneric")
	return r
}

// An UnknownZoneError is a time zone that does not exist.
type UnknownZoneError struct{ Name string }

// Error implements error, in the words of V8.
func (e *UnknownZoneError) Error() string {
	return fmt.Sprintf("Invalid time zone specified: %s", e.Name)
}
