/** `inngest/internals`: the SDK's engine, which the host does not have. */

import { deserializeError, serializeError } from "../sdk/errors";
import { unavailable } from "../sdk/unavailable";

const engine = "the host runs your functions itself";

export const errors = { deserializeError, serializeError };
export const types = {};

export class ServerTiming {
  constructor() {
    unavailable("ServerTiming", engine)();
  }
}

export class InngestExecution {
  constructor() {
    unavailable("InngestExecution", engine)();
  }
}

export { InngestExecution as InngestExecutionEngine, InngestExecution as InngestExecutionV0 };
export { InngestExecution as InngestExecutionV1, InngestExecution as InngestExecutionV2 };
