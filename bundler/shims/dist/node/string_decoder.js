// Code generated from bundler/shims/node/string_decoder.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 8b5ef14fc75a561662d3e8b38e9d7b80b6b5133c86c62291543d2be596c267aa
var __lazy = (load, names) => names.reduce((all, name) => Object.defineProperty(all, name, {
  configurable: true,
  enumerable: true,
  get() {
    const value = load()[name];
    if (value !== undefined) Object.defineProperty(all, name, { value });
    return value;
  }
}), {});
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

// bundler/shims/node/string_decoder.ts
var string_decoder_exports = {};
__export(string_decoder_exports, {
  StringDecoder: () => StringDecoder,
  default: () => string_decoder_default
});
module.exports = __toCommonJS(string_decoder_exports);
var import_node_buffer = __lazy(() => require("node:buffer"), ["Buffer"]);
var import_node_errors = require("host:internal/node-errors");
var canonical = {
  utf8: "utf8",
  "utf-8": "utf8",
  ucs2: "utf16le",
  "ucs-2": "utf16le",
  utf16le: "utf16le",
  "utf-16le": "utf16le",
  latin1: "latin1",
  binary: "latin1",
  ascii: "ascii",
  base64: "base64",
  base64url: "base64url",
  hex: "hex"
};
function unfinished(b, encoding) {
  const n = b.length;
  if (encoding === "base64" || encoding === "base64url") return n % 3;
  if (encoding === "utf16le") {
    const odd = n % 2;
    const high = n - odd >= 2 ? b[n - odd - 1] : 0;
    return odd + (high >= 216 && high <= 219 ? 2 : 0);
  }
  if (encoding !== "utf8") return 0;
  for (let i = 1; i <= 3 && i <= n; i++) {
    const c = b[n - i];
    if (c < 128) return 0;
    if (c < 192) continue;
    const need = c >= 240 && c <= 244 ? 4 : c >= 224 && c < 240 ? 3 : c >= 194 && c < 224 ? 2 : 1;
    if (need <= i) return 0;
    if (i >= 2) {
      const second = b[n - i + 1];
      if (c === 224 && second < 160 || c === 237 && second > 159 || c === 240 && second < 144 || c === 244 && second > 143) return 0;
    }
    return i;
  }
  return 0;
}
var StringDecoder = class {
  encoding;
  #left = import_node_buffer.Buffer.alloc(0);
  constructor(encoding = "utf8") {
    const name = canonical[String(encoding ?? "utf8").toLowerCase()];
    if (name === void 0) throw (0, import_node_errors.coded)(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);
    this.encoding = name;
  }
  get lastNeed() {
    return this.#left.length > 0 ? 1 : 0;
  }
  write(chunk) {
    if (typeof chunk === "string") return chunk;
    if (!ArrayBuffer.isView(chunk)) throw (0, import_node_errors.invalidArgType)("buf", ["Buffer", "TypedArray", "DataView"], chunk);
    const bytes = import_node_buffer.Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const all = this.#left.length > 0 ? import_node_buffer.Buffer.concat([this.#left, bytes]) : bytes;
    const keep = unfinished(all, this.encoding);
    this.#left = keep > 0 ? import_node_buffer.Buffer.from(all.subarray(all.length - keep)) : import_node_buffer.Buffer.alloc(0);
    return all.toString(this.encoding, 0, all.length - keep);
  }
  end(chunk) {
    let out = chunk === void 0 ? "" : this.write(chunk);
    if (this.#left.length > 0) {
      const rest = this.encoding === "utf16le" ? this.#left.subarray(0, this.#left.length - this.#left.length % 2) : this.#left;
      out += rest.toString(this.encoding);
      this.#left = import_node_buffer.Buffer.alloc(0);
    }
    return out;
  }
  text(chunk, offset) {
    this.#left = import_node_buffer.Buffer.alloc(0);
    return this.write(chunk.subarray(offset));
  }
};
var string_decoder_default = { StringDecoder };
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(string_decoder_exports, { StringDecoder, default: string_decoder_default });
