// Static and prototype methods of ES2024 to ES2026 that the engine lacks.
// Each is a method in an object, so that its name is right and it is no
// constructor.

import { registry, transfer, weak } from "host:internal/language-native";

function method<T extends Record<string, Function>>(one: T): T[keyof T] {
  return Object.values(one)[0] as T[keyof T];
}

function object(value: unknown, what: string): asserts value is object {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") throw new TypeError(`${what} called on non-object`);
}

function callable(f: unknown): asserts f is Function {
  if (typeof f !== "function") throw new TypeError(`${typeof f === "string" ? JSON.stringify(f) : String(f)} is not a function`);
}

export const withResolvers = method({
  withResolvers(this: PromiseConstructor) {
    object(this, "Promise.withResolvers");
    let resolve: unknown;
    let reject: unknown;
    const promise = new this((yes, no) => {
      resolve = yes;
      reject = no;
    });
    return { promise, resolve, reject };
  },
});

export const promiseTry = method({
  try(this: PromiseConstructor, f: Function, ...args: unknown[]) {
    object(this, "Promise.try");
    return new this((resolve) => resolve(f(...args)));
  },
});

function group<K>(items: Iterable<unknown>, f: Function, toKey: (key: unknown) => K): Map<K, unknown[]> {
  if (items === undefined || items === null) throw new TypeError(`${items} is not iterable`);
  callable(f);
  const groups = new Map<K, unknown[]>();
  let index = 0;
  for (const item of items) {
    const key = toKey(f(item, index++));
    const one = groups.get(key);
    if (one) one.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

export const objectGroupBy = method({
  groupBy(items: Iterable<unknown>, callback: Function) {
    const out = Object.create(null);
    for (const [key, values] of group(items, callback, (key) => (typeof key === "symbol" ? key : String(key)))) out[key] = values;
    return out;
  },
});

export const mapGroupBy = method({
  groupBy(items: Iterable<unknown>, callback: Function) {
    return group(items, callback, (key) => key);
  },
});

export const getOrInsert = method({
  getOrInsert(this: Map<unknown, unknown>, key: unknown, value: unknown) {
    if (Map.prototype.has.call(this, key)) return Map.prototype.get.call(this, key);
    Map.prototype.set.call(this, key, value);
    return value;
  },
});

export const getOrInsertComputed = method({
  getOrInsertComputed(this: Map<unknown, unknown>, key: unknown, callback: Function) {
    if (Map.prototype.has.call(this, key)) return Map.prototype.get.call(this, key);
    callable(callback);
    const value = callback(key);
    Map.prototype.set.call(this, key, value);
    return value;
  },
});

export const fromAsync = method({
  async fromAsync(this: any, items: any, mapper?: any, thisArg?: unknown) {
    if (mapper !== undefined) callable(mapper);
    const constructs = typeof this === "function" && this.prototype !== undefined;
    const each = async (value: unknown, index: number) => (mapper ? await mapper.call(thisArg, value, index) : value);
    const put = (out: object, index: number, value: unknown) =>
      Object.defineProperty(out, index, { value, writable: true, enumerable: true, configurable: true });
    const asyncMethod = items[Symbol.asyncIterator];
    const syncMethod = asyncMethod === undefined || asyncMethod === null ? items[Symbol.iterator] : undefined;
    if ((asyncMethod ?? syncMethod) === undefined) {
      const length = Math.max(0, Math.trunc(Number(items.length)) || 0);
      const out = constructs ? new this(length) : new Array(length);
      for (let i = 0; i < length; i++) put(out, i, await each(await items[i], i));
      out.length = length;
      return out;
    }
    const out = constructs ? new this() : [];
    const iterator = (asyncMethod ?? syncMethod).call(items);
    let index = 0;
    let finished = false;
    try {
      for (;;) {
        const step = asyncMethod ? await iterator.next() : iterator.next();
        if (step.done) break;
        put(out, index, await each(asyncMethod ? step.value : await step.value, index));
        index++;
      }
      finished = true;
    } finally {
      if (!finished) await iterator.return?.();
    }
    out.length = index;
    return out;
  },
});

const escapes: Record<string, string> = { "\t": "\\t", "\n": "\\n", "\v": "\\v", "\f": "\\f", "\r": "\\r" };

export const regExpEscape = method({
  escape(text: string) {
    if (typeof text !== "string") throw new TypeError(`RegExp.escape: want a string, got ${typeof text}`);
    let out = "";
    for (const c of text) {
      const code = c.codePointAt(0)!;
      if (out === "" && /[0-9A-Za-z]/.test(c)) out = hex2(code);
      else if (/[\^$\\.*+?()[\]{}|/]/.test(c)) out += "\\" + c;
      else if (escapes[c]) out += escapes[c];
      else if (/[,\-=<>#&!%:;@~'`"]/.test(c) || code === 0x20) out += hex2(code);
      else if (/\s/.test(c) || (code >= 0xd800 && code <= 0xdfff)) out += code <= 0xff ? hex2(code) : "\\u" + code.toString(16).padStart(4, "0");
      else out += c;
    }
    return out;
  },
});

function hex2(code: number): string {
  return "\\x" + code.toString(16).padStart(2, "0");
}

/** Where the first lone surrogate is, or -1. */
function lone(text: string, from = 0): number {
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0xd800 || c > 0xdfff) continue;
    const next = i + 1 < text.length ? text.charCodeAt(i + 1) : 0;
    if (c > 0xdbff || next < 0xdc00 || next > 0xdfff) return i;
    i++;
  }
  return -1;
}

function text(value: unknown, what: string): string {
  if (value === undefined || value === null) throw new TypeError(`String.prototype.${what} called on null or undefined`);
  return String(value);
}

export const isWellFormed = method({
  isWellFormed(this: unknown) {
    return lone(text(this, "isWellFormed")) < 0;
  },
});

export const toWellFormed = method({
  toWellFormed(this: unknown) {
    const s = text(this, "toWellFormed");
    let out = "";
    let done = 0;
    for (let at = lone(s); at >= 0; at = lone(s, done)) {
      out += s.slice(done, at) + "\ufffd";
      done = at + 1;
    }
    return done === 0 ? s : out + s.slice(done);
  },
});

/** The exact sum, rounded once: Shewchuk's expansion of partial sums. */
export const sumPrecise = method({
  sumPrecise(items: Iterable<number>) {
    const partials: number[] = [];
    let special = 0;
    let negativeZero = true;
    let finite = true;
    // Sums beyond the largest double are kept as a count of 2 ** 1023 * 2.
    let overflow = 0;
    const half = 2 ** 1023;
    for (const x of items) {
      if (typeof x !== "number") throw new TypeError(`Math.sumPrecise: ${String(x)} is not a number`);
      if (!Object.is(x, -0)) negativeZero = false;
      if (!Number.isFinite(x)) {
        special = finite ? x : special + x;
        finite = false;
        continue;
      }
      let sum = x;
      let kept = 0;
      for (let y of partials) {
        if (Math.abs(sum) < Math.abs(y)) [sum, y] = [y, sum];
        let hi = sum + y;
        let lo: number;
        if (!Number.isFinite(hi)) {
          const sign = hi > 0 ? 1 : -1;
          overflow += sign;
          sum = sum - sign * half - sign * half;
          if (Math.abs(sum) < Math.abs(y)) [sum, y] = [y, sum];
          hi = sum + y;
        }
        lo = y - (hi - sum);
        if (lo !== 0) partials[kept++] = lo;
        sum = hi;
      }
      partials.length = kept;
      if (sum !== 0) partials.push(sum);
    }
    if (!finite) return special;
    if (negativeZero) return -0;
    if (overflow !== 0) {
      const top = partials.pop() ?? 0;
      if (Math.abs(overflow) > 1 || Math.sign(overflow) === Math.sign(top) || top === 0) return overflow > 0 ? Infinity : -Infinity;
      const rest = overflow * half + top / 2;
      const sum = rest * 2;
      if (!Number.isFinite(sum)) return sum;
      partials.push(sum);
    }
    let i = partials.length - 1;
    if (i < 0) return 0;
    let hi = partials[i]!;
    let lo = 0;
    while (i > 0) {
      const x = hi;
      const y = partials[--i]!;
      hi = x + y;
      lo = y - (hi - x);
      if (lo !== 0) break;
    }
    if (i > 0 && ((lo < 0 && partials[i - 1]! < 0) || (lo > 0 && partials[i - 1]! > 0))) {
      const y = lo * 2;
      const x = hi + y;
      if (y === x - hi) hi = x;
    }
    return hi;
  },
});

export const defineGetter = method({
  __defineGetter__(this: object, key: PropertyKey, get: () => unknown) {
    callable(get);
    Object.defineProperty(Object(this), key, { get, enumerable: true, configurable: true });
  },
});

export const defineSetter = method({
  __defineSetter__(this: object, key: PropertyKey, set: (value: unknown) => void) {
    callable(set);
    Object.defineProperty(Object(this), key, { set, enumerable: true, configurable: true });
  },
});

function lookup(o: unknown, key: PropertyKey, which: "get" | "set"): unknown {
  for (let at: any = Object(o); at; at = Object.getPrototypeOf(at)) {
    const d = Object.getOwnPropertyDescriptor(at, key);
    if (d) return d[which];
  }
  return undefined;
}

export const lookupGetter = method({
  __lookupGetter__(this: unknown, key: PropertyKey) {
    return lookup(this, key, "get");
  },
});

export const lookupSetter = method({
  __lookupSetter__(this: unknown, key: PropertyKey) {
    return lookup(this, key, "set");
  },
});

function resized(from: ArrayBuffer, length: number | undefined): ArrayBuffer {
  const size = length === undefined ? from.byteLength : Math.trunc(Number(length)) || 0;
  if (size < 0) throw new RangeError("Invalid array buffer length");
  const bytes = transfer(from);
  if (size === bytes.byteLength) return bytes;
  const out = new Uint8Array(size);
  out.set(new Uint8Array(bytes, 0, Math.min(size, bytes.byteLength)));
  return out.buffer;
}

export const transferBuffer = method({
  transfer(this: ArrayBuffer, length?: number) {
    return resized(this, length);
  },
});

export const transferToFixedLength = method({
  transferToFixedLength(this: ArrayBuffer, length?: number) {
    return resized(this, length);
  },
});

function target(value: unknown, what: string): void {
  const held = (typeof value === "object" && value !== null) || typeof value === "function" || (typeof value === "symbol" && Symbol.keyFor(value) === undefined);
  if (!held) throw new TypeError(`${what}: invalid target`);
}

/** A reference that does not keep its target alive (ECMAScript 26.1). */
class WeakRefClass<T extends object> {
  #get: () => T | undefined;
  constructor(value: T) {
    target(value, "WeakRef");
    this.#get = weak(value);
  }
  deref(): T | undefined {
    return this.#get();
  }
  get [Symbol.toStringTag]() {
    return "WeakRef";
  }
}
Object.defineProperty(WeakRefClass, "name", { value: "WeakRef", configurable: true });
export { WeakRefClass as WeakRef };

/** Calls back some time after a target was collected (ECMAScript 26.2). */
class Registry {
  #cells: ReturnType<typeof registry>;
  constructor(callback: (held: unknown) => void) {
    if (typeof callback !== "function") throw new TypeError("FinalizationRegistry: cleanup must be callable");
    this.#cells = registry(callback);
  }
  register(value: unknown, held: unknown, token?: unknown): void {
    target(value, "FinalizationRegistry.prototype.register");
    if (value === held) throw new TypeError("FinalizationRegistry.prototype.register: target and holdings must not be same");
    this.#cells.register(value, held, token);
  }
  unregister(token: unknown): boolean {
    target(token, "FinalizationRegistry.prototype.unregister");
    return this.#cells.unregister(token);
  }
  get [Symbol.toStringTag]() {
    return "FinalizationRegistry";
  }
}
Object.defineProperty(Registry, "name", { value: "FinalizationRegistry", configurable: true });
export { Registry as FinalizationRegistry };
