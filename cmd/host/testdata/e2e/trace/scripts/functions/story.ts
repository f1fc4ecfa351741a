import { execFileSync } from "node:child_process";
import { infer } from "host:infer";
import { Inngest } from "inngest";
import Redis from "ioredis";

const inngest = new Inngest({ id: "e2e-trace" });
const redis = new Redis(process.env.REDIS_URL!);
export const roles = ["host"];

/** Does one of everything, for a trace to show. */
export const story = inngest.createFunction({ id: "story" }, { event: "story/requested" }, async ({ event, step, gateway }: any) => {
  const page = await step.run("fetch the page", async () => {
    const response = await fetch(`${event.data.url}/page`);
    return response.text();
  });
  const summary = await step.run("summarize", async () => {
    const { text } = await infer(`Summarize: ${page}`, { task: "summary", model: "anthropic/claude-haiku-4-5", component: "story", action: "story.summarize" });
    return text;
  });
  const child = await step.run("remember", async () => {
    await redis.set("story:last", summary);
    console.log(`remembered ${summary}`);
    return execFileSync("sh", ["-c", "echo $TRACEPARENT"], { encoding: "utf8" }).trim();
  });
  await step.sleep("rest", "1s");
  await step.run("tell", () => gateway.progress(`The summary: ${summary}`));
  return { summary, child };
});
