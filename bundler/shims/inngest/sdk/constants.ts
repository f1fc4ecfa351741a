/** Names that the SDK publishes. */

/** The version of the SDK whose behaviour this module has. */
export const version = "4.18.1";

export const headerKeys = {
  ContentType: "content-type",
  Host: "host",
  ForwardedFor: "x-forwarded-for",
  RealIp: "x-real-ip",
  Location: "location",
  ContentLength: "content-length",
  Signature: "x-inngest-signature",
  SdkVersion: "x-inngest-sdk",
  Environment: "x-inngest-env",
  Platform: "x-inngest-platform",
  Framework: "x-inngest-framework",
  NoRetry: "x-inngest-no-retry",
  RequestId: "x-request-id",
  GenerationId: "x-inngest-generation-id",
  InngestJobId: "x-inngest-job-id",
  RequestVersion: "x-inngest-req-version",
  RetryAfter: "retry-after",
  InngestServerKind: "x-inngest-server-kind",
  InngestExpectedServerKind: "x-inngest-expected-server-kind",
  InngestSyncKind: "x-inngest-sync-kind",
  EventIdSeed: "x-inngest-event-id-seed",
  TraceParent: "traceparent",
  TraceState: "tracestate",
  InngestRunId: "x-run-id",
  InngestStepId: "x-inngest-step-id",
  InngestForceStepPlan: "x-inngest-force-step-plan",
  SdkHandled: "x-inngest-sdk-handled",
} as const;

export const queryKeys = { DeployId: "deployId", FnId: "fnId", Probe: "probe", StepId: "stepId" } as const;

/** Events that the server sends. */
export const internalEvents = {
  FunctionFailed: "inngest/function.failed",
  FunctionInvoked: "inngest/function.invoked",
  FunctionFinished: "inngest/function.finished",
  FunctionCancelled: "inngest/function.cancelled",
  ScheduledTimer: "inngest/scheduled.timer",
  HttpRequest: "inngest/http.request",
  DeferredSchedule: "inngest/deferred.schedule",
} as const;

/** An id from any text: lower case, words joined by hyphens. */
export function slugify(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
