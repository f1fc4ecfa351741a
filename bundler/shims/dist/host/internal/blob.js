// Code generated from bundler/shims/host/internal/blob.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: e500224cfbcbf285909bc7e0ff869d38231bd157096bbaebd6643b14baa24c9f
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

// bundler/shims/host/internal/blob.ts
var blob_exports = {};
__export(blob_exports, {
  Blob: () => Blob,
  File: () => File,
  bytesOf: () => bytesOf,
  load: () => load
});
module.exports = __toCommonJS(blob_exports);
var import_fetch_native = require("host:internal/fetch-native");
var import_encoding = require("host:internal/encoding");

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

// bundler/shims/host/internal/blob.ts
var bytes;
var make;
var load = /* @__PURE__ */ Symbol.for("host.blob.load");
var bytesOf = (blob) => load in blob ? blob[load]() : bytes(blob);
var cloneable = /* @__PURE__ */ Symbol.for("host.structuredClone");
function typeOf(value) {
  const s = `${value ?? ""}`;
  return /[^\x20-\x7e]/.test(s) ? "" : s.toLowerCase();
}
var Blob = class _Blob {
  #parts;
  #size;
  #type;
  constructor(parts = [], options = {}) {
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
    this.#type = options?.type === void 0 ? "" : typeOf(options.type);
  }
  static {
    bytes = (blob) => {
      if (blob.#parts.length !== 1) blob.#parts = [(0, import_fetch_native.concat)(blob.#parts)];
      return blob.#parts[0];
    };
    make = (data, type) => {
      const blob = new _Blob();
      blob.#parts = [data];
      blob.#size = data.byteLength;
      blob.#type = type;
      return blob;
    };
  }
  get size() {
    return this.#size;
  }
  get type() {
    return this.#type;
  }
  slice(start = 0, end = this.#size, type = "") {
    const clamp = (n) => n < 0 ? Math.max(this.#size + n, 0) : Math.min(n, this.#size);
    const from = clamp(Math.trunc(Number(start)) || 0);
    const to = Math.max(from, clamp(Math.trunc(Number(end)) || 0));
    return make(bytes(this).subarray(from, to), typeOf(type));
  }
  async arrayBuffer() {
    return bytes(this).slice().buffer;
  }
  async bytes() {
    return bytes(this).slice();
  }
  async text() {
    return new import_encoding.TextDecoder().decode(bytes(this));
  }
  async json() {
    return JSON.parse(await this.text());
  }
  stream() {
    const { ReadableStream } = require("host:internal/streams");
    const data = bytes(this);
    let at = 0;
    return new ReadableStream({
      type: "bytes",
      pull(controller) {
        if (at >= data.byteLength) {
          controller.close();
          controller.byobRequest?.respond(0);
          return;
        }
        controller.enqueue(data.slice(at, at += 65536));
      }
    });
  }
  [cloneable]() {
    return make(bytes(this), this.#type);
  }
  get [Symbol.toStringTag]() {
    return "Blob";
  }
};
function partBytes(part, native) {
  if (part instanceof Blob) return bytesOf(part);
  if (part instanceof ArrayBuffer) return new Uint8Array(part.slice(0));
  if (ArrayBuffer.isView(part)) return new Uint8Array(part.buffer, part.byteOffset, part.byteLength).slice();
  const text = `${part}`;
  return new import_encoding.TextEncoder().encode(native ? text.replace(/\r\n?|\n/g, "\n") : text);
}
var File = class _File extends Blob {
  #name;
  #modified;
  constructor(parts, name, options = {}) {
    if (arguments.length < 2) throw Object.assign(new TypeError(`The "fileBits" and "fileName" arguments must be specified`), { code: "ERR_MISSING_ARGS" });
    super(parts, options);
    this.#name = `${name}`;
    const modified = options?.lastModified;
    this.#modified = modified === void 0 ? Date.now() : Math.trunc(Number(modified)) || 0;
  }
  get name() {
    return this.#name;
  }
  get lastModified() {
    return this.#modified;
  }
  get webkitRelativePath() {
    return "";
  }
  [cloneable]() {
    return new _File([this], this.#name, { type: this.type, lastModified: this.#modified });
  }
  get [Symbol.toStringTag]() {
    return "File";
  }
};
named({ Blob, File });
shown(Blob, ["size", "type"]);
shown(File, ["size", "type", "name", "lastModified"]);
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(blob_exports, { Blob, File, bytesOf, load });
