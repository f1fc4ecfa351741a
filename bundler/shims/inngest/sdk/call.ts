/** One call of a function: its handler's argument and how it is run. */

import { current, find, keep as keepState, kept, replaying, type Call } from "host:internal/step";
import { GatewayContext, placeOf } from "../../host/_gateway";
import { deserializeError } from "./errors";
import { InngestFunction, type Handler } from "./function";
import { groupTools } from "./group";
import { switchedLogger, type Logger } from "./logger";
import { propagated } from "./sessions";
import { stepTools, type Found, type Owner } from "./steps";
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

/** What is known of a call in flight. */
export interface State {
  owner: Owner;
  input: Input;
  /** The handler's argument. */
  ctx: any;
}

/** The state of a call, if it is one of a function. */
export function stateOf(call: Call | undefined): State | undefined {
  return call && (kept(call) as State | undefined);
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

    const { ctx } = open(fn, call, input, find);
    const check = input.failure ? undefined : fn.check;
    if (check) return check(input.events).then(() => handler(ctx));
    return handler(ctx);
  } catch (error) {
    return Promise.reject(error);
  }
}

/**
 * Makes the handler's argument. The list of events, the sessions, the gateway
 * and the logger are made when they are first read: most handlers do not.
 */
export function open(fn: InngestFunction, call: Call, input: Input, found: Found): State {
  const owner: Owner = { fn, call, found };
  const ctx: any = {
    event: input.event,
    runId: input.runId,
    attempt: input.attempt,
    maxAttempts: input.maxAttempts,
    step: stepTools(owner),
    group: groupTools,
  };
  const state: State = { owner, input, ctx };
  keepState(call, state);
  Object.defineProperty(ctx, origin, { value: state });
  Object.defineProperty(ctx, "events", events);
  Object.defineProperty(ctx, "logger", logger);
  Object.defineProperty(ctx, "gateway", gateway);
  if (fn.dialect >= 4) {
    ctx.requestId = input.requestId;
    ctx.jobId = input.jobId;
    ctx.defer = defer;
    Object.defineProperty(ctx, "sessions", sessions);
  }
  if (input.failure) ctx.error = deserializeError(ctx.event?.data?.error);
  return state;
}

const defer = unavailable("defer()", "send an event with step.sendEvent and handle it in another function");

/**
 * The key of the state of the call that an argument was made for. It is not a
 * WeakMap's, since the engine never frees a key that its value leads back to.
 */
const origin = Symbol("inngest.state");

/**
 * A property that is made when it is first read, the same for all calls.
 *
 * TODO: take the state from `this` alone when goja gives a getter its object
 * in `{ a, ...rest } = object`; there it is undefined.
 */
function lazily(key: string, make: (state: State) => any): PropertyDescriptor {
  return {
    get(this: object | undefined) {
      const own: State | undefined = (this as any)?.[origin];
      const state = own ?? stateOf(current());
      return state && keep(own ? this! : state.ctx, key, make(state));
    },
    set(this: object, value: any) {
      keep(this, key, value);
    },
    enumerable: true,
    configurable: true,
  };
}

const events = lazily("events", ({ input }) => input.events);
const logger = lazily("logger", callLogger);
const gateway = lazily("gateway", ({ ctx }) => new GatewayContext(() => placeOf(ctx.event)));
const sessions = lazily("sessions", ({ ctx }) => propagated(ctx.events));

/** Replaces an accessor by its value. */
function keep<T>(object: any, key: string, value: T): T {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  return value;
}

/** Takes the properties of an argument that middleware made. */
export function adopt(ctx: any, from: any): void {
  if (!from || from === ctx) return;
  for (const key of Object.keys(from)) keep(ctx, key, from[key]);
}

/**
 * The client's logger, silent while recorded steps are replayed; of its child
 * for the run, when it can have children.
 */
function callLogger({ owner: { fn, call }, ctx }: State): Logger {
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
