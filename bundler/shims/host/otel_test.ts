// What scripts are promised of host:otel. Where events go is told in
// host/observe's tests.
import { emitMeasuredOtelEvent, emitOtelEvent } from "host:otel";
import { equal, ok, test } from "host:test";

const on = { on: ["host" as const] };
const event = { level: "info", source: "test", component: "otel", action: "tested", success: true } as const;

test("an event is stored", on, async () => {
  const result = await emitOtelEvent({ ...event, id: "given" });
  equal(result, { stored: true, eventId: "given" });
  const other = await emitOtelEvent(event);
  ok(other.stored && /^[0-9a-f-]{36}$/.test(other.eventId!));
});

test("a mistake is told, not thrown", on, async () => {
  const any: any = emitOtelEvent;
  equal(await any({ ...event, level: "loud" }), {
    stored: false, dropped: true, dropReason: "invalid",
    error: 'event: level: want debug, info, warn, error or fatal, got "loud"',
  });
  for (const input of [undefined, null, 5, {}, { ...event, success: undefined }, { ...event, metadata: [1] }, { ...event, duration_ms: "1" }]) {
    const result = await any(input);
    equal([result.stored, result.dropReason, typeof result.error], [false, "invalid", "string"]);
  }
  const trap = await any({ ...event, get component() { throw new Error("a trap"); } });
  equal(trap, { stored: false, dropped: true, dropReason: "invalid", error: "a trap" });
});

test("metadata may be anything", on, async () => {
  const circle: any = { name: "circle", list: [1] };
  circle.self = circle;
  circle.list.push(circle);
  const map = new Map<string, unknown>();
  map.set("map", map);
  let deep: any = {};
  for (let i = 0; i < 500; i++) deep = { deep };
  const endless = { toJSON: () => ({ endless }) };
  const metadata = {
    circle, map, deep, endless, big: 12n, at: new Date(0), set: new Set(["a"]), error: new TypeError("x"), f: () => 1, s: Symbol("s"), u: undefined, nan: NaN,
  };
  ok((await emitOtelEvent({ ...event, metadata })).stored);
  const hostile = { get trap() { throw new Error("no"); } };
  ok((await emitOtelEvent({ ...event, metadata: hostile })).stored);
  ok((await emitOtelEvent({ ...event, metadata: { big: "x".repeat(200_000) } })).stored);
});

test("an error may be one", on, async () => {
  ok((await emitOtelEvent({ ...event, success: false, error: new Error("boom") as any })).stored);
});

test("debug events have a budget", on, async () => {
  const results: Awaited<ReturnType<typeof emitOtelEvent>>[] = [];
  for (let i = 0; i < 15; i++) results.push(await emitOtelEvent({ ...event, level: "debug", action: "round" }));
  equal(results.filter((r) => r.stored).length, 12);
  equal([results[14]!.dropped, results[14]!.dropReason], [true, "debug_backpressure"]);
});

test("a measured operation gives its result", on, async () => {
  const { level: _level, success: _success, ...input } = event;
  equal(await emitMeasuredOtelEvent(input, async () => 42), 42);
  equal(await emitMeasuredOtelEvent(input, () => "now"), "now");
});

test("a measured operation throws its own error", on, async () => {
  const own = new RangeError("mine");
  let caught: unknown;
  try {
    await emitMeasuredOtelEvent({ source: "test", component: "otel", action: "failed" }, async () => {
      throw own;
    });
  } catch (e) {
    caught = e;
  }
  ok(caught === own);
  equal(await emitMeasuredOtelEvent(undefined as any, () => "all the same"), "all the same");
});
