// Blob and File (W3C File API). Their bytes are in memory.

import { concat } from "host:internal/fetch-native";
import { TextDecoder, TextEncoder } from "host:internal/encoding";
import { named } from "./_names";
import { shown } from "./_inspect";

declare const require: (name: string) => any;

let bytes: (blob: Blob) => Uint8Array;
let make: (data: Uint8Array, type: string) => Blob;

/** Under which a blob that is somewhere else, such as a file, gives its bytes. */
export const load = Symbol.for("host.blob.load");

/** The bytes of a blob. They are the blob's own: not to be changed. */
export const bytesOf = (blob: Blob): Uint8Array => (load in blob ? (blob as any)[load]() : bytes(blob));

const cloneable = Symbol.for("host.structuredClone");

function typeOf(value: unknown): string {
  const s = `${value ?? ""}`;
  return /[^\x20-\x7e]/.test(s) ? "" : s.toLowerCase();
}

export class Blob {
  #parts: Uint8Array[];
  #size: number;
  #type: string;

  constructor(parts: Iterable<unknown> = [], options: { type?: string; endings?: string } | null = {}) {
    if (typeof parts !== "object" || parts === null || typeof parts[Symbol.iterator] !== "function") {
      throw Object.assign(new TypeError('The "sources" argument must be a sequence'), { code: "ERR_INVALID_ARG_TYPE" });
    }
    this.#parts = [];
    this.#size = 0;
    for (const part of parts) {
      const one = partBytes(part, options?.endings === "native");
      this.#parts.push(one);
      this.#size += one.byteLength;
    }
    this.#type = options?.type === undefined ? "" : typeOf(options.type);
  }

  static {
    bytes = (blob) => {
      if (blob.#parts.length !== 1) blob.#parts = [concat(blob.#parts)];
      return blob.#parts[0]!;
    };
    make = (data, type) => {
      const blob = new Blob();
      blob.#parts = [data];
      blob.#size = data.byteLength;
      blob.#type = type;
      return blob;
    };
  }

  get size(): number {
    return this.#size;
  }
  get type(): string {
    return this.#type;
  }
  slice(start = 0, end = this.#size, type = ""): Blob {
    const clamp = (n: number) => (n < 0 ? Math.max(this.#size + n, 0) : Math.min(n, this.#size));
    const from = clamp(Math.trunc(Number(start)) || 0);
    const to = Math.max(from, clamp(Math.trunc(Number(end)) || 0));
    return make(bytes(this).subarray(from, to), typeOf(type));
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    return bytes(this).slice().buffer as ArrayBuffer;
  }
  async bytes(): Promise<Uint8Array> {
    return bytes(this).slice();
  }
  async text(): Promise<string> {
    return new TextDecoder().decode(bytes(this) as any);
  }
  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }
  stream(): ReadableStream<Uint8Array> {
    const { ReadableStream } = require("host:internal/streams");
    const data = bytes(this);
    let at = 0;
    return new ReadableStream({
      type: "bytes",
      pull(controller: any) {
        if (at >= data.byteLength) {
          controller.close();
          controller.byobRequest?.respond(0);
          return;
        }
        controller.enqueue(data.slice(at, (at += 65536)));
      },
    });
  }
  [cloneable](): Blob {
    return make(bytes(this), this.#type);
  }
  get [Symbol.toStringTag]() {
    return "Blob";
  }
}

function partBytes(part: unknown, native: boolean): Uint8Array {
  if (part instanceof Blob) return bytesOf(part);
  if (part instanceof ArrayBuffer) return new Uint8Array(part.slice(0));
  if (ArrayBuffer.isView(part)) return new Uint8Array(part.buffer, part.byteOffset, part.byteLength).slice();
  const text = `${part as string}`;
  return new TextEncoder().encode(native ? text.replace(/\r\n?|\n/g, "\n") : text);
}

export class File extends Blob {
  #name: string;
  #modified: number;
  constructor(parts: Iterable<unknown>, name: string, options: { type?: string; endings?: string; lastModified?: number } | null = {}) {
    if (arguments.length < 2) throw Object.assign(new TypeError(`The "fileBits" and "fileName" arguments must be specified`), { code: "ERR_MISSING_ARGS" });
    super(parts, options);
    this.#name = `${name}`;
    const modified = options?.lastModified;
    this.#modified = modified === undefined ? Date.now() : Math.trunc(Number(modified)) || 0;
  }
  get name(): string {
    return this.#name;
  }
  get lastModified(): number {
    return this.#modified;
  }
  get webkitRelativePath(): string {
    return "";
  }
  [cloneable](): File {
    return new File([this], this.#name, { type: this.type, lastModified: this.#modified });
  }
  get [Symbol.toStringTag]() {
    return "File";
  }
}

named({ Blob, File });
shown(Blob, ["size", "type"]);
shown(File, ["size", "type", "name", "lastModified"]);
