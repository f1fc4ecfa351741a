import { eventType, staticSchema, step as anywhere } from "inngest";
import { inngest } from "../lib/client";

export const roles = ["host"];

/** Steps of a group race: the first result decides. */
export const races = inngest.createFunction(
  { id: "group/races", triggers: [{ event: "e2e/group.requested" }] },
  async ({ group, step }) => {
    const winner = await group.parallel(async () =>
      Promise.race([
        step.run("quick", () => "quick"),
        step.sleep("slow", "4s").then(() => "slow"),
      ]),
    );
    return step.run("crown", () => winner);
  },
);

const typed = eventType("e2e/typed.requested", { schema: staticSchema<{ n: number }>() });

/** Finds its steps through the module's own `step`, as a library would. */
const double = (id: string, n: number) => anywhere.run(id, () => n * 2);

/** A typed event starts it, and a library far away makes the steps. */
export const typedTrigger = inngest.createFunction(
  { id: "group/typed", triggers: [typed] },
  async ({ event }) => {
    const two = await double("first", event.data.n);
    return double("second", two);
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
