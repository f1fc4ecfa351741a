import { inngest } from "../../lib/client";

/** Publishes as a step, and gets its own data back. */
export const publishes = inngest.createFunction(
  { id: "realtime/publishes" },
  { event: "e2e/publish.requested" },
  async ({ step }) => {
    const published = await step.realtime.publish("tell", {
      channel: "e2e",
      topic: "progress",
      data: { percent: 50 },
    });
    return published;
  },
);
