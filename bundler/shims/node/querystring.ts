// node:querystring.
import { Buffer } from "node:buffer";

type Any = any;

const hexDigits = /^[0-9a-f]{2}$/i;

export function unescapeBuffer(text: string): Any {
  const out: number[] = [];
  const bytes = Buffer.from(text);
  for (let i = 0; i < bytes.length; i++) {
    const pair = bytes[i] === 37 ? bytes.toString("latin1", i + 1, i + 3) : "";
    if (hexDigits.test(pair)) {
      out.push(parseInt(pair, 16));
      i += 2;
    } else out.push(bytes[i]!);
  }
  return Buffer.from(out);
}

export function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return unescapeBuffer(text).toString();
  }
}

export function escape(value: Any): string {
  if (typeof value !== "string") value = typeof value === "object" ? String(value) : `${value}`;
  return encodeURIComponent(value);
}

const primitive = (v: Any): string => {
  if (typeof v === "string") return v;
  if (typeof v === "number" && Number.isFinite(v)) return `${v}`;
  if (typeof v === "bigint") return `${v}`;
  if (typeof v === "boolean") return v ? "true" : "false";
  return "";
};

export function stringify(o: Any, separator = "&", equals = "=", options?: { encodeURIComponent?: (s: string) => string }): string {
  if (o === null || typeof o !== "object") return "";
  const encode = options?.encodeURIComponent ?? querystring.escape;
  const parts: string[] = [];
  for (const key of Object.keys(o)) {
    const name = encode(primitive(key)) + (equals || "=");
    const value = o[key];
    if (Array.isArray(value)) for (const v of value) parts.push(name + encode(primitive(v)));
    else parts.push(name + encode(primitive(value)));
  }
  return parts.join(separator || "&");
}

export function parse(text: Any, separator?: Any, equals?: Any, options?: { maxKeys?: number; decodeURIComponent?: (s: string) => string }): Any {
  const out: Any = Object.create(null);
  if (typeof text !== "string" || text.length === 0) return out;
  separator = separator ? `${separator}` : "&";
  equals = equals ? `${equals}` : "=";
  const decode = options?.decodeURIComponent ?? querystring.unescape;
  const plain = (s: string): string => {
    s = s.replaceAll("+", " ");
    if (!s.includes("%")) return s;
    try {
      return decode(s);
    } catch {
      return unescape(s);
    }
  };
  let parts = text.split(separator);
  const max = options?.maxKeys ?? 1000;
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

export { stringify as encode, parse as decode };
const querystring = { unescapeBuffer, unescape, escape, stringify, encode: stringify, parse, decode: parse };
export default querystring;
