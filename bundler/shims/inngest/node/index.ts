/** `inngest/node`: the host serves functions itself; see ../sdk/serve. */

export {
  createServer,
  createServer as createEndpointServer,
  endpointAdapter,
  createServer as readRequestBody,
  serve,
  createServer as serveEndpoint,
} from "../sdk/serve";
export const frameworkName = "nodejs";
