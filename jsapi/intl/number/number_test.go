package number_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"systembus/jsapi/intl/number"
)

// options are those of a plain decimal number, and what the JSON text says.
func options(t *testing.T, locale, text string) number.Options {
	t.Helper()
	o := number.Options{
		Locale: locale, Style: "decimal", CurrencyDisplay: "symbol", CurrencySign: "standard", UnitDisplay: "short", Notation: "standard",
		CompactDisplay: "short", SignDisplay: "auto", Grouping: "auto",
		Digits: number.Digits{
			MinimumIntegerDigits: 1, MaximumFractionDigits: 3, RoundingType: "fractionDigits", RoundingIncrement: 1, RoundingMode: "halfExpand", TrailingZeroDisplay: "auto",
		},
	}
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		t.Fatal(err)
	}
	return o
}

const (
	money   = `"style":"currency","minimumFractionDigits":2,"maximumFractionDigits":2`
	compact = `"notation":"compact","grouping":"min2","maximumFractionDigits":0,"minimumSignificantDigits":1,"maximumSignificantDigits":2,"roundingType":"morePrecision"`
)

// The texts wanted are Node's.
func TestFormat(t *testing.T) {
	tests := []struct {
		locale, options string
		x               float64
		want            string
	}{
		{"en-US", `{}`, 1234567.8915, "1,234,567.892"},
		{"en-IN", `{}`, 1234567.5, "12,34,567.5"},
		{"sv-SE", `{}`, -1234.5, "−1\u00a0234,5"},
		{"es", `{}`, 1234, "1234"},
		{"es", `{}`, 12345, "12.345"},
		{"de-CH", `{}`, 12345.5, "12'345.5"},
		{"en-US", `{}`, math.Copysign(0, -1), "-0"},
		{"en-US", `{}`, math.NaN(), "NaN"},
		{"en-US", `{}`, math.Inf(-1), "-∞"},
		{"en-US", `{"grouping":"false"}`, 12345, "12345"},
		{"en-US", `{"minimumIntegerDigits":6}`, 12345, "012,345"},
		{"en-US", `{"style":"percent","maximumFractionDigits":0}`, 0.256, "26%"},
		{"sv-SE", `{"style":"percent","maximumFractionDigits":0}`, 0.256, "26\u00a0%"},
		{"en-US", `{` + money + `,"currency":"USD"}`, -1234.5, "-$1,234.50"},
		{"en-US", `{` + money + `,"currency":"USD","currencySign":"accounting"}`, -1234.5, "($1,234.50)"},
		{"en-US", `{` + money + `,"currency":"USD","currencyDisplay":"code"}`, 1, "USD\u00a01.00"},
		{"en-US", `{` + money + `,"currency":"USD","currencyDisplay":"name"}`, 2, "2.00 US dollars"},
		{"sv-SE", `{` + money + `,"currency":"SEK"}`, 1234.5, "1\u00a0234,50\u00a0kr"},
		{"de-AT", `{` + money + `,"currency":"EUR"}`, 123456.5, "€\u00a0123.456,50"},
		{"en-SE", `{` + money + `,"currency":"EUR"}`, -12345.5, "-€12,345.50"},
		{"en-US", `{"style":"unit","unit":"kilometer-per-hour"}`, 50, "50 km/h"},
		{"en-US", `{"style":"unit","unit":"kilobyte-per-second","unitDisplay":"long"}`, 1, "1 kilobyte per second"},
		{"en-US", `{"style":"unit","unit":"celsius","unitDisplay":"narrow"}`, -5, "-5°C"},
		{"en-US", `{` + compact + `}`, 12345, "12K"},
		{"en-US", `{` + compact + `}`, 999999, "1M"},
		{"en-US", `{` + compact + `,"compactDisplay":"long"}`, 1234, "1.2 thousand"},
		{"fr", `{` + compact + `,"compactDisplay":"long"}`, 2e6, "2 millions"},
		{"de", `{` + compact + `}`, 1234, "1234"},
		{"en-US", `{"notation":"scientific"}`, 12345, "1.235E4"},
		{"en-US", `{"notation":"engineering"}`, 0.000123, "123E-6"},
		{"en-US", `{"signDisplay":"exceptZero"}`, 5, "+5"},
		{"en-US", `{"signDisplay":"negative"}`, math.Copysign(0, -1), "0"},
		{"en-US", `{"roundingMode":"halfEven","maximumFractionDigits":0}`, 2.5, "2"},
		{"en-US", `{"roundingIncrement":5,"minimumFractionDigits":2,"maximumFractionDigits":2}`, 1.024, "1.00"},
		{"en-US", `{"roundingIncrement":25,"minimumFractionDigits":2,"maximumFractionDigits":2}`, 1.13, "1.25"},
	}
	for _, tt := range tests {
		if got := number.New(options(t, tt.locale, tt.options)).Format(number.FromFloat(tt.x)); got != tt.want {
			t.Errorf("%s %s %v: got %q, want %q", tt.locale, tt.options, tt.x, got, tt.want)
		}
	}
}

func TestParts(t *testing.T) {
	f := number.New(options(t, "en-US", `{`+money+`,"currency":"EUR","currencyDisplay":"code"}`))
	var parts []string
	for _, p := range f.Parts(number.FromFloat(-1234)) {
		parts = append(parts, p.Type+"="+p.Value)
	}
	want := "minusSign=-|currency=EUR|literal=\u00a0|integer=1|group=,|integer=234|decimal=.|fraction=00"
	if got := strings.Join(parts, "|"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTextsOfNumbers(t *testing.T) {
	f := number.New(options(t, "en-US", `{"maximumFractionDigits":20}`))
	tests := map[string]string{
		"12345678901234567890.12345": "12,345,678,901,234,567,890.12345",
		" 1e3\n":                     "1,000",
		"0x1F":                       "31",
		"":                           "0",
		"-Infinity":                  "-∞",
		"abc":                        "NaN",
		"1e":                         "NaN",
		".5":                         "0.5",
		"-.":                         "NaN",
	}
	for text, want := range tests {
		if got := f.Format(number.FromText(text)); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func FuzzFromText(f *testing.F) {
	for _, seed := range []string{"1", "-1.5e10", "0x", "1e400", "+", "Infinity", "９"} {
		f.Add(seed)
	}
	f.Fuzz(func(_ *testing.T, text string) { number.FromText(text) })
}

func TestCurrencyDigits(t *testing.T) {
	for code, want := range map[string]int{"USD": 2, "JPY": 0, "KWD": 3, "CLF": 4, "ZZZ": 2} {
		if got := number.CurrencyDigits(code); got != want {
			t.Errorf("%s has %d digits, want %d", code, got, want)
		}
	}
}
