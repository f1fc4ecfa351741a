import { ok, outcomeName, record, test } from "host:test";

test("the clock goes forward", async () => {
  const a = performance.now();
  await new Promise((done) => setTimeout(done, 5));
  const b = performance.now();
  ok(b - a >= 4 && b - a < 5000, `${a} ${b}`);
  ok(Math.abs(performance.timeOrigin + b - Date.now()) < 1000);
});

test("marks and measures", () => {
  performance.mark("a", { startTime: 10, detail: { x: 1 } });
  performance.mark("b", { startTime: 25 });
  const m: any = performance.measure("a to b", "a", "b");
  record([m.name, m.entryType, m.startTime, m.duration]);
  record((performance.measure("o", { start: "a", duration: 3 }) as any).duration);
  record(performance.getEntriesByName("a").map((e: any) => [e.name, e.startTime, e.detail]));
  record(performance.getEntriesByType("measure").length);
  outcomeName(() => performance.measure("x", "no such mark"));
  performance.clearMarks();
  performance.clearMeasures();
  record(performance.getEntriesByType("mark").length);
});
