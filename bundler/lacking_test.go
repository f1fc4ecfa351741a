package bundler_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
)

func TestLacking(t *testing.T) {
	root := project(t, map[string]string{
		"x.ts": `import { stop } from "./lib/stop";
interface Options { port: number }
// process.exit(1) in a comment is none
const text = "process.exit(1)";
export function serve(o: Options) {
  if (o.port === 0) stop();
  return Bun.serve({ port: o.port, fetch: () => new Response(text) });
}
export const worker = () => new Worker("./w.ts");
const own = { exit() {} };
own.exit();
export function shadowed(my: { process: { exit(): void } }) { my.process.exit(); }
export { quiet } from "quiet";
declare const Bun: any;
`,
		"lib/stop.ts":                     "export function stop(): never {\n  process.exit(2);\n}\n",
		"node_modules/quiet/package.json": `{"name": "quiet", "main": "index.js"}`,
		"node_modules/quiet/index.js":     "export const quiet = () => process.exit();\n",
	})
	b := bundler.New(bundler.Options{Root: root})
	r := b.Build(t.Context(), []bundler.Entry{{Path: "x.ts"}})[0]
	if !r.OK() {
		t.Fatal(text(r.Problems))
	}
	got := map[string]string{}
	for _, p := range b.Lacking(r) {
		got[fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)] = p.Text
	}
	want := map[string]string{
		"lib/stop.ts:2:2": "process.exit does not work in the host: it will throw",
		"x.ts:7:9":        "Bun.serve does not work in the host: it will throw",
		"x.ts:9:28":       "new Worker does not work in the host: it will throw",
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Error(diff)
	}
}
