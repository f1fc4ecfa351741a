package number

import (
	"strings"

	"systembus/jsapi/intl/cldr"
	"systembus/jsapi/intl/plural"
)

// A compactTable has the patterns of compact notation by power of ten.
type compactTable struct {
	patterns [16]map[string]pattern // by plural category
	removed  [16]int                // the power of ten that is left out
	largest  int
}

func readCompact(numbers cldr.Table, o Options) compactTable {
	prefix := "decimalFormats/" + o.CompactDisplay + "/decimalFormat/"
	if o.Style == "currency" && o.CurrencyDisplay != "name" {
		prefix = "currencyFormats/short/standard/"
	}
	var t compactTable
	for key, text := range numbers {
		rest, ok := strings.CutPrefix(key, prefix)
		if !ok || strings.Contains(rest, "-alt-") {
			continue
		}
		zeros, category, ok := strings.Cut(rest, "-count-")
		if !ok {
			continue
		}
		m := len(zeros) - 1
		if m >= len(t.patterns) || text == "0" {
			continue
		}
		if t.patterns[m] == nil {
			t.patterns[m] = map[string]pattern{}
		}
		p := parsePattern(text)
		t.patterns[m][category] = p
		if p.zeros > 0 {
			t.removed[m] = m + 1 - p.zeros
		}
		t.largest = max(t.largest, m)
	}
	return t
}

// exponent is the power of ten that is left out of a number.
func (t *compactTable) exponent(magnitude int) int {
	if magnitude < 0 {
		return 0
	}
	return t.removed[min(magnitude, t.largest)]
}

// pattern is the one for a number; ok is false when it is written in full.
func (t *compactTable) pattern(s scaled, rules *plural.Rules) (p pattern, ok bool) {
	magnitude := min(s.number.magnitude()+s.exponent, t.largest)
	if magnitude < 0 {
		return p, false
	}
	forms := t.patterns[magnitude]
	if forms == nil {
		return p, false
	}
	if s.number.fractions() == 0 && s.number.magnitude() == 0 {
		if p, ok := forms[string(s.number.digit(0))]; ok {
			return p, true
		}
	}
	if p, ok := forms[rules.Category(s.number.operands(s.shown))]; ok {
		return p, true
	}
	p, ok = forms["other"]
	return p, ok
}
