// Intl (ECMA-402), and the methods of the language that depend on a locale.

import { changeCase, currencies, zones } from "host:internal/intl-native";
import { DateTimeFormat, toLocaleDateString, toLocaleString, toLocaleTimeString, toString, toTimeString } from "./_intl/date";
import { Locale } from "./_intl/locale";
import { NumberFormat, numberToLocaleString, PluralRules, units } from "./_intl/number";
import { canonicalLocales, tag } from "./_intl/options";
import { Collator, compareStrings, DisplayNames, ListFormat, RelativeTimeFormat, Segmenter } from "./_intl/text";

tag(Locale, "Intl.Locale");

export const Intl: Record<string | symbol, unknown> = {};

const values: Record<string, () => string[]> = {
  calendar: () => ["gregory"],
  collation: () => [],
  currency: () => currencies(),
  numberingSystem: () => ["latn"],
  timeZone: () => zones(),
  unit: () => [...units],
};

const members = {
  getCanonicalLocales(locales?: unknown): string[] {
    return canonicalLocales(locales);
  },
  supportedValuesOf(key: unknown): string[] {
    const list = Object.hasOwn(values, `${key}`) ? values[`${key}`] : undefined;
    if (!list) throw new RangeError(`Invalid key : ${key}`);
    return list();
  },
  Collator, DateTimeFormat, DisplayNames, ListFormat, Locale, NumberFormat, PluralRules, RelativeTimeFormat, Segmenter,
};
for (const [name, value] of Object.entries(members)) {
  Object.defineProperty(Intl, name, { value, writable: true, configurable: true, enumerable: false });
}
Object.defineProperty(Intl, Symbol.toStringTag, { value: "Intl", configurable: true });

export {
  toLocaleString as Date_toLocaleString, toLocaleDateString as Date_toLocaleDateString, toLocaleTimeString as Date_toLocaleTimeString,
  toString as Date_toString, toTimeString as Date_toTimeString,
};

const numberValue = Number.prototype.valueOf;
const bigintValue = BigInt.prototype.valueOf;

export function Number_toLocaleString(self: number, locales?: unknown, options?: unknown): string {
  return numberToLocaleString(numberValue.call(self), locales, options);
}

export function BigInt_toLocaleString(self: bigint, locales?: unknown, options?: unknown): string {
  return numberToLocaleString(bigintValue.call(self), locales, options);
}

const open: unknown[] = [];

export function Array_toLocaleString(self: unknown, locales?: unknown, options?: unknown): string {
  if (self === undefined || self === null) throw new TypeError("Array.prototype.toLocaleString called on null or undefined");
  const array = Object(self);
  if (open.includes(array)) return ""; // a cycle
  open.push(array);
  try {
    let text = "";
    const length = Math.min(Math.max(Math.trunc(Number(array.length)) || 0, 0), Number.MAX_SAFE_INTEGER);
    for (let i = 0; i < length; i++) {
      if (i > 0) text += ",";
      const one = array[i];
      if (one !== undefined && one !== null) text += String(one.toLocaleString(locales, options));
    }
    return text;
  } finally {
    open.pop();
  }
}

function text(value: unknown, method: string): string {
  if (value === undefined || value === null) throw new TypeError(`String.prototype.${method} called on null or undefined`);
  return `${value as string}`;
}

export function String_localeCompare(self: unknown, that: unknown, locales?: unknown, options?: unknown): number {
  return compareStrings(text(self, "localeCompare"), `${that}`, locales, options);
}

export function String_toLocaleUpperCase(self: unknown, locales?: unknown): string {
  const s = text(self, "toLocaleUpperCase");
  return inLanguage(s, locales, true) ?? s.toUpperCase();
}

export function String_toLocaleLowerCase(self: unknown, locales?: unknown): string {
  const s = text(self, "toLocaleLowerCase");
  return inLanguage(s, locales, false) ?? s.toLowerCase();
}

/** The text in the other case where a language has its own rules; these need no data of the locale. */
function inLanguage(s: string, locales: unknown, upper: boolean): string | null {
  const [first] = canonicalLocales(locales);
  return first === undefined ? null : changeCase(s, first, upper);
}
