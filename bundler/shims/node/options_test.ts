// Options that must do what they say, or be refused.
import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as readline from "node:readline";
import * as readlinePromises from "node:readline/promises";
import { PassThrough } from "node:stream";
import { setInterval as every } from "node:timers/promises";
import { inspect } from "node:util";
import * as zlib from "node:zlib";
import { equal, folder, outcome, record, rejects, server, test, throws } from "host:test";

const refused = { code: "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM" };

test("crypto: what cannot be chosen is refused", { on: ["host"] }, () => {
  const key = crypto.randomBytes(32);
  const iv = crypto.randomBytes(12);
  throws(() => crypto.createCipheriv("aes-256-gcm", key, iv, { authTagLength: 12 }), refused);
  throws(() => crypto.createDecipheriv("aes-256-gcm", key, iv, { authTagLength: 4 }), refused);
  throws(() => crypto.generateKeyPairSync("rsa", { modulusLength: 2048, publicExponent: 3 }), refused);
  const { publicKey, privateKey } = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
  throws(() => crypto.publicEncrypt({ key: publicKey, padding: crypto.constants.RSA_NO_PADDING }, Buffer.alloc(256)), refused);
  throws(() => crypto.privateDecrypt({ key: privateKey, padding: crypto.constants.RSA_NO_PADDING }, Buffer.alloc(256)), refused);
  throws(() => crypto.sign("sha256", Buffer.from("x"), { key: privateKey, padding: crypto.constants.RSA_NO_PADDING }), refused);
});

test("crypto: the length of a hash", () => {
  record(crypto.createHash("sha256", { outputLength: 32 }).update("x").digest("hex"));
  throws(() => crypto.createHash("sha256", { outputLength: 16 }).update("x").digest("hex"), { code: "ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH" });
  record(crypto.createCipheriv("aes-256-gcm", Buffer.alloc(32), Buffer.alloc(12), { authTagLength: 16 }).update("x", "utf8", "hex"));
});

test("zlib: no dictionary, no engine", { on: ["host"] }, () => {
  const dictionary = Buffer.from("words");
  throws(() => zlib.deflateSync("x", { dictionary }), refused);
  throws(() => zlib.inflateSync(Buffer.alloc(1), { dictionary }), refused);
  throws(() => zlib.createDeflate({ dictionary }), refused);
  throws(() => zlib.createInflate({ dictionary }), refused);
  throws(() => zlib.gzipSync("x", { info: true } as any), refused);
});

test("fs: a signal ends the wait", async () => {
  const name = `${folder}/signal`;
  fs.writeFileSync(name, "x".repeat(1 << 20));
  for (const start of [
    (signal: AbortSignal) => fs.promises.readFile(name, { signal }),
    (signal: AbortSignal) => fs.promises.readFile(name, { signal, encoding: "utf8" }),
    (signal: AbortSignal) => fs.promises.writeFile(name, "y".repeat(1 << 20), { signal }),
    (signal: AbortSignal) => new Promise((done, fail) => fs.readFile(name, { signal }, (e, v) => (e ? fail(e) : done(v)))),
  ]) {
    const controller = new AbortController();
    const work = start(controller.signal);
    controller.abort();
    const e = await rejects(work, { name: "AbortError", code: "ABORT_ERR" });
    record(String(e.message));
  }
});

test("fs: a signal ends the wait of an open file, and the writing of many parts", async () => {
  const name = `${folder}/signal-open`;
  fs.writeFileSync(name, "x".repeat(1 << 20));
  const file = await fs.promises.open(name, "r+");
  const reading = new AbortController();
  const work = file.readFile({ signal: reading.signal } as any);
  reading.abort();
  await rejects(work, { name: "AbortError", code: "ABORT_ERR" });
  await file.close();
  const writing = new AbortController();
  let parts = 0;
  const text = async function* () {
    for (; parts < 5; parts++) {
      if (parts === 2) writing.abort();
      yield "part";
    }
  };
  await rejects(fs.promises.writeFile(name, text(), { signal: writing.signal }), { name: "AbortError", code: "ABORT_ERR" });
  record(parts);
});

test("fs: only the Sync forms keep silent about what is not there", { on: ["host", "node"] }, async () => {
  record(fs.statSync(`${folder}/none`, { throwIfNoEntry: false }));
  await rejects(fs.promises.stat(`${folder}/none`, { throwIfNoEntry: false } as any), { code: "ENOENT" });
  await rejects(fs.promises.lstat(`${folder}/none`, { throwIfNoEntry: false } as any), { code: "ENOENT" });
});

test("fs: copied links mean what they meant", async () => {
  const from = `${folder}/links/from`;
  fs.mkdirSync(from, { recursive: true });
  fs.writeFileSync(`${from}/file`, "content");
  fs.symlinkSync("file", `${from}/relative`);
  fs.symlinkSync("/etc/passwd", `${from}/absolute`);
  const links = (to: string) => ["relative", "absolute"].map((name) => fs.readlinkSync(`${to}/${name}`).replace(folder, "FOLDER"));
  fs.cpSync(from, `${folder}/links/sync`, { recursive: true });
  await fs.promises.cp(from, `${folder}/links/promises`, { recursive: true });
  fs.cpSync(from, `${folder}/links/verbatim`, { recursive: true, verbatimSymlinks: true });
  record([links(`${folder}/links/sync`), links(`${folder}/links/promises`), links(`${folder}/links/verbatim`)]);
});

test("fs: a file system of one's own is refused", { on: ["host"] }, () => {
  throws(() => fs.createReadStream("/etc/passwd", { fs: { open() {}, read() {}, close() {} } } as any), refused);
});

test("fs: a stream that is flushed", async () => {
  const name = `${folder}/flushed`;
  const out = fs.createWriteStream(name, { flush: true } as any);
  await new Promise<void>((done) => out.end("content", () => out.once("close", done)));
  record(fs.readFileSync(name, "utf8"));
});

test("readline: codes for terminals reach the stream", () => {
  const out = new PassThrough();
  record([readline.cursorTo(out, 3), readline.cursorTo(out, 3, 4), readline.moveCursor(out, -1, 2), readline.moveCursor(out, 1, -2), readline.moveCursor(out, 0, 0),
    readline.clearLine(out, -1), readline.clearLine(out, 1), readline.clearLine(out, 0), readline.clearScreenDown(out)]);
  record(String(out.read()));
  outcome(() => readline.cursorTo(out, undefined as any, 1));
});

test("readline: a question can be taken back", async () => {
  const input = new PassThrough();
  const rl = readline.createInterface({ input });
  const lines: string[] = [];
  rl.on("line", (line) => lines.push(`line ${line}`));
  const controller = new AbortController();
  rl.question("", { signal: controller.signal }, (answer) => lines.push(`answer ${answer}`));
  controller.abort();
  input.write("one\n");
  await new Promise((done) => setTimeout(done, 5));
  rl.close();
  record(lines);
  const asking = readlinePromises.createInterface({ input: new PassThrough() });
  const later = new AbortController();
  const answer = asking.question("", { signal: later.signal });
  later.abort();
  await rejects(answer, { name: "AbortError", code: "ABORT_ERR" });
  await rejects(asking.question("", { signal: AbortSignal.abort() }), { name: "AbortError" });
  asking.close();
});

test("readline: there is no terminal", { on: ["host"] }, () => {
  throws(() => readline.createInterface({ input: new PassThrough(), terminal: true }), refused);
  throws(() => readline.emitKeypressEvents(new PassThrough()), refused);
});

test("timers: an interval gives what passed meanwhile", async () => {
  const got: number[] = [];
  let slow = true;
  for await (const value of every(10, 7)) {
    got.push(value);
    if (slow) await new Promise((done) => setTimeout(done, 45));
    slow = false;
    if (got.length === 4) break;
  }
  record(got);
  const controller = new AbortController();
  let error: any;
  try {
    for await (const _ of every(1, undefined, { signal: controller.signal })) controller.abort();
  } catch (e) {
    error = e;
  }
  equal([error.name, error.code], ["AbortError", "ABORT_ERR"]);
});

test("util: the defaults of inspect", () => {
  const before = { ...inspect.defaultOptions };
  inspect.defaultOptions = { depth: 0 };
  record([inspect({ a: { b: {} } }), inspect.defaultOptions.depth, inspect.defaultOptions.compact]);
  inspect.defaultOptions = before;
  record(inspect({ a: { b: {} } }));
  throws(() => { inspect.defaultOptions = 1 as any; }, { code: "ERR_INVALID_ARG_TYPE" });
});

test("process: what is not caught is not caught elsewhere", { on: ["host"] }, () => {
  throws(() => process.setUncaughtExceptionCaptureCallback(() => {}), refused);
  process.setUncaughtExceptionCaptureCallback(null);
});

test("fetch: a dispatcher that hands on", async () => {
  const name = Symbol.for("undici.globalDispatcher.1");
  const dispatcher = (more: object): any => ({
    dispatch(options: any, handler: any) {
      new Headers();
      return (globalThis as any)[name].dispatch({ ...options, ...more }, handler);
    },
  });
  const response = await fetch(`${server}/echo?a=1`, { dispatcher: dispatcher({ headersTimeout: 0, bodyTimeout: 0 }) } as any);
  record([response.status, ((await response.json()) as any).method]);
});

test("fetch: a dispatcher that does not", { on: ["host"] }, async () => {
  const globally = () => (globalThis as any)[Symbol.for("undici.globalDispatcher.1")];
  const elsewhere = { dispatch: (options: any, handler: any) => globally().dispatch({ ...options, origin: "http://127.0.0.1:1" }, handler) };
  for (const dispatcher of [elsewhere, { dispatch: () => true }, { dispatch: () => { throw new Error("no"); } }]) await rejects(fetch(server, { dispatcher } as any), refused);
  equal(globally(), undefined);
});

test("fetch: connections are the host's", { on: ["host"] }, async () => {
  for (const init of [{ dispatcher: {} }, { proxy: "http://127.0.0.1:1" }, { tls: { rejectUnauthorized: false } }, { unix: "/x" }, { decompress: false }, { integrity: "sha256-x" }]) {
    await rejects(fetch("http://127.0.0.1:1/", init as any), refused);
    throws(() => new Request("http://127.0.0.1:1/", init as any), refused);
  }
  await rejects(fetch("http://127.0.0.1:1/", { proxy: "", tls: undefined, integrity: "", decompress: true } as any), { name: "TypeError" });
});
