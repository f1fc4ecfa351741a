/** Loggers: the console's, and the one a call has, silent while it replays. */

export interface Logger {
  info(...args: any[]): void;
  warn(...args: any[]): void;
  error(...args: any[]): void;
  debug?(...args: any[]): void;
  child?(fields: object): Logger;
  flush?(): void | Promise<void>;
}

const ranks: Record<string, number> = { debug: 0, info: 1, warn: 2, error: 3, fatal: 3, silent: 4 };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Whether the call is in the order of pino: an object of fields, then the message. */
function fieldsFirst(args: any[]): boolean {
  return args.length > 1 && isRecord(args[0]) && typeof args[1] === "string";
}

/**
 * Writes to the console. Understands `(fields, message)` too, and writes the
 * message first.
 */
export class ConsoleLogger implements Logger {
  readonly level: string;

  constructor(options: { level?: string } = {}) {
    this.level = options.level ?? "info";
  }

  info(...args: any[]): void {
    this.#log("info", args);
  }

  warn(...args: any[]): void {
    this.#log("warn", args);
  }

  error(...args: any[]): void {
    this.#log("error", args);
  }

  debug(...args: any[]): void {
    this.#log("debug", args);
  }

  #log(level: "info" | "warn" | "error" | "debug", args: any[]): void {
    if (ranks[level]! < (ranks[this.level] ?? ranks.info!)) return;
    if (!fieldsFirst(args)) {
      console[level](...args);
      return;
    }
    const [{ err, ...fields }, message, ...rest] = args;
    console[level](message);
    if (err) console[level](err);
    if (Object.keys(fields).length) console[level](fields);
    if (rest.length) console[level](...rest);
  }
}

/** Lets a logger that wants its message first take `(fields, message)`. */
export function wrapStringFirstLogger(logger: Logger): Logger {
  const wrap =
    (level: "info" | "warn" | "error" | "debug") =>
    (...args: any[]) => {
      if (fieldsFirst(args)) [args[0], args[1]] = [args[1], args[0]];
      logger[level]!(...args);
    };
  return { info: wrap("info"), warn: wrap("warn"), error: wrap("error"), debug: wrap("debug") };
}

/**
 * Another logger that can be switched on and off: off at first. What the class
 * does not have is the other logger's.
 */
export class ProxyLogger implements Logger {
  enabled = false;

  constructor(readonly logger: Logger) {
    return new Proxy(this, {
      get: (target, key, receiver) =>
        key in target ? Reflect.get(target, key, receiver) : Reflect.get(target.logger, key, target.logger),
    });
  }

  info(...args: any[]): void {
    if (this.enabled) this.logger.info(...args);
  }

  warn(...args: any[]): void {
    if (this.enabled) this.logger.warn(...args);
  }

  error(...args: any[]): void {
    if (this.enabled) this.logger.error(...args);
  }

  debug(...args: any[]): void {
    if (this.enabled) this.logger.debug?.(...args);
  }

  enable(): void {
    this.enabled = true;
  }

  disable(): void {
    this.enabled = false;
  }

  async flush(): Promise<void> {
    await this.logger.flush?.();
  }
}

/** A ProxyLogger that is on whenever `on` says so. */
export function switchedLogger(logger: Logger, on: () => boolean): Logger {
  const proxy = new ProxyLogger(logger);
  Object.defineProperty(proxy, "enabled", { get: on });
  return proxy;
}

/**
 * Tells a script's own logger of errors and lets it write out what it holds
 * before the call is answered. The host itself reports errors where scripts
 * log to the console.
 */
export class LoggerMiddleware {
  readonly id = "inngest:logger";
  #logger: Logger | undefined;
  readonly client: { logger: Logger };

  constructor(options: { client: any }) {
    this.client = options.client;
  }

  onStepError(input: any): void {
    this.#tell(input, input.error, "Inngest step error");
  }

  onRunError(input: any): void {
    this.#tell(input, input.error, "Inngest function error");
  }

  async wrapRequest({ next }: any): Promise<any> {
    try {
      return await next();
    } finally {
      await (this.#logger ?? this.client.logger).flush?.();
    }
  }

  #tell({ ctx, fn }: any, error: unknown, message: string): void {
    this.#logger = ctx.logger as Logger;
    if (fn.dialect === 3) this.#logger.error(error);
    else this.#logger.error({ err: error }, message);
  }
}
