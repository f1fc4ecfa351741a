import { inngest } from "../../lib/client";

/** Steps one after the other: values in and out, names, sleeps. */
export const sequence = inngest.createFunction(
  { id: "steps/sequence", name: "Steps in a row" },
  { event: "e2e/sequence.requested" },
  async ({ event, events, step, attempt, runId }) => {
    const first = await step.run("first", () => ({ doubled: event.data.n * 2 }));
    const sum = await step.run({ id: "sum", name: "Add them up" }, (a: number, b: number) => a + b, first.doubled, 1);
    await step.sleep("nap", "1s");
    const nothing = await step.run("returns nothing", () => {});
    await step.sleepUntil("until then", new Date(Date.now() + 1000));
    const asynchronous = await step.run("asynchronous", async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return "later";
    });
    return {
      sum,
      nothing,
      asynchronous,
      attempt,
      events: events.map((e) => e.name),
      hasRunId: runId.length > 0,
    };
  },
);

/** A step's result is what JSON makes of it, live as well as replayed. */
export const roundTrip = inngest.createFunction(
  { id: "steps/round-trip" },
  { event: "e2e/round-trip.requested" },
  async ({ step }) => {
    const value = await step.run("value", () => ({
      undef: undefined,
      date: new Date(0),
      map: new Map([["a", 1]]),
      nan: NaN,
      nested: { z: 1, a: [1, undefined, null] },
      text: "grüße \u2028 👋",
      big: 12345678901234567890,
    }));
    const kind = await step.run("kind", () => typeof value.date);
    return { value, kind, keys: Object.keys(value).length };
  },
);

/** The same id again and again is a different step each time. */
export const loop = inngest.createFunction(
  { id: "steps/loop" },
  { event: "e2e/loop.requested" },
  async ({ step }) => {
    const seen: number[] = [];
    for (let i = 0; i < 4; i++) {
      seen.push(await step.run("turn", () => i * i));
    }
    return seen;
  },
);

/** No steps at all, and no value. */
export const plain = inngest.createFunction(
  { id: "plain" },
  { event: "e2e/plain.requested" },
  async ({ event }) => {
    if (event.data.silent) return;
    return { name: event.name, data: event.data };
  },
);
