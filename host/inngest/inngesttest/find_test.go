package inngesttest

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestFind(t *testing.T) {
	program := func(t *testing.T, name, says string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte("#!/bin/sh\necho '"+says+"'\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		return path
	}
	nothing := func(t *testing.T) {
		t.Setenv("INNGEST_BIN", "")
		t.Setenv("PATH", t.TempDir())
		t.Setenv("XDG_CACHE_HOME", t.TempDir())
		t.Setenv("HOME", t.TempDir())
	}
	t.Run("INNGEST_BIN first", func(t *testing.T) {
		nothing(t)
		want := program(t, "some-server", "")
		t.Setenv("INNGEST_BIN", want)
		t.Setenv("PATH", filepath.Dir(program(t, "inngest", "inngest start --signing-key string")))
		if got, err := Find(); err != nil || got != want {
			t.Errorf("Find() = %q, %v, want %q", got, err, want)
		}
	})
	t.Run("then PATH", func(t *testing.T) {
		nothing(t)
		want := program(t, "inngest", "inngest start --signing-key string")
		t.Setenv("PATH", filepath.Dir(want))
		if got, err := Find(); err != nil || got != want {
			t.Errorf("Find() = %q, %v, want %q", got, err, want)
		}
	})
	t.Run("but not any program of that name", func(t *testing.T) {
		nothing(t)
		t.Setenv("PATH", filepath.Dir(program(t, "inngest", "usage: inngest dev")))
		if got, err := Find(); !errors.Is(err, ErrNotFound) {
			t.Errorf("Find() = %q, %v, want ErrNotFound", got, err)
		}
	})
	t.Run("a wrong INNGEST_BIN is an error", func(t *testing.T) {
		nothing(t)
		t.Setenv("INNGEST_BIN", filepath.Join(t.TempDir(), "missing"))
		if got, err := Find(); err == nil || errors.Is(err, ErrNotFound) {
			t.Errorf("Find() = %q, %v, want an error about INNGEST_BIN", got, err)
		}
	})
	t.Run("nothing", func(t *testing.T) {
		nothing(t)
		if got, err := Find(); !errors.Is(err, ErrNotFound) {
			t.Errorf("Find() = %q, %v, want ErrNotFound", got, err)
		}
	})
}
