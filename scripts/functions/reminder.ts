import { inngest } from "../lib/client";

export const roles = ["host", "cluster"];

/** Reminds of something at a time, unless it is cancelled before. */
export const reminder = inngest.createFunction(
  {
    id: "reminder",
    name: "Remind at a time",
    cancelOn: [{ event: "reminder/cancelled", match: "data.id" }],
  },
  { event: "reminder/requested" },
  async ({ event, step }) => {
    const { id, text, at } = event.data;

    await step.sleepUntil("until-then", at);
    const { ids } = await step.sendEvent("remind", { name: "notification/requested", data: { text } });

    return { reminder: id, notification: ids[0] };
  },
);
