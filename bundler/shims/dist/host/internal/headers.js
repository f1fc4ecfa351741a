// Code generated from bundler/shims/host/internal/headers.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: e3cb6735a76f8ba67550b570beaf0cba88eea962da40c02913a23b7ea8cbb027
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __knownSymbol = (name, symbol) => (symbol = Symbol[name]) ? symbol : /* @__PURE__ */ Symbol.for("Symbol." + name);
var __typeError = (msg) => {
  throw TypeError(msg);
};
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
var __await = function(promise, isYieldStar) {
  this[0] = promise;
  this[1] = isYieldStar;
};
var __yieldStar = (value) => {
  var obj = value[__knownSymbol("asyncIterator")], isAwait = false, method, it = {};
  if (obj == null) {
    obj = value[__knownSymbol("iterator")]();
    method = (k) => it[k] = (x) => obj[k](x);
  } else {
    obj = obj.call(value);
    method = (k) => it[k] = (v) => {
      if (isAwait) {
        isAwait = false;
        if (k === "throw") throw v;
        return v;
      }
      isAwait = true;
      return {
        done: false,
        value: new __await(new Promise((resolve) => {
          var x = obj[k](v);
          if (!(x instanceof Object)) __typeError("Object expected");
          resolve(x);
        }), 1)
      };
    };
  }
  return it[__knownSymbol("iterator")] = () => it, method("next"), "throw" in obj ? method("throw") : it.throw = (x) => {
    throw x;
  }, "return" in obj && method("return"), it;
};

// bundler/shims/host/internal/headers.ts
var headers_exports = {};
__export(headers_exports, {
  Headers: () => Headers,
  flat: () => flat,
  immutable: () => immutable,
  received: () => received
});
module.exports = __toCommonJS(headers_exports);

// bundler/shims/host/internal/_names.ts
function named(classes) {
  for (const [value, of] of Object.entries(classes)) Object.defineProperty(of, "name", { value, configurable: true });
}

// bundler/shims/host/internal/headers.ts
var inspect = /* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom");
var token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
var badValue = /[\0\r\n]|[^\0-\xff]/;
function checkName(name, method) {
  const n = `${name}`;
  if (!token.test(n)) throw new TypeError(`Headers.${method}: ${n} is an invalid header name.`);
  return n.toLowerCase();
}
function checkValue(value, method) {
  const v = `${value}`;
  for (let i = 0; i < v.length; i++) {
    if (v.charCodeAt(i) > 255) {
      throw new TypeError(`Cannot convert argument to a ByteString because the character at index ${i} has a value of ${v.charCodeAt(i)} which is greater than 255.`);
    }
  }
  const trimmed = v.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
  if (badValue.test(trimmed)) throw new TypeError(`Headers.${method}: ${trimmed} is an invalid header value.`);
  return trimmed;
}
var list;
var freeze;
function flat(headers) {
  const out = [];
  for (const [name, values] of list(headers)) {
    if (name === "set-cookie") for (const v of values) out.push(name, v);
    else out.push(name, values.join(", "));
  }
  return out;
}
function received(pairs) {
  const headers = new Headers();
  const map = list(headers);
  for (let i = 0; i < pairs.length; i += 2) {
    const values = map.get(pairs[i]);
    if (values) values.push(pairs[i + 1]);
    else map.set(pairs[i], [pairs[i + 1]]);
  }
  return headers;
}
function immutable(headers) {
  freeze(headers);
  return headers;
}
var Headers = class _Headers {
  #map = /* @__PURE__ */ new Map();
  #immutable = false;
  constructor(init) {
    if (init === void 0) return;
    if (init === null || typeof init !== "object" && typeof init !== "function") {
      throw new TypeError("Headers constructor: init given is not a record or a sequence");
    }
    if (init instanceof _Headers) {
      for (const [k, v] of init.#map) this.#map.set(k, [...v]);
      return;
    }
    const iterate = init[Symbol.iterator];
    if (iterate !== void 0 && iterate !== null) {
      for (const pair of init) {
        const items = typeof pair === "object" && pair !== null ? [...pair] : [];
        if (items.length !== 2) throw new TypeError("Headers constructor: expected name/value pair to be length 2, found " + items.length + ".");
        this.append(items[0], items[1]);
      }
      return;
    }
    for (const key of Reflect.ownKeys(init)) {
      const d = Object.getOwnPropertyDescriptor(init, key);
      if (d?.enumerable) this.append(key, init[key]);
    }
  }
  static {
    list = (headers) => headers.#map;
    freeze = (headers) => {
      headers.#immutable = true;
    };
  }
  #writable() {
    if (this.#immutable) throw new TypeError("immutable");
  }
  append(name, value) {
    need(arguments.length, 2, "append");
    const n = checkName(name, "append");
    const v = checkValue(value, "append");
    this.#writable();
    const values = this.#map.get(n);
    if (values) values.push(v);
    else this.#map.set(n, [v]);
  }
  set(name, value) {
    need(arguments.length, 2, "set");
    const n = checkName(name, "set");
    const v = checkValue(value, "set");
    this.#writable();
    this.#map.set(n, [v]);
  }
  delete(name) {
    need(arguments.length, 1, "delete");
    const n = checkName(name, "delete");
    this.#writable();
    this.#map.delete(n);
  }
  get(name) {
    need(arguments.length, 1, "get");
    return this.#map.get(checkName(name, "get"))?.join(", ") ?? null;
  }
  has(name) {
    need(arguments.length, 1, "has");
    return this.#map.has(checkName(name, "has"));
  }
  getSetCookie() {
    return [...this.#map.get("set-cookie") ?? []];
  }
  #sorted() {
    const out = [];
    for (const name of [...this.#map.keys()].sort()) {
      const values = this.#map.get(name);
      if (name === "set-cookie") for (const v of values) out.push([name, v]);
      else out.push([name, values.join(", ")]);
    }
    return out;
  }
  forEach(callback, thisArg) {
    if (typeof callback !== "function") throw new TypeError(`Failed to execute 'forEach' on 'Headers': parameter 1 is not of type 'Function'.`);
    for (const [k, v] of this.#sorted()) callback.call(thisArg, v, k, this);
  }
  *entries() {
    yield* __yieldStar(this.#sorted());
    return void 0;
  }
  *keys() {
    for (const [k] of this.#sorted()) yield k;
    return void 0;
  }
  *values() {
    for (const [, v] of this.#sorted()) yield v;
    return void 0;
  }
  [inspect](depth, options, inspectValue) {
    const shown = Object.fromEntries([...this.#map].map(([k, v]) => [k, v.join(", ")]));
    return inspectValue ? `Headers ${inspectValue(shown, options)}` : shown;
  }
  get [Symbol.toStringTag]() {
    return "Headers";
  }
};
Object.defineProperty(Headers.prototype, Symbol.iterator, { value: Headers.prototype.entries, writable: true, configurable: true });
function need(got, want, method) {
  if (got < want) throw new TypeError(`Headers.${method}: ${want} argument${want > 1 ? "s" : ""} required, but${got > 0 ? " only" : ""} ${got} present.`);
}
named({ Headers });
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(headers_exports, { Headers, flat, immutable, received });
