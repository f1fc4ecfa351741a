// Code generated from bundler/shims/node/querystring.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: ebffb370517af4c3765d36d0f2358444ca949096d147f03d22f0040a64b341b7
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

// bundler/shims/node/querystring.ts
var querystring_exports = {};
__export(querystring_exports, {
  decode: () => parse,
  default: () => querystring_default,
  encode: () => stringify,
  escape: () => escape,
  parse: () => parse,
  stringify: () => stringify,
  unescape: () => unescape,
  unescapeBuffer: () => unescapeBuffer
});
module.exports = __toCommonJS(querystring_exports);
var import_node_buffer = __lazy(() => require("node:buffer"), ["Buffer"]);
var hexDigits = /^[0-9a-f]{2}$/i;
function unescapeBuffer(text) {
  const out = [];
  const bytes = import_node_buffer.Buffer.from(text);
  for (let i = 0; i < bytes.length; i++) {
    const pair = bytes[i] === 37 ? bytes.toString("latin1", i + 1, i + 3) : "";
    if (hexDigits.test(pair)) {
      out.push(parseInt(pair, 16));
      i += 2;
    } else out.push(bytes[i]);
  }
  return import_node_buffer.Buffer.from(out);
}
function unescape(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return unescapeBuffer(text).toString();
  }
}
function escape(value) {
  if (typeof value !== "string") value = typeof value === "object" ? String(value) : `${value}`;
  return encodeURIComponent(value);
}
var primitive = (v) => {
  if (typeof v === "string") return v;
  if (typeof v === "number" && Number.isFinite(v)) return `${v}`;
  if (typeof v === "bigint") return `${v}`;
  if (typeof v === "boolean") return v ? "true" : "false";
  return "";
};
function stringify(o, separator = "&", equals = "=", options) {
  if (o === null || typeof o !== "object") return "";
  const encode = options?.encodeURIComponent ?? querystring.escape;
  const parts = [];
  for (const key of Object.keys(o)) {
    const name = encode(primitive(key)) + (equals || "=");
    const value = o[key];
    if (Array.isArray(value)) for (const v of value) parts.push(name + encode(primitive(v)));
    else parts.push(name + encode(primitive(value)));
  }
  return parts.join(separator || "&");
}
function parse(text, separator, equals, options) {
  const out = /* @__PURE__ */ Object.create(null);
  if (typeof text !== "string" || text.length === 0) return out;
  separator = separator ? `${separator}` : "&";
  equals = equals ? `${equals}` : "=";
  const decode = options?.decodeURIComponent ?? querystring.unescape;
  const plain = (s) => {
    s = s.replaceAll("+", " ");
    if (!s.includes("%")) return s;
    try {
      return decode(s);
    } catch {
      return unescape(s);
    }
  };
  let parts = text.split(separator);
  const max = options?.maxKeys ?? 1e3;
  if (max > 0) parts = parts.slice(0, max);
  for (const part of parts) {
    if (part === "") continue;
    const at = part.indexOf(equals);
    const key = plain(at < 0 ? part : part.slice(0, at));
    const value = at < 0 ? "" : plain(part.slice(at + equals.length));
    if (!(key in out)) out[key] = value;
    else if (Array.isArray(out[key])) out[key].push(value);
    else out[key] = [out[key], value];
  }
  return out;
}
var querystring = { unescapeBuffer, unescape, escape, stringify, encode: stringify, parse, decode: parse };
var querystring_default = querystring;
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(querystring_exports, { decode: parse, default: querystring_default, encode: stringify, escape, parse, stringify, unescape, unescapeBuffer });
