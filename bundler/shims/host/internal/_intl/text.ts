// Intl.Collator, ListFormat, RelativeTimeFormat, DisplayNames and Segmenter
// (ECMA-402 10, 13, 18, 12, 19).

import { collator, list, name, parse, relative, segments } from "host:internal/intl-native";
import { callable, coerced, flag, join, only, option, optionsObject, resolve, supportedLocales, tag } from "./options";

/** The locales of more than a language for which ICU has tables of its own. */
const tables = ["de-AT", "en-US", "fr-CA", "id-ID"];

type Compare = (a: string, b: string) => number;

function createCollator(locales: unknown, options: unknown): { compare: Compare; resolved: Record<string, unknown> } {
  const found = resolve(locales);
  const o = coerced(options);
  const usage = option(o, "usage", ["sort", "search"], "sort");
  if (usage === "search") throw new RangeError('the host cannot compare for usage "search": use sensitivity "base" or "accent"');
  option(o, "localeMatcher", ["lookup", "best fit"], "best fit");
  const collation = option(o, "collation") ?? found.keywords.co;
  if (collation !== undefined && collation !== "default" && collation !== "standard") throw new RangeError(`the host has no collation ${JSON.stringify(collation)}`);
  const kn = found.keywords.kn;
  const asked = flag(o, "numeric");
  const numeric = asked ?? (kn === "" || kn === "true");
  const kf = found.keywords.kf;
  const first = option(o, "caseFirst", ["upper", "lower", "false"]);
  const caseFirst = first ?? (kf === "upper" || kf === "lower" ? kf : "false");
  const sensitivity = option(o, "sensitivity", ["base", "accent", "case", "variant"], "variant");
  const ignorePunctuation = flag(o, "ignorePunctuation") ?? false;
  const compare = collator({ locale: found.locale, sensitivity, numeric, ignorePunctuation, caseFirst });
  const keywords = [];
  if (kf && kf === caseFirst && first === undefined) keywords.push(`kf-${kf}`);
  if (kn !== undefined && asked === undefined) keywords.push(numeric ? "kn" : "kn-false");
  const locale = (tables.includes(found.locale) ? found.locale : found.locale.replace(/-.*/, "")) + (keywords.length ? `-u-${keywords.join("-")}` : "");
  return { compare, resolved: { locale, usage, sensitivity, ignorePunctuation, collation: "default", numeric, caseFirst } };
}

const collators = new WeakMap<object, { compare: Compare; resolved: Record<string, unknown>; bound?: Compare }>();

class CollatorClass {
  constructor(locales?: unknown, options?: unknown) {
    collators.set(this, createCollator(locales, options));
  }
  static supportedLocalesOf(locales: unknown, options?: unknown): string[] {
    return supportedLocales(locales, options);
  }
  get compare(): Compare {
    const s = of(collators, this, "Collator");
    s.bound ??= (a, b) => s.compare(String(a), String(b));
    return s.bound;
  }
  resolvedOptions() {
    return { ...of(collators, this, "Collator").resolved };
  }
}
Object.defineProperty(CollatorClass, "name", { value: "Collator" });
Object.defineProperty(CollatorClass, "length", { value: 0 });
tag(CollatorClass, "Intl.Collator");
export const Collator = callable(CollatorClass);

function of<T>(map: WeakMap<object, T>, one: unknown, className: string): T {
  const s = map.get(one as object);
  if (!s) throw new TypeError(`Method Intl.${className}.prototype called on incompatible receiver ${String(one)}`);
  return s;
}

export function compareStrings(a: string, b: string, locales: unknown, options: unknown): number {
  return createCollator(locales, options).compare(a, b);
}

const lists = new WeakMap<object, { locale: string; type: string; style: string }>();

function strings(iterable: unknown): string[] {
  if (iterable === undefined) return [];
  const out: string[] = [];
  for (const one of iterable as Iterable<unknown>) {
    if (typeof one !== "string") throw new TypeError(`Iterable yielded ${String(one)} which is not a string`);
    out.push(one);
  }
  return out;
}

export class ListFormat {
  constructor(locales?: unknown, options?: unknown) {
    const found = resolve(locales);
    const o = optionsObject(options);
    option(o, "localeMatcher", ["lookup", "best fit"], "best fit");
    const type = option(o, "type", ["conjunction", "disjunction", "unit"], "conjunction");
    const style = option(o, "style", ["long", "short", "narrow"], "long");
    lists.set(this, { locale: found.locale, type, style });
  }
  static supportedLocalesOf(locales: unknown, options?: unknown): string[] {
    return supportedLocales(locales, options);
  }
  format(items: unknown): string {
    return join(this.formatToParts(items));
  }
  formatToParts(items: unknown) {
    const s = of(lists, this, "ListFormat");
    return list(s.locale, s.type, s.style, strings(items)) ?? [];
  }
  resolvedOptions() {
    return { ...of(lists, this, "ListFormat") };
  }
}

const relatives = new WeakMap<object, { parts: ReturnType<typeof relative>; resolved: Record<string, unknown> }>();
const timeUnits = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"];

export class RelativeTimeFormat {
  constructor(locales?: unknown, options?: unknown) {
    const found = resolve(locales);
    const o = coerced(options);
    option(o, "localeMatcher", ["lookup", "best fit"], "best fit");
    only(o, "numberingSystem", found.keywords.nu, "latn", "numbering system");
    const style = option(o, "style", ["long", "short", "narrow"], "long");
    const numeric = option(o, "numeric", ["always", "auto"], "always");
    relatives.set(this, {
      parts: relative(found.locale, style, numeric === "auto"),
      resolved: { locale: found.locale, style, numeric, numberingSystem: "latn" },
    });
  }
  static supportedLocalesOf(locales: unknown, options?: unknown): string[] {
    return supportedLocales(locales, options);
  }
  format(value: unknown, unit: unknown): string {
    return join(this.formatToParts(value, unit));
  }
  formatToParts(value: unknown, unit: unknown) {
    const s = of(relatives, this, "RelativeTimeFormat");
    const n = Number(value);
    const singular = `${unit}`.replace(/s$/, "");
    if (!timeUnits.includes(singular)) throw new RangeError(`Invalid unit argument for format() '${unit}'`);
    if (!Number.isFinite(n)) throw new RangeError("Value need to be finite number for Intl.RelativeTimeFormat.prototype.format()");
    return s.parts(n, singular);
  }
  resolvedOptions() {
    return { ...of(relatives, this, "RelativeTimeFormat").resolved };
  }
}

const names = new WeakMap<object, { locale: string; style: string; type: string; fallback: string; languageDisplay: string }>();

export class DisplayNames {
  constructor(locales: unknown, options: unknown) {
    const found = resolve(locales);
    if (typeof options !== "object" || options === null) throw new TypeError("Cannot convert undefined or null to object");
    const o = options as any;
    option(o, "localeMatcher", ["lookup", "best fit"], "best fit");
    const style = option(o, "style", ["narrow", "short", "long"], "long");
    const type = option(o, "type", ["language", "region", "script", "currency", "calendar", "dateTimeField"]);
    if (type === undefined) throw new TypeError('Required option "type" must not be undefined');
    if (type === "calendar" || type === "dateTimeField") throw new RangeError(`the host has no display names of type "${type}"`);
    const fallback = option(o, "fallback", ["code", "none"], "code");
    const languageDisplay = option(o, "languageDisplay", ["dialect", "standard"], "dialect");
    names.set(this, { locale: found.locale, style, type, fallback, languageDisplay });
  }
  static supportedLocalesOf(locales: unknown, options?: unknown): string[] {
    return supportedLocales(locales, options);
  }
  of(code: unknown): string | undefined {
    const s = of(names, this, "DisplayNames");
    const text = canonicalCode(s.type, `${code}`);
    return name(s.locale, s.type, s.style, s.languageDisplay === "dialect", text) ?? (s.fallback === "code" ? text : undefined);
  }
  resolvedOptions() {
    const { locale, style, type, fallback, languageDisplay } = of(names, this, "DisplayNames");
    return { locale, style, type, fallback, ...(type === "language" ? { languageDisplay } : {}) };
  }
}

const codes: Record<string, RegExp> = { region: /^([a-z]{2}|[0-9]{3})$/i, script: /^[a-z]{4}$/i, currency: /^[a-z]{3}$/i };

function canonicalCode(type: string, code: string): string {
  const pattern = codes[type];
  if (!pattern) {
    const d = parse(code);
    if (d.tag !== d.base) throw new RangeError("Invalid argument to Intl.DisplayNames.prototype.of");
    return d.tag;
  }
  if (!pattern.test(code)) throw new RangeError("Invalid argument to Intl.DisplayNames.prototype.of");
  return type === "script" ? code[0]!.toUpperCase() + code.slice(1).toLowerCase() : code.toUpperCase();
}

interface SegmentData {
  segment: string;
  index: number;
  input: string;
  isWordLike?: boolean;
}

const segmenters = new WeakMap<object, { locale: string; granularity: string }>();

class Segments {
  #input: string;
  #granularity: string;
  #all: SegmentData[] | undefined;
  constructor(input: string, granularity: string) {
    this.#input = input;
    this.#granularity = granularity;
  }
  #segments(): SegmentData[] {
    if (this.#all) return this.#all;
    const input = this.#input;
    const { texts, words } = segments(input, this.#granularity);
    let index = 0;
    this.#all = (texts ?? []).map((text, i) => {
      const one: SegmentData = { segment: input.slice(index, index + text.length), index, input };
      if (this.#granularity === "word") one.isWordLike = words[i]!;
      index += text.length;
      return one;
    });
    return this.#all;
  }
  containing(index?: unknown): SegmentData | undefined {
    const at = Math.trunc(Number(index)) || 0;
    if (at < 0 || at >= this.#input.length) return undefined;
    const found = this.#segments().find((one) => at < one.index + one.segment.length);
    return found && { ...found };
  }
  *[Symbol.iterator](): Generator<SegmentData> {
    for (const one of this.#segments()) yield { ...one };
  }
}

export class Segmenter {
  constructor(locales?: unknown, options?: unknown) {
    const found = resolve(locales);
    const o = optionsObject(options);
    option(o, "localeMatcher", ["lookup", "best fit"], "best fit");
    segmenters.set(this, { locale: found.locale, granularity: option(o, "granularity", ["grapheme", "word", "sentence"], "grapheme") });
  }
  static supportedLocalesOf(locales: unknown, options?: unknown): string[] {
    return supportedLocales(locales, options);
  }
  segment(input: unknown): Segments {
    return new Segments(`${input}`, of(segmenters, this, "Segmenter").granularity);
  }
  resolvedOptions() {
    return { ...of(segmenters, this, "Segmenter") };
  }
}

for (const [one, text] of [[ListFormat, "ListFormat"], [RelativeTimeFormat, "RelativeTimeFormat"], [Segmenter, "Segmenter"]] as const) {
  Object.defineProperty(one, "length", { value: 0 });
  tag(one, `Intl.${text}`);
}
tag(DisplayNames, "Intl.DisplayNames");
