package secrets

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func table(t *testing.T, text string) Table {
	t.Helper()
	var tab Table
	if err := json.Unmarshal([]byte(text), &tab); err != nil {
		t.Fatal(err)
	}
	return tab
}

// env is an environment that a test can change.
type env map[string]string

func (e env) lookup(name string) (string, bool) { v, ok := e[name]; return v, ok }

func (e env) environ() []string {
	var out []string
	for k, v := range e {
		out = append(out, k+"="+v)
	}
	slices.Sort(out)
	return out
}

// program writes a shell script that stands for a secrets manager.
func program(t *testing.T, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "secrets")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+body+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTable(t *testing.T) {
	got := table(t, `{
		"todoist_client_secret": "TODOIST_CLIENT_SECRET",
		"claude": {"env": "CLAUDE_TOKEN", "from": ["file:/run/NAME"], "also": ["env:OLD"], "roles": ["host"], "required": true, "children": true},
		"front": {"env": "FRONT", "required": ["cluster"]}
	}`)
	want := Table{
		"todoist_client_secret": {Env: "TODOIST_CLIENT_SECRET"},
		"claude": {Env: "CLAUDE_TOKEN", From: []string{"file:/run/NAME"}, Also: []string{"env:OLD"}, Roles: []string{"host"},
			Required: Required{Always: true}, Children: true},
		"front": {Env: "FRONT", Required: Required{Roles: []string{"cluster"}}},
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
}

func TestTableRefuses(t *testing.T) {
	for text, want := range map[string]string{
		`[]`:                              "want an object",
		`{"a": 5}`:                        `secret "a"`,
		`{"a": {"env": "A", "form": []}}`: `unknown field "form"`,
		`{"a": {"env": "A B"}}`:           `"A B" is not the name of an environment variable`,
		`{"a": {}}`:                       `"" is not the name`,
		`{"a": "X", "b": "X"}`:            `secrets "a" and "b" are both X`,
		`{"a": {"env": "A", "from": ["vault:x"]}}`:                   `"vault" is none of env, file and exec`,
		`{"a": {"env": "A", "from": ["env:"]}}`:                      `want env:VARIABLE, file:PATH or exec:COMMAND`,
		`{"a": {"env": "A", "from": ["exec:$UNSET_VARIABLE"]}}`:      `there is no command`,
		`{"a": {"env": "A", "from": ["exec:lease 'x"]}}`:             `exec:lease`,
		`{"a": {"env": "A", "also": ["exec:lease --ttl tomorrow"]}}`: `--ttl "tomorrow" is not a positive duration`,
		`{"a": {"env": "A", "required": "yes"}}`:                     `required: want true, false, or a list of roles`,
	} {
		var tab Table
		if err := json.Unmarshal([]byte(text), &tab); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", text, err, want)
		}
	}
}

func TestSources(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "in-file"), []byte("from the file\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	lease := program(t, `case "$1 $2 $3 $4" in
		"lease leased --ttl 24h") echo "from the lease";;
		"lease two words"*) printf 'two\nlines\n';;
		"lease nothing"*) ;;
		*) echo "what is $2?" >&2; echo half-a-secret; exit 3;;
	esac`)
	s := New(Options{
		Table: table(t, `{
			"in_env": "IN_ENV",
			"in_other_env": {"env": "A", "from": ["env:NONE", "env:IN_ENV"]},
			"in-file": {"env": "B", "from": ["file:NAME"]},
			"leased": "C",
			"quoted": {"env": "D", "from": ["exec:`+lease+` lease 'two words'"]},
			"nothing": "E",
			"failing": "F",
			"no-file": {"env": "G", "from": ["file:nowhere", "env:EMPTY"]},
			"no-program": {"env": "H", "from": ["exec:no-such-program-anywhere NAME"]}
		}`),
		Sources: []string{"exec:" + lease + " lease NAME --ttl 24h"}, Dir: dir,
		Lookup: env{"IN_ENV": "from the environment", "EMPTY": ""}.lookup,
	})
	s.Lease(t.Context())
	got := map[string]string{}
	for _, st := range s.Status() {
		got[st.Name] = strings.Join(s.Get(st.Name), "|") + " " + st.Source + st.Error
	}
	want := map[string]string{
		"in_env":       "from the environment env:IN_ENV",
		"in_other_env": "from the environment env:IN_ENV",
		"in-file":      "from the file file:in-file",
		"leased":       "from the lease exec:" + lease + " lease leased --ttl 24h",
		"quoted":       "two\nlines exec:" + lease + " lease 'two words'",
		"nothing":      " env:E has none; exec:" + lease + " lease nothing --ttl 24h: secrets printed nothing",
		"failing":      " env:F has none; exec:" + lease + " lease failing --ttl 24h: secrets: exit status 3: what is failing?",
		"no-file":      " file:nowhere has none; env:EMPTY has none",
		"no-program":   ` exec:no-such-program-anywhere no-program: no-such-program-anywhere: executable file not found in $PATH`,
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
	if reasons := s.Unready(); reasons != nil {
		t.Errorf("nothing is required, but %q", reasons)
	}
}

// All are read at once, one deadline holds for all, and what is still running
// then is ended with all that it started.
func TestDeadline(t *testing.T) {
	marker := filepath.Join(t.TempDir(), "alive")
	hang := program(t, `(sleep 1; echo alive > `+marker+`) & sleep 60`)
	var log bytes.Buffer
	s := New(Options{
		Table:   table(t, `{"a": {"env": "A", "from": ["exec:`+hang+`"], "required": true}, "b": {"env": "B", "from": ["exec:`+hang+`"]}, "c": "C"}`),
		Timeout: 200 * time.Millisecond, Lookup: env{"C": "is there"}.lookup, Log: slog.New(slog.NewTextHandler(&log, nil)),
	})
	s.Lease(t.Context())
	want := []string{`secret "a" is missing: exec:` + hang + `: no answer within 200ms`}
	if diff := cmp.Diff(s.Unready(), want); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
	if got := s.Get("c"); len(got) != 1 {
		t.Errorf("what was there was not read: %q", got)
	}
	if !strings.Contains(log.String(), "secret=a") || strings.Contains(log.String(), "secret=b") {
		t.Errorf("the log tells of the required secret alone, not: %s", &log)
	}
	time.Sleep(1200 * time.Millisecond)
	if _, err := os.Stat(marker); err == nil {
		t.Error("a descendant of the command lives on")
	}
}

func TestRoles(t *testing.T) {
	tab := table(t, `{"h": {"env": "H", "roles": ["host"], "required": true}, "c": {"env": "C", "required": ["cluster"]}}`)
	for role, want := range map[string][]string{
		"host": {"h"}, "cluster": {"c"}, "": {"c", "h"},
	} {
		s := New(Options{Table: tab, Role: role, Lookup: env{}.lookup, Environ: env{"H": "stray", "X": "1"}.environ})
		s.Lease(t.Context())
		var missing []string
		for _, st := range s.Status() {
			if st.Required && !st.Present {
				missing = append(missing, st.Name)
			}
		}
		if diff := cmp.Diff(missing, want); diff != "" {
			t.Errorf("role %q misses (-got +want):\n%s", role, diff)
		}
		if _, ok := s.Lookup("H"); ok {
			t.Errorf("role %q has H", role)
		}
		if diff := cmp.Diff(s.Environ(), []string{"X=1"}); diff != "" {
			t.Errorf("role %q passes on (-got +want):\n%s", role, diff)
		}
	}
}

func TestEnvironment(t *testing.T) {
	vars := env{"TOKEN": "value of the token", "PLAIN": "plain", "CHILD": "for children"}
	s := New(Options{
		Table:  table(t, `{"token": "TOKEN", "child": {"env": "CHILD", "children": true}, "absent": "ABSENT"}`),
		Lookup: vars.lookup, Environ: vars.environ, Sources: []string{"env:NONE"},
	})
	if _, ok := s.Lookup("TOKEN"); ok {
		t.Error("there is a value before it was read")
	}
	s.Lease(t.Context())
	for name, want := range map[string]string{"TOKEN": "value of the token", "PLAIN": "plain", "CHILD": "for children", "ABSENT": ""} {
		if got, _ := s.Lookup(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if diff := cmp.Diff(s.Environ(), []string{"PLAIN=plain", "CHILD=for children"}); diff != "" {
		t.Errorf("children get (-got +want):\n%s", diff)
	}
	if got := s.Get("TOKEN"); !slices.Equal(got, []string{"value of the token"}) {
		t.Errorf("by its variable: %q", got)
	}
	if _, declared := s.Declared("PLAIN"); declared {
		t.Error("a variable that nobody declared is a secret for scripts")
	}
	if got := s.Redactor().String("plain plain"); got != "plain plain" {
		t.Errorf("got %q", got)
	}
	vars["WEBHOOK_KEY"] = "undeclared but asked for"
	if got := s.Get("WEBHOOK_KEY"); len(got) != 1 || s.Redactor().String(got[0]) != "[secret:WEBHOOK_KEY]" {
		t.Errorf("got %q, redacted %q", got, s.Redactor().String(got[0]))
	}
}

// A value that changes is taken over by itself; the one before is accepted for
// a while, and redacted for ever.
func TestRotation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		path := filepath.Join(dir, "key")
		put := func(text string) {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		put("first value")
		if err := os.WriteFile(filepath.Join(dir, "next"), []byte("third value"), 0o600); err != nil {
			t.Fatal(err)
		}
		s := New(Options{Table: table(t, `{"key": {"env": "KEY", "from": ["file:key"], "also": ["file:next", "file:none"], "required": true}}`), Dir: dir})
		s.Lease(t.Context())
		check := func(when string, want ...string) {
			t.Helper()
			if diff := cmp.Diff(s.Get("key"), want); diff != "" {
				t.Errorf("%s (-got +want):\n%s", when, diff)
			}
		}
		check("at first", "first value", "third value")
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { s.Run(ctx); close(done) }()
		put("second value")
		time.Sleep(fileInterval + time.Second)
		check("after the change", "second value", "third value", "first value")
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		time.Sleep(overlap + fileInterval)
		check("when the file is gone, the last value stays", "second value", "third value")
		if reasons := s.Unready(); reasons != nil {
			t.Errorf("not ready: %q", reasons)
		}
		if got := s.Redactor().String("first value, second value, third value"); got != "[secret:key], [secret:key], [secret:key]" {
			t.Errorf("redacted: %q", got)
		}
		cancel()
		<-done
	})
}

// A required secret that is missing is asked for again, ever less often, until
// it is there.
func TestRetry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int64
		var value atomic.Value
		value.Store("")
		s := New(Options{
			Table: table(t, `{"a": {"env": "A", "from": ["env:A"], "required": true}}`), Role: "host",
			Lookup: func(name string) (string, bool) {
				if name != "A" {
					return "", false
				}
				asked.Add(1)
				v := value.Load().(string)
				return v, v != ""
			},
		})
		s.Lease(t.Context())
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { s.Run(ctx); close(done) }()
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if n := asked.Load(); n < 10 || n > 20 {
			t.Errorf("asked %d times in ten minutes", n)
		}
		want := []string{`secret "a" is missing: env:A has none`}
		if diff := cmp.Diff(s.Unready(), want); diff != "" {
			t.Errorf("(-got +want):\n%s", diff)
		}
		value.Store("there at last")
		time.Sleep(lastRetry + time.Second)
		synctest.Wait()
		if reasons := s.Unready(); reasons != nil {
			t.Errorf("still not ready: %q", reasons)
		}
		cancel()
		<-done
	})
}

// A lease is renewed before it ends; one that cannot be renewed makes the
// worker not ready when it has ended, and the value stays.
// A secret that is too short to be looked for is warned of when it is first
// read, and when it has changed, not at each of the readings in between.
func TestShortSecretIsToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder
		var value atomic.Value
		value.Store("abc")
		store := New(Options{
			Table:  Table{"pin": {Env: "PIN", From: []string{"env:PIN"}}},
			Lookup: func(string) (string, bool) { return value.Load().(string), true },
			Log:    slog.New(slog.NewTextHandler(&log, nil)),
		})
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		store.Lease(ctx)
		var done sync.WaitGroup
		done.Go(func() { store.Run(ctx) })
		time.Sleep(5 * time.Minute)
		value.Store("xyz")
		time.Sleep(5 * time.Minute)
		cancel()
		done.Wait()
		if n := strings.Count(log.String(), "too short to be redacted"); n != 2 {
			t.Errorf("it was told %d times, want 2:\n%s", n, log.String())
		}
	})
}

func TestLeaseExpires(t *testing.T) {
	h := newHeld("a", Secret{Env: "A", From: []string{"exec:lease --ttl 24h"}}, nil)
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	h.take([]fetched{{text: "leased", source: "exec:lease", expires: start.Add(24 * time.Hour), again: start.Add(18 * time.Hour)}}, nil, start)
	if got := h.next.Sub(start); got != 18*time.Hour {
		t.Errorf("renewed after %v", got)
	}
	late := start.Add(18 * time.Hour)
	h.take(nil, errNone, late)
	if st := h.status(late); !st.Present || st.Expired || st.Failures != 1 || h.next.Sub(late) != firstRetry {
		t.Errorf("after one failure: %+v, next %v", st, h.next.Sub(late))
	}
	end := start.Add(24 * time.Hour)
	if st := h.status(end); !st.Expired || st.Values != 1 {
		t.Errorf("at the end: %+v", st)
	}
	if h.take([]fetched{{text: "renewed", expires: end.Add(time.Hour), again: end}}, nil, end); h.status(end).Expired || h.status(end).Renewals != 1 {
		t.Errorf("after a renewal: %+v", h.status(end))
	}
}

func TestNoStore(t *testing.T) {
	var s *Store
	t.Setenv("SOME_VARIABLE", "value")
	if v, ok := s.Lookup("SOME_VARIABLE"); v != "value" || !ok {
		t.Errorf("Lookup: %q, %t", v, ok)
	}
	if s.Get("x") != nil || s.Names() != nil || s.Status() != nil || s.Unready() != nil || s.Redactor() != nil || !slices.Contains(s.Environ(), "SOME_VARIABLE=value") {
		t.Error("a nil store is not the plain environment")
	}
}

// The host's own keys are no secrets of scripts', and told to nobody either.
func TestOwnKeys(t *testing.T) {
	s := New(Options{Lookup: env{"INNGEST_SIGNING_KEY": "signkey-prod-0123456789"}.lookup})
	if got := s.Redactor().String("key signkey-prod-0123456789"); got != "key [secret:INNGEST_SIGNING_KEY]" {
		t.Errorf("got %q", got)
	}
}
