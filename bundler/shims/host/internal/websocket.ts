// WebSocket (WHATWG WebSockets 3).

import { open, type Socket } from "host:internal/websocket-native";
import { DOMException } from "host:internal/dom-exception";
import { CloseEvent, defineHandler, dispatch, ErrorEvent, Event, EventTarget, MessageEvent } from "host:internal/events";
import { TextEncoder } from "host:internal/encoding";
import { URL } from "host:internal/url";
import { named } from "./_names";
import { shown } from "./_inspect";

declare const require: (name: string) => any;

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

export class WebSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;

  #url: string;
  #socket: Socket;
  #state = 0;
  #protocol = "";
  #binaryType = "blob";
  #buffered = 0;
  #sending: Promise<unknown> = Promise.resolve();
  /** Whether the script closed the connection itself. */
  #closing: { code: number; reason: string } | undefined;

  constructor(url: string | URL, protocols: string | string[] | { protocols?: string | string[] } = []) {
    super();
    let parsed: URL;
    try {
      parsed = new URL(url);
    } catch {
      throw new DOMException(`Invalid URL for WebSocket ${url}`, "SyntaxError");
    }
    if (parsed.protocol === "http:") parsed.protocol = "ws:";
    if (parsed.protocol === "https:") parsed.protocol = "wss:";
    if (parsed.protocol !== "ws:" && parsed.protocol !== "wss:") throw new DOMException(`Expected a ws: or wss: protocol, got ${parsed.protocol}`, "SyntaxError");
    if (parsed.hash || parsed.href.endsWith("#")) throw new DOMException("Got fragment", "SyntaxError");
    const given = typeof protocols === "object" && !Array.isArray(protocols) ? (protocols.protocols ?? []) : protocols;
    const list = typeof given === "string" ? [given] : [...given];
    if (new Set(list.map((p) => p.toLowerCase())).size !== list.length || !list.every((p) => token.test(p))) {
      throw new DOMException("Invalid Sec-WebSocket-Protocol value", "SyntaxError");
    }
    this.#url = parsed.href;
    this.#socket = open(parsed.href, list);
    void this.#run();
  }

  async #run(): Promise<void> {
    try {
      this.#protocol = await this.#socket.opened;
    } catch (error: any) {
      this.#state = 3;
      dispatch(this, new ErrorEvent("error", { error, message: error?.message ?? "" }));
      dispatch(this, new CloseEvent("close", { code: 1006, reason: "", wasClean: false }));
      return;
    }
    if (this.#closing) {
      this.#end(this.#closing);
    } else {
      this.#state = 1;
      dispatch(this, new Event("open"));
    }
    for (;;) {
      const message = await this.#socket.receive();
      if (typeof message === "object" && !(message instanceof Uint8Array)) {
        this.#closed(message);
        return;
      }
      if (this.#state !== 1) continue;
      dispatch(this, new MessageEvent("message", { data: this.#data(message), origin: new URL(this.#url).origin }));
    }
  }

  #data(message: string | Uint8Array): unknown {
    if (typeof message === "string") return message;
    if (this.#binaryType === "arraybuffer") return message.buffer;
    return new (require("host:internal/blob").Blob)([message]);
  }

  #closed({ code, reason }: { code: number; reason: string }): void {
    this.#state = 3;
    const clean = code !== 1006 || this.#closing !== undefined;
    const how = code === 1006 && this.#closing ? this.#closing : { code, reason };
    if (!clean) dispatch(this, new ErrorEvent("error", { message: "the connection was lost" }));
    dispatch(this, new CloseEvent("close", { ...how, wasClean: clean }));
  }

  #end({ code, reason }: { code: number; reason: string }): void {
    // What was sent goes out first. How it ends is for receive to tell.
    this.#sending.then(() => this.#socket.close(code === 1005 ? 1000 : code, reason)).catch(() => {});
  }

  send(data: string | ArrayBuffer | ArrayBufferView | Blob): void {
    if (arguments.length === 0) throw new TypeError("WebSocket.send: 1 argument required, but 0 present.");
    if (this.#state === 0) throw new DOMException("Sent before connected.", "InvalidStateError");
    let message: string | Uint8Array;
    let size: number;
    if (data instanceof ArrayBuffer) message = new Uint8Array(data.slice(0));
    else if (ArrayBuffer.isView(data)) message = new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
    else if (typeof data === "object" && data !== null && ["Blob", "File"].includes((data as any)[Symbol.toStringTag])) message = require("host:internal/blob").bytesOf(data);
    else message = `${data as unknown as string}`;
    size = typeof message === "string" ? new TextEncoder().encode(message).byteLength : message.byteLength;
    if (this.#state !== 1) {
      this.#buffered += size;
      return;
    }
    this.#buffered += size;
    this.#sending = this.#sending.then(() => this.#socket.send(message)).then(
      () => {
        this.#buffered -= size;
      },
      () => {}, // receive tells that the connection is gone
    );
  }

  close(code?: number, reason = ""): void {
    if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) throw new DOMException("invalid code", "InvalidAccessError");
    if (new TextEncoder().encode(`${reason}`).byteLength > 123) throw new DOMException("Reason must be less than 123 bytes", "SyntaxError");
    if (this.#state >= 2) return;
    const connecting = this.#state === 0;
    this.#state = 2;
    this.#closing = { code: code ?? 1005, reason: `${reason}` };
    if (!connecting) this.#end(this.#closing);
  }

  get url(): string {
    return this.#url;
  }
  get readyState(): number {
    return this.#state;
  }
  get bufferedAmount(): number {
    return this.#buffered;
  }
  get protocol(): string {
    return this.#protocol;
  }
  get extensions(): string {
    return "";
  }
  get binaryType(): string {
    return this.#binaryType;
  }
  set binaryType(value: string) {
    if (value === "blob" || value === "arraybuffer") this.#binaryType = value;
  }
  get [Symbol.toStringTag]() {
    return "WebSocket";
  }
}
for (const type of ["open", "message", "error", "close"]) defineHandler(WebSocket.prototype as any, type);
for (const [i, name] of ["CONNECTING", "OPEN", "CLOSING", "CLOSED"].entries()) Object.defineProperty(WebSocket.prototype, name, { value: i, enumerable: true });

named({ WebSocket });
shown(WebSocket, ["url", "readyState", "protocol", "binaryType"]);
