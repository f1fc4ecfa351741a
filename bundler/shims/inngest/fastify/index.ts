/** `inngest/fastify`: the host serves functions itself; see ../sdk/serve. */

export { fastifyPlugin as default, fastifyPlugin, serve } from "../sdk/serve";
export const frameworkName = "fastify";
