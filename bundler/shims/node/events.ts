// node:events.
import { abortError, coded, invalidArgType, outOfRange, wantFunction } from "host:internal/node-errors";
import process from "node:process";
import { inspect } from "node:util";

type Any = any;
type Listener = (...args: Any[]) => Any;
type Name = string | symbol;

const kCapture = Symbol.for("nodejs.rejection");
const errorMonitor = Symbol("events.errorMonitor");
const capture = Symbol("kCapture");

let defaultMaxListeners = 10;

function checkListener(listener: unknown): asserts listener is Listener {
  if (typeof listener !== "function") throw invalidArgType("listener", "function", listener);
}

function EventEmitter(this: Any, options?: Any): void {
  EventEmitter.init.call(this, options);
}

EventEmitter.init = function (this: Any, options?: { captureRejections?: boolean }): void {
  if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
    this._events = Object.create(null);
    this._eventsCount = 0;
  }
  this._maxListeners = this._maxListeners || undefined;
  if (options?.captureRejections) {
    if (typeof options.captureRejections !== "boolean") throw invalidArgType("options.captureRejections", "boolean", options.captureRejections);
    this[capture] = true;
  } else this[capture] = EventEmitter.prototype[capture];
};

const P: Any = EventEmitter.prototype;
P._events = undefined;
P._eventsCount = 0;
P._maxListeners = undefined;
Object.defineProperty(P, capture, { value: false, writable: true, enumerable: false });

const methods = {
  setMaxListeners(this: Any, n: number) {
    if (typeof n !== "number" || n < 0 || Number.isNaN(n)) throw typeof n !== "number" ? invalidArgType("n", "number", n) : outOfRange("n", "a non-negative number", n);
    this._maxListeners = n;
    return this;
  },
  getMaxListeners(this: Any): number {
    return this._maxListeners === undefined ? defaultMaxListeners : this._maxListeners;
  },
  emit(this: Any, type: Name, ...args: Any[]): boolean {
    const events = this._events;
    if (type === "error") {
      if (events !== undefined && events[errorMonitor] !== undefined) this.emit(errorMonitor, ...args);
      if (events === undefined || events.error === undefined) {
        const e = args[0];
        if (e instanceof Error) throw e;
        let text: string;
        try {
          text = inspect(e);
        } catch {
          text = String(e);
        }
        const err: Any = coded(Error, "ERR_UNHANDLED_ERROR", `Unhandled error. (${text})`);
        err.context = e;
        throw err;
      }
    }
    if (events === undefined) return false;
    const handler = events[type];
    if (handler === undefined) return false;
    if (typeof handler === "function") {
      const result = handler.apply(this, args);
      if (result !== undefined && result !== null && this[capture]) catchRejection(this, result, type, args);
    } else {
      for (const one of handler.slice()) {
        const result = one.apply(this, args);
        if (result !== undefined && result !== null && this[capture]) catchRejection(this, result, type, args);
      }
    }
    return true;
  },
  addListener(this: Any, type: Name, listener: Listener) {
    return add(this, type, listener, false);
  },
  prependListener(this: Any, type: Name, listener: Listener) {
    return add(this, type, listener, true);
  },
  once(this: Any, type: Name, listener: Listener) {
    checkListener(listener);
    this.on(type, wrapOnce(this, type, listener));
    return this;
  },
  prependOnceListener(this: Any, type: Name, listener: Listener) {
    checkListener(listener);
    this.prependListener(type, wrapOnce(this, type, listener));
    return this;
  },
  removeListener(this: Any, type: Name, listener: Listener) {
    checkListener(listener);
    const events = this._events;
    const list = events?.[type];
    if (list === undefined) return this;
    if (list === listener || list.listener === listener) {
      this._eventsCount -= 1;
      if (this._eventsCount === 0) this._events = Object.create(null);
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
      if (events.removeListener !== undefined) this.emit("removeListener", type, listener);
    }
    return this;
  },
  removeAllListeners(this: Any, type?: Name) {
    const events = this._events;
    if (events === undefined) return this;
    if (events.removeListener === undefined) {
      if (arguments.length === 0) {
        this._events = Object.create(null);
        this._eventsCount = 0;
      } else if (events[type!] !== undefined) {
        if (--this._eventsCount === 0) this._events = Object.create(null);
        else delete events[type!];
      }
      return this;
    }
    if (arguments.length === 0) {
      for (const key of Reflect.ownKeys(events)) if (key !== "removeListener") this.removeAllListeners(key);
      this.removeAllListeners("removeListener");
      this._events = Object.create(null);
      this._eventsCount = 0;
      return this;
    }
    const listeners = events[type!];
    if (typeof listeners === "function") this.removeListener(type, listeners);
    else if (listeners !== undefined) for (let i = listeners.length - 1; i >= 0; i--) this.removeListener(type, listeners[i]);
    return this;
  },
  listeners(this: Any, type: Name): Listener[] {
    return all(this, type).map((l: Any) => l.listener || l);
  },
  rawListeners(this: Any, type: Name): Listener[] {
    return all(this, type);
  },
  listenerCount(this: Any, type: Name, listener?: Listener): number {
    const list = all(this, type);
    return listener == null ? list.length : list.filter((l: Any) => l === listener || l.listener === listener).length;
  },
  eventNames(this: Any): Name[] {
    return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
  },
};
for (const [name, value] of Object.entries({ ...methods, on: methods.addListener, off: methods.removeListener })) {
  Object.defineProperty(P, name, { value, writable: true, configurable: true, enumerable: true });
}

function all(target: Any, type: Name): Any[] {
  const list = target._events?.[type];
  if (list === undefined) return [];
  return typeof list === "function" ? [list] : list.slice();
}

function add(target: Any, type: Name, listener: Any, first: boolean): Any {
  checkListener(listener);
  let events = target._events;
  if (events === undefined) {
    events = target._events = Object.create(null);
    target._eventsCount = 0;
  } else if (events.newListener !== undefined) {
    target.emit("newListener", type, (listener as Any).listener ?? listener);
    events = target._events;
  }
  const existing = events[type];
  if (existing === undefined) {
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
    const w: Any = new Error(`Possible EventEmitter memory leak detected. ${list.length} ${String(type)} listeners added to ${inspect(target, { depth: -1 })}. MaxListeners is ${max}. Use emitter.setMaxListeners() to increase limit`);
    w.name = "MaxListenersExceededWarning";
    w.emitter = target;
    w.type = type;
    w.count = list.length;
    process.emitWarning(w);
  }
  return target;
}

function wrapOnce(target: Any, type: Name, listener: Listener): Listener {
  let fired = false;
  const wrapped: Any = function (this: Any, ...args: Any[]) {
    if (fired) return undefined;
    target.removeListener(type, wrapped);
    fired = true;
    return listener.apply(target, args);
  };
  wrapped.listener = listener;
  return wrapped;
}

function catchRejection(emitter: Any, result: Any, type: Name, args: Any[]): void {
  if (typeof result?.then !== "function") return;
  result.then(undefined, (error: unknown) => {
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

// --- helpers ---

function checkSignal(signal: Any): void {
  if (signal !== undefined && (typeof signal !== "object" || signal === null || !("aborted" in signal))) throw invalidArgType("options.signal", "AbortSignal", signal);
}

export async function once(emitter: Any, name: Name, options: { signal?: AbortSignal } = {}): Promise<Any[]> {
  const signal = options?.signal;
  checkSignal(signal);
  if (signal?.aborted) throw abortError((signal as Any).reason);
  return new Promise((resolve, reject) => {
    const onError = (e: unknown) => {
      emitter.removeListener(name, onEvent);
      detach();
      reject(e);
    };
    const onEvent = (...args: Any[]) => {
      if (typeof emitter.removeListener === "function") emitter.removeListener("error", onError);
      detach();
      resolve(args);
    };
    const onAbort = () => {
      unlisten(emitter, name, onEvent);
      unlisten(emitter, "error", onError);
      reject(abortError((signal as Any).reason));
    };
    const detach = () => signal?.removeEventListener("abort", onAbort);
    listen(emitter, name, onEvent, true);
    if (name !== "error" && typeof emitter.once === "function") emitter.once("error", onError);
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}

function listen(emitter: Any, name: Name, f: Listener, single = false): void {
  if (typeof emitter.on === "function") single ? emitter.once(name, f) : emitter.on(name, f);
  else if (typeof emitter.addEventListener === "function") emitter.addEventListener(name, f, { once: single });
  else throw invalidArgType("emitter", "EventEmitter", emitter);
}

function unlisten(emitter: Any, name: Name, f: Listener): void {
  if (typeof emitter.removeListener === "function") emitter.removeListener(name, f);
  else if (typeof emitter.removeEventListener === "function") emitter.removeEventListener(name, f);
}

export function on(emitter: Any, name: Name, options: Any = {}): Any {
  const signal: Any = options.signal;
  checkSignal(signal);
  if (signal?.aborted) throw abortError(signal.reason);
  const ready: Any[][] = [];
  const waiting: { resolve: (v: Any) => void; reject: (e: unknown) => void }[] = [];
  let failure: unknown;
  let failed = false;
  let finished = false;
  const onEvent = (...args: Any[]) => {
    const w = waiting.shift();
    if (w) w.resolve({ value: args, done: false });
    else ready.push(args);
  };
  const onError = (e: unknown) => {
    const w = waiting.shift();
    if (w) w.reject(e);
    else {
      failure = e;
      failed = true;
    }
    close();
  };
  const onAbort = () => onError(abortError(signal.reason));
  const close = (): Promise<Any> => {
    unlisten(emitter, name, onEvent);
    unlisten(emitter, "error", onError);
    for (const e of options.close ?? []) unlisten(emitter, e, close);
    signal?.removeEventListener("abort", onAbort);
    finished = true;
    for (const w of waiting.splice(0)) w.resolve({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  };
  listen(emitter, name, onEvent);
  if (name !== "error" && typeof emitter.on === "function") emitter.on("error", onError);
  for (const e of options.close ?? []) listen(emitter, e, close);
  signal?.addEventListener("abort", onAbort, { once: true });
  return {
    next(): Promise<Any> {
      if (ready.length > 0) return Promise.resolve({ value: ready.shift(), done: false });
      if (failed) {
        failed = false;
        return Promise.reject(failure);
      }
      if (finished) return close();
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return: close,
    throw(e: unknown): void {
      if (!(e instanceof Error)) throw invalidArgType("EventEmitter.AsyncIterator", "Error", e);
      failure = e;
      failed = true;
      close();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

export function getEventListeners(emitter: Any, type: Name): Listener[] {
  if (typeof emitter.listeners === "function") return emitter.listeners(type);
  throw invalidArgType("emitter", ["EventEmitter", "EventTarget"], emitter);
}

export function getMaxListeners(emitter: Any): number {
  return typeof emitter?.getMaxListeners === "function" ? emitter.getMaxListeners() : defaultMaxListeners;
}

export function setMaxListeners(n = defaultMaxListeners, ...targets: Any[]): void {
  if (typeof n !== "number" || n < 0 || Number.isNaN(n)) throw outOfRange("n", "a non-negative number", n);
  if (targets.length === 0) defaultMaxListeners = n;
  for (const t of targets) if (typeof t.setMaxListeners === "function") t.setMaxListeners(n);
}

export function addAbortListener(signal: AbortSignal, listener: (e: Any) => void): Any {
  if (signal === undefined) throw invalidArgType("signal", "AbortSignal", signal);
  checkSignal(signal);
  wantFunction(listener, "listener");
  let remove: (() => void) | undefined;
  if (signal.aborted) queueMicrotask(() => listener({ type: "abort", target: signal }));
  else {
    signal.addEventListener("abort", listener, { once: true });
    remove = () => signal.removeEventListener("abort", listener);
  }
  return { [(Symbol as Any).dispose ?? Symbol.for("Symbol.dispose")]: () => remove?.() };
}

export function listenerCount(emitter: Any, type: Name): number {
  return typeof emitter.listenerCount === "function" ? emitter.listenerCount(type) : methods.listenerCount.call(emitter, type);
}

const E: Any = EventEmitter;
Object.assign(E, { once, on, getEventListeners, getMaxListeners, setMaxListeners, addAbortListener, listenerCount, EventEmitter, errorMonitor, captureRejectionSymbol: kCapture, usingDomains: false });
Object.defineProperty(E, "defaultMaxListeners", { enumerable: true, get: () => defaultMaxListeners, set: (n) => setMaxListeners(n) });
Object.defineProperty(E, "captureRejections", { enumerable: true, get: () => P[capture], set: (v: boolean) => { P[capture] = v; } });

/** An emitter whose listeners keep the asynchronous context it was made in. */
class EventEmitterAsyncResource extends (E as { new (options?: Any): Any }) {}
E.EventEmitterAsyncResource = EventEmitterAsyncResource;


export { E as EventEmitter, errorMonitor, kCapture as captureRejectionSymbol, EventEmitterAsyncResource, defaultMaxListeners };
export const captureRejections = false;
export default E;
