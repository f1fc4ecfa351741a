// node:async_hooks: values that follow asynchronous calls.
import native from "host:internal/async-hooks";
import { invalidArgType, refused } from "host:internal/node-errors";

type Any = any;
interface Box { value: Any; off?: boolean }

export class AsyncLocalStorage<T = Any> {
  #id: number = native.create();
  #off = false;
  #default: Any;
  readonly name: string;

  constructor(options?: { defaultValue?: T; name?: string }) {
    this.#default = options?.defaultValue;
    this.name = options?.name ?? "";
  }

  static bind(f: Any): Any {
    if (typeof f !== "function") throw invalidArgType("fn", "function", f);
    const restore = native.snapshot();
    return function (this: Any, ...args: Any[]) { return restore(() => f.apply(this, args)); };
  }
  static snapshot(): Any {
    const restore = native.snapshot();
    return (f: Any, ...args: Any[]) => restore(f, ...args);
  }

  run(value: T, f: Any, ...args: Any[]): Any {
    this.#off = false;
    return native.run(this.#id, { value } satisfies Box, () => f(...args));
  }
  exit(f: Any, ...args: Any[]): Any {
    return native.run(this.#id, { value: undefined, off: true } satisfies Box, () => f(...args));
  }
  getStore(): T | undefined {
    if (this.#off) return undefined;
    const box: Box | undefined = native.get(this.#id);
    return box === undefined ? this.#default : box.value;
  }
  /** Binds the value to the rest of what runs now, and to all that it starts. */
  enterWith(value: T): void {
    this.#off = false;
    native.enter(this.#id, { value } satisfies Box);
  }
  disable(): void {
    this.#off = true;
  }
}

let ids = 1;

export class AsyncResource {
  readonly type: string;
  #restore: Any = native.snapshot();
  #id = ++ids;
  constructor(type: string, _options?: Any) {
    if (typeof type !== "string") throw invalidArgType("type", "string", type);
    this.type = type;
  }
  static bind(f: Any, _type?: string, self?: Any): Any {
    const restore = native.snapshot();
    return function (this: Any, ...args: Any[]) { return restore(() => f.apply(self ?? this, args)); };
  }
  runInAsyncScope(f: Any, self?: Any, ...args: Any[]): Any {
    return this.#restore(() => f.apply(self, args));
  }
  bind(f: Any, self?: Any): Any {
    return (...args: Any[]) => this.runInAsyncScope(f, self, ...args);
  }
  emitDestroy(): this { return this; }
  asyncId(): number { return this.#id; }
  triggerAsyncId(): number { return 1; }
}

/** Hooks may be made, but there is nothing that could call them. */
export const createHook = (_callbacks: Any): Any => {
  const hook = {
    enable(): never { throw refused("createHook().enable()", "the engine does not tell of its promises and timers; AsyncLocalStorage follows them"); },
    disable: () => hook,
  };
  return hook;
};
export const executionAsyncId = (): number => 1;
export const triggerAsyncId = (): number => 0;
export const executionAsyncResource = (): object => ({});
export const asyncWrapProviders = {};
export default { AsyncLocalStorage, AsyncResource, createHook, executionAsyncId, triggerAsyncId, executionAsyncResource, asyncWrapProviders };
