/** Typed events: what starts a function, and what is checked against a schema. */

import { internalEvents } from "./constants";
import { NonRetriableError } from "./errors";
import { staticSchema, type Issue, type Schema } from "./static-schema";

export { staticSchema };

/** An event's name, with the schema of its data. */
export class EventType {
  readonly event: string;
  readonly name: string;
  readonly schema?: Schema;
  readonly version?: string;

  constructor(options: { name: string; schema?: Schema; version?: string }) {
    this.event = this.name = options.name;
    this.schema = options.schema;
    this.version = options.version;
  }

  /** An event to send, which `send` validates. */
  create(data?: any, options?: { id?: string; ts?: number; v?: string; meta?: unknown }) {
    return {
      name: this.name,
      data,
      id: options?.id,
      ts: options?.ts,
      v: options?.v ?? this.version,
      meta: options?.meta,
      validate: async () => {
        if (!this.schema) return;
        if (!data) throw new Error("data is required");
        const { issues } = await this.schema["~standard"].validate(data);
        if (issues) throw new Error(issues.map((issue) => describe(issue, "")).join(", "));
      },
    };
  }
}

export function eventType(name: string, options: { schema?: Schema; version?: string } = {}): EventType {
  return new EventType({ name, ...options });
}

/** A trigger on a schedule. */
export function cron(schedule: string): { cron: string } {
  return { cron: schedule };
}

/** A trigger for `step.invoke` alone; the schema is that of its data. */
export function invoke(schema?: Schema): EventType {
  return new EventType({ name: internalEvents.FunctionInvoked, schema });
}

/** An event, or a result of `waitForEvent`, does not fit its schema. */
export class EventValidationError extends NonRetriableError {
  constructor(message: string) {
    super(message);
    this.name = "EventValidationError";
  }
}

function describe(issue: Issue, whole: string): string {
  const path = issue.path?.length ? issue.path.join(".") : whole;
  return path ? `${path}: ${issue.message}` : issue.message;
}

type Check = (data: unknown) => Promise<void>;

async function check(schema: Schema, data: unknown): Promise<void> {
  const { issues } = await schema["~standard"].validate(data);
  if (!issues) return;
  const text = issues.map((issue) => describe(issue, "value")).join(", ");
  throw new EventValidationError(text || "Validation failed");
}

/** One check must pass; the last failure is thrown when none does. */
function any(checks: Check[]): Check {
  return async (data) => {
    const ends = await Promise.allSettled(checks.map((one) => one(data)));
    const failed = ends.filter((end) => end.status === "rejected");
    if (failed.length === ends.length) throw failed.at(-1)!.reason;
  };
}

/**
 * The check that a function's triggers make of the events that start it, or
 * `undefined` when the triggers have no schema and so there is nothing to do.
 *
 * An invocation is checked by the schemas of `invoke(...)` triggers, else by
 * all of the schemas. An event that only a wildcard matches is checked by all
 * wildcards that match it.
 */
export function eventCheck(triggers: readonly any[]): ((events: any[]) => Promise<void>) | undefined {
  const schemas = new Map<string, Schema[]>();
  for (const trigger of triggers) {
    const type = trigger instanceof EventType ? trigger : trigger.event;
    const name = trigger.cron ? internalEvents.ScheduledTimer : type instanceof EventType ? type.name : type;
    const list = schemas.get(name) ?? [];
    if (!schemas.has(name)) schemas.set(name, list);
    if (type instanceof EventType && type.schema) list.push(type.schema);
  }
  const all = [...schemas.values()].flat();
  if (all.length === 0) return undefined;
  if (!schemas.has(internalEvents.FunctionInvoked)) schemas.set(internalEvents.FunctionInvoked, all);

  const checks = new Map<string, Check | undefined>();
  for (const [name, list] of schemas) {
    checks.set(name, list.length ? any(list.map((schema) => (data) => check(schema, data))) : undefined);
  }
  const find = (name: string): Check | undefined => {
    if (checks.has(name)) return checks.get(name);
    const wild = [...checks].filter(([key]) => key.endsWith("*") && name.startsWith(key.slice(0, -1)));
    if (wild.length === 0) throw new EventValidationError(`Event not found in triggers: ${name}`);
    const found = wild.map(([, one]) => one).filter((one) => one !== undefined);
    return found.length ? any(found) : undefined;
  };
  return async (events) => {
    await Promise.all(events.map((event) => find(event.name)?.(event.data)));
  };
}
