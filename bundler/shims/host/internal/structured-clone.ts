// structuredClone (WHATWG HTML 2.7).

import { classOf, transfer } from "host:internal/language-native";
import { DOMException } from "host:internal/dom-exception";

/** A class of the host's that can be cloned has this method: it gives a copy. */
export const cloneable = Symbol.for("host.structuredClone");

const errors: Record<string, ErrorConstructor> = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
const views = ["Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array", "DataView"];

function refuse(value: unknown): never {
  let text: string;
  try {
    text = typeof value === "symbol" ? value.toString() : typeof value === "function" ? String(value) : `#<${(value as object).constructor?.name || "Object"}>`;
  } catch {
    text = "value";
  }
  throw new DOMException(`${text} could not be cloned.`, "DataCloneError");
}

export function structuredClone<T>(value: T, options?: { transfer?: unknown[] }): T {
  if (arguments.length === 0) throw new TypeError("The \"value\" argument must be specified");
  const copies = new Map<unknown, unknown>();
  const moved: ArrayBuffer[] = [];
  for (const one of options?.transfer ?? []) {
    if (classOf(one) !== "ArrayBuffer") throw new DOMException("Value not transferable", "DataCloneError");
    if (moved.includes(one as ArrayBuffer)) throw new DOMException("Transfer list contains duplicate ArrayBuffer", "DataCloneError");
    moved.push(one as ArrayBuffer);
  }
  const out = clone(value, copies);
  for (const buffer of moved) transfer(buffer); // they were copied above
  return out as T;
}

function clone(value: any, copies: Map<unknown, unknown>): unknown {
  if (typeof value === "symbol" || typeof value === "function") refuse(value);
  if (typeof value !== "object" || value === null) return value;
  if (copies.has(value)) return copies.get(value);
  const keep = <C>(copy: C): C => {
    copies.set(value, copy);
    return copy;
  };
  if (typeof value[cloneable] === "function") return keep(value[cloneable]());
  const kind = classOf(value)!;
  switch (kind) {
    case "Boolean":
    case "Number":
    case "String":
    case "BigInt": {
      const primitive = value.valueOf();
      return keep(Object(primitive));
    }
    case "Symbol":
    case "Proxy":
    case "Promise":
    case "WeakMap":
    case "WeakSet":
    case "Function":
    case "Generator":
      return refuse(value);
    case "Date":
      return keep(new Date(Date.prototype.getTime.call(value)));
    case "RegExp":
      return keep(new RegExp(value.source, value.flags));
    case "ArrayBuffer":
      return keep(ArrayBuffer.prototype.slice.call(value, 0));
    case "Map": {
      const copy = keep(new Map());
      for (const [k, v] of [...Map.prototype.entries.call(value)]) copy.set(clone(k, copies), clone(v, copies));
      return copy;
    }
    case "Set": {
      const copy = keep(new Set());
      for (const v of [...Set.prototype.values.call(value)]) copy.add(clone(v, copies));
      return copy;
    }
    case "Error":
      return cloneError(value, copies, keep);
  }
  if (ArrayBuffer.isView(value)) {
    const name = viewName(value);
    const buffer = clone(value.buffer, copies) as ArrayBuffer;
    const length = name === "DataView" ? value.byteLength : (value as Uint8Array).length;
    const View = (globalThis as any)[name];
    return keep(new View(buffer, value.byteOffset, length));
  }
  if (kind === "Object" && isWeak(value)) refuse(value);
  const copy: any = keep(kind === "Array" ? new Array(value.length) : {});
  for (const key of Object.keys(value)) {
    const v = clone(value[key], copies);
    if (key === "__proto__") Object.defineProperty(copy, key, { value: v, writable: true, enumerable: true, configurable: true });
    else copy[key] = v;
  }
  return copy;
}

/** Whether the object is a WeakMap, a WeakSet or one of the language's other opaque ones. */
function isWeak(value: object): boolean {
  const proto = Object.getPrototypeOf(value);
  if (proto === Object.prototype || proto === null) return false;
  for (const has of [WeakMap.prototype.has, WeakSet.prototype.has]) {
    try {
      has.call(value as any, {});
      return true;
    } catch {
      // It is not one.
    }
  }
  return value instanceof WeakRef;
}

const typedArrayTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)!.get!;

function viewName(value: ArrayBufferView): string {
  const name = typedArrayTag.call(value) ?? "DataView";
  return views.includes(name) ? name : refuse(value);
}

function cloneError(value: any, copies: Map<unknown, unknown>, keep: <C>(copy: C) => C): Error {
  const name = String(value.name);
  const Class = Object.hasOwn(errors, name) ? errors[name]! : Error;
  const real = keep(Class());
  const set = (key: string, v: unknown) => Object.defineProperty(real, key, { value: v, writable: true, configurable: true, enumerable: false });
  const message = Object.getOwnPropertyDescriptor(value, "message");
  if (message && "value" in message) set("message", String(message.value));
  if (typeof value.stack === "string") set("stack", value.stack);
  if (Object.hasOwn(value, "cause")) set("cause", clone(value.cause, copies));
  return real;
}
