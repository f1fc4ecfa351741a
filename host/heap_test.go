package host_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// BenchmarkIsolateHeap measures the heap that a warm isolate costs, the
// compiled program included: its script brings zod along.
func BenchmarkIsolateHeap(b *testing.B) {
	modules, err := filepath.Abs("../node_modules")
	if err != nil {
		b.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(modules, "zod")); err != nil {
		b.Skip("npm packages are not installed: npm ci")
	}
	const n = 20
	files := map[string]string{}
	for i := range n {
		files[fmt.Sprintf("scripts/functions/host/f%d.ts", i)] = fmt.Sprintf(`
			import { Inngest } from "inngest";
			import { z } from "zod";
			const inngest = new Inngest({ id: "app" });
			const shape = z.object({ name: z.string(), tags: z.array(z.string()).optional() });
			export const f = inngest.createFunction({ id: "f%d" }, { event: "x/y" }, async () => shape.parse({ name: "n%d" }).name);`, i, i)
	}
	dir := folder(b, files)
	if err := os.Symlink(modules, filepath.Join(dir, "node_modules")); err != nil {
		b.Fatal(err)
	}
	app := embedded(b, dir, nil, nil)
	build := live(b, app, app.Project(), nil)
	stop, err := app.Start(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer stop()
	before := heap()
	for b.Loop() {
		for i := range n {
			if got, want := call(b, app, fmt.Sprintf("f%d", i)), fmt.Sprintf(`"n%d"`, i); got != want {
				b.Fatalf("got %s, want %s", got, want)
			}
		}
	}
	b.ReportMetric(float64(heap()-before)/n/(1<<20), "heap-MB/isolate")
	b.ReportMetric(float64(len(build.Results[0].Code))/(1<<10), "bundle-KB")
}

// heap is the heap in use once the garbage is collected.
func heap() int64 {
	var m runtime.MemStats
	for range 3 {
		runtime.GC()
		time.Sleep(20 * time.Millisecond)
	}
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc) //nolint:gosec // far from its bounds
}
