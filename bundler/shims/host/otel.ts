/// <reference path="./internal/natives.d.ts" />
// host:otel: events about what functions do.
import { emit } from "host:internal/otel";

export type OtelLevel = "debug" | "info" | "warn" | "error" | "fatal";

/** What a script tells of an event; the host fills in the rest. */
export interface OtelEventInput {
  /** A UUID unless given. Sinks keep one event for each id. */
  id?: string;
  /** In milliseconds since 1970; now unless given. */
  timestamp?: number;
  sessionId?: string;
  systemId?: string;
  level: OtelLevel;
  /** Which program: "worker", "webhook". */
  source: string;
  /** Which part of it: "daily-digest". */
  component: string;
  /** What happened: "digest.sent". */
  action: string;
  /** How long it took, in milliseconds. */
  duration_ms?: number;
  success: boolean;
  /** What went wrong; "operation_failed" when success is false and nothing is given. */
  error?: string;
  /** Anything that JSON can hold, up to 64 KiB. */
  metadata?: Record<string, unknown>;
}

/** What became of an event. */
export interface EmitResult {
  /** It is on disk or delivered, for every sink that wants it. */
  stored: boolean;
  eventId?: string;
  /** It is in the worker's memory: the disk takes nothing, or too long. */
  queued?: boolean;
  /** It is not kept; dropReason is "invalid", "debug_backpressure" or "closed". */
  dropped?: boolean;
  dropReason?: string;
  error?: string;
}

const message = (e: unknown): string => {
  try {
    return e instanceof Error ? e.message || e.name : String(e);
  } catch {
    return "an error that has no text";
  }
};

/** How deep metadata may nest. */
const deepest = 64;

/** JSON text of anything: what JSON cannot hold is told as text, and what refuses to be read is left out with the reason. */
function json(value: unknown): string {
  const holders: unknown[] = [];
  const above: unknown[] = [];
  return JSON.stringify(value, function (this: unknown, _key, item: unknown) {
    if (typeof item === "bigint" || typeof item === "function" || typeof item === "symbol") return String(item);
    if (item instanceof Error) return { name: item.name, message: item.message, stack: item.stack };
    if (typeof item !== "object" || item === null) return item;
    while (holders.length > 0 && holders.at(-1) !== this) {
      holders.pop();
      above.pop();
    }
    if (above.includes(item)) return "[circular]";
    if (above.length >= deepest) return "[too deep]";
    const made = item instanceof Map ? Object.fromEntries(item) : item instanceof Set ? [...item] : item;
    holders.push(made);
    above.push(item);
    return made;
  });
}

function text(input: OtelEventInput): string {
  const { metadata, ...rest } = input;
  const error: unknown = rest.error;
  if (error !== undefined && error !== null && typeof error !== "string") rest.error = message(error);
  const event = JSON.stringify(rest);
  if (metadata === undefined || metadata === null) return event;
  let about: string;
  try {
    about = json(metadata) ?? "null";
  } catch (e) {
    about = JSON.stringify({ _unserializable: message(e) });
  }
  return `${event.slice(0, -1)}${event === "{}" ? "" : ","}"metadata":${about}}`;
}

/**
 * Tells of something that happened. It never throws and never rejects: the
 * result says what became of the event. Awaiting it costs a write to the
 * worker's disk, whatever state the sinks are in.
 *
 *     await emitOtelEvent({
 *       level: "info", source: "worker", component: "daily-digest", action: "digest.sent",
 *       success: true, metadata: { recipients: 12 },
 *     });
 */
export async function emitOtelEvent(input: OtelEventInput): Promise<EmitResult> {
  try {
    return JSON.parse(await emit(text(input))) as EmitResult;
  } catch (e) {
    console.warn(`emitOtelEvent: ${message(e)}`);
    return { stored: false, dropped: true, dropReason: "invalid", error: message(e) };
  }
}

/** What emitMeasuredOtelEvent is told; the outcome makes the rest. */
export type MeasuredOtelEventInput = Omit<OtelEventInput, "level" | "success" | "duration_ms" | "error"> & {
  /** The level on success, "info" unless given. A failure is an "error", or "fatal" when that is given. */
  level?: OtelLevel;
};

/**
 * Runs an operation and tells of its end: how long it took, and whether it
 * threw. Gives what the operation gives, and throws what it throws.
 *
 *     const page = await emitMeasuredOtelEvent(
 *       { source: "worker", component: "sync", action: "sync.page_fetched" },
 *       () => fetchPage(cursor),
 *     );
 */
export async function emitMeasuredOtelEvent<T>(input: MeasuredOtelEventInput, operation: () => T | Promise<T>): Promise<T> {
  const began = performance.now();
  const took = () => Math.round((performance.now() - began) * 1000) / 1000;
  let result: T;
  try {
    result = await operation();
  } catch (e) {
    await emitOtelEvent({ ...input, level: input?.level === "fatal" ? "fatal" : "error", success: false, duration_ms: took(), error: message(e) });
    throw e;
  }
  await emitOtelEvent({ ...input, level: input?.level ?? "info", success: true, duration_ms: took() });
  return result;
}
