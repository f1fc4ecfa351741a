package number

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A pattern is a number pattern of CLDR (UTS 35, part 3): what stands around
// the digits, and how they are grouped.
type pattern struct {
	prefix, suffix []affix
	// negative tells of a form of its own for negative numbers.
	negative                     bool
	negativePrefix, negativeSufx []affix
	primary, secondary           int
	// zeros counts the integer digits, which in compact patterns is what is
	// left of the number.
	zeros int
}

// An affix is a piece beside the digits: a literal text, or one of the signs
// '-', '+', '%' and '¤'.
type affix struct {
	sign rune
	text string
}

func parsePattern(text string) pattern {
	positive, negative, has := cutUnquoted(text)
	p := pattern{negative: has}
	var body string
	p.prefix, body, p.suffix = split(positive)
	if has {
		p.negativePrefix, _, p.negativeSufx = split(negative)
	}
	whole, _, _ := strings.Cut(body, ".")
	whole, _, _ = strings.Cut(whole, "E")
	p.zeros = strings.Count(whole, "0")
	groups := strings.Split(whole, ",")
	if n := len(groups); n > 1 {
		p.primary = len(groups[n-1])
		p.secondary = p.primary
		if n > 2 {
			p.secondary = len(groups[n-2])
		}
	}
	return p
}

func cutUnquoted(text string) (string, string, bool) {
	quoted := false
	for i := range len(text) {
		switch {
		case text[i] == '\'':
			quoted = !quoted
		case text[i] == ';' && !quoted:
			return text[:i], text[i+1:], true
		}
	}
	return text, "", false
}

// split parts a subpattern into what is before the digits, the digits, and
// what is after.
func split(text string) (before []affix, body string, after []affix) {
	into := &before
	quoted := false
	literal := func(s string) {
		if n := len(*into); n > 0 && (*into)[n-1].sign == 0 {
			(*into)[n-1].text += s
			return
		}
		*into = append(*into, affix{text: s})
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '\'':
			if strings.HasPrefix(text[i:], "''") {
				literal("'")
				i++
			} else {
				quoted = !quoted
			}
		case quoted:
			literal(string(r))
		case strings.ContainsRune("#0,.@", r):
			body += string(r)
			into = &after
		case r == 'E' && body != "" && after == nil:
			body += "E"
		case r == '-' || r == '+' || r == '%' || r == '¤':
			*into = append(*into, affix{sign: r})
		default:
			literal(string(r))
		}
		i += size
	}
	return before, body, after
}

// around parts a text such as "{0} km" at the number's place.
func around(text string) (before, after string, ok bool) {
	return strings.Cut(text, "{0}")
}

// trimmed are the parts of a text of which the outer spaces are literal.
func trimmed(kind, text string) []Part {
	var parts []Part
	body := strings.TrimFunc(text, space)
	if body == "" {
		if text != "" {
			parts = append(parts, Part{Type: "literal", Value: text})
		}
		return parts
	}
	i := strings.Index(text, body)
	if i > 0 {
		parts = append(parts, Part{Type: "literal", Value: text[:i]})
	}
	parts = append(parts, Part{Type: kind, Value: body})
	if rest := text[i+len(body):]; rest != "" {
		parts = append(parts, Part{Type: "literal", Value: rest})
	}
	return parts
}

func space(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Bidi_Control, r) }
