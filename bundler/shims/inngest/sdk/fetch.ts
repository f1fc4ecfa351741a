/** `fetch` as a durable step. */

import { current, inStep } from "host:internal/step";
import { stateOf } from "./call";
import { requestStep } from "./steps";

type Fetch = (input: any, init?: any) => Promise<any>;

let fallback: Fetch | undefined = (input, init) => (globalThis as any).fetch(input, init);

/**
 * A request made by the Inngest server, recorded as a step. Outside a
 * function, and in the body of a step, it is made at once by the fallback.
 */
async function durable(input: any, init?: any): Promise<any> {
  const state = stateOf(current());
  if (!state || inStep()) {
    const where = state ? "inside a step" : "outside of a function";
    if (!fallback) throw new Error(`step.fetch() called ${where} and had no fallback set`);
    return fallback(input, init);
  }
  const request = typeof input === "object" && input !== null && "url" in input ? input : undefined;
  const url: string = request ? request.url : String(input);
  const headers: Record<string, string> = {};
  const given = request?.headers ?? init?.headers;
  if (given) new Headers(given).forEach((value: string, key: string) => (headers[key] = value));
  const { hostname } = new URL(url);
  const answer = await requestStep(state.owner, `step.fetch: ${hostname}`, {
    url,
    method: init?.method ?? request?.method ?? "GET",
    headers,
    body: init?.body,
  });
  return new Response(answer.body, { status: answer.status_code, headers: answer.headers });
}

export const fetch: any = Object.assign(durable, {
  /** Sets what makes the request where there can be no step. */
  config(options: { fallback?: Fetch }) {
    if ("fallback" in options) fetch.fallback = fallback = options.fallback;
    return fetch;
  },
  fallback,
});
