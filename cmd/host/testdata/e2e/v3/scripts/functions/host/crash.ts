import { inngest } from "../../lib/client";

/**
 * Each step tells the world by an event that its body ran. The worker is
 * killed while the second body hangs; the first must not run again.
 */
export const crashes = inngest.createFunction(
  { id: "crash/survives", retries: 3 },
  { event: "e2e/crash.requested" },
  async ({ event, step, attempt }) => {
    const tell = (body: string) => inngest.send({ name: "e2e/body.ran", data: { key: event.data.key, body } });
    const first = await step.run("first", async () => {
      await tell("first");
      return "kept";
    });
    const second = await step.run("second", async () => {
      await tell("second");
      if (attempt === 0) await new Promise((resolve) => setTimeout(resolve, 60_000));
      return "done again";
    });
    return { first, second };
  },
);
