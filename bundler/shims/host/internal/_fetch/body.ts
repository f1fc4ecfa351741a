// The bodies of requests and responses (WHATWG Fetch 5.3).

import { concat, type Exchange } from "host:internal/fetch-native";
import { TextDecoder, TextEncoder } from "host:internal/encoding";

declare const require: (name: string) => any;

export const nativeStreams = () => require("host:internal/streams");

/** What a body is made of, before anyone reads it. */
export type Source =
  | { kind: "none" }
  | { kind: "bytes"; bytes: Uint8Array }
  | { kind: "text"; text: string }
  | { kind: "exchange"; exchange: Exchange; failure: (e: unknown) => unknown }
  | { kind: "stream"; stream: any };

const none: Source = { kind: "none" };

/** A body given by a script, and the content type that goes with it. */
export function extract(body: any): { source: Source; type?: string } {
  if (body === null || body === undefined) return { source: none };
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
        return { source: { kind: "bytes", bytes: bytesOf(body) }, ...(body.type ? { type: body.type } : {}) };
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

let sources: (body: Body) => Source;
let teed: (body: Body) => Source;
let assign: (body: Body, source: Source) => void;
let taken: (body: Body) => void;

export const sourceOf = (body: Body): Source => sources(body);
/** A second source with the same contents. */
export const tee = (body: Body): Source => teed(body);
export const setSource = (body: Body, source: Source): void => assign(body, source);
/** Marks a body as read, by a fetch that sends it. */
export const take = (body: Body): void => taken(body);

export abstract class Body {
  #source: Source = none;
  #stream: any;
  #used = false;

  abstract get headers(): Headers;

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
      const [one, two] = body.body!.tee();
      body.#source = { kind: "stream", stream: one };
      body.#stream = one;
      return { kind: "stream", stream: two };
    };
  }

  get bodyUsed(): boolean {
    return this.#used || Boolean(this.#stream && disturbed(this.#stream));
  }

  get body(): ReadableStream<Uint8Array> | null {
    if (this.#stream) return this.#stream;
    const source = this.#source;
    switch (source.kind) {
      case "none":
        return null;
      case "stream":
        return (this.#stream = source.stream);
      case "exchange":
        return (this.#stream = pulled(
          async (controller) => {
            const chunk = await source.exchange.read().catch((e: unknown) => {
              throw source.failure(e);
            });
            if (chunk) controller.enqueue(chunk);
            else end(controller);
          },
          () => source.exchange.abort(),
        ));
      default: {
        let rest: Uint8Array | undefined = source.kind === "text" ? new TextEncoder().encode(source.text) : source.bytes.slice();
        this.#stream = pulled((controller) => {
          if (rest?.byteLength) controller.enqueue(rest);
          else end(controller);
          rest = undefined;
        });
        if (this.#used) this.#stream.cancel();
        return this.#stream;
      }
    }
  }

  #begin(): Source {
    if (this.bodyUsed || this.#stream?.locked) throw new TypeError("Body is unusable: Body has already been read");
    if (this.#source.kind !== "none") this.#used = true;
    return this.#stream ? { kind: "stream", stream: this.#stream } : this.#source;
  }

  async #bytes(): Promise<Uint8Array> {
    const source = this.#begin();
    switch (source.kind) {
      case "none":
        return new Uint8Array(0);
      case "bytes":
        return source.bytes.slice();
      case "text":
        return new TextEncoder().encode(source.text);
      case "exchange":
        return await source.exchange.readAll("bytes").catch((e: unknown) => {
          throw source.failure(e);
        });
      case "stream":
        return await drain(source.stream);
    }
  }

  async #text(): Promise<string> {
    if (this.#source.kind === "text" && !this.#stream) {
      this.#begin();
      const text = (this.#source.text as any).toWellFormed();
      return text.startsWith("\ufeff") ? text.slice(1) : text;
    }
    if (this.#source.kind === "exchange" && !this.#stream) {
      const source = this.#source;
      this.#begin();
      return await source.exchange.readAll("text").catch((e: unknown) => {
        throw source.failure(e);
      });
    }
    return new TextDecoder().decode((await this.#bytes()) as any);
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = await this.#bytes();
    const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
    return (whole ? bytes.buffer : bytes.slice().buffer) as ArrayBuffer;
  }
  async bytes(): Promise<Uint8Array> {
    return await this.#bytes();
  }
  async text(): Promise<string> {
    return await this.#text();
  }
  async json(): Promise<any> {
    if (this.#source.kind === "exchange" && !this.#stream) {
      const source = this.#source;
      this.#begin();
      const got = await source.exchange.readAll("json").catch((e: unknown) => {
        throw source.failure(e);
      });
      return got.text === undefined ? got.value : JSON.parse(got.text);
    }
    return JSON.parse(await this.#text());
  }
  async blob(): Promise<Blob> {
    const bytes = await this.#bytes();
    const { Blob } = require("host:internal/blob");
    return new Blob([bytes], { type: (this.headers.get("content-type") ?? "").replace(/\s*;\s*/g, ";") });
  }
  async formData(): Promise<FormData> {
    const type = this.headers.get("content-type") ?? "";
    const bytes = await this.#bytes();
    return require("host:internal/form-data").decode(bytes, type);
  }
}

/** A stream of bytes that is pulled when someone reads. */
function pulled(pull: (controller: any) => unknown, cancel?: () => void): any {
  const { ReadableStream } = nativeStreams();
  return new ReadableStream({ type: "bytes", pull, cancel: () => cancel?.() });
}

/** Whether a stream was read of or canceled: the package's own note of it. */
function disturbed(stream: any): boolean {
  return Boolean(stream._disturbed);
}

function end(controller: any): void {
  controller.close();
  controller.byobRequest?.respond(0);
}

async function drain(stream: any): Promise<Uint8Array> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (!(value instanceof Uint8Array)) throw new TypeError("Received non-Uint8Array chunk");
    parts.push(value);
  }
  return parts.length === 1 ? parts[0]! : concat(parts);
}
