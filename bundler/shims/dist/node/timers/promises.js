// Code generated from bundler/shims/node/timers/promises.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 772bc0385ec3405aedfb01686602cb9cd32946bdc01e1dc4e0928d4a0705b57b
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __knownSymbol = (name, symbol) => (symbol = Symbol[name]) ? symbol : /* @__PURE__ */ Symbol.for("Symbol." + name);
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
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
var __await = function(promise, isYieldStar) {
  this[0] = promise;
  this[1] = isYieldStar;
};
var __asyncGenerator = (__this, __arguments, generator) => {
  var resume = (k, v, yes, no) => {
    try {
      var x = generator[k](v), isAwait = (v = x.value) instanceof __await, done = x.done;
      Promise.resolve(isAwait ? v[0] : v).then((y) => isAwait ? resume(k === "return" ? k : "next", v[1] ? { done: y.done, value: y.value } : y, yes, no) : yes({ value: y, done })).catch((e) => resume("throw", e, yes, no));
    } catch (e) {
      no(e);
    }
  }, method = (k, call, wait2, clear) => it[k] = (x) => (call = new Promise((yes, no, run) => (run = () => resume(k, x, yes, no), q ? q.then(run) : run())), clear = () => q === wait2 && (q = 0), q = wait2 = call.then(clear, clear), call), q, it = {};
  return generator = generator.apply(__this, __arguments), it[__knownSymbol("asyncIterator")] = () => it, method("next"), method("throw"), method("return"), it;
};

// bundler/shims/node/timers/promises.ts
var promises_exports = {};
__export(promises_exports, {
  default: () => promises_default,
  scheduler: () => scheduler,
  setImmediate: () => setImmediate,
  setInterval: () => setInterval,
  setTimeout: () => setTimeout
});
module.exports = __toCommonJS(promises_exports);

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
function abortError(reason) {
  const e = coded(Error, "ABORT_ERR", "The operation was aborted");
  e.name = "AbortError";
  if (reason !== void 0) Object.defineProperty(e, "cause", { value: reason, configurable: true, writable: true });
  return e;
}

// bundler/shims/node/timers/promises.ts
function wait(start, stop, value, options) {
  const signal = options?.signal;
  if (options !== void 0 && (options === null || typeof options !== "object")) return Promise.reject(invalidArgType("options", "Object", options));
  if (signal?.aborted) return Promise.reject(abortError(signal.reason));
  return new Promise((resolve, reject) => {
    const abort = () => {
      stop(timer);
      reject(abortError(signal.reason));
    };
    const timer = start(() => {
      signal?.removeEventListener("abort", abort);
      resolve(value);
    });
    signal?.addEventListener("abort", abort, { once: true });
  });
}
var g = globalThis;
var setTimeout = (delay, value, options) => wait((f) => g.setTimeout(f, delay), g.clearTimeout, value, options);
var setImmediate = (value, options) => wait((f) => g.setImmediate(f), g.clearImmediate, value, options);
function setInterval(delay, value, options) {
  return __asyncGenerator(this, null, function* () {
    for (; ; ) yield yield new __await(setTimeout(delay, value, options));
  });
}
var scheduler = { wait: (delay, options) => setTimeout(delay, void 0, options), yield: () => setImmediate() };
var promises_default = { setTimeout, setImmediate, setInterval, scheduler };
