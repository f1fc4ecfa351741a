import { InngestMiddleware } from "inngest";
import { inngest } from "../../lib/client";

/** Gives the handler a list in which every hook leaves its name. */
const recorder = <N extends string>(name: N) =>
  new InngestMiddleware({
    name,
    init: () => ({
      onFunctionRun: ({ ctx }) => {
        const notes: string[] = [];
        return {
          transformInput: () => {
            notes.push(`${name} transformInput`);
            const own = { [name]: notes } as Record<N, string[]>;
            return { ctx: { ...own, greeting: `hello from ${name} to ${ctx.event.name}` } };
          },
          beforeMemoization: () => void notes.push(`${name} beforeMemoization`),
          afterMemoization: () => void notes.push(`${name} afterMemoization`),
          beforeExecution: () => void notes.push(`${name} beforeExecution`),
          afterExecution: () => void notes.push(`${name} afterExecution`),
          transformOutput: ({ result, step }) => {
            notes.push(`${name} transformOutput`);
            if (step || typeof result.data !== "object") return;
            return { result: { data: { ...result.data, [`${name} saw`]: step ? "a step" : "the end" } } };
          },
        };
      },
      onSendEvent: () => ({
        transformInput: ({ payloads }) => ({
          payloads: payloads.map((p) => ({ ...p, data: { ...p.data, stamp: `${p.data?.stamp ?? ""}${name};` } })),
        }),
      }),
    }),
  });

/** Middleware sees a run from all sides. */
export const hooked = inngest.createFunction(
  { id: "middleware/hooked", middleware: [recorder("outer"), recorder("inner")] },
  { event: "e2e/hooked.requested" },
  async ({ step, greeting, outer, inner }) => {
    const stepped = await step.run("work", () => "worked");
    return { greeting, outer: [...outer], inner: [...inner], stepped };
  },
);

/** What a step sends passes through the middleware; a wait that began before gets it. */
export const stamped = inngest.createFunction(
  { id: "middleware/stamped", middleware: [recorder("outer"), recorder("inner")] },
  { event: "e2e/stamped.requested" },
  async ({ event, step }) => {
    const [received] = await Promise.all([
      step.waitForEvent("receive", { event: "e2e/stamp.sent", match: "data.key", timeout: "30s" }),
      step.sendEvent("send", { name: "e2e/stamp.sent", data: { key: event.data.key } }),
    ]);
    return received?.data.stamp;
  },
);

/** The logger is silent while replaying; it never disturbs the run. */
export const logs = inngest.createFunction(
  { id: "middleware/logs" },
  { event: "e2e/logs.requested" },
  async ({ step, logger }) => {
    logger.info("e2e before the step");
    const value = await step.run("speaks", () => {
      logger.info("e2e inside the step");
      return 1;
    });
    logger.info("e2e after the step");
    return value;
  },
);
