package infer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// by gives a request a function and a step.
func by(function, step string) func(*Request) {
	return func(r *Request) { r.Function, r.Step, r.Component, r.Action = function, step, "c", function+step }
}

func budgets(t *testing.T, settings map[string]string) Budgets {
	t.Helper()
	b, err := ParseBudgets(settings)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestBudgetsEndAndBeginAnew(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) { // it is midnight in the year 2000
		e, f := newEngine(t, Options{Accounts: FileAccounts(dir), Budgets: budgets(t, map[string]string{"digest": "1 usd/day"})}, play{print: saysWith("x", "a", 10, 0.3)})
		var codes []string
		for range 5 {
			_, err := ask(e, by("digest", "s"))
			codes = append(codes, code(err))
		}
		if diff := cmp.Diff(codes, []string{"", "", "", CodeBudget, CodeBudget}); diff != "" {
			t.Error(diff)
		}
		_, err := ask(e, by("digest", "s"))
		if want := "the budget of digest, 1 usd/day, has no room for another request until 2000-01-02T00:00:00Z: 0.9 are spent, and one needs up to 0.3"; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v", err)
		}
		if _, err := ask(e, by("other", "s")); err != nil {
			t.Errorf("a function without a budget: %v", err)
		}
		// A worker that starts again has not forgotten.
		again, _ := newEngine(t, Options{Accounts: FileAccounts(dir), Budgets: budgets(t, map[string]string{"digest": "1 usd/day"})}, play{print: says("x")})
		if _, err := ask(again, by("digest", "s")); code(err) != CodeBudget {
			t.Errorf("after a restart: %v", err)
		}
		time.Sleep(24 * time.Hour)
		if _, err := ask(e, by("digest", "s")); err != nil {
			t.Errorf("the next day: %v", err)
		}
		if n := len(f.models()); n != 5 {
			t.Errorf("%d programs were run", n)
		}
	})
}

func TestBudgetsFailClosed(t *testing.T) {
	unknown := play{print: saysWith("x", "a", 0, 0)} // which is no usage at all
	t.Run("unknown use is charged", func(t *testing.T) {
		e, _ := newEngine(t, Options{Accounts: FileAccounts(t.TempDir()), Budgets: budgets(t, map[string]string{"*": "100 tokens/hour"})}, unknown)
		for i := range 21 {
			_, err := ask(e, by("f", "s"))
			if want := map[bool]string{true: CodeBudget}[i == 20]; code(err) != want {
				t.Errorf("request %d: %v", i, err)
			}
		}
	})
	t.Run("nothing is left", func(t *testing.T) {
		e, f := newEngine(t, Options{Accounts: FileAccounts(t.TempDir()), Budgets: budgets(t, map[string]string{"*": "0 usd/day"})}, unknown)
		if _, err := ask(e); code(err) != CodeBudget || len(f.models()) > 0 {
			t.Errorf("%v", err)
		}
	})
	t.Run("an account that cannot be read", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, accountsFile), []byte("{half"), 0o600); err != nil {
			t.Fatal(err)
		}
		e, f := newEngine(t, Options{Accounts: FileAccounts(dir), Budgets: budgets(t, map[string]string{"*": "5 usd/day"})}, unknown)
		if _, err := ask(e); code(err) != CodeBudget || len(f.models()) > 0 || !strings.Contains(err.Error(), "remove it to start anew") {
			t.Errorf("%v", err)
		}
	})
	t.Run("a folder that cannot be made", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		e, f := newEngine(t, Options{Accounts: FileAccounts(filepath.Join(file, "x")), Budgets: budgets(t, map[string]string{"*": "5 usd/day"})}, unknown)
		if _, err := ask(e); code(err) != CodeBudget || len(f.models()) > 0 {
			t.Errorf("%v", err)
		}
	})
	t.Run("a worker that was killed", func(t *testing.T) {
		dir, b := t.TempDir(), budgets(t, map[string]string{"*": "100 tokens/day"})
		e, _ := newEngine(t, Options{Accounts: FileAccounts(dir), Budgets: b}, unknown)
		if _, err := e.ledger.reserve(t.Context(), ""); err != nil { // and never settled
			t.Fatal(err)
		}
		next, _ := newEngine(t, Options{Accounts: FileAccounts(dir), Budgets: b}, unknown)
		for i := range 20 {
			_, err := ask(next, by("f", "s"))
			if want := map[bool]string{true: CodeBudget}[i == 19]; code(err) != want {
				t.Errorf("request %d: %v", i, err)
			}
		}
	})
	t.Run("no accounts", func(t *testing.T) {
		if _, err := New(Options{Runner: &fake{}, Budgets: Budgets{"*": {Limit: 1, Per: "day"}}}); err == nil {
			t.Error("budgets without accounts")
		}
	})
}

func TestWhatWasNotRunIsNotCharged(t *testing.T) {
	e, _ := newEngine(t, Options{Accounts: FileAccounts(t.TempDir()), Budgets: budgets(t, map[string]string{"*": "100 tokens/day"})}, play{start: os.ErrNotExist})
	for range 50 {
		if _, err := ask(e); code(err) == CodeBudget {
			t.Fatal(err)
		}
	}
}

func TestUseByFunctionAndStep(t *testing.T) {
	e, _ := newEngine(t, Options{Routes: Routes{"default": {"a/1", "a/2"}}}, play{print: saysWith("", "a", 5, 0.5)}, play{print: saysWith("x", "a", 10, 1)}, play{status: 1})
	required := func(r *Request) { r.RequireTextOutput = true }
	if _, err := ask(e, by("digest", "write"), required); err != nil {
		t.Fatal(err)
	}
	if _, err := ask(e, by("digest", "check")); code(err) != CodeFailed {
		t.Fatal(err)
	}
	want := []Total{
		{Function: "digest", Step: "write", Requests: 1, Attempts: 2, InputTokens: 15, TotalTokens: 15, Cost: 1.5},
		{Function: "digest", Step: "check", Requests: 1, Failures: 1, Attempts: 2, Unknown: 2},
	}
	if diff := cmp.Diff(e.Totals(), want); diff != "" {
		t.Error(diff)
	}
	s := e.Stats()
	if diff := cmp.Diff([]any{s.Requests, s.Answered, s.Failed, s.Attempts, s.Cost}, []any{int64(2), int64(1), int64(1), int64(4), 1.5}); diff != "" {
		t.Error(diff)
	}
}

func TestParseBudgets(t *testing.T) {
	for text, want := range map[string]string{
		"5 usd/day": "5 usd/day", " 0.25 USD/Hour ": "0.25 usd/hour", "200000 tokens/month": "200000 tokens/month",
		"5": "", "5 usd": "", "5 eur/day": "", "-1 usd/day": "", "NaN usd/day": "", "Inf usd/day": "", "5 usd/week": "",
	} {
		b, err := parseBudget(text)
		if (err == nil) != (want != "") || err == nil && b.String() != want {
			t.Errorf("%q: %v, %v", text, b, err)
		}
	}
}
