// Code generated from bundler/shims/node/perf_hooks.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 13af433d7d9c97ecb617b29380f477e343fb56997fead4c4f07cf67bf7d48362
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

// bundler/shims/node/perf_hooks.ts
var perf_hooks_exports = {};
__export(perf_hooks_exports, {
  Performance: () => Performance,
  PerformanceEntry: () => PerformanceEntry,
  PerformanceMark: () => PerformanceMark,
  PerformanceMeasure: () => PerformanceMeasure,
  PerformanceObserver: () => PerformanceObserver,
  PerformanceObserverEntryList: () => PerformanceObserverEntryList,
  constants: () => constants,
  createHistogram: () => createHistogram,
  default: () => perf_hooks_default,
  monitorEventLoopDelay: () => monitorEventLoopDelay,
  performance: () => performance
});
module.exports = __toCommonJS(perf_hooks_exports);
var g = globalThis;
var performance = g.performance;
var Performance = g.Performance;
var PerformanceEntry = g.PerformanceEntry;
var PerformanceMark = g.PerformanceMark;
var PerformanceMeasure = g.PerformanceMeasure;
var PerformanceObserver = g.PerformanceObserver;
var PerformanceObserverEntryList = g.PerformanceObserverEntryList;
var constants = {};
var Histogram = class {
  #values = [];
  record(n) {
    this.#values.push(Number(n));
  }
  reset() {
    this.#values = [];
  }
  get count() {
    return this.#values.length;
  }
  get min() {
    return this.#values.length ? Math.min(...this.#values) : 9223372036854776e3;
  }
  get max() {
    return this.#values.length ? Math.max(...this.#values) : 0;
  }
  get mean() {
    return this.#values.reduce((a, b) => a + b, 0) / this.#values.length;
  }
  get stddev() {
    const mean = this.mean;
    return Math.sqrt(this.#values.reduce((a, b) => a + (b - mean) ** 2, 0) / this.#values.length);
  }
  get exceeds() {
    return 0;
  }
  percentile(p) {
    const sorted = [...this.#values].sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(p / 100 * sorted.length) - 1)] ?? 0;
  }
  enable() {
    return false;
  }
  disable() {
    return false;
  }
};
var createHistogram = () => new Histogram();
var monitorEventLoopDelay = () => new Histogram();
var perf_hooks_default = { performance, Performance, PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceObserver, PerformanceObserverEntryList, constants, createHistogram, monitorEventLoopDelay };
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(perf_hooks_exports, { Performance, PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceObserver, PerformanceObserverEntryList, constants, createHistogram, default: perf_hooks_default, monitorEventLoopDelay, performance });
