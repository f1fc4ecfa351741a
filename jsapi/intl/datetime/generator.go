package datetime

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"systembus/jsapi/intl/cldr"
	"systembus/jsapi/intl/locale"
)

// A generator finds the pattern of a locale for any set of fields: the
// algorithm of UTS 35, part 4, 2.6.2.1, in the way that ICU fills it in.
type generator struct {
	dates, fields cldr.Table
	entries       []entry // in the order that they are tried
	// hourLetter is how the locale writes hours: h, H, K or k.
	hourLetter byte
	decimal    string
}

// An entry is a pattern that CLDR gives, with the skeleton it is for.
type entry struct {
	base     string
	skeleton skeleton
	pattern  pattern
	// named says that the skeleton is CLDR's own, not read off the pattern.
	named bool
}

// generators keeps them by locale and hour cycle; what they find never changes.
var generators sync.Map

// generatorOf gives the generator of a known locale. hc is "h12" and so on
// when another hour cycle takes the place of the locale's own.
func generatorOf(name, hc string) *generator {
	key := name + " " + hc
	if g, ok := generators.Load(key); ok {
		return g.(*generator)
	}
	g := &generator{
		dates: cldr.Locale(name, cldr.Dates), fields: cldr.Locale(name, cldr.Fields),
		hourLetter: hourLetter(name), decimal: cldr.Locale(name, cldr.Numbers)["symbols/decimal"],
	}
	if hc != "" {
		g.hourLetter = letterOf(hc)
	}
	for _, letter := range "GyQMwWEdDFaHmsSv" {
		g.add(string(letter), "")
	}
	for _, style := range []string{"full", "long", "medium", "short"} {
		g.add(g.dates["dateFormats/"+style], "")
	}
	for _, style := range []string{"full", "long", "medium", "short"} {
		g.add(g.dates["timeFormats/"+style], "")
	}
	// What the locale has itself comes before what it inherits, and so wins
	// when two are equally near.
	const available = "availableFormats/"
	for l := name; l != ""; l = cldr.Parent(l) {
		for _, key := range slices.Sorted(maps.Keys(cldr.Own(l, cldr.Dates))) {
			skeleton, ok := strings.CutPrefix(key, available)
			if text, there := g.dates[key]; ok && there && !strings.Contains(skeleton, "-") {
				g.add(text, skeleton)
			}
		}
	}
	slices.SortStableFunc(g.entries, func(a, b entry) int { return int(a.base[0]) - int(b.base[0]) })
	kept, _ := generators.LoadOrStore(key, g)
	return kept.(*generator)
}

// add notes a pattern unless one for the same is there that comes first.
func (g *generator) add(text, named string) {
	p := parsePattern(text)
	e := entry{skeleton: skeletonOf(p), pattern: p, named: named != ""}
	if named != "" {
		e.skeleton = skeletonOf(parsePattern(named))
	}
	e.base = e.skeleton.base()
	if e.base == "" {
		return
	}
	for i, old := range g.entries {
		if old.base == e.base && !old.named && !e.named {
			return
		}
		if old.skeleton.letter == e.skeleton.letter && old.skeleton.length == e.skeleton.length {
			if !e.named || old.named {
				return
			}
			g.entries[i] = e
			return
		}
	}
	g.entries = append(g.entries, e)
}

// hourLetter is the preferred letter for hours in the region of a locale.
func hourLetter(name string) byte {
	times := cldr.Supplemental("times")
	tag, err := locale.Parse(name)
	if err != nil {
		return 'H'
	}
	full := tag.Maximize()
	for _, key := range []string{full.Language + "_" + full.Region, full.Language + "-" + full.Region, full.Region, "001"} {
		if v, ok := times[key]; ok {
			return v[0]
		}
	}
	return 'H'
}

func letterOf(hc string) byte {
	switch hc {
	case "h11":
		return 'K'
	case "h12":
		return 'h'
	case "h24":
		return 'k'
	}
	return 'H'
}

func cycleOf(letter byte) string {
	switch letter {
	case 'K':
		return "h11"
	case 'h':
		return "h12"
	case 'k':
		return "h24"
	}
	return "h23"
}

// best finds the pattern for a skeleton.
//
// With hours, their length is as in the skeleton, else as CLDR has it.
func (g *generator) best(text string, hours bool) pattern {
	s := skeletonOf(parsePattern(text))
	found, named, missing, extra := g.nearest(&s, 1<<fields-1)
	if missing == 0 && extra == 0 {
		return g.adjust(found, &s, named, how{hours: hours})
	}
	needed := s.mask()
	date := g.appending(&s, needed&dateMask, hours)
	time := g.appending(&s, needed&timeMask, hours)
	if len(date) == 0 {
		return time
	}
	if len(time) == 0 {
		return date
	}
	return parsePattern(fill(g.dates["atTime/"+s.style()], time.String(), date.String()))
}

// style is the style of date that a skeleton is like, which decides how date
// and time are joined.
func (s *skeleton) style() string {
	switch s.baseLength[month] {
	case 4:
		if s.baseLength[weekday] > 0 {
			return "full"
		}
		return "long"
	case 3:
		return "medium"
	}
	return "short"
}

// fill puts texts in the places {0}, {1} and {2} of another.
func fill(text string, values ...string) string {
	pairs := make([]string, 0, 2*len(values))
	for i, v := range values {
		pairs = append(pairs, "{"+string(rune('0'+i))+"}", v)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// nearest is the entry nearest to the fields of s in the mask.
func (g *generator) nearest(s *skeleton, include mask) (found pattern, named *skeleton, missing, extra mask) {
	best := -1
	for i := range g.entries {
		e := &g.entries[i]
		d, m, x := s.distance(&e.skeleton, include)
		if best >= 0 && (d > best || d == best && m <= missing) {
			continue
		}
		best, found, missing, extra, named = d, e.pattern, m, x, nil
		if e.named {
			named = &e.skeleton
		}
		if d == 0 {
			break
		}
	}
	return found, named, missing, extra
}

// appendItems are CLDR's names for the fields that can be appended.
var appendItems = [fields]string{
	era: "Era", year: "Year", quarter: "Quarter", month: "Month", weekOfYear: "Week", weekday: "Day-Of-Week", day: "Day",
	hour: "Hour", minute: "Minute", second: "Second", zone: "Timezone",
}

// fieldNames are CLDR's names for the fields' own names.
var fieldNames = [fields]string{
	era: "era", year: "year", quarter: "quarter", month: "month", weekOfYear: "week", weekday: "weekday", day: "day",
	dayPeriod: "dayperiod", hour: "hour", minute: "minute", second: "second", zone: "zone",
}

// appending builds a pattern piece by piece when no entry has all the fields.
func (g *generator) appending(s *skeleton, include mask, hours bool) pattern {
	if include == 0 {
		return nil
	}
	found, named, missing, _ := g.nearest(s, include)
	result := g.adjust(found, s, named, how{hours: hours})
	const seconds mask = 1<<second | 1<<fraction
	for last := mask(0); missing != 0 && missing != last; {
		if missing&seconds == 1<<fraction && include&seconds == seconds {
			result = g.adjust(result, s, named, how{hours, true})
			missing &^= 1 << fraction
			continue
		}
		next, nextNamed, still, _ := g.nearest(s, missing)
		piece := g.adjust(next, s, nextNamed, how{hours: hours})
		gained := missing &^ still
		missing, last = still, still // one piece is all that ICU appends
		top := field(0)
		for f := range fields {
			if gained.has(f) {
				top = f
			}
		}
		format, ok := g.dates["appendItems/"+appendItems[top]]
		if !ok {
			format = "{0} ├{2}: {1}┤"
		}
		name := fmt.Sprintf("F%d", top)
		if fieldNames[top] != "" {
			name = g.fields[fieldNames[top]+"/displayName"]
		}
		result = parsePattern(fill(format, result.String(), piece.String(), "'"+name+"'"))
	}
	return result
}

// how says how far a found pattern is adjusted: whether hours get the length
// asked for, and whether seconds get fractions.
type how struct{ hours, fractions bool }

// adjust gives a found pattern the lengths that were asked for.
func (g *generator) adjust(found pattern, s *skeleton, named *skeleton, h how) pattern {
	out := make(pattern, 0, len(found))
	for _, it := range found {
		f := formOf(it.letter, it.length)
		if it.letter == 0 || f == nil {
			out = append(out, it)
			continue
		}
		if h.fractions && f.field == second {
			out = append(out, it, item{text: g.decimal}, item{letter: 'S', length: s.length[fraction]})
			continue
		}
		if s.kind[f.field] != none {
			it = g.adjustItem(it, f, s, named, h.hours)
		}
		out = append(out, it)
	}
	return out
}

func (g *generator) adjustItem(it item, f *form, s *skeleton, named *skeleton, hours bool) item {
	asked, length := s.letter[f.field], s.length[f.field]
	if asked == 'E' && length < 3 {
		length = 3
	}
	want := length
	switch {
	case f.field == minute || f.field == second || f.field == hour && !hours:
		want = it.length
	case named != nil && asked != 'c' && asked != 'e':
		patternNumeric, askedNumeric := f.kind > 0, s.kind[f.field] > 0
		if named.length[f.field] == length || patternNumeric != askedNumeric {
			want = it.length
		}
	}
	letter := it.letter
	switch f.field {
	case hour, month, weekday:
	case year:
		if asked == 'Y' {
			letter = asked
		}
	default:
		letter = asked
	}
	if letter == 'E' && want < 3 {
		letter = 'e'
	}
	if f.field == hour && g.hourLetter != 0 {
		switch {
		case asked == g.hourLetter:
			letter = g.hourLetter
		case asked == 'h' && g.hourLetter == 'K':
			letter = 'K'
		case asked == 'H' && g.hourLetter == 'k':
			letter = 'k'
		case asked == 'k' && g.hourLetter == 'H':
			letter = 'H'
		case asked == 'K' && g.hourLetter == 'h':
			letter = 'h'
		}
	}
	return item{letter: letter, length: want}
}
