import { AsyncLocalStorage, AsyncResource, createHook } from "node:async_hooks";
import { execFile } from "node:child_process";
import { EventEmitter } from "node:events";
import { readFile } from "node:fs/promises";
import { equal, record, test, throws } from "host:test";

test("a store follows awaits, timers, callbacks and native work", async () => {
  const storage = new AsyncLocalStorage<string>();
  const seen: unknown[] = [];
  const note = (label: string) => seen.push(`${label} ${storage.getStore()}`);
  note("outside");
  await storage.run("a", async () => {
    note("sync");
    await null;
    note("await");
    await new Promise<void>((resolve) => setTimeout(() => { note("timeout"); resolve(); }, 1));
    await new Promise<void>((resolve) => setImmediate(() => { note("immediate"); resolve(); }));
    await new Promise<void>((resolve) => process.nextTick(() => { note("tick"); resolve(); }));
    await new Promise<void>((resolve) => queueMicrotask(() => { note("microtask"); resolve(); }));
    await readFile("/etc/passwd");
    note("file");
    await new Promise<void>((resolve) => execFile("true", () => { note("child"); resolve(); }));
    await Promise.all([1, 2].map((n) => storage.run(`inner ${n}`, async () => { await null; note("nested"); })));
    note("after nested");
    storage.exit(() => note("exit"));
    try {
      await storage.run("b", async () => { await null; throw new Error("x"); });
    } catch {
      note("caught");
    }
  });
  note("outside again");
  record(seen);
});

test("two flows do not mix", async () => {
  const storage = new AsyncLocalStorage<number>();
  const flow = (n: number) => storage.run(n, async () => {
    for (let i = 0; i < 5; i++) {
      await new Promise((resolve) => setTimeout(resolve, (n * 7 + i) % 3));
      equal(storage.getStore(), n);
    }
    return n;
  });
  record(await Promise.all([1, 2, 3].map(flow)));
});

test("results, errors and values", () => {
  const storage = new AsyncLocalStorage<unknown>();
  record(storage.run(1, (a: number, b: number) => a + b, 2, 3));
  throws(() => storage.run(1, () => { throw new TypeError("own"); }), { name: "TypeError", message: "own" });
  record([storage.run(undefined, () => storage.getStore()), storage.run(0, () => storage.getStore())]);
  const other = new AsyncLocalStorage<unknown>();
  record(storage.run("s", () => other.run("o", () => [storage.getStore(), other.getStore()])));
  storage.run("x", () => {
    storage.enterWith("y");
    record(storage.getStore());
  });
});

test("bind, snapshot, AsyncResource", () => {
  const storage = new AsyncLocalStorage<string>();
  const bound = storage.run("bound", () => AsyncLocalStorage.bind(() => storage.getStore()));
  const restore = storage.run("snap", () => AsyncLocalStorage.snapshot());
  const resource = storage.run("resource", () => new AsyncResource("X"));
  record([bound(), restore(() => storage.getStore()), resource.runInAsyncScope(() => storage.getStore()), storage.run("now", () => bound()), storage.getStore()]);
  const e = new EventEmitter();
  e.on("x", () => record(storage.getStore()));
  storage.run("emitter", () => e.emit("x"));
});

test("a value entered holds for the rest of the flow, and for no other", async () => {
  const storage = new AsyncLocalStorage<string>();
  const seen: unknown[] = [];
  const note = (label: string) => seen.push(`${label} ${storage.getStore()}`);
  await storage.run("outer", async () => {
    const child = (async () => {
      await null;
      storage.enterWith("child");
      note("in the child");
      await null;
      note("later in the child");
      setTimeout(() => note("a timer of the child"), 1);
    })();
    note("beside the child");
    await child;
    note("after the child");
    storage.enterWith("entered");
    note("entered");
    await new Promise((done) => setTimeout(done, 5));
    note("entered, later");
    for (let i = 0; i < 3; i++) {
      storage.enterWith(`round ${i}`);
      await null;
      note("loop");
    }
  });
  note("outside");
  await (async () => {
    await null;
    storage.enterWith("without run");
    await null;
    note("inside");
  })();
  const other = new AsyncLocalStorage<string>();
  storage.run("a", () => other.run("b", () => {
    storage.enterWith("c");
    seen.push([storage.getStore(), other.getStore()]);
  }));
  record(seen);
});

test("hooks that would never be called are refused", { on: ["host"] }, () => {
  throws(() => createHook({ init() {} }).enable(), { message: /is refused/ });
});
