/** Function objects: what createFunction makes, and what a script refers to. */

import { config } from "host:internal/client";
import type { Inngest } from "./client";
import { isTemporalDuration, parseMilliseconds, show, temporalMilliseconds, timeString } from "./duration";
import { eventCheck, EventType } from "./events";
import { internalEvents } from "./constants";
import { stringify } from "./json";
import { unknownOptions } from "./known";
import { pipeline, type Pipeline } from "./pipeline";

export type Handler = (ctx: any) => any;

/** A durable function. */
export class InngestFunction {
  /** The check of incoming events, made at the first call. */
  #check: ((events: any[]) => Promise<void>) | undefined | null = null;
  /** The middleware, made at the first call; undefined when there is none. */
  #pipeline: Pipeline | undefined | null = null;

  readonly client: Inngest;
  readonly opts: any;
  readonly fn: Handler;
  readonly onFailureFn: Handler | undefined;
  /** The SDK's major version whose form of createFunction made it. */
  readonly dialect: number;

  constructor(client: Inngest, opts: any, fn: Handler, dialect: number) {
    this.client = client;
    this.opts = opts;
    this.fn = fn;
    this.onFailureFn = opts.onFailure;
    this.dialect = dialect;
  }

  get [Symbol.toStringTag](): string {
    return "Inngest.Function";
  }

  /** The function's id, after `prefix` and a hyphen when there is a prefix. */
  id(prefix?: string): string {
    return prefix ? `${prefix}-${this.opts.id}` : this.opts.id;
  }

  /** The id with that of the client's app before it. */
  get absoluteId(): string {
    return this.id(this.client.id);
  }

  get name(): string {
    return this.opts.name || this.id();
  }

  get description(): string | undefined {
    return this.opts.description;
  }

  /** What registers the function: its configuration, and its failure handler's. */
  getConfig(options: { baseUrl: URL | string; appPrefix: string }): any[] {
    const { baseUrl, appPrefix } = options;
    const url = typeof baseUrl === "string" ? baseUrl : baseUrl.href;
    return JSON.parse(config(describe(this), url, appPrefix ?? ""));
  }

  /** The check of incoming events against the triggers' schemas, if any. */
  get check(): ((events: any[]) => Promise<void>) | undefined {
    if (this.#check === null) {
      this.#check = this.dialect >= 4 ? eventCheck(this.opts.triggers) : undefined;
    }
    return this.#check;
  }

  get pipeline(): Pipeline | undefined {
    if (this.#pipeline === null) this.#pipeline = pipeline(this);
    return this.#pipeline;
  }
}

/** A function of this or another app, named rather than imported. */
export class InngestFunctionReference {
  constructor(readonly opts: { functionId: string; appId?: string }) {}

  get [Symbol.toStringTag](): string {
    return "Inngest.FunctionReference";
  }
}

export function referenceFunction(options: { functionId: string; appId?: string }): InngestFunctionReference {
  const { functionId, appId } = options;
  return new InngestFunctionReference({ functionId, appId });
}

/** Options that go to the server as they are. */
const verbatim = [
  "idempotency",
  "batchEvents",
  "rateLimit",
  "throttle",
  "concurrency",
  "debounce",
  "priority",
  "timeouts",
  "singleton",
] as const;

/** The function as the manifest holds it, JSON. */
export function describe(fn: InngestFunction): string {
  const { opts, client, dialect } = fn;
  const options: any = {};
  for (const key of verbatim) {
    if (opts[key] != null) options[key] = spans(opts[key], dialect);
  }
  if (opts.retries !== undefined) options.retries = { attempts: opts.retries };
  if (opts.cancelOn) {
    options.cancel = list(opts.cancelOn).map((on: any) => cancellation(on, dialect));
  }
  const unknown = unknownOptions(opts);
  return stringify({
    id: opts.id,
    name: fn.name,
    app: client.id,
    dialect,
    triggers: triggers(opts.triggers),
    options: Object.keys(options).length ? options : undefined,
    failure: fn.onFailureFn ? true : undefined,
    checkpointing: checkpointing(
      opts.checkpointing ??
        client.options.checkpointing ??
        opts.experimentalCheckpointing ??
        client.options.experimentalCheckpointing,
    ),
    optimizeParallelism: opts.optimizeParallelism ?? client.options.optimizeParallelism,
    unknown: unknown.length ? unknown : undefined,
  })!;
}

function list(value: any): any[] {
  return Array.isArray(value) ? value : [value];
}

/** The value with every Temporal.Duration in it in the server's form. */
function spans(value: any, dialect: number): any {
  if (isTemporalDuration(value)) return timeString("options", value, dialect);
  if (Array.isArray(value)) return value.map((item) => spans(item, dialect));
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const out: any = {};
  for (const key of Object.keys(value)) out[key] = spans(value[key], dialect);
  return out;
}

/** `match` and `if` both hold: the SDK would drop the `if`. */
function cancellation(on: any, dialect: number): any {
  const out: any = { event: on.event instanceof EventType ? on.event.name : on.event };
  const match = on.match ? `event.${on.match} == async.${on.match}` : undefined;
  if (match && on.if) out.if = `${match} && (${on.if})`;
  else if (match ?? on.if) out.if = match ?? on.if;
  if (on.timeout) out.timeout = timeString("cancelOn: timeout", on.timeout, dialect);
  return out;
}

function triggers(all: any[]): any[] {
  const out: any[] = [];
  for (const trigger of all) {
    if (trigger.cron) {
      out.push({ cron: trigger.cron, jitter: trigger.jitter || undefined });
      continue;
    }
    const event = trigger.event instanceof EventType ? trigger.event.name : trigger.event;
    if (event !== internalEvents.FunctionInvoked) out.push({ event, expression: trigger.if });
  }
  return out;
}

function checkpointing(setting: any): any {
  if (typeof setting !== "object" || setting === null) return setting ?? undefined;
  return {
    bufferedSteps: setting.bufferedSteps,
    maxRuntime: milliseconds(setting.maxRuntime),
    maxInterval: milliseconds(setting.maxInterval),
  };
}

function milliseconds(span: any): number | undefined {
  if (span === undefined || typeof span === "number") return span;
  const ms = typeof span === "string" ? parseMilliseconds(span) : isTemporalDuration(span) ? temporalMilliseconds(span) : undefined;
  if (ms === undefined) throw new TypeError(`checkpointing: want a duration such as "10s", got ${show(span)}`);
  return ms;
}

/**
 * Reads the arguments of createFunction in either form:
 * `(options, trigger | trigger[], handler)` of version 3 and
 * `({ ...options, triggers }, handler)` of version 4.
 */
export function readArguments(args: any[]): { opts: any; handler: Handler; dialect: number } {
  let [opts, second, third] = args;
  const dialect = typeof second === "function" && typeof third !== "function" ? 4 : 3;
  const handler = dialect === 4 ? second : third;
  if (typeof handler !== "function") {
    throw new Error(
      args.length < 3
        ? '"createFunction" expected a handler function as the second argument. ' +
            'Triggers belong in the first argument: createFunction({ id, triggers: { event: "..." } }, handler)'
        : `createFunction: argument 3: want a handler function, got ${show(third)}`,
    );
  }
  if (typeof opts === "string" && dialect === 3) {
    console.warn("createFunction: a string as the first argument is deprecated; pass { id } instead");
    opts = { id: opts };
  }
  if (typeof opts !== "object" || opts === null) {
    throw new TypeError(`createFunction: argument 1: want an object of options, got ${show(opts)}`);
  }
  const id = opts.id;
  if (typeof id !== "string" || id === "") {
    throw new TypeError(`createFunction: options.id: want a string that is not empty, got ${show(id)}`);
  }
  if (opts.onFailure !== undefined && typeof opts.onFailure !== "function") {
    throw new TypeError(`createFunction ${show(id)}: options.onFailure: want a function, got ${show(opts.onFailure)}`);
  }
  const given = dialect === 4 ? (opts.triggers ?? []) : second;
  const triggers = list(given).map((trigger) => readTrigger(id, trigger, dialect));
  return { opts: { ...opts, triggers }, handler, dialect };
}

function readTrigger(id: string, trigger: any, dialect: number): any {
  if (typeof trigger === "string") {
    console.warn(`createFunction ${show(id)}: a string as a trigger is deprecated; pass { event: ${show(trigger)} } instead`);
    return { event: trigger };
  }
  const event = trigger?.event;
  const valid = typeof trigger?.cron === "string" || typeof event === "string" || event instanceof EventType;
  if (!valid) {
    const where = dialect === 4 ? "options.triggers" : "argument 2";
    throw new TypeError(
      `createFunction ${show(id)}: ${where}: want { event: "name" }, { cron: "..." } or an event type, got ${show(trigger)}`,
    );
  }
  return trigger;
}
