// The client of one server: what state it is in, and what happens when its
// server goes away.
import native from "host:internal/redis";
import { Client } from "./client.ts";
import { AbortError, buffers, type Command, CONNECTION_CLOSED, MaxRetriesPerRequestError, nodeify, ReplyError, type ScanStream } from "host:internal/redis-commands";
import { parse, retryStrategy, target } from "./options.ts";

type Any = any;

const subscriber = new Set(["subscribe", "psubscribe", "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe", "ping", "quit"]);
/** Why commands end that are not to be sent again. */
const ABORTED = "Command aborted due to connection close";
const messageEvents: Record<string, string> = { subscribe: "message", psubscribe: "pmessage", ssubscribe: "smessage" };

export class Redis extends Client {
  static Promise = Promise;
  /** A Cluster's constructor, which stands on this one. */
  declare static Cluster: new (nodes: Any[], options?: Any) => Any;
  /** @ignore When to connect again unless options say. */
  static retry = retryStrategy;
  static createClient(...args: Any[]): Redis {
    return new Redis(...args);
  }

  isCluster = false;
  /** Which channels are subscribed to; undefined when none is. */
  private subscribed?: Record<string, Set<string>>;
  private sentinelAttempts = 0;
  private queued = 0;
  private native: Any;

  constructor(...args: Any[]) {
    super();
    this.options = parse(args);
    const { startupNodes, ...redisOptions } = this.options;
    if (startupNodes) return new Redis.Cluster(startupNodes, { redisOptions, lazyConnect: redisOptions.lazyConnect });
    this.native = native.client(target(this.options), {
      resend: this.options.autoResendUnfulfilledCommands,
      replyError: (message: string) => new ReplyError(message),
      lost: (error: Error) => this.onLost(error),
      message: (pattern: string, channel: string, payload: Uint8Array) => this.onMessage(pattern, channel, payload),
    });
    this.defineScripts();
    if (this.options.lazyConnect) this.setStatus("wait");
    else this.open();
  }

  get mode(): string {
    return this.subscribed ? "subscriber" : "normal";
  }

  get condition(): Any {
    return { select: this.options.db, subscriber: this.subscribed ?? false };
  }

  /** Connects, and waits until that is done. */
  connect(callback?: Any): Promise<void> {
    if (this.status === "connecting" || this.status === "connect" || this.status === "ready") {
      return nodeify(Promise.reject(new Error("Redis is already connecting/connected")), callback);
    }
    const release = native.hold();
    const self = this as Any;
    const promise = new Promise<void>((resolve, reject) => {
      const ready = () => {
        self.removeListener("close", closed);
        resolve();
      };
      const closed = () => {
        self.removeListener("ready", ready);
        reject(new Error(CONNECTION_CLOSED));
      };
      self.once("ready", ready);
      self.once("close", closed);
    });
    promise.then(release, release);
    this.open();
    return nodeify(promise, callback);
  }

  private open(): void {
    this.setStatus("connecting");
    this.manuallyClosing = false;
    this.sentinelAttempts = 0;
    this.reach();
  }

  /** Tries to reach the server until that is possible, or known not to be. */
  private reach(): void {
    const again = (delay: number) => {
      this.reconnectTimeout = setTimeout(() => {
        this.reconnectTimeout = null;
        this.reach();
      }, delay);
    };
    this.native.open((error: Any, own: boolean, sentinels: boolean) => {
      const loading = own && error?.message.startsWith("LOADING");
      if (!error || (loading && !this.options.enableReadyCheck)) {
        this.setStatus("connect");
        this.setStatus("ready");
        this.retryAttempts = 0;
        return;
      }
      if (loading) return again(Math.min(1000, this.options.maxLoadingRetryTime || 1000));
      if (sentinels) {
        const delay = this.options.sentinelRetryStrategy?.(++this.sentinelAttempts);
        const retry = typeof delay === "number" ? `Retrying from scratch after ${delay}ms.` : "and retry is disabled.";
        error = new Error(`All sentinels are unreachable${typeof delay === "number" ? "." : ""} ${retry} Last error: ${error.message}`);
        this.silentEmit("error", error);
        if (typeof delay === "number") return again(delay);
        this.flush(error);
        return this.end_();
      }
      if (own) {
        if (error.message.startsWith("NOAUTH")) error = new Error("Ready check failed: " + error.message);
        this.setStatus("connect");
        this.flush(error);
      }
      this.onLost(error);
    });
  }

  /** The server cannot be reached any more, or yet. */
  private onLost(error?: Any): void {
    if (error) this.silentEmit("error", error);
    this.setStatus("close");
    if (this.manuallyClosing) return this.end_();
    const { retryStrategy, maxRetriesPerRequest } = this.options;
    if (typeof retryStrategy !== "function") return this.end_();
    const delay = retryStrategy(++this.retryAttempts);
    if (typeof delay !== "number") return this.end_();
    this.setStatus("reconnecting", delay);
    this.reconnectTimeout = setTimeout(() => {
      this.reconnectTimeout = null;
      this.open();
    }, delay);
    if (typeof maxRetriesPerRequest === "number" && maxRetriesPerRequest >= 0 && this.retryAttempts % (maxRetriesPerRequest + 1) === 0) {
      this.flush(new MaxRetriesPerRequestError(maxRetriesPerRequest));
    }
  }

  private end_(): void {
    this.manuallyClosing = false;
    this.subscribed = undefined;
    this.setStatus("end");
    this.flush(new Error(CONNECTION_CLOSED));
  }

  private flush(error: Error): void {
    this.native.fail(error);
  }

  disconnect(reconnect = false): void {
    if (this.status === "end") return;
    if (!reconnect) this.manuallyClosing = true;
    if (this.reconnectTimeout && !reconnect) {
      clearTimeout(this.reconnectTimeout);
      this.reconnectTimeout = null;
    }
    const waiting = this.status === "wait" || this.status === "reconnecting";
    this.native.close();
    if (waiting) this.onLost();
    else queueMicrotask(() => this.onLost());
  }

  end(): void {
    this.disconnect();
  }

  /** Waits for the commands given before, then closes. */
  quit(callback?: Any): Promise<"OK"> {
    const done = async (): Promise<"OK"> => {
      if (this.status === "end") throw new Error(CONNECTION_CLOSED);
      await this.settled();
      this.disconnect();
      return "OK";
    };
    return nodeify(done(), callback);
  }

  private idle: (() => void)[] = [];

  /** @ignore Ends when no command waits for its reply. */
  settled(): Promise<void> {
    return this.queued === 0 ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
  }

  duplicate(override?: Any): Redis {
    return new Redis({ ...this.options, ...override });
  }

  monitor(): never {
    throw new Error("ioredis: monitor() does not work in the host: its connections are shared");
  }

  override sendCommand(command: Command): Promise<Any> {
    if (command.name === "quit") return this.quit();
    if (this.subscribed && !subscriber.has(command.name)) {
      command.reject(new Error("Connection in subscriber mode, only subscriber commands may be used"));
    } else if (command.name !== "ping" && subscriber.has(command.name)) {
      this.subscription(command);
    } else if (command.name === "monitor") {
      command.reject(new Error("ioredis: monitor() does not work in the host: its connections are shared"));
    } else {
      this.sendGroup([command], false);
    }
    return command.promise;
  }

  /** Sends commands in one piece and settles them. */
  sendGroup(group: Command[], pipeline: boolean): void {
    void this.transmit(group, pipeline).then(
      (results: Any[]) => {
        results.forEach(([error, reply], i) => (error ? this.failed(group[i]!, error) : group[i]!.resolve(reply)));
      },
      (error: Any) => {
        for (const command of group) command.reject(error);
      },
    );
  }

  /** Sends commands in one piece and gives [error, reply] for each. */
  transmit(group: Command[], pipeline: boolean): Promise<Any[]> {
    if (!this.usable()) {
      return Promise.reject(new Error(this.status === "end" ? CONNECTION_CLOSED : "Stream isn't writeable and enableOfflineQueue options is false"));
    }
    const bytes = group.some((command) => command.bytes);
    const { commandTimeout = 0 } = this.options;
    const patience = pipeline ? 0 : this.patience(group[0]!);
    const silent = patience > 0 && !(commandTimeout > 0 && commandTimeout <= patience);
    this.queued++;
    return this.native
      .send(
        group.map((command) => command.frame),
        {
          timeout: silent ? patience : commandTimeout,
          alone: !pipeline && group.some((command) => command.alone),
          stringNumbers: !!this.options.stringNumbers,
          bytes,
        },
      )
      .then(
        (results: Any[]) =>
          results.map(([error, reply], i) => {
            if (error) error.command = { name: group[i]!.name, args: group[i]!.args };
            return [error, bytes && !error ? decode(group[i]!, reply) : reply];
          }),
        (error: Any) => {
          if (silent && error?.message === "Command timed out") return [[null, null]];
          if (error?.message === ABORTED) throw new AbortError(ABORTED);
          throw error;
        },
      )
      .finally(() => {
        if (--this.queued === 0) for (const resolve of this.idle.splice(0)) resolve();
      });
  }

  /** How long a command that blocks may take before its reply is null; 0 when that is not bounded. */
  private patience(command: Command): number {
    const { blockingTimeout, blockingTimeoutGrace } = this.options;
    if (!(blockingTimeout > 0) || !command.blocks) return 0;
    const own = command.blockingTime;
    return own > 0 ? own + (blockingTimeoutGrace ?? 100) : blockingTimeout;
  }

  /** Tells a command its error reply, unless reconnectOnError has it sent again. */
  private failed(command: Command, error: Any): void {
    const what = this.options.reconnectOnError?.(error);
    if (what === true || what === 1 || what === 2) {
      if (this.status !== "reconnecting") this.disconnect(true);
      if (what === 2) return this.sendGroup([command], false);
    }
    command.reject(error);
  }

  /** Connects when nothing did; says whether commands may be given now. */
  private usable(): boolean {
    if (this.status === "wait") this.open();
    return this.status !== "end" && (this.status === "ready" || this.options.enableOfflineQueue);
  }

  private subscription(command: Command): void {
    if (!this.usable()) {
      command.reject(new Error(CONNECTION_CLOSED));
      return;
    }
    const on = !command.name.includes("unsubscribe");
    const kind = command.name.replace("unsubscribe", "subscribe");
    const sets = (this.subscribed ??= { subscribe: new Set(), psubscribe: new Set(), ssubscribe: new Set() });
    const channels = command.args.map(String);
    const answers = channels.length || sets[kind].size || 1;
    for (const channel of channels) on ? sets[kind].add(channel) : sets[kind].delete(channel);
    if (!on && channels.length === 0) sets[kind].clear();
    this.native.subscribe(command.name, channels, answers).then(
      (count: number) => {
        if (count === 0) this.subscribed = undefined;
        command.resolve(count);
      },
      (error: Any) => {
        this.subscribed = undefined;
        command.reject(error);
      },
    );
  }

  private onMessage(pattern: string, channel: string, payload: Uint8Array): void {
    const bytes = buffers(payload);
    const self = this as Any;
    const kind = pattern ? "psubscribe" : this.subscribed?.ssubscribe.has(channel) ? "ssubscribe" : "subscribe";
    const event = messageEvents[kind];
    const names = pattern ? [pattern, channel] : [channel];
    if (self.listenerCount(event) > 0) self.emit(event, ...names, bytes.toString());
    self.emit(event + "Buffer", ...(pattern ? [pattern, Buffer.from(channel)] : [Buffer.from(channel)]), bytes);
  }

  scanStream(options?: Any): ScanStream {
    return this.stream("scan", undefined, options);
  }
  scanBufferStream(options?: Any): ScanStream {
    return this.stream("scanBuffer", undefined, options);
  }
}

/** In a pipeline of both kinds, each command gets the kind that it asked for. */
function decode(command: Command, reply: Any): Any {
  const text = (v: Any): Any => (Array.isArray(v) ? v.map(text) : Buffer.isBuffer(v) ? v.toString() : v);
  const all = buffers(reply);
  return command.bytes ? all : text(all);
}
