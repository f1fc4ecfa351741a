package bundler

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPackages(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	write("node_modules/zod/package.json", `{"name":"zod","version":"4.1.0","license":"MIT"}`)
	write("node_modules/zod/esm/package.json", `{"type":"module"}`)
	write("node_modules/@scope/a/package.json", `{"name":"@scope/a","version":"1.0.0","license":{"type":"ISC"}}`)
	write("node_modules/@scope/a/node_modules/zod/package.json", `{"name":"zod","version":"3.0.0"}`)
	write("node_modules/nameless/package.json", `{"version":"1.0.0"}`)
	got := packages([]string{
		write("scripts/functions/a.ts", ""),
		write("node_modules/zod/esm/index.js", ""),
		write("node_modules/zod/esm/other.js", ""),
		write("node_modules/@scope/a/index.js", ""),
		write("node_modules/@scope/a/node_modules/zod/index.js", ""),
		write("node_modules/nameless/index.js", ""),
		write("node_modules/gone/index.js", ""),
	})
	want := []Package{
		{Name: "@scope/a", Version: "1.0.0", License: "ISC"},
		{Name: "zod", Version: "3.0.0"},
		{Name: "zod", Version: "4.1.0", License: "MIT"},
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
}
