import { inngest } from "../lib/client";
import { ordersOf, scarce } from "../lib/shop";

export const roles = ["cluster"];

/**
 * Tells the team each working day what happened in the shop. The two questions
 * are asked at the same time; each answer is kept, so a retry asks only what
 * failed.
 */
export const dailyDigest = inngest.createFunction(
  { id: "daily-digest", name: "Daily digest", retries: 2 },
  { cron: "TZ=Europe/Berlin 0 7 * * 1-5" },
  async ({ step }) => {
    const day = await step.run("day", () => new Date().toISOString().slice(0, 10));

    const [orders, missing] = await Promise.all([
      step.run("orders", () => ordersOf(day)),
      step.run("scarce-goods", () => scarce(5)),
    ]);

    const revenue = orders.reduce((sum, order) => sum + order.amount, 0);
    const text = [
      `${day}: ${orders.length} orders, ${revenue} €.`,
      missing.length > 0 ? `Running out: ${missing.join(", ")}.` : "Everything is in stock.",
    ].join("\n");

    await step.sendEvent("tell-the-team", { name: "notification/requested", data: { to: "team", text } });
    return { day, orders: orders.length, revenue, missing };
  },
);
