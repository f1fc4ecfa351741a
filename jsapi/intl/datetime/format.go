package datetime

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"systembus/jsapi/intl/cldr"
)

// A Formatter writes dates in one way. It may be used by many goroutines.
type Formatter struct {
	o        Options
	pattern  pattern
	cycle    string
	zone     Zone
	dates    cldr.Table
	names    zoneNames
	interval func() *interval // made when first used
}

// A Part is a piece of a formatted date and what it stands for.
type Part struct {
	Type   string `json:"type"`
	Value  string `json:"value"`
	Source string `json:"source,omitempty"`
}

// New makes a formatter. The locale must be known. The error is an
// *UnknownZoneError, or that the process's own zone has no name.
func New(o Options) (*Formatter, error) {
	f := &Formatter{o: o}
	if o.TimeZone == "" {
		z, err := Local()
		if err != nil {
			return nil, err
		}
		f.zone = z
	} else {
		z, ok := ZoneOf(o.TimeZone)
		if !ok {
			return nil, &UnknownZoneError{o.TimeZone}
		}
		f.zone = z
	}
	f.dates = cldr.Locale(o.Locale, cldr.Dates)
	f.names = zoneNamesOf(o.Locale)
	f.pattern, f.cycle = o.pattern()
	f.interval = sync.OnceValue(func() *interval { return newInterval(o.Locale, f.pattern, f.cycle) })
	return f, nil
}

// narrowSpace is between a time and AM or PM in CLDR; V8 writes a plain space
// in texts, though not in parts.
const narrowSpace = "\u202f"

// Format is the text of a moment, in milliseconds since 1970.
func (f *Formatter) Format(ms int64) string {
	var b strings.Builder
	for _, p := range f.Parts(ms) {
		b.WriteString(p.Value)
	}
	return strings.ReplaceAll(b.String(), narrowSpace, " ")
}

// Parts are the pieces of a formatted moment.
func (f *Formatter) Parts(ms int64) []Part {
	return f.write(nil, f.pattern, f.zone.At(ms))
}

// types are what the letters stand for in formatToParts.
var types = map[byte]string{
	'G': "era", 'y': "year", 'Y': "year", 'M': "month", 'L': "month", 'E': "weekday", 'c': "weekday", 'e': "weekday", 'd': "day",
	'a': "dayPeriod", 'b': "dayPeriod", 'B': "dayPeriod", 'h': "hour", 'H': "hour", 'k': "hour", 'K': "hour", 'm': "minute",
	's': "second", 'S': "fractionalSecond", 'z': "timeZoneName", 'O': "timeZoneName", 'v': "timeZoneName",
}

func (f *Formatter) write(parts []Part, p pattern, t time.Time) []Part {
	for _, it := range p {
		if it.letter == 0 {
			parts = append(parts, Part{Type: "literal", Value: it.text})
			continue
		}
		if text := f.field(it, p, t); text != "" {
			parts = append(parts, Part{Type: types[it.letter], Value: text})
		}
	}
	return parts
}

// field is the text of one field.
func (f *Formatter) field(it item, p pattern, t time.Time) string {
	switch it.letter {
	case 'G':
		which := "1"
		if t.Year() <= 0 {
			which = "0"
		}
		width := "eraAbbr"
		switch it.length {
		case 4:
			width = "eraNames"
		case 5:
			width = "eraNarrow"
		}
		return f.dates["eras/"+width+"/"+which]
	case 'y':
		y := t.Year()
		if y <= 0 {
			y = 1 - y
		}
		if it.length == 2 {
			return pad(y%100, 2)
		}
		return pad(y, it.length)
	case 'M', 'L':
		if it.length <= 2 {
			return pad(int(t.Month()), it.length)
		}
		return f.text("months", it.letter == 'L', it.length, strconv.Itoa(int(t.Month())))
	case 'E', 'c', 'e':
		days := [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
		return f.text("days", it.letter == 'c', max(it.length, 3), days[t.Weekday()])
	case 'd':
		return pad(t.Day(), it.length)
	case 'a':
		which := "am"
		if t.Hour() >= 12 {
			which = "pm"
		}
		return f.text("dayPeriods", false, max(it.length, 3), which)
	case 'b', 'B':
		return f.dayPeriod(it, p, t)
	case 'H':
		return pad(t.Hour(), it.length)
	case 'k':
		return pad((t.Hour()+23)%24+1, it.length)
	case 'K':
		return pad(t.Hour()%12, it.length)
	case 'h':
		return pad((t.Hour()+11)%12+1, it.length)
	case 'm':
		return pad(t.Minute(), it.length)
	case 's':
		return pad(t.Second(), it.length)
	case 'S':
		return pad(t.Nanosecond()/1e6, 3)[:min(it.length, 3)]
	}
	return f.names.name(f.zone, t, it.letter, it.length)
}

// text is a name in a width.
func (f *Formatter) text(kind string, alone bool, length int, key string) string {
	width := map[int]string{3: "abbreviated", 4: "wide", 5: "narrow", 6: "short"}[length]
	context := "format"
	if alone {
		context = "stand-alone"
	}
	return f.dates[kind+"/"+context+"/"+width+"/"+key]
}

func pad(n, width int) string { return fmt.Sprintf("%0*d", width, n) }

// dayPeriod is a text such as "in the morning" (UTS 35, part 4, Day Period
// Rule Sets).
func (f *Formatter) dayPeriod(it item, p pattern, t time.Time) string {
	exact := (!p.has("m") || t.Minute() == 0) && (!p.has("s") || t.Second() == 0)
	period := ""
	if rules := dayPeriodsOf(f.o.Locale); rules != nil {
		for _, r := range rules {
			switch {
			case r.moment:
				if it.letter == 'b' && exact && t.Hour() == r.from || r.name == "noon" && exact && t.Hour() == 12 {
					if text := f.text("dayPeriods", false, max(it.length, 3), r.name); text != "" {
						return text
					}
				}
			case r.from <= r.to && t.Hour() >= r.from && t.Hour() < r.to,
				r.from > r.to && (t.Hour() >= r.from || t.Hour() < r.to):
				period = r.name
			}
		}
	}
	if period != "" && it.letter == 'B' {
		if text := f.text("dayPeriods", false, max(it.length, 3), period); text != "" {
			return text
		}
	}
	return f.field(item{letter: 'a', length: it.length}, p, t)
}

// A period is a part of the day, or a moment of it.
type period struct {
	name     string
	from, to int
	moment   bool
}

func dayPeriodsOf(name string) []period {
	table := cldr.Supplemental("dayperiods")
	for name != "" {
		var all []period
		for key, span := range table {
			if language, one, _ := strings.Cut(key, "/"); language == name {
				from, to, ranged := strings.Cut(span, " ")
				p := period{name: one, moment: !ranged}
				p.from, _ = strconv.Atoi(from[:2])
				if ranged {
					p.to, _ = strconv.Atoi(to[:2])
				}
				all = append(all, p)
			}
		}
		if all != nil {
			return all
		}
		i := strings.LastIndexByte(name, '-')
		if i < 0 {
			break
		}
		name = name[:i]
	}
	return nil
}
