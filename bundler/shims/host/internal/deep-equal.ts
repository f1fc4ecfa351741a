// Deep comparison, as assert.deepEqual and util.isDeepStrictEqual define it.
import { className, isBigIntObject, isSymbolObject } from "host:internal/kinds";

type Any = any;
interface Memo { a: Map<unknown, unknown> }

export function isDeepEqual(a: unknown, b: unknown, strict: boolean): boolean {
  return equal(a, b, strict, { a: new Map() });
}

function equal(a: Any, b: Any, strict: boolean, memo: Memo): boolean {
  if (a === b) return a !== 0 || !strict || Object.is(a, b);
  if (strict) {
    if (typeof a !== "object" || typeof b !== "object") return typeof a === "number" && Number.isNaN(a) && Number.isNaN(b);
    if (a === null || b === null) return false;
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  } else {
    // eslint-disable-next-line eqeqeq
    if (a === null || typeof a !== "object") return (b === null || typeof b !== "object") && (a == b || (a !== a && b !== b));
    if (b === null || typeof b !== "object") return false;
  }
  const kind = className(a);
  if (kind !== className(b)) return false;
  if (Object.prototype.toString.call(a) !== Object.prototype.toString.call(b)) return false;
  switch (kind) {
    case "Array": {
      if (a.length !== b.length) return false;
      return keyed(a, b, strict, memo, enumerable(a, true), enumerable(b, true), () => list(a, b, strict, memo));
    }
    case "Date":
      if (Date.prototype.getTime.call(a) !== Date.prototype.getTime.call(b)) return false;
      break;
    case "RegExp":
      if (a.source !== b.source || a.flags !== b.flags || a.lastIndex !== b.lastIndex) return false;
      break;
    case "Error":
      if (a.message !== b.message || a.name !== b.name || !equal(a.cause, b.cause, strict, memo) || !equal(a.errors, b.errors, strict, memo)) return false;
      break;
    case "ArrayBuffer":
      if (!bytes(new Uint8Array(a), new Uint8Array(b))) return false;
      break;
    case "Number": case "String": case "Boolean":
      if (!Object.is(a.valueOf(), b.valueOf())) return false;
      break;
    case "Set":
      if (a.size !== b.size) return false;
      return keyed(a, b, strict, memo, enumerable(a, false), enumerable(b, false), () => sets(a, b, strict, memo));
    case "Map":
      if (a.size !== b.size) return false;
      return keyed(a, b, strict, memo, enumerable(a, false), enumerable(b, false), () => maps(a, b, strict, memo));
    case "WeakMap": case "WeakSet": case "Promise":
      return false;
    default:
      if (ArrayBuffer.isView(a)) {
        const float = /^Float/.test(kind);
        if (!strict && float) {
          if ((a as Any).length !== (b as Any).length) return false;
          for (let i = 0; i < (a as Any).length; i++) if ((a as Any)[i] !== (b as Any)[i]) return false;
        } else if (!bytes(view(a), view(b as Any))) return false;
        return keyed(a, b, strict, memo, enumerable(a, true), enumerable(b, true), () => true);
      }
      if (isSymbolObject(a) || isBigIntObject(a)) if (!Object.is(a.valueOf(), b.valueOf())) return false;
  }
  return keyed(a, b, strict, memo, enumerable(a, false), enumerable(b, false), () => true);
}

const view = (a: ArrayBufferView): Uint8Array => new Uint8Array(a.buffer, a.byteOffset, a.byteLength);

function bytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function enumerable(o: Any, indexed: boolean): string[] {
  const keys = Object.keys(o);
  return indexed ? keys.filter((k) => !/^(?:0|[1-9]\d*)$/.test(k)) : keys;
}

function keyed(a: Any, b: Any, strict: boolean, memo: Memo, keysA: string[], keysB: string[], rest: () => boolean): boolean {
  if (keysA.length !== keysB.length) return false;
  for (const k of keysA) if (!Object.prototype.propertyIsEnumerable.call(b, k)) return false;
  let keys: (string | symbol)[] = keysA;
  if (strict) {
    const visible = (o: Any) => Object.getOwnPropertySymbols(o).filter((s) => Object.prototype.propertyIsEnumerable.call(o, s));
    const symbols = visible(a);
    if (symbols.length !== visible(b).length) return false;
    for (const s of symbols) if (!Object.prototype.propertyIsEnumerable.call(b, s)) return false;
    keys = [...keysA, ...symbols];
  }
  if (memo.a.has(a)) return memo.a.get(a) === b;
  memo.a.set(a, b);
  let same = rest();
  for (let i = 0; same && i < keys.length; i++) same = equal(a[keys[i]!], b[keys[i]!], strict, memo);
  memo.a.delete(a);
  return same;
}

function list(a: Any[], b: Any[], strict: boolean, memo: Memo): boolean {
  for (let i = 0; i < a.length; i++) {
    const has = Object.prototype.hasOwnProperty.call(a, i);
    if (has !== Object.prototype.hasOwnProperty.call(b, i)) return false;
    if (has && !equal(a[i], b[i], strict, memo)) return false;
  }
  return true;
}

function sets(a: Set<unknown>, b: Set<unknown>, strict: boolean, memo: Memo): boolean {
  const left: unknown[] = [];
  for (const v of a) {
    if (b.has(v)) continue;
    if (strict && (typeof v !== "object" || v === null)) return false;
    left.push(v);
  }
  if (left.length === 0) return true;
  const right = [...b].filter((v) => !a.has(v));
  return matching(left, right, (x, y) => equal(x, y, strict, memo));
}

function maps(a: Map<unknown, unknown>, b: Map<unknown, unknown>, strict: boolean, memo: Memo): boolean {
  const left: [unknown, unknown][] = [];
  for (const [k, v] of a) {
    if (b.has(k)) {
      if (!equal(v, b.get(k), strict, memo)) {
        if (strict || typeof k === "object") return false;
        left.push([k, v]);
      }
    } else if (strict && (typeof k !== "object" || k === null)) return false;
    else left.push([k, v]);
  }
  if (left.length === 0) return true;
  const right = [...b].filter(([k]) => !a.has(k));
  return matching(left, right, (x, y) => equal(x[0], y[0], strict, memo) && equal(x[1], y[1], strict, memo));
}

function matching<T>(left: T[], right: T[], same: (a: T, b: T) => boolean): boolean {
  const open = [...right];
  for (const l of left) {
    const at = open.findIndex((r) => same(l, r));
    if (at < 0) return false;
    open.splice(at, 1);
  }
  return true;
}
