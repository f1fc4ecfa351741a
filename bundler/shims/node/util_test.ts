import util from "node:util";
import { equal, ok, record, rejects, runtime, test, throws } from "host:test";

const notBun = { on: ["host", "node"] as ("host" | "node")[] }; // Bun prints values in a form of its own

class Foo {
  x = 1;
  #hidden = 2;
  get y() { return this.#hidden; }
  method() {}
}
class Bar extends Foo { z = "z"; }

const circle: any = { name: "c", list: [] };
circle.self = circle;
circle.list.push(circle);

const values: Record<string, () => any> = {
  primitives: () => [1, -0, 1.5, NaN, Infinity, 10n, "s", true, null, undefined, Symbol("x"), Symbol.iterator],
  quotes: () => ["it's", 'say "x"', `it's "x"`, "`'\"", "a\nb", "\u0007", "\u{1F600}", "\ud800", "tab\t", "back\\slash"],
  object: () => ({ a: 1, "b-c": 2, 3: 4, [Symbol("s")]: 5, nested: { a: { b: { c: { d: 1 } } } } }),
  empty: () => [{}, [], new Map(), new Set(), Object.create(null), new Foo(), "", new Uint8Array(0)],
  functions: () => [function named() {}, () => {}, async function af() {}, function* gen() {}, class A {}, class B extends Foo {}, Math.max, Object.assign(function withProps() {}, { a: 1 })],
  classes: () => [new Foo(), new Bar(), [new Foo()]],
  getters: () => ({ get a() { return 1; }, set b(_v) {}, get c() { return 1; }, set c(_v) {} }),
  builtins: () => [new Date(0), new Date(NaN), /x/gi, new Map<any, any>([[1, { a: 1 }], ["k", [1]]]), new Set([1, "a", {}]), new WeakMap(), new WeakSet(), Object("s"), Object(1), Object(true), Object(1n), Object(Symbol("q"))],
  buffers: () => [new Uint8Array([1, 2]), new Float64Array([1.5]), new ArrayBuffer(3), new DataView(new ArrayBuffer(2)), new BigInt64Array(2)],
  promises: () => [Promise.resolve(4), new Promise(() => {}), Promise.resolve({ a: [1] })],
  proxies: () => [new Proxy({ a: 1 }, {}), new Proxy(function f() {}, {}), new Proxy([1], {})],
  circular: () => circle,
  holes: () => [[, 1], [1, , , 2], [1, 2, ,], new Array(5)],
  long: () => [Array.from({ length: 120 }, (_, i) => i), Array.from({ length: 30 }, (_, i) => "item " + i), "x".repeat(200), { text: "word ".repeat(40) }, "line one\nline two\n".repeat(8)],
  wide: () => ({ aaaaaaaaaaaaaaaa: "bbbbbbbbbbbbbbbbbbbbbb", cccccccccccccccccc: "dddddddddddddddddddd", eeeeeeeeeeee: { fffffffffff: 1, g: [1, 2, 3] } }),
  table: () => Array.from({ length: 12 }, (_, i) => ({ id: i, name: "n" + i, tags: ["a", "b"] })),
  numbers: () => Array.from({ length: 27 }, (_, i) => i ** 5),
  mixed: () => [1, "two", { three: 3 }, [4], null, undefined, true, new Date(0), /nine/],
  extra: () => Object.assign([1, 2, 3], { name: "list", more: { a: 1 } }),
  tagged: () => [{ [Symbol.toStringTag]: "Tag" }, new (class Q { get [Symbol.toStringTag]() { return "T"; } })()],
  custom: () => ({ inner: { [util.inspect.custom]: (depth: number, o: any) => `<custom ${depth} ${o.breakLength}>` } }),
  customObject: () => ({ [util.inspect.custom]: () => ({ replaced: true }) }),
  maps: () => new Map<any, any>([[{ key: 1 }, new Map([[1, 2]])], [[1], new Set([[1]])]]),
  nestedArrays: () => [[[[[1]]]], { a: [{ b: [{ c: 1 }] }] }],
  nullProto: () => Object.assign(Object.create(null), { a: 1 }),
  arguments: () => (function (..._a: any[]) { return arguments; })(1, "b"),
};

test("inspect", notBun, () => {
  for (const [name, make] of Object.entries(values)) record(util.inspect(make()), name);
});

test("inspect with options", notBun, () => {
  for (const options of [{ depth: 0 }, { depth: null }, { compact: false }, { compact: true }, { compact: 1 }, { breakLength: 40 }, { breakLength: Infinity }, { colors: true }, { sorted: true }, { maxArrayLength: 2 }, { maxStringLength: 5 }, { getters: true }, { numericSeparator: true }] as util.InspectOptions[]) {
    for (const [name, make] of Object.entries(values)) {
      if (name === "custom") continue;
      record(util.inspect(make(), options), `${JSON.stringify(options)} ${name}`);
    }
  }
});

test("inspect generated values", notBun, () => {
  let seed = 42;
  const next = (n: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * n);
  };
  const make = (depth: number): any => {
    switch (next(depth > 3 ? 6 : 10)) {
      case 0: return next(100000) / 4;
      case 1: return "w".repeat(next(30));
      case 2: return next(2) === 0;
      case 3: return [null, undefined, "a'b", "line\nbreak"][next(4)];
      case 4: return new Date(next(1e9) * 1000);
      case 5: return next(1000);
      case 6: case 7: return Array.from({ length: next(12) }, () => make(depth + 1));
      case 8: return new Map(Array.from({ length: next(4) }, (_, i) => [make(depth + 2), i]));
      default: return Object.fromEntries(Array.from({ length: next(7) }, (_, i) => ["key" + "x".repeat(next(9)) + i, make(depth + 1)]));
    }
  };
  for (let i = 0; i < 400; i++) record(util.inspect(make(0), { depth: 5 }));
});

test("inspect errors", notBun, () => {
  const head = (e: unknown, o?: any) => util.inspect(e, o).replace(/\n +at .*/g, "").replace(/\n\s*at .*/g, "");
  record(head(new Error("boom")));
  record(head(new TypeError("bad")));
  record(head(Object.assign(new Error("boom"), { code: "X", extra: { a: 1 } })));
  record(head(new Error("outer", { cause: new Error("inner") })));
  class MyError extends Error {}
  record(head(new MyError("mine")));
  const named = new Error("n");
  named.name = "NamedError";
  record(head({ error: new RangeError("r") }));
  const bare = new Error("no stack");
  bare.stack = undefined;
  record(util.inspect(bare));
  ok(/Error: boom\n    at /.test(util.inspect(new Error("boom"))));
});

test("format", notBun, () => {
  for (const args of [["%s", "a"], ["%s", 1.5], ["%s", -0], ["%s", { a: { b: { c: 1 } } }], ["%s", [1]], ["%s", null], ["%s", undefined], ["%s", Symbol("a")], ["%s", 12n], ["%s", new Date(0)], ["%s", () => 1], ["%d", "42"], ["%d", "x"], ["%d", 5n], ["%i", "42.9"], ["%f", "1.5x"], ["%j", { a: 1 }], ["%j", circle], ["%o", { a: [1] }], ["%O", { a: { b: { c: { d: { e: 1 } } } } }], ["%c", "css"], ["%%"], ["%% %s", 1], ["%s %s", 1], ["a", "b", { c: 1 }], [1, 2, "3"], ["%x", 1], ["100%", 1], ["%s"], [], ["%s%s", "a", "b", "c"], [{ a: 1 }, "x"], ["%d%", 1], ["%s", new Foo()], ["%s", Object.create(null)]] as any[]) {
    record((util.format as any)(...args));
  }
});

test("promisify and callbackify", async () => {
  const later = (a: number, b: number, done: (e: unknown, v?: number) => void) => setTimeout(() => (a < 0 ? done(new Error("negative")) : done(null, a + b)), 1);
  equal(await util.promisify(later)(1, 2), 3);
  await rejects(util.promisify(later)(-1, 2) as Promise<unknown>, { message: "negative" });
  const special = Object.assign(() => {}, { [util.promisify.custom]: async () => "special" });
  equal(await util.promisify(special as any)(), "special");
  const back = util.callbackify(async (x: number) => x * 2) as any;
  equal(await new Promise((resolve) => back(4, (_: unknown, v: number) => resolve(v))), 8);
  equal(await new Promise((resolve) => (util.callbackify(() => Promise.reject(null)) as any)((e: any) => resolve(e.code))), "ERR_FALSY_VALUE_REJECTION");
  record(throws(() => util.promisify(1 as any)).code);
});

test("types", () => {
  const samples: any[] = [new Date(), /x/, new Error(), new Map(), new Set(), new WeakMap(), new WeakSet(), Promise.resolve(), new Proxy({}, {}), new Uint8Array(), new Float32Array(), new DataView(new ArrayBuffer(1)), new ArrayBuffer(1), Object(1), Object("s"), Object(true), Object(1n), Object(Symbol()), async () => {}, function* () {}, (function* () {})(), (function () { return arguments; })(), new Map().entries(), new Set().values(), {}, [], 1, "s", null, undefined, { [Symbol.toStringTag]: "Map" }];
  for (const name of ["isDate", "isRegExp", "isNativeError", "isPromise", "isArgumentsObject", "isNumberObject", "isStringObject", "isBooleanObject", "isSymbolObject", "isBigIntObject", "isBoxedPrimitive", "isArrayBuffer", "isAnyArrayBuffer", "isSharedArrayBuffer", "isMap", "isSet", "isWeakMap", "isWeakSet", "isMapIterator", "isSetIterator", "isProxy", "isAsyncFunction", "isGeneratorFunction", "isGeneratorObject", "isArrayBufferView", "isTypedArray", "isDataView", "isUint8Array", "isFloat32Array", "isBigInt64Array", "isModuleNamespaceObject"]) {
    record(samples.map((s) => ((util.types as any)[name](s) ? 1 : 0)).join(""), name);
  }
});

test("isDeepStrictEqual", () => {
  const samples: any[] = [0, -0, 1, NaN, "1", null, undefined, {}, { a: 1 }, { a: 1, b: undefined }, { b: undefined, a: 1 }, [], [1], [1, 2], [, 1], [undefined, 1], new Date(0), new Date(1), /a/, /a/g, new Map([[1, { a: 1 }]]), new Map([[1, { a: 2 }]]), new Set([1, { a: 1 }]), new Set([{ a: 1 }, 1]), new Set([[1], [2]]), new Set([[2], [1]]), new Uint8Array([1]), new Uint8Array([2]), new Float32Array([-0]), new Float32Array([0]), new Error("a"), new Error("b"), new TypeError("a"), Object.create(null), new Foo(), new Bar(), Object(1), Object("1"), circle, 1n, Symbol.iterator, { [Symbol.iterator]: 1 }, () => {}];
  for (let i = 0; i < samples.length; i++) record(samples.map((s) => (util.isDeepStrictEqual(samples[i], s) ? 1 : 0)).join(""), String(i));
  const copy = () => ({ a: [1, { b: new Map([["k", new Set([1])]]) }], d: new Date(5) });
  ok(util.isDeepStrictEqual(copy(), copy()));
});

test("parseArgs", () => {
  const options = { all: { type: "boolean", short: "a" }, name: { type: "string", short: "n" }, list: { type: "string", multiple: true }, size: { type: "string", default: "9" } } as const;
  for (const args of [["-a"], ["--all", "--name", "x"], ["-n", "x"], ["-nx"], ["-an", "x"], ["--name=x=y"], ["--list", "1", "--list=2"], ["x", "y"], ["--", "-a"], ["--nope"], ["-z"], ["--name"], ["--all=1"], ["--name", "-x"], []]) {
    for (const allowPositionals of [true, false]) {
      try {
        const r = util.parseArgs({ args, options, allowPositionals, tokens: true } as any) as any;
        record([{ ...r.values }, r.positionals, r.tokens], `${args} ${allowPositionals}`);
      } catch (e) {
        record((e as any).code, `${args} ${allowPositionals}`);
      }
    }
  }
  record({ ...util.parseArgs({ args: ["--x", "1", "-y", "z"], strict: false }).values });
});

test("the rest", () => {
  equal(util.stripVTControlCharacters("\u001b[31mred\u001b[39m"), "red");
  record(util.styleText("red", "x"));
  record((util.styleText as any)(["bold", "underline"], "x", { validateStream: false }));
  function A(this: any) {}
  function B() {}
  util.inherits(A as any, B as any);
  ok(new (A as any)() instanceof (B as any));
  equal((A as any).super_, B);
  record(util.toUSVString("a\ud800b"));
  equal(typeof util.TextEncoder, typeof globalThis.TextEncoder);
  const f = util.deprecate(() => 5, "old", "DEP_TEST_" + runtime);
  equal(f(), 5);
});
