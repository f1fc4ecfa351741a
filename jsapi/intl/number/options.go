// Package number formats numbers as Intl.NumberFormat does (ECMA-402 16),
// with the patterns of CLDR.
package number

// Options are the resolved options of an Intl.NumberFormat. Every field that
// its style needs is set, and has one of the values that ECMA-402 allows.
type Options struct {
	Locale string `json:"locale"`
	// Style is "decimal", "percent", "currency" or "unit".
	Style           string `json:"style"`
	Currency        string `json:"currency"`
	CurrencyDisplay string `json:"currencyDisplay"`
	CurrencySign    string `json:"currencySign"`
	Unit            string `json:"unit"`
	UnitDisplay     string `json:"unitDisplay"`
	Notation        string `json:"notation"`
	CompactDisplay  string `json:"compactDisplay"`
	SignDisplay     string `json:"signDisplay"`
	// Grouping is "auto", "always", "min2" or "false".
	Grouping string `json:"grouping"`
	Digits
}

// Digits say how a number is rounded and how many digits are shown.
type Digits struct {
	MinimumIntegerDigits int `json:"minimumIntegerDigits"`
	// The fraction digits count unless RoundingType is "significantDigits",
	// the significant digits unless it is "fractionDigits".
	MinimumFractionDigits    int `json:"minimumFractionDigits"`
	MaximumFractionDigits    int `json:"maximumFractionDigits"`
	MinimumSignificantDigits int `json:"minimumSignificantDigits"`
	MaximumSignificantDigits int `json:"maximumSignificantDigits"`
	// RoundingType is "fractionDigits", "significantDigits", "morePrecision"
	// or "lessPrecision".
	RoundingType        string `json:"roundingType"`
	RoundingIncrement   int    `json:"roundingIncrement"`
	RoundingMode        string `json:"roundingMode"`
	TrailingZeroDisplay string `json:"trailingZeroDisplay"`
}

// A Part is a piece of a formatted number and what it stands for.
type Part struct {
	Type   string `json:"type"`
	Value  string `json:"value"`
	Source string `json:"source,omitempty"`
}

// apply rounds d. The second result is how many fraction digits are shown at
// least.
func (o Digits) apply(d Decimal) (Decimal, int) {
	if !d.finite() {
		return d, 0
	}
	byFraction := func() (Decimal, int, int) {
		return d.round(-o.MaximumFractionDigits, o.RoundingIncrement, o.RoundingMode), o.MinimumFractionDigits, -o.MaximumFractionDigits
	}
	bySignificant := func() (Decimal, int, int) {
		power := d.magnitude() + 1 - o.MaximumSignificantDigits
		r := d.round(power, 1, o.RoundingMode)
		return r, max(o.MinimumSignificantDigits-1-r.magnitude(), 0), power
	}
	var r Decimal
	var shown int
	switch o.RoundingType {
	case "fractionDigits":
		r, shown, _ = byFraction()
	case "significantDigits":
		r, shown, _ = bySignificant()
	default:
		f, fShown, fPower := byFraction()
		s, sShown, sPower := bySignificant()
		fraction := fPower < sPower
		if o.RoundingType == "lessPrecision" {
			fraction = fPower >= sPower
		}
		if fraction {
			r, shown = f, fShown
		} else {
			r, shown = s, sShown
		}
	}
	if o.TrailingZeroDisplay == "stripIfInteger" && r.fractions() == 0 {
		shown = 0
	}
	return r, shown
}
