/**
 * What a `_test.ts` file imports as "host:test". The same file runs in the
 * host and under Node and Bun; what its tests `record` must be the same
 * everywhere.
 */

/** Which runtime the test runs in. */
export const runtime: "host" | "node" | "bun" = (globalThis as any).__conformance.runtime;

/**
 * The local server that fetch is tested against, as `http://127.0.0.1:port`;
 * see server_test.go for its paths.
 */
export const server: string = (globalThis as any).__conformance.server;

/**
 * A Redis server of the test run's own, as `redis://127.0.0.1:port`. Its
 * database 9 is the one of "host:redis" and the gateway.
 */
export const redis: string = (globalThis as any).__conformance.redis;

/**
 * Three Redis servers of the test run's own that are a cluster, as
 * `127.0.0.1:port`; none where no real server is installed.
 */
export const cluster: string[] = (globalThis as any).__conformance.cluster ?? [];

/**
 * A sentinel of the test run's own, as `127.0.0.1:port`, which knows a server
 * and its replica by the name "bus"; none where no real server is installed.
 */
export const sentinel: string = (globalThis as any).__conformance.sentinel ?? "";

/** A folder of the test file's own, which is removed afterwards. */
export const folder: string = (globalThis as any).__conformance.folder;

export interface Options {
  /** Where the test runs; everywhere unless said. */
  on?: ("host" | "node" | "bun")[];
  /**
   * Says whether a peer has what is tested: an older Node may not. It is
   * asked in the peers only; the host has what it is tested for.
   */
  needs?: () => unknown;
}

interface Test {
  name: string;
  options: Options;
  run: () => unknown;
}

const tests: Test[] = [];
let records: [label: string, value: string][] = [];

/** Declares a test. Tests of a file run one after the other, in order. */
export function test(name: string, run: () => unknown): void;
export function test(name: string, options: Options, run: () => unknown): void;
export function test(name: string, a: Options | (() => unknown), b?: () => unknown): void {
  tests.push(typeof a === "function" ? { name, options: {}, run: a } : { name, options: a, run: b! });
}

/**
 * Notes a value that must be the same in every runtime. The label names it in
 * reports and in the list of known differences; it is its number unless given.
 */
export function record(value: unknown, label?: string): void {
  records.push([label ?? String(records.length), show(value)]);
}

/** Records what f gives, or the error that it throws: its name, code and message. */
export function outcome(f: () => unknown, label?: string): void {
  try {
    record(f(), label);
  } catch (e) {
    record(e, label);
  }
}

/** Records what f throws by the error's name alone, for messages that differ. */
export function outcomeName(f: () => unknown, label?: string): void {
  try {
    record(f(), label);
  } catch (e: any) {
    record(`throws ${e?.name ?? typeof e}`, label);
  }
}

/** A failed expectation. */
export class Failure extends Error {
  override name = "Failure";
}

/** Fails unless value is true in a condition. */
export function ok(value: unknown, message = "want a true value"): asserts value {
  if (!value) throw new Failure(`${message}, got ${show(value)}`);
}

/** Fails unless got and want are the same in every part. */
export function equal<T>(got: T, want: T, message?: string): void {
  const g = show(got);
  const w = show(want);
  if (g !== w) throw new Failure(`${message ? message + ": " : ""}got ${g}, want ${w}`);
}

/** Fails unless f throws an error with the fields given. */
export function throws(f: () => unknown, want: Expected = {}): any {
  let result: unknown;
  try {
    result = f();
  } catch (e) {
    return expected(e, want);
  }
  throw new Failure(`nothing was thrown; got ${show(result)}, want an error ${show(want)}`);
}

/** Fails unless the promise is rejected with an error with the fields given. */
export async function rejects(promise: Promise<unknown>, want: Expected = {}): Promise<any> {
  let result: unknown;
  try {
    result = await promise;
  } catch (e) {
    return expected(e, want);
  }
  throw new Failure(`the promise was not rejected; got ${show(result)}, want an error ${show(want)}`);
}

export interface Expected {
  name?: string;
  code?: unknown;
  message?: string | RegExp;
}

function expected(e: any, want: Expected): any {
  for (const key of Object.keys(want) as (keyof Expected)[]) {
    const w = want[key];
    const g = e?.[key];
    const same = w instanceof RegExp ? w.test(String(g)) : g === w;
    if (!same) throw new Failure(`the error's ${key}: got ${show(g)}, want ${w instanceof RegExp ? String(w) : show(w)} in ${e?.stack ?? show(e)}`);
  }
  return e;
}

/** A value as text, so that values from different runtimes can be compared. */
export function show(value: unknown, open: unknown[] = []): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "bigint":
      return `${value}n`;
    case "function":
      return `function ${value.name}`;
    case "object":
      break;
    default:
      return String(value);
  }
  if (value === null) return "null";
  if (open.includes(value)) return "<cycle>";
  const inner = [...open, value];
  const each = (v: unknown) => show(v, inner);
  if (value instanceof Error) {
    const code = (value as any).code;
    const cause = (value as any).cause;
    return `${value.name}${typeof code === "string" ? ` [${code}]` : ""}: ${value.message}${cause === undefined ? "" : ` (cause ${each(cause)})`}`;
  }
  if (Array.isArray(value)) return `[${Array.from(value, each).join(", ")}]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Date(invalid)" : `Date(${value.toISOString()})`;
  if (value instanceof RegExp) return String(value);
  if (value instanceof Map) return `Map{${[...value].map(([k, v]) => `${each(k)} => ${each(v)}`).join(", ")}}`;
  if (value instanceof Set) return `Set{${[...value].map(each).join(", ")}}`;
  if (value instanceof ArrayBuffer) return `ArrayBuffer(${hex(new Uint8Array(value))})`;
  if (value instanceof Uint8Array) return `bytes(${hex(value)})`;
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${hex(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))})`;
  const fields = Object.keys(value).map((key) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)}: ${each((value as any)[key])}`);
  return fields.length ? `{ ${fields.join(", ")} }` : "{}";
}

function hex(bytes: Uint8Array): string {
  let out = "";
  for (const b of bytes) out += (b < 16 ? "0" : "") + b.toString(16);
  return out;
}

/** The runner calls this when the file has been evaluated. */
(globalThis as any).__conformance.run = async (report: (line: string) => void) => {
  const say = (message: object) => report(JSON.stringify(message));
  for (const t of tests) {
    if (t.options.on && !t.options.on.includes(runtime)) {
      say({ test: t.name, skipped: `runs on ${t.options.on.join(", ")} only` });
      continue;
    }
    if (runtime !== "host" && t.options.needs && !t.options.needs()) {
      say({ test: t.name, skipped: `this ${runtime} does not have it` });
      continue;
    }
    say({ test: t.name, started: true });
    records = [];
    let failure: object | undefined;
    try {
      await t.run();
    } catch (e: any) {
      failure = { name: String(e?.name), message: String(e?.message ?? e), stack: String(e?.stack ?? "") };
    }
    say({ test: t.name, records, failure });
  }
  say({ done: true });
};
