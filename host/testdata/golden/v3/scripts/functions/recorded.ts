import { Inngest, NonRetriableError, RetryAfterError, StepError } from "inngest";

export const roles = ["host"];

const inngest = new Inngest({ id: "recorded" });

export const simple = inngest.createFunction(
  { id: "simple-fn" },
  { event: "tests/function.test" },
  async ({ event }) => ({ name: event.name, body: "ok" }),
);

export const sequenceAndParallel = inngest.createFunction(
  { id: "seq-par", retries: 1 },
  { event: "proto/go" },
  async ({ event, step, runId }) => {
    const a = await step.run("first", () => ({
      n: event.data.n,
      runId,
      undef: undefined,
      d: new Date(0),
      m: new Map([[1, 2]]),
      big: 10n,
      nan: NaN,
    }));
    const b = await step.run("second", async () => a.n + 1);
    const [x, y] = await Promise.all([step.run("par", () => "x" + b), step.run("par", () => "y" + b)]);
    await step.sleep("nap", "1s");
    let caught: unknown = null;
    try {
      await step.run("boom", () => {
        throw new NonRetriableError("nope", { cause: new TypeError("inner") });
      });
    } catch (e) {
      const error = e as StepError;
      caught = [
        e instanceof StepError,
        e instanceof NonRetriableError,
        error.name,
        error.message,
        error.stepId,
        String(error.cause),
      ];
    }
    return { a, b, x, y, caught };
  },
);

export const race = inngest.createFunction(
  {
    id: "race",
    retries: 0,
    onFailure: async ({ event, error }) => ({
      handled: error.message,
      name: error.name,
      fn: event.data.function_id,
    }),
  },
  { event: "proto/race" },
  async ({ step }) => {
    const w = await Promise.race([step.run("slow-a", () => "A"), step.sleep("slow-b", "5s").then(() => "B")]);
    throw new Error("always fails after " + w);
  },
);

export const miscellany = inngest.createFunction(
  { id: "misc", retries: 1, concurrency: { limit: 5, key: "event.data.k" }, timeouts: { start: "10m", finish: "1h" } },
  { event: "proto/misc", if: "event.data.k != 'zz'" },
  async ({ step, attempt, event }) => {
    const ids = await step.sendEvent("send", [{ name: "x/one", data: { a: 1 } }, { name: "x/two" }]);
    const inv = await step.invoke("call", { function: simple, data: { q: 1 } });
    const wt = await step.waitForEvent("wait", { event: "never/comes", timeout: "1s", match: "data.id" });
    const sig = await step.waitForSignal("sig", {
      signal: "sig-" + event.data.k,
      timeout: "1s",
      onConflict: "replace",
    });
    const u = await step.run("void", () => {});
    await step.run("after", () => {
      if (attempt === 0) throw new RetryAfterError("later", 2000);
      return 1;
    });
    await step.sleepUntil("until", new Date(Date.now() + 1000));
    const wrapped = await step.ai.wrap("wrap", async (x) => ({ got: x }), { p: 1 });
    const inputs = await step.run({ id: "obj-id", name: "Pretty name" }, (a, b) => a + b, 2, 3);
    return { ids: ids.ids.length, inv, wt, sig, u, wrapped, inputs };
  },
);
