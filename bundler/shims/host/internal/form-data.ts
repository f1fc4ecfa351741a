// FormData (WHATWG XHR 4) and its two wire formats.

import { concat, parseMultipart } from "host:internal/fetch-native";
import { Blob, bytesOf, File } from "host:internal/blob";
import { atob, TextDecoder, TextEncoder } from "host:internal/encoding";
import { parseForm } from "host:internal/url-native";
import { named } from "./_names";

type Value = string | File;

function entry(value: unknown, filename: string | undefined): Value {
  if (!(value instanceof Blob)) {
    if (filename !== undefined) throw new TypeError("FormData.append: parameter 2 is not of type 'Blob'");
    return (`${value as string}` as any).toWellFormed();
  }
  if (value instanceof File && filename === undefined) return value;
  const name = filename ?? (value instanceof File ? value.name : "blob");
  return new File([value], name, { type: value.type, lastModified: value instanceof File ? value.lastModified : Date.now() });
}

function need(got: number, want: number, method: string): void {
  if (got < want) throw new TypeError(`FormData.${method}: ${want} argument${want > 1 ? "s" : ""} required, but${got > 0 ? " only" : ""} ${got} present.`);
}

export class FormData {
  #list: [string, Value][] = [];

  constructor(form?: unknown) {
    if (form !== undefined) throw new TypeError("FormData constructor: Argument 1 could not be converted to: undefined.");
  }
  append(name: string, value: unknown, filename?: string): void {
    need(arguments.length, 2, "append");
    this.#list.push([`${name}`, entry(value, filename === undefined ? undefined : `${filename}`)]);
  }
  set(name: string, value: unknown, filename?: string): void {
    need(arguments.length, 2, "set");
    const n = `${name}`;
    const one: [string, Value] = [n, entry(value, filename === undefined ? undefined : `${filename}`)];
    const at = this.#list.findIndex(([k]) => k === n);
    if (at < 0) this.#list.push(one);
    else this.#list = [...this.#list.slice(0, at), one, ...this.#list.slice(at + 1).filter(([k]) => k !== n)];
  }
  delete(name: string): void {
    need(arguments.length, 1, "delete");
    this.#list = this.#list.filter(([k]) => k !== `${name}`);
  }
  get(name: string): Value | null {
    need(arguments.length, 1, "get");
    return this.#list.find(([k]) => k === `${name}`)?.[1] ?? null;
  }
  getAll(name: string): Value[] {
    need(arguments.length, 1, "getAll");
    return this.#list.filter(([k]) => k === `${name}`).map(([, v]) => v);
  }
  has(name: string): boolean {
    need(arguments.length, 1, "has");
    return this.#list.some(([k]) => k === `${name}`);
  }
  forEach(callback: (value: Value, name: string, form: FormData) => void, thisArg?: unknown): void {
    for (const [k, v] of this) callback.call(thisArg, v, k, this);
  }
  *entries(): Generator<[string, Value], undefined> {
    for (let i = 0; i < this.#list.length; i++) yield [...this.#list[i]!];
    return undefined;
  }
  *keys(): Generator<string, undefined> {
    for (const [k] of this.entries()) yield k;
    return undefined;
  }
  *values(): Generator<Value, undefined> {
    for (const [, v] of this.entries()) yield v;
    return undefined;
  }
  get [Symbol.toStringTag]() {
    return "FormData";
  }
}
export interface FormData {
  [Symbol.iterator](): Generator<[string, Value], undefined>;
}
Object.defineProperty(FormData.prototype, Symbol.iterator, { value: FormData.prototype.entries, writable: true, configurable: true });

const escapeName = (s: string) => s.replace(/\n/g, "%0A").replace(/\r/g, "%0D").replace(/"/g, "%22");
const lines = (s: string) => s.replace(/\r?\n|\r/g, "\r\n");

/** The multipart/form-data body of a form, and its content type. */
export function encode(form: FormData): { bytes: Uint8Array; type: string } {
  const boundary = `----formdata-systembus-0${Math.floor(Math.random() * 1e11).toString().padStart(11, "0")}`;
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  for (const [name, value] of form) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(lines(name))}"`;
    if (typeof value === "string") {
      parts.push(encoder.encode(`${head}\r\n\r\n${lines(value)}\r\n`));
    } else {
      parts.push(
        encoder.encode(`${head}; filename="${escapeName(value.name)}"\r\nContent-Type: ${value.type || "application/octet-stream"}\r\n\r\n`),
        bytesOf(value),
        encoder.encode("\r\n"),
      );
    }
  }
  parts.push(encoder.encode(`--${boundary}--\r\n`));
  return { bytes: concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}

/** The form that a body of the given content type holds. */
export function decode(body: Uint8Array, type: string): FormData {
  const form = new FormData();
  const mime = type.split(";")[0]!.trim().toLowerCase();
  if (mime === "application/x-www-form-urlencoded") {
    const pairs = parseForm(new TextDecoder().decode(body as any));
    for (let i = 0; i < pairs.length; i += 2) form.append(pairs[i]!, pairs[i + 1]!);
    return form;
  }
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  if (mime !== "multipart/form-data" || !boundary) throw new TypeError(`Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".`);
  let fields: ReturnType<typeof parseMultipart>;
  try {
    fields = parseMultipart(body, boundary[1] ?? boundary[2]!);
  } catch (cause) {
    throw new TypeError("Failed to parse body as FormData.", { cause });
  }
  const unescape = (s: string) => s.replace(/%0A/gi, "\n").replace(/%0D/gi, "\r").replace(/%22/g, '"');
  for (const f of fields) {
    const data = Uint8Array.from(atob(f.data), (c) => c.charCodeAt(0));
    const name = unescape(f.name);
    if (f.filename === null) form.append(name, new TextDecoder().decode(data));
    else form.append(name, new File([data], unescape(f.filename), { type: f.type || "text/plain" }));
  }
  return form;
}

named({ FormData });
