import { NonRetriableError } from "inngest";
import { inngest } from "../lib/client";

export const roles = ["cluster"];

/** Who wants to hear of what. */
const subscribers: Record<string, string[]> = {
  "invoice.paid": ["bookkeeping", "crm"],
  "customer.deleted": ["crm", "newsletter", "search"],
};

/** Delivers one webhook to one subscriber. It has no trigger: others invoke it. */
export const deliverWebhook = inngest.createFunction(
  {
    id: "deliver-webhook",
    name: "Deliver a webhook to one subscriber",
    retries: 4,
    throttle: { limit: 10, period: "1s", key: "event.data.subscriber" },
  },
  [],
  async ({ event, step }) => {
    const { subscriber, kind } = event.data as { subscriber?: string; kind?: string };
    if (!subscriber || !kind) throw new NonRetriableError("deliver-webhook needs a subscriber and a kind");

    return step.run("deliver", () => ({ subscriber, kind, at: new Date().toISOString() }));
  },
);

/**
 * Hands a webhook to everyone who wants it. Each delivery is a run of its own,
 * with its own retries: one that fails neither delays nor repeats the others.
 */
export const webhookFanout = inngest.createFunction(
  { id: "webhook-fanout", name: "Fan out a webhook" },
  { event: "webhook/received" },
  async ({ event, step }) => {
    const { kind, payload } = event.data;
    const deliveries = await Promise.allSettled(
      (subscribers[kind] ?? []).map((subscriber) =>
        step.invoke(`to-${subscriber}`, { function: deliverWebhook, data: { subscriber, kind, payload } }),
      ),
    );
    const failed = deliveries.filter((delivery) => delivery.status === "rejected").length;
    return { kind, delivered: deliveries.length - failed, failed };
  },
);
