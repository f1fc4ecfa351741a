/** `inngest/types`: the values among the types. */

import { unavailable } from "../sdk/unavailable";

export const AsyncResponseType = { Redirect: "redirect", Token: "token" } as const;

export const StepMode = { Sync: "sync", Async: "async", AsyncCheckpointing: "async_checkpointing" } as const;

export const StepOpCode = {
  WaitForSignal: "WaitForSignal",
  WaitForEvent: "WaitForEvent",
  Step: "Step",
  StepRun: "StepRun",
  StepError: "StepError",
  StepFailed: "StepFailed",
  StepPlanned: "StepPlanned",
  Sleep: "Sleep",
  StepNotFound: "StepNotFound",
  InvokeFunction: "InvokeFunction",
  AiGateway: "AIGateway",
  Gateway: "Gateway",
  RunComplete: "RunComplete",
  DiscoveryRequest: "DiscoveryRequest",
  DeferAdd: "DeferAdd",
  DeferAbort: "DeferAbort",
} as const;

export const defaultCheckpointingOptions = { bufferedSteps: 1, maxRuntime: 0, maxInterval: 0 };
export const DefaultMaxRuntime = { connect: 300_000, serve: 10_000 } as const;
export const logLevels = ["fatal", "error", "warn", "info", "debug", "silent"] as const;

export const ok = <T>(value: T) => ({ ok: true as const, value });
export const err = <E>(error?: E) => ({ ok: false as const, error });

/** The SDK checks the protocol's messages with these; here the host does. */
function schema(name: string) {
  const parse = unavailable(`inngest/types: ${name}`, "the host checks the protocol's messages itself");
  return { parse, safeParse: parse, parseAsync: parse, safeParseAsync: parse };
}

export const functionConfigSchema = schema("functionConfigSchema");
export const inBandSyncRequestBodySchema = schema("inBandSyncRequestBodySchema");
export const incomingOpSchema = schema("incomingOpSchema");
export const jsonErrorSchema = schema("jsonErrorSchema");
export const sendEventResponseSchema = schema("sendEventResponseSchema");
