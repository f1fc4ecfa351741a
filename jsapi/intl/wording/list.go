// Package wording writes lists, relative times and the names of languages,
// regions, scripts and currencies, as Intl.ListFormat, RelativeTimeFormat and
// DisplayNames do (ECMA-402 13, 18 and 12).
package wording

import (
	"strings"

	"systembus/jsapi/intl/cldr"
)

// A Part is a piece of a text and what it stands for.
type Part struct {
	Type  string `json:"type"`
	Value string `json:"value"`
	Unit  string `json:"unit,omitempty"`
}

// List joins elements. kind is "conjunction", "disjunction" or "unit", style
// "long", "short" or "narrow".
func List(locale, kind, style string, elements []string) []Part {
	name := map[string]string{"conjunction": "standard", "disjunction": "or", "unit": "unit"}[kind]
	if style != "long" {
		name += "-" + style
	}
	table := cldr.Locale(locale, cldr.Lists)
	pattern := func(which string) string { return table["listPattern-type-"+name+"/"+which] }
	element := func(s string) []Part { return []Part{{Type: "element", Value: s}} }
	n := len(elements)
	switch n {
	case 0:
		return nil
	case 1:
		return element(elements[0])
	case 2:
		return join(chosen(locale, pattern("2"), elements[1]), element(elements[0]), element(elements[1]))
	}
	out := join(chosen(locale, pattern("end"), elements[n-1]), element(elements[n-2]), element(elements[n-1]))
	for i := n - 3; i >= 0; i-- {
		which := "middle"
		if i == 0 {
			which = "start"
		}
		out = join(pattern(which), element(elements[i]), out)
	}
	return out
}

// join puts parts at {0} and {1} of a pattern.
func join(pattern string, first, second []Part) []Part {
	var out []Part
	for pattern != "" {
		i := strings.IndexByte(pattern, '{')
		if i < 0 {
			i = len(pattern)
		}
		if i > 0 {
			out = append(out, Part{Type: "literal", Value: pattern[:i]})
		}
		pattern = pattern[i:]
		switch {
		case strings.HasPrefix(pattern, "{0}"):
			out = append(out, first...)
		case strings.HasPrefix(pattern, "{1}"):
			out = append(out, second...)
		}
		pattern = pattern[min(3, len(pattern)):]
	}
	return out
}

// chosen changes the word for "and" or "or" where the next one's sound asks
// for it: Spanish "y" before i, "o" before o.
func chosen(locale, pattern, next string) string {
	if language, _, _ := strings.Cut(locale, "-"); language != "es" {
		return pattern
	}
	lower := strings.ToLower(next)
	switch {
	case strings.Contains(pattern, " y "):
		if strings.HasPrefix(lower, "i") || strings.HasPrefix(lower, "hi") && !strings.HasPrefix(lower, "hia") && !strings.HasPrefix(lower, "hie") {
			return strings.Replace(pattern, " y ", " e ", 1)
		}
	case strings.Contains(pattern, " o "):
		if strings.HasPrefix(lower, "o") || strings.HasPrefix(lower, "ho") || strings.HasPrefix(lower, "8") || lower == "11" || strings.HasPrefix(lower, "11 ") {
			return strings.Replace(pattern, " o ", " u ", 1)
		}
	}
	return pattern
}
