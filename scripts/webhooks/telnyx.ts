import { defineWebhook } from "host:webhook";

const wanted = ["call.initiated", "call.answered", "call.hangup", "message.received"];

/**
 * Telnyx: calls and messages. TELNYX_PUBLIC_KEY is the account's public key,
 * 32 bytes in base64.
 * https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks
 */
export default defineWebhook({
  id: "telnyx",
  eventPrefix: "telnyx",
  verify: {
    scheme: "ed25519",
    header: "telnyx-signature-ed25519",
    signed: "{timestamp}|{raw}",
    timestampHeader: "telnyx-timestamp",
    secrets: ["TELNYX_PUBLIC_KEY"],
  },
  normalize(body) {
    const event = body.data;
    if (!wanted.includes(event?.event_type)) return [];
    return [{
      name: event.event_type,
      data: {
        eventId: event.id,
        eventType: event.event_type,
        occurredAt: event.occurred_at,
        attempt: body.meta?.attempt,
        ...event.payload,
      },
      idempotencyKey: `telnyx-${event.event_type}-${event.id}`,
    }];
  },
});
