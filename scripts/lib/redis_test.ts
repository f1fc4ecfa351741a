import { equal, ok, redis as url, test } from "host:test";
import { redis } from "host:redis"; // which the host alone has
import { getRedisClient, isAlertSuppressed } from "./redis";

process.env.REDIS_URL = `${url}/9`;

test("one client, of the server that functions share", { on: ["host"] }, async () => {
  ok(getRedisClient() === getRedisClient(), "the client is made once");
  equal(await getRedisClient().set("lib:redis", "1"), "OK");
  equal(await redis.get("lib:redis"), "1");
});

test("alerts of a category are suppressed while its key is there", { on: ["host"] }, async () => {
  equal(await isAlertSuppressed("disk"), false);
  await redis.set("alerts:suppress:disk", "", "EX", 100);
  equal(await isAlertSuppressed("disk"), true);
  equal(await isAlertSuppressed("network"), false);
});

test("a server that does not answer suppresses no alert", { on: ["host"] }, async () => {
  const client = getRedisClient();
  const get = client.get;
  client.get = () => Promise.reject(new Error("connect ECONNREFUSED"));
  equal(await isAlertSuppressed("disk"), false);
  client.get = get;
});
