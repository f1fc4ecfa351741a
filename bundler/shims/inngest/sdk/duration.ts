/**
 * Durations and times as the Inngest server reads them: `"2h30m"` for a span,
 * an ISO 8601 text for a moment.
 */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;
const year = 365.25 * day;

/** Milliseconds per unit, by every name that the `ms` package gives it. */
const units: Record<string, number> = {};
for (const [names, value] of [
  ["ms msec msecs millisecond milliseconds", 1],
  ["s sec secs second seconds", second],
  ["m min mins minute minutes", minute],
  ["h hr hrs hour hours", hour],
  ["d day days", day],
  ["w week weeks", week],
  ["y yr yrs year years", year],
] as const) {
  for (const name of names.split(" ")) units[name] = value;
}

const pattern = /^(-?(?:\d+)?\.?\d+) *([a-z]+)?$/i;

/**
 * The milliseconds a text such as `"1.5h"`, `"2 days"` or `"500"` means, or
 * `undefined` when it means none.
 */
export function parseMilliseconds(text: string): number | undefined {
  if (text === "") throw new Error(`want a duration such as "10s" or a number of milliseconds, got ""`);
  if (text.length > 100) return undefined;
  const match = pattern.exec(text);
  if (!match) return undefined;
  const unit = units[(match[2] ?? "ms").toLowerCase()];
  return unit === undefined ? undefined : parseFloat(match[1]!) * unit;
}

function tag(value: unknown): unknown {
  return typeof value === "object" && value !== null ? (value as any)[Symbol.toStringTag] : undefined;
}

export function isTemporalDuration(value: unknown): boolean {
  return tag(value) === "Temporal.Duration";
}

/** Whether the value is a moment of Temporal's: an Instant or a ZonedDateTime. */
export function isTemporalMoment(value: unknown): boolean {
  const name = tag(value);
  return name === "Temporal.Instant" || name === "Temporal.ZonedDateTime";
}

/**
 * The milliseconds of a Temporal.Duration. Days count 24 hours; a duration
 * with weeks, months or years is measured from now, in UTC.
 */
export function temporalMilliseconds(duration: any): number {
  const options: any = { unit: "milliseconds" };
  if (duration.years || duration.months || duration.weeks) {
    options.relativeTo = new Date().toISOString().slice(0, -1);
  }
  return duration.total(options);
}

/** A Date, a date text, a Temporal.Instant or .ZonedDateTime as ISO 8601. */
export function isoString(time: unknown): string {
  if (typeof time === "string") return new Date(time).toISOString();
  if (time instanceof Date) return time.toISOString();
  const name = tag(time);
  if (name === "Temporal.ZonedDateTime") return (time as any).toInstant().toString();
  if (name === "Temporal.Instant") return String(time);
  throw new TypeError("want a Date, a date string, a Temporal.Instant or a Temporal.ZonedDateTime");
}

const spans: [string, number][] = [
  ["w", week],
  ["d", day],
  ["h", hour],
  ["m", minute],
  ["s", second],
];

/**
 * The server's form of a span (`"1d2h"`) or of a moment (ISO 8601).
 *
 * `where` names the argument, for the error when it is neither.
 *
 * The versions of the SDK differ below one second: version 3 gives `""`, no
 * wait at all; version 4 rounds up to `"1s"`.
 */
export function timeString(where: string, input: unknown, dialect: number): string {
  if (input instanceof Date) return input.toISOString();
  if (isTemporalMoment(input)) return isoString(input);
  let left: number | undefined;
  if (typeof input === "string") left = parseMilliseconds(input);
  else if (typeof input === "number") left = input;
  else if (isTemporalDuration(input)) left = temporalMilliseconds(input);
  if (left === undefined || Number.isNaN(left) || left === Infinity) {
    throw new TypeError(
      `${where}: want a duration such as "2h", milliseconds, a Date or a Temporal value, got ${show(input)}`,
    );
  }
  if (dialect >= 4 && left > 0 && left < second) left = second;
  let text = "";
  for (const [suffix, span] of spans) {
    const count = Math.floor(left / span);
    if (count > 0) {
      text += count + suffix;
      left %= span;
    }
  }
  return text;
}

/** A value as a message names it. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return `function ${value.name || "(anonymous)"}`;
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  return String(value);
}
