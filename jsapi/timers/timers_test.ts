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
