package regexp

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"systembus/jsapi/regexp/unicode"
)

// Needed says whether a pattern with these flags needs Rewrite: the engine
// takes all others as they are.
func Needed(pattern, flags string) bool {
	if strings.ContainsAny(flags, "dv") {
		return true
	}
	return strings.Contains(flags, "u") && (strings.Contains(pattern, `\p`) || strings.Contains(pattern, `\P`))
}

// Rewrite gives a pattern and flags that mean the same to the engine, which
// has neither Unicode properties nor the set notation of the v flag: classes
// become the code points that they stand for. The error is a mistake in the
// pattern, or a flag that the engine cannot do.
func Rewrite(pattern, flags string) (string, string, error) {
	if strings.Contains(flags, "d") {
		return "", "", fmt.Errorf("Invalid flags supplied to RegExp constructor '%s': the host's regular expressions have no match indices (flag d)", flags)
	}
	sets := strings.Contains(flags, "v")
	if sets && strings.Contains(flags, "u") {
		return "", "", fmt.Errorf("Invalid flags supplied to RegExp constructor '%s'", flags)
	}
	r := &rewriter{pattern: pattern, flags: flags, sets: sets, fold: strings.Contains(flags, "i")}
	if err := r.run(); err != nil {
		return "", "", fmt.Errorf("Invalid regular expression: /%s/%s: %w", pattern, flags, err)
	}
	return r.out.String(), strings.ReplaceAll(flags, "v", "u"), nil
}

type rewriter struct {
	pattern, flags string
	sets, fold     bool
	at             int
	out            strings.Builder
}

func (r *rewriter) run() error {
	for r.at < len(r.pattern) {
		switch c := r.pattern[r.at]; {
		case c == '\\' && r.property():
			set, err := r.escapeProperty()
			if err != nil {
				return err
			}
			r.out.WriteString(class(set))
		case c == '\\':
			n := min(2, len(r.pattern)-r.at)
			r.out.WriteString(r.pattern[r.at : r.at+n])
			r.at += n
		case c == '[' && r.sets:
			v, err := r.setClass()
			if err != nil {
				return err
			}
			r.out.WriteString(v.expression())
		case c == '[':
			if err := r.plainClass(); err != nil {
				return err
			}
		default:
			r.out.WriteByte(c)
			r.at++
		}
	}
	return nil
}

// property says whether a property escape is next.
func (r *rewriter) property() bool {
	return r.at+1 < len(r.pattern) && (r.pattern[r.at+1] == 'p' || r.pattern[r.at+1] == 'P')
}

// escapeProperty reads \p{...} or \P{...}.
func (r *rewriter) escapeProperty() (unicode.Set, error) {
	rest := r.pattern[r.at:]
	end := strings.IndexByte(rest, '}')
	if len(rest) < 3 || rest[2] != '{' || end < 0 {
		return nil, fmt.Errorf("Invalid property name")
	}
	name := rest[3:end]
	r.at += end + 1
	set, ok := unicode.Property(name)
	if !ok {
		return nil, fmt.Errorf("Invalid property name %q", name)
	}
	if rest[1] == 'P' {
		return set.Complement(), nil
	}
	return set, nil
}

// plainClass copies a class of the u flag, with its properties spelled out.
func (r *rewriter) plainClass() error {
	r.out.WriteByte('[')
	r.at++
	for r.at < len(r.pattern) {
		switch c := r.pattern[r.at]; {
		case c == ']':
			r.out.WriteByte(']')
			r.at++
			return nil
		case c == '\\' && r.property():
			set, err := r.escapeProperty()
			if err != nil {
				return err
			}
			writeRanges(&r.out, set)
		case c == '\\':
			n := min(2, len(r.pattern)-r.at)
			r.out.WriteString(r.pattern[r.at : r.at+n])
			r.at += n
		default:
			r.out.WriteByte(c)
			r.at++
		}
	}
	return fmt.Errorf("Unterminated character class")
}

// class is a class of exactly the set.
func class(s unicode.Set) string {
	if len(s) == 0 {
		return `[^\u{0}-\u{10ffff}]` // the engine's [] has the highest planes
	}
	var b strings.Builder
	b.WriteByte('[')
	writeRanges(&b, s)
	b.WriteByte(']')
	return b.String()
}

func writeRanges(b *strings.Builder, s unicode.Set) {
	for _, one := range s {
		writeRune(b, one.From)
		if one.To > one.From {
			b.WriteByte('-')
			writeRune(b, one.To)
		}
	}
}

func writeRune(b *strings.Builder, r rune) {
	b.WriteString(`\u{`)
	b.WriteString(strconv.FormatInt(int64(r), 16))
	b.WriteByte('}')
}

// A setValue is what a class of the v flag stands for: characters, and
// strings of more or fewer than one.
type setValue struct {
	chars   unicode.Set
	strings []string
}

// expression is the value without set notation. Longer strings come first.
func (v setValue) expression() string {
	if len(v.strings) == 0 {
		return class(v.chars)
	}
	list := slices.Clone(v.strings)
	slices.SortStableFunc(list, func(a, b string) int { return utf8.RuneCountInString(b) - utf8.RuneCountInString(a) })
	var b strings.Builder
	b.WriteString("(?:")
	done := false
	for i, s := range list {
		if s == "" && !done {
			b.WriteString(class(v.chars) + "|")
			done = true
		}
		for _, c := range s {
			writeRune(&b, c)
		}
		if i < len(list)-1 {
			b.WriteByte('|')
		}
	}
	if !done {
		b.WriteString("|" + class(v.chars))
	}
	b.WriteByte(')')
	return b.String()
}
