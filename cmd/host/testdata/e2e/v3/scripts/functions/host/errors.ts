import { NonRetriableError, RetryAfterError, StepError } from "inngest";
import { inngest } from "../../lib/client";

class QuotaError extends Error {
  override name = "QuotaError";
}

/** A failed step is caught, looked at, and survived; its error is remembered. */
export const caught = inngest.createFunction(
  { id: "errors/caught", retries: 0 },
  { event: "e2e/caught.requested" },
  async ({ step }) => {
    let seen: unknown;
    try {
      await step.run("breaks", () => {
        throw new QuotaError("too much", { cause: new TypeError("inner") });
      });
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      seen = {
        isError: error instanceof Error,
        name: error.name,
        message: error.message,
        stepId: error.stepId,
        cause: error.cause instanceof Error ? `${error.cause.name}: ${error.cause.message}` : String(error.cause),
      };
    }
    const after = await step.run("carries on", () => "survived");
    return { seen, after };
  },
);

/** The step fails once and works the second time. */
export const retried = inngest.createFunction(
  { id: "errors/retried", retries: 2 },
  { event: "e2e/retried.requested" },
  async ({ step, attempt }) => {
    const before = await step.run("before", () => "once");
    const flaky = await step.run("flaky", () => {
      if (attempt === 0) throw new Error("not yet");
      return `attempt ${attempt}`;
    });
    return { before, flaky };
  },
);

/** The function's own code fails once, then works. */
export const retriedBody = inngest.createFunction(
  { id: "errors/retried-body", retries: 1 },
  { event: "e2e/retried-body.requested" },
  async ({ attempt }) => {
    if (attempt === 0) throw new Error("function not yet");
    return `attempt ${attempt}`;
  },
);

/** Every attempt fails: the run fails with the function's error. */
export const exhausted = inngest.createFunction(
  {
    id: "errors/exhausted",
    retries: 1,
    onFailure: async ({ event, error, step }) => {
      const noted = await step.run("note the failure", () => `${error.name}: ${error.message}`);
      await inngest.send({
        name: "e2e/failure.noted",
        data: { noted, functionId: event.data.function_id, original: event.data.event.name },
      });
      return noted;
    },
  },
  { event: "e2e/exhausted.requested" },
  async ({ attempt }) => {
    throw new QuotaError(`attempt ${attempt} failed`);
  },
);

/** A step that fails on every attempt fails the run when nobody catches it. */
export const uncaughtStep = inngest.createFunction(
  { id: "errors/uncaught-step", retries: 1 },
  { event: "e2e/uncaught-step.requested" },
  async ({ step, attempt }) => {
    await step.run("always breaks", () => {
      throw new QuotaError(`step attempt ${attempt}`);
    });
  },
);

/** Not worth a retry: in a step ... */
export const nonRetriableStep = inngest.createFunction(
  { id: "errors/non-retriable-step", retries: 5 },
  { event: "e2e/non-retriable-step.requested" },
  async ({ step }) => {
    await step.run("hopeless", () => {
      throw new NonRetriableError("no use");
    });
  },
);

/** ... and in the function. */
export const nonRetriable = inngest.createFunction(
  { id: "errors/non-retriable", retries: 5 },
  { event: "e2e/non-retriable.requested" },
  async () => {
    throw new NonRetriableError("no use at all");
  },
);

/** Asks to be called again after a second. */
export const retryAfter = inngest.createFunction(
  { id: "errors/retry-after", retries: 2 },
  { event: "e2e/retry-after.requested" },
  async ({ step, attempt }) => {
    const first = await step.run("busy", () => {
      if (attempt === 0) throw new RetryAfterError("come back", "1s");
      return attempt;
    });
    return { first };
  },
);

/** The author throws what is no error. */
export const thrownText = inngest.createFunction(
  { id: "errors/thrown-text", retries: 0 },
  { event: "e2e/thrown-text.requested" },
  async () => {
    throw "just text";
  },
);

/** Attempts are counted, and the tests wait for runs to end. */
export const allowNoRetries = "no attempt after the first is of interest here";
