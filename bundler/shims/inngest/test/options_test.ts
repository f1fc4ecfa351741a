/** Registration: the configuration is that of the npm package. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";
import { client as natives, step } from "./natives";
import { dialect, sdk, type Dialect } from "./oracle";
import { host, shim } from "./shim";

interface Case {
  options?: (sdk: any) => object;
  triggers?: (sdk: any) => any;
  client?: object;
  only?: Dialect;
  /** What the host does better, in the package's place. */
  want?: (config: any) => void;
}

const noop = () => {};

const cases: Record<string, Case> = {
  "nothing else": {},
  "an id that is no slug": { options: () => ({ id: "check/system.health", name: "Check" }) },
  "several triggers": {
    triggers: () => [{ event: "a/b" }, { event: "c/d", if: "event.data.x == 1" }, { cron: "TZ=Europe/Berlin */5 * * * *" }],
  },
  "a cron trigger": { triggers: () => ({ cron: "0 0 * * *" }) },
  "retries": { options: () => ({ retries: 0 }) },
  "a bare number of concurrency": { options: () => ({ concurrency: 5 }) },
  "a list of concurrency": {
    options: () => ({ concurrency: [{ limit: 1, key: '"x"', scope: "account" }, { limit: 2, key: "event.data.a", scope: "fn" }] }),
  },
  "flow control": {
    options: () => ({
      idempotency: "event.data.id",
      batchEvents: { maxSize: 10, timeout: "5s", key: "event.data.k", if: "event.data.ok" },
      rateLimit: { limit: 6, period: "1h", key: "event.data.phone" },
      throttle: { limit: 1, period: "30s", burst: 2, key: "event.data.k" },
      debounce: { period: "45s", timeout: "3m", key: "event.data.k" },
      priority: { run: "event.data.p == 1 ? 100 : 0" },
      timeouts: { start: "10m", finish: "1h" },
      singleton: { key: "event.data.k", mode: "skip" },
    }),
  },
  "cancelOn": {
    options: () => ({
      cancelOn: [
        { event: "x" },
        { event: "y", match: "data.id" },
        { event: "z", if: "async.data.a == 1", timeout: "1h" },
        { event: "w", timeout: 90_000 },
        { event: "v", timeout: new Date(1e12) },
      ],
    }),
  },
  "cancelOn with match and if": {
    options: () => ({ cancelOn: [{ event: "x", match: "data.id", if: "event.data.a == true || event.data.b" }] }),
    want: ([fn]) => {
      assert.equal(fn.cancel[0].if, "event.data.id == async.data.id");
      fn.cancel[0].if += " && (event.data.a == true || event.data.b)";
    },
  },
  "onFailure": { options: () => ({ onFailure: noop, retries: 3, name: "Named" }) },
  "an event type": { only: 4, triggers: (sdk) => sdk.eventType("a/b", { version: "2" }) },
  "an event type with a condition": { only: 4, triggers: (sdk) => ({ event: sdk.eventType("a/b"), if: "event.data.x" }) },
  "cron and invoke": { only: 4, triggers: (sdk) => [sdk.cron("0 * * * *"), sdk.invoke(sdk.staticSchema())] },
  "cron with jitter": { only: 4, triggers: () => ({ cron: "0 * * * *", jitter: "30s" }) },
  "a wildcard": { only: 4, triggers: () => [{ event: "user/*" }] },
  "no triggers": { only: 4, triggers: () => undefined },
  "cancelOn an event type": { only: 4, options: (sdk) => ({ cancelOn: [{ event: sdk.eventType("x"), match: "data.id" }] }) },
  "a bare text as a trigger": { only: 3, triggers: () => "a/b" },
};

function create(sdk: any, { options, triggers, client }: Case): any {
  const app = new sdk.Inngest({ id: "app", isDev: true, ...client });
  const opts = { id: "fn", ...options?.(sdk) };
  const given = triggers ? triggers(sdk) : { event: "a/b" };
  return dialect === 3 ? app.createFunction(opts, given, noop) : app.createFunction({ ...opts, triggers: given }, noop);
}

for (const [name, one] of Object.entries(cases)) {
  if (one.only && one.only !== dialect) continue;
  test(`getConfig: ${name}`, () => {
    const how = { baseUrl: new URL("http://worker:3111/api/inngest?a=b"), appPrefix: "prefix" };
    const want = JSON.parse(JSON.stringify(create(sdk, one).getConfig(how)));
    one.want?.(want);
    const got = JSON.parse(JSON.stringify(create(shim, one).getConfig(how)));
    assert.deepEqual(got, want);
  });
}

test("describe", () => {
  const app = new shim.Inngest({ id: "app", checkpointing: { maxRuntime: "10s", bufferedSteps: 3 }, optimizeParallelism: false });
  const triggers = [{ event: "a/b", if: "event.data.x" }, { cron: "* * * * *" }];
  const options = { id: "a/b.c", retries: 2, onFailure: noop, optimizeParallelism: true, throttle: { limit: 1, period: "1s" } };
  const fn = dialect === 3 ? app.createFunction(options, triggers, noop) : app.createFunction({ ...options, triggers }, noop);
  assert.deepEqual(JSON.parse(host.describe(fn)), {
    id: "a/b.c",
    name: "a/b.c",
    app: "app",
    dialect,
    triggers: [{ event: "a/b", expression: "event.data.x" }, { cron: "* * * * *" }],
    options: { throttle: { limit: 1, period: "1s" }, retries: { attempts: 2 } },
    failure: true,
    checkpointing: { bufferedSteps: 3, maxRuntime: 10_000 },
    optimizeParallelism: true,
  });
});

/** What is told of a function's options. */
const unknown = (options: any, trigger: any = { event: "a/b" }): string[] => {
  const app = new shim.Inngest({ id: "app" });
  const all = { id: "a", ...options };
  const fn = dialect === 3 ? app.createFunction(all, trigger, noop) : app.createFunction({ ...all, triggers: trigger }, noop);
  return (JSON.parse(host.describe(fn)).unknown ?? []).map((one: any) => (one.of ? `${one.of}.${one.name}` : one.name));
};

test("options that the SDK does not have are told of", () => {
  assert.deepEqual(unknown({ retires: 3, concurency: 1, absent: undefined }), ["retires", "concurency"]);
  assert.deepEqual(unknown({ debounce: { perod: "1s" }, concurrency: [{ limit: 1 }, { limt: 2 }], cancelOn: [{ event: "x", mach: "data.id" }] }),
    ["concurrency.limt", "debounce.perod", "cancelOn.mach"]);
  assert.deepEqual(unknown({}, [{ event: "a/b", iff: "true" }, { cron: "* * * * *", tz: "UTC" }]), ["triggers.iff", "triggers.tz"]);
  assert.deepEqual(unknown({ concurrency: 3, checkpointing: true, optimizeParallelism: false }, { cron: "* * * * *" }), []);
  const types: any = shim;
  if (dialect === 4) assert.deepEqual(unknown({}, [types.eventType("a/b"), { event: types.eventType("c/d"), if: "true" }, types.cron("* * * * *")]), []);
});

test("the options of the SDK's types are known", () => {
  const require = createRequire(import.meta.url);
  const text = readFileSync(require.resolve(`inngest-v${dialect}`).replace(/index\.[cm]?js$/, "components/InngestFunction.d.ts"), "utf8");
  const names = [...text.slice(text.indexOf("interface Options<")).matchAll(/^    (\w+)\??: ?(\{\n(?:.*\n)*?    \};$)?/gm)];
  assert.ok(names.length > 15, `${names.length} options found`);
  for (const [, name, members] of names) {
    if (["id", "triggers", "onFailure", "middleware"].includes(name!)) continue;
    const inner = [...(members ?? "").matchAll(/^      (\w+)\??:/gm)].map(([, member]) => [member, null]);
    assert.deepEqual(unknown({ [name!]: members ? Object.fromEntries(inner) : null }), [], name);
  }
});

test("function objects", () => {
  for (const module of [sdk, shim]) {
    const fn = create(module, { options: () => ({ id: "x/y", description: "does x", concurrency: 3 }) });
    assert.equal(fn.id(), "x/y");
    assert.equal(fn.id("p"), "p-x/y");
    assert.equal(fn.name, "x/y");
    assert.equal(fn.absoluteId, "app-x/y");
    assert.equal(fn.description, "does x");
    assert.equal(fn.opts.concurrency, 3);
    assert.deepEqual(fn.opts.triggers, [{ event: "a/b" }]);
    assert.ok(module.isInngestFunction(fn));
    assert.ok(!module.isInngestFunction({}));
    assert.ok(module.isInngest(fn.client));
  }
});

test("every function is recorded, and known", () => {
  const fn = create(shim, {});
  assert.equal(step.recorded.at(-1), fn);
  assert.equal(host.is(fn), true);
  for (const other of [undefined, null, {}, () => {}, { id: "x", opts: {} }]) assert.equal(host.is(other), false);
});

test("createFunction refuses", () => {
  const app = new shim.Inngest({ id: "app" });
  const refuses: [unknown[], RegExp][] = [
    [[{ id: "a" }, { event: "x" }], /"createFunction" expected a handler function as the second argument/],
    [[{ id: "a" }], /"createFunction" expected a handler function/],
    [[{ id: "a" }, { event: "x" }, "no"], /createFunction: argument 3: want a handler function, got "no"/],
    [[{}, { event: "x" }, noop], /options\.id: want a string that is not empty, got undefined/],
    [["a", noop], /argument 1: want an object of options, got "a"/],
    [[{ id: "a" }, undefined, noop], /argument 2: want \{ event: "name" \}.*got undefined/],
    [[{ id: "a", triggers: [{ name: "x" }] }, noop], /options\.triggers: want .*got an object/],
    [[{ id: "a", onFailure: 1 }, { event: "x" }, noop], /options\.onFailure: want a function, got 1/],
  ];
  for (const [args, message] of refuses) assert.throws(() => app.createFunction(...args), message);
  assert.throws(() => new shim.Inngest({}), /An `id` must be passed to create an Inngest instance/);
});

test("the client's settings reach the host", async () => {
  const app = new shim.Inngest({ id: "app", eventKey: "k", baseUrl: "http://b", env: "e", isDev: false });
  await app.send({ name: "x" });
  assert.deepEqual(natives.sent.at(-1).client, { id: "app", eventKey: "k", baseUrl: "http://b", env: "e", isDev: false });
  app.setEventKey("k2");
  app.setEnvVars({ INNGEST_BASE_URL: "http://c", OTHER: "x" });
  await app.send({ name: "x" }, { env: "f" });
  assert.deepEqual(natives.sent.at(-1).client, { id: "app", eventKey: "k2", baseUrl: "http://c", env: "e", isDev: false });
  assert.deepEqual(natives.sent.at(-1).opts, { env: "f" });
  assert.equal(app.env, "e");
});

test("EventSchemas", { skip: dialect > 3 }, () => {
  const of = (module: any) =>
    new module.EventSchemas()
      .fromRecord()
      .fromUnion()
      .fromGenerated()
      .fromZod({ "a/b": { data: 1 } })
      .fromZod([{ shape: { name: { value: "c/d" }, data: 2, user: 3 } }])
      .fromSchema({ "e/f": 4 }).runtimeSchemas;
  assert.deepEqual(of(shim), of(sdk));
});
