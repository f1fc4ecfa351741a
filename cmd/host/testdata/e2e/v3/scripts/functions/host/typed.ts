import { EventSchemas, Inngest } from "inngest";
import { loop } from "./sequence";

type Events = {
  "e2e/typed.requested": { data: { n: number } };
};

/** A second client of the same app, with types for its events. */
const typedClient = new Inngest({ id: "e2e-v3", schemas: new EventSchemas().fromRecord<Events>() });

/** The event's data has a type; a function of another file is invoked. */
export const typedTrigger = typedClient.createFunction(
  { id: "group/typed" },
  { event: "e2e/typed.requested" },
  async ({ event, step }) => {
    const doubled = await step.run("double", () => event.data.n * 2);
    const squares = await step.invoke("squares", { function: loop });
    return { doubled, squares };
  },
);

/** Version 3 with the parallelism of version 4. */
export const optimized = typedClient.createFunction(
  { id: "parallel/optimized", optimizeParallelism: true },
  { event: "e2e/typed.requested" },
  async ({ event, step }) => {
    const sums = await Promise.all([1, 2, 3].map((n) => step.run("add", () => n + event.data.n)));
    return step.run("total", () => sums.reduce((a, b) => a + b, 0));
  },
);
