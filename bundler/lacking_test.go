package bundler_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
	"systembus/bundler/shims"
	"systembus/jsapi"
	"systembus/jsapi/uses"
)

// reading is a builder that reads bundles as the engine does.
func reading(root string, modules bundler.Modules) *bundler.Builder {
	var b *bundler.Builder
	b = bundler.New(bundler.Options{Root: root, Modules: modules, Check: func(name string, code []byte) ([]uses.Use, error) {
		tree, err := jsapi.Parse(name, code)
		if err != nil {
			return nil, err
		}
		return uses.Find(tree, b.Lacks), nil
	}})
	return b
}

func TestLacking(t *testing.T) {
	root := project(t, map[string]string{
		"x.ts": `import { stop } from "./lib/stop";
import { watch as w } from "node:fs";
import * as fs from "node:fs";
import whole from "fs";
import type { FSWatcher } from "node:fs";
interface Options { port: number; watch?: FSWatcher }
// process.exit(1) in a comment is none
const text = "process.exit(1)";
export function serve(o: Options) {
  if (o.port === 0) stop();
  return Bun.serve({ port: o.port, fetch: () => new Response(text) });
}
export const worker = () => new Worker("./w.ts");
const own = { exit() {} };
own.exit();
export function shadowed(my: { process: { exit(): void } }, process: { exit(): void }) { my.process.exit(); process.exit(); }
export { quiet } from "quiet";
declare const Bun: any;
export async function watchers() {
  const alias = fs.watch;
  alias("a");
  w("b"); fs["watch"]("c"); whole.watch("d");
  const { watch } = await import("node:fs");
  watch("é", "ü"); process.chdir("/");
  require("fs").watch("f");
  (globalThis as any).process!.abort();
  Bun["listen"]({});
  const { chdir: go } = process;
  process.nextTick(go);
}
const { on: listen } = process;
process.once("SIGTERM", () => {}); process.on("warning", () => {});
listen("exit", () => {});
export function absent() {
  whole.openAsBlob("x");
  (whole as any).optional?.();
  try { (whole as any).tried(); } catch {}
  whole.hasOwnProperty("x");
}
`,
		"lib/stop.ts":                     "export function stop(): never {\n  process.exit(2);\n}\n",
		"node_modules/quiet/package.json": `{"name": "quiet", "main": "index.js"}`,
		"node_modules/quiet/index.js":     "export const quiet = () => process.exit();\n",
	})
	r := reading(root, shims.Modules{}).Build(t.Context(), []bundler.Entry{{Path: "x.ts"}})[0]
	if !r.OK() {
		t.Fatal(text(r.Problems))
	}
	var got []string
	for _, p := range r.Problems {
		got = append(got, fmt.Sprintf("%s:%d: %s: %s", p.File, p.Line, p.LineText[p.Column:p.Column+p.Length], p.Text))
	}
	throws := " does not work in the host: it will throw"
	want := []string{
		"lib/stop.ts:2: process.exit: process.exit" + throws,
		"x.ts:11: Bun.serve: Bun.serve" + throws,
		"x.ts:13: new Worker: new Worker" + throws,
		"x.ts:21: alias: fs.watch" + throws,
		"x.ts:22: w: fs.watch" + throws,
		"x.ts:22: \"watch\": fs.watch" + throws,
		"x.ts:22: whole.watch: fs.watch" + throws,
		"x.ts:24: watch: fs.watch" + throws,
		"x.ts:24: process.chdir: process.chdir" + throws,
		"x.ts:25: require: fs.watch" + throws,
		"x.ts:26: globalThis: process.abort" + throws,
		"x.ts:27: Bun[\"listen\"]: Bun.listen" + throws,
		"x.ts:29: go: process.chdir" + throws,
		"x.ts:32: process.once: process.once(\"SIGTERM\"): the host never calls this listener",
		"x.ts:33: listen: process.on(\"exit\"): the host never calls this listener",
		"x.ts:35: whole.openAsBlob: fs.openAsBlob is not in the host: it will throw",
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Error(diff)
	}
}
