package bundler_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
)

func link(t *testing.T, target, name string) {
	t.Helper()
	if err := os.Symlink(target, name); err != nil {
		t.Fatal(err)
	}
}

func paths(entries []bundler.Entry) []string {
	list := []string{}
	for _, e := range entries {
		list = append(list, e.Path)
	}
	return list
}

func TestAffected(t *testing.T) {
	root := project(t, map[string]string{
		"functions/a.ts": `import { one } from "../lib/one"; export default one;`,
		"functions/b.ts": `import { one } from "../lib/one"; import { two } from "../lib/two"; export default [one, two];`,
		"functions/c.ts": `export default 3;`,
		"functions/d.ts": `import { missing } from "../lib/missing"; export default missing;`,
		"lib/one.ts":     `export const one = 1;`,
		"lib/two.ts":     `export const two = 2;`,
		"lib/unused.ts":  ``,
	})
	builder := bundler.New(bundler.Options{Root: root, Modules: lent})
	entries, _ := bundler.Discover(root, []string{"functions"})
	results := builder.Build(context.Background(), entries)
	if len(results) != 4 || results[3].OK() || !results[0].OK() {
		t.Fatalf("results %v", results)
	}
	cases := []struct {
		name    string
		changed []string
		want    []string
	}{
		{"its own file", []string{"functions/a.ts"}, []string{"functions/a.ts", "functions/d.ts"}},
		{"a shared file", []string{"lib/one.ts"}, []string{"functions/a.ts", "functions/b.ts", "functions/d.ts"}},
		{"two files", []string{"lib/two.ts", "functions/c.ts"}, []string{"functions/b.ts", "functions/c.ts", "functions/d.ts"}},
		{"one that nobody uses: still, what failed is tried again", []string{"lib/unused.ts"}, []string{"functions/d.ts"}},
		{"what decides how modules resolve", []string{"tsconfig.base.json"}, []string{"functions/a.ts", "functions/b.ts", "functions/c.ts", "functions/d.ts"}},
		{"nothing", nil, []string{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var changed []string
			for _, name := range c.changed {
				changed = append(changed, filepath.Join(root, name))
			}
			if diff := cmp.Diff(paths(builder.Affected(changed)), c.want); diff != "" {
				t.Error(diff)
			}
		})
	}

	t.Run("a rebuild sees the change", func(t *testing.T) {
		write(t, root, map[string]string{"lib/one.ts": `export const one = "changed";`, "lib/missing.ts": `export const missing = "found";`})
		again := builder.Build(context.Background(), builder.Affected([]string{filepath.Join(root, "lib/one.ts")}))
		if len(again) != 3 || !strings.Contains(string(again[0].Code), "changed") || again[0].Hash == results[0].Hash {
			t.Errorf("a.ts was not built again: %s", again[0].Code)
		}
		if !again[2].OK() {
			t.Errorf("d.ts still fails: %s", text(again[2].Problems))
		}
		if diff := cmp.Diff(paths(builder.Affected([]string{filepath.Join(root, "lib/unused.ts")})), []string{}); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("an entry that is gone is forgotten", func(t *testing.T) {
		builder.Forget("functions/c.ts")
		if got := builder.Affected([]string{filepath.Join(root, "functions/c.ts")}); len(got) != 0 {
			t.Errorf("affected %v", got)
		}
	})
	t.Run("a builder works after Close", func(t *testing.T) {
		builder.Close()
		if r := builder.Build(context.Background(), entries[:1])[0]; !r.OK() {
			t.Error(text(r.Problems))
		}
	})
}

func TestBuildOfAMissingEntry(t *testing.T) {
	root := project(t, map[string]string{"functions/.keep": ""})
	r := build(t, root, "functions/gone.ts")
	if r.OK() || len(r.Problems) != 1 || r.Problems[0].File != "functions/gone.ts" {
		t.Errorf("problems:\n%s", text(r.Problems))
	}
}

func TestBuildEndsWithItsContext(t *testing.T) {
	root := project(t, map[string]string{"a.ts": "export default 1;"})
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(errors.New("interrupted"))
	r := bundler.New(bundler.Options{Root: root}).Build(ctx, []bundler.Entry{{Path: "a.ts"}})[0]
	if r.OK() || !strings.Contains(text(r.Problems), "interrupted") {
		t.Errorf("problems:\n%s", text(r.Problems))
	}
}

func TestAnInvalidTSConfigIsTold(t *testing.T) {
	root := project(t, map[string]string{"a.ts": "export default 1;"})
	r := build(t, root, "a.ts", func(o *bundler.Options) { o.TSConfig = "no/such.json" })
	if r.OK() || !strings.Contains(text(r.Problems), "such.json") {
		t.Errorf("problems:\n%s", text(r.Problems))
	}
}

func TestProblemsOfSharedFilesAreToldOnce(t *testing.T) {
	root := project(t, map[string]string{
		"a.ts":   `import "./lib";`,
		"b.ts":   `import "./lib";`,
		"lib.ts": `const = 1;`,
	})
	results := bundler.New(bundler.Options{Root: root}).Build(context.Background(), []bundler.Entry{{Path: "a.ts"}, {Path: "b.ts"}})
	if got := bundler.Problems(results); len(got) != 1 || got[0].File != "lib.ts" {
		t.Errorf("problems:\n%s", text(got))
	}
}
