import { inngest } from "../../lib/client";

/** Every step of a Promise.all runs, and each runs once. */
export const all = inngest.createFunction(
  { id: "parallel/all" },
  { event: "e2e/all.requested" },
  async ({ step }) => {
    const before = await step.run("before", () => 1);
    const [a, b, slept] = await Promise.all([
      step.run("branch", () => `a${before}`),
      step.run("branch", () => `b${before}`),
      step.sleep("pause", "1s"),
    ]);
    const after = await step.run("after", () => [a, b, slept ?? null]);
    return { a, b, after };
  },
);

/** The quickest step decides; a sleep loses against a step. */
export const race = inngest.createFunction(
  { id: "parallel/race" },
  { event: "e2e/race.requested" },
  async ({ step }) => {
    const winner = await Promise.race([
      step.run("quick", () => "quick"),
      step.sleep("slow", "20s").then(() => "slow"),
    ]);
    return step.run("crown", () => winner);
  },
);

/** One branch fails for good, the other does not care. */
export const settled = inngest.createFunction(
  { id: "parallel/all-settled", retries: 0 },
  { event: "e2e/all-settled.requested" },
  async ({ step }) => {
    const results = await Promise.allSettled([
      step.run("works", () => "fine"),
      step.run("breaks", () => {
        throw new Error("broken branch");
      }),
    ]);
    return results.map((r) => (r.status === "fulfilled" ? r.value : `${r.reason.name}: ${r.reason.message}`));
  },
);

/** Chains of steps side by side, joined at the end. */
export const chains = inngest.createFunction(
  { id: "parallel/chains" },
  { event: "e2e/chains.requested" },
  async ({ step }) => {
    const chain = async (name: string, length: number) => {
      let text = name;
      for (let i = 0; i < length; i++) text = await step.run(`${name} ${i}`, () => `${text}${i}`);
      return text;
    };
    return Promise.all([chain("a", 1), chain("b", 2), chain("c", 3)]);
  },
);

/** Started now, awaited later, with another step in between. */
export const startedEarly = inngest.createFunction(
  { id: "parallel/started-early" },
  { event: "e2e/started-early.requested" },
  async ({ step }) => {
    const early = step.run("early", () => "early");
    const between = await step.run("between", () => "between");
    return [between, await early];
  },
);

/** Steps that are found only after asynchronous work of the function's own. */
export const asyncBetween = inngest.createFunction(
  { id: "parallel/async-between" },
  { event: "e2e/async-between.requested" },
  async ({ step }) => {
    const one = await step.run("one", () => 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const two = await step.run("two", () => one + 1);
    for (let i = 0; i < 200; i++) await Promise.resolve();
    const [three, four] = await Promise.all([
      step.run("three", () => two + 1),
      new Promise((resolve) => setTimeout(resolve, 5)).then(() => "no step"),
    ]);
    return { one, two, three, four };
  },
);

/** Fans out over data that a step produced. */
export const fanOut = inngest.createFunction(
  { id: "parallel/fan-out" },
  { event: "e2e/fan-out.requested" },
  async ({ event, step }) => {
    const items = await step.run("list", () => Array.from({ length: event.data.count }, (_, i) => i));
    const squares = await Promise.all(items.map((i) => step.run(`square ${i}`, () => i * i)));
    return squares.reduce((sum, n) => sum + n, 0);
  },
);

/** Attempts are counted, and the tests wait for runs to end. */
export const allowNoRetries = "no attempt after the first is of interest here";
