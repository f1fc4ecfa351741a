import { inngest } from "../lib/client";

export const roles = ["host", "cluster"];

/** Reminds somebody at a time, unless the reminder is cancelled before. */
export const reminder = inngest.createFunction(
  {
    id: "reminder",
    name: "Remind at a time",
    cancelOn: [{ event: "reminder/cancelled", match: "data.id" }],
  },
  { event: "reminder/requested" },
  async ({ event, step }) => {
    const { id, to, text, at } = event.data;

    await step.sleepUntil("until-then", at);
    const { ids } = await step.sendEvent("remind", { name: "notification/requested", data: { to, text } });

    return { reminder: id, notification: ids[0] };
  },
);
