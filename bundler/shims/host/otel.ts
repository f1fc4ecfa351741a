/// <reference path="./internal/natives.d.ts" />
// host:otel; its declarations are in jsapi/otel/otel.d.ts.
import { emit } from "host:internal/otel";

type Event = Record<string, unknown> & { metadata?: unknown };

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

function text(input: Event): string {
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

export async function emitOtelEvent(input: Event): Promise<object> {
  try {
    return JSON.parse(await emit(text(input)));
  } catch (e) {
    console.warn(`emitOtelEvent: ${message(e)}`);
    return { stored: false, dropped: true, dropReason: "invalid", error: message(e) };
  }
}

export async function emitMeasuredOtelEvent<T>(input: Event, operation: () => T | Promise<T>): Promise<T> {
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
