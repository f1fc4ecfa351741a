package locale_test

import (
	"errors"
	"testing"

	"systembus/jsapi/intl/locale"
)

func TestParse(t *testing.T) {
	tests := []struct{ text, want string }{
		{"en", "en"},
		{"EN-us", "en-US"},
		{"zh-hans-cn", "zh-Hans-CN"},
		{"iw", "he"},
		{"en-UK", "en-GB"},
		{"de-DD", "de-DE"},
		{"sl-rozaj-biske", "sl-biske-rozaj"},
		{"en-u-kn-true", "en-u-kn"},
		{"en-u-nu-latn-ca-islamicc", "en-u-ca-islamic-civil-nu-latn"},
		{"en-x-Mine-b-a", "en-x-mine-b-a"},
		{"en-t-fr-k0-abc-a-bbb", "en-a-bbb-t-fr-k0-abc"},
		{"hy-arevela", "hy"},
	}
	for _, tt := range tests {
		got, err := locale.Parse(tt.text)
		if err != nil || got.String() != tt.want {
			t.Errorf("Parse(%q) = %q, %v, want %q", tt.text, got, err, tt.want)
		}
	}
	for _, text := range []string{"", "a", "en_US", "en-", "-en", "en--US", "abcdefghi", "en-u", "en-a", "x-private", "de-1996-1996", "en-t-k0", "en-ü"} {
		got, err := locale.Parse(text)
		if _, ok := errors.AsType[*locale.InvalidError](err); !ok {
			t.Errorf("Parse(%q) = %q, %v, want an InvalidError", text, got, err)
		}
	}
}

func TestLikelySubtags(t *testing.T) {
	tests := []struct{ text, maximal, minimal string }{
		{"en", "en-Latn-US", "en"},
		{"zh-TW", "zh-Hant-TW", "zh-TW"},
		{"sv-Latn-SE", "sv-Latn-SE", "sv"},
		{"und-SE", "sv-Latn-SE", "sv"},
		{"sr-ME", "sr-Latn-ME", "sr-ME"},
	}
	for _, tt := range tests {
		tag, err := locale.Parse(tt.text)
		if err != nil {
			t.Fatal(err)
		}
		if got := tag.Maximize().String(); got != tt.maximal {
			t.Errorf("%s maximized is %q, want %q", tt.text, got, tt.maximal)
		}
		if got := tag.Minimize().String(); got != tt.minimal {
			t.Errorf("%s minimized is %q, want %q", tt.text, got, tt.minimal)
		}
	}
}

func TestLookup(t *testing.T) {
	tests := []struct {
		requested []string
		want      string
	}{
		{nil, "en-US"},
		{[]string{"sv-SE"}, "sv-SE"},
		{[]string{"sv-NO"}, "sv"},
		{[]string{"tlh", "en-GB-u-hc-h12"}, "en-GB"},
		{[]string{"tlh"}, "en-US"},
		{[]string{"zh-TW"}, "zh-TW"},
	}
	for _, tt := range tests {
		got, _, err := locale.Lookup(parse(t, tt.requested))
		if err != nil || got != tt.want {
			t.Errorf("Lookup(%v) = %q, %v, want %q", tt.requested, got, err, tt.want)
		}
	}
	for _, text := range []string{"ar", "ar-EG", "th", "hi-IN", "uz-Cyrl"} {
		_, _, err := locale.Lookup(parse(t, []string{text, "en"}))
		if _, ok := errors.AsType[*locale.UnknownError](err); !ok {
			t.Errorf("Lookup(%q) gives %v, want an UnknownError", text, err)
		}
	}
}

func parse(t *testing.T, texts []string) []locale.Tag {
	t.Helper()
	var all []locale.Tag
	for _, text := range texts {
		tag, err := locale.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, tag)
	}
	return all
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"en-US", "zh-Hant-TW-u-co-stroke", "en-t-fr-k0-x-a", "de-1901-1901", "x-a", "sl-rozaj-biske-1994-x-y"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tag, err := locale.Parse(text)
		if err != nil {
			return
		}
		again, err := locale.Parse(tag.String())
		if err != nil || again.String() != tag.String() {
			t.Errorf("%q is %q, which is %q, %v", text, tag, again, err)
		}
	})
}
