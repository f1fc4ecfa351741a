// ioredis over the host's own connections: see jsapi/redis.
import { Cluster } from "./cluster.ts";
import { AbortError, Command, MaxRetriesPerRequestError, Pipeline, ReplyError, ScanStream } from "host:internal/redis-commands";
import { Redis } from "./redis.ts";

Redis.Cluster = Cluster;
(Redis as any).Command = Command;

function print(error: unknown, reply?: unknown): void {
  console.log(error ? "Error: " + error : "Reply: " + reply);
}

export { AbortError, Cluster, Command, MaxRetriesPerRequestError, Pipeline, print, Redis, ReplyError, ScanStream };
export default Redis;

// For require(): the module is the class, with the names on it.
declare const module: { exports: any };
const names = { Redis, Cluster, Command, Pipeline, ScanStream, ReplyError, AbortError, MaxRetriesPerRequestError, print, default: Redis, __esModule: true };
for (const [name, value] of Object.entries(names)) Object.defineProperty(Redis, name, { value, enumerable: name !== "__esModule", configurable: true, writable: true });
module.exports = Redis;
