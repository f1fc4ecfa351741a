// Code generated from bundler/shims/host/internal/intl.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 9178de5455988d04a00972ead7d606602860d484b0739c27f8dc2020d1d0d0ff
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name2 in all)
    __defProp(target, name2, { get: all[name2], enumerable: true, configurable: true });
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

// bundler/shims/host/internal/intl.ts
var intl_exports = {};
__export(intl_exports, {
  Array_toLocaleString: () => Array_toLocaleString,
  BigInt_toLocaleString: () => BigInt_toLocaleString,
  Date_toLocaleDateString: () => toLocaleDateString,
  Date_toLocaleString: () => toLocaleString,
  Date_toLocaleTimeString: () => toLocaleTimeString,
  Date_toString: () => toString,
  Date_toTimeString: () => toTimeString,
  Intl: () => Intl,
  Number_toLocaleString: () => Number_toLocaleString,
  String_localeCompare: () => String_localeCompare,
  String_toLocaleLowerCase: () => String_toLocaleLowerCase,
  String_toLocaleUpperCase: () => String_toLocaleUpperCase
});
module.exports = __toCommonJS(intl_exports);
var import_intl_native6 = require("host:internal/intl-native");

// bundler/shims/host/internal/_intl/date.ts
var import_intl_native3 = require("host:internal/intl-native");

// bundler/shims/host/internal/_intl/options.ts
var import_intl_native2 = require("host:internal/intl-native");

// bundler/shims/host/internal/_intl/locale.ts
var import_intl_native = require("host:internal/intl-native");
var described = /* @__PURE__ */ new WeakMap();
var isLocale = (value) => typeof value === "object" && value !== null && described.has(value);
var tagOf = (locale) => description(locale).tag;
function description(locale) {
  const d = described.get(locale);
  if (!d) throw new TypeError("Method get Intl.Locale.prototype called on incompatible receiver");
  return d;
}
var keywords = { calendar: "ca", collation: "co", hourCycle: "hc", caseFirst: "kf", numeric: "kn", numberingSystem: "nu" };
var type = /^[a-z0-9]{3,8}(-[a-z0-9]{3,8})*$/i;
var Locale = class _Locale {
  constructor(locale, options) {
    if (typeof locale !== "string" && (typeof locale !== "object" || locale === null)) {
      throw new TypeError("First argument to Intl.Locale constructor can't be empty or missing");
    }
    const o = options === void 0 ? /* @__PURE__ */ Object.create(null) : Object(options);
    if (options === null) optionsObject(options);
    const from = isLocale(locale) ? description(locale) : (0, import_intl_native.parse)(String(locale));
    const parts = from.base.split("-");
    const set = (name2, pattern, at, remove) => {
      const value = option(o, name2);
      if (value === void 0) return;
      if (!pattern.test(value)) throw new RangeError("Incorrect locale information provided");
      parts.splice(at(), remove, value);
    };
    const script = from.script ? 1 : 0;
    set("language", /^([a-z]{2,3}|[a-z]{5,8})$/i, () => 0, 1);
    set("script", /^[a-z]{4}$/i, () => 1, script);
    const hasScript = script || o.script !== void 0 ? 1 : 0;
    set("region", /^([a-z]{2}|[0-9]{3})$/i, () => 1 + hasScript, from.region ? 1 : 0);
    const words = { ...from.keywords };
    for (const [name2, key] of Object.entries(keywords)) {
      let value = name2 === "numeric" ? ((v) => v === void 0 ? v : String(v))(flag(o, name2)) : option(o, name2, allowed[name2]);
      if (value === void 0) continue;
      if (!type.test(value)) throw new RangeError("Incorrect locale information provided");
      words[key] = value;
    }
    const rest = from.tag.slice(from.base.length).replace(/-u(-[a-z0-9]{2,8})+/, "");
    const attributes = /-u((?:-[a-z0-9]{3,8})+)/.exec(from.tag)?.[1]?.slice(1).split("-") ?? [];
    const u = Object.entries(words).map(([key, value]) => value === "" || value === "true" ? key : `${key}-${value}`);
    u.unshift(...attributes);
    described.set(this, (0, import_intl_native.parse)(parts.join("-") + (u.length ? `-u-${u.join("-")}` : "") + rest));
  }
  maximize() {
    return new _Locale((0, import_intl_native.maximize)(description(this).tag).tag);
  }
  minimize() {
    return new _Locale((0, import_intl_native.minimize)(description(this).tag).tag);
  }
  toString() {
    return description(this).tag;
  }
  get baseName() {
    return description(this).base;
  }
  get language() {
    return description(this).language;
  }
  get script() {
    return description(this).script || void 0;
  }
  get region() {
    return description(this).region || void 0;
  }
  get calendar() {
    return description(this).keywords?.ca;
  }
  get collation() {
    return description(this).keywords?.co;
  }
  get hourCycle() {
    return description(this).keywords?.hc;
  }
  get caseFirst() {
    return description(this).keywords?.kf;
  }
  get numeric() {
    const kn = description(this).keywords?.kn;
    return kn === "" || kn === "true";
  }
  get numberingSystem() {
    return description(this).keywords?.nu;
  }
  get weekInfo() {
    return (0, import_intl_native.week)(description(this).tag);
  }
  getWeekInfo() {
    return (0, import_intl_native.week)(description(this).tag);
  }
};
var allowed = { hourCycle: ["h11", "h12", "h23", "h24"], caseFirst: ["upper", "lower", "false"] };

// bundler/shims/host/internal/_intl/options.ts
function canonicalLocales(locales) {
  if (locales === void 0) return [];
  if (typeof locales === "string" || isLocale(locales)) return [canonical(locales)];
  if (locales === null) throw new TypeError("Cannot convert undefined or null to object");
  const list2 = Object(locales);
  const seen = /* @__PURE__ */ new Set();
  const length = Math.min(Math.max(Math.trunc(Number(list2.length)) || 0, 0), Number.MAX_SAFE_INTEGER);
  for (let i = 0; i < length; i++) {
    if (!(i in list2)) continue;
    const one = list2[i];
    if (typeof one !== "string" && (typeof one !== "object" || one === null)) throw new TypeError("Incorrect locale information provided");
    seen.add(canonical(one));
  }
  return [...seen];
}
function canonical(locale) {
  return isLocale(locale) ? tagOf(locale) : (0, import_intl_native2.parse)(String(locale)).tag;
}
function resolve(locales) {
  const list2 = canonicalLocales(locales);
  if (list2.length === 0) return { locale: "en-US", keywords: {} };
  const match = (0, import_intl_native2.lookup)(list2);
  return { locale: match.locale, keywords: match.keywords ?? {} };
}
function supportedLocales(locales, options) {
  const list2 = canonicalLocales(locales);
  if (options !== void 0) option(Object(options), "localeMatcher", ["lookup", "best fit"], "best fit");
  return (0, import_intl_native2.supported)(list2);
}
function optionsObject(options) {
  if (options === void 0) return /* @__PURE__ */ Object.create(null);
  if (typeof options !== "object" || options === null) throw new TypeError("Incorrect options provided");
  return options;
}
function coerced(options) {
  if (options === void 0) return /* @__PURE__ */ Object.create(null);
  if (options === null) throw new TypeError("Cannot convert undefined or null to object");
  return Object(options);
}
function outOfRange(name2, value) {
  return new RangeError(`Value ${String(value)} out of range for Intl options property ${name2}`);
}
function option(options, name2, values2, fallback) {
  const value = options[name2];
  if (value === void 0) return fallback;
  const text2 = `${value}`;
  if (values2 && !values2.includes(text2)) throw outOfRange(name2, text2);
  return text2;
}
function flag(options, name2) {
  const value = options[name2];
  return value === void 0 ? void 0 : Boolean(value);
}
function numberOption(options, name2, low, high, fallback) {
  return inRange(options[name2], name2, low, high, fallback);
}
function inRange(value, name2, low, high, fallback) {
  if (value === void 0) return fallback;
  const n = Number(value);
  if (!(n >= low && n <= high)) throw new RangeError(`${name2} value is out of range.`);
  return Math.floor(n);
}
var type2 = /^[a-z0-9]{3,8}(-[a-z0-9]{3,8})*$/i;
function only(options, name2, keyword, value, what) {
  const asked = option(options, name2);
  if (asked !== void 0 && !type2.test(asked)) throw new RangeError(`Invalid ${name2} : ${asked}`);
  const one = (asked ?? keyword)?.toLowerCase();
  if (one !== void 0 && one !== value) throw new RangeError(`the host has no ${what} but "${value}", so ${name2} cannot be ${JSON.stringify(one)}`);
}
function callable(constructor) {
  const f = function(...args) {
    return Reflect.construct(constructor, args, new.target ?? f);
  };
  for (const name2 of ["name", "length", "supportedLocalesOf"]) Object.defineProperty(f, name2, Object.getOwnPropertyDescriptor(constructor, name2));
  Object.defineProperty(f, "prototype", { value: constructor.prototype, writable: false });
  Object.defineProperty(constructor.prototype, "constructor", { value: f });
  return f;
}
function tag(constructor, name2) {
  Object.defineProperty(constructor.prototype, Symbol.toStringTag, { value: name2, configurable: true });
}
function join(parts) {
  let text2 = "";
  for (const part of parts) text2 += part.value;
  return text2;
}

// bundler/shims/host/internal/_intl/date.ts
var fields = {
  weekday: ["narrow", "short", "long"],
  era: ["narrow", "short", "long"],
  year: ["2-digit", "numeric"],
  month: ["2-digit", "numeric", "narrow", "short", "long"],
  day: ["2-digit", "numeric"],
  dayPeriod: ["narrow", "short", "long"],
  hour: ["2-digit", "numeric"],
  minute: ["2-digit", "numeric"],
  second: ["2-digit", "numeric"]
};
var zoneNames = ["short", "long", "shortOffset", "longOffset", "shortGeneric", "longGeneric"];
var styles = ["full", "long", "medium", "short"];
var dateFields = ["weekday", "year", "month", "day"];
var timeFields = ["dayPeriod", "hour", "minute", "second", "fractionalSecondDigits"];
var empty = ["locale", "calendar", "numberingSystem", "timeZone", "hourCycle", "hour12"];
var order = ["weekday", "era", "year", "month", "day", "dayPeriod", "hour", "minute", "second", "fractionalSecondDigits", "timeZoneName", "dateStyle", "timeStyle"];
function create(locales, options, required, defaults) {
  const found = resolve(locales);
  const o = coerced(options);
  option(o, "localeMatcher", ["lookup", "best fit"], "best fit");
  only(o, "calendar", found.keywords.ca, "gregory", "calendar");
  only(o, "numberingSystem", found.keywords.nu, "latn", "numbering system");
  const hour12 = flag(o, "hour12");
  let hourCycle = option(o, "hourCycle", ["h11", "h12", "h23", "h24"]);
  let locale = found.locale;
  const hc = found.keywords.hc;
  if (hour12 === void 0 && hourCycle === void 0 && hc && /^h(11|12|23|24)$/.test(hc)) hourCycle = hc;
  if (hc && hourCycle === hc && hour12 === void 0) locale += `-u-hc-${hc}`;
  const timeZone = o.timeZone === void 0 ? "" : (0, import_intl_native3.zone)(`${o.timeZone}` || "?");
  const native = { locale: found.locale, timeZone, hourCycle: hour12 === void 0 ? hourCycle ?? "" : "", hour12: hour12 ?? null };
  let asked = false;
  let explicit;
  for (const [name2, values2] of Object.entries(fields)) {
    const value = option(o, name2, values2);
    if (value === void 0) continue;
    native[name2] = value;
    explicit ??= name2;
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
    if (required !== "time") for (const name2 of dateFields) asked ||= native[name2] !== void 0;
    if (required !== "date") for (const name2 of timeFields) asked ||= Boolean(native[name2]);
    if (!asked) {
      if (defaults !== "time") native.year = native.month = native.day = "numeric";
      if (defaults !== "date") native.hour = native.minute = native.second = "numeric";
    }
  }
  const formatter = (0, import_intl_native3.dateTimeFormat)(native);
  const r = formatter.resolved();
  const all = { ...r, locale, calendar: "gregory", numberingSystem: "latn" };
  if (all.hourCycle) all.hour12 = all.hourCycle === "h11" || all.hourCycle === "h12";
  if (styled) for (const name2 of order) delete all[name2];
  if (native.dateStyle) all.dateStyle = native.dateStyle;
  if (native.timeStyle) all.timeStyle = native.timeStyle;
  const resolved = {};
  for (const name2 of [...empty, ...order]) if (all[name2] !== void 0) resolved[name2] = all[name2];
  return { native: formatter, resolved };
}
var states = /* @__PURE__ */ new WeakMap();
function state(format, method) {
  const s = states.get(format);
  if (!s) throw new TypeError(`Method Intl.DateTimeFormat.prototype.${method} called on incompatible receiver ${String(format)}`);
  return s;
}
function time(date) {
  const n = date === void 0 ? Date.now() : Number(date);
  if (!(Math.abs(n) <= 864e13)) throw new RangeError("Invalid time value");
  return Math.trunc(n);
}
function times(from, to) {
  if (from === void 0 || to === void 0) throw new TypeError("startDate or endDate cannot be undefined");
  return [time(Number(from)), time(Number(to))];
}
var Format = class {
  constructor(locales, options) {
    states.set(this, create(locales, options, "any", "date"));
  }
  static supportedLocalesOf(locales, options) {
    return supportedLocales(locales, options);
  }
  get format() {
    const s = state(this, "format");
    s.bound ??= (date) => s.native.format(time(date));
    return s.bound;
  }
  formatToParts(date) {
    return state(this, "formatToParts").native.parts(time(date));
  }
  formatRange(from, to) {
    const s = state(this, "formatRange");
    return s.native.range(...times(from, to));
  }
  formatRangeToParts(from, to) {
    const s = state(this, "formatRangeToParts");
    return s.native.rangeParts(...times(from, to));
  }
  resolvedOptions() {
    return { ...state(this, "resolvedOptions").resolved };
  }
};
Object.defineProperty(Format, "name", { value: "DateTimeFormat" });
Object.defineProperty(Format, "length", { value: 0 });
tag(Format, "Intl.DateTimeFormat");
var DateTimeFormat = callable(Format);
var getTime = Date.prototype.getTime;
var usual = {};
function toLocale(date, locales, options, required, defaults) {
  const t = getTime.call(date);
  if (Number.isNaN(t)) return "Invalid Date";
  if (locales !== void 0 || options !== void 0) return create(locales, options, required, defaults).native.format(t);
  usual[defaults] ??= create(void 0, void 0, required, defaults).native;
  return usual[defaults].format(t);
}
function toLocaleString(self, locales, options) {
  return toLocale(self, locales, options, "any", "all");
}
function toLocaleDateString(self, locales, options) {
  return toLocale(self, locales, options, "date", "date");
}
function toLocaleTimeString(self, locales, options) {
  return toLocale(self, locales, options, "time", "time");
}
var two = (n) => n < 10 ? `0${n}` : String(n);
function toTimeString(self) {
  const t = getTime.call(self);
  if (Number.isNaN(t)) return "Invalid Date";
  const offset = -self.getTimezoneOffset();
  const minutes = Math.abs(Math.trunc(offset));
  return `${two(self.getHours())}:${two(self.getMinutes())}:${two(self.getSeconds())} GMT${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}${two(minutes % 60)} (${(0, import_intl_native3.zoneName)(t)})`;
}
function toString(self) {
  const t = getTime.call(self);
  if (Number.isNaN(t)) return "Invalid Date";
  return `${self.toDateString()} ${toTimeString(self)}`;
}

// bundler/shims/host/internal/_intl/number.ts
var import_intl_native4 = require("host:internal/intl-native");
var units = "acre bit byte celsius centimeter day degree fahrenheit fluid-ounce foot gallon gigabit gigabyte gram hectare hour inch kilobit kilobyte kilogram kilometer liter megabit megabyte meter microsecond mile mile-scandinavian milliliter millimeter millisecond minute month nanosecond ounce percent petabyte pound second stone terabit terabyte week yard year".split(" ");
function knownUnit(unit) {
  const [above, below, more] = unit.split("-per-");
  return units.includes(above) && (below === void 0 || units.includes(below)) && more === void 0;
}
var increments = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1e3, 2e3, 2500, 5e3];
var modes = ["ceil", "floor", "expand", "trunc", "halfCeil", "halfFloor", "halfExpand", "halfTrunc", "halfEven"];
function digits(o, leastDefault, mostDefault, notation) {
  const integer = numberOption(o, "minimumIntegerDigits", 1, 21, 1);
  let minF = o.minimumFractionDigits;
  let maxF = o.maximumFractionDigits;
  let minS = o.minimumSignificantDigits;
  let maxS = o.maximumSignificantDigits;
  const priority = option(o, "roundingPriority", ["auto", "morePrecision", "lessPrecision"], "auto");
  const increment = numberOption(o, "roundingIncrement", 1, 5e3, 1);
  if (!increments.includes(increment)) throw new RangeError("roundingIncrement value is out of range.");
  const mode = option(o, "roundingMode", modes, "halfExpand");
  const trailing = option(o, "trailingZeroDisplay", ["auto", "stripIfInteger"], "auto");
  if (increment !== 1) mostDefault = leastDefault;
  const d = { minimumIntegerDigits: integer, roundingIncrement: increment, roundingMode: mode, trailingZeroDisplay: trailing };
  const hasS = minS !== void 0 || maxS !== void 0;
  const hasF = minF !== void 0 || maxF !== void 0;
  const needS = priority !== "auto" || hasS;
  const needF = priority !== "auto" || !hasS && (hasF || notation !== "compact");
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
      if (minF === void 0) minF = Math.min(leastDefault, maxF);
      else if (maxF === void 0) maxF = Math.max(mostDefault, minF);
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
var order2 = [
  "locale",
  "numberingSystem",
  "style",
  "currency",
  "currencyDisplay",
  "currencySign",
  "unit",
  "unitDisplay",
  "minimumIntegerDigits",
  "minimumSignificantDigits",
  "maximumSignificantDigits",
  "minimumFractionDigits",
  "maximumFractionDigits",
  "useGrouping",
  "notation",
  "compactDisplay",
  "signDisplay",
  "roundingMode",
  "roundingIncrement",
  "trailingZeroDisplay",
  "roundingPriority"
];
function pick(all, names2) {
  const out = {};
  for (const name2 of names2) if (all[name2] !== void 0) out[name2] = all[name2];
  return out;
}
function create2(locales, options) {
  const found = resolve(locales);
  const o = coerced(options);
  option(o, "localeMatcher", ["lookup", "best fit"], "best fit");
  only(o, "numberingSystem", found.keywords.nu, "latn", "numbering system");
  const style = option(o, "style", ["decimal", "percent", "currency", "unit"], "decimal");
  let currency = option(o, "currency");
  if (currency !== void 0 && !/^[a-z]{3}$/i.test(currency)) throw new RangeError(`Invalid currency code : ${currency}`);
  if (currency === void 0 && style === "currency") throw new TypeError("Currency code is required with currency style.");
  const currencyDisplay = option(o, "currencyDisplay", ["code", "symbol", "narrowSymbol", "name"], "symbol");
  const currencySign = option(o, "currencySign", ["standard", "accounting"], "standard");
  const unit = option(o, "unit");
  if (unit !== void 0 && !knownUnit(unit)) throw new RangeError(`Invalid unit argument for Intl.NumberFormat() '${unit}'`);
  if (unit === void 0 && style === "unit") throw new TypeError("Unit is required with unit style.");
  const unitDisplay = option(o, "unitDisplay", ["short", "narrow", "long"], "short");
  const all = { locale: found.locale, numberingSystem: "latn", style };
  let least = 0;
  let most = style === "percent" ? 0 : 3;
  const notation = option(o, "notation", ["standard", "scientific", "engineering", "compact"], "standard");
  if (style === "currency") {
    currency = currency.toUpperCase();
    Object.assign(all, { currency, currencyDisplay, currencySign });
    if (notation === "standard") least = most = (0, import_intl_native4.currencyDigits)(currency);
    else least = most = (0, import_intl_native4.currencyDigits)(currency);
  }
  if (style === "unit") Object.assign(all, { unit, unitDisplay });
  const d = digits(o, least, most, notation);
  const compactDisplay = option(o, "compactDisplay", ["short", "long"], "short");
  all.notation = notation;
  if (notation === "compact") all.compactDisplay = compactDisplay;
  all.useGrouping = grouping(o, notation === "compact" ? "min2" : "auto");
  all.signDisplay = option(o, "signDisplay", ["auto", "never", "always", "exceptZero", "negative"], "auto");
  Object.assign(all, d);
  const native = (0, import_intl_native4.numberFormat)({ ...all, currencyDisplay, unitDisplay, compactDisplay, grouping: String(all.useGrouping) });
  return { native, resolved: pick(all, order2) };
}
function grouping(o, fallback) {
  const value = o.useGrouping;
  if (value === void 0) return fallback;
  if (value === true) return "always";
  if (!value) return false;
  const text2 = `${value}`;
  if (text2 === "true" || text2 === "false") return fallback;
  if (!["min2", "auto", "always"].includes(text2)) throw new RangeError(`Value ${text2} out of range for Intl.NumberFormat options property useGrouping`);
  return text2;
}
function mathematical(value) {
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return Number(value);
  const primitive = value[Symbol.toPrimitive]?.("number") ?? (typeof value.valueOf() === "object" ? value.toString() : value.valueOf());
  return typeof primitive === "object" ? Number(value) : mathematical(primitive);
}
var states2 = /* @__PURE__ */ new WeakMap();
function state2(format, method) {
  const s = states2.get(format);
  if (!s) throw new TypeError(`Method Intl.NumberFormat.prototype.${method} called on incompatible receiver ${String(format)}`);
  return s;
}
var Format2 = class {
  constructor(locales, options) {
    states2.set(this, create2(locales, options));
  }
  static supportedLocalesOf(locales, options) {
    return supportedLocales(locales, options);
  }
  get format() {
    const s = state2(this, "format");
    s.bound ??= (value) => s.native.format(mathematical(value));
    return s.bound;
  }
  formatToParts(value) {
    return state2(this, "formatToParts").native.parts(mathematical(value));
  }
  formatRange() {
    throw new RangeError("the host cannot format ranges of numbers: format both ends");
  }
  formatRangeToParts() {
    throw new RangeError("the host cannot format ranges of numbers: format both ends");
  }
  resolvedOptions() {
    return { ...state2(this, "resolvedOptions").resolved };
  }
};
Object.defineProperty(Format2, "name", { value: "NumberFormat" });
Object.defineProperty(Format2, "length", { value: 0 });
tag(Format2, "Intl.NumberFormat");
var NumberFormat = callable(Format2);
var usual2;
function numberToLocaleString(value, locales, options) {
  if (locales !== void 0 || options !== void 0) return create2(locales, options).native.format(value);
  usual2 ??= create2(void 0, void 0).native;
  return usual2.format(value);
}
var rules = /* @__PURE__ */ new WeakMap();
function ruleState(r, method) {
  const s = rules.get(r);
  if (!s) throw new TypeError(`Method Intl.PluralRules.prototype.${method} called on incompatible receiver ${String(r)}`);
  return s;
}
var PluralRules = class {
  constructor(locales, options) {
    const found = resolve(locales);
    const o = coerced(options);
    option(o, "localeMatcher", ["lookup", "best fit"], "best fit");
    const type3 = option(o, "type", ["cardinal", "ordinal"], "cardinal");
    const d = digits(o, 0, 3, "standard");
    const base = { locale: found.locale, style: "decimal", notation: "standard", signDisplay: "auto", grouping: "auto" };
    const native = (0, import_intl_native4.pluralRules)({ ...base, ...d }, type3);
    const all = { ...d, locale: found.locale, type: type3 };
    const names2 = ["locale", "type", "minimumIntegerDigits", "minimumFractionDigits", "maximumFractionDigits", "minimumSignificantDigits", "maximumSignificantDigits"];
    const resolved = pick(d.minimumSignificantDigits === void 0 || d.roundingPriority !== "auto" ? all : { ...all, minimumFractionDigits: void 0, maximumFractionDigits: void 0 }, names2);
    resolved.pluralCategories = native.categories;
    rules.set(this, { native, resolved });
  }
  static supportedLocalesOf(locales, options) {
    return supportedLocales(locales, options);
  }
  select(n) {
    return ruleState(this, "select").native.select(Number(n));
  }
  selectRange(from, to) {
    const s = ruleState(this, "selectRange");
    if (from === void 0 || to === void 0) throw new TypeError("start or end is undefined");
    const a = Number(from);
    const b = Number(to);
    if (Number.isNaN(a) || Number.isNaN(b)) throw new RangeError("start or end is not a number");
    return s.native.selectRange(a, b);
  }
  resolvedOptions() {
    const r = ruleState(this, "resolvedOptions").resolved;
    return { ...r, pluralCategories: [...r.pluralCategories] };
  }
};
Object.defineProperty(PluralRules, "length", { value: 0 });
tag(PluralRules, "Intl.PluralRules");

// bundler/shims/host/internal/_intl/text.ts
var import_intl_native5 = require("host:internal/intl-native");
var tables = ["de-AT", "en-US", "fr-CA", "id-ID"];
function createCollator(locales, options) {
  const found = resolve(locales);
  const o = coerced(options);
  const usage = option(o, "usage", ["sort", "search"], "sort");
  if (usage === "search") throw new RangeError('the host cannot compare for usage "search": use sensitivity "base" or "accent"');
  option(o, "localeMatcher", ["lookup", "best fit"], "best fit");
  const collation = option(o, "collation") ?? found.keywords.co;
  if (collation !== void 0 && collation !== "default" && collation !== "standard") throw new RangeError(`the host has no collation ${JSON.stringify(collation)}`);
  const kn = found.keywords.kn;
  const asked = flag(o, "numeric");
  const numeric = asked ?? (kn === "" || kn === "true");
  const kf = found.keywords.kf;
  const first = option(o, "caseFirst", ["upper", "lower", "false"]);
  const caseFirst = first ?? (kf === "upper" || kf === "lower" ? kf : "false");
  const sensitivity = option(o, "sensitivity", ["base", "accent", "case", "variant"], "variant");
  const ignorePunctuation = flag(o, "ignorePunctuation") ?? false;
  const compare = (0, import_intl_native5.collator)({ locale: found.locale, sensitivity, numeric, ignorePunctuation, caseFirst });
  const keywords2 = [];
  if (kf && kf === caseFirst && first === void 0) keywords2.push(`kf-${kf}`);
  if (kn !== void 0 && asked === void 0) keywords2.push(numeric ? "kn" : "kn-false");
  const locale = (tables.includes(found.locale) ? found.locale : found.locale.replace(/-.*/, "")) + (keywords2.length ? `-u-${keywords2.join("-")}` : "");
  return { compare, resolved: { locale, usage, sensitivity, ignorePunctuation, collation: "default", numeric, caseFirst } };
}
var collators = /* @__PURE__ */ new WeakMap();
var CollatorClass = class {
  constructor(locales, options) {
    collators.set(this, createCollator(locales, options));
  }
  static supportedLocalesOf(locales, options) {
    return supportedLocales(locales, options);
  }
  get compare() {
    const s = of(collators, this, "Collator");
    s.bound ??= (a, b) => s.compare(String(a), String(b));
    return s.bound;
  }
  resolvedOptions() {
    return { ...of(collators, this, "Collator").resolved };
  }
};
Object.defineProperty(CollatorClass, "name", { value: "Collator" });
Object.defineProperty(CollatorClass, "length", { value: 0 });
tag(CollatorClass, "Intl.Collator");
var Collator = callable(CollatorClass);
function of(map, one, className) {
  const s = map.get(one);
  if (!s) throw new TypeError(`Method Intl.${className}.prototype called on incompatible receiver ${String(one)}`);
  return s;
}
function compareStrings(a, b, locales, options) {
  return createCollator(locales, options).compare(a, b);
}
var lists = /* @__PURE__ */ new WeakMap();
function strings(iterable) {
  if (iterable === void 0) return [];
  const out = [];
  for (const one of iterable) {
    if (typeof one !== "string") throw new TypeError(`Iterable yielded ${String(one)} which is not a string`);
    out.push(one);
  }
  return out;
}
var ListFormat = class {
  constructor(locales, options) {
    const found = resolve(locales);
    const o = optionsObject(options);
    option(o, "localeMatcher", ["lookup", "best fit"], "best fit");
    const type3 = option(o, "type", ["conjunction", "disjunction", "unit"], "conjunction");
    const style = option(o, "style", ["long", "short", "narrow"], "long");
    lists.set(this, { locale: found.locale, type: type3, style });
  }
  static supportedLocalesOf(locales, options) {
    return supportedLocales(locales, options);
  }
  format(items) {
    return join(this.formatToParts(items));
  }
  formatToParts(items) {
    const s = of(lists, this, "ListFormat");
    return (0, import_intl_native5.list)(s.locale, s.type, s.style, strings(items)) ?? [];
  }
  resolvedOptions() {
    return { ...of(lists, this, "ListFormat") };
  }
};
var relatives = /* @__PURE__ */ new WeakMap();
var timeUnits = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"];
var RelativeTimeFormat = class {
  constructor(locales, options) {
    const found = resolve(locales);
    const o = coerced(options);
    option(o, "localeMatcher", ["lookup", "best fit"], "best fit");
    only(o, "numberingSystem", found.keywords.nu, "latn", "numbering system");
    const style = option(o, "style", ["long", "short", "narrow"], "long");
    const numeric = option(o, "numeric", ["always", "auto"], "always");
    relatives.set(this, {
      parts: (0, import_intl_native5.relative)(found.locale, style, numeric === "auto"),
      resolved: { locale: found.locale, style, numeric, numberingSystem: "latn" }
    });
  }
  static supportedLocalesOf(locales, options) {
    return supportedLocales(locales, options);
  }
  format(value, unit) {
    return join(this.formatToParts(value, unit));
  }
  formatToParts(value, unit) {
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
};
var names = /* @__PURE__ */ new WeakMap();
var DisplayNames = class {
  constructor(locales, options) {
    const found = resolve(locales);
    if (typeof options !== "object" || options === null) throw new TypeError("Cannot convert undefined or null to object");
    const o = options;
    option(o, "localeMatcher", ["lookup", "best fit"], "best fit");
    const style = option(o, "style", ["narrow", "short", "long"], "long");
    const type3 = option(o, "type", ["language", "region", "script", "currency", "calendar", "dateTimeField"]);
    if (type3 === void 0) throw new TypeError('Required option "type" must not be undefined');
    if (type3 === "calendar" || type3 === "dateTimeField") throw new RangeError(`the host has no display names of type "${type3}"`);
    const fallback = option(o, "fallback", ["code", "none"], "code");
    const languageDisplay = option(o, "languageDisplay", ["dialect", "standard"], "dialect");
    names.set(this, { locale: found.locale, style, type: type3, fallback, languageDisplay });
  }
  static supportedLocalesOf(locales, options) {
    return supportedLocales(locales, options);
  }
  of(code) {
    const s = of(names, this, "DisplayNames");
    const text2 = canonicalCode(s.type, `${code}`);
    return (0, import_intl_native5.name)(s.locale, s.type, s.style, s.languageDisplay === "dialect", text2) ?? (s.fallback === "code" ? text2 : void 0);
  }
  resolvedOptions() {
    const { locale, style, type: type3, fallback, languageDisplay } = of(names, this, "DisplayNames");
    return { locale, style, type: type3, fallback, ...type3 === "language" ? { languageDisplay } : {} };
  }
};
var codes = { region: /^([a-z]{2}|[0-9]{3})$/i, script: /^[a-z]{4}$/i, currency: /^[a-z]{3}$/i };
function canonicalCode(type3, code) {
  const pattern = codes[type3];
  if (!pattern) {
    const d = (0, import_intl_native5.parse)(code);
    if (d.tag !== d.base) throw new RangeError("Invalid argument to Intl.DisplayNames.prototype.of");
    return d.tag;
  }
  if (!pattern.test(code)) throw new RangeError("Invalid argument to Intl.DisplayNames.prototype.of");
  return type3 === "script" ? code[0].toUpperCase() + code.slice(1).toLowerCase() : code.toUpperCase();
}
var segmenters = /* @__PURE__ */ new WeakMap();
var Segments = class {
  #input;
  #granularity;
  #all;
  constructor(input, granularity) {
    this.#input = input;
    this.#granularity = granularity;
  }
  #segments() {
    if (this.#all) return this.#all;
    const input = this.#input;
    const { texts, words } = (0, import_intl_native5.segments)(input, this.#granularity);
    let index = 0;
    this.#all = (texts ?? []).map((text2, i) => {
      const one = { segment: input.slice(index, index + text2.length), index, input };
      if (this.#granularity === "word") one.isWordLike = words[i];
      index += text2.length;
      return one;
    });
    return this.#all;
  }
  containing(index) {
    const at = Math.trunc(Number(index)) || 0;
    if (at < 0 || at >= this.#input.length) return void 0;
    const found = this.#segments().find((one) => at < one.index + one.segment.length);
    return found && { ...found };
  }
  *[Symbol.iterator]() {
    for (const one of this.#segments()) yield { ...one };
  }
};
var Segmenter = class {
  constructor(locales, options) {
    const found = resolve(locales);
    const o = optionsObject(options);
    option(o, "localeMatcher", ["lookup", "best fit"], "best fit");
    segmenters.set(this, { locale: found.locale, granularity: option(o, "granularity", ["grapheme", "word", "sentence"], "grapheme") });
  }
  static supportedLocalesOf(locales, options) {
    return supportedLocales(locales, options);
  }
  segment(input) {
    return new Segments(`${input}`, of(segmenters, this, "Segmenter").granularity);
  }
  resolvedOptions() {
    return { ...of(segmenters, this, "Segmenter") };
  }
};
for (const [one, text2] of [[ListFormat, "ListFormat"], [RelativeTimeFormat, "RelativeTimeFormat"], [Segmenter, "Segmenter"]]) {
  Object.defineProperty(one, "length", { value: 0 });
  tag(one, `Intl.${text2}`);
}
tag(DisplayNames, "Intl.DisplayNames");

// bundler/shims/host/internal/intl.ts
tag(Locale, "Intl.Locale");
var Intl = {};
var values = {
  calendar: () => ["gregory"],
  collation: () => [],
  currency: () => (0, import_intl_native6.currencies)(),
  numberingSystem: () => ["latn"],
  timeZone: () => (0, import_intl_native6.zones)(),
  unit: () => [...units]
};
var members = {
  getCanonicalLocales(locales) {
    return canonicalLocales(locales);
  },
  supportedValuesOf(key) {
    const list2 = Object.hasOwn(values, `${key}`) ? values[`${key}`] : void 0;
    if (!list2) throw new RangeError(`Invalid key : ${key}`);
    return list2();
  },
  Collator,
  DateTimeFormat,
  DisplayNames,
  ListFormat,
  Locale,
  NumberFormat,
  PluralRules,
  RelativeTimeFormat,
  Segmenter
};
for (const [name2, value] of Object.entries(members)) {
  Object.defineProperty(Intl, name2, { value, writable: true, configurable: true, enumerable: false });
}
Object.defineProperty(Intl, Symbol.toStringTag, { value: "Intl", configurable: true });
var numberValue = Number.prototype.valueOf;
var bigintValue = BigInt.prototype.valueOf;
function Number_toLocaleString(self, locales, options) {
  return numberToLocaleString(numberValue.call(self), locales, options);
}
function BigInt_toLocaleString(self, locales, options) {
  return numberToLocaleString(bigintValue.call(self), locales, options);
}
var open = [];
function Array_toLocaleString(self, locales, options) {
  if (self === void 0 || self === null) throw new TypeError("Array.prototype.toLocaleString called on null or undefined");
  const array = Object(self);
  if (open.includes(array)) return "";
  open.push(array);
  try {
    let text2 = "";
    const length = Math.min(Math.max(Math.trunc(Number(array.length)) || 0, 0), Number.MAX_SAFE_INTEGER);
    for (let i = 0; i < length; i++) {
      if (i > 0) text2 += ",";
      const one = array[i];
      if (one !== void 0 && one !== null) text2 += String(one.toLocaleString(locales, options));
    }
    return text2;
  } finally {
    open.pop();
  }
}
function text(value, method) {
  if (value === void 0 || value === null) throw new TypeError(`String.prototype.${method} called on null or undefined`);
  return `${value}`;
}
function String_localeCompare(self, that, locales, options) {
  return compareStrings(text(self, "localeCompare"), `${that}`, locales, options);
}
function String_toLocaleUpperCase(self, locales) {
  const s = text(self, "toLocaleUpperCase");
  return inLanguage(s, locales, true) ?? s.toUpperCase();
}
function String_toLocaleLowerCase(self, locales) {
  const s = text(self, "toLocaleLowerCase");
  return inLanguage(s, locales, false) ?? s.toLowerCase();
}
function inLanguage(s, locales, upper) {
  const [first] = canonicalLocales(locales);
  return first === void 0 ? null : (0, import_intl_native6.changeCase)(s, first, upper);
}
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(intl_exports, { Array_toLocaleString, BigInt_toLocaleString, Date_toLocaleDateString: toLocaleDateString, Date_toLocaleString: toLocaleString, Date_toLocaleTimeString: toLocaleTimeString, Date_toString: toString, Date_toTimeString: toTimeString, Intl, Number_toLocaleString, String_localeCompare, String_toLocaleLowerCase, String_toLocaleUpperCase });
