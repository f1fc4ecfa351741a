import type { Call } from "host:internal/step";
import type { Inngest } from "./client";
import type { Input } from "./call";
import type { Handler, InngestFunction } from "./function";

export interface SendMiddleware {
  transform(payloads: any[], fn: InngestFunction | null): Promise<any[]>;
  wrap(
    payloads: any[],
    fn: InngestFunction | null,
    deliver: (payloads: any[]) => Promise<{ ids: string[] }>,
  ): Promise<{ ids: string[] }>;
}

export interface Pipeline {
  readonly send: SendMiddleware | undefined;
  run(call: Call, input: Input, handler: Handler): Promise<any>;
}

export function registerAll(middleware: readonly any[], client: Inngest, fn: InngestFunction | null): void {}

export function forSend(client: Inngest, fn: InngestFunction | null): SendMiddleware | undefined {
  return undefined;
}

export function pipeline(fn: InngestFunction): Pipeline | undefined {
  return undefined;
}
