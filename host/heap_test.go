package host_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"
)

// BenchmarkIsolateHeap measures the heap that warm isolates cost, with a
// script that brings packages along: the first one, with the compiled script and
// what the build keeps of it, and each further instance of the script.
func BenchmarkIsolateHeap(b *testing.B) {
	modules, err := filepath.Abs("../node_modules")
	if err != nil {
		b.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(modules, "luxon")); err != nil {
		b.Skip("npm packages are not installed: npm ci")
	}
	const n = 8
	dir := folder(b, map[string]string{"scripts/functions/host/f.ts": fmt.Sprintf(`
		import { Inngest } from "inngest";
		import { z } from "zod-v3";
		import { DateTime } from "luxon";
		export const isolate = { instances: %d };
		const inngest = new Inngest({ id: "app" });
		const shape = z.object({ name: z.string(), tags: z.array(z.string()).optional() });
		export const f = inngest.createFunction({ id: "f" }, { event: "x/y" }, async ({ event }) => {
			await new Promise((done) => setTimeout(done, event.data.wait));
			DateTime.now().toISO();
			return shape.parse({ name: "n" }).name;
		});`, n)})
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
	calls := func(n, wait int) int64 {
		var all sync.WaitGroup
		for range n {
			all.Go(func() {
				run, err := app.Executor.Invoke(b.Context(), "f", fmt.Appendf(nil, `{"wait":%d}`, wait))
				if err != nil {
					b.Error(err)
					return
				}
				if done, err := app.Executor.Wait(b.Context(), run); err != nil || string(done.Output) != `"n"` {
					b.Errorf("got %s, %v, %v", done.Output, done.Error, err)
				}
			})
		}
		all.Wait()
		return heap()
	}
	for b.Loop() {
		none := heap()
		one := calls(1, 0)
		all := calls(n, 1000)
		b.ReportMetric(float64(one-none)/(1<<20), "first-MB")
		b.ReportMetric(float64(all-one)/(n-1)/(1<<20), "further-MB")
	}
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
