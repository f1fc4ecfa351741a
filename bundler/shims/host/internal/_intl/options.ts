// Locales and options as ECMA-402 9.2 reads them.

import { lookup, parse, supported } from "host:internal/intl-native";
import { isLocale, tagOf } from "./locale";

/** ECMA-402 9.2.1 CanonicalizeLocaleList. */
export function canonicalLocales(locales: unknown): string[] {
  if (locales === undefined) return [];
  if (typeof locales === "string" || isLocale(locales)) return [canonical(locales)];
  if (locales === null) throw new TypeError("Cannot convert undefined or null to object");
  const list = Object(locales);
  const seen = new Set<string>();
  const length = Math.min(Math.max(Math.trunc(Number(list.length)) || 0, 0), Number.MAX_SAFE_INTEGER);
  for (let i = 0; i < length; i++) {
    if (!(i in list)) continue;
    const one = list[i];
    if (typeof one !== "string" && (typeof one !== "object" || one === null)) throw new TypeError("Incorrect locale information provided");
    seen.add(canonical(one));
  }
  return [...seen];
}

function canonical(locale: unknown): string {
  return isLocale(locale) ? tagOf(locale) : parse(String(locale)).tag;
}

export interface Resolved {
  locale: string;
  keywords: Record<string, string>;
}

/** Picks the locale to answer in. A locale that the host has no data for is a RangeError. */
export function resolve(locales: unknown): Resolved {
  const list = canonicalLocales(locales);
  if (list.length === 0) return { locale: "en-US", keywords: {} };
  const match = lookup(list);
  return { locale: match.locale, keywords: match.keywords ?? {} };
}

export function supportedLocales(locales: unknown, options: unknown): string[] {
  const list = canonicalLocales(locales);
  if (options !== undefined) option(Object(options), "localeMatcher", ["lookup", "best fit"], "best fit");
  return supported(list);
}

/** ECMA-402 9.2.12 GetOptionsObject. */
export function optionsObject(options: unknown): any {
  if (options === undefined) return Object.create(null);
  if (typeof options !== "object" || options === null) throw new TypeError("Incorrect options provided");
  return options;
}

/** ECMA-402 9.2.11 CoerceOptionsToObject. */
export function coerced(options: unknown): any {
  if (options === undefined) return Object.create(null);
  if (options === null) throw new TypeError("Cannot convert undefined or null to object");
  return Object(options);
}

function outOfRange(name: string, value: unknown): RangeError {
  return new RangeError(`Value ${String(value)} out of range for Intl options property ${name}`);
}

/** ECMA-402 9.2.13 GetOption, for strings. */
export function option<T extends string>(options: any, name: string, values: readonly T[] | undefined, fallback: T): T;
export function option<T extends string>(options: any, name: string, values?: readonly T[]): T | undefined;
export function option(options: any, name: string, values?: readonly string[], fallback?: string): string | undefined {
  const value = options[name];
  if (value === undefined) return fallback;
  const text = `${value}`;
  if (values && !values.includes(text)) throw outOfRange(name, text);
  return text;
}

export function flag(options: any, name: string): boolean | undefined {
  const value = options[name];
  return value === undefined ? undefined : Boolean(value);
}

/** ECMA-402 9.2.16 GetNumberOption. */
export function numberOption(options: any, name: string, low: number, high: number, fallback: number): number;
export function numberOption(options: any, name: string, low: number, high: number): number | undefined;
export function numberOption(options: any, name: string, low: number, high: number, fallback?: number): number | undefined {
  return inRange(options[name], name, low, high, fallback);
}

export function inRange(value: unknown, name: string, low: number, high: number, fallback?: number): number | undefined {
  if (value === undefined) return fallback;
  const n = Number(value);
  if (!(n >= low && n <= high)) throw new RangeError(`${name} value is out of range.`);
  return Math.floor(n);
}

const type = /^[a-z0-9]{3,8}(-[a-z0-9]{3,8})*$/i;

/** An option or keyword of which the host has one value only. */
export function only(options: any, name: string, keyword: string | undefined, value: string, what: string): void {
  const asked = option(options, name);
  if (asked !== undefined && !type.test(asked)) throw new RangeError(`Invalid ${name} : ${asked}`);
  const one = (asked ?? keyword)?.toLowerCase();
  if (one !== undefined && one !== value) throw new RangeError(`the host has no ${what} but "${value}", so ${name} cannot be ${JSON.stringify(one)}`);
}

/** A class that may be called without new, as Intl's older ones are. */
export function callable<T extends new (...args: any[]) => object>(constructor: T): T {
  const f: any = function (...args: unknown[]) {
    return Reflect.construct(constructor, args, new.target ?? f);
  };
  for (const name of ["name", "length", "supportedLocalesOf"]) Object.defineProperty(f, name, Object.getOwnPropertyDescriptor(constructor, name)!);
  Object.defineProperty(f, "prototype", { value: constructor.prototype, writable: false });
  Object.defineProperty(constructor.prototype, "constructor", { value: f });
  return f;
}

/** What String(class instance) and inspect show. */
export function tag(constructor: { prototype: object }, name: string): void {
  Object.defineProperty(constructor.prototype, Symbol.toStringTag, { value: name, configurable: true });
}

/** The text of parts. */
export function join(parts: { value: string }[]): string {
  let text = "";
  for (const part of parts) text += part.value;
  return text;
}
