/** `serve` of the frameworks: not needed in the host, which says so. */

import { unavailable } from "./unavailable";

const served = "the host serves your functions itself: export them from the file that creates them";

/**
 * Takes what a framework's `serve` takes. The handler it gives throws when a
 * request reaches it, by whichever method or property.
 */
export function serve(options: { client?: unknown; functions?: readonly unknown[] } = {}): any {
  const handler = unavailable("a handler made by inngest's serve()", served);
  const { client, functions } = options;
  return Object.assign(handler, { GET: handler, POST: handler, PUT: handler, client, functions });
}

export const createServer = unavailable("createServer()", served);
export const fastifyPlugin = unavailable("fastifyPlugin()", served);

const endpoint = unavailable("endpointAdapter", "create a function, and invoke it by an event");
export const endpointAdapter = Object.assign(endpoint, { withOptions: endpoint });
