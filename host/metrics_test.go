package host_test

import (
	"net"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"systembus/host/config"
	"systembus/host/telemetry/otlptest"
)

// What goes wrong in a worker, and what waits in it, is told by OTLP while it
// is so: circuits, queues, programs, and isolates that were given up.
func TestTroubleIsMeasured(t *testing.T) {
	dir := folder(t, map[string]string{
		"scripts/lib/client.ts": client,
		"scripts/functions/x.ts": `import { infer } from "host:infer";
import { emitOtelEvent } from "host:otel";
import { inngest } from "../lib/client";
export const roles = ["host"];
const fn = (id: string, run: (all: any) => Promise<unknown>) => inngest.createFunction({ id }, { event: "x/" + id }, run);
export const nonsense = fn("nonsense", async ({ step }) =>
  step.run("ask", () => infer("x", { component: "desk", action: "nonsense", model: "a/nonsense" }).catch((e) => e.code)));
export const hang = fn("hang", async ({ step }) => step.run("ask", () => infer("x", { component: "desk", action: "hang", model: "a/hang" })));
export const tell = fn("tell", async ({ step, gateway }) => step.run("tell", async () => {
  const told = await gateway.notify("x.told");
  await emitOtelEvent({ level: "info", source: "s", component: "c", action: "a", success: true });
  return told.queued;
}));
`,
		"scripts/functions/stuck.ts": `import { inngest } from "../lib/client";
export const roles = ["host"];
export const isolate = { callTimeout: "50ms" };
export const stuck = inngest.createFunction({ id: "stuck", retries: 0 }, { event: "x/stuck" }, async () => { for (;;) {} });
export const allowNoRetries = { stuck: "it shall fail once" };
`,
		"bin/pi": "#!/bin/sh\ncase \"$*\" in *hang*) exec sleep 600;; esac\necho nonsense\n",
	})
	if err := os.Chmod(filepath.Join(dir, "bin/pi"), 0o755); err != nil {
		t.Fatal(err)
	}
	nowhere, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nowhere.Close()
	down := newSink(t)
	down.down.Store(true)
	collector := otlptest.Start(t)
	env := map[string]string{
		"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT": collector.URL + "/v1/metrics", "OTEL_METRIC_EXPORT_INTERVAL": "50",
		"REDIS_URL": "redis://" + nowhere.Addr().String(),
	}
	for name, value := range env {
		t.Setenv(name, value) // exporters read the process's own
	}
	app := embedded(t, dir, env, func(c *config.Config) {
		c.ClickHouseURL, c.InferCommand = down.URL, filepath.Join(dir, "bin/pi")
		c.InferCircuitFailures, c.InferConcurrency = 1, 1
	})
	live(t, app, app.Project(), nil)
	stop, err := app.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()

	if got := call(t, app, "nonsense"); got != `"INFER_BAD_OUTPUT"` {
		t.Fatal(got)
	}
	if got := call(t, app, "tell"); got != `true` {
		t.Fatal(got)
	}
	call(t, app, "stuck") // which condemns its isolate
	for range 3 {         // one runs, two wait
		if _, err := app.Executor.Invoke(t.Context(), "hang", nil); err != nil {
			t.Fatal(err)
		}
	}
	exactly := func(want float64) func(float64) bool { return func(got float64) bool { return got == want } }
	some := func(got float64) bool { return got >= 1 }
	for _, want := range []struct {
		name, kind, attribute, of string
		holds                     func(float64) bool
	}{
		{"host.infer.circuit", "gauge", "circuit", "desk:nonsense", exactly(2)},
		{"host.infer.running", "gauge", "", "", exactly(1)},
		{"host.infer.waiting", "gauge", "", "", exactly(2)},
		{"host.infer.failed", "counter", "", "", exactly(1)},
		{"host.children", "gauge", "", "", exactly(1)},
		{"host.gateway.waiting", "gauge", "", "", exactly(1)},
		{"host.gateway.dropped", "counter", "", "", exactly(0)},
		{"host.events.emitted", "counter", "", "", some},
		{"host.events.waiting", "gauge", "sink", "clickhouse", some},
		{"host.events.lost", "counter", "sink", "clickhouse", exactly(0)},
		{"host.outbox.waiting", "gauge", "queue", "event/clickhouse", some},
		{"host.isolates.condemned", "counter", "", "", exactly(1)},
		{"host.isolates.abandoned", "gauge", "", "", exactly(0)},
		{"host.isolates.evicted", "counter", "", "", exactly(0)},
		{"host.isolates.loads", "counter", "", "", some},
		{"host.secrets.missing", "gauge", "", "", exactly(0)},
	} {
		told := func() bool {
			return slices.ContainsFunc(collector.Points(want.name), func(p otlptest.Point) bool {
				return p.Kind == want.kind && want.holds(p.Value) && (want.attribute == "" || p.Attributes[want.attribute] == want.of)
			})
		}
		for end := time.Now().Add(10 * time.Second); !told(); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Errorf("%s is %+v", want.name, collector.Points(want.name))
				break
			}
		}
	}
}
