// Code generated from bundler/shims/host/internal/encoding.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: ea352d1faba5027655630ac3cc4c8f2bc09ef672635516e10b3c8572a543b43c
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

// bundler/shims/host/internal/encoding.ts
var encoding_exports = {};
__export(encoding_exports, {
  TextDecoder: () => TextDecoder,
  TextEncoder: () => TextEncoder,
  atob: () => atob2,
  btoa: () => btoa2
});
module.exports = __toCommonJS(encoding_exports);
var native = __toESM(require("host:internal/encoding-native"));
var import_dom_exception = require("host:internal/dom-exception");

// bundler/shims/host/internal/_names.ts
function named(classes) {
  for (const [value, of] of Object.entries(classes)) Object.defineProperty(of, "name", { value, configurable: true });
}

// bundler/shims/host/internal/encoding.ts
var TextEncoder = class {
  get encoding() {
    return "utf-8";
  }
  encode(input = "") {
    return native.encode(`${input}`);
  }
  encodeInto(source, destination) {
    if (!(destination instanceof Uint8Array)) throw new TypeError('The "dest" argument must be an instance of Uint8Array.');
    const [read, written] = native.encodeInto(`${source}`, destination);
    return { read, written };
  }
  get [Symbol.toStringTag]() {
    return "TextEncoder";
  }
};
var TextDecoder = class {
  #encoding;
  #fatal;
  #ignoreBOM;
  #decode;
  constructor(label = "utf-8", options = {}) {
    const name = native.canonical(`${label}`);
    if (name === null || name === "replacement") {
      throw Object.assign(new RangeError(`The "${label}" encoding is not supported`), { code: "ERR_ENCODING_NOT_SUPPORTED" });
    }
    this.#encoding = name;
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
    this.#decode = native.decoder(name, this.#fatal, this.#ignoreBOM);
  }
  get encoding() {
    return this.#encoding;
  }
  get fatal() {
    return this.#fatal;
  }
  get ignoreBOM() {
    return this.#ignoreBOM;
  }
  decode(input, options) {
    if (input !== void 0 && !ArrayBuffer.isView(input) && !(input instanceof ArrayBuffer)) {
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
};
function missing(given) {
  if (given === 0) throw Object.assign(new TypeError('The "input" argument must be specified'), { code: "ERR_MISSING_ARGS" });
}
function atob2(data) {
  missing(arguments.length);
  const out = native.atob(`${data}`);
  if (typeof out === "string") return out;
  throw new import_dom_exception.DOMException(out ? "The string to be decoded is not correctly encoded." : "Invalid character", "InvalidCharacterError");
}
function btoa2(data) {
  missing(arguments.length);
  const out = native.btoa(`${data}`);
  if (out === null) throw new import_dom_exception.DOMException("Invalid character", "InvalidCharacterError");
  return out;
}
named({ TextEncoder, TextDecoder });
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(encoding_exports, { TextDecoder, TextEncoder, atob: atob2, btoa: btoa2 });
