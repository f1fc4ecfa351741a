/** `inngest/realtime`: channels to publish to. Subscribers are elsewhere. */

import { unavailable } from "../sdk/unavailable";
import { realtime } from "../sdk/channel";

export { staticSchema } from "../sdk/static-schema";
export { realtime };
export const channel = realtime.channel;
export const subscribe = unavailable("subscribe()", "subscribe in the browser or in another process");
export const getSubscriptionToken = unavailable(
  "getSubscriptionToken()",
  "ask for a token where the subscriber's request is served",
);
