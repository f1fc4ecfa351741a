// Intl.DateTimeFormat (ECMA-402 11) and Date's methods that depend on it.

import { type DateTimeFormatter, dateTimeFormat, zone, zoneName } from "host:internal/intl-native";
import { callable, coerced, flag, numberOption, only, option, resolve, supportedLocales, tag } from "./options";

const fields = {
  weekday: ["narrow", "short", "long"],
  era: ["narrow", "short", "long"],
  year: ["2-digit", "numeric"],
  month: ["2-digit", "numeric", "narrow", "short", "long"],
  day: ["2-digit", "numeric"],
  dayPeriod: ["narrow", "short", "long"],
  hour: ["2-digit", "numeric"],
  minute: ["2-digit", "numeric"],
  second: ["2-digit", "numeric"],
} as const;
const zoneNames = ["short", "long", "shortOffset", "longOffset", "shortGeneric", "longGeneric"] as const;
const styles = ["full", "long", "medium", "short"] as const;
const dateFields = ["weekday", "year", "month", "day"] as const;
const timeFields = ["dayPeriod", "hour", "minute", "second", "fractionalSecondDigits"] as const;

type Kind = "date" | "time" | "any" | "all";
const empty = ["locale", "calendar", "numberingSystem", "timeZone", "hourCycle", "hour12"] as const;
const order = ["weekday", "era", "year", "month", "day", "dayPeriod", "hour", "minute", "second", "fractionalSecondDigits", "timeZoneName", "dateStyle", "timeStyle"];

interface State {
  native: DateTimeFormatter;
  resolved: Record<string, unknown>;
  bound?: (date?: unknown) => string;
}

/** Reads the options; required and defaults are those of ECMA-402 11.1.2 CreateDateTimeFormat. */
function create(locales: unknown, options: unknown, required: Kind, defaults: Kind): State {
  const found = resolve(locales);
  const o = coerced(options);
  option(o, "localeMatcher", ["lookup", "best fit"], "best fit");
  only(o, "calendar", found.keywords.ca, "gregory", "calendar");
  only(o, "numberingSystem", found.keywords.nu, "latn", "numbering system");
  const hour12 = flag(o, "hour12");
  let hourCycle = option(o, "hourCycle", ["h11", "h12", "h23", "h24"]);
  let locale = found.locale;
  const hc = found.keywords.hc;
  if (hour12 === undefined && hourCycle === undefined && hc && /^h(11|12|23|24)$/.test(hc)) hourCycle = hc as any;
  if (hc && hourCycle === hc && hour12 === undefined) locale += `-u-hc-${hc}`;
  const timeZone = o.timeZone === undefined ? "" : zone(`${o.timeZone}` || "?");
  const native: any = { locale: found.locale, timeZone, hourCycle: hour12 === undefined ? (hourCycle ?? "") : "", hour12: hour12 ?? null };
  let asked = false;
  let explicit: string | undefined;
  for (const [name, values] of Object.entries(fields)) {
    const value = option(o, name, values);
    if (value === undefined) continue;
    native[name] = value;
    explicit ??= name;
  }
  native.fractionalSecondDigits = numberOption(o, "fractionalSecondDigits", 1, 3, 0);
  if (native.fractionalSecondDigits) explicit ??= "fractionalSecondDigits";
  native.timeZoneName = option(o, "timeZoneName", zoneNames) ?? "";
  if (native.timeZoneName) explicit ??= "timeZoneName";
  option(o, "formatMatcher", ["basic", "best fit"], "best fit");
  native.dateStyle = option(o, "dateStyle", styles) ?? "";
  native.timeStyle = option(o, "timeStyle", styles) ?? "";
  const styled = native.dateStyle !== "" || native.timeStyle !== "";
  if (styled) {
    if (explicit) throw new TypeError(`Can't set option ${explicit} when ${native.dateStyle ? "dateStyle" : "timeStyle"} is used`);
    if (required === "date" && native.timeStyle) throw new TypeError("Invalid option : timeStyle");
    if (required === "time" && native.dateStyle) throw new TypeError("Invalid option : dateStyle");
  } else {
    if (required !== "time") for (const name of dateFields) asked ||= native[name] !== undefined;
    if (required !== "date") for (const name of timeFields) asked ||= Boolean(native[name]);
    if (!asked) {
      if (defaults !== "time") native.year = native.month = native.day = "numeric";
      if (defaults !== "date") native.hour = native.minute = native.second = "numeric";
    }
  }
  const formatter = dateTimeFormat(native);
  const r: any = formatter.resolved();
  const all: any = { ...r, locale, calendar: "gregory", numberingSystem: "latn" };
  if (all.hourCycle) all.hour12 = all.hourCycle === "h11" || all.hourCycle === "h12";
  if (styled) for (const name of order) delete all[name];
  if (native.dateStyle) all.dateStyle = native.dateStyle;
  if (native.timeStyle) all.timeStyle = native.timeStyle;
  const resolved: Record<string, unknown> = {};
  for (const name of [...empty, ...order]) if (all[name] !== undefined) resolved[name] = all[name];
  return { native: formatter, resolved };
}

const states = new WeakMap<object, State>();

function state(format: unknown, method: string): State {
  const s = states.get(format as object);
  if (!s) throw new TypeError(`Method Intl.DateTimeFormat.prototype.${method} called on incompatible receiver ${String(format)}`);
  return s;
}

/** A time value: now for undefined. */
function time(date: unknown): number {
  const n = date === undefined ? Date.now() : Number(date);
  if (!(Math.abs(n) <= 8.64e15)) throw new RangeError("Invalid time value");
  return Math.trunc(n);
}

function times(from: unknown, to: unknown): [number, number] {
  if (from === undefined || to === undefined) throw new TypeError("startDate or endDate cannot be undefined");
  return [time(Number(from)), time(Number(to))];
}

class Format {
  constructor(locales?: unknown, options?: unknown) {
    states.set(this, create(locales, options, "any", "date"));
  }
  static supportedLocalesOf(locales: unknown, options?: unknown): string[] {
    return supportedLocales(locales, options);
  }
  get format(): (date?: unknown) => string {
    const s = state(this, "format");
    s.bound ??= (date) => s.native.format(time(date));
    return s.bound;
  }
  formatToParts(date?: unknown) {
    return state(this, "formatToParts").native.parts(time(date));
  }
  formatRange(from: unknown, to: unknown): string {
    const s = state(this, "formatRange");
    return s.native.range(...times(from, to));
  }
  formatRangeToParts(from: unknown, to: unknown) {
    const s = state(this, "formatRangeToParts");
    return s.native.rangeParts(...times(from, to));
  }
  resolvedOptions() {
    return { ...state(this, "resolvedOptions").resolved };
  }
}
Object.defineProperty(Format, "name", { value: "DateTimeFormat" });
Object.defineProperty(Format, "length", { value: 0 });
tag(Format, "Intl.DateTimeFormat");
export const DateTimeFormat = callable(Format);

const getTime = Date.prototype.getTime;
const usual: Record<string, DateTimeFormatter | undefined> = {};

function toLocale(date: Date, locales: unknown, options: unknown, required: Kind, defaults: Kind): string {
  const t = getTime.call(date);
  if (Number.isNaN(t)) return "Invalid Date";
  if (locales !== undefined || options !== undefined) return create(locales, options, required, defaults).native.format(t);
  usual[defaults] ??= create(undefined, undefined, required, defaults).native;
  return usual[defaults]!.format(t);
}

export function toLocaleString(self: Date, locales?: unknown, options?: unknown): string {
  return toLocale(self, locales, options, "any", "all");
}
export function toLocaleDateString(self: Date, locales?: unknown, options?: unknown): string {
  return toLocale(self, locales, options, "date", "date");
}
export function toLocaleTimeString(self: Date, locales?: unknown, options?: unknown): string {
  return toLocale(self, locales, options, "time", "time");
}

const two = (n: number) => (n < 10 ? `0${n}` : String(n));

export function toTimeString(self: Date): string {
  const t = getTime.call(self);
  if (Number.isNaN(t)) return "Invalid Date";
  const offset = -self.getTimezoneOffset();
  const minutes = Math.abs(Math.trunc(offset));
  return (
    `${two(self.getHours())}:${two(self.getMinutes())}:${two(self.getSeconds())} ` +
    `GMT${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}${two(minutes % 60)} (${zoneName(t)})`
  );
}

export function toString(self: Date): string {
  const t = getTime.call(self);
  if (Number.isNaN(t)) return "Invalid Date";
  return `${self.toDateString()} ${toTimeString(self)}`;
}
