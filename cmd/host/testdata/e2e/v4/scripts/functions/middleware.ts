import { Middleware } from "inngest";
import { inngest } from "../lib/client";

export const roles = ["host"];

/** Notes every hook it sees in a list that the handler is given. */
const recorder = (name: string) =>
  class extends Middleware.BaseMiddleware {
    readonly id = name;
    readonly notes: string[] = [];

    override transformFunctionInput(arg: Middleware.TransformFunctionInputArgs) {
      this.notes.push(`${name} transformFunctionInput`);
      return { ...arg, ctx: { ...arg.ctx, [name]: this.notes } };
    }
    override onMemoizationEnd() {
      this.notes.push(`${name} onMemoizationEnd`);
    }
    override onRunStart() {
      this.notes.push(`${name} onRunStart`);
    }
    override onStepStart({ stepInfo }: Middleware.OnStepStartArgs) {
      this.notes.push(`${name} onStepStart ${stepInfo.options.id}`);
    }
    override async wrapFunctionHandler({ next }: Middleware.WrapFunctionHandlerArgs) {
      this.notes.push(`${name} wraps the handler`);
      const result = await next();
      return { ...(result as object), [`${name} saw`]: "the end" };
    }
    override async wrapStepHandler({ next, stepInfo }: Middleware.WrapStepHandlerArgs) {
      return `${await next()}, ${name} wrapped ${stepInfo.options.id}`;
    }
    override transformSendEvent(arg: Middleware.TransformSendEventArgs) {
      return {
        ...arg,
        events: arg.events.map((e) => ({ ...e, data: { ...e.data, stamp: `${e.data?.stamp ?? ""}${name};` } })),
      };
    }
  };

/** What the recorders add to a handler's argument. */
type Recorded = { outer: string[]; inner: string[] };

/** Middleware sees a run from all sides. */
export const hooked = inngest.createFunction(
  {
    id: "middleware/hooked",
    checkpointing: false,
    middleware: [recorder("outer"), recorder("inner")],
    triggers: [{ event: "e2e/hooked.requested" }],
  },
  async ({ step, ...rest }) => {
    const { outer, inner } = rest as unknown as Recorded;
    const stepped = await step.run("work", () => "worked");
    return { outer: [...outer], inner: [...inner], stepped };
  },
);

/** What a step sends passes through the middleware; a wait that began before gets it. */
export const stamped = inngest.createFunction(
  {
    id: "middleware/stamped",
    middleware: [recorder("outer"), recorder("inner")],
    triggers: [{ event: "e2e/stamped.requested" }],
  },
  async ({ event, step }) => {
    const [received] = await Promise.all([
      step.waitForEvent("receive", { event: "e2e/stamp.sent", match: "data.key", timeout: "30s" }),
      step.sendEvent("send", { name: "e2e/stamp.sent", data: { key: event.data.key } }),
    ]);
    return { stamp: received?.data.stamp };
  },
);

/** The logger is silent while replaying; it never disturbs the run. */
export const logs = inngest.createFunction(
  { id: "middleware/logs", triggers: [{ event: "e2e/logs.requested" }] },
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
