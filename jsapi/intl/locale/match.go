package locale

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"systembus/jsapi/intl/cldr"
)

// Default is the locale of scripts that name none.
const Default = "en-US"

// tables are which locales there are.
var tables = sync.OnceValue(func() (t struct{ known, exist map[string]bool }) {
	t.known, t.exist = map[string]bool{}, map[string]bool{}
	add := func(set map[string]bool, locales []string) {
		for _, l := range locales {
			set[l] = true
			tag, _ := parse(l)
			if len(tag.Variants) > 0 {
				continue
			}
			// The region that a language implies needs no data of its own, and
			// a region may imply the script: "sv-SE" is "sv", "zh-TW" is
			// "zh-Hant-TW".
			full := tag.Maximize()
			set[full.Language+"-"+full.Region] = true
			if tag.Script != "" {
				set[full.Language+"-"+full.Script+"-"+full.Region] = true
			}
		}
	}
	add(t.known, cldr.Known())
	add(t.exist, cldr.Exist())
	return t
})

// An UnknownError is a locale that exists and that the host has no data for.
type UnknownError struct{ Locale string }

// Error implements error.
func (e *UnknownError) Error() string {
	return fmt.Sprintf("the host has no data for the locale %q; it has those of the languages %s", e.Locale, strings.Join(languages(), ", "))
}

var languages = sync.OnceValue(func() []string {
	set := map[string]bool{}
	for _, l := range cldr.Known() {
		language, _, _ := strings.Cut(l, "-")
		set[language] = true
	}
	return slices.Sorted(maps.Keys(set))
})

// Known is the longest prefix of the tag that the host has data for
// (ECMA-402 9.2.2 BestAvailableLocale); "" when it has none.
func Known(t Tag) string { return best(t, tables().known) }

func best(t Tag, set map[string]bool) string {
	candidate := t.Base()
	for {
		if set[candidate] {
			return candidate
		}
		i := strings.LastIndexByte(candidate, '-')
		if i < 0 {
			return ""
		}
		candidate = candidate[:i]
	}
}

// Lookup picks the locale to answer in: the first requested that is known,
// else the default (ECMA-402 9.2.3 LookupMatcher). The second result is the
// tag that matched, for its keywords. A locale that CLDR has and the host has
// not is an *UnknownError, because the default's answer would be wrong.
func Lookup(requested []Tag) (string, Tag, error) {
	for _, t := range requested {
		known, exists := best(t, tables().known), best(t, tables().exist)
		if len(exists) > len(known) {
			return "", Tag{}, fmt.Errorf("%w", &UnknownError{exists})
		}
		if known != "" {
			return known, t, nil
		}
	}
	return Default, Tag{}, nil
}
