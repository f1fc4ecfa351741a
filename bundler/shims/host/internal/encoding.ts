// TextEncoder, TextDecoder, atob and btoa (WHATWG Encoding 7, HTML 8.3).

import * as native from "host:internal/encoding-native";
import { DOMException } from "host:internal/dom-exception";
import { named } from "./_names";

export class TextEncoder {
  get encoding(): string {
    return "utf-8";
  }
  encode(input = ""): Uint8Array {
    return native.encode(`${input}`);
  }
  encodeInto(source: string, destination: Uint8Array): { read: number; written: number } {
    if (!(destination instanceof Uint8Array)) throw new TypeError('The "dest" argument must be an instance of Uint8Array.');
    const [read, written] = native.encodeInto(`${source}`, destination);
    return { read, written };
  }
  get [Symbol.toStringTag]() {
    return "TextEncoder";
  }
}

export interface DecoderOptions {
  fatal?: boolean;
  ignoreBOM?: boolean;
}

export class TextDecoder {
  #encoding: string;
  #fatal: boolean;
  #ignoreBOM: boolean;
  #decode: ReturnType<typeof native.decoder>;
  constructor(label = "utf-8", options: DecoderOptions | null = {}) {
    const name = native.canonical(`${label}`);
    if (name === null || name === "replacement") {
      throw Object.assign(new RangeError(`The "${label}" encoding is not supported`), { code: "ERR_ENCODING_NOT_SUPPORTED" });
    }
    this.#encoding = name;
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
    this.#decode = native.decoder(name, this.#fatal, this.#ignoreBOM);
  }
  get encoding(): string {
    return this.#encoding;
  }
  get fatal(): boolean {
    return this.#fatal;
  }
  get ignoreBOM(): boolean {
    return this.#ignoreBOM;
  }
  decode(input?: BufferSource, options?: { stream?: boolean }): string {
    if (input !== undefined && !ArrayBuffer.isView(input) && !(input instanceof ArrayBuffer)) {
      throw Object.assign(new TypeError('The "input" argument must be an instance of ArrayBuffer or ArrayBufferView.'), { code: "ERR_INVALID_ARG_TYPE" });
    }
    const text = this.#decode(input, Boolean(options?.stream));
    if (text === null) {
      throw Object.assign(new TypeError(`The encoded data was not valid for encoding ${this.#encoding}`), { code: "ERR_ENCODING_INVALID_ENCODED_DATA" });
    }
    return text;
  }
  get [Symbol.toStringTag]() {
    return "TextDecoder";
  }
}

function missing(given: number): void {
  if (given === 0) throw Object.assign(new TypeError('The "input" argument must be specified'), { code: "ERR_MISSING_ARGS" });
}

export function atob(data: string): string {
  missing(arguments.length);
  const out = native.atob(`${data}`);
  if (typeof out === "string") return out;
  throw new DOMException(out ? "The string to be decoded is not correctly encoded." : "Invalid character", "InvalidCharacterError");
}

export function btoa(data: string): string {
  missing(arguments.length);
  const out = native.btoa(`${data}`);
  if (out === null) throw new DOMException("Invalid character", "InvalidCharacterError");
  return out;
}

named({ TextEncoder, TextDecoder });
