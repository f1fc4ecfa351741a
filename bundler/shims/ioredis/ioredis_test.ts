import { equal, ok, outcome, record, redis as url, rejects, test } from "host:test";
import Default, { Cluster, Redis, ReplyError } from "ioredis";

type Any = any;

// A bundle for Node may hold a second class of the name.
const nameOf = (e: Any): string | undefined => e?.name.replace(/\d+$/, "");
const settle = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));
const gone = "127.0.0.1:1"; // nothing listens there

let client: Any;
const open = () => (client ??= new Redis(url));

test("the names", () => {
  ok(Default === Redis);
  record(typeof Redis.prototype.hgetall);
  record(typeof Redis.prototype.getBuffer);
  record([typeof Cluster, typeof ReplyError, Redis.name]);
});

test("strings", async () => {
  const r = open();
  await r.flushdb();
  record(await r.set("a", "1"));
  record(await r.get("a"));
  record(await r.get("missing"));
  record(await r.set("a", "2", "NX"));
  record(await r.set("e", "wörld 😀", "EX", 100, "NX"));
  record(await r.get("e"));
  record((await r.ttl("e")) > 90);
  record([await r.incr("n"), await r.incrby("n", 5), await r.decr("n"), await r.incrbyfloat("n", 0.5)]);
  record(await r.mset({ x: 1, y: true, z: null }));
  record(await r.mset(new Map([["m", "1"]])));
  record(await r.mset("p", 1, "q", 2));
  record(await r.mget("x", "y", "z", "m", "nothing"));
  record(await r.mget(["x", "y"]));
  record(await r.exists("x", "y", "nothing"));
  record(await r.del("x", "y", "nothing"));
  record(await r.del(["z", "m"]));
  record(await r.append("s", "abc"));
  record(await r.getrange("s", 0, 1));
  record((await r.keys("*")).sort());
  record(await r.type("s"));
  record(await r.ping());
  record(await r.ping("hello"));
  record(await r.echo("x"));
  record(await r.expire("s", 10));
});

test("hashes, lists, sets", async () => {
  const r = open();
  await r.flushdb();
  record(await r.hset("h", "a", 1, "b", "two"));
  record(await r.hset("h", { c: 3, d: "" }));
  record(await r.hset("h", new Map([["e", "5"]])));
  record(await r.hmset("h", { f: 6 }));
  record(await r.hget("h", "a"));
  record(await r.hget("h", "missing"));
  record(await r.hmget("h", "a", "missing"));
  record(await r.hgetall("h"));
  record(await r.hgetall("missing"));
  record(await r.hdel("h", "a", "b"));
  record(await r.hset("odd", "__proto__", "1", "constructor", "2"));
  record(Object.keys(await r.hgetall("odd")));
  record(await r.rpush("l", "1", "2", 3));
  record(await r.lpush("l", 0));
  record(await r.lrange("l", 0, -1));
  record([await r.llen("l"), await r.lpop("l"), await r.rpop("l"), await r.lpop("nothing")]);
  record(await r.ltrim("l", 0, 0));
  record(await r.sadd("s", "a", "b", "b"));
  record([await r.sismember("s", "a"), await r.sismember("s", "z"), await r.scard("s"), await r.srem("s", "a")]);
  record(await r.smembers("s"));
  record(await r.zadd("z", 1, "one", 2.5, "two"));
  record(await r.zrange("z", 0, -1, "WITHSCORES"));
  record(await r.zrangebyscore("z", "-inf", "+inf", "LIMIT", 0, 1));
  record([await r.zrevrange("z", 0, 0), await r.zscore("z", "two"), await r.zcard("z"), await r.zrem("z", "one")]);
});

test("streams of Redis", async () => {
  const r = open();
  await r.flushdb();
  record(await r.xadd("x", "1-1", "k", "v", "k2", "v2"));
  record(await r.xadd("x", "1-2", "k", "w"));
  record(await r.xlen("x"));
  record(await r.xrange("x", "-", "+"));
  record(await r.xgroup("CREATE", "x", "g", "0", "MKSTREAM"));
  record(await r.xreadgroup("GROUP", "g", "me", "COUNT", 1, "STREAMS", "x", ">"));
  record(await r.xpending("x", "g"));
  record(await r.xack("x", "g", "1-1"));
  record(await r.xread("COUNT", 10, "STREAMS", "x", "0"));
  record(await r.xread("STREAMS", "x", "9-9"));
  record(await r.xdel("x", "1-1"));
});

test("commands keep their order", async () => {
  const r = open();
  await r.flushdb();
  const all: Promise<Any>[] = [];
  for (let i = 0; i < 500; i++) all.push(r.rpush("order", i));
  all.push(r.lrange("order", 0, -1));
  const results = await Promise.all(all);
  equal(results.pop(), Array.from({ length: 500 }, (_, i) => String(i)));
});

test("errors", async () => {
  const r = open();
  await r.set("text", "x");
  for (const call of [() => r.incr("text"), () => r.hget("text", "f"), () => r.set("only"), () => r.call("nosuchcommand", "x")]) {
    try {
      record(await call());
    } catch (e: Any) {
      record([nameOf(e), e.message, e instanceof ReplyError, e instanceof Error, e.command]);
    }
  }
});

test("call and buffers", async () => {
  const r = open();
  record(await r.call("SET", "c", "1"));
  record(await r.call("get", ["c"]));
  await r.set("bin", Buffer.from([0, 255, 128, 10]));
  const bytes = await r.getBuffer("bin");
  record([Buffer.isBuffer(bytes), bytes.toString("hex")]);
  record((await r.callBuffer("GET", "c")).toString());
  await r.hset("hb", "f", Buffer.from("v"));
  record((await r.hgetallBuffer("hb")).f.toString());
  record((await r.lrangeBuffer("nothing", 0, -1)).length);
});

test("callbacks", async () => {
  const r = open();
  record(await new Promise((resolve) => r.set("cb", "1", (...args: Any[]) => resolve(args))));
  record(await new Promise((resolve) => r.get("cb", (error: Any, value: Any) => resolve([error, value]))));
  record(await new Promise((resolve) => r.incr("text", (error: Any, value: Any) => resolve([nameOf(error), value])).catch(() => {})));
  record(await new Promise((resolve) => r.pipeline().get("cb").exec((error: Any, results: Any) => resolve([error, results]))));
});

test("pipelines", async () => {
  const r = open();
  await r.flushdb();
  record(await r.pipeline().set("a", 1).incr("a").get("a").hset("h", { x: 1 }).hgetall("h").exec());
  record(await r.pipeline([["set", "b", "2"], ["get", "b"]]).exec());
  record(await r.pipeline().exec());
  const results = (await r.pipeline().set("t", "x").incr("t").get("t").exec())!;
  record(results.map(([error, value]: Any) => [nameOf(error), error?.message, value]));
  const p = r.pipeline();
  p.get("a");
  p.get("b");
  record(p.length);
  record(await p.exec());
  const mixed = (await r.pipeline().get("a").getBuffer("a").exec())!;
  record([mixed[0][1], Buffer.isBuffer(mixed[1][1])]);
});

test("transactions", async () => {
  const r = open();
  await r.flushdb();
  record(await r.multi().set("a", 1).incr("a").hset("h", "f", "v").hgetall("h").exec());
  record(await r.multi([["set", "b", "2"], ["get", "b"]]).exec());
  const some = (await r.multi().set("t", "x").incr("t").exec())!;
  record(some.map(([error, value]: Any) => [nameOf(error), value]));
  const error = await rejects(r.multi().set("only").get("a").exec());
  record([nameOf(error), error.message, error.previousErrors.length]);
  record(await r.pipeline().multi().set("c", 1).get("c").exec().exec());
});

test("transactions without a pipeline, and WATCH", async () => {
  const r: Any = new Redis(url);
  const other = open();
  await r.set("w", 1);
  record(await r.multi({ pipeline: false }));
  record(await r.set("w", 2));
  record(await r.get("w"));
  record(await r.exec());
  record(await r.watch("w"));
  await other.set("w", "changed");
  record(await r.multi().set("w", "lost").exec());
  record(await r.get("w"));
  record(await r.watch("w"));
  record(await r.multi().set("w", "won").exec());
  r.disconnect();
});

test("scripts", async () => {
  const r: Any = open();
  await r.flushdb();
  const lua = "redis.call('set', KEYS[1], ARGV[1]); return {redis.call('get', KEYS[1]), 1, false, 'x'}";
  record(await r.eval(lua, 1, "k", "v"));
  const sha = await r.script("LOAD", "return ARGV[1]");
  record(sha);
  record(await r.evalsha(sha, 0, "again"));
  await rejects(r.evalsha("0".repeat(40), 0), { message: /^NOSCRIPT/ });
  r.defineCommand("twice", { numberOfKeys: 1, lua: "return redis.call('incrby', KEYS[1], ARGV[1] * 2)" });
  record(await r.twice("n", 2));
  record(await r.twice("n", 2));
  record(await r.pipeline().twice("n", 1).get("n").exec());
  const fails = await rejects(r.eval("return redis.error_reply('MY own')", 0));
  record([nameOf(fails), fails.message]);
});

test("blocking commands", async () => {
  const r = new Redis(url);
  const other = open();
  await other.flushdb();
  const waiting = r.blpop("queue", 5);
  await settle(20);
  await other.rpush("queue", "job");
  record(await waiting);
  record(await r.brpop("queue", 0.05));
  record(await r.xread("BLOCK", 20, "STREAMS", "nothing", "$"));
  record(await r.ping());
  r.disconnect();
});

test("databases", async () => {
  const r = new Redis({ host: new URL(url).hostname, port: Number(new URL(url).port), db: 3 });
  await r.set("where", "three");
  record(await r.select(4));
  await r.set("where", "four");
  record(await r.get("where"));
  const three = new Redis(url + "/3");
  record(await three.get("where"));
  await three.flushdb();
  await r.flushdb();
  r.disconnect();
  three.disconnect();
});

test("key prefixes", async () => {
  const r = new Redis(url, { keyPrefix: "p:" });
  await r.flushdb();
  await r.set("a", 1);
  await r.mset({ b: 2, c: 3 });
  await r.eval("return redis.call('set', KEYS[1], ARGV[1])", 1, "lua", "x");
  record((await r.keys("*")).sort());
  record(await r.mget("a", "b"));
  record(await r.del("a", "b"));
  r.disconnect();
});

test("scan streams", async () => {
  const r = open();
  await r.flushdb();
  for (let i = 0; i < 50; i++) await r.set(`scan:${i}`, i);
  await r.hset("h", { a: 1, b: 2 });
  const found: string[] = [];
  for await (const keys of r.scanStream({ match: "scan:*", count: 7 })) found.push(...keys);
  record([...new Set(found)].length);
  const fields: string[] = [];
  await new Promise((resolve, reject) => r.hscanStream("h").on("data", (some: string[]) => fields.push(...some)).on("end", resolve).on("error", reject));
  record(fields);
  record(await r.scan("0", "MATCH", "none:*", "COUNT", 1000));
});

test("subscriptions", async () => {
  const sub = new Redis(url);
  const pub = open();
  const got: Any[] = [];
  sub.on("message", (...args) => got.push(["message", ...args]));
  sub.on("pmessage", (...args) => got.push(["pmessage", ...args]));
  sub.on("messageBuffer", (channel, message) => got.push(["buffer", channel.toString(), message.toString()]));
  record(await sub.subscribe("one", "two"));
  record(await sub.psubscribe("t*"));
  const arrived = new Promise<void>((resolve) => sub.on("pmessage", () => resolve()));
  record(await pub.publish("one", "1"));
  record(await pub.publish("two", "zwei"));
  await arrived;
  await settle(30);
  record(got.map((g) => JSON.stringify(g)).sort());
  await rejects(sub.get("a"), { message: "Connection in subscriber mode, only subscriber commands may be used" });
  record(await sub.unsubscribe("one", "two"));
  record(await sub.punsubscribe());
  record(await pub.publish("one", "nobody"));
  record(await sub.get("nothing"));
  sub.disconnect();
});

test("states and events", async () => {
  const r = new Redis(url, { lazyConnect: true });
  const events: string[] = [];
  for (const name of ["wait", "connecting", "connect", "ready", "close", "end"]) r.on(name, () => events.push(name));
  record(r.status);
  await r.connect();
  record(r.status);
  await rejects(r.connect(), { message: "Redis is already connecting/connected" });
  record(await r.get("nothing"));
  record(await r.quit());
  await settle(50);
  record(r.status);
  record(events);
  await rejects(r.get("a"), { message: "Connection is closed." });
  const again = r.duplicate({ lazyConnect: true });
  record([again.status, await again.ping()]);
  again.disconnect();
});

test("no server", async () => {
  const [host, port] = gone.split(":");
  const errors: Any[] = [];
  const delays: number[] = [];
  const r = new Redis({ host, port: Number(port), maxRetriesPerRequest: 1, retryStrategy: (n) => (delays.push(n), 1) });
  r.on("error", (e: Any) => errors.push([e.message, e.code, e.syscall, e.address, e.port]));
  const error = await rejects(r.get("a"));
  record([error.name, error.message]);
  r.disconnect();
  record(errors[0]);
  ok(delays.length >= 1 && delays[0] === 1);
  const never = new Redis({ host, port: Number(port), lazyConnect: true, retryStrategy: () => null });
  never.on("error", () => {});
  const closed = await rejects(never.get("a"));
  record([closed.name, closed.message, never.status]);
  const connecting = new Redis({ host, port: Number(port), lazyConnect: true, retryStrategy: () => null });
  connecting.on("error", () => {});
  const failed = await rejects(connecting.connect());
  record([failed.name, failed.message]);
});

test("command timeouts", async () => {
  const r = new Redis(url, { commandTimeout: 50 });
  const error = await rejects(r.blpop("never", 5));
  record([error.name, error.message]);
  r.disconnect();
});

test("commands that block too long", async () => {
  const r = new Redis(url, { blockingTimeout: 40, blockingTimeoutGrace: 20, retryStrategy: () => 1 });
  record(await r.blpop("never", 0));
  record(await r.xread("BLOCK", 0, "STREAMS", "never", "$"));
  r.disconnect();
});

test("errors after which to connect again", async () => {
  const told: Any[] = [];
  const r: Any = new Redis(url, { retryStrategy: () => 1, reconnectOnError: (e: Any) => (told.push(e.message.slice(0, 9)), told.length === 1 ? 2 : told.length === 2) });
  let connects = 0;
  r.on("reconnecting", () => connects++);
  await r.set("text", "x");
  await rejects(r.hget("text", "f"), { message: /^WRONGTYPE/ });
  while (connects < 2) await settle();
  record([told, connects, await r.get("text")]);
  r.disconnect();
});

test("a server that is silent", async () => {
  const r: Any = new Redis(url, { socketTimeout: 50, retryStrategy: () => null });
  const errors: string[] = [];
  r.on("error", (e: Any) => errors.push(e.message));
  const e = await rejects(r.blpop("never", 5));
  record([e.message, errors]);
});

test("options", () => {
  outcome(() => pick(new Redis(7000, "example.org", { lazyConnect: true, db: 2 }).options));
  outcome(() => pick(new Redis("redis://user:p%40ss@example.org:6400/5?lazyConnect=true").options));
  outcome(() => pick(new Redis("rediss://example.org", { lazyConnect: true }).options));
  outcome(() => pick(new Redis({ lazyConnect: true, host: "h", password: "p" }).options));
  outcome(() => pick(new Redis("/tmp/redis.sock", { lazyConnect: true }).options));
});

function pick(o: Any): Any {
  const { host, port, db, username, password, path, lazyConnect, maxRetriesPerRequest, connectTimeout } = o;
  return { host, port, db, username, password, path, tls: !!o.tls, lazyConnect, maxRetriesPerRequest, connectTimeout };
}

test("the end", async () => {
  record(await client.quit());
});
