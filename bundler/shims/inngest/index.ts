/**
 * What `import ... from "inngest"` is inside the host: the SDK of versions 3
 * and 4, for functions that the host itself serves. A script says which
 * version it is written for by the form in which it calls createFunction.
 *
 * Type checking uses the npm package; here are only the values.
 */

import type { Call } from "host:internal/step";
import { invoke as call } from "./sdk/call";
import { describeError, memoizedError } from "./sdk/errors";
import { describe, InngestFunction } from "./sdk/function";
import { stringify } from "./sdk/json";
import { unavailable } from "./sdk/unavailable";

export { Inngest } from "./sdk/client";
export { headerKeys, internalEvents, queryKeys, slugify, version } from "./sdk/constants";
export { group, step } from "./sdk/deferred";
export { NonRetriableError, RetryAfterError, serializeError, StepError } from "./sdk/errors";
export { cron, EventType, eventType, invoke, staticSchema } from "./sdk/events";
export { experiment } from "./sdk/experiment";
export { fetch } from "./sdk/fetch";
export { InngestFunction, InngestFunctionReference, referenceFunction } from "./sdk/function";
export { isInngest, isInngestFunction, isInngestMiddleware, isInngestRequest } from "./sdk/guards";
export { ConsoleLogger, ProxyLogger, wrapStringFirstLogger } from "./sdk/logger";
export { dependencyInjectionMiddleware, InngestMiddleware, Middleware } from "./sdk/middleware";
export {
  anthropic,
  azureOpenai,
  deepseek,
  gemini,
  GeminiAiAdapter,
  grok,
  models,
  openai,
  openaiResponses,
} from "./sdk/models";
export { realtime } from "./sdk/channel";
export { EventSchemas } from "./sdk/schemas";

/** For programs that serve functions over HTTP; the host does. */
export class InngestCommHandler {
  constructor() {
    unavailable("InngestCommHandler", "the host serves your functions itself")();
  }
}

/** What the host needs of the module. Not for scripts. */
export const __host = {
  /** JSON of the function as the manifest holds it. */
  describe,
  /** Whether a value is a function object that createFunction made. */
  is: (value: unknown): boolean => value instanceof InngestFunction,
  /** Runs a function's handler, with its middleware. */
  invoke: call,
  /**
   * JSON of anything thrown: `{ error, noRetry, retryAfter?, memoized? }`.
   * `memoized` is the hashed id of the step whose recorded failure, made by
   * `stepError`, this very object is.
   */
  error: describeError,
  /**
   * The error to reject with for a recorded failure.
   *
   * @param id the author's id, with its index when the id repeats.
   */
  stepError: memoizedError,
  /** JSON as the SDK writes it; undefined for a value that has none. */
  stringify,
};

export type { Call };
