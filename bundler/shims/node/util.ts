// node:util.
import process from "node:process";
import { coded, invalidArgType, invalidArgValue, wantFunction, wantString } from "host:internal/node-errors";
import { isDeepEqual } from "host:internal/deep-equal";
import { className } from "host:internal/kinds";
import { colors, format, formatWithOptions, inspect } from "host:internal/node-inspect";
import { parseArgs } from "./_parseargs.ts";
import types from "node:util/types";
import { errnoOf, nameOfErrno } from "./_errno.ts";

type Any = any;
type Fn = (...args: Any[]) => Any;

const promisifyCustom = Symbol.for("nodejs.util.promisify.custom");
const promisifyArgs = Symbol.for("host.util.promisify.args");

export function promisify(original: Any): Any {
  wantFunction(original, "original");
  const own = (original as Any)[promisifyCustom];
  if (own) {
    wantFunction(own, "util.promisify.custom");
    return Object.defineProperty(own, promisifyCustom, { value: own, enumerable: false, writable: false, configurable: true });
  }
  const names: string[] | undefined = (original as Any)[promisifyArgs];
  function fn(this: Any, ...args: Any[]): Promise<Any> {
    return new Promise((resolve, reject) => {
      Reflect.apply(original, this, [...args, (error: Any, ...values: Any[]) => {
        if (error) return reject(error);
        if (names !== undefined && values.length > 1) {
          const out: Any = {};
          names.forEach((n, i) => { out[n] = values[i]; });
          resolve(out);
        } else resolve(values[0]);
      }]);
    });
  }
  Object.setPrototypeOf(fn, Object.getPrototypeOf(original));
  Object.defineProperty(fn, promisifyCustom, { value: fn, enumerable: false, writable: false, configurable: true });
  const descriptors = Object.getOwnPropertyDescriptors(original);
  for (const key of Reflect.ownKeys(descriptors)) {
    const d = (descriptors as Any)[key];
    if (key === "prototype" || (d.configurable === false && !(key in fn))) continue;
    try {
      Object.defineProperty(fn, key, d);
    } catch {
      // A property that cannot be copied is not part of the contract.
    }
  }
  return fn;
}
promisify.custom = promisifyCustom;

export function callbackify(original: Any): Any {
  wantFunction(original, "original");
  function fn(this: Any, ...args: Any[]): void {
    const callback = args.pop();
    wantFunction(callback, "last argument");
    Reflect.apply(original, this, args).then(
      (value: Any) => process.nextTick(callback.bind(this), null, value),
      (reason: Any) => process.nextTick(callback.bind(this), reason || wrapped(reason)),
    );
  }
  Object.defineProperty(fn, "name", { value: `${original.name}Callbackified`, configurable: true });
  Object.defineProperty(fn, "length", { value: original.length + 1, configurable: true });
  return fn;
}

function wrapped(reason: unknown): Error {
  const e: Any = coded(Error, "ERR_FALSY_VALUE_REJECTION", "Promise was rejected with falsy value");
  e.reason = reason;
  return e;
}

export function inherits(constructor: Any, superConstructor: Any): void {
  if (constructor === undefined || constructor === null) throw invalidArgType("ctor", "Function", constructor);
  if (superConstructor === undefined || superConstructor === null) throw invalidArgType("superCtor", "Function", superConstructor);
  if (superConstructor.prototype === undefined) throw invalidArgType("superCtor.prototype", "Object", superConstructor.prototype);
  Object.defineProperty(constructor, "super_", { value: superConstructor, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, superConstructor.prototype);
}

const deprecations = new Set<string>();

export function deprecate(fn: Fn, message: string, code?: string): Fn {
  let warned = false;
  function deprecated(this: Any, ...args: Any[]): Any {
    if (!warned && !process.noDeprecation) {
      warned = true;
      if (code === undefined || !deprecations.has(code)) {
        if (code !== undefined) deprecations.add(code);
        process.emitWarning(message, "DeprecationWarning", code);
      }
    }
    return new.target ? Reflect.construct(fn, args, new.target) : Reflect.apply(fn, this, args);
  }
  Object.setPrototypeOf(deprecated, fn);
  if (fn.prototype) (deprecated as Any).prototype = fn.prototype;
  return deprecated as Fn;
}

const quiet = Object.assign(() => {}, { enabled: false });

export function debuglog(set: string, callback?: (f: Any) => void): Any {
  const wanted = (process.env.NODE_DEBUG ?? "").split(",").some((s: string) => {
    const pattern = s.trim().replace(/[|\\{}()[\]^$+?.]/g, "\\$&").replaceAll("*", ".*");
    return pattern !== "" && new RegExp(`^${pattern}$`, "i").test(set);
  });
  if (!wanted) return quiet;
  const f = Object.assign((...args: Any[]) => console.error(`${set.toUpperCase()} ${process.pid}: ${format(...args)}`), { enabled: true });
  callback?.(f);
  return f;
}

export function isDeepStrictEqual(a: unknown, b: unknown): boolean {
  return isDeepEqual(a, b, true);
}

export function stripVTControlCharacters(text: string): string {
  wantString(text, "str");
  return text.replace(/[\u001B\u009B][[\]()#;?]*(?:(?:(?:(?:;[-a-zA-Z\d/#&.:=?%@~_]+)*|[a-zA-Z\d]+(?:;[-a-zA-Z\d/#&.:=?%@~_]*)*)?(?:\u0007|\u001B\u005C|\u009C))|(?:(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~]))/g, "");
}

/** Codes are for terminals, and the host's output is none, unless FORCE_COLOR or the caller says otherwise. */
export function styleText(format: string | string[], text: string, options: { validateStream?: boolean } = {}): string {
  wantString(text, "text");
  const formats = Array.isArray(format) ? format : [format];
  let left = "";
  let right = "";
  for (const f of formats) {
    const c = (colors as Any)[f];
    if (c === undefined) throw invalidArgValue("format", f, `must be one of: ${Object.keys(colors).map((k) => `'${k}'`).join(", ")}`);
    left += `\u001b[${c[0]}m`;
    right = `\u001b[${c[1]}m${right}`;
  }
  if (options.validateStream !== false && (process.env.NO_COLOR !== undefined || process.env.FORCE_COLOR === undefined)) return text;
  return `${left}${text}${right}`;
}

export function toUSVString(text: unknown): string {
  return (String(text) as Any).toWellFormed();
}

export function getSystemErrorName(errno: number): string | undefined {
  return nameOfErrno(errno);
}

export function getSystemErrorMap(): Map<number, [string, string]> {
  return new Map(Object.entries(errnoOf()).map(([name, n]) => [n, [name, name]]));
}

export function aborted(signal: AbortSignal, resource: object): Promise<void> {
  if (signal === undefined) throw invalidArgType("signal", "AbortSignal", signal);
  if (typeof resource !== "object" || resource === null) throw invalidArgType("resource", "Object", resource);
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

/** What the deprecated util.is* ask. */
export const isArray = Array.isArray;
export const isBoolean = (v: unknown): boolean => typeof v === "boolean";
export const isNull = (v: unknown): boolean => v === null;
export const isNullOrUndefined = (v: unknown): boolean => v == null;
export const isNumber = (v: unknown): boolean => typeof v === "number";
export const isString = (v: unknown): boolean => typeof v === "string";
export const isSymbol = (v: unknown): boolean => typeof v === "symbol";
export const isUndefined = (v: unknown): boolean => v === undefined;
export const isRegExp = types.isRegExp;
export const isObject = (v: unknown): boolean => v !== null && typeof v === "object";
export const isDate = types.isDate;
export const isError = (v: unknown): boolean => className(v) === "Error" || v instanceof Error;
export const isFunction = (v: unknown): boolean => typeof v === "function";
export const isPrimitive = (v: unknown): boolean => v === null || (typeof v !== "object" && typeof v !== "function");

export function _extend(target: Any, source: Any): Any {
  if (source === null || typeof source !== "object") return target;
  for (const key of Object.keys(source)) target[key] = source[key];
  return target;
}

export function _errnoException(errno: number, syscall: string, original?: string): Error {
  const code = nameOfErrno(errno) ?? "UNKNOWN";
  const e: Any = new Error(`${syscall} ${code}${original ? ` ${original}` : ""}`);
  return Object.assign(e, { errno, code, syscall });
}

/** MIME types, as WHATWG MIME Sniffing parses them. */
export class MIMEType {
  #type: string;
  #subtype: string;
  #params = new Map<string, string>();
  constructor(text: string) {
    const [essence, ...params] = String(text).trim().split(";");
    const m = /^([!#$%&'*+\-.^_`|~A-Za-z0-9]+)\/([!#$%&'*+\-.^_`|~A-Za-z0-9]+)$/.exec(essence!.trim());
    if (!m) throw coded(TypeError, "ERR_INVALID_MIME_SYNTAX", `The MIME syntax for a type in ${JSON.stringify(text)} is invalid`);
    this.#type = m[1]!.toLowerCase();
    this.#subtype = m[2]!.toLowerCase();
    for (const p of params) {
      const eq = p.indexOf("=");
      if (eq < 0) continue;
      const name = p.slice(0, eq).trim().toLowerCase();
      const value = p.slice(eq + 1).trim().replace(/^"(.*)"$/, "$1");
      if (name !== "" && !this.#params.has(name)) this.#params.set(name, value);
    }
  }
  get type(): string { return this.#type; }
  get subtype(): string { return this.#subtype; }
  get essence(): string { return `${this.#type}/${this.#subtype}`; }
  get params(): Map<string, string> { return this.#params; }
  toString(): string {
    let out = this.essence;
    for (const [k, v] of this.#params) out += `;${k}=${/^[!#$%&'*+\-.^_`|~A-Za-z0-9]+$/.test(v) ? v : JSON.stringify(v)}`;
    return out;
  }
  toJSON(): string { return this.toString(); }
}

const log = (...args: Any[]): void => console.log(format(...args));
const TextEncoder = globalThis.TextEncoder;
const TextDecoder = globalThis.TextDecoder;

const util = {
  promisify, callbackify, inherits, deprecate, debuglog, debug: debuglog, isDeepStrictEqual, stripVTControlCharacters, styleText, toUSVString,
  getSystemErrorName, getSystemErrorMap, aborted, isArray, isBoolean, isNull, isNullOrUndefined, isNumber, isString, isSymbol, isUndefined, isRegExp,
  isObject, isDate, isError, isFunction, isPrimitive, _extend, _errnoException, MIMEType, log, format, formatWithOptions, inspect, parseArgs, types,
  get TextEncoder() { return globalThis.TextEncoder; },
  get TextDecoder() { return globalThis.TextDecoder; },
};
export { debuglog as debug, format, formatWithOptions, inspect, parseArgs, types, log, TextEncoder, TextDecoder };
export default util;
