// node:util/types: which kind of object a value is, whatever its prototype says.
import { classOf, proxy } from "host:internal/inspect";
import { functionType, isBigIntObject, isMap, isMapIterator, isSet, isSetIterator, isSymbolObject, isWeakMap, isWeakSet, typedName } from "host:internal/kinds";
import * as types from "./types.ts";

const is = (name: string) => (v: unknown): boolean => typeof v === "object" && v !== null && classOf(v) === name;
const typed = (name: string) => (v: unknown): boolean => typedName(v) === name;
const isFunction = (v: unknown): boolean => typeof v === "function";

export const isDate = is("Date"), isRegExp = is("RegExp"), isNativeError = is("Error"), isPromise = is("Promise"), isArgumentsObject = is("Arguments"),
  isNumberObject = is("Number"), isStringObject = is("String"), isBooleanObject = is("Boolean"), isArrayBuffer = is("ArrayBuffer"), isAnyArrayBuffer = is("ArrayBuffer");
export { isMap, isSet, isWeakMap, isWeakSet, isMapIterator, isSetIterator, isSymbolObject, isBigIntObject };
export const isSharedArrayBuffer = (_: unknown): boolean => false;
export const isExternal = (_: unknown): boolean => false;
export const isModuleNamespaceObject = (_: unknown): boolean => false;
export const isCryptoKey = (v: any): boolean => typeof v === "object" && v !== null && v[Symbol.toStringTag] === "CryptoKey";
export const isKeyObject = (v: any): boolean => typeof v === "object" && v !== null && /KeyObject$/.test(v.constructor?.name ?? "");
export const isProxy = (v: unknown): boolean => proxy(v) !== undefined;
export const isBoxedPrimitive = (v: unknown): boolean => isNumberObject(v) || isStringObject(v) || isBooleanObject(v) || isSymbolObject(v) || isBigIntObject(v);
export const isAsyncFunction = (v: unknown): boolean => isFunction(v) && functionType(v).startsWith("Async");
export const isGeneratorFunction = (v: unknown): boolean => isFunction(v) && functionType(v).includes("Generator");
export const isGeneratorObject = (v: any): boolean => typeof v === "object" && v !== null && Object.prototype.toString.call(v) === "[object Generator]";
export const isArrayBufferView = (v: unknown): boolean => ArrayBuffer.isView(v);
export const isTypedArray = (v: unknown): boolean => typedName(v) !== undefined;
export const isDataView = (v: unknown): boolean => ArrayBuffer.isView(v) && typedName(v) === undefined;
export const isUint8Array = typed("Uint8Array"), isUint8ClampedArray = typed("Uint8ClampedArray"), isUint16Array = typed("Uint16Array"), isUint32Array = typed("Uint32Array"),
  isInt8Array = typed("Int8Array"), isInt16Array = typed("Int16Array"), isInt32Array = typed("Int32Array"), isFloat32Array = typed("Float32Array"),
  isFloat64Array = typed("Float64Array"), isBigInt64Array = typed("BigInt64Array"), isBigUint64Array = typed("BigUint64Array");

export default types;
