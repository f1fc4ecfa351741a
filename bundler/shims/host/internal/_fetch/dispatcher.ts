// undici's dispatchers: what makes the connections of Node's fetch.

import { URL } from "host:internal/url";

type Any = any;

/** Where Node keeps the dispatcher of the whole process. */
const name = Symbol.for("undici.globalDispatcher.1");

/**
 * Whether a dispatcher only hands requests on to the one of the whole process, with other deadlines at most. It is
 * asked with a request that goes nowhere.
 */
export function handsOn(dispatcher: Any, url: string): boolean {
  if (typeof dispatcher.dispatch !== "function") return false;
  const { origin, pathname, search } = new URL(url);
  const request = { origin, path: pathname + search, method: "GET", headers: {} };
  let handed: Any;
  const dispatch = (options: Any) => {
    handed = options;
    return true;
  };
  const before = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, { value: { dispatch }, writable: true, configurable: true });
  try {
    dispatcher.dispatch(request, {});
  } catch {
    return false; // it does more than handing on
  } finally {
    if (before) Object.defineProperty(globalThis, name, before);
    else delete (globalThis as Any)[name];
  }
  if (!handed) return false;
  const { headersTimeout, bodyTimeout, ...rest } = handed;
  return JSON.stringify(rest) === JSON.stringify(request);
}
