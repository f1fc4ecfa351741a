package bundler_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"systembus/bundler"
)

// until reads changes until the file is among them.
func until(t *testing.T, w *bundler.Watcher, file string) (all []string) {
	t.Helper()
	// Not a limit on how quick it is, but on how long a failing test hangs.
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for {
		changed, err := w.Next(ctx)
		if err != nil {
			t.Fatalf("no change of %s: %v; changed were %v", file, err, all)
		}
		all = append(all, changed...)
		if slices.Contains(all, file) {
			return all
		}
	}
}

func TestWatch(t *testing.T) {
	root := project(t, map[string]string{"functions/a.ts": "1", "functions/sub/b.ts": "1", "lib/used.ts": "1", "lib/deep/x.ts": "1"})
	w, err := bundler.Watch([]string{filepath.Join(root, "functions"), filepath.Join(root, "webhooks")})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := w.Add([]string{filepath.Join(root, "lib/used.ts"), filepath.Join(root, "node_modules/x/index.js")}); err != nil {
		t.Fatal(err)
	}
	steps := []struct {
		name, file string
		do         func(file string) error
	}{
		{"a file is written", "functions/a.ts", func(f string) error { return os.WriteFile(f, []byte("2"), 0o644) }},
		{"in a subfolder", "functions/sub/b.ts", func(f string) error { return os.WriteFile(f, []byte("2"), 0o644) }},
		{"an editor renames another file over it", "functions/a.ts", func(f string) error {
			if err := os.WriteFile(f+"~", []byte("3"), 0o644); err != nil {
				return err
			}
			return os.Rename(f+"~", f)
		}},
		{"a new file", "functions/new.ts", func(f string) error { return os.WriteFile(f, []byte("1"), 0o644) }},
		{"a new folder with a file in it", "functions/more/c.ts", func(f string) error {
			if err := os.Mkdir(filepath.Dir(f), 0o755); err != nil {
				return err
			}
			return os.WriteFile(f, []byte("1"), 0o644)
		}},
		{"a file in the new folder", "functions/more/d.ts", func(f string) error { return os.WriteFile(f, []byte("1"), 0o644) }},
		{"a file is removed", "functions/new.ts", os.Remove},
		{"an input elsewhere", "lib/used.ts", func(f string) error { return os.WriteFile(f, []byte("2"), 0o644) }},
		{"a folder goes", "functions/more", os.RemoveAll},
		{"and returns", "functions/more/e.ts", func(f string) error {
			if err := os.Mkdir(filepath.Dir(f), 0o755); err != nil {
				return err
			}
			return os.WriteFile(f, []byte("1"), 0o644)
		}},
		{"a folder to watch that was not there comes", "webhooks/github.ts", func(f string) error {
			if err := os.Mkdir(filepath.Dir(f), 0o755); err != nil {
				return err
			}
			return os.WriteFile(f, []byte("1"), 0o644)
		}},
	}
	for _, s := range steps {
		file := filepath.Join(root, s.file)
		if err := s.do(file); err != nil {
			t.Fatal(err)
		}
		t.Log(s.name)
		until(t, w, file)
	}
}

func TestWatchTellsOnlyWhatMatters(t *testing.T) {
	root := project(t, map[string]string{"functions/a.ts": "1", "other/x.ts": "1"})
	w, err := bundler.Watch([]string{filepath.Join(root, "functions"), filepath.Join(root, "later")})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	write(t, root, map[string]string{
		"functions/.a.ts.swp": "1", "functions/a.ts~": "1", "functions/node_modules/x/i.js": "1", "functions/4913": "1",
		"other/x.ts": "2", "beside.ts": "1", "functions/a.ts": "2",
	})
	want := filepath.Join(root, "functions/a.ts")
	for _, file := range until(t, w, want) {
		if file != want {
			t.Errorf("told of %s", file)
		}
	}
}

func TestWatchEndsWithItsContext(t *testing.T) {
	w, err := bundler.Watch([]string{t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	ctx, cancel := context.WithCancelCause(context.Background())
	over := errors.New("over")
	cancel(over)
	if _, err := w.Next(ctx); !errors.Is(err, over) {
		t.Errorf("error %v", err)
	}
}
