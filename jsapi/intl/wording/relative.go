package wording

import (
	"math"
	"strconv"
	"strings"

	"systembus/jsapi/intl/cldr"
	"systembus/jsapi/intl/number"
	"systembus/jsapi/intl/plural"
)

// A Relative writes how long ago something was, or when it will be. It may be
// used by many goroutines.
type Relative struct {
	fields  cldr.Table
	style   string
	auto    bool
	numbers *number.Formatter
	rules   *plural.Rules
}

// NewRelative makes one. style is "long", "short" or "narrow"; auto allows
// words such as "yesterday".
func NewRelative(locale, style string, auto bool) *Relative {
	return &Relative{
		fields: cldr.Locale(locale, cldr.Fields), style: style, auto: auto, rules: plural.Cardinal(locale),
		numbers: number.New(number.Options{
			Locale: locale, Style: "decimal", Notation: "standard", SignDisplay: "auto", Grouping: "auto",
			Digits: number.Digits{MinimumIntegerDigits: 1, MaximumFractionDigits: 3, RoundingType: "fractionDigits", RoundingIncrement: 1, RoundingMode: "halfEven"},
		}),
	}
}

// Parts are the pieces of value units from now. The unit is singular: "day".
func (r *Relative) Parts(value float64, negativeZero bool, unit string) []Part {
	key := unit
	if r.style != "long" {
		key += "-" + r.style
	}
	past := value < 0 || negativeZero
	if r.auto && value == float64(int(value)) {
		n := strconv.Itoa(int(value))
		if text, ok := r.fields[key+"/relative-type-"+n]; ok {
			return []Part{{Type: "literal", Value: text}}
		}
	}
	direction := "future"
	if past {
		direction = "past"
	}
	d := number.FromFloat(math.Abs(value))
	category := r.numbers.Category(d, r.rules)
	prefix := key + "/relativeTime-type-" + direction + "/relativeTimePattern-count-"
	pattern, ok := r.fields[prefix+category]
	if !ok {
		pattern = r.fields[prefix+"other"]
	}
	before, after, found := strings.Cut(pattern, "{0}")
	var out []Part
	if before != "" {
		out = append(out, Part{Type: "literal", Value: before})
	}
	if found {
		for _, p := range r.numbers.Parts(d) {
			out = append(out, Part{Type: p.Type, Value: p.Value, Unit: unit})
		}
	}
	if after != "" {
		out = append(out, Part{Type: "literal", Value: after})
	}
	return out
}
