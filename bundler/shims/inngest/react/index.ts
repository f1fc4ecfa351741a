/** `inngest/react`: for browsers. */

import { unavailable } from "../sdk/unavailable";

export const useRealtime = unavailable("useRealtime()", "it is for React, in a browser");
export const getClientSubscriptionToken = unavailable("getClientSubscriptionToken()", "it is for React, in a browser");
