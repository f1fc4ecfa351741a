package infer

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"systembus/host/redis"
	"systembus/host/redis/redistest"
)

// inRedis is accounts of a process of its own, in the server at addr.
func inRedis(t *testing.T, url string, timeout time.Duration) RedisAccounts {
	t.Helper()
	target, err := redis.Parse(url)
	if err != nil {
		t.Fatal(err)
	}
	server := &redis.Server{Target: target, Pools: redis.NewPools(nil), Timeout: timeout}
	t.Cleanup(server.Close)
	return RedisAccounts{Server: server, Key: "budgets"}
}

// Three workers ask at once, each through several programs, of a budget that
// is enough for twenty requests.
func TestWorkersShareABudget(t *testing.T) {
	r := redistest.Start(t)
	dir := t.TempDir()
	for name, accounts := range map[string]func() Accounts{
		"in Redis":  func() Accounts { return inRedis(t, r.URL(), time.Minute) },
		"in a file": func() Accounts { return FileAccounts(dir) },
	} {
		t.Run(name, func(t *testing.T) {
			var mu sync.Mutex
			outcomes := map[string]int{}
			var tasks sync.WaitGroup
			for range 3 {
				e, _ := newEngine(t, Options{Accounts: accounts(), Concurrency: 8, Budgets: budgets(t, map[string]string{"*": "100 tokens/month"})},
					play{print: saysWith("x", "a", 5, 0)})
				for range 15 {
					tasks.Go(func() {
						_, err := ask(e)
						mu.Lock()
						defer mu.Unlock()
						outcomes[code(err)]++
					})
				}
			}
			tasks.Wait()
			if outcomes[""] != 20 || outcomes[CodeBudget] != 25 {
				t.Errorf("outcomes: %v, want 20 answers and 25 refusals", outcomes)
			}
		})
	}
}

func TestRedisAccountsFailClosed(t *testing.T) {
	r := redistest.Start(t)
	accounts := inRedis(t, r.URL(), 3*time.Second)
	e, f := newEngine(t, Options{Accounts: accounts, Budgets: budgets(t, map[string]string{"digest": "1 usd/day"})}, play{print: saysWith("x", "a", 1, 0.01)})
	refused := func(words string) {
		t.Helper()
		ran := len(f.models())
		_, err := ask(e, by("digest", "s"))
		if code(err) != CodeBudget || !strings.Contains(err.Error(), words) {
			t.Errorf("got %v, want a refusal with %q", err, words)
		}
		if len(f.models()) != ran {
			t.Error("a program was run")
		}
	}
	if _, err := ask(e, by("digest", "s")); err != nil {
		t.Fatal(err)
	}
	set := func(command ...any) {
		t.Helper()
		if _, err := accounts.do(t.Context(), command...); err != nil {
			t.Fatal(err)
		}
	}
	set("SET", "budgets", "{half")
	refused("budgets in Redis: invalid character 'h' looking for beginning of object key string; delete it to start anew")
	set("DEL", "budgets")
	set("LPUSH", "budgets", "a list")
	refused("WRONGTYPE")
	set("DEL", "budgets")
	r.Freeze()
	refused("GET was not answered within 3s")
	r.Thaw()
	r.Kill()
	refused("so nothing is asked")
	if _, err := ask(e, by("other", "s")); err != nil {
		t.Errorf("a function without a budget: %v", err)
	}
	r.Restart()
	if _, err := ask(e, by("digest", "s")); err != nil {
		t.Errorf("when Redis is back: %v", err)
	}
}

// What was reserved stays charged when Redis goes away before the answer.
func TestRedisLeavesDuringARequest(t *testing.T) {
	m := miniredis.RunT(t)
	accounts := inRedis(t, "redis://"+m.Addr(), 3*time.Second)
	l := ledger{accounts: accounts, budgets: budgets(t, map[string]string{"*": "100 tokens/day"})}
	ctx, cancel := context.WithCancel(t.Context())
	settle, refused := l.reserve(ctx, "f")
	if refused != nil {
		t.Fatal(refused)
	}
	cancel() // the call has ended, its budget is corrected all the same
	m.SetError("LOADING for a while")
	if err := settle(&Usage{TotalTokens: 1}, true); err == nil {
		t.Error("the account was corrected by a server that is loading")
	}
	m.SetError("")
	spent := func(want float64) {
		t.Helper()
		err := accounts.Change(t.Context(), func(a map[string]Spent) error {
			if got := a["* tokens/day"].Amount; got != want {
				t.Errorf("spent %v, want %v", got, want)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	spent(5)
	if err := settle(&Usage{TotalTokens: 1}, true); err != nil {
		t.Error(err)
	}
	spent(1)
}

// Workers whose clocks differ do not take each other's accounts away at the end
// of a period.
func TestAClockThatIsAhead(t *testing.T) {
	accounts := FileAccounts(t.TempDir())
	now := time.Now()
	_, next := periods["hour"](now)
	ahead := func(a map[string]Spent) error {
		a["* tokens/hour"] = Spent{From: next, Amount: 98}
		return nil
	}
	if err := accounts.Change(t.Context(), ahead); err != nil {
		t.Fatal(err)
	}
	e, _ := newEngine(t, Options{Accounts: accounts, Budgets: budgets(t, map[string]string{"*": "100 tokens/hour"})}, play{print: says("x")})
	if _, err := ask(e); code(err) != CodeBudget {
		t.Errorf("the next hour's account was begun anew: %v", err)
	}
}
