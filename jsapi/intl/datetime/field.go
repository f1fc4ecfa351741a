package datetime

import "strings"

// A field is one of the fields that a date is made of, in the order that UTS
// 35 gives them.
type field int

const (
	era field = iota
	year
	quarter
	month
	weekOfYear
	weekOfMonth
	weekday
	dayOfYear
	dayOfWeekInMonth
	day
	dayPeriod
	hour
	minute
	second
	fraction
	zone
	fields // how many there are
)

// Kinds of texts and numbers that a field may be, as distances between the
// forms that it has: the nearest form wins. The numbers are ICU's.
const (
	none    = 0
	narrow  = -0x101
	shorter = -0x102
	short   = -0x103
	long    = -0x104
	numeric = 0x100
	delta   = 0x10
)

// A form is one way to write a field: a letter, from a number of them on.
type form struct {
	letter byte
	field  field
	kind   int
	min    int
}

// forms are those that patterns use, rows of a letter together, by length.
var forms = []form{
	{'G', era, short, 1}, {'G', era, long, 4}, {'G', era, narrow, 5},
	{'y', year, numeric, 1}, {'Y', year, numeric + delta, 1}, {'u', year, numeric + 2*delta, 1}, {'r', year, numeric + 3*delta, 1},
	{'U', year, short, 1}, {'U', year, long, 4}, {'U', year, narrow, 5},
	{'Q', quarter, numeric, 1}, {'Q', quarter, short, 3}, {'Q', quarter, long, 4}, {'Q', quarter, narrow, 5},
	{'q', quarter, numeric + delta, 1}, {'q', quarter, short - delta, 3}, {'q', quarter, long - delta, 4}, {'q', quarter, narrow - delta, 5},
	{'M', month, numeric, 1}, {'M', month, short, 3}, {'M', month, long, 4}, {'M', month, narrow, 5},
	{'L', month, numeric + delta, 1}, {'L', month, short - delta, 3}, {'L', month, long - delta, 4}, {'L', month, narrow - delta, 5},
	{'w', weekOfYear, numeric, 1}, {'W', weekOfMonth, numeric, 1},
	{'E', weekday, short, 1}, {'E', weekday, long, 4}, {'E', weekday, narrow, 5}, {'E', weekday, shorter, 6},
	{'c', weekday, numeric + 2*delta, 1}, {'c', weekday, short - 2*delta, 3}, {'c', weekday, long - 2*delta, 4}, {'c', weekday, narrow - 2*delta, 5}, {'c', weekday, shorter - 2*delta, 6},
	{'e', weekday, numeric + delta, 1}, {'e', weekday, short - delta, 3}, {'e', weekday, long - delta, 4}, {'e', weekday, narrow - delta, 5}, {'e', weekday, shorter - delta, 6},
	{'d', day, numeric, 1}, {'g', day, numeric + delta, 1},
	{'D', dayOfYear, numeric, 1}, {'F', dayOfWeekInMonth, numeric, 1},
	{'a', dayPeriod, short, 1}, {'a', dayPeriod, long, 4}, {'a', dayPeriod, narrow, 5},
	{'b', dayPeriod, short - delta, 1}, {'b', dayPeriod, long - delta, 4}, {'b', dayPeriod, narrow - delta, 5},
	{'B', dayPeriod, short - 3*delta, 1}, {'B', dayPeriod, long - 3*delta, 4}, {'B', dayPeriod, narrow - 3*delta, 5},
	{'H', hour, numeric + 10*delta, 1}, {'k', hour, numeric + 11*delta, 1}, {'h', hour, numeric, 1}, {'K', hour, numeric + delta, 1},
	{'m', minute, numeric, 1}, {'s', second, numeric, 1}, {'A', second, numeric + delta, 1}, {'S', fraction, numeric, 1},
	{'v', zone, short - 2*delta, 1}, {'v', zone, long - 2*delta, 4},
	{'z', zone, short, 1}, {'z', zone, long, 4},
	{'Z', zone, narrow - delta, 1}, {'Z', zone, long - delta, 4}, {'Z', zone, short - delta, 5},
	{'O', zone, short - delta, 1}, {'O', zone, long - delta, 4},
	{'V', zone, short - delta, 1}, {'V', zone, long - delta, 2},
}

// formOf finds the form that a run of letters is; nil when the letter has none.
func formOf(letter byte, length int) *form {
	var found *form
	for i := range forms {
		if f := &forms[i]; f.letter == letter && (found == nil || f.min <= length) {
			found = f
		}
	}
	return found
}

// An item is a run of one letter in a pattern, or a literal text.
type item struct {
	letter byte
	length int
	text   string
}

// A pattern is a date pattern of CLDR in its items.
type pattern []item

func parsePattern(text string) pattern {
	var p pattern
	literal := func(s string) {
		if n := len(p); n > 0 && p[n-1].letter == 0 {
			p[n-1].text += s
			return
		}
		p = append(p, item{text: s})
	}
	quoted := false
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '\'' && strings.HasPrefix(text[i:], "''"):
			literal("'")
			i += 2
		case c == '\'':
			quoted = !quoted
			i++
		case !quoted && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'):
			n := 1
			for i+n < len(text) && text[i+n] == c {
				n++
			}
			p = append(p, item{letter: c, length: n})
			i += n
		default:
			literal(text[i : i+1])
			i++
		}
	}
	return p
}

// String is the pattern as CLDR writes it.
func (p pattern) String() string {
	var b strings.Builder
	for _, it := range p {
		if it.letter != 0 {
			b.WriteString(strings.Repeat(string(it.letter), it.length))
			continue
		}
		quote := strings.ContainsFunc(it.text, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' })
		text := strings.ReplaceAll(it.text, "'", "''")
		if quote {
			text = "'" + text + "'"
		}
		b.WriteString(text)
	}
	return b.String()
}

// has says whether the pattern has one of the letters.
func (p pattern) has(letters string) bool { return p.find(letters).letter != 0 }

// find is the first item with one of the letters; none is the zero item.
func (p pattern) find(letters string) item {
	for _, it := range p {
		if it.letter != 0 && strings.IndexByte(letters, it.letter) >= 0 {
			return it
		}
	}
	return item{}
}
