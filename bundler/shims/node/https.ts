// node:https: requests. Servers are refused.
import { Agent as HTTPAgent, ClientRequest } from "node:http";
import { refused } from "host:internal/node-errors";

type Any = any;

const ports = "a script opens no ports; a request from outside is a file in scripts/webhooks";

export class Agent extends HTTPAgent {
  override defaultPort = 443;
  override protocol = "https:";
}

export function request(input: Any, options?: Any, callback?: Any): ClientRequest { return new ClientRequest(input, options, callback, "https:"); }

export function get(input: Any, options?: Any, callback?: Any): ClientRequest {
  const r = request(input, options, callback);
  r.end();
  return r;
}

export function createServer(): never { throw refused("https.createServer()", ports); }

export class Server {
  constructor() { throw refused("https.Server", ports); }
}

export const globalAgent = new Agent({ keepAlive: true, scheduling: "lifo", timeout: 5000 });
export default { Agent, Server, createServer, get, request, globalAgent };
