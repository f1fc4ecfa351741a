package infer

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"
)

// ledger charges the budgets, and sums up what functions and their steps have
// used.
//
// What a request may cost is written down before it is made, and corrected
// afterwards: a worker that is killed in between has spent too much on paper,
// never too little. When the accounts cannot be read or written, nothing that
// has a budget is asked.
type ledger struct {
	budgets  Budgets
	accounts Accounts // not nil when there are budgets

	mu     sync.Mutex
	totals map[account]*Total
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
func (l *ledger) reserve(ctx context.Context, function string) (settle func(u *Usage, ran bool) error, refused *Error) {
	names := l.names(function)
	if len(names) == 0 {
		return func(*Usage, bool) error { return nil }, nil
	}
	now := time.Now()
	reserved := map[string]Spent{} // what was added, and in which period
	err := l.accounts.Change(ctx, func(accounts map[string]Spent) error {
		refused = nil
		for _, name := range names {
			budget := l.budgets[name]
			from, to := periods[budget.Per](now)
			key := budget.account(name)
			a := accounts[key]
			// A worker whose clock is ahead may have begun the next period.
			if a.From.Before(from) || a.From.After(to) {
				a = Spent{From: from}
			}
			amount := max(budget.Limit/share, a.Largest)
			if budget.Limit == 0 || a.Amount+amount > budget.Limit*(1+1e-9) {
				refused = fail(CodeBudget, "infer: the budget of %s, %v, has no room for another request until %s: %.4g are spent, and one needs up to %.4g",
					whose(name), budget, to.Format(time.RFC3339), a.Amount, amount)
				refused.RetryAt = to
				return refused
			}
			a.Amount += amount
			accounts[key], reserved[name] = a, Spent{From: a.From, Amount: amount}
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
	return func(u *Usage, ran bool) error { return l.settle(context.WithoutCancel(ctx), reserved, u, ran) }, nil
}

func (l *ledger) settle(ctx context.Context, reserved map[string]Spent, u *Usage, ran bool) error {
	return l.accounts.Change(ctx, func(accounts map[string]Spent) error {
		for name, r := range reserved {
			charge, known := l.budgets[name].charge(u)
			switch {
			case !ran:
				charge = 0
			case !known:
				charge = r.Amount
			}
			key := l.budgets[name].account(name)
			a := accounts[key]
			if a.From.Equal(r.From) {
				a.Amount = max(0, a.Amount-r.Amount+charge)
				if known {
					a.Largest = max(a.Largest, charge)
				}
				accounts[key] = a
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
