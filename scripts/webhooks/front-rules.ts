import { defineWebhook } from "host:webhook";

import { normalize } from "./_front";

/**
 * Front, the webhooks of rules. Front signs these without a timestamp, with
 * SHA-1, and over the body as JSON.stringify writes it.
 * https://dev.frontapp.com/docs/rule-webhooks
 */
export default defineWebhook({
  id: "front-rules",
  eventPrefix: "front",
  verify: {
    scheme: "hmac-sha1",
    header: "x-front-signature",
    encoding: "base64",
    signed: "{json}",
    secrets: ["FRONT_RULES_WEBHOOK_SECRET", "FRONT_WEBHOOK_SECRET"],
  },
  normalize: (body) => normalize(body, () => true),
});
