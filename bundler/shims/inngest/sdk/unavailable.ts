/** What the SDK has and the host has not. */

/** A function that throws: `what` is not available here, do `instead`. */
export function unavailable(what: string, instead: string): (...args: any[]) => never {
  return () => {
    throw new Error(`${what} is not available in the host: ${instead}`);
  };
}
