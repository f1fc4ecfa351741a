// Explicit resource management: what `using` collects into by hand
// (ECMAScript 27.3, 27.4, 20.5.8).

import { named } from "./_names";

export class SuppressedError extends Error {
  error: unknown;
  suppressed: unknown;
  constructor(error: unknown, suppressed: unknown, message?: string) {
    super(message);
    for (const [key, value] of Object.entries({ error, suppressed })) {
      Object.defineProperty(this, key, { value, writable: true, configurable: true });
    }
  }
}
Object.defineProperty(SuppressedError.prototype, "name", { value: "SuppressedError", writable: true, configurable: true });

type Disposer = () => unknown;

function disposer(value: any, kinds: symbol[]): Disposer | undefined {
  if (value === null || value === undefined) return undefined;
  for (const kind of kinds) {
    const f = value[kind];
    if (f === undefined || f === null) continue;
    if (typeof f !== "function") break;
    return () => f.call(value);
  }
  throw new TypeError("the value is not disposable");
}

class Failures {
  failed = false;
  error: unknown;
  add(e: unknown): void {
    this.error = this.failed ? new SuppressedError(e, this.error, "An error was suppressed during disposal") : e;
    this.failed = true;
  }
  throw(): void {
    if (this.failed) throw this.error;
  }
}

export class DisposableStack {
  #disposers: Disposer[] | undefined = [];
  get disposed(): boolean {
    return this.#disposers === undefined;
  }
  #open(): Disposer[] {
    if (!this.#disposers) throw new ReferenceError("the DisposableStack was disposed");
    return this.#disposers;
  }
  use<T>(value: T): T {
    const open = this.#open();
    const f = disposer(value, [Symbol.dispose]);
    if (f) open.push(f);
    return value;
  }
  adopt<T>(value: T, onDispose: (value: T) => void): T {
    const open = this.#open();
    if (typeof onDispose !== "function") throw new TypeError("onDispose is not a function");
    open.push(() => onDispose(value));
    return value;
  }
  defer(onDispose: () => void): void {
    const open = this.#open();
    if (typeof onDispose !== "function") throw new TypeError("onDispose is not a function");
    open.push(() => onDispose());
  }
  move(): DisposableStack {
    const next = new DisposableStack();
    next.#disposers = this.#open();
    this.#disposers = undefined;
    return next;
  }
  dispose(): void {
    const all = this.#disposers;
    if (!all) return;
    this.#disposers = undefined;
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
  [Symbol.dispose](): void {
    this.dispose();
  }
  get [Symbol.toStringTag]() {
    return "DisposableStack";
  }
}

export class AsyncDisposableStack {
  #disposers: Disposer[] | undefined = [];
  get disposed(): boolean {
    return this.#disposers === undefined;
  }
  #open(): Disposer[] {
    if (!this.#disposers) throw new ReferenceError("the AsyncDisposableStack was disposed");
    return this.#disposers;
  }
  use<T>(value: T): T {
    const open = this.#open();
    const f = disposer(value, [Symbol.asyncDispose, Symbol.dispose]);
    open.push(f ?? (() => undefined));
    return value;
  }
  adopt<T>(value: T, onDispose: (value: T) => unknown): T {
    const open = this.#open();
    if (typeof onDispose !== "function") throw new TypeError("onDispose is not a function");
    open.push(() => onDispose(value));
    return value;
  }
  defer(onDispose: () => unknown): void {
    const open = this.#open();
    if (typeof onDispose !== "function") throw new TypeError("onDispose is not a function");
    open.push(() => onDispose());
  }
  move(): AsyncDisposableStack {
    const next = new AsyncDisposableStack();
    next.#disposers = this.#open();
    this.#disposers = undefined;
    return next;
  }
  async disposeAsync(): Promise<void> {
    const all = this.#disposers;
    if (!all) return;
    this.#disposers = undefined;
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
  async [Symbol.asyncDispose](): Promise<void> {
    await this.disposeAsync();
  }
  get [Symbol.toStringTag]() {
    return "AsyncDisposableStack";
  }
}

named({ DisposableStack, AsyncDisposableStack, SuppressedError });
