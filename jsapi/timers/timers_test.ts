import { equal, record, rejects, test, throws } from "host:test";

test("timers fire in order of time, then of setting", async () => {
  const order: string[] = [];
  const at = (name: string, ms: number) => new Promise<void>((done) => setTimeout(() => { order.push(name); done(); }, ms));
  await Promise.all([at("c", 30), at("a", 1), at("b", 15)]);
  record(order);
});

test("arguments reach the callback", async () => {
  record(await new Promise((done) => setTimeout((...args: unknown[]) => done(args), 1, 1, "two", { three: 3 })));
});

test("a cleared timer does not fire", async () => {
  let fired = false;
  clearTimeout(setTimeout(() => { fired = true; }, 1));
  await new Promise((done) => setTimeout(done, 20));
  equal(fired, false);
});

test("an interval repeats until it is cleared", async () => {
  let n = 0;
  await new Promise<void>((done) => {
    const timer = setInterval(() => {
      if (++n === 3) {
        clearInterval(timer);
        done();
      }
    }, 1);
  });
  await new Promise((done) => setTimeout(done, 10));
  equal(n, 3);
});

test("microtasks run before timers, in order", async () => {
  const order: number[] = [];
  await new Promise<void>((done) => {
    setTimeout(() => { order.push(4); done(); }, 1);
    queueMicrotask(() => order.push(2));
    void Promise.resolve().then(() => order.push(3));
    order.push(1);
  });
  record(order);
});

test("what is not a function is refused", () => {
  throws(() => setTimeout("x" as any, 1), { name: "TypeError" });
  throws(() => queueMicrotask(1 as any), { name: "TypeError" });
});

test("a timer may be started again", async () => {
  const calls: string[] = [];
  await new Promise<void>((done) => {
    const again = setTimeout(() => {
      calls.push("again");
      if (calls.length < 3) again.refresh();
      else done();
    }, 1);
  });
  const cleared = setTimeout(() => calls.push("cleared"), 1);
  clearTimeout(cleared);
  cleared.refresh();
  const moved = setTimeout(() => calls.push("moved"), 1);
  setTimeout(() => calls.push("other"), 1);
  moved.refresh();
  await new Promise((done) => setTimeout(done, 20));
  record(calls);
});

test("an interval is behind the timers that its function sets", { on: ["host", "node"] }, async () => {
  const calls: string[] = [];
  await new Promise<void>((done) => {
    const interval = setInterval(() => {
      calls.push("interval");
      if (calls.length > 4) {
        clearInterval(interval);
        done();
      } else {
        const until = performance.now() + 2;
        while (performance.now() < until);
        setTimeout(() => calls.push("timeout"), 5);
      }
    }, 5);
  });
  equal(calls, ["interval", "timeout", "interval", "timeout", "interval"]);
});

test("each is cleared by its own function", async () => {
  const calls: string[] = [];
  const immediate = setImmediate(() => calls.push("immediate"));
  clearTimeout(immediate as any);
  clearTimeout(undefined);
  clearTimeout(null as any);
  clearTimeout({} as any);
  const timeout = setTimeout(() => calls.push("timeout"), 1);
  clearImmediate(timeout as any);
  clearTimeout(+setTimeout(() => calls.push("by number"), 1) as any);
  clearTimeout(`${+setTimeout(() => calls.push("by text"), 1)}` as any);
  clearImmediate(setImmediate(() => calls.push("cleared")));
  const later = setImmediate(() => calls.push("cleared by an immediate"));
  setImmediate(() => clearImmediate(later));
  await new Promise((done) => setTimeout(done, 20));
  record(calls);
  const first = setImmediate(() => { calls.push("first"); clearImmediate(second); });
  const second = setImmediate(() => calls.push("second"));
  await new Promise((done) => setTimeout(done, 5));
  record([calls, typeof first]);
});

test("what the functions return", () => {
  record([setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate, queueMicrotask].map((f) => f.name));
  const timeout = setTimeout(() => {}, 1);
  const immediate = setImmediate(() => {});
  record([timeout.constructor.name, immediate.constructor.name, timeout.hasRef(), timeout.unref().hasRef(), timeout.ref().hasRef(), immediate.hasRef(), immediate.unref() === immediate, immediate.hasRef()]);
  record([typeof +timeout, timeout.close() === timeout]);
  clearImmediate(immediate);
});
