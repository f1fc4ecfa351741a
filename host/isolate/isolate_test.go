package isolate_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"systembus/bundler/shims"
	"systembus/host/isolate"
	"systembus/jsapi"
	"systembus/jsapi/console"
	"systembus/jsapi/process"
	"systembus/jsapi/step"
	"systembus/jsapi/timers"
)

// library is the least that a function needs.
func library(t testing.TB) jsapi.Library {
	t.Helper()
	modules := []*jsapi.Module{
		step.Module(), timers.Module(), process.Module(nil),
		console.Module(slog.New(slog.DiscardHandler), func(*jsapi.VM) []slog.Attr { return nil }),
		{Name: "host:internal/client", Open: func(*jsapi.VM) jsapi.Exports { return jsapi.Exports{} }},
	}
	for _, name := range shims.Specifiers() {
		code, _ := shims.Source(name)
		modules = append(modules, &jsapi.Module{Name: name, Source: code})
	}
	return jsapi.NewLibrary(modules...)
}

func pool(t testing.TB, code string) *isolate.Pool {
	t.Helper()
	p := isolate.NewPool(isolate.Options{
		Library: library(t), Setup: []func(*jsapi.VM) error{timers.Globals, console.Global},
		CallTimeout: 2 * time.Second, Grace: time.Second,
	})
	p.Serve([]isolate.Source{{Path: "scripts/functions/x.ts", Hash: "1", Root: "/app", Code: func() ([]byte, []byte, error) {
		return []byte(code), nil, nil
	}}})
	t.Cleanup(p.Close)
	return p
}

func TestEvaluate(t *testing.T) {
	code := `const { Inngest } = require("inngest");
const app = new Inngest({ id: "app" });
exports.a = app.createFunction({ id: "a/b.c", retries: 2 }, { event: "x/y" }, async () => 1);
app.createFunction({ id: "hidden" }, { event: "x/y" }, async () => 1);
exports.roles = ["host"];
exports.isolate = { callTimeout: "90s" };`
	p := pool(t, code)
	d, err := p.Evaluate(context.Background(), isolate.Source{Path: "x.ts", Root: "/app", Code: func() ([]byte, []byte, error) { return []byte(code), nil, nil }})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", d)
}
