/** Middleware: the hooks come in the order in which the npm package calls them. */

import assert from "node:assert/strict";
import test from "node:test";
import { dialect, onPackage, onShim, type Dialect, type Scenario, type Stage } from "./oracle";
import { tellsAnswers, type Request } from "./natives";

const failure = { name: "Error", message: "failed", stack: "", __serialized: true };

/** The hooks that both engines are sure to come to in one request. */
interface Case {
  handler: (ctx: any, sdk: any) => any;
  asked?: Request;
  /** Middleware of the client and of the function. */
  client?: (stage: Stage) => any[];
  fn?: (stage: Stage) => any[];
  options?: object;
  only?: Dialect;
  /** The host has no hook where it reports steps for the server to plan. */
  partly?: boolean;
}

/** Middleware of version 3 that writes down every hook, with what it is given. */
function classic(name: string, more: (stage: Stage) => any = () => ({})) {
  return (stage: Stage) => {
    const note = (hook: string, what?: any) => void stage.trace.push([name, hook, JSON.parse(JSON.stringify(what ?? null))]);
    const hooks = more(stage);
    return new stage.sdk.InngestMiddleware({
      name,
      init: ({ fn }: any) => {
        note("init", fn?.id());
        return {
          onFunctionRun: ({ fn, steps }: any) => {
            note("onFunctionRun", { fn: fn.id(), steps: steps.map(recorded) });
            return {
              transformInput: (input: any) => {
                note("transformInput", { extra: input.ctx.extra, steps: input.steps.map(recorded) });
                return hooks.transformInput?.(input);
              },
              beforeMemoization: () => note("beforeMemoization"),
              afterMemoization: () => note("afterMemoization"),
              beforeExecution: () => note("beforeExecution"),
              afterExecution: () => note("afterExecution"),
              transformOutput: ({ result, step }: any) => {
                note("transformOutput", { data: result.data, error: result.error?.message, step: step?.displayName });
                return hooks.transformOutput?.(result);
              },
              finished: ({ result }: any) => note("finished", { data: result.data, error: result.error?.message }),
              beforeResponse: () => note("beforeResponse"),
            };
          },
          onSendEvent: () => ({
            transformInput: ({ payloads }: any) => note("send", payloads),
          }),
        };
      },
    });
  };
}

function recorded({ data, error }: any): any {
  return { data, error: error?.message };
}

/** Middleware of version 4 that writes down every hook, with what it is given. */
function modern(name: string, more: (stage: Stage) => any = () => ({})) {
  return (stage: Stage) => {
    const note = (hook: string, what?: any) => void stage.trace.push([name, hook, JSON.parse(JSON.stringify(what ?? null))]);
    const hooks = more(stage);
    class Noted extends stage.sdk.Middleware.BaseMiddleware {
      id = name;
      static onRegister({ fn }: any) {
        note("onRegister", fn?.id());
      }
      onMemoizationEnd() {
        note("onMemoizationEnd");
      }
      onRunStart() {
        note("onRunStart");
      }
      onRunComplete({ output }: any) {
        note("onRunComplete", output);
      }
      onRunError({ error, isFinalAttempt }: any) {
        note("onRunError", [error.message, isFinalAttempt]);
      }
      onStepStart({ stepInfo }: any) {
        note("onStepStart", stepInfo);
      }
      onStepComplete({ stepInfo, output }: any) {
        note("onStepComplete", [stepInfo, output]);
      }
      onStepError({ stepInfo, error, isFinalAttempt }: any) {
        note("onStepError", [stepInfo, error.message, isFinalAttempt]);
      }
      transformFunctionInput(input: any) {
        note("transformFunctionInput", { extra: input.ctx.extra, steps: Object.values(input.steps) });
        return hooks.transformFunctionInput?.(input) ?? input;
      }
      transformStepInput(input: any) {
        note("transformStepInput", [input.stepInfo, input.stepOptions, input.input]);
        return hooks.transformStepInput?.(input) ?? input;
      }
      transformSendEvent(input: any) {
        note("transformSendEvent", input.events);
        return hooks.transformSendEvent?.(input) ?? input;
      }
      async wrapFunctionHandler({ next }: any) {
        note("wrapFunctionHandler", "in");
        try {
          return await next();
        } finally {
          note("wrapFunctionHandler", "out");
        }
      }
      async wrapRequest({ next, runId }: any) {
        note("wrapRequest", ["in", runId]);
        const answer = await next();
        note("wrapRequest", "out");
        return answer;
      }
      async wrapStep({ next, stepInfo, ctx }: any) {
        note("wrapStep", ["in", stepInfo]);
        if (hooks.wrapStep) return hooks.wrapStep({ next, stepInfo, ctx });
        try {
          return await next();
        } finally {
          note("wrapStep", "out");
        }
      }
      async wrapStepHandler({ next, stepInfo }: any) {
        note("wrapStepHandler", ["in", stepInfo]);
        const value = await next();
        note("wrapStepHandler", "out");
        return hooks.wrapStepHandler ? hooks.wrapStepHandler(value) : value;
      }
      async wrapSendEvent({ next, events }: any) {
        note("wrapSendEvent", events.length);
        return next();
      }
    }
    return Noted;
  };
}

const noted = dialect === 3 ? classic : modern;
const two = {
  client: (stage: Stage) => [noted("one")(stage), noted("two")(stage)],
  fn: (stage: Stage) => [noted("three")(stage)],
};
const onlyOne = { client: (stage: Stage) => [noted("one")(stage)] };

/** Middleware with the hook that changes the handler's argument, and no other. */
function light(change: (ctx: any) => any, step: (data: any) => any, wait = false) {
  return ({ sdk }: Stage): any => {
    const given = (value: any) => (wait ? Promise.resolve(value) : value);
    if (dialect === 3) {
      const transformInput = ({ ctx, steps }: any) =>
        given({ ctx: change(ctx), steps: steps.map(({ data }: any) => ({ data: step(data) })) });
      return new sdk.InngestMiddleware({ name: "light", init: () => given({ onFunctionRun: () => given({ transformInput }) }) });
    }
    return class extends sdk.Middleware.BaseMiddleware {
      id = "light";
      transformFunctionInput(input: any) {
        const steps: any = {};
        for (const id in input.steps) steps[id] = { type: "data", data: step(input.steps[id].data) };
        return given({ ...input, ctx: { ...input.ctx, ...change(input.ctx) }, steps });
      }
    };
  };
}

const lightHandler = async ({ step, extra, event }: any) => [
  extra,
  event.data.n,
  await step.run("a", () => 0),
  await step.run("b", () => 0).catch((error: any) => error.stepId),
];
const lightAsked = { memo: { a: { data: 1 }, b: { data: 2 } } };
const more = (ctx: any) => ({ extra: (ctx.extra ?? 0) + 1 });
const event2 = (ctx: any) => ({ event: { ...ctx.event, data: { n: 2 } } });
const same = (data: any) => data;

const cases: Record<string, Case> = {
  "light: adds to the argument": {
    client: (stage) => [light(more, same)(stage), light(event2, same, true)(stage), light(more, same, true)(stage)],
    handler: lightHandler,
    asked: lightAsked,
  },
  "light: changes recorded results": {
    client: (stage) => [light(more, (data) => data * 10)(stage), light(more, (data) => data + 1, true)(stage)],
    handler: lightHandler,
    asked: lightAsked,
  },
  "light: finds a new step": {
    client: (stage) => [light(more, same)(stage)],
    fn: (stage) => [light(more, same)(stage)],
    handler: ({ step, extra }) => step.run("a", () => extra),
  },
  "light: throws": {
    client: ({ sdk }) => [
      light(() => {
        throw new sdk.NonRetriableError("from middleware");
      }, same)({ sdk } as Stage),
    ],
    handler: () => 1,
  },
  "returns": { ...two, handler: () => ({ done: true }) },
  "throws": {
    ...two,
    handler: () => {
      throw new Error("no");
    },
  },
  "throws for good": {
    ...onlyOne,
    handler: (_ctx, sdk) => {
      throw new sdk.NonRetriableError("no");
    },
  },
  "throws on the last attempt": {
    ...onlyOne,
    handler: () => {
      throw new Error("no");
    },
    asked: { attempt: 3, maxAttempts: 4 },
  },
  "runs a step": { ...two, handler: ({ step }) => step.run("a", (x: number) => x + 1, 1) },
  "a step throws": {
    ...two,
    handler: ({ step }) =>
      step.run("a", () => {
        throw new Error("no");
      }),
  },
  "a step throws for good": {
    ...onlyOne,
    handler: ({ step }, sdk) =>
      step.run("a", () => {
        throw new sdk.NonRetriableError("no");
      }),
  },
  "a memoised step": {
    ...two,
    handler: async ({ step }) => [await step.run("a", () => 1), "end"],
    asked: { memo: { a: { data: 1 } } },
  },
  "memoised steps, then one to run": {
    ...onlyOne,
    handler: async ({ step }) => [await step.run("a", () => 1), await step.run({ id: "a", name: "A" }, () => 2), await step.run("b", () => 3)],
    asked: { memo: { a: { data: 1 }, "a:1": { data: 2 } } },
  },
  "a memoised failure": {
    ...onlyOne,
    handler: async ({ step }) => step.run("a", () => 1).catch((error: any) => [error.name, error.stepId]),
    asked: { memo: { a: { error: failure } } },
  },
  "a memoised failure uncaught": {
    ...onlyOne,
    handler: async ({ step }) => step.run("a", () => 1),
    asked: { memo: { a: { error: failure } } },
  },
  "planned steps": {
    ...onlyOne,
    partly: true,
    handler: ({ step }) => Promise.all([step.run("a", () => 1), step.sleep("b", "1m"), step.run("c", () => 1)]),
  },
  "sends events": { ...two, handler: ({ step }) => step.sendEvent("send", [{ name: "x", ts: 1, data: {} }]) },
  "on failure": {
    ...onlyOne,
    options: { onFailure: ({ error }: any) => error.message },
    handler: () => {},
    asked: { failure: true, event: { name: "inngest/function.failed", data: { error: failure, event: {} } } },
  },
  "adds to the context": {
    client: (stage) => [
      noted("one", () => ({
        transformInput: () => ({ ctx: { extra: 1 } }),
        transformFunctionInput: (input: any) => ({ ...input, ctx: { ...input.ctx, extra: 1 } }),
      }))(stage),
      noted("two", () => ({
        transformInput: ({ ctx }: any) => ({ ctx: { extra: ctx.extra + 1 } }),
        transformFunctionInput: (input: any) => ({ ...input, ctx: { ...input.ctx, extra: input.ctx.extra + 1 } }),
      }))(stage),
    ],
    handler: ({ extra, event, runId }) => [extra, event.name, runId],
  },
  "injects dependencies": {
    client: ({ sdk }) => [sdk.dependencyInjectionMiddleware({ db: { name: "db" } })],
    handler: ({ db, event }) => [db.name, event.data.n],
  },
  "changes the event": {
    client: (stage) => [
      noted("one", () => ({
        transformInput: ({ ctx }: any) => ({ ctx: { event: { ...ctx.event, data: { n: 2 } } } }),
        transformFunctionInput: (input: any) => ({ ...input, ctx: { ...input.ctx, event: { ...input.ctx.event, data: { n: 2 } } } }),
      }))(stage),
    ],
    handler: ({ event }) => event.data.n,
  },
  "changes recorded results": {
    client: (stage) => [
      noted("one", () => ({
        transformInput: ({ steps }: any) => ({ steps: steps.map(({ data }: any) => ({ data: data * 10 })) }),
        transformFunctionInput: (input: any) => {
          const steps: any = {};
          for (const id in input.steps) steps[id] = { type: "data", data: input.steps[id].data * 10 };
          return { ...input, steps };
        },
      }))(stage),
    ],
    handler: async ({ step }) => [await step.run("a", () => 0), await step.run("b", () => 0)],
    asked: { memo: { a: { data: 1 }, b: { data: 2 } } },
  },
  "transforms output": {
    only: 3,
    client: (stage) => [
      classic("one", () => ({ transformOutput: ({ data }: any) => ({ result: { data: { wrapped: data } } }) }))(stage),
      classic("two", () => ({ transformOutput: ({ data }: any) => ({ result: { data: [data] } }) }))(stage),
    ],
    handler: ({ event }) => event.data.n,
  },
  "transforms a step's output": {
    client: (stage) => [
      noted("one", () => ({
        transformOutput: ({ data }: any) => ({ result: { data: { wrapped: data } } }),
        wrapStepHandler: (value: any) => ({ wrapped: value }),
      }))(stage),
    ],
    handler: ({ step }) => step.run("a", () => 1),
  },
  "transforms an error": {
    only: 3,
    client: (stage) => [
      classic("one", ({ sdk }) => ({ transformOutput: () => ({ result: { error: new sdk.NonRetriableError("other") } }) }))(stage),
    ],
    handler: () => {
      throw new Error("no");
    },
  },
  "transforms input of a step": {
    only: 4,
    client: (stage) => [modern("one", () => ({ transformStepInput: (input: any) => ({ ...input, input: [41] }) }))(stage)],
    handler: ({ step }) => step.run("a", (x: number) => x + 1, 1),
  },
  "renames a step": {
    only: 4,
    client: (stage) => [
      modern("one", () => ({
        transformStepInput: (input: any) => ({ ...input, stepOptions: { ...input.stepOptions, id: `x-${input.stepOptions.id}` } }),
      }))(stage),
    ],
    handler: async ({ step }) => [await step.run("a", () => 1), await step.run("b", () => 2)],
    asked: { memo: { "x-a": { data: 1 } } },
  },
  "changes the length of a sleep": {
    only: 4,
    client: (stage) => [modern("one", () => ({ transformStepInput: (input: any) => ({ ...input, input: ["2h"] }) }))(stage)],
    handler: ({ step }) => step.sleep("a", "1h"),
    partly: true,
  },
  "wraps a recorded result": {
    only: 4,
    client: (stage) => [
      modern("one", () => ({ wrapStep: async ({ next }: any) => ({ wrapped: await next() }) }))(stage),
      modern("two", () => ({ wrapStep: async ({ next }: any) => [await next()] }))(stage),
    ],
    handler: ({ step }) => step.run("a", () => 1),
    asked: { memo: { a: { data: 1 } } },
  },
  "makes a step before another": {
    only: 4,
    client: (stage) => [
      modern("one", () => ({
        wrapStep: async ({ next, stepInfo, ctx }: any) => {
          if (stepInfo.options.id === "a") await ctx.step.run("before", () => 0);
          return next();
        },
      }))(stage),
    ],
    handler: ({ step }) => step.run("a", () => 1),
  },
  "makes a step before another, made": {
    only: 4,
    client: (stage) => [
      modern("one", () => ({
        wrapStep: async ({ next, stepInfo, ctx }: any) => {
          if (stepInfo.options.id === "a") await ctx.step.run("before", () => 0);
          return next();
        },
      }))(stage),
    ],
    handler: ({ step }) => step.run("a", () => 1),
    asked: { memo: { before: { data: 0 } } },
  },
};

for (const [name, { handler, asked, client, fn, options, only, partly }] of Object.entries(cases)) {
  if (only && only !== dialect) continue;
  for (const tells of [true, false]) {
    test(`middleware: ${name}, in a host that ${tells ? "tells" : "does not tell"} of its answer`, async () => {
      const scenario: Scenario = (stage) => {
        const app = stage.client({ middleware: client?.(stage) });
        const opts = { id: "fn", middleware: fn?.(stage), ...options };
        return stage.create(app, opts, { event: "a/b" }, (ctx: any) => handler(ctx, stage.sdk));
      };
      tellsAnswers(tells);
      const got = await onShim(scenario, asked);
      if (name === sends) {
        // The package would send to a server that is not there.
        assert.deepEqual(got.trace.filter(([, hook]) => /send/i.test(hook)), sending);
        return;
      }
      const want = await onPackage(scenario, asked);
      if (partly && !tells) {
        assert.ok(got.trace.length > 0);
        want.trace = want.trace.slice(0, got.trace.length);
      }
      assert.deepEqual(got, want);
    });
  }
}

const sends = "sends events";
const event = { name: "x", ts: 1, data: {} };
const sending =
  dialect === 3
    ? [
        ["one", "send", [event]],
        ["two", "send", [event]],
      ]
    : [
        ["one", "transformSendEvent", [event]],
        ["two", "transformSendEvent", [event]],
        ["three", "transformSendEvent", [event]],
        ["one", "wrapSendEvent", 1],
        ["two", "wrapSendEvent", 1],
        ["three", "wrapSendEvent", 1],
      ];
