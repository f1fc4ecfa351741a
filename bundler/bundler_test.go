package bundler_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"systembus/bundler"
)

var update = flag.Bool("update", false, "write the golden files")

// modules is a table of host modules for tests.
type modules map[string][]string

func (m modules) Exports(specifier string) ([]string, bool) {
	names, ok := m[specifier]
	return names, ok
}

var lent = modules{
	"inngest":        {"Inngest", "NonRetriableError"},
	"inngest/helper": {"help"},
	"node:path":      {"default", "join", "dirname", "basename"},
	"node:fs":        {"default", "readFileSync", "existsSync"},
	"node:test":      {"test"},
	"ioredis":        {"default", "Redis"},
	"host:infer":     {"infer"},
	"host:redis":     nil,
}

// project writes files, by name, under a new root.
func project(t testing.TB, files map[string]string) string {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, root, files)
	return root
}

func write(t testing.TB, root string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// build bundles one entry of a project.
func build(t testing.TB, root, entry string, change ...func(*bundler.Options)) bundler.Result {
	t.Helper()
	options := bundler.Options{Root: root, Modules: lent}
	for _, c := range change {
		c(&options)
	}
	return bundler.New(options).Build(context.Background(), []bundler.Entry{{Path: entry}})[0]
}

func text(problems []bundler.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		_ = p.Format(&b, false)
	}
	return b.String()
}

// Each file of testdata/problems is a project; its scripts/functions/*.ts are
// built, and the problems told are its last section, "problems".
func TestProblems(t *testing.T) {
	cases, err := filepath.Glob("testdata/problems/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			root := project(t, nil)
			want := ""
			var sources []txtar.File
			for _, f := range archive.Files {
				if f.Name == "problems" {
					want = string(f.Data)
					continue
				}
				sources = append(sources, f)
				write(t, root, map[string]string{f.Name: string(f.Data)})
			}
			entries, problems := bundler.Discover(root, []string{"scripts/functions"})
			options := bundler.Options{Root: root, Modules: lent, Alias: map[string]string{"@x/telemetry": "lib/nowhere"}}
			results := bundler.New(options).Build(context.Background(), entries)
			got := text(append(problems, bundler.Problems(results)...))
			if *update {
				archive.Files = append(sources, txtar.File{Name: "problems", Data: []byte(got)})
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(got, want); diff != "" {
				t.Errorf("problems (-got +want):\n%s", diff)
			}
		})
	}
}
