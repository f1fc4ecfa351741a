import { equal, ok, server, test } from "host:test";
import { langfuseEnabled, traceLlmGeneration } from "./langfuse";

test("without keys nothing is sent", async () => {
  delete process.env.LANGFUSE_PUBLIC_KEY;
  equal(langfuseEnabled(), false);
  equal(await traceLlmGeneration({ component: "c", action: "a" }), { sent: false });
});

test("a generation is a span", async () => {
  Object.assign(process.env, { LANGFUSE_PUBLIC_KEY: "pk", LANGFUSE_SECRET_KEY: "sk", LANGFUSE_BASE_URL: `${server}/langfuse/` });
  const result = await traceLlmGeneration({
    component: "digest", action: "digest.summarize", input: [{ role: "user", content: "hi" }], output: "hello", model: "haiku", provider: "anthropic",
    usage: { inputTokens: 3, outputTokens: 4, costTotal: 0.25 }, durationMs: 1500, endedAt: 1700000000123, sessionId: "s", tags: ["a", "b"], metadata: { n: 1 },
  });
  equal(result.sent, true);
  const span = await (await fetch(`${server}/langfuse/spans/${result.traceId}`)).json();
  equal([span.spanId, span.name, span.startTimeUnixNano, span.endTimeUnixNano, span.status],
    [result.spanId, "digest.summarize", "1699999998623000000", "1700000000123000000", { code: 1 }]);
  const attributes = Object.fromEntries(span.attributes.map((a: any) => [a.key, Object.values(a.value)[0]]));
  equal(attributes, {
    "langfuse.observation.type": "generation", "langfuse.trace.name": "digest.summarize", "langfuse.session.id": "s",
    "langfuse.trace.tags": { values: [{ stringValue: "a" }, { stringValue: "b" }] },
    "langfuse.observation.input": '[{"role":"user","content":"hi"}]', "langfuse.observation.output": "hello", "langfuse.observation.level": "DEFAULT",
    "langfuse.observation.metadata.component": "digest", "langfuse.observation.usage_details": '{"input":3,"output":4}',
    "langfuse.observation.cost_details": '{"total":0.25}', "langfuse.observation.metadata.n": "1", "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "anthropic", "gen_ai.request.model": "haiku", "gen_ai.usage.input_tokens": "3", "gen_ai.usage.output_tokens": "4",
  });
});

test("it never throws", async () => {
  const failed = await traceLlmGeneration({ component: "c", action: "fail", error: "boom" });
  equal([failed.sent, failed.error], [false, "langfuse answers 500"]);
  process.env.LANGFUSE_BASE_URL = "http://127.0.0.1:9";
  const away = await traceLlmGeneration({ component: "c", action: "a" });
  ok(!away.sent && away.error);
  const circle: any = {};
  circle.self = circle;
  ok((await traceLlmGeneration({ component: "c", action: "a", input: circle })).error);
});
