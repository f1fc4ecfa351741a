// Code generated from bundler/shims/host/internal/message-channel.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: c69adb5ea23f60a3fe20751a72fa28bcea074637c5fc3c6a5a4ac41ffccb6687
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

// bundler/shims/host/internal/message-channel.ts
var message_channel_exports = {};
__export(message_channel_exports, {
  BroadcastChannel: () => BroadcastChannel,
  MessageChannel: () => MessageChannel,
  MessagePort: () => MessagePort
});
module.exports = __toCommonJS(message_channel_exports);
var import_events = require("host:internal/events");
var import_timers = require("host:internal/timers");
var import_dom_exception = require("host:internal/dom-exception");
var import_structured_clone = require("host:internal/structured-clone");

// bundler/shims/host/internal/_names.ts
function named(classes) {
  for (const [value, of] of Object.entries(classes)) Object.defineProperty(of, "name", { value, configurable: true });
}

// bundler/shims/host/internal/message-channel.ts
var secret = /* @__PURE__ */ Symbol("make");
var entangle;
var MessagePort = class extends import_events.EventTarget {
  #other;
  #queue = [];
  #started = false;
  constructor(key) {
    if (key !== secret) throw Object.assign(new TypeError("Illegal constructor"), { code: "ERR_ILLEGAL_CONSTRUCTOR" });
    super();
  }
  static {
    entangle = (a, b) => {
      a.#other = b;
      b.#other = a;
    };
  }
  postMessage(message, options) {
    const data = (0, import_structured_clone.structuredClone)(message, Array.isArray(options) ? { transfer: options } : options);
    const to = this.#other;
    if (!to) return;
    to.#queue.push(data);
    if (to.#started) (0, import_timers.setImmediate)(() => to.#deliver());
  }
  #deliver() {
    if (this.#queue.length === 0 || !this.#started) return;
    (0, import_events.dispatch)(this, new import_events.MessageEvent("message", { data: this.#queue.shift() }));
  }
  start() {
    if (this.#started) return;
    this.#started = true;
    for (let i = 0; i < this.#queue.length; i++) (0, import_timers.setImmediate)(() => this.#deliver());
  }
  close() {
    const other = this.#other;
    this.#other = void 0;
    if (other) other.#other = void 0;
  }
  ref() {
  }
  unref() {
  }
  get [Symbol.toStringTag]() {
    return "MessagePort";
  }
};
(0, import_events.defineHandler)(MessagePort.prototype, "message");
(0, import_events.defineHandler)(MessagePort.prototype, "messageerror");
var onmessage = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage");
Object.defineProperty(MessagePort.prototype, "onmessage", {
  ...onmessage,
  set(value) {
    onmessage.set.call(this, value);
    this.start();
  }
});
var MessageChannel = class {
  #port1 = new MessagePort(secret);
  #port2 = new MessagePort(secret);
  constructor() {
    entangle(this.#port1, this.#port2);
  }
  get port1() {
    return this.#port1;
  }
  get port2() {
    return this.#port2;
  }
  get [Symbol.toStringTag]() {
    return "MessageChannel";
  }
};
var channels = /* @__PURE__ */ new Map();
var sent = [];
var deliver;
var BroadcastChannel = class extends import_events.EventTarget {
  #name;
  #closed = false;
  constructor(name) {
    if (arguments.length === 0) throw Object.assign(new TypeError('The "name" argument must be specified'), { code: "ERR_MISSING_ARGS" });
    super();
    this.#name = `${name}`;
    const all = channels.get(this.#name) ?? /* @__PURE__ */ new Set();
    channels.set(this.#name, all.add(this));
  }
  get name() {
    return this.#name;
  }
  postMessage(message) {
    if (arguments.length === 0) throw Object.assign(new TypeError('The "message" argument must be specified'), { code: "ERR_MISSING_ARGS" });
    if (this.#closed) throw new import_dom_exception.DOMException("BroadcastChannel is closed.", "InvalidStateError");
    for (const to of channels.get(this.#name) ?? []) {
      if (to === this) continue;
      sent.push([to, (0, import_structured_clone.structuredClone)(message)]);
      (0, import_timers.setImmediate)(deliver);
    }
  }
  static {
    deliver = () => {
      const [to, data] = sent.shift();
      if (!to.#closed) (0, import_events.dispatch)(to, new import_events.MessageEvent("message", { data }));
    };
  }
  close() {
    this.#closed = true;
    const all = channels.get(this.#name);
    all?.delete(this);
    if (all?.size === 0) channels.delete(this.#name);
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
  get [Symbol.toStringTag]() {
    return "BroadcastChannel";
  }
};
(0, import_events.defineHandler)(BroadcastChannel.prototype, "message");
(0, import_events.defineHandler)(BroadcastChannel.prototype, "messageerror");
named({ BroadcastChannel, MessageChannel, MessagePort });
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(message_channel_exports, { BroadcastChannel, MessageChannel, MessagePort });
