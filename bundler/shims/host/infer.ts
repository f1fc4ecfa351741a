/// <reference path="./internal/natives.d.ts" />
/**
 * Asks language models through the programs that the machine has for it (`pi`,
 * `claude`, `codex`), never through a paid API.
 *
 * The host runs a bounded number of programs at a time, keeps a circuit breaker
 * for each component and action, and accounts for what each function and step
 * uses. All isolates share these. See docs/infer.md.
 */
import * as native from "host:internal/infer";

/** The kinds of work that models are configured for, by `inferModels` in host.json. */
export type InferTask = "simple" | "classification" | "summary" | "digest" | "complex" | "vision" | "reasoning" | "rewrite" | "json" | "default";

export type InferProvider = "anthropic" | "openai" | "openai-codex";

/** How much a model may think before it answers. */
export type InferThinking = "off" | "minimal" | "low" | "medium" | "high" | "xhigh";

export interface InferOptions {
  /** Selects the models to try. */
  task?: InferTask;
  /** Is tried before those of the task: `"anthropic/claude-haiku"`. */
  model?: string;
  /** The provider of a model that is named without one; models of others are not tried. */
  provider?: InferProvider;
  /** How many models are tried at most; 3 unless said. */
  maxAttempts?: number;
  /** Models for this request alone, in place of the configured ones. */
  policy?: { models?: string[]; fallbacks?: string[] };
  /** Is recorded with the request. */
  policyVersion?: string;
  /** Refuses a model that is neither configured nor named with its provider. True in production unless said. */
  strict?: boolean;
  /** Lets such a model through nevertheless. */
  allowLegacy?: boolean;
  /** The deadline of the whole request in milliseconds, waiting and all attempts included: 120,000 unless said, from 1,000 to an hour. */
  timeout?: number;
  /** Looks for JSON in the answer: `data` is it, or undefined. */
  json?: boolean;
  /** An answer without JSON is an error, and the next model is tried. */
  requireJson?: boolean;
  /** An answer without text is an error, and the next model is tried. */
  requireTextOutput?: boolean;
  /** Takes the place of the program's own system prompt. */
  system?: string;
  /** Is added to the system prompt. */
  appendSystemPrompt?: string;
  /** A definition in `.pi/agents/<name>.md`, or one of the profiles `classifier`, `reflector` and `triage`. */
  agent?: string;
  thinking?: InferThinking;
  /** The only tools lent to the model. */
  tools?: string[];
  /** Lends no tools. */
  noTools?: boolean;
  /** Extensions that the program loads. */
  extensions?: string[];
  /** Keeps the program from loading the extensions it finds; true unless the agent has some. */
  noExtensions?: boolean;
  /** Passes `--print` on. */
  print?: boolean;
  /** Which part of the system asks; circuits are kept for each component and action. */
  component?: string;
  /** What for. */
  action?: string;
  /** Added to the program's environment. */
  env?: Record<string, string | undefined>;
  /** The folder that the program runs in, and where agents are looked for. */
  cwd?: string;
  /** Recorded with the request. */
  requestId?: string;
  metadata?: Record<string, unknown>;
  /** Ends the request, and the program with all that it has started. */
  signal?: AbortSignal;
}

/** What an answer took. Costs are in US dollars, and absent when the program does not tell them. */
export interface InferUsage {
  inputTokens: number;
  outputTokens: number;
  totalTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  costInput?: number;
  costOutput?: number;
  costTotal?: number;
}

export interface InferResult<T = any> {
  text: string;
  /** The JSON in the text, when it was asked for and is there. */
  data?: T;
  /** The model and provider that answered. */
  model?: string;
  provider?: string;
  /** Absent when the program does not tell. */
  usage?: InferUsage;
  /** How many models were tried before the one that answered. */
  attemptIndex?: number;
}

/** Why there is no answer. */
export type InferErrorCode =
  /** The request makes no sense. */
  | "INFER_OPTIONS"
  /** No file and no profile defines the agent, or its file cannot be read. */
  | "INFER_AGENT"
  /** The model may not be used, or the program does not know it. */
  | "INFER_MODEL"
  /** The program is not installed. */
  | "INFER_CLI_MISSING"
  /** The program ended with an error, or by a signal. */
  | "INFER_CLI_FAILED"
  /** The program's output is not what it is known to print. */
  | "INFER_BAD_OUTPUT"
  /** The program printed without end. */
  | "INFER_FLOOD"
  /** The answer has no text. */
  | "INFER_EMPTY"
  /** The answer has no JSON. */
  | "INFER_NO_JSON"
  /** The model's provider refused. */
  | "INFER_PROVIDER"
  /** A rate limit or a used-up quota. */
  | "INFER_RATE_LIMITED"
  /** The deadline passed while a program ran. */
  | "INFER_TIMEOUT"
  /** The deadline passed while the request waited for a place. */
  | "INFER_QUEUE_TIMEOUT"
  /** Too many requests wait already. */
  | "INFER_QUEUE_FULL"
  /** Too many requests of this component and action failed of late. */
  | "INFER_CIRCUIT_OPEN"
  /** A budget is used up, or cannot be accounted for. */
  | "INFER_BUDGET"
  /** The temporary files of a request could not be written. */
  | "INFER_FILES"
  /** The call ended, or the request's signal was aborted; the error's name is "AbortError". */
  | "INFER_CANCELLED";

/** One model that was tried in vain. */
export interface InferAttempt {
  model?: string;
  code: InferErrorCode;
  message: string;
  durationMs: number;
}

/** Why there is no answer; `code` tells the reasons apart. */
export class InferError extends Error {
  override name = "InferError";
  declare readonly code: InferErrorCode;
  /** The program that was run, and the model it was asked for. */
  declare readonly program?: string;
  declare readonly model?: string;
  /** How the program ended. */
  declare readonly exitCode?: number;
  declare readonly signal?: string;
  /** The end of what it wrote to standard error. */
  declare readonly stderr?: string;
  /** When a circuit or a budget lets requests through again, in ISO form. */
  declare readonly retryAt?: string;
  /** All that was tried, in order. */
  declare readonly attempts?: InferAttempt[];
}

/**
 * Asks a model and gives its answer. Call it inside `step.run`: outside, it
 * asks again whenever the function goes on.
 *
 * ```ts
 * const { data } = await step.run("classify", () =>
 *   infer(`Which label fits?\n\n${text}`, { task: "classification", requireJson: true, component: "inbox", action: "inbox.classify" }));
 * ```
 */
export async function infer<T = any>(prompt: string, options: InferOptions = {}): Promise<InferResult<T>> {
  const { signal, ...rest } = options ?? {};
  signal?.throwIfAborted();
  const { promise, cancel } = native.infer(prompt, rest);
  const abort = () => cancel(String(signal?.reason?.message ?? signal?.reason));
  signal?.addEventListener("abort", abort, { once: true });
  try {
    return await promise;
  } catch (e: any) {
    if (typeof e?.code !== "string" || !e.code.startsWith("INFER_")) throw e;
    const { name, message } = e;
    const error = Object.assign(new InferError(message), e);
    if (name !== "InferError") Object.defineProperty(error, "name", { value: name, configurable: true, writable: true });
    throw error;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

export default infer;
