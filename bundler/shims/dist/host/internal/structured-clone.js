// Code generated from bundler/shims/host/internal/structured-clone.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: cee1e4229b6195b072c9a0a1eabeb2bc35eef1ca0186aba86b71ee78a0d2c9c0
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

// bundler/shims/host/internal/structured-clone.ts
var structured_clone_exports = {};
__export(structured_clone_exports, {
  cloneable: () => cloneable,
  structuredClone: () => structuredClone
});
module.exports = __toCommonJS(structured_clone_exports);
var import_language_native = require("host:internal/language-native");
var import_dom_exception = require("host:internal/dom-exception");
var cloneable = /* @__PURE__ */ Symbol.for("host.structuredClone");
var errors = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
var views = ["Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array", "DataView"];
function refuse(value) {
  let text;
  try {
    text = typeof value === "symbol" ? value.toString() : typeof value === "function" ? String(value) : `#<${value.constructor?.name || "Object"}>`;
  } catch {
    text = "value";
  }
  throw new import_dom_exception.DOMException(`${text} could not be cloned.`, "DataCloneError");
}
function structuredClone(value, options) {
  if (arguments.length === 0) throw new TypeError('The "value" argument must be specified');
  const copies = /* @__PURE__ */ new Map();
  const moved = [];
  for (const one of options?.transfer ?? []) {
    if ((0, import_language_native.classOf)(one) !== "ArrayBuffer") throw new import_dom_exception.DOMException("Value not transferable", "DataCloneError");
    if (moved.includes(one)) throw new import_dom_exception.DOMException("Transfer list contains duplicate ArrayBuffer", "DataCloneError");
    moved.push(one);
  }
  const out = clone(value, copies);
  for (const buffer of moved) (0, import_language_native.transfer)(buffer);
  return out;
}
function clone(value, copies) {
  if (typeof value === "symbol" || typeof value === "function") refuse(value);
  if (typeof value !== "object" || value === null) return value;
  if (copies.has(value)) return copies.get(value);
  const keep = (copy2) => {
    copies.set(value, copy2);
    return copy2;
  };
  if (typeof value[cloneable] === "function") return keep(value[cloneable]());
  const kind = (0, import_language_native.classOf)(value);
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
      const copy2 = keep(/* @__PURE__ */ new Map());
      for (const [k, v] of [...Map.prototype.entries.call(value)]) copy2.set(clone(k, copies), clone(v, copies));
      return copy2;
    }
    case "Set": {
      const copy2 = keep(/* @__PURE__ */ new Set());
      for (const v of [...Set.prototype.values.call(value)]) copy2.add(clone(v, copies));
      return copy2;
    }
    case "Error":
      return cloneError(value, copies, keep);
  }
  if (ArrayBuffer.isView(value)) {
    const name = viewName(value);
    const buffer = clone(value.buffer, copies);
    const length = name === "DataView" ? value.byteLength : value.length;
    const View = globalThis[name];
    return keep(new View(buffer, value.byteOffset, length));
  }
  if (kind === "Object" && isWeak(value)) refuse(value);
  const copy = keep(kind === "Array" ? new Array(value.length) : {});
  for (const key of Object.keys(value)) {
    const v = clone(value[key], copies);
    if (key === "__proto__") Object.defineProperty(copy, key, { value: v, writable: true, enumerable: true, configurable: true });
    else copy[key] = v;
  }
  return copy;
}
function isWeak(value) {
  const proto = Object.getPrototypeOf(value);
  if (proto === Object.prototype || proto === null) return false;
  for (const has of [WeakMap.prototype.has, WeakSet.prototype.has]) {
    try {
      has.call(value, {});
      return true;
    } catch {
    }
  }
  return value instanceof WeakRef;
}
var typedArrayTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
function viewName(value) {
  const name = typedArrayTag.call(value) ?? "DataView";
  return views.includes(name) ? name : refuse(value);
}
function cloneError(value, copies, keep) {
  const name = String(value.name);
  const Class = Object.hasOwn(errors, name) ? errors[name] : Error;
  const real = keep(Class());
  const set = (key, v) => Object.defineProperty(real, key, { value: v, writable: true, configurable: true, enumerable: false });
  const message = Object.getOwnPropertyDescriptor(value, "message");
  if (message && "value" in message) set("message", String(message.value));
  if (typeof value.stack === "string") set("stack", value.stack);
  if (Object.hasOwn(value, "cause")) set("cause", clone(value.cause, copies));
  return real;
}
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(structured_clone_exports, { cloneable, structuredClone });
