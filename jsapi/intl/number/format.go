package number

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"systembus/jsapi/intl/cldr"
	"systembus/jsapi/intl/plural"
)

// A Formatter writes numbers in one way. It may be used by many goroutines.
type Formatter struct {
	o       Options
	numbers cldr.Table
	base    pattern
	rules   *plural.Rules
	// unit is what stands beside the number, as percent does in compact
	// notation; "" when the pattern has it.
	unit     string
	symbol   string
	decimal  string
	group    string
	minGroup int
	compact  compactTable
}

// New makes a formatter. The options must be complete, and the locale known.
func New(o Options) *Formatter {
	f := &Formatter{o: o, numbers: cldr.Locale(o.Locale, cldr.Numbers), rules: plural.Cardinal(o.Locale)}
	if o.Style == "unit" {
		f.unit = o.Unit
	}
	f.decimal, f.group = f.numbers["symbols/decimal"], f.numbers["symbols/group"]
	name := "decimalFormats/standard"
	switch {
	case o.Style == "percent" && o.Notation == "compact":
		f.unit = "percent"
	case f.unit == "percent" && o.UnitDisplay != "long" && o.Notation != "compact":
		f.unit = ""
		name = "percentFormats/standard"
	case o.Style == "percent":
		name = "percentFormats/standard"
	case o.Style == "currency":
		f.symbol = CurrencySymbol(o.Locale, o.Currency, o.CurrencyDisplay)
		if d, ok := f.numbers["symbols/currencyDecimal"]; ok {
			f.decimal = d
		}
		if g, ok := f.numbers["symbols/currencyGroup"]; ok {
			f.group = g
		}
		if o.CurrencyDisplay != "name" {
			name = "currencyFormats/standard"
			if o.CurrencySign == "accounting" {
				name = "currencyFormats/accounting"
			}
		}
	}
	text := f.numbers[name]
	if o.Style == "currency" && o.CurrencyDisplay != "name" {
		if own, ok := currencyFormat(o.Locale, o.Currency); ok {
			text, f.decimal, f.group = own.pattern, own.decimal, own.group
		}
	}
	f.base = parsePattern(text)
	if f.base.primary == 0 && o.Notation != "standard" {
		f.base.primary, f.base.secondary = 3, 3
	}
	f.minGroup = 1
	if n, err := strconv.Atoi(f.numbers["minimumGroupingDigits"]); err == nil && o.Grouping != "always" {
		f.minGroup = n
	}
	if o.Grouping == "min2" || o.Grouping == "auto" && o.Notation == "compact" {
		f.minGroup = max(f.minGroup, 2)
	}
	if o.Notation == "compact" {
		f.compact = readCompact(f.numbers, o)
	}
	return f
}

// Format is the text of a number.
func (f *Formatter) Format(d Decimal) string {
	var b strings.Builder
	for _, p := range f.Parts(d) {
		b.WriteString(p.Value)
	}
	return b.String()
}

// Category is the plural category of the number as it is formatted.
func (f *Formatter) Category(d Decimal, rules *plural.Rules) string {
	if !d.finite() {
		return "other"
	}
	if f.o.Style == "percent" {
		d = d.shift(2)
	}
	if f.o.Notation == "compact" {
		// ICU asks before it makes the number short.
		r, shown := f.o.apply(d)
		return rules.Category(r.operands(shown))
	}
	s := f.scaled(d)
	o := s.number.shift(s.exponent).operands(max(s.shown-s.exponent, 0))
	o.C = s.exponent
	return rules.Category(o)
}

// A scaled number is one that has been rounded for its notation: number times
// ten to the exponent.
type scaled struct {
	number   Decimal
	shown    int
	exponent int
}

// scaled rounds the number and finds the exponent of its notation.
func (f *Formatter) scaled(d Decimal) scaled {
	var exponent func(magnitude int) int
	switch f.o.Notation {
	case "compact":
		exponent = f.compact.exponent
	case "scientific":
		exponent = func(m int) int { return m }
	case "engineering":
		exponent = func(m int) int { return m - ((m%3)+3)%3 }
	}
	if exponent == nil || !d.finite() || d.zero() {
		r, shown := f.o.apply(d)
		return scaled{r, shown, 0}
	}
	magnitude := d.magnitude()
	e := exponent(magnitude)
	r, shown := f.o.apply(d.shift(-e))
	if !r.zero() && r.magnitude() != magnitude-e {
		// 999.9 K has become 1000 K, which is 1 M.
		if next := exponent(magnitude + 1); next != e {
			r, shown = f.o.apply(r.shift(e - next))
			e = next
		}
	}
	return scaled{r, shown, e}
}

// Parts are the pieces of a formatted number.
func (f *Formatter) Parts(d Decimal) []Part {
	category := func() string { return f.Category(d, f.rules) }
	if f.o.Style == "percent" {
		return f.parts(d.shift(2), category)
	}
	return f.parts(d, category)
}

// parts writes a number that percent has been taken of. category tells the
// plural category where something depends on it.
func (f *Formatter) parts(d Decimal, category func() string) []Part {
	s := f.scaled(d)
	sign := f.sign(s.number)
	base, hidden := f.base, false
	kind := ""
	if f.o.Notation == "compact" && s.number.finite() {
		if p, ok := f.compact.pattern(s, f.rules); ok {
			primary, secondary := base.primary, base.secondary
			base = p
			base.primary, base.secondary = primary, secondary
			hidden = p.zeros == 0
			kind = "compact"
		}
	}
	prefix, suffix := base.affixes(sign)
	var number []Part
	if !hidden {
		number = f.digits(s, base)
	}
	out := f.affix(prefix, kind)
	out = f.space(out, prefix, number, true)
	out = append(out, number...)
	out = f.space(out, suffix, number, false)
	out = append(out, f.affix(suffix, kind)...)
	switch {
	case f.unit != "":
		return f.withUnit(out, category())
	case f.o.Style == "currency" && f.o.CurrencyDisplay == "name":
		return f.withCurrencyName(out, category())
	}
	return merge(out)
}

// sign is '-', '+' or 0 for none.
func (f *Formatter) sign(d Decimal) rune {
	negative := d.negative && !d.nan
	switch f.o.SignDisplay {
	case "never":
		return 0
	case "always":
		if !negative {
			return '+'
		}
	case "exceptZero":
		if d.zero() || d.nan {
			return 0
		}
		if !negative {
			return '+'
		}
	case "negative":
		if d.zero() {
			return 0
		}
	}
	if negative {
		return '-'
	}
	return 0
}

// affixes are what stands around a number with the sign.
func (p pattern) affixes(sign rune) (prefix, suffix []affix) {
	prefix, suffix = p.prefix, p.suffix
	negative := p.negative && (sign == '-' || sign == '+' && (hasSign(p.negativePrefix) || hasSign(p.negativeSufx)))
	if negative {
		prefix, suffix = p.negativePrefix, p.negativeSufx
	}
	if sign == 0 {
		return prefix, suffix
	}
	if negative {
		return resign(prefix, sign), resign(suffix, sign)
	}
	return append([]affix{{sign: sign}}, prefix...), suffix
}

func hasSign(list []affix) bool {
	for _, a := range list {
		if a.sign == '-' {
			return true
		}
	}
	return false
}

func resign(list []affix, sign rune) []affix {
	out := make([]affix, len(list))
	for i, a := range list {
		if a.sign == '-' {
			a.sign = sign
		}
		out[i] = a
	}
	return out
}

// affix is the parts of an affix. kind is what its text stands for, literal
// when empty.
func (f *Formatter) affix(list []affix, kind string) []Part {
	var out []Part
	for _, a := range list {
		switch a.sign {
		case '-':
			out = append(out, Part{Type: "minusSign", Value: f.numbers["symbols/minusSign"]})
		case '+':
			out = append(out, Part{Type: "plusSign", Value: f.numbers["symbols/plusSign"]})
		case '%':
			sign := Part{Type: "percentSign", Value: f.numbers["symbols/percentSign"]}
			if f.o.Style == "unit" {
				sign.Type = "unit"
			}
			out = append(out, sign)
		case '¤':
			out = append(out, Part{Type: "currency", Value: f.symbol})
		default:
			if kind == "" {
				kind = "literal"
			}
			if kind == "literal" {
				out = append(out, Part{Type: "literal", Value: a.text})
			} else {
				out = append(out, trimmed(kind, a.text)...)
			}
		}
	}
	return out
}

// space adds the space that parts letters of a currency from digits (UTS 35,
// Currency Spacing).
func (f *Formatter) space(out []Part, list []affix, number []Part, before bool) []Part {
	if len(list) == 0 || len(number) == 0 || f.symbol == "" {
		return out
	}
	var inner affix
	var r, digit rune
	key := "afterCurrency"
	if before {
		inner = list[len(list)-1]
		r, _ = utf8.DecodeLastRuneInString(f.symbol)
		digit, _ = utf8.DecodeRuneInString(number[0].Value)
	} else {
		inner = list[0]
		key = "beforeCurrency"
		r, _ = utf8.DecodeRuneInString(f.symbol)
		digit, _ = utf8.DecodeLastRuneInString(number[len(number)-1].Value)
	}
	if inner.sign != '¤' || unicode.IsSymbol(r) || unicode.Is(unicode.Z, r) || !unicode.IsDigit(digit) {
		return out
	}
	between := f.numbers["currencyFormats/currencySpacing/"+key+"/insertBetween"]
	return append(out, Part{Type: "literal", Value: between})
}

// merge joins literals that follow each other.
func merge(parts []Part) []Part {
	out := parts[:0]
	for _, p := range parts {
		if p.Value == "" {
			continue
		}
		if n := len(out); n > 0 && p.Type == "literal" && out[n-1].Type == "literal" {
			out[n-1].Value += p.Value
			continue
		}
		out = append(out, p)
	}
	return out
}
