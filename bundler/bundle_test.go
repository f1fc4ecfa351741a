package bundler_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
	"systembus/jsapi/uses"
)

func TestBundle(t *testing.T) {
	const entry = "scripts/functions/x.ts"
	cases := []struct {
		name    string
		files   map[string]string
		change  func(*bundler.Options)
		has     []string // in the code
		lacks   []string
		imports []string
	}{{
		name: "a host module is required, and only the names used are read",
		files: map[string]string{entry: `import { join } from "path";
import fs from "node:fs";
export default join("a", String(fs));`},
		has:     []string{`require("node:path")`, `read("join")`, `require("node:fs")`, `"default" in`},
		lacks:   []string{`read("dirname")`, `require("path")`, `readFileSync`},
		imports: []string{"node:fs", "node:path"},
	}, {
		name: "an unused import of a host module does not load it",
		files: map[string]string{entry: `import "node:fs";
import { join } from "node:path";
import type { Redis } from "ioredis";
import { NonRetriableError } from "inngest";
import { used } from "../lib/two";
export default (e: NonRetriableError, r: Redis) => used;`,
			"scripts/lib/two.ts": `import { existsSync } from "node:fs"; export const used = 1; export const unused = () => existsSync("/");`},
		lacks: []string{"require("},
	}, {
		name:    "require gives the module's exports as they are",
		files:   map[string]string{entry: `const fs = require("fs"); export default fs.anything;`},
		has:     []string{`= require("node:fs");`},
		lacks:   []string{"__toESM(require", "whole()"},
		imports: []string{"node:fs"},
	}, {
		name: "classes keep their names",
		files: map[string]string{entry: `import { NotFound as other } from "../lib/two";
class NotFound extends Error { static from() { return new NotFound(); } }
export const Box2 = class { a = 1; }, Own = class Named {};
export default [NotFound, other, Box2, Own];`,
			"scripts/lib/two.ts": `export class NotFound extends Error {
  constructor() { super(); this.name = this.constructor.name; }
}`},
		has: []string{
			`= class _NotFound extends Error { static { __host_class(this, "NotFound"); }`,
			"function __host_class(c, name)",
		},
		lacks: []string{`__host_class(this, "Box2")`, `__host_class(this, "Own")`, `__host_class(this, "Box")`},
	}, {
		name: "classes keep their names inside of functions, as expressions and as functions",
		files: map[string]string{entry: `import { all } from "old"; import { Lost } from "../lib/lost";
export class Inner2 {}
const text = ` + "`\nclass Lost3 {\n}\nfunction Old3() {\n}`" + `;
export default [...all, Lost, text, class Old {}, class Named3 {}];`,
			"scripts/lib/lost.ts":           `export var Lost = class Lost extends Error { static make() { return new Lost(); } };`,
			"node_modules/old/package.json": `{"name": "old", "main": "index.js"}`,
			"node_modules/old/index.js": `var Old = (function (base) {
	function Old() { return base.apply(this, arguments); }
	function low() { return low; }
	return Old;
})(Error);
function make() { class Inner extends Error {} class Inner4 {} return [Inner, Inner4]; }
var Inner = make, low = 1;
exports.all = [Old, make(), Inner, low];`},
		has: []string{
			`var Lost = class Lost2 extends Error { static { __host_class(this, "Lost"); }`,
			`{ __host_class(Old3, "Old");`,
			`class Inner3 extends Error { static { __host_class(this, "Inner"); }`,
			"\nclass Lost3 {\n}\nfunction Old3() {\n}",
		},
		lacks: []string{`"Inner2")`, `"Inner4")`, `"Named3")`, `"Named")`, `"Old3")`, `"low")`},
	}, {
		name:    "the default export of a host module that is callable",
		files:   map[string]string{entry: `import Redis, { Redis as Named } from "ioredis"; export default [new Redis(), new Named()];`},
		has:     []string{`require("ioredis")`, `new ioredis_default()`},
		imports: []string{"ioredis"},
	}, {
		name:    "a host module whose names are not known",
		files:   map[string]string{entry: `import { get } from "host:redis"; export default get;`},
		has:     []string{`require("host:redis")`},
		imports: []string{"host:redis"},
	}, {
		name: "a host module wins over an installed package, also for its subpaths",
		files: map[string]string{entry: `import { Inngest } from "inngest"; import { help } from "inngest/helper"; export default [Inngest, help];`,
			"node_modules/inngest/package.json": `{"name": "inngest", "main": "index.js"}`,
			"node_modules/inngest/index.js":     `exports.Inngest = "the npm package";`,
			"node_modules/inngest/helper.js":    `exports.help = "the npm package";`},
		has:     []string{`require("inngest")`, `require("inngest/helper")`},
		lacks:   []string{"the npm package"},
		imports: []string{"inngest", "inngest/helper"},
	}, {
		name: "the bare name of a module that Node has with node: alone is a package",
		files: map[string]string{entry: `import { test } from "test"; export default test;`,
			"node_modules/test/package.json": `{"name": "test", "main": "index.js"}`,
			"node_modules/test/index.js":     `exports.test = "the npm package";`},
		has: []string{"the npm package"},
	}, {
		name: "dynamic imports of literals are bundled",
		files: map[string]string{entry: `export default async () => [await import("../lib/a"), await import("node:path")];`,
			"scripts/lib/a.ts": `export const a = "lazy";`},
		has:     []string{`"lazy"`, `Promise.resolve().then(`},
		lacks:   []string{"import("},
		imports: []string{"node:path"},
	}, {
		name: "the language the engine lacks is lowered, and what it has is not",
		files: map[string]string{entry: `export async function* each(list: AsyncIterable<number>) { for await (const x of list) yield x; }
export class A { #x = 1; y = 2; static z = 3; has(o: object) { return #x in o; } }
export const match = [/\p{L}/u, /a/d, /[\p{L}--[a]]/v, /plain/g];
export function scoped() { using file = { [Symbol.dispose]() {} }; return file; }
export const later = async () => { await 1; };
export const dflt = (a?: { b?: number }) => a?.b ?? 3;`},
		has: []string{`__asyncGenerator`, `new RegExp("\\p{L}", "u")`, `new RegExp("a", "d")`, `/plain/g`, `async () =>`, `#x = 1`, `#x in o`,
			`a?.b ?? 3`, `static z = 3`},
		lacks: []string{"for await", "async function*", "using file"},
	}, {
		name: "the prototype of async generators, which has no name, is there",
		files: map[string]string{entry: `export default Object.getPrototypeOf(Object.getPrototypeOf(/* c8 ignore next */ async function* () {
}).prototype);`},
		has:   []string{"Object.getPrototypeOf((__host_async_generators()\n", "function __host_async_generators()"},
		lacks: []string{"__asyncGenerator(this"},
	}, {
		name: "a default export that only main has comes from main, and domains are no reason to refuse",
		files: map[string]string{entry: `import rule, { every } from "two-mains"; export default [rule.every, every];`,
			"node_modules/two-mains/package.json": `{"name": "two-mains", "main": "main.js", "module": "module.mjs"}`,
			"node_modules/two-mains/main.js":      `exports.every = (process.domain && require("domain"), "from main");`,
			"node_modules/two-mains/module.mjs":   `export const every = "from module";`},
		has:   []string{"from main", "Domains were never finished"},
		lacks: []string{"from module"},
	}, {
		name: "packages are taken in the builds that Node takes",
		files: map[string]string{entry: `import { name } from "three"; export default name;`,
			"node_modules/three/package.json": `{"name": "three", "exports": {"browser": "./browser.js", "node": "./node.js", "default": "./any.js"}}`,
			"node_modules/three/browser.js":   `export const name = "for browsers";`,
			"node_modules/three/node.js":      `import { join } from "node:path"; export const name = join("for node");`,
			"node_modules/three/any.js":       `export const name = "for any";`},
		has:     []string{`"for node"`},
		imports: []string{"node:path"},
	}, {
		name: "import.meta and __dirname are of the source file, from a root known at run time",
		files: map[string]string{entry: `import { where } from "../lib/where";
export default [import.meta.dir, import.meta.dirname, import.meta.filename, __filename, where, import.meta.env.HOME];`,
			"scripts/lib/where.ts": `export const where = new URL("./data.json", import.meta.url);`,
			"scripts/lib/none.ts":  `export const none = 1;`},
		has: []string{`__host_source("scripts/functions/x.ts")`, `__host_source("scripts/lib/where.ts")`, `function __host_source(name)`,
			`.dir,`, `.dirname,`, `.filename,`, `__host_root.split`},
		lacks: []string{"import.meta.dir", "import.meta.filename", "import_meta"},
	}, {
		name:  "a file that does not ask where it is carries nothing of that",
		files: map[string]string{entry: `export default 1;`},
		lacks: []string{"__host_"},
	}, {
		name: "__dirname of one's own stays",
		files: map[string]string{entry: `import { dirname } from "node:path";
const __dirname = dirname(import.meta.url);
export default __dirname;`},
		has:     []string{`dirname(`, `__host_file.url`, `default`},
		lacks:   []string{"__host_file.dirname"},
		imports: []string{"node:path"},
	}, {
		name: "__dirname in a CommonJS package, strict and with a hashbang",
		files: map[string]string{entry: `import where from "where"; export default where;`,
			"node_modules/where/package.json": `{"name": "where", "main": "index.js"}`,
			"node_modules/where/index.js":     "#!/usr/bin/env node\n\"use strict\";\nmodule.exports = __dirname;\n"},
		has: []string{`__host_source("node_modules/where/index.js")`, `"use strict"`, `.exports = __host_file.dirname`},
	}, {
		name: "JSON and text",
		files: map[string]string{entry: `import settings from "../lib/settings.json";
import page from "../lib/page.html" with { type: "text" };
import note from "../lib/note.txt";
export default [settings.name, page, note];`,
			"scripts/lib/settings.json": `{"name": "from json"}`, "scripts/lib/page.html": `<p>from html</p>`, "scripts/lib/note.txt": `from txt`},
		has: []string{"from json", "from html", "from txt"},
	}, {
		name: "decorators as tsconfig says",
		files: map[string]string{entry: `function log(target: object, key: string) {} class A { @log run() {} } export default A;`,
			"tsconfig.json": `{"compilerOptions": {"experimentalDecorators": true}}`},
		has:   []string{"__decorateClass"},
		lacks: []string{"@log"},
	}, {
		name:  "standard decorators",
		files: map[string]string{entry: `function log(value: unknown, context: object) {} class A { @log run() {} } export default A;`},
		has:   []string{"__decorateElement"},
		lacks: []string{"@log"},
	}, {
		name: "tsconfig paths, package exports and workspace links",
		files: map[string]string{entry: `import { a } from "~/a"; import { b } from "@x/b/sub"; import { c } from "dual"; export default [a, b, c];`,
			"tsconfig.json":                  `{"compilerOptions": {"paths": {"~/*": ["./scripts/lib/*"]}}}`,
			"scripts/lib/a.ts":               `export const a = "by path";`,
			"node_modules/@x/b/package.json": `{"name": "@x/b", "exports": {"./sub": {"types": "./sub.d.ts", "import": "./src/sub.ts"}}}`,
			"node_modules/@x/b/src/sub.ts":   `export const b: string = "by exports";`,
			"node_modules/dual/package.json": `{"name": "dual", "main": "main.js", "module": "module.js"}`,
			"node_modules/dual/main.js":      `exports.c = "main";`,
			"node_modules/dual/module.js":    `export const c = "by module field";`},
		has: []string{"by path", "by exports", "by module field"},
	}, {
		name: "a tsconfig elsewhere",
		files: map[string]string{entry: `import { a } from "~/a"; export default a;`,
			"config/tsconfig.json": `{"compilerOptions": {"paths": {"~/*": ["../scripts/lib/*"]}}}`,
			"scripts/lib/a.ts":     `export const a = "by path";`},
		change: func(o *bundler.Options) { o.TSConfig = "config/tsconfig.json" },
		has:    []string{"by path"},
	}, {
		name: "further conditions of package exports",
		files: map[string]string{entry: `import { a } from "pkg"; export default a;`,
			"node_modules/pkg/package.json": `{"name": "pkg", "exports": {".": {"bun": "./bun.js", "default": "./other.js"}}}`,
			"node_modules/pkg/bun.js":       `export const a = "for bun";`,
			"node_modules/pkg/other.js":     `export const a = "for others";`},
		change: func(o *bundler.Options) { o.Conditions = []string{"bun"} },
		has:    []string{"for bun"},
	}, {
		name: "an import that reaches into another package's node_modules",
		files: map[string]string{entry: `import { Effect } from "@x/journal/node_modules/effect"; export default Effect;`,
			"node_modules/effect/package.json":     `{"name": "effect", "module": "index.js"}`,
			"node_modules/effect/index.js":         `export const Effect = "hoisted";`,
			"node_modules/@x/journal/package.json": `{"name": "@x/journal", "exports": {".": "./index.js"}}`},
		has: []string{"hoisted"},
	}, {
		name: "the same when the package is only there",
		files: map[string]string{entry: `import { Effect } from "@x/journal/node_modules/effect"; export default Effect;`,
			"node_modules/@x/journal/node_modules/effect/package.json": `{"name": "effect", "module": "index.js"}`,
			"node_modules/@x/journal/node_modules/effect/index.js":     `export const Effect = "nested";`},
		has: []string{"nested"},
	}, {
		name: "a missing module in try is left to run time",
		files: map[string]string{entry: `let a; try { a = require("left-pad"); } catch { a = 1; }
let b; try { b = await import("node:cluster"); } catch { b = 2; }
export default [a, b];`},
		has: []string{`require("left-pad")`, `node:cluster`},
	}, {
		name: "a top-level await",
		files: map[string]string{entry: `import { settings } from "../lib/settings"; export const all = settings;`,
			"scripts/lib/settings.ts": `export const settings = await Promise.resolve(1);`},
		has: []string{"module.exports = { __hostReady: (async () => {", "settings = await Promise.resolve(1)", "return __host_exports; })() };"},
	}}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := build(t, project(t, c.files), entry, func(o *bundler.Options) {
				if c.change != nil {
					c.change(o)
				}
			})
			if len(r.Problems) > 0 {
				t.Fatalf("problems:\n%s", text(r.Problems))
			}
			for _, s := range c.has {
				if !strings.Contains(string(r.Code), s) {
					t.Errorf("the code lacks %q", s)
				}
			}
			for _, s := range c.lacks {
				if strings.Contains(string(r.Code), s) {
					t.Errorf("the code has %q", s)
				}
			}
			if diff := cmp.Diff(r.Imports, c.imports); diff != "" {
				t.Errorf("imports:\n%s", diff)
			}
			if t.Failed() {
				t.Logf("%s", r.Code)
			}
		})
	}
}

func TestAlias(t *testing.T) {
	files := map[string]string{
		"src/functions/x.ts":      `import { infer } from "../lib/inference"; import { deep } from "../lib/deep"; export default [infer, deep];`,
		"src/lib/inference.ts":    `export const infer = "original";`,
		"src/lib/deep/index.ts":   `import { infer } from "../inference"; export const deep = ["deep", infer];`,
		"stubs/inference.ts":      `export const infer = "stub";`,
		"stubs/wrap.ts":           `import { infer as inner } from "../src/lib/inference"; export const infer = "wrapped " + inner;`,
		"src/functions/bare.ts":   `import { infer } from "@x/inference"; import * as fs from "fs"; export default [infer, fs];`,
		"stubs/deep.ts":           `export const deep = "shallow";`,
		"src/functions/mapped.ts": `import { infer } from "~/inference"; export default infer;`,
		"tsconfig.json":           `{"compilerOptions": {"paths": {"~/*": ["./src/lib/*"]}}}`,
	}
	cases := []struct {
		name, entry string
		alias       map[string]string
		has, lacks  string
	}{
		{"as written, to a file", "src/functions/x.ts", map[string]string{"../lib/inference": "stubs/inference.ts"}, `"stub"`, `"original"`},
		{"without extension", "src/functions/x.ts", map[string]string{"../lib/inference": "./stubs/inference"}, `"stub"`, `"original"`},
		{"by the file, from the root", "src/functions/x.ts", map[string]string{"./src/lib/inference.ts": "stubs/inference"}, `"stub"`, `"original"`},
		{"by the folder that an import means", "src/functions/x.ts", map[string]string{"src/lib/deep": "stubs/deep"}, `"shallow"`, `"deep"`},
		{"to a module of the host", "src/functions/x.ts", map[string]string{"../lib/inference": "host:infer"}, `require("host:infer")`, `"original"`},
		{"a package", "src/functions/bare.ts", map[string]string{"@x/inference": "stubs/inference"}, `"stub"`, `"original"`},
		{"a package, to a module of the host", "src/functions/bare.ts", map[string]string{"@x/inference": "host:infer"}, `require("host:infer")`, `"original"`},
		{"a module of the host", "src/functions/bare.ts", map[string]string{"fs": "stubs/inference", "@x/inference": "host:infer"}, `inference_exports`, `"node:fs"`},
		{"a file that takes a place may import what was there", "src/functions/x.ts", map[string]string{"../lib/inference": "stubs/wrap"}, `"original"`, `nothing`},
		{"a path of tsconfig", "src/functions/mapped.ts", map[string]string{"../lib/inference": "stubs/inference"}, `"stub"`, `"original"`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := build(t, project(t, files), c.entry, func(o *bundler.Options) { o.Alias = c.alias })
			if len(r.Problems) > 0 {
				t.Fatal(text(r.Problems))
			}
			if code := string(r.Code); !strings.Contains(code, c.has) || strings.Contains(code, c.lacks) {
				t.Errorf("want %q and not %q in:\n%s", c.has, c.lacks, code)
			}
		})
	}
}

// syntaxError is what an engine says that does not accept a text.
type syntaxError struct{ line, column int }

func (e syntaxError) Error() string        { return "unexpected token" }
func (e syntaxError) Position() (int, int) { return e.line, e.column }

// find gives the place of a string in a text, counted from 1.
func find(code []byte, s string) (line, column int) {
	before, _, _ := strings.Cut(string(code), s)
	return strings.Count(before, "\n") + 1, len(before) - strings.LastIndex(before, "\n")
}

func TestCheckMakesItTryAgain(t *testing.T) {
	root := project(t, map[string]string{"x.ts": `export class A { get = 1; static async = 2; }`})
	var names []string
	r := build(t, root, "x.ts", func(o *bundler.Options) {
		o.Check = func(name string, code []byte) ([]uses.Use, error) {
			names = append(names, name)
			if strings.Contains(string(code), "get = 1") {
				return nil, syntaxError{1, 1}
			}
			return nil, nil
		}
	})
	if !r.OK() || strings.Contains(string(r.Code), "get = 1") {
		t.Errorf("the class fields are not lowered:\n%s%s", r.Code, text(r.Problems))
	}
	if diff := cmp.Diff(names, []string{"x.ts", "x.ts"}); diff != "" {
		t.Error(diff)
	}
}

// In what is lowered more, arrow functions keep the this of a constructor and
// of a class field: zod, hono and effect have both.
func TestLoweredMoreKeepsThis(t *testing.T) {
	root := project(t, map[string]string{"x.ts": `
		class A { constructor(readonly n: number) {} }
		class B extends A { get = 1; f: () => number; constructor() { super(2); this.f = () => this.n; } }
		class C { #n = 3; set = 4; f = () => this.#n; }
		export const numbers = [new B().f(), new C().f()];`})
	r := build(t, root, "x.ts", func(o *bundler.Options) {
		o.Check = func(_ string, code []byte) ([]uses.Use, error) {
			if strings.Contains(string(code), "get = 1") {
				return nil, syntaxError{1, 1}
			}
			return nil, nil
		}
	})
	if !r.OK() || strings.Contains(string(r.Code), "_this") || !strings.Contains(string(r.Code), "() => this.n") {
		t.Errorf("the arrow functions are not left alone:\n%s%s", r.Code, text(r.Problems))
	}
}

func TestCheckIsReportedAtTheSource(t *testing.T) {
	root := project(t, map[string]string{
		"src/x.ts":   "import { odd } from \"./odd\";\nexport default odd;\n",
		"src/odd.ts": "interface Nothing {}\n\nexport const odd = () => oddity(1);\ndeclare function oddity(n: number): number;\n",
	})
	r := build(t, root, "src/x.ts", func(o *bundler.Options) {
		o.Check = func(_ string, code []byte) ([]uses.Use, error) {
			line, column := find(code, "oddity")
			return nil, syntaxError{line, column}
		}
	})
	want := []bundler.Problem{{
		Severity: bundler.Error, File: "src/odd.ts", Line: 3, Column: 25, Length: 1,
		LineText: "export const odd = () => oddity(1);",
		Text:     "the engine cannot read this: unexpected token",
		Remedy:   "Write it another way: see docs/compatibility.md#language.",
	}}
	if diff := cmp.Diff(r.Problems, want); diff != "" {
		t.Error(diff)
	}
	if r.OK() {
		t.Error("there is a bundle that the engine refuses")
	}

	r = build(t, root, "src/x.ts", func(o *bundler.Options) {
		o.Check = func(string, []byte) ([]uses.Use, error) { return nil, errors.New("too deep") }
	})
	if len(r.Problems) != 1 || r.Problems[0].File != "src/x.ts" || !strings.Contains(r.Problems[0].Text, "too deep") {
		t.Errorf("problems %v", r.Problems)
	}
}

func TestBundlesDoNotDependOnWhereTheProjectIs(t *testing.T) {
	files := map[string]string{
		"scripts/functions/x.ts": `import { join } from "node:path"; import { a } from "../lib/a"; export default [join, a, import.meta.url];`,
		"scripts/lib/a.ts":       `export const a = __dirname;`,
	}
	var bundles []bundler.Result
	for range 2 {
		root := project(t, files)
		for range 2 {
			r := build(t, root, "scripts/functions/x.ts")
			if strings.Contains(string(r.Code)+string(r.Map), root) {
				t.Errorf("the bundle names the folder it was built in")
			}
			r.Inputs, r.Duration = nil, 0
			bundles = append(bundles, r)
		}
	}
	for _, r := range bundles[1:] {
		if diff := cmp.Diff(r, bundles[0]); diff != "" {
			t.Error(diff)
		}
	}
	if len(bundles[0].Hash) != 64 {
		t.Errorf("hash %q", bundles[0].Hash)
	}
	if m := string(bundles[0].Map); !strings.Contains(m, `"scripts/functions/x.ts"`) || strings.Contains(m, "sourcesContent") {
		t.Errorf("source map %s", m)
	}
}

func TestInputs(t *testing.T) {
	root := project(t, map[string]string{
		"packages/app/functions/x.ts":       `import { a } from "@x/shared"; export default a;`,
		"packages/shared/package.json":      `{"name": "@x/shared", "exports": "./index.ts"}`,
		"packages/shared/index.ts":          `export * from "./a";`,
		"packages/shared/a.ts":              `export const a = import.meta.dir;`,
		"packages/app/node_modules/.keep":   ``,
		"packages/app/node_modules/@x/keep": ``,
	})
	link(t, "../../../shared", filepath.Join(root, "packages/app/node_modules/@x/shared"))
	r := build(t, filepath.Join(root, "packages/app"), "functions/x.ts")
	if !r.OK() {
		t.Fatal(text(r.Problems))
	}
	want := []string{"packages/app/functions/x.ts", "packages/shared/a.ts", "packages/shared/index.ts"}
	var got []string
	for _, file := range r.Inputs {
		rel, err := filepath.Rel(root, file)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, filepath.ToSlash(rel))
	}
	if !slices.Equal(got, want) {
		t.Errorf("inputs %v, want %v", got, want)
	}
	if !strings.Contains(string(r.Code), `__host_source("../shared/a.ts")`) {
		t.Errorf("a linked package is not known by its real place:\n%s", r.Code)
	}
}
