// Iterator and its helpers (ECMAScript 27.1).

const IteratorPrototype: any = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

function object(value: any): any {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") throw new TypeError(`${String(value)} is not an object`);
  return value;
}

function callable(f: unknown): asserts f is Function {
  if (typeof f !== "function") throw new TypeError(`${String(f)} is not a function`);
}

interface Direct {
  iterator: any;
  next: Function;
}

function direct(iterator: any): Direct {
  return { iterator, next: iterator.next };
}

function step(d: Direct): { done?: boolean; value: any } {
  return object(d.next.call(d.iterator));
}

/** Closes the iterator and throws what f throws. */
function closing<T>(d: Direct, f: () => T): T {
  try {
    return f();
  } catch (e) {
    try {
      d.iterator.return?.();
    } catch {
      // The first error is the one that counts.
    }
    throw e;
  }
}

function checked(this_: any, f: unknown): Direct {
  const iterator = object(this_);
  if (typeof f !== "function") {
    iterator.return?.();
    callable(f);
  }
  return direct(iterator);
}

/** What the lazy helpers give. */
const HelperPrototype: any = Object.create(IteratorPrototype);

class State {
  started = false;
  finished = false;
  running = false;
  constructor(
    readonly source: Direct | undefined,
    readonly pull: () => { done: boolean; value: any },
    public inner: (() => void) | undefined = undefined,
  ) {}
}

const states = Symbol("state");

function helper(source: Direct, pull: (state: State) => { done: boolean; value: any }): any {
  const it = Object.create(HelperPrototype);
  const state: State = new State(source, () => pull(state));
  Object.defineProperty(it, states, { value: state });
  return it;
}

function stateOf(value: any): State {
  const state = object(value)[states];
  if (!state) throw new TypeError("not an Iterator Helper");
  return state;
}

const end = { done: true, value: undefined };

function guard<T>(state: State, f: () => T): T {
  if (state.running) throw new TypeError("Generator is already running");
  state.running = true;
  try {
    return f();
  } finally {
    state.running = false;
  }
}

Object.defineProperties(HelperPrototype, {
  next: {
    configurable: true,
    writable: true,
    value: {
      next(this: unknown) {
        const state = stateOf(this);
        return guard(state, () => {
          if (state.finished) return { ...end };
          state.started = true;
          try {
            const result = state.pull();
            if (result.done) state.finished = true;
            return result;
          } catch (e) {
            state.finished = true;
            throw e;
          }
        });
      },
    }.next,
  },
  return: {
    configurable: true,
    writable: true,
    value: {
      return(this: unknown) {
        const state = stateOf(this);
        return guard(state, () => {
          if (!state.finished) {
            state.finished = true;
            try {
              state.inner?.();
            } finally {
              state.source?.iterator.return?.();
            }
          }
          return { ...end };
        });
      },
    }.return,
  },
  [Symbol.toStringTag]: { configurable: true, value: "Iterator Helper" },
});

const methods = {
  map(this: any, mapper: any) {
    const d = checked(this, mapper);
    let i = 0;
    return helper(d, () => {
      const s = step(d);
      if (s.done) return { ...end };
      return { value: closing(d, () => mapper(s.value, i++)), done: false };
    });
  },
  filter(this: any, predicate: any) {
    const d = checked(this, predicate);
    let i = 0;
    return helper(d, () => {
      for (;;) {
        const s = step(d);
        if (s.done) return { ...end };
        const value = s.value;
        if (closing(d, () => predicate(value, i++))) return { value, done: false };
      }
    });
  },
  take(this: any, limit: any) {
    const n = count(this, limit);
    const d = direct(this);
    let left = n;
    return helper(d, () => {
      if (left <= 0) {
        d.iterator.return?.();
        return { ...end };
      }
      left--;
      const s = step(d);
      return s.done ? { ...end } : { value: s.value, done: false };
    });
  },
  drop(this: any, limit: any) {
    const n = count(this, limit);
    const d = direct(this);
    let left = n;
    return helper(d, () => {
      for (; left > 0; left--) if (step(d).done) return { ...end };
      const s = step(d);
      return s.done ? { ...end } : { value: s.value, done: false };
    });
  },
  flatMap(this: any, mapper: any) {
    const d = checked(this, mapper);
    let i = 0;
    let inner: Direct | undefined;
    return helper(d, (state) => {
      for (;;) {
        if (!inner) {
          const s = step(d);
          if (s.done) return { ...end };
          inner = closing(d, () => flattened(mapper(s.value, i++)));
          state.inner = () => inner?.iterator.return?.();
        }
        const one = inner;
        const s = closing(d, () => step(one));
        if (!s.done) return { value: closing(d, () => s.value), done: false };
        inner = undefined;
      }
    });
  },
  reduce(this: any, reducer: any, ...initial: [any?]) {
    const d = checked(this, reducer);
    let i = 0;
    let total: any;
    if (initial.length > 0) total = initial[0];
    else {
      const s = step(d);
      if (s.done) throw new TypeError("Reduce of a done iterator with no initial value");
      total = s.value;
      i = 1;
    }
    for (;;) {
      const s = step(d);
      if (s.done) return total;
      total = closing(d, () => reducer(total, s.value, i++));
    }
  },
  toArray(this: any) {
    const d = direct(object(this));
    const out: any[] = [];
    for (;;) {
      const s = step(d);
      if (s.done) return out;
      out.push(s.value);
    }
  },
  forEach(this: any, f: any) {
    const d = checked(this, f);
    for (let i = 0; ; i++) {
      const s = step(d);
      if (s.done) return;
      closing(d, () => f(s.value, i));
    }
  },
  some(this: any, predicate: any) {
    return search(checked(this, predicate), predicate, true, () => true, false);
  },
  every(this: any, predicate: any) {
    return search(checked(this, predicate), predicate, false, () => false, true);
  },
  find(this: any, predicate: any) {
    return search(checked(this, predicate), predicate, true, (value) => value, undefined);
  },
};

function search<T>(d: Direct, predicate: Function, want: boolean, found: (value: any) => T, otherwise: T): T {
  for (let i = 0; ; i++) {
    const s = step(d);
    if (s.done) return otherwise;
    if (Boolean(closing(d, () => predicate(s.value, i))) === want) {
      d.iterator.return?.();
      return found(s.value);
    }
  }
}

function count(iterator: any, limit: any): number {
  object(iterator);
  const fail = (message: string): never => {
    iterator.return?.();
    throw new RangeError(message);
  };
  let n: number;
  try {
    n = Number(limit);
  } catch (e) {
    iterator.return?.();
    throw e;
  }
  if (Number.isNaN(n)) fail(`${String(limit)} must be positive`);
  n = n === Infinity ? n : Math.trunc(n);
  if (n < 0) fail(`${String(limit)} must be positive`);
  return n;
}

function flattened(value: any): Direct {
  object(value);
  const f = value[Symbol.iterator];
  return direct(f === undefined || f === null ? value : object(f.call(value)));
}

const dispose = {
  [Symbol.dispose](this: any) {
    this.return?.();
  },
}[Symbol.dispose];

export const { map, filter, take, drop, flatMap, reduce, toArray, forEach, some, every, find } = methods;
export { dispose };

/** The abstract class of iterators; Iterator.from makes one of anything iterable. */
function Iterator(this: unknown) {
  if (new.target === undefined || new.target === (Iterator as unknown)) throw new TypeError("Abstract class Iterator not directly constructable");
}
Object.defineProperty(Iterator, "prototype", { value: IteratorPrototype, writable: false });
Object.defineProperty(IteratorPrototype, "constructor", { value: Iterator, writable: true, configurable: true });
Object.defineProperty(IteratorPrototype, Symbol.toStringTag, { value: "Iterator", writable: true, configurable: true });

const WrapPrototype: any = Object.create(IteratorPrototype, {
  next: {
    configurable: true,
    writable: true,
    value: {
      next(this: any) {
        const d: Direct = this[states];
        return d.next.call(d.iterator);
      },
    }.next,
  },
  return: {
    configurable: true,
    writable: true,
    value: {
      return(this: any) {
        const d: Direct = this[states];
        const f = d.iterator.return;
        return f === undefined ? { ...end } : f.call(d.iterator);
      },
    }.return,
  },
});

const statics = {
  from(value: any) {
    if (typeof value !== "string") object(value);
    const f = value[Symbol.iterator];
    const iterator = f === undefined || f === null ? value : object(f.call(value));
    if (IteratorPrototype.isPrototypeOf(iterator)) return iterator;
    const wrapped = Object.create(WrapPrototype);
    Object.defineProperty(wrapped, states, { value: direct(iterator) });
    return wrapped;
  },
};
Object.defineProperty(Iterator, "from", { value: statics.from, writable: true, configurable: true });

export { Iterator };
