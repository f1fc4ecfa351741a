// node:timers/promises.
import { abortError, invalidArgType } from "host:internal/node-errors";

type Any = any;

function wait<T>(start: (f: () => void) => Any, stop: (t: Any) => void, value: T, options: Any): Promise<T> {
  const signal: Any = options?.signal;
  if (options !== undefined && (options === null || typeof options !== "object")) return Promise.reject(invalidArgType("options", "Object", options));
  if (signal?.aborted) return Promise.reject(abortError(signal.reason));
  return new Promise((resolve, reject) => {
    const abort = () => {
      stop(timer);
      reject(abortError(signal.reason));
    };
    const timer = start(() => {
      signal?.removeEventListener("abort", abort);
      resolve(value);
    });
    signal?.addEventListener("abort", abort, { once: true });
  });
}

const g: Any = globalThis;
export const setTimeout = <T>(delay?: number, value?: T, options?: Any): Promise<T | undefined> => wait((f) => g.setTimeout(f, delay), g.clearTimeout, value, options);
export const setImmediate = <T>(value?: T, options?: Any): Promise<T | undefined> => wait((f) => g.setImmediate(f), g.clearImmediate, value, options);
export async function* setInterval<T>(delay?: number, value?: T, options?: Any): AsyncGenerator<T | undefined> {
  for (;;) yield await setTimeout(delay, value, options);
}
export const scheduler = { wait: (delay: number, options?: Any): Promise<void> => setTimeout(delay, undefined, options) as Promise<void>, yield: (): Promise<void> => setImmediate() as Promise<void> };
export default { setTimeout, setImmediate, setInterval, scheduler };
