// Clients of services, against a server that plays them.
import Anthropic from "@anthropic-ai/sdk";
import { ConvexHttpClient } from "convex/browser";
import { anyApi, makeFunctionReference } from "convex/server";
import { record, rejects, server, test } from "host:test";
import OpenAI from "openai";

type Any = any;

test("@anthropic-ai/sdk", async () => {
  const client = new Anthropic({ apiKey: "key", baseURL: server + "/anthropic", maxRetries: 0 });
  const request = { model: "m" as Any, max_tokens: 10, messages: [{ role: "user" as const, content: "hé" }] };
  const message = await client.messages.create(request);
  record([message.content, message.usage.output_tokens, message.stop_reason]);
  const types: string[] = [];
  for await (const event of await client.messages.create({ ...request, stream: true })) types.push(event.type);
  record(types);
  const texts: string[] = [];
  const stream = client.messages.stream(request).on("text", (text) => texts.push(text));
  record((await stream.finalMessage()).content);
  record(texts);
  const wrong = new Anthropic({ apiKey: "wrong", baseURL: server + "/anthropic", maxRetries: 0 });
  const error: Any = await rejects(wrong.messages.create(request));
  record([error.status, error.message, error instanceof Anthropic.AuthenticationError]);
});

test("openai", async () => {
  const client = new OpenAI({ apiKey: "k", baseURL: server + "/openai", maxRetries: 0 });
  const messages = [{ role: "user" as const, content: "x" }];
  const reply = await client.chat.completions.create({ model: "m", messages });
  record(reply.choices[0].message);
  const parts: Any[] = [];
  for await (const chunk of await client.chat.completions.create({ model: "m", messages, stream: true })) parts.push(chunk.choices[0].delta.content);
  record(parts);
  const error: Any = await rejects(client.chat.completions.create({ model: "none", messages }));
  record([error.status, error.code, error.message, error instanceof OpenAI.NotFoundError]);
});

test("convex", async () => {
  const client = new ConvexHttpClient(server, { skipConvexDeploymentUrlCheck: true, logger: false } as Any);
  record(await client.query(anyApi.users.get as Any, { id: 1n, name: "é", list: [1.5, null] }));
  record(await client.mutation(makeFunctionReference<"mutation">("events:put") as Any, { a: { b: "c" } }));
  record(await client.action(makeFunctionReference<"action">("jobs:run") as Any));
  const error: Any = await rejects(client.query(makeFunctionReference<"query">("fails:always") as Any));
  record([error.name, error.message, error.data]);
});
