// Bun.deepEquals without strict: properties that are undefined do not count, and neither do holes and classes.
import { isDeepStrictEqual, types } from "node:util";

type Any = any;

export function equal(a: Any, b: Any, seen: Map<Any, Any> = new Map()): boolean {
  if (Object.is(a, b)) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b)) return false;
    for (let i = 0; i < Math.max(a.length, b.length); i++) if (!equal(a[i], b[i], seen)) return false;
    return true;
  }
  if (types.isMap(a) || types.isMap(b)) {
    if (!types.isMap(a) || !types.isMap(b) || a.size !== b.size) return false;
    return [...a].every(([k, v]) => (b.has(k) ? equal(v, b.get(k), seen) : [...b].some(([l, w]) => equal(k, l, seen) && equal(v, w, seen))));
  }
  if (types.isSet(a) || types.isSet(b)) {
    if (!types.isSet(a) || !types.isSet(b) || a.size !== b.size) return false;
    return [...a].every((v) => b.has(v) || [...b].some((w) => equal(v, w, seen)));
  }
  const tag = Object.prototype.toString.call(a);
  if (tag !== "[object Object]" || Object.prototype.toString.call(b) !== tag) return isDeepStrictEqual(a, b);
  const there = (o: Any) => Reflect.ownKeys(o).filter((k) => Object.prototype.propertyIsEnumerable.call(o, k) && o[k] !== undefined);
  const keys = there(a);
  return keys.length === there(b).length && keys.every((k) => equal(a[k], b[k], seen));
}
