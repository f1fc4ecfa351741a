package host_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"

	"systembus/host/config"
)

// TestModelsHang asks fifty times at once while the program that asks hangs,
// with a child that holds its output. The worker answers its probes
// throughout, and nothing is left when the last request has given up.
func TestModelsHang(t *testing.T) {
	dir := folder(t, map[string]string{
		"scripts/lib/client.ts": client,
		"scripts/functions/ask.ts": `import { inngest } from "../lib/client";
import { infer } from "host:infer";
export const roles = ["host"];
export const ask = inngest.createFunction({ id: "ask" }, { event: "x/ask" }, async ({ event, step }) =>
  step.run("ask", () => infer("x", { timeout: 2000, component: "ask", action: String(event.data.n) }).catch((e) => e.code)));
`,
		"bin/pi": "#!/bin/sh\nsleep 600 & echo $$ $! >> " + t.TempDir() + "/pids; wait\n",
	})
	if err := os.Chmod(filepath.Join(dir, "bin/pi"), 0o755); err != nil {
		t.Fatal(err)
	}
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	app := embedded(t, dir, nil, func(c *config.Config) {
		c.InferCommand, c.InferConcurrency = filepath.Join(dir, "bin/pi"), 10
	})
	live(t, app, app.Project(), nil)
	stop, err := app.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	get := func(path string) (int, string) {
		w := httptest.NewRecorder()
		app.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "GET", path, nil))
		return w.Code, w.Body.String()
	}
	before := runtime.NumGoroutine()

	const calls = 50
	var mu sync.Mutex
	outcomes := map[string]int{}
	var tasks sync.WaitGroup
	for n := range calls {
		tasks.Go(func() {
			id, err := app.Executor.Invoke(t.Context(), "shop-ask", json.RawMessage(fmt.Sprintf(`{"n":%d}`, n)))
			if err != nil {
				t.Error(err)
				return
			}
			run, err := app.Executor.Wait(t.Context(), id)
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			outcomes[string(run.Output)]++
		})
	}
	done := make(chan struct{})
	go func() {
		tasks.Wait()
		close(done)
	}()
	probes, most := 0, 0
	for over := false; !over; {
		select {
		case <-done:
			over = true
		case <-time.After(50 * time.Millisecond):
		}
		for _, path := range []string{"/livez", "/readyz"} {
			if code, body := get(path); code != 200 {
				t.Fatalf("%s answered %d: %s", path, code, body)
			}
		}
		probes++
		most = max(most, status(t, get).Infer.Running)
	}
	// A request that came a little later may get a place that has just come free.
	if ran, waited := outcomes[`"INFER_TIMEOUT"`], outcomes[`"INFER_QUEUE_TIMEOUT"`]; ran < 10 || ran+waited != calls {
		t.Errorf("outcomes: %v", outcomes)
	}
	if most != 10 {
		t.Errorf("at most %d programs ran at a time, want 10", most)
	}
	after := status(t, get)
	if after.Infer.Running != 0 || after.Infer.Waiting != 0 || after.Infer.Failed != calls || len(after.Children) != 0 {
		t.Errorf("afterwards: %+v", after)
	}
	if left, err := filepath.Glob(temporary + "/host-infer-*"); err != nil || len(left) > 0 {
		t.Errorf("files are left: %q, %v", left, err)
	}
	if _, page := get("/metrics"); !strings.Contains(page, "host_infer_failed_total") || !strings.Contains(page, `host_infer_circuit{circuit="ask:`) {
		t.Errorf("/metrics does not tell of the requests:\n%s", page)
	}
	goroutines := runtime.NumGoroutine()
	for end := time.Now().Add(10 * time.Second); goroutines > before+5 && time.Now().Before(end); goroutines = runtime.NumGoroutine() {
		time.Sleep(50 * time.Millisecond)
	}
	if goroutines > before+5 { // the isolate, the watcher of its pool, the starter of programs
		t.Errorf("%d goroutines before, %d after", before, goroutines)
	}
	t.Logf("%d probes answered, %d goroutines before, %d after", probes, before, goroutines)
}

// statusOf is the part of / that the test looks at.
type statusOf struct {
	Infer struct {
		Running, Waiting, Failed int
	}
	Children []any
}

func status(t *testing.T, get func(string) (int, string)) statusOf {
	t.Helper()
	_, text := get("/")
	var s statusOf
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return s
}

// What becomes of a request is told as the running system's observers know it.
func TestRequestsToModelsEmitEvents(t *testing.T) {
	s := newSink(t)
	dir := folder(t, map[string]string{
		"scripts/lib/client.ts": client,
		"scripts/functions/a.ts": `import { infer } from "host:infer";
import { inngest } from "../lib/client";
export const roles = ["host"];
export const fn = inngest.createFunction({ id: "ask" }, { event: "x/ask" }, async ({ step }) =>
  step.run("one", async () => (await infer("secret prompt", { component: "digest", action: "digest.write", metadata: { n: 1 }, policy: { models: ["a/bad", "a/m"] } })).text));
`,
		"bin/pi": `#!/bin/sh
case "$*" in *bad*) exit 1;; esac
echo '{"type":"message_end","message":{"role":"assistant","content":[{"type":"text","text":"hi"}],"provider":"a","model":"m"}}'
`,
	})
	if err := os.Chmod(filepath.Join(dir, "bin/pi"), 0o755); err != nil {
		t.Fatal(err)
	}
	app := embedded(t, dir, nil, func(c *config.Config) { c.ClickHouseURL, c.InferCommand = s.URL, filepath.Join(dir, "bin/pi") })
	live(t, app, app.Project(), nil)
	stop, err := app.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	if got := call(t, app, "ask"); got != `"hi"` {
		t.Fatal(got)
	}
	until(t, "delivered", func() bool { return len(s.events()) == 5 })
	got := map[string]string{}
	for _, e := range s.events() {
		var m struct {
			Action, Function, Step, Model, Code string
			Metadata                            json.RawMessage
		}
		if err := json.Unmarshal(e.Metadata, &m); err != nil {
			t.Error(err)
		}
		if m.Action != "digest.write" || m.Function != "ask" || m.Step != "one" || string(m.Metadata) != `{"n":1}` || strings.Contains(string(e.Metadata), "secret prompt") {
			t.Errorf("%s: %s", e.Action, e.Metadata)
		}
		got[e.Source+" "+e.Component+" "+e.Action] = strings.TrimSpace(fmt.Sprint(e.Level, " ", m.Model, " ", m.Code))
	}
	if diff := cmp.Diff(got, map[string]string{
		"infer digest model_router.request": "debug", "infer digest model_router.route": "debug",
		"infer digest model_router.fallback": "warn a/bad INFER_CLI_FAILED",
		"infer digest model_router.result":   "info m", "infer digest model_router.usage_missing": "warn m",
	}); diff != "" {
		t.Error(diff)
	}
}

// The workers that share a Redis share the budgets.
func TestReplicasShareBudgets(t *testing.T) {
	m := miniredis.RunT(t)
	dir := folder(t, map[string]string{
		"scripts/lib/client.ts": client,
		"scripts/functions/a.ts": `import { infer } from "host:infer";
import { inngest } from "../lib/client";
export const roles = ["host"];
export const fn = inngest.createFunction({ id: "ask", retries: 0 }, { event: "x/ask" }, async ({ step }) =>
  step.run("one", () => infer("x").then((a) => a.text, (e) => e.code)));
`,
		"bin/pi": `#!/bin/sh
echo '{"type":"message_end","message":{"role":"assistant","content":[{"type":"text","text":"hi"}],"provider":"a","model":"m","usage":{"input":60,"output":0,"totalTokens":60}}}'
`,
	})
	if err := os.Chmod(filepath.Join(dir, "bin/pi"), 0o755); err != nil {
		t.Fatal(err)
	}
	var got []string
	for range 2 {
		app := embedded(t, dir, map[string]string{"REDIS_URL": "redis://" + m.Addr()}, func(c *config.Config) {
			c.InferCommand, c.InferBudgets, c.StateDir = filepath.Join(dir, "bin/pi"), map[string]string{"ask": "100 tokens/month"}, t.TempDir()
		})
		live(t, app, app.Project(), nil)
		stop, err := app.Start(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, call(t, app, "ask"))
		stop()
	}
	if diff := cmp.Diff(got, []string{`"hi"`, `"INFER_BUDGET"`}); diff != "" {
		t.Error(diff)
	}
}
