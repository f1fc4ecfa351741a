import { equal, ok, outcome, outcomeName, record, rejects, test, throws } from "host:test";

const G = globalThis as any;

test("symbols", () => {
  record(typeof Symbol.asyncIterator);
  record(String(Symbol.asyncIterator));
});

test("for await over async generators and sync iterables", async () => {
  async function* numbers(n: number) {
    try {
      for (let i = 0; i < n; i++) {
        await null;
        yield i;
      }
    } finally {
      seen.push("closed");
    }
  }
  const seen: unknown[] = [];
  for await (const x of numbers(3)) seen.push(x);
  for await (const x of [Promise.resolve("a"), "b"]) seen.push(x);
  for await (const x of numbers(10)) {
    if (x === 1) break;
    seen.push(x);
  }
  record(seen);
});

test("Promise.withResolvers", { needs: () => G.Promise.withResolvers }, async () => {
  const { promise, resolve } = G.Promise.withResolvers();
  setTimeout(() => resolve(7), 1);
  record(await promise);
  record(G.Promise.withResolvers.name);
  record(G.Promise.withResolvers.length);
  outcomeName(() => G.Promise.withResolvers.call(undefined));
});

test("Promise.try", { needs: () => G.Promise.try }, async () => {
  record(await G.Promise.try((a: number, b: number) => a + b, 1, 2));
  await rejects(G.Promise.try(() => { throw new RangeError("no"); }), { name: "RangeError", message: "no" });
});

test("groupBy", { needs: () => G.Object.groupBy }, () => {
  const odd = (n: number) => (n % 2 ? "odd" : "even");
  record(G.Object.groupBy([1, 2, 3, 4], odd));
  equal(Object.getPrototypeOf(G.Object.groupBy([1], odd)), null);
  const key = {};
  record([...G.Map.groupBy([1, 2, 3], (n: number) => (n > 1 ? key : "one")).values()]);
  outcomeName(() => G.Object.groupBy(null, odd));
  outcomeName(() => G.Object.groupBy([1], 5));
  record(G.Object.groupBy("aba", (c: string) => c));
});

test("Array.fromAsync", { needs: () => G.Array.fromAsync }, async () => {
  async function* g() { yield 1; yield 2; }
  record(await G.Array.fromAsync(g()));
  record(await G.Array.fromAsync([Promise.resolve(1), 2], async (x: number) => x * 2));
  record(await G.Array.fromAsync({ length: 2, 0: "a", 1: Promise.resolve("b") }));
  record(await G.Array.fromAsync("xyz"));
  await rejects(G.Array.fromAsync([1], 5), { name: "TypeError" });
  await rejects(G.Array.fromAsync([Promise.reject(new Error("in it"))]), { message: "in it" });
});

test("RegExp.escape", { needs: () => G.RegExp.escape }, () => {
  for (const s of ["", "a.b*c", "1+1=2", "hello world", "[x]{1,2}", "a\nb\t", "é-ü", "\ud800", "/path/", "_under", "😀#"]) record(G.RegExp.escape(s));
  outcomeName(() => G.RegExp.escape(5));
  ok(new RegExp("^" + G.RegExp.escape("1.5 (x) + [y]") + "$").test("1.5 (x) + [y]"));
});

test("well-formed strings", () => {
  for (const s of ["", "abc", "a\ud800b", "\udc00", "😀", "x\ud83d", "\ud83d\ude00\ude00"]) {
    record((s as any).isWellFormed());
    record((s as any).toWellFormed());
  }
});

test("accessors of old", () => {
  const o: any = {};
  o.__defineGetter__("x", () => 5);
  let set: unknown;
  o.__defineSetter__("y", (v: unknown) => { set = v; });
  o.y = 3;
  record([o.x, set, typeof o.__lookupGetter__("x"), o.__lookupSetter__("x"), Object.keys(o)]);
});

test("iterator helpers", { needs: () => G.Iterator }, () => {
  const I = G.Iterator;
  const all = [1, 2].values() as any;
  record([all.map(String).next(), [3].values().filter(Boolean).next(), ([4].values() as any).take(1).next(), ([5, 6].values() as any).drop(1).next(),
    ([7].values() as any).flatMap((x: number) => [x]).next()].map((r) => Object.keys(r).join()));
  function* upTo(n: number) { for (let i = 0; i < n; i++) yield i; }
  const it = (n: number): any => upTo(n);
  record(it(5).map((x: number) => x * 2).toArray());
  record(it(5).filter((x: number) => x % 2).toArray());
  record(it(5).take(2).toArray());
  record(it(5).drop(3).toArray());
  record(it(3).flatMap((x: number) => [x, x]).toArray());
  record(it(5).reduce((a: number, b: number) => a + b));
  record(it(5).reduce((a: number, b: number) => a + b, 10));
  record([it(5).some((x: number) => x === 3), it(5).every((x: number) => x < 3), it(5).find((x: number) => x > 2)]);
  const seen: unknown[] = [];
  it(3).forEach((x: number, i: number) => seen.push([x, i]));
  record(seen);
  record([...I.from({ next: (() => { let n = 0; return () => ({ done: n > 1, value: n++ }); })() }).map(String)]);
  record([1, 2, 3].values().map((x) => x + 1).toArray());
  record(new Map([[1, 2]]).entries().toArray());
  outcomeName(() => it(3).take(-1));
  outcomeName(() => it(3).take(NaN));
  outcomeName(() => it(3).map(5));
  outcomeName(() => it(0).reduce((a: any) => a));
  outcomeName(() => new I());
  outcomeName(() => it(3).flatMap(() => 5).toArray());
  class Mine extends I { next() { return { done: true, value: undefined }; } }
  record(new (Mine as any)() instanceof I);
  record(it(1) instanceof I);
  record(Object.prototype.toString.call(it(1).map((x: number) => x)));
  let closed = 0;
  const closable = { __proto__: I.prototype, next: () => ({ done: false, value: 1 }), return() { closed++; return {}; } } as any;
  closable.take(1).toArray();
  outcomeName(() => closable.map(() => { throw new RangeError("x"); }).next());
  closable.find(() => true);
  const half = closable.map((x: number) => x);
  half.next();
  half.return();
  record(closed);
});

test("WeakRef and FinalizationRegistry", () => {
  const target = { a: 1 };
  const ref = new WeakRef(target);
  ok(ref.deref() === target);
  record(Object.prototype.toString.call(ref));
  outcomeName(() => new WeakRef(5 as any));
  const registry = new FinalizationRegistry(() => {});
  const token = {};
  registry.register(target, "held", token);
  record([registry.unregister(token), registry.unregister(token)]);
  outcomeName(() => registry.register(target, target));
  outcomeName(() => new FinalizationRegistry(5 as any));
});

test("Error.captureStackTrace", { on: ["host", "node"] }, () => {
  function hidden() {
    const o: any = { name: "Thing", message: "broke" };
    (Error as any).captureStackTrace(o, hidden);
    return o;
  }
  function caller() { return hidden(); }
  const o = caller();
  ok(typeof o.stack === "string");
  ok(!o.stack.includes("hidden ("), o.stack);
  ok(o.stack.includes("caller"), o.stack);
  equal(Object.keys(o), ["name", "message"]);
  class Mine extends Error {
    constructor(m: string) { super(m); (Error as any).captureStackTrace?.(this, Mine); this.name = "Mine"; }
  }
  const e = new Mine("hello");
  ok(e.stack!.includes("hello"), e.stack);
  record(typeof (Error as any).stackTraceLimit);
});

test("sizes are bounded", { on: ["host"] }, () => {
  throws(() => "a".repeat(2 ** 40), { name: "RangeError", message: "Invalid string length" });
  throws(() => "a".padEnd(2 ** 40), { name: "RangeError", message: "Invalid string length" });
  throws(() => "a".padStart(2 ** 40, "xy"), { name: "RangeError" });
  throws(() => new ArrayBuffer(2 ** 40), { name: "RangeError", message: "Array buffer allocation failed" });
  throws(() => new Float64Array(2 ** 33), { name: "RangeError" });
  throws(() => new Uint8Array(2 ** 50), { name: "RangeError" });
});

test("classes of buffers keep their shape", () => {
  class Mine extends Uint8Array { twice() { return this.map((x) => x * 2); } }
  const m = new Mine([1, 2, 3]);
  record(m.twice() instanceof Mine);
  record(m.subarray(1) instanceof Mine);
  record([m instanceof Uint8Array, m.constructor === Mine, Mine.from([4]) instanceof Mine]);
  record(Uint8Array.BYTES_PER_ELEMENT);
  record(Object.getPrototypeOf(Uint8Array) === Object.getPrototypeOf(Float64Array));
  record([Uint8Array.name, Uint8Array.length, ArrayBuffer.length, ArrayBuffer.isView(m)]);
  record(new Uint8Array(2).constructor === Uint8Array);
  record(new ArrayBuffer(8).slice(4).byteLength);
  record(Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)!.get!.call(m));
  outcomeName(() => "a".repeat(-1));
  record(["ab".repeat(2), "".repeat(2 ** 30), "7".padStart(3, "0"), "7".padEnd(3)]);
  record([Uint8Array.from("123" as any), Uint8Array.from("aé" as any, (c: any) => c.charCodeAt(0))]);
  record([Uint8Array.of(1, 2), Uint8Array.from([1, 2]), new Float32Array([1.5])]);
});

test("structuredClone", () => {
  const cyclic: any = { name: "c", list: [1, , 3] };
  cyclic.self = cyclic;
  const copy = structuredClone(cyclic);
  ok(copy !== cyclic && copy.self === copy);
  record(copy);
  record(structuredClone(new Map<any, any>([["a", { b: 1 }], [{ k: 1 }, new Set([1, "2"])]])));
  record(structuredClone([new Date(5), /a+/gi, 5n, null, undefined, -0, NaN, "s", true]));
  record(structuredClone(new Uint16Array([1, 2, 3]).subarray(1)));
  const shared = new Uint8Array([1, 2, 3, 4]);
  const two = structuredClone({ a: shared.subarray(0, 2), b: shared.subarray(2), v: new DataView(shared.buffer, 1, 2) });
  ok(two.a.buffer === two.b.buffer);
  record([two.a, two.b, two.v.getUint8(0)]);
  const e = structuredClone(new RangeError("bad", { cause: { x: 1 } }));
  record([e, e instanceof RangeError, Object.keys(e)]);
  class Point { x = 1; get y() { return 2; } }
  const p = structuredClone(new Point());
  record([p, p.constructor === Object]);
  record(structuredClone(Object(5)).valueOf());
  outcome(() => structuredClone(() => 1 as any, {} as any) && 0);
  outcomeName(() => structuredClone({ f() {} }));
  outcomeName(() => structuredClone(Symbol("x") as any));
  outcomeName(() => structuredClone(new WeakMap()));
  outcomeName(() => structuredClone(Promise.resolve()));
  outcomeName(() => (structuredClone as any)());
  const buffer = new ArrayBuffer(4);
  const moved = structuredClone(buffer, { transfer: [buffer] });
  record([moved.byteLength, buffer.byteLength]);
  try { structuredClone(() => {}); } catch (err: any) { record([err.name, err.code, err instanceof DOMException]); }
  record(structuredClone({ ["__proto__x"]: 1, a: Object.create(null) }));
});

test("DOMException", () => {
  const e = new DOMException("gone", "AbortError");
  record([e.name, e.message, e.code, e instanceof Error, String(e), Object.prototype.toString.call(e)]);
  record([new DOMException().name, new DOMException("x").code, new DOMException("x", "Odd").code]);
  record([DOMException.ABORT_ERR, e.TIMEOUT_ERR]);
  record(typeof e.stack);
  record((new DOMException("m", { name: "DataError", cause: 5 } as any) as any).cause);
});

test("Math.sumPrecise", { needs: () => G.Math.sumPrecise }, () => {
  for (const list of [[], [-0], [0.1, 0.2, 0.3], [1e308, 1e308, -1e308], [1, Infinity], [Infinity, -Infinity], [1e16, 1, -1e16], [-0, -0], [1e308, 1e308]]) record(G.Math.sumPrecise(list));
});

test("disposable stacks", { needs: () => G.DisposableStack }, () => {
  const log: string[] = [];
  const stack = new G.DisposableStack();
  stack.defer(() => log.push("a"));
  stack.use({ [Symbol.dispose]: () => log.push("b") });
  stack.adopt("c", (v: string) => log.push(v));
  stack.dispose();
  record([log, stack.disposed]);
  const bad = new G.DisposableStack();
  bad.defer(() => { throw new Error("1"); });
  bad.defer(() => { throw new Error("2"); });
  try { bad.dispose(); } catch (e: any) { record([e.name, e.error.message, e.suppressed.message]); }
});

test("using", () => {
  const log: string[] = [];
  {
    using a = { [Symbol.dispose]: () => { log.push("a closed"); } };
    log.push("in");
    void a;
  }
  equal(log, ["in", "a closed"]);
});

test("the global object", { on: ["host", "node", "bun"] }, () => {
  record([(globalThis as any).global === globalThis, typeof globalThis]);
});

test("transfer", { needs: () => (ArrayBuffer.prototype as any).transfer }, () => {
  const a: any = new Uint8Array([1, 2, 3]).buffer;
  const b = a.transfer(5);
  record([new Uint8Array(b), a.byteLength]);
});

test("a registry takes targets", () => {
  // The garbage collector decides when it calls back.
  const r = new FinalizationRegistry(() => {});
  r.register({}, 1);
});

// What bundling makes of the peers' copy is another name.
test("classes have the names that they were given", { on: ["host"] }, () => {
  class NotFound extends Error {
    static from(text: string) { return new NotFound(text); }
    constructor(text: string) { super(text); this.name = this.constructor.name; }
  }
  equal(String(NotFound.from("a")), "NotFound: a");
  class Named {
    static made = [Named];
    static name = "other";
  }
  equal(Named.name, "other");
  class Called {
    static made = [Called];
    static name() { return "method"; }
  }
  equal((Called as any).name(), "method");
});

test("logarithms of powers are exact", () => {
  const exponents = Array.from({ length: 2 * 307 + 1 }, (_, i) => i - 307);
  equal(exponents.filter((n) => Math.log10(Number(`1e${n}`)) !== n), []);
  equal(exponents.filter((n) => Math.log2(2 ** n) !== n), []);
  record([Math.log10(0), Math.log10(-1), Math.log10(Infinity), Math.log10(1), Math.log10(-0), 1 / Math.log10(1)]);
});

test("new.target is that of the call, not of its caller's", () => {
  function told(...args: unknown[]): unknown[] {
    return [new.target === undefined ? "undefined" : (new.target as { name: string }).name, args.length];
  }
  const defaulted = (value = told()) => value;
  function Old(this: Record<string, unknown>): void {
    this.called = told(1);
    this.own = new.target?.name;
    this.zone = typeof (Intl.DateTimeFormat as any)().resolvedOptions().timeZone;
  }
  class Base {
    field = told();
    called = told(1);
    // @ts-expect-error the language has it in a field, and TypeScript has not
    own = new.target as unknown;
    // @ts-expect-error
    arrow = (() => new.target as unknown)();
    spread = told(...[1, 2]);
    inArrow = (() => told())();
    defaulted = defaulted();
    applied = [told.call(null), told.apply(null), Reflect.apply(told, null, []), [0].map(told)[0]];
    made: unknown;
    constructor() {
      this.made = [told(), defaulted(), (() => told())(), new.target.name, Object.keys(new (told as any)())];
    }
  }
  class Derived extends Base {
    after: unknown;
    constructor() {
      told();
      super();
      this.after = [told(), new.target.name];
    }
  }
  record({ ...new Base() });
  record({ ...new Derived() });
  record({ ...new (Old as any)() });
  record(Reflect.construct(Old, [], Derived).own);
});

test("Promise.any when all are rejected", async () => {
  const none = await Promise.any([Promise.reject(new Error("one")), Promise.reject(2)]).catch((e) => e);
  const empty = await Promise.any([]).catch((e) => e);
  record([none, empty].map((e) => [e.constructor.name, e.name, e.message, e.errors.length, Object.keys(e)]));
});
