/** Errors and JSON in the forms that cross the wire. */

import assert from "node:assert/strict";
import test from "node:test";
import { dialect, normalError, sdk } from "./oracle";
import { host, shim } from "./shim";

const deep = (depth: number): Error => new Error(`depth ${depth}`, depth ? { cause: deep(depth - 1) } : undefined);

const thrown: Record<string, unknown> = {
  "an Error": new Error("m"),
  "a TypeError": new TypeError("m"),
  "a cause": new Error("m", { cause: new RangeError("c") }),
  "a cause that is no error": new Error("m", { cause: { a: 1 } }),
  "a cause that is a text": new Error("m", { cause: "why" }),
  "causes deeper than are kept": deep(8),
  "a code": Object.assign(new Error("m"), { code: "ENOENT", errno: -2 }),
  "no message": new Error(),
  "a name": Object.assign(new Error("m"), { name: "Own" }),
  "a NonRetriableError": (module: any) => new module.NonRetriableError("m", { cause: new Error("c") }),
  "a RetryAfterError": (module: any) => new module.RetryAfterError("m", 1500),
  "a text": "text",
  "a number": 3,
  "null": null,
  "an object": { a: 1 },
  "an object like an error": { name: "N", message: "m", stack: "s", extra: 1 },
  "what is serialized": { name: "N", message: "m", stack: "s", extra: 1, __serialized: true },
  "JSON of what is serialized": JSON.stringify({ name: "Error", message: "m", stack: "s", __serialized: true }),
  "JSON of something": '{"a":1}',
};

for (const [name, value] of Object.entries(thrown)) {
  // Version 3 copies every property of an error, and the name through a class.
  test(`serializeError: ${name}`, { skip: dialect < 4 }, () => {
    const of = (module: any) => (typeof value === "function" ? value(module) : value);
    const want = sdk.serializeError(of(sdk));
    const got = shim.serializeError(of(shim));
    assert.deepEqual(JSON.parse(JSON.stringify(normalError(got))), JSON.parse(JSON.stringify(normalError(want))));
    assert.equal(typeof got.stack, typeof want.stack);
  });
}

test("RetryAfterError", () => {
  const times: any[] = [0, 1, 1000, 1001, "30s", "1.5 hours", "2", new Date(1e12)];
  for (const time of times) {
    assert.equal(new shim.RetryAfterError("m", time).retryAfter, new sdk.RetryAfterError("m", time).retryAfter);
  }
  for (const module of [sdk, shim]) {
    assert.throws(() => new module.RetryAfterError("m", "soon"), /retryAfter must be a number of milliseconds/);
  }
});

test("error tells what the engine asks", () => {
  const told = (value: unknown) => JSON.parse(host.error(value));
  const { NonRetriableError, RetryAfterError } = shim;
  assert.equal(told(new Error("m")).noRetry, false);
  assert.equal(told(new NonRetriableError("m")).noRetry, true);
  assert.equal(told(Object.assign(new Error("m"), { name: "NonRetriableError" })).noRetry, true);
  assert.equal(told(new RetryAfterError("m", "2m")).retryAfter, "120");
  assert.equal(told(Object.assign(new Error("m"), { name: "RetryAfterError", retryAfter: "7" })).retryAfter, "7");
  assert.equal(told(undefined).error.message, "undefined");
  assert.deepEqual(told("text").error, { name: "Error", message: "text", stack: "", __serialized: true });
});

test("a recorded failure is known by its identity", () => {
  const recorded = { name: "TypeError", message: "m", stack: "TypeError: m\n  at x", cause: { name: "RangeError", message: "c" } };
  const error = host.stepError("a:1", "hashed", recorded);
  assert.ok(error instanceof shim.StepError);
  assert.ok(!(error instanceof TypeError));
  assert.deepEqual([error.name, error.message, error.stepId, error.stack], ["TypeError", "m", "a:1", recorded.stack]);
  assert.ok(error.cause instanceof RangeError);
  assert.equal(JSON.parse(host.error(error)).memoized, "hashed");
  assert.equal(JSON.parse(host.error(new Error("m", { cause: error }))).memoized, undefined);
  assert.equal(JSON.parse(host.error(new shim.StepError("a", recorded))).memoized, undefined);
});

test("stringify", () => {
  const cycle: any = { a: { b: [] } };
  cycle.a.b.push(cycle, cycle.a);
  const same = { s: 1 };
  class Own {
    toJSON() {
      return { own: 1n };
    }
  }
  const texts: [unknown, string | undefined][] = [
    [undefined, undefined],
    [() => {}, undefined],
    [null, "null"],
    [1n, undefined],
    [{ a: 1n, b: undefined, c: NaN, d: new Date(0), e: new Map([[1, 2]]), f: new Set([1]) }, '{"c":null,"d":"1970-01-01T00:00:00.000Z","e":{},"f":{}}'],
    [[1n, undefined, () => {}], "[null,null,null]"],
    [cycle, '{"a":{"b":["[Circular ~]","[Circular ~.a]"]}}'],
    [{ x: same, y: same, z: 1n }, '{"x":{"s":1},"y":{"s":1}}'],
    [new Own(), "{}"],
  ];
  for (const [value, text] of texts) assert.equal(host.stringify(value), text);
  const bad = { toJSON: () => { throw new RangeError("no JSON"); } };
  assert.throws(() => host.stringify(bad), RangeError);
});
