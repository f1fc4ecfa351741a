// Code generated from bundler/shims/node/util/types.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 01266e36256e6f5dca22de8217972565dc688c7831c1bf0c797b327c755a6959
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true, configurable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });

// bundler/shims/node/util/types.ts
var types_exports = {};
__export(types_exports, {
  default: () => types_default,
  isAnyArrayBuffer: () => isAnyArrayBuffer,
  isArgumentsObject: () => isArgumentsObject,
  isArrayBuffer: () => isArrayBuffer,
  isArrayBufferView: () => isArrayBufferView,
  isAsyncFunction: () => isAsyncFunction,
  isBigInt64Array: () => isBigInt64Array,
  isBigIntObject: () => import_kinds.isBigIntObject,
  isBigUint64Array: () => isBigUint64Array,
  isBooleanObject: () => isBooleanObject,
  isBoxedPrimitive: () => isBoxedPrimitive,
  isCryptoKey: () => isCryptoKey,
  isDataView: () => isDataView,
  isDate: () => isDate,
  isExternal: () => isExternal,
  isFloat32Array: () => isFloat32Array,
  isFloat64Array: () => isFloat64Array,
  isGeneratorFunction: () => isGeneratorFunction,
  isGeneratorObject: () => isGeneratorObject,
  isInt16Array: () => isInt16Array,
  isInt32Array: () => isInt32Array,
  isInt8Array: () => isInt8Array,
  isKeyObject: () => isKeyObject,
  isMap: () => import_kinds.isMap,
  isMapIterator: () => import_kinds.isMapIterator,
  isModuleNamespaceObject: () => isModuleNamespaceObject,
  isNativeError: () => isNativeError,
  isNumberObject: () => isNumberObject,
  isPromise: () => isPromise,
  isProxy: () => isProxy,
  isRegExp: () => isRegExp,
  isSet: () => import_kinds.isSet,
  isSetIterator: () => import_kinds.isSetIterator,
  isSharedArrayBuffer: () => isSharedArrayBuffer,
  isStringObject: () => isStringObject,
  isSymbolObject: () => import_kinds.isSymbolObject,
  isTypedArray: () => isTypedArray,
  isUint16Array: () => isUint16Array,
  isUint32Array: () => isUint32Array,
  isUint8Array: () => isUint8Array,
  isUint8ClampedArray: () => isUint8ClampedArray,
  isWeakMap: () => import_kinds.isWeakMap,
  isWeakSet: () => import_kinds.isWeakSet
});
module.exports = __toCommonJS(types_exports);
var import_inspect = require("host:internal/inspect");
var import_kinds = require("host:internal/kinds");
var is = (name) => (v) => typeof v === "object" && v !== null && (0, import_inspect.classOf)(v) === name;
var typed = (name) => (v) => (0, import_kinds.typedName)(v) === name;
var isFunction = (v) => typeof v === "function";
var isDate = is("Date");
var isRegExp = is("RegExp");
var isNativeError = is("Error");
var isPromise = is("Promise");
var isArgumentsObject = is("Arguments");
var isNumberObject = is("Number");
var isStringObject = is("String");
var isBooleanObject = is("Boolean");
var isArrayBuffer = is("ArrayBuffer");
var isAnyArrayBuffer = is("ArrayBuffer");
var isSharedArrayBuffer = (_) => false;
var isExternal = (_) => false;
var isModuleNamespaceObject = (_) => false;
var isCryptoKey = (v) => typeof v === "object" && v !== null && v[Symbol.toStringTag] === "CryptoKey";
var isKeyObject = (v) => typeof v === "object" && v !== null && /KeyObject$/.test(v.constructor?.name ?? "");
var isProxy = (v) => (0, import_inspect.proxy)(v) !== void 0;
var isBoxedPrimitive = (v) => isNumberObject(v) || isStringObject(v) || isBooleanObject(v) || (0, import_kinds.isSymbolObject)(v) || (0, import_kinds.isBigIntObject)(v);
var isAsyncFunction = (v) => isFunction(v) && (0, import_kinds.functionType)(v).startsWith("Async");
var isGeneratorFunction = (v) => isFunction(v) && (0, import_kinds.functionType)(v).includes("Generator");
var isGeneratorObject = (v) => typeof v === "object" && v !== null && Object.prototype.toString.call(v) === "[object Generator]";
var isArrayBufferView = (v) => ArrayBuffer.isView(v);
var isTypedArray = (v) => (0, import_kinds.typedName)(v) !== void 0;
var isDataView = (v) => ArrayBuffer.isView(v) && (0, import_kinds.typedName)(v) === void 0;
var isUint8Array = typed("Uint8Array");
var isUint8ClampedArray = typed("Uint8ClampedArray");
var isUint16Array = typed("Uint16Array");
var isUint32Array = typed("Uint32Array");
var isInt8Array = typed("Int8Array");
var isInt16Array = typed("Int16Array");
var isInt32Array = typed("Int32Array");
var isFloat32Array = typed("Float32Array");
var isFloat64Array = typed("Float64Array");
var isBigInt64Array = typed("BigInt64Array");
var isBigUint64Array = typed("BigUint64Array");
var types_default = types_exports;
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(types_exports, { default: types_default, isAnyArrayBuffer, isArgumentsObject, isArrayBuffer, isArrayBufferView, isAsyncFunction, isBigInt64Array, isBigUint64Array, isBooleanObject, isBoxedPrimitive, isCryptoKey, isDataView, isDate, isExternal, isFloat32Array, isFloat64Array, isGeneratorFunction, isGeneratorObject, isInt16Array, isInt32Array, isInt8Array, isKeyObject, isModuleNamespaceObject, isNativeError, isNumberObject, isPromise, isProxy, isRegExp, isSharedArrayBuffer, isStringObject, isTypedArray, isUint16Array, isUint32Array, isUint8Array, isUint8ClampedArray });
