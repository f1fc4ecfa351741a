package collation_test

import (
	"slices"
	"strings"
	"testing"

	"systembus/jsapi/intl/collation"
)

func TestOrder(t *testing.T) {
	tests := []struct {
		o          collation.Options
		list, want string
	}{
		{collation.Options{Locale: "en"}, "Z a B b A z ä é e", "a A ä b B e é z Z"},
		{collation.Options{Locale: "sv"}, "ö z ä å a", "a z å ä ö"},
		{collation.Options{Locale: "de"}, "ö z ä a o", "a ä o ö z"},
		{collation.Options{Locale: "en", CaseFirst: "upper"}, "a A b B", "A a B b"},
		{collation.Options{Locale: "en"}, "a10 a9 a1", "a1 a10 a9"},
		{collation.Options{Locale: "en", Numeric: true}, "a10 a9 a1 a007", "a1 a007 a9 a10"},
		{collation.Options{Locale: "en"}, "a 1 _ - $ 🙂 €", "_ - 🙂 $ € 1 a"},
	}
	for _, tt := range tests {
		list := strings.Fields(tt.list)
		slices.SortStableFunc(list, collation.New(tt.o).Compare)
		if got := strings.Join(list, " "); got != tt.want {
			t.Errorf("%+v: got %q, want %q", tt.o, got, tt.want)
		}
	}
}

func TestSensitivity(t *testing.T) {
	tests := []struct {
		sensitivity, a, b string
		want              int
	}{
		{"base", "a", "Á", 0}, {"base", "a", "b", -1},
		{"accent", "a", "A", 0}, {"accent", "a", "á", -1},
		{"case", "a", "á", 0}, {"case", "a", "A", -1},
		{"variant", "a", "A", -1}, {"variant", "é", "e\u0301", 0},
	}
	for _, tt := range tests {
		if got := collation.New(collation.Options{Locale: "en", Sensitivity: tt.sensitivity}).Compare(tt.a, tt.b); got != tt.want {
			t.Errorf("%s: %q and %q give %d, want %d", tt.sensitivity, tt.a, tt.b, got, tt.want)
		}
	}
	ignoring := collation.New(collation.Options{Locale: "en", IgnorePunctuation: true})
	if got := ignoring.Compare("a-b c", "abc"); got != 0 {
		t.Errorf("ignoring punctuation: got %d, want 0", got)
	}
}

func TestKnown(t *testing.T) {
	for locale, want := range map[string]bool{"en": true, "sv-FI": true, "da": false, "ja-JP": false} {
		if got := collation.Known(locale); got != want {
			t.Errorf("Known(%q) = %t, want %t", locale, got, want)
		}
	}
}
