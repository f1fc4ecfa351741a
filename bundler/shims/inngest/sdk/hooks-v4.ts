/** Middleware of version 4: classes, made anew for each request. */

import type { Inngest } from "./client";
import type { InngestFunction } from "./function";
import { inScope, scope } from "./scope";
import { after, inTurn, nothing } from "./turn";

/** What a step is, as middleware is told. */
export interface StepInfo {
  hashedId: string;
  memoized: boolean;
  stepType: string;
  options: { id: string; name?: string };
  input: any[] | undefined;
}

type Next = () => Promise<any>;

/** The hooks that do more than to change the handler's argument. */
const others = [
  "onMemoizationEnd",
  "onRunStart",
  "onRunComplete",
  "onRunError",
  "onStepStart",
  "onStepComplete",
  "onStepError",
  "transformStepInput",
  "wrapFunctionHandler",
  "wrapRequest",
  "wrapStep",
  "wrapStepHandler",
];

/** The type of a step by its opcode and its `opts.type`. */
export function stepType(op: string, type: string | undefined): string {
  switch (op) {
    case "StepPlanned":
      return type === undefined ? "run" : type.replace(/^step\./, "");
    case "Sleep":
      return "sleep";
    case "WaitForEvent":
      return "waitForEvent";
    case "WaitForSignal":
      return "waitForSignal";
    case "InvokeFunction":
      return "invoke";
    case "Gateway":
      return "fetch";
    case "AIGateway":
      return "ai.infer";
  }
  return "unknown";
}

/** The middleware of one request, or of one sending of events. */
export class Layers {
  readonly all: readonly any[];
  /** The handler's argument, once it is complete. */
  ctx: any;

  constructor(
    classes: readonly any[],
    readonly client: Inngest,
    readonly fn: InngestFunction | null,
  ) {
    this.all = classes.map((Class) => new Class({ client }));
  }

  has(hook: string): boolean {
    return this.all.some((one) => one[hook]);
  }

  /** Whether there are hooks that do more than to change the handler's argument. */
  get busy(): boolean {
    for (const one of this.all) for (const hook of others) if (one[hook]) return true;
    return false;
  }

  /** Tells of something that happened. A hook that throws is logged, no more. */
  tell(hook: string, extra: object = {}): Promise<void> | undefined {
    const run = async (one: any) => {
      try {
        await one[hook]({ ctx: this.ctx, fn: this.fn, ...extra });
      } catch (error) {
        this.client.logger.error({ err: error, hook, mw: one.id }, "middleware error");
      }
    };
    return inTurn(this.with(hook), run, nothing);
  }

  /** Passes a value through the hooks, each giving the next one's. */
  transform<T>(hook: string, value: T): Promise<T> | T {
    const take = (output: any) => {
      value = output ?? value;
    };
    return after(
      inTurn(this.with(hook), (one) => one[hook](value), take),
      () => value,
    ) as Promise<T> | T;
  }

  private with(hook: string): any[] {
    return this.all.filter((one) => one[hook]);
  }

  /** Wraps a function in the hooks, the first middleware outermost. */
  wrap(hook: string, inner: Next, args: () => object): Next {
    let chain = inner;
    for (const one of [...this.all].reverse()) {
      if (!one[hook]) continue;
      const next = chain;
      chain = async () => one[hook]({ ...args(), next });
    }
    return chain;
  }

  /**
   * Wraps what a step's promise gives. A step that middleware makes before it
   * calls `next` is not wrapped by that middleware again.
   */
  wrapStep(inner: Next, stepInfo: StepInfo): Next {
    let chain = inner;
    for (const one of [...this.all].reverse()) {
      if (!one.wrapStep) continue;
      const next = chain;
      chain = async () => {
        const within = scope()?.wrapping ?? none;
        if (within.has(one)) return next();
        const outside = () => inScope({ wrapping: within }, next);
        return inScope({ wrapping: new Set([...within, one]) }, () =>
          one.wrapStep({ ctx: this.ctx, fn: this.fn, stepInfo, next: outside }),
        );
      };
    }
    return chain;
  }
}

const none: ReadonlySet<object> = new Set();
