// Code generated from bundler/shims/host/internal/iterator.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: fab8824983617fafcc97c6f5ee96a59dfaebe43361f9f37e253d5ad9cbf9d553
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

// bundler/shims/host/internal/iterator.ts
var iterator_exports = {};
__export(iterator_exports, {
  Iterator: () => Iterator,
  dispose: () => dispose,
  drop: () => drop,
  every: () => every,
  filter: () => filter,
  find: () => find,
  flatMap: () => flatMap,
  forEach: () => forEach,
  map: () => map,
  reduce: () => reduce,
  some: () => some,
  take: () => take,
  toArray: () => toArray
});
module.exports = __toCommonJS(iterator_exports);
var IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
function object(value) {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") throw new TypeError(`${String(value)} is not an object`);
  return value;
}
function callable(f) {
  if (typeof f !== "function") throw new TypeError(`${String(f)} is not a function`);
}
function direct(iterator) {
  return { iterator, next: iterator.next };
}
function step(d) {
  return object(d.next.call(d.iterator));
}
function closing(d, f) {
  try {
    return f();
  } catch (e) {
    try {
      d.iterator.return?.();
    } catch {
    }
    throw e;
  }
}
function checked(this_, f) {
  const iterator = object(this_);
  if (typeof f !== "function") {
    iterator.return?.();
    callable(f);
  }
  return direct(iterator);
}
var HelperPrototype = Object.create(IteratorPrototype);
var State = class {
  constructor(source, pull, inner = void 0) {
    this.source = source;
    this.pull = pull;
    this.inner = inner;
  }
  source;
  pull;
  inner;
  started = false;
  finished = false;
  running = false;
};
var states = /* @__PURE__ */ Symbol("state");
function helper(source, pull) {
  const it = Object.create(HelperPrototype);
  const state = new State(source, () => pull(state));
  Object.defineProperty(it, states, { value: state });
  return it;
}
function stateOf(value) {
  const state = object(value)[states];
  if (!state) throw new TypeError("not an Iterator Helper");
  return state;
}
var end = { done: true, value: void 0 };
function guard(state, f) {
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
      next() {
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
      }
    }.next
  },
  return: {
    configurable: true,
    writable: true,
    value: {
      return() {
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
      }
    }.return
  },
  [Symbol.toStringTag]: { configurable: true, value: "Iterator Helper" }
});
var methods = {
  map(mapper) {
    const d = checked(this, mapper);
    let i = 0;
    return helper(d, () => {
      const s = step(d);
      if (s.done) return { ...end };
      return { value: closing(d, () => mapper(s.value, i++)), done: false };
    });
  },
  filter(predicate) {
    const d = checked(this, predicate);
    let i = 0;
    return helper(d, () => {
      for (; ; ) {
        const s = step(d);
        if (s.done) return { ...end };
        const value = s.value;
        if (closing(d, () => predicate(value, i++))) return { value, done: false };
      }
    });
  },
  take(limit) {
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
  drop(limit) {
    const n = count(this, limit);
    const d = direct(this);
    let left = n;
    return helper(d, () => {
      for (; left > 0; left--) if (step(d).done) return { ...end };
      const s = step(d);
      return s.done ? { ...end } : { value: s.value, done: false };
    });
  },
  flatMap(mapper) {
    const d = checked(this, mapper);
    let i = 0;
    let inner;
    return helper(d, (state) => {
      for (; ; ) {
        if (!inner) {
          const s2 = step(d);
          if (s2.done) return { ...end };
          inner = closing(d, () => flattened(mapper(s2.value, i++)));
          state.inner = () => inner?.iterator.return?.();
        }
        const one = inner;
        const s = closing(d, () => step(one));
        if (!s.done) return { value: closing(d, () => s.value), done: false };
        inner = void 0;
      }
    });
  },
  reduce(reducer, ...initial) {
    const d = checked(this, reducer);
    let i = 0;
    let total;
    if (initial.length > 0) total = initial[0];
    else {
      const s = step(d);
      if (s.done) throw new TypeError("Reduce of a done iterator with no initial value");
      total = s.value;
      i = 1;
    }
    for (; ; ) {
      const s = step(d);
      if (s.done) return total;
      total = closing(d, () => reducer(total, s.value, i++));
    }
  },
  toArray() {
    const d = direct(object(this));
    const out = [];
    for (; ; ) {
      const s = step(d);
      if (s.done) return out;
      out.push(s.value);
    }
  },
  forEach(f) {
    const d = checked(this, f);
    for (let i = 0; ; i++) {
      const s = step(d);
      if (s.done) return;
      closing(d, () => f(s.value, i));
    }
  },
  some(predicate) {
    return search(checked(this, predicate), predicate, true, () => true, false);
  },
  every(predicate) {
    return search(checked(this, predicate), predicate, false, () => false, true);
  },
  find(predicate) {
    return search(checked(this, predicate), predicate, true, (value) => value, void 0);
  }
};
function search(d, predicate, want, found, otherwise) {
  for (let i = 0; ; i++) {
    const s = step(d);
    if (s.done) return otherwise;
    if (Boolean(closing(d, () => predicate(s.value, i))) === want) {
      d.iterator.return?.();
      return found(s.value);
    }
  }
}
function count(iterator, limit) {
  object(iterator);
  const fail = (message) => {
    iterator.return?.();
    throw new RangeError(message);
  };
  let n;
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
function flattened(value) {
  object(value);
  const f = value[Symbol.iterator];
  return direct(f === void 0 || f === null ? value : object(f.call(value)));
}
var dispose = {
  [Symbol.dispose]() {
    this.return?.();
  }
}[Symbol.dispose];
var { map, filter, take, drop, flatMap, reduce, toArray, forEach, some, every, find } = methods;
function Iterator() {
  if (new.target === void 0 || new.target === Iterator) throw new TypeError("Abstract class Iterator not directly constructable");
}
Object.defineProperty(Iterator, "prototype", { value: IteratorPrototype, writable: false });
Object.defineProperty(IteratorPrototype, "constructor", { value: Iterator, writable: true, configurable: true });
Object.defineProperty(IteratorPrototype, Symbol.toStringTag, { value: "Iterator", writable: true, configurable: true });
var WrapPrototype = Object.create(IteratorPrototype, {
  next: {
    configurable: true,
    writable: true,
    value: {
      next() {
        const d = this[states];
        return d.next.call(d.iterator);
      }
    }.next
  },
  return: {
    configurable: true,
    writable: true,
    value: {
      return() {
        const d = this[states];
        const f = d.iterator.return;
        return f === void 0 ? { ...end } : f.call(d.iterator);
      }
    }.return
  }
});
var statics = {
  from(value) {
    if (typeof value !== "string") object(value);
    const f = value[Symbol.iterator];
    const iterator = f === void 0 || f === null ? value : object(f.call(value));
    if (IteratorPrototype.isPrototypeOf(iterator)) return iterator;
    const wrapped = Object.create(WrapPrototype);
    Object.defineProperty(wrapped, states, { value: direct(iterator) });
    return wrapped;
  }
};
Object.defineProperty(Iterator, "from", { value: statics.from, writable: true, configurable: true });
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(iterator_exports, { Iterator, dispose, drop, every, filter, find, flatMap, forEach, map, reduce, some, take, toArray });
