// Code generated from bundler/shims/node/async_hooks.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 91922ef1fa0f17a3b8d9a0f2a6e04653cd869597172326434ab174a55f51c699
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
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
var __toESM = (mod, isNodeMode, target) => !isNodeMode && mod != null && mod.__esModule ? mod : (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });

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
var import_node_errors = require("host:internal/node-errors");
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
    if (typeof f !== "function") throw (0, import_node_errors.invalidArgType)("fn", "function", f);
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
  /** Binds the value to the rest of what runs now, and to all that it starts. */
  enterWith(value) {
    this.#off = false;
    import_async_hooks.default.enter(this.#id, { value });
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
    if (typeof type !== "string") throw (0, import_node_errors.invalidArgType)("type", "string", type);
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
  const hook = {
    enable() {
      throw (0, import_node_errors.refused)("createHook().enable()", "the engine does not tell of its promises and timers; AsyncLocalStorage follows them");
    },
    disable: () => hook
  };
  return hook;
};
var executionAsyncId = () => 1;
var triggerAsyncId = () => 0;
var executionAsyncResource = () => ({});
var asyncWrapProviders = {};
var async_hooks_default = { AsyncLocalStorage, AsyncResource, createHook, executionAsyncId, triggerAsyncId, executionAsyncResource, asyncWrapProviders };
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(async_hooks_exports, { AsyncLocalStorage, AsyncResource, asyncWrapProviders, createHook, default: async_hooks_default, executionAsyncId, executionAsyncResource, triggerAsyncId });
