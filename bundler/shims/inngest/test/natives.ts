/**
 * The host's side of the shim for tests under Node: a small engine that keeps
 * the order the real one promises (recorded steps one at a time, in the order
 * of the stack; then one new step is run, or all are planned), and a client
 * that writes down what it is given.
 */

import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";

interface Memo {
  data?: any;
  error?: any;
  input?: any[];
}

interface Noted {
  op: any;
  userId: string;
  run?: (...input: any[]) => any;
  input?: any[];
  resolve(value: any): void;
  reject(error: any): void;
  settled: boolean;
}

export interface Replay {
  call: StubCall;
  ops: any[];
  result?: any;
  /** Whether the handler threw `error`, which may be undefined. */
  failed: boolean;
  error?: any;
}

const host: { shim?: any } = {};
const store = new AsyncLocalStorage<{ call?: StubCall; inStep?: boolean; mode?: object }>();
const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");

/** One replay. */
export class StubCall {
  found = new Map<string, Noted>();
  claimed = new Set<string>();
  next = new Map<string, number>();
  remaining: string[];
  beforeAnswer: ((answer: any) => Promise<void>) | undefined;
  kept: unknown;

  constructor(
    readonly memo: Record<string, Memo>,
    stack: string[],
    readonly app: string,
  ) {
    this.remaining = [...stack];
  }

  claim(id: string) {
    let index = 0;
    let full = id;
    if (this.claimed.has(sha1(id))) {
      index = this.next.get(id) ?? 1;
      while (this.claimed.has(sha1(`${id}:${index}`))) index++;
      this.next.set(id, index + 1);
      full = `${id}:${index}`;
    }
    const hashed = sha1(full);
    this.claimed.add(hashed);
    return { id: hashed, index, full, userland: id, memoized: hashed in this.memo && !this.memo[hashed]!.input };
  }

  get replaying(): boolean {
    return this.remaining.length > 0;
  }

  get unsettled(): Noted[] {
    return [...this.found.values()].filter((noted) => !noted.settled);
  }

  /** Resolves one recorded step; false when there is none to resolve. */
  step(): boolean {
    for (const hashed of this.remaining) {
      const noted = this.found.get(hashed);
      if (!noted) continue;
      this.remaining.splice(this.remaining.indexOf(hashed), 1);
      noted.settled = true;
      const memo = this.memo[hashed]!;
      if (memo.error) noted.reject(host.shim.stepError(noted.userId, hashed, memo.error));
      else noted.resolve(memo.data);
      return true;
    }
    return false;
  }
}

export const step = {
  find(call: StubCall, op: string, id: any, name: string, displayName: string, opts: any, run: any, input: any) {
    if (store.getStore()?.inStep) {
      const error = new Error(`step "${id}" inside a step`);
      error.name = "NestedStepError";
      return Promise.reject(error);
    }
    const claim = typeof id === "string" ? call.claim(id) : id;
    const wire: any = { id: claim.id, op, name: name || undefined, displayName };
    if (opts) wire.opts = JSON.parse(JSON.stringify(opts));
    wire.userland = claim.index ? { id: claim.userland, index: claim.index } : { id: claim.userland };
    return new Promise((resolve, reject) => {
      call.found.set(claim.id, { op: wire, userId: claim.full, run, input, resolve, reject, settled: false });
    });
  },
  claim: (call: StubCall, id: string) => call.claim(id),
  app: (call: StubCall) => call.app,
  keep: (call: StubCall, value: unknown) => void (call.kept = value),
  kept: (call: StubCall) => call.kept,
  replaying: (call: StubCall) => call.replaying,
  current: () => store.getStore()?.call,
  inStep: () => store.getStore()?.inStep ?? false,
  withMode: (mode: object | undefined, fn: () => any) => store.run({ ...store.getStore(), mode }, fn),
  mode: () => store.getStore()?.mode,
  recorded: [] as any[],
  record: (fn: any) => void step.recorded.push(fn),
  /** Undefined for a host that cannot tell when it answers. */
  beforeAnswer: undefined as ((call: StubCall, fn: (answer: any) => Promise<void>) => void) | undefined,
};

/** Makes the host one that tells when it answers, or one that does not. */
export function tellsAnswers(tells: boolean): void {
  step.beforeAnswer = tells ? (call, fn) => void (call.beforeAnswer = fn) : undefined;
}

export const client = {
  sent: [] as any[],
  signals: [] as any[],
  published: [] as any[],
  async send(settings: string, events: string, opts?: string) {
    const list = JSON.parse(events);
    client.sent.push({ client: JSON.parse(settings), events: list, opts: opts && JSON.parse(opts) });
    return JSON.stringify({ ids: list.map((_: any, i: number) => `id-${i}`) });
  },
  async signal(settings: string, body: string) {
    client.signals.push({ client: JSON.parse(settings), body: JSON.parse(body) });
    return JSON.stringify({ runId: "signalled" });
  },
  async publish(settings: string, channel: string, topic: string, data: string) {
    client.published.push({ client: JSON.parse(settings), channel, topic, data: JSON.parse(data) });
  },
  /** The registration as the host builds it from a description. */
  config(text: string, baseUrl: string, prefix: string) {
    const fn = JSON.parse(text);
    const { retries, cancel, ...options } = fn.options ?? {};
    const make = (id: string, name: string, triggers: any[], retries: any, rest: any) => {
      const url = new URL(baseUrl);
      url.searchParams.set("fnId", id);
      url.searchParams.set("stepId", "step");
      const step = { id: "step", name: "step", runtime: { type: "http", url: url.href }, retries };
      return { id, name, triggers, steps: { step }, ...rest };
    };
    const id = prefix ? `${prefix}-${fn.id}` : fn.id;
    const out = [make(id, fn.name, fn.triggers, retries, { ...options, cancel })];
    if (fn.failure) {
      const expression = `event.data.function_id == '${id}'`;
      const triggers = [{ event: "inngest/function.failed", expression }];
      out.push(make(`${id}-failure`, `${fn.name} (failure)`, triggers, { attempts: 1 }, {}));
    }
    return JSON.stringify(out);
  },
};

/** Lets all JavaScript run that can. */
export async function drained(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}

export interface Request {
  event?: any;
  events?: any[];
  failure?: boolean;
  attempt?: number;
  maxAttempts?: number;
  /** Recorded results by the author's indexed id, in their order of completion. */
  memo?: Record<string, Memo>;
}

/** Runs one replay of a function and gives what would be reported. */
export async function replay(shim: any, fn: any, request: Request = {}): Promise<Replay> {
  host.shim = shim;
  const memo: Record<string, Memo> = {};
  for (const [id, value] of Object.entries(request.memo ?? {})) memo[sha1(id)] = value;
  const stack = Object.keys(memo).filter((id) => !memo[id]!.input);
  const call = new StubCall(memo, stack, fn.client.id);
  const event = request.event ?? { name: "a/b", data: { n: 1 }, id: "e1", ts: 1 };
  const input = {
    failure: request.failure ?? false,
    event,
    events: request.events ?? [event],
    runId: "run-1",
    attempt: request.attempt ?? 0,
    maxAttempts: request.maxAttempts ?? 4,
    requestId: "req-1",
    jobId: "job-1",
    steps: memo,
    stack,
  };
  const out: Replay = { call, ops: [], failed: false };
  let done = false;
  store.run({ call }, () => {
    (async () => shim.invoke(fn, call, input))().then(
      (value: any) => ((done = true), (out.result = value)),
      (error: any) => ((done = out.failed = true), (out.error = error)),
    );
  });
  await drained();
  while (call.step()) await drained();
  for (let i = 0; i < 100 && !done && call.unsettled.length === 0; i++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const fresh = call.unsettled;
  if (fresh.length === 1 && fresh[0]!.run) out.ops = [await runStep(shim, call, fresh[0]!, input.attempt + 1 >= input.maxAttempts)];
  else if (fresh.length > 0) out.ops = fresh.map((noted) => noted.op);
  else if (!done) throw new Error("the replay neither ended nor found a step");
  await call.beforeAnswer?.({ status: 206, headers: {}, body: "" });
  return out;
}

async function runStep(shim: any, call: StubCall, noted: Noted, last: boolean): Promise<any> {
  const input = call.memo[noted.op.id]?.input ?? noted.input ?? [];
  const op = { ...noted.op, op: "StepRun" };
  if (call.memo[op.id]?.input) op.opts = { ...op.opts, input };
  try {
    const data = await store.run({ call, inStep: true }, async () => noted.run!(...input));
    op.data = JSON.parse(shim.stringify(data) ?? "null");
  } catch (error) {
    const told = JSON.parse(shim.error(error));
    const final = told.noRetry || last;
    Object.assign(op, { op: final ? "StepFailed" : "StepError", error: told.error, retryAfter: told.retryAfter });
  }
  return op;
}
