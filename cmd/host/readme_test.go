package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadme writes the README's TypeScript into a copy of the scripts, types
// its console commands there, and wants the output that it shows, but for
// times, dates and sizes.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	project := t.TempDir()
	if err := os.CopyFS(filepath.Join(project, "scripts"), os.DirFS("../../scripts")); err != nil {
		t.Fatal(err)
	}
	path := regexp.MustCompile("(?m)^`(scripts/.*\\.ts)`:$").FindSubmatch(text)
	code := regexp.MustCompile("(?s)\n```ts\n(.*?)\n```\n").FindSubmatch(text)
	if path == nil || code == nil {
		t.Fatal("README.md no longer shows a function and its path")
	}
	if err := os.WriteFile(filepath.Join(project, string(path[1])), code[1], 0o644); err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)\n```console\n(.*?)```\n").FindAllSubmatch(text, -1)
	if len(blocks) == 0 {
		t.Fatal("README.md no longer shows a console")
	}
	for _, block := range blocks {
		command, want, _ := strings.Cut(string(block[1]), "\n")
		args, ok := strings.CutPrefix(command, "$ host ")
		if !ok {
			t.Fatalf("README.md shows a command that is not host: %s", command)
		}
		t.Run(args, func(t *testing.T) {
			cmd := exec.CommandContext(t.Context(), "sh", "-c", hostBinary(t)+" "+args)
			cmd.Dir = project
			cmd.Env = append(os.Environ(), "NO_COLOR=1", "INNGEST_DEV=", "INNGEST_BASE_URL=", "INNGEST_APP_ID=")
			got, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, got)
			}
			if diff := cmp.Diff(withoutFigures(string(got)), withoutFigures(want)); diff != "" {
				t.Errorf("the README shows another output (-got +want):\n%s", diff)
			}
		})
	}
}

var (
	figure = regexp.MustCompile(`\b\d+(\.\d+)?(µs|ms|s| KB)(\s|$)`)
	date   = regexp.MustCompile(`\d{4}-\d\d-\d\d \d\d:\d\d`)
)

// withoutFigures replaces what no two runs have in common.
func withoutFigures(s string) string {
	return date.ReplaceAllString(figure.ReplaceAllString(s, "<n>$2$3"), "<date>")
}
