// Code generated from bundler/shims/host/internal/language.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 417b49e8faec3868c17de4c669a874f1e432c76102dcc83bdc0dc7ff94c05a32
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
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
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });

// bundler/shims/host/internal/language.ts
var language_exports = {};
__export(language_exports, {
  FinalizationRegistry: () => Registry,
  WeakRef: () => WeakRefClass,
  defineGetter: () => defineGetter,
  defineSetter: () => defineSetter,
  fromAsync: () => fromAsync,
  getOrInsert: () => getOrInsert,
  getOrInsertComputed: () => getOrInsertComputed,
  isWellFormed: () => isWellFormed,
  lookupGetter: () => lookupGetter,
  lookupSetter: () => lookupSetter,
  mapGroupBy: () => mapGroupBy,
  objectGroupBy: () => objectGroupBy,
  promiseTry: () => promiseTry,
  regExpEscape: () => regExpEscape,
  sumPrecise: () => sumPrecise,
  toWellFormed: () => toWellFormed,
  transferBuffer: () => transferBuffer,
  transferToFixedLength: () => transferToFixedLength,
  withResolvers: () => withResolvers
});
module.exports = __toCommonJS(language_exports);
var import_language_native = require("host:internal/language-native");
function method(one) {
  return Object.values(one)[0];
}
function object(value, what) {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") throw new TypeError(`${what} called on non-object`);
}
function callable(f) {
  if (typeof f !== "function") throw new TypeError(`${typeof f === "string" ? JSON.stringify(f) : String(f)} is not a function`);
}
var withResolvers = method({
  withResolvers() {
    object(this, "Promise.withResolvers");
    let resolve;
    let reject;
    const promise = new this((yes, no) => {
      resolve = yes;
      reject = no;
    });
    return { promise, resolve, reject };
  }
});
var promiseTry = method({
  try(f, ...args) {
    object(this, "Promise.try");
    return new this((resolve) => resolve(f(...args)));
  }
});
function group(items, f, toKey) {
  if (items === void 0 || items === null) throw new TypeError(`${items} is not iterable`);
  callable(f);
  const groups = /* @__PURE__ */ new Map();
  let index = 0;
  for (const item of items) {
    const key = toKey(f(item, index++));
    const one = groups.get(key);
    if (one) one.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
var objectGroupBy = method({
  groupBy(items, callback) {
    const out = /* @__PURE__ */ Object.create(null);
    for (const [key, values] of group(items, callback, (key2) => typeof key2 === "symbol" ? key2 : String(key2))) out[key] = values;
    return out;
  }
});
var mapGroupBy = method({
  groupBy(items, callback) {
    return group(items, callback, (key) => key);
  }
});
var getOrInsert = method({
  getOrInsert(key, value) {
    if (Map.prototype.has.call(this, key)) return Map.prototype.get.call(this, key);
    Map.prototype.set.call(this, key, value);
    return value;
  }
});
var getOrInsertComputed = method({
  getOrInsertComputed(key, callback) {
    if (Map.prototype.has.call(this, key)) return Map.prototype.get.call(this, key);
    callable(callback);
    const value = callback(key);
    Map.prototype.set.call(this, key, value);
    return value;
  }
});
var fromAsync = method({
  async fromAsync(items, mapper, thisArg) {
    if (mapper !== void 0) callable(mapper);
    const constructs = typeof this === "function" && this.prototype !== void 0;
    const each = async (value, index2) => mapper ? await mapper.call(thisArg, value, index2) : value;
    const put = (out2, index2, value) => Object.defineProperty(out2, index2, { value, writable: true, enumerable: true, configurable: true });
    const asyncMethod = items[Symbol.asyncIterator];
    const syncMethod = asyncMethod === void 0 || asyncMethod === null ? items[Symbol.iterator] : void 0;
    if ((asyncMethod ?? syncMethod) === void 0) {
      const length = Math.max(0, Math.trunc(Number(items.length)) || 0);
      const out2 = constructs ? new this(length) : new Array(length);
      for (let i = 0; i < length; i++) put(out2, i, await each(await items[i], i));
      out2.length = length;
      return out2;
    }
    const out = constructs ? new this() : [];
    const iterator = (asyncMethod ?? syncMethod).call(items);
    let index = 0;
    let finished = false;
    try {
      for (; ; ) {
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
  }
});
var escapes = { "	": "\\t", "\n": "\\n", "\v": "\\v", "\f": "\\f", "\r": "\\r" };
var regExpEscape = method({
  escape(text2) {
    if (typeof text2 !== "string") throw new TypeError(`RegExp.escape: want a string, got ${typeof text2}`);
    let out = "";
    for (const c of text2) {
      const code = c.codePointAt(0);
      if (out === "" && /[0-9A-Za-z]/.test(c)) out = hex2(code);
      else if (/[\^$\\.*+?()[\]{}|/]/.test(c)) out += "\\" + c;
      else if (escapes[c]) out += escapes[c];
      else if (/[,\-=<>#&!%:;@~'`"]/.test(c) || code === 32) out += hex2(code);
      else if (/\s/.test(c) || code >= 55296 && code <= 57343) out += code <= 255 ? hex2(code) : "\\u" + code.toString(16).padStart(4, "0");
      else out += c;
    }
    return out;
  }
});
function hex2(code) {
  return "\\x" + code.toString(16).padStart(2, "0");
}
function lone(text2, from = 0) {
  for (let i = from; i < text2.length; i++) {
    const c = text2.charCodeAt(i);
    if (c < 55296 || c > 57343) continue;
    const next = i + 1 < text2.length ? text2.charCodeAt(i + 1) : 0;
    if (c > 56319 || next < 56320 || next > 57343) return i;
    i++;
  }
  return -1;
}
function text(value, what) {
  if (value === void 0 || value === null) throw new TypeError(`String.prototype.${what} called on null or undefined`);
  return String(value);
}
var isWellFormed = method({
  isWellFormed() {
    return lone(text(this, "isWellFormed")) < 0;
  }
});
var toWellFormed = method({
  toWellFormed() {
    const s = text(this, "toWellFormed");
    let out = "";
    let done = 0;
    for (let at = lone(s); at >= 0; at = lone(s, done)) {
      out += s.slice(done, at) + "�";
      done = at + 1;
    }
    return done === 0 ? s : out + s.slice(done);
  }
});
var sumPrecise = method({
  sumPrecise(items) {
    const partials = [];
    let special = 0;
    let negativeZero = true;
    let finite = true;
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
        let hi2 = sum + y;
        let lo2;
        if (!Number.isFinite(hi2)) {
          const sign = hi2 > 0 ? 1 : -1;
          overflow += sign;
          sum = sum - sign * half - sign * half;
          if (Math.abs(sum) < Math.abs(y)) [sum, y] = [y, sum];
          hi2 = sum + y;
        }
        lo2 = y - (hi2 - sum);
        if (lo2 !== 0) partials[kept++] = lo2;
        sum = hi2;
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
    let hi = partials[i];
    let lo = 0;
    while (i > 0) {
      const x = hi;
      const y = partials[--i];
      hi = x + y;
      lo = y - (hi - x);
      if (lo !== 0) break;
    }
    if (i > 0 && (lo < 0 && partials[i - 1] < 0 || lo > 0 && partials[i - 1] > 0)) {
      const y = lo * 2;
      const x = hi + y;
      if (y === x - hi) hi = x;
    }
    return hi;
  }
});
var defineGetter = method({
  __defineGetter__(key, get) {
    callable(get);
    Object.defineProperty(Object(this), key, { get, enumerable: true, configurable: true });
  }
});
var defineSetter = method({
  __defineSetter__(key, set) {
    callable(set);
    Object.defineProperty(Object(this), key, { set, enumerable: true, configurable: true });
  }
});
function lookup(o, key, which) {
  for (let at = Object(o); at; at = Object.getPrototypeOf(at)) {
    const d = Object.getOwnPropertyDescriptor(at, key);
    if (d) return d[which];
  }
  return void 0;
}
var lookupGetter = method({
  __lookupGetter__(key) {
    return lookup(this, key, "get");
  }
});
var lookupSetter = method({
  __lookupSetter__(key) {
    return lookup(this, key, "set");
  }
});
function resized(from, length) {
  const size = length === void 0 ? from.byteLength : Math.trunc(Number(length)) || 0;
  if (size < 0) throw new RangeError("Invalid array buffer length");
  const bytes = (0, import_language_native.transfer)(from);
  if (size === bytes.byteLength) return bytes;
  const out = new Uint8Array(size);
  out.set(new Uint8Array(bytes, 0, Math.min(size, bytes.byteLength)));
  return out.buffer;
}
var transferBuffer = method({
  transfer(length) {
    return resized(this, length);
  }
});
var transferToFixedLength = method({
  transferToFixedLength(length) {
    return resized(this, length);
  }
});
function target(value, what) {
  const held = typeof value === "object" && value !== null || typeof value === "function" || typeof value === "symbol" && Symbol.keyFor(value) === void 0;
  if (!held) throw new TypeError(`${what}: invalid target`);
}
var WeakRefClass = class {
  #get;
  constructor(value) {
    target(value, "WeakRef");
    this.#get = (0, import_language_native.weak)(value);
  }
  deref() {
    return this.#get();
  }
  get [Symbol.toStringTag]() {
    return "WeakRef";
  }
};
Object.defineProperty(WeakRefClass, "name", { value: "WeakRef", configurable: true });
var Registry = class {
  #cells;
  constructor(callback) {
    if (typeof callback !== "function") throw new TypeError("FinalizationRegistry: cleanup must be callable");
    this.#cells = (0, import_language_native.registry)(callback);
  }
  register(value, held, token) {
    target(value, "FinalizationRegistry.prototype.register");
    if (value === held) throw new TypeError("FinalizationRegistry.prototype.register: target and holdings must not be same");
    this.#cells.register(value, held, token);
  }
  unregister(token) {
    target(token, "FinalizationRegistry.prototype.unregister");
    return this.#cells.unregister(token);
  }
  get [Symbol.toStringTag]() {
    return "FinalizationRegistry";
  }
};
Object.defineProperty(Registry, "name", { value: "FinalizationRegistry", configurable: true });
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(language_exports, { FinalizationRegistry: Registry, WeakRef: WeakRefClass, defineGetter, defineSetter, fromAsync, getOrInsert, getOrInsertComputed, isWellFormed, lookupGetter, lookupSetter, mapGroupBy, objectGroupBy, promiseTry, regExpEscape, sumPrecise, toWellFormed, transferBuffer, transferToFixedLength, withResolvers });
