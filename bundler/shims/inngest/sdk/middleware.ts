/** The faces of middleware that scripts write, of both versions of the SDK. */

/** Version 4: a class, made anew for each request. */
class BaseMiddleware {
  readonly client: any;

  constructor(options: { client: any }) {
    this.client = options.client;
  }
}

export const Middleware = { BaseMiddleware };

/** Version 3: an object, initialised once for each client and function. */
export class InngestMiddleware {
  readonly name: string;
  readonly init: (input: { client: any; fn?: any }) => any;

  constructor(options: { name: string; init: (input: { client: any; fn?: any }) => any }) {
    this.name = options.name;
    this.init = options.init;
  }

  get [Symbol.toStringTag](): string {
    return "Inngest.Middleware";
  }
}

/** Adds properties to the handler's argument; middleware for either version. */
export function dependencyInjectionMiddleware(ctx: Record<string, unknown>): any {
  return class extends BaseMiddleware {
    readonly id = "inngest:dependency-injection";

    transformFunctionInput(input: any): any {
      Object.assign(input.ctx, ctx);
      return input;
    }
  };
}
