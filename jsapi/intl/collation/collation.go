// Package collation compares strings as Intl.Collator does (ECMA-402 10), by
// the tables of golang.org/x/text.
package collation

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Options are those of an Intl.Collator.
type Options struct {
	Locale string `json:"locale"`
	// Sensitivity is "base", "accent", "case" or "variant".
	Sensitivity       string `json:"sensitivity"`
	Numeric           bool   `json:"numeric"`
	IgnorePunctuation bool   `json:"ignorePunctuation"`
	// CaseFirst is "upper", "lower" or "false".
	CaseFirst string `json:"caseFirst"`
}

// A Collator compares strings. Unlike those of x/text it may be used by many
// goroutines.
type Collator struct {
	o Options
	// primary compares letters, accent also their accents, full everything.
	primary, accent, full sync.Pool
}

// languages are those whose order the tables have as ICU has it. Those of
// other languages are too old, or lack the order of scripts.
var languages = strings.Fields("af ca cs de en es eu fi fil fr gl hr hu id is it lt ms nl pl pt ro sk sl sv sw tr vi zu")

// Known says whether strings can be sorted in a locale.
func Known(locale string) bool {
	language, _, _ := strings.Cut(locale, "-")
	return slices.Contains(languages, language)
}

// New makes a collator for a locale that Known lists.
func New(o Options) *Collator {
	tag := language.Make(o.Locale)
	pool := func(options ...collate.Option) sync.Pool {
		return sync.Pool{New: func() any { return collate.New(tag, options...) }}
	}
	return &Collator{o: o, primary: pool(collate.Loose), accent: pool(collate.IgnoreCase), full: pool()}
}

func with(pool *sync.Pool, a, b string) int {
	c := pool.Get().(*collate.Collator)
	defer pool.Put(c)
	return c.CompareString(a, b)
}

// Compare is -1, 0 or 1.
func (c *Collator) Compare(a, b string) int {
	if a == b {
		return 0
	}
	rawA, rawB := a, b
	if c.o.IgnorePunctuation {
		a, b = strings.Map(unpunctuated, a), strings.Map(unpunctuated, b)
	}
	if c.o.Numeric {
		a, b = numbered(a), numbered(b)
	}
	a, b = familiar(a), familiar(b)
	switch c.o.Sensitivity {
	case "base":
		return cmp.Or(with(&c.primary, a, b), newer(rawA, rawB))
	case "accent":
		return cmp.Or(with(&c.accent, a, b), newer(rawA, rawB))
	case "case":
		if d := with(&c.primary, a, b); d != 0 {
			return d
		}
		return cmp.Or(c.cases(a, b), newer(rawA, rawB))
	}
	if d := with(&c.accent, a, b); d != 0 {
		return d
	}
	if c.o.CaseFirst == "upper" {
		if d := c.cases(a, b); d != 0 {
			return d
		}
	}
	return cmp.Or(with(&c.full, a, b), newer(rawA, rawB))
}

// cases compares strings of the same letters by the case of these.
func (c *Collator) cases(a, b string) int {
	d := strings.Compare(upper(a), upper(b))
	if c.o.CaseFirst == "upper" {
		return -d
	}
	return d
}

// upper tells for every letter whether it is a capital.
func upper(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsUpper(r), unicode.IsTitle(r):
			return '1'
		case unicode.IsLetter(r):
			return '0'
		}
		return -1
	}, norm.NFD.String(s))
}

// unpunctuated drops what ignorePunctuation ignores.
func unpunctuated(r rune) rune {
	if unicode.IsPunct(r) || unicode.IsSpace(r) || unicode.Is(unicode.Z, r) {
		return -1
	}
	return r
}

// numbered puts before every number how many digits it has, so that a longer
// one is greater, and leaves out zeros in front. Digits that cannot be part of
// a number, such as ², come after all that can.
func numbered(s string) string {
	if !strings.ContainsFunc(s, unicode.IsNumber) {
		return s
	}
	var b strings.Builder
	var digits []rune
	end := func() {
		for len(digits) > 1 && zero(digits[0]) {
			digits = digits[1:]
		}
		if len(digits) > 0 {
			fmt.Fprintf(&b, "%07d%s", len(digits), string(digits))
		}
		digits = digits[:0]
	}
	for _, r := range s {
		if unicode.IsDigit(r) {
			digits = append(digits, r)
			continue
		}
		end()
		if unicode.IsNumber(r) {
			b.WriteString("9999999")
		}
		b.WriteRune(r)
	}
	end()
	return b.String()
}

func zero(r rune) bool { return r == '0' || r > 0x7f && norm.NFKD.String(string(r)) == "0" }

// stand is a pictograph that the tables have; newer ones are sorted like it,
// among themselves by code point.
const stand = '\U0001F4A9'

func unknown(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF && !(r >= 0x1F300 && r <= 0x1F5FF) && !(r >= 0x1F600 && r <= 0x1F640)
}

func familiar(s string) string {
	if !strings.ContainsFunc(s, unknown) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unknown(r) {
			return stand
		}
		return r
	}, s)
}

// newer compares strings that are equal but for newer pictographs.
func newer(a, b string) int {
	if !strings.ContainsFunc(a, unknown) && !strings.ContainsFunc(b, unknown) {
		return 0
	}
	return strings.Compare(a, b)
}
