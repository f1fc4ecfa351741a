/** Tells the SDK's objects from others, also those of another copy of it. */

import { headerKeys } from "./constants";

function tagged(tag: string): (input: unknown) => boolean {
  return (input) => (input as any)?.[Symbol.toStringTag] === tag;
}

export const isInngest = tagged("Inngest.App");
export const isInngestFunction = tagged("Inngest.Function");
export const isInngestMiddleware = tagged("Inngest.Middleware");

/** Whether a request is the Inngest server's, by its headers. */
export function isInngestRequest(request: any): boolean {
  const headers = request?.headers;
  if (typeof headers?.get !== "function") return false;
  return Boolean(headers.get(headerKeys.InngestRunId)) && typeof headers.get(headerKeys.Signature) === "string";
}
