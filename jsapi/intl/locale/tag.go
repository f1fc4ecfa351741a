// Package locale reads, writes and matches Unicode locale identifiers
// (UTS 35 3, BCP 47), as ECMA-402 wants them.
package locale

import (
	"fmt"
	"slices"
	"strings"
)

// A Tag is a locale identifier in its parts, in canonical case.
type Tag struct {
	Language, Script, Region string
	// Variants are sorted.
	Variants []string
	// Unicode are the keywords of the -u- extension by key; "" is a value that
	// is left out, as in "-u-kn".
	Unicode map[string]string
	// Attributes are what comes before the keywords.
	Attributes []string
	// Others are the remaining extensions and the private use part, as they
	// are written, sorted: "t-en", "x-mine".
	Others []string
}

// An InvalidError is text that is no locale identifier.
type InvalidError struct{ Text string }

// Error implements error, in the words of V8.
func (e *InvalidError) Error() string {
	return "Incorrect locale information provided"
}

// Parse reads a locale identifier and makes it canonical, with the aliases of
// CLDR: "EN-uk" is "en-GB", "iw" is "he". The error is an *InvalidError.
func Parse(text string) (Tag, error) {
	t, ok := parse(text)
	if !ok {
		return Tag{}, fmt.Errorf("%w", &InvalidError{text})
	}
	t.canonicalize()
	return t, nil
}

func parse(text string) (Tag, bool) {
	var t Tag
	for i := range len(text) {
		if c := text[i]; !alphanumeric(c) && c != '-' {
			return t, false
		}
	}
	parts := strings.Split(strings.ToLower(text), "-")
	next := func() string {
		if len(parts) == 0 {
			return ""
		}
		return parts[0]
	}
	take := func() string {
		p := parts[0]
		parts = parts[1:]
		return p
	}
	if p := next(); !alpha(p) || len(p) < 2 || len(p) == 4 || len(p) > 8 {
		return t, false
	}
	t.Language = take()
	if p := next(); len(p) == 4 && alpha(p) {
		p = take()
		t.Script = strings.ToUpper(p[:1]) + p[1:]
	}
	if p := next(); len(p) == 2 && alpha(p) || len(p) == 3 && digits(p) {
		t.Region = strings.ToUpper(take())
	}
	for isVariant(next()) {
		v := take()
		if slices.Contains(t.Variants, v) {
			return t, false
		}
		t.Variants = append(t.Variants, v)
	}
	slices.Sort(t.Variants)
	seen := map[string]bool{}
	for len(parts) > 0 {
		singleton := take()
		if len(singleton) != 1 || seen[singleton] {
			return t, false
		}
		seen[singleton] = true
		var body []string
		for len(parts) > 0 && (len(next()) > 1 || singleton == "x") {
			p := take()
			if len(p) == 0 || len(p) > 8 {
				return t, false
			}
			body = append(body, p)
		}
		if len(body) == 0 {
			return t, false
		}
		switch singleton {
		case "u":
			if !t.keywords(body) {
				return t, false
			}
		case "t":
			if !transformed(body) {
				return t, false
			}
			t.Others = append(t.Others, "t-"+strings.Join(body, "-"))
		default:
			t.Others = append(t.Others, singleton+"-"+strings.Join(body, "-"))
		}
		if singleton == "x" {
			break
		}
	}
	return t, len(parts) == 0
}

// keywords reads the body of a -u- extension.
func (t *Tag) keywords(body []string) bool {
	t.Unicode = map[string]string{}
	for len(body) > 0 && len(body[0]) > 2 {
		if !slices.Contains(t.Attributes, body[0]) {
			t.Attributes = append(t.Attributes, body[0])
		}
		body = body[1:]
	}
	slices.Sort(t.Attributes)
	for len(body) > 0 {
		key := body[0]
		if len(key) != 2 || !letter(key[1]) {
			return false
		}
		body = body[1:]
		var value []string
		for len(body) > 0 && len(body[0]) > 2 {
			value = append(value, body[0])
			body = body[1:]
		}
		if _, ok := t.Unicode[key]; !ok {
			t.Unicode[key] = strings.Join(value, "-")
		}
	}
	return true
}

// transformed checks the body of a -t- extension: a language, then fields.
func transformed(body []string) bool {
	i := 0
	for i < len(body) && !(len(body[i]) == 2 && letter(body[i][0]) && digits(body[i][1:])) {
		i++
	}
	if i > 0 {
		if inner, ok := parse(strings.Join(body[:i], "-")); !ok || inner.Unicode != nil || inner.Others != nil {
			return false
		}
	}
	for i < len(body) {
		i++
		start := i
		for i < len(body) && len(body[i]) > 2 {
			i++
		}
		if i == start {
			return false
		}
		if i < len(body) && !(len(body[i]) == 2 && letter(body[i][0]) && digits(body[i][1:])) {
			return false
		}
	}
	return true
}

func isVariant(p string) bool {
	return len(p) >= 5 && len(p) <= 8 || len(p) == 4 && p[0] >= '0' && p[0] <= '9'
}

// Base is the tag without extensions: "sv-SE".
func (t Tag) Base() string {
	parts := []string{t.Language}
	for _, p := range []string{t.Script, t.Region} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(append(parts, t.Variants...), "-")
}

// String is the whole tag, canonical.
func (t Tag) String() string {
	extensions := slices.Clone(t.Others)
	if len(t.Unicode) > 0 || len(t.Attributes) > 0 {
		u := append([]string{"u"}, t.Attributes...)
		keys := make([]string, 0, len(t.Unicode))
		for k := range t.Unicode {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			u = append(u, k)
			if v := t.Unicode[k]; v != "" {
				u = append(u, v)
			}
		}
		extensions = append(extensions, strings.Join(u, "-"))
	}
	slices.SortFunc(extensions, func(a, b string) int {
		if (a[0] == 'x') != (b[0] == 'x') {
			if a[0] == 'x' {
				return 1
			}
			return -1
		}
		return int(a[0]) - int(b[0])
	})
	return strings.Join(append([]string{t.Base()}, extensions...), "-")
}

func letter(c byte) bool       { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func digit(c byte) bool        { return c >= '0' && c <= '9' }
func alphanumeric(c byte) bool { return letter(c) || digit(c) }

func alpha(s string) bool {
	for i := range len(s) {
		if !letter(s[i]) {
			return false
		}
	}
	return s != ""
}

func digits(s string) bool {
	for i := range len(s) {
		if !digit(s[i]) {
			return false
		}
	}
	return s != ""
}
