/** Events on their way out. */

import { current } from "host:internal/step";
import { stateOf } from "./call";
import type { Inngest } from "./client";
import { show } from "./duration";
import type { InngestFunction } from "./function";
import { sending } from "./pipeline";
import { normalizeMeta, stamp } from "./sessions";

/** Who sends: a step of a function, in its run's sessions, or other code. */
export interface Sender {
  fn?: InngestFunction;
  sessions?: Record<string, string>;
}

/** Takes the events through middleware and validation, and delivers them. */
export async function send(
  client: Inngest,
  events: any,
  sender: Sender,
  deliver: (payloads: any[]) => Promise<{ ids: string[] }>,
): Promise<{ ids: string[] }> {
  let payloads: any[] = Array.isArray(events) ? events : events ? [events] : [];
  payloads = payloads.map((event) => inherit(event, client, sender.sessions));
  const middleware = await sending(client, sender.fn ?? null);
  if (middleware) payloads = await middleware.transform(payloads);
  for (const event of payloads) if (typeof event?.validate === "function") await event.validate();
  const now = Date.now();
  payloads = payloads.map((event, i) => complete(event, i, now));
  return middleware ? middleware.deliver(payloads, deliver) : deliver(payloads);
}

/** The event in the sessions of the run that sends it. */
function inherit(event: any, client: Inngest, sessions: Record<string, string> | undefined): any {
  if (!sessions) {
    const ctx = stateOf(current())?.ctx;
    if (!ctx || event?.meta?.propagated_sessions !== undefined) return event;
    sessions = ctx.sessions;
  }
  return stamp(event, client, sessions);
}

/** The event as the server gets it. */
function complete(event: any, index: number, now: number): any {
  if (typeof event?.name !== "string" || event.name === "") {
    throw new TypeError(`send: event ${index + 1}: want an event with a name, got ${show(event)}`);
  }
  const { sessions, ctx, validate, ...rest } = event;
  return { ...rest, ts: event.ts || now, data: event.data || {}, meta: normalizeMeta(event.meta) };
}
