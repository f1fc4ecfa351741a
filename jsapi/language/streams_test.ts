import { record, test, throws } from "host:test";
import { types } from "node:util";

const numbers = (n: number) => new ReadableStream<number>({
  start(c) {
    for (let i = 0; i < n; i++) c.enqueue(i);
    c.close();
  },
});

async function all<T>(stream: ReadableStream<T>): Promise<T[]> {
  const out: T[] = [];
  const reader = stream.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return out;
    out.push(value);
  }
}

test("TransformStream", async () => {
  const log: string[] = [];
  const double = new TransformStream<number, number>({
    start() { log.push("start"); },
    transform(v, c) { if (v !== 1) c.enqueue(v * 2); },
    flush(c) { c.enqueue(-1); log.push("flush"); },
  });
  record([await all(numbers(4).pipeThrough(double)), log]);
  record(await all(numbers(2).pipeThrough(new TransformStream())));
  const failing = new TransformStream<number, number>({ transform() { throw new RangeError("no"); } });
  record(await all(numbers(2).pipeThrough(failing)).catch((e) => [e.name, e.message]));
  const ended = new TransformStream<number, number>({ transform(v, c) { c.enqueue(v); if (v === 1) c.terminate(); } });
  record(await all(numbers(3).pipeThrough(ended)).catch((e) => e.name));
});

test("WritableStream", async () => {
  const got: unknown[] = [];
  const sink = new WritableStream<number>({
    write(v) { got.push(v); },
    close() { got.push("closed"); },
    abort(reason) { got.push(["aborted", reason]); },
  }, new CountQueuingStrategy({ highWaterMark: 2 }));
  const writer = sink.getWriter();
  record([sink.locked, writer.desiredSize]);
  await writer.write(1);
  await writer.ready;
  await writer.close();
  record([got, await writer.closed]);
  const aborted = new WritableStream({ abort(reason) { got.push(["aborted", reason]); } });
  await aborted.abort("why");
  record([got, await aborted.getWriter().write(1).catch((e) => e)]);
  const seen: number[] = [];
  await numbers(3).pipeTo(new WritableStream({ write(v) { seen.push(v); } }));
  record(seen);
  record(await numbers(3).pipeTo(new WritableStream({ write() { throw new TypeError("full"); } })).catch((e) => [e.name, e.message]));
  throws(() => { const s = new WritableStream(); s.getWriter(); s.getWriter(); }, { name: "TypeError" });
});

test("text through streams", async () => {
  const bytes = await all(new ReadableStream<string>({ start(c) { for (const s of ["h", "é", "\ud83d", "\ude00", "!"]) c.enqueue(s); c.close(); } }).pipeThrough(new TextEncoderStream()));
  record(bytes.map((b) => [...b]));
  const split = new ReadableStream<Uint8Array>({ start(c) { for (const b of [[0x68, 0xc3], [0xa9, 0xf0, 0x9f], [0x98, 0x80]]) c.enqueue(new Uint8Array(b)); c.close(); } });
  record((await all(split.pipeThrough(new TextDecoderStream() as any))).join("|"));
});

test("util.types", () => {
  const values: unknown[] = [new Map(), new Set(), new WeakMap(), new WeakSet(), new Date(), /x/, Promise.resolve(), new Proxy({}, {}), new Error("e"), new Uint8Array(1), new ArrayBuffer(1), new DataView(new ArrayBuffer(1)), Object(1), Object("s"), Object(1n), function* () {}, async () => {}, (function* () {})(), new Map().keys(), new Set().values(), Symbol("s"), {}, null, (function () { return arguments; })()];
  for (const name of ["isMap", "isSet", "isWeakMap", "isWeakSet", "isDate", "isRegExp", "isPromise", "isProxy", "isNativeError", "isUint8Array", "isTypedArray", "isArrayBuffer", "isAnyArrayBuffer", "isArrayBufferView", "isDataView", "isBoxedPrimitive", "isNumberObject", "isStringObject", "isBigIntObject", "isGeneratorFunction", "isAsyncFunction", "isGeneratorObject", "isMapIterator", "isSetIterator", "isArgumentsObject"]) {
    record(values.map((v) => +(types as any)[name](v)).join(""), name);
  }
});
