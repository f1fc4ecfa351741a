package infer

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// ledger keeps the accounts of the budgets, in a file that the workers of a
// machine share, and sums up what functions and their steps have used.
//
// What a request may cost is written down before it is made, and corrected
// afterwards: a worker that is killed in between has spent too much on paper,
// never too little. When the file cannot be read or written, nothing that has
// a budget is asked.
type ledger struct {
	budgets Budgets
	dir     string // of the file

	mu     sync.Mutex
	totals map[account]*Total
}

// entry is one budget's state in the file.
type entry struct {
	From  time.Time `json:"from"`
	Spent float64   `json:"spent"`
	// Largest is the dearest request of the period.
	Largest float64 `json:"largest"`
}

const ledgerFile = "budgets.json"

// change gives the accounts of the file to f, alone among all processes, and
// writes what f leaves of them.
func (l *ledger) change(f func(map[string]entry) error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := os.MkdirAll(l.dir, 0o700); err != nil {
		return err
	}
	lock, err := os.OpenFile(filepath.Join(l.dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer lock.Close()
	if err := unix.Flock(int(lock.Fd()), unix.LOCK_EX); err != nil {
		return fmt.Errorf("lock %s: %w", lock.Name(), err)
	}
	name := filepath.Join(l.dir, ledgerFile)
	accounts := map[string]entry{}
	text, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err == nil {
		if err := json.Unmarshal(text, &accounts); err != nil {
			return fmt.Errorf("%s: %w; remove it to start anew", name, err)
		}
	}
	if err := f(accounts); err != nil {
		return err
	}
	return replace(name, accounts)
}

// replace writes a file so that it is there whole or not at all.
func replace(name string, v any) error {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // there is nothing to remove once it is renamed
	_, err = f.Write(append(text, '\n'))
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// names are the budgets that a function's requests are charged to.
func (l *ledger) names(function string) []string {
	var names []string
	for _, name := range []string{"*", function} {
		if _, ok := l.budgets[name]; ok && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// reserve charges a function's budgets with what a request may cost. settle
// corrects that, once: with what it did use, nil when that is not known, or
// with ran false when nothing was asked after all.
func (l *ledger) reserve(function string) (settle func(u *Usage, ran bool) error, refused *Error) {
	names := l.names(function)
	if len(names) == 0 {
		return func(*Usage, bool) error { return nil }, nil
	}
	now := time.Now()
	reserved := map[string]entry{} // what was added, and in which period
	err := l.change(func(accounts map[string]entry) error {
		for _, name := range names {
			budget := l.budgets[name]
			from, to := periods[budget.Per](now)
			a := accounts[name]
			if !a.From.Equal(from) {
				a = entry{From: from}
			}
			amount := max(budget.Limit/share, a.Largest)
			if budget.Limit == 0 || a.Spent+amount > budget.Limit*(1+1e-9) {
				refused = fail(CodeBudget, "infer: the budget of %s, %v, has no room for another request until %s: %.4g are spent, and one needs up to %.4g",
					whose(name), budget, to.Format(time.RFC3339), a.Spent, amount)
				refused.RetryAt = to
				return refused
			}
			a.Spent += amount
			accounts[name], reserved[name] = a, entry{From: from, Spent: amount}
		}
		return nil
	})
	if refused != nil {
		return nil, refused
	}
	if err != nil {
		refused = fail(CodeBudget, "infer: the budgets cannot be accounted for, so nothing is asked: %v", err)
		refused.Cause = err
		return nil, refused
	}
	return func(u *Usage, ran bool) error { return l.settle(reserved, u, ran) }, nil
}

func (l *ledger) settle(reserved map[string]entry, u *Usage, ran bool) error {
	return l.change(func(accounts map[string]entry) error {
		for name, r := range reserved {
			charge, known := l.budgets[name].charge(u)
			switch {
			case !ran:
				charge = 0
			case !known:
				charge = r.Spent
			}
			a := accounts[name]
			if a.From.Equal(r.From) {
				a.Spent = max(0, a.Spent-r.Spent+charge)
				if known {
					a.Largest = max(a.Largest, charge)
				}
				accounts[name] = a
			}
		}
		return nil
	})
}

func whose(name string) string {
	if name == "*" {
		return "all functions"
	}
	return name
}

// account is whose use is summed up.
type account struct{ function, step string }

// A Total is what a function's step has used since the process began.
type Total struct {
	Function string `json:"function"`
	Step     string `json:"step"`
	// Requests are those that were made, Failures those without an answer.
	Requests int64 `json:"requests"`
	Failures int64 `json:"failures"`
	// Attempts are the programs run for them; Unknown are those of which no
	// usage is known.
	Attempts int64 `json:"attempts"`
	Unknown  int64 `json:"unknownUsage"`
	// Tokens and cost, in US dollars, of all attempts.
	InputTokens  int64   `json:"inputTokens"`
	OutputTokens int64   `json:"outputTokens"`
	TotalTokens  int64   `json:"totalTokens"`
	Cost         float64 `json:"costUsd"`
}

// maxAccounts bounds how many steps are told apart: the names of steps may be
// made at run time. What comes after is summed up under "(others)".
const maxAccounts = 2000

func (l *ledger) total(function, step string) *Total {
	key := account{function, step}
	t := l.totals[key]
	if t == nil && len(l.totals) >= maxAccounts {
		key = account{"(others)", ""}
		t = l.totals[key]
	}
	if t == nil {
		t = &Total{Function: key.function, Step: key.step}
		l.totals[key] = t
	}
	return t
}

// attempted notes one run of a program.
func (l *ledger) attempted(r *Request, u *Usage) {
	l.mu.Lock()
	defer l.mu.Unlock()
	t := l.total(r.Function, r.Step)
	t.Attempts++
	if u == nil {
		t.Unknown++
		return
	}
	t.InputTokens += u.InputTokens
	t.OutputTokens += u.OutputTokens
	t.TotalTokens += u.TotalTokens
	if u.CostTotal != nil {
		t.Cost += *u.CostTotal
	}
}

// requested notes the end of a request.
func (l *ledger) requested(r *Request, failed bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	t := l.total(r.Function, r.Step)
	t.Requests++
	if failed {
		t.Failures++
	}
}

// list gives the totals, the dearest first.
func (l *ledger) list() []Total {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := make([]Total, 0, len(l.totals))
	for _, t := range l.totals {
		out = append(out, *t)
	}
	slices.SortFunc(out, func(a, b Total) int {
		return cmp.Or(cmp.Compare(b.Cost, a.Cost), cmp.Compare(b.TotalTokens, a.TotalTokens), cmp.Compare(a.Function, b.Function), cmp.Compare(a.Step, b.Step))
	})
	return out
}
