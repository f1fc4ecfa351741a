/** `inngest/experimental/durable-endpoints`: the host serves functions only. */

import { unavailable } from "../../sdk/unavailable";

const push = unavailable("stream", "publish to a realtime channel with step.realtime.publish");
export const stream = { push, pipe: push };
