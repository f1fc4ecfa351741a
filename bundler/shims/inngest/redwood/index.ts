/** `inngest/redwood`: the host serves functions itself; see ../sdk/serve. */

export { serve } from "../sdk/serve";
export const frameworkName = "redwoodjs";
