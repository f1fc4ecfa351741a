package infer

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Budget bounds what is used in a period of time.
type Budget struct {
	// Limit is in US dollars, or in tokens when Tokens is set.
	Limit  float64
	Tokens bool
	// Per is the period, "hour", "day" or "month", in UTC.
	Per string
}

// Budgets are bounds by function id; "*" bounds all functions together.
type Budgets map[string]Budget

// periods give the start of the period that a moment lies in, and its end.
var periods = map[string]func(time.Time) (from, to time.Time){
	"hour": func(t time.Time) (time.Time, time.Time) {
		from := t.UTC().Truncate(time.Hour)
		return from, from.Add(time.Hour)
	},
	"day": func(t time.Time) (time.Time, time.Time) {
		from := t.UTC().Truncate(24 * time.Hour)
		return from, from.AddDate(0, 0, 1)
	},
	"month": func(t time.Time) (time.Time, time.Time) {
		from := time.Date(t.UTC().Year(), t.UTC().Month(), 1, 0, 0, 0, 0, time.UTC)
		return from, from.AddDate(0, 1, 0)
	},
}

// ParseBudgets reads budgets as settings have them: "5 usd/day",
// "200000 tokens/hour".
func ParseBudgets(settings map[string]string) (Budgets, error) {
	budgets := Budgets{}
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		b, err := parseBudget(settings[name])
		if err != nil {
			return nil, fmt.Errorf("budget of %q: %w", name, err)
		}
		budgets[name] = b
	}
	return budgets, nil
}

func parseBudget(text string) (Budget, error) {
	wrong := fmt.Errorf("cannot read %q: want an amount, usd or tokens, and a period, such as \"5 usd/day\" or \"200000 tokens/hour\"", text)
	number, rest, ok := strings.Cut(strings.TrimSpace(text), " ")
	unit, per, cut := strings.Cut(strings.ToLower(strings.TrimSpace(rest)), "/")
	limit, err := strconv.ParseFloat(number, 64)
	// The comparison is false for NaN too.
	if !ok || !cut || err != nil || !(limit >= 0 && limit < 1e15) || periods[per] == nil || unit != "usd" && unit != "tokens" {
		return Budget{}, wrong
	}
	return Budget{Limit: limit, Tokens: unit == "tokens", Per: per}, nil
}

// String is the budget as settings have it.
func (b Budget) String() string {
	return strconv.FormatFloat(b.Limit, 'f', -1, 64) + " " + b.rate()
}

func (b Budget) rate() string {
	if b.Tokens {
		return "tokens/" + b.Per
	}
	return "usd/" + b.Per
}

// account is what the budget of a function is charged to: one for each unit and
// period, as a new configuration may have others.
func (b Budget) account(function string) string { return function + " " + b.rate() }

// charge is what a use costs, in the budget's unit; ok is false when that is
// not known.
func (b Budget) charge(u *Usage) (amount float64, ok bool) {
	switch {
	case u == nil:
		return 0, false
	case b.Tokens:
		return float64(u.TotalTokens), true
	case u.CostTotal != nil:
		return *u.CostTotal, true
	}
	return 0, false
}

// share is the part of a limit that a request whose cost is not known yet
// needs to be free, and is charged when its cost is never known.
const share = 20
