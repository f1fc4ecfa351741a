/** `inngest/next`: the host serves functions itself; see ../sdk/serve. */

export { serve, endpointAdapter } from "../sdk/serve";
export const frameworkName = "nextjs";
