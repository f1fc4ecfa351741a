/** `inngest/connect`: the connection to the server is the host's. */

import { unavailable } from "../sdk/unavailable";

export const connect = unavailable("connect()", "the host registers and serves your functions itself");

export const ConnectionState = {
  CONNECTING: "CONNECTING",
  ACTIVE: "ACTIVE",
  PAUSED: "PAUSED",
  RECONNECTING: "RECONNECTING",
  CLOSING: "CLOSING",
  CLOSED: "CLOSED",
} as const;

export const DEFAULT_SHUTDOWN_SIGNALS = ["SIGINT", "SIGTERM"];
