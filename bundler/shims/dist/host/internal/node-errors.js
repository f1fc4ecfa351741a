// Code generated from bundler/shims/host/internal/node-errors.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 8b63637be57b22be998599a4585d2378e4e31b143e6126713460b6b08e91360f
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

// bundler/shims/host/internal/node-errors.ts
var node_errors_exports = {};
__export(node_errors_exports, {
  abortError: () => abortError,
  coded: () => coded,
  invalidArgType: () => invalidArgType,
  invalidArgValue: () => invalidArgValue,
  outOfRange: () => outOfRange,
  received: () => received,
  refused: () => refused,
  wantFunction: () => wantFunction,
  wantInteger: () => wantInteger,
  wantObject: () => wantObject,
  wantString: () => wantString
});
module.exports = __toCommonJS(node_errors_exports);
function received(value) {
  if (value == null) return ` Received ${value}`;
  if (typeof value === "function") return value.name ? ` Received function ${value.name}` : " Received function ";
  if (typeof value === "object") {
    const name = value.constructor?.name;
    return name ? ` Received an instance of ${name}` : ` Received [Object: null prototype] {}`;
  }
  let text = typeof value === "string" ? `'${value}'` : typeof value === "bigint" ? `${value}n` : String(value);
  if (text.length > 28) text = `${text.slice(0, 25)}...`;
  return ` Received type ${typeof value} (${text})`;
}
function coded(Class, code, message) {
  const e = new Class(message);
  e.code = code;
  if (typeof e.stack === "string") {
    const stack = e.stack.replace(`${e.name}: `, `${e.name} [${code}]: `);
    Object.defineProperty(e, "stack", { value: stack, writable: true, configurable: true });
  }
  return e;
}
var kinds = /* @__PURE__ */ new Set(["string", "function", "number", "object", "boolean", "bigint", "symbol", "undefined", "null", "Function", "Object"]);
function list(words) {
  if (words.length > 2) return `${words.slice(0, -1).join(", ")}, or ${words[words.length - 1]}`;
  return words.join(" or ");
}
function invalidArgType(name, expected, actual) {
  const all = Array.isArray(expected) ? expected : [expected];
  const types = all.filter((x) => kinds.has(x)).map((x) => x.toLowerCase());
  const classes = all.filter((x) => !kinds.has(x) && /^[A-Z]/.test(x));
  const others = all.filter((x) => !kinds.has(x) && !/^[A-Z]/.test(x));
  if (classes.length > 0 && types.includes("object")) {
    types.splice(types.indexOf("object"), 1);
    classes.push("Object");
  }
  const parts = [];
  if (types.length > 0) parts.push(`${types.length > 1 ? "one of type" : "of type"} ${list(types)}`);
  if (classes.length > 0) parts.push(`an instance of ${list(classes)}`);
  if (others.length > 0) parts.push(others.length > 1 ? `one of ${list(others)}` : others[0]);
  const noun = name.endsWith(" argument") ? `The ${name}` : `The "${name}" ${name.includes(".") ? "property" : "argument"}`;
  return coded(TypeError, "ERR_INVALID_ARG_TYPE", `${noun} must be ${parts.join(" or ")}.${received(actual)}`);
}
function invalidArgValue(name, value, reason = "is invalid") {
  let text = typeof value === "string" ? `'${value}'` : String(value);
  if (text.length > 128) text = `${text.slice(0, 128)}...`;
  return coded(TypeError, "ERR_INVALID_ARG_VALUE", `The ${name.includes(".") ? "property" : "argument"} '${name}' ${reason}. Received ${text}`);
}
function underscored(n) {
  if (typeof n !== "number" && typeof n !== "bigint") return String(n);
  const text = String(n);
  if (!Number.isInteger(Number(n)) || Math.abs(Number(n)) <= 2 ** 32) return typeof n === "bigint" ? `${text}n` : text;
  const grouped = text.replace(/\B(?=(\d{3})+$)/g, "_");
  return typeof n === "bigint" ? `${grouped}n` : grouped;
}
function outOfRange(name, range, actual) {
  return coded(RangeError, "ERR_OUT_OF_RANGE", `The value of "${name}" is out of range. It must be ${range}. Received ${underscored(actual)}`);
}
function wantString(value, name) {
  if (typeof value !== "string") throw invalidArgType(name, "string", value);
}
function wantFunction(value, name) {
  if (typeof value !== "function") throw invalidArgType(name, "function", value);
}
function wantObject(value, name) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw invalidArgType(name, "Object", value);
}
function wantInteger(value, name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) {
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
  if (!Number.isInteger(value)) throw outOfRange(name, "an integer", value);
  if (value < min || value > max) throw outOfRange(name, `>= ${min} && <= ${max}`, value);
}
function abortError(reason) {
  const e = coded(Error, "ABORT_ERR", "The operation was aborted");
  e.name = "AbortError";
  if (reason !== void 0) Object.defineProperty(e, "cause", { value: reason, configurable: true, writable: true });
  return e;
}
function refused(what, why) {
  return coded(Error, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", `${what} is refused: ${why}`);
}
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(node_errors_exports, { abortError, coded, invalidArgType, invalidArgValue, outOfRange, received, refused, wantFunction, wantInteger, wantObject, wantString });
