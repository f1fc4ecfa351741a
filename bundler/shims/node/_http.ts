// The client half of node:http and node:https: a request and its response as
// streams, over the connections that fetch has.
import { start, type Exchange } from "host:internal/fetch-native";
import { Buffer } from "node:buffer";
import EventEmitter from "node:events";
import { Readable, Writable } from "node:stream";
import { urlToHttpOptions } from "node:url";
import { abortError, coded, invalidArgType, refused } from "host:internal/node-errors";

type Any = any;

const token = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
const control = /[^\t\x20-\x7e\x80-\xff]/;

export function validateHeaderName(name: Any, label = "Header name"): void {
  if (typeof name !== "string" || !token.test(name)) throw coded(TypeError, "ERR_INVALID_HTTP_TOKEN", `${label} must be a valid HTTP token ["${name}"]`);
}

export function validateHeaderValue(name: string, value: Any): void {
  if (value === undefined) throw coded(TypeError, "ERR_HTTP_INVALID_HEADER_VALUE", `Invalid value "${value}" for header "${name}"`);
  if (control.test(String(value))) throw coded(TypeError, "ERR_INVALID_CHAR", `Invalid character in header content ["${name}"]`);
}

const hungUp = (message = "socket hang up") => coded(Error, "ECONNRESET", message);

/** A failure as Node's parser and sockets tell it. */
function failure(e: Any): Any {
  switch (e?.code) {
    case "UND_ERR_SOCKET":
      return hungUp();
    case "UND_ERR_CONNECT_TIMEOUT":
      return Object.assign(coded(Error, "ETIMEDOUT", "connect ETIMEDOUT"), { syscall: "connect" });
  }
  return e;
}

/** What stands for the connection, which the host keeps to itself. */
export class Socket extends EventEmitter {
  destroyed = false;
  encrypted: boolean;
  remoteAddress: undefined;
  constructor(private request: ClientRequest) {
    super();
    this.encrypted = request.protocol === "https:";
  }
  setTimeout(ms: number, listener?: Any) {
    if (listener) this.once("timeout", listener);
    this.request._idle(ms);
    return this;
  }
  setKeepAlive() { return this; }
  setNoDelay() { return this; }
  ref() { return this; }
  unref() { return this; }
  destroy(error?: Any) {
    this.destroyed = true;
    this.request.destroy(error);
    return this;
  }
}

/** Headers of a message that is sent. */
export class OutgoingMessage extends (Writable as Any) {
  headersSent = false;
  sendDate = false;
  _given = new Map<string, [string, Any]>();
  setHeader(name: string, value: Any) {
    if (this.headersSent) throw coded(Error, "ERR_HTTP_HEADERS_SENT", "Cannot set headers after they are sent to the client");
    validateHeaderName(name);
    for (const v of Array.isArray(value) ? value : [value]) validateHeaderValue(name, v);
    this._given.set(name.toLowerCase(), [name, value]);
    return this;
  }
  setHeaders(headers: Any) {
    for (const [name, value] of headers) this.setHeader(name, value);
    return this;
  }
  appendHeader(name: string, value: Any) {
    const before = this.getHeader(name);
    return this.setHeader(name, before === undefined ? value : [before, value].flat());
  }
  getHeader(name: string): Any { return this._given.get(String(name).toLowerCase())?.[1]; }
  hasHeader(name: string): boolean { return this._given.has(String(name).toLowerCase()); }
  removeHeader(name: string): void {
    if (this.headersSent) throw coded(Error, "ERR_HTTP_HEADERS_SENT", "Cannot remove headers after they are sent to the client");
    this._given.delete(String(name).toLowerCase());
  }
  getHeaderNames(): string[] { return [...this._given.keys()]; }
  getRawHeaderNames(): string[] { return [...this._given.values()].map(([name]) => name); }
  getHeaders(): Any {
    const all = Object.create(null);
    for (const [key, [, value]] of this._given) all[key] = value;
    return all;
  }
  get finished(): boolean { return this.writableEnded; }
}

const joined = new Set(["set-cookie"]);
const single = new Set("age authorization content-length content-type etag expires from host if-modified-since if-unmodified-since last-modified location max-forwards proxy-authorization referer retry-after server user-agent".split(" "));

/** A response. */
export class IncomingMessage extends (Readable as Any) {
  aborted = false;
  complete = false;
  headers: Any = {};
  headersDistinct: Any = Object.create(null);
  rawHeaders: string[] = [];
  trailers: Any = {};
  trailersDistinct: Any = {};
  rawTrailers: string[] = [];
  httpVersion = "1.1";
  httpVersionMajor = 1;
  httpVersionMinor = 1;
  statusCode: number | null = null;
  statusMessage: string | null = null;
  url = "";
  method: string | null = null;
  socket: Any;
  req: Any;
  _exchange: Exchange | undefined;
  constructor(socket?: Any) {
    super({ autoDestroy: true });
    this.socket = socket;
  }
  get connection(): Any { return this.socket; }
  setTimeout(ms: number, listener?: Any) {
    if (listener) this.on("timeout", listener);
    this.socket?.setTimeout(ms);
    return this;
  }
  _answered(answer: Any) {
    this.statusCode = answer.status;
    this.statusMessage = answer.statusText;
    [this.httpVersionMajor, this.httpVersionMinor] = answer.version;
    this.httpVersion = answer.version.join(".");
    for (let i = 0; i < answer.headers.length; i += 2) {
      const name: string = answer.headers[i];
      const value: string = answer.headers[i + 1];
      const key = name.toLowerCase();
      this.rawHeaders.push(name, value);
      (this.headersDistinct[key] ??= []).push(value);
      if (joined.has(key)) (this.headers[key] ??= []).push(value);
      else if (this.headers[key] === undefined) this.headers[key] = value;
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
      else this.push(Buffer.from(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength));
    }, (e) => this._broken(failure(e)));
  }
  _broken(e: Any) {
    if (this.destroyed || this.complete) return;
    this.aborted = true;
    this.emit("aborted");
    this.destroy(e?.code === "ECONNRESET" ? hungUp("aborted") : e);
  }
  _destroy(error: Any, done: Any) {
    // What a script destroys it with goes to the request, too.
    const own = this.aborted || this.complete ? null : error;
    if (!this.complete) {
      this.aborted = true;
      this._exchange?.abort();
    }
    // As in Node, an error that nobody listens for is not thrown.
    process.nextTick(() => done(this.listenerCount("error") === 0 ? null : error));
    this.req?._over(own);
  }
}

/** Options that would change how the host connects, and why it does not let them. */
const roots = "certificates are checked with the system's roots; add yours there, or name a file with SSL_CERT_FILE";
const itself = "the host connects by itself, through its own pool; a proxy is set with HTTP_PROXY and HTTPS_PROXY";
const connecting: Record<string, string> = { socketPath: "scripts open no sockets", createConnection: itself, lookup: "names are resolved by the host", localAddress: itself,
  ca: roots, cert: roots, key: roots, pfx: roots, checkServerIdentity: roots, servername: roots };

export function refuseConnecting(options: Any): void {
  for (const name of Object.keys(connecting)) if (options[name] != null) throw refused(`options.${name}`, connecting[name]!);
  if (options.rejectUnauthorized === false) throw refused("options.rejectUnauthorized: false", roots);
}

/** Connections are pooled by the host: an agent is accepted, and what it says of reuse has no effect. */
export class Agent extends EventEmitter {
  defaultPort = 80;
  protocol = "http:";
  options: Any;
  requests: Any = {};
  sockets: Any = {};
  freeSockets: Any = {};
  keepAlive: boolean;
  keepAliveMsecs: number;
  maxSockets: number;
  maxFreeSockets: number;
  maxTotalSockets: number;
  scheduling: string;
  constructor(options: Any = {}) {
    super();
    refuseConnecting(options);
    this.options = { ...options };
    this.keepAlive = options.keepAlive ?? false;
    this.keepAliveMsecs = options.keepAliveMsecs ?? 1000;
    this.maxSockets = options.maxSockets ?? Infinity;
    this.maxFreeSockets = options.maxFreeSockets ?? 256;
    this.maxTotalSockets = options.maxTotalSockets ?? Infinity;
    this.scheduling = options.scheduling ?? "lifo";
  }
  getName(options: Any = {}): string { return `${options.host ?? "localhost"}:${options.port ?? ""}:${options.localAddress ?? ""}`; }
  destroy(): void {}
}

function checkAgent(agent: Any): void {
  if (agent === undefined || agent === null || agent === false) return;
  if (typeof agent !== "object") throw invalidArgType("options.agent", ["Agent-like Object", "undefined", "false"], agent);
  if (["createConnection", "createSocket", "addRequest", "connect", "callback"].some((name) => typeof agent[name] === "function")) throw refused("options.agent", itself);
}

const bodies = new Set(["POST", "PUT", "PATCH"]);

export class ClientRequest extends OutgoingMessage {
  aborted = false;
  reusedSocket = false;
  maxHeadersCount = null;
  protocol: string;
  host: string;
  path: string;
  method: string;
  agent: Any;
  socket: Any = null;
  res: Any = null;
  timeout: number | undefined;
  _url: string;
  _exchange: Exchange | undefined;
  _timer: Any;
  _finished = false;
  _streamed = false;
  constructor(input: Any, options: Any, callback: Any, scheme: "http:" | "https:") {
    super({ autoDestroy: false, decodeStrings: true });
    if (typeof input === "string" || input instanceof URL) input = urlToHttpOptions(new URL(String(input)) as Any);
    else {
      callback = options;
      options = input;
      input = {};
    }
    if (typeof options === "function") {
      callback = options;
      options = {};
    }
    const o: Any = Object.assign({}, input, options);
    checkAgent(o.agent);
    refuseConnecting(o);
    this.agent = o.agent;
    this.protocol = o.protocol || o.agent?.protocol || scheme;
    if (this.protocol !== scheme) throw coded(TypeError, "ERR_INVALID_PROTOCOL", `Protocol "${this.protocol}" not supported. Expected "${scheme}"`);
    if (o.method !== undefined && o.method !== null && typeof o.method !== "string") throw invalidArgType("options.method", "string", o.method);
    this.method = (o.method || "GET").toUpperCase();
    validateHeaderName(this.method, "Method");
    this.path = o.path || "/";
    if (/[^\u0021-\u00ff]/.test(this.path)) throw coded(TypeError, "ERR_UNESCAPED_CHARACTERS", "Request path contains unescaped characters");
    this.host = o.hostname || o.host || "localhost";
    if (typeof this.host !== "string") throw invalidArgType("options.host", ["string", "undefined", "null"], this.host);
    const port = Number(o.port || o.defaultPort || (scheme === "https:" ? 443 : 80));
    const name = this.host.includes(":") && !this.host.startsWith("[") ? `[${this.host}]` : this.host;
    this._url = `${scheme}//${name}:${port}${this.path.startsWith("/") ? "" : "/"}${this.path}`;
    this._headers(o.headers);
    if (o.setHost !== false && !this.hasHeader("host")) this.setHeader("Host", port === (scheme === "https:" ? 443 : 80) ? name : `${name}:${port}`);
    if (o.auth && !this.hasHeader("authorization")) this.setHeader("Authorization", `Basic ${Buffer.from(o.auth).toString("base64")}`);
    if (callback) this.once("response", callback);
    if (o.timeout !== undefined) this.setTimeout(o.timeout);
    if (o.signal) this._follow(o.signal);
    queueMicrotask(() => {
      if (this.destroyed) return;
      this.socket = new Socket(this);
      this.emit("socket", this.socket);
    });
  }
  _headers(headers: Any) {
    if (Array.isArray(headers)) {
      const flat = Array.isArray(headers[0]) ? headers.flat() : headers;
      for (let i = 0; i < flat.length; i += 2) this.appendHeader(flat[i], flat[i + 1]);
      return;
    }
    for (const name of Object.keys(headers ?? {})) this.setHeader(name, headers[name]);
  }
  _follow(signal: AbortSignal) {
    const abort = () => this.destroy(abortError(signal.reason));
    if (signal.aborted) queueMicrotask(abort);
    else signal.addEventListener("abort", abort, { once: true });
    this.once("close", () => signal.removeEventListener("abort", abort));
  }
  get connection(): Any { return this.socket; }
  setTimeout(ms: number, listener?: Any) {
    if (listener) this.once("timeout", listener);
    this._idle(ms);
    return this;
  }
  setNoDelay() {}
  setSocketKeepAlive() {}
  onSocket() {}
  /** How long nothing may happen until "timeout". */
  _idle(ms: number) {
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
    if (!this._exchange) this._send(bodies.has(this.method) ? true : undefined);
  }
  _send(body: Uint8Array | boolean | undefined) {
    this.headersSent = true;
    this._streamed = body === true;
    const headers: string[] = [];
    for (const [name, value] of this._given.values()) for (const v of Array.isArray(value) ? value : [value]) headers.push(name, String(v));
    if (!this.hasHeader("connection")) headers.push("Connection", this.agent === false ? "close" : "keep-alive");
    if (!this.hasHeader("user-agent")) headers.push("User-Agent", "");
    this._exchange = start({ method: this.method, url: this._url, headers, redirect: "manual", raw: true }, body);
    this._active();
    this._exchange.response.then((answer) => this._respond(answer), (e) => {
      if (!this.destroyed) this.destroy(failure(e));
    });
  }
  _respond(answer: Any) {
    if (this.destroyed) return;
    this._active();
    const res = new IncomingMessage(this.socket);
    res.req = this;
    res._exchange = this._exchange;
    this.res = res;
    res._answered(answer);
    if (!this.emit("response", res)) res.resume();
  }
  end(chunk?: Any, encoding?: Any, callback?: Any) {
    if (typeof chunk === "function") [chunk, encoding, callback] = [undefined, undefined, chunk];
    if (typeof encoding === "function") [encoding, callback] = [undefined, encoding];
    if (chunk != null && !this._exchange && this.writableLength === 0 && !this.destroyed) {
      if (typeof chunk !== "string" && !(chunk instanceof Uint8Array)) throw invalidArgType("chunk", ["string", "Buffer", "Uint8Array"], chunk);
      this._send(typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk);
      chunk = undefined;
    }
    super.end(chunk, encoding, callback);
    return this;
  }
  _write(chunk: Any, _encoding: Any, done: Any) {
    if (!this._exchange) this._send(true);
    this._active();
    this._exchange!.write(chunk).then(() => done(), () => done()); // the response says how it failed
  }
  _final(done: Any) {
    if (!this._exchange) this._send(bodies.has(this.method) ? new Uint8Array(0) : undefined);
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
  _over(error?: Any) {
    this._finished = true;
    clearTimeout(this._timer);
    if (!this.destroyed) this.destroy(error);
  }
  _destroy(error: Any, done: Any) {
    clearTimeout(this._timer);
    if (!this._finished) {
      this._finished = true;
      this._exchange?.abort();
      if (this.res) this.res._broken(hungUp("aborted"));
      else error ??= hungUp();
    }
    done(error);
  }
}
