package cldr_test

import (
	"slices"
	"testing"

	"systembus/jsapi/intl/cldr"
)

func TestEveryKnownLocaleHasItsTexts(t *testing.T) {
	known := cldr.Known()
	if len(known) < 200 {
		t.Fatalf("%d locales are known, want over 200", len(known))
	}
	for _, name := range known {
		for section, key := range map[cldr.Section]string{
			cldr.Dates: "months/format/wide/1", cldr.Fields: "day/displayName", cldr.Zones: "gmtFormat", cldr.Numbers: "symbols/decimal",
			cldr.Currencies: "USD/displayName", cldr.Units: "short/kilometer/unitPattern-count-other", cldr.Lists: "listPattern-type-standard/end",
			cldr.Languages: "en", cldr.Territories: "US", cldr.Scripts: "Latn", cldr.Display: "localeDisplayPattern/localePattern",
		} {
			if cldr.Locale(name, section)[key] == "" {
				t.Errorf("%s has no %s in %s", name, key, section)
			}
		}
		if !slices.Contains(cldr.Exist(), name) {
			t.Errorf("%s is known, and does not exist", name)
		}
	}
}

func TestParent(t *testing.T) {
	tests := map[string]string{
		"en-GB": "en-001", "en-001": "en", "en-US": "en", "en": "", "sv-SE": "sv", "zh-TW": "zh-Hant-TW", "zh-Hant-TW": "zh-Hant", "zh-Hant-HK": "zh-Hant",
		"zh-Hant": "", "pt-AO": "pt-PT", "es-MX": "es-419", "nb": "no", "en-SE": "en-150",
	}
	for name, want := range tests {
		if got := cldr.Parent(name); got != want {
			t.Errorf("Parent(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestInheritance(t *testing.T) {
	tests := []struct{ locale, key, want string }{
		{"en", "dateFormats/short", "M/d/yy"},
		{"en-GB", "dateFormats/short", "dd/MM/y"},
		{"en-CA", "dateFormats/short", "y-MM-dd"},
		{"en-CA", "months/format/wide/1", "January"},
		{"en-US", "dateFormats/short", "M/d/yy"},
		{"sv-SE", "dateFormats/short", "y-MM-dd"},
		{"zh-TW", "months/format/wide/1", "1月"},
	}
	for _, tt := range tests {
		if got := cldr.Locale(tt.locale, cldr.Dates)[tt.key]; got != tt.want {
			t.Errorf("%s %s = %q, want %q", tt.locale, tt.key, got, tt.want)
		}
	}
}
