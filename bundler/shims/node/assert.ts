// node:assert.
import { inspect } from "node:util";
import { isDeepEqual } from "host:internal/deep-equal";
import { invalidArgType, wantFunction } from "host:internal/node-errors";

type Any = any;

export class AssertionError extends Error {
  code = "ERR_ASSERTION";
  actual: Any;
  expected: Any;
  operator: string;
  generatedMessage: boolean;
  constructor(options: Any) {
    if (options === null || typeof options !== "object") throw invalidArgType("options", "Object", options);
    super(options.message !== undefined ? String(options.message) : describe(options));
    this.generatedMessage = options.message === undefined;
    this.actual = options.actual;
    this.expected = options.expected;
    this.operator = options.operator;
    Object.defineProperty(this, "name", { value: "AssertionError", configurable: true, writable: true });
  }
  override toString(): string { return `${this.name} [${this.code}]: ${this.message}`; }
}

const phrases: Record<string, string> = {
  deepStrictEqual: "Expected values to be strictly deep-equal:", strictEqual: "Expected values to be strictly equal:", deepEqual: "Expected values to be loosely deep-equal:",
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:', notStrictEqual: 'Expected "actual" to be strictly unequal to:', notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
};

const show = (v: Any): string => inspect(v, { compact: false, depth: 1000, sorted: true, maxArrayLength: Infinity, breakLength: Infinity } as Any);

function describe({ actual, expected, operator }: Any): string {
  const a = show(actual);
  const e = show(expected);
  if (operator === "==" || operator === "!=") return `${a} ${operator} ${e}`;
  const phrase = phrases[operator];
  if (!phrase) return `${inspect(actual)} ${operator} ${inspect(expected)}`;
  if (operator.startsWith("not")) return a.includes("\n") ? `${phrase}\n\n${a}\n` : `${phrase} ${a}`;
  if (!a.includes("\n") && !e.includes("\n") && a !== e && operator === "strictEqual") return `${phrase}\n\n${a} !== ${e}\n`;
  return `${phrase}\n\n${diff(a.split("\n"), e.split("\n"))}\n`;
}

/** The lines of two texts, those that differ marked. */
function diff(a: string[], e: string[]): string {
  const out: string[] = ["+ actual - expected", ""];
  let start = 0;
  while (start < a.length && start < e.length && a[start] === e[start]) out.push(`  ${a[start++]}`);
  let end = 0;
  while (end < a.length - start && end < e.length - start && a[a.length - 1 - end] === e[e.length - 1 - end]) end++;
  for (const l of a.slice(start, a.length - end)) out.push(`+ ${l}`);
  for (const l of e.slice(start, e.length - end)) out.push(`- ${l}`);
  for (const l of a.slice(a.length - end)) out.push(`  ${l}`);
  return out.join("\n");
}

function fails(actual: Any, expected: Any, message: Any, operator: string): never {
  if (message instanceof Error) throw message;
  throw new AssertionError({ actual, expected, message, operator });
}

function assert(...args: Any[]): void {
  ok(...args);
}

export function ok(...args: Any[]): void {
  if (args.length === 0) throw new AssertionError({ message: "No value argument passed to `assert.ok()`", operator: "==" });
  if (args[0]) return;
  if (args[1] instanceof Error) throw args[1];
  throw new AssertionError({ actual: args[0], expected: true, operator: "==", message: args[1] ?? "The expression evaluated to a falsy value" });
}

export function fail(message?: Any): never {
  if (message instanceof Error) throw message;
  throw new AssertionError({ message: message ?? "Failed", operator: "fail" });
}

/* eslint-disable eqeqeq */
export const equal = (a: Any, e: Any, m?: Any): void => { if (a != e && !(a !== a && e !== e)) fails(a, e, m, "=="); };
export const notEqual = (a: Any, e: Any, m?: Any): void => { if (a == e || (a !== a && e !== e)) fails(a, e, m, "!="); };
export const strictEqual = (a: Any, e: Any, m?: Any): void => { if (!Object.is(a, e)) fails(a, e, m, "strictEqual"); };
export const notStrictEqual = (a: Any, e: Any, m?: Any): void => { if (Object.is(a, e)) fails(a, e, m, "notStrictEqual"); };
export const deepEqual = (a: Any, e: Any, m?: Any): void => { if (!isDeepEqual(a, e, false)) fails(a, e, m, "deepEqual"); };
export const notDeepEqual = (a: Any, e: Any, m?: Any): void => { if (isDeepEqual(a, e, false)) fails(a, e, m, "notDeepEqual"); };
export const deepStrictEqual = (a: Any, e: Any, m?: Any): void => { if (!isDeepEqual(a, e, true)) fails(a, e, m, "deepStrictEqual"); };
export const notDeepStrictEqual = (a: Any, e: Any, m?: Any): void => { if (isDeepEqual(a, e, true)) fails(a, e, m, "notDeepStrictEqual"); };

/** Checks a thrown value against a class, a pattern, a predicate or an object of properties. */
function check(thrown: Any, expected: Any, message: Any, operator: string): void {
  if (expected === undefined) return;
  if (expected instanceof RegExp) {
    if (!expected.test(String(thrown))) fails(thrown, expected, message ?? `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(String(thrown))}\n`, operator);
    return;
  }
  if (typeof expected === "function") {
    if (expected.prototype !== undefined && thrown instanceof expected) return;
    if (Error.isPrototypeOf(expected) || expected === Error) {
      if (message !== undefined) fails(thrown, expected, message, operator);
      throw thrown;
    }
    if (expected.call({}, thrown) === true) return;
    fails(thrown, expected, message ?? `The ${expected.name ? `"${expected.name}" ` : ""}validation function is expected to return "true".`, operator);
  }
  for (const key of [...Object.keys(expected), ...(expected instanceof Error ? ["name", "message"] : [])]) {
    const want = expected[key];
    const got = thrown?.[key];
    if (want instanceof RegExp && typeof got === "string" ? want.test(got) : isDeepEqual(got, want, true)) continue;
    fails(thrown, expected, message, operator);
  }
}

function missing(expected: Any, message: Any, what: string, operator: string): never {
  const name = typeof expected === "function" && expected.name ? ` (${expected.name})` : "";
  const extra = typeof message === "string" ? `: ${message}` : ".";
  if (message instanceof Error) throw message;
  throw new AssertionError({ actual: undefined, expected, operator, message: `Missing expected ${what}${name}${extra}` });
}

const sorted = (expected: Any, message: Any): [Any, Any] => (typeof expected === "string" ? [undefined, expected] : [expected, message]);

export function throws(f: Any, expected?: Any, message?: Any): void {
  wantFunction(f, "fn");
  [expected, message] = sorted(expected, message);
  let thrown: Any;
  let caught = false;
  try {
    f();
  } catch (e) {
    thrown = e;
    caught = true;
  }
  if (!caught) missing(expected, message, "exception", "throws");
  check(thrown, expected, message, "throws");
}

export async function rejects(promise: Any, expected?: Any, message?: Any): Promise<void> {
  [expected, message] = sorted(expected, message);
  let thrown: Any;
  let caught = false;
  try {
    await (typeof promise === "function" ? promise() : promise);
  } catch (e) {
    thrown = e;
    caught = true;
  }
  if (!caught) missing(expected, message, "rejection", "rejects");
  check(thrown, expected, message, "rejects");
}

export function doesNotThrow(f: Any, expected?: Any, message?: Any): void {
  wantFunction(f, "fn");
  [expected, message] = sorted(expected, message);
  try {
    f();
  } catch (e: Any) {
    fails(e, expected, `Got unwanted exception${message ? `: ${message}` : "."}\nActual message: "${e?.message}"`, "doesNotThrow");
  }
}

export async function doesNotReject(promise: Any, expected?: Any, message?: Any): Promise<void> {
  [expected, message] = sorted(expected, message);
  try {
    await (typeof promise === "function" ? promise() : promise);
  } catch (e: Any) {
    fails(e, expected, `Got unwanted rejection${message ? `: ${message}` : "."}\nActual message: "${e?.message}"`, "doesNotReject");
  }
}

export function ifError(value: Any): void {
  if (value === null || value === undefined) return;
  throw new AssertionError({ actual: value, expected: null, operator: "ifError", message: `ifError got unwanted exception: ${value instanceof Error ? value.message : inspect(value)}` });
}

export function match(text: Any, pattern: RegExp, message?: Any): void {
  if (!(pattern instanceof RegExp)) throw invalidArgType("regexp", "RegExp", pattern);
  if (typeof text !== "string" || !pattern.test(text)) fails(text, pattern, message ?? `The input did not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`, "match");
}

export function doesNotMatch(text: Any, pattern: RegExp, message?: Any): void {
  if (typeof text === "string" && pattern.test(text)) fails(text, pattern, message ?? `The input was expected to not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`, "doesNotMatch");
}

const members = { fail, ok, equal, notEqual, strictEqual, notStrictEqual, deepEqual, notDeepEqual, deepStrictEqual, notDeepStrictEqual, throws, rejects, doesNotThrow, doesNotReject, ifError, match, doesNotMatch, AssertionError };
export const strict: Any = Object.assign((...args: Any[]) => ok(...args), members, { equal: strictEqual, notEqual: notStrictEqual, deepEqual: deepStrictEqual, notDeepEqual: notDeepStrictEqual });
strict.strict = strict;
export default Object.assign(assert, members, { strict });
