// Intl.NumberFormat and PluralRules (ECMA-402 16, 17).

import { currencyDigits, type NumberFormatter, numberFormat, type PluralSelector, pluralRules } from "host:internal/intl-native";
import { callable, coerced, inRange, numberOption, only, option, resolve, supportedLocales, tag } from "./options";

/** The units of ECMA-402 6.6.2. */
export const units = (
  "acre bit byte celsius centimeter day degree fahrenheit fluid-ounce foot gallon gigabit gigabyte gram hectare hour inch " +
  "kilobit kilobyte kilogram kilometer liter megabit megabyte meter microsecond mile mile-scandinavian milliliter millimeter " +
  "millisecond minute month nanosecond ounce percent petabyte pound second stone terabit terabyte week yard year"
).split(" ");

function knownUnit(unit: string): boolean {
  const [above, below, more] = unit.split("-per-");
  return units.includes(above!) && (below === undefined || units.includes(below)) && more === undefined;
}

const increments = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000];
const modes = ["ceil", "floor", "expand", "trunc", "halfCeil", "halfFloor", "halfExpand", "halfTrunc", "halfEven"] as const;

/** ECMA-402 16.1.3 SetNumberFormatDigitOptions. */
function digits(o: any, leastDefault: number, mostDefault: number, notation: string): any {
  const integer = numberOption(o, "minimumIntegerDigits", 1, 21, 1);
  let minF = o.minimumFractionDigits;
  let maxF = o.maximumFractionDigits;
  let minS = o.minimumSignificantDigits;
  let maxS = o.maximumSignificantDigits;
  const priority = option(o, "roundingPriority", ["auto", "morePrecision", "lessPrecision"], "auto");
  const increment = numberOption(o, "roundingIncrement", 1, 5000, 1);
  if (!increments.includes(increment)) throw new RangeError("roundingIncrement value is out of range.");
  const mode = option(o, "roundingMode", modes, "halfExpand");
  const trailing = option(o, "trailingZeroDisplay", ["auto", "stripIfInteger"], "auto");
  if (increment !== 1) mostDefault = leastDefault;
  const d: any = { minimumIntegerDigits: integer, roundingIncrement: increment, roundingMode: mode, trailingZeroDisplay: trailing };
  const hasS = minS !== undefined || maxS !== undefined;
  const hasF = minF !== undefined || maxF !== undefined;
  const needS = priority !== "auto" || hasS;
  const needF = priority !== "auto" || (!hasS && (hasF || notation !== "compact"));
  if (needS) {
    if (hasS) {
      d.minimumSignificantDigits = inRange(minS, "minimumSignificantDigits", 1, 21, 1);
      d.maximumSignificantDigits = inRange(maxS, "maximumSignificantDigits", d.minimumSignificantDigits, 21, 21);
    } else {
      d.minimumSignificantDigits = 1;
      d.maximumSignificantDigits = 21;
    }
  }
  if (needF) {
    if (hasF) {
      minF = inRange(minF, "minimumFractionDigits", 0, 20);
      maxF = inRange(maxF, "maximumFractionDigits", 0, 20);
      if (minF === undefined) minF = Math.min(leastDefault, maxF);
      else if (maxF === undefined) maxF = Math.max(mostDefault, minF);
      else if (minF > maxF) throw new RangeError("maximumFractionDigits value is out of range.");
      d.minimumFractionDigits = minF;
      d.maximumFractionDigits = maxF;
    } else {
      d.minimumFractionDigits = leastDefault;
      d.maximumFractionDigits = mostDefault;
    }
  }
  if (!needS && !needF) {
    Object.assign(d, { minimumFractionDigits: 0, maximumFractionDigits: 0, minimumSignificantDigits: 1, maximumSignificantDigits: 2 });
    d.roundingType = "morePrecision";
    d.roundingPriority = "morePrecision";
  } else if (priority !== "auto") {
    d.roundingType = d.roundingPriority = priority;
  } else {
    d.roundingType = hasS ? "significantDigits" : "fractionDigits";
    d.roundingPriority = "auto";
  }
  if (increment !== 1) {
    if (d.roundingType !== "fractionDigits") throw new TypeError("roundingIncrement value is invalid.");
    if (d.maximumFractionDigits !== d.minimumFractionDigits) throw new RangeError("roundingIncrement value is out of range.");
  }
  return d;
}

interface State {
  native: NumberFormatter;
  resolved: Record<string, unknown>;
  bound?: (value: unknown) => string;
}

const order = [
  "locale", "numberingSystem", "style", "currency", "currencyDisplay", "currencySign", "unit", "unitDisplay", "minimumIntegerDigits",
  "minimumSignificantDigits", "maximumSignificantDigits", "minimumFractionDigits", "maximumFractionDigits", "useGrouping", "notation",
  "compactDisplay", "signDisplay", "roundingMode", "roundingIncrement", "trailingZeroDisplay", "roundingPriority",
];

function pick(all: any, names: string[]): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const name of names) if (all[name] !== undefined) out[name] = all[name];
  return out;
}

function create(locales: unknown, options: unknown): State {
  const found = resolve(locales);
  const o = coerced(options);
  option(o, "localeMatcher", ["lookup", "best fit"], "best fit");
  only(o, "numberingSystem", found.keywords.nu, "latn", "numbering system");
  const style = option(o, "style", ["decimal", "percent", "currency", "unit"], "decimal");
  let currency = option(o, "currency");
  if (currency !== undefined && !/^[a-z]{3}$/i.test(currency)) throw new RangeError(`Invalid currency code : ${currency}`);
  if (currency === undefined && style === "currency") throw new TypeError("Currency code is required with currency style.");
  const currencyDisplay = option(o, "currencyDisplay", ["code", "symbol", "narrowSymbol", "name"], "symbol");
  const currencySign = option(o, "currencySign", ["standard", "accounting"], "standard");
  const unit = option(o, "unit");
  if (unit !== undefined && !knownUnit(unit)) throw new RangeError(`Invalid unit argument for Intl.NumberFormat() '${unit}'`);
  if (unit === undefined && style === "unit") throw new TypeError("Unit is required with unit style.");
  const unitDisplay = option(o, "unitDisplay", ["short", "narrow", "long"], "short");
  const all: any = { locale: found.locale, numberingSystem: "latn", style };
  let least = 0;
  let most = style === "percent" ? 0 : 3;
  const notation = option(o, "notation", ["standard", "scientific", "engineering", "compact"], "standard");
  if (style === "currency") {
    currency = currency!.toUpperCase();
    Object.assign(all, { currency, currencyDisplay, currencySign });
    if (notation === "standard") least = most = currencyDigits(currency);
    else least = most = currencyDigits(currency);
  }
  if (style === "unit") Object.assign(all, { unit, unitDisplay });
  const d = digits(o, least, most, notation);
  const compactDisplay = option(o, "compactDisplay", ["short", "long"], "short");
  all.notation = notation;
  if (notation === "compact") all.compactDisplay = compactDisplay;
  all.useGrouping = grouping(o, notation === "compact" ? "min2" : "auto");
  all.signDisplay = option(o, "signDisplay", ["auto", "never", "always", "exceptZero", "negative"], "auto");
  Object.assign(all, d);
  const native = numberFormat({ ...all, currencyDisplay, unitDisplay, compactDisplay, grouping: String(all.useGrouping) });
  return { native, resolved: pick(all, order) };
}

/** The useGrouping option: a boolean, or one of its names. */
function grouping(o: any, fallback: string): string | false {
  const value = o.useGrouping;
  if (value === undefined) return fallback;
  if (value === true) return "always";
  if (!value) return false;
  const text = `${value}`;
  if (text === "true" || text === "false") return fallback;
  if (!["min2", "auto", "always"].includes(text)) throw new RangeError(`Value ${text} out of range for Intl.NumberFormat options property useGrouping`);
  return text;
}

/** ECMA-402 16.5.16 ToIntlMathematicalValue, as far as the host has to: numbers, BigInts and texts pass. */
function mathematical(value: any): number | bigint | string {
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return Number(value);
  const primitive = value[Symbol.toPrimitive]?.("number") ?? (typeof value.valueOf() === "object" ? value.toString() : value.valueOf());
  return typeof primitive === "object" ? Number(value) : mathematical(primitive);
}

const states = new WeakMap<object, State>();

function state(format: unknown, method: string): State {
  const s = states.get(format as object);
  if (!s) throw new TypeError(`Method Intl.NumberFormat.prototype.${method} called on incompatible receiver ${String(format)}`);
  return s;
}

class Format {
  constructor(locales?: unknown, options?: unknown) {
    states.set(this, create(locales, options));
  }
  static supportedLocalesOf(locales: unknown, options?: unknown): string[] {
    return supportedLocales(locales, options);
  }
  get format(): (value: unknown) => string {
    const s = state(this, "format");
    s.bound ??= (value) => s.native.format(mathematical(value));
    return s.bound;
  }
  formatToParts(value?: unknown) {
    return state(this, "formatToParts").native.parts(mathematical(value));
  }
  formatRange(): never {
    throw new RangeError("the host cannot format ranges of numbers: format both ends");
  }
  formatRangeToParts(): never {
    throw new RangeError("the host cannot format ranges of numbers: format both ends");
  }
  resolvedOptions() {
    return { ...state(this, "resolvedOptions").resolved };
  }
}
Object.defineProperty(Format, "name", { value: "NumberFormat" });
Object.defineProperty(Format, "length", { value: 0 });
tag(Format, "Intl.NumberFormat");
export const NumberFormat = callable(Format);

let usual: NumberFormatter | undefined;

export function numberToLocaleString(value: number | bigint, locales: unknown, options: unknown): string {
  if (locales !== undefined || options !== undefined) return create(locales, options).native.format(value);
  usual ??= create(undefined, undefined).native;
  return usual.format(value);
}

const rules = new WeakMap<object, { native: PluralSelector; resolved: Record<string, unknown> }>();

function ruleState(r: unknown, method: string) {
  const s = rules.get(r as object);
  if (!s) throw new TypeError(`Method Intl.PluralRules.prototype.${method} called on incompatible receiver ${String(r)}`);
  return s;
}

export class PluralRules {
  constructor(locales?: unknown, options?: unknown) {
    const found = resolve(locales);
    const o = coerced(options);
    option(o, "localeMatcher", ["lookup", "best fit"], "best fit");
    const type = option(o, "type", ["cardinal", "ordinal"], "cardinal");
    const d = digits(o, 0, 3, "standard");
    const base = { locale: found.locale, style: "decimal", notation: "standard", signDisplay: "auto", grouping: "auto" };
    const native = pluralRules({ ...base, ...d }, type);
    const all = { ...d, locale: found.locale, type };
    const names = ["locale", "type", "minimumIntegerDigits", "minimumFractionDigits", "maximumFractionDigits", "minimumSignificantDigits", "maximumSignificantDigits"];
    const resolved: any = pick(d.minimumSignificantDigits === undefined || d.roundingPriority !== "auto" ? all : { ...all, minimumFractionDigits: undefined, maximumFractionDigits: undefined }, names);
    resolved.pluralCategories = native.categories;
    rules.set(this, { native, resolved });
  }
  static supportedLocalesOf(locales: unknown, options?: unknown): string[] {
    return supportedLocales(locales, options);
  }
  select(n: unknown): string {
    return ruleState(this, "select").native.select(Number(n));
  }
  selectRange(from: unknown, to: unknown): string {
    const s = ruleState(this, "selectRange");
    if (from === undefined || to === undefined) throw new TypeError("start or end is undefined");
    const a = Number(from);
    const b = Number(to);
    if (Number.isNaN(a) || Number.isNaN(b)) throw new RangeError("start or end is not a number");
    return s.native.selectRange(a, b);
  }
  resolvedOptions() {
    const r = ruleState(this, "resolvedOptions").resolved;
    return { ...r, pluralCategories: [...(r.pluralCategories as string[])] };
  }
}
Object.defineProperty(PluralRules, "length", { value: 0 });
tag(PluralRules, "Intl.PluralRules");
