import { NonRetriableError } from "inngest";
import { inngest } from "../lib/client";
import { charge } from "../lib/shop";

export const roles = ["cluster"];

/** Orders above this are charged only after somebody has agreed. */
const limit = 1000;

/**
 * Charges an order, large ones after a person's approval. The run waits for
 * days without costing anything, and ends when the customer withdraws.
 */
export const orderApproval = inngest.createFunction(
  {
    id: "order-approval",
    name: "Charge an order",
    idempotency: "event.data.orderId",
    concurrency: { limit: 1, key: "event.data.customer" },
    cancelOn: [{ event: "order/withdrawn", match: "data.orderId" }],
  },
  { event: "order/placed" },
  async ({ event, step, logger }) => {
    const { orderId, customer, amount } = event.data;
    if (!(amount > 0)) throw new NonRetriableError(`order ${orderId} has no amount`);

    if (amount > limit) {
      await step.sendEvent("ask", { name: "order/approval.requested", data: { orderId, amount } });
      const decision = await step.waitForEvent("decision", {
        event: "order/approval.decided",
        match: "data.orderId",
        timeout: "2d",
      });
      if (!decision?.data.approved) {
        logger.info(`order ${orderId} is not approved`);
        return { orderId, charged: false, reason: decision ? `refused by ${decision.data.by}` : "nobody decided" };
      }
    }

    const { receipt } = await step.run("charge", () => charge({ id: orderId, customer, amount }));
    await step.sendEvent("thank", {
      name: "notification/requested",
      data: { to: customer, text: `Thank you. Your receipt is ${receipt}.` },
    });
    return { orderId, charged: true, receipt };
  },
);
