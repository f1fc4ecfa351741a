package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"maps"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler/shims"
)

// The compiled shims are committed. This needs neither Node nor the installed
// packages: it compares hashes of the sources.
func TestDistIsInStepWithItsSources(t *testing.T) {
	root, err := projectRoot()
	if err != nil {
		t.Fatal(err)
	}
	found, err := sources(root)
	if err != nil {
		t.Fatal(err)
	}
	index := formerIndex(filepath.Join(root, filepath.FromSlash(distDir)))
	if diff := cmp.Diff(slices.Sorted(maps.Keys(found)), slices.Sorted(maps.Keys(index))); diff != "" {
		t.Errorf("modules in %s (-) and in dist (+); run `go generate ./bundler/shims`:\n%s", shimsDir, diff)
	}
	for specifier, shim := range index {
		if installed := slices.ContainsFunc(shim.Inputs, func(name string) bool {
			_, err := os.Stat(filepath.Join(root, filepath.FromSlash(name)))
			return strings.HasPrefix(name, "node_modules/") && err != nil
		}); installed {
			t.Logf("%s: packages are not installed, so only its own sources are compared", specifier)
			continue
		}
		got, err := hash(root, shim.Inputs)
		if err != nil {
			t.Errorf("%s: %v; run `go generate ./bundler/shims`", specifier, err)
			continue
		}
		if got != shim.Hash {
			t.Errorf("%s is older than its sources; run `go generate ./bundler/shims`", specifier)
		}
		code, _ := shims.Source(specifier)
		if !strings.Contains(code, shim.Hash) {
			t.Errorf("%s: dist/%s was not made together with dist/index.json; run `go generate ./bundler/shims`", specifier, shim.File)
		}
	}
}

func write(t *testing.T, root string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSources(t *testing.T) {
	root := t.TempDir()
	write(t, root, map[string]string{
		"bundler/shims/node/path.ts":        "",
		"bundler/shims/node/fs.ts":          "",
		"bundler/shims/node/fs/promises.ts": "",
		"bundler/shims/node/_streams.ts":    "",
		"bundler/shims/node/path.test.ts":   "",
		"bundler/shims/node/host.d.ts":      "",
		"bundler/shims/bun.ts":              "",
		"bundler/shims/bun/sqlite.ts":       "",
		"bundler/shims/ioredis.ts":          "",
		"bundler/shims/inngest/index.ts":    "",
		"bundler/shims/inngest/errors.ts":   "",
		"bundler/shims/inngest/sdk/step.ts": "",
		"bundler/shims/@x/y/index.ts":       "",
		"bundler/shims/gen/main.ts":         "",
		"bundler/shims/dist/old.ts":         "",
	})
	got, err := sources(root)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"node:path": "node/path.ts", "node:fs": "node/fs.ts", "node:fs/promises": "node/fs/promises.ts",
		"bun": "bun.ts", "bun:sqlite": "bun/sqlite.ts", "ioredis": "ioredis.ts",
		"inngest": "inngest/index.ts", "@x/y": "@x/y/index.ts",
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Error(diff)
	}
}

func TestGenerate(t *testing.T) {
	root := t.TempDir()
	write(t, root, map[string]string{
		"bundler/shims/node/events.ts": `import EventEmitter from "events"; export { EventEmitter }; export default EventEmitter;`,
		"bundler/shims/node/stream.ts": `import { EventEmitter } from "node:events"; import { now } from "host:clock";
export class Readable { on() { return new EventEmitter(now()); } }`,
		"bundler/shims/node/util.ts":         `module.exports = require("old-util");`,
		"bundler/shims/dist/node/gone.js":    `stale`,
		"node_modules/events/package.json":   `{"name": "events", "main": "index.js"}`,
		"node_modules/events/index.js":       `module.exports = class { which() { return "the package"; } };`,
		"node_modules/old-util/package.json": `{"name": "old-util", "main": "index.js"}`,
		"node_modules/old-util/index.js":     `exports.inherits = require("events");`,
		"bundler/shims/dist/index.json":      `{}`,
	})
	if err := generate(root); err != nil {
		t.Fatal(err)
	}
	index := formerIndex(filepath.Join(root, filepath.FromSlash(distDir)))
	text := func(name string) string {
		b, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(distDir), name))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	exports := map[string][]string{}
	for name, s := range index {
		exports[name] = s.Exports
	}
	if diff := cmp.Diff(exports, map[string][]string{
		"node:events": {"EventEmitter", "default"}, "node:stream": {"Readable"}, "node:util": nil,
	}); diff != "" {
		t.Error(diff)
	}
	for _, c := range []struct{ about, file, want string }{
		{"a shim may be made of the package with its name", "node/events.js", "the package"},
		{"another shim is loaded when it is used", "node/stream.js", `var import_node_events = __lazy(() => require("node:events"), ["EventEmitter"]);`},
		{"native modules are loaded at once", "node/stream.js", `= require("host:clock");`},
		{"a package gets the host's module", "node/util.js", `require("node:events")`},
		{"the header holds the hash", "node/stream.js", index["node:stream"].Hash},
		{"exports become plain properties", "node/stream.js", `})(stream_exports, { Readable });`},
		{"and are given before that, for modules that use each other", "node/stream.js", `__export(stream_exports, {`},
		{"a module with exports is not copied", "node/stream.js", `var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });`},
	} {
		if !strings.Contains(text(c.file), c.want) {
			t.Errorf("%s: %s lacks %q:\n%s", c.about, c.file, c.want, text(c.file))
		}
	}
	if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(distDir), "node/gone.js")); err == nil {
		t.Error("the text of a shim that is gone is still there")
	}
	before := index["node:stream"].Hash
	write(t, root, map[string]string{"bundler/shims/node/stream.ts": "export class Readable {}"})
	if after, _ := hash(root, index["node:stream"].Inputs); after == before {
		t.Error("the hash did not change with the source")
	}
}

// What a shim exports of its own is a plain property; what it passes on from
// another shim does not load that one before it is asked for.
func TestPlainExports(t *testing.T) {
	code := `var __defProp = Object.defineProperty;
var __export = (target, all) => {
  for (var name2 in all)
    __defProp(target, name2, { get: all[name2], enumerable: true });
};
var x_exports = {};
__export(x_exports, {
  default: () => x_default,
  name: () => name,
  "odd-name": () => odd,
  passed: () => import_y.passed
});
module.exports = __toCommonJS(x_exports);
`
	got, err := plainExports([]byte(code))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"{ get: all[name2], enumerable: true, configurable: true }", `})(x_exports, { default: x_default, name, "odd-name": odd });`} {
		if !strings.Contains(string(got), want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	for _, unknown := range []string{
		strings.Replace(code, "\n__export(", "\n__exporting(", 1),
		strings.Replace(code, "enumerable: true", "enumerable: 1", 1),
	} {
		if _, err := plainExports([]byte(unknown)); err == nil {
			t.Errorf("no error for what esbuild does not write:\n%s", unknown)
		}
	}
}

func TestGenerateKeepsWhatDoesNotCompile(t *testing.T) {
	root := t.TempDir()
	write(t, root, map[string]string{"bundler/shims/a.ts": "export const a = 1;", "bundler/shims/b.ts": "export const b = 1;"})
	if err := generate(root); err != nil {
		t.Fatal(err)
	}
	write(t, root, map[string]string{"bundler/shims/a.ts": "export const = 1;", "bundler/shims/b.ts": "export const c = 1;"})
	err := generate(root)
	if err == nil || !strings.Contains(err.Error(), "bundler/shims/a.ts") {
		t.Errorf("error = %v, want one that names the file", err)
	}
	index := formerIndex(filepath.Join(root, filepath.FromSlash(distDir)))
	if diff := cmp.Diff([][]string{index["a"].Exports, index["b"].Exports}, [][]string{{"a"}, {"c"}}); diff != "" {
		t.Error(diff)
	}
}

// In a project of ES modules esbuild takes a default import for the module
// itself, as Node does; between shims it is the default export.
func TestDefaultImportsOfShims(t *testing.T) {
	root := t.TempDir()
	write(t, root, map[string]string{
		"package.json":                 `{"type": "module"}`,
		"bundler/shims/node/events.ts": `export default class EventEmitter {}`,
		"bundler/shims/node/net.ts": `import EventEmitter from "node:events"; import * as all from "node:events";
export class Socket extends EventEmitter { all = all; }`,
		"bundler/shims/node/tls.ts": `import EventEmitter from "node:events"; export class Socket extends EventEmitter {}`,
	})
	if err := generate(root); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{
		"net.js": `= __toESM(require("node:events"));`,
		"tls.js": `= __lazy(() => __toESM(require("node:events")), ["default"]);`,
	} {
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(distDir), "node", file))
		if err != nil || !strings.Contains(string(text), want) || strings.Contains(string(text), ", 1)") {
			t.Errorf("%s lacks %q: %v\n%s", file, want, err, text)
		}
	}
}
