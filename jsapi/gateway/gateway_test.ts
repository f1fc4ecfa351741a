import { equal, ok, redis as url, test } from "host:test";
import { gateway } from "host:gateway";
import Redis from "ioredis";

const client = new Redis(`${url}/9`);

async function last(session = "main") {
  const text = await client.lindex(`joelclaw:events:${session}`, 0);
  return JSON.parse(text!);
}

test("what is sent", async () => {
  const sent = await gateway.notify("video.ready", { id: 5, title: "<é>" });
  ok(sent.pushed);
  const event = await last();
  equal(Object.keys(event), ["id", "type", "source", "payload", "ts"]);
  equal(event.id, sent.eventId);
  equal([event.type, event.source, event.payload], ["video.ready", "host", { id: 5, title: "<é>" }]);
  ok(Math.abs(Date.now() - event.ts) < 60_000);
});

test("progress and alert carry their message first", async () => {
  await gateway.progress("halfway", { step: 3 });
  let event = await last();
  equal([event.type, JSON.stringify(event.payload)], ["progress", '{"message":"halfway","step":3}']);
  await gateway.alert("it broke", { error: "boom" });
  event = await last();
  equal([event.type, JSON.stringify(event.payload)], ["alert", '{"message":"it broke","error":"boom"}']);
  await gateway.notify("bare");
  equal((await last()).payload, {});
});

test("it can be taken apart", async () => {
  const { notify } = gateway;
  ok((await notify("apart")).pushed);
  equal(gateway.originSession, undefined);
});

test("nothing throws", async () => {
  const circular: any = {};
  circular.self = circular;
  const getter = { get x() { throw new Error("no"); } };
  for (const payload of [circular, { big: 1n }, getter]) {
    const result = await gateway.notify("odd", payload);
    equal([result.pushed, result.type, typeof result.error], [false, "odd", "string"]);
  }
  const result = await (gateway as any).notify(Symbol("x"), {});
  equal([result.pushed, typeof result.type], [true, "string"]);
});

test("while the system sleeps", async () => {
  await client.set("system:sleep", "1");
  const before = await client.llen("joelclaw:events:main");
  equal(await gateway.notify("later", { title: "it can wait" }), { pushed: false, queued: true, type: "later" } as any);
  const alert = await gateway.alert("it cannot");
  ok(alert.pushed);
  equal(await client.llen("joelclaw:events:main"), before + 1);
  const entry = JSON.parse((await client.lrange("sleep:queue", -1, -1))[0]!);
  equal([entry.event, entry.summary], ["later", "it can wait"]);
  await client.del("system:sleep", "sleep:queue");
});
