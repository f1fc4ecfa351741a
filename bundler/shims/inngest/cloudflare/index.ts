/** `inngest/cloudflare`: the host serves functions itself; see ../sdk/serve. */

export { serve } from "../sdk/serve";
export const frameworkName = "cloudflare-pages";
