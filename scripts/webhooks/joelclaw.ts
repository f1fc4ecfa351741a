import { defineWebhook, InvalidDelivery } from "host:webhook";

/**
 * joelclaw's own sites: events in the form of Inngest's event API, one or a
 * list, sent on under their own names. An event with an id runs once however
 * often it is delivered.
 */
export default defineWebhook({
  id: "joelclaw",
  eventPrefix: "",
  verify: { scheme: "hmac-sha256", header: "x-joelclaw-signature", secrets: ["JOELCLAW_WEBHOOK_SECRET"] },
  normalize(body) {
    const events: any[] = Array.isArray(body) ? body : [body];
    return events.map((event) => {
      if (typeof event?.name !== "string" || event.name === "") throw new InvalidDelivery("every event needs a name");
      if (event.name.startsWith("inngest/")) throw new InvalidDelivery(`the name ${event.name} is the Inngest server's own`);
      if (event.data !== undefined && (typeof event.data !== "object" || event.data === null || Array.isArray(event.data))) {
        throw new InvalidDelivery(`data of ${event.name} must be an object`);
      }
      return { name: event.name, data: event.data ?? {}, idempotencyKey: event.id, ts: event.ts, v: event.v, user: event.user };
    });
  },
});
