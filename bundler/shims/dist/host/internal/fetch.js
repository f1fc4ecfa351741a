// Code generated from bundler/shims/host/internal/fetch.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: d8c10c41e068cbb92e18918c60514309ecbcc64c62650010af215258697c9933
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name2 in all)
    __defProp(target, name2, { get: all[name2], enumerable: true, configurable: true });
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

// bundler/shims/host/internal/fetch.ts
var fetch_exports = {};
__export(fetch_exports, {
  Request: () => Request,
  Response: () => Response,
  fetch: () => fetch
});
module.exports = __toCommonJS(fetch_exports);
var import_fetch_native2 = require("host:internal/fetch-native");
var import_language_native = require("host:internal/language-native");
var import_encoding2 = require("host:internal/encoding");
var import_events2 = require("host:internal/events");
var import_headers3 = require("host:internal/headers");
var import_url4 = require("host:internal/url");

// bundler/shims/host/internal/_fetch/body.ts
var import_fetch_native = require("host:internal/fetch-native");
var import_encoding = require("host:internal/encoding");
var nativeStreams = () => require("host:internal/streams");
var none = { kind: "none" };
function extract(body) {
  if (body === null || body === void 0) return { source: none };
  if (typeof body === "string") return { source: { kind: "text", text: body }, type: "text/plain;charset=UTF-8" };
  if (body instanceof ArrayBuffer) return { source: { kind: "bytes", bytes: new Uint8Array(body.slice(0)) } };
  if (ArrayBuffer.isView(body)) return { source: { kind: "bytes", bytes: new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice() } };
  if (typeof body === "object" || typeof body === "function") {
    switch (body[Symbol.toStringTag]) {
      case "URLSearchParams":
        return { source: { kind: "text", text: `${body}` }, type: "application/x-www-form-urlencoded;charset=UTF-8" };
      case "Blob":
      case "File": {
        const { Blob, bytesOf } = require("host:internal/blob");
        if (!(body instanceof Blob)) break;
        return { source: { kind: "bytes", bytes: bytesOf(body) }, ...body.type ? { type: body.type } : {} };
      }
      case "FormData": {
        const { bytes, type } = require("host:internal/form-data").encode(body);
        return { source: { kind: "bytes", bytes }, type };
      }
    }
    if (typeof body.getReader === "function") {
      if (body.locked) throw new TypeError("Response body object should not be disturbed or locked");
      return { source: { kind: "stream", stream: body } };
    }
    if (typeof body[Symbol.asyncIterator] === "function") {
      return { source: { kind: "stream", stream: nativeStreams().ReadableStream.from(body) } };
    }
  }
  return { source: { kind: "text", text: `${body}` }, type: "text/plain;charset=UTF-8" };
}
var sources;
var teed;
var assign;
var taken;
var sourceOf = (body) => sources(body);
var tee = (body) => teed(body);
var setSource = (body, source) => assign(body, source);
var take = (body) => taken(body);
var Body = class {
  #source = none;
  #stream;
  #used = false;
  static {
    sources = (body) => body.#source;
    assign = (body, source) => {
      body.#source = source;
    };
    taken = (body) => {
      if (body.#source.kind !== "none") body.#used = true;
    };
    teed = (body) => {
      const source = body.#source;
      if (!body.#stream && source.kind !== "exchange" && source.kind !== "stream") return source;
      const [one, two] = body.body.tee();
      body.#source = { kind: "stream", stream: one };
      body.#stream = one;
      return { kind: "stream", stream: two };
    };
  }
  get bodyUsed() {
    return this.#used || Boolean(this.#stream && disturbed(this.#stream));
  }
  get body() {
    if (this.#stream) return this.#stream;
    const source = this.#source;
    switch (source.kind) {
      case "none":
        return null;
      case "stream":
        return this.#stream = source.stream;
      case "exchange":
        return this.#stream = pulled(
          async (controller) => {
            const chunk = await source.exchange.read().catch((e) => {
              throw source.failure(e);
            });
            if (chunk) controller.enqueue(chunk);
            else end(controller);
          },
          () => source.exchange.abort()
        );
      default: {
        let rest = source.kind === "text" ? new import_encoding.TextEncoder().encode(source.text) : source.bytes.slice();
        this.#stream = pulled((controller) => {
          if (rest?.byteLength) controller.enqueue(rest);
          else end(controller);
          rest = void 0;
        });
        if (this.#used) this.#stream.cancel();
        return this.#stream;
      }
    }
  }
  #begin() {
    if (this.bodyUsed || this.#stream?.locked) throw new TypeError("Body is unusable: Body has already been read");
    if (this.#source.kind !== "none") this.#used = true;
    return this.#stream ? { kind: "stream", stream: this.#stream } : this.#source;
  }
  async #bytes() {
    const source = this.#begin();
    switch (source.kind) {
      case "none":
        return new Uint8Array(0);
      case "bytes":
        return source.bytes.slice();
      case "text":
        return new import_encoding.TextEncoder().encode(source.text);
      case "exchange":
        return await source.exchange.readAll("bytes").catch((e) => {
          throw source.failure(e);
        });
      case "stream":
        return await drain(source.stream);
    }
  }
  async #text() {
    if (this.#source.kind === "text" && !this.#stream) {
      this.#begin();
      const text = this.#source.text.toWellFormed();
      return text.startsWith("\uFEFF") ? text.slice(1) : text;
    }
    if (this.#source.kind === "exchange" && !this.#stream) {
      const source = this.#source;
      this.#begin();
      return await source.exchange.readAll("text").catch((e) => {
        throw source.failure(e);
      });
    }
    return new import_encoding.TextDecoder().decode(await this.#bytes());
  }
  async arrayBuffer() {
    const bytes = await this.#bytes();
    const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
    return whole ? bytes.buffer : bytes.slice().buffer;
  }
  async bytes() {
    return await this.#bytes();
  }
  async text() {
    return await this.#text();
  }
  async json() {
    if (this.#source.kind === "exchange" && !this.#stream) {
      const source = this.#source;
      this.#begin();
      const got = await source.exchange.readAll("json").catch((e) => {
        throw source.failure(e);
      });
      return got.text === void 0 ? got.value : JSON.parse(got.text);
    }
    return JSON.parse(await this.#text());
  }
  async blob() {
    const bytes = await this.#bytes();
    const { Blob } = require("host:internal/blob");
    return new Blob([bytes], { type: (this.headers.get("content-type") ?? "").replace(/\s*;\s*/g, ";") });
  }
  async formData() {
    const type = this.headers.get("content-type") ?? "";
    const bytes = await this.#bytes();
    return require("host:internal/form-data").decode(bytes, type);
  }
};
function pulled(pull, cancel) {
  const { ReadableStream } = nativeStreams();
  return new ReadableStream({ type: "bytes", pull, cancel: () => cancel?.() });
}
function disturbed(stream) {
  return Boolean(stream._disturbed);
}
function end(controller) {
  controller.close();
  controller.byobRequest?.respond(0);
}
async function drain(stream) {
  const reader = stream.getReader();
  const parts = [];
  for (; ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    if (!(value instanceof Uint8Array)) throw new TypeError("Received non-Uint8Array chunk");
    parts.push(value);
  }
  return parts.length === 1 ? parts[0] : (0, import_fetch_native.concat)(parts);
}

// bundler/shims/host/internal/_fetch/request.ts
var import_events = require("host:internal/events");
var import_headers = require("host:internal/headers");
var import_node_errors = require("host:internal/node-errors");
var import_url2 = require("host:internal/url");

// bundler/shims/host/internal/_fetch/dispatcher.ts
var import_url = require("host:internal/url");
var name = /* @__PURE__ */ Symbol.for("undici.globalDispatcher.1");
function handsOn(dispatcher, url) {
  if (typeof dispatcher.dispatch !== "function") return false;
  const { origin, pathname, search } = new import_url.URL(url);
  const request = { origin, path: pathname + search, method: "GET", headers: {} };
  let handed;
  const dispatch = (options) => {
    handed = options;
    return true;
  };
  const before = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, { value: { dispatch }, writable: true, configurable: true });
  try {
    dispatcher.dispatch(request, {});
  } catch {
    return false;
  } finally {
    if (before) Object.defineProperty(globalThis, name, before);
    else delete globalThis[name];
  }
  if (!handed) return false;
  const { headersTimeout, bodyTimeout, ...rest } = handed;
  return JSON.stringify(rest) === JSON.stringify(request);
}

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

// bundler/shims/host/internal/_fetch/request.ts
var token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
var usual = /* @__PURE__ */ new Set(["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"]);
function method(value) {
  const m = `${value}`;
  if (!token.test(m)) throw new TypeError(`'${m}' is not a valid HTTP method.`);
  const upper = m.toUpperCase();
  if (upper === "CONNECT" || upper === "TRACE" || upper === "TRACK") throw new TypeError(`'${m}' HTTP method is unsupported.`);
  return usual.has(upper) ? upper : m;
}
function choice(name2, value, among, otherwise) {
  if (value === void 0) return otherwise;
  const v = `${value}`;
  if (!among.includes(v)) throw new TypeError(`RequestInit: ${v} is not an accepted type. Expected one of ${among.join(", ")}. (${name2})`);
  return v;
}
var Request = class _Request extends Body {
  #url;
  #method;
  #headers;
  #signal;
  #given;
  #redirect;
  #cache;
  #credentials;
  #mode;
  #keepalive;
  #integrity;
  #referrer;
  constructor(input, init = {}) {
    if (arguments.length === 0) throw new TypeError("Request constructor: 1 argument required, but 0 present.");
    super();
    const from = input instanceof _Request ? input : void 0;
    if (from) this.#url = from.#url;
    else {
      let url;
      const text = `${input}`;
      try {
        url = new import_url2.URL(text);
      } catch (cause) {
        throw new TypeError(`Failed to parse URL from ${text}`, { cause });
      }
      if (url.username || url.password) throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${text}`);
      this.#url = url.href;
    }
    init ??= {};
    for (const name2 of ["dispatcher", "proxy", "tls", "unix"]) {
      if (init[name2] == null || init[name2] === "" || name2 === "dispatcher" && handsOn(init[name2], this.#url)) continue;
      throw (0, import_node_errors.refused)(`fetch's option ${name2}`, "the host makes the connections of scripts itself, by its own settings");
    }
    if (init.decompress === false) throw (0, import_node_errors.refused)("fetch's option decompress: false", 'bodies come unpacked; ask for other ones with the header "accept-encoding: identity"');
    this.#method = init.method === void 0 ? from?.#method ?? "GET" : method(init.method);
    this.#redirect = choice("redirect", init.redirect, ["follow", "error", "manual"], from?.#redirect ?? "follow");
    this.#cache = choice("cache", init.cache, ["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"], from?.#cache ?? "default");
    this.#credentials = choice("credentials", init.credentials, ["omit", "same-origin", "include"], from?.#credentials ?? "same-origin");
    this.#mode = choice("mode", init.mode, ["cors", "no-cors", "same-origin", "navigate"], from?.#mode ?? "cors");
    this.#keepalive = Boolean(init.keepalive ?? from?.#keepalive);
    this.#integrity = init.integrity === void 0 ? from?.#integrity ?? "" : `${init.integrity}`;
    if (this.#integrity !== "") throw (0, import_node_errors.refused)("fetch's option integrity", "compare the body's hash with createHash of node:crypto");
    this.#referrer = init.referrer === void 0 ? from?.#referrer ?? "about:client" : `${init.referrer}`;
    this.#given = init.signal === void 0 ? from?.#given : init.signal ?? void 0;
    if (this.#given !== void 0 && typeof this.#given.throwIfAborted !== "function") {
      throw new TypeError(`RequestInit: Expected signal ("${String(init.signal)}") to be an instance of AbortSignal.`);
    }
    this.#headers = new import_headers.Headers(init.headers === void 0 ? from?.#headers : init.headers);
    const given = init.body !== void 0 && init.body !== null;
    if ((given || from && init.body === void 0 && sourceOf(from).kind !== "none") && (this.#method === "GET" || this.#method === "HEAD")) {
      throw new TypeError("Request with GET/HEAD method cannot have body.");
    }
    if (given) {
      const { source, type } = extract(init.body);
      if (source.kind === "stream" && init.duplex === void 0) throw new TypeError("RequestInit: duplex option is required when sending a body.");
      if (type && !this.#headers.has("content-type")) this.#headers.set("content-type", type);
      setSource(this, source);
    } else if (from && init.body === void 0 && sourceOf(from).kind !== "none") {
      if (from.bodyUsed || sourceLocked(from)) throw new TypeError("Cannot construct a Request with a Request object that has already been used.");
      setSource(this, sourceOf(from));
      take(from);
    }
  }
  get url() {
    return this.#url;
  }
  get method() {
    return this.#method;
  }
  get headers() {
    return this.#headers;
  }
  get redirect() {
    return this.#redirect;
  }
  get signal() {
    this.#signal ??= this.#given ? (0, import_events.follow)([this.#given]) : new import_events.AbortController().signal;
    return this.#signal;
  }
  get cache() {
    return this.#cache;
  }
  get credentials() {
    return this.#credentials;
  }
  get mode() {
    return this.#mode;
  }
  get destination() {
    return "";
  }
  get referrer() {
    return this.#referrer;
  }
  get referrerPolicy() {
    return "";
  }
  get integrity() {
    return this.#integrity;
  }
  get keepalive() {
    return this.#keepalive;
  }
  get duplex() {
    return "half";
  }
  clone() {
    if (this.bodyUsed || sourceLocked(this)) throw new TypeError("unusable");
    const copy = new _Request(this.#url, {
      method: this.#method,
      headers: this.#headers,
      redirect: this.#redirect,
      cache: this.#cache,
      credentials: this.#credentials,
      mode: this.#mode,
      keepalive: this.#keepalive,
      integrity: this.#integrity,
      referrer: this.#referrer,
      signal: this.#given
    });
    setSource(copy, tee(this));
    return copy;
  }
  get [Symbol.toStringTag]() {
    return "Request";
  }
  static {
    givenSignal = (request) => request.#given;
  }
};
var givenSignal;
function sourceLocked(body) {
  const source = sourceOf(body);
  return source.kind === "stream" && Boolean(source.stream.locked);
}
named({ Request });
shown(Request, ["method", "url", "headers", "destination", "referrer", "mode", "credentials", "cache", "redirect", "integrity", "keepalive", "bodyUsed"]);

// bundler/shims/host/internal/_fetch/response.ts
var import_headers2 = require("host:internal/headers");
var import_url3 = require("host:internal/url");
var nullBody = /* @__PURE__ */ new Set([101, 103, 204, 205, 304]);
var Response = class _Response extends Body {
  #status = 200;
  #statusText = "";
  #headers;
  #url = "";
  #redirected = false;
  #type = "default";
  constructor(body, init = {}) {
    super();
    init ??= {};
    if (init.status !== void 0) {
      const status = Math.trunc(Number(init.status));
      if (!(status >= 200 && status <= 599)) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
      this.#status = status;
    }
    if (init.statusText !== void 0) {
      this.#statusText = `${init.statusText}`;
      if (/[^\t\x20-\x7e\x80-\xff]/.test(this.#statusText)) throw new TypeError("Invalid statusText");
    }
    this.#headers = new import_headers2.Headers(init.headers);
    if (body !== null && body !== void 0) {
      if (nullBody.has(this.#status)) throw new TypeError(`Response with null body status cannot have body`);
      const { source, type } = extract(body);
      if (type && !this.#headers.has("content-type")) this.#headers.set("content-type", type);
      setSource(this, source);
    }
  }
  static {
    answered = (answer, source) => {
      const r = new _Response();
      r.#status = answer.status;
      r.#statusText = answer.statusText;
      r.#headers = (0, import_headers2.immutable)(answer.headers);
      r.#url = answer.url;
      r.#redirected = answer.redirected;
      r.#type = "basic";
      setSource(r, source);
      return r;
    };
  }
  static error() {
    const r = new _Response();
    r.#status = 0;
    r.#type = "error";
    (0, import_headers2.immutable)(r.#headers);
    return r;
  }
  static redirect(url, status = 302) {
    if (arguments.length === 0) throw new TypeError("Response.redirect: 1 argument required, but 0 present.");
    let target;
    try {
      target = new import_url3.URL(`${url}`);
    } catch (cause) {
      throw new TypeError(`Failed to parse URL from ${url}`, { cause });
    }
    if (![301, 302, 303, 307, 308].includes(Number(status))) throw new RangeError(`Invalid status code ${status}`);
    const r = new _Response();
    r.#status = Number(status);
    r.#headers.set("location", target.href);
    (0, import_headers2.immutable)(r.#headers);
    return r;
  }
  static json(data, init = {}) {
    if (arguments.length === 0) throw new TypeError("Response.json: 1 argument required, but 0 present.");
    const text = JSON.stringify(data);
    if (text === void 0) throw new TypeError("Value is not JSON serializable");
    const r = new _Response(text, { ...init, headers: void 0 });
    const headers = new import_headers2.Headers(init?.headers);
    if (!headers.has("content-type")) headers.set("content-type", "application/json");
    r.#headers = headers;
    return r;
  }
  get type() {
    return this.#type;
  }
  get url() {
    return this.#url;
  }
  get redirected() {
    return this.#redirected;
  }
  get status() {
    return this.#status;
  }
  get ok() {
    return this.#status >= 200 && this.#status <= 299;
  }
  get statusText() {
    return this.#statusText;
  }
  get headers() {
    return this.#headers;
  }
  clone() {
    const source = sourceOf(this);
    if (this.bodyUsed || source.kind === "stream" && source.stream.locked) {
      throw new TypeError("Response.clone: Body has already been consumed.");
    }
    const copy = new _Response();
    copy.#status = this.#status;
    copy.#statusText = this.#statusText;
    copy.#headers = new import_headers2.Headers(this.#headers);
    copy.#url = this.#url;
    copy.#redirected = this.#redirected;
    copy.#type = this.#type;
    if (this.#type === "basic") (0, import_headers2.immutable)(copy.#headers);
    setSource(copy, tee(this));
    return copy;
  }
  get [Symbol.toStringTag]() {
    return "Response";
  }
};
var answered;
named({ Response });
shown(Response, ["status", "statusText", "headers", "bodyUsed", "ok", "redirected", "type", "url"]);

// bundler/shims/host/internal/fetch.ts
var defaults = [
  ["accept", "*/*"],
  ["accept-language", "*"],
  ["sec-fetch-mode", "cors"],
  ["user-agent", import_fetch_native2.userAgent],
  ["accept-encoding", "gzip, deflate, br"]
];
var badPorts = new Set(
  "1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080".split(" ")
);
function failed(cause) {
  return new TypeError("fetch failed", { cause });
}
async function fetch(input, init) {
  if (arguments.length === 0) throw new TypeError("fetch: 1 argument required, but 0 present.");
  const request = new Request(input, init);
  const signal = givenSignal(request);
  if (signal?.aborted) throw signal.reason;
  const scheme = request.url.slice(0, request.url.indexOf(":"));
  if (scheme === "data") return dataURL(request.url);
  if (scheme !== "http" && scheme !== "https") throw failed(new Error(scheme === "about" || scheme === "file" || scheme === "blob" ? "not implemented... yet..." : "unknown scheme"));
  if (badPorts.has(new import_url4.URL(request.url).port)) throw failed(new Error("bad port"));
  const headers = (0, import_headers3.flat)(request.headers);
  for (const [name2, value] of defaults) if (!request.headers.has(name2)) headers.push(name2, value);
  const source = sourceOf(request);
  take(request);
  const at = request.url.indexOf("#");
  const spec = { method: request.method, url: at < 0 ? request.url : request.url.slice(0, at), headers, redirect: request.redirect };
  let exchange;
  switch (source.kind) {
    case "none":
      exchange = (0, import_fetch_native2.start)(spec, spec.method === "POST" || spec.method === "PUT" || spec.method === "PATCH" ? new Uint8Array(0) : void 0);
      break;
    case "bytes":
      exchange = (0, import_fetch_native2.start)(spec, source.bytes);
      break;
    case "text":
      exchange = (0, import_fetch_native2.start)(spec, new import_encoding2.TextEncoder().encode(source.text));
      break;
    default:
      exchange = (0, import_fetch_native2.start)(spec, true);
  }
  let broken;
  if (source.kind === "stream" || source.kind === "exchange") {
    pump(request.body, exchange).catch((error) => {
      broken = { error };
      exchange.abort();
    });
  }
  const abandoned = (0, import_language_native.weak)(exchange);
  const release = signal ? (0, import_events2.onAbort)(signal, () => abandoned()?.abort()) : void 0;
  const failure = (e) => {
    release?.();
    if (signal?.aborted) return signal.reason;
    return new TypeError("terminated", { cause: e });
  };
  let answer;
  try {
    answer = await exchange.response;
  } catch (e) {
    release?.();
    if (signal?.aborted) throw signal.reason;
    throw failed(broken ? broken.error : e);
  }
  const { status, statusText, redirected } = answer;
  const head = { status, statusText, redirected, url: answer.url, headers: (0, import_headers3.received)(answer.headers) };
  if (answer.empty) {
    release?.();
    return answered(head, { kind: "none" });
  }
  return answered(head, { kind: "exchange", exchange: released(exchange, release), failure });
}
function released(exchange, release) {
  if (!release) return exchange;
  return {
    ...exchange,
    async read() {
      const chunk = await exchange.read();
      if (chunk === null) release();
      return chunk;
    },
    async readAll(as) {
      const all = await exchange.readAll(as);
      release();
      return all;
    }
  };
}
async function pump(stream, exchange) {
  const reader = stream.getReader();
  for (; ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    if (!(value instanceof Uint8Array)) throw new TypeError("Received non-Uint8Array chunk");
    try {
      await exchange.write(value);
    } catch {
      await reader.cancel();
      return;
    }
  }
  exchange.end();
}
function dataURL(url) {
  const comma = url.indexOf(",");
  if (comma < 0) throw failed(new Error("invalid data: URL"));
  let type = url.slice(5, comma).trim();
  const hash = url.indexOf("#", comma);
  const rest = url.slice(comma + 1, hash < 0 ? void 0 : hash);
  const raw = [];
  const encoded = new import_encoding2.TextEncoder().encode(rest);
  for (let i = 0; i < encoded.length; i++) {
    const hex = encoded[i] === 37 && i + 2 < encoded.length ? String.fromCharCode(encoded[i + 1], encoded[i + 2]) : "";
    if (/^[0-9A-Fa-f]{2}$/.test(hex)) {
      raw.push(parseInt(hex, 16));
      i += 2;
    } else raw.push(encoded[i]);
  }
  let bytes = Uint8Array.from(raw);
  if (/; *base64$/i.test(type)) {
    type = type.replace(/; *base64$/i, "");
    try {
      bytes = Uint8Array.from((0, import_encoding2.atob)(new import_encoding2.TextDecoder("latin1").decode(bytes)), (c) => c.charCodeAt(0));
    } catch {
      throw failed(new Error("invalid data: URL"));
    }
  }
  if (type.startsWith(";")) type = "text/plain" + type;
  const headers = new import_headers3.Headers({ "content-type": /^[^/\s;]+\/[^/\s;]+/.test(type) ? type : "text/plain;charset=US-ASCII" });
  return answered({ status: 200, statusText: "OK", url, redirected: false, headers }, { kind: "bytes", bytes });
}
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(fetch_exports, { Request, Response, fetch });
