/** Events about what functions do: see docs/observability.md. */
declare module "host:otel" {
  export type OtelLevel = "debug" | "info" | "warn" | "error" | "fatal";

  /** What a script tells of an event; the host fills in the rest. */
  export interface OtelEventInput {
    /** A UUID unless given. Sinks keep one event for each id. */
    id?: string;
    /** In milliseconds since 1970; now unless given. */
    timestamp?: number;
    sessionId?: string;
    systemId?: string;
    level: OtelLevel;
    /** Which program: "worker", "webhook". */
    source: string;
    /** Which part of it: "daily-digest". */
    component: string;
    /** What happened: "digest.sent". */
    action: string;
    /** How long it took, in milliseconds. */
    duration_ms?: number;
    success: boolean;
    /** What went wrong; "operation_failed" when success is false and nothing is given. */
    error?: string;
    /** Anything that JSON can hold, up to 64 KiB. */
    metadata?: Record<string, unknown>;
  }

  /** What became of an event. */
  export interface EmitResult {
    /** It is on disk or delivered, for every sink that wants it. */
    stored: boolean;
    eventId?: string;
    /** It is in the worker's memory: the disk takes nothing, or too long. */
    queued?: boolean;
    /** It is not kept; dropReason is "invalid", "debug_backpressure" or "closed". */
    dropped?: boolean;
    dropReason?: string;
    error?: string;
  }

  /** What emitMeasuredOtelEvent is told; the outcome makes the rest. */
  export type MeasuredOtelEventInput = Omit<OtelEventInput, "level" | "success" | "duration_ms" | "error"> & {
    /** The level on success, "info" unless given. A failure is an "error", or "fatal" when that is given. */
    level?: OtelLevel;
  };

  /**
   * Tells of something that happened. It never throws and never rejects: the
   * result says what became of the event. Awaiting it costs a write to the
   * worker's disk, whatever state the sinks are in.
   *
   *     await emitOtelEvent({
   *       level: "info", source: "worker", component: "daily-digest", action: "digest.sent",
   *       success: true, metadata: { recipients: 12 },
   *     });
   */
  export function emitOtelEvent(input: OtelEventInput): Promise<EmitResult>;

  /**
   * Runs an operation and tells of its end: how long it took, and whether it
   * threw. Gives what the operation gives, and throws what it throws.
   *
   *     const page = await emitMeasuredOtelEvent(
   *       { source: "worker", component: "sync", action: "sync.page_fetched" },
   *       () => fetchPage(cursor),
   *     );
   */
  export function emitMeasuredOtelEvent<T>(input: MeasuredOtelEventInput, operation: () => T | Promise<T>): Promise<T>;
}
