package datetime

import (
	"maps"
	"slices"
	"strings"
	"time"

	"systembus/jsapi/intl/cldr"
)

// An interval writes ranges of dates: the algorithm of UTS 35, part 4, 2.6.3,
// in the way that ICU fills it in.
type interval struct {
	g     *generator
	table map[string]map[string]string // by skeleton, then by the field that differs
	order []string
	// patterns are those of the fields, ways the whole patterns that are used
	// twice where the field differs.
	patterns map[string]intervalPattern
	fallback string
	// date, time and glue are how both are written around a range of times.
	date, time pattern
	glue       string
	full       pattern
}

// An intervalPattern is what is written when one field differs: first with
// the start, second with the end. Without first, second is written twice.
type intervalPattern struct{ first, second pattern }

func newInterval(locale string, p pattern, hc string) *interval {
	iv := &interval{g: generatorOf(locale, hc), table: map[string]map[string]string{}, patterns: map[string]intervalPattern{}}
	dates := cldr.Locale(locale, cldr.Dates)
	iv.fallback = dates["intervalFormats/intervalFormatFallback"]
	for _, key := range slices.Sorted(maps.Keys(dates)) {
		rest, ok := strings.CutPrefix(key, "intervalFormats/")
		skeleton, field, both := strings.Cut(rest, "/")
		if !ok || !both {
			continue
		}
		if iv.table[skeleton] == nil {
			iv.table[skeleton] = map[string]string{}
			iv.order = append(iv.order, skeleton)
		}
		iv.table[skeleton][field] = dates[key]
	}
	s := skeletonOf(p)
	iv.full = iv.g.best(s.String(), false)
	iv.prepare(s.String())
	return iv
}

// prepare finds the patterns for a skeleton.
func (iv *interval) prepare(skeleton string) {
	// ICU takes the shortest form of hours, and of the part of the day with
	// them unless it is narrow.
	if strings.ContainsAny(skeleton, "hHkK") {
		skeleton = shortest.Replace(skeleton)
	}
	date, time, plainDate, plainTime := splitSkeleton(skeleton)
	if date != "" && time != "" {
		iv.glue = iv.g.dates["dateTimeFormats/medium"]
		iv.date, iv.time = iv.g.best(plainDate, false), iv.g.best(plainTime, false)
	}
	found := iv.separate(plainDate, plainTime)
	switch {
	case time == "":
	case date == "":
		whole := iv.g.best("yMd"+time, false)
		for _, field := range []string{"d", "M", "y"} {
			iv.patterns[field] = intervalPattern{second: whole}
		}
		iv.patterns["G"] = intervalPattern{second: iv.g.best("GyMd"+time, false)}
	case found:
		if !strings.Contains(date, "G") {
			iv.patterns["G"] = intervalPattern{second: iv.g.best("G"+skeleton, false)}
		}
		for _, field := range []string{"d", "M", "y"} {
			if !strings.Contains(date, field) {
				skeleton = field + skeleton
				iv.patterns[field] = intervalPattern{second: iv.g.best(skeleton, false)}
			}
		}
		for _, field := range []string{"a", "h", "m"} {
			if one, ok := iv.patterns[field]; ok && one.first != nil {
				both := parsePattern(fill(iv.glue, one.first.String()+one.second.String(), iv.g.best(date, false).String()))
				iv.patterns[field] = halves(both)
			}
		}
	}
}

var shortest = strings.NewReplacer("hh", "h", "HH", "H", "kk", "k", "KK", "K", "BBBBB", "BBBBB", "BBBB", "B")

// splitSkeleton parts a skeleton into date and time, as they are and with
// the lengths that the table has.
func splitSkeleton(s string) (date, time, plainDate, plainTime string) {
	count := map[rune]int{}
	for _, c := range s {
		switch {
		case strings.ContainsRune("EdMy", c):
			date += string(c)
			count[c]++
		case strings.ContainsRune("GYuQqLlWwDFgecUr", c):
			date += string(c)
			plainDate += string(c)
		case strings.ContainsRune("hHmzv", c):
			time += string(c)
			count[c]++
		case c == 'a':
			time += string(c)
		case c != 'O': // which ICU forgets
			time += string(c)
			plainTime += string(c)
		}
	}
	plainDate += strings.Repeat("y", count['y'])
	switch n := count['M']; {
	case n >= 3:
		plainDate += strings.Repeat("M", min(n, 5))
	case n > 0:
		plainDate += "M"
	}
	switch n := count['E']; {
	case n > 3:
		plainDate += strings.Repeat("E", min(n, 5))
	case n > 0:
		plainDate += "E"
	}
	if count['d'] > 0 {
		plainDate += "d"
	}
	switch {
	case count['H'] > 0:
		plainTime += "H"
	case count['h'] > 0:
		plainTime += "h"
	}
	for _, c := range "mzv" {
		if count[c] > 0 {
			plainTime += string(c)
		}
	}
	return date, time, plainDate, plainTime
}

// separate finds the patterns of the table for a date or a time alone.
func (iv *interval) separate(date, time string) bool {
	wanted := time
	if time == "" {
		wanted = date
	}
	best, difference := iv.nearest(wanted)
	if difference < 0 {
		return false
	}
	if time != "" {
		for _, field := range []string{"m", "h", "a"} {
			iv.set(field, wanted, best, difference, false)
		}
		return true
	}
	iv.set("d", wanted, best, difference, true)
	if skeleton, nearest, ok := iv.set("M", wanted, best, difference, true); ok {
		wanted, best = skeleton, nearest
	}
	iv.set("y", wanted, best, difference, true)
	iv.set("G", wanted, best, difference, true)
	return true
}

// lengths counts the letters of a skeleton.
func lengths(skeleton string) (n [128]int) {
	for i := range len(skeleton) {
		n[skeleton[i]]++
	}
	return n
}

// nearest is the table's skeleton nearest to the one wanted. difference is 0
// for the same, 1 when only lengths differ, 2 when letters stand for others,
// and -1 when fields do.
func (iv *interval) nearest(wanted string) (best string, difference int) {
	replaced := strings.NewReplacer("z", "v", "k", "H", "K", "h", "a", "", "b", "").Replace(wanted)
	want := lengths(replaced)
	least := -1
	for _, skeleton := range iv.order {
		have := lengths(skeleton)
		distance, fields := 0, 1
		for c := range want {
			switch w, h := want[c], have[c]; {
			case w == h:
			case w == 0 || h == 0:
				fields = -1
				distance += 0x1000
			case c == 'M' && (w <= 2) != (h <= 2):
				distance += 0x100
			case w > h:
				distance += w - h
			default:
				distance += h - w
			}
		}
		if least < 0 || distance < least {
			best, least, difference = skeleton, distance, fields
		}
		if distance == 0 {
			difference = 0
			break
		}
	}
	if least < 0 {
		return "", -1
	}
	if replaced != wanted && difference != -1 {
		difference = 2
	}
	return best, difference
}

// lookup is a pattern of the table. Hours and parts of the day differ under the
// names of their own letters there.
func (iv *interval) lookup(skeleton, field string) string {
	t := iv.table[skeleton]
	other := map[string]string{"h": "H", "a": "B"}[field]
	if text, ok := t[other]; ok {
		return text
	}
	return t[field]
}

func (iv *interval) set(field, skeleton, best string, difference int, extend bool) (string, string, bool) {
	text := iv.lookup(best, field)
	extendedSkeleton, extendedBest := "", ""
	if text == "" {
		if ignored(best, field) {
			return "", "", false
		}
		if field == "a" {
			if text = iv.lookup(best, "h"); text != "" {
				iv.patterns[field] = halves(widen(skeleton, best, text, difference))
			}
			return "", "", false
		}
		if extend {
			extendedSkeleton, extendedBest = field+skeleton, field+best
			text = iv.lookup(extendedBest, field)
			if text == "" && difference == 0 {
				if other, d := iv.nearest(extendedBest); d != -1 {
					text, best, difference = iv.lookup(other, field), other, d
				}
			}
		}
	}
	if text == "" {
		return "", "", false
	}
	iv.patterns[field] = halves(widen(skeleton, best, text, difference))
	return extendedSkeleton, extendedBest, extendedSkeleton != ""
}

// ignored says whether a field is smaller than all of a skeleton's.
func ignored(skeleton, field string) bool {
	level := map[rune]int{'G': 0, 'y': 1, 'M': 2, 'L': 2, 'd': 3, 'E': 3, 'c': 3, 'a': 4, 'h': 5, 'H': 5, 'k': 5, 'K': 5, 'm': 6, 's': 7, 'S': 8}
	mine := level[rune(field[0])]
	for _, c := range skeleton {
		if l, ok := level[c]; ok && mine <= l {
			return false
		}
	}
	return true
}

// widen gives a pattern of the table the lengths that were asked for.
func widen(wanted, best, text string, difference int) pattern {
	p := parsePattern(text)
	if difference == 0 {
		return p
	}
	want, have := lengths(wanted), lengths(best)
	if have['a'] == 0 {
		have['a'] = 1
	}
	for i, it := range p {
		if it.letter == 0 {
			continue
		}
		c := it.letter
		if difference == 2 {
			switch {
			case c == 'v' && want['z'] > 0:
				p[i].letter = 'z'
			case c == 'h' && want['K'] > 0:
				p[i].letter = 'K'
			case c == 'H' && want['k'] > 0:
				p[i].letter = 'k'
			}
			c = p[i].letter
		}
		if c == 'L' {
			c = 'M'
		}
		if have[c] == it.length && want[c] > have[c] {
			p[i].length = want[c]
		}
	}
	return p
}

// halves parts a pattern before the first letter that comes again.
func halves(p pattern) intervalPattern {
	seen := map[byte]bool{}
	for i, it := range p {
		if it.letter == 0 {
			continue
		}
		if seen[it.letter] {
			return intervalPattern{first: p[:i:i], second: p[i:]}
		}
		seen[it.letter] = true
	}
	return intervalPattern{first: p}
}

// Range is the text of the time from one moment to another.
func (f *Formatter) Range(from, to int64) string {
	var b strings.Builder
	parts := f.RangeParts(from, to)
	for _, p := range parts {
		b.WriteString(p.Value)
	}
	if len(parts) > 0 && parts[0].Source == "shared" && !slices.ContainsFunc(parts, func(p Part) bool { return p.Source != "shared" }) {
		return strings.ReplaceAll(b.String(), narrowSpace, " ")
	}
	return b.String()
}

// RangeParts are the pieces of a range. Source says which date each is of.
func (f *Formatter) RangeParts(from, to int64) []Part {
	iv := f.interval()
	a, b := f.zone.At(from), f.zone.At(to)
	field := differs(a, b)
	single := func() []Part {
		parts := f.Parts(from)
		for i := range parts {
			parts[i].Source = "shared"
		}
		return parts
	}
	if field == "" {
		return single()
	}
	one, ok := iv.patterns[field]
	switch {
	case !ok && f.shows(field):
		return spans(f.twice(iv, iv.full, strings.Contains("ahmsS", field), a, b))
	case !ok:
		return single()
	case one.first == nil:
		return spans(f.twice(iv, one.second, strings.Contains("ahmsS", field), a, b))
	}
	return spans(f.write(f.write(nil, one.first, a), one.second, b))
}

// shows says whether a pattern shows a change of the field.
func (f *Formatter) shows(field string) bool {
	var letters strings.Builder
	for _, it := range f.pattern {
		if it.letter != 0 {
			letters.WriteByte(it.letter)
		}
	}
	return !ignored(letters.String(), field)
}

// twice writes both dates in full, or the date once and both times.
func (f *Formatter) twice(iv *interval, p pattern, sameDay bool, a, b time.Time) []Part {
	both := func(p pattern) []Part {
		before, rest, _ := strings.Cut(iv.fallback, "{0}")
		between, after, _ := strings.Cut(rest, "{1}")
		parts := literal(nil, before)
		parts = f.write(parts, p, a)
		parts = literal(parts, between)
		parts = f.write(parts, p, b)
		return literal(parts, after)
	}
	if !sameDay || iv.date == nil {
		return both(p)
	}
	var parts []Part
	rest := iv.glue
	for rest != "" {
		i := strings.IndexByte(rest, '{')
		if i < 0 {
			i = len(rest)
		}
		for _, it := range parsePattern(rest[:i]) {
			parts = literal(parts, it.text)
		}
		rest = rest[i:]
		switch {
		case strings.HasPrefix(rest, "{0}"):
			parts = append(parts, both(iv.time)...)
		case strings.HasPrefix(rest, "{1}"):
			parts = f.write(parts, iv.date, a)
		}
		rest = rest[min(3, len(rest)):]
	}
	return parts
}

func literal(parts []Part, text string) []Part {
	if text == "" {
		return parts
	}
	return append(parts, Part{Type: "literal", Value: text})
}

// differs is the largest field in which two dates differ.
func differs(a, b time.Time) string {
	switch {
	case (a.Year() > 0) != (b.Year() > 0):
		return "G"
	case a.Year() != b.Year():
		return "y"
	case a.Month() != b.Month():
		return "M"
	case a.Day() != b.Day():
		return "d"
	case a.Hour() < 12 != (b.Hour() < 12):
		return "a"
	case a.Hour() != b.Hour():
		return "h"
	case a.Minute() != b.Minute():
		return "m"
	case a.Second() != b.Second():
		return "s"
	case a.Nanosecond()/1e6 != b.Nanosecond()/1e6:
		return "S"
	}
	return ""
}

// spans says of which date every part is. Only what is there twice belongs to
// one date, with what lies between.
func spans(parts []Part) []Part {
	startA, endA, startB, endB := -1, -1, -1, -1
	for i := range parts {
		parts[i].Source = "shared"
		if parts[i].Type == "literal" {
			continue
		}
		for j := i + 1; j < len(parts); j++ {
			if parts[j].Type != parts[i].Type {
				continue
			}
			if startA < 0 || i < startA {
				startA = i
			}
			if startB < 0 || j < startB {
				startB = j
			}
			endA, endB = max(endA, i), max(endB, j)
			break
		}
	}
	if startA < 0 {
		return mergeLiterals(parts)
	}
	for i := startA; i <= endA; i++ {
		parts[i].Source = "startRange"
	}
	for i := startB; i <= endB; i++ {
		parts[i].Source = "endRange"
	}
	return mergeLiterals(parts)
}

// mergeLiterals joins literals of one source that follow each other.
func mergeLiterals(parts []Part) []Part {
	out := parts[:0]
	for _, p := range parts {
		if n := len(out); n > 0 && p.Type == "literal" && out[n-1].Type == "literal" && out[n-1].Source == p.Source {
			out[n-1].Value += p.Value
			continue
		}
		out = append(out, p)
	}
	return out
}
