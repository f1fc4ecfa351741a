import { equal, record, rejects, sentinel, test } from "host:test";
import Redis from "ioredis";

type Any = any;

const [host, port] = sentinel.split(":");
const sentinels = [{ host, port: Number(port) }];
const run = (name: string, f: () => unknown, options = {}) => test(name, { needs: () => sentinel, ...options }, () => (sentinel ? f() : undefined));

run("commands go to the primary", async () => {
  const r: Any = new Redis({ sentinels: [{ host: "127.0.0.1", port: 1 }, ...sentinels], name: "bus" });
  record([await r.set("sentinel", "1"), await r.get("sentinel"), (await r.role())[0]]);
  record(await r.pipeline().incr("sentinel").get("sentinel").exec());
  record(await r.multi().incr("sentinel").exec());
  const waiting = r.duplicate().blpop("sentinel:queue", 5);
  await r.rpush("sentinel:queue", "job");
  record(await waiting);
  r.disconnect();
});

run("reads of a replica", async () => {
  const r: Any = new Redis({ sentinels, name: "bus", role: "slave" });
  record((await r.role())[0]);
  const e = await rejects(r.set("sentinel", "2"));
  record(e.message.slice(0, 8));
  r.disconnect();
});

run("addresses as others see them", async () => {
  const s: Any = new Redis({ host, port: Number(port) });
  const [ip, at] = await s.sentinel("get-master-addr-by-name", "bus");
  s.disconnect();
  const r: Any = new Redis({ sentinels, name: "bus", natMap: { [`${ip}:${at}`]: { host: "127.0.0.1", port: 1 } }, retryStrategy: () => null });
  const errors: string[] = [];
  r.on("error", (e: Any) => errors.push(e.message));
  const e = await rejects(r.get("a"));
  record([e.message, errors]);
});

// The next failover must wait seconds for the old primary: one is enough.
run("a failover", async () => {
  const s: Any = new Redis({ host, port: Number(port) });
  const r: Any = new Redis({ sentinels, name: "bus", retryStrategy: () => 50, maxRetriesPerRequest: null, reconnectOnError: (e) => (e.message.startsWith("READONLY") ? 2 : false) });
  await r.set("before", "1");
  await r.wait(1, 5000);
  const old = String(await s.sentinel("get-master-addr-by-name", "bus"));
  await s.sentinel("failover", "bus");
  while (String(await s.sentinel("get-master-addr-by-name", "bus")) === old) await new Promise((resolve) => setTimeout(resolve, 50));
  equal([await r.set("after", "1"), await r.get("before"), (await r.role())[0]], ["OK", "1", "master"]);
  r.disconnect();
  s.disconnect();
}, { on: ["host"] });

run("no sentinel", async () => {
  const delays: number[] = [];
  const errors: string[] = [];
  const r: Any = new Redis({
    sentinels: [{ host: "127.0.0.1", port: 1 }],
    name: "bus",
    sentinelRetryStrategy: (n) => (delays.push(n), n < 3 ? 1 : null),
    retryStrategy: () => null,
  });
  r.on("error", (e: Error) => errors.push(e.message));
  const e = await rejects(r.get("a"));
  const words = (text: string) => text.replace(/ Last error.*/, "");
  record(words(e.message));
  equal(delays, [1, 2, 3]);
  record(errors.map(words));
});
