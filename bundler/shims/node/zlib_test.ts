import { createReadStream, createWriteStream } from "node:fs";
import { writeFile, readFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { Readable, Transform } from "node:stream";
import zlib from "node:zlib";
import { equal, folder, ok, record, rejects, test, throws } from "host:test";

const text = "a line that repeats itself\n".repeat(20000);
const kinds = [["createGzip", "createGunzip"], ["createDeflate", "createInflate"], ["createDeflateRaw", "createInflateRaw"], ["createGzip", "createUnzip"],
  ["createDeflate", "createUnzip"], ["createBrotliCompress", "createBrotliDecompress"]] as const;

async function collect(stream: any): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

for (const [pack, unpack] of kinds) {
  test(`${pack} and ${unpack}`, async () => {
    const parts = text.match(/[^]{1,4000}/g)!;
    const packed = await collect(Readable.from(parts.map((p) => Buffer.from(p))).pipe((zlib as any)[pack]()));
    ok(packed.length < text.length / 20);
    const small: Buffer[] = [];
    for (let at = 0; at < packed.length; at += 13) small.push(packed.subarray(at, at + 13));
    const back = await collect(Readable.from(small).pipe((zlib as any)[unpack]()));
    equal(back.toString() === text, true);
  });
}

test("a file through a pipeline", async () => {
  await writeFile(`${folder}/a.txt`, text);
  await pipeline(createReadStream(`${folder}/a.txt`), zlib.createGzip({ level: 9 }), createWriteStream(`${folder}/a.gz`));
  equal(zlib.gunzipSync(await readFile(`${folder}/a.gz`)).toString() === text, true);
  await pipeline(createReadStream(`${folder}/a.gz`), zlib.createGunzip(), createWriteStream(`${folder}/b.txt`));
  equal((await readFile(`${folder}/b.txt`, "utf8")) === text, true);
});

test("output comes while the input lasts", async () => {
  const gzip = zlib.createGzip();
  const gunzip = zlib.createGunzip();
  gzip.pipe(gunzip);
  const first = new Promise<string>((resolve) => gunzip.once("data", (b: Buffer) => resolve(b.toString())));
  gzip.write("early");
  await new Promise<void>((resolve) => gzip.flush(resolve));
  record(await first);
  gzip.end("late");
  record((await collect(gunzip)).toString());
});

test("several members", async () => {
  const two = Buffer.concat([zlib.gzipSync("one"), zlib.gzipSync("two")]);
  record((await collect(Readable.from([two]).pipe(zlib.createGunzip()))).toString());
});

test("errors", async () => {
  for (const [data, unpack] of [[Buffer.from("not gzip at all"), "createGunzip"], [zlib.gzipSync(text).subarray(0, 100), "createGunzip"],
    [Buffer.from("not deflate"), "createInflate"]] as const) {
    const e = await rejects(collect(Readable.from([data]).pipe((zlib as any)[unpack]())));
    record([e.code, e.message]);
  }
  throws(() => zlib.createGzip({ level: 99 }), { name: "RangeError", code: "ERR_OUT_OF_RANGE" });
});

test("the bytes written are counted", async () => {
  const gzip = zlib.createGzip();
  gzip.end("twelve bytes");
  await collect(gzip);
  record((gzip as any).bytesWritten);
});

test("the classes can be extended, and called", async () => {
  class Counting extends zlib.DeflateRaw {
    read_ = 0;
    pushed = 0;
    override push(chunk: any, encoding?: any) {
      if (chunk) this.pushed += chunk.length;
      return super.push(chunk, encoding);
    }
    override _transform(chunk: any, encoding: any, done: any) {
      if (chunk) this.read_ += chunk.length;
      super._transform(chunk, encoding, done);
    }
    told() {
      return [this.read_, this.pushed > 0];
    }
  }
  const counting = new Counting({ level: 9 });
  counting.write(text);
  counting.flush();
  counting.end("!");
  const packed = await collect(counting);
  record([counting.told(), counting.pushed === packed.length, zlib.inflateRawSync(packed).toString() === `${text}!`]);
  record([counting instanceof zlib.DeflateRaw, counting instanceof zlib.Gzip, counting instanceof Transform, zlib.createGunzip() instanceof zlib.Gunzip]);
  const called = (zlib as any).Gzip();
  record([called instanceof zlib.Gzip, called.constructor === zlib.Gzip, zlib.Gzip.name, typeof called.bytesWritten]);
  called.destroy();
});

test("synchronous work on a stream's inside", () => {
  const { Z_NO_FLUSH, Z_SYNC_FLUSH, Z_FINISH } = zlib.constants;
  const run = (stream: any, data: any, flush: number): Buffer => {
    const handle = stream._handle, close = stream.close;
    handle.close = stream.close = () => {};
    try {
      return Buffer.from(stream._processChunk(Buffer.from(data), flush)); // Node uses its bytes again
    } finally {
      stream._handle = handle;
      stream.close = close;
      stream.removeAllListeners("error");
    }
  };
  for (const [Pack, Unpack] of [["Gzip", "Gunzip"], ["Deflate", "Inflate"], ["DeflateRaw", "InflateRaw"], ["Gzip", "Unzip"]]) {
    const pack = new (zlib as any)[Pack!](), unpack = new (zlib as any)[Unpack!]();
    const first = Buffer.concat([run(pack, "", Z_NO_FLUSH), run(pack, "early ", Z_SYNC_FLUSH)]);
    record([Pack, run(unpack, first, Z_NO_FLUSH).toString()]);
    const last = run(pack, text, Z_FINISH);
    record([run(unpack, last, Z_FINISH).toString() === text, pack.bytesWritten]);
    const cut = new (zlib as any)[Unpack!]();
    const e = throws(() => run(cut, Buffer.concat([first, last]).subarray(0, 40), Z_FINISH));
    record([e.message, e.code, e.errno]);
    for (const stream of [pack, unpack, cut]) stream.close();
  }
  const bad = new zlib.Gunzip();
  const e = throws(() => run(bad, "not gzip at all", Z_NO_FLUSH));
  record([e.message, e.code, e.errno]);
});
