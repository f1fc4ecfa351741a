/**
 * Calls and events on their way through middleware. A function without
 * middleware never comes here.
 */

import { find, type Call } from "host:internal/step";
import { open, type Input } from "./call";
import type { Inngest } from "./client";
import type { Handler, InngestFunction } from "./function";
import { SendHooks, type Registered } from "./hooks-v3";
import { Layers } from "./hooks-v4";
import { middlewareOf } from "./registration";
import { Run } from "./run";

/** What events pass on their way out. */
export interface SendMiddleware {
  transform(payloads: any[]): Promise<any[]>;
  /** Delivers, unless there is nothing to deliver, and transforms the answer. */
  deliver(payloads: any[], deliver: (payloads: any[]) => Promise<any>): Promise<any>;
}

/**
 * The middleware of one sending: of version 3 the client's, of version 4 the
 * function's too, when a step of it sends. Undefined when there is none.
 */
export async function sending(client: Inngest, fn: InngestFunction | null): Promise<SendMiddleware | undefined> {
  const ofClient = middlewareOf(client);
  const ofFunction = fn ? middlewareOf(fn) : undefined;
  if (ofClient.empty && (ofFunction?.empty ?? true)) return undefined;
  const hooks = await SendHooks.open(await ofClient.classic);
  const layers = new Layers([...ofClient.classes, ...(ofFunction?.classes ?? [])], client, fn);
  return {
    async transform(payloads) {
      payloads = await hooks.transformInput(payloads);
      return (await layers.transform("transformSendEvent", { events: payloads, fn })).events;
    },
    async deliver(payloads, deliver) {
      const send = () => deliver(payloads);
      const chain = payloads.length ? layers.wrap("wrapSendEvent", send, () => ({ events: payloads, fn })) : send;
      return hooks.transformOutput(await chain());
    },
  };
}

/** What a call of a function passes. */
export interface Pipeline {
  run(call: Call, input: Input, handler: Handler): any;
}

/** The function's middleware, its client's first; undefined when there is none. */
export function pipeline(fn: InngestFunction): Pipeline | undefined {
  const ofClient = middlewareOf(fn.client);
  const ofFunction = middlewareOf(fn);
  if (ofClient.empty && ofFunction.empty) return undefined;
  const classes = [...ofClient.classes, ...ofFunction.classes];
  let ready: Registered[] | undefined;
  const both = Promise.all([ofClient.classic, ofFunction.classic]).then(([a, b]) => (ready = [...a, ...b]));
  both.catch(() => {}); // a failed init fails each call
  const start = (registered: Registered[], call: Call, input: Input, handler: Handler) =>
    new Run(open(fn, call, input, find), new Layers(classes, fn.client, fn), registered).start(handler);
  return {
    run(call, input, handler) {
      if (ready) return start(ready, call, input, handler);
      return both.then((registered) => start(registered, call, input, handler));
    },
  };
}
