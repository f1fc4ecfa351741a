// Intl.Locale (ECMA-402 14).

import { type Description, maximize, minimize, parse, week } from "host:internal/intl-native";
import { flag, optionsObject, option } from "./options";

const described = new WeakMap<object, Description>();

export const isLocale = (value: unknown): value is Locale => typeof value === "object" && value !== null && described.has(value);
export const tagOf = (locale: Locale): string => description(locale).tag;

function description(locale: unknown): Description {
  const d = described.get(locale as object);
  if (!d) throw new TypeError("Method get Intl.Locale.prototype called on incompatible receiver");
  return d;
}

const keywords = { calendar: "ca", collation: "co", hourCycle: "hc", caseFirst: "kf", numeric: "kn", numberingSystem: "nu" } as const;
const type = /^[a-z0-9]{3,8}(-[a-z0-9]{3,8})*$/i;

export class Locale {
  constructor(locale: unknown, options?: unknown) {
    if (typeof locale !== "string" && (typeof locale !== "object" || locale === null)) {
      throw new TypeError("First argument to Intl.Locale constructor can't be empty or missing");
    }
    const o = options === undefined ? Object.create(null) : Object(options);
    if (options === null) optionsObject(options);
    const from = isLocale(locale) ? description(locale) : parse(String(locale));
    const parts = from.base.split("-");
    const set = (name: string, pattern: RegExp, at: () => number, remove: number) => {
      const value = option(o, name);
      if (value === undefined) return;
      if (!pattern.test(value)) throw new RangeError("Incorrect locale information provided");
      parts.splice(at(), remove, value);
    };
    const script = from.script ? 1 : 0;
    set("language", /^([a-z]{2,3}|[a-z]{5,8})$/i, () => 0, 1);
    set("script", /^[a-z]{4}$/i, () => 1, script);
    const hasScript = script || o.script !== undefined ? 1 : 0;
    set("region", /^([a-z]{2}|[0-9]{3})$/i, () => 1 + hasScript, from.region ? 1 : 0);
    const words: Record<string, string> = { ...from.keywords };
    for (const [name, key] of Object.entries(keywords)) {
      let value = name === "numeric" ? (v => (v === undefined ? v : String(v)))(flag(o, name)) : option(o, name, allowed[name]);
      if (value === undefined) continue;
      if (!type.test(value)) throw new RangeError("Incorrect locale information provided");
      words[key] = value;
    }
    const rest = from.tag.slice(from.base.length).replace(/-u(-[a-z0-9]{2,8})+/, "");
    const attributes = /-u((?:-[a-z0-9]{3,8})+)/.exec(from.tag)?.[1]?.slice(1).split("-") ?? [];
    const u = Object.entries(words).map(([key, value]) => (value === "" || value === "true" ? key : `${key}-${value}`));
    u.unshift(...attributes);
    described.set(this, parse(parts.join("-") + (u.length ? `-u-${u.join("-")}` : "") + rest));
  }

  maximize(): Locale {
    return new Locale(maximize(description(this).tag).tag);
  }
  minimize(): Locale {
    return new Locale(minimize(description(this).tag).tag);
  }
  toString(): string {
    return description(this).tag;
  }
  get baseName(): string {
    return description(this).base;
  }
  get language(): string {
    return description(this).language;
  }
  get script(): string | undefined {
    return description(this).script || undefined;
  }
  get region(): string | undefined {
    return description(this).region || undefined;
  }
  get calendar(): string | undefined {
    return description(this).keywords?.ca;
  }
  get collation(): string | undefined {
    return description(this).keywords?.co;
  }
  get hourCycle(): string | undefined {
    return description(this).keywords?.hc;
  }
  get caseFirst(): string | undefined {
    return description(this).keywords?.kf;
  }
  get numeric(): boolean {
    const kn = description(this).keywords?.kn;
    return kn === "" || kn === "true";
  }
  get numberingSystem(): string | undefined {
    return description(this).keywords?.nu;
  }
  get weekInfo() {
    return week(description(this).tag);
  }
  getWeekInfo() {
    return week(description(this).tag);
  }
}

const allowed: Record<string, string[]> = { hourCycle: ["h11", "h12", "h23", "h24"], caseFirst: ["upper", "lower", "false"] };
