// The client: what state it is in, and what happens when its server goes away.
import native from "host:internal/redis";
import { EventEmitter } from "node:events";
import { buffers, type Command, nodeify } from "./command.ts";
import { Commander } from "./commander.ts";
import { CONNECTION_CLOSED, MaxRetriesPerRequestError, ReplyError } from "./errors.ts";
import { parse, target } from "./options.ts";
import { Pipeline, transaction, wrapMultiResult } from "./pipeline.ts";
import { ScanStream } from "./scan.ts";

type Any = any;

const subscriber = new Set(["subscribe", "psubscribe", "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe", "ping", "quit"]);
const messageEvents: Record<string, string> = { subscribe: "message", psubscribe: "pmessage", ssubscribe: "smessage" };

export class Redis extends Commander {
  static Promise = Promise;
  static createClient(...args: Any[]): Redis {
    return new Redis(...args);
  }

  status = "wait";
  isCluster = false;
  retryAttempts = 0;
  /** Which channels are subscribed to; undefined when none is. */
  private subscribed?: Record<string, Set<string>>;
  private manuallyClosing = false;
  private reconnectTimeout: Any = null;
  private queued = 0;
  private native: Any;

  constructor(...args: Any[]) {
    super();
    (EventEmitter as Any).call(this);
    this.options = parse(args);
    this.native = native.client(target(this.options), {
      replyError: (message: string) => new ReplyError(message),
      lost: (error: Error) => this.onLost(error),
      message: (pattern: string, channel: string, payload: Uint8Array) => this.onMessage(pattern, channel, payload),
    });
    for (const [name, definition] of Object.entries<Any>(this.options.scripts ?? {})) this.defineCommand(name, definition);
    if (this.options.lazyConnect) this.setStatus("wait");
    else this.open();
  }

  get mode(): string {
    return this.subscribed ? "subscriber" : "normal";
  }

  get condition(): Any {
    return { select: this.options.db, subscriber: this.subscribed ?? false };
  }

  private setStatus(status: string, arg?: Any): void {
    this.status = status;
    queueMicrotask(() => (this as Any).emit(status, arg));
  }

  silentEmit(event: string, error?: Any): boolean {
    if (event === "error") {
      if (this.status === "end") return false;
      if (this.manuallyClosing && error instanceof Error && (error.message === CONNECTION_CLOSED || ["connect", "read"].includes((error as Any).syscall))) return false;
    }
    if ((this as Any).listenerCount(event) > 0) return (this as Any).emit(event, error);
    if (event === "error") console.error("[ioredis] Unhandled error event:", error?.stack ?? error);
    return false;
  }

  /** Connects, and waits until that is done. */
  connect(callback?: Any): Promise<void> {
    if (this.status === "connecting" || this.status === "connect" || this.status === "ready") {
      return nodeify(Promise.reject(new Error("Redis is already connecting/connected")), callback);
    }
    const release = this.native.hold();
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
    this.native.open((error: Any, own: boolean) => {
      if (!error) {
        this.setStatus("connect");
        this.setStatus("ready");
        this.retryAttempts = 0;
        return;
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
      if (this.queued > 0) await this.after();
      this.disconnect();
      return "OK";
    };
    return nodeify(done(), callback);
  }

  private idle: (() => void)[] = [];

  /** Ends when no command waits for its reply. */
  private after(): Promise<void> {
    return new Promise((resolve) => this.idle.push(resolve));
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
    if (!this.usable()) {
      const message = this.status === "end" ? CONNECTION_CLOSED : "Stream isn't writeable and enableOfflineQueue options is false";
      for (const command of group) command.reject(new Error(message));
      return;
    }
    const bytes = group.some((command) => command.bytes);
    this.queued++;
    this.native
      .send(
        group.map((command) => command.frame),
        {
          timeout: this.options.commandTimeout ?? 0,
          alone: !pipeline && group.some((command) => command.alone),
          stringNumbers: !!this.options.stringNumbers,
          bytes,
        },
      )
      .then(
        (results: Any[]) => {
          results.forEach(([error, reply], i) => settle(group[i], error, bytes ? decode(group[i], reply) : reply));
        },
        (error: Any) => {
          for (const command of group) command.reject(error);
        },
      )
      .finally(() => {
        if (--this.queued === 0) for (const resolve of this.idle.splice(0)) resolve();
      });
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

  pipeline(commands?: Any[][]): Pipeline {
    const pipeline = new Pipeline(this);
    return Array.isArray(commands) ? pipeline.addBatch(commands) : pipeline;
  }

  multi(commands?: Any, options?: Any): Any {
    if (options === undefined && !Array.isArray(commands)) [options, commands] = [commands, null];
    if (options?.pipeline === false) return this.call("multi");
    return transaction(this, commands);
  }

  exec(callback?: Any): Promise<Any> {
    return nodeify(this.call("exec").then((replies: Any) => (Array.isArray(replies) ? wrapMultiResult(replies) : replies)), callback);
  }

  scanStream(options?: Any): ScanStream {
    return this.stream("scan", undefined, options);
  }
  sscanStream(key: Any, options?: Any): ScanStream {
    return this.stream("sscan", key, options);
  }
  hscanStream(key: Any, options?: Any): ScanStream {
    return this.stream("hscan", key, options);
  }
  zscanStream(key: Any, options?: Any): ScanStream {
    return this.stream("zscan", key, options);
  }
  scanBufferStream(options?: Any): ScanStream {
    return this.stream("scanBuffer", undefined, options);
  }
  sscanBufferStream(key: Any, options?: Any): ScanStream {
    return this.stream("sscanBuffer", key, options);
  }
  hscanBufferStream(key: Any, options?: Any): ScanStream {
    return this.stream("hscanBuffer", key, options);
  }
  zscanBufferStream(key: Any, options?: Any): ScanStream {
    return this.stream("zscanBuffer", key, options);
  }

  private stream(command: string, key: Any, options?: Any): ScanStream {
    return new ScanStream({ objectMode: true, key, redis: this, command, ...options });
  }
}

// A client is an EventEmitter beside being a Commander.
for (const name of Object.getOwnPropertyNames(EventEmitter.prototype)) {
  if (name !== "constructor" && !(name in Redis.prototype)) {
    Object.defineProperty(Redis.prototype, name, Object.getOwnPropertyDescriptor(EventEmitter.prototype, name)!);
  }
}
Object.setPrototypeOf(Commander.prototype, EventEmitter.prototype);

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
