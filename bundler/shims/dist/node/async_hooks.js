// Code generated from bundler/shims/node/async_hooks.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 7d7ba7879304cdf38c1db9fc32e81d8aafdebf616bebba7c13d6091cd8d15e7f
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// bundler/shims/node/async_hooks.ts
var async_hooks_exports = {};
__export(async_hooks_exports, {
  AsyncLocalStorage: () => AsyncLocalStorage,
  AsyncResource: () => AsyncResource,
  asyncWrapProviders: () => asyncWrapProviders,
  createHook: () => createHook,
  default: () => async_hooks_default,
  executionAsyncId: () => executionAsyncId,
  executionAsyncResource: () => executionAsyncResource,
  triggerAsyncId: () => triggerAsyncId
});
module.exports = __toCommonJS(async_hooks_exports);
var import_async_hooks = __toESM(require("host:internal/async-hooks"));

// bundler/shims/node/_errors.ts
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
function refused(what, why) {
  return coded(Error, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", `${what} is refused: ${why}`);
}

// bundler/shims/node/async_hooks.ts
var AsyncLocalStorage = class {
  #id = import_async_hooks.default.create();
  #off = false;
  #default;
  name;
  constructor(options) {
    this.#default = options?.defaultValue;
    this.name = options?.name ?? "";
  }
  static bind(f) {
    if (typeof f !== "function") throw invalidArgType("fn", "function", f);
    const restore = import_async_hooks.default.snapshot();
    return function(...args) {
      return restore(() => f.apply(this, args));
    };
  }
  static snapshot() {
    const restore = import_async_hooks.default.snapshot();
    return (f, ...args) => restore(f, ...args);
  }
  run(value, f, ...args) {
    this.#off = false;
    return import_async_hooks.default.run(this.#id, { value }, () => f(...args));
  }
  exit(f, ...args) {
    return import_async_hooks.default.run(this.#id, { value: void 0, off: true }, () => f(...args));
  }
  getStore() {
    if (this.#off) return void 0;
    const box = import_async_hooks.default.get(this.#id);
    return box === void 0 ? this.#default : box.value;
  }
  /** Binds the value to what follows in the function that is running: it holds where run would, from here on. */
  enterWith(value) {
    this.#off = false;
    const box = import_async_hooks.default.get(this.#id);
    if (box === void 0) throw refused("AsyncLocalStorage.enterWith() outside of run()", "the calls of a script are apart; use run(value, callback)");
    box.value = value;
  }
  disable() {
    this.#off = true;
  }
};
var ids = 1;
var AsyncResource = class {
  type;
  #restore = import_async_hooks.default.snapshot();
  #id = ++ids;
  constructor(type, _options) {
    if (typeof type !== "string") throw invalidArgType("type", "string", type);
    this.type = type;
  }
  static bind(f, _type, self) {
    const restore = import_async_hooks.default.snapshot();
    return function(...args) {
      return restore(() => f.apply(self ?? this, args));
    };
  }
  runInAsyncScope(f, self, ...args) {
    return this.#restore(() => f.apply(self, args));
  }
  bind(f, self) {
    return (...args) => this.runInAsyncScope(f, self, ...args);
  }
  emitDestroy() {
    return this;
  }
  asyncId() {
    return this.#id;
  }
  triggerAsyncId() {
    return 1;
  }
};
var createHook = (_callbacks) => {
  const hook = { enable: () => hook, disable: () => hook };
  return hook;
};
var executionAsyncId = () => 1;
var triggerAsyncId = () => 0;
var executionAsyncResource = () => ({});
var asyncWrapProviders = {};
var async_hooks_default = { AsyncLocalStorage, AsyncResource, createHook, executionAsyncId, triggerAsyncId, executionAsyncResource, asyncWrapProviders };
