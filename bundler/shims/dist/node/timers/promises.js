// Code generated from bundler/shims/node/timers/promises.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 7beead88f018d5f4d56e65478f9a1774738939b6b13e0bd8208c4b2bcd2c16e5
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __knownSymbol = (name, symbol) => (symbol = Symbol[name]) ? symbol : /* @__PURE__ */ Symbol.for("Symbol." + name);
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
var __await = function(promise, isYieldStar) {
  this[0] = promise;
  this[1] = isYieldStar;
};
var __asyncGenerator = (__this, __arguments, generator) => {
  var resume = (k, v, yes, no) => {
    try {
      var x = generator[k](v), isAwait = (v = x.value) instanceof __await, done = x.done;
      Promise.resolve(isAwait ? v[0] : v).then((y) => isAwait ? resume(k === "return" && v[1] ? k : "next", v[1] ? { done: y.done, value: y.value } : y, yes, no) : yes({ value: y, done })).catch((e) => resume("throw", e, yes, no));
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
var import_node_errors = require("host:internal/node-errors");
function wait(start, stop, value, options) {
  const signal = options?.signal;
  if (options !== void 0 && (options === null || typeof options !== "object")) return Promise.reject((0, import_node_errors.invalidArgType)("options", "Object", options));
  if (signal?.aborted) return Promise.reject((0, import_node_errors.abortError)(signal.reason));
  return new Promise((resolve, reject) => {
    const abort = () => {
      stop(timer);
      reject((0, import_node_errors.abortError)(signal.reason));
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
    const signal = options?.signal;
    if (options !== void 0 && (options === null || typeof options !== "object")) throw (0, import_node_errors.invalidArgType)("options", "Object", options);
    if (signal?.aborted) throw (0, import_node_errors.abortError)(signal.reason);
    let passed = 0;
    let wake;
    const timer = g.setInterval(() => {
      passed++;
      wake?.();
    }, delay);
    const abort = () => {
      g.clearInterval(timer);
      wake?.();
    };
    signal?.addEventListener("abort", abort, { once: true });
    try {
      for (; ; ) {
        if (passed === 0 && !signal?.aborted) yield new __await(new Promise((resolve) => {
          wake = resolve;
        }));
        for (; passed > 0; passed--) yield value;
        if (signal?.aborted) throw (0, import_node_errors.abortError)(signal.reason);
      }
    } finally {
      g.clearInterval(timer);
      signal?.removeEventListener("abort", abort);
    }
  });
}
var scheduler = { wait: (delay, options) => setTimeout(delay, void 0, options), yield: () => setImmediate() };
var promises_default = { setTimeout, setImmediate, setInterval, scheduler };
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(promises_exports, { default: promises_default, scheduler, setImmediate, setInterval, setTimeout });
