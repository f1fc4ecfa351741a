/** The middleware that clients and functions have taken into use. */

import type { Inngest } from "./client";
import { show } from "./duration";
import type { InngestFunction } from "./function";
import { initialize, isClassic } from "./hooks-v3";
import { LoggerMiddleware } from "./logger";

/** Middleware of both versions, sorted. */
interface Sorted {
  classic: Promise<any[]>;
  classes: any[];
  empty: boolean;
}

const sorted = new WeakMap<object, Sorted>();
const nothing: Sorted = { classic: Promise.resolve([]), classes: [], empty: true };

/** Takes the middleware of a client, or of a function, into use. */
export function registerAll(middleware: readonly any[], client: Inngest, fn: InngestFunction | null): void {
  const classic: any[] = [];
  const classes: any[] = [];
  for (const one of middleware) {
    if (isClassic(one)) classic.push(one);
    else if (typeof one === "function") classes.push(one);
    else throw new TypeError(`middleware: want an InngestMiddleware or a Middleware.BaseMiddleware class, got ${show(one)}`);
  }
  if (!fn && client.ownLogger) classes.unshift(LoggerMiddleware);
  if (classic.length + classes.length === 0) return;
  const before = fn ? middlewareOf(client).classic : nothing.classic;
  const own = before.then(() => initialize(classic, client, fn));
  // A failed init fails each call, where it can be reported.
  own.catch(() => {});
  sorted.set(fn ?? client, { classic: own, classes, empty: false });
  for (const Class of classes) Class.onRegister?.({ client, fn });
}

export function middlewareOf(owner: object): Sorted {
  return sorted.get(owner) ?? nothing;
}
