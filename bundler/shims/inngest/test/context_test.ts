/** The handler's argument: loggers, lazy parts, schemas, tools taken apart. */

import assert from "node:assert/strict";
import test from "node:test";
import { dialect, onPackage, onShim, type Scenario } from "./oracle";
import { replay } from "./natives";
import { host, shim } from "./shim";

const on4 = { skip: dialect < 4 };

function create(options: any, handler: any, app = new shim.Inngest({ id: "app" }), triggers: any = { event: "a/b" }): any {
  return dialect === 3
    ? app.createFunction({ id: "fn", ...options }, triggers, handler)
    : app.createFunction({ id: "fn", ...options, triggers }, handler);
}

test("a logger of the script's own", async () => {
  const scenario: Scenario = (stage) => {
    const note = (level: string) => (...args: any[]) => void stage.trace.push([level, ...args.map(String)]);
    const logger: any = { info: note("info"), warn: note("warn"), error: note("error"), debug: note("debug"), extra: note("extra") };
    logger.child = (fields: any) => (stage.trace.push(["child", fields]), logger);
    logger.flush = async () => void stage.trace.push(["flush"]);
    return stage.create(stage.client({ logger }), { id: "fn" }, { event: "a/b" }, async ({ step, logger }: any) => {
      logger.info("before a");
      await step.run("a", () => 1);
      logger.warn("before b");
      logger.extra("own method");
      return step.run("b", () => {
        throw new Error("no");
      });
    });
  };
  const want = await onPackage(scenario, { memo: { a: { data: 1 } } });
  const got = await onShim(scenario, { memo: { a: { data: 1 } } });
  // Version 3 writes that a step failed before it flushes; so does the shim.
  const silent = (trace: any[]) => trace.filter(([level]) => level !== "flush" && level !== "child");
  assert.deepEqual(silent(got.trace), silent(want.trace));
  assert.deepEqual(got.trace.find(([level]) => level === "child"), want.trace.find(([level]) => level === "child"));
  assert.equal(got.trace.at(-1)[0], "flush");
});

test("the console is silent while the call replays", async () => {
  const lines: any[] = [];
  const { info } = console;
  console.info = (...args) => void lines.push(args);
  try {
    const fn = create({}, async ({ step, logger }: any) => {
      logger.info("first");
      await step.run("a", () => 1);
      logger.info({ n: 1 }, "second");
    });
    await replay(host, fn, { memo: { a: { data: 1 } } });
  } finally {
    console.info = info;
  }
  assert.deepEqual(lines, [["second"], [{ n: 1 }]]);
});

test("ProxyLogger and ConsoleLogger", () => {
  const lines: any[] = [];
  const logger = new shim.ProxyLogger({ info: (...args: any[]) => lines.push(args), own: "own" });
  logger.info("silent");
  logger.enable();
  logger.info("heard");
  logger.debug("no debug method");
  assert.deepEqual(lines, [["heard"]]);
  assert.equal(logger.own, "own");
  const wrapped = shim.wrapStringFirstLogger({ info: (...args: any[]) => lines.push(args) });
  wrapped.info({ a: 1 }, "message", 2);
  assert.deepEqual(lines.at(-1), ["message", { a: 1 }, 2]);
});

test("the argument can be spread, and the tools taken apart", async () => {
  const fn = create({}, async ({ step, ...rest }: any) => {
    const { run } = step;
    const copy = { ...step, own: true };
    return [await run("a", () => 1), await copy.sleep("b", 1), Object.keys(rest).sort()];
  });
  const { result } = await replay(host, fn, { memo: { a: { data: 1 }, b: { data: null } } });
  const both = ["attempt", "event", "events", "gateway", "group", "logger", "maxAttempts", "runId"];
  const want = dialect === 3 ? both : [...both, "defer", "jobId", "requestId", "sessions"].sort();
  assert.deepEqual(result, [1, null, want]);
});

test("bad arguments of step tools", async () => {
  const bad: [(step: any) => Promise<unknown>, RegExp][] = [
    [(step) => step.run(), /step\.run: argument 1: want a step id or \{ id, name\? \}, got undefined/],
    [(step) => step.run("a"), /step\.run: argument 2: want a function, got undefined/],
    [(step) => step.sleep("a", "soon"), /step\.sleep: argument 2: want a duration such as "2h".*got "soon"/],
    [(step) => step.sleep("1d"), /step\.sleep: argument 2: want a duration .*got undefined/],
    [(step) => step.waitForEvent("a", { event: "b", timeout: "soon" }), /step\.waitForEvent: options\.timeout: want a duration .*got "soon"/],
    [(step) => step.waitForEvent("a"), /step\.waitForEvent: argument 2: want an object of options/],
    [(step) => step.waitForEvent("a", { timeout: "1h" }), /options\.event: want an event's name or type, got undefined/],
    [(step) => step.ai.infer("a", {}), /options\.model: want a model/],
    [(step) => step.invoke("a", { function: shim.referenceFunction({ functionId: "f" }), data: 1 }), /options\.data: want an object, got 1/],
  ];
  for (const [use, message] of bad) {
    const fn = create({}, ({ step }: any) => use(step));
    await assert.rejects(async () => {
      throw (await replay(host, fn)).error;
    }, message);
  }
});

test("tools outside of a function", async () => {
  for (const use of [() => shim.step.run("a", () => 1), () => shim.group.parallel(() => 1)]) {
    await assert.rejects(use, /can only be used within Inngest function executions; no context was found/);
  }
});

const schema = (accepts: (value: any) => boolean, message = "Wrong") => ({
  "~standard": {
    version: 1,
    vendor: "test",
    validate: (value: any) => (accepts(value) ? { value } : { issues: [{ message, path: ["n"] }] }),
  },
});

test("events are checked against their schemas", on4, async () => {
  const small = schema((data) => data.n < 5, "too big");
  const even = schema((data) => data.n % 2 === 0, "odd");
  const asked = [
    { name: "a/b", data: { n: 1 } },
    { name: "a/b", data: { n: 7 } },
    { name: "w/x/y", data: { n: 3 } },
    { name: "w/x/y", data: { n: 4 } },
    { name: "plain", data: { n: 99 } },
    { name: "other", data: {} },
    { name: "inngest/function.invoked", data: { n: 7 } },
    { name: "inngest/function.invoked", data: { n: 8 } },
    { name: "inngest/scheduled.timer", data: {} },
  ];
  for (const event of asked) {
    const scenario: Scenario = ({ sdk, client, create }) =>
      create(
        client(),
        { id: "fn" },
        [
          sdk.eventType("a/b", { schema: small }),
          { event: sdk.eventType("w/*", { schema: even }) },
          { event: "plain" },
          { cron: "* * * * *" },
        ],
        ({ event }: any) => event.data,
      );
    assert.deepEqual(await onShim(scenario, { event }), await onPackage(scenario, { event }), event.name);
  }
});

test("what waitForEvent gives is checked", on4, async () => {
  const scenario: Scenario = ({ sdk, client, create }) =>
    create(client(), { id: "fn" }, { event: "a/b" }, ({ step }: any) =>
      step.waitForEvent("wait", { event: sdk.eventType("x", { schema: schema((data) => data.n < 5) }), timeout: "1h" }),
    );
  for (const n of [1, 9]) {
    const asked = { memo: { wait: { data: { name: "x", data: { n } } } } };
    assert.deepEqual(await onShim(scenario, asked), await onPackage(scenario, asked));
  }
});
