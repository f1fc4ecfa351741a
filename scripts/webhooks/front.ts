import { defineWebhook } from "host:webhook";

import { normalize } from "./_front";

/**
 * Front, the webhooks of an application: signed with a timestamp.
 * https://dev.frontapp.com/docs/application-webhooks
 *
 * Those of rules are another provider, front-rules: each address takes one
 * kind of signature, so that nobody chooses the weaker by leaving a header out.
 */
export default defineWebhook({
  id: "front",
  eventPrefix: "front",
  verify: {
    scheme: "hmac-sha256",
    header: "x-front-signature",
    encoding: "base64",
    signed: "{timestamp}:{raw}",
    timestampHeader: "x-front-request-timestamp",
    secrets: ["FRONT_APPLICATION_SECRET"],
  },
  challenge: { kind: "echo", header: "x-front-challenge" },
  normalize: (body) => normalize(body, (name) => name !== "conversation.moved" && name !== "conversation.restored"),
});
