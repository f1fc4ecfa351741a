package host_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/host"
	"systembus/host/config"
)

func TestMissingPrograms(t *testing.T) {
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "there"), []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	requires := func(script, programs string) string {
		return strings.Replace(script, "export const fn", "export const requires = ["+programs+"];\nexport const fn", 1)
	}
	dir := folder(t, map[string]string{
		"scripts/lib/client.ts":  client,
		"scripts/functions/a.ts": requires(script("a", `"host"`, `1`), `"there", "gone-b", "gone-a"`),
		"scripts/functions/b.ts": requires(script("b", `"host"`, `1`), `"gone-a", "`+filepath.Join(bin, "gone-c")+`"`),
		"scripts/functions/c.ts": requires(script("c", `"cluster"`, `1`), `"not-served-here"`),
	})
	app := embedded(t, dir, map[string]string{"PATH": bin}, func(c *config.Config) { c.Role = "host" })
	project := app.Project()
	now, problems := project.Live(project.Build(t.Context(), nil), host.Live{}, "host")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if err := app.Swap(now); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(app.MissingPrograms(), []string{filepath.Join(bin, "gone-c"), "gone-a", "gone-b"}); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
}
