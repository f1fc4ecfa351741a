/** One call in its middleware. */

import * as native from "host:internal/step";
import type { Call, Claim } from "host:internal/step";
import { adopt, type Input, type State } from "./call";
import { timeString } from "./duration";
import { memoizedError, NonRetriableError, RetryAfterError } from "./errors";
import type { Handler, InngestFunction } from "./function";
import { RunHooks, SendHooks, type Registered } from "./hooks-v3";
import { stepType, type Layers, type StepInfo } from "./hooks-v4";
import { middlewareOf } from "./registration";
import type { Found } from "./steps";
import { after, isPromise } from "./turn";

type Recorded = { data?: any; error?: any; input?: any };

export class Run {
  readonly fn: InngestFunction;
  readonly call: Call;
  readonly input: Input;
  readonly #ctx: any;
  #hooks!: RunHooks;
  /** Recorded results that middleware replaced. */
  #replaced = new Map<string, Recorded>();
  /** Recorded steps that the code has not come to. */
  #unseen: Set<string> = none;
  /** Whether middleware has nothing to do with recorded steps. */
  #quick = false;
  /** The recorded failures that steps have rejected with. */
  #rejected: WeakSet<object> | undefined;
  /** Each of these happens once. */
  #memoizationEnded: Promise<void> | undefined;
  #finished: Promise<void> | undefined;
  /** What wrapRequest gives, and what lets its `next` return. */
  #request: Promise<any> | undefined;
  #answered: (() => void) | undefined;

  constructor(
    readonly state: State,
    readonly layers: Layers,
    readonly registered: readonly Registered[],
  ) {
    this.fn = state.owner.fn;
    this.call = state.owner.call;
    this.input = state.input;
    this.#ctx = layers.ctx = state.ctx;
  }

  /** Runs the handler, and gives a promise of what it gives, or that at once. */
  start(handler: Handler): any {
    const hooks = RunHooks.open(this.registered, this.#ctx, this.fn, () => recorded(this.input));
    return isPromise(hooks) ? hooks.then((hooks) => this.#begin(hooks, handler)) : this.#begin(hooks, handler);
  }

  #begin(hooks: RunHooks, handler: Handler): any {
    this.#hooks = hooks;
    const busy = hooks.busy || this.layers.busy || this.registered.some((one) => one.onSendEvent);
    if (busy) return this.#surround(handler, true);
    // Middleware that adds to the handler's argument, as most does, costs the
    // steps nothing.
    return after(this.#transformInput(), () => {
      if (this.#replaced.size > 0) return this.#surround(handler, false);
      const check = this.input.failure ? undefined : this.fn.check;
      return check ? check(this.#ctx.events).then(() => handler(this.#ctx)) : handler(this.#ctx);
    });
  }

  /** Takes part in all that the call does. */
  #surround(handler: Handler, transform: boolean): Promise<any> {
    this.state.owner.found = this.#found;
    this.#unseen = new Set(this.input.stack ?? []);
    this.#quick = !["transformStepInput", "wrapStep", "onRunError", "onStepError"].some((hook) => this.layers.has(hook));
    if (native.beforeAnswer) native.beforeAnswer(this.call, () => this.#finish());
    return this.#wrapRequest(() => this.#run(handler, transform));
  }

  /** From here on, what middleware does decides what is answered. */
  async #run(handler: Handler, transform: boolean): Promise<any> {
    const { fn, input, layers } = this;
    let result: any;
    try {
      if (transform) await this.#transformInput();
      await this.#hooks.once("beforeMemoization");
      if (this.#unseen.size === 0) await this.#endMemoization();
      if (!input.stack?.length && input.attempt === 0) await layers.tell("onRunStart");
      const check = input.failure ? undefined : fn.check;
      const inner = async () => {
        await check?.(this.#ctx.events);
        return handler(this.#ctx);
      };
      const chain = layers.wrap("wrapFunctionHandler", inner, () => ({ ctx: this.#ctx, fn }));
      try {
        const data = await chain();
        await this.#afterExecution();
        await layers.tell("onRunComplete", { output: data });
        result = { data };
      } catch (error) {
        await this.#afterExecution();
        await layers.tell("onRunError", { error: asError(error), isFinalAttempt: this.#isFinal(error) });
        result = { error };
      }
    } catch (error) {
      result = { error };
    }
    const output = await this.#hooks.transformOutput(result, undefined);
    await this.#hooks.once("finished", { result: pick(output) });
    if (!native.beforeAnswer) await this.#finish();
    return settle(result, output);
  }

  /**
   * Runs `wrapRequest` round the call. Its `next` gives the answer when it is
   * ready; the call's own result does not wait for what comes after.
   */
  async #wrapRequest(run: () => Promise<any>): Promise<any> {
    const { layers, fn, input } = this;
    if (!layers.has("wrapRequest")) return run();
    return new Promise((resolve, reject) => {
      const next = () =>
        new Promise((answer) => {
          this.#answered = () => answer({ status: 200, headers: {}, body: "" });
          run().then(resolve, reject);
        });
      const requestInfo = {
        method: "POST",
        headers: {},
        get url() {
          return new URL("http://host/api/inngest");
        },
        body: async () => ({ event: input.event, events: input.events }),
      };
      const args = () => ({ requestArgs: [], requestInfo, runId: input.runId, fn });
      this.#request = layers.wrap("wrapRequest", next, args)();
      this.#request.then(
        () => this.#answered ?? reject(new Error("middleware: wrapRequest returned without calling next()")),
        reject,
      );
    });
  }

  /** The answer is ready: the last hooks. */
  #finish(): Promise<void> {
    return (this.#finished ??= (async () => {
      await this.#endMemoization();
      await this.#hooks.once("afterExecution");
      await this.#hooks.once("beforeResponse");
      this.#answered?.();
      await this.#request?.catch(() => {});
    })());
  }

  #transformInput(): Promise<void> | undefined {
    let before: ReturnType<typeof recorded> | undefined;
    const steps = () => (before ??= recorded(this.input));
    const changed = this.#hooks.transformInput(this.#ctx, this.fn, steps);
    const take = (changed: any[] | undefined) => {
      changed?.forEach((step, i) => this.#replace(step.id, step, steps()[i]!));
      return this.#transformFunctionInput();
    };
    return isPromise(changed) ? changed.then(take) : take(changed);
  }

  #transformFunctionInput(): Promise<void> | undefined {
    const { fn, layers } = this;
    const ctx = this.#ctx;
    if (!layers.has("transformFunctionInput")) return undefined;
    let given: Record<string, any> | undefined;
    const steps = () => (given ??= this.#typedSteps());
    const output: any = layers.transform("transformFunctionInput", {
      ctx,
      fn,
      get steps() {
        return { ...steps() };
      },
    });
    const take = (output: any) => {
      adopt(ctx, output.ctx);
      if (!given) return;
      for (const [id, step] of Object.entries<any>(output.steps ?? {})) {
        if (step?.type === "data" && given[id]) this.#replace(id, { data: step.data }, given[id]);
      }
    };
    if (isPromise(output)) return output.then(take);
    take(output);
    return undefined;
  }

  /** Recorded results as version 4 gives them. */
  #typedSteps(): Record<string, any> {
    const out: Record<string, any> = {};
    for (const { id, ...step } of recorded(this.input)) {
      const { data, error, input } = { ...step, ...this.#replaced.get(id) };
      if (error !== undefined) out[id] = { type: "error", error };
      else if (input !== undefined) out[id] = { type: "input", input };
      else out[id] = { type: "data", data };
    }
    return out;
  }

  #replace(id: string, now: Recorded, before: Recorded): void {
    if (now.data !== before.data || now.error !== before.error) {
      this.#replaced.set(id, { data: now.data, error: now.error });
    }
  }

  /** Runs once what comes after the last recorded step, before new code. */
  #endMemoization(): Promise<void> {
    return (this.#memoizationEnded ??= (async () => {
      await this.#hooks.beforeExecution();
      await this.layers.tell("onMemoizationEnd");
    })());
  }

  async #afterExecution(): Promise<void> {
    await this.#hooks.beforeExecution();
    await this.#hooks.once("afterExecution");
  }

  /** Whether the server will not try again after the error. */
  #isFinal(error: any): boolean {
    const { attempt, maxAttempts } = this.#ctx;
    if (maxAttempts && attempt + 1 >= maxAttempts) return true;
    if (error instanceof NonRetriableError || error?.name === "NonRetriableError") return true;
    return !(error instanceof RetryAfterError) && Boolean(this.#rejected?.has(error));
  }

  /** Notes a found step, in the place of the native function. */
  #found: Found = (call, op, id, name, displayName, opts, body, input) => {
    const claim: Claim = typeof id === "string" ? native.claim(call, id) : id;
    this.#unseen.delete(claim.id);
    if (this.#quick && claim.memoized && this.#unseen.size > 0 && this.#replaced.size === 0) {
      return native.find(call, op, claim, name, displayName, opts, body, input);
    }
    return this.#note(claim, op, name, displayName, opts, body, input);
  };

  async #note(
    claim: Claim,
    op: string,
    name: string,
    displayName: string,
    opts: any,
    body: ((...input: any[]) => any) | undefined,
    input: any[] | undefined,
  ): Promise<any> {
    const { call, layers } = this;
    const userId = claim.userland;
    const info: StepInfo = {
      hashedId: claim.id,
      memoized: claim.memoized,
      stepType: stepType(op, opts?.type),
      options: { id: userId, name: displayName },
      input: op === "InvokeFunction" || op === "WaitForEvent" ? [opts] : input,
    };
    if (layers.has("transformStepInput")) {
      await this.#transformStep(info);
      if (info.options.id !== userId) {
        claim = native.claim(call, info.options.id);
        info.hashedId = claim.id;
        info.memoized = claim.memoized;
        this.#unseen.delete(claim.id);
      }
      if (info.stepType === "sleep" && info.input) name = timeString("step.sleep: argument 2", info.input[0], this.fn.dialect);
      else if (op === "InvokeFunction" || op === "WaitForEvent") opts = info.input?.[0] ?? opts;
      else input = info.input;
    }
    if (this.#unseen.size === 0) await this.#endMemoization();
    if (op === "InvokeFunction" && !claim.memoized) opts = await this.#transformInvocation(opts);

    const done = { id: claim.id, op: "StepRun", name, displayName, opts };
    const run = body && ((...args: any[]) => this.#runBody(body, args, info, done));
    const note = () => native.find(call, op, claim, name, displayName, opts, run, input);
    if (!claim.memoized) {
      return body && layers.has("wrapStep") ? layers.wrapStep(note, info)() : note();
    }
    const settled = note().then(
      (data) => this.#substitute(claim, userId, data),
      (error) => this.#substitute(claim, userId, undefined, error),
    );
    if (this.#quick) return settled;
    this.#rejected ??= new WeakSet();
    await settled.catch((error) => this.#rejected!.add(error));
    return layers.wrapStep(() => settled, info)();
  }

  async #transformStep(info: StepInfo): Promise<void> {
    const { hashedId, memoized, stepType: type } = info;
    const before = info.input;
    const output: any = await this.layers.transform("transformStepInput", {
      fn: this.fn,
      stepInfo: { hashedId, memoized, stepType: type },
      stepOptions: { ...info.options },
      input: [...(before ?? [])],
    });
    info.options = output.stepOptions;
    info.input = before === undefined && output.input.length === 0 ? undefined : output.input;
  }

  /** An invocation's payload is an event, which version 3 lets middleware see. */
  async #transformInvocation(opts: any): Promise<any> {
    const hooks = await SendHooks.open(await middlewareOf(this.fn.client).classic);
    if (hooks.all.length === 0) return opts;
    const [event] = await hooks.transformInput([{ ...opts.payload, name: "inngest/function.invoked" }]);
    const { name, ...payload } = event ?? {};
    return { ...opts, payload: { ...opts.payload, ...payload } };
  }

  #substitute(claim: Claim, userId: string, data: any, error?: any): any {
    const replaced = this.#replaced.get(claim.id);
    if (replaced) {
      if (replaced.data !== undefined) return replaced.data;
      const indexed = claim.index ? `${userId}:${claim.index}` : userId;
      throw memoizedError(indexed, claim.id, replaced.error);
    }
    if (error !== undefined) throw error;
    return data;
  }

  async #runBody(body: (...input: any[]) => any, args: any[], info: StepInfo, op: any): Promise<any> {
    const { layers } = this;
    await this.#endMemoization();
    await layers.tell("onStepStart", { stepInfo: info });
    let result: any;
    try {
      const inner = async () => body(...args);
      const chain = layers.wrap("wrapStepHandler", inner, () => ({ ctx: this.#ctx, fn: this.fn, stepInfo: info }));
      let data: any;
      try {
        data = await chain();
      } finally {
        await this.#hooks.once("afterExecution");
      }
      await layers.tell("onStepComplete", { stepInfo: info, output: data });
      result = { data };
    } catch (error) {
      await layers.tell("onStepError", { stepInfo: info, error: asError(error), isFinalAttempt: this.#isFinal(error) });
      result = { error };
    }
    const output = await this.#hooks.transformOutput({ ...op, ...result }, op);
    if (!native.beforeAnswer) await this.#finish();
    return settle(result, output);
  }
}

const none: Set<string> = new Set();

/** Recorded results as version 3 gives them. */
function recorded(input: Input): ({ id: string } & Recorded)[] {
  const steps = input.steps ?? {};
  return Object.keys(steps).map((id) => ({ id, ...steps[id] }));
}

function pick({ data, error }: any): any {
  return error === undefined ? { data } : { error };
}

/** Returns or throws what middleware made of a result. */
function settle(result: any, output: any): any {
  if (output.error !== undefined) throw output.error;
  // Not even middleware makes a success of `throw undefined`.
  if ("error" in result && result.error === undefined) throw undefined;
  return output.data;
}

function asError(thrown: any): Error {
  if (thrown instanceof Error) return thrown;
  return new Error(typeof thrown === "object" ? JSON.stringify(thrown) : String(thrown));
}
