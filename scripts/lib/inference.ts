/**
 * Language models, under the name that functions know: see docs/infer.md. A
 * repository that has its own lib/inference can keep its imports and point
 * them at "host:infer" with "alias" in host.json.
 */
export { infer, infer as default, InferError } from "host:infer";
export type {
  InferAttempt,
  InferErrorCode,
  InferOptions,
  InferProvider,
  InferResult,
  InferTask,
  InferThinking,
  InferUsage,
} from "host:infer";
