/** The client: what a script creates functions and sends events with. */

import { record } from "host:internal/step";
import * as host from "host:internal/client";
import { InngestFunction, readArguments } from "./function";
import { stringify } from "./json";
import { show } from "./duration";
import { ConsoleLogger, type Logger } from "./logger";
import { registerAll } from "./registration";
import { send, type Sender } from "./send";
import { publish, subscriptionToken } from "./realtime";
import { unavailable } from "./unavailable";

/** Environment variables that setEnvVars may set, and what they are here. */
const environment: Record<string, string> = {
  INNGEST_EVENT_KEY: "eventKey",
  INNGEST_EVENT_API_BASE_URL: "eventBaseUrl",
  INNGEST_API_BASE_URL: "apiBaseUrl",
  INNGEST_BASE_URL: "baseUrl",
  INNGEST_SIGNING_KEY: "signingKey",
  INNGEST_ENV: "env",
  INNGEST_DEV: "dev",
};

export class Inngest {
  readonly id: string;
  readonly options: any;
  readonly schemas: unknown;
  readonly appVersion: string | undefined;
  readonly logger: Logger;
  /** Whether the logger is the script's own rather than the console. */
  readonly ownLogger: boolean;
  /** The client's middleware, of either version of the SDK. */
  readonly middleware: readonly any[];

  #functions: InngestFunction[] = [];
  #overrides: Record<string, string | undefined> = {};
  #settings: string | undefined;

  constructor(options: any) {
    if (typeof options !== "object" || options === null || !options.id) {
      throw new Error("An `id` must be passed to create an Inngest instance.");
    }
    if (typeof options.id !== "string") {
      throw new TypeError(`new Inngest: options.id: want a string, got ${show(options.id)}`);
    }
    this.options = options;
    this.id = options.id;
    this.schemas = options.schemas;
    this.appVersion = options.appVersion;
    this.ownLogger = options.logger !== undefined;
    this.logger = options.logger ?? new ConsoleLogger();
    this.middleware = options.middleware ?? [];
    registerAll(this.middleware, this, null);
  }

  get [Symbol.toStringTag](): string {
    return "Inngest.App";
  }

  /** Resolves when the middleware is ready. */
  get ready(): Promise<void> {
    return Promise.resolve();
  }

  get env(): string | null {
    return this.#overrides.env ?? this.options.env ?? variable("INNGEST_ENV") ?? null;
  }

  get eventKey(): string | undefined {
    return this.#overrides.eventKey ?? this.options.eventKey ?? variable("INNGEST_EVENT_KEY");
  }

  get isDev(): boolean {
    const { isDev } = this.options;
    if (typeof isDev === "boolean") return isDev;
    const text = this.#overrides.dev ?? variable("INNGEST_DEV");
    return text !== undefined && !/^(0|false|no|off|)$/i.test(text);
  }

  /** The functions that the client has created. */
  get funcs(): readonly InngestFunction[] {
    return this.#functions;
  }

  /** Takes settings from these variables rather than the environment's. */
  setEnvVars(env: Record<string, string | undefined> = {}): this {
    for (const key of Object.keys(environment)) {
      if (env[key] !== undefined) this.#overrides[environment[key]!] = env[key];
    }
    this.#settings = undefined;
    return this;
  }

  setEventKey(key: string): void {
    this.#overrides.eventKey = key || undefined;
    this.#settings = undefined;
  }

  /** The client as the host is told of it, JSON. */
  get settings(): string {
    if (this.#settings === undefined) {
      const { eventKey, baseUrl, env, isDev, signingKey } = this.options;
      const { dev, ...overrides } = this.#overrides;
      this.#settings = stringify({
        id: this.id,
        eventKey,
        baseUrl,
        env,
        signingKey,
        isDev: isDev ?? (dev === undefined ? undefined : this.isDev),
        ...overrides,
      })!;
    }
    return this.#settings;
  }

  /** Creates a durable function, in the form of either version of the SDK. */
  createFunction = (...args: any[]): InngestFunction => {
    const { opts, handler, dialect } = readArguments(args);
    const fn = new InngestFunction(this, opts, handler, dialect);
    registerAll(opts.middleware ?? [], this, fn);
    this.#functions.push(fn);
    record(fn);
    return fn;
  };

  /** Sends an event, or a list of events. */
  send = (events: any, options?: { env?: string }): Promise<{ ids: string[] }> => {
    return this.deliver(events, {}, options?.env);
  };

  /** Sends events for a step of a function, or for other code. */
  deliver(events: any, sender: Sender, env?: string): Promise<{ ids: string[] }> {
    const opts = env === undefined ? undefined : stringify({ env });
    return send(this, events, sender, async (payloads) => {
      if (payloads.length === 0) {
        console.warn("inngest.send() was called with no events, so nothing has been sent");
        return { ids: [] };
      }
      return JSON.parse(await host.send(this.settings, stringify(payloads)!, opts));
    });
  }

  async sendSignal(options: { signal: string; data?: unknown; env?: string }): Promise<any> {
    const { signal, data, env } = options;
    const settings = env === undefined ? this.settings : stringify({ ...JSON.parse(this.settings), env })!;
    return JSON.parse(await host.signal(settings, stringify({ signal, data })!));
  }

  readonly realtime = {
    publish: (...args: any[]) => publish(this, args),
    token: (options: any) => subscriptionToken(this, options),
    getSubscriptionToken: (options: any) => subscriptionToken(this, options),
    subscribe: unavailable("inngest.realtime.subscribe()", "subscribe in the browser or in another process"),
  };

  endpoint = unavailable("inngest.endpoint()", "create a function, and invoke it by an event");
  endpointProxy = unavailable("inngest.endpointProxy()", "create a function, and invoke it by an event");
  score = unavailable("inngest.score()", "record the score in the function's result or send it as an event");

  get metadata(): never {
    return unavailable("inngest.metadata", "put what you want to see in a step's result")();
  }

  get sandboxes(): never {
    return unavailable("inngest.sandboxes", "run the command as a child process of a step")();
  }
}

function variable(name: string): string | undefined {
  return globalThis.process?.env?.[name] || undefined;
}
