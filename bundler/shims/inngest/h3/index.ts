/** `inngest/h3`: the host serves functions itself; see ../sdk/serve. */

export { serve } from "../sdk/serve";
export const frameworkName = "h3";
