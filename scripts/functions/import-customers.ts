import { RetryAfterError } from "inngest";
import { inngest } from "../lib/client";
import { BusyError, customers, store } from "../lib/shop";

export const roles = ["host", "cluster"];

/**
 * Imports customers page by page. A page that is stored is never stored again:
 * a busy system is asked again when it said so, and if all retries fail,
 * somebody hears of it.
 */
export const importCustomers = inngest.createFunction(
  {
    id: "import-customers",
    name: "Import customers",
    retries: 5,
    singleton: { key: "event.data.source", mode: "skip" },
    onFailure: async ({ event, error, step }) => {
      const { source } = event.data.event.data;
      await step.sendEvent("tell-somebody", {
        name: "notification/requested",
        data: { to: "operations", text: `The import from ${source} has failed: ${error.message}` },
      });
    },
  },
  { event: "customer/import.requested" },
  async ({ event, step }) => {
    let imported = 0;
    let from: number | undefined = 0;
    while (from !== undefined) {
      const start: number = from;
      // The same id each time round: repeats are told apart by their order.
      const { stored, next } = await step.run("import-page", async () => {
        const { page, next } = await customers(event.data.source, start);
        try {
          return { stored: await store(page), next };
        } catch (error) {
          if (error instanceof BusyError) throw new RetryAfterError(error.message, `${error.seconds}s`, { cause: error });
          throw error;
        }
      });
      imported += stored;
      from = next;
    }
    return { imported };
  },
);
