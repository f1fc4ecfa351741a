import { inngest } from "../../lib/client";

/** A model's call is wrapped, made by the server, or made by a step's fetch. */
export const wraps = inngest.createFunction(
  { id: "ai/wraps" },
  { event: "e2e/ai-wrap.requested" },
  async ({ step }) => {
    const answer = await step.ai.wrap(
      "complete",
      async (request: { prompt: string }) => ({ text: `echo ${request.prompt}`, tokens: 3 }),
      { prompt: "hello" },
    );
    return answer;
  },
);

/** The server calls the model; the function sleeps meanwhile. */
export const infers = inngest.createFunction(
  { id: "ai/infers", retries: 0 },
  { event: "e2e/ai-infer.requested" },
  async ({ event, step }) => {
    const answer = await step.ai.infer("ask", {
      model: step.ai.models.openai({ model: "tiny", apiKey: "secret", baseUrl: event.data.url }),
      body: { messages: [{ role: "user", content: "ping" }] },
    });
    return answer.choices[0]?.message.content;
  },
);

/** The server makes the request. */
export const fetches = inngest.createFunction(
  { id: "network/fetches", retries: 0 },
  { event: "e2e/fetch.requested" },
  async ({ event, step }) => {
    const response = await step.fetch(`${event.data.url}/echo?q=1`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-test": "yes" },
      body: JSON.stringify({ hello: "world" }),
    });
    const teapot = await step.fetch(`${event.data.url}/teapot`);
    return {
      status: response.status,
      ok: response.ok,
      echoed: await response.json(),
      teapot: [teapot.status, await teapot.text()],
    };
  },
);

/** Attempts are counted, and the tests wait for runs to end. */
export const allowNoRetries = "no attempt after the first is of interest here";
