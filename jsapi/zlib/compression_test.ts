// In the host alone: Node's streams take no ArrayBuffer, and wait for ever
// where they should fail. node:zlib's test compares the formats with Node.
import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { equal, ok, rejects, test, throws } from "host:test";

const text = "streams that stream ".repeat(5000);
const source = new TextEncoder().encode(text);

async function through(stream: any, chunks: any[]): Promise<Uint8Array> {
  const writer = stream.writable.getWriter();
  const writing = (async () => {
    for (const chunk of chunks) await writer.write(chunk);
    await writer.close();
  })();
  writing.catch(() => {});
  const bytes = new Uint8Array(await new Response(stream.readable).arrayBuffer());
  await writing;
  return bytes;
}

for (const format of ["gzip", "deflate", "deflate-raw"] as const) {
  test(`${format} there and back`, { on: ["host"] }, async () => {
    const packed = await through(new CompressionStream(format), [source.slice(0, 1000), source.buffer.slice(1000, 50000), new DataView(source.buffer, 50000)]);
    ok(packed.length < source.length / 50);
    const unpack = { gzip: gunzipSync, deflate: inflateSync, "deflate-raw": inflateRawSync }[format];
    ok(unpack(packed).toString() === text);
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < packed.length; at += 7) pieces.push(packed.slice(at, at + 7));
    equal(new TextDecoder().decode(await through(new DecompressionStream(format), pieces)), text);
  });
}

test("nothing", { on: ["host"] }, async () => {
  const packed = await through(new CompressionStream("gzip"), []);
  equal((await through(new DecompressionStream("gzip"), [packed])).length, 0);
});

test("output comes before the end of the input", { on: ["host"] }, async () => {
  const stream = new DecompressionStream("gzip");
  const noise = crypto.getRandomValues(new Uint8Array(60000));
  const packed = await through(new CompressionStream("gzip"), [noise]);
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  const write = writer.write(packed.slice(0, 50000));
  const { value } = await reader.read();
  ok(value!.length > 0);
  await reader.cancel();
  await write.catch(() => {});
});

test("what is not compressed", { on: ["host"] }, async () => {
  for (const format of ["gzip", "deflate", "deflate-raw"] as const) {
    const e = await rejects(through(new DecompressionStream(format), [new Uint8Array([255, 254, 253, 252, 251, 250, 249, 248, 247, 246, 245])]));
    ok(e instanceof TypeError, format);
  }
});

test("what ends early or late", { on: ["host"] }, async () => {
  const packed = await through(new CompressionStream("gzip"), [source]);
  ok((await rejects(through(new DecompressionStream("gzip"), [packed.slice(0, -5)]))) instanceof TypeError);
  ok((await rejects(through(new DecompressionStream("gzip"), [packed, packed]))) instanceof TypeError);
});

test("what is no format and no chunk", { on: ["host"] }, async () => {
  throws(() => new CompressionStream("zip" as any), { name: "TypeError" });
  throws(() => new DecompressionStream("toString" as any), { name: "TypeError" });
  await rejects(through(new CompressionStream("gzip"), ["text"]), { name: "TypeError" });
  equal(String(new CompressionStream("gzip")), "[object CompressionStream]");
});
