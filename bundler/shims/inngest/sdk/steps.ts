/** The step tools of one call. */

import { app, current, type Call, type Claim } from "host:internal/step";
import { stateOf } from "./call";
import type { InngestFunction } from "./function";
import { InngestFunction as Function_, InngestFunctionReference } from "./function";
import { isoString, show, timeString } from "./duration";
import { eventCheck, EventType } from "./events";
import { decorate, scoped } from "./scope";
import { models } from "./models";
import { publish } from "./realtime";
import { fetch } from "./fetch";
import { normalizeMeta, stamp } from "./sessions";
import { memoizedError } from "./errors";

/** Notes a found step: the native function, or middleware round it. */
export type Found = (
  call: Call,
  op: string,
  id: string | Claim,
  name: string,
  displayName: string,
  opts: object | undefined,
  run: ((...input: any[]) => any) | undefined,
  input: any[] | undefined,
) => Promise<any>;

export interface StepOptions {
  id: string;
  name?: string;
  parallelMode?: string;
}

function options(tool: string, value: any): StepOptions {
  if (typeof value === "string") return { id: value };
  if (typeof value?.id === "string") return value;
  throw new TypeError(`step.${tool}: argument 1: want a step id or { id, name? }, got ${show(value)}`);
}

function wantFunction(tool: string, value: any): void {
  if (typeof value !== "function") {
    throw new TypeError(`step.${tool}: argument 2: want a function, got ${show(value)}`);
  }
}

function wantObject(tool: string, value: any): void {
  if (typeof value !== "object" || value === null) {
    throw new TypeError(`step.${tool}: argument 2: want an object of options, got ${show(value)}`);
  }
}

/** What the tools of a call know of it. */
export interface Owner {
  fn: InngestFunction;
  call: Call;
  found: Found;
}

/** The key under which tools carry their owner; a copy of the tools has it too. */
const owner = Symbol("inngest.call");

/**
 * The call that a tool is used for: that of the object it is a method of. A
 * tool taken out of its object belongs to the call in which it is used.
 */
function ownerOf(self: any): Owner {
  const found = self?.[owner] ?? stateOf(current())?.owner;
  if (found) return found;
  throw new Error("step tools can only be used within Inngest function executions; no context was found");
}

function note(
  { found, call }: Owner,
  op: string,
  step: StepOptions,
  name: string,
  opts?: object,
  run?: (...input: any[]) => any,
  input?: any[],
): Promise<any> {
  const { id } = step;
  return found(call, op, id, name, step.name ?? id, decorate(step, opts), run, input);
}

/** A step with a body, as `tool` makes it. */
function withBody(
  self: unknown,
  tool: string,
  type: string | undefined,
  idOrOptions: any,
  run: any,
  input: any[],
): Promise<any> {
  try {
    const own = ownerOf(self);
    const step = options(tool, idOrOptions);
    wantFunction(tool, run);
    const given = input.length ? input : undefined;
    const opts = given || type ? { input: given, type } : undefined;
    return note(own, "StepPlanned", step, step.id, opts, run, given);
  } catch (error) {
    return Promise.reject(error);
  }
}

// The tools are shared by all calls: to make a call's own is to make one
// object, and no functions.

function run(this: any, idOrOptions: any, body: any, ...input: any[]): Promise<any> {
  const own: Owner | undefined = this?.[owner];
  if (own && typeof idOrOptions === "string" && typeof body === "function" && input.length === 0 && !scoped()) {
    return own.found(own.call, "StepPlanned", idOrOptions, idOrOptions, idOrOptions, undefined, body, undefined);
  }
  return withBody(this, "run", undefined, idOrOptions, body, input);
}

async function sleep(this: any, idOrOptions: any, time: any): Promise<any> {
  const own = ownerOf(this);
  const step = options("sleep", idOrOptions);
  return note(own, "Sleep", step, timeString("step.sleep: argument 2", time, own.fn.dialect));
}

async function sleepUntil(this: any, idOrOptions: any, time: any): Promise<any> {
  const own = ownerOf(this);
  const step = options("sleepUntil", idOrOptions);
  let until: string;
  try {
    until = isoString(time);
  } catch {
    throw new Error(
      `Invalid \`Date\`, date string, \`Temporal.Instant\`, or \`Temporal.ZonedDateTime\` passed to sleepUntil: ${time}`,
    );
  }
  return note(own, "Sleep", step, until);
}

async function waitForEvent(this: any, idOrOptions: any, wait: any): Promise<any> {
  const own = ownerOf(this);
  const { dialect } = own.fn;
  const step = options("waitForEvent", idOrOptions);
  wantObject("waitForEvent", wait);
  const { event, match, timeout } = wait;
  const name = event instanceof EventType ? event.name : event;
  if (typeof name !== "string") {
    throw new TypeError(`step.waitForEvent: options.event: want an event's name or type, got ${show(event)}`);
  }
  const condition = match ? `event.${match} == async.${match}` : wait.if || undefined;
  const opts = { timeout: timeString("step.waitForEvent: options.timeout", timeout, dialect), if: condition };
  const got = await note(own, "WaitForEvent", step, name, opts);
  const check = dialect >= 4 && got !== null && event instanceof EventType ? eventCheck([event]) : undefined;
  try {
    await check?.([got]);
  } catch (error) {
    throw memoizedError(step.id, step.id, error);
  }
  return got;
}

async function waitForSignal(this: any, idOrOptions: any, wait: any): Promise<any> {
  const own = ownerOf(this);
  const step = options("waitForSignal", idOrOptions);
  wantObject("waitForSignal", wait);
  const { signal, timeout, onConflict } = wait;
  const opts = { signal, timeout: timeString("step.waitForSignal: options.timeout", timeout, own.fn.dialect), conflict: onConflict };
  return note(own, "WaitForSignal", step, signal, opts);
}

async function invoke(this: any, idOrOptions: any, how: any): Promise<any> {
  const own = ownerOf(this);
  const step = options("invoke", idOrOptions);
  return note(own, "InvokeFunction", step, "", invocation(own, how));
}

async function sendEvent(this: any, idOrOptions: any, events: any): Promise<any> {
  const own = ownerOf(this);
  const step = options("sendEvent", idOrOptions);
  const { fn, call } = own;
  const send = () => fn.client.deliver(events, { fn, sessions: stateOf(call)?.ctx.sessions });
  return note(own, "StepPlanned", step, "sendEvent", { type: "step.sendEvent" }, send);
}

async function sendSignal(this: any, idOrOptions: any, signal: any): Promise<any> {
  const own = ownerOf(this);
  const step = options("sendSignal", idOrOptions);
  wantObject("sendSignal", signal);
  const send = () => own.fn.client.sendSignal({ signal: signal.signal, data: signal.data });
  return note(own, "StepPlanned", step, "sendSignal", { type: "step.sendSignal", signal: signal.signal }, send);
}

async function infer(this: any, idOrOptions: any, request: any): Promise<any> {
  const own = ownerOf(this);
  const step = options("ai.infer", idOrOptions);
  wantObject("ai.infer", request);
  return note(own, "AIGateway", step, "", inference(request));
}

function wrap(this: any, idOrOptions: any, body: any, ...input: any[]): Promise<any> {
  return withBody(this, "ai.wrap", "step.ai.wrap", idOrOptions, body, input);
}

async function publishStep(this: any, idOrOptions: any, ...message: any[]): Promise<any> {
  const own = ownerOf(this);
  const step = options("realtime.publish", idOrOptions);
  const send = () => publish(own.fn.client, message);
  return note(own, "StepPlanned", step, "", { type: "step.realtime.publish" }, send);
}

/** A request made by the server, as `fetch` asks for it. */
export function requestStep(own: Owner, id: string, request: object): Promise<any> {
  return note(own, "Gateway", { id }, "", request);
}

/** The step in which an experiment's variant is chosen. */
export function chooseStep(own: Owner, idOrOptions: any, choose: () => Promise<string>): Promise<string> {
  return withBody({ [owner]: own }, "experiment", "group.experiment", idOrOptions, choose, []);
}

/** The tools of a call. A bad argument rejects a tool's promise. */
export function stepTools(own: Owner): any {
  return {
    [owner]: own,
    run,
    sleep,
    sleepUntil,
    waitForEvent,
    waitForSignal,
    invoke,
    sendEvent,
    sendSignal,
    ai: { [owner]: own, infer, wrap, models },
    realtime: { [owner]: own, publish: publishStep },
    fetch,
  };
}

function invocation({ fn, call }: Owner, how: any): object {
  const { client, dialect } = fn;
  const target = how?.function;
  let id: string;
  if (target instanceof Function_) {
    id = target.id(target.client.id === client.id ? app(call) : target.client.id);
  } else if (target instanceof InngestFunctionReference) {
    const { appId, functionId } = target.opts;
    id = [appId || app(call), functionId].filter(Boolean).join("-");
  } else if (dialect === 3 && typeof target === "string" && target) {
    console.warn(
      `step.invoke: a string as the function is deprecated; pass the function or referenceFunction({ functionId }) instead of ${show(target)}`,
    );
    id = target;
  } else {
    throw new Error(
      dialect === 3
        ? "Invalid invocation options passed to invoke; must include either a function or functionId."
        : "Invalid invocation options passed to invoke; must include a function instance or referenceFunction().",
    );
  }
  const { data, user, v, meta, timeout } = how;
  if (data !== undefined && (typeof data !== "object" || data === null || Array.isArray(data))) {
    throw new TypeError(`step.invoke: options.data: want an object, got ${show(data)}`);
  }
  const payload: any = { data };
  if (dialect === 3) {
    payload.user = user;
    payload.v = v;
  } else {
    payload.v = v;
    payload.meta = normalizeMeta(stamp({ meta }, client, stateOf(call)?.ctx.sessions).meta);
  }
  return {
    payload,
    function_id: id,
    timeout: timeout === undefined ? undefined : timeString("step.invoke: options.timeout", timeout, dialect),
  };
}

function inference(request: any): object {
  const { model, body, ...rest } = request;
  if (typeof model !== "object" || model === null) {
    throw new TypeError(`step.ai.infer: options.model: want a model such as step.ai.models.openai(...), got ${show(model)}`);
  }
  const copy = { ...model };
  model.onCall?.(copy, body);
  return {
    type: "step.ai.infer",
    url: copy.url,
    headers: copy.headers,
    auth_key: copy.authKey,
    format: copy.format,
    body,
    ...rest,
  };
}
