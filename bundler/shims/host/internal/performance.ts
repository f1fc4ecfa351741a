// performance (W3C High Resolution Time, User Timing).

import { now, timeOrigin } from "host:internal/performance-native";
import { DOMException } from "host:internal/dom-exception";
import { EventTarget } from "host:internal/events";
import { setImmediate } from "host:internal/timers";
import { named } from "./_names";

export class PerformanceEntry {
  constructor(
    readonly name: string,
    readonly entryType: string,
    readonly startTime: number,
    readonly duration: number,
    readonly detail: unknown = null,
  ) {}
  toJSON(): object {
    const { name, entryType, startTime, duration, detail } = this;
    return { name, entryType, startTime, duration, detail };
  }
}

export class PerformanceMark extends PerformanceEntry {
  constructor(name: string, options: { startTime?: number; detail?: unknown } = {}) {
    super(`${name}`, "mark", options?.startTime ?? now(), 0, options?.detail ?? null);
  }
}

export class PerformanceMeasure extends PerformanceEntry {}

/** How many marks and measures are kept: a script that never clears them must not leak. */
const most = 10_000;

export class Performance extends EventTarget {
  #entries: PerformanceEntry[] = [];

  get timeOrigin(): number {
    return timeOrigin;
  }
  now(): number {
    return now();
  }
  #add<T extends PerformanceEntry>(entry: T): T {
    if (this.#entries.length >= most) this.#entries.splice(0, most / 10);
    this.#entries.push(entry);
    for (const observer of observers) note(observer, entry);
    return entry;
  }
  mark(name: string, options?: { startTime?: number; detail?: unknown }): PerformanceMark {
    return this.#add(new PerformanceMark(name, options));
  }
  #time(at: string | number): number {
    if (typeof at === "number") return at;
    const mark = this.#entries.findLast((e) => e.entryType === "mark" && e.name === at);
    if (!mark) throw new DOMException(`The "${at}" performance mark has not been set`, "SyntaxError");
    return mark.startTime;
  }
  measure(name: string, startOrOptions?: any, end?: string | number): PerformanceMeasure {
    let start: number;
    let stop: number;
    let detail: unknown = null;
    if (typeof startOrOptions === "object" && startOrOptions !== null) {
      const o = startOrOptions;
      detail = o.detail ?? null;
      if (o.duration !== undefined && o.start === undefined && o.end !== undefined) {
        stop = this.#time(o.end);
        start = stop - o.duration;
      } else {
        start = o.start === undefined ? 0 : this.#time(o.start);
        stop = o.end !== undefined ? this.#time(o.end) : o.duration !== undefined ? start + o.duration : now();
      }
    } else {
      start = startOrOptions === undefined ? 0 : this.#time(startOrOptions);
      stop = end === undefined ? now() : this.#time(end);
    }
    return this.#add(new PerformanceMeasure(`${name}`, "measure", start, stop - start, detail));
  }
  #sorted(entries: PerformanceEntry[]): PerformanceEntry[] {
    return entries.sort((a, b) => a.startTime - b.startTime);
  }
  getEntries(): PerformanceEntry[] {
    return this.#sorted([...this.#entries]);
  }
  getEntriesByName(name: string, type?: string): PerformanceEntry[] {
    return this.#sorted(this.#entries.filter((e) => e.name === name && (type === undefined || e.entryType === type)));
  }
  getEntriesByType(type: string): PerformanceEntry[] {
    return this.#sorted(this.#entries.filter((e) => e.entryType === type));
  }
  clearMarks(name?: string): void {
    this.#entries = this.#entries.filter((e) => e.entryType !== "mark" || (name !== undefined && e.name !== name));
  }
  clearMeasures(name?: string): void {
    this.#entries = this.#entries.filter((e) => e.entryType !== "measure" || (name !== undefined && e.name !== name));
  }
  toJSON(): object {
    return { timeOrigin };
  }
  get [Symbol.toStringTag]() {
    return "Performance";
  }
}

/** What an observer was told of, in the order of time. */
export class PerformanceObserverEntryList {
  #entries: PerformanceEntry[];
  constructor(key: unknown, entries: PerformanceEntry[]) {
    if (key !== secret) throw Object.assign(new TypeError("Illegal constructor"), { code: "ERR_ILLEGAL_CONSTRUCTOR" });
    this.#entries = entries.sort((a, b) => a.startTime - b.startTime);
  }
  getEntries(): PerformanceEntry[] {
    return [...this.#entries];
  }
  getEntriesByType(type: string): PerformanceEntry[] {
    return this.#entries.filter((e) => e.entryType === type);
  }
  getEntriesByName(name: string, type?: string): PerformanceEntry[] {
    return this.#entries.filter((e) => e.name === name && (type === undefined || e.entryType === type));
  }
  get [Symbol.toStringTag]() {
    return "PerformanceObserverEntryList";
  }
}

const secret = Symbol("make");
const observers = new Set<PerformanceObserver>();
let note: (observer: PerformanceObserver, entry: PerformanceEntry) => void;
const types = Object.freeze(["mark", "measure"]);

/** Is told of marks and measures (W3C Performance Timeline). */
export class PerformanceObserver {
  #callback: (list: PerformanceObserverEntryList, observer: PerformanceObserver) => void;
  #types = new Set<string>();
  #pending: PerformanceEntry[] = [];
  #scheduled = false;

  static {
    note = (observer, entry) => {
      if (observer.#types.has(entry.entryType)) observer.#queue(entry);
    };
  }
  static get supportedEntryTypes(): readonly string[] {
    return types;
  }
  constructor(callback: (list: PerformanceObserverEntryList, observer: PerformanceObserver) => void) {
    if (typeof callback !== "function") {
      throw Object.assign(new TypeError('The "callback" argument must be of type function'), { code: "ERR_INVALID_ARG_TYPE" });
    }
    this.#callback = callback;
  }
  #queue(entry: PerformanceEntry): void {
    this.#pending.push(entry);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const entries = this.takeRecords();
      if (entries.length > 0) this.#callback(new PerformanceObserverEntryList(secret, entries), this);
    });
  }
  observe(options: { entryTypes?: string[]; type?: string; buffered?: boolean }): void {
    if (typeof options !== "object" || options === null) {
      throw Object.assign(new TypeError('The "options" argument must be of type object'), { code: "ERR_INVALID_ARG_TYPE" });
    }
    const { entryTypes, type, buffered } = options;
    if (entryTypes === undefined && type === undefined) {
      throw Object.assign(new TypeError('The "options.entryTypes" or "options.type" argument must be specified'), { code: "ERR_MISSING_ARGS" });
    }
    if (entryTypes !== undefined) this.#types = new Set(entryTypes.filter((t) => types.includes(t)));
    else if (types.includes(type!)) {
      this.#types.add(type!);
      if (buffered) for (const entry of performance.getEntriesByType(type!)) this.#queue(entry);
    }
    if (this.#types.size > 0) observers.add(this);
    else this.disconnect();
  }
  disconnect(): void {
    observers.delete(this);
    this.#types.clear();
    this.#pending = [];
  }
  takeRecords(): PerformanceEntry[] {
    const entries = this.#pending;
    this.#pending = [];
    return entries;
  }
  get [Symbol.toStringTag]() {
    return "PerformanceObserver";
  }
}
named({ PerformanceObserver, PerformanceObserverEntryList });

export const performance = new Performance();
