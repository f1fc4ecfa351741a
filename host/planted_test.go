package host_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
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
import { infer } from "host:infer";
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
      await run(["./" + form, form], { timeout: 5000 }).catch((e: any) => console.log(e));
      const named = { component: form, action: form, requestId: form, metadata: { form, [form]: form } };
      const options = { ...named, system: "fail " + form, cwd: "/", policy: { models: ["a/" + form, "b/" + form] } };
      await infer("a question of " + form, options).catch((e: any) => console.log(e));
      await infer("x", { ...named, agent: form }).catch((e: any) => console.log(e));
      for (const prompt of ["one", "two", "three", "four"]) {
        await infer(prompt + form, { ...named, requireJson: true, requireTextOutput: true }).catch((e: any) => console.log(e));
      }
      console.log(await infer(form, { component: "fine", action: form }));
    });
    await step.run("asks " + i, () => infer(form, { system: "fail", component: form })).catch((e: any) => console.warn("caught", e));
    await step.run("throws " + i, () => {
      const error: any = new RangeError("it threw " + form, { cause: new TypeError("since " + form) });
      error.code = form;
      throw error;
    }).catch((e: any) => console.warn("caught", e));
  }
  throw new Error("in the end " + forms().join(" "), { cause: forms() });
});
`

// A program that runs while somebody looks, and a webhook whose script says a
// secret to whoever delivers.
const (
	plantsRunning = `import { inngest } from "../lib/client";
import { run } from "host:subprocess";
export const roles = ["host"];
export const fn = inngest.createFunction({ id: "long", retries: 0 }, { event: "x/long" }, async () => {
  await run(["sh", "-c", "sleep 600; true", process.env.PLANTED!, btoa("user:" + process.env.PLANTED!)], { timeout: 600000 });
});
`
	plantsAnswers = `import { defineWebhook, InvalidDelivery } from "host:webhook";
export default defineWebhook({
  id: "shop",
  eventPrefix: "",
  challenge: () => ({ body: { token: process.env.PLANTED } }),
  verify: () => true,
  normalize(body: any) {
    const secret = process.env.PLANTED!;
    if (body.kind === "invalid") throw new InvalidDelivery("no " + secret + " in it");
    if (body.kind === "mistake") throw new Error("a mistake of " + secret);
    return [{ name: "made", data: {}, idempotencyKey: secret }];
  },
});
`
	// plantsAsked answers with what it was asked, or fails with it.
	plantsAsked = `#!/bin/sh
asked=$(cat)
case "$*" in *fail*) echo "it failed: $asked $*" >&2; exit 1;; esac
printf '{"type":"message_end","message":{"role":"assistant","content":[{"type":"text","text":"%s"}],"provider":"a","model":"m"}}\n' "$asked"
`
)

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
	dir := folder(t, map[string]string{
		"scripts/lib/client.ts": client, "scripts/functions/x.ts": plants, "scripts/functions/long.ts": plantsRunning,
		"scripts/webhooks/shop.ts": plantsAnswers, "bin/pi": plantsAsked,
	})
	if err := os.Chmod(filepath.Join(dir, "bin/pi"), 0o755); err != nil {
		t.Fatal(err)
	}
	cfg := config.Default(dir)
	cfg.InferCommand, cfg.StateDir = filepath.Join(dir, "bin/pi"), t.TempDir()
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
	ask := func(method, path, body, accept string) string {
		answer := httptest.NewRecorder()
		request := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
		request.Header.Set("Accept", accept)
		app.Handler().ServeHTTP(answer, request)
		return answer.Body.String()
	}
	for _, kind := range []string{"invalid", "mistake", "event"} {
		told["a webhook's answer: "+kind] = ask(http.MethodPost, "/webhooks/shop", `{"kind":"`+kind+`"}`, "")
	}
	told["a webhook's challenge"] = ask(http.MethodGet, "/webhooks/shop", "", "")
	if _, err := app.Executor.Invoke(t.Context(), "shop-long", nil); err != nil {
		t.Fatal(err)
	}
	until(t, "started", func() bool { return strings.Contains(ask(http.MethodGet, "/", "", "application/json"), "sleep 600") })
	told["the document"], told["the page"] = ask(http.MethodGet, "/", "", "application/json"), ask(http.MethodGet, "/", "", "text/html")
	told["the metrics"] = ask(http.MethodGet, "/metrics", "", "")
	stop() // which sends the rest
	kept, err := os.ReadFile(filepath.Join(cfg.StateDir, "infer/circuits.json"))
	if err != nil {
		t.Fatal(err)
	}
	told["the circuits"] = string(kept)
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
		if where != "a webhook's answer: mistake" && !strings.Contains(text, "[secret:planted]") {
			t.Errorf("%s says nothing of what was planted: %.300s", where, text)
		}
	}
}
