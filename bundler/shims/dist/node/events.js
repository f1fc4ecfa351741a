// Code generated from bundler/shims/node/events.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: f9382cc7111122a555572d644cb4bde1dc65b2737b53c488e13445fbedf1d973
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
var __export = (target, all2) => {
  for (var name in all2)
    __defProp(target, name, { get: all2[name], enumerable: true, configurable: true });
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

// bundler/shims/node/events.ts
var events_exports = {};
__export(events_exports, {
  EventEmitter: () => E,
  EventEmitterAsyncResource: () => EventEmitterAsyncResource,
  addAbortListener: () => addAbortListener,
  captureRejectionSymbol: () => kCapture,
  captureRejections: () => captureRejections,
  default: () => events_default,
  defaultMaxListeners: () => defaultMaxListeners,
  errorMonitor: () => errorMonitor,
  getEventListeners: () => getEventListeners,
  getMaxListeners: () => getMaxListeners,
  listenerCount: () => listenerCount,
  on: () => on,
  once: () => once,
  setMaxListeners: () => setMaxListeners
});
module.exports = __toCommonJS(events_exports);
var import_node_errors = require("host:internal/node-errors");
var import_node_process = __lazy(() => __toESM(require("node:process")), ["default"]);
var import_node_util = __lazy(() => require("node:util"), ["inspect"]);
var kCapture = /* @__PURE__ */ Symbol.for("nodejs.rejection");
var errorMonitor = /* @__PURE__ */ Symbol("events.errorMonitor");
var capture = /* @__PURE__ */ Symbol("kCapture");
var defaultMaxListeners = 10;
function checkListener(listener) {
  if (typeof listener !== "function") throw (0, import_node_errors.invalidArgType)("listener", "function", listener);
}
function EventEmitter(options) {
  EventEmitter.init.call(this, options);
}
EventEmitter.init = function(options) {
  if (this._events === void 0 || this._events === Object.getPrototypeOf(this)._events) {
    this._events = /* @__PURE__ */ Object.create(null);
    this._eventsCount = 0;
  }
  this._maxListeners = this._maxListeners || void 0;
  if (options?.captureRejections) {
    if (typeof options.captureRejections !== "boolean") throw (0, import_node_errors.invalidArgType)("options.captureRejections", "boolean", options.captureRejections);
    this[capture] = true;
  } else this[capture] = EventEmitter.prototype[capture];
};
var P = EventEmitter.prototype;
P._events = void 0;
P._eventsCount = 0;
P._maxListeners = void 0;
Object.defineProperty(P, capture, { value: false, writable: true, enumerable: false });
var methods = {
  setMaxListeners(n) {
    if (typeof n !== "number" || n < 0 || Number.isNaN(n)) throw typeof n !== "number" ? (0, import_node_errors.invalidArgType)("n", "number", n) : (0, import_node_errors.outOfRange)("n", "a non-negative number", n);
    this._maxListeners = n;
    return this;
  },
  getMaxListeners() {
    return this._maxListeners === void 0 ? defaultMaxListeners : this._maxListeners;
  },
  emit(type, ...args) {
    const events = this._events;
    if (type === "error") {
      if (events !== void 0 && events[errorMonitor] !== void 0) this.emit(errorMonitor, ...args);
      if (events === void 0 || events.error === void 0) {
        const e = args[0];
        if (e instanceof Error) throw e;
        let text;
        try {
          text = (0, import_node_util.inspect)(e);
        } catch {
          text = String(e);
        }
        const err = (0, import_node_errors.coded)(Error, "ERR_UNHANDLED_ERROR", `Unhandled error. (${text})`);
        err.context = e;
        throw err;
      }
    }
    if (events === void 0) return false;
    const handler = events[type];
    if (handler === void 0) return false;
    if (typeof handler === "function") {
      const result = handler.apply(this, args);
      if (result !== void 0 && result !== null && this[capture]) catchRejection(this, result, type, args);
    } else {
      for (const one of handler.slice()) {
        const result = one.apply(this, args);
        if (result !== void 0 && result !== null && this[capture]) catchRejection(this, result, type, args);
      }
    }
    return true;
  },
  addListener(type, listener) {
    return add(this, type, listener, false);
  },
  prependListener(type, listener) {
    return add(this, type, listener, true);
  },
  once(type, listener) {
    checkListener(listener);
    this.on(type, wrapOnce(this, type, listener));
    return this;
  },
  prependOnceListener(type, listener) {
    checkListener(listener);
    this.prependListener(type, wrapOnce(this, type, listener));
    return this;
  },
  removeListener(type, listener) {
    checkListener(listener);
    const events = this._events;
    const list = events?.[type];
    if (list === void 0) return this;
    if (list === listener || list.listener === listener) {
      this._eventsCount -= 1;
      if (this._eventsCount === 0) this._events = /* @__PURE__ */ Object.create(null);
      else delete events[type];
      if (events.removeListener) this.emit("removeListener", type, list.listener || listener);
    } else if (typeof list !== "function") {
      let at = -1;
      for (let i = list.length - 1; i >= 0; i--) {
        if (list[i] === listener || list[i].listener === listener) {
          at = i;
          break;
        }
      }
      if (at < 0) return this;
      list.splice(at, 1);
      if (list.length === 1) events[type] = list[0];
      if (events.removeListener !== void 0) this.emit("removeListener", type, listener);
    }
    return this;
  },
  removeAllListeners(type) {
    const events = this._events;
    if (events === void 0) return this;
    if (events.removeListener === void 0) {
      if (arguments.length === 0) {
        this._events = /* @__PURE__ */ Object.create(null);
        this._eventsCount = 0;
      } else if (events[type] !== void 0) {
        if (--this._eventsCount === 0) this._events = /* @__PURE__ */ Object.create(null);
        else delete events[type];
      }
      return this;
    }
    if (arguments.length === 0) {
      for (const key of Reflect.ownKeys(events)) if (key !== "removeListener") this.removeAllListeners(key);
      this.removeAllListeners("removeListener");
      this._events = /* @__PURE__ */ Object.create(null);
      this._eventsCount = 0;
      return this;
    }
    const listeners = events[type];
    if (typeof listeners === "function") this.removeListener(type, listeners);
    else if (listeners !== void 0) for (let i = listeners.length - 1; i >= 0; i--) this.removeListener(type, listeners[i]);
    return this;
  },
  listeners(type) {
    return all(this, type).map((l) => l.listener || l);
  },
  rawListeners(type) {
    return all(this, type);
  },
  listenerCount(type, listener) {
    const list = all(this, type);
    return listener == null ? list.length : list.filter((l) => l === listener || l.listener === listener).length;
  },
  eventNames() {
    return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
  }
};
for (const [name, value] of Object.entries({ ...methods, on: methods.addListener, off: methods.removeListener })) {
  Object.defineProperty(P, name, { value, writable: true, configurable: true, enumerable: true });
}
function all(target, type) {
  const list = target._events?.[type];
  if (list === void 0) return [];
  return typeof list === "function" ? [list] : list.slice();
}
function add(target, type, listener, first) {
  checkListener(listener);
  let events = target._events;
  if (events === void 0) {
    events = target._events = /* @__PURE__ */ Object.create(null);
    target._eventsCount = 0;
  } else if (events.newListener !== void 0) {
    target.emit("newListener", type, listener.listener ?? listener);
    events = target._events;
  }
  const existing = events[type];
  if (existing === void 0) {
    events[type] = listener;
    ++target._eventsCount;
    return target;
  }
  if (typeof existing === "function") events[type] = first ? [listener, existing] : [existing, listener];
  else if (first) existing.unshift(listener);
  else existing.push(listener);
  const list = events[type];
  const max = target.getMaxListeners();
  if (max > 0 && list.length > max && !list.warned) {
    list.warned = true;
    const w = new Error(`Possible EventEmitter memory leak detected. ${list.length} ${String(type)} listeners added to ${(0, import_node_util.inspect)(target, { depth: -1 })}. MaxListeners is ${max}. Use emitter.setMaxListeners() to increase limit`);
    w.name = "MaxListenersExceededWarning";
    w.emitter = target;
    w.type = type;
    w.count = list.length;
    import_node_process.default.emitWarning(w);
  }
  return target;
}
function wrapOnce(target, type, listener) {
  let fired = false;
  const wrapped = function(...args) {
    if (fired) return void 0;
    target.removeListener(type, wrapped);
    fired = true;
    return listener.apply(target, args);
  };
  wrapped.listener = listener;
  return wrapped;
}
function catchRejection(emitter, result, type, args) {
  if (typeof result?.then !== "function") return;
  result.then(void 0, (error) => {
    queueMicrotask(() => {
      if (typeof emitter[kCapture] === "function") emitter[kCapture](error, type, ...args);
      else {
        const before = emitter[capture];
        emitter[capture] = false;
        try {
          emitter.emit("error", error);
        } finally {
          emitter[capture] = before;
        }
      }
    });
  });
}
function checkSignal(signal) {
  if (signal !== void 0 && (typeof signal !== "object" || signal === null || !("aborted" in signal))) throw (0, import_node_errors.invalidArgType)("options.signal", "AbortSignal", signal);
}
async function once(emitter, name, options = {}) {
  const signal = options?.signal;
  checkSignal(signal);
  if (signal?.aborted) throw (0, import_node_errors.abortError)(signal.reason);
  return new Promise((resolve, reject) => {
    const onError = (e) => {
      emitter.removeListener(name, onEvent);
      detach();
      reject(e);
    };
    const onEvent = (...args) => {
      if (typeof emitter.removeListener === "function") emitter.removeListener("error", onError);
      detach();
      resolve(args);
    };
    const onAbort = () => {
      unlisten(emitter, name, onEvent);
      unlisten(emitter, "error", onError);
      reject((0, import_node_errors.abortError)(signal.reason));
    };
    const detach = () => signal?.removeEventListener("abort", onAbort);
    listen(emitter, name, onEvent, true);
    if (name !== "error" && typeof emitter.once === "function") emitter.once("error", onError);
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
function listen(emitter, name, f, single = false) {
  if (typeof emitter.on === "function") single ? emitter.once(name, f) : emitter.on(name, f);
  else if (typeof emitter.addEventListener === "function") emitter.addEventListener(name, f, { once: single });
  else throw (0, import_node_errors.invalidArgType)("emitter", "EventEmitter", emitter);
}
function unlisten(emitter, name, f) {
  if (typeof emitter.removeListener === "function") emitter.removeListener(name, f);
  else if (typeof emitter.removeEventListener === "function") emitter.removeEventListener(name, f);
}
function on(emitter, name, options = {}) {
  const signal = options.signal;
  checkSignal(signal);
  if (signal?.aborted) throw (0, import_node_errors.abortError)(signal.reason);
  const ready = [];
  const waiting = [];
  let failure;
  let failed = false;
  let finished = false;
  const onEvent = (...args) => {
    const w = waiting.shift();
    if (w) w.resolve({ value: args, done: false });
    else ready.push(args);
  };
  const onError = (e) => {
    const w = waiting.shift();
    if (w) w.reject(e);
    else {
      failure = e;
      failed = true;
    }
    close();
  };
  const onAbort = () => onError((0, import_node_errors.abortError)(signal.reason));
  const close = () => {
    unlisten(emitter, name, onEvent);
    unlisten(emitter, "error", onError);
    for (const e of options.close ?? []) unlisten(emitter, e, close);
    signal?.removeEventListener("abort", onAbort);
    finished = true;
    for (const w of waiting.splice(0)) w.resolve({ value: void 0, done: true });
    return Promise.resolve({ value: void 0, done: true });
  };
  listen(emitter, name, onEvent);
  if (name !== "error" && typeof emitter.on === "function") emitter.on("error", onError);
  for (const e of options.close ?? []) listen(emitter, e, close);
  signal?.addEventListener("abort", onAbort, { once: true });
  return {
    next() {
      if (ready.length > 0) return Promise.resolve({ value: ready.shift(), done: false });
      if (failed) {
        failed = false;
        return Promise.reject(failure);
      }
      if (finished) return close();
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return: close,
    throw(e) {
      if (!(e instanceof Error)) throw (0, import_node_errors.invalidArgType)("EventEmitter.AsyncIterator", "Error", e);
      failure = e;
      failed = true;
      close();
    },
    [Symbol.asyncIterator]() {
      return this;
    }
  };
}
function getEventListeners(emitter, type) {
  if (typeof emitter.listeners === "function") return emitter.listeners(type);
  throw (0, import_node_errors.invalidArgType)("emitter", ["EventEmitter", "EventTarget"], emitter);
}
function getMaxListeners(emitter) {
  return typeof emitter?.getMaxListeners === "function" ? emitter.getMaxListeners() : defaultMaxListeners;
}
function setMaxListeners(n = defaultMaxListeners, ...targets) {
  if (typeof n !== "number" || n < 0 || Number.isNaN(n)) throw (0, import_node_errors.outOfRange)("n", "a non-negative number", n);
  if (targets.length === 0) defaultMaxListeners = n;
  for (const t of targets) if (typeof t.setMaxListeners === "function") t.setMaxListeners(n);
}
function addAbortListener(signal, listener) {
  if (signal === void 0) throw (0, import_node_errors.invalidArgType)("signal", "AbortSignal", signal);
  checkSignal(signal);
  (0, import_node_errors.wantFunction)(listener, "listener");
  let remove;
  if (signal.aborted) queueMicrotask(() => listener({ type: "abort", target: signal }));
  else {
    signal.addEventListener("abort", listener, { once: true });
    remove = () => signal.removeEventListener("abort", listener);
  }
  return { [Symbol.dispose ?? /* @__PURE__ */ Symbol.for("Symbol.dispose")]: () => remove?.() };
}
function listenerCount(emitter, type) {
  return typeof emitter.listenerCount === "function" ? emitter.listenerCount(type) : methods.listenerCount.call(emitter, type);
}
var E = EventEmitter;
Object.assign(E, { once, on, getEventListeners, getMaxListeners, setMaxListeners, addAbortListener, listenerCount, EventEmitter, errorMonitor, captureRejectionSymbol: kCapture, usingDomains: false });
Object.defineProperty(E, "defaultMaxListeners", { enumerable: true, get: () => defaultMaxListeners, set: (n) => setMaxListeners(n) });
Object.defineProperty(E, "captureRejections", { enumerable: true, get: () => P[capture], set: (v) => {
  P[capture] = v;
} });
var EventEmitterAsyncResource = class extends E {
};
E.EventEmitterAsyncResource = EventEmitterAsyncResource;
var captureRejections = false;
var events_default = E;
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(events_exports, { EventEmitter: E, EventEmitterAsyncResource, addAbortListener, captureRejectionSymbol: kCapture, captureRejections, default: events_default, defaultMaxListeners, errorMonitor, getEventListeners, getMaxListeners, listenerCount, on, once, setMaxListeners });
