import { equal, record, test, throws } from "host:test";
import { PerformanceObserver as FromNode } from "node:perf_hooks";

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

test("marks and measures are told in a task of their own", async () => {
  const told: any[] = [];
  const observer = new PerformanceObserver((list, self) => {
    told.push([list.getEntries().map((e) => [e.name, e.entryType]), list.getEntriesByName("b").length, list.getEntriesByType("mark").length, self === observer]);
  });
  performance.mark("before");
  observer.observe({ entryTypes: ["mark", "measure", "nonsense"] });
  performance.mark("a");
  performance.mark("b");
  performance.measure("m", "a", "b");
  record(told.length);
  await turn();
  record(told);
  performance.mark("c");
  record(observer.takeRecords().map((e) => e.name));
  performance.mark("d");
  observer.disconnect();
  performance.mark("e");
  await turn();
  record(told.length);
  performance.clearMarks();
  performance.clearMeasures();
});

test("one type, and what was there before", async () => {
  const names: string[] = [];
  performance.mark("early");
  performance.measure("not me");
  const observer = new PerformanceObserver((list) => { for (const e of list.getEntries()) names.push(e.name); });
  observer.observe({ type: "mark", buffered: true });
  performance.mark("late");
  await turn();
  observer.disconnect();
  record(names);
  performance.clearMarks();
  performance.clearMeasures();
});

test("mistakes", () => {
  throws(() => new (PerformanceObserver as any)(), { name: "TypeError" });
  throws(() => new PerformanceObserver(() => {}).observe(undefined as any), { name: "TypeError" });
  throws(() => new PerformanceObserver(() => {}).observe({}), { name: "TypeError" });
  equal(PerformanceObserver.supportedEntryTypes.includes("measure"), true);
});

test("node:perf_hooks has the same", { on: ["host"] }, () => {
  equal(FromNode === (PerformanceObserver as any), true);
});
