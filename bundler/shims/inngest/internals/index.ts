/** `inngest/internals`: the SDK's engine, which the host does not have. */

import { deserializeError, serializeError } from "../sdk/errors";
import { unavailable } from "../sdk/unavailable";

const engine = "the host runs your functions itself";

export const errors = { deserializeError, serializeError };
export const types = {};

/** A namespace none of whose members is there. */
function namespace(name: string): any {
  return new Proxy({}, { get: (_target, key) => unavailable(`${name}.${String(key)}`, engine)() });
}

export const ServerTiming = namespace("ServerTiming");
export const InngestExecution = namespace("InngestExecution");
export { InngestExecution as InngestExecutionEngine, InngestExecution as InngestExecutionV0 };
export { InngestExecution as InngestExecutionV1, InngestExecution as InngestExecutionV2 };
