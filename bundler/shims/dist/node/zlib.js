// Code generated from bundler/shims/node/zlib.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 47632be1863553e7ecfc7d4ed63aac8ce9cbf76c3ef6a50ba88290d88a490a63
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

// bundler/shims/node/zlib.ts
var zlib_exports = {};
__export(zlib_exports, {
  BrotliCompress: () => BrotliCompress,
  BrotliDecompress: () => BrotliDecompress,
  Deflate: () => Deflate,
  DeflateRaw: () => DeflateRaw,
  Gunzip: () => Gunzip,
  Gzip: () => Gzip,
  Inflate: () => Inflate,
  InflateRaw: () => InflateRaw,
  Unzip: () => Unzip,
  brotliCompress: () => brotliCompress,
  brotliCompressSync: () => brotliCompressSync,
  brotliDecompress: () => brotliDecompress,
  brotliDecompressSync: () => brotliDecompressSync,
  constants: () => constants,
  crc32: () => crc32,
  createBrotliCompress: () => createBrotliCompress,
  createBrotliDecompress: () => createBrotliDecompress,
  createDeflate: () => createDeflate,
  createDeflateRaw: () => createDeflateRaw,
  createGunzip: () => createGunzip,
  createGzip: () => createGzip,
  createInflate: () => createInflate,
  createInflateRaw: () => createInflateRaw,
  createUnzip: () => createUnzip,
  default: () => zlib_default,
  deflate: () => deflate,
  deflateRaw: () => deflateRaw,
  deflateRawSync: () => deflateRawSync,
  deflateSync: () => deflateSync,
  gunzip: () => gunzip,
  gunzipSync: () => gunzipSync,
  gzip: () => gzip,
  gzipSync: () => gzipSync,
  inflate: () => inflate,
  inflateRaw: () => inflateRaw,
  inflateRawSync: () => inflateRawSync,
  inflateSync: () => inflateSync,
  unzip: () => unzip,
  unzipSync: () => unzipSync,
  zstdCompress: () => zstdCompress,
  zstdCompressSync: () => zstdCompressSync,
  zstdDecompress: () => zstdDecompress,
  zstdDecompressSync: () => zstdDecompressSync
});
module.exports = __toCommonJS(zlib_exports);
var import_zlib = __toESM(require("host:internal/zlib"));
var import_node_buffer = __lazy(() => require("node:buffer"), ["Buffer"]);
var import_node_process = __lazy(() => __toESM(require("node:process")), ["default"]);
var import_node_stream = __lazy(() => require("node:stream"), ["Transform"]);
var import_node_errors = require("host:internal/node-errors");
function bytes(v) {
  if (typeof v === "string") return import_node_buffer.Buffer.from(v);
  if (ArrayBuffer.isView(v)) return new Uint8Array(v.buffer, v.byteOffset, v.byteLength);
  if (v instanceof ArrayBuffer) return new Uint8Array(v);
  throw (0, import_node_errors.invalidArgType)("buffer", ["string", "Buffer", "TypedArray", "DataView", "ArrayBuffer"], v);
}
var give = (b) => import_node_buffer.Buffer.from(b.buffer, b.byteOffset, b.byteLength);
var kinds = {
  gzip: { native: "pack", format: "gzip" },
  gunzip: { native: "unpack", format: "gzip" },
  deflate: { native: "pack", format: "deflate" },
  inflate: { native: "unpack", format: "deflate" },
  deflateRaw: { native: "pack", format: "raw" },
  inflateRaw: { native: "unpack", format: "raw" },
  unzip: { native: "unpack", format: "auto" },
  brotliCompress: { native: "pack", format: "brotli" },
  brotliDecompress: { native: "unpack", format: "brotli" }
};
var number = (kind, o) => {
  if (o?.dictionary !== void 0) throw (0, import_node_errors.refused)("zlib's option dictionary", "the host compresses without one; run a program with spawn");
  if (o?.info) throw (0, import_node_errors.refused)("zlib's option info", "there is no engine to give; leave it out to get the bytes");
  if (kind.native === "unpack") return o?.maxOutputLength ?? 0;
  if (kind.format === "brotli") return o?.params?.[constants.BROTLI_PARAM_QUALITY] ?? 11;
  return o?.level ?? -1;
};
var Stream = class extends import_node_stream.Transform {
  bytesWritten = 0;
  close(callback) {
    if (callback) import_node_process.default.nextTick(callback);
    this.destroy();
  }
  /** What minizlib, and with it tar, holds on to while it works synchronously: closed, it is null. */
  _handle = new Proxy({ close: () => {
  } }, {
    get: (own, name) => {
      if (name in own || typeof name === "symbol") return own[name];
      throw (0, import_node_errors.refused)(`_handle.${name}, the inside of zlib's streams,`, "use the streams themselves");
    }
  });
  _destroy(error, done) {
    this._handle = null;
    super._destroy(error, done);
  }
  /** Does at once what writing the chunk does: for those who do without the stream. */
  _processChunk(chunk, flush, callback) {
    if (callback) throw (0, import_node_errors.refused)("_processChunk with a callback", "leave it out, or use the stream itself");
    const data = bytes(chunk);
    this.bytesWritten = data.length;
    const parts = this._process(data, flush);
    return parts.length === 1 ? parts[0] : import_node_buffer.Buffer.concat(parts);
  }
  _process(_data, _flush) {
    return [];
  }
};
var reach = (kind, flush) => {
  if (kind.format === "brotli") return flush;
  return flush === constants.Z_FINISH ? 2 : flush === constants.Z_NO_FLUSH || flush === constants.Z_BLOCK ? 0 : 1;
};
var buffered = (chunk, encoding) => typeof chunk === "string" ? import_node_buffer.Buffer.from(chunk, encoding) : bytes(chunk);
var Packing = class extends Stream {
  #kind;
  #packer;
  #marks = /* @__PURE__ */ new WeakSet();
  constructor(kind, options) {
    super();
    this.#kind = kind;
    this.#packer = import_zlib.default.packer(kind.format, number(kind, options));
  }
  _transform(chunk, encoding, done) {
    const after = (out) => done(null, out.length > 0 ? give(out) : void 0);
    if (this.#marks.has(chunk)) return this.#packer.flush().then(after, done);
    const data = buffered(chunk, encoding);
    this.bytesWritten += data.length;
    this.#packer.write(data).then(after, done);
  }
  _flush(done) {
    this.#packer.end().then((out) => done(null, give(out)), done);
  }
  _process(data, flush) {
    const parts = [this.#packer.writeSync(data)], to = reach(this.#kind, flush);
    if (to > 0) parts.push(to === 2 ? this.#packer.endSync() : this.#packer.flushSync());
    return parts.filter((part) => part.length > 0).map(give);
  }
  /** Waits for what was written before it. */
  flush(kindOrDone, done) {
    const callback = typeof kindOrDone === "function" ? kindOrDone : done;
    if (this.writableEnded || this.destroyed) return void (callback && import_node_process.default.nextTick(callback));
    const mark = import_node_buffer.Buffer.alloc(0);
    this.#marks.add(mark);
    this.write(mark, callback);
  }
};
var Unpacking = class extends Stream {
  #kind;
  #unpacker;
  constructor(kind, options) {
    super();
    this.#kind = kind;
    number(kind, options);
    this.#unpacker = import_zlib.default.unpacker(kind.format, false);
    this.once("close", () => this.#unpacker.close());
  }
  async #drain() {
    for (; ; ) {
      const out = await this.#unpacker.pull();
      if (out.length === 0) return;
      this.push(give(out));
    }
  }
  _transform(chunk, encoding, done) {
    const data = buffered(chunk, encoding);
    if (data.length === 0) return done();
    this.bytesWritten += data.length;
    this.#unpacker.push(data);
    this.#drain().then(() => done(), done);
  }
  _flush(done) {
    if (this.bytesWritten === 0) return done();
    this.#unpacker.push(new Uint8Array());
    this.#drain().then(() => done(), done);
  }
  _process(data, flush) {
    if (data.length > 0) this.#unpacker.push(data);
    if (reach(this.#kind, flush) === 2) this.#unpacker.push(new Uint8Array());
    const parts = [];
    for (let out = this.#unpacker.pullSync(); out.length > 0; out = this.#unpacker.pullSync()) parts.push(give(out));
    return parts;
  }
  flush(a, b) {
    import_node_process.default.nextTick(b ?? a ?? (() => {
    }));
  }
};
function streams(name, kind) {
  const Base = kind.native === "pack" ? Packing : Unpacking;
  const Class = class extends Base {
    constructor(options) {
      super(kind, options);
    }
  };
  const Callable = function(options) {
    return Reflect.construct(Class, [options], new.target ?? Callable);
  };
  Callable.prototype = Class.prototype;
  Object.defineProperty(Class.prototype, "constructor", { value: Callable, writable: true, configurable: true });
  Object.defineProperty(Callable, "name", { value: name, configurable: true });
  return Callable;
}
var sync = {};
var callbacks = {};
var classes = {};
var makers = {};
for (const [name, kind] of Object.entries(kinds)) {
  sync[`${name}Sync`] = (data, options) => give(import_zlib.default[`${kind.native}Sync`](kind.format, bytes(data), number(kind, options)));
  callbacks[name] = (data, options, callback) => {
    if (typeof options === "function") [options, callback] = [void 0, options];
    (0, import_node_errors.wantFunction)(callback, "callback");
    import_zlib.default[kind.native](kind.format, bytes(data), number(kind, options)).then((b) => import_node_process.default.nextTick(callback, null, give(b)), (e) => import_node_process.default.nextTick(callback, e));
  };
  const Name = name === "brotliCompress" ? "BrotliCompress" : name === "brotliDecompress" ? "BrotliDecompress" : name[0].toUpperCase() + name.slice(1);
  classes[Name] = streams(Name, kind);
  makers[`create${Name}`] = (options) => new classes[Name](options);
}
var table;
function crc32(data, value = 0) {
  if (!table) {
    table = new Uint32Array(256);
    for (let n = 0; n < 256; n++) {
      let c2 = n;
      for (let k = 0; k < 8; k++) c2 = c2 & 1 ? 3988292384 ^ c2 >>> 1 : c2 >>> 1;
      table[n] = c2 >>> 0;
    }
  }
  let c = ~value;
  for (const b of bytes(data)) c = table[(c ^ b) & 255] ^ c >>> 8;
  return ~c >>> 0;
}
var constants = {
  Z_NO_FLUSH: 0,
  Z_PARTIAL_FLUSH: 1,
  Z_SYNC_FLUSH: 2,
  Z_FULL_FLUSH: 3,
  Z_FINISH: 4,
  Z_BLOCK: 5,
  Z_OK: 0,
  Z_STREAM_END: 1,
  Z_NEED_DICT: 2,
  Z_ERRNO: -1,
  Z_STREAM_ERROR: -2,
  Z_DATA_ERROR: -3,
  Z_MEM_ERROR: -4,
  Z_BUF_ERROR: -5,
  Z_VERSION_ERROR: -6,
  Z_NO_COMPRESSION: 0,
  Z_BEST_SPEED: 1,
  Z_BEST_COMPRESSION: 9,
  Z_DEFAULT_COMPRESSION: -1,
  Z_FILTERED: 1,
  Z_HUFFMAN_ONLY: 2,
  Z_RLE: 3,
  Z_FIXED: 4,
  Z_DEFAULT_STRATEGY: 0,
  BROTLI_OPERATION_PROCESS: 0,
  BROTLI_OPERATION_FLUSH: 1,
  BROTLI_OPERATION_FINISH: 2,
  BROTLI_PARAM_MODE: 0,
  BROTLI_MODE_GENERIC: 0,
  BROTLI_MODE_TEXT: 1,
  BROTLI_PARAM_QUALITY: 1,
  BROTLI_MIN_QUALITY: 0,
  BROTLI_MAX_QUALITY: 11,
  BROTLI_DEFAULT_QUALITY: 11,
  BROTLI_PARAM_LGWIN: 2,
  BROTLI_PARAM_SIZE_HINT: 5
};
var zstd = (name) => () => {
  throw (0, import_node_errors.refused)(`zlib.${name}()`, "the host has gzip, deflate and Brotli; run the program zstd with spawn");
};
var zstdCompress = zstd("zstdCompress");
var zstdDecompress = zstd("zstdDecompress");
var zstdCompressSync = zstd("zstdCompressSync");
var zstdDecompressSync = zstd("zstdDecompressSync");
var { gzipSync, gunzipSync, deflateSync, inflateSync, deflateRawSync, inflateRawSync, unzipSync, brotliCompressSync, brotliDecompressSync } = sync;
var { gzip, gunzip, deflate, inflate, deflateRaw, inflateRaw, unzip, brotliCompress, brotliDecompress } = callbacks;
var { createGzip, createGunzip, createDeflate, createInflate, createDeflateRaw, createInflateRaw, createUnzip, createBrotliCompress, createBrotliDecompress } = makers;
var { Gzip, Gunzip, Deflate, Inflate, DeflateRaw, InflateRaw, Unzip, BrotliCompress, BrotliDecompress } = classes;
var zlib_default = { ...sync, ...callbacks, ...makers, ...classes, crc32, constants, zstdCompress, zstdDecompress, zstdCompressSync, zstdDecompressSync };
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(zlib_exports, { BrotliCompress, BrotliDecompress, Deflate, DeflateRaw, Gunzip, Gzip, Inflate, InflateRaw, Unzip, brotliCompress, brotliCompressSync, brotliDecompress, brotliDecompressSync, constants, crc32, createBrotliCompress, createBrotliDecompress, createDeflate, createDeflateRaw, createGunzip, createGzip, createInflate, createInflateRaw, createUnzip, default: zlib_default, deflate, deflateRaw, deflateRawSync, deflateSync, gunzip, gunzipSync, gzip, gzipSync, inflate, inflateRaw, inflateRawSync, inflateSync, unzip, unzipSync, zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync });
