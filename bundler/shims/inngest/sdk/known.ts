/** The options that functions and triggers have, so that a misspelled one can be told of: the SDK takes any in silence. */

const own = [
  "id", "name", "description", "triggers", "concurrency", "batchEvents", "idempotency", "rateLimit", "throttle", "debounce", "priority", "timeouts",
  "singleton", "cancelOn", "retries", "onFailure", "middleware", "optimizeParallelism", "experimentalCheckpointing", "checkpointing",
];

/** The members of those that are objects, or lists of objects. */
const members: Record<string, string[]> = {
  triggers: ["event", "if", "cron", "jitter"],
  concurrency: ["limit", "key", "scope"],
  batchEvents: ["maxSize", "timeout", "key", "if"],
  rateLimit: ["key", "limit", "period"],
  throttle: ["key", "limit", "period", "burst"],
  debounce: ["key", "period", "timeout"],
  priority: ["run"],
  timeouts: ["start", "finish"],
  singleton: ["key", "mode"],
  cancelOn: ["event", "if", "match", "timeout"],
  checkpointing: ["bufferedSteps", "maxRuntime", "maxInterval"],
};

/** An option that no version of the SDK has, with those of its place. */
export interface Unknown {
  /** The option that it is a member of, if any. */
  of?: string;
  name: string;
  known: string[];
}

/** What a function's options have that the SDK does not know. */
export function unknownOptions(opts: any): Unknown[] {
  const found: Unknown[] = [];
  look(opts, own, undefined, found);
  for (const of of Object.keys(members)) {
    for (const one of Array.isArray(opts[of]) ? opts[of] : [opts[of]]) look(one, members[of]!, of, found);
  }
  return found;
}

function look(value: any, known: string[], of: string | undefined, found: Unknown[]): void {
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return; // an event type, a duration
  for (const name of Object.keys(value)) if (value[name] !== undefined && !known.includes(name)) found.push({ of, name, known });
}
