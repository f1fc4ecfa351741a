/** The errors a function throws and catches, and their form on the wire. */

import { parseMilliseconds } from "./duration";
import { stringify } from "./json";

/** Ends the run, or the step, without another attempt. */
export class NonRetriableError extends Error {
  declare cause: unknown;
  constructor(message: string, options?: { cause?: unknown }) {
    super(message);
    this.cause = options?.cause;
    this.name = "NonRetriableError";
  }
}

/** Asks for the next attempt at a given time. */
export class RetryAfterError extends Error {
  declare cause: unknown;
  /** The `Retry-After` header: whole seconds, or an ISO 8601 time. */
  readonly retryAfter: string;

  /** @param retryAfter milliseconds, a text such as `"30s"`, or a Date. */
  constructor(message: string, retryAfter: number | string | Date, options?: { cause?: unknown }) {
    super(message);
    this.name = "RetryAfterError";
    if (retryAfter instanceof Date) {
      this.retryAfter = retryAfter.toISOString();
    } else {
      const ms = typeof retryAfter === "string" ? parseMilliseconds(retryAfter) : retryAfter;
      const seconds = Math.ceil((ms ?? NaN) / 1000);
      if (!Number.isFinite(seconds)) {
        throw new Error("retryAfter must be a number of milliseconds, a ms-compatible string, or a Date");
      }
      this.retryAfter = String(seconds);
    }
    this.cause = options?.cause;
  }
}

/**
 * What awaiting a step throws when the step has failed for good. Its name,
 * message and stack are those of the step's own error, whose class is lost.
 */
export class StepError extends Error {
  declare cause: unknown;
  /** @param stepId the step's id, with its index when the id repeats. */
  constructor(
    readonly stepId: string,
    error: unknown,
  ) {
    const plain: any = parseSerialized(error) ?? error ?? {};
    super(text(plain.message) ?? "Unknown error");
    this.name = text(plain.name) ?? "Error";
    const stack = text(plain.stack);
    Object.defineProperty(this, "stack", { value: stack, writable: true, configurable: true });
    this.cause = plain.cause ? deserializeError(plain.cause, true) : undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** An error on the wire. */
export interface SerializedError {
  name: string;
  message: string;
  stack: string;
  code?: unknown;
  cause?: unknown;
  __serialized: true;
}

const copied = ["name", "message", "stack", "code", "cause"] as const;
const maxDepth = 5;

/**
 * The wire form of anything thrown. Objects already in that form are kept.
 *
 * @param allowUnknown gives back a value that is no error, instead of an error
 *   made from it; so a cause may be any value.
 */
export function serializeError(subject: unknown, allowUnknown = false): any {
  try {
    const already = parseSerialized(subject);
    if (already) return already;
    if (typeof subject !== "object" || subject === null) {
      if (allowUnknown) return subject;
      return fromText(typeof subject === "string" ? subject : stringify(subject));
    }
    const plain: any = {};
    for (const key of copied) if (key in subject) plain[key] = (subject as any)[key];
    if (!plain.name && allowUnknown) return subject;
    plain.name ||= "Error";
    plain.message ||= stringify(subject) || "Unknown error; error serialization could not find a message.";
    plain.stack ||= "";
    plain.__serialized = true;
    let at = plain;
    for (let depth = 0; depth < maxDepth && at.cause; depth++) {
      const cause = serializeError(at.cause, true);
      if (typeof cause !== "object" || cause === null) {
        at.cause = cause;
        break;
      }
      at = at.cause = cause === at.cause ? { ...cause } : cause;
    }
    return plain;
  } catch {
    if (allowUnknown) return subject;
    return {
      name: "Could not serialize source error",
      message: "Serializing the source error failed.",
      stack: "",
      __serialized: true,
    };
  }
}

function fromText(message: string | undefined): SerializedError {
  return {
    name: "Error",
    message: message || "{}",
    stack: "",
    __serialized: true,
  };
}

/** The wire form, when the value has it or is its JSON text. */
function parseSerialized(value: unknown): any {
  if (typeof value === "string" && value[0] === "{") {
    let parsed: any;
    try {
      parsed = JSON.parse(value);
    } catch {
      return undefined;
    }
    if (
      parsed?.__serialized === true &&
      typeof parsed.name === "string" &&
      typeof parsed.message === "string" &&
      typeof parsed.stack === "string"
    ) {
      return parsed;
    }
    return undefined;
  }
  if (typeof value === "object" && value !== null && Object.hasOwn(value, "__serialized")) {
    return (value as any).__serialized === true ? value : undefined;
  }
  return undefined;
}

const classes: Record<string, new (message: string) => Error> = {
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
  NonRetriableError,
};

/**
 * The Error that a wire form stands for: of a built-in class or a
 * NonRetriableError by its name, else a plain Error with that name.
 */
export function deserializeError(subject: any, allowUnknown = false): any {
  const isError =
    typeof subject === "object" &&
    subject !== null &&
    Object.hasOwn(subject, "name") &&
    Object.hasOwn(subject, "message");
  if (!isError) {
    if (allowUnknown) return subject;
    const error = new Error("Unknown error; could not reserialize");
    Object.defineProperty(error, "stack", { value: undefined, writable: true, configurable: true });
    return error;
  }
  const Class = Object.hasOwn(classes, subject.name) ? classes[subject.name]! : Error;
  const error = new Class("");
  for (const key of copied) {
    if (!(key in subject)) continue;
    const value = key === "cause" ? deserializeError(subject.cause, true) : subject[key];
    Object.defineProperty(error, key, {
      value,
      enumerable: key === "code",
      configurable: true,
      writable: true,
    });
  }
  return error;
}

/** The hashed ids of the steps whose recorded failures these objects are. */
const memoized = new WeakMap<object, string>();

/** The error a replay rejects with for a recorded failure. */
export function memoizedError(id: string, hashed: string, error: unknown): StepError {
  const made = new StepError(id, error);
  memoized.set(made, hashed);
  return made;
}

/**
 * What the engine needs to know of anything thrown: its wire form, whether it
 * forbids another attempt, when it wants one, and the recorded failure it is.
 */
export function describeError(thrown: unknown): string {
  const fault: any = thrown;
  const isObject = typeof thrown === "object" && thrown !== null;
  const noRetry = isObject && (thrown instanceof NonRetriableError || fault.name === "NonRetriableError");
  let retryAfter: string | undefined;
  if (isObject && !noRetry && (thrown instanceof RetryAfterError || fault.name === "RetryAfterError")) {
    if (fault.retryAfter != null) retryAfter = String(fault.retryAfter);
  }
  return stringify({
    error: serializeError(thrown === undefined ? "undefined" : thrown),
    noRetry,
    retryAfter,
    memoized: isObject ? memoized.get(fault) : undefined,
  })!;
}
