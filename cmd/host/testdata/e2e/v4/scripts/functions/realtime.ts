import { realtime, staticSchema } from "inngest";
import { inngest } from "../lib/client";

export const roles = ["host"];

const progress = realtime.channel({
  name: "e2e",
  topics: { progress: { schema: staticSchema<{ percent: number }>() } },
});

/** Publishes as a step, and gets its own data back. */
export const publishes = inngest.createFunction(
  { id: "realtime/publishes", triggers: [{ event: "e2e/publish.requested" }] },
  async ({ step }) => {
    const published = await step.realtime.publish("tell", progress.progress, { percent: 50 });
    return published;
  },
);
