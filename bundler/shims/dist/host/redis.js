// Code generated from bundler/shims/host/redis.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: e687e8874fc32befbc9deb8b46f2d0739b6f0813bb5d9b4559024770b66f2076
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __knownSymbol = (name, symbol) => (symbol = Symbol[name]) ? symbol : /* @__PURE__ */ Symbol.for("Symbol." + name);
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true, configurable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => !isNodeMode && mod != null && mod.__esModule ? mod : (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });
var __await = function(promise, isYieldStar) {
  this[0] = promise;
  this[1] = isYieldStar;
};
var __asyncGenerator = (__this, __arguments, generator) => {
  var resume = (k, v, yes, no) => {
    try {
      var x = generator[k](v), isAwait = (v = x.value) instanceof __await, done = x.done;
      Promise.resolve(isAwait ? v[0] : v).then((y) => isAwait ? resume(k === "return" && v[1] ? k : "next", v[1] ? { done: y.done, value: y.value } : y, yes, no) : yes({ value: y, done })).catch((e) => resume("throw", e, yes, no));
    } catch (e) {
      no(e);
    }
  }, method = (k, call, wait, clear) => it[k] = (x) => (call = new Promise((yes, no, run) => (run = () => resume(k, x, yes, no), q ? q.then(run) : run())), clear = () => q === wait && (q = 0), q = wait = call.then(clear, clear), call), q, it = {};
  return generator = generator.apply(__this, __arguments), it[__knownSymbol("asyncIterator")] = () => it, method("next"), method("throw"), method("return"), it;
};

// bundler/shims/host/redis.ts
var redis_exports = {};
__export(redis_exports, {
  default: () => redis_default,
  redis: () => redis
});
module.exports = __toCommonJS(redis_exports);
var import_redis = __toESM(require("host:internal/redis"));
var import_redis_commands = require("host:internal/redis-commands");
var stateful = /* @__PURE__ */ new Set([
  "watch",
  "unwatch",
  "select",
  "auth",
  "hello",
  "client",
  "readonly",
  "readwrite",
  "asking",
  "reset",
  "monitor",
  "quit",
  "subscribe",
  "psubscribe",
  "ssubscribe",
  "unsubscribe",
  "punsubscribe",
  "sunsubscribe",
  "multi",
  "exec",
  "discard"
]);
var replyError = (message) => new import_redis_commands.ReplyError(message);
var HostRedis = class _HostRedis extends import_redis_commands.Commander {
  #timeout;
  constructor(timeout) {
    super();
    this.#timeout = timeout;
  }
  /** The same server, with another deadline for each call. */
  with(options = {}) {
    return new _HostRedis(milliseconds(options.timeout, "redis.with"));
  }
  sendCommand(command) {
    if (stateful.has(command.name.toLowerCase())) {
      command.reject(new TypeError(`redis.${command.name}: it concerns one connection, and those of host:redis are shared: use new Redis() of "ioredis"`));
    } else this.sendGroup([command], false);
    return command.promise;
  }
  /** @ignore Sends commands in one piece and settles them. */
  sendGroup(group, _pipeline) {
    const bytes = group.some((command) => command.bytes);
    import_redis.default.call(group.map((command) => command.frame), { timeout: this.#timeout, bytes }, replyError).then(
      (results) => results.forEach(([error, reply], i) => settle(group[i], error, bytes ? decode(group[i], reply) : reply)),
      (error) => {
        for (const command of group) command.reject(error);
      }
    );
  }
  pipeline(commands) {
    const pipeline = new import_redis_commands.Pipeline(this);
    return Array.isArray(commands) ? pipeline.addBatch(commands) : pipeline;
  }
  multi(commands) {
    return (0, import_redis_commands.transaction)(this, commands);
  }
  /** Listens to channels until the call ends. */
  async subscribe(...channels) {
    return new Subscription(await import_redis.default.listen(names("redis.subscribe", channels), []));
  }
  /** Listens to the channels that match patterns. */
  async psubscribe(...patterns) {
    return new Subscription(await import_redis.default.listen([], names("redis.psubscribe", patterns)));
  }
  scanStream(options) {
    return new import_redis_commands.ScanStream({ objectMode: true, redis: this, command: "scan", ...options });
  }
};
var Subscription = class {
  #native;
  constructor(handle) {
    this.#native = handle;
  }
  /** How many messages were lost because nobody read them. */
  get dropped() {
    return this.#native.dropped();
  }
  /** The next message; null when none came in time. */
  async next(options = {}) {
    const got = await this.#native.next(milliseconds(options.timeout, "subscription.next"));
    if (!got) return null;
    const [channel, message, pattern] = got;
    return pattern ? { channel, message, pattern } : { channel, message };
  }
  close() {
    return this.#native.close();
  }
  [Symbol.asyncIterator]() {
    return __asyncGenerator(this, null, function* () {
      try {
        for (; ; ) yield yield new __await(this.next());
      } finally {
        yield new __await(this.close());
      }
    });
  }
  [Symbol.asyncDispose ?? /* @__PURE__ */ Symbol.for("Symbol.asyncDispose")]() {
    return this.close();
  }
};
function names(what, given) {
  const list = given.flat();
  if (list.length === 0 || list.some((name) => typeof name !== "string")) throw new TypeError(`${what}: want the names of channels`);
  return list;
}
var units = { ms: 1, s: 1e3, m: 6e4, h: 36e5 };
function milliseconds(time, what) {
  if (time === void 0 || time === null) return 0;
  if (typeof time === "number" && time > 0) return time;
  const parts = typeof time === "string" ? /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(time) : null;
  if (!parts) throw new TypeError(`${what}: timeout: want milliseconds or a time such as "2s", got ${String(time)}`);
  return Number(parts[1]) * units[parts[2]];
}
function settle(command, error, reply) {
  if (!error) return command.resolve(reply);
  error.command = { name: command.name, args: command.args };
  command.reject(error);
}
function decode(command, reply) {
  const text = (v) => Array.isArray(v) ? v.map(text) : Buffer.isBuffer(v) ? v.toString() : v;
  const all = (0, import_redis_commands.buffers)(reply);
  return command.bytes ? all : text(all);
}
var redis = new HostRedis(0);
var redis_default = redis;
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(redis_exports, { default: redis_default, redis });
