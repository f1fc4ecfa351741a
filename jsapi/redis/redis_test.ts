import { equal, ok, redis as url, rejects, test } from "host:test";
import { redis } from "host:redis";
import Redis from "ioredis";

const names = { string: "host:redis:s", hash: "host:redis:h", list: "host:redis:l", set: "host:redis:set" };

test("commands", async () => {
  equal(await redis.get("host:redis:missing"), null);
  equal(await redis.set(names.string, "wörld 😀"), "OK");
  equal(await redis.get(names.string), "wörld 😀");
  equal(await redis.set(names.string, "2", "EX", 100, "NX"), null);
  equal(await redis.hset(names.hash, { a: 1, b: "two" }), 2);
  equal(await redis.hgetall(names.hash), { a: "1", b: "two" });
  equal(await redis.rpush(names.list, "1", "2", 3), 3);
  equal(await redis.lrange(names.list, 0, -1), ["1", "2", "3"]);
  equal(await redis.call("STRLEN", names.string), 11);
  equal(await redis.eval("return {KEYS[1], ARGV[1]}", 1, "k", "v"), ["k", "v"]);
});

test("it is the server of ioredis too", async () => {
  const client = new Redis(`${url}/9`);
  await client.set("host:redis:both", "1");
  equal(await redis.get("host:redis:both"), "1");
});

test("errors", async () => {
  await redis.set(names.string, "x");
  const wrong = await rejects(redis.hget(names.string, "f"), { name: "ReplyError", message: /^WRONGTYPE/ });
  equal(wrong.command, { name: "hget", args: [names.string, "f"] });
  await rejects((redis as any).watch("a"), { name: "TypeError", message: /concerns one connection/ });
  await rejects(redis.call("SELECT", 1), { name: "TypeError" });
  await rejects((redis as any).nothing?.() ?? Promise.reject(new TypeError("no such method")), { name: "TypeError" });
});

test("chains", async () => {
  equal(await redis.pipeline().set("host:redis:p", "1").incr("host:redis:p").hget("host:redis:p", "f").exec().then((all) => all!.map(([e, v]) => e?.message.slice(0, 9) ?? v)), ["OK", 2, "WRONGTYPE"]);
  equal(await redis.multi().set("host:redis:m", "1").incr("host:redis:m").hgetall("host:redis:none").exec(), [[null, "OK"], [null, 2], [null, {}]] as any);
  await rejects((redis.multi() as any).set("only").exec(), { message: /^EXECABORT/ });
});

test("a command that blocks", async () => {
  const started = Date.now();
  equal(await redis.blpop("host:redis:nothing", 0.05), null);
  const waiting = redis.blpop("host:redis:queue", 5);
  await redis.rpush("host:redis:queue", "came");
  equal(await waiting, ["host:redis:queue", "came"]);
  ok(Date.now() - started < 60_000);
});

test("deadlines", async () => {
  const late = await rejects(redis.with({ timeout: "50ms" }).eval("local t = redis.call('TIME')[1]; while redis.call('TIME')[1] - t < 2 do end return 1", 0), { name: "TimeoutError", code: "ETIMEDOUT" });
  equal(late.message, "redis: EVAL was not answered within 50ms");
  try {
    redis.with({ timeout: "soon" });
    ok(false);
  } catch (e: any) {
    equal(e.message, 'redis.with: timeout: want milliseconds or a time such as "2s", got soon');
  }
  equal(await redis.ping(), "PONG");
});

test("what is published", async () => {
  const all = await redis.psubscribe("host:news:*");
  const one = await redis.subscribe("host:news:a", "host:news:b");
  equal(await redis.publish("host:news:a", "hello"), 2);
  equal(await one.next(), { channel: "host:news:a", message: "hello" });
  equal(await all.next({ timeout: 5000 }), { channel: "host:news:a", message: "hello", pattern: "host:news:*" });
  equal(await one.next({ timeout: "20ms" }), null);
  await redis.publish("host:news:b", "1");
  await redis.publish("host:news:b", "2");
  const heard: string[] = [];
  for await (const { message } of one) {
    heard.push(message);
    if (heard.length === 2) break;
  }
  equal(heard, ["1", "2"]);
  await rejects(one.next(), { message: "redis: the subscription is closed" });
  await all.close();
  equal(await redis.publish("host:news:b", "nobody"), 0);
  equal(all.dropped, 0);
});
