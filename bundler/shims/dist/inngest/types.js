// Code generated from bundler/shims/inngest/types/index.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 9fc2be6e9f736b7417d331bcb997034feda9c7266c19722fb81a6c430e7eb97e
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true, configurable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });

// bundler/shims/inngest/types/index.ts
var index_exports = {};
__export(index_exports, {
  AsyncResponseType: () => AsyncResponseType,
  DefaultMaxRuntime: () => DefaultMaxRuntime,
  StepMode: () => StepMode,
  StepOpCode: () => StepOpCode,
  defaultCheckpointingOptions: () => defaultCheckpointingOptions,
  err: () => err,
  functionConfigSchema: () => functionConfigSchema,
  inBandSyncRequestBodySchema: () => inBandSyncRequestBodySchema,
  incomingOpSchema: () => incomingOpSchema,
  jsonErrorSchema: () => jsonErrorSchema,
  logLevels: () => logLevels,
  ok: () => ok,
  sendEventResponseSchema: () => sendEventResponseSchema
});
module.exports = __toCommonJS(index_exports);

// bundler/shims/inngest/sdk/unavailable.ts
function unavailable(what, instead) {
  return () => {
    throw new Error(`${what} is not available in the host: ${instead}`);
  };
}

// bundler/shims/inngest/types/index.ts
var AsyncResponseType = { Redirect: "redirect", Token: "token" };
var StepMode = { Sync: "sync", Async: "async", AsyncCheckpointing: "async_checkpointing" };
var StepOpCode = {
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
  DeferAbort: "DeferAbort"
};
var defaultCheckpointingOptions = { bufferedSteps: 1, maxRuntime: 0, maxInterval: 0 };
var DefaultMaxRuntime = { connect: 3e5, serve: 1e4 };
var logLevels = ["fatal", "error", "warn", "info", "debug", "silent"];
var ok = (value) => ({ ok: true, value });
var err = (error) => ({ ok: false, error });
function schema(name) {
  const parse = unavailable(`inngest/types: ${name}`, "the host checks the protocol's messages itself");
  return { parse, safeParse: parse, parseAsync: parse, safeParseAsync: parse };
}
var functionConfigSchema = schema("functionConfigSchema");
var inBandSyncRequestBodySchema = schema("inBandSyncRequestBodySchema");
var incomingOpSchema = schema("incomingOpSchema");
var jsonErrorSchema = schema("jsonErrorSchema");
var sendEventResponseSchema = schema("sendEventResponseSchema");
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(index_exports, { AsyncResponseType, DefaultMaxRuntime, StepMode, StepOpCode, defaultCheckpointingOptions, err, functionConfigSchema, inBandSyncRequestBodySchema, incomingOpSchema, jsonErrorSchema, logLevels, ok, sendEventResponseSchema });
