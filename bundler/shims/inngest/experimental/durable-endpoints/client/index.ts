/** `inngest/experimental/durable-endpoints/client`: for browsers. */

import { unavailable } from "../../../sdk/unavailable";

export const fetchWithStream = unavailable("fetchWithStream()", "it is for browsers");
