// The host's own Redis server: see jsapi/redis. Commands are ioredis's, without
// a connection: each call has a deadline, and no state stays behind.
import native from "host:internal/redis";
import { buffers, type Command, Commander, Pipeline, ReplyError, ScanStream, transaction } from "host:internal/redis-commands";

type Any = any;

/** Commands that mean something on one connection only. */
const stateful = new Set(["watch", "unwatch", "select", "auth", "hello", "client", "readonly", "readwrite", "asking", "reset", "monitor", "quit",
  "subscribe", "psubscribe", "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe", "multi", "exec", "discard"]);

const replyError = (message: string) => new ReplyError(message);

class HostRedis extends Commander {
  #timeout: number;

  constructor(timeout: number) {
    super();
    this.#timeout = timeout;
  }

  /** The same server, with another deadline for each call. */
  with(options: { timeout?: number | string } = {}): HostRedis {
    return new HostRedis(milliseconds(options.timeout, "redis.with"));
  }

  override sendCommand(command: Command): Any {
    if (stateful.has(command.name.toLowerCase())) {
      command.reject(new TypeError(`redis.${command.name}: it concerns one connection, and those of host:redis are shared: use new Redis() of "ioredis"`));
    } else this.sendGroup([command], false);
    return command.promise;
  }

  /** @ignore Sends commands in one piece and settles them. */
  sendGroup(group: Command[], _pipeline: boolean): void {
    const bytes = group.some((command) => command.bytes);
    native.call(group.map((command) => command.frame), { timeout: this.#timeout, bytes }, replyError).then(
      (results: Any[]) => results.forEach(([error, reply], i) => settle(group[i]!, error, bytes ? decode(group[i]!, reply) : reply)),
      (error: Any) => {
        for (const command of group) command.reject(error);
      },
    );
  }

  pipeline(commands?: Any[][]): Pipeline {
    const pipeline = new Pipeline(this);
    return Array.isArray(commands) ? pipeline.addBatch(commands) : pipeline;
  }

  multi(commands?: Any[][]): Any {
    return transaction(this, commands);
  }

  /** Listens to channels until the call ends. */
  async subscribe(...channels: Any[]): Promise<Subscription> {
    return new Subscription(await native.listen(names("redis.subscribe", channels), []));
  }

  /** Listens to the channels that match patterns. */
  async psubscribe(...patterns: Any[]): Promise<Subscription> {
    return new Subscription(await native.listen([], names("redis.psubscribe", patterns)));
  }

  scanStream(options?: Any): ScanStream {
    return new ScanStream({ objectMode: true, redis: this, command: "scan", ...options });
  }
}

/** What a call listens to. */
class Subscription {
  #native: Any;

  constructor(handle: Any) {
    this.#native = handle;
  }

  /** How many messages were lost because nobody read them. */
  get dropped(): number {
    return this.#native.dropped();
  }

  /** The next message; null when none came in time. */
  async next(options: { timeout?: number | string } = {}): Promise<Any> {
    const got = await this.#native.next(milliseconds(options.timeout, "subscription.next"));
    if (!got) return null;
    const [channel, message, pattern] = got;
    return pattern ? { channel, message, pattern } : { channel, message };
  }

  close(): Promise<void> {
    return this.#native.close();
  }

  async *[Symbol.asyncIterator](): Any {
    try {
      for (;;) yield await this.next();
    } finally {
      await this.close();
    }
  }

  [(Symbol as Any).asyncDispose ?? Symbol.for("Symbol.asyncDispose")](): Promise<void> {
    return this.close();
  }
}

function names(what: string, given: Any[]): string[] {
  const list = given.flat();
  if (list.length === 0 || list.some((name) => typeof name !== "string")) throw new TypeError(`${what}: want the names of channels`);
  return list;
}

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A time in milliseconds, or such as "2s"; 0 when there is none. */
function milliseconds(time: unknown, what: string): number {
  if (time === undefined || time === null) return 0;
  if (typeof time === "number" && time > 0) return time;
  const parts = typeof time === "string" ? /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(time) : null;
  if (!parts) throw new TypeError(`${what}: timeout: want milliseconds or a time such as "2s", got ${String(time)}`);
  return Number(parts[1]) * units[parts[2]!]!;
}

function settle(command: Command, error: Any, reply: Any): void {
  if (!error) return command.resolve(reply);
  error.command = { name: command.name, args: command.args };
  command.reject(error);
}

/** In a pipeline of both kinds, each command gets the kind that it asked for. */
function decode(command: Command, reply: Any): Any {
  const text = (v: Any): Any => (Array.isArray(v) ? v.map(text) : Buffer.isBuffer(v) ? v.toString() : v);
  const all = buffers(reply);
  return command.bytes ? all : text(all);
}

export const redis = new HostRedis(0);
export default redis;
