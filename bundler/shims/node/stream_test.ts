import { Duplex, PassThrough, Readable, Transform, Writable, pipeline as pipelineCallback } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import { json, text } from "node:stream/consumers";
import { equal, ok, record, rejects, test } from "host:test";

const upper = () => new Transform({ transform(chunk, _e, done) { done(null, chunk.toString().toUpperCase()); } });

test("from an iterable, through a transform, into text", async () => {
  record(await text(Readable.from(["a", "b", "c"]).pipe(upper())));
  record(await json(Readable.from(['{"a":', "1}"])));
  const got: string[] = [];
  await pipeline(Readable.from(["x", "y"]), upper(), new Writable({ write(c, _e, done) { got.push(c.toString()); done(); } }));
  record(got);
});

test("for await, objects and encodings", async () => {
  const out: unknown[] = [];
  for await (const x of Readable.from([1, { a: 2 }, "three"])) out.push(x);
  record(out);
  const r = new Readable({ read() {} });
  r.setEncoding("utf8");
  r.push(Buffer.from([0xe2, 0x82]));
  r.push(Buffer.from([0xac]));
  r.push(null);
  const parts: string[] = [];
  for await (const x of r) parts.push(x);
  record(parts.join("|"));
});

test("events come in order", async () => {
  const log: string[] = [];
  const r = Readable.from(["1", "2"]);
  r.on("data", (c) => log.push(`data ${c}`)).on("end", () => log.push("end")).on("close", () => log.push("close"));
  await finished(r);
  await new Promise((resolve) => setTimeout(resolve, 5));
  record(log);
  const w = new Writable({ write(c, _e, done) { log.push(`write ${c}`); done(); }, final(done) { log.push("final"); done(); } });
  w.on("finish", () => log.push("finish")).on("close", () => log.push("closed"));
  w.write("a");
  w.end("b");
  await new Promise((resolve) => setTimeout(resolve, 5));
  record(log);
});

test("errors travel", async () => {
  const broken = new Transform({ transform(_c, _e, done) { done(new Error("broken")); } });
  await rejects(pipeline(Readable.from(["x"]), broken, new PassThrough()), { message: "broken" });
  const r = new Readable({ read() { this.destroy(new Error("gone")); } });
  await rejects(text(r), { message: "gone" });
  await new Promise<void>((resolve) => pipelineCallback(Readable.from(["a"]), new PassThrough(), (e) => { ok(!e); resolve(); }).resume());
});

test("backpressure", async () => {
  const w = new Writable({ highWaterMark: 4, write(_c, _e, done) { setTimeout(done, 1); } });
  record([w.write("ab"), w.write("cdef"), w.writableLength, w.writableNeedDrain]);
  await new Promise((resolve) => w.once("drain", resolve));
  record(w.writableLength);
});

test("helpers", async () => {
  record(await Readable.from([1, 2, 3, 4]).filter((n: number) => n % 2 === 0).map((n: number) => n * 10).toArray());
  const d = Duplex.from(async function* (source: AsyncIterable<string>) { for await (const c of source) yield String(c).repeat(2); });
  d.end("ab");
  record(await text(d as any));
});

test("the web's streams", async () => {
  const web = Readable.toWeb(Readable.from(["a", "b"])) as any;
  const out: unknown[] = [];
  for await (const c of web) out.push(c);
  record(out);
  const source = new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode("hi")); c.close(); } });
  record(await text(Readable.fromWeb(source as any)));
  const got: string[] = [];
  const writer = (Writable.toWeb(new Writable({ write(c, _e, done) { got.push(c.toString()); done(); } })) as any).getWriter();
  await writer.write("w");
  await writer.close();
  equal(got, ["w"]);
});
