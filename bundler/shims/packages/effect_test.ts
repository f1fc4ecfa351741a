// effect at work: generators, failures, schedules, services, schemas.
import { Context, Data, Duration, Effect, Exit, Fiber, Layer, Option, Result, Schedule, Schema, Stream } from "effect";
import { equal, ok, record, test } from "host:test";

type Any = any;

class NotFound extends Data.TaggedError("NotFound")<{ id: number }> {}

test("generators and failures", async () => {
  const find = (id: number): Effect.Effect<string, NotFound> => (id > 2 ? Effect.fail(new NotFound({ id })) : Effect.succeed(`user ${id}`));
  const program = Effect.gen(function* () {
    const a = yield* find(1);
    const b = yield* Effect.promise(async () => "later");
    return [a, b];
  });
  record(await Effect.runPromise(program));
  record(await Effect.runPromise(find(3).pipe(Effect.catchTag("NotFound", (e) => Effect.succeed(`no ${e.id}`)))));
  const exit = await Effect.runPromiseExit(find(4));
  record(Exit.isFailure(exit));
  record(Effect.runSync(Effect.all([Effect.succeed(1), Effect.succeed(2)])));
  record(await Effect.runPromise(Effect.all([1, 2, 3].map((n) => Effect.promise(async () => n * 2)), { concurrency: 2 })));
});

test("time: sleep, retry, timeout, fibres", async () => {
  let tries = 0;
  const flaky = Effect.suspend(() => (++tries < 3 ? Effect.fail("again") : Effect.succeed(tries)));
  record(await Effect.runPromise(flaky.pipe(Effect.retry(Schedule.spaced("1 millis")))));
  record(await Effect.runPromise(Effect.sleep(Duration.millis(5)).pipe(Effect.as("slept"))));
  record(Option.isNone(await Effect.runPromise(Effect.sleep("10 seconds").pipe(Effect.timeoutOption("5 millis")))));
  const value = await Effect.runPromise(
    Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(Effect.succeed(42).pipe(Effect.delay("1 millis")));
      return yield* Fiber.join(fiber);
    }),
  );
  equal(value, 42);
});

test("services and layers", async () => {
  class Clock extends Context.Service<Clock, { now: () => number }>()("test/Clock") {}
  const program = Effect.gen(function* () {
    const clock = yield* Clock;
    return clock.now();
  });
  record(await Effect.runPromise(program.pipe(Effect.provide(Layer.succeed(Clock, { now: () => 7 })))));
});

test("schemas", () => {
  const User = Schema.Struct({ name: Schema.String, age: Schema.Number, tags: Schema.Array(Schema.String), nick: Schema.optional(Schema.String) });
  record(Schema.decodeUnknownSync(User)({ name: "é", age: 3, tags: ["a"] }));
  let message = "";
  try {
    Schema.decodeUnknownSync(User)({ name: 1, age: "x", tags: [] });
  } catch (e: Any) {
    message = e.message;
  }
  record(message);
  record(Result.isFailure((Schema as Any).decodeUnknownResult(Schema.Literals(["a", "b"]))("c")));
  record(Schema.encodeSync(Schema.NumberFromString)(12));
  class Person extends Schema.Class<Person>("Person")({ id: Schema.Number }) {
    get label() {
      return `#${this.id}`;
    }
  }
  const p = new Person({ id: 9 });
  ok(p instanceof Person);
  record([p.label, p.id]);
});

test("streams", async () => {
  record(await Effect.runPromise(Stream.fromIterable([1, 2, 3, 4]).pipe(Stream.filter((n) => n % 2 === 0), Stream.map((n) => n * 10), Stream.runCollect)));
});
