package source_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"systembus/deploy/source"
)

// fakeNode stands for Node: it tells the version, and then says of the types
// what the file verdict has, with its first line as exit code.
const fakeNode = `#!/bin/sh
[ "$2" = --version ] && { echo "Version 5.9.3"; exit; }
echo "$@" >arguments
{ read -r code; while IFS= read -r line; do echo "$line"; done; } <verdict
exit "$code"
`

func TestCheckTypes(t *testing.T) {
	var many strings.Builder
	for i := range 25 {
		fmt.Fprintf(&many, "scripts/a.ts(%d,1): error TS1\n", i+1)
	}
	tests := []struct {
		name    string
		lacks   string
		verdict string
		want    string
	}{
		{"nothing wrong", "", "0\n", ""},
		{"an error", "", "2\nscripts/a.ts(3,5): error TS2322: Type 'string' is not assignable to type 'number'.\n",
			"scripts/a.ts(3,5): error TS2322: Type 'string' is not assignable to type 'number'."},
		{"no tsconfig.json", "tsconfig.json", "0\n", "types are not checked: there is no tsconfig.json"},
		{"no TypeScript", "node_modules", "0\n", "types are not checked: TypeScript is not in node_modules"},
		{"no Node", "bin/node", "0\n", "types are not checked: TypeScript runs in Node, which is not on the PATH"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := project(t, tt.verdict)
			if tt.lacks != "" {
				if err := os.RemoveAll(filepath.Join(dir, tt.lacks)); err != nil {
					t.Fatal(err)
				}
			}
			version, err := source.CheckTypes(t.Context(), dir, environment(dir))
			got := ""
			if err != nil {
				got = err.Error()
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if tt.lacks != "" {
				if !errors.Is(err, source.ErrTypesUnchecked) {
					t.Errorf("%v is not ErrTypesUnchecked", err)
				}
				return
			}
			arguments, err := os.ReadFile(filepath.Join(dir, "arguments"))
			if err != nil || !strings.HasSuffix(string(arguments), "typescript/bin/tsc --noEmit --pretty false --project tsconfig.json\n") {
				t.Errorf("called with %s, %v", arguments, err)
			}
			if version != "5.9.3" {
				t.Errorf("version %q", version)
			}
		})
	}
	t.Run("many errors", func(t *testing.T) {
		dir := project(t, "1\n"+many.String())
		_, err := source.CheckTypes(t.Context(), dir, environment(dir))
		var wrong *source.TypesError
		if !errors.As(err, &wrong) || len(wrong.Lines) != 21 || wrong.Lines[20] != "and 5 lines more" {
			t.Errorf("got %v", err)
		}
	})
}

// TestCheckTypesFromAbove finds TypeScript in the folder above, where a
// repository of several projects has it.
func TestCheckTypesFromAbove(t *testing.T) {
	above := project(t, "")
	dir := filepath.Join(above, "bus")
	write(t, dir, "tsconfig.json", "{}")
	write(t, dir, "verdict", "0\n")
	if version, err := source.CheckTypes(t.Context(), dir, environment(above)); err != nil || version != "5.9.3" {
		t.Errorf("got %q, %v", version, err)
	}
}

// TestCheckTypesReally runs the TypeScript of this repository.
func TestCheckTypesReally(t *testing.T) {
	node, err := exec.LookPath("node")
	modules, _ := filepath.Abs("../../node_modules")
	if err == nil {
		_, err = os.Stat(filepath.Join(modules, "typescript"))
	}
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(modules, filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	environ := []string{"PATH=" + filepath.Dir(node)}
	write(t, dir, "tsconfig.json", `{"compilerOptions": {"strict": true, "types": []}, "include": ["a.ts"]}`)
	write(t, dir, "a.ts", "export const n: number = 1;\n")
	if version, err := source.CheckTypes(t.Context(), dir, environ); err != nil || version == "" {
		t.Errorf("got %q, %v", version, err)
	}
	write(t, dir, "a.ts", "export const n: number = \"one\";\n")
	var wrong *source.TypesError
	if _, err := source.CheckTypes(t.Context(), dir, environ); !errors.As(err, &wrong) ||
		!strings.HasPrefix(wrong.Lines[0], "a.ts(1,14): error TS2322:") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "a.js")); err == nil {
		t.Error("it wrote a.js")
	}
}

func project(t *testing.T, verdict string) string {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "tsconfig.json", "{}")
	write(t, dir, "node_modules/typescript/bin/tsc", "")
	write(t, dir, "verdict", verdict)
	write(t, dir, "bin/node", fakeNode)
	if err := os.Chmod(filepath.Join(dir, "bin/node"), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// environment has the folder's own programs alone.
func environment(dir string) []string { return []string{"PATH=" + filepath.Join(dir, "bin")} }

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
