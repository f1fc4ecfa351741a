// Date where the process's zone is not UTC. The engine leaves it to chance
// what a local time means that does not exist, or comes twice, when clocks
// are changed; ECMA-262 21.4.1.26 says: the offset before the change counts.

import { localOffset } from "host:internal/intl-native";

const Native = Date;
const { UTC, parse: nativeParse } = Native;
const { getTime, setTime } = Native.prototype;
const day = 864e5;

/** The time value of a local time, which is written as a time value in UTC. */
function fromLocal(local: number): number {
  if (!(Math.abs(local) <= 8.64e15 + day)) return NaN;
  const before = localOffset(local - day);
  const a = local - before;
  if (localOffset(a) === before) return a;
  const after = localOffset(local + day);
  const b = local - after;
  return localOffset(b) === after ? b : a;
}

/** Date.parse: what the engine read as a local time is turned into a time value here. */
function parse(text: string): number {
  const t = nativeParse(text);
  if (Number.isNaN(t)) return t;
  for (const zone of ["Z", " UTC"]) {
    const local = nativeParse(text + zone);
    if (Number.isNaN(local)) continue; // the text names a zone itself
    const offset = local - t;
    return offset === localOffset(local - day) || offset === localOffset(local + day) ? fromLocal(local) : t;
  }
  return t;
}

function LocalDate(this: unknown, ...args: unknown[]): unknown {
  if (!new.target) return new Native().toString();
  if (args.length > 1) return Reflect.construct(Native, [fromLocal((UTC as any)(...args))], new.target);
  let value: any = args[0];
  if (args.length === 1 && !(value instanceof Native)) {
    if (typeof value === "object" && value !== null) value = primitive(value);
    if (typeof value === "string") value = parse(value);
    args = [value];
  }
  return Reflect.construct(Native, args, new.target);
}

/** ECMA-262 7.1.1 ToPrimitive, without a preferred type. */
function primitive(value: any): unknown {
  const exotic = value[Symbol.toPrimitive];
  if (exotic !== undefined && exotic !== null) return exotic.call(value, "default");
  for (const name of ["valueOf", "toString"]) {
    const result = typeof value[name] === "function" ? value[name]() : value;
    if (typeof result !== "object" || result === null) return result;
  }
  throw new TypeError("Cannot convert object to primitive value");
}

const setters = { Milliseconds: 1, Seconds: 2, Minutes: 3, Hours: 4, Date: 1, Month: 2, FullYear: 3 };

/** Replaces Date, and its methods that set a local time. */
export function install(): void {
  for (const [name, value] of Object.entries({ name: "Date", length: 7 })) Object.defineProperty(LocalDate, name, { value, configurable: true });
  const statics = {
    now: Native.now,
    UTC,
    parse: { parse: (text: unknown) => parse(`${text}`) }.parse,
  };
  for (const [name, value] of Object.entries(statics)) Object.defineProperty(LocalDate, name, { value, writable: true, configurable: true });
  Object.defineProperty(LocalDate, "prototype", { value: Native.prototype, writable: false });
  const hidden = { writable: true, configurable: true, enumerable: false };
  Object.defineProperty(Native.prototype, "constructor", { value: LocalDate, ...hidden });
  Object.defineProperty(globalThis, "Date", { value: LocalDate, ...hidden });
  for (const [part, length] of Object.entries(setters)) {
    const inUTC: any = (Native.prototype as any)[`setUTC${part}`];
    const name = `set${part}`;
    const value = {
      [name](this: Date, ...args: unknown[]): number {
        const t = getTime.call(this);
        const u = new Native(Number.isNaN(t) ? NaN : t + localOffset(t));
        return setTime.call(this, fromLocal(inUTC.apply(u, args)));
      },
    }[name]!;
    Object.defineProperty(value, "length", { value: length, configurable: true });
    Object.defineProperty(Native.prototype, name, { value, ...hidden });
  }
}
