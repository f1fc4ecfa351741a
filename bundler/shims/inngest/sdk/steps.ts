/** The step tools of one call. */

import type { Call, Claim } from "host:internal/step";
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

/** Gateway steps, which `fetch` makes durable requests with. */
export const gateway = Symbol.for("inngest.step.gateway");
/** The step in which an experiment's variant is chosen. */
export const experimentRun = Symbol.for("inngest.group.experiment");

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

/**
 * Makes the tools. They do not depend on `this`, so that a script may take
 * them apart; a bad argument rejects the promise rather than throwing.
 *
 * @param ctx gives the handler's argument, when a tool needs it.
 */
export function stepTools(fn: InngestFunction, call: Call, found: Found, ctx: () => any) {
  const { client, dialect } = fn;

  const note = (
    op: string,
    step: StepOptions,
    name: string,
    opts?: object,
    run?: (...input: any[]) => any,
    input?: any[],
  ): Promise<any> => {
    const { id } = step;
    return found(call, op, id, name, step.name ?? id, decorate(step, opts), run, input);
  };

  const body = (tool: string, type: string | undefined) =>
    (idOrOptions: any, run: any, ...input: any[]): Promise<any> => {
      if (typeof idOrOptions === "string" && typeof run === "function" && input.length === 0 && !type && !scoped()) {
        return found(call, "StepPlanned", idOrOptions, idOrOptions, idOrOptions, undefined, run, undefined);
      }
      return attempt(() => {
        const step = options(tool, idOrOptions);
        wantFunction(tool, run);
        const opts = input.length || type ? { input: input.length ? input : undefined, type } : undefined;
        return note("StepPlanned", step, step.id, opts, run, input.length ? input : undefined);
      });
    };

  const tools: any = {
    run: body("run", undefined),

    sleep: (idOrOptions: any, time: any) =>
      attempt(() => {
        const step = options("sleep", idOrOptions);
        return note("Sleep", step, timeString(time, dialect));
      }),

    sleepUntil: (idOrOptions: any, time: any) =>
      attempt(() => {
        const step = options("sleepUntil", idOrOptions);
        let until: string;
        try {
          until = isoString(time);
        } catch {
          throw new Error(
            `Invalid \`Date\`, date string, \`Temporal.Instant\`, or \`Temporal.ZonedDateTime\` passed to sleepUntil: ${time}`,
          );
        }
        return note("Sleep", step, until);
      }),

    waitForEvent: (idOrOptions: any, wait: any) =>
      attempt(() => {
        const step = options("waitForEvent", idOrOptions);
        wantObject("waitForEvent", wait);
        const { event, match, timeout } = wait;
        const name = event instanceof EventType ? event.name : event;
        if (typeof name !== "string") {
          throw new TypeError(`step.waitForEvent: options.event: want an event's name or type, got ${show(event)}`);
        }
        const condition = match ? `event.${match} == async.${match}` : wait.if || undefined;
        const opts = { timeout: timeString(timeout, dialect), if: condition };
        const result = note("WaitForEvent", step, name, opts);
        const schemas = dialect >= 4 && event instanceof EventType ? eventCheck([event]) : undefined;
        if (!schemas) return result;
        return result.then(async (got) => {
          if (got === null) return got;
          try {
            await schemas([got]);
          } catch (error) {
            throw memoizedError(step.id, step.id, error);
          }
          return got;
        });
      }),

    waitForSignal: (idOrOptions: any, wait: any) =>
      attempt(() => {
        const step = options("waitForSignal", idOrOptions);
        wantObject("waitForSignal", wait);
        const { signal, timeout, onConflict } = wait;
        const opts = { signal, timeout: timeString(timeout, dialect), conflict: onConflict };
        return note("WaitForSignal", step, signal, opts);
      }),

    invoke: (idOrOptions: any, how: any) =>
      attempt(() => {
        const step = options("invoke", idOrOptions);
        const opts = invocation(fn, how, ctx);
        return note("InvokeFunction", step, "", opts);
      }),

    sendEvent: (idOrOptions: any, events: any) =>
      attempt(() => {
        const step = options("sendEvent", idOrOptions);
        const run = () =>
          client.deliver(events, { fn, sessions: dialect >= 4 ? ctx().sessions : undefined });
        return note("StepPlanned", step, "sendEvent", { type: "step.sendEvent" }, run);
      }),

    sendSignal: (idOrOptions: any, send: any) =>
      attempt(() => {
        const step = options("sendSignal", idOrOptions);
        wantObject("sendSignal", send);
        const { signal, data } = send;
        const run = () => client.sendSignal({ signal, data });
        return note("StepPlanned", step, "sendSignal", { type: "step.sendSignal", signal }, run);
      }),

    get ai() {
      return {
        infer: (idOrOptions: any, request: any) =>
          attempt(() => {
            const step = options("ai.infer", idOrOptions);
            wantObject("ai.infer", request);
            return note("AIGateway", step, "", inference(request));
          }),
        wrap: body("ai.wrap", "step.ai.wrap"),
        models,
      };
    },

    get realtime() {
      return {
        publish: (idOrOptions: any, ...message: any[]) =>
          attempt(() => {
            const step = options("realtime.publish", idOrOptions);
            return note("StepPlanned", step, "", { type: "step.realtime.publish" }, () => publish(client, message));
          }),
      };
    },

    fetch,
  };
  // Out of the way of a script that copies the tools.
  Object.defineProperty(tools, gateway, {
    value: (id: string, request: object) => note("Gateway", { id }, "", request),
  });
  Object.defineProperty(tools, experimentRun, { value: body("experiment", "group.experiment") });
  return tools;
}

/** Turns an exception of `make` into a rejection. */
function attempt(make: () => Promise<any>): Promise<any> {
  try {
    return make();
  } catch (error) {
    return Promise.reject(error);
  }
}

function invocation(fn: InngestFunction, how: any, ctx: () => any): object {
  const { client, dialect } = fn;
  const target = how?.function;
  let id: string;
  if (target instanceof Function_) {
    id = target.id(target.client.id);
  } else if (target instanceof InngestFunctionReference) {
    const { appId, functionId } = target.opts;
    id = [appId || client.id, functionId].filter(Boolean).join("-");
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
    payload.meta = normalizeMeta(stamp({ meta }, client, ctx().sessions).meta);
  }
  return {
    payload,
    function_id: id,
    timeout: timeout === undefined ? undefined : timeString(timeout, dialect),
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
