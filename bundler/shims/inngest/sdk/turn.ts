/** Hooks one after the other. */

/** Whether a value is to be waited for. */
export function isPromise(value: any): value is Promise<any> {
  return typeof value?.then === "function";
}

/**
 * Visits each of a list when the visit before has ended. A promise is waited
 * for and nothing else is: most hooks are not asynchronous, and to wait costs
 * more than they do. Undefined when nothing had to be waited for.
 */
export function inTurn<T>(
  list: readonly T[],
  visit: (one: T) => any,
  take: (value: any) => void,
  from = 0,
): Promise<void> | undefined {
  for (let i = from; i < list.length; i++) {
    const value = visit(list[i]!);
    if (isPromise(value)) {
      return value.then((given) => {
        take(given);
        return inTurn(list, visit, take, i + 1);
      });
    }
    take(value);
  }
  return undefined;
}

/** Goes on with `next` when `before` has ended, at once when it has already. */
export function after<T>(before: Promise<unknown> | undefined, next: () => T): T | Promise<Awaited<T>> {
  return before ? (before.then(next) as Promise<Awaited<T>>) : next();
}

export function nothing(): void {}
