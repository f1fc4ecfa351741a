import { NonRetriableError, referenceFunction } from "inngest";
import { inngest } from "../lib/client";

export const roles = ["host"];

/** Sends from a step, and waits for the answer that belongs to this run. */
export const waits = inngest.createFunction(
  { id: "events/waits", triggers: [{ event: "e2e/waits.requested" }] },
  async ({ event, step }) => {
    const answer = await step.waitForEvent("wait for the answer", {
      event: "e2e/answer.given",
      match: "data.key",
      timeout: "30s",
    });
    const never = await step.waitForEvent("wait in vain", {
      event: "e2e/never.sent",
      if: `async.data.key == '${event.data.key}'`,
      timeout: "1s",
    });
    return { answer: answer?.data, name: answer?.name, never };
  },
);

/** Sends events as a step; the ids are remembered. */
export const sends = inngest.createFunction(
  { id: "events/sends", triggers: [{ event: "e2e/sends.requested" }] },
  async ({ event, step }) => {
    const one = await step.sendEvent("one", { name: "e2e/sent.one", data: { key: event.data.key } });
    const two = await step.sendEvent("two", [
      { name: "e2e/sent.two", data: { key: event.data.key, n: 1 } },
      { name: "e2e/sent.two", data: { key: event.data.key, n: 2 } },
    ]);
    return { one: one.ids.length, two: two.ids.length };
  },
);

export const callee = inngest.createFunction(
  { id: "events/callee", retries: 0, triggers: [{ event: "e2e/callee.requested" }] },
  async ({ event, step }) => {
    if (event.data.fail) throw new NonRetriableError("callee refuses");
    return step.run("work", () => ({ got: event.data.n, by: event.name }));
  },
);

/** Calls another function and uses its result: by object, by reference. */
export const invokes = inngest.createFunction(
  { id: "events/invokes", retries: 0, triggers: [{ event: "e2e/invokes.requested" }] },
  async ({ step }) => {
    const byObject = await step.invoke("by object", { function: callee, data: { n: 1 } });
    const reference = referenceFunction<typeof callee>({ functionId: "events/callee" });
    const byReference = await step.invoke("by reference", { function: reference, data: { n: 2 } });
    let refused = "";
    try {
      await step.invoke("refused", { function: callee, data: { fail: true } });
    } catch (error) {
      refused = (error as Error).message;
    }
    return { byObject, byReference, refused };
  },
);

/** Two runs: one waits for a signal, the other gives it. */
export const waitsForSignal = inngest.createFunction(
  { id: "events/waits-for-signal", triggers: [{ event: "e2e/waits-for-signal.requested" }] },
  async ({ event, step }) => {
    const signal = await step.waitForSignal<{ approved: boolean }>("approval", {
      signal: event.data.signal,
      timeout: "30s",
      onConflict: "replace",
    });
    const never = await step.waitForSignal("never", {
      signal: `${event.data.signal}/never`,
      timeout: "1s",
      onConflict: "fail",
    });
    return { data: signal?.data, never };
  },
);

export const sendsSignal = inngest.createFunction(
  { id: "events/sends-signal", retries: 5, triggers: [{ event: "e2e/sends-signal.requested" }] },
  async ({ event, step }) => {
    const sent = await step.sendSignal("approve", { signal: event.data.signal, data: { approved: true } });
    return { sent };
  },
);

/** Cancelled from outside while it sleeps. */
export const cancelled = inngest.createFunction(
  {
    id: "events/cancelled",
    cancelOn: [{ event: "e2e/cancel.requested", if: "async.data.key == event.data.key", timeout: "1h" }],
    triggers: [{ event: "e2e/cancelled.requested" }],
  },
  async ({ step }) => {
    await step.run("before", () => "ran");
    await step.sleep("long", "1h");
    return step.run("after", () => "must not run");
  },
);

/** Events arrive in batches. */
export const batched = inngest.createFunction(
  { id: "events/batched", batchEvents: { maxSize: 3, timeout: "30s" }, triggers: [{ event: "e2e/batched.requested" }] },
  async ({ events, step }) => {
    const sum = await step.run("sum", () => events.reduce((total, e) => total + e.data.n, 0));
    return { sum, count: events.length };
  },
);

/** Attempts are counted, and the tests wait for runs to end. */
export const allowNoRetries = "no attempt after the first is of interest here";
