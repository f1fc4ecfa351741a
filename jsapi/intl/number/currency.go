package number

import (
	"cmp"
	"strconv"
	"strings"

	"systembus/jsapi/intl/cldr"
	"systembus/jsapi/intl/locale"
)

// CurrencySymbol is how a currency is written beside a number. display is
// "symbol", "narrowSymbol" or "code"; "name" gives none.
func CurrencySymbol(name, code, display string) string {
	table := cldr.Locale(name, cldr.Currencies)
	switch display {
	case "name":
		return ""
	case "narrowSymbol":
		if s, ok := table[code+"/symbol-alt-narrow"]; ok {
			return s
		}
		fallthrough
	case "symbol":
		if s, ok := table[code+"/symbol"]; ok {
			return s
		}
	}
	return code
}

// A format is how a locale writes a currency when not as all others.
type format struct{ pattern, decimal, group string }

// currencyFormat finds the format of a currency in a locale, or else that of
// the money of the locale's country, which ICU uses for all currencies.
func currencyFormat(name, code string) (format, bool) {
	if f, ok := ownFormat(name, code); ok {
		return f, true
	}
	tag, err := locale.Parse(name)
	if err != nil {
		return format{}, false
	}
	return ownFormat(name, cldr.Supplemental("tender")[tag.Region])
}

func ownFormat(name, code string) (format, bool) {
	all := cldr.Locale(name, cldr.Currencies)
	if all[code+"/pattern"] == "" && all[code+"/decimal"] == "" {
		return format{}, false
	}
	// What it does not say itself is said where it is defined.
	for l := name; l != ""; l = cldr.Parent(l) {
		own := cldr.Own(l, cldr.Currencies)
		if own[code+"/pattern"] == "" && own[code+"/decimal"] == "" {
			continue
		}
		numbers := cldr.Locale(l, cldr.Numbers)
		return format{
			pattern: cmp.Or(own[code+"/pattern"], numbers["currencyFormats/standard"]),
			decimal: cmp.Or(own[code+"/decimal"], numbers["symbols/decimal"]),
			group:   cmp.Or(own[code+"/group"], numbers["symbols/group"]),
		}, true
	}
	return format{}, false
}

// CurrencyDigits is how many digits of its minor unit a currency has.
func CurrencyDigits(code string) int {
	table := cldr.Supplemental("fractions")
	text, ok := table[code]
	if !ok {
		text = table["DEFAULT"]
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 2
	}
	return n
}

// withCurrencyName adds the currency's name: "1 US dollar".
func (f *Formatter) withCurrencyName(parts []Part, category string) []Part {
	table := cldr.Locale(f.o.Locale, cldr.Currencies)
	name := firstOf(table, f.o.Currency+"/displayName-count-"+category, f.o.Currency+"/displayName-count-other", f.o.Currency+"/displayName")
	if name == "" {
		name = f.o.Currency
	}
	text := firstOf(f.numbers, "currencyFormats/unitPattern-count-"+category, "currencyFormats/unitPattern-count-other")
	return wrap(parts, strings.ReplaceAll(text, "{1}", name), "currency")
}

func firstOf(t cldr.Table, keys ...string) string {
	for _, k := range keys {
		if v, ok := t[k]; ok {
			return v
		}
	}
	return ""
}

// wrap puts the parts at {0} in a text that stands for a unit.
func wrap(parts []Part, text, kind string) []Part {
	before, after, ok := around(text)
	if !ok {
		return trimmed(kind, text)
	}
	out := append(trimmed(kind, before), parts...)
	return merge(append(out, trimmed(kind, after)...))
}
