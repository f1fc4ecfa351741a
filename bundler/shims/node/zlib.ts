// node:zlib.
import native from "host:internal/zlib";
import { Buffer } from "node:buffer";
import process from "node:process";
import { Transform } from "node:stream";
import { invalidArgType, refused, wantFunction } from "host:internal/node-errors";

type Any = any;

function bytes(v: Any): Uint8Array {
  if (typeof v === "string") return Buffer.from(v);
  if (ArrayBuffer.isView(v)) return new Uint8Array(v.buffer as ArrayBuffer, v.byteOffset, v.byteLength);
  if (v instanceof ArrayBuffer) return new Uint8Array(v);
  throw invalidArgType("buffer", ["string", "Buffer", "TypedArray", "DataView", "ArrayBuffer"], v);
}

const give = (b: Uint8Array): Any => Buffer.from(b.buffer as ArrayBuffer, b.byteOffset, b.byteLength);

interface Kind { native: "pack" | "unpack"; format: string }
const kinds: Record<string, Kind> = {
  gzip: { native: "pack", format: "gzip" }, gunzip: { native: "unpack", format: "gzip" }, deflate: { native: "pack", format: "deflate" }, inflate: { native: "unpack", format: "deflate" },
  deflateRaw: { native: "pack", format: "raw" }, inflateRaw: { native: "unpack", format: "raw" }, unzip: { native: "unpack", format: "auto" },
  brotliCompress: { native: "pack", format: "brotli" }, brotliDecompress: { native: "unpack", format: "brotli" },
};

const number = (kind: Kind, o: Any): number => {
  if (o?.dictionary !== undefined) throw refused("zlib's option dictionary", "the host compresses without one; run a program with spawn");
  if (o?.info) throw refused("zlib's option info", "there is no engine to give; leave it out to get the bytes");
  if (kind.native === "unpack") return o?.maxOutputLength ?? 0;
  if (kind.format === "brotli") return o?.params?.[constants.BROTLI_PARAM_QUALITY] ?? 11;
  return o?.level ?? -1;
};

/** What all of zlib's streams have. */
class Stream extends Transform {
  bytesWritten = 0;

  close(callback?: Any): void {
    if (callback) process.nextTick(callback);
    this.destroy();
  }

  /** What minizlib, and with it tar, holds on to while it works synchronously: closed, it is null. */
  _handle: Any = new Proxy({ close: () => {} }, {
    get: (own: Any, name) => {
      if (name in own || typeof name === "symbol") return own[name];
      throw refused(`_handle.${name}, the inside of zlib's streams,`, "use the streams themselves");
    },
  });

  override _destroy(error: Any, done: Any): void {
    this._handle = null;
    super._destroy(error, done);
  }

  /** Does at once what writing the chunk does: for those who do without the stream. */
  _processChunk(chunk: Any, flush: number, callback?: unknown): Any {
    if (callback) throw refused("_processChunk with a callback", "leave it out, or use the stream itself");
    const data = bytes(chunk);
    this.bytesWritten = data.length;
    const parts = this._process(data, flush);
    return parts.length === 1 ? parts[0] : Buffer.concat(parts);
  }

  _process(_data: Uint8Array, _flush: number): Uint8Array[] {
    return [];
  }
}

/** Of a flag that says how far to flush: 2 to the end, 1 what there is, 0 not at all. */
const reach = (kind: Kind, flush: number): number => {
  if (kind.format === "brotli") return flush;
  return flush === constants.Z_FINISH ? 2 : flush === constants.Z_NO_FLUSH || flush === constants.Z_BLOCK ? 0 : 1;
};

const buffered = (chunk: Any, encoding: Any): Uint8Array => (typeof chunk === "string" ? Buffer.from(chunk, encoding) : bytes(chunk));

class Packing extends Stream {
  #kind: Kind;
  #packer: Any;
  #marks = new WeakSet<object>();

  constructor(kind: Kind, options: Any) {
    super();
    this.#kind = kind;
    this.#packer = (native as Any).packer(kind.format, number(kind, options));
  }

  override _transform(chunk: Any, encoding: Any, done: Any): void {
    const after = (out: Uint8Array) => done(null, out.length > 0 ? give(out) : undefined);
    if (this.#marks.has(chunk)) return this.#packer.flush().then(after, done);
    const data = buffered(chunk, encoding);
    this.bytesWritten += data.length;
    this.#packer.write(data).then(after, done);
  }

  override _flush(done: Any): void {
    this.#packer.end().then((out: Uint8Array) => done(null, give(out)), done);
  }

  override _process(data: Uint8Array, flush: number): Uint8Array[] {
    const parts = [this.#packer.writeSync(data)], to = reach(this.#kind, flush);
    if (to > 0) parts.push(to === 2 ? this.#packer.endSync() : this.#packer.flushSync());
    return parts.filter((part) => part.length > 0).map(give);
  }

  /** Waits for what was written before it. */
  flush(kindOrDone?: Any, done?: Any): void {
    const callback = typeof kindOrDone === "function" ? kindOrDone : done;
    if (this.writableEnded || this.destroyed) return void (callback && process.nextTick(callback));
    const mark = Buffer.alloc(0);
    this.#marks.add(mark);
    this.write(mark, callback);
  }
}

class Unpacking extends Stream {
  #kind: Kind;
  #unpacker: Any;

  constructor(kind: Kind, options: Any) {
    super();
    this.#kind = kind;
    number(kind, options); // for what it refuses
    this.#unpacker = (native as Any).unpacker(kind.format, false);
    this.once("close", () => this.#unpacker.close());
  }

  async #drain(): Promise<void> {
    for (;;) {
      const out: Uint8Array = await this.#unpacker.pull();
      if (out.length === 0) return;
      this.push(give(out));
    }
  }

  override _transform(chunk: Any, encoding: Any, done: Any): void {
    const data = buffered(chunk, encoding);
    if (data.length === 0) return done();
    this.bytesWritten += data.length;
    this.#unpacker.push(data);
    this.#drain().then(() => done(), done);
  }

  override _flush(done: Any): void {
    if (this.bytesWritten === 0) return done();
    this.#unpacker.push(new Uint8Array());
    this.#drain().then(() => done(), done);
  }

  override _process(data: Uint8Array, flush: number): Uint8Array[] {
    if (data.length > 0) this.#unpacker.push(data);
    if (reach(this.#kind, flush) === 2) this.#unpacker.push(new Uint8Array());
    const parts: Uint8Array[] = [];
    for (let out = this.#unpacker.pullSync(); out.length > 0; out = this.#unpacker.pullSync()) parts.push(give(out));
    return parts;
  }

  flush(a?: Any, b?: Any): void {
    process.nextTick(b ?? a ?? (() => {}));
  }
}

/** A class of zlib's, which can be called without new. */
function streams(name: string, kind: Kind): Any {
  const Base = kind.native === "pack" ? Packing : Unpacking;
  const Class: Any = class extends (Base as Any) {
    constructor(options?: Any) {
      super(kind, options);
    }
  };
  const Callable: Any = function (options?: Any) {
    return Reflect.construct(Class, [options], new.target ?? Callable);
  };
  Callable.prototype = Class.prototype;
  Object.defineProperty(Class.prototype, "constructor", { value: Callable, writable: true, configurable: true });
  Object.defineProperty(Callable, "name", { value: name, configurable: true });
  return Callable;
}

const sync: Any = {};
const callbacks: Any = {};
const classes: Any = {};
const makers: Any = {};

for (const [name, kind] of Object.entries(kinds)) {
  sync[`${name}Sync`] = (data: Any, options?: Any) => give((native as Any)[`${kind.native}Sync`](kind.format, bytes(data), number(kind, options)));
  callbacks[name] = (data: Any, options: Any, callback?: Any) => {
    if (typeof options === "function") [options, callback] = [undefined, options];
    wantFunction(callback, "callback");
    (native as Any)[kind.native](kind.format, bytes(data), number(kind, options)).then((b: Uint8Array) => process.nextTick(callback, null, give(b)), (e: Any) => process.nextTick(callback, e));
  };
  const Name = name === "brotliCompress" ? "BrotliCompress" : name === "brotliDecompress" ? "BrotliDecompress" : name[0]!.toUpperCase() + name.slice(1);
  classes[Name] = streams(Name, kind);
  makers[`create${Name}`] = (options?: Any) => new classes[Name](options);
}

let table: Uint32Array | undefined;

export function crc32(data: Any, value = 0): number {
  if (!table) {
    table = new Uint32Array(256);
    for (let n = 0; n < 256; n++) {
      let c = n;
      for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
      table[n] = c >>> 0;
    }
  }
  let c = ~value;
  for (const b of bytes(data)) c = table[(c ^ b) & 255]! ^ (c >>> 8);
  return ~c >>> 0;
}

export const constants: Record<string, number> = {
  Z_NO_FLUSH: 0, Z_PARTIAL_FLUSH: 1, Z_SYNC_FLUSH: 2, Z_FULL_FLUSH: 3, Z_FINISH: 4, Z_BLOCK: 5, Z_OK: 0, Z_STREAM_END: 1, Z_NEED_DICT: 2, Z_ERRNO: -1, Z_STREAM_ERROR: -2, Z_DATA_ERROR: -3,
  Z_MEM_ERROR: -4, Z_BUF_ERROR: -5, Z_VERSION_ERROR: -6, Z_NO_COMPRESSION: 0, Z_BEST_SPEED: 1, Z_BEST_COMPRESSION: 9, Z_DEFAULT_COMPRESSION: -1, Z_FILTERED: 1, Z_HUFFMAN_ONLY: 2, Z_RLE: 3, Z_FIXED: 4,
  Z_DEFAULT_STRATEGY: 0, BROTLI_OPERATION_PROCESS: 0, BROTLI_OPERATION_FLUSH: 1, BROTLI_OPERATION_FINISH: 2, BROTLI_PARAM_MODE: 0, BROTLI_MODE_GENERIC: 0, BROTLI_MODE_TEXT: 1, BROTLI_PARAM_QUALITY: 1,
  BROTLI_MIN_QUALITY: 0, BROTLI_MAX_QUALITY: 11, BROTLI_DEFAULT_QUALITY: 11, BROTLI_PARAM_LGWIN: 2, BROTLI_PARAM_SIZE_HINT: 5,
};
const zstd = (name: string) => (): never => { throw refused(`zlib.${name}()`, "the host has gzip, deflate and Brotli; run the program zstd with spawn"); };
export const zstdCompress = zstd("zstdCompress"), zstdDecompress = zstd("zstdDecompress"), zstdCompressSync = zstd("zstdCompressSync"), zstdDecompressSync = zstd("zstdDecompressSync");

export const { gzipSync, gunzipSync, deflateSync, inflateSync, deflateRawSync, inflateRawSync, unzipSync, brotliCompressSync, brotliDecompressSync } = sync;
export const { gzip, gunzip, deflate, inflate, deflateRaw, inflateRaw, unzip, brotliCompress, brotliDecompress } = callbacks;
export const { createGzip, createGunzip, createDeflate, createInflate, createDeflateRaw, createInflateRaw, createUnzip, createBrotliCompress, createBrotliDecompress } = makers;
export const { Gzip, Gunzip, Deflate, Inflate, DeflateRaw, InflateRaw, Unzip, BrotliCompress, BrotliDecompress } = classes;
export default { ...sync, ...callbacks, ...makers, ...classes, crc32, constants, zstdCompress, zstdDecompress, zstdCompressSync, zstdDecompressSync };
