import { eventType, staticSchema, step as anywhere } from "inngest";
import { inngest } from "../lib/client";
import { loop } from "./sequence";

export const roles = ["host"];

/** Steps of a group race: the first result decides. */
export const races = inngest.createFunction(
  { id: "group/races", triggers: [{ event: "e2e/group.requested" }] },
  async ({ group, step }) => {
    const winner = await group.parallel(async () =>
      Promise.race([
        step.run("quick", () => "quick"),
        step.sleep("slow", "20s").then(() => "slow"),
      ]),
    );
    return step.run("crown", () => winner);
  },
);

const typed = eventType("e2e/typed.requested", { schema: staticSchema<{ n: number }>() });

/** Finds its steps through the module's own `step`, as a library would. */
const double = (id: string, n: number) => anywhere.run(id, () => n * 2);

/** A typed event starts it, a library makes the steps, a function of another file is invoked. */
export const typedTrigger = inngest.createFunction(
  { id: "group/typed", triggers: [typed] },
  async ({ event, step }) => {
    const two = await double("first", event.data.n);
    const four = await double("second", two);
    const squares = await step.invoke("squares", { function: loop });
    return { four, squares };
  },
);

/** The same with checkpoints off: each step is a request of its own. */
export const unhurried = inngest.createFunction(
  { id: "group/no-checkpoints", checkpointing: false, triggers: [{ event: "e2e/no-checkpoints.requested" }] },
  async ({ step }) => {
    const a = await step.run("a", () => 1);
    const b = await step.run("b", () => a + 1);
    return { a, b };
  },
);

/** Version 4 with the parallelism of version 3. */
export const unoptimized = inngest.createFunction(
  { id: "parallel/unoptimized", optimizeParallelism: false, triggers: [{ event: "e2e/unoptimized.requested" }] },
  async ({ step }) => {
    const sums = await Promise.all([1, 2, 3].map((n) => step.run("add", () => n + 3)));
    return step.run("total", () => sums.reduce((a, b) => a + b, 0));
  },
);
