import assert from "node:assert";
import strict from "node:assert/strict";
import { createRequire, isBuiltin } from "node:module";
import { isIP, isIPv4, isIPv6 } from "node:net";
import { performance } from "node:perf_hooks";
import qs from "node:querystring";
import readline from "node:readline";
import { Readable } from "node:stream";
import { setTimeout as wait, setImmediate as soon, setInterval as every } from "node:timers/promises";
import url from "node:url";
import zlib from "node:zlib";
import { equal, ok, record, rejects, test, throws } from "host:test";

const caught = (f: () => unknown) => {
  const e = throws(f);
  return [e.name, e.code, e.operator, e.actual, e.expected, e.generatedMessage];
};

test("assert", async () => {
  for (const f of [() => assert(0), () => assert.ok(""), () => assert.equal(1, 2), () => assert.strictEqual(1, "1"), () => assert.deepStrictEqual({ a: 1 }, { a: 2 }), () => assert.notStrictEqual(1, 1), () => assert.deepEqual([1], [2]), () => assert.notDeepStrictEqual([1], [1]), () => assert.throws(() => {}), () => assert.match("a", /b/), () => assert.ifError(new Error("x")), () => assert.doesNotThrow(() => { throw new Error("y"); }), () => strict.equal(1, "1"), () => assert.fail("why")]) record(caught(f).slice(0, 3), String(f));
  record(caught(() => assert.strictEqual(1, 2)));
  record([throws(() => assert.strictEqual(1, 2)).message, throws(() => assert.equal(1, 2)).message, throws(() => assert.throws(() => {})).message]);
  throws(() => assert.strictEqual(1, 2, new RangeError("mine")), { name: "RangeError" });
  for (const f of [() => assert.equal(1, "1"), () => assert.deepStrictEqual(new Map([[1, { a: 1 }]]), new Map([[1, { a: 1 }]])), () => assert.throws(() => { throw new TypeError("bad thing"); }, TypeError), () => assert.throws(() => { throw new Error("bad thing"); }, /bad/), () => assert.throws(() => { throw new Error("bad"); }, { message: "bad", name: "Error" }), () => assert.throws(() => { throw new Error("bad"); }, (e: any) => e.message === "bad"), () => strict.deepEqual([1, [2]], [1, [2]])]) f();
  await assert.rejects(Promise.reject(new Error("late")), /late/);
  await assert.doesNotReject(Promise.resolve());
  record((await rejects(assert.rejects(Promise.resolve()))).code);
  throws(() => assert.throws(() => { throw new Error("a"); }, { message: "b" }), { code: "ERR_ASSERTION" });
});

test("querystring", () => {
  for (const s of ["", "a=1", "a=1&a=2&b", "a=%20b+c", "=x", "a==b", "%zz=1", "a=%E2%82%AC", "&&a=1&", "a=1;b=2"]) record(qs.parse(s), s);
  record([qs.parse("a:1;b:2", ";", ":"), qs.parse("a=1&b=2&c=3", undefined, undefined, { maxKeys: 2 })]);
  for (const o of [{ a: 1 }, { a: [1, "x", true, null, undefined, NaN] }, { "k é": "v&=" }, { a: 10n }, {}, { a: { b: 1 } }] as any[]) record(qs.stringify(o));
  record([qs.escape("a b&c'()*!~"), qs.unescape("a%20b%"), qs.stringify({ a: 1, b: 2 }, ";", ":")]);
});

test("url: paths and files", () => {
  for (const p of ["/a/b", "/a b/ü#?%.txt", "/dir/", "/back\\slash", "/tab\t\n"]) {
    const u = url.pathToFileURL(p);
    record([u.href, url.fileURLToPath(u)], p);
  }
  for (const bad of ["http://x/y", "file://host/x", "file:///a%2fb"]) record(throws(() => url.fileURLToPath(bad)).code, bad);
  record(throws(() => url.fileURLToPath(5 as any)).code);
  record({ ...(url.urlToHttpOptions(new URL("https://u:p@example.com:81/a?b#c")) as any) });
  record([url.format(new URL("http://a:b@c/d?e#f"), { auth: false, fragment: false, search: false }), url.domainToUnicode("xn--espaol-zwa.com"), url.domainToASCII("español.com")]);
});

test("url: the old way", () => {
  for (const s of ["http://user:pass@host.com:8080/p/a/t/h?query=string#hash", "http://example.com", "https://EXAMPLE.com/a b?c d", "/just/a/path?x=1", "mailto:a@b.c", "//host/path", "file:///etc/passwd", "http://a.com:80?x#y", "relative/path", "javascript:alert(1)", "http://[::1]:80/x", "redis://:secret@localhost:6379/2"]) {
    const u = url.parse(s);
    record([u.protocol, u.slashes, u.auth, u.host, u.port, u.hostname, u.hash, u.search, u.query, u.pathname, u.path, u.href], s);
  }
  record({ ...(url.parse("/a?b=1&c=2", true).query as any) });
  for (const [from, to] of [["/one/two/three", "four"], ["http://example.com/", "/one"], ["http://example.com/one", "/two"], ["http://a.com/b/c/d", "../e"], ["http://a.com/b", "?q=1"], ["http://a.com/b", "#h"], ["http://a.com", "//b.com/c"], ["http://a.com/b/", "https://x.y/z"], ["/a/b/c", "../../d"]]) record(url.resolve(from, to), `${from} ${to}`);
  record(url.format({ protocol: "https", host: "example.com", pathname: "/a", query: { b: 1 } }));
});

test("zlib", async () => {
  const text = "hello hello hello ".repeat(50);
  for (const [pack, unpack] of [["gzipSync", "gunzipSync"], ["deflateSync", "inflateSync"], ["deflateRawSync", "inflateRawSync"], ["brotliCompressSync", "brotliDecompressSync"]] as const) {
    const packed = (zlib as any)[pack](text);
    ok(packed.length < text.length);
    equal((zlib as any)[unpack](packed).toString(), text);
  }
  // What Node packed, the host unpacks.
  equal(zlib.gunzipSync(Buffer.from("H4sIAAAAAAAAA8tIzcnJVyjPL8pJAQCFEUoNCwAAAA==", "base64")).toString(), "hello world");
  equal(zlib.unzipSync(zlib.deflateSync("x")).toString(), "x");
  const async1 = await new Promise<Buffer>((resolve, reject) => zlib.gzip("later", (e, b) => (e ? reject(e) : resolve(b))));
  equal(zlib.gunzipSync(async1).toString(), "later");
  const chunks: Buffer[] = [];
  for await (const c of Readable.from([Buffer.from("stream")]).pipe(zlib.createGzip()).pipe(zlib.createGunzip())) chunks.push(c as Buffer);
  equal(Buffer.concat(chunks).toString(), "stream");
  record([throws(() => zlib.gunzipSync(Buffer.from("nonsense"))).code, throws(() => zlib.inflateSync(zlib.deflateSync("abc").subarray(0, 5))).code, throws(() => zlib.gzipSync(5 as any)).code]);
  record(zlib.constants.Z_BEST_COMPRESSION);
});

test("timers/promises", async () => {
  record([await wait(1, "value"), await soon("now")]);
  let n = 0;
  for await (const v of every(1, "tick")) if (++n === 3) { record(v); break; }
  const controller = new AbortController();
  const waiting = wait(10000, undefined, { signal: controller.signal });
  controller.abort();
  record([(await rejects(waiting)).name, (await rejects(wait(1, undefined, { signal: AbortSignal.abort() }))).code]);
});

test("readline", async () => {
  const lines: string[] = [];
  for await (const l of readline.createInterface({ input: Readable.from(["one\ntw", "o\r", "\nthree\r\n", "\nlast"]) })) lines.push(l);
  record(lines);
  const rl = readline.createInterface({ input: Readable.from(["a\nb\n"]) });
  const got: string[] = [];
  rl.on("line", (l) => got.push(l));
  await new Promise((resolve) => rl.on("close", resolve));
  record(got);
});

test("module and performance", () => {
  const require = createRequire(import.meta.url ?? "/x.js");
  ok(require("path").join === require("node:path").join);
  record([isBuiltin("fs"), isBuiltin("node:fs"), isBuiltin("left-pad")]);
  ok(typeof performance.now() === "number");
});

// Packages that are CommonJS extend and call what require() gives.
test("require gives what a module is", () => {
  const EventEmitter = require("events"), Stream = require("node:stream"), util = require("util");
  class Queue extends EventEmitter {}
  const heard: unknown[] = [];
  const q = new Queue();
  q.on("job", (n: number) => heard.push(n));
  q.emit("job", 1);
  function Data(this: object) { Stream.call(this); }
  util.inherits(Data, Stream);
  ok(new (Data as any)() instanceof Stream && new (Data as any)() instanceof EventEmitter);
  throws(() => require("assert")(false));
  record([heard, typeof EventEmitter, typeof Stream, typeof require("assert"), require("process") === process, require("events").EventEmitter === EventEmitter]);
  ok(require("path") === require("node:path") && typeof require("fs").readFileSync === "function" && require("buffer").Buffer === Buffer);
});

test("kinds of addresses", () => {
  const parts = ["0", "255", "256", "01", "1", "", "a"], groups = ["", "0", "ffff", "10000", "g", "1.2.3.4", "1.2.3"];
  for (const a of parts) for (const b of parts) record([a, b].map((p) => isIP(`1.${a}.${b}.4`)), `${a}.${b}`);
  for (const a of groups) for (const b of groups) for (const c of groups) for (const text of [`${a}::${b}:${c}`, `1:2:3:4:5:${a}:${b}:${c}`, `${a}:${b}:${c}`]) record([isIP(text), isIPv4(text), isIPv6(text)], text);
  for (const text of ["::", ":::", "1::2::3", "fe80::1%eth0", "fe80::1%", "::1%a b", " 1.2.3.4", "1.2.3.4\n", "::ffff:1.2.3.4", "1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7", "[::1]", undefined as any, 1 as any]) record([isIP(text), isIPv4(text), isIPv6(text)], String(text));
});
