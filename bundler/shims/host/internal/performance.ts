// performance (W3C High Resolution Time, User Timing).

import { now, timeOrigin } from "host:internal/performance-native";
import { DOMException } from "host:internal/dom-exception";
import { EventTarget } from "host:internal/events";

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

export const performance = new Performance();
