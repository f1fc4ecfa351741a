/**
 * The same function on an npm package and on the shim: what each would tell
 * the server. The package is asked as a server asks it, by a request.
 *
 * The two versions of the package cannot live in one process; DIALECT names
 * the one that the tests of a process are about.
 */

import { createHash } from "node:crypto";
import { replay, type Request as Asked } from "./natives";
import { host, shim } from "./shim";

export type Dialect = 3 | 4;
export const dialect = Number(process.env.DIALECT) as Dialect;
export const sdk: any = await import(`inngest-v${dialect}`);
const { serve } = await import(`inngest-v${dialect}/edge`);
const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");

/** What a scenario is given: the module, and how its version creates functions. */
export interface Stage {
  sdk: any;
  dialect: Dialect;
  client(options?: object): any;
  create(client: any, options: any, triggers: any, handler: any): any;
  /** What the hooks and loggers of the scenario wrote down. */
  trace: any[];
}

export type Scenario = (stage: Stage) => any;

export interface Outcome {
  ops?: any[];
  result?: any;
  error?: any;
  noRetry?: boolean;
  retryAfter?: string | null;
  trace: any[];
}

function stage(sdk: any): Stage {
  return {
    sdk,
    dialect,
    trace: [],
    client: (options) => new sdk.Inngest({ id: "app", isDev: true, checkpointing: false, baseUrl: "http://127.0.0.1:9", ...options }),
    create: (client, options, triggers, handler) =>
      dialect === 3
        ? client.createFunction(options, triggers, handler)
        : client.createFunction({ ...options, triggers }, handler),
  };
}

/** The npm package's answer. */
export async function onPackage(scenario: Scenario, asked: Asked = {}): Promise<Outcome> {
  const on = stage(sdk);
  const fn = scenario(on);
  const handler = serve({ client: fn.client, functions: [fn] });
  const steps: any = {};
  for (const [id, memo] of Object.entries(asked.memo ?? {})) steps[sha1(id)] = memo;
  const stack = Object.keys(steps).filter((id) => !steps[id].input);
  const event = asked.event ?? { name: "a/b", data: { n: 1 }, id: "e1", ts: 1 };
  const body = {
    ctx: {
      attempt: asked.attempt ?? 0,
      max_attempts: asked.maxAttempts ?? 4,
      disable_immediate_execution: false,
      fn_id: "fn",
      run_id: "run-1",
      step_id: "step",
      stack: { stack, current: stack.length },
      use_api: false,
    },
    event,
    events: asked.events ?? [event],
    steps,
    use_api: false,
    version: -1,
  };
  const id = encodeURIComponent(fn.id("app") + (asked.failure ? "-failure" : ""));
  const response: Response = await handler(
    new Request(`http://localhost/api/inngest?fnId=${id}&stepId=step`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { host: "localhost", "content-type": "application/json", "x-request-id": "req-1", "x-inngest-job-id": "job-1" },
    }),
  );
  const answer = JSON.parse(await response.text());
  const trace = on.trace;
  if (response.status === 206) return { ops: answer.map(normalOp), trace };
  if (response.status === 200) return { result: answer, trace };
  return {
    error: normalError(answer),
    noRetry: response.headers.get("x-inngest-no-retry") === "true",
    retryAfter: response.headers.get("retry-after"),
    trace,
  };
}

/** The shim's answer, under the stub engine. */
export async function onShim(scenario: Scenario, asked: Asked = {}): Promise<Outcome> {
  const on = stage(shim);
  const fn = scenario(on);
  const out = await replay(host, fn, asked);
  const trace = on.trace;
  if (out.ops.length) return { ops: out.ops.map(normalOp), trace };
  if (!out.failed) return { result: JSON.parse(host.stringify(out.result) ?? "null"), trace };
  const told = JSON.parse(host.error(out.error));
  const last = dialect === 4 && (asked.attempt ?? 0) + 1 >= (asked.maxAttempts ?? 4);
  return {
    error: normalError(told.error),
    noRetry: told.noRetry || told.memoized !== undefined || last,
    retryAfter: told.noRetry || told.memoized || last ? null : (told.retryAfter ?? null),
    trace,
  };
}

/**
 * An op without what differs from run to run, and without what is the host's
 * engine's: how it writes an empty name or options, and metadata.
 */
function normalOp(op: any): any {
  const { timing, data, retryAfter, metadata, ...rest } = op;
  if (!rest.name) delete rest.name;
  if (rest.opts && Object.keys(rest.opts).length === 0) delete rest.opts;
  if (rest.error) rest.error = normalError(rest.error);
  // The package writes a result as a part of the answer, the host by itself.
  else if (rest.op === "StepRun") rest.data = JSON.parse(JSON.stringify(data ?? null).replaceAll("[Circular ~.0.data", "[Circular ~"));
  return JSON.parse(JSON.stringify(rest));
}

/** An error without its stack, whose lines are the engine's own. */
export function normalError(error: any): any {
  if (typeof error !== "object" || error === null) return error;
  const { stack, ...rest } = error;
  if ("cause" in rest) rest.cause = normalError(rest.cause);
  return rest;
}
