// Errors with Node's codes and messages.

/** The part of a message that says what was given instead. */
export function received(value: unknown): string {
  if (value == null) return ` Received ${value}`;
  if (typeof value === "function") return value.name ? ` Received function ${value.name}` : " Received function ";
  if (typeof value === "object") {
    const name = (value as object).constructor?.name;
    return name ? ` Received an instance of ${name}` : ` Received [Object: null prototype] {}`;
  }
  let text = typeof value === "string" ? `'${value}'` : typeof value === "bigint" ? `${value}n` : String(value);
  if (text.length > 28) text = `${text.slice(0, 25)}...`;
  return ` Received type ${typeof value} (${text})`;
}

/** An error of the class given whose code is an own property and part of its stack, as Node's are. */
export function coded<T extends Error>(Class: new (message: string) => T, code: string, message: string): T & { code: string } {
  const e = new Class(message) as T & { code: string };
  e.code = code;
  if (typeof e.stack === "string") {
    const stack = e.stack.replace(`${e.name}: `, `${e.name} [${code}]: `);
    Object.defineProperty(e, "stack", { value: stack, writable: true, configurable: true });
  }
  return e;
}

const kinds = new Set(["string", "function", "number", "object", "boolean", "bigint", "symbol", "undefined", "null", "Function", "Object"]);

function list(words: string[]): string {
  if (words.length > 2) return `${words.slice(0, -1).join(", ")}, or ${words[words.length - 1]}`;
  return words.join(" or ");
}

/** ERR_INVALID_ARG_TYPE: `expected` are names of types and classes. */
export function invalidArgType(name: string, expected: string | string[], actual: unknown): TypeError & { code: string } {
  const all = Array.isArray(expected) ? expected : [expected];
  const types = all.filter((x) => kinds.has(x)).map((x) => x.toLowerCase());
  const classes = all.filter((x) => !kinds.has(x) && /^[A-Z]/.test(x));
  const others = all.filter((x) => !kinds.has(x) && !/^[A-Z]/.test(x));
  // "an instance of Object" reads badly, so objects are kept among the types unless a class stands there too.
  if (classes.length > 0 && types.includes("object")) {
    types.splice(types.indexOf("object"), 1);
    classes.push("Object");
  }
  const parts: string[] = [];
  if (types.length > 0) parts.push(`${types.length > 1 ? "one of type" : "of type"} ${list(types)}`);
  if (classes.length > 0) parts.push(`an instance of ${list(classes)}`);
  if (others.length > 0) parts.push(others.length > 1 ? `one of ${list(others)}` : others[0]!);
  const noun = name.endsWith(" argument") ? `The ${name}` : `The "${name}" ${name.includes(".") ? "property" : "argument"}`;
  return coded(TypeError, "ERR_INVALID_ARG_TYPE", `${noun} must be ${parts.join(" or ")}.${received(actual)}`);
}

/** ERR_INVALID_ARG_VALUE. */
export function invalidArgValue(name: string, value: unknown, reason = "is invalid"): TypeError & { code: string } {
  let text = typeof value === "string" ? `'${value}'` : String(value);
  if (text.length > 128) text = `${text.slice(0, 128)}...`;
  return coded(TypeError, "ERR_INVALID_ARG_VALUE", `The ${name.includes(".") ? "property" : "argument"} '${name}' ${reason}. Received ${text}`);
}

function underscored(n: unknown): string {
  if (typeof n !== "number" && typeof n !== "bigint") return String(n);
  const text = String(n);
  if (!Number.isInteger(Number(n)) || Math.abs(Number(n)) <= 2 ** 32) return typeof n === "bigint" ? `${text}n` : text;
  const grouped = text.replace(/\B(?=(\d{3})+$)/g, "_");
  return typeof n === "bigint" ? `${grouped}n` : grouped;
}

/** ERR_OUT_OF_RANGE: `range` is a phrase such as ">= 0 && <= 255". */
export function outOfRange(name: string, range: string, actual: unknown): RangeError & { code: string } {
  return coded(RangeError, "ERR_OUT_OF_RANGE", `The value of "${name}" is out of range. It must be ${range}. Received ${underscored(actual)}`);
}

export function wantString(value: unknown, name: string): asserts value is string {
  if (typeof value !== "string") throw invalidArgType(name, "string", value);
}

export function wantFunction(value: unknown, name: string): asserts value is (...args: any[]) => any {
  if (typeof value !== "function") throw invalidArgType(name, "function", value);
}

export function wantObject(value: unknown, name: string): asserts value is object {
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw invalidArgType(name, "Object", value);
}

export function wantInteger(value: unknown, name: string, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): asserts value is number {
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
  if (!Number.isInteger(value)) throw outOfRange(name, "an integer", value);
  if (value < min || value > max) throw outOfRange(name, `>= ${min} && <= ${max}`, value);
}

/** AbortError, as Node makes it. */
export function abortError(reason?: unknown): Error {
  const e = coded(Error, "ABORT_ERR", "The operation was aborted");
  e.name = "AbortError";
  if (reason !== undefined) Object.defineProperty(e, "cause", { value: reason, configurable: true, writable: true });
  return e;
}

/** What the host will not do for a script, and why. */
export function refused(what: string, why: string): Error & { code: string } {
  return coded(Error, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", `${what} is refused: ${why}`);
}
