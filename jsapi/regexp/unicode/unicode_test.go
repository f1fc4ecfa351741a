package unicode_test

import (
	"testing"
	std "unicode"

	"github.com/google/go-cmp/cmp"

	"systembus/jsapi/regexp/unicode"
)

func TestProperty(t *testing.T) {
	tests := []struct {
		expression string
		in, out    []rune
	}{
		{"L", []rune{'a', 'é', 'ж', '日', 'ª'}, []rune{'1', ' ', '!', '٣'}},
		{"Lu", []rune{'A', 'É', 'Ж'}, []rune{'a', 'ǅ', '1'}},
		{"gc=Nd", []rune{'0', '٣'}, []rune{'½', 'Ⅷ'}},
		{"General_Category=Uppercase_Letter", []rune{'A'}, []rune{'a'}},
		{"punct", []rune{'!', '—'}, []rune{'+', '$'}},
		{"sc=Grek", []rune{'α'}, []rune{'a'}},
		{"Script=Cyrillic", []rune{'ж'}, []rune{'z'}},
		{"Script_Extensions=Deva", []rune{0x0951, 0x0964}, []rune{'a'}},
		{"Emoji", []rune{'😀', '#', '1'}, []rune{'a'}},
		{"Emoji_Presentation", []rune{'😀'}, []rune{'#', '©'}},
		{"ID_Start", []rune{'a', 'ℼ'}, []rune{'1', '_'}},
		{"Any", []rune{0, unicode.MaxRune, 0xd800}, nil},
		{"ASCII", []rune{0x7f}, []rune{0x80}},
		{"Cs", []rune{0xd800, 0xdfff}, []rune{0xd7ff, 0xe000}},
		{"White_Space", []rune{' ', '\u00a0', '\u3000'}, []rune{'\u200b'}},
	}
	for _, tt := range tests {
		set, ok := unicode.Property(tt.expression)
		if !ok {
			t.Errorf("%s: no such property", tt.expression)
		}
		for _, r := range tt.in {
			if !set.Contains(r) {
				t.Errorf("%s lacks %U", tt.expression, r)
			}
		}
		for _, r := range tt.out {
			if set.Contains(r) {
				t.Errorf("%s has %U", tt.expression, r)
			}
		}
	}
	for _, name := range []string{"", "Nope", "Latin", "lu", "gc=Nope", "Block=Latin", "Script=", "sc=Lu", "Any=Y"} {
		if _, ok := unicode.Property(name); ok {
			t.Errorf("%q is a property", name)
		}
	}
}

// What Go's own, older tables have assigned, the newer have too.
func TestAgreesWithGo(t *testing.T) {
	set, _ := unicode.Property("Lu")
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if std.Is(std.Lu, r) && !set.Contains(r) {
			t.Errorf("Lu lacks %U", r)
		}
	}
}

func TestSet(t *testing.T) {
	a := unicode.Of(unicode.Range{From: 'c', To: 'e'}, unicode.Range{From: 'a', To: 'b'}, unicode.Range{From: 'x', To: 'z'})
	b := unicode.Of(unicode.Range{From: 'd', To: 'y'})
	for _, tt := range []struct {
		name      string
		got, want unicode.Set
	}{
		{"of", a, unicode.Set{{From: 'a', To: 'e'}, {From: 'x', To: 'z'}}},
		{"intersect", a.Intersect(b), unicode.Set{{From: 'd', To: 'e'}, {From: 'x', To: 'y'}}},
		{"minus", a.Minus(b), unicode.Set{{From: 'a', To: 'c'}, {From: 'z', To: 'z'}}},
		{"union", a.Union(b), unicode.Set{{From: 'a', To: 'z'}}},
		{"twice complement", a.Complement().Complement(), a},
	} {
		if diff := cmp.Diff(tt.got, tt.want); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}
