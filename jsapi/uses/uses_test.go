package uses_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/jsapi"
	"systembus/jsapi/uses"
)

// head is how the bundler writes what is imported from a module.
const head = `var host = require("node:fs"); var read = (name) => host[name]; var whole = () => host && host.__esModule && "default" in host ? host.default : host; ` +
	`var watch = /* @__PURE__ */ read("watch"); var fs_default = /* @__PURE__ */ whole(); var ns = {}; __export(ns, { watch: () => watch, default: () => fs_default });
`

// lazy is how it writes what is imported with import().
const lazy = `var ns2 = {}; __export(ns2, { fork: () => fork }); var host2, read2, fork; var init = __esm({ "host-module:x"() { host2 = require("node:child_process"); read2 = (name) => host2[name]; fork = read2("fork"); } });
`

func TestFind(t *testing.T) {
	for _, tt := range []struct {
		code string
		want string // "line:column name kind", in the lines after the head
	}{
		{`watch("x");`, "2:0 node:fs.watch called"},
		{`(0, watch)("x"); fs_default.watch("x"); ns.watch("y"); ns.default["watch"]();`, "2:1 node:fs.watch called; 2:17 node:fs.watch called; 2:40 node:fs.watch called; 2:55 node:fs.watch called"},
		{`const w = watch; w();`, "2:17 node:fs.watch called"},
		{`const all = ns; const { watch: q } = all; q(); const [a] = [ns]; a.watch?.();`, "2:42 node:fs.watch called; 2:65 node:fs.watch called"},
		{`let w; w = fs_default.watch; function f() { w(); }`, "2:44 node:fs.watch called"},
		{`require("fs").watch(); require("node:fs").promises.watch(); process.getBuiltinModule("fs").watch();`,
			"2:0 node:fs.watch called; 2:23 node:fs/promises.watch called; 2:60 node:fs.watch called"},
		{`async () => { const { fork: f } = await Promise.resolve().then(() => (init(), ns2)); f(); (await Promise.resolve().then(() => (init(), ns2))).fork(); };`,
			"3:85 node:child_process.fork called; 3:91 node:child_process.fork called"},
		{`Promise.resolve().then(() => (init(), ns2)).then(({ fork: g }) => g("x")); Promise.resolve().then(() => (init(), ns2)).then((m) => { m.fork(); });`,
			"3:66 node:child_process.fork called; 3:133 node:child_process.fork called"},
		{`async () => { const [a, b] = await Promise.all([Promise.resolve().then(() => (init(), ns2)), 1]); a.fork(); };`, "3:98 node:child_process.fork called"},
		{`process.exit(1); globalThis.process.exit(1); globalThis["process"]["exit"](2);`, "2:0 process.exit called; 2:17 process.exit called; 2:45 process.exit called"},
		{`const { exit, ...rest } = process; exit(1); const { process: p } = globalThis; p.exit();`, "2:35 process.exit called; 2:79 process.exit called"},
		{`const p = require("node:process"); p.exit(); p.default.exit(); require("bun").serve({});`, "2:35 process.exit called; 2:45 process.exit called; 2:63 Bun.serve called"},
		{`process.exit.call(process, 1); const b = process.exit.bind(process); b();`, "2:0 process.exit called; 2:69 process.exit called"},
		{`const get = () => process; get().exit(); const tools = { exit: process.exit, process }; tools.exit(); tools.process.exit();`,
			"2:27 process.exit called; 2:88 process.exit called; 2:102 process.exit called"},
		{`onSignal("SIGTERM", process.exit);`, "2:20 process.exit passed"},
		{`new Worker("x"); const W = Worker; new W(); new globalThis.Worker("y");`, "2:0 Worker constructed; 2:35 Worker constructed; 2:44 Worker constructed"},
		{`import_x = __toESM(require("node:fs")); import_x.watch(); import_x.default.watch(); var import_x;`, "2:40 node:fs.watch called; 2:58 node:fs.watch called"},
		{`const f = new Intl.NumberFormat("en"); f.formatRange(1, 2); Intl.NumberFormat("en").formatRange(1, 2);`,
			"2:39 Intl.NumberFormat#formatRange called; 2:60 Intl.NumberFormat#formatRange called"},
		{`anything.at.all().toLocaleString("tlh");`, "2:0 *.toLocaleString called"},
		{`while (x) { try { process.exit(); } catch {} }`, "2:18 process.exit called tried"},
		{`class A { #x = process.exit(); static { process.exit(); } m() { return [` + "`${process.exit()}`" + `]; } }`, "2:15 process.exit called; 2:40 process.exit called; 2:75 process.exit called"},

		// What is not a use.
		{`function f(process) { process.exit(); } { const process = {}; process.exit(); } try {} catch (process) { process.exit(); }`, ""},
		{`for (const process of all) process.exit(); class Worker {} new Worker(); (process) => process.exit();`, ""},
		{`my.process.exit(); ({ exit() {} }).exit(); my.fs.watch(); "process.exit()"; /* process.exit() */ // watch()`, ""},
		{`typeof process.exit; if (process.exit) {} process.exit = mine;`, ""},
		{`let w = watch; if (x) w = other; w();`, ""},
		{`const tools = { watch }; tools.watch = mine; tools.watch();`, ""},
		{`const tools = { watch, ...more }; tools.watch();`, ""},
		{`const { watch: [w] } = ns; w(); const { [key]: v } = ns; v(); const { ...all } = ns; all.watch();`, ""},
		{`var a = b, b = a; a(); const f = () => f(); f()();`, ""},
		{`function watch2(watch) { watch(); } label: for (var i in watch) { i(); }`, ""},
	} {
		code := head + tt.code
		if strings.Contains(tt.code, "ns2") {
			code = head + lazy + tt.code
		}
		var got []string
		for _, u := range find(t, code) {
			line := fmt.Sprintf("%d:%d %s %s", u.Line, u.Column, u.Name, u.Kind)
			if u.Tried {
				line += " tried"
			}
			got = append(got, line)
		}
		if diff := cmp.Diff(strings.Join(got, "; "), tt.want); diff != "" {
			t.Errorf("%s\n%s", tt.code, diff)
		}
	}
}

func TestArguments(t *testing.T) {
	for _, tt := range []struct {
		args string
		want []uses.Arg
	}{
		{`"a\"", 1, -1.5, true, null, void 0, undefined, [1, "b"]`, []uses.Arg{
			{Text: `"a\""`}, {Text: "1"}, {Text: "-1.5"}, {Text: "true"}, {Text: "null"}, {Text: "undefined"}, {Text: "undefined"}, {Text: `[1, "b"]`}}},
		{`zone, other, f(), [f()]`, []uses.Arg{{Text: `"Europe/Atlantis"`}, {}, {}, {}}},
		{`{ timeZone: zone, "a b": 1 }`, []uses.Arg{{Object: true, Keys: []string{"timeZone", "a b"}, Text: `{ "timeZone": "Europe/Atlantis", "a b": 1 }`}}},
		{`{ a: other, b: 1 }`, []uses.Arg{{Object: true, Keys: []string{"a", "b"}, Partial: true, Text: `{ "b": 1 }`}}},
		{`{ a: 1, ...more, b: 2 }`, []uses.Arg{{Object: true, Keys: []string{"a", "b"}, Open: true, Partial: true, Text: `{ "b": 2 }`}}},
		{`...all`, []uses.Arg{{Spread: true}}},
	} {
		found := find(t, "const zone = `Europe/Atlantis`; let other = 1; other = 2;\nprocess.exit("+tt.args+");")
		if len(found) != 1 {
			t.Fatalf("%s: found %v", tt.args, found)
		}
		if diff := cmp.Diff(found[0].Args, tt.want); diff != "" {
			t.Errorf("%s\n%s", tt.args, diff)
		}
	}
}

func find(t *testing.T, code string) []uses.Use {
	t.Helper()
	tree, err := jsapi.Parse("bundle.js", []byte(code))
	if err != nil {
		t.Fatalf("%s: %v", code, err)
	}
	return uses.Find(tree, func(name string) bool {
		switch name {
		case "process.exit", "node:fs.watch", "node:fs/promises.watch", "node:child_process.fork", "Bun.serve", "Worker", "Intl.NumberFormat#formatRange", "*.toLocaleString":
			return true
		}
		return false
	})
}
