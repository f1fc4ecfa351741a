import { cluster as addresses, equal, ok, outcome, record, rejects, test } from "host:test";
import Redis, { Cluster } from "ioredis";

type Any = any;

const nodes = addresses.map((address) => ({ host: address.split(":")[0], port: Number(address.split(":")[1]) }));
const there = { needs: () => nodes.length > 0 };
const run = (name: string, f: () => unknown) => test(name, there, () => (nodes.length > 0 ? f() : undefined));
const nameOf = (e: Any): string | undefined => e?.name.replace(/\d+$/, "");

let shared: Any;
const open = () => (shared ??= new Redis.Cluster(nodes.slice(0, 1)));
// In slots 15495, 3300 and 7365: one for each of three nodes, in turn.
const [a, b, c] = ["a", "b", "c"];

run("the names", () => {
  record([typeof Cluster, Redis.Cluster === Cluster, Cluster.name]);
  record(open().isCluster);
});

run("commands find their node", async () => {
  const r = open();
  await Promise.all((await r.ping(), r.nodes("master")).map((node: Any) => node.flushall()));
  for (const key of [a, b, c]) record([await r.set(key, key + "1"), await r.get(key)]);
  record(await r.hset("h", { x: 1, y: 2 }));
  record(await r.hgetall("h"));
  record(await r.mget("{t}1", "{t}2"));
  record(await r.getBuffer(a).then((v: Buffer) => v.toString()));
  record(await r.xadd("stream", "1-1", "k", "v"));
  record(await r.xread("COUNT", 1, "STREAMS", "stream", "0"));
  record(await r.eval("return redis.call('get', KEYS[1])", 1, b));
  r.defineCommand("add", { numberOfKeys: 1, lua: "return redis.call('incrby', KEYS[1], ARGV[1])" });
  record(await r.add("counter", 3));
  record(await r.add("counter", 4));
  record(await new Promise((resolve) => r.get(a, (...args: Any[]) => resolve(args))));
});

run("errors", async () => {
  const r = open();
  for (const call of [() => r.incr(a), () => r.mget(a, b), () => r.set("only")]) {
    const e = await rejects(call());
    record([nameOf(e), e.message]);
  }
});

run("commands of a key keep their order", async () => {
  const r = open();
  const all: Promise<Any>[] = [];
  for (let i = 0; i < 200; i++) all.push(r.rpush("{order}1", i), r.rpush("{other}1", i));
  await Promise.all(all);
  equal(await r.lrange("{order}1", 0, -1), Array.from({ length: 200 }, (_, i) => String(i)));
  equal(await r.lrange("{other}1", 0, -1), Array.from({ length: 200 }, (_, i) => String(i)));
});

run("the nodes", async () => {
  const r = open();
  record([r.nodes().length, r.nodes("master").length, r.nodes("slave").length]);
  equal(r.nodes().map((n: Any) => n.options.port).sort(), nodes.map((n) => n.port).sort());
  record((await Promise.all(r.nodes().map((n: Any) => n.dbsize()))).every((n: number) => n > 0));
  outcome(() => r.nodes("other"));
});

run("pipelines and transactions", async () => {
  const r = open();
  record(await r.pipeline().set("{p}1", 1).incr("{p}1").get("{p}2").exec());
  const apart = await rejects(r.pipeline().get(a).get(b).exec());
  record([nameOf(apart), apart.message]);
  record(await r.multi().set("{m}1", 1).incr("{m}1").get("{m}2").exec());
  record(await r.multi([["set", "{m}1", "2"], ["get", "{m}1"]]).exec());
  const bad = await rejects(r.multi().set("only").exec());
  record([nameOf(bad), bad.message.slice(0, 9)]);
  record(await r.pipeline([["set", "{q}1", "x"], ["hget", "{q}1", "f"]]).exec().then((all: Any) => all.map(([e, v]: Any) => [nameOf(e), v])));
  record(await r.pipeline().exec());
});

run("commands that block", async () => {
  const r = open();
  const other: Any = r.duplicate();
  const waiting = r.blpop("{queue}1", 5);
  await other.rpush("{queue}1", "job");
  record(await waiting);
  record(await r.blpop("{queue}1", 0.05));
  other.disconnect();
});

run("subscriptions", async () => {
  const [sub, pub]: Any[] = [open().duplicate(), open()];
  const got: Any[] = [];
  const heard = new Promise<void>((resolve) => {
    sub.on("message", (...args: Any[]) => got.push(args));
    sub.on("pmessage", (...args: Any[]) => (got.push(args), args[2] === "2" && resolve()));
  });
  record(await sub.subscribe("news"));
  record(await sub.psubscribe("n*"));
  await pub.publish("news", "1");
  await pub.publish("nil", "2");
  await heard;
  record(got.map((g) => JSON.stringify(g)).sort());
  record(await sub.unsubscribe("news"));
  sub.disconnect();
});

run("scan streams", async () => {
  const r = open();
  await r.sadd("{scan}1", ...Array.from({ length: 30 }, (_, i) => `m${i}`));
  const found: string[] = [];
  for await (const some of r.sscanStream("{scan}1")) found.push(...some);
  record(new Set(found).size);
});

run("a node that answers that a key has moved", async () => {
  const r = open();
  await r.ping();
  const right = r.slots[15495];
  const wrong = r.nodes().find((n: Any) => `${n.options.host}:${n.options.port}` !== right[0]);
  const key = `${wrong.options.host}:${wrong.options.port}`;
  r.slots[15495] = [key];
  record(await r.get(a));
  r.slots[15495] = [key];
  record(await r.multi().get(a).exec());
  const stubborn: Any = r.duplicate([], { maxRedirections: 0 });
  await stubborn.ping();
  stubborn.slots[15495] = [key];
  const e = await rejects(stubborn.get(a));
  record(e.message.replace(/127.*/, ""));
  stubborn.disconnect();
});

run("a slot on its way to another node", async () => {
  const r = open();
  await r.set("{ask}1", "here");
  const slot = await r.cluster("KEYSLOT", "{ask}1");
  const from = r.nodes().find((n: Any) => r.slots[slot][0] === `${n.options.host}:${n.options.port}`);
  const to = r.nodes().find((n: Any) => n !== from);
  const [idFrom, idTo] = [await from.cluster("MYID"), await to.cluster("MYID")];
  await to.cluster("SETSLOT", slot, "IMPORTING", idFrom);
  await from.cluster("SETSLOT", slot, "MIGRATING", idTo);
  try {
    record(await r.get("{ask}1"));
    record(await r.set("{ask}2", "there"));
    record(await r.get("{ask}2"));
    record(await from.get("{ask}2").catch((e: Any) => e.message.slice(0, 4)));
    record(await r.pipeline().get("{ask}2").exec());
    record(await r.del("{ask}2"));
  } finally {
    await from.cluster("SETSLOT", slot, "STABLE");
    await to.cluster("SETSLOT", slot, "STABLE");
  }
});

run("options", async () => {
  const prefixed: Any = new Cluster(nodes, { keyPrefix: "p:{x}", scaleReads: "all", redisOptions: { connectionName: "named" } });
  record(await prefixed.set("k", 1));
  record(await open().get("p:{x}k"));
  prefixed.disconnect();
  const chosen: string[] = [];
  const picky: Any = new Cluster(nodes, { scaleReads: (all: Any[], command: Any) => (chosen.push(command.name), all[0]) });
  record([await picky.get(a), await picky.set(a, "a1"), chosen]);
  picky.disconnect();
  const far = Object.fromEntries(nodes.map(({ port }) => [`127.0.0.1:${port}`, { host: "localhost", port }]));
  const mapped: Any = new Cluster(nodes.slice(1), { natMap: far });
  record([await mapped.get(a), await mapped.get(b), mapped.nodes().every((n: Any) => n.options.host === "localhost")]);
  mapped.disconnect();
  const called: Any = new Cluster([{ host: "anywhere", port: nodes[0]!.port }], { dnsLookup: (_: string, done: Any) => done(null, "127.0.0.1"), natMap: (key: string) => ({ host: "127.0.0.1", port: Number(key.split(":")[1]) }) });
  record(await called.get(a));
  called.disconnect();
  outcome(() => new Cluster(nodes, { scaleReads: "other" as Any, lazyConnect: true }));
});

run("states and events", async () => {
  const r: Any = new Cluster(nodes, { lazyConnect: true });
  const events: string[] = [];
  for (const name of ["connecting", "connect", "ready", "close", "end"]) r.on(name, () => events.push(name));
  record(r.status);
  await r.connect();
  record(r.status);
  await rejects(r.connect(), { message: "Redis is already connecting/connected" });
  record(await r.quit());
  await new Promise((resolve) => (r.status === "end" ? resolve(0) : r.once("end", resolve)));
  record(events);
  await rejects(r.get(a), { message: "Connection is closed." });
});

run("no node", async () => {
  const r: Any = new Cluster([{ host: "127.0.0.1", port: 1 }], { clusterRetryStrategy: () => null });
  const errors: Any[] = [];
  r.on("error", (e: Any) => errors.push([nameOf(e), e.message, !!e.lastNodeError]));
  const e = await rejects(r.get(a));
  record([nameOf(e), e.message]);
  record(errors);
  record(await rejects(new Cluster([], { lazyConnect: true }).connect()).then((e) => e.message));
});

run("the end", async () => {
  ok(shared);
  record(await shared.quit());
});
