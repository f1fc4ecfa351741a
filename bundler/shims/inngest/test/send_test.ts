/** Sending events: what leaves is what the npm package would send. */

import assert from "node:assert/strict";
import test from "node:test";
import { client as natives, replay } from "./natives";
import { dialect, sdk, type Dialect } from "./oracle";
import { host, shim } from "./shim";

interface Case {
  send: (sdk: any) => any;
  only?: Dialect;
}

const cases: Record<string, Case> = {
  "one event": { send: () => ({ name: "a/b" }) },
  "a list": { send: () => [{ name: "a", data: { a: 1 }, ts: 5, id: "i", v: "2", user: { id: 1 } }, { name: "b", ts: 6 }] },
  "no events": { send: () => [] },
  "what JSON leaves out": { send: () => ({ name: "a", ts: 1, data: { big: 1n, u: undefined, d: new Date(0) } }) },
  "top-level sessions and ctx": { only: 4, send: () => ({ name: "a", ts: 1, sessions: { a: 1 }, ctx: {} }) },
  "meta": { only: 4, send: () => ({ name: "a", ts: 1, meta: { sessions: { a: 1, b: null }, other: true } }) },
  "an event of a type": { only: 4, send: (sdk) => sdk.eventType("a", { version: "3" }).create({ x: 1 }, { ts: 2, id: "i" }) },
};

/** What the package posts. */
async function onPackage(make: (sdk: any) => any): Promise<any> {
  const posted: any[] = [];
  const fetch = async (_url: any, init: any) => {
    posted.push(JSON.parse(init.body));
    const ids = posted.at(-1).map((_: any, i: number) => `id-${i}`);
    return new Response(JSON.stringify({ ids, status: 200 }));
  };
  const app = new sdk.Inngest({ id: "app", isDev: true, eventKey: "k", baseUrl: "http://127.0.0.1:9", fetch });
  return { result: await app.send(make(sdk)), sent: posted.map(untimed) };
}

async function onShim(make: (sdk: any) => any): Promise<any> {
  const before = natives.sent.length;
  const app = new shim.Inngest({ id: "app", isDev: true, eventKey: "k" });
  const result = await app.send(make(shim));
  return { result, sent: natives.sent.slice(before).map((one) => untimed(one.events)) };
}

/** Without the times that are the sender's clock's. */
function untimed(events: any[]): any[] {
  return events.map((event) => (event.ts > 1e12 ? { ...event, ts: "now" } : event));
}

for (const [name, { send, only }] of Object.entries(cases)) {
  if (only && only !== dialect) continue;
  test(`send: ${name}`, async () => {
    assert.deepEqual(await onShim(send), await onPackage(send));
  });
}

const schema = (accepts: (value: any) => boolean) => ({
  "~standard": {
    version: 1,
    vendor: "test",
    validate: (value: any) => (accepts(value) ? { value } : { issues: [{ message: "Wrong", path: ["a", "b"] }] }),
  },
});

test("send validates events of a type", { skip: dialect < 4 }, async () => {
  for (const module of [sdk, shim]) {
    const app = new module.Inngest({ id: "app", isDev: true, eventKey: "k", baseUrl: "http://127.0.0.1:9" });
    const type = module.eventType("a", { schema: schema(() => false) });
    await assert.rejects(app.send(type.create({ x: 1 })), { message: "a.b: Wrong" });
  }
});

test("send refuses what has no name", async () => {
  const app = new shim.Inngest({ id: "app" });
  await assert.rejects(app.send([{ name: "a" }, { data: {} }]), { message: "send: event 2: want an event with a name, got an object" });
});

test("step.sendEvent, sendSignal and realtime.publish", async () => {
  const app = new shim.Inngest({ id: "app" });
  const message = { channel: "c", topic: "t", data: { a: 1 } };
  const handler = async ({ step }: any) => [
    await step.sendEvent("send", [{ name: "x", ts: 1 }]),
    await step.sendSignal("signal", { signal: "s", data: { b: 1 } }),
    dialect === 3
      ? await step.realtime.publish("publish", message)
      : await step.realtime.publish("publish", { channel: "c", topic: "t" }, message.data),
  ];
  const fn =
    dialect === 3
      ? app.createFunction({ id: "f" }, { event: "a" }, handler)
      : app.createFunction({ id: "f", triggers: { event: "a" } }, handler);
  const [sent] = (await replay(host, fn)).ops;
  assert.deepEqual(sent.data, { ids: ["id-0"] });
  assert.deepEqual(sent.opts, { type: "step.sendEvent" });
  assert.equal(sent.name, "sendEvent");
  const [signalled] = (await replay(host, fn, { memo: { send: { data: sent.data } } })).ops;
  assert.deepEqual(natives.signals.at(-1).body, { signal: "s", data: { b: 1 } });
  assert.deepEqual(signalled.opts, { type: "step.sendSignal", signal: "s" });
  const [published] = (await replay(host, fn, { memo: { send: { data: sent.data }, signal: { data: null } } })).ops;
  assert.deepEqual({ ...natives.published.at(-1), client: undefined }, { ...message, client: undefined });
  assert.deepEqual(published.data, { a: 1 });
});

test("sessions are inherited", { skip: dialect < 4 }, async () => {
  const app = new shim.Inngest({ id: "app" });
  const fn = app.createFunction({ id: "f", triggers: { event: "a" } }, async ({ step, sessions }: any) => {
    await app.send({ name: "bare" });
    await step.sendEvent("send", { name: "x", meta: { sessions: { own: 1 } } });
    return sessions;
  });
  const event = (sessions: object) => ({ name: "a", data: {}, ts: 1, meta: { sessions } });
  const events = [event({ chat: 7, a: "x" }), event({ chat: "7", a: "y" })];
  await replay(host, fn, { event: events[0], events });
  const [bare, sent] = natives.sent.slice(-2).map((one) => one.events[0].meta);
  assert.deepEqual(bare, { propagated_sessions: { chat: "7" } });
  assert.deepEqual(sent, { sessions: { own: "1" }, propagated_sessions: { chat: "7" } });
});
