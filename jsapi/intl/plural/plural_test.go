package plural_test

import (
	"slices"
	"testing"

	"systembus/jsapi/intl/plural"
)

func whole(n uint64) plural.Operands { return plural.Operands{N: float64(n), I: n} }

func TestCategories(t *testing.T) {
	onePointFive := plural.Operands{N: 1.5, I: 1, V: 1, W: 1, F: 5, T: 5}
	tests := []struct {
		rules *plural.Rules
		o     plural.Operands
		want  string
	}{
		{plural.Cardinal("en"), whole(1), "one"},
		{plural.Cardinal("en-US"), whole(0), "other"},
		{plural.Cardinal("en"), plural.Operands{N: 1, I: 1, V: 1}, "other"}, // 1.0
		{plural.Cardinal("ru"), whole(21), "one"},
		{plural.Cardinal("ru"), whole(3), "few"},
		{plural.Cardinal("ru"), whole(11), "many"},
		{plural.Cardinal("ru"), onePointFive, "other"},
		{plural.Cardinal("fr"), onePointFive, "one"},
		{plural.Cardinal("fr"), whole(1000000), "many"},
		{plural.Cardinal("pt"), whole(0), "one"},
		{plural.Cardinal("pt-PT"), whole(0), "other"},
		{plural.Cardinal("ja"), whole(1), "other"},
		{plural.Ordinal("en"), whole(1), "one"},
		{plural.Ordinal("en"), whole(12), "other"},
		{plural.Ordinal("en"), whole(22), "two"},
		{plural.Ordinal("en"), whole(103), "few"},
		{plural.Ordinal("sv-SE"), whole(2), "one"},
	}
	for _, tt := range tests {
		if got := tt.rules.Category(tt.o); got != tt.want {
			t.Errorf("%+v is %q, want %q", tt.o, got, tt.want)
		}
	}
	if got, want := plural.Cardinal("ru").Names(), []string{"few", "many", "one", "other"}; !slices.Equal(got, want) {
		t.Errorf("Russian has %v, want %v", got, want)
	}
	if got := plural.Range("en", "one", "other"); got != "other" {
		t.Errorf("1 to 2 is %q", got)
	}
}
