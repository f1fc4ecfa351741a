// Code generated from bundler/shims/host/internal/websocket.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 5e10687300df606828d2f5fa07fb4869584a6f1bc132d70f2735c4b750c36391
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

// bundler/shims/host/internal/websocket.ts
var websocket_exports = {};
__export(websocket_exports, {
  WebSocket: () => WebSocket
});
module.exports = __toCommonJS(websocket_exports);
var import_websocket_native = require("host:internal/websocket-native");
var import_dom_exception = require("host:internal/dom-exception");
var import_events = require("host:internal/events");
var import_encoding = require("host:internal/encoding");
var import_url = require("host:internal/url");

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

// bundler/shims/host/internal/websocket.ts
var token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
var WebSocket = class extends import_events.EventTarget {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSING = 2;
  static CLOSED = 3;
  #url;
  #socket;
  #state = 0;
  #protocol = "";
  #binaryType = "blob";
  #buffered = 0;
  #sending = Promise.resolve();
  /** Whether the script closed the connection itself. */
  #closing;
  constructor(url, protocols = []) {
    super();
    let parsed;
    try {
      parsed = new import_url.URL(url);
    } catch {
      throw new import_dom_exception.DOMException(`Invalid URL for WebSocket ${url}`, "SyntaxError");
    }
    if (parsed.protocol === "http:") parsed.protocol = "ws:";
    if (parsed.protocol === "https:") parsed.protocol = "wss:";
    if (parsed.protocol !== "ws:" && parsed.protocol !== "wss:") throw new import_dom_exception.DOMException(`Expected a ws: or wss: protocol, got ${parsed.protocol}`, "SyntaxError");
    if (parsed.hash || parsed.href.endsWith("#")) throw new import_dom_exception.DOMException("Got fragment", "SyntaxError");
    const given = typeof protocols === "object" && !Array.isArray(protocols) ? protocols.protocols ?? [] : protocols;
    const list = typeof given === "string" ? [given] : [...given];
    if (new Set(list.map((p) => p.toLowerCase())).size !== list.length || !list.every((p) => token.test(p))) {
      throw new import_dom_exception.DOMException("Invalid Sec-WebSocket-Protocol value", "SyntaxError");
    }
    this.#url = parsed.href;
    this.#socket = (0, import_websocket_native.open)(parsed.href, list);
    void this.#run();
  }
  async #run() {
    try {
      this.#protocol = await this.#socket.opened;
    } catch (error) {
      this.#state = 3;
      (0, import_events.dispatch)(this, new import_events.ErrorEvent("error", { error, message: error?.message ?? "" }));
      (0, import_events.dispatch)(this, new import_events.CloseEvent("close", { code: 1006, reason: "", wasClean: false }));
      return;
    }
    if (this.#closing) {
      this.#end(this.#closing);
    } else {
      this.#state = 1;
      (0, import_events.dispatch)(this, new import_events.Event("open"));
    }
    for (; ; ) {
      const message = await this.#socket.receive();
      if (typeof message === "object" && !(message instanceof Uint8Array)) {
        this.#closed(message);
        return;
      }
      if (this.#state !== 1) continue;
      (0, import_events.dispatch)(this, new import_events.MessageEvent("message", { data: this.#data(message), origin: new import_url.URL(this.#url).origin }));
    }
  }
  #data(message) {
    if (typeof message === "string") return message;
    if (this.#binaryType === "arraybuffer") return message.buffer;
    return new (require("host:internal/blob")).Blob([message]);
  }
  #closed({ code, reason }) {
    this.#state = 3;
    const clean = code !== 1006 || this.#closing !== void 0;
    const how = code === 1006 && this.#closing ? this.#closing : { code, reason };
    if (!clean) (0, import_events.dispatch)(this, new import_events.ErrorEvent("error", { message: "the connection was lost" }));
    (0, import_events.dispatch)(this, new import_events.CloseEvent("close", { ...how, wasClean: clean }));
  }
  #end({ code, reason }) {
    this.#sending.then(() => this.#socket.close(code === 1005 ? 1e3 : code, reason)).catch(() => {
    });
  }
  send(data) {
    if (arguments.length === 0) throw new TypeError("WebSocket.send: 1 argument required, but 0 present.");
    if (this.#state === 0) throw new import_dom_exception.DOMException("Sent before connected.", "InvalidStateError");
    let message;
    let size;
    if (data instanceof ArrayBuffer) message = new Uint8Array(data.slice(0));
    else if (ArrayBuffer.isView(data)) message = new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
    else if (typeof data === "object" && data !== null && ["Blob", "File"].includes(data[Symbol.toStringTag])) message = require("host:internal/blob").bytesOf(data);
    else message = `${data}`;
    size = typeof message === "string" ? new import_encoding.TextEncoder().encode(message).byteLength : message.byteLength;
    if (this.#state !== 1) {
      this.#buffered += size;
      return;
    }
    this.#buffered += size;
    this.#sending = this.#sending.then(() => this.#socket.send(message)).then(
      () => {
        this.#buffered -= size;
      },
      () => {
      }
      // receive tells that the connection is gone
    );
  }
  close(code, reason = "") {
    if (code !== void 0 && code !== 1e3 && !(code >= 3e3 && code <= 4999)) throw new import_dom_exception.DOMException("invalid code", "InvalidAccessError");
    if (new import_encoding.TextEncoder().encode(`${reason}`).byteLength > 123) throw new import_dom_exception.DOMException("Reason must be less than 123 bytes", "SyntaxError");
    if (this.#state >= 2) return;
    const connecting = this.#state === 0;
    this.#state = 2;
    this.#closing = { code: code ?? 1005, reason: `${reason}` };
    if (!connecting) this.#end(this.#closing);
  }
  get url() {
    return this.#url;
  }
  get readyState() {
    return this.#state;
  }
  get bufferedAmount() {
    return this.#buffered;
  }
  get protocol() {
    return this.#protocol;
  }
  get extensions() {
    return "";
  }
  get binaryType() {
    return this.#binaryType;
  }
  set binaryType(value) {
    if (value === "blob" || value === "arraybuffer") this.#binaryType = value;
  }
  get [Symbol.toStringTag]() {
    return "WebSocket";
  }
};
for (const type of ["open", "message", "error", "close"]) (0, import_events.defineHandler)(WebSocket.prototype, type);
for (const [i, name] of ["CONNECTING", "OPEN", "CLOSING", "CLOSED"].entries()) Object.defineProperty(WebSocket.prototype, name, { value: i, enumerable: true });
named({ WebSocket });
shown(WebSocket, ["url", "readyState", "protocol", "binaryType"]);
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(websocket_exports, { WebSocket });
