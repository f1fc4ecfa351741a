import { equal, ok, outcome, outcomeName, record, rejects, test, throws } from "host:test";

test("events reach listeners in order, once each", () => {
  const target = new EventTarget();
  const log: unknown[] = [];
  const first = () => log.push("first");
  target.addEventListener("x", first);
  target.addEventListener("x", first);
  target.addEventListener("x", () => log.push("once"), { once: true });
  target.addEventListener("x", { handleEvent(e: Event) { log.push([e.type, e.target === target, e.currentTarget === target, e.eventPhase]); } });
  record(target.dispatchEvent(new Event("x")));
  target.removeEventListener("x", first);
  target.dispatchEvent(new Event("x"));
  record(log);
});

test("events can be stopped and canceled", () => {
  const target = new EventTarget();
  const log: unknown[] = [];
  target.addEventListener("x", (e) => { e.preventDefault(); e.stopImmediatePropagation(); log.push(e.defaultPrevented); });
  target.addEventListener("x", () => log.push("never"));
  record([target.dispatchEvent(new Event("x", { cancelable: true })), target.dispatchEvent(new Event("x"))]);
  target.addEventListener("p", (e) => e.preventDefault(), { passive: true });
  record(target.dispatchEvent(new Event("p", { cancelable: true })));
  record(log);
});

test("listeners removed while dispatching do not run", () => {
  const target = new EventTarget();
  const log: string[] = [];
  const second = () => log.push("second");
  target.addEventListener("x", () => { target.removeEventListener("x", second); target.addEventListener("x", () => log.push("added")); });
  target.addEventListener("x", second);
  target.dispatchEvent(new Event("x"));
  record(log);
});

test("a listener's signal removes it", () => {
  const target = new EventTarget();
  const controller = new AbortController();
  let n = 0;
  target.addEventListener("x", () => n++, { signal: controller.signal });
  target.dispatchEvent(new Event("x"));
  controller.abort();
  target.dispatchEvent(new Event("x"));
  equal(n, 1);
});

test("events' fields", () => {
  const e = new Event("t", { bubbles: true, cancelable: true });
  record([e.type, e.bubbles, e.cancelable, e.composed, e.defaultPrevented, e.isTrusted, e.target, e.eventPhase, e.composedPath(), typeof e.timeStamp]);
  record([new CustomEvent("c", { detail: { a: 1 } }).detail, new CustomEvent("c").detail]);
  throws(() => new (Event as any)(), { name: "TypeError" });
  throws(() => new EventTarget().dispatchEvent({} as any), { name: "TypeError" });
  const target = new EventTarget();
  target.addEventListener("x", (e) => outcomeName(() => target.dispatchEvent(e)));
  target.dispatchEvent(new Event("x"));
  class Mine extends EventTarget { value = 1; }
  record(new Mine().value);
});

test("AbortController", () => {
  const c = new AbortController();
  const log: unknown[] = [];
  c.signal.onabort = (e: any) => log.push(["on", e.type, e.isTrusted]);
  c.signal.addEventListener("abort", () => log.push("listener"));
  record([c.signal.aborted, c.signal.reason]);
  c.signal.throwIfAborted();
  c.abort();
  c.abort(new Error("second"));
  record(log);
  const reason: any = c.signal.reason;
  record([reason.name, reason.message, reason.code, reason instanceof DOMException]);
  outcome(() => c.signal.throwIfAborted());
  const d = new AbortController();
  d.abort("why");
  record(d.signal.reason);
  outcome(() => { try { d.signal.throwIfAborted(); } catch (e) { return e; } });
  throws(() => new (AbortSignal as any)(), { name: "TypeError" });
  record([AbortSignal.abort().aborted, AbortSignal.abort(5).reason]);
});

test("AbortSignal.timeout", async () => {
  const s = AbortSignal.timeout(5);
  equal(s.aborted, false);
  await new Promise<void>((done) => s.addEventListener("abort", () => done()));
  const reason: any = s.reason;
  record([reason.name, reason.code, reason instanceof DOMException]);
  outcomeName(() => AbortSignal.timeout(-1));
});

test("AbortSignal.any", { needs: () => (AbortSignal as any).any }, async () => {
  const a = new AbortController();
  const b = new AbortController();
  const any = (AbortSignal as any).any([a.signal, b.signal]);
  const nested = (AbortSignal as any).any([any]);
  let n = 0;
  any.addEventListener("abort", () => n++);
  b.abort("b");
  a.abort("a");
  record([any.aborted, any.reason, nested.reason, n]);
  record((AbortSignal as any).any([AbortSignal.abort(1), AbortSignal.abort(2)]).reason);
  record((AbortSignal as any).any([]).aborted);
  throws(() => (AbortSignal as any).any([{}]), { name: "TypeError" });
  const timed = (AbortSignal as any).any([AbortSignal.timeout(3), new AbortController().signal]);
  await new Promise<void>((done) => timed.addEventListener("abort", () => done()));
  record(timed.reason.name);
});

test("a signal that no one waits for holds up nothing", async () => {
  const s = AbortSignal.timeout(60_000);
  ok(!s.aborted);
});

test("rejections with reasons", async () => {
  const c = new AbortController();
  const p = new Promise((_, no) => c.signal.addEventListener("abort", () => no(c.signal.reason)));
  c.abort(new RangeError("mine"));
  await rejects(p, { name: "RangeError", message: "mine" });
});
