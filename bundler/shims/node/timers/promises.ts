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
/** Gives the value once for each time that has passed, also those that passed while nobody asked. */
export async function* setInterval<T>(delay?: number, value?: T, options?: Any): AsyncGenerator<T | undefined> {
  const signal: Any = options?.signal;
  if (options !== undefined && (options === null || typeof options !== "object")) throw invalidArgType("options", "Object", options);
  if (signal?.aborted) throw abortError(signal.reason);
  let passed = 0;
  let wake: (() => void) | undefined;
  const timer = g.setInterval(() => {
    passed++;
    wake?.();
  }, delay);
  const abort = () => {
    g.clearInterval(timer);
    wake?.();
  };
  signal?.addEventListener("abort", abort, { once: true });
  try {
    for (;;) {
      if (passed === 0 && !signal?.aborted) await new Promise<void>((resolve) => { wake = resolve; });
      for (; passed > 0; passed--) yield value;
      if (signal?.aborted) throw abortError(signal.reason);
    }
  } finally {
    g.clearInterval(timer);
    signal?.removeEventListener("abort", abort);
  }
}
export const scheduler = { wait: (delay: number, options?: Any): Promise<void> => setTimeout(delay, undefined, options) as Promise<void>, yield: (): Promise<void> => setImmediate() as Promise<void> };
export default { setTimeout, setImmediate, setInterval, scheduler };
