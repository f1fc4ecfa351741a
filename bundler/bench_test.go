package bundler_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"systembus/bundler"
)

// tree writes a project of n functions, each with its own code and a library
// of 40 files, about 250 KB, that all of them share.
func tree(t testing.TB, n int) (root string, entries []bundler.Entry) {
	t.Helper()
	files := map[string]string{}
	var library strings.Builder
	for i := range 40 {
		var b strings.Builder
		for j := range 50 {
			fmt.Fprintf(&b, "export function f%d_%d(input: { id: string; n?: number }): string {\n"+
				"  const parts = [input.id, String(input.n ?? %d)].filter((part) => part !== \"\");\n  return parts.join(\"-\");\n}\n", i, j, j)
		}
		files[fmt.Sprintf("scripts/lib/part-%d.ts", i)] = b.String()
		fmt.Fprintf(&library, "export * as part%d from \"./part-%d\";\n", i, i)
	}
	files["scripts/lib/index.ts"] = library.String()
	for i := range n {
		name := fmt.Sprintf("scripts/functions/f%03d.ts", i)
		files[name] = fmt.Sprintf(`import { Inngest } from "inngest";
import { join } from "node:path";
import * as library from "../lib";
export default new Inngest({ id: "bench" }).createFunction({ id: "f%d" }, { event: "e%d" },
  async ({ step }) => step.run("all", () => join("a", String(Object.keys(library)))));
`, i, i)
		entries = append(entries, bundler.Entry{Path: name})
	}
	return project(t, files), entries
}

// Touching one file of 120 rebuilds the entries that include it: here one.
func BenchmarkRebuildAfterTouchingOneOf120(b *testing.B) {
	root, entries := tree(b, 120)
	builder := bundler.New(bundler.Options{Root: root, Modules: lent})
	results := builder.Build(context.Background(), entries)
	if problems := bundler.Problems(results); len(problems) > 0 {
		b.Fatal(text(problems))
	}
	touched := filepath.Join(root, "scripts/functions/f060.ts")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		write(b, root, map[string]string{"scripts/functions/f060.ts": fmt.Sprintf("import * as library from \"../lib\";\nexport default [library, %d];\n", i)})
		affected := builder.Affected([]string{touched})
		if len(affected) != 1 {
			b.Fatalf("affected %v", affected)
		}
		if r := builder.Build(context.Background(), affected)[0]; !r.OK() {
			b.Fatal(text(r.Problems))
		}
	}
}

func BenchmarkBuild120(b *testing.B) {
	root, entries := tree(b, 120)
	b.ReportAllocs()
	for b.Loop() {
		results := bundler.New(bundler.Options{Root: root, Modules: lent}).Build(context.Background(), entries)
		if problems := bundler.Problems(results); len(problems) > 0 {
			b.Fatal(text(problems))
		}
	}
}
