// Code generated from bundler/shims/ioredis/index.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: ca678cc1637669e80a60b2782c24f006a959ef978a033aac9af380e8e493bf34
var __lazy = (load, names) => names.reduce((all, name) => Object.defineProperty(all, name, {
  configurable: true,
  enumerable: true,
  get() {
    const value = load()[name];
    if (value !== undefined) Object.defineProperty(all, name, { value });
    return value;
  }
}), {});
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target2, all) => {
  for (var name in all)
    __defProp(target2, name, { get: all[name], enumerable: true, configurable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target2) => !isNodeMode && mod != null && mod.__esModule ? mod : (target2 = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target2, "default", { value: mod, enumerable: true }) : target2,
  mod
));
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });

// bundler/shims/ioredis/index.ts
var index_exports = {};
__export(index_exports, {
  AbortError: () => import_redis_commands4.AbortError,
  Cluster: () => Cluster,
  Command: () => import_redis_commands4.Command,
  MaxRetriesPerRequestError: () => import_redis_commands4.MaxRetriesPerRequestError,
  Pipeline: () => import_redis_commands4.Pipeline,
  Redis: () => Redis,
  ReplyError: () => import_redis_commands4.ReplyError,
  ScanStream: () => import_redis_commands4.ScanStream,
  default: () => index_default,
  print: () => print
});
module.exports = __toCommonJS(index_exports);

// bundler/shims/ioredis/cluster.ts
var import_redis4 = __toESM(require("host:internal/redis"));

// bundler/shims/ioredis/client.ts
var import_node_events = __lazy(() => require("node:events"), ["EventEmitter"]);
var import_redis_commands = require("host:internal/redis-commands");
var Client = class extends import_redis_commands.Commander {
  status = "wait";
  retryAttempts = 0;
  manuallyClosing = false;
  reconnectTimeout = null;
  constructor() {
    super();
    import_node_events.EventEmitter.call(this);
  }
  /** The scripts that the options define. */
  defineScripts() {
    for (const [name, definition] of Object.entries(this.options.scripts ?? {})) this.defineCommand(name, definition);
  }
  setStatus(status, arg) {
    this.status = status;
    queueMicrotask(() => this.emit(status, arg));
  }
  silentEmit(event, error) {
    if (event === "error") {
      if (this.status === "end") return false;
      if (this.manuallyClosing && error instanceof Error && (error.message === import_redis_commands.CONNECTION_CLOSED || ["connect", "read"].includes(error.syscall))) return false;
    }
    if (this.listenerCount(event) > 0) return this.emit(event, error);
    if (event === "error") console.error("[ioredis] Unhandled error event:", error?.stack ?? error);
    return false;
  }
  pipeline(commands) {
    const pipeline = new import_redis_commands.Pipeline(this);
    return Array.isArray(commands) ? pipeline.addBatch(commands) : pipeline;
  }
  multi(commands, options) {
    if (options === void 0 && !Array.isArray(commands)) [options, commands] = [commands, null];
    if (options?.pipeline === false) return this.call("multi");
    return (0, import_redis_commands.transaction)(this, commands);
  }
  exec(callback) {
    return (0, import_redis_commands.nodeify)(this.call("exec").then((replies) => Array.isArray(replies) ? (0, import_redis_commands.wrapMultiResult)(replies) : replies), callback);
  }
  sscanStream(key, options) {
    return this.stream("sscan", key, options);
  }
  hscanStream(key, options) {
    return this.stream("hscan", key, options);
  }
  zscanStream(key, options) {
    return this.stream("zscan", key, options);
  }
  sscanBufferStream(key, options) {
    return this.stream("sscanBuffer", key, options);
  }
  hscanBufferStream(key, options) {
    return this.stream("hscanBuffer", key, options);
  }
  zscanBufferStream(key, options) {
    return this.stream("zscanBuffer", key, options);
  }
  stream(command, key, options) {
    return new import_redis_commands.ScanStream({ objectMode: true, key, redis: this, command, ...options });
  }
};
Object.setPrototypeOf(import_redis_commands.Commander.prototype, import_node_events.EventEmitter.prototype);

// bundler/shims/ioredis/cluster.ts
var import_redis_commands3 = require("host:internal/redis-commands");

// bundler/shims/ioredis/nodes.ts
var import_node_events2 = __lazy(() => require("node:events"), ["EventEmitter"]);

// bundler/shims/ioredis/redis.ts
var import_redis2 = __toESM(require("host:internal/redis"));
var import_redis_commands2 = require("host:internal/redis-commands");

// bundler/shims/ioredis/options.ts
var import_redis = __toESM(require("host:internal/redis"));
var import_node_process = __lazy(() => __toESM(require("node:process")), ["default"]);
var retryStrategy = (times) => Math.min(times * 50, 2e3);
var defaults = {
  port: 6379,
  host: "localhost",
  family: 0,
  connectTimeout: 1e4,
  retryStrategy,
  connectionName: null,
  sentinels: null,
  name: null,
  role: "master",
  sentinelRetryStrategy: (times) => Math.min(times * 10, 1e3),
  natMap: null,
  enableTLSForSentinelMode: false,
  username: null,
  password: null,
  db: 0,
  enableOfflineQueue: true,
  enableReadyCheck: true,
  autoResubscribe: true,
  autoResendUnfulfilledCommands: true,
  lazyConnect: false,
  keyPrefix: "",
  reconnectOnError: null,
  readOnly: false,
  stringNumbers: false,
  maxRetriesPerRequest: 20,
  maxLoadingRetryTime: 1e4,
  enableAutoPipelining: false,
  autoPipeliningIgnoredCommands: [],
  blockingTimeoutGrace: 100
};
var refused = {
  Connector: "the host makes the connections: give an address, sentinels or a Cluster",
  monitor: "connections are shared: use redis-cli monitor",
  preferredSlaves: "the replica is chosen at random: give the address of the one that is wanted",
  lookup: "the host looks names up: give the address",
  localAddress: "the host makes the connections",
  localPort: "the host makes the connections",
  fd: "the host makes the connections",
  onread: "the host reads the connections",
  signal: "use disconnect()"
};
var ofTLS = /* @__PURE__ */ new Set(["ca", "cert", "key", "servername", "rejectUnauthorized"]);
function refuse(options, reasons) {
  for (const [name, reason] of Object.entries(reasons)) {
    if (options[name]) throw new Error(`ioredis: the option "${name}" does not work in the host: ${reason}`);
  }
}
function parse(args) {
  const given = {};
  for (const arg of args) {
    if (arg === void 0 || arg === null) continue;
    if (typeof arg === "object") fill(given, arg);
    else if (typeof arg === "number") given.port = arg;
    else if (typeof arg !== "string") throw new Error(`Invalid argument ${arg}`);
    else if (/^\d+$/.test(arg)) given.port = Number(arg);
    else if (arg.startsWith("/")) given.path = arg;
    else if (arg.includes("://")) fill(given, fromURL(arg));
    else if (args[0] === arg) fill(given, fromURL(`redis://${arg}`));
    else given.host = arg;
  }
  const env = import_node_process.default.env.REDIS_URL;
  if (env && !["host", "port", "path", "sentinels", "startupNodes"].some((name) => given[name] !== void 0)) fill(given, fromURL(env));
  const options = { ...defaults, ...given };
  if (typeof options.port === "string") options.port = Number.parseInt(options.port, 10);
  if (typeof options.db === "string") options.db = Number.parseInt(options.db, 10);
  check(options);
  return options;
}
function check(o) {
  refuse(o, refused);
  if (o.autoResubscribe === false) throw new Error('ioredis: the option "autoResubscribe" does not work in the host when it is false: subscriptions are always made again');
  if (!o.sentinels) {
    for (const name of ["natMap", "sentinelPassword", "sentinelUsername"]) {
      if (o[name]) throw new Error(`ioredis: the option "${name}" is for sentinels and clusters: give "sentinels" too`);
    }
    return;
  }
  if (!o.sentinels.length) throw new Error("Requires at least one sentinel to connect to.");
  if (!o.name) throw new Error("Requires the name of master.");
  if (typeof o.natMap === "function") throw new Error('ioredis: the option "natMap" does not work in the host when it is a function: give an object');
  const [servers, sentinels] = [o.enableTLSForSentinelMode ? o.tls : void 0, o.sentinelTLS].map((tls) => JSON.stringify(ownTLS(tls)));
  if (servers !== sentinels) {
    throw new Error('ioredis: the option "sentinelTLS" does not work in the host unless it is the same as "tls" with enableTLSForSentinelMode: sentinels and servers are reached in one way');
  }
}
function fill(into, from) {
  for (const key of Object.keys(from)) if (into[key] === void 0) into[key] = from[key];
}
function fromURL(text2) {
  if (/^(rediss?\+|unix:)/.test(text2)) return fromHostURL(text2);
  const url = new URL(text2);
  const result = {};
  if (url.username) result.username = decodeURIComponent(url.username);
  if (url.password) result.password = decodeURIComponent(url.password);
  if (url.hostname) result.host = url.hostname.replace(/^\[|\]$/g, "");
  if (url.port) result.port = Number(url.port);
  if (url.protocol === "rediss:") result.tls = true;
  const path = decodeURIComponent(url.pathname);
  if (!url.hostname && path) result.path = path;
  else if (/^\/\d+$/.test(path)) result.db = Number(path.slice(1));
  for (const [key, value] of url.searchParams) {
    if (result.tls && ofTLS.has(key)) result.tls = import_redis.default.parse(text2).tls;
    else result[key] = value;
  }
  return result;
}
function fromHostURL(text2) {
  const t = import_redis.default.parse(text2);
  const result = { username: t.username || void 0, password: t.password || void 0, db: t.db };
  if (t.tls) result.tls = t.tls;
  if (t.path) result.path = t.path;
  if (t.mode === "cluster") result.startupNodes = t.addrs.map(split);
  if (t.mode === "sentinel") {
    Object.assign(result, { sentinels: t.addrs.map(split), name: t.master, enableTLSForSentinelMode: !!t.tls, sentinelTLS: result.tls });
  }
  return result;
}
function split(address) {
  const at = address.lastIndexOf(":");
  return { host: address.slice(0, at).replace(/^\[|\]$/g, ""), port: Number(address.slice(at + 1)) };
}
var join = (host, port) => host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
var text = (v) => v === void 0 || v === null ? "" : Array.isArray(v) ? v.map(String).join("\n") : String(v);
function ownTLS(tls) {
  if (!tls) return null;
  if (typeof tls === "string") throw new Error('ioredis: the option "tls" does not work in the host when it is the name of a profile: give an object');
  for (const name of Object.keys(tls)) {
    if (!ofTLS.has(name) && tls[name] !== void 0) throw new Error(`ioredis: the option "tls.${name}" does not work in the host, which has ${[...ofTLS].join(", ")}`);
  }
  return { ca: text(tls.ca), cert: text(tls.cert), key: text(tls.key), servername: text(tls.servername), rejectUnauthorized: tls.rejectUnauthorized };
}
function target(o) {
  const common = {
    username: text(o.username),
    password: text(o.password),
    db: o.db ?? 0,
    connectTimeout: Number(o.connectTimeout ?? 0),
    socketTimeout: Number(o.socketTimeout ?? 0),
    name: text(o.connectionName),
    family: Number(o.family ?? 0)
  };
  if (!o.sentinels) return { ...common, host: text(o.host), port: o.port, path: text(o.path), tls: ownTLS(o.tls), readOnly: !!o.readOnly };
  const natMap = Object.entries(o.natMap ?? {}).map(([from, to]) => [join(split(from).host, split(from).port), join(to.host, to.port)]);
  return {
    ...common,
    mode: "sentinel",
    addrs: o.sentinels.map((s) => join(s.host ?? "localhost", s.port ?? 26379)),
    master: text(o.name),
    sentinelUsername: text(o.sentinelUsername),
    sentinelPassword: text(o.sentinelPassword),
    natMap: Object.fromEntries(natMap),
    tls: o.enableTLSForSentinelMode ? ownTLS(o.tls) : null,
    readOnly: o.role === "slave"
  };
}

// bundler/shims/ioredis/redis.ts
var subscriber = /* @__PURE__ */ new Set(["subscribe", "psubscribe", "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe", "ping", "quit"]);
var ABORTED = "Command aborted due to connection close";
var messageEvents = { subscribe: "message", psubscribe: "pmessage", ssubscribe: "smessage" };
var Redis = class _Redis extends Client {
  static Promise = Promise;
  /** @ignore When to connect again unless options say. */
  static retry = retryStrategy;
  static createClient(...args) {
    return new _Redis(...args);
  }
  isCluster = false;
  /** Which channels are subscribed to; undefined when none is. */
  subscribed;
  sentinelAttempts = 0;
  queued = 0;
  native;
  constructor(...args) {
    super();
    this.options = parse(args);
    const { startupNodes, ...redisOptions } = this.options;
    if (startupNodes) return new _Redis.Cluster(startupNodes, { redisOptions, lazyConnect: redisOptions.lazyConnect });
    this.native = import_redis2.default.client(target(this.options), {
      resend: this.options.autoResendUnfulfilledCommands,
      replyError: (message) => new import_redis_commands2.ReplyError(message),
      lost: (error) => this.onLost(error),
      message: (pattern, channel, payload) => this.onMessage(pattern, channel, payload)
    });
    this.defineScripts();
    if (this.options.lazyConnect) this.setStatus("wait");
    else this.open();
  }
  get mode() {
    return this.subscribed ? "subscriber" : "normal";
  }
  get condition() {
    return { select: this.options.db, subscriber: this.subscribed ?? false };
  }
  /** Connects, and waits until that is done. */
  connect(callback) {
    if (this.status === "connecting" || this.status === "connect" || this.status === "ready") {
      return (0, import_redis_commands2.nodeify)(Promise.reject(new Error("Redis is already connecting/connected")), callback);
    }
    const release = import_redis2.default.hold();
    const self = this;
    const promise = new Promise((resolve, reject) => {
      const ready = () => {
        self.removeListener("close", closed);
        resolve();
      };
      const closed = () => {
        self.removeListener("ready", ready);
        reject(new Error(import_redis_commands2.CONNECTION_CLOSED));
      };
      self.once("ready", ready);
      self.once("close", closed);
    });
    promise.then(release, release);
    this.open();
    return (0, import_redis_commands2.nodeify)(promise, callback);
  }
  open() {
    this.setStatus("connecting");
    this.manuallyClosing = false;
    this.sentinelAttempts = 0;
    this.reach();
  }
  /** Tries to reach the server until that is possible, or known not to be. */
  reach() {
    const again = (delay) => {
      this.reconnectTimeout = setTimeout(() => {
        this.reconnectTimeout = null;
        this.reach();
      }, delay);
    };
    this.native.open((error, own, sentinels) => {
      const loading = own && error?.message.startsWith("LOADING");
      if (!error || loading && !this.options.enableReadyCheck) {
        this.setStatus("connect");
        this.setStatus("ready");
        this.retryAttempts = 0;
        return;
      }
      if (loading) return again(Math.min(1e3, this.options.maxLoadingRetryTime || 1e3));
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
  onLost(error) {
    if (error) this.silentEmit("error", error);
    this.setStatus("close");
    if (this.manuallyClosing) return this.end_();
    const { retryStrategy: retryStrategy2, maxRetriesPerRequest } = this.options;
    if (typeof retryStrategy2 !== "function") return this.end_();
    const delay = retryStrategy2(++this.retryAttempts);
    if (typeof delay !== "number") return this.end_();
    this.setStatus("reconnecting", delay);
    this.reconnectTimeout = setTimeout(() => {
      this.reconnectTimeout = null;
      this.open();
    }, delay);
    if (typeof maxRetriesPerRequest === "number" && maxRetriesPerRequest >= 0 && this.retryAttempts % (maxRetriesPerRequest + 1) === 0) {
      this.flush(new import_redis_commands2.MaxRetriesPerRequestError(maxRetriesPerRequest));
    }
  }
  end_() {
    this.manuallyClosing = false;
    this.subscribed = void 0;
    this.setStatus("end");
    this.flush(new Error(import_redis_commands2.CONNECTION_CLOSED));
  }
  flush(error) {
    this.native.fail(error);
  }
  disconnect(reconnect = false) {
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
  end() {
    this.disconnect();
  }
  /** Waits for the commands given before, then closes. */
  quit(callback) {
    const done = async () => {
      if (this.status === "end") throw new Error(import_redis_commands2.CONNECTION_CLOSED);
      await this.settled();
      this.disconnect();
      return "OK";
    };
    return (0, import_redis_commands2.nodeify)(done(), callback);
  }
  idle = [];
  /** @ignore Ends when no command waits for its reply. */
  settled() {
    return this.queued === 0 ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
  }
  duplicate(override) {
    return new _Redis({ ...this.options, ...override });
  }
  monitor() {
    throw new Error("ioredis: monitor() does not work in the host: its connections are shared");
  }
  sendCommand(command) {
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
  sendGroup(group, pipeline) {
    void this.transmit(group, pipeline).then(
      (results) => {
        results.forEach(([error, reply], i) => error ? this.failed(group[i], error) : group[i].resolve(reply));
      },
      (error) => {
        for (const command of group) command.reject(error);
      }
    );
  }
  /** Sends commands in one piece and gives [error, reply] for each. */
  transmit(group, pipeline) {
    if (!this.usable()) {
      return Promise.reject(new Error(this.status === "end" ? import_redis_commands2.CONNECTION_CLOSED : "Stream isn't writeable and enableOfflineQueue options is false"));
    }
    const bytes = group.some((command) => command.bytes);
    const { commandTimeout = 0 } = this.options;
    const patience = pipeline ? 0 : this.patience(group[0]);
    const silent = patience > 0 && !(commandTimeout > 0 && commandTimeout <= patience);
    this.queued++;
    return this.native.send(
      group.map((command) => command.frame),
      {
        timeout: silent ? patience : commandTimeout,
        alone: !pipeline && group.some((command) => command.alone),
        stringNumbers: !!this.options.stringNumbers,
        bytes
      }
    ).then(
      (results) => results.map(([error, reply], i) => {
        if (error) error.command = { name: group[i].name, args: group[i].args };
        return [error, bytes && !error ? decode(group[i], reply) : reply];
      }),
      (error) => {
        if (silent && error?.message === "Command timed out") return [[null, null]];
        if (error?.message === ABORTED) throw new import_redis_commands2.AbortError(ABORTED);
        throw error;
      }
    ).finally(() => {
      if (--this.queued === 0) for (const resolve of this.idle.splice(0)) resolve();
    });
  }
  /** How long a command that blocks may take before its reply is null; 0 when that is not bounded. */
  patience(command) {
    const { blockingTimeout, blockingTimeoutGrace } = this.options;
    if (!(blockingTimeout > 0) || !command.blocks) return 0;
    const own = command.blockingTime;
    return own > 0 ? own + (blockingTimeoutGrace ?? 100) : blockingTimeout;
  }
  /** Tells a command its error reply, unless reconnectOnError has it sent again. */
  failed(command, error) {
    const what = this.options.reconnectOnError?.(error);
    if (what === true || what === 1 || what === 2) {
      if (this.status !== "reconnecting") this.disconnect(true);
      if (what === 2) return this.sendGroup([command], false);
    }
    command.reject(error);
  }
  /** Connects when nothing did; says whether commands may be given now. */
  usable() {
    if (this.status === "wait") this.open();
    return this.status !== "end" && (this.status === "ready" || this.options.enableOfflineQueue);
  }
  subscription(command) {
    if (!this.usable()) {
      command.reject(new Error(import_redis_commands2.CONNECTION_CLOSED));
      return;
    }
    const on = !command.name.includes("unsubscribe");
    const kind = command.name.replace("unsubscribe", "subscribe");
    const sets = this.subscribed ??= { subscribe: /* @__PURE__ */ new Set(), psubscribe: /* @__PURE__ */ new Set(), ssubscribe: /* @__PURE__ */ new Set() };
    const channels = command.args.map(String);
    const answers = channels.length || sets[kind].size || 1;
    for (const channel of channels) on ? sets[kind].add(channel) : sets[kind].delete(channel);
    if (!on && channels.length === 0) sets[kind].clear();
    this.native.subscribe(command.name, channels, answers).then(
      (count) => {
        if (count === 0) this.subscribed = void 0;
        command.resolve(count);
      },
      (error) => {
        this.subscribed = void 0;
        command.reject(error);
      }
    );
  }
  onMessage(pattern, channel, payload) {
    const bytes = (0, import_redis_commands2.buffers)(payload);
    const self = this;
    const kind = pattern ? "psubscribe" : this.subscribed?.ssubscribe.has(channel) ? "ssubscribe" : "subscribe";
    const event = messageEvents[kind];
    const names2 = pattern ? [pattern, channel] : [channel];
    if (self.listenerCount(event) > 0) self.emit(event, ...names2, bytes.toString());
    self.emit(event + "Buffer", ...pattern ? [pattern, Buffer.from(channel)] : [Buffer.from(channel)], bytes);
  }
  scanStream(options) {
    return this.stream("scan", void 0, options);
  }
  scanBufferStream(options) {
    return this.stream("scanBuffer", void 0, options);
  }
};
function decode(command, reply) {
  const text2 = (v) => Array.isArray(v) ? v.map(text2) : Buffer.isBuffer(v) ? v.toString() : v;
  const all = (0, import_redis_commands2.buffers)(reply);
  return command.bytes ? all : text2(all);
}

// bundler/shims/ioredis/nodes.ts
var Nodes = class extends import_node_events2.EventEmitter {
  constructor(redisOptions, retryStrategy2) {
    super();
    this.redisOptions = redisOptions;
    this.retryStrategy = retryStrategy2;
  }
  redisOptions;
  retryStrategy;
  clients = /* @__PURE__ */ new Map();
  get size() {
    return this.clients.size;
  }
  get(key) {
    return this.clients.get(key);
  }
  list(role) {
    return [...this.clients.values()].filter((node) => role === "all" || node.options.readOnly === (role === "slave"));
  }
  /** The client of a node, made when there is none. */
  ensure(node) {
    const key = `${node.host}:${node.port}`;
    const old = this.clients.get(key);
    if (old && (node.readOnly === void 0 || old.options.readOnly === node.readOnly)) return old;
    const client = new Redis({
      ...node,
      ...this.redisOptions,
      host: node.host,
      port: node.port,
      readOnly: !!node.readOnly,
      retryStrategy: this.retryStrategy ?? null,
      enableOfflineQueue: true,
      lazyConnect: true
    });
    this.clients.set(key, client);
    old?.disconnect();
    client.once("end", () => {
      if (this.clients.get(key) === client) {
        this.clients.delete(key);
        this.emit("-node", client, key);
        if (this.size === 0) this.emit("drain");
      }
    });
    client.on("error", (error) => this.emit("nodeError", error, key));
    this.emit("+node", client, key);
    return client;
  }
  /** Makes the given nodes those that are known. */
  reset(nodes) {
    const keys = new Set(nodes.map((node) => `${node.host}:${node.port}`));
    for (const [key, client] of [...this.clients]) if (!keys.has(key)) client.disconnect();
    for (const node of nodes) this.ensure(node);
  }
};

// bundler/shims/ioredis/cluster.ts
var defaults2 = {
  clusterRetryStrategy: (times) => Math.min(100 + times * 2, 2e3),
  clusterNodeRetryStrategy: null,
  enableOfflineQueue: true,
  enableReadyCheck: true,
  scaleReads: "master",
  maxRedirections: 16,
  retryDelayOnMoved: 0,
  retryDelayOnFailover: 100,
  retryDelayOnClusterDown: 100,
  retryDelayOnTryAgain: 100,
  slotsRefreshTimeout: 1e3,
  useSRVRecords: false,
  enableAutoPipelining: false,
  autoPipeliningIgnoredCommands: [],
  shardedSubscribers: false
};
var refused2 = {
  useSRVRecords: "give the nodes' addresses",
  shardedSubscribers: "subscribe with a client of the node that has the channel's slot: cluster.nodes()"
};
var subscriptions = /* @__PURE__ */ new Set(["subscribe", "psubscribe", "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe"]);
var ignore = () => {
};
var wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
var sample = (list) => list[Math.floor(Math.random() * list.length)];
var Cluster = class _Cluster extends Client {
  constructor(startupNodes, options = {}) {
    super();
    this.startupNodes = startupNodes;
    this.options = { ...defaults2 };
    for (const key of Object.keys(options)) if (options[key] !== void 0) this.options[key] = options[key];
    const o = this.options;
    o.keyPrefix ||= o.redisOptions?.keyPrefix;
    if (typeof o.scaleReads !== "function" && !["all", "master", "slave"].includes(o.scaleReads)) {
      throw new Error(`Invalid option scaleReads "${o.scaleReads}". Expected "all", "master", "slave" or a custom function`);
    }
    refuse(o, refused2);
    parse([{ host: "localhost", ...o.redisOptions }]);
    this.pool = new Nodes(o.redisOptions, o.clusterNodeRetryStrategy);
    const self = this;
    this.pool.on("+node", (node) => self.emit("+node", node));
    this.pool.on("-node", (node) => self.emit("-node", node));
    this.pool.on("nodeError", (error, key) => self.emit("node error", error, key));
    this.pool.on("drain", () => this.closed());
    this.defineScripts();
    if (!o.lazyConnect) this.connect().catch(ignore);
  }
  startupNodes;
  isCluster = true;
  /** The nodes of each slot, by their keys, the master first. */
  slots = [];
  pool;
  epoch = 0;
  waiting = [];
  refreshing = null;
  slotsTimer = null;
  subscriber;
  /** Connects, and waits until that is done. */
  connect() {
    if (this.status === "connecting" || this.status === "connect" || this.status === "ready") {
      return Promise.reject(new Error("Redis is already connecting/connected"));
    }
    const release = import_redis4.default.hold();
    const done = new Promise((resolve, reject) => import_redis4.default.apart(() => this.open().then(resolve, reject)));
    done.then(release, release);
    return done;
  }
  async open() {
    const epoch = ++this.epoch;
    const stale = () => epoch !== this.epoch || this.status === "end";
    this.manuallyClosing = false;
    this.setStatus("connecting");
    try {
      this.pool.reset(await this.resolved());
      if (stale()) throw new Error("Connection is aborted");
      await this.refresh();
      if (stale()) throw new Error("Connection is aborted");
      this.setStatus("connect");
      if (this.options.enableReadyCheck && await this.failing()) throw new Error("CLUSTERDOWN The cluster is down");
    } catch (error) {
      if (stale()) throw error;
      if (error instanceof import_redis_commands3.ClusterAllFailedError) this.silentEmit("error", error);
      const drained = this.pool.size === 0;
      this.pool.reset([]);
      if (drained || this.status !== "close") this.closed(error);
      throw error instanceof import_redis_commands3.ClusterAllFailedError ? new Error("None of startup nodes is available") : error;
    }
    this.retryAttempts = 0;
    this.setStatus("ready");
    for (const { go } of this.waiting.splice(0)) go();
    const { slotsRefreshInterval } = this.options;
    if (slotsRefreshInterval) this.slotsTimer = setInterval(() => this.refresh().catch(ignore), slotsRefreshInterval);
  }
  /** The nodes that the constructor was given. */
  async resolved() {
    if (!Array.isArray(this.startupNodes) || this.startupNodes.length === 0) throw new Error("`startupNodes` should contain at least one node.");
    return Promise.all(
      this.startupNodes.map(async (given) => {
        const { db: _, ...node } = typeof given === "object" ? given : parse([given]);
        node.port = Number(node.port || 6379);
        node.host ||= "127.0.0.1";
        const { dnsLookup } = this.options;
        if (dnsLookup) node.host = await new Promise((resolve, reject) => dnsLookup(node.host, (error, address) => error ? reject(error) : resolve(address)));
        return { host: node.host, port: node.port, ...typeof given === "object" ? node : {} };
      })
    );
  }
  /** Whether the cluster says of itself that it is down. */
  async failing() {
    const node = sample(this.pool.list("all"));
    return !node || String(await node.cluster("INFO")).includes("cluster_state:fail");
  }
  /** Learns who has which slots, from the first node that says. */
  refresh() {
    return this.refreshing ??= new Promise((resolve, reject) => import_redis4.default.apart(() => this.learn().then(resolve, reject))).finally(() => this.refreshing = null);
  }
  /** @ignore */
  refreshSlotsCache(callback) {
    (0, import_redis_commands3.nodeify)(this.refresh(), callback).catch(ignore);
  }
  async learn() {
    let last = null;
    const nodes = this.pool.list("all").sort(() => Math.random() - 0.5);
    for (const node of nodes) {
      const asked = node.duplicate({ retryStrategy: null, lazyConnect: true, enableReadyCheck: false });
      asked.on("error", ignore);
      try {
        this.know(await within(this.options.slotsRefreshTimeout, asked.cluster("SLOTS")));
        return;
      } catch (error) {
        this.emit("node error", error, `${node.options.host}:${node.options.port}`);
        last = error;
      } finally {
        asked.disconnect();
      }
    }
    throw new import_redis_commands3.ClusterAllFailedError(import_redis_commands3.ClusterAllFailedError.defaultMessage, last);
  }
  know(ranges) {
    if (this.manuallyClosing) return;
    const nodes = /* @__PURE__ */ new Map();
    for (const [from, to, ...members] of ranges) {
      const keys = [];
      members.forEach(([host, port], i) => {
        if (!host) return;
        const node = this.mapped(`${host}:${port}`);
        const key = `${node.host}:${node.port}`;
        keys.push(key);
        if (i === 0 || !nodes.has(key)) nodes.set(key, { ...node, readOnly: i > 0 });
      });
      for (let slot = from; slot <= to; slot++) this.slots[slot] = keys;
    }
    this.pool.reset([...nodes.values()]);
    if (this.subscriber && !this.pool.get(`${this.subscriber.options.host}:${this.subscriber.options.port}`)) this.moveSubscriber();
    this.emit("refresh");
  }
  /** Where to reach the node that others call by key. */
  mapped(key) {
    const { natMap } = this.options;
    return { ...(typeof natMap === "function" ? natMap(key) : natMap?.[key]) ?? split(key) };
  }
  nodes(role = "all") {
    if (role !== "all" && role !== "master" && role !== "slave") throw new Error(`Invalid role "${role}". Expected "all", "master" or "slave"`);
    return this.pool.list(role);
  }
  sendCommand(command) {
    if (command.name === "quit") return this.quit();
    if (subscriptions.has(command.name)) this.subscription(command);
    else this.sendGroup([command], false).catch(command.reject);
    return command.promise;
  }
  /** Sends commands to the node that their keys are in, and settles them. */
  async sendGroup(group, pipeline) {
    const release = import_redis4.default.hold();
    try {
      await this.usable(group[0]);
      if (pipeline) this.together(group);
      const slot = group.map((command) => command.getSlot()).find((slot2) => slot2 !== null) ?? null;
      await this.run({ group, pipeline, slot, left: this.options.maxRedirections }).catch((error) => {
        for (const command of group) command.reject(error);
      });
    } finally {
      release();
    }
  }
  /** Waits until commands may be sent. */
  usable(command) {
    if (this.status === "wait") this.connect().catch(ignore);
    if (this.status === "ready") return;
    if (this.status === "end") throw new Error(import_redis_commands3.CONNECTION_CLOSED);
    if (!this.options.enableOfflineQueue) throw new Error("Cluster isn't ready and enableOfflineQueue options is false");
    return new Promise((go, fail) => this.waiting.push({ go, fail }));
  }
  /** Throws for a pipeline that no one node can carry out. */
  together(group) {
    let all;
    for (const command of group) {
      const slot = command.getSlot();
      if (slot === null) continue;
      const nodes = String(this.slots[slot] ?? []);
      if (nodes !== (all ??= nodes)) throw new Error("All keys in the pipeline should belong to the same slots allocation group");
    }
  }
  async run(errand) {
    const { group } = errand;
    for (; ; ) {
      if (this.status === "end") throw new import_redis_commands3.AbortError("Cluster is ended.");
      const node = this.pick(errand);
      if (!node) {
        await this.usable(group[0]);
        if (this.pool.size > 0) continue;
        throw new Error(import_redis_commands3.CONNECTION_CLOSED);
      }
      const sent = errand.asking ? [asking(), ...group] : group;
      errand.asking = void 0;
      let results;
      try {
        results = await node.transmit(sent, errand.pipeline || sent !== group);
      } catch (error) {
        if (error.message !== import_redis_commands3.CONNECTION_CLOSED || !await this.redirected(errand, error)) throw error;
        continue;
      }
      if (sent !== group) results.shift();
      const whole = group[0].name === "multi" && group.at(-1).name === "exec";
      const redirection = results.find(([error]) => error && isRedirection(error))?.[0];
      if (redirection && (group.length === 1 || whole)) {
        if (await this.redirected(errand, redirection)) continue;
        results = results.map(([error, reply]) => error ? [redirection, reply] : [error, reply]);
      }
      const again = [];
      results.forEach(([error, reply], i) => {
        const command = group[i];
        if (!error) command.resolve(reply);
        else if (isRedirection(error) && !whole && group.length > 1) again.push(this.sendGroup([command], false).catch(command.reject));
        else command.reject(error);
      });
      await Promise.all(again);
      return;
    }
  }
  /** The client of the node that commands are for now. */
  pick(errand) {
    if (errand.asking) return this.pool.ensure(this.mapped(errand.asking));
    const { scaleReads } = this.options;
    const to = scaleReads !== "master" && errand.group.every((command) => command.isReadOnly) ? scaleReads : "master";
    const keys = errand.slot === null || errand.random ? [] : this.slots[errand.slot] ?? [];
    errand.random = false;
    if (keys.length > 0 && typeof to === "function") {
      const nodes = keys.map((key2) => this.pool.get(key2)).filter(Boolean);
      const chosen = to(nodes, errand.group[0]);
      return (Array.isArray(chosen) ? sample(chosen) : chosen) ?? nodes[0];
    }
    const key = to === "all" ? sample(keys) : to === "slave" && keys.length > 1 ? sample(keys.slice(1)) : keys[0];
    return key && this.pool.get(key) || sample(this.pool.list(typeof to === "function" ? "all" : to)) || sample(this.pool.list("all"));
  }
  /** Whether commands are to be sent again after an error: it then waited as long as that takes. */
  async redirected(errand, error) {
    const [kind, slot, key] = error.message.split(" ");
    const o = this.options;
    const delay = { MOVED: o.retryDelayOnMoved, ASK: 0, TRYAGAIN: o.retryDelayOnTryAgain, CLUSTERDOWN: o.retryDelayOnClusterDown }[kind] ?? o.retryDelayOnFailover;
    if (!(delay > 0) && kind !== "MOVED" && kind !== "ASK") return false;
    if (errand.left-- <= 0) {
      error.message = `Too many Cluster redirections. Last error: ${error}`;
      return false;
    }
    if (delay > 0) await wait(delay);
    if (kind === "MOVED") {
      const node = this.mapped(key);
      this.slots[Number(slot)] = [`${node.host}:${node.port}`];
      this.pool.ensure(node);
      this.refresh().catch(ignore);
    } else if (kind === "ASK") errand.asking = key;
    else {
      errand.random = true;
      if (kind !== "TRYAGAIN") await this.refresh().catch(ignore);
    }
    return true;
  }
  /** The last node went away. */
  closed(reason) {
    if (this.status === "end" || this.status === "reconnecting" || this.status === "close") return;
    clearInterval(this.slotsTimer);
    this.setStatus("close");
    const { clusterRetryStrategy } = this.options;
    const delay = !this.manuallyClosing && typeof clusterRetryStrategy === "function" ? clusterRetryStrategy.call(this, ++this.retryAttempts, reason) : null;
    if (typeof delay !== "number") {
      this.setStatus("end");
      this.subscriber?.disconnect();
      for (const { fail } of this.waiting.splice(0)) fail(new Error("None of startup nodes is available"));
      return;
    }
    this.setStatus("reconnecting");
    import_redis4.default.apart(() => {
      this.reconnectTimeout = setTimeout(() => {
        this.reconnectTimeout = null;
        this.connect().catch(ignore);
      }, delay);
    });
  }
  disconnect(reconnect = false) {
    if (this.status === "end") return;
    const { size } = this.pool;
    if (!reconnect) {
      this.manuallyClosing = true;
      clearTimeout(this.reconnectTimeout);
      this.subscriber?.disconnect();
      this.subscriber = void 0;
    }
    this.epoch++;
    this.setStatus("disconnecting");
    this.pool.reset([]);
    if (size === 0) this.closed();
  }
  end() {
    this.disconnect();
  }
  /** Waits for the commands given before, then closes. */
  quit(callback) {
    const done = async () => {
      if (this.status === "end") throw new Error(import_redis_commands3.CONNECTION_CLOSED);
      const nodes = this.nodes();
      this.manuallyClosing = true;
      await Promise.all(nodes.map((node) => node.settled()));
      this.disconnect();
      return "OK";
    };
    return (0, import_redis_commands3.nodeify)(done(), callback);
  }
  duplicate(nodes = [], options = {}) {
    return new _Cluster(nodes.length > 0 ? nodes : this.startupNodes.slice(), { ...this.options, ...options });
  }
  /** Subscriptions are those of one node: what is published anywhere reaches all. */
  async subscription(command) {
    const release = import_redis4.default.hold();
    try {
      await this.usable(command);
      this.subscriber ??= this.listen();
      this.subscriber.sendCommand(command);
      await command.promise.catch(ignore);
    } catch (error) {
      command.reject(error);
    } finally {
      release();
    }
  }
  listen() {
    const node = sample(this.pool.list("all"));
    if (!node) throw new import_redis_commands3.AbortError("No subscriber for the cluster");
    const own = node.duplicate({ lazyConnect: true, retryStrategy: Redis.retry });
    own.on("error", ignore);
    for (const event of ["message", "messageBuffer", "pmessage", "pmessageBuffer", "smessage", "smessageBuffer"]) {
      own.on(event, (...args) => this.emit(event, ...args));
    }
    return own;
  }
  /** Subscribes with another node to what was subscribed to. */
  moveSubscriber() {
    const old = this.subscriber;
    const sets = old.condition.subscriber || {};
    old.disconnect();
    this.subscriber = void 0;
    if (this.pool.size === 0) return;
    this.subscriber = this.listen();
    for (const [kind, channels] of Object.entries(sets)) {
      if (channels.size > 0) this.subscriber[kind](...channels).catch((error) => this.silentEmit("error", error));
    }
  }
};
var isRedirection = (error) => /^(MOVED|ASK|TRYAGAIN|CLUSTERDOWN) ?/.test(error.message);
var asking = () => ({ name: "asking", args: [], frame: ["asking"], bytes: false, alone: false, blocks: false });
async function within(ms, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("timeout")), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

// bundler/shims/ioredis/index.ts
var import_redis_commands4 = require("host:internal/redis-commands");
Redis.Cluster = Cluster;
Redis.Command = import_redis_commands4.Command;
function print(error, reply) {
  console.log(error ? "Error: " + error : "Reply: " + reply);
}
var index_default = Redis;
var names = { Redis, Cluster, Command: import_redis_commands4.Command, Pipeline: import_redis_commands4.Pipeline, ScanStream: import_redis_commands4.ScanStream, ReplyError: import_redis_commands4.ReplyError, AbortError: import_redis_commands4.AbortError, MaxRetriesPerRequestError: import_redis_commands4.MaxRetriesPerRequestError, print, default: Redis, __esModule: true };
for (const [name, value] of Object.entries(names)) Object.defineProperty(Redis, name, { value, enumerable: name !== "__esModule", configurable: true, writable: true });
module.exports = Redis;
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(index_exports, { Cluster, Redis, default: index_default, print });
