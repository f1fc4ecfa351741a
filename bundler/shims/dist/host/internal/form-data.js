// Code generated from bundler/shims/host/internal/form-data.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 15500276e8c4d75bea815c568c78c8d13f126a89ce4100a4b519c6deef42b921
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

// bundler/shims/host/internal/form-data.ts
var form_data_exports = {};
__export(form_data_exports, {
  FormData: () => FormData,
  decode: () => decode,
  encode: () => encode
});
module.exports = __toCommonJS(form_data_exports);
var import_fetch_native = require("host:internal/fetch-native");
var import_blob = require("host:internal/blob");
var import_encoding = require("host:internal/encoding");
var import_url_native = require("host:internal/url-native");

// bundler/shims/host/internal/_names.ts
function named(classes) {
  for (const [value, of] of Object.entries(classes)) Object.defineProperty(of, "name", { value, configurable: true });
}

// bundler/shims/host/internal/form-data.ts
function entry(value, filename) {
  if (!(value instanceof import_blob.Blob)) {
    if (filename !== void 0) throw new TypeError("FormData.append: parameter 2 is not of type 'Blob'");
    return `${value}`.toWellFormed();
  }
  if (value instanceof import_blob.File && filename === void 0) return value;
  const name = filename ?? (value instanceof import_blob.File ? value.name : "blob");
  return new import_blob.File([value], name, { type: value.type, lastModified: value instanceof import_blob.File ? value.lastModified : Date.now() });
}
function need(got, want, method) {
  if (got < want) throw new TypeError(`FormData.${method}: ${want} argument${want > 1 ? "s" : ""} required, but${got > 0 ? " only" : ""} ${got} present.`);
}
var FormData = class {
  #list = [];
  constructor(form) {
    if (form !== void 0) throw new TypeError("FormData constructor: Argument 1 could not be converted to: undefined.");
  }
  append(name, value, filename) {
    need(arguments.length, 2, "append");
    this.#list.push([`${name}`, entry(value, filename === void 0 ? void 0 : `${filename}`)]);
  }
  set(name, value, filename) {
    need(arguments.length, 2, "set");
    const n = `${name}`;
    const one = [n, entry(value, filename === void 0 ? void 0 : `${filename}`)];
    const at = this.#list.findIndex(([k]) => k === n);
    if (at < 0) this.#list.push(one);
    else this.#list = [...this.#list.slice(0, at), one, ...this.#list.slice(at + 1).filter(([k]) => k !== n)];
  }
  delete(name) {
    need(arguments.length, 1, "delete");
    this.#list = this.#list.filter(([k]) => k !== `${name}`);
  }
  get(name) {
    need(arguments.length, 1, "get");
    return this.#list.find(([k]) => k === `${name}`)?.[1] ?? null;
  }
  getAll(name) {
    need(arguments.length, 1, "getAll");
    return this.#list.filter(([k]) => k === `${name}`).map(([, v]) => v);
  }
  has(name) {
    need(arguments.length, 1, "has");
    return this.#list.some(([k]) => k === `${name}`);
  }
  forEach(callback, thisArg) {
    for (const [k, v] of this) callback.call(thisArg, v, k, this);
  }
  *entries() {
    for (let i = 0; i < this.#list.length; i++) yield [...this.#list[i]];
    return void 0;
  }
  *keys() {
    for (const [k] of this.entries()) yield k;
    return void 0;
  }
  *values() {
    for (const [, v] of this.entries()) yield v;
    return void 0;
  }
  get [Symbol.toStringTag]() {
    return "FormData";
  }
};
Object.defineProperty(FormData.prototype, Symbol.iterator, { value: FormData.prototype.entries, writable: true, configurable: true });
var escapeName = (s) => s.replace(/\n/g, "%0A").replace(/\r/g, "%0D").replace(/"/g, "%22");
var lines = (s) => s.replace(/\r?\n|\r/g, "\r\n");
function encode(form) {
  const boundary = `----formdata-systembus-0${Math.floor(Math.random() * 1e11).toString().padStart(11, "0")}`;
  const encoder = new import_encoding.TextEncoder();
  const parts = [];
  for (const [name, value] of form) {
    const head = `--${boundary}\r
Content-Disposition: form-data; name="${escapeName(lines(name))}"`;
    if (typeof value === "string") {
      parts.push(encoder.encode(`${head}\r
\r
${lines(value)}\r
`));
    } else {
      parts.push(
        encoder.encode(`${head}; filename="${escapeName(value.name)}"\r
Content-Type: ${value.type || "application/octet-stream"}\r
\r
`),
        (0, import_blob.bytesOf)(value),
        encoder.encode("\r\n")
      );
    }
  }
  parts.push(encoder.encode(`--${boundary}--\r
`));
  return { bytes: (0, import_fetch_native.concat)(parts), type: `multipart/form-data; boundary=${boundary}` };
}
function decode(body, type) {
  const form = new FormData();
  const mime = type.split(";")[0].trim().toLowerCase();
  if (mime === "application/x-www-form-urlencoded") {
    const pairs = (0, import_url_native.parseForm)(new import_encoding.TextDecoder().decode(body));
    for (let i = 0; i < pairs.length; i += 2) form.append(pairs[i], pairs[i + 1]);
    return form;
  }
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  if (mime !== "multipart/form-data" || !boundary) throw new TypeError(`Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".`);
  let fields;
  try {
    fields = (0, import_fetch_native.parseMultipart)(body, boundary[1] ?? boundary[2]);
  } catch (cause) {
    throw new TypeError("Failed to parse body as FormData.", { cause });
  }
  const unescape = (s) => s.replace(/%0A/gi, "\n").replace(/%0D/gi, "\r").replace(/%22/g, '"');
  for (const f of fields) {
    const data = Uint8Array.from((0, import_encoding.atob)(f.data), (c) => c.charCodeAt(0));
    const name = unescape(f.name);
    if (f.filename === null) form.append(name, new import_encoding.TextDecoder().decode(data));
    else form.append(name, new import_blob.File([data], unescape(f.filename), { type: f.type || "text/plain" }));
  }
  return form;
}
named({ FormData });
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(form_data_exports, { FormData, decode, encode });
