package bundler_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
)

// stored builds a project of two scripts and writes it to a build folder.
func stored(t *testing.T, root, dir string) *bundler.Manifest {
	t.Helper()
	builder := bundler.New(bundler.Options{Root: root, Modules: lent})
	entries, problems := bundler.Discover(root, []string{"functions"})
	results := builder.Build(context.Background(), entries)
	if problems = append(problems, bundler.Problems(results)...); len(problems) > 0 {
		t.Fatal(text(problems))
	}
	m := &bundler.Manifest{Built: "test"}
	for _, e := range entries {
		m.Scripts = append(m.Scripts, bundler.Script{Path: e.Path, Roles: []string{"host"}, Functions: []bundler.Function{{ID: "a/b.c"}}})
	}
	if err := bundler.Write(dir, m, results); err != nil {
		t.Fatal(err)
	}
	return m
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, f := range files {
		list = append(list, regexp.MustCompile(`[0-9a-f]{16}`).ReplaceAllString(f.Name(), "HASH"))
	}
	return list
}

func TestWriteAndRead(t *testing.T) {
	root := project(t, map[string]string{"functions/a.ts": "export default 1;", "functions/host/a b.ts": "export default 2;"})
	dir := filepath.Join(root, "build", "out")
	wrote := stored(t, root, dir)
	want := []string{"functions-a-HASH.js", "functions-a-HASH.js.map", "functions-host-a-b-HASH.js", "functions-host-a-b-HASH.js.map", "manifest.json"}
	if diff := cmp.Diff(names(t, dir), want); diff != "" {
		t.Error(diff)
	}
	read, err := bundler.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(read, wrote); diff != "" {
		t.Error(diff)
	}
	code, sourceMap, err := bundler.ReadScript(dir, read.Scripts[0])
	if err != nil || !strings.Contains(string(code), "default: () =>") || !strings.Contains(string(sourceMap), `"functions/a.ts"`) {
		t.Errorf("bundle %q, map %q, %v", code, sourceMap, err)
	}

	write(t, root, map[string]string{"functions/a.ts": "export default 11;", "build/out/notes.js": "", "build/out/a-b.js.map": ""})
	before := read.Scripts[0].Bundle
	if after := stored(t, root, dir).Scripts[0].Bundle; after == before {
		t.Error("the name of a bundle did not change with its code")
	}
	if diff := cmp.Diff(names(t, dir), append([]string{"a-b.js.map"}, append(want, "notes.js")...)); diff != "" {
		t.Errorf("stale bundles go, and nothing else:\n%s", diff)
	}
}

func TestWriteNeedsABundleForEveryScript(t *testing.T) {
	dir := t.TempDir()
	err := bundler.Write(dir, &bundler.Manifest{Scripts: []bundler.Script{{Path: "x.ts"}}}, []bundler.Result{{Entry: bundler.Entry{Path: "x.ts"}}})
	if err == nil || !strings.Contains(err.Error(), "x.ts") {
		t.Errorf("error %v", err)
	}
	if _, err := bundler.Read(dir); !errors.Is(err, bundler.ErrNotBuilt) {
		t.Errorf("there is a manifest of an incomplete build: %v", err)
	}
}

func TestReadErrors(t *testing.T) {
	cases := []struct {
		name   string
		damage func(t *testing.T, dir string, s bundler.Script)
		want   string
	}{
		{"nothing built", func(t *testing.T, dir string, _ bundler.Script) { remove(t, dir) }, "nothing is built here"},
		{"no manifest", func(t *testing.T, dir string, _ bundler.Script) { remove(t, filepath.Join(dir, "manifest.json")) }, "nothing is built here"},
		{"not a manifest", func(t *testing.T, dir string, _ bundler.Script) {
			write(t, dir, map[string]string{"manifest.json": "{"})
		}, "is not a manifest"},
		{"another format", func(t *testing.T, dir string, _ bundler.Script) {
			write(t, dir, map[string]string{"manifest.json": `{"format": 99}`})
		}, "has format 99, and this host reads format 1"},
		{"a bundle is missing", func(t *testing.T, dir string, s bundler.Script) { remove(t, filepath.Join(dir, s.Bundle)) }, "the bundle of functions/a.ts is missing"},
		{"a bundle is cut", func(t *testing.T, dir string, s bundler.Script) { write(t, dir, map[string]string{s.Bundle: "cut"}) }, "has 3 bytes"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			root := project(t, map[string]string{"functions/a.ts": "export default 1;"})
			dir := filepath.Join(root, "build")
			c.damage(t, dir, stored(t, root, dir).Scripts[0])
			_, err := bundler.Read(dir)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "run `host build`") {
				t.Errorf("error %v, want %q and what to run", err, c.want)
			}
		})
	}
}

func TestReadScriptErrors(t *testing.T) {
	root := project(t, map[string]string{"functions/a.ts": "export default 1;"})
	dir := filepath.Join(root, "build")
	s := stored(t, root, dir).Scripts[0]

	remove(t, filepath.Join(dir, s.Map))
	if code, sourceMap, err := bundler.ReadScript(dir, s); err != nil || code == nil || sourceMap != nil {
		t.Errorf("without its map: %v", err)
	}
	write(t, dir, map[string]string{s.Bundle: strings.Repeat(" ", s.Size)})
	if _, _, err := bundler.ReadScript(dir, s); err == nil || !strings.Contains(err.Error(), "not the one that was built") {
		t.Errorf("with another text of the same length: %v", err)
	}
	remove(t, filepath.Join(dir, s.Bundle))
	if _, _, err := bundler.ReadScript(dir, s); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("without its bundle: %v", err)
	}
}

func remove(t *testing.T, name string) {
	t.Helper()
	if err := os.RemoveAll(name); err != nil {
		t.Fatal(err)
	}
}
