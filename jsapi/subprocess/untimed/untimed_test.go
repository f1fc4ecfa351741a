package untimed_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/jsapi/subprocess/untimed"
)

// head is the bundler's text for the module.
const head = `var host = require("host:subprocess"); var read = (name) => host[name]; var run = /* @__PURE__ */ read("run"); var start = /* @__PURE__ */ read("spawn");
`

func TestCalls(t *testing.T) {
	for _, tt := range []struct {
		code string
		want []untimed.Call
	}{
		{`run(["a"]);`, []untimed.Call{{Name: "run", Line: 2}}},
		{`async () => { await (0, start)(["a"], {}); };`, []untimed.Call{{Name: "spawn", Line: 2, Column: 21}}},
		{"class A { m() {\n  return [`${run([\"a\"], { cwd: \"/\" })}`];\n} }", []untimed.Call{{Name: "run", Line: 3, Column: 13}}},
		{`run(["a"], { timeout: 5 }); run(["a"], { "timeout": 5 }); var timeout = 1; run(["a"], { timeout });`, nil},
		{`run(["a"], options); run(["a"], { ...options }); run(...all); run(["a"], { [key]: 1 });`, nil},
		{`runs(["a"]); step.run("id", f); other.run(["a"]); "run([])"; // run([])`, nil},
		{`run(["a"], { cwd: run(["b"]) , timeout: 1 });`, []untimed.Call{{Name: "run", Line: 2, Column: 18}}},
	} {
		if diff := cmp.Diff(untimed.Calls([]byte(head+tt.code)), tt.want); diff != "" {
			t.Errorf("%s: %s", tt.code, diff)
		}
	}
	if got := untimed.Calls([]byte(`var run = require("other").run; run(["a"]);`)); got != nil {
		t.Errorf("got %v, want nothing of another module", got)
	}
}
