// Code generated from bundler/shims/node/events.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 7f101c3d5f5c7596d8bdca70b764c6495de199e8809a7a345c3a5bfd35133263
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
    __defProp(target, name, { get: all2[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

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

// bundler/shims/node/_errors.ts
function received(value) {
  if (value == null) return ` Received ${value}`;
  if (typeof value === "function") return value.name ? ` Received function ${value.name}` : " Received function ";
  if (typeof value === "object") {
    const name = value.constructor?.name;
    return name ? ` Received an instance of ${name}` : ` Received [Object: null prototype] {}`;
  }
  let text = typeof value === "string" ? `'${value}'` : typeof value === "bigint" ? `${value}n` : String(value);
  if (text.length > 28) text = `${text.slice(0, 25)}...`;
  return ` Received type ${typeof value} (${text})`;
}
function coded(Class, code, message) {
  const e = new Class(message);
  e.code = code;
  if (typeof e.stack === "string") {
    const stack = e.stack.replace(`${e.name}: `, `${e.name} [${code}]: `);
    Object.defineProperty(e, "stack", { value: stack, writable: true, configurable: true });
  }
  return e;
}
var kinds = /* @__PURE__ */ new Set(["string", "function", "number", "object", "boolean", "bigint", "symbol", "undefined", "null", "Function", "Object"]);
function list(words) {
  if (words.length > 2) return `${words.slice(0, -1).join(", ")}, or ${words[words.length - 1]}`;
  return words.join(" or ");
}
function invalidArgType(name, expected, actual) {
  const all2 = Array.isArray(expected) ? expected : [expected];
  const types = all2.filter((x) => kinds.has(x)).map((x) => x.toLowerCase());
  const classes = all2.filter((x) => !kinds.has(x) && /^[A-Z]/.test(x));
  const others = all2.filter((x) => !kinds.has(x) && !/^[A-Z]/.test(x));
  if (classes.length > 0 && types.includes("object")) {
    types.splice(types.indexOf("object"), 1);
    classes.push("Object");
  }
  const parts = [];
  if (types.length > 0) parts.push(`${types.length > 1 ? "one of type" : "of type"} ${list(types)}`);
  if (classes.length > 0) parts.push(`an instance of ${list(classes)}`);
  if (others.length > 0) parts.push(others.length > 1 ? `one of ${list(others)}` : others[0]);
  const noun = name.endsWith(" argument") ? `The ${name}` : `The "${name}" ${name.includes(".") ? "property" : "argument"}`;
  return coded(TypeError, "ERR_INVALID_ARG_TYPE", `${noun} must be ${parts.join(" or ")}.${received(actual)}`);
}
function underscored(n) {
  if (typeof n !== "number" && typeof n !== "bigint") return String(n);
  const text = String(n);
  if (!Number.isInteger(Number(n)) || Math.abs(Number(n)) <= 2 ** 32) return typeof n === "bigint" ? `${text}n` : text;
  const grouped = text.replace(/\B(?=(\d{3})+$)/g, "_");
  return typeof n === "bigint" ? `${grouped}n` : grouped;
}
function outOfRange(name, range, actual) {
  return coded(RangeError, "ERR_OUT_OF_RANGE", `The value of "${name}" is out of range. It must be ${range}. Received ${underscored(actual)}`);
}
function wantFunction(value, name) {
  if (typeof value !== "function") throw invalidArgType(name, "function", value);
}
function abortError(reason) {
  const e = coded(Error, "ABORT_ERR", "The operation was aborted");
  e.name = "AbortError";
  if (reason !== void 0) Object.defineProperty(e, "cause", { value: reason, configurable: true, writable: true });
  return e;
}

// bundler/shims/node/events.ts
var import_node_process = __lazy(() => __toESM(require("node:process")), ["default"]);
var import_node_util = __lazy(() => require("node:util"), ["inspect"]);
var kCapture = /* @__PURE__ */ Symbol.for("nodejs.rejection");
var errorMonitor = /* @__PURE__ */ Symbol("events.errorMonitor");
var capture = /* @__PURE__ */ Symbol("kCapture");
var defaultMaxListeners = 10;
function checkListener(listener) {
  if (typeof listener !== "function") throw invalidArgType("listener", "function", listener);
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
    if (typeof options.captureRejections !== "boolean") throw invalidArgType("options.captureRejections", "boolean", options.captureRejections);
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
    if (typeof n !== "number" || n < 0 || Number.isNaN(n)) throw typeof n !== "number" ? invalidArgType("n", "number", n) : outOfRange("n", "a non-negative number", n);
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
        const err = coded(Error, "ERR_UNHANDLED_ERROR", `Unhandled error. (${text})`);
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
    const list2 = events?.[type];
    if (list2 === void 0) return this;
    if (list2 === listener || list2.listener === listener) {
      this._eventsCount -= 1;
      if (this._eventsCount === 0) this._events = /* @__PURE__ */ Object.create(null);
      else delete events[type];
      if (events.removeListener) this.emit("removeListener", type, list2.listener || listener);
    } else if (typeof list2 !== "function") {
      let at = -1;
      for (let i = list2.length - 1; i >= 0; i--) {
        if (list2[i] === listener || list2[i].listener === listener) {
          at = i;
          break;
        }
      }
      if (at < 0) return this;
      list2.splice(at, 1);
      if (list2.length === 1) events[type] = list2[0];
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
    const list2 = all(this, type);
    return listener == null ? list2.length : list2.filter((l) => l === listener || l.listener === listener).length;
  },
  eventNames() {
    return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
  }
};
for (const [name, value] of Object.entries({ ...methods, on: methods.addListener, off: methods.removeListener })) {
  Object.defineProperty(P, name, { value, writable: true, configurable: true, enumerable: true });
}
function all(target, type) {
  const list2 = target._events?.[type];
  if (list2 === void 0) return [];
  return typeof list2 === "function" ? [list2] : list2.slice();
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
  const list2 = events[type];
  const max = target.getMaxListeners();
  if (max > 0 && list2.length > max && !list2.warned) {
    list2.warned = true;
    const w = new Error(`Possible EventEmitter memory leak detected. ${list2.length} ${String(type)} listeners added to ${(0, import_node_util.inspect)(target, { depth: -1 })}. MaxListeners is ${max}. Use emitter.setMaxListeners() to increase limit`);
    w.name = "MaxListenersExceededWarning";
    w.emitter = target;
    w.type = type;
    w.count = list2.length;
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
  if (signal !== void 0 && (typeof signal !== "object" || signal === null || !("aborted" in signal))) throw invalidArgType("options.signal", "AbortSignal", signal);
}
async function once(emitter, name, options = {}) {
  const signal = options?.signal;
  checkSignal(signal);
  if (signal?.aborted) throw abortError(signal.reason);
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
      reject(abortError(signal.reason));
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
  else throw invalidArgType("emitter", "EventEmitter", emitter);
}
function unlisten(emitter, name, f) {
  if (typeof emitter.removeListener === "function") emitter.removeListener(name, f);
  else if (typeof emitter.removeEventListener === "function") emitter.removeEventListener(name, f);
}
function on(emitter, name, options = {}) {
  const signal = options.signal;
  checkSignal(signal);
  if (signal?.aborted) throw abortError(signal.reason);
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
  const onAbort = () => onError(abortError(signal.reason));
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
      if (!(e instanceof Error)) throw invalidArgType("EventEmitter.AsyncIterator", "Error", e);
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
  throw invalidArgType("emitter", ["EventEmitter", "EventTarget"], emitter);
}
function getMaxListeners(emitter) {
  return typeof emitter?.getMaxListeners === "function" ? emitter.getMaxListeners() : defaultMaxListeners;
}
function setMaxListeners(n = defaultMaxListeners, ...targets) {
  if (typeof n !== "number" || n < 0 || Number.isNaN(n)) throw outOfRange("n", "a non-negative number", n);
  if (targets.length === 0) defaultMaxListeners = n;
  for (const t of targets) if (typeof t.setMaxListeners === "function") t.setMaxListeners(n);
}
function addAbortListener(signal, listener) {
  if (signal === void 0) throw invalidArgType("signal", "AbortSignal", signal);
  checkSignal(signal);
  wantFunction(listener, "listener");
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
