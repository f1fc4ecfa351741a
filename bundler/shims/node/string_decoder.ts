// node:string_decoder: text from bytes that come in pieces.
import { Buffer } from "node:buffer";
import { coded, invalidArgType } from "host:internal/node-errors";

const canonical: Record<string, string> = {
  utf8: "utf8", "utf-8": "utf8", ucs2: "utf16le", "ucs-2": "utf16le", utf16le: "utf16le", "utf-16le": "utf16le", latin1: "latin1", binary: "latin1",
  ascii: "ascii", base64: "base64", base64url: "base64url", hex: "hex",
};

/** How many bytes at the end belong to a character that is not whole yet. */
function unfinished(b: Uint8Array, encoding: string): number {
  const n = b.length;
  if (encoding === "base64" || encoding === "base64url") return n % 3;
  if (encoding === "utf16le") {
    const odd = n % 2;
    const high = n - odd >= 2 ? b[n - odd - 1]! : 0;
    return odd + (high >= 0xd8 && high <= 0xdb ? 2 : 0);
  }
  if (encoding !== "utf8") return 0;
  for (let i = 1; i <= 3 && i <= n; i++) {
    const c = b[n - i]!;
    if (c < 0x80) return 0;
    if (c < 0xc0) continue;
    const need = c >= 0xf0 && c <= 0xf4 ? 4 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xc2 && c < 0xe0 ? 2 : 1;
    if (need <= i) return 0;
    // The second byte decides whether the character can still be a valid one.
    if (i >= 2) {
      const second = b[n - i + 1]!;
      if ((c === 0xe0 && second < 0xa0) || (c === 0xed && second > 0x9f) || (c === 0xf0 && second < 0x90) || (c === 0xf4 && second > 0x8f)) return 0;
    }
    return i;
  }
  return 0;
}

export class StringDecoder {
  encoding: string;
  #left: any = Buffer.alloc(0);

  constructor(encoding: string = "utf8") {
    const name = canonical[String(encoding ?? "utf8").toLowerCase()];
    if (name === undefined) throw coded(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);
    this.encoding = name;
  }

  get lastNeed(): number { return this.#left.length > 0 ? 1 : 0; }

  write(chunk: any): string {
    if (typeof chunk === "string") return chunk;
    if (!ArrayBuffer.isView(chunk)) throw invalidArgType("buf", ["Buffer", "TypedArray", "DataView"], chunk);
    const bytes = Buffer.from(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength);
    const all = this.#left.length > 0 ? Buffer.concat([this.#left, bytes]) : bytes;
    const keep = unfinished(all, this.encoding);
    this.#left = keep > 0 ? Buffer.from(all.subarray(all.length - keep)) : Buffer.alloc(0);
    return all.toString(this.encoding as any, 0, all.length - keep);
  }

  end(chunk?: any): string {
    let out = chunk === undefined ? "" : this.write(chunk);
    if (this.#left.length > 0) {
      const rest = this.encoding === "utf16le" ? this.#left.subarray(0, this.#left.length - (this.#left.length % 2)) : this.#left;
      out += rest.toString(this.encoding as any);
      this.#left = Buffer.alloc(0);
    }
    return out;
  }

  text(chunk: any, offset: number): string {
    this.#left = Buffer.alloc(0);
    return this.write(chunk.subarray(offset));
  }
}

export default { StringDecoder };
