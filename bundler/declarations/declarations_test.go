package declarations_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"systembus/bundler/declarations"
	"systembus/bundler/shims"
)

// repository is the root, with the npm packages.
const repository = "../.."

// peer gives the path of something in node_modules, and of node. Without them
// the test is skipped, or with CI=true fails.
func peer(t *testing.T, name string) (node, path string) {
	t.Helper()
	node, err := exec.LookPath("node")
	path, _ = filepath.Abs(filepath.Join(repository, "node_modules", filepath.FromSlash(name)))
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("CI needs node and the npm packages: %v", err)
		}
		t.Skipf("node or the npm packages are missing: %v", err)
	}
	return node, path
}

// The files are what the generator makes of the packages and shims of now.
func TestInStep(t *testing.T) {
	node, _ := peer(t, "typescript-api/package.json")
	dir := t.TempDir()
	out, err := exec.CommandContext(t.Context(), node, "generate.mjs", dir).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	made, err := filepath.Glob(filepath.Join(dir, "*.d.ts"))
	if err != nil || len(made) == 0 {
		t.Fatalf("nothing was made: %v", err)
	}
	for _, name := range made {
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Base(name))
		if err != nil || string(got) != string(want) {
			t.Errorf("%s is not in step with the packages and the shims: run make declarations (%v)", filepath.Base(name), err)
		}
	}
}

// none are packages that the first of the set-ups lacks.
var none = []string{"@types/node", "@types/bun", "bun-types", "ioredis"}

// project is a folder whose node_modules has the repository's packages but for
// some, and whose scripts are all there are to check.
func project(t *testing.T, without []string) string {
	t.Helper()
	_, from := peer(t, "inngest")
	from = filepath.Dir(from)
	dir := t.TempDir()
	link := func(name string) {
		if slices.Contains(without, name) {
			return
		}
		to := filepath.Join(dir, "node_modules", name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(filepath.Join(from, name), to); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), "@") {
			link(e.Name())
			continue
		}
		scoped, err := os.ReadDir(filepath.Join(from, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range scoped {
			link(e.Name() + "/" + s.Name())
		}
	}
	scripts := filepath.Join(dir, "scripts")
	for _, folder := range []string{"functions", "lib", "webhooks"} {
		source := filepath.Join(repository, "scripts", folder)
		if _, err := os.Stat(source); err != nil {
			continue
		}
		if err := os.CopyFS(filepath.Join(scripts, folder), os.DirFS(source)); err != nil {
			t.Fatal(err)
		}
	}
	// Their tests are the conformance suite's, which has a tsconfig of its own.
	err = filepath.WalkDir(scripts, func(path string, _ os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, "_test.ts") {
			err = os.Remove(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(scripts, "everything.ts"), everything())
	uses, err := os.ReadFile("testdata/uses.ts")
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(scripts, "uses.ts"), string(uses))
	if len(without) > 0 {
		lacks, err := os.ReadFile("testdata/lacks.ts")
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(scripts, "lacks.ts"), string(lacks))
	}
	return dir
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// undeclared are names that the shims export and @types/node or @types/bun do
// not know: deprecated, or of a newer or older release.
var undeclared = map[string][]string{
	"ioredis":          {"AbortError", "MaxRetriesPerRequestError"},
	"node:crypto":      {"prng", "rng"},
	"node:fs":          {"F_OK", "R_OK", "W_OK", "X_OK", "asOpendir"},
	"node:querystring": {"unescapeBuffer"},
	"node:stream":      {"_isUint8Array", "_uint8ArrayToBuffer", "compose", "destroy", "isDisturbed"},
	"node:sys":         {"default"},
	"node:url":         {"resolveObject"},
	"node:util": {"_errnoException", "_extend", "isBoolean", "isDate", "isError", "isFunction", "isNull", "isNullOrUndefined", "isNumber",
		"isObject", "isPrimitive", "isRegExp", "isString", "isSymbol", "isUndefined", "log"},
}

// everything imports every name of every module that scripts are lent.
func everything() string {
	var text strings.Builder
	for i, specifier := range shims.Specifiers() {
		if strings.HasPrefix(specifier, "host:internal/") || specifier == "inngest" || strings.HasPrefix(specifier, "inngest/") {
			continue
		}
		names, _ := shims.Modules{}.Exports(specifier)
		for n, name := range names {
			if name != "__esModule" && !slices.Contains(undeclared[specifier], name) {
				fmt.Fprintf(&text, "import { %s as m%d_%d } from %q;\n", name, i, n, specifier)
			}
		}
	}
	return text.String()
}

// check runs tsc and gives what it complains of.
func check(t *testing.T, compiler, dir string, more ...string) string {
	t.Helper()
	node, tsc := peer(t, compiler+"/bin/tsc")
	args := append([]string{tsc, "--noEmit", "--preserveSymlinks", "-p", dir}, more...)
	out, err := exec.CommandContext(t.Context(), node, args...).CombinedOutput()
	if err != nil || len(out) > 0 {
		return strings.ReplaceAll(string(out), dir+"/", "") + fmt.Sprint(err)
	}
	return ""
}

// The scripts of the repository, one that does what scripts do, and one that
// names all that there is pass tsc, with the host's declarations and with
// those of npm in their place.
func TestTypeCheck(t *testing.T) {
	for _, tt := range []struct {
		name    string
		without []string
	}{
		{"inngest alone", none},
		{"with @types/node, @types/bun and ioredis", nil},
		{"with @types/node", []string{"@types/bun", "bun-types", "ioredis"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := project(t, tt.without)
			written, err := declarations.Write(dir)
			if err != nil {
				t.Fatal(err)
			}
			if !written.Configured || !written.Included {
				t.Errorf("the project has no tsconfig.json: %+v", written)
			}
			if tt.without != nil {
				os.Remove(filepath.Join(dir, "scripts", "lacks.ts"))
			}
			for _, compiler := range []string{"typescript", "typescript-api"} { // The newest, and the fifth.
				if faults := check(t, compiler, dir); faults != "" {
					t.Errorf("tsc of %s:\n%s", compiler, faults)
				}
			}
		})
	}
}

// The declarations need nothing but each other, and are sound by themselves.
func TestSound(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "scripts", "everything.ts"), everything())
	if _, err := declarations.Write(dir); err != nil {
		t.Fatal(err)
	}
	if faults := check(t, "typescript", dir, "--skipLibCheck", "false"); faults != "" {
		t.Errorf("tsc:\n%s", faults)
	}
	put(t, filepath.Join(dir, "scripts", "everything.ts"), "import { nothing } from \"host:gateway\";\n")
	if faults := check(t, "typescript", dir); !strings.Contains(faults, "nothing") {
		t.Errorf("a name that is not there passes: %q", faults)
	}
}
