// Code generated from bundler/shims/host/internal/performance.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: fa52d87a8ad844b5b7e2e6683b2fb491a482581e0cd444a2c42e4e1d33375b31
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

// bundler/shims/host/internal/performance.ts
var performance_exports = {};
__export(performance_exports, {
  Performance: () => Performance,
  PerformanceEntry: () => PerformanceEntry,
  PerformanceMark: () => PerformanceMark,
  PerformanceMeasure: () => PerformanceMeasure,
  PerformanceObserver: () => PerformanceObserver,
  PerformanceObserverEntryList: () => PerformanceObserverEntryList,
  performance: () => performance
});
module.exports = __toCommonJS(performance_exports);
var import_performance_native = require("host:internal/performance-native");
var import_dom_exception = require("host:internal/dom-exception");
var import_events = require("host:internal/events");
var import_timers = require("host:internal/timers");

// bundler/shims/host/internal/_names.ts
function named(classes) {
  for (const [value, of] of Object.entries(classes)) Object.defineProperty(of, "name", { value, configurable: true });
}

// bundler/shims/host/internal/performance.ts
var PerformanceEntry = class {
  constructor(name, entryType, startTime, duration, detail = null) {
    this.name = name;
    this.entryType = entryType;
    this.startTime = startTime;
    this.duration = duration;
    this.detail = detail;
  }
  name;
  entryType;
  startTime;
  duration;
  detail;
  toJSON() {
    const { name, entryType, startTime, duration, detail } = this;
    return { name, entryType, startTime, duration, detail };
  }
};
var PerformanceMark = class extends PerformanceEntry {
  constructor(name, options = {}) {
    super(`${name}`, "mark", options?.startTime ?? (0, import_performance_native.now)(), 0, options?.detail ?? null);
  }
};
var PerformanceMeasure = class extends PerformanceEntry {
};
var most = 1e4;
var Performance = class extends import_events.EventTarget {
  #entries = [];
  get timeOrigin() {
    return import_performance_native.timeOrigin;
  }
  now() {
    return (0, import_performance_native.now)();
  }
  #add(entry) {
    if (this.#entries.length >= most) this.#entries.splice(0, most / 10);
    this.#entries.push(entry);
    for (const observer of observers) note(observer, entry);
    return entry;
  }
  mark(name, options) {
    return this.#add(new PerformanceMark(name, options));
  }
  #time(at) {
    if (typeof at === "number") return at;
    const mark = this.#entries.findLast((e) => e.entryType === "mark" && e.name === at);
    if (!mark) throw new import_dom_exception.DOMException(`The "${at}" performance mark has not been set`, "SyntaxError");
    return mark.startTime;
  }
  measure(name, startOrOptions, end) {
    let start;
    let stop;
    let detail = null;
    if (typeof startOrOptions === "object" && startOrOptions !== null) {
      const o = startOrOptions;
      detail = o.detail ?? null;
      if (o.duration !== void 0 && o.start === void 0 && o.end !== void 0) {
        stop = this.#time(o.end);
        start = stop - o.duration;
      } else {
        start = o.start === void 0 ? 0 : this.#time(o.start);
        stop = o.end !== void 0 ? this.#time(o.end) : o.duration !== void 0 ? start + o.duration : (0, import_performance_native.now)();
      }
    } else {
      start = startOrOptions === void 0 ? 0 : this.#time(startOrOptions);
      stop = end === void 0 ? (0, import_performance_native.now)() : this.#time(end);
    }
    return this.#add(new PerformanceMeasure(`${name}`, "measure", start, stop - start, detail));
  }
  #sorted(entries) {
    return entries.sort((a, b) => a.startTime - b.startTime);
  }
  getEntries() {
    return this.#sorted([...this.#entries]);
  }
  getEntriesByName(name, type) {
    return this.#sorted(this.#entries.filter((e) => e.name === name && (type === void 0 || e.entryType === type)));
  }
  getEntriesByType(type) {
    return this.#sorted(this.#entries.filter((e) => e.entryType === type));
  }
  clearMarks(name) {
    this.#entries = this.#entries.filter((e) => e.entryType !== "mark" || name !== void 0 && e.name !== name);
  }
  clearMeasures(name) {
    this.#entries = this.#entries.filter((e) => e.entryType !== "measure" || name !== void 0 && e.name !== name);
  }
  toJSON() {
    return { timeOrigin: import_performance_native.timeOrigin };
  }
  get [Symbol.toStringTag]() {
    return "Performance";
  }
};
var PerformanceObserverEntryList = class {
  #entries;
  constructor(key, entries) {
    if (key !== secret) throw Object.assign(new TypeError("Illegal constructor"), { code: "ERR_ILLEGAL_CONSTRUCTOR" });
    this.#entries = entries.sort((a, b) => a.startTime - b.startTime);
  }
  getEntries() {
    return [...this.#entries];
  }
  getEntriesByType(type) {
    return this.#entries.filter((e) => e.entryType === type);
  }
  getEntriesByName(name, type) {
    return this.#entries.filter((e) => e.name === name && (type === void 0 || e.entryType === type));
  }
  get [Symbol.toStringTag]() {
    return "PerformanceObserverEntryList";
  }
};
var secret = /* @__PURE__ */ Symbol("make");
var observers = /* @__PURE__ */ new Set();
var note;
var types = Object.freeze(["mark", "measure"]);
var PerformanceObserver = class {
  #callback;
  #types = /* @__PURE__ */ new Set();
  #pending = [];
  #scheduled = false;
  static {
    note = (observer, entry) => {
      if (observer.#types.has(entry.entryType)) observer.#queue(entry);
    };
  }
  static get supportedEntryTypes() {
    return types;
  }
  constructor(callback) {
    if (typeof callback !== "function") {
      throw Object.assign(new TypeError('The "callback" argument must be of type function'), { code: "ERR_INVALID_ARG_TYPE" });
    }
    this.#callback = callback;
  }
  #queue(entry) {
    this.#pending.push(entry);
    if (this.#scheduled) return;
    this.#scheduled = true;
    (0, import_timers.setImmediate)(() => {
      this.#scheduled = false;
      const entries = this.takeRecords();
      if (entries.length > 0) this.#callback(new PerformanceObserverEntryList(secret, entries), this);
    });
  }
  observe(options) {
    if (typeof options !== "object" || options === null) {
      throw Object.assign(new TypeError('The "options" argument must be of type object'), { code: "ERR_INVALID_ARG_TYPE" });
    }
    const { entryTypes, type, buffered } = options;
    if (entryTypes === void 0 && type === void 0) {
      throw Object.assign(new TypeError('The "options.entryTypes" or "options.type" argument must be specified'), { code: "ERR_MISSING_ARGS" });
    }
    if (entryTypes !== void 0) this.#types = new Set(entryTypes.filter((t) => types.includes(t)));
    else if (types.includes(type)) {
      this.#types.add(type);
      if (buffered) for (const entry of performance.getEntriesByType(type)) this.#queue(entry);
    }
    if (this.#types.size > 0) observers.add(this);
    else this.disconnect();
  }
  disconnect() {
    observers.delete(this);
    this.#types.clear();
    this.#pending = [];
  }
  takeRecords() {
    const entries = this.#pending;
    this.#pending = [];
    return entries;
  }
  get [Symbol.toStringTag]() {
    return "PerformanceObserver";
  }
};
named({ PerformanceObserver, PerformanceObserverEntryList });
var performance = new Performance();
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(performance_exports, { Performance, PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceObserver, PerformanceObserverEntryList, performance });
