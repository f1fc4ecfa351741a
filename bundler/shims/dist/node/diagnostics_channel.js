// Code generated from bundler/shims/node/diagnostics_channel.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: e79d363bcf10b04a8abe094b26335d5b0144359782848ce57b3ca860ead11065
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
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
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });

// bundler/shims/node/diagnostics_channel.ts
var diagnostics_channel_exports = {};
__export(diagnostics_channel_exports, {
  Channel: () => Channel,
  channel: () => channel,
  default: () => diagnostics_channel_default,
  hasSubscribers: () => hasSubscribers,
  subscribe: () => subscribe,
  tracingChannel: () => tracingChannel,
  unsubscribe: () => unsubscribe
});
module.exports = __toCommonJS(diagnostics_channel_exports);
var channels = /* @__PURE__ */ new Map();
var Channel = class {
  name;
  #listeners = [];
  constructor(name) {
    this.name = name;
  }
  get hasSubscribers() {
    return this.#listeners.length > 0;
  }
  subscribe(f) {
    this.#listeners = [...this.#listeners, f];
  }
  unsubscribe(f) {
    const before = this.#listeners.length;
    this.#listeners = this.#listeners.filter((l) => l !== f);
    return this.#listeners.length < before;
  }
  publish(message) {
    for (const f of this.#listeners) f(message, this.name);
  }
  bindStore() {
  }
  unbindStore() {
    return false;
  }
  runStores(message, f, self, ...args) {
    this.publish(message);
    return f.apply(self, args);
  }
};
function channel(name) {
  let c = channels.get(name);
  if (!c) channels.set(name, c = new Channel(name));
  return c;
}
var hasSubscribers = (name) => channels.get(name)?.hasSubscribers ?? false;
var subscribe = (name, f) => channel(name).subscribe(f);
var unsubscribe = (name, f) => channel(name).unsubscribe(f);
function tracingChannel(name) {
  const parts = {};
  for (const part of ["start", "end", "asyncStart", "asyncEnd", "error"]) parts[part] = channel(`tracing:${name}:${part}`);
  return {
    ...parts,
    get hasSubscribers() {
      return Object.values(parts).some((c) => c.hasSubscribers);
    },
    subscribe(handlers) {
      for (const k of Object.keys(handlers)) parts[k]?.subscribe(handlers[k]);
    },
    unsubscribe(handlers) {
      for (const k of Object.keys(handlers)) parts[k]?.unsubscribe(handlers[k]);
      return true;
    },
    traceSync(f, context = {}, self, ...args) {
      parts.start.publish(context);
      try {
        context.result = f.apply(self, args);
        return context.result;
      } catch (e) {
        context.error = e;
        parts.error.publish(context);
        throw e;
      } finally {
        parts.end.publish(context);
      }
    },
    async tracePromise(f, context = {}, self, ...args) {
      parts.start.publish(context);
      try {
        context.result = await f.apply(self, args);
        return context.result;
      } catch (e) {
        context.error = e;
        parts.error.publish(context);
        throw e;
      } finally {
        parts.asyncEnd.publish(context);
      }
    }
  };
}
var diagnostics_channel_default = { Channel, channel, hasSubscribers, subscribe, unsubscribe, tracingChannel };
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(diagnostics_channel_exports, { Channel, channel, default: diagnostics_channel_default, hasSubscribers, subscribe, tracingChannel, unsubscribe });
