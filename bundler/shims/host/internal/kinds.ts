// Which kind of object a value is, whatever its prototype says.
import { classOf } from "host:internal/inspect";

type Any = any;

export function isInstance(value: unknown, Class: Any): boolean {
  try {
    return value instanceof Class;
  } catch {
    return false;
  }
}

/** The class that the value was made with. */
export function className(value: Any): string {
  const name = classOf(value);
  if (typeof value === "function") return "Function";
  if (name !== "Object" && name !== "" && name !== undefined) return name;
  if (ArrayBuffer.isView(value)) return value instanceof DataView ? "DataView" : (typedName(value) ?? "Object");
  if (isMap(value)) return "Map";
  if (isSet(value)) return "Set";
  if (isWeakMap(value)) return "WeakMap";
  if (isWeakSet(value)) return "WeakSet";
  return "Object";
}

const typedTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)!.get!;
export const typedName = (value: unknown): string | undefined => typedTag.call(value);

function brand(probe: (v: Any) => unknown, Class: Any) {
  return (v: unknown): boolean => {
    if (typeof v !== "object" || v === null || !isInstance(v, Class)) return false;
    try {
      probe(v);
      return true;
    } catch {
      return false;
    }
  };
}

export const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, "size")!.get!;
export const setSize = Object.getOwnPropertyDescriptor(Set.prototype, "size")!.get!;
export const isMap = brand((v) => mapSize.call(v), Map);
export const isSet = brand((v) => setSize.call(v), Set);
export const isWeakMap = brand((v) => WeakMap.prototype.has.call(v, {}), WeakMap);
export const isWeakSet = brand((v) => WeakSet.prototype.has.call(v, {}), WeakSet);
const mapIterator = Object.getPrototypeOf(new Map().entries());
const setIterator = Object.getPrototypeOf(new Set().values());
export const isMapIterator = (v: unknown): boolean => typeof v === "object" && v !== null && Object.getPrototypeOf(v) === mapIterator;
export const isSetIterator = (v: unknown): boolean => typeof v === "object" && v !== null && Object.getPrototypeOf(v) === setIterator;
export const isSymbolObject = brand((v) => Symbol.prototype.valueOf.call(v), Symbol);
export const isBigIntObject = brand((v) => BigInt.prototype.valueOf.call(v), BigInt);

export function functionType(value: Any, text = Function.prototype.toString.call(value)): string {
  const async = /^async\b/.test(text) || value[Symbol.toStringTag] === "AsyncFunction";
  const generator = value[Symbol.toStringTag] === "GeneratorFunction" || value[Symbol.toStringTag] === "AsyncGeneratorFunction";
  return `${async ? "Async" : ""}${generator ? "Generator" : ""}Function`;
}
