package infer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	goredis "github.com/redis/go-redis/v9"
	"golang.org/x/sys/unix"

	"systembus/host/redis"
)

// Accounts keep what is spent of the budgets, for all processes that charge
// them.
type Accounts interface {
	// Change gives f what is spent, by account ("digest usd/day"), and keeps
	// what f leaves of it; when f fails, its error is returned and nothing is
	// kept. Nobody else's change comes in between: f is called again with what
	// another has left.
	Change(ctx context.Context, f func(map[string]Spent) error) error
}

// Spent is one budget's account.
type Spent struct {
	// From is the start of the period.
	From time.Time `json:"from"`
	// Amount is in the budget's unit.
	Amount float64 `json:"spent"`
	// Largest is the dearest request of the period.
	Largest float64 `json:"largest"`
}

// FileAccounts keeps accounts in a folder, for the processes of a machine.
type FileAccounts string

const accountsFile = "budgets.json"

// Change implements Accounts.
func (dir FileAccounts) Change(_ context.Context, f func(map[string]Spent) error) error {
	if err := os.MkdirAll(string(dir), 0o700); err != nil {
		return err
	}
	lock, err := os.OpenFile(filepath.Join(string(dir), "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer lock.Close()
	if err := unix.Flock(int(lock.Fd()), unix.LOCK_EX); err != nil {
		return fmt.Errorf("lock %s: %w", lock.Name(), err)
	}
	name := filepath.Join(string(dir), accountsFile)
	accounts := map[string]Spent{}
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

// RedisAccounts keeps accounts in a key of a Redis server, for the processes of
// all machines that reach it.
type RedisAccounts struct {
	Server *redis.Server
	Key    string
}

// maxChanges bounds how often a change is tried that others come before: more
// often than workers can be at it at once.
const maxChanges = 1000

// exchange puts a text in the place of another; what is there instead when it
// is not that one.
const exchange = `local now = redis.call("GET", KEYS[1]) or ""
if now ~= ARGV[1] then return {0, now} end
redis.call("SET", KEYS[1], ARGV[2])
return {1, now}`

// Change implements Accounts.
func (r RedisAccounts) Change(ctx context.Context, f func(map[string]Spent) error) error {
	replies, err := r.do(ctx, "GET", r.Key)
	if err != nil {
		return err
	}
	now, err := replies.Text()
	if err != nil && !errors.Is(err, goredis.Nil) {
		return fmt.Errorf("%s in Redis: %w", r.Key, err)
	}
	for range maxChanges {
		accounts := map[string]Spent{}
		if now != "" {
			if err := json.Unmarshal([]byte(now), &accounts); err != nil {
				return fmt.Errorf("%s in Redis: %w; delete it to start anew", r.Key, err)
			}
		}
		if err := f(accounts); err != nil {
			return err
		}
		text, err := json.Marshal(accounts)
		if err != nil {
			return err
		}
		reply, err := r.do(ctx, "EVAL", exchange, 1, r.Key, now, string(text))
		if err != nil {
			return err
		}
		answer, err := reply.Slice()
		if err != nil {
			return fmt.Errorf("%s in Redis: %w", r.Key, err)
		}
		if answer[0] == int64(1) {
			return nil
		}
		now, _ = answer[1].(string) // which the script gives
	}
	return fmt.Errorf("%s in Redis: others changed it %d times in between", r.Key, maxChanges)
}

func (r RedisAccounts) do(ctx context.Context, command ...any) (*goredis.Cmd, error) {
	replies, err := r.Server.Do(ctx, redis.Call{Commands: [][]any{command}})
	if err != nil {
		return nil, err
	}
	return replies[0], nil
}
