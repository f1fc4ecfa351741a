// Code generated from bundler/shims/host/internal/events.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 34ec1bdff9e2e8cdae97c653a573beaacec6b4da84ef82d7d15a114667df12c2
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

// bundler/shims/host/internal/events.ts
var events_exports = {};
__export(events_exports, {
  AbortController: () => AbortController,
  AbortSignal: () => AbortSignal,
  CloseEvent: () => CloseEvent,
  CustomEvent: () => CustomEvent,
  ErrorEvent: () => ErrorEvent,
  Event: () => Event,
  EventTarget: () => EventTarget,
  MessageEvent: () => MessageEvent,
  defineHandler: () => defineHandler,
  dispatch: () => dispatch,
  follow: () => follow,
  onAbort: () => onAbort
});
module.exports = __toCommonJS(events_exports);
var import_abort_native = require("host:internal/abort-native");
var import_language_native = require("host:internal/language-native");
var import_performance_native = require("host:internal/performance-native");
var import_dom_exception = require("host:internal/dom-exception");

// bundler/shims/host/internal/_names.ts
function named(classes) {
  for (const [value, of] of Object.entries(classes)) Object.defineProperty(of, "name", { value, configurable: true });
}

// bundler/shims/host/internal/_inspect.ts
var custom = /* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom");
function shown(of, properties) {
  Object.defineProperty(of.prototype, custom, {
    configurable: true,
    writable: true,
    value(depth, options, inspect) {
      const fields = Object.fromEntries(properties.map((p) => [p, this[p]]));
      return inspect ? `${of.name} ${inspect(fields, options)}` : fields;
    }
  });
}

// bundler/shims/host/internal/events.ts
var begin;
var within;
var finish;
var dispatching;
var stopped;
var trust;
var Event = class {
  #type;
  #bubbles;
  #cancelable;
  #composed;
  #target = null;
  #current = null;
  #canceled = false;
  #stop = false;
  #stopNow = false;
  #passive = false;
  #dispatching = false;
  #trusted = false;
  #time = (0, import_performance_native.now)();
  constructor(type, init = {}) {
    if (arguments.length === 0) throw Object.assign(new TypeError('The "type" argument must be specified'), { code: "ERR_MISSING_ARGS" });
    this.#type = `${type}`;
    this.#bubbles = Boolean(init?.bubbles);
    this.#cancelable = Boolean(init?.cancelable);
    this.#composed = Boolean(init?.composed);
  }
  static {
    begin = (event, target) => {
      event.#target = event.#current = target;
      event.#dispatching = true;
    };
    within = (event, passive) => {
      event.#passive = passive;
    };
    finish = (event) => {
      event.#dispatching = event.#stop = event.#stopNow = event.#passive = false;
      event.#current = null;
      return !event.#canceled;
    };
    dispatching = (event) => event.#dispatching;
    stopped = (event) => event.#stopNow;
    trust = (event) => {
      event.#trusted = true;
    };
  }
  get type() {
    return this.#type;
  }
  get target() {
    return this.#target;
  }
  get srcElement() {
    return this.#target;
  }
  get currentTarget() {
    return this.#current;
  }
  get bubbles() {
    return this.#bubbles;
  }
  get cancelable() {
    return this.#cancelable;
  }
  get composed() {
    return this.#composed;
  }
  get defaultPrevented() {
    return this.#canceled;
  }
  get returnValue() {
    return !this.#canceled;
  }
  set returnValue(value) {
    if (!value) this.preventDefault();
  }
  get cancelBubble() {
    return this.#stop;
  }
  set cancelBubble(value) {
    if (value) this.#stop = true;
  }
  get eventPhase() {
    return this.#dispatching ? 2 : 0;
  }
  get isTrusted() {
    return this.#trusted;
  }
  get timeStamp() {
    return this.#time;
  }
  composedPath() {
    return this.#dispatching && this.#current ? [this.#current] : [];
  }
  preventDefault() {
    if (this.#cancelable && !this.#passive) this.#canceled = true;
  }
  stopPropagation() {
    this.#stop = true;
  }
  stopImmediatePropagation() {
    this.#stop = this.#stopNow = true;
  }
  get [Symbol.toStringTag]() {
    return "Event";
  }
};
for (const [name, value] of Object.entries({ NONE: 0, CAPTURING_PHASE: 1, AT_TARGET: 2, BUBBLING_PHASE: 3 })) {
  Object.defineProperty(Event, name, { value, enumerable: true });
  Object.defineProperty(Event.prototype, name, { value, enumerable: true });
}
var CustomEvent = class extends Event {
  #detail;
  constructor(type, init = {}) {
    super(type, init);
    this.#detail = init?.detail ?? null;
  }
  get detail() {
    return this.#detail;
  }
  get [Symbol.toStringTag]() {
    return "CustomEvent";
  }
};
var MessageEvent = class extends Event {
  #init;
  constructor(type, init = {}) {
    super(type, init);
    this.#init = init ?? {};
  }
  get data() {
    return this.#init.data === void 0 ? null : this.#init.data;
  }
  get origin() {
    return this.#init.origin ?? "";
  }
  get lastEventId() {
    return this.#init.lastEventId ?? "";
  }
  get source() {
    return this.#init.source ?? null;
  }
  get ports() {
    return this.#init.ports ?? [];
  }
  get [Symbol.toStringTag]() {
    return "MessageEvent";
  }
};
var ErrorEvent = class extends Event {
  #init;
  constructor(type, init = {}) {
    super(type, init);
    this.#init = init ?? {};
  }
  get message() {
    return this.#init.message ?? "";
  }
  get error() {
    return this.#init.error;
  }
  get [Symbol.toStringTag]() {
    return "ErrorEvent";
  }
};
var CloseEvent = class extends Event {
  #init;
  constructor(type, init = {}) {
    super(type, init);
    this.#init = init ?? {};
  }
  get code() {
    return this.#init.code ?? 0;
  }
  get reason() {
    return this.#init.reason ?? "";
  }
  get wasClean() {
    return Boolean(this.#init.wasClean);
  }
  get [Symbol.toStringTag]() {
    return "CloseEvent";
  }
};
var forgotten;
var listenersOf;
var EventTarget = class _EventTarget {
  #listeners;
  static {
    listenersOf = (target, type) => target.#listeners?.get(type);
  }
  addEventListener(type, callback, options) {
    if (arguments.length < 2) throw Object.assign(new TypeError('The "type" and "listener" arguments must be specified'), { code: "ERR_MISSING_ARGS" });
    const signal = options?.signal;
    if (options && typeof options === "object" && "signal" in options && signal !== void 0 && !(signal instanceof AbortSignal)) {
      throw Object.assign(new TypeError('The "options.signal" property must be an instance of AbortSignal.'), { code: "ERR_INVALID_ARG_TYPE" });
    }
    if (callback === null || callback === void 0 || signal?.aborted) return;
    if (typeof callback !== "function" && typeof callback !== "object") {
      throw Object.assign(new TypeError('The "listener" argument must be an instance of EventListener.'), { code: "ERR_INVALID_ARG_TYPE" });
    }
    const capture = typeof options === "boolean" ? options : Boolean(options?.capture);
    const name = `${type}`;
    this.#listeners ??= /* @__PURE__ */ new Map();
    let list = this.#listeners.get(name);
    if (!list) this.#listeners.set(name, list = []);
    if (list.some((l) => l.callback === callback && l.capture === capture && !l.handler)) return;
    const listener = { callback, capture, once: Boolean(options?.once), passive: Boolean(options?.passive), removed: false };
    if (signal) {
      const self = (0, import_language_native.weak)(this);
      const one = (0, import_language_native.weak)(listener);
      const remove = () => self()?.#remove(name, (l) => l === one());
      signal.addEventListener("abort", remove, { once: true });
      listener.release = () => signal.removeEventListener("abort", remove);
      forgotten ??= (0, import_language_native.registry)((release) => release());
      forgotten.register(this, listener.release, void 0);
    }
    list.push(listener);
    listened(this, name);
  }
  removeEventListener(type, callback, options) {
    if (arguments.length < 2) throw Object.assign(new TypeError('The "type" and "listener" arguments must be specified'), { code: "ERR_MISSING_ARGS" });
    const capture = typeof options === "boolean" ? options : Boolean(options?.capture);
    this.#remove(`${type}`, (l) => l.callback === callback && l.capture === capture && !l.handler);
  }
  #remove(type, which) {
    const list = this.#listeners?.get(type);
    const at = list?.findIndex(which) ?? -1;
    if (!list || at < 0) return;
    const [gone] = list.splice(at, 1);
    gone.removed = true;
    gone.release?.();
    if (list.length === 0) this.#listeners.delete(type);
    listened(this, type);
  }
  dispatchEvent(event) {
    if (!(event instanceof Event)) throw Object.assign(new TypeError('The "event" argument must be an instance of Event.'), { code: "ERR_INVALID_ARG_TYPE" });
    if (dispatching(event)) throw Object.assign(new Error(`The event "${event.type}" is already being dispatched`), { code: "ERR_EVENT_RECURSION" });
    begin(event, this);
    for (const listener of [...this.#listeners?.get(event.type) ?? []]) {
      if (listener.removed) continue;
      if (listener.once) this.#remove(event.type, (l) => l === listener);
      within(event, listener.passive);
      try {
        const { callback } = listener;
        if (typeof callback === "function") {
          const result = callback.call(this, event);
          if (listener.handler && result === false) event.preventDefault();
        } else {
          callback.handleEvent(event);
        }
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
      within(event, false);
      if (stopped(event)) break;
    }
    return finish(event);
  }
  get [Symbol.toStringTag]() {
    return "EventTarget";
  }
  /** Sets what an `on...` property stands for. */
  static #setHandler(target, type, callback) {
    const list = target.#listeners?.get(type);
    const old = list?.find((l) => l.handler);
    const given = typeof callback === "function" || typeof callback === "object" && callback !== null ? callback : null;
    if (old && given) old.callback = given;
    else if (old) target.#remove(type, (l) => l === old);
    else if (given) {
      target.#listeners ??= /* @__PURE__ */ new Map();
      const next = list ?? [];
      target.#listeners.set(type, next);
      next.push({ callback: given, capture: false, once: false, passive: false, removed: false, handler: true });
      listened(target, type);
    }
  }
  static {
    defineHandler = (prototype, type) => {
      Object.defineProperty(prototype, `on${type}`, {
        configurable: true,
        enumerable: true,
        get() {
          return this.#listeners?.get(type)?.find((l) => l.handler)?.callback ?? null;
        },
        set(value) {
          _EventTarget.#setHandler(this, type, value);
        }
      });
    };
  }
};
var defineHandler;
function dispatch(target, event) {
  trust(event);
  return target.dispatchEvent(event);
}
var secret = /* @__PURE__ */ Symbol("make");
var abort;
var holds;
function listened(target, type) {
  if (type === "abort" && target instanceof AbortSignal) holds(target);
}
var AbortSignal = class _AbortSignal extends EventTarget {
  #aborted = false;
  #reason = void 0;
  /** What this signal follows. */
  #sources = [];
  /** Signals that follow this one: weakly, because a long-lived signal must not keep all that ever followed it. */
  #followers = [];
  /** Followers that someone listens to. */
  #heard;
  /** What the host does first when the signal aborts. */
  #algorithms;
  constructor(key) {
    if (key !== secret) throw Object.assign(new TypeError("Illegal constructor"), { code: "ERR_ILLEGAL_CONSTRUCTOR" });
    super();
  }
  static {
    abort = (signal, reason) => {
      if (signal.#aborted) return;
      const why = reason === void 0 ? new import_dom_exception.DOMException("This operation was aborted", "AbortError") : reason;
      const all = [signal];
      signal.#aborted = true;
      signal.#reason = why;
      for (const follower of signal.#followers) {
        const one = follower();
        if (!one || one.#aborted) continue;
        one.#aborted = true;
        one.#reason = why;
        all.push(one);
      }
      signal.#followers = [];
      signal.#heard = void 0;
      for (const one of all) {
        const algorithms = one.#algorithms;
        one.#algorithms = void 0;
        algorithms?.forEach((f) => f());
        dispatch(one, new Event("abort"));
        for (const source of one.#sources) source.#heard?.delete(one);
        one.#sources = [];
      }
    };
    holds = (signal) => {
      if (signal.#sources.length === 0) return;
      const heard = Boolean(listenersOf(signal, "abort")) || Boolean(signal.#algorithms?.size);
      for (const source of signal.#sources) {
        if (heard) (source.#heard ??= /* @__PURE__ */ new Set()).add(signal);
        else source.#heard?.delete(signal);
      }
    };
    onAbort = (signal, f) => {
      (signal.#algorithms ??= /* @__PURE__ */ new Set()).add(f);
      holds(signal);
      return () => {
        signal.#algorithms?.delete(f);
        holds(signal);
      };
    };
    follow = (signals) => {
      const one = new _AbortSignal(secret);
      for (const s of signals) {
        if (!s.#aborted) continue;
        one.#aborted = true;
        one.#reason = s.#reason;
        return one;
      }
      for (const s of signals) {
        for (const source of s.#sources.length > 0 ? s.#sources : [s]) {
          if (one.#sources.includes(source)) continue;
          one.#sources.push(source);
          if (source.#followers.length >= 16 && (source.#followers.length & source.#followers.length - 1) === 0) {
            source.#followers = source.#followers.filter((f) => f() !== void 0);
          }
          source.#followers.push((0, import_language_native.weak)(one));
        }
      }
      return one;
    };
  }
  static abort(reason) {
    const signal = new _AbortSignal(secret);
    signal.#aborted = true;
    signal.#reason = reason === void 0 ? new import_dom_exception.DOMException("This operation was aborted", "AbortError") : reason;
    return signal;
  }
  static timeout(milliseconds) {
    const ms = Number(milliseconds);
    if (!Number.isFinite(ms) || ms < 0 || ms > Number.MAX_SAFE_INTEGER) {
      throw Object.assign(new RangeError(`The value of "delay" is out of range. It must be >= 0 && <= 9007199254740991. Received ${milliseconds}`), { code: "ERR_OUT_OF_RANGE" });
    }
    const signal = new _AbortSignal(secret);
    (0, import_abort_native.after)(ms, () => abort(signal, new import_dom_exception.DOMException("The operation was aborted due to timeout", "TimeoutError")));
    return signal;
  }
  static any(signals) {
    const list = [...signals];
    for (const s of list) {
      if (!(s instanceof _AbortSignal)) {
        throw Object.assign(new TypeError('The "signals" argument must be an instance of AbortSignal.'), { code: "ERR_INVALID_ARG_TYPE" });
      }
    }
    return follow(list);
  }
  get aborted() {
    return this.#aborted;
  }
  get reason() {
    return this.#reason;
  }
  throwIfAborted() {
    if (this.#aborted) throw this.#reason;
  }
  get [Symbol.toStringTag]() {
    return "AbortSignal";
  }
};
defineHandler(AbortSignal.prototype, "abort");
var onAbort;
var follow;
var AbortController = class {
  #signal = new AbortSignal(secret);
  get signal() {
    return this.#signal;
  }
  abort(reason) {
    abort(this.#signal, reason);
  }
  get [Symbol.toStringTag]() {
    return "AbortController";
  }
};
named({ Event, CustomEvent, MessageEvent, ErrorEvent, CloseEvent, EventTarget, AbortSignal, AbortController });
shown(AbortSignal, ["aborted"]);
shown(Event, ["type", "defaultPrevented", "cancelable", "timeStamp"]);
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(events_exports, { AbortController, AbortSignal, CloseEvent, CustomEvent, ErrorEvent, Event, EventTarget, MessageEvent, defineHandler, dispatch, follow, onAbort });
