// Code generated from bundler/shims/host/internal/disposable.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: a56cac208cf7d26b422e62e4c5647b97e3cedbc95e7efc4b34c8597e9d6b397e
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

// bundler/shims/host/internal/disposable.ts
var disposable_exports = {};
__export(disposable_exports, {
  AsyncDisposableStack: () => AsyncDisposableStack,
  DisposableStack: () => DisposableStack,
  SuppressedError: () => SuppressedError2
});
module.exports = __toCommonJS(disposable_exports);

// bundler/shims/host/internal/_names.ts
function named(classes) {
  for (const [value, of] of Object.entries(classes)) Object.defineProperty(of, "name", { value, configurable: true });
}

// bundler/shims/host/internal/disposable.ts
var SuppressedError2 = class extends Error {
  error;
  suppressed;
  constructor(error, suppressed, message) {
    super(message);
    for (const [key, value] of Object.entries({ error, suppressed })) {
      Object.defineProperty(this, key, { value, writable: true, configurable: true });
    }
  }
};
Object.defineProperty(SuppressedError2.prototype, "name", { value: "SuppressedError", writable: true, configurable: true });
function disposer(value, kinds) {
  if (value === null || value === void 0) return void 0;
  for (const kind of kinds) {
    const f = value[kind];
    if (f === void 0 || f === null) continue;
    if (typeof f !== "function") break;
    return () => f.call(value);
  }
  throw new TypeError("the value is not disposable");
}
var Failures = class {
  failed = false;
  error;
  add(e) {
    this.error = this.failed ? new SuppressedError2(e, this.error, "An error was suppressed during disposal") : e;
    this.failed = true;
  }
  throw() {
    if (this.failed) throw this.error;
  }
};
var DisposableStack = class _DisposableStack {
  #disposers = [];
  get disposed() {
    return this.#disposers === void 0;
  }
  #open() {
    if (!this.#disposers) throw new ReferenceError("the DisposableStack was disposed");
    return this.#disposers;
  }
  use(value) {
    const open = this.#open();
    const f = disposer(value, [Symbol.dispose]);
    if (f) open.push(f);
    return value;
  }
  adopt(value, onDispose) {
    const open = this.#open();
    if (typeof onDispose !== "function") throw new TypeError("onDispose is not a function");
    open.push(() => onDispose(value));
    return value;
  }
  defer(onDispose) {
    const open = this.#open();
    if (typeof onDispose !== "function") throw new TypeError("onDispose is not a function");
    open.push(() => onDispose());
  }
  move() {
    const next = new _DisposableStack();
    next.#disposers = this.#open();
    this.#disposers = void 0;
    return next;
  }
  dispose() {
    const all = this.#disposers;
    if (!all) return;
    this.#disposers = void 0;
    const failures = new Failures();
    for (const f of all.reverse()) {
      try {
        f();
      } catch (e) {
        failures.add(e);
      }
    }
    failures.throw();
  }
  [Symbol.dispose]() {
    this.dispose();
  }
  get [Symbol.toStringTag]() {
    return "DisposableStack";
  }
};
var AsyncDisposableStack = class _AsyncDisposableStack {
  #disposers = [];
  get disposed() {
    return this.#disposers === void 0;
  }
  #open() {
    if (!this.#disposers) throw new ReferenceError("the AsyncDisposableStack was disposed");
    return this.#disposers;
  }
  use(value) {
    const open = this.#open();
    const f = disposer(value, [Symbol.asyncDispose, Symbol.dispose]);
    open.push(f ?? (() => void 0));
    return value;
  }
  adopt(value, onDispose) {
    const open = this.#open();
    if (typeof onDispose !== "function") throw new TypeError("onDispose is not a function");
    open.push(() => onDispose(value));
    return value;
  }
  defer(onDispose) {
    const open = this.#open();
    if (typeof onDispose !== "function") throw new TypeError("onDispose is not a function");
    open.push(() => onDispose());
  }
  move() {
    const next = new _AsyncDisposableStack();
    next.#disposers = this.#open();
    this.#disposers = void 0;
    return next;
  }
  async disposeAsync() {
    const all = this.#disposers;
    if (!all) return;
    this.#disposers = void 0;
    const failures = new Failures();
    for (const f of all.reverse()) {
      try {
        await f();
      } catch (e) {
        failures.add(e);
      }
    }
    failures.throw();
  }
  async [Symbol.asyncDispose]() {
    await this.disposeAsync();
  }
  get [Symbol.toStringTag]() {
    return "AsyncDisposableStack";
  }
};
named({ DisposableStack, AsyncDisposableStack, SuppressedError: SuppressedError2 });
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(disposable_exports, { AsyncDisposableStack, DisposableStack, SuppressedError: SuppressedError2 });
