// Code generated from bundler/shims/host/internal/url.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 48815b184242a99885d81071589228fa7aba420076b77c79791c482e4a0ab164
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

// bundler/shims/host/internal/url.ts
var url_exports = {};
__export(url_exports, {
  URL: () => URL,
  URLSearchParams: () => URLSearchParams
});
module.exports = __toCommonJS(url_exports);
var import_url_native = require("host:internal/url-native");

// bundler/shims/host/internal/_names.ts
function named(classes) {
  for (const [value, of] of Object.entries(classes)) Object.defineProperty(of, "name", { value, configurable: true });
}

// bundler/shims/host/internal/url.ts
var inspect = /* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom");
function text(value) {
  return typeof value === "string" ? value : `${value}`;
}
function invalid(input, base) {
  const e = new TypeError("Invalid URL");
  e.code = "ERR_INVALID_URL";
  e.input = input;
  if (base !== void 0) e.base = base;
  return e;
}
var update;
var owner;
var reload;
var URLSearchParams = class {
  /** Names and values in turn. */
  #list = [];
  #url;
  constructor(init) {
    if (init === void 0 || init === null) {
      if (init === null) this.#list = (0, import_url_native.parseForm)("null");
      return;
    }
    if (typeof init === "object" || typeof init === "function") {
      const iterate = init[Symbol.iterator];
      if (iterate !== void 0 && iterate !== null) {
        if (typeof iterate !== "function") throw argument("ERR_ARG_NOT_ITERABLE", "Query pairs must be iterable");
        for (const pair of init) {
          if (typeof pair !== "object" && typeof pair !== "function" || pair === null || typeof pair[Symbol.iterator] !== "function") {
            throw argument("ERR_INVALID_TUPLE", "Each query pair must be an iterable [name, value] tuple");
          }
          const items = [...pair];
          if (items.length !== 2) throw argument("ERR_INVALID_TUPLE", "Each query pair must be an iterable [name, value] tuple");
          this.#list.push(wellFormed(text(items[0])), wellFormed(text(items[1])));
        }
        return;
      }
      const seen = /* @__PURE__ */ new Map();
      for (const key of Reflect.ownKeys(init)) {
        const d = Object.getOwnPropertyDescriptor(init, key);
        if (!d?.enumerable) continue;
        seen.set(wellFormed(text(key)), wellFormed(text(init[key])));
      }
      for (const [k, v] of seen) this.#list.push(k, v);
      return;
    }
    const query = text(init);
    this.#list = (0, import_url_native.parseForm)(query.startsWith("?") ? query.slice(1) : query);
  }
  static {
    owner = (params, url) => {
      params.#url = url;
    };
    reload = (params, query) => {
      params.#list = (0, import_url_native.parseForm)(query.startsWith("?") ? query.slice(1) : query);
    };
  }
  #changed() {
    if (this.#url) update(this.#url, (0, import_url_native.serializeForm)(this.#list));
  }
  get size() {
    return this.#list.length / 2;
  }
  append(name, value) {
    need(arguments.length, 2, '"name" and "value" arguments');
    this.#list.push(wellFormed(text(name)), wellFormed(text(value)));
    this.#changed();
  }
  delete(name, value) {
    need(arguments.length, 1, '"name" argument');
    const n = wellFormed(text(name));
    const v = value === void 0 ? void 0 : wellFormed(text(value));
    const list = this.#list;
    const next = [];
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] !== n || v !== void 0 && list[i + 1] !== v) next.push(list[i], list[i + 1]);
    }
    this.#list = next;
    this.#changed();
  }
  get(name) {
    need(arguments.length, 1, '"name" argument');
    const n = wellFormed(text(name));
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) if (list[i] === n) return list[i + 1];
    return null;
  }
  getAll(name) {
    need(arguments.length, 1, '"name" argument');
    const n = wellFormed(text(name));
    const out = [];
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) if (list[i] === n) out.push(list[i + 1]);
    return out;
  }
  has(name, value) {
    need(arguments.length, 1, '"name" argument');
    const n = wellFormed(text(name));
    const v = value === void 0 ? void 0 : wellFormed(text(value));
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) if (list[i] === n && (v === void 0 || list[i + 1] === v)) return true;
    return false;
  }
  set(name, value) {
    need(arguments.length, 2, '"name" and "value" arguments');
    const n = wellFormed(text(name));
    const v = wellFormed(text(value));
    const list = this.#list;
    const next = [];
    let done = false;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] !== n) next.push(list[i], list[i + 1]);
      else if (!done) {
        next.push(n, v);
        done = true;
      }
    }
    if (!done) next.push(n, v);
    this.#list = next;
    this.#changed();
  }
  sort() {
    const pairs = [];
    for (let i = 0; i < this.#list.length; i += 2) pairs.push([this.#list[i], this.#list[i + 1]]);
    pairs.sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0);
    this.#list = pairs.flat();
    this.#changed();
  }
  forEach(callback, thisArg) {
    if (typeof callback !== "function") throw argument("ERR_INVALID_ARG_TYPE", 'The "callback" argument must be of type function.');
    for (let i = 0; i < this.#list.length; i += 2) callback.call(thisArg, this.#list[i + 1], this.#list[i], this);
  }
  *entries() {
    for (let i = 0; i < this.#list.length; i += 2) yield [this.#list[i], this.#list[i + 1]];
    return void 0;
  }
  *keys() {
    for (let i = 0; i < this.#list.length; i += 2) yield this.#list[i];
    return void 0;
  }
  *values() {
    for (let i = 0; i < this.#list.length; i += 2) yield this.#list[i + 1];
    return void 0;
  }
  toString() {
    return (0, import_url_native.serializeForm)(this.#list);
  }
  [inspect](depth, options, inspectValue) {
    if (!inspectValue) return Object.fromEntries(this.entries());
    const pairs = [...this.entries()].map(([k, v]) => `${inspectValue(k, options)} => ${inspectValue(v, options)}`);
    return pairs.length ? `URLSearchParams { ${pairs.join(", ")} }` : "URLSearchParams {}";
  }
  get [Symbol.toStringTag]() {
    return "URLSearchParams";
  }
};
Object.defineProperty(URLSearchParams.prototype, Symbol.iterator, { value: URLSearchParams.prototype.entries, writable: true, configurable: true });
function argument(code, message) {
  return Object.assign(new TypeError(message), { code });
}
function need(got, want, what) {
  if (got < want) throw argument("ERR_MISSING_ARGS", `The ${what} must be specified`);
}
function wellFormed(s) {
  return s.toWellFormed();
}
var parts = ["href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash"];
var URL = class _URL {
  #parts;
  #params;
  constructor(url, base) {
    if (arguments.length === 0) throw argument("ERR_MISSING_ARGS", 'The "url" argument must be specified');
    const input = text(url);
    const relative = base === void 0 ? void 0 : text(base);
    const parsed = (0, import_url_native.parse)(input, relative);
    if (!parsed) throw invalid(input, relative);
    this.#parts = parsed;
  }
  static {
    update = (url, query) => {
      url.#parts = (0, import_url_native.set)(url.#parts[0], "search", query) ?? url.#parts;
    };
  }
  static canParse(url, base) {
    if (arguments.length === 0) throw argument("ERR_MISSING_ARGS", 'The "url" argument must be specified');
    return (0, import_url_native.parse)(text(url), base === void 0 ? void 0 : text(base)) !== null;
  }
  static parse(url, base) {
    if (arguments.length === 0) throw argument("ERR_MISSING_ARGS", 'The "url" argument must be specified');
    return _URL.canParse(url, base) ? new _URL(url, base) : null;
  }
  static createObjectURL() {
    throw new TypeError("URL.createObjectURL: the host has no object URLs; pass the Blob itself");
  }
  static revokeObjectURL() {
  }
  #set(part, value) {
    const next = (0, import_url_native.set)(this.#parts[0], part, text(value));
    if (!next) throw invalid(text(value), void 0);
    this.#parts = next;
    if (this.#params && (part === "href" || part === "search")) reload(this.#params, next[9]);
  }
  get href() {
    return this.#parts[0];
  }
  set href(value) {
    this.#set("href", value);
  }
  get origin() {
    return this.#parts[1];
  }
  get protocol() {
    return this.#parts[2];
  }
  set protocol(value) {
    this.#set("protocol", value);
  }
  get username() {
    return this.#parts[3];
  }
  set username(value) {
    this.#set("username", value);
  }
  get password() {
    return this.#parts[4];
  }
  set password(value) {
    this.#set("password", value);
  }
  get host() {
    return this.#parts[5];
  }
  set host(value) {
    this.#set("host", value);
  }
  get hostname() {
    return this.#parts[6];
  }
  set hostname(value) {
    this.#set("hostname", value);
  }
  get port() {
    return this.#parts[7];
  }
  set port(value) {
    this.#set("port", value);
  }
  get pathname() {
    return this.#parts[8];
  }
  set pathname(value) {
    this.#set("pathname", value);
  }
  get search() {
    return this.#parts[9];
  }
  set search(value) {
    this.#set("search", value);
  }
  get searchParams() {
    if (!this.#params) {
      this.#params = new URLSearchParams(this.#parts[9]);
      owner(this.#params, this);
    }
    return this.#params;
  }
  get hash() {
    return this.#parts[10];
  }
  set hash(value) {
    this.#set("hash", value);
  }
  toString() {
    return this.#parts[0];
  }
  toJSON() {
    return this.#parts[0];
  }
  [inspect](depth, options, inspectValue) {
    const shown = {};
    for (const part of parts) {
      if (part === "hash") shown["searchParams"] = this.searchParams;
      shown[part] = this[part];
    }
    return inspectValue ? `URL ${inspectValue(shown, options)}` : shown;
  }
  get [Symbol.toStringTag]() {
    return "URL";
  }
};
for (const name of [...parts, "searchParams", "toString", "toJSON"]) Object.defineProperty(URL.prototype, name, { enumerable: true });
named({ URL, URLSearchParams });
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(url_exports, { URL, URLSearchParams });
