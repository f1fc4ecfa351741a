/** One call of a function: its handler's argument and how it is run. */

import { find, replaying, type Call } from "host:internal/step";
import { deserializeError } from "./errors";
import { InngestFunction, type Handler } from "./function";
import { groupTools } from "./group";
import { switchedLogger, type Logger } from "./logger";
import { propagated } from "./sessions";
import { stepTools, type Found } from "./steps";
import { unavailable } from "./unavailable";
import { show } from "./duration";

/** What the host calls a function with. */
export interface Input {
  /** Calls onFailure instead of the handler. */
  failure: boolean;
  readonly event: any;
  readonly events: any[];
  runId: string;
  attempt: number;
  maxAttempts?: number;
  requestId?: string;
  jobId?: string;
  /** The recorded results by hashed id, for middleware. */
  readonly steps?: Record<string, { data?: any; error?: any; input?: any }>;
  readonly stack?: string[];
}

/** The handlers' arguments of the calls in flight. */
const contexts = new WeakMap<Call, any>();

/** The argument that the handler of a call has. */
export function contextOf(call: Call): any {
  return contexts.get(call);
}

export function setContext(call: Call, ctx: any): void {
  contexts.set(call, ctx);
}

/**
 * Runs the handler, and gives what it gives: a promise, or a value at once. A
 * call that cannot begin is a rejected promise.
 */
export function invoke(fn: unknown, call: Call, input: Input): any {
  try {
    if (!(fn instanceof InngestFunction)) throw new TypeError(`want an Inngest function, got ${show(fn)}`);
    const handler: Handler | undefined = input.failure ? fn.onFailureFn : fn.fn;
    if (!handler) throw new Error(`function ${show(fn.id())} has no onFailure handler`);
    const { pipeline } = fn;
    if (pipeline) return pipeline.run(call, input, handler);

    const ctx = context(fn, call, input, find);
    contexts.set(call, ctx);
    const check = input.failure ? undefined : fn.check;
    if (check) return check(input.events).then(() => handler(ctx));
    return handler(ctx);
  } catch (error) {
    return Promise.reject(error);
  }
}

/**
 * The handler's argument. The list of events, the sessions and the logger are
 * made when they are first read: most handlers do not.
 */
export function context(fn: InngestFunction, call: Call, input: Input, found: Found): any {
  const ctx: any = {
    event: input.event,
    get events() {
      return keep(this, "events", input.events);
    },
    set events(value) {
      keep(this, "events", value);
    },
    runId: input.runId,
    attempt: input.attempt,
    maxAttempts: input.maxAttempts,
    step: stepTools(fn, call, found, () => contexts.get(call) ?? ctx),
    group: groupTools,
    get logger() {
      return keep(this, "logger", callLogger(fn, call, ctx));
    },
    set logger(value) {
      keep(this, "logger", value);
    },
  };
  if (fn.dialect >= 4) {
    ctx.requestId = input.requestId;
    ctx.jobId = input.jobId;
    ctx.defer = defer;
    lazy(ctx, "sessions", () => propagated(ctx.events));
  }
  if (input.failure) lazy(ctx, "error", () => deserializeError(ctx.event?.data?.error));
  return ctx;
}

const defer = unavailable("defer()", "send an event with step.sendEvent and handle it in another function");

/** Replaces an accessor by its value. */
export function keep<T>(object: any, key: string, value: T): T {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  return value;
}

/** Takes the properties of an argument that middleware made. */
export function adopt(ctx: any, from: any): void {
  if (!from || from === ctx) return;
  for (const key of Object.keys(from)) keep(ctx, key, from[key]);
}

function lazy(object: any, key: string, make: () => any): void {
  Object.defineProperty(object, key, {
    get() {
      return keep(this, key, make());
    },
    set(value) {
      keep(this, key, value);
    },
    enumerable: true,
    configurable: true,
  });
}

/**
 * The client's logger, silent while recorded steps are replayed; of its child
 * for the run, when it can have children.
 */
function callLogger(fn: InngestFunction, call: Call, ctx: any): Logger {
  let { logger } = fn.client;
  if (typeof logger.child === "function") {
    const fields: any = { runID: ctx.runId, eventName: ctx.event?.name };
    if (fn.dialect === 3) fields.functionName = fn.name;
    if (ctx.requestId !== undefined) fields.requestId = ctx.requestId;
    if (ctx.jobId !== undefined) fields.jobId = ctx.jobId;
    try {
      logger = logger.child(fields);
    } catch (error) {
      logger.error("the logger's child() threw", error);
    }
  }
  return switchedLogger(logger, () => !replaying(call));
}
