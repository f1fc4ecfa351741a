// node:perf_hooks.
type Any = any;

const g: Any = globalThis;
export const performance = g.performance, Performance = g.Performance, PerformanceEntry = g.PerformanceEntry, PerformanceMark = g.PerformanceMark, PerformanceMeasure = g.PerformanceMeasure;

export const PerformanceObserver = g.PerformanceObserver, PerformanceObserverEntryList = g.PerformanceObserverEntryList;
export const constants = {};

class Histogram {
  #values: number[] = [];
  record(n: number | bigint): void { this.#values.push(Number(n)); }
  reset(): void { this.#values = []; }
  get count(): number { return this.#values.length; }
  get min(): number { return this.#values.length ? Math.min(...this.#values) : 9223372036854776000; }
  get max(): number { return this.#values.length ? Math.max(...this.#values) : 0; }
  get mean(): number { return this.#values.reduce((a, b) => a + b, 0) / this.#values.length; }
  get stddev(): number {
    const mean = this.mean;
    return Math.sqrt(this.#values.reduce((a, b) => a + (b - mean) ** 2, 0) / this.#values.length);
  }
  get exceeds(): number { return 0; }
  percentile(p: number): number {
    const sorted = [...this.#values].sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? 0;
  }
  enable(): boolean { return false; }
  disable(): boolean { return false; }
}
export const createHistogram = (): Histogram => new Histogram();
export const monitorEventLoopDelay = (): Histogram => new Histogram();
export default { performance, Performance, PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceObserver, PerformanceObserverEntryList, constants, createHistogram, monitorEventLoopDelay };
