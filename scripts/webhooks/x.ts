import { createHash } from "node:crypto";

import { defineWebhook } from "host:webhook";

/**
 * X: account activity, one event for each delivery.
 * https://docs.x.com/x-api/webhooks/introduction
 *
 * X makes sure of the address with a token that must be signed with the same
 * secret and in the same way as its deliveries. The worker signs only tokens of
 * letters, digits, "-" and "_", and takes no delivery that looks like one.
 */
export default defineWebhook({
  id: "x",
  eventPrefix: "x",
  verify: {
    scheme: "hmac-sha256",
    header: "x-twitter-webhooks-signature",
    prefix: "sha256=",
    encoding: "base64",
    secrets: ["X_CONSUMER_SECRET", "TWITTER_CONSUMER_SECRET"],
  },
  challenge: { kind: "hmac", parameter: "crc_token", field: "response_token", prefix: "sha256=" },
  normalize(body) {
    const user = body.for_user_id;
    const activity = Object.entries(body).filter(([key, value]) => Array.isArray(value) && key.endsWith("_events")) as [string, any[]][];
    if (!user || activity.length === 0) return [];
    const types = activity.map(([type]) => type).sort();
    const ids = activity.flatMap(([, events]) => events.map((e) => e.id_str ?? e.id ?? e.event?.id)).filter(Boolean);
    const told = ids.length > 0 ? ids.join("-") : createHash("sha256").update(JSON.stringify(body)).digest("hex").slice(0, 16);
    return [{
      name: "account_activity.received",
      data: { forUserId: user, types, ids, payload: body },
      idempotencyKey: `x-account-activity-${user}-${types.join("-")}-${told}`,
    }];
  },
});
