// Package plural finds the plural category of a number in a language
// (UTS 35, part 3, Language Plural Rules).
package plural

import (
	"strings"
	"sync"

	"systembus/jsapi/intl/cldr"
)

// order is the order in which ICU tries the rules, which matters only where
// one number fits two of them.
var order = []string{"few", "many", "one", "two", "zero"}

// Operands describe a number as it is written.
type Operands struct {
	// N is the absolute value, I its integer part.
	N float64
	I uint64
	// V and W count the digits of the fraction with and without trailing
	// zeros; F and T are these digits as numbers.
	V, W int
	F, T uint64
	// C is the exponent of compact notation.
	C int
}

// Rules tell the categories of one language.
type Rules struct {
	names []string
	tests []condition
}

// Category is the category of a number.
func (r *Rules) Category(o Operands) string {
	for i, test := range r.tests {
		if test(o) {
			return r.names[i]
		}
	}
	return "other"
}

// Names are the categories that the language has, with "other".
func (r *Rules) Names() []string { return append(append([]string{}, r.names...), "other") }

// A condition is a plural rule.
type condition func(Operands) bool

// cache keeps the rules, which never change, by table and language.
var cache sync.Map

// Cardinal are the rules for how many things there are.
func Cardinal(locale string) *Rules { return load("plurals", locale) }

// Ordinal are the rules for which in a row.
func Ordinal(locale string) *Rules { return load("ordinals", locale) }

func load(table, locale string) *Rules {
	data := cldr.Supplemental(table)
	for {
		if _, ok := data[locale+"/other"]; ok {
			break
		}
		i := strings.LastIndexByte(locale, '-')
		if i < 0 {
			break
		}
		locale = locale[:i]
	}
	key := table + "/" + locale
	if r, ok := cache.Load(key); ok {
		return r.(*Rules)
	}
	r := &Rules{}
	for _, name := range order {
		if text, ok := data[locale+"/"+name]; ok {
			r.names = append(r.names, name)
			r.tests = append(r.tests, parse(text))
		}
	}
	cache.Store(key, r)
	return r
}

// Range is the category of a range from a number of one category to one of
// another.
func Range(locale, start, end string) string {
	language, _, _ := strings.Cut(locale, "-")
	if c, ok := cldr.Supplemental("ranges")[language+"/"+start+"/"+end]; ok {
		return c
	}
	return "other"
}
