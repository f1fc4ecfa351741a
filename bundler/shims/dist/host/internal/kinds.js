// Code generated from bundler/shims/host/internal/kinds.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 5537353a0c9e400d51f77d2d5b43193ae3b2708396619d7f4cb8b9fe53f0b52c
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

// bundler/shims/host/internal/kinds.ts
var kinds_exports = {};
__export(kinds_exports, {
  className: () => className,
  functionType: () => functionType,
  isBigIntObject: () => isBigIntObject,
  isInstance: () => isInstance,
  isMap: () => isMap,
  isMapIterator: () => isMapIterator,
  isSet: () => isSet,
  isSetIterator: () => isSetIterator,
  isSymbolObject: () => isSymbolObject,
  isWeakMap: () => isWeakMap,
  isWeakSet: () => isWeakSet,
  mapSize: () => mapSize,
  setSize: () => setSize,
  typedName: () => typedName
});
module.exports = __toCommonJS(kinds_exports);
var import_inspect = require("host:internal/inspect");
function isInstance(value, Class) {
  try {
    return value instanceof Class;
  } catch {
    return false;
  }
}
function className(value) {
  const name = (0, import_inspect.classOf)(value);
  if (typeof value === "function") return "Function";
  if (name !== "Object" && name !== "" && name !== void 0) return name;
  if (ArrayBuffer.isView(value)) return value instanceof DataView ? "DataView" : typedName(value) ?? "Object";
  if (isMap(value)) return "Map";
  if (isSet(value)) return "Set";
  if (isWeakMap(value)) return "WeakMap";
  if (isWeakSet(value)) return "WeakSet";
  return "Object";
}
var typedTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
var typedName = (value) => typedTag.call(value);
function brand(probe, Class) {
  return (v) => {
    if (typeof v !== "object" || v === null || !isInstance(v, Class)) return false;
    try {
      probe(v);
      return true;
    } catch {
      return false;
    }
  };
}
var mapSize = Object.getOwnPropertyDescriptor(Map.prototype, "size").get;
var setSize = Object.getOwnPropertyDescriptor(Set.prototype, "size").get;
var isMap = brand((v) => mapSize.call(v), Map);
var isSet = brand((v) => setSize.call(v), Set);
var isWeakMap = brand((v) => WeakMap.prototype.has.call(v, {}), WeakMap);
var isWeakSet = brand((v) => WeakSet.prototype.has.call(v, {}), WeakSet);
var mapIterator = Object.getPrototypeOf((/* @__PURE__ */ new Map()).entries());
var setIterator = Object.getPrototypeOf((/* @__PURE__ */ new Set()).values());
var isMapIterator = (v) => typeof v === "object" && v !== null && Object.getPrototypeOf(v) === mapIterator;
var isSetIterator = (v) => typeof v === "object" && v !== null && Object.getPrototypeOf(v) === setIterator;
var isSymbolObject = brand((v) => Symbol.prototype.valueOf.call(v), Symbol);
var isBigIntObject = brand((v) => BigInt.prototype.valueOf.call(v), BigInt);
function functionType(value, text = Function.prototype.toString.call(value)) {
  const async = /^async\b/.test(text) || value[Symbol.toStringTag] === "AsyncFunction";
  const generator = value[Symbol.toStringTag] === "GeneratorFunction" || value[Symbol.toStringTag] === "AsyncGeneratorFunction";
  return `${async ? "Async" : ""}${generator ? "Generator" : ""}Function`;
}
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(kinds_exports, { className, functionType, isBigIntObject, isInstance, isMap, isMapIterator, isSet, isSetIterator, isSymbolObject, isWeakMap, isWeakSet, mapSize, setSize, typedName });
