package isolate_test

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler/shims"
	"systembus/host/isolate"
	"systembus/jsapi"
	"systembus/jsapi/console"
	"systembus/jsapi/process"
	"systembus/jsapi/step"
	"systembus/jsapi/timers"
)

// library is the least that a function needs.
func library(t testing.TB, more ...*jsapi.Module) jsapi.Library {
	t.Helper()
	modules := []*jsapi.Module{
		step.Module(), timers.Module(), process.Module(process.Options{}),
		console.Module(slog.New(slog.DiscardHandler), func(*jsapi.VM) []slog.Attr { return nil }),
		{Name: "host:internal/client", Open: func(*jsapi.VM) jsapi.Exports { return jsapi.Exports{} }},
		{Name: "host:internal/gateway", Open: func(*jsapi.VM) jsapi.Exports { return jsapi.Exports{} }},
	}
	for _, name := range shims.Specifiers() {
		code, _ := shims.Source(name)
		modules = append(modules, &jsapi.Module{Name: name, Source: code})
	}
	return jsapi.NewLibrary(append(modules, more...)...)
}

// environment defines process.env.
func environment(vm *jsapi.VM) error {
	native, err := vm.Require("host:internal/process")
	if err != nil {
		return err
	}
	return vm.Runtime().Set("process", map[string]any{"env": native.ToObject(vm.Runtime()).Get("env")})
}

func pool(t testing.TB, code string) *isolate.Pool {
	t.Helper()
	p := isolate.NewPool(isolate.Options{
		Library: library(t), Setup: []func(*jsapi.VM) error{timers.Globals, console.Global, environment},
		CallTimeout: 2 * time.Second, LoadTimeout: time.Second, Grace: time.Second,
	})
	p.Serve([]isolate.Source{{Path: "scripts/functions/x.ts", Hash: "1", Root: "/app", Code: func() ([]byte, []byte, error) {
		return []byte(code), nil, nil
	}}})
	t.Cleanup(p.Close)
	return p
}

// source is a script of the code given, as the bundler writes it.
func source(code string) isolate.Source {
	return isolate.Source{Path: "scripts/functions/x.ts", Hash: code, Root: "/app", Code: func() ([]byte, []byte, error) {
		return []byte(code), nil, nil
	}}
}

const client = `const { Inngest } = require("inngest"); const app = new Inngest({ id: "app" });
const fn = (id) => app.createFunction({ id }, { event: "x/y" }, async () => id);
`

func TestEvaluate(t *testing.T) {
	p := pool(t, "")
	d, err := p.Evaluate(t.Context(), source(client+`
exports.one = fn("a/b.c");
exports.list = [fn("in-a-list"), { deeper: fn("in-an-object") }];
exports.again = exports.one;
fn("hidden");
exports.roles = ["host"];
exports.isolate = { instances: 2, callTimeout: { "a/b.c": "90s" } };
exports.home = process.env.ISOLATE_TEST_HOME;`))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, f := range d.Functions {
		ids = append(ids, f.ID)
	}
	if diff := cmp.Diff([]string{"a/b.c", "in-a-list", "in-an-object"}, ids); diff != "" {
		t.Error(diff)
	}
	want := isolate.Settings{Instances: 2, CallTimeout: isolate.Timeouts{"a/b.c": 90 * time.Second}}
	if diff := cmp.Diff(want, d.Settings); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"host"}, d.Roles); diff != "" {
		t.Error(diff)
	}
	if v, read := d.Env["ISOLATE_TEST_HOME"]; !read || v != nil {
		t.Errorf("the read of an unset variable was not noted: %v", d.Env)
	}
}

// A script with a top-level await has its exports when that has ended.
func TestEvaluateAwaits(t *testing.T) {
	p := pool(t, "")
	d, err := p.Evaluate(t.Context(), source(client+`
exports.__hostReady = (async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return { late: fn("late") };
})();`))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Functions) != 1 || d.Functions[0].ID != "late" {
		t.Errorf("functions %v, want the late one", d.Functions)
	}
}

func TestEvaluateErrors(t *testing.T) {
	p := pool(t, "")
	for name, c := range map[string]struct{ code, want string }{
		"throws":          {`throw new TypeError("at the top");`, "TypeError: at the top"},
		"throws later":    {`exports.__hostReady = (async () => { await null; throw new Error("later"); })();`, "Error: later"},
		"never ends":      {`exports.__hostReady = new Promise(() => {});`, "awaits a promise that nothing in flight will settle"},
		"loops":           {`for (;;);`, "its top level did not finish within 1s"},
		"syntax":          {`const = 1;`, "1:7: Unexpected token ="},
		"unknown module":  {`require("nowhere");`, `cannot find module "nowhere"`},
		"internal module": {`require("host:internal/step");`, `cannot find module "host:internal/step"`},
		"bad settings":    {`exports.isolate = { callTimeout: "soon" };`, `callTimeout: "soon" is not a positive duration`},
		"bad roles":       {`exports.roles = "host";`, `export "roles"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := p.Evaluate(t.Context(), source(c.code))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}
