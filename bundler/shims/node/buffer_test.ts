import { Buffer, constants, isAscii, isUtf8, transcode } from "node:buffer";
import { StringDecoder } from "node:string_decoder";
import { inspect } from "node:util";
import { equal, ok, outcome, record, test } from "host:test";

const encodings = ["utf8", "utf-8", "UTF8", "utf16le", "ucs2", "latin1", "binary", "ascii", "base64", "base64url", "hex"] as BufferEncoding[];
const texts = ["", "hello", "héllo wörld", "日本語", "a\u{1F600}b", "\ud800x", "00ff7", "zz", "aGVsbG8=", "aGVsbG8", "a-_8", "a+/8", " aGk = x", "\u0000\u0001", "¿ÿ\u0100", "\r\nx"];

function random(seed: number) {
  return (n: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * n);
  };
}

test("from text and back", () => {
  for (const e of encodings) for (const t of texts) {
    const b = Buffer.from(t, e);
    record([b.length, b.toString("hex"), b.toString(e), Buffer.byteLength(t, e)], `${e} ${JSON.stringify(t)}`);
  }
});

test("bytes as text", () => {
  const next = random(3);
  for (let i = 0; i < 300; i++) {
    const b = Buffer.from(Array.from({ length: next(9) }, () => [next(256), 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0xed, 0xa0, 0x41][next(9)]));
    for (const e of ["utf8", "utf16le", "latin1", "ascii", "base64", "base64url", "hex"] as BufferEncoding[]) record(b.toString(e), `${b.toString("hex")} ${e}`);
    record(b.toString("utf8", next(5), next(9)));
    record([isUtf8(b), isAscii(b)]);
  }
});

test("making", () => {
  for (const make of [() => Buffer.alloc(3), () => Buffer.alloc(5, "ab"), () => Buffer.alloc(5, 1), () => Buffer.alloc(4, "qrs=", "base64"), () => Buffer.alloc(3, Buffer.from("xy")), () => Buffer.from([1, 256, -1, 3.7, "5" as any]), () => Buffer.from(new Uint8Array([1, 2])), () => Buffer.from(new Uint16Array([1, 300])), () => Buffer.from(new ArrayBuffer(4), 1, 2), () => Buffer.from(Buffer.from("abc")), () => Buffer.from({ type: "Buffer", data: [1, 2] } as any), () => Buffer.from(new String("str")), () => Buffer.of(1, 2), () => Buffer.concat([Buffer.from("a"), new Uint8Array([66])]), () => Buffer.concat([Buffer.from("abc"), Buffer.from("def")], 4), () => Buffer.concat([Buffer.from("a")], 3), () => Buffer.concat([]), () => Buffer.alloc(0), () => Buffer.allocUnsafe(2).fill(0), () => Buffer.from({ length: 2, 0: 7, 1: 8 } as any), () => (Buffer as any)("x"), () => (Buffer as any).copyBytesFrom(new Uint16Array([1, 2, 3]), 1)]) {
    const b = make() as any;
    record([Buffer.isBuffer(b), b instanceof Uint8Array, b.toString("hex")], String(make));
  }
  const shared = new ArrayBuffer(2);
  Buffer.from(shared)[0] = 9;
  equal(new Uint8Array(shared)[0], 9);
});

test("refusals", () => {
  for (const f of [() => Buffer.from(5 as any), () => Buffer.from(null as any), () => Buffer.from(undefined as any), () => Buffer.from({} as any), () => Buffer.alloc("1" as any), () => Buffer.from("x", "nope" as any), () => Buffer.from("x").toString("nope" as any), () => Buffer.concat("x" as any), () => Buffer.concat([1 as any]), () => Buffer.byteLength(1 as any), () => Buffer.from("abc").readUInt16LE(2), () => Buffer.from("abc").readUInt8(-1), () => Buffer.from("abc").readUInt8(1.5), () => Buffer.from("abc").writeUInt8(256, 0), () => Buffer.from("abc").writeInt8(-129), () => Buffer.alloc(4).writeUInt32BE(2 ** 32), () => Buffer.alloc(0).readDoubleLE(), () => Buffer.from("a").equals("a" as any), () => Buffer.compare("a" as any, Buffer.from("")), () => Buffer.from("abc").swap16(), () => Buffer.from("abc").indexOf({} as any), () => Buffer.from("abc").readUIntBE(0, 7), () => Buffer.from(new ArrayBuffer(2), 3)]) {
    try {
      record(f(), String(f));
    } catch (e: any) {
      record([e.name, e.code], String(f));
    }
  }
});

test("searching", () => {
  const next = random(5);
  for (let i = 0; i < 300; i++) {
    const hay = Buffer.from(Array.from({ length: next(12) }, () => 97 + next(3)));
    const needle = Buffer.from(Array.from({ length: next(4) }, () => 97 + next(3)));
    const offset = [undefined, next(14), -next(14), NaN, 1.5][next(5)] as any;
    record([hay.indexOf(needle, offset), hay.lastIndexOf(needle, offset), hay.includes(needle, offset), hay.indexOf(needle.toString(), offset), hay.indexOf(97 + next(3), offset)], `${hay} ${needle} ${offset}`);
  }
  const wide = Buffer.from("abcabc", "utf16le");
  record([wide.indexOf("b", 0, "utf16le"), wide.lastIndexOf("c", undefined, "utf16le"), wide.includes("q", 0, "utf16le"), wide.indexOf("c", 3, "utf16le")]);
});

test("slices share memory", () => {
  const b = Buffer.from("abcdef");
  const s = b.subarray(1, 3);
  s[0] = 0x7a;
  record([b.toString(), s.toString(), b.slice(-2).toString(), b.subarray(4, 1).length, s.constructor === Buffer, Buffer.isBuffer(b.subarray(1)), s.byteOffset - b.byteOffset]);
  record([[...b.entries()].length, [...b.keys()], b.at(-1), b.map((x) => x + 1).toString(), Buffer.isBuffer(b.map((x) => x)), Buffer.isBuffer(b.filter(() => true)), b.reduce((x, y) => x + y, 0), b.join("-")]);
});

test("copy, compare, fill, write", () => {
  const a = Buffer.from("abcdef");
  const t = Buffer.alloc(4, ".");
  record([a.copy(t, 1, 2), t.toString(), a.copy(t), t.toString(), a.copy(t, 9), a.copy(t, 0, 6)]);
  record([a.compare(Buffer.from("abcdeg")), Buffer.compare(Buffer.from("b"), a), a.compare(Buffer.from("xcdx"), 1, 3, 2, 4), a.equals(Buffer.from("abcdef"))]);
  record([Buffer.alloc(5).fill("é").toString("hex"), Buffer.alloc(5).fill("abc", 1, 4).toString("hex"), Buffer.alloc(4).fill(300).toString("hex"), Buffer.alloc(4).fill("ff0", "hex").toString("hex"), Buffer.alloc(3, 1).fill("").toString("hex")]);
  const w = Buffer.alloc(6, "_");
  record([w.write("ab"), w.write("日本", 1), w.write("zz", 5), w.toString("latin1"), w.write("6162", 0, "hex"), w.write("abcdef", 1, 2), w.write("é", 5), w.toString("latin1")]);
  record([Buffer.from([1, 2, 3, 4]).swap16().toString("hex"), Buffer.from([1, 2, 3, 4]).swap32().toString("hex"), Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]).swap64().toString("hex")]);
  record([JSON.stringify(a), a.toJSON().data.length, String(a), a + "!", inspect(a), inspect(Buffer.alloc(60)), inspect(Buffer.alloc(0))]);
  record([Buffer.isEncoding("UTF-8"), Buffer.isEncoding("x"), Buffer.isEncoding("" as any), constants.MAX_LENGTH > 1e9]);
  record(transcode(Buffer.from("€é"), "utf8", "latin1").toString("hex"));
});

test("numbers", () => {
  const next = random(9);
  const b = Buffer.alloc(16);
  for (let i = 0; i < 60; i++) {
    for (let j = 0; j < 16; j++) b[j] = next(256);
    const o = next(8);
    record([b.readUInt8(o), b.readInt8(o), b.readUInt16LE(o), b.readUInt16BE(o), b.readInt16LE(o), b.readInt16BE(o), b.readUInt32LE(o), b.readUInt32BE(o), b.readInt32LE(o), b.readInt32BE(o), b.readFloatLE(o), b.readFloatBE(o), b.readDoubleLE(o), b.readDoubleBE(o), b.readBigInt64LE(o), b.readBigUInt64BE(o), b.readUIntBE(o, 3), b.readIntLE(o, 6), b.readUintLE(o, 5), b.readUint32BE(o)]);
  }
  const w = Buffer.alloc(64);
  record([w.writeUInt8(200, 0), w.writeInt8(-5, 1), w.writeUInt16LE(65535, 2), w.writeInt16BE(-2, 4), w.writeUInt32BE(4294967295, 6), w.writeInt32LE(-3, 10), w.writeFloatBE(1.5, 14), w.writeDoubleLE(-1e300, 18), w.writeBigInt64BE(-5n, 26), w.writeBigUInt64LE(2n ** 64n - 1n, 34), w.writeUIntBE(0xabcdef, 42, 3), w.writeIntLE(-123456789012, 45, 6), w.toString("hex")]);
});

test("StringDecoder", () => {
  const next = random(21);
  const source = [Buffer.from("a€b\u{1F600}cé日本"), Buffer.from([0xe2, 0x82, 0x41, 0xf0, 0x9f, 0x98, 0xff, 0xc3]), Buffer.from("aéb", "utf16le")];
  for (const e of ["utf8", "utf16le", "base64", "hex", "latin1"] as BufferEncoding[]) for (const s of source) for (let i = 0; i < 12; i++) {
    const d = new StringDecoder(e);
    let out = "";
    for (let at = 0; at < s.length;) {
      const n = 1 + next(4);
      out += `${d.write(s.subarray(at, at + n))}|`;
      at += n;
    }
    record(out + d.end(), `${e} ${i} ${s.toString("hex")}`);
  }
  outcome(() => new StringDecoder("nope" as any));
});

test("the global", () => {
  ok((globalThis as any).Buffer === Buffer);
});
