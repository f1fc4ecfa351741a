import { equal, outcome, outcomeName, record, runtime, test, throws } from "host:test";
import { Choices, main, others } from "./cases";
import { places } from "./zones";

const zones = (
  "UTC America/Los_Angeles America/New_York Europe/London Asia/Kolkata Australia/Sydney Asia/Tokyo America/Sao_Paulo Europe/Dublin " +
  "Africa/Casablanca Pacific/Apia Asia/Kathmandu America/St_Johns Etc/GMT+5 Africa/Cairo America/Phoenix Europe/Lisbon Asia/Shanghai Pacific/Auckland"
).split(" ");

const fields: Record<string, [number, unknown[]]> = {
  weekday: [0.3, ["narrow", "short", "long"]],
  era: [0.12, ["narrow", "short", "long"]],
  year: [0.5, ["numeric", "2-digit"]],
  month: [0.55, ["numeric", "2-digit", "narrow", "short", "long"]],
  day: [0.5, ["numeric", "2-digit"]],
  dayPeriod: [0.08, ["narrow", "short", "long"]],
  hour: [0.45, ["numeric", "2-digit"]],
  minute: [0.4, ["numeric", "2-digit"]],
  second: [0.3, ["numeric", "2-digit"]],
  fractionalSecondDigits: [0.08, [1, 2, 3]],
  timeZoneName: [0.25, ["short", "long", "shortOffset", "longOffset", "shortGeneric", "longGeneric"]],
};
const styles = ["full", "long", "medium", "short"];

function options(c: Choices): any {
  const o: any = {};
  if (c.chance(0.25)) {
    if (c.chance(0.7)) o.dateStyle = c.pick(styles);
    if (c.chance(0.7) || !o.dateStyle) o.timeStyle = c.pick(styles);
  } else {
    for (const [name, [p, values]] of Object.entries(fields)) if (c.chance(p)) o[name] = c.pick(values);
  }
  if (c.chance(0.12)) o.hour12 = c.chance(0.5);
  if (c.chance(0.12)) o.hourCycle = c.pick(["h11", "h12", "h23", "h24"]);
  o.timeZone = c.pick(zones);
  return o;
}

function moment(c: Choices): number {
  if (c.chance(0.85)) return Math.floor(c.number() * 2.2e12 - 3e11);
  return Math.floor((c.number() - 0.5) * (c.chance(0.5) ? 1.6e16 : 1.5e14));
}

/** Records generated cases. Bun has the hour cycles of a newer specification, so texts stand alone. */
function generated(seed: number, n: number, locales: string[]): void {
  const c = new Choices(seed);
  for (let i = 0; i < n; i++) {
    const locale = c.pick(locales);
    const o = options(c);
    const ms = moment(c);
    const to = ms + Math.floor(10 ** (c.number() * 11.5));
    const label = `${locale} ${JSON.stringify(o)} ${ms}`;
    const format = new Intl.DateTimeFormat(locale, o);
    record(format.format(ms), label);
    record(format.formatToParts(ms).map((p) => `${p.type}=${p.value}`).join("|"), `${label} parts`);
    if (to <= 8.64e15) record(format.formatRange(ms, to), `${label} to ${to}`);
  }
}

test("formats of dates in English and Swedish", () => generated(1, 2000, main));
test("formats of dates in other locales", () => generated(2, 2000, others));

test("what was resolved", () => {
  const c = new Choices(3);
  for (let i = 0; i < 500; i++) {
    const locale = c.pick(main);
    const o = options(c);
    record(new Intl.DateTimeFormat(locale, o).resolvedOptions(), `${locale} ${JSON.stringify(o)}`);
  }
});

test("parts of ranges", () => {
  const c = new Choices(4);
  for (let i = 0; i < 300; i++) {
    const locale = c.pick(main);
    const o = options(c);
    const from = Math.floor(c.number() * 2e12);
    const to = from + Math.floor(10 ** (c.number() * 11.5));
    const parts = (new Intl.DateTimeFormat(locale, o) as any).formatRangeToParts(from, to);
    record(parts.map((p: any) => `${p.source}.${p.type}=${p.value}`).join("|"), `${locale} ${JSON.stringify(o)} ${from} ${to}`);
  }
});

/** A locale, and a form of the zone's name. */
const named = [["en-US", "short"], ["en-US", "long"], ["en-GB", "short"], ["sv-SE", "long"], ["en-US", "longOffset"], ["en-US", "longGeneric"], ["en-US", "shortGeneric"]] as const;

test("names of all time zones, in summer and in winter", () => {
  for (const [i, zone] of places.entries()) {
    const format = (locale: string, timeZoneName: (typeof named)[number][1]) => new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName, hour: "numeric", minute: "numeric" });
    for (const [locale, name] of named.slice(0, i % 4 ? 2 : named.length)) {
      const f = format(locale, name);
      record(`${f.format(Date.UTC(2024, 0, 15))} ${f.format(Date.UTC(2024, 6, 15))}`, `${zone} ${locale} ${name}`);
    }
  }
});

test("supportedValuesOf lists the zones of Node", { on: ["host", "node"] }, () => {
  record((Intl as any).supportedValuesOf("timeZone"));
});

test("the zones' names are found by any name, in any case", () => {
  for (const zone of ["utc", "GMT", "Etc/UTC", "Etc/GMT", "Zulu", "asia/kolkata", "Asia/Calcutta", "Europe/Kyiv", "europe/stockholm", "US/Pacific", "EST", "EST5EDT", "Etc/GMT-14", "America/Buenos_Aires", "Asia/Saigon", "GB", "Singapore"]) {
    outcomeName(() => new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone, zone);
  }
  for (const zone of ["", "Mars/Phobos", "Etc/Unknown", "GMT+25", "+25:00", "Europe", "PST"]) {
    outcomeName(() => new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone, zone);
  }
});

test("offsets as time zones", { needs: () => runtime === "bun" }, () => {
  for (const zone of ["+05:30", "-08:00", "+0100", "-03", "+00:00", "+23:59"]) {
    const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, dateStyle: "short", timeStyle: "long" });
    outcome(() => format.resolvedOptions().timeZone, zone);
    outcome(() => format.format(Date.UTC(2024, 0, 15)), zone);
  }
});

test("daylight saving begins and ends", () => {
  const edges: [string, number[]][] = [
    ["America/New_York", [Date.UTC(2026, 2, 8, 7), Date.UTC(2026, 10, 1, 6), Date.UTC(1999, 3, 4, 7), Date.UTC(2045, 10, 5, 6)]],
    ["Europe/Stockholm", [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1), Date.UTC(1995, 8, 24, 1)]],
    ["Australia/Lord_Howe", [Date.UTC(2026, 3, 4, 15), Date.UTC(2026, 9, 3, 15, 30)]],
    ["America/Sao_Paulo", [Date.UTC(2018, 10, 4, 3), Date.UTC(2019, 1, 17, 2)]],
    ["Pacific/Apia", [Date.UTC(2011, 11, 30, 10)]],
    ["Europe/Dublin", [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)]],
    ["Africa/Casablanca", [Date.UTC(2024, 2, 10, 2), Date.UTC(2024, 3, 14, 2)]],
  ];
  for (const [timeZone, list] of edges) {
    for (const edge of list) {
      for (const delta of [-3600_000, -1, 0, 1, 3600_000]) {
        for (const locale of ["en-US", "en-GB", "sv-SE"]) {
          record(new Intl.DateTimeFormat(locale, { timeZone, dateStyle: "full", timeStyle: "full" }).format(edge + delta), `${timeZone} ${locale} ${edge + delta}`);
        }
        record(new Date(edge + delta).toLocaleString("sv-SE", { timeZone }));
      }
    }
  }
});

test("years before Christ, and the ends of time", () => {
  for (const locale of main) {
    for (const ms of [-62167219200000, -62167219200001, -62135596800000, -62198755200000, -8.64e15, 8.64e15, -1, 0, 253402300800000]) {
      record(new Date(ms).toLocaleDateString(locale), `${locale} ${ms}`);
      record(new Date(ms).toLocaleDateString(locale, { era: "short", timeZone: "UTC" }), `${locale} ${ms}`);
      record(new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "long", timeZone: "UTC" }).format(ms), `${locale} ${ms}`);
    }
  }
});

test("methods of Date", () => {
  const d = new Date(Date.UTC(2026, 10, 22, 0, 4, 5, 678));
  for (const locale of [undefined, ...main, "de", "fr", "ja", "da", "fi", "nb", ["en-CA", "sv"], []]) {
    for (const o of [undefined, {}, { hour12: false }, { timeZone: "America/Los_Angeles" }, { weekday: "long" }, { hour: "2-digit", minute: "2-digit" }, { month: "short", day: "numeric" }] as any[]) {
      record(d.toLocaleString(locale as any, o), `${locale} ${JSON.stringify(o)}`);
      record(d.toLocaleDateString(locale as any, o), `${locale} ${JSON.stringify(o)}`);
      record(d.toLocaleTimeString(locale as any, o), `${locale} ${JSON.stringify(o)}`);
    }
  }
  record(d.toLocaleDateString("en-US", { dateStyle: "medium" }));
  record(d.toLocaleTimeString("en-US", { timeStyle: "short" }));
  outcomeName(() => d.toLocaleTimeString("en-US", { dateStyle: "short" }));
  outcomeName(() => d.toLocaleDateString("en-US", { timeStyle: "short" }));
  record([String(d), d.toString(), d.toTimeString(), `${d}`, d + ""]);
  record([String(new Date(NaN)), new Date(NaN).toLocaleString(), new Date(NaN).toLocaleDateString("xx", {}), new Date(NaN).toTimeString()]);
  record([new Date(-62198755200000).toString(), new Date(8.64e15).toString()]);
  outcomeName(() => Date.prototype.toLocaleString.call({} as any));
  outcomeName(() => Date.prototype.toString.call({} as any));
  for (const name of ["toLocaleString", "toLocaleDateString", "toLocaleTimeString", "toString", "toTimeString"]) {
    const p = Object.getOwnPropertyDescriptor(Date.prototype, name)!;
    record([p.value.name, p.value.length, p.enumerable, p.writable, p.configurable], name);
  }
});

test("what existing scripts ask for", () => {
  const d = new Date("2026-01-05T04:30:00Z");
  record(new Intl.DateTimeFormat("en-CA", { timeZone: "America/Los_Angeles" }).format(d));
  record(new Intl.DateTimeFormat("en-CA", { timeZone: "America/Los_Angeles", year: "numeric", month: "2-digit", day: "2-digit" }).format(d));
  record(new Intl.DateTimeFormat("en-US", { timeZone: "America/Los_Angeles", hour: "numeric", hour12: false }).format(d));
  record(new Intl.DateTimeFormat("en-US", { timeZone: "America/Los_Angeles", hour: "2-digit", minute: "2-digit", hourCycle: "h23", weekday: "short" }).formatToParts(d));
  record(d.toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit", timeZone: "America/Los_Angeles" }));
  record(d.toLocaleString("en-US", { timeZone: "America/Los_Angeles", dateStyle: "medium", timeStyle: "short" }));
  record(d.toLocaleDateString("en-US", { weekday: "short", month: "short", day: "numeric" }));
});

test("wrong options", () => {
  const make = (locale: any, o?: any) => outcomeName(() => new Intl.DateTimeFormat(locale, o).format(0), `${String(locale)} ${JSON.stringify(o)}`);
  make("en", { month: "big" });
  make("en", { dateStyle: "short", month: "long" });
  make("en", { fractionalSecondDigits: 4 });
  make("en", { fractionalSecondDigits: 0 });
  make("en", { hourCycle: "h25" });
  make("en", { timeZone: "Nowhere" });
  make("en", { timeZoneName: "none" });
  make("en", null);
  make("en", 5);
  make(null);
  make(5);
  make("x");
  make("en_US");
  make("");
  make([5]);
  make(["en-US", "a"]);
  make({ length: 1, 0: "sv" });
  make("tlh");
  make(["tlh", "sv"]);
  outcomeName(() => new Intl.DateTimeFormat("en").format(NaN));
  outcomeName(() => new Intl.DateTimeFormat("en").format(8.64e15 + 1));
  outcomeName(() => new Intl.DateTimeFormat("en").formatRange(undefined as any, 0));
  outcomeName(() => (Intl.DateTimeFormat.prototype as any).formatToParts.call({}));
});

test("the shape of the class", () => {
  const D: any = Intl.DateTimeFormat;
  record([D.name, D.length, typeof D, D("en") instanceof D, Object.prototype.toString.call(new D()), D.supportedLocalesOf(["en-US", "xx", "sv-SE-u-hc-h12"])]);
  const { format } = new D("en-US", { timeZone: "UTC" });
  record([0].map(format));
  class Sub extends D {}
  record([new (Sub as any)("en") instanceof Sub, new (Sub as any)("en", { timeZone: "UTC" }).format(0)]);
  record(new D("en-US-u-hc-h23", { hour: "numeric", timeZone: "UTC" }).resolvedOptions());
  record(new D("sv-SE-u-ca-gregory-nu-latn", { timeZone: "UTC" }).format(0));
  record(Object.getOwnPropertyNames(D.prototype).sort());
});

test("what the host cannot do, it says", { on: ["host"] }, () => {
  throws(() => new Intl.DateTimeFormat("th"), { name: "RangeError", message: /the host has no data for the locale "th"/ });
  throws(() => new Intl.DateTimeFormat("ar-EG"), { name: "RangeError", message: /"ar-EG"/ });
  throws(() => new Intl.DateTimeFormat("en", { calendar: "buddhist" }), { name: "RangeError", message: /calendar/ });
  throws(() => new Intl.DateTimeFormat("en-u-nu-deva"), { name: "RangeError", message: /numbering system/ });
  throws(() => new Date(0).toLocaleString("fa-IR"), { name: "RangeError" });
  equal(Intl.DateTimeFormat.supportedLocalesOf(["th", "sv"]), ["sv"]);
});
