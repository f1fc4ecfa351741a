/** Middleware of version 3: objects whose `init` gives hooks. */

import type { Inngest } from "./client";
import { adopt } from "./call";
import type { InngestFunction } from "./function";

/** What one middleware's `init` gave. */
interface Registered {
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
  #done = new Map<string, Promise<void>>();

  constructor(readonly all: readonly any[]) {}

  has(name: string): boolean {
    return this.all.some((hooks) => typeof hooks[name] === "function");
  }

  protected hooks(name: string): ((input?: any) => any)[] {
    const found = this.all.filter((hooks) => typeof hooks?.[name] === "function").map((hooks) => hooks[name].bind(hooks));
    return backward.has(name) ? found.reverse() : found;
  }

  /** Runs a hook that transforms nothing: once, however often it is asked for. */
  once(name: string, input?: any): Promise<void> {
    let done = this.#done.get(name);
    if (!done) {
      done = (async () => {
        for (const hook of this.hooks(name)) await hook(input);
      })();
      this.#done.set(name, done);
    }
    return done;
  }

  /** Passes a value through the hooks, each adding what it returns. */
  protected async fold<T>(name: string, value: T, merge: (value: T, output: any) => T): Promise<T> {
    for (const hook of this.hooks(name)) value = merge(value, await hook(value));
    return value;
  }
}

/** The hooks round one call of a function. */
export class RunHooks extends Hooks {
  static async open(registered: readonly Registered[], input: any): Promise<RunHooks> {
    const all: any[] = [];
    for (const one of registered) if (one.onFunctionRun) all.push(await one.onFunctionRun(input));
    return new RunHooks(all.filter(Boolean));
  }

  /** Adds to `ctx` what middleware wants in it, and gives the steps as it wants them. */
  async transformInput(input: { ctx: any; fn: any; steps: any[]; reqArgs: any[] }): Promise<any[]> {
    const output = await this.fold("transformInput", input, (before, output) => {
      adopt(before.ctx, output?.ctx);
      if (!output?.steps) return before;
      return { ...before, steps: before.steps.map((step, i) => ({ ...step, ...output.steps[i] })) };
    });
    return output.steps;
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
    for (const one of registered) if (one.onSendEvent) all.push(await one.onSendEvent());
    return new SendHooks(all.filter(Boolean));
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
