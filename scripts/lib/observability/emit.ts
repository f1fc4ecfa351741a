/**
 * Events about what functions do, under the name that scripts import: the
 * host checks them, keeps them on disk and takes them to their sinks.
 */
export { emitMeasuredOtelEvent, emitOtelEvent } from "host:otel";
export type { EmitResult, MeasuredOtelEventInput, OtelEventInput, OtelLevel } from "host:otel";
