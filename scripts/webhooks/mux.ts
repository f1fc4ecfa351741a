import { defineWebhook } from "host:webhook";

/**
 * Mux: video assets and uploads.
 * https://www.mux.com/docs/core/verify-webhook-signatures
 */
export default defineWebhook({
  id: "mux",
  eventPrefix: "mux",
  verify: {
    scheme: "hmac-sha256",
    header: "mux-signature",
    fields: { signature: "v1", timestamp: "t" },
    signed: "{timestamp}.{raw}",
    secrets: ["MUX_WEBHOOK_SECRET"],
  },
  normalize(body) {
    const type = String(body.type ?? "");
    if (!type.startsWith("video.")) return [];
    const name = type.slice("video.".length);
    return [{
      name,
      data: {
        type,
        eventId: body.id,
        objectId: body.object?.id,
        objectType: body.object?.type,
        status: body.data?.status,
        playbackIds: body.data?.playback_ids,
        passthrough: body.data?.passthrough,
        environment: body.environment?.name,
        createdAt: body.created_at,
        payload: body.data,
      },
      // The id of the event, which every attempt to deliver it has.
      idempotencyKey: `mux-${name}-${body.id}`,
    }];
  },
});
