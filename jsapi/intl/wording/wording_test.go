package wording_test

import (
	"testing"

	"systembus/jsapi/intl/wording"
)

func text(parts []wording.Part) string {
	s := ""
	for _, p := range parts {
		s += p.Value
	}
	return s
}

func TestList(t *testing.T) {
	tests := []struct {
		locale, kind, style string
		items               []string
		want                string
	}{
		{"en-US", "conjunction", "long", []string{"a", "b", "c"}, "a, b, and c"},
		{"en-GB", "conjunction", "long", []string{"a", "b", "c"}, "a, b and c"},
		{"en-US", "disjunction", "short", []string{"a", "b"}, "a or b"},
		{"sv-SE", "conjunction", "long", []string{"a", "b", "c", "d"}, "a, b, c och d"},
		{"en-US", "unit", "narrow", []string{"1h", "2m"}, "1h 2m"},
		{"es", "conjunction", "long", []string{"a", "iglesia"}, "a e iglesia"},
		{"es", "conjunction", "long", []string{"a", "hielo"}, "a y hielo"},
		{"en-US", "conjunction", "long", []string{"a"}, "a"},
		{"en-US", "conjunction", "long", nil, ""},
	}
	for _, tt := range tests {
		if got := text(wording.List(tt.locale, tt.kind, tt.style, tt.items)); got != tt.want {
			t.Errorf("%s %s %s %v: got %q, want %q", tt.locale, tt.kind, tt.style, tt.items, got, tt.want)
		}
	}
}

func TestRelative(t *testing.T) {
	tests := []struct {
		locale, style string
		auto          bool
		value         float64
		unit, want    string
	}{
		{"en-US", "long", false, -1, "day", "1 day ago"},
		{"en-US", "long", true, -1, "day", "yesterday"},
		{"en-US", "long", true, -2, "day", "2 days ago"},
		{"en-US", "narrow", false, 1.5, "hour", "in 1.5h"},
		{"sv-SE", "long", true, 2, "day", "i övermorgon"},
		{"sv-SE", "long", false, 1234, "year", "om 1\u00a0234 år"},
	}
	for _, tt := range tests {
		if got := text(wording.NewRelative(tt.locale, tt.style, tt.auto).Parts(tt.value, false, tt.unit)); got != tt.want {
			t.Errorf("%s %v %s: got %q, want %q", tt.locale, tt.value, tt.unit, got, tt.want)
		}
	}
}

func TestName(t *testing.T) {
	tests := []struct {
		in, kind, style string
		dialect         bool
		code, want      string
	}{
		{"en", "language", "long", true, "en-GB", "British English"},
		{"en", "language", "long", false, "en-GB", "English (United Kingdom)"},
		{"sv", "language", "long", true, "sv-FI", "svenska (Finland)"},
		{"en", "region", "long", false, "SE", "Sweden"},
		{"en", "region", "short", false, "US", "US"},
		{"en", "script", "long", false, "Cyrl", "Cyrillic"},
		{"en", "currency", "narrow", false, "SEK", "kr"},
		{"de", "currency", "long", false, "USD", "US-Dollar"},
	}
	for _, tt := range tests {
		if got, ok := wording.Name(tt.in, tt.kind, tt.style, tt.dialect, tt.code); !ok || got != tt.want {
			t.Errorf("%s %s %s %s: got %q, %t, want %q", tt.in, tt.kind, tt.style, tt.code, got, ok, tt.want)
		}
	}
	if got, ok := wording.Name("en", "region", "long", false, "XX"); ok {
		t.Errorf("XX is named %q", got)
	}
}
