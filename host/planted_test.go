package host_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/alicebob/miniredis/v2"

	"systembus/host"
	"systembus/host/config"
	"systembus/host/gateway"
	"systembus/host/local"
	"systembus/host/secrets"
	"systembus/host/telemetry/otlptest"
)

// plants says a secret, in all its forms, wherever a function can say something
// about what it does.
const plants = `import { inngest } from "../lib/client";
import { emitOtelEvent } from "host:otel";
import { redis } from "host:redis";
import { run } from "host:subprocess";
export const roles = ["host"];
const secret = () => process.env.PLANTED!;
const forms = () => [secret(), encodeURIComponent(secret()), btoa(secret()), btoa("user:" + secret())];
export const fn = inngest.createFunction({ id: "x", retries: 0 }, { event: "x/y" }, async ({ step, logger, ...rest }: any) => {
  for (const [i, form] of forms().entries()) {
    console.log("a log of", form, { deep: { er: [form], [form]: 1 } });
    console.error(new Error("an error of " + form, { cause: new Error(form) }));
    logger.warn("a warning of " + form, { form });
    await step.run("says " + i, async () => {
      await rest.gateway.alert("an alert of " + form, { form, [form]: [form] });
      await rest.gateway.notify("x/" + form, { form });
      await emitOtelEvent({ level: "warn", source: "s", component: form, action: "a", success: false, error: form, metadata: { form, [form]: form } });
      await redis.call("NOSUCH", form, form).catch(() => {});
      await fetch("http://127.0.0.1:1/" + form).catch(() => {});
      await run(["sh", "-c", "echo '" + form + "' >&2; exit 3"], { timeout: 5000 }).catch((e: any) => console.log(e));
    });
    await step.run("throws " + i, () => {
      const error: any = new RangeError("it threw " + form, { cause: new TypeError("since " + form) });
      error.code = form;
      throw error;
    }).catch((e: any) => console.warn("caught", e));
  }
  throw new Error("in the end " + forms().join(" "), { cause: forms() });
});
`

// writer is a buffer that several goroutines write to.
type writer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (w *writer) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.Write(p)
}

func (w *writer) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.String()
}

// A secret that a script plants wherever it can is told nowhere.
func TestPlantedSecret(t *testing.T) {
	const secret = "pl@nted/s3cret+of;theirs"
	collector := otlptest.Start(t)
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.URL)
	m := miniredis.RunT(t)
	env := map[string]string{
		"PLANTED": secret, "REDIS_URL": "redis://" + m.Addr(), "OTEL_EXPORTER_OTLP_ENDPOINT": collector.URL, "PATH": "/usr/bin:/bin",
	}
	dir := folder(t, map[string]string{"scripts/lib/client.ts": client, "scripts/functions/x.ts": plants})
	cfg := config.Default(dir)
	cfg.Secrets.Secrets.Value = secrets.Table{"planted": {Env: "PLANTED"}}
	var log writer
	app, err := host.New(host.Options{
		Config: cfg, Version: "1.2.3", Log: slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})), Embedded: &local.Options{Clock: local.SkipClock()},
		Lookup: func(name string) (string, bool) { v, ok := env[name]; return v, ok },
	})
	if err != nil {
		t.Fatal(err)
	}
	app.Lease(t.Context())
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
	told := map[string]string{"the run": fmt.Sprintf("%+v %s", run, run.Output)}
	for _, path := range []string{"/", "/metrics"} {
		answer := httptest.NewRecorder()
		app.Handler().ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
		told[path] = answer.Body.String()
	}
	stop() // which sends the rest
	told["the log"], told["the collector"] = log.String(), string(collector.Raw())
	list, err := m.List(gateway.EventsPrefix + gateway.Main)
	if err != nil {
		t.Fatal(err)
	}
	told["the gateway"] = strings.Join(list, "\n")
	encoded := base64.StdEncoding.EncodeToString([]byte(secret))
	for where, text := range told {
		for _, form := range []string{"pl@nted", "s3cret", url.QueryEscape(secret), url.PathEscape(secret), encoded, encoded[4 : len(encoded)-4]} {
			if at := strings.Index(text, form); at >= 0 {
				t.Errorf("%s tells %q: … %s …", where, form, text[max(0, at-200):min(len(text), at+100)])
			}
		}
		if strings.HasPrefix(where, "the ") && !strings.Contains(text, "[secret:planted]") {
			t.Errorf("%s says nothing of what was planted: %.300s", where, text)
		}
	}
}
