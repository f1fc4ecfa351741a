// Code generated from bundler/shims/node/http.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 9f9df1b346b422f4045a6a38228ee29ac93beeb19d3240ac3d29e331e17abe32
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
var __toESM = (mod, isNodeMode, target) => !isNodeMode && mod != null && mod.__esModule ? mod : (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });

// bundler/shims/node/http.ts
var http_exports = {};
__export(http_exports, {
  Agent: () => Agent,
  ClientRequest: () => ClientRequest,
  IncomingMessage: () => IncomingMessage,
  METHODS: () => METHODS,
  OutgoingMessage: () => OutgoingMessage,
  STATUS_CODES: () => STATUS_CODES,
  Server: () => Server,
  ServerResponse: () => ServerResponse,
  createServer: () => createServer,
  default: () => http_default,
  get: () => get,
  globalAgent: () => globalAgent,
  maxHeaderSize: () => maxHeaderSize,
  request: () => request,
  setMaxIdleHTTPParsers: () => setMaxIdleHTTPParsers,
  validateHeaderName: () => validateHeaderName,
  validateHeaderValue: () => validateHeaderValue
});
module.exports = __toCommonJS(http_exports);

// bundler/shims/node/_http.ts
var import_fetch_native = require("host:internal/fetch-native");
var import_node_buffer = __lazy(() => require("node:buffer"), ["Buffer"]);
var import_node_events = __lazy(() => __toESM(require("node:events")), ["default"]);
var import_node_stream = __lazy(() => require("node:stream"), ["Readable", "Writable"]);
var import_node_url = __lazy(() => require("node:url"), ["urlToHttpOptions"]);
var import_node_errors = require("host:internal/node-errors");
var token = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
var control = /[^\t\x20-\x7e\x80-\xff]/;
function validateHeaderName(name, label = "Header name") {
  if (typeof name !== "string" || !token.test(name)) throw (0, import_node_errors.coded)(TypeError, "ERR_INVALID_HTTP_TOKEN", `${label} must be a valid HTTP token ["${name}"]`);
}
function validateHeaderValue(name, value) {
  if (value === void 0) throw (0, import_node_errors.coded)(TypeError, "ERR_HTTP_INVALID_HEADER_VALUE", `Invalid value "${value}" for header "${name}"`);
  if (control.test(String(value))) throw (0, import_node_errors.coded)(TypeError, "ERR_INVALID_CHAR", `Invalid character in header content ["${name}"]`);
}
var hungUp = (message = "socket hang up") => (0, import_node_errors.coded)(Error, "ECONNRESET", message);
function failure(e) {
  switch (e?.code) {
    case "UND_ERR_SOCKET":
      return hungUp();
    case "UND_ERR_CONNECT_TIMEOUT":
      return Object.assign((0, import_node_errors.coded)(Error, "ETIMEDOUT", "connect ETIMEDOUT"), { syscall: "connect" });
  }
  return e;
}
var Socket = class extends import_node_events.default {
  constructor(request2) {
    super();
    this.request = request2;
    this.encrypted = request2.protocol === "https:";
  }
  request;
  destroyed = false;
  encrypted;
  remoteAddress;
  setTimeout(ms, listener) {
    if (listener) this.once("timeout", listener);
    this.request._idle(ms);
    return this;
  }
  setKeepAlive() {
    return this;
  }
  setNoDelay() {
    return this;
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
  destroy(error) {
    this.destroyed = true;
    this.request.destroy(error);
    return this;
  }
};
var OutgoingMessage = class extends import_node_stream.Writable {
  headersSent = false;
  sendDate = false;
  _given = /* @__PURE__ */ new Map();
  setHeader(name, value) {
    if (this.headersSent) throw (0, import_node_errors.coded)(Error, "ERR_HTTP_HEADERS_SENT", "Cannot set headers after they are sent to the client");
    validateHeaderName(name);
    for (const v of Array.isArray(value) ? value : [value]) validateHeaderValue(name, v);
    this._given.set(name.toLowerCase(), [name, value]);
    return this;
  }
  setHeaders(headers) {
    for (const [name, value] of headers) this.setHeader(name, value);
    return this;
  }
  appendHeader(name, value) {
    const before = this.getHeader(name);
    return this.setHeader(name, before === void 0 ? value : [before, value].flat());
  }
  getHeader(name) {
    return this._given.get(String(name).toLowerCase())?.[1];
  }
  hasHeader(name) {
    return this._given.has(String(name).toLowerCase());
  }
  removeHeader(name) {
    if (this.headersSent) throw (0, import_node_errors.coded)(Error, "ERR_HTTP_HEADERS_SENT", "Cannot remove headers after they are sent to the client");
    this._given.delete(String(name).toLowerCase());
  }
  getHeaderNames() {
    return [...this._given.keys()];
  }
  getRawHeaderNames() {
    return [...this._given.values()].map(([name]) => name);
  }
  getHeaders() {
    const all = /* @__PURE__ */ Object.create(null);
    for (const [key, [, value]] of this._given) all[key] = value;
    return all;
  }
  get finished() {
    return this.writableEnded;
  }
};
var joined = /* @__PURE__ */ new Set(["set-cookie"]);
var single = new Set("age authorization content-length content-type etag expires from host if-modified-since if-unmodified-since last-modified location max-forwards proxy-authorization referer retry-after server user-agent".split(" "));
var IncomingMessage = class extends import_node_stream.Readable {
  aborted = false;
  complete = false;
  headers = {};
  headersDistinct = /* @__PURE__ */ Object.create(null);
  rawHeaders = [];
  trailers = {};
  trailersDistinct = {};
  rawTrailers = [];
  httpVersion = "1.1";
  httpVersionMajor = 1;
  httpVersionMinor = 1;
  statusCode = null;
  statusMessage = null;
  url = "";
  method = null;
  socket;
  req;
  _exchange;
  constructor(socket) {
    super({ autoDestroy: true });
    this.socket = socket;
  }
  get connection() {
    return this.socket;
  }
  setTimeout(ms, listener) {
    if (listener) this.on("timeout", listener);
    this.socket?.setTimeout(ms);
    return this;
  }
  _answered(answer) {
    this.statusCode = answer.status;
    this.statusMessage = answer.statusText;
    [this.httpVersionMajor, this.httpVersionMinor] = answer.version;
    this.httpVersion = answer.version.join(".");
    for (let i = 0; i < answer.headers.length; i += 2) {
      const name = answer.headers[i];
      const value = answer.headers[i + 1];
      const key = name.toLowerCase();
      this.rawHeaders.push(name, value);
      (this.headersDistinct[key] ??= []).push(value);
      if (joined.has(key)) (this.headers[key] ??= []).push(value);
      else if (this.headers[key] === void 0) this.headers[key] = value;
      else if (!single.has(key)) this.headers[key] += (key === "cookie" ? "; " : ", ") + value;
    }
    if (answer.empty) this._complete();
  }
  _complete() {
    this.complete = true;
    this.push(null);
  }
  _read() {
    if (this.complete || !this._exchange) return;
    this._exchange.read().then((chunk) => {
      this.req?._active();
      if (this.destroyed) return;
      if (chunk === null) this._complete();
      else this.push(import_node_buffer.Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    }, (e) => this._broken(failure(e)));
  }
  _broken(e) {
    if (this.destroyed || this.complete) return;
    this.aborted = true;
    this.emit("aborted");
    this.destroy(e?.code === "ECONNRESET" ? hungUp("aborted") : e);
  }
  _destroy(error, done) {
    const own = this.aborted || this.complete ? null : error;
    if (!this.complete) {
      this.aborted = true;
      this._exchange?.abort();
    }
    process.nextTick(() => done(this.listenerCount("error") === 0 ? null : error));
    this.req?._over(own);
  }
};
var roots = "certificates are checked with the system's roots; add yours there, or name a file with SSL_CERT_FILE";
var itself = "the host connects by itself, through its own pool; a proxy is set with HTTP_PROXY and HTTPS_PROXY";
var connecting = {
  socketPath: "scripts open no sockets",
  createConnection: itself,
  lookup: "names are resolved by the host",
  localAddress: itself,
  ca: roots,
  cert: roots,
  key: roots,
  pfx: roots,
  checkServerIdentity: roots,
  servername: roots
};
function refuseConnecting(options) {
  for (const name of Object.keys(connecting)) if (options[name] != null) throw (0, import_node_errors.refused)(`options.${name}`, connecting[name]);
  if (options.rejectUnauthorized === false) throw (0, import_node_errors.refused)("options.rejectUnauthorized: false", roots);
}
var Agent = class extends import_node_events.default {
  defaultPort = 80;
  protocol = "http:";
  options;
  requests = {};
  sockets = {};
  freeSockets = {};
  keepAlive;
  keepAliveMsecs;
  maxSockets;
  maxFreeSockets;
  maxTotalSockets;
  scheduling;
  constructor(options = {}) {
    super();
    refuseConnecting(options);
    this.options = { ...options };
    this.keepAlive = options.keepAlive ?? false;
    this.keepAliveMsecs = options.keepAliveMsecs ?? 1e3;
    this.maxSockets = options.maxSockets ?? Infinity;
    this.maxFreeSockets = options.maxFreeSockets ?? 256;
    this.maxTotalSockets = options.maxTotalSockets ?? Infinity;
    this.scheduling = options.scheduling ?? "lifo";
  }
  getName(options = {}) {
    return `${options.host ?? "localhost"}:${options.port ?? ""}:${options.localAddress ?? ""}`;
  }
  destroy() {
  }
};
function checkAgent(agent) {
  if (agent === void 0 || agent === null || agent === false) return;
  if (typeof agent !== "object") throw (0, import_node_errors.invalidArgType)("options.agent", ["Agent-like Object", "undefined", "false"], agent);
  if (["createConnection", "createSocket", "addRequest", "connect", "callback"].some((name) => typeof agent[name] === "function")) throw (0, import_node_errors.refused)("options.agent", itself);
}
var bodies = /* @__PURE__ */ new Set(["POST", "PUT", "PATCH"]);
var ClientRequest = class extends OutgoingMessage {
  aborted = false;
  reusedSocket = false;
  maxHeadersCount = null;
  protocol;
  host;
  path;
  method;
  agent;
  socket = null;
  res = null;
  timeout;
  _url;
  _exchange;
  _timer;
  _finished = false;
  _streamed = false;
  constructor(input, options, callback, scheme) {
    super({ autoDestroy: false, decodeStrings: true });
    if (typeof input === "string" || input instanceof URL) input = (0, import_node_url.urlToHttpOptions)(new URL(String(input)));
    else {
      callback = options;
      options = input;
      input = {};
    }
    if (typeof options === "function") {
      callback = options;
      options = {};
    }
    const o = Object.assign({}, input, options);
    checkAgent(o.agent);
    refuseConnecting(o);
    this.agent = o.agent;
    this.protocol = o.protocol || o.agent?.protocol || scheme;
    if (this.protocol !== scheme) throw (0, import_node_errors.coded)(TypeError, "ERR_INVALID_PROTOCOL", `Protocol "${this.protocol}" not supported. Expected "${scheme}"`);
    if (o.method !== void 0 && o.method !== null && typeof o.method !== "string") throw (0, import_node_errors.invalidArgType)("options.method", "string", o.method);
    this.method = (o.method || "GET").toUpperCase();
    validateHeaderName(this.method, "Method");
    this.path = o.path || "/";
    if (/[^\u0021-\u00ff]/.test(this.path)) throw (0, import_node_errors.coded)(TypeError, "ERR_UNESCAPED_CHARACTERS", "Request path contains unescaped characters");
    this.host = o.hostname || o.host || "localhost";
    if (typeof this.host !== "string") throw (0, import_node_errors.invalidArgType)("options.host", ["string", "undefined", "null"], this.host);
    const port = Number(o.port || o.defaultPort || (scheme === "https:" ? 443 : 80));
    const name = this.host.includes(":") && !this.host.startsWith("[") ? `[${this.host}]` : this.host;
    this._url = `${scheme}//${name}:${port}${this.path.startsWith("/") ? "" : "/"}${this.path}`;
    this._headers(o.headers);
    if (o.setHost !== false && !this.hasHeader("host")) this.setHeader("Host", port === (scheme === "https:" ? 443 : 80) ? name : `${name}:${port}`);
    if (o.auth && !this.hasHeader("authorization")) this.setHeader("Authorization", `Basic ${import_node_buffer.Buffer.from(o.auth).toString("base64")}`);
    if (callback) this.once("response", callback);
    if (o.timeout !== void 0) this.setTimeout(o.timeout);
    if (o.signal) this._follow(o.signal);
    queueMicrotask(() => {
      if (this.destroyed) return;
      this.socket = new Socket(this);
      this.emit("socket", this.socket);
    });
  }
  _headers(headers) {
    if (Array.isArray(headers)) {
      const flat = Array.isArray(headers[0]) ? headers.flat() : headers;
      for (let i = 0; i < flat.length; i += 2) this.appendHeader(flat[i], flat[i + 1]);
      return;
    }
    for (const name of Object.keys(headers ?? {})) this.setHeader(name, headers[name]);
  }
  _follow(signal) {
    const abort = () => this.destroy((0, import_node_errors.abortError)(signal.reason));
    if (signal.aborted) queueMicrotask(abort);
    else signal.addEventListener("abort", abort, { once: true });
    this.once("close", () => signal.removeEventListener("abort", abort));
  }
  get connection() {
    return this.socket;
  }
  setTimeout(ms, listener) {
    if (listener) this.once("timeout", listener);
    this._idle(ms);
    return this;
  }
  setNoDelay() {
  }
  setSocketKeepAlive() {
  }
  onSocket() {
  }
  /** How long nothing may happen until "timeout". */
  _idle(ms) {
    this.timeout = ms;
    this._active();
  }
  _active() {
    clearTimeout(this._timer);
    if (!this.timeout || this._finished) return;
    this._timer = setTimeout(() => {
      this.emit("timeout");
      this.socket?.emit("timeout");
      this.res?.emit("timeout", this.socket);
    }, this.timeout);
  }
  flushHeaders() {
    if (!this._exchange) this._send(bodies.has(this.method) ? true : void 0);
  }
  _send(body) {
    this.headersSent = true;
    this._streamed = body === true;
    const headers = [];
    for (const [name, value] of this._given.values()) for (const v of Array.isArray(value) ? value : [value]) headers.push(name, String(v));
    if (!this.hasHeader("connection")) headers.push("Connection", this.agent === false ? "close" : "keep-alive");
    if (!this.hasHeader("user-agent")) headers.push("User-Agent", "");
    this._exchange = (0, import_fetch_native.start)({ method: this.method, url: this._url, headers, redirect: "manual", raw: true }, body);
    this._active();
    this._exchange.response.then((answer) => this._respond(answer), (e) => {
      if (!this.destroyed) this.destroy(failure(e));
    });
  }
  _respond(answer) {
    if (this.destroyed) return;
    this._active();
    const res = new IncomingMessage(this.socket);
    res.req = this;
    res._exchange = this._exchange;
    this.res = res;
    res._answered(answer);
    if (!this.emit("response", res)) res.resume();
  }
  end(chunk, encoding, callback) {
    if (typeof chunk === "function") [chunk, encoding, callback] = [void 0, void 0, chunk];
    if (typeof encoding === "function") [encoding, callback] = [void 0, encoding];
    if (chunk != null && !this._exchange && this.writableLength === 0 && !this.destroyed) {
      if (typeof chunk !== "string" && !(chunk instanceof Uint8Array)) throw (0, import_node_errors.invalidArgType)("chunk", ["string", "Buffer", "Uint8Array"], chunk);
      this._send(typeof chunk === "string" ? import_node_buffer.Buffer.from(chunk, encoding) : chunk);
      chunk = void 0;
    }
    super.end(chunk, encoding, callback);
    return this;
  }
  _write(chunk, _encoding, done) {
    if (!this._exchange) this._send(true);
    this._active();
    this._exchange.write(chunk).then(() => done(), () => done());
  }
  _final(done) {
    if (!this._exchange) this._send(bodies.has(this.method) ? new Uint8Array(0) : void 0);
    else if (this._streamed) this._exchange.end();
    done();
  }
  abort() {
    if (this.aborted) return;
    this.aborted = true;
    process.nextTick(() => this.emit("abort"));
    this.destroy();
  }
  /** The response has ended. */
  _over(error) {
    this._finished = true;
    clearTimeout(this._timer);
    if (!this.destroyed) this.destroy(error);
  }
  _destroy(error, done) {
    clearTimeout(this._timer);
    if (!this._finished) {
      this._finished = true;
      this._exchange?.abort();
      if (this.res) this.res._broken(hungUp("aborted"));
      else error ??= hungUp();
    }
    done(error);
  }
};

// bundler/shims/node/http.ts
var import_node_errors2 = require("host:internal/node-errors");
var ports = "a script opens no ports; a request from outside is a file in scripts/webhooks";
function request(input, options, callback) {
  return new ClientRequest(input, options, callback, "http:");
}
function get(input, options, callback) {
  const r = request(input, options, callback);
  r.end();
  return r;
}
function createServer() {
  throw (0, import_node_errors2.refused)("http.createServer()", ports);
}
var Server = class {
  constructor() {
    throw (0, import_node_errors2.refused)("http.Server", ports);
  }
};
var ServerResponse = class extends OutgoingMessage {
  constructor() {
    super();
    throw (0, import_node_errors2.refused)("http.ServerResponse", ports);
  }
};
var globalAgent = new Agent({ keepAlive: true, scheduling: "lifo", timeout: 5e3 });
var maxHeaderSize = 16384;
function setMaxIdleHTTPParsers() {
}
var METHODS = "ACL BIND CHECKOUT CONNECT COPY DELETE GET HEAD LINK LOCK M-SEARCH MERGE MKACTIVITY MKCALENDAR MKCOL MOVE NOTIFY OPTIONS PATCH POST PROPFIND PROPPATCH PURGE PUT QUERY REBIND REPORT SEARCH SOURCE SUBSCRIBE TRACE UNBIND UNLINK UNLOCK UNSUBSCRIBE".split(" ");
var STATUS_CODES = {
  100: "Continue",
  101: "Switching Protocols",
  102: "Processing",
  103: "Early Hints",
  200: "OK",
  201: "Created",
  202: "Accepted",
  203: "Non-Authoritative Information",
  204: "No Content",
  205: "Reset Content",
  206: "Partial Content",
  207: "Multi-Status",
  208: "Already Reported",
  226: "IM Used",
  300: "Multiple Choices",
  301: "Moved Permanently",
  302: "Found",
  303: "See Other",
  304: "Not Modified",
  305: "Use Proxy",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  407: "Proxy Authentication Required",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Payload Too Large",
  414: "URI Too Long",
  415: "Unsupported Media Type",
  416: "Range Not Satisfiable",
  417: "Expectation Failed",
  418: "I'm a Teapot",
  421: "Misdirected Request",
  422: "Unprocessable Entity",
  423: "Locked",
  424: "Failed Dependency",
  425: "Too Early",
  426: "Upgrade Required",
  428: "Precondition Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  451: "Unavailable For Legal Reasons",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
  505: "HTTP Version Not Supported",
  506: "Variant Also Negotiates",
  507: "Insufficient Storage",
  508: "Loop Detected",
  509: "Bandwidth Limit Exceeded",
  510: "Not Extended",
  511: "Network Authentication Required"
};
var http_default = {
  Agent,
  ClientRequest,
  IncomingMessage,
  OutgoingMessage,
  Server,
  ServerResponse,
  METHODS,
  STATUS_CODES,
  createServer,
  get,
  request,
  globalAgent,
  maxHeaderSize,
  setMaxIdleHTTPParsers,
  validateHeaderName,
  validateHeaderValue
};
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(http_exports, { Agent, ClientRequest, IncomingMessage, METHODS, OutgoingMessage, STATUS_CODES, Server, ServerResponse, createServer, default: http_default, get, globalAgent, maxHeaderSize, request, setMaxIdleHTTPParsers, validateHeaderName, validateHeaderValue });
