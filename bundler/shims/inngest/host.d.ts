/**
 * What the host lends to the `inngest` shim. The modules below exist only
 * inside the host; scripts cannot import them.
 */

/** Durable steps: the replay in flight and the engine that decides about it. */
declare module "host:internal/step" {
  /** One replay of a function. Opaque here; one object per call. */
  export type Call = object;

  /** A step's id, reserved before the step itself is noted. */
  export interface Claim {
    /** The hashed, indexed id: hex SHA-1 of `id`, or of `id:n` for a repeat. */
    readonly id: string;
    /** 0 for the first use of the id in this replay, else the repeat's number. */
    readonly index: number;
    /** Whether the call came with a recorded result for the step. */
    readonly memoized: boolean;
    /** The author's id. */
    readonly userland: string;
  }

  /**
   * Notes a found step and gives the promise of its result. Called at once,
   * in the order in which the script calls its step tools.
   *
   * @param op the opcode: `StepPlanned` for a step with a body (the engine
   *   reports it as `StepRun` once it ran), else `Sleep`, `WaitForEvent`,
   *   `InvokeFunction`, `Gateway`, `AIGateway` or `WaitForSignal`.
   * @param id the author's id, or what `claim` gave for it.
   * @param opts goes to the server as the op's `opts`, JSON encoded at the
   *   time of the call; `undefined` when there are none.
   * @param run the body. Called at most once, with `input` as its arguments,
   *   or with the edited ones when a run is repeated from this step.
   * @returns rejects with an error named `NestedStepError` inside another
   *   step's body, and with `__host.stepError` for a recorded failure.
   */
  export function find(
    call: Call,
    op: string,
    id: string | Claim,
    name: string,
    displayName: string,
    opts: object | undefined,
    run: ((...input: any[]) => any) | undefined,
    input: any[] | undefined,
  ): Promise<any>;

  /** Reserves the hashed, indexed id ahead of `find`, for middleware. */
  export function claim(call: Call, id: string): Claim;

  /** Keeps a value with the call, for as long as the call lives. */
  export function keep(call: Call, value: unknown): void;

  /** What `keep` kept; `undefined` before. */
  export function kept(call: Call): unknown;

  /** The id of the app that the call's function is served under. */
  export function app(call: Call): string;

  /** Whether recorded steps are still to be resolved; loggers are silent then. */
  export function replaying(call: Call): boolean;

  /** The call that the running code belongs to, across `await`. */
  export function current(): Call | undefined;

  /** Whether the running code belongs to the body of a step. */
  export function inStep(): boolean;

  /**
   * Runs `fn` with a value that `mode` gives in it and in all it starts,
   * across `await`.
   */
  export function withMode<T>(value: object | undefined, fn: () => T): T;

  /** The innermost `withMode`'s value, the same object. */
  export function mode(): object | undefined;

  /** What the host is about to answer a call with. */
  export interface Answer {
    status: number;
    headers: Record<string, string>;
    body: string;
  }

  /**
   * Calls `fn` once, when the answer to the call is ready, and waits for it
   * before the answer is sent. For middleware that comes last.
   *
   * TODO: make it required when the host's step module has it.
   */
  export const beforeAnswer: ((call: Call, fn: (answer: Answer) => Promise<void>) => void) | undefined;

  /**
   * Adds a function object to the registry, with the place in the script that
   * is creating it.
   */
  export function record(fn: object): void;
}

/** The way to the people and agents who watch functions. */
declare module "host:internal/gateway" {
  const native: {
    /** Gives what became of a message. */
    send(type: string, payload: unknown, source: string, origin: string | undefined): Promise<object>;
    /** The event that the running code handles. */
    event(): { name: string; originSession?: string } | undefined;
  };
  export default native;
}

/** The client side: events, signals and realtime, sent by the host. */
declare module "host:internal/client" {
  /**
   * Sends events.
   *
   * @param client JSON of `{id, eventKey?, baseUrl?, env?, isDev?}`; what is
   *   absent comes from the environment.
   * @param events JSON array of complete events.
   * @param opts JSON of `{env?, headers?}`.
   * @returns JSON of `{ids: string[]}`.
   */
  export function send(client: string, events: string, opts?: string): Promise<string>;

  /**
   * Sends a signal.
   *
   * @param body JSON of `{signal, data}`.
   * @returns JSON of the answer's `data`: `{runId?}`.
   */
  export function signal(client: string, body: string): Promise<string>;

  /** Publishes `data`, JSON, to a topic of a realtime channel. */
  export function publish(client: string, channel: string, topic: string, data: string): Promise<void>;

  /**
   * The registration of a function: JSON array of its configuration and, when
   * it has one, its failure handler's.
   *
   * @param fn JSON as `__host.describe` gives it.
   */
  export function config(fn: string, baseUrl: string, appPrefix: string): string;
}
