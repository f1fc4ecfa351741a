/** Sessions: groups that runs belong to, inherited by the runs they start. */

import type { Inngest } from "./client";

const most = 5;

/** The sessions that all of the events agree on, at most five. */
export function propagated(events: any[] | undefined): Record<string, string> {
  let shared: Map<string, string> | undefined;
  for (const event of events ?? []) {
    const own = new Map<string, string>();
    for (const [key, id] of Object.entries(event?.meta?.sessions ?? {})) {
      if (key && id != null) own.set(key, String(id));
    }
    if (!shared) shared = own;
    else for (const [key, id] of shared) if (own.get(key) !== id) shared.delete(key);
    if (shared.size === 0) break;
  }
  const entries = [...(shared ?? [])].sort(([a], [b]) => compare(a, b));
  return Object.fromEntries(entries.slice(0, most));
}

/** The order of the texts' code points, which is that of their UTF-8. */
function compare(a: string, b: string): number {
  const left = Array.from(a, (char) => char.codePointAt(0)!);
  const right = Array.from(b, (char) => char.codePointAt(0)!);
  const end = Math.min(left.length, right.length);
  for (let i = 0; i < end; i++) if (left[i] !== right[i]) return left[i]! - right[i]!;
  return left.length - right.length;
}

function enabled(client: Inngest): boolean {
  const { sessionPropagation } = client.options;
  if (typeof sessionPropagation === "boolean") return sessionPropagation;
  return !/^(0|false|no|off)$/i.test(globalThis.process?.env?.INNGEST_SESSION_PROPAGATION ?? "");
}

/** The event with the run's sessions in it, unless it has some already. */
export function stamp(event: any, client: Inngest, sessions: Record<string, string> | undefined): any {
  if (!sessions || Object.keys(sessions).length === 0 || !enabled(client)) return event;
  return { ...event, meta: { ...event.meta, propagated_sessions: { ...sessions } } };
}

/** The part of an event's `meta` that is sent, its ids as text. */
export function normalizeMeta(meta: any): any {
  if (meta == null) return undefined;
  if (typeof meta !== "object" || Array.isArray(meta)) throw new Error("Event meta must be an object");
  const sessions = normalize(meta.sessions, true);
  const propagated_sessions = normalize(meta.propagated_sessions, false);
  return sessions === undefined && propagated_sessions === undefined ? undefined : { sessions, propagated_sessions };
}

/** @param cuts whether `null` is allowed: it takes a session off. */
function normalize(sessions: any, cuts: boolean): any {
  if (sessions === undefined) return undefined;
  if (sessions === null) return cuts ? null : undefined;
  if (typeof sessions !== "object" || Array.isArray(sessions)) throw new Error("Event sessions must be an object");
  const out: Record<string, string | null> = {};
  for (const [key, value] of Object.entries<any>(sessions)) {
    if (!key) throw new Error("Event session keys cannot be empty");
    if (value === null && cuts) {
      out[key] = null;
      continue;
    }
    if (typeof value !== "string" && typeof value !== "number") {
      throw new Error(`Event session "${key}" must be a string${cuts ? ", number, or null" : " or number"}`);
    }
    if (typeof value === "number" && !Number.isFinite(value)) {
      throw new Error(`Event session "${key}" must be a finite number`);
    }
    out[key] = String(value);
    if (!out[key]) throw new Error(`Event session "${key}" cannot have an empty ID`);
  }
  return Object.keys(out).length ? out : undefined;
}
