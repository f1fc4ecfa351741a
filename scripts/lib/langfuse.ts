/**
 * Calls of language models, told to Langfuse as OpenTelemetry spans (OTLP over
 * HTTP, JSON): LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY, and
 * LANGFUSE_BASE_URL (or LANGFUSE_HOST), by default https://cloud.langfuse.com.
 * Without keys nothing is sent.
 */
import { randomBytes } from "node:crypto";

export interface LlmGeneration {
  /** The trace's name; the action unless given. */
  traceName?: string;
  component: string;
  action: string;
  input?: unknown;
  output?: unknown;
  model?: string;
  provider?: string;
  usage?: {
    inputTokens?: number;
    outputTokens?: number;
    totalTokens?: number;
    cacheReadTokens?: number;
    cacheWriteTokens?: number;
    costInput?: number;
    costOutput?: number;
    costTotal?: number;
  };
  /** How long it took, in milliseconds; it ended at endedAt, or now. */
  durationMs?: number;
  endedAt?: number;
  error?: string;
  sessionId?: string;
  userId?: string;
  tags?: string[];
  metadata?: Record<string, unknown>;
  /** To add to a trace that exists: 32 hex digits, and the span above, 16. */
  traceId?: string;
  parentSpanId?: string;
}

export interface TraceResult {
  sent: boolean;
  traceId?: string;
  spanId?: string;
  error?: string;
}

/** How long Langfuse may take, in milliseconds: telling must not hold up what is told. */
const timeout = 3000;

export const langfuseEnabled = (): boolean => Boolean(process.env.LANGFUSE_PUBLIC_KEY && process.env.LANGFUSE_SECRET_KEY);

type Attribute = { key: string; value: Record<string, unknown> };

function attributes(all: Record<string, unknown>): Attribute[] {
  const list: Attribute[] = [];
  for (const [key, value] of Object.entries(all)) {
    if (value === undefined || value === null) continue;
    if (typeof value === "number") list.push({ key, value: Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value } });
    else if (typeof value === "boolean") list.push({ key, value: { boolValue: value } });
    else if (Array.isArray(value) && value.every((v) => typeof v === "string"))
      list.push({ key, value: { arrayValue: { values: value.map((v) => ({ stringValue: v })) } } });
    else list.push({ key, value: { stringValue: typeof value === "string" ? value : JSON.stringify(value) } });
  }
  return list;
}

const numbers = (all: Record<string, number | undefined>): Record<string, number> | undefined => {
  const there = Object.entries(all).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  return there.length > 0 ? Object.fromEntries(there) : undefined;
};

/** The span of a generation, by the GenAI conventions and Langfuse's own. */
function span(g: LlmGeneration, traceId: string, spanId: string): Record<string, unknown> {
  const end = g.endedAt ?? Date.now();
  const nano = (ms: number) => String(BigInt(Math.round(ms * 1000)) * 1000n);
  const u = g.usage ?? {};
  return {
    traceId,
    spanId,
    ...(g.parentSpanId ? { parentSpanId: g.parentSpanId } : {}),
    name: g.action,
    kind: 3,
    startTimeUnixNano: nano(end - (g.durationMs ?? 0)),
    endTimeUnixNano: nano(end),
    status: g.error === undefined ? { code: 1 } : { code: 2, message: g.error },
    attributes: attributes({
      "langfuse.observation.type": "generation",
      "langfuse.trace.name": g.traceName ?? g.action,
      "langfuse.session.id": g.sessionId,
      "langfuse.user.id": g.userId,
      "langfuse.trace.tags": g.tags,
      "langfuse.observation.input": g.input,
      "langfuse.observation.output": g.output,
      "langfuse.observation.level": g.error === undefined ? "DEFAULT" : "ERROR",
      "langfuse.observation.status_message": g.error,
      "langfuse.observation.metadata.component": g.component,
      "langfuse.observation.usage_details": numbers({
        input: u.inputTokens, output: u.outputTokens, total: u.totalTokens,
        cache_read_input_tokens: u.cacheReadTokens, cache_creation_input_tokens: u.cacheWriteTokens,
      }),
      "langfuse.observation.cost_details": numbers({ input: u.costInput, output: u.costOutput, total: u.costTotal }),
      ...Object.fromEntries(Object.entries(g.metadata ?? {}).map(([k, v]) => [`langfuse.observation.metadata.${k}`, v])),
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": g.provider,
      "gen_ai.request.model": g.model,
      "gen_ai.usage.input_tokens": u.inputTokens,
      "gen_ai.usage.output_tokens": u.outputTokens,
    }),
  };
}

/** Tells Langfuse of a call of a model. It never throws: the result says what became of it. */
export async function traceLlmGeneration(generation: LlmGeneration): Promise<TraceResult> {
  if (!langfuseEnabled()) return { sent: false };
  try {
    const traceId = generation.traceId ?? randomBytes(16).toString("hex");
    const spanId = randomBytes(8).toString("hex");
    const base = (process.env.LANGFUSE_BASE_URL ?? process.env.LANGFUSE_HOST ?? "https://cloud.langfuse.com").replace(/\/+$/, "");
    const response = await fetch(`${base}/api/public/otel/v1/traces`, {
      method: "POST",
      headers: {
        Authorization: `Basic ${Buffer.from(`${process.env.LANGFUSE_PUBLIC_KEY}:${process.env.LANGFUSE_SECRET_KEY}`).toString("base64")}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify({
        resourceSpans: [
          {
            resource: { attributes: attributes({ "service.name": process.env.OTEL_SERVICE_NAME ?? "system-bus" }) },
            scopeSpans: [{ scope: { name: "scripts/lib/langfuse" }, spans: [span(generation, traceId, spanId)] }],
          },
        ],
      }),
      signal: AbortSignal.timeout(timeout),
    });
    await response.text();
    if (!response.ok) return { sent: false, traceId, spanId, error: `langfuse answers ${response.status}` };
    return { sent: true, traceId, spanId };
  } catch (e) {
    return { sent: false, error: e instanceof Error ? e.message : String(e) };
  }
}
