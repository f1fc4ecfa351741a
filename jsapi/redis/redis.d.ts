declare module "host:redis" {
  /** A time in milliseconds, or such as "500ms", "2s", "1m". */
  export type Timeout = number | string;
  export type Key = string | Uint8Array;
  export type Value = string | number | Uint8Array;

  /**
   * The host's own Redis server: the one that REDIS_URL names, or REDIS_HOST
   * and REDIS_PORT. All scripts share its connections, so that nothing here
   * belongs to one: for WATCH, SELECT and the like, use `new Redis()` of
   * "ioredis", which uses the same pool.
   *
   * Every call has a deadline (5 seconds, or `--redis-timeout`), attempts to
   * connect included. It rejects with a `TimeoutError`, code "ETIMEDOUT", past
   * it; with an error with a code such as "ECONNREFUSED" when the server
   * cannot be reached; and with a `ReplyError` for what the server answers. A
   * command is tried again only where it is certain that it was not carried
   * out, or when it only reads.
   */
  export interface HostRedis {
    /** The same server, with another deadline for each call. */
    with(options: { timeout?: Timeout }): HostRedis;
    /** Any command; its reply as it comes. */
    call(command: string, ...args: (Value | Value[])[]): Promise<unknown>;
    /** Commands that are sent in one piece. */
    pipeline(): Chain;
    /** Commands that are carried out in one transaction. */
    multi(): Chain;
    /** Listens to channels until `close`, or until the call ends. */
    subscribe(...channels: string[]): Promise<Subscription>;
    /** Listens to the channels that match patterns such as "news:*". */
    psubscribe(...patterns: string[]): Promise<Subscription>;

    get(key: Key): Promise<string | null>;
    set(key: Key, value: Value, ...args: Value[]): Promise<"OK" | null>;
    setex(key: Key, seconds: number, value: Value): Promise<"OK">;
    setnx(key: Key, value: Value): Promise<number>;
    getset(key: Key, value: Value): Promise<string | null>;
    getdel(key: Key): Promise<string | null>;
    append(key: Key, value: Value): Promise<number>;
    strlen(key: Key): Promise<number>;
    mget(...keys: Key[]): Promise<(string | null)[]>;
    mset(...pairs: Value[]): Promise<"OK">;
    del(...keys: Key[]): Promise<number>;
    unlink(...keys: Key[]): Promise<number>;
    exists(...keys: Key[]): Promise<number>;
    expire(key: Key, seconds: number): Promise<number>;
    pexpire(key: Key, milliseconds: number): Promise<number>;
    persist(key: Key): Promise<number>;
    ttl(key: Key): Promise<number>;
    pttl(key: Key): Promise<number>;
    type(key: Key): Promise<string>;
    rename(key: Key, to: Key): Promise<"OK">;
    keys(pattern: string): Promise<string[]>;
    scan(cursor: Value, ...args: Value[]): Promise<[cursor: string, keys: string[]]>;
    incr(key: Key): Promise<number>;
    incrby(key: Key, by: number): Promise<number>;
    incrbyfloat(key: Key, by: number): Promise<string>;
    decr(key: Key): Promise<number>;
    decrby(key: Key, by: number): Promise<number>;
    hget(key: Key, field: Value): Promise<string | null>;
    hset(key: Key, ...pairs: (Value | Record<string, Value> | Map<string, Value>)[]): Promise<number>;
    hsetnx(key: Key, field: Value, value: Value): Promise<number>;
    hmget(key: Key, ...fields: Value[]): Promise<(string | null)[]>;
    hgetall(key: Key): Promise<Record<string, string>>;
    hdel(key: Key, ...fields: Value[]): Promise<number>;
    hexists(key: Key, field: Value): Promise<number>;
    hincrby(key: Key, field: Value, by: number): Promise<number>;
    hkeys(key: Key): Promise<string[]>;
    hvals(key: Key): Promise<string[]>;
    hlen(key: Key): Promise<number>;
    hscan(key: Key, cursor: Value, ...args: Value[]): Promise<[cursor: string, pairs: string[]]>;
    lpush(key: Key, ...values: Value[]): Promise<number>;
    rpush(key: Key, ...values: Value[]): Promise<number>;
    lpop(key: Key): Promise<string | null>;
    rpop(key: Key): Promise<string | null>;
    lrange(key: Key, start: number, stop: number): Promise<string[]>;
    lindex(key: Key, index: number): Promise<string | null>;
    llen(key: Key): Promise<number>;
    lrem(key: Key, count: number, value: Value): Promise<number>;
    ltrim(key: Key, start: number, stop: number): Promise<"OK">;
    blpop(...keysAndSeconds: Value[]): Promise<[key: string, value: string] | null>;
    brpop(...keysAndSeconds: Value[]): Promise<[key: string, value: string] | null>;
    sadd(key: Key, ...members: Value[]): Promise<number>;
    srem(key: Key, ...members: Value[]): Promise<number>;
    smembers(key: Key): Promise<string[]>;
    sismember(key: Key, member: Value): Promise<number>;
    scard(key: Key): Promise<number>;
    spop(key: Key): Promise<string | null>;
    zadd(key: Key, ...scoresAndMembers: Value[]): Promise<number>;
    zrem(key: Key, ...members: Value[]): Promise<number>;
    zrange(key: Key, start: Value, stop: Value, ...args: Value[]): Promise<string[]>;
    zrevrange(key: Key, start: number, stop: number, ...args: Value[]): Promise<string[]>;
    zrangebyscore(key: Key, min: Value, max: Value, ...args: Value[]): Promise<string[]>;
    zremrangebyscore(key: Key, min: Value, max: Value): Promise<number>;
    zincrby(key: Key, by: number, member: Value): Promise<string>;
    zscore(key: Key, member: Value): Promise<string | null>;
    zcard(key: Key): Promise<number>;
    zcount(key: Key, min: Value, max: Value): Promise<number>;
    xadd(key: Key, ...args: Value[]): Promise<string | null>;
    xlen(key: Key): Promise<number>;
    xrange(key: Key, start: Value, end: Value, ...args: Value[]): Promise<[id: string, fields: string[]][]>;
    xack(key: Key, group: string, ...ids: Value[]): Promise<number>;
    xdel(key: Key, ...ids: Value[]): Promise<number>;
    xgroup(...args: Value[]): Promise<unknown>;
    xreadgroup(...args: Value[]): Promise<unknown>;
    xread(...args: Value[]): Promise<unknown>;
    xpending(key: Key, group: string, ...args: Value[]): Promise<unknown>;
    xclaim(key: Key, ...args: Value[]): Promise<unknown>;
    publish(channel: string, message: Value): Promise<number>;
    eval(script: string, keyCount: number, ...keysAndArgs: Value[]): Promise<unknown>;
    evalsha(sha: string, keyCount: number, ...keysAndArgs: Value[]): Promise<unknown>;
    ping(message?: string): Promise<string>;
    time(): Promise<[seconds: string, microseconds: string]>;
  }

  /** Commands in a row; `exec` carries them out. */
  export interface Chain {
    /** The error or reply of each; null when a transaction was given up. */
    exec(): Promise<[error: Error | null, reply: unknown][] | null>;
    call(command: string, ...args: Value[]): this;

    get(key: Key): this;
    set(key: Key, value: Value, ...args: Value[]): this;
    setex(key: Key, seconds: number, value: Value): this;
    setnx(key: Key, value: Value): this;
    getset(key: Key, value: Value): this;
    getdel(key: Key): this;
    append(key: Key, value: Value): this;
    strlen(key: Key): this;
    mget(...keys: Key[]): this;
    mset(...pairs: Value[]): this;
    del(...keys: Key[]): this;
    unlink(...keys: Key[]): this;
    exists(...keys: Key[]): this;
    expire(key: Key, seconds: number): this;
    pexpire(key: Key, milliseconds: number): this;
    persist(key: Key): this;
    ttl(key: Key): this;
    pttl(key: Key): this;
    type(key: Key): this;
    rename(key: Key, to: Key): this;
    keys(pattern: string): this;
    scan(cursor: Value, ...args: Value[]): this;
    incr(key: Key): this;
    incrby(key: Key, by: number): this;
    incrbyfloat(key: Key, by: number): this;
    decr(key: Key): this;
    decrby(key: Key, by: number): this;
    hget(key: Key, field: Value): this;
    hset(key: Key, ...pairs: (Value | Record<string, Value> | Map<string, Value>)[]): this;
    hsetnx(key: Key, field: Value, value: Value): this;
    hmget(key: Key, ...fields: Value[]): this;
    hgetall(key: Key): this;
    hdel(key: Key, ...fields: Value[]): this;
    hexists(key: Key, field: Value): this;
    hincrby(key: Key, field: Value, by: number): this;
    hkeys(key: Key): this;
    hvals(key: Key): this;
    hlen(key: Key): this;
    hscan(key: Key, cursor: Value, ...args: Value[]): this;
    lpush(key: Key, ...values: Value[]): this;
    rpush(key: Key, ...values: Value[]): this;
    lpop(key: Key): this;
    rpop(key: Key): this;
    lrange(key: Key, start: number, stop: number): this;
    lindex(key: Key, index: number): this;
    llen(key: Key): this;
    lrem(key: Key, count: number, value: Value): this;
    ltrim(key: Key, start: number, stop: number): this;
    sadd(key: Key, ...members: Value[]): this;
    srem(key: Key, ...members: Value[]): this;
    smembers(key: Key): this;
    sismember(key: Key, member: Value): this;
    scard(key: Key): this;
    spop(key: Key): this;
    zadd(key: Key, ...scoresAndMembers: Value[]): this;
    zrem(key: Key, ...members: Value[]): this;
    zrange(key: Key, start: Value, stop: Value, ...args: Value[]): this;
    zrevrange(key: Key, start: number, stop: number, ...args: Value[]): this;
    zrangebyscore(key: Key, min: Value, max: Value, ...args: Value[]): this;
    zremrangebyscore(key: Key, min: Value, max: Value): this;
    zincrby(key: Key, by: number, member: Value): this;
    zscore(key: Key, member: Value): this;
    zcard(key: Key): this;
    zcount(key: Key, min: Value, max: Value): this;
    xadd(key: Key, ...args: Value[]): this;
    xlen(key: Key): this;
    xrange(key: Key, start: Value, end: Value, ...args: Value[]): this;
    xack(key: Key, group: string, ...ids: Value[]): this;
    xdel(key: Key, ...ids: Value[]): this;
    xgroup(...args: Value[]): this;
    xreadgroup(...args: Value[]): this;
    xread(...args: Value[]): this;
    xpending(key: Key, group: string, ...args: Value[]): this;
    xclaim(key: Key, ...args: Value[]): this;
    publish(channel: string, message: Value): this;
    eval(script: string, keyCount: number, ...keysAndArgs: Value[]): this;
    evalsha(sha: string, keyCount: number, ...keysAndArgs: Value[]): this;
    ping(message?: string): this;
    time(): this;
  }

  export interface Message {
    channel: string;
    message: string;
    /** The pattern that the channel matched. */
    pattern?: string;
  }

  /**
   * What a call listens to. It ends with the call. Up to 1000 messages wait to
   * be read; then the oldest is lost.
   */
  export interface Subscription extends AsyncIterable<Message> {
    /** The next message; null when none came in time. */
    next(options?: { timeout?: Timeout }): Promise<Message | null>;
    /** How many messages were lost because nobody read them. */
    readonly dropped: number;
    close(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
  }

  export const redis: HostRedis;
  export default redis;
}
