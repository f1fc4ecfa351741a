/** Every step tool: the ops and results are those of the npm packages. */

import assert from "node:assert/strict";
import test from "node:test";
import { dialect, onPackage, onShim, type Dialect, type Scenario } from "./oracle";
import type { Request } from "./natives";

/** A handler, run in a function of both versions, in one state of the run. */
interface Case {
  handler: (ctx: any, sdk: any, dialect: Dialect) => any;
  options?: object;
  triggers?: (sdk: any) => any;
  asked?: Request;
  only?: Dialect;
}

const temporal = (tag: string, rest: object) => ({ [Symbol.toStringTag]: tag, ...rest });
const failure = { name: "TypeError", message: "was bad", stack: "TypeError: was bad\n at x", __serialized: true };

const cases: Record<string, Case> = {
  "returns at once": { handler: ({ event }) => ({ n: event.data.n, u: undefined, d: new Date(0) }) },
  "returns nothing": { handler: () => {} },
  "run": { handler: ({ step }) => step.run("a", () => ({ d: new Date(0), u: undefined, m: new Map([[1, 2]]), n: NaN })) },
  "run gives nothing": { handler: ({ step }) => step.run("a", () => {}) },
  "run a BigInt": { handler: ({ step }) => step.run("a", () => ({ a: 1n, b: [1n], c: "c" })) },
  "run a cycle": {
    handler: ({ step }) =>
      step.run("a", () => {
        const a: any = { b: { c: [1] } };
        a.self = a;
        a.b.up = a.b;
        a.b.c.push(a.b);
        return a;
      }),
  },
  "run with inputs": { handler: ({ step }) => step.run("sum", (a: number, b: number) => a + b, 2, 3) },
  "run with edited inputs": {
    handler: ({ step }) => step.run("sum", (a: number, b: number) => a + b, 2, 3),
    asked: { memo: { sum: { input: [20, 30] } } },
  },
  "run with a name": { handler: ({ step }) => step.run({ id: "a", name: "A" }, () => 1) },
  "run throws": {
    handler: ({ step }) =>
      step.run("a", () => {
        throw Object.assign(new RangeError("no", { cause: new TypeError("inner") }), { code: "E_NO", other: 1 });
      }),
  },
  "run throws on the last attempt": {
    handler: ({ step }) =>
      step.run("a", () => {
        throw new Error("no");
      }),
    asked: { attempt: 3, maxAttempts: 4 },
  },
  "run throws for good": {
    handler: ({ step }, sdk) =>
      step.run("a", () => {
        throw new sdk.NonRetriableError("no", { cause: "why" });
      }),
  },
  "repeated ids": {
    handler: async ({ step }) => [await step.run("a", () => 1), await step.run("a", () => 2), await step.run("a", () => 3)],
    asked: { memo: { a: { data: 1 }, "a:1": { data: 2 } } },
  },
  // Version 4 loses a step here.
  "repeated ids, one written out": {
    only: 3,
    handler: ({ step }) => Promise.all([step.run("a", () => 1), step.run("a:1", () => 2), step.run("a", () => 3)]),
  },
  "parallel": {
    handler: ({ step }) => Promise.all([step.run("a", () => 1), step.sleep("b", "1m"), step.run("b", () => 2)]),
  },
  "parallel, some done": {
    handler: ({ step }) => Promise.all([step.run("a", () => 1), step.run("b", () => 2), step.run("c", () => 3)]),
    asked: { memo: { b: { data: 2 } } },
  },
  "race": {
    handler: async ({ step }) => ({ won: await Promise.race([step.run("a", () => 1), step.sleep("b", "1m").then(() => 2)]) }),
    asked: { memo: { a: { data: 1 }, b: { data: null } } },
  },
  "memoised failure caught": {
    handler: async ({ step }, sdk) => {
      try {
        await step.run("a", () => 1);
      } catch (error: any) {
        return [error instanceof sdk.StepError, error.name, error.message, error.stepId, error.cause?.message, error.stack];
      }
    },
    asked: { memo: { a: { error: { ...failure, cause: { ...failure, message: "cause" } } } } },
  },
  "memoised failure of a repeated id": {
    handler: async ({ step }) => {
      await step.run("a", () => 1);
      return step.run("a", () => 1).catch((error: any) => error.stepId);
    },
    asked: { memo: { a: { data: 1 }, "a:1": { error: failure } } },
  },
  "memoised failure uncaught": { handler: ({ step }) => step.run("a", () => 1), asked: { memo: { a: { error: failure } } } },
  "memoised failure wrapped": {
    handler: async ({ step }) => {
      try {
        await step.run("a", () => 1);
      } catch (error) {
        throw new Error("wrapped", { cause: error });
      }
    },
    asked: { memo: { a: { error: failure } } },
  },
  "throws": {
    handler: () => {
      throw new URIError("bad", { cause: { plain: true } });
    },
  },
  "throws on the last attempt": {
    handler: () => {
      throw new Error("bad");
    },
    asked: { attempt: 3, maxAttempts: 4 },
  },
  "throws for good": {
    handler: (_ctx, sdk) => {
      throw new sdk.NonRetriableError("bad");
    },
  },
  "throws for good by name": {
    handler: () => {
      throw Object.assign(new Error("bad"), { name: "NonRetriableError" });
    },
  },
  "throws for later": {
    handler: (_ctx, sdk) => {
      throw new sdk.RetryAfterError("bad", "90s");
    },
  },
  "throws for later, at a time": {
    handler: (_ctx, sdk) => {
      throw new sdk.RetryAfterError("bad", new Date(1e12));
    },
  },
  "throws an error of its own class": {
    handler: () => {
      class Own extends Error {
        override name = "Own";
      }
      throw new Own("own");
    },
  },
  "throws a text": {
    handler: () => {
      throw "text";
    },
  },
  "throws an object": {
    handler: () => {
      throw { a: 1 };
    },
  },
  "sleep milliseconds": { handler: ({ step }) => step.sleep("a", 90_061_001) },
  "sleep a text": { handler: ({ step }) => step.sleep({ id: "a", name: "nap" }, "2.5 hours") },
  "sleep below a second": { handler: ({ step }) => step.sleep("a", 10) },
  "sleep weeks": { handler: ({ step }) => step.sleep("a", "1y") },
  "sleep nothing": { handler: ({ step }) => step.sleep("a", 0) },
  "sleep a Temporal.Duration": {
    handler: ({ step }) => step.sleep("a", temporal("Temporal.Duration", { total: () => 3_600_000 })),
  },
  "sleep, slept": { handler: ({ step }) => step.sleep("a", "1s"), asked: { memo: { a: { data: null } } } },
  "sleep until a Date": { handler: ({ step }) => step.sleepUntil("a", new Date(1e12)) },
  "sleep until a text": { handler: ({ step }) => step.sleepUntil("a", "2030-01-02") },
  "sleep until an Instant": {
    handler: ({ step }) => step.sleepUntil("a", temporal("Temporal.Instant", { toString: () => "2030-01-02T00:00:00Z" })),
  },
  "sleep until a ZonedDateTime": {
    handler: ({ step }) =>
      step.sleepUntil("a", temporal("Temporal.ZonedDateTime", { toInstant: () => ({ toString: () => "2030-01-02T00:00:00Z" }) })),
  },
  "sleep until nonsense": { handler: ({ step }) => step.sleepUntil("a", "nonsense") },
  "waitForEvent": { handler: ({ step }) => step.waitForEvent("a", { event: "x/y", timeout: "1h" }) },
  "waitForEvent match": { handler: ({ step }) => step.waitForEvent("a", { event: "x/y", timeout: "1h", match: "data.id" }) },
  "waitForEvent if": { handler: ({ step }) => step.waitForEvent("a", { event: "x/y", timeout: 5000, if: "async.data.a == 1" }) },
  "waitForEvent until": { handler: ({ step }) => step.waitForEvent("a", { event: "x/y", timeout: new Date(1e12) }) },
  "waitForEvent, nothing came": {
    handler: async ({ step }) => [await step.waitForEvent("a", { event: "x/y", timeout: "1h" })],
    asked: { memo: { a: { data: null } } },
  },
  "waitForEvent of a type": {
    only: 4,
    handler: ({ step }, sdk) => step.waitForEvent("a", { event: sdk.eventType("x/y"), timeout: "1h" }),
  },
  "waitForSignal": {
    handler: ({ step }) => step.waitForSignal("a", { signal: "s", timeout: "1h", onConflict: "fail" }),
  },
  "invoke a reference": {
    handler: ({ step }, sdk) =>
      step.invoke("a", { function: sdk.referenceFunction({ functionId: "f", appId: "other" }), data: { a: 1 }, v: "2", timeout: "6h" }),
  },
  "invoke a reference of this app": {
    handler: ({ step }, sdk) => step.invoke("a", { function: sdk.referenceFunction({ functionId: "f" }) }),
  },
  "invoke a function": {
    handler: ({ step }, sdk, dialect) => {
      const client = new sdk.Inngest({ id: "c2", isDev: true });
      const handler = () => {};
      const fn =
        dialect === 3
          ? client.createFunction({ id: "f2" }, { event: "x" }, handler)
          : client.createFunction({ id: "f2", triggers: { event: "x" } }, handler);
      return step.invoke("a", { function: fn, data: { a: 1 } });
    },
  },
  "invoke a text": { handler: ({ step }) => step.invoke("a", { function: "app-f", user: { id: 1 }, data: {} }) },
  "invoke nothing": { handler: ({ step }) => step.invoke("a", { data: {} }) },
  "ai.wrap": { handler: ({ step }) => step.ai.wrap("a", async (x: any) => ({ got: x }), { p: 1 }) },
  "ai.infer": {
    handler: ({ step }) =>
      step.ai.infer("a", {
        model: step.ai.models.openai({ model: "gpt-x", apiKey: "k", defaultParameters: { max_tokens: 3 } }),
        body: { messages: [] },
      }),
  },
  "ai.infer anthropic": {
    handler: ({ step }, sdk) =>
      step.ai.infer("a", {
        model: sdk.anthropic({ model: "c", apiKey: "k", betaHeaders: ["b1", "b2"], defaultParameters: { max_tokens: 3 } }),
        body: { messages: [] },
      }),
  },
  "fetch": {
    handler: ({ step }) =>
      step.fetch("http://h.example/p?q=1", { method: "POST", headers: { "X-A": "b" }, body: "text" }),
  },
  "fetch, answered": {
    handler: async ({ step }) => {
      const response = await step.fetch("http://h.example/p");
      return [response.status, await response.text(), response.headers.get("x-a")];
    },
    asked: { memo: { "step.fetch: h.example": { data: { status_code: 201, headers: { "x-a": "b" }, body: "hi" } } } },
  },
  "module-level step": { handler: (_ctx, sdk) => sdk.step.run("a", () => 1) },
  "module-level fetch": { handler: (_ctx, sdk) => sdk.fetch("http://h.example/") },
  "asynchronous work between steps": {
    handler: async ({ step }) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return step.run("a", () => 1);
    },
  },
  "onFailure": {
    options: {
      onFailure: ({ error, event }: any) => [error instanceof TypeError, error.name, error.message, error.cause?.message, event.name],
    },
    handler: () => {},
    asked: {
      failure: true,
      event: {
        name: "inngest/function.failed",
        data: { function_id: "app-fn", run_id: "r", error: { ...failure, cause: failure }, event: { name: "a/b" } },
      },
    },
  },
  "group.parallel": {
    only: 4,
    handler: ({ step, group }) => group.parallel(() => Promise.race([step.run("a", () => 1), step.run("b", () => 2)])),
  },
  "parallelMode of a step": {
    only: 4,
    handler: ({ step }) => Promise.race([step.run({ id: "a", parallelMode: "race" }, () => 1), step.run("b", () => 2)]),
  },
  "group.experiment": {
    only: 4,
    handler: ({ step, group }, sdk) =>
      group.experiment("exp", {
        variants: { a: () => step.run("in-a", () => "A"), b: () => step.run("in-b", () => "B") },
        select: sdk.experiment.weighted({ a: 1, b: 1 }),
      }),
  },
  "group.experiment, chosen": {
    only: 4,
    handler: ({ step, group }, sdk) =>
      group.experiment("exp", {
        variants: { a: () => step.run("in-a", () => "A"), b: () => step.run("in-b", () => "B") },
        select: sdk.experiment.fixed("a"),
      }),
    asked: { memo: { exp: { data: "b" }, "in-b": { data: "B" } } },
  },
  "group.experiment without steps": {
    only: 4,
    handler: ({ group }, sdk) => group.experiment("exp", { variants: { a: () => 1 }, select: sdk.experiment.fixed("a") }),
    asked: { memo: { exp: { data: "a" } } },
  },
};

for (const [name, { handler, options, triggers, asked, only }] of Object.entries(cases)) {
  if (only && only !== dialect) continue;
  test(name, async () => {
    const scenario: Scenario = ({ sdk, client, create }) =>
      create(client(), { id: "fn", ...options }, triggers?.(sdk) ?? { event: "a/b" }, (ctx: any) => handler(ctx, sdk, dialect));
    const want = await onPackage(scenario, asked);
    const got = await onShim(scenario, asked);
    assert.deepEqual(got, want);
  });
}
