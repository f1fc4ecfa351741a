/** `inngest/express`: the host serves functions itself; see ../sdk/serve. */

export { serve } from "../sdk/serve";
export const frameworkName = "express";
