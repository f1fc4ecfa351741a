// What the host has and ioredis has not: its own forms of URL, and words about
// options that do not work.
import { cluster as nodes, equal, ok, redis as url, sentinel, test } from "host:test";
import "host:redis"; // this is the host's
import Redis, { Cluster } from "ioredis";

type Any = any;

const message = (f: () => unknown): string => {
  try {
    f();
    return "nothing";
  } catch (e: Any) {
    return e.message;
  }
};

test("URLs of groups", async () => {
  if (nodes.length === 0) return;
  const c: Any = new Redis(`redis+cluster://${nodes.join(",")}`);
  ok(c instanceof Cluster);
  equal([await c.set("a", "1"), await c.set("b", "2"), await c.mget("{a}", "a"), await c.get("b")], ["OK", "OK", [null, "1"], "2"]);
  c.disconnect();
  const s: Any = new Redis(`redis+sentinel://${sentinel}/bus/1`);
  equal([await s.set("group", "1"), s.options.name, s.options.db], ["OK", "bus", 1]);
  s.disconnect();
});

test("options that do not work say so", () => {
  const one = (options: Any) => message(() => new Redis({ host: "h", lazyConnect: true, ...options })).replace("ioredis: the option ", "");
  equal(one({ Connector: class {} }), '"Connector" does not work in the host: the host makes the connections: give an address, sentinels or a Cluster');
  equal(one({ monitor: true }), '"monitor" does not work in the host: connections are shared: use redis-cli monitor');
  equal(one({ autoResubscribe: false }).slice(0, 42), '"autoResubscribe" does not work in the hos');
  equal(one({ natMap: {} }), '"natMap" is for sentinels and clusters: give "sentinels" too');
  equal(one({ tls: { minVersion: "TLSv1.3" } }).slice(0, 40), '"tls.minVersion" does not work in the ho');
  equal(one({ sentinels: [], name: "bus" }), "Requires at least one sentinel to connect to.");
  equal(one({ sentinels: [{ host: "s" }] }), "Requires the name of master.");
  equal(one({ sentinels: [{ host: "s" }], name: "bus", preferredSlaves: [] }).slice(0, 20), '"preferredSlaves" do');
  equal(one({ sentinels: [{ host: "s" }], name: "bus", natMap: () => null }).slice(0, 27), '"natMap" does not work in t');
  equal(one({ sentinels: [{ host: "s" }], name: "bus", sentinelTLS: {} }).slice(0, 20), '"sentinelTLS" does n');
  const many = (options: Any) => message(() => new Cluster([], { lazyConnect: true, ...options })).replace("ioredis: the option ", "");
  equal(many({ useSRVRecords: true }), `"useSRVRecords" does not work in the host: give the nodes' addresses`);
  equal(many({ shardedSubscribers: true }).slice(0, 24), '"shardedSubscribers" doe');
  equal(many({ redisOptions: { Connector: class {} } }).slice(0, 24), '"Connector" does not wor');
  equal([one({ keepAlive: 1, noDelay: true }), one({ tls: { ca: "x" } })], ["nothing", "tls.ca holds no certificate in PEM form"]);
});

test("TLS of a URL", () => {
  const options: Any = new Redis("rediss://h?servername=s&rejectUnauthorized=false", { lazyConnect: true }).options;
  equal([options.tls.servername, options.tls.rejectUnauthorized, options.servername], ["s", false, undefined]);
});

test("a call of its own ends with its task, and not what others wait for", async () => {
  const r = new Redis(url);
  equal(await r.ping(), "PONG");
  r.disconnect();
});
