/** Middleware of version 3: objects whose `init` gives hooks. */

import type { Inngest } from "./client";
import { adopt } from "./call";
import type { InngestFunction } from "./function";
import { after, inTurn, nothing } from "./turn";

/** What one middleware's `init` gave. */
export interface Registered {
  onFunctionRun?(input: any): any;
  onSendEvent?(): any;
}

/** The hooks that run from the last middleware to the first. */
const backward = new Set(["afterMemoization", "afterExecution", "transformOutput"]);

export function isClassic(middleware: any): boolean {
  return typeof middleware?.init === "function";
}

/**
 * Calls `init` of every middleware, one after the other, each when the one
 * before it is ready.
 */
export async function initialize(all: readonly any[], client: Inngest, fn: InngestFunction | null): Promise<Registered[]> {
  const out: Registered[] = [];
  for (const one of all) out.push((await one.init(fn ? { client, fn } : { client })) ?? {});
  return out;
}

/** The hooks of one run, or one sending, in the order of the middleware. */
class Hooks {
  #done: Map<string, Promise<void> | undefined> | undefined;

  constructor(readonly all: readonly any[]) {}

  has(name: string): boolean {
    return this.all.some((hooks) => typeof hooks[name] === "function");
  }

  protected hooks(name: string): any[] {
    const found = this.all.filter((hooks) => typeof hooks[name] === "function");
    return backward.has(name) ? found.reverse() : found;
  }

  /** Runs a hook that transforms nothing: once, however often it is asked for. */
  once(name: string, input?: any): Promise<void> | undefined {
    this.#done ??= new Map();
    if (!this.#done.has(name)) {
      const run = (hooks: any) => hooks[name](input);
      this.#done.set(name, inTurn(this.hooks(name), run, nothing));
    }
    return this.#done.get(name);
  }

  /** Passes a value through the hooks, each adding what it returns. */
  protected fold<T>(name: string, value: T, merge: (value: T, output: any) => T): Promise<T> | T {
    const take = (output: any) => {
      value = merge(value, output);
    };
    return after(
      inTurn(this.hooks(name), (hooks) => hooks[name](value), take),
      () => value,
    ) as Promise<T> | T;
  }
}

/** The hooks that do more than to change the handler's argument. */
const others = [
  "beforeMemoization",
  "afterMemoization",
  "beforeExecution",
  "afterExecution",
  "transformOutput",
  "finished",
  "beforeResponse",
];

/** What the hooks of a call are made with. */
class RunInput {
  readonly reqArgs: any[] = [];

  constructor(
    readonly ctx: any,
    readonly fn: InngestFunction,
    readonly recorded: () => any[],
  ) {}

  get steps(): any[] {
    return this.recorded();
  }
}

/** The hooks round one call of a function. */
export class RunHooks extends Hooks {
  /** @param recorded gives the recorded steps, if a hook asks for them. */
  static open(
    registered: readonly Registered[],
    ctx: any,
    fn: InngestFunction,
    recorded: () => any[],
  ): RunHooks | Promise<RunHooks> {
    const input = new RunInput(ctx, fn, recorded);
    const all: any[] = [];
    return after(
      inTurn(registered, (one) => one.onFunctionRun?.(input), (hooks) => hooks && all.push(hooks)),
      () => new RunHooks(all),
    );
  }

  /** Whether there are hooks that do more than to change the argument. */
  get busy(): boolean {
    for (const hooks of this.all) for (const name of others) if (hooks[name]) return true;
    return false;
  }

  /**
   * Adds to `ctx` what middleware wants in it, and gives the recorded steps
   * as it wants them, if it wants them to be others.
   */
  transformInput(ctx: any, fn: InngestFunction, recorded: () => any[]): Promise<any[] | undefined> | any[] | undefined {
    let steps: any[] | undefined;
    const input = new RunInput(ctx, fn, () => steps ?? recorded());
    const take = (output: any) => {
      adopt(ctx, output?.ctx);
      if (output?.steps) steps = input.steps.map((step, i) => ({ ...step, ...output.steps[i] }));
    };
    return after(
      inTurn(this.hooks("transformInput"), (hooks) => hooks.transformInput(input), take),
      () => steps,
    );
  }

  /** @param result `{ data }` or `{ error }`, with the op's fields for a step. */
  async transformOutput(result: any, step: any): Promise<any> {
    const output = await this.fold("transformOutput", { result, step }, (before, output) => ({
      result: { ...before.result, ...output?.result },
      step,
    }));
    return output.result;
  }

  async beforeExecution(): Promise<void> {
    await this.once("afterMemoization");
    await this.once("beforeExecution");
  }
}

/** The hooks round one sending of events. */
export class SendHooks extends Hooks {
  static async open(registered: readonly Registered[]): Promise<SendHooks> {
    const all: any[] = [];
    await inTurn(registered, (one) => one.onSendEvent?.(), (hooks) => hooks && all.push(hooks));
    return new SendHooks(all);
  }

  async transformInput(payloads: any[]): Promise<any[]> {
    const input = { payloads: [...payloads] };
    const output = await this.fold("transformInput", input, (before, output) => ({ ...before, ...output }));
    return output.payloads;
  }

  async transformOutput(result: any): Promise<any> {
    const output = await this.fold("transformOutput", { result }, (before, output) => ({
      result: { ...before.result, ...output?.result },
    }));
    return output.result;
  }
}
