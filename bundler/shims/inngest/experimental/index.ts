/**
 * `inngest/experimental`. Traces are the host's own, so that the middleware
 * for them has nothing to do; the rest says what to use instead.
 */

import { unavailable } from "../sdk/unavailable";

/** Middleware that does nothing, for either version of the SDK. */
export function extendedTracesMiddleware(_options?: unknown): any {
  return class ExtendedTraces {
    readonly id = "inngest:extended-traces";
  };
}

export class InngestSpanProcessor {
  constructor(_app?: unknown) {
    unavailable("InngestSpanProcessor", "the host exports traces itself: see OTEL_EXPORTER_OTLP_ENDPOINT")();
  }
}

const inResult = "put what you want to see in a step's result";
const asEvent = "send an event with step.sendEvent and handle it in another function";
const asProcess = "run the command as a child process of a step";

export const metadataMiddleware = unavailable("metadataMiddleware()", inResult);
export const scoreMiddleware = unavailable("scoreMiddleware()", inResult);
export const sandboxMiddleware = unavailable("sandboxMiddleware()", asProcess);
export const createDefer = unavailable("createDefer()", asEvent);
export const createScorer = unavailable("createScorer()", asEvent);
export const getAsyncCtx = unavailable("getAsyncCtx()", 'use `step` and `group` of "inngest", which find their call');

/** Nothing in the host throws these; scripts may ask whether an error is one. */
export class SandboxError extends Error {}
export class SandboxValidationError extends SandboxError {}

/** What createDefer would make. */
export class DeferredFunction {
  constructor() {
    unavailable("DeferredFunction", asEvent)();
  }
}
