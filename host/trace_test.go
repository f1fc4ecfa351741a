package host_test

import (
	"encoding/hex"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strings"
	"testing"

	runid "github.com/oklog/ulid/v2"

	"systembus/host"
	"systembus/host/config"
	"systembus/host/local"
	"systembus/host/telemetry/otlptest"
)

// traced runs a function of a script to its end and gives the spans.
func traced(t *testing.T, code string) (local.Run, []otlptest.Span, *otlptest.Collector) {
	t.Helper()
	collector := otlptest.Start(t)
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("a page")) }))
	t.Cleanup(web.Close)
	t.Setenv("WEB", web.URL)
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.URL)
	dir := folder(t, map[string]string{"scripts/lib/client.ts": client, "scripts/functions/x.ts": code})
	app, err := host.New(host.Options{Config: config.Default(dir), Version: "1.2.3", Log: slog.New(slog.DiscardHandler), Embedded: &local.Options{Clock: local.SkipClock()}})
	if err != nil {
		t.Fatal(err)
	}
	live(t, app, app.Project(), nil)
	stop, err := app.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	id, err := app.Executor.Invoke(t.Context(), "shop-x", nil)
	if err != nil {
		t.Fatal(err)
	}
	run, err := app.Executor.Wait(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	stop() // which sends the rest
	return run, collector.Spans(), collector
}

// Steps that run at the same time each have what their own code does below
// them, after any number of awaits; what stands between steps is below the
// call.
func TestSpansOfParallelSteps(t *testing.T) {
	run, spans, _ := traced(t, `import { inngest } from "../lib/client";
export const roles = ["host"];
const get = async (path: string) => {
  await null;
  await new Promise((resolve) => setTimeout(resolve, 5));
  await (await fetch(process.env.WEB + "/" + path)).text();
};
export const fn = inngest.createFunction({ id: "x" }, { event: "x/y" }, async ({ step }) => {
  await get("between");
  await Promise.all([
    step.run("a", async () => { await get("a1"); await get("a2"); }),
    step.run("b", async () => { await Promise.all([get("b1"), get("b2")]); }),
  ]);
  await step.run("c", () => { throw new RangeError("too far"); }).catch(() => {});
});`)
	if run.Status != local.Completed {
		t.Fatalf("%s: %s", run.Status, run.Output)
	}
	id, err := runid.Parse(run.ID)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, s := range spans {
		names[s.ID] = s.Name
		if want := hex.EncodeToString(id[:]); s.Trace != want {
			t.Errorf("%q is in trace %s, want the run's %s", s.Name, s.Trace, want)
		}
	}
	var below []string
	for _, s := range spans {
		if url, ok := s.Attributes["url.full"].(string); ok {
			below = append(below, names[s.Parent]+" > "+path.Base(url))
		}
		if s.Name == "step c" && (!s.Error || s.Message != "RangeError: too far" || !strings.Contains(s.Events[0].Attributes["exception.stacktrace"].(string), "scripts/functions/x.ts:")) {
			t.Errorf("the step that threw: %+v", s)
		}
	}
	for _, want := range []string{"call x > between", "step a > a1", "step a > a2", "step b > b1", "step b > b2"} {
		if !slices.Contains(below, want) {
			t.Errorf("%q is missing: %q", want, below)
		}
	}
	if slices.Contains(below, "call x > a1") || slices.Contains(below, "step b > a1") {
		t.Errorf("a fetch is below another's span: %q", below)
	}
}
