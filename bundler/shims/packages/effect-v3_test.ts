// effect 3 at work, as functions written against it use it: generators and
// schemas above all, failures, services, time and streams.
import { Cause, Chunk, Context, Data, Duration, Effect, Either, Exit, Fiber, Layer, Option, pipe, Queue, Ref, Schedule, Schema, Stream } from "effect-v3";
import { equal, ok, record, rejects, test } from "host:test";

class NotFound extends Data.TaggedError("NotFound")<{ id: number }> {}
class Refused extends Data.TaggedError("Refused")<{ why: string }> {}

const find = (id: number): Effect.Effect<string, NotFound | Refused> =>
  id > 2 ? Effect.fail(new NotFound({ id })) : id < 0 ? Effect.fail(new Refused({ why: "negative" })) : Effect.succeed(`user ${id}`);

test("Effect.gen", async () => {
  const program = Effect.gen(function* () {
    const a = yield* find(1);
    const b = yield* Effect.promise(async () => "later");
    const c = yield* Effect.tryPromise({ try: () => Promise.reject(new Error("broken")), catch: (e) => new Refused({ why: (e as Error).message }) }).pipe(
      Effect.catchTag("Refused", (e) => Effect.succeed(`refused: ${e.why}`)),
    );
    return [a, b, c];
  });
  record(await Effect.runPromise(program));
  record(await Effect.runPromise(find(3).pipe(Effect.catchTags({ NotFound: (e) => Effect.succeed(`no ${e.id}`), Refused: (e) => Effect.succeed(e.why) }))));
  record(Effect.runSync(Effect.either(find(-1)).pipe(Effect.map(Either.isLeft))));
  const exit = await Effect.runPromiseExit(find(4));
  ok(Exit.isFailure(exit));
  record(Exit.isFailure(exit) && Cause.pretty(exit.cause).split("\n")[0]);
  const error = await rejects(Effect.runPromise(find(5)));
  record([error.name, String(error.message)]);
});

test("many at once, and their order", async () => {
  record(await Effect.runPromise(Effect.all([1, 2, 3, 4].map((n) => Effect.promise(async () => n * 2)), { concurrency: 2 })));
  record(await Effect.runPromise(Effect.forEach(["a", "b"], (s, i) => Effect.succeed(`${i}${s}`), { concurrency: "unbounded" })));
  record(await Effect.runPromise(Effect.all({ one: Effect.succeed(1), two: Effect.succeed("2") })));
  record(await Effect.runPromise(Effect.partition([1, 2, 3], find)));
});

test("time: sleep, retry, timeout, fibres, interruption", async () => {
  let tries = 0;
  const flaky = Effect.suspend(() => (++tries < 3 ? Effect.fail("again") : Effect.succeed(tries)));
  record(await Effect.runPromise(flaky.pipe(Effect.retry(Schedule.exponential("1 millis").pipe(Schedule.intersect(Schedule.recurs(5)))))));
  record(await Effect.runPromise(Effect.sleep(Duration.millis(5)).pipe(Effect.as("slept"))));
  record(Option.isNone(await Effect.runPromise(Effect.sleep("10 seconds").pipe(Effect.timeoutOption("5 millis")))));
  const released: string[] = [];
  const value = await Effect.runPromise(
    Effect.gen(function* () {
      const hanging = yield* Effect.fork(Effect.never.pipe(Effect.onInterrupt(() => Effect.sync(() => released.push("interrupted")))));
      const fiber = yield* Effect.fork(Effect.succeed(42).pipe(Effect.delay("1 millis")));
      const joined = yield* Fiber.join(fiber);
      yield* Fiber.interrupt(hanging);
      return joined;
    }),
  );
  equal(value, 42);
  equal(released, ["interrupted"]);
});

test("resources, references and queues", async () => {
  const log: string[] = [];
  const resource = Effect.acquireRelease(Effect.sync(() => (log.push("open"), "handle")), () => Effect.sync(() => log.push("close")));
  record(await Effect.runPromise(Effect.scoped(Effect.gen(function* () {
    const handle = yield* resource;
    log.push(`use ${handle}`);
    const count = yield* Ref.make(0);
    yield* Effect.all([1, 2, 3].map((n) => Ref.update(count, (m) => m + n)), { concurrency: "unbounded" });
    const queue = yield* Queue.bounded<number>(1);
    yield* Effect.fork(Queue.offerAll(queue, [1, 2, 3]));
    return [yield* Ref.get(count), yield* Queue.take(queue), yield* Queue.take(queue)];
  }))));
  record(log);
});

test("services and layers", async () => {
  class Clock extends Context.Tag("test/Clock")<Clock, { readonly now: Effect.Effect<number> }>() {}
  class Greeter extends Effect.Service<Greeter>()("test/Greeter", {
    effect: Effect.map(Clock, (clock) => ({ greet: (name: string) => Effect.map(clock.now, (now) => `${name} at ${now}`) })),
  }) {}
  const program = Effect.flatMap(Greeter, (g) => g.greet("Ada"));
  record(await Effect.runPromise(program.pipe(Effect.provide(Greeter.Default), Effect.provide(Layer.succeed(Clock, { now: Effect.succeed(7) })))));
});

test("Schema: decode, encode, refine, transform", () => {
  const User = Schema.Struct({
    name: Schema.NonEmptyString,
    age: Schema.Number.pipe(Schema.int(), Schema.between(0, 150)),
    tags: Schema.Array(Schema.String),
    nick: Schema.optional(Schema.String),
    role: Schema.Literal("admin", "reader").pipe(Schema.optionalWith({ default: () => "reader" as const })),
    since: Schema.DateFromString,
    id: Schema.NumberFromString,
  });
  const given = { name: "é", age: 3, tags: ["a"], since: "2026-01-02T03:04:05.000Z", id: "12" };
  record(Schema.decodeUnknownSync(User)(given));
  record(Schema.encodeSync(User)(Schema.decodeUnknownSync(User)(given)));
  for (const wrong of [{ ...given, age: 3.5 }, { ...given, name: "" }, { ...given, tags: [1] }, {}, null, { ...given, since: "soon" }]) {
    const result = Schema.decodeUnknownEither(User)(wrong);
    record(Either.isLeft(result) ? result.left.message : result.right);
  }
  record(Schema.is(User)({ ...given, since: new Date(), id: 1, role: "admin" }));
  const Shape = Schema.Union(Schema.Struct({ kind: Schema.Literal("circle"), r: Schema.Number }), Schema.Struct({ kind: Schema.Literal("square"), a: Schema.Number }));
  record(Schema.decodeUnknownSync(Shape)({ kind: "square", a: 2 }));
  const Trimmed = Schema.transform(Schema.String, Schema.String, { strict: true, decode: (s) => s.trim(), encode: (s) => s });
  record(Schema.decodeSync(Trimmed)("  x "));
  class Person extends Schema.Class<Person>("Person")({ id: Schema.Number }) {
    get label() {
      return `#${this.id}`;
    }
  }
  const p = Schema.decodeUnknownSync(Person)({ id: 9 });
  ok(p instanceof Person);
  record([p.label, p.id]);
  record(Schema.decodeUnknownSync(Schema.parseJson(Schema.Struct({ a: Schema.Number })))('{"a": 1}'));
  const Branded = Schema.String.pipe(Schema.pattern(/^[\p{L}]+$/u), Schema.brand("Letters"));
  record([Schema.is(Branded)("héllo"), Schema.is(Branded)("h3llo")]);
});

test("streams", async () => {
  const stream = Stream.fromIterable([1, 2, 3, 4]).pipe(Stream.filter((n) => n % 2 === 0), Stream.mapEffect((n) => Effect.succeed(n * 10)));
  record(Chunk.toReadonlyArray(await Effect.runPromise(Stream.runCollect(stream))));
  record(pipe(Option.fromNullable(null as string | null), Option.getOrElse(() => "none")));
});
