/** Events on their way out. */

import { current } from "host:internal/step";
import { contextOf } from "./call";
import type { InngestFunction } from "./function";
import { show } from "./duration";
import { normalizeMeta, stamp } from "./sessions";
import type { Inngest } from "./client";
import type { SendMiddleware } from "./pipeline";

export interface Outgoing {
  client: Inngest;
  middleware: SendMiddleware | undefined;
  fn: InngestFunction | undefined;
  /** The run's sessions, when one of its steps sends. */
  sessions: Record<string, string> | undefined;
  deliver(payloads: any[]): Promise<{ ids: string[] }>;
}

/** Takes the events through middleware and validation, and delivers them. */
export async function prepare(events: any[], out: Outgoing): Promise<{ ids: string[] }> {
  const { client, middleware, fn } = out;
  let payloads = events.map((event, i) => {
    if (typeof event?.name !== "string" || event.name === "") {
      throw new TypeError(`send: event ${i + 1}: want an event with a name, got ${show(event)}`);
    }
    return inherit(event, client, out.sessions);
  });
  const finish = async (payloads: any[]) => {
    for (const event of payloads) if (typeof event.validate === "function") await event.validate();
    const now = Date.now();
    return payloads.map((event) => complete(event, now));
  };
  if (!middleware) return out.deliver(await finish(payloads));
  payloads = await middleware.transform(payloads, fn ?? null);
  return middleware.wrap(await finish(payloads), fn ?? null, out.deliver);
}

/** The event in the sessions of the run that sends it. */
function inherit(event: any, client: Inngest, sessions: Record<string, string> | undefined): any {
  if (!sessions) {
    const call = current();
    const ctx = call && contextOf(call);
    if (!ctx || event.meta?.propagated_sessions !== undefined) return event;
    sessions = ctx.sessions;
  }
  return stamp(event, client, sessions);
}

/** The event as the server gets it. */
function complete(event: any, now: number): any {
  const { sessions, ctx, validate, ...rest } = event;
  return { ...rest, ts: event.ts || now, data: event.data || {}, meta: normalizeMeta(event.meta) };
}
