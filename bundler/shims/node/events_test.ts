import EventEmitter, { on, once } from "node:events";
import { equal, record, rejects, test, throws } from "host:test";

test("listeners run in order, once and prepended", () => {
  const e = new EventEmitter();
  const log: string[] = [];
  e.on("x", (...a) => log.push(`on ${a}`));
  e.once("x", (...a) => log.push(`once ${a}`));
  e.prependListener("x", () => log.push("first"));
  e.prependOnceListener("x", () => log.push("first once"));
  record([e.emit("x", 1, 2), e.emit("x", 3), e.emit("none")]);
  record(log);
  record([e.listenerCount("x"), e.eventNames(), e.listeners("x").length, e.rawListeners("x").length]);
});

test("removing", () => {
  const e = new EventEmitter();
  const log: any[] = [];
  const f = () => log.push("f");
  e.on("newListener", (name) => log.push(`+${String(name)}`));
  e.on("removeListener", (name) => log.push(`-${String(name)}`));
  e.on("a", f);
  e.once("a", f);
  e.off("a", f);
  e.removeListener("a", f);
  e.on("b", f).on("b", f).on("c", f);
  e.removeAllListeners("b");
  e.removeAllListeners();
  record(log);
  record(e.eventNames());
  const during = new EventEmitter();
  const second = () => log.push("second");
  during.on("x", () => during.off("x", second));
  during.on("x", second);
  during.emit("x");
  during.emit("x");
  record(log.filter((l) => l === "second").length);
});

test("error without a listener", () => {
  const e = new EventEmitter();
  throws(() => e.emit("error", new Error("boom")), { message: "boom" });
  record(throws(() => e.emit("error", "text")).code);
  record(throws(() => e.on("x", 1 as any)));
  const seen: unknown[] = [];
  e.on(EventEmitter.errorMonitor, (x: any) => seen.push(x.message));
  throws(() => e.emit("error", new Error("seen")));
  record(seen);
});

test("once and on as promises", async () => {
  const e = new EventEmitter();
  setTimeout(() => e.emit("ready", 1, 2), 1);
  record(await once(e, "ready"));
  setTimeout(() => e.emit("error", new Error("failed")), 1);
  await rejects(once(e, "ready"), { message: "failed" });
  setTimeout(() => { e.emit("data", 1); e.emit("data", 2); e.emit("end"); }, 1);
  const got: unknown[] = [];
  for await (const [v] of on(e, "data")) {
    got.push(v);
    if (got.length === 2) break;
  }
  record(got);
  record([e.listenerCount("data"), e.listenerCount("error")]);
});

test("a class of its own, and Node's old way", () => {
  class Child extends EventEmitter { n = 1; }
  const c = new Child();
  let seen = 0;
  c.on("x", function (this: any) { seen = this.n; });
  c.emit("x");
  equal(seen, 1);
  function Old(this: any) { (EventEmitter as any).call(this); }
  Object.setPrototypeOf(Old.prototype, EventEmitter.prototype);
  const o = new (Old as any)();
  o.on("x", () => { seen = 2; });
  o.emit("x");
  equal(seen, 2);
  record(EventEmitter.defaultMaxListeners);
});

test("captured rejections", async () => {
  const e = new EventEmitter({ captureRejections: true });
  const failed = once(e, "error").catch((x) => x);
  e.on("x", async () => { throw new Error("late"); });
  e.emit("x");
  const [reason] = (await failed) as any;
  equal(reason.message, "late");
});
