// node:buffer: bytes as Node handles them. The work on them is done in Go.
import native from "host:internal/buffer";
import { coded, invalidArgType, invalidArgValue, outOfRange } from "host:internal/node-errors";
import { numbers } from "./_buffernumbers.ts";

type Any = any;

export const kMaxLength = 2 ** 31 - 1;
export const kStringMaxLength = 2 ** 29 - 24;
export const INSPECT_MAX_BYTES = 50;
export const constants = { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: kStringMaxLength };

const names: Record<string, string> = {
  utf8: "utf8", "utf-8": "utf8", ucs2: "utf16le", "ucs-2": "utf16le", utf16le: "utf16le", "utf-16le": "utf16le", latin1: "latin1", binary: "latin1",
  ascii: "ascii", base64: "base64", base64url: "base64url", hex: "hex",
};

/** The one name of an encoding; undefined when there is no such. */
function canonical(encoding: unknown): string | undefined {
  if (encoding === undefined || encoding === null || encoding === "") return "utf8";
  if (typeof encoding !== "string") return undefined;
  return names[encoding] ?? names[encoding.toLowerCase()];
}

function known(encoding: unknown): string {
  const name = canonical(encoding);
  if (name === undefined) throw coded(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);
  return name;
}

class FastBuffer extends Uint8Array {}

function size(n: unknown): number {
  if (typeof n !== "number") throw invalidArgType("size", "number", n);
  if (!(n >= 0 && n <= kMaxLength)) throw outOfRange("size", `>= 0 && <= ${kMaxLength}`, n);
  return n;
}

export function Buffer(this: Any, a: Any, b?: Any, c?: Any): Any {
  if (typeof a === "number") {
    if (typeof b === "string") throw invalidArgType("string", "string", a);
    return alloc(a);
  }
  return from(a, b, c);
}

function fromText(text: string, encoding: unknown): Any {
  return new FastBuffer(native.encode(text, known(encoding)));
}

function from(value: Any, a?: Any, b?: Any): Any {
  if (typeof value === "string") return fromText(value, a);
  if (typeof value === "object" && value !== null) {
    if (value instanceof ArrayBuffer) {
      let offset = a === undefined ? 0 : +a;
      if (Number.isNaN(offset)) offset = 0;
      const max = value.byteLength - offset;
      if (max < 0) throw coded(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS", '"offset" is outside of buffer bounds');
      let length = max;
      if (b !== undefined) {
        length = +b;
        if (!(length > 0)) length = 0;
        if (length > max) throw coded(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS", '"length" is outside of buffer bounds');
      }
      return new FastBuffer(value, offset, length);
    }
    const inner = value.valueOf?.();
    if (inner != null && inner !== value && (typeof inner === "string" || typeof inner === "object")) return from(inner, a, b);
    const copied = fromObject(value);
    if (copied) return copied;
    if (typeof value[Symbol.toPrimitive] === "function") {
      const text = value[Symbol.toPrimitive]("string");
      if (typeof text === "string") return fromText(text, a);
    }
  }
  throw invalidArgType("first argument", ["string", "Buffer", "ArrayBuffer", "Array", "Array-like Object"], value);
}

function fromObject(o: Any): Any {
  if (ArrayBuffer.isView(o) && !(o instanceof DataView)) {
    const out = new FastBuffer((o as Any).length);
    out.set(o as Any);
    return out;
  }
  if (o.length !== undefined) {
    if (typeof o.length !== "number") return new FastBuffer(0);
    return fromArray(o);
  }
  if (o.type === "Buffer" && Array.isArray(o.data)) return fromArray(o.data);
  return undefined;
}

function fromArray(list: ArrayLike<Any>): Any {
  const n = list.length > 0 ? list.length : 0;
  const out = new FastBuffer(n);
  for (let i = 0; i < n; i++) out[i] = list[i];
  return out;
}

function alloc(n: number, fill?: Any, encoding?: Any): Any {
  const out: Any = new FastBuffer(size(n));
  if (fill !== undefined && fill !== 0 && n > 0) out.fill(fill, encoding);
  return out;
}

const isBytes = (v: unknown): v is Uint8Array => v instanceof Uint8Array;

Object.defineProperty(Buffer, "name", { value: "Buffer", configurable: true });
Object.setPrototypeOf(Buffer, Uint8Array);
Buffer.prototype = FastBuffer.prototype;
Object.defineProperty(FastBuffer.prototype, "constructor", { value: Buffer, writable: true, configurable: true });

const statics = {
  poolSize: 8192,
  from,
  of: (...items: number[]): Any => fromArray(items),
  alloc,
  allocUnsafe: (n: number): Any => new FastBuffer(size(n)),
  allocUnsafeSlow: (n: number): Any => new FastBuffer(size(n)),
  copyBytesFrom(view: Any, offset = 0, length?: number): Any {
    const part = view.subarray(offset, length === undefined ? undefined : offset + length);
    return from(new Uint8Array(part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength)));
  },
  isBuffer: (v: unknown): boolean => v instanceof (Buffer as Any),
  isEncoding: (v: unknown): boolean => typeof v === "string" && v.length !== 0 && canonical(v) !== undefined,
  byteLength(value: Any, encoding?: Any): number {
    if (typeof value !== "string") {
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
      throw invalidArgType("string", ["string", "Buffer", "ArrayBuffer"], value);
    }
    return native.byteLength(value, canonical(encoding) ?? "utf8");
  },
  compare(a: Any, b: Any): number {
    if (!isBytes(a)) throw invalidArgType("buf1", ["Buffer", "Uint8Array"], a);
    if (!isBytes(b)) throw invalidArgType("buf2", ["Buffer", "Uint8Array"], b);
    return a === b ? 0 : native.compare(a, b);
  },
  concat(list: Any, length?: number): Any {
    if (!Array.isArray(list)) throw invalidArgType("list", "Array", list);
    if (list.length === 0) return new FastBuffer(0);
    if (length === undefined) {
      length = 0;
      for (const b of list) if (b.length) length += b.length;
    } else if (!Number.isInteger(length) || length < 0) throw outOfRange("length", `>= 0 && <= ${Number.MAX_SAFE_INTEGER}`, length);
    const out = new FastBuffer(length!);
    let at = 0;
    for (let i = 0; i < list.length; i++) {
      const b = list[i];
      if (!isBytes(b)) throw invalidArgType(`list[${i}]`, ["Buffer", "Uint8Array"], b);
      if (at >= out.length) continue;
      out.set(at + b.length > out.length ? b.subarray(0, out.length - at) : b, at);
      at += b.length;
    }
    return out;
  },
};
for (const [name, value] of Object.entries(statics)) Object.defineProperty(Buffer, name, { value, writable: true, configurable: true, enumerable: true });
Object.defineProperty(Buffer, Symbol.species, { configurable: true, get: () => FastBuffer });

function bound(n: Any, length: number, fallback: number): number {
  if (n === undefined) return fallback;
  n = Math.trunc(+n) || 0;
  if (n < 0) return Math.max(0, n + length);
  return Math.min(n, length);
}

/** indexOf, lastIndexOf and includes. */
function search(buffer: Any, value: Any, offset: Any, encoding: Any, backwards: boolean): number {
  if (typeof offset === "string") {
    encoding = offset;
    offset = undefined;
  } else if (offset > 0x7fffffff) offset = 0x7fffffff;
  else if (offset < -0x80000000) offset = -0x80000000;
  offset = +offset;
  if (Number.isNaN(offset)) offset = backwards ? buffer.length || 0 : 0;
  offset = Math.trunc(offset) + 0;
  let step = 1;
  let needle: Uint8Array;
  if (typeof value === "number") needle = new Uint8Array([value & 255]);
  else if (typeof value === "string") {
    const name = known(encoding);
    if (name === "utf16le") step = 2;
    needle = new Uint8Array(native.encode(value, name));
  } else if (isBytes(value)) {
    needle = value;
    if (canonical(encoding) === "utf16le") step = 2;
  } else throw invalidArgType("value", ["number", "string", "Buffer", "Uint8Array"], value);
  const length = buffer.length;
  if (offset < 0) offset += length;
  if (offset < 0) {
    if (backwards && needle.length > 0) return -1;
    offset = 0;
  }
  if (offset > length) {
    if (!backwards) return needle.length === 0 ? length : -1;
    offset = length;
  }
  if (needle.length === 0) return offset;
  const whole = new Uint8Array(buffer.buffer, buffer.byteOffset, length);
  if (backwards) return native.indexOf(whole.subarray(0, Math.min(length, offset + needle.length)), needle, step, true);
  if (step === 2) offset += offset % 2;
  const at = native.indexOf(whole.subarray(offset), needle, step, false);
  return at < 0 ? -1 : at + offset;
}

const methods = {
  toString(this: Any, encoding?: Any, start?: Any, end?: Any): string {
    const length = this.length;
    start = start === undefined || start <= 0 ? 0 : start >= length ? length : Math.trunc(start) || 0;
    end = end === undefined || end > length ? length : end <= 0 ? 0 : Math.trunc(end) || 0;
    if (end <= start) return "";
    return native.decode(this, known(encoding), start, end);
  },
  toLocaleString(this: Any, encoding?: Any, start?: Any, end?: Any): string {
    return this.toString(encoding, start, end);
  },
  toJSON(this: Any) {
    return { type: "Buffer", data: Array.from(this) };
  },
  equals(this: Any, other: Any): boolean {
    if (!isBytes(other)) throw invalidArgType("otherBuffer", ["Buffer", "Uint8Array"], other);
    return this === other || native.equals(this, other);
  },
  compare(this: Any, target: Any, targetStart?: number, targetEnd?: number, sourceStart?: number, sourceEnd?: number): number {
    if (!isBytes(target)) throw invalidArgType("target", ["Buffer", "Uint8Array"], target);
    const range = (n: Any, name: string, fallback: number, max: number) => {
      if (n === undefined) return fallback;
      if (typeof n !== "number") throw invalidArgType(name, "number", n);
      if (!(n >= 0 && n <= max)) throw outOfRange(name, `>= 0 && <= ${max}`, n);
      return n;
    };
    const ts = range(targetStart, "targetStart", 0, Number.MAX_SAFE_INTEGER);
    const te = range(targetEnd, "targetEnd", target.length, target.length);
    const ss = range(sourceStart, "sourceStart", 0, Number.MAX_SAFE_INTEGER);
    const se = range(sourceEnd, "sourceEnd", this.length, this.length);
    if (ss >= se) return ts >= te ? 0 : -1;
    if (ts >= te) return 1;
    return native.compare(this.subarray(ss, se), target.subarray(ts, te));
  },
  indexOf(this: Any, value: Any, offset?: Any, encoding?: Any): number {
    return search(this, value, offset, encoding, false);
  },
  lastIndexOf(this: Any, value: Any, offset?: Any, encoding?: Any): number {
    return search(this, value, offset, encoding, true);
  },
  includes(this: Any, value: Any, offset?: Any, encoding?: Any): boolean {
    return search(this, value, offset, encoding, false) !== -1;
  },
  fill(this: Any, value: Any, offset?: Any, end?: Any, encoding?: Any): Any {
    if (typeof value === "string") {
      if (offset === undefined || typeof offset === "string") {
        encoding = offset;
        offset = 0;
        end = this.length;
      } else if (typeof end === "string") {
        encoding = end;
        end = this.length;
      }
      const name = known(encoding);
      if (value.length === 0) value = 0;
      else {
        const bytes = new Uint8Array(native.encode(value, name));
        if (bytes.length === 0) throw invalidArgValue("value", value);
        value = bytes;
      }
    } else if (typeof value === "boolean") value = +value;
    else if (isBytes(value) && value.length === 0) throw invalidArgValue("value", value);
    if (offset === undefined) {
      offset = 0;
      end = this.length;
    } else {
      if (typeof offset !== "number") throw invalidArgType("offset", "number", offset);
      if (!(offset >= 0 && offset <= Number.MAX_SAFE_INTEGER)) throw outOfRange("offset", `>= 0 && <= ${Number.MAX_SAFE_INTEGER}`, offset);
      if (end === undefined) end = this.length;
      else if (!(end >= 0 && end <= this.length)) throw outOfRange("end", `>= 0 && <= ${this.length}`, end);
      if (offset >= end) return this;
    }
    if (!isBytes(value)) {
      Uint8Array.prototype.fill.call(this, (+value || 0) & 255, offset, end);
      return this;
    }
    const source = value.slice();
    for (let at = offset; at < end; at += source.length) this.set(at + source.length > end ? source.subarray(0, end - at) : source, at);
    return this;
  },
  write(this: Any, text: Any, offset?: Any, length?: Any, encoding?: Any): number {
    if (typeof text !== "string") throw invalidArgType("argument", "string", text);
    if (offset === undefined || typeof offset === "string") {
      encoding = offset ?? encoding;
      offset = 0;
      length = this.length;
    } else {
      if (!Number.isInteger(offset) || offset < 0 || offset > this.length) throw outOfRange("offset", `>= 0 && <= ${this.length}`, offset);
      const left = this.length - offset;
      if (length === undefined) length = left;
      else if (typeof length === "string") {
        encoding = length;
        length = left;
      } else {
        if (!Number.isInteger(length) || length < 0 || length > this.length) throw outOfRange("length", `>= 0 && <= ${this.length}`, length);
        if (length > left) length = left;
      }
    }
    const name = known(encoding);
    let bytes = new Uint8Array(native.encode(text, name));
    if (bytes.length > length) {
      let end = length;
      // A character that does not fit whole is left out.
      if (name === "utf8") while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
      if (name === "utf16le") end -= end % 2;
      bytes = bytes.subarray(0, end);
    }
    this.set(bytes, offset);
    return bytes.length;
  },
  copy(this: Any, target: Any, targetStart?: Any, start?: Any, end?: Any): number {
    if (!isBytes(target)) throw invalidArgType("target", ["Buffer", "Uint8Array"], target);
    targetStart = targetStart === undefined ? 0 : Math.trunc(+targetStart) || 0;
    if (targetStart < 0) throw outOfRange("targetStart", ">= 0", targetStart);
    start = start === undefined ? 0 : Math.trunc(+start) || 0;
    if (start < 0 || start > this.length) throw outOfRange("sourceStart", `>= 0 && <= ${this.length}`, start);
    end = end === undefined ? this.length : Math.trunc(+end) || 0;
    if (end < 0) throw outOfRange("sourceEnd", ">= 0", end);
    if (targetStart >= target.length || start >= end) return 0;
    const n = Math.min(end, this.length, start + target.length - targetStart) - start;
    target.set(Uint8Array.prototype.subarray.call(this, start, start + n), targetStart);
    return n;
  },
  slice(this: Any, start?: Any, end?: Any): Any {
    return this.subarray(start, end);
  },
  subarray(this: Any, start?: Any, end?: Any): Any {
    const from = bound(start, this.length, 0);
    const to = bound(end, this.length, this.length);
    return new FastBuffer(this.buffer, this.byteOffset + from, to > from ? to - from : 0);
  },
  swap16(this: Any): Any { return swap(this, 2); },
  swap32(this: Any): Any { return swap(this, 4); },
  swap64(this: Any): Any { return swap(this, 8); },
  asciiSlice(this: Any, a?: Any, b?: Any): string { return this.toString("ascii", a, b); },
  latin1Slice(this: Any, a?: Any, b?: Any): string { return this.toString("latin1", a, b); },
  utf8Slice(this: Any, a?: Any, b?: Any): string { return this.toString("utf8", a, b); },
  hexSlice(this: Any, a?: Any, b?: Any): string { return this.toString("hex", a, b); },
  base64Slice(this: Any, a?: Any, b?: Any): string { return this.toString("base64", a, b); },
  ucs2Slice(this: Any, a?: Any, b?: Any): string { return this.toString("utf16le", a, b); },
  utf8Write(this: Any, s: string, a?: Any, b?: Any): number { return this.write(s, a, b, "utf8"); },
  [Symbol.for("nodejs.util.inspect.custom")](this: Any, _depth: unknown, options: Any): string {
    const shown = Math.min(exported.INSPECT_MAX_BYTES, this.length);
    let text = native.decode(this, "hex", 0, shown).replace(/(.{2})/g, "$1 ").trim();
    if (this.length > shown) text += ` ... ${this.length - shown} more byte${this.length - shown > 1 ? "s" : ""}`;
    const extra = Object.keys(this).filter((k) => !/^\d+$/.test(k));
    let props = "";
    for (const key of extra) props += `${props || shown ? ", " : ""}${key}: ${options?.stylize ? String(this[key]) : this[key]}`;
    return `<${this.constructor?.name ?? "Buffer"}${text || props ? " " : " "}${text}${props}>`;
  },
};

function swap(b: Any, width: number): Any {
  if (b.length % width !== 0) throw coded(RangeError, "ERR_INVALID_BUFFER_SIZE", `Buffer size must be a multiple of ${width * 8}-bits`);
  for (let i = 0; i < b.length; i += width) Uint8Array.prototype.subarray.call(b, i, i + width).reverse();
  return b;
}

for (const source of [methods, numbers]) {
  for (const key of Reflect.ownKeys(source)) {
    Object.defineProperty(FastBuffer.prototype, key, { value: (source as Any)[key], writable: true, configurable: true, enumerable: true });
  }
}
for (const [name, key] of [["parent", "buffer"], ["offset", "byteOffset"]] as const) {
  Object.defineProperty(FastBuffer.prototype, name, { configurable: true, enumerable: true, get(this: Any) { return this instanceof (Buffer as Any) ? this[key] : undefined; } });
}

export const SlowBuffer = (n: number): Any => new FastBuffer(size(n));
export const isUtf8 = (v: Any): boolean => native.isUtf8(new Uint8Array(v.buffer ?? v, v.byteOffset ?? 0, v.byteLength));
export const isAscii = (v: Any): boolean => native.isAscii(new Uint8Array(v.buffer ?? v, v.byteOffset ?? 0, v.byteLength));
export const transcode = (source: Uint8Array, fromEncoding: string, toEncoding: string): Any => {
  const text = native.decode(source, known(fromEncoding), 0, source.length);
  const to = known(toEncoding);
  return new FastBuffer(native.encode(to === "ascii" || to === "latin1" ? text.replace(to === "ascii" ? /[^\x00-\x7f]/gu : /[^\x00-\xff]/gu, "?") : text, to));
};
export const resolveObjectURL = (_id: string): undefined => undefined;
export const btoa = (text: unknown): string => globalThis.btoa(String(text));
export const atob = (text: unknown): string => globalThis.atob(String(text));
const Blob = globalThis.Blob;
const File = globalThis.File;
export { Blob, File };

const exported = { Buffer, SlowBuffer, kMaxLength, kStringMaxLength, constants, INSPECT_MAX_BYTES, isUtf8, isAscii, transcode, resolveObjectURL, btoa, atob,
  get Blob() { return globalThis.Blob; }, get File() { return globalThis.File; } };
export default exported;
