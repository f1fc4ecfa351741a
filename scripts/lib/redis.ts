/**
 * The Redis server that functions share: the one of REDIS_URL, or of
 * REDIS_HOST and REDIS_PORT. New code may prefer `redis` of "host:redis", where
 * each call has a deadline.
 */

import Redis from "ioredis";

let client: Redis | undefined;

/**
 * The client of this script, made at its first use. Clients are cheap: the host
 * keeps one pool of connections for all. Errors of the connection reject the
 * commands that meet them, and nothing else.
 */
export function getRedisClient(): Redis {
  if (!client) {
    client = new Redis({
      ...address(),
      lazyConnect: true,
      ...(process.env.NODE_ENV === "test" ? { retryStrategy: () => null } : {}),
    });
    client.on("error", () => {});
  }
  return client;
}

/** Where the server is. REDIS_URL has all there is to say, and wins. */
function address(): { host?: string; port?: number } {
  if (process.env.REDIS_URL) return {};
  return { host: process.env.REDIS_HOST ?? "localhost", port: Number(process.env.REDIS_PORT ?? 6379) };
}

/** Whether someone has silenced the alerts of a category for now. */
export async function isAlertSuppressed(category: string): Promise<boolean> {
  try {
    return (await getRedisClient().get(`alerts:suppress:${category}`)) !== null;
  } catch {
    return false; // rather one alert too many
  }
}
