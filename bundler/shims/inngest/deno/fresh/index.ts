/** `inngest/deno/fresh`: the host serves functions itself; see ../../sdk/serve. */

export { serve } from "../../sdk/serve";
export const frameworkName = "deno/fresh";
