/** Middleware of version 4: classes, made anew for each request. */

import type { Inngest } from "./client";
import type { InngestFunction } from "./function";
import { inScope, scope } from "./scope";

/** What a step is, as middleware is told. */
export interface StepInfo {
  hashedId: string;
  memoized: boolean;
  stepType: string;
  options: { id: string; name?: string };
  input: any[] | undefined;
}

type Next = () => Promise<any>;

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

  /** Tells of something that happened. A hook that throws is logged, no more. */
  async tell(hook: string, extra: object = {}): Promise<void> {
    for (const one of this.all) {
      if (!one[hook]) continue;
      try {
        await one[hook]({ ctx: this.ctx, fn: this.fn, ...extra });
      } catch (error) {
        this.client.logger.error({ err: error, hook, mw: one.id }, "middleware error");
      }
    }
  }

  /** Passes a value through the hooks, each giving the next one's. */
  async transform<T>(hook: string, value: T): Promise<T> {
    for (const one of this.all) {
      if (one[hook]) value = (await one[hook](value)) ?? value;
    }
    return value;
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
