import fs from "node:fs";
import { promises } from "node:fs";
import * as fsp from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { pathToFileURL } from "node:url";
import { text } from "node:stream/consumers";
import { equal, folder, ok, record, rejects, runtime, test, throws } from "host:test";

const at = (...names: string[]) => path.join(folder, ...names);
const hide = (s: any): any => (typeof s === "string" ? s.replaceAll(folder, "<folder>").replace(/tmp-\w{6}/, "tmp-XXXXXX") : s);
const told = (e: any) => ({ name: e.name, message: hide(e.message), code: e.code, errno: e.errno, syscall: e.syscall, path: hide(e.path), dest: hide(e.dest) });
const attempt = (f: () => any) => {
  try {
    return hide(f());
  } catch (e) {
    return told(e);
  }
};

test("files: write, read, append", async () => {
  fs.writeFileSync(at("a.txt"), "héllo");
  record([fs.readFileSync(at("a.txt"), "utf8"), fs.readFileSync(at("a.txt")).toString("hex"), fs.readFileSync(at("a.txt"), { encoding: "base64" }), Buffer.isBuffer(fs.readFileSync(at("a.txt")))]);
  fs.appendFileSync(at("a.txt"), " more");
  fs.appendFileSync(at("new.txt"), Buffer.from("made"));
  record([fs.readFileSync(at("a.txt"), "latin1"), fs.readFileSync(at("new.txt"), "utf8")]);
  fs.writeFileSync(at("a.txt"), new Uint8Array([1, 2]), { flag: "a" });
  record(fs.readFileSync(at("a.txt")).length);
  fs.writeFileSync(at("mode"), "", { mode: 0o600 });
  record((fs.statSync(at("mode")).mode & 0o777).toString(8));
  await fsp.writeFile(at("p.txt"), ["a", "b"]);
  await fsp.appendFile(at("p.txt"), "c");
  record(await fsp.readFile(at("p.txt"), "utf8"));
  record(await new Promise((resolve) => fs.readFile(at("p.txt"), "utf8", (e, s) => resolve([e, s]))));
  record(await promisify(fs.readFile)(at("p.txt"), "utf8"));
  record(fs.readFileSync(pathToFileURL(at("p.txt")), "utf8"));
  record(fs.readFileSync(Buffer.from(at("p.txt")), "utf8"));
});

test("errors say what Node says", async () => {
  fs.mkdirSync(at("dir"));
  fs.mkdirSync(at("full/inner"), { recursive: true });
  fs.writeFileSync(at("file"), "x");
  for (const f of [
    () => fs.readFileSync(at("none")), () => fs.readFileSync(at("dir")), () => fs.writeFileSync(at("none/x"), ""), () => fs.writeFileSync(at("dir"), ""), () => fs.mkdirSync(at("dir")),
    () => fs.mkdirSync(at("none/x")), () => fs.mkdirSync(at("file/x"), { recursive: true }), () => fs.mkdirSync(at("file"), { recursive: true }), () => fs.rmdirSync(at("full")), () => fs.rmdirSync(at("none")), () => fs.rmdirSync(at("file")),
    () => fs.unlinkSync(at("none")), () => fs.rmSync(at("none")), () => fs.renameSync(at("none"), at("x")), () => fs.copyFileSync(at("none"), at("x")), () => fs.copyFileSync(at("file"), at("file"), fs.constants.COPYFILE_EXCL),
    () => fs.statSync(at("none")), () => fs.lstatSync(at("none")), () => fs.readdirSync(at("none")), () => fs.readdirSync(at("file")), () => fs.accessSync(at("none")), () => fs.realpathSync.native(at("none")), () => fs.readlinkSync(at("file")),
    () => fs.symlinkSync("x", at("file")), () => fs.linkSync(at("none"), at("y")), () => fs.chmodSync(at("none"), 0o644), () => fs.utimesSync(at("none"), 1, 1), () => fs.openSync(at("none"), "r"), () => fs.openSync(at("file"), "wx"), () => fs.truncateSync(at("none")),
    () => fs.readFileSync(at("file/x")), () => fs.mkdtempSync(at("none/tmp-")), () => fs.closeSync(999999), () => fs.fstatSync(999999), () => fs.readSync(999999, Buffer.alloc(1)),
  ]) record(attempt(f), String(f));
  for (const f of [() => fsp.readFile(at("none")), () => fsp.stat(at("none")), () => fsp.mkdir(at("dir")), () => fsp.access(at("none")), () => fsp.rename(at("none"), at("z")), () => fsp.open(at("none")), () => promisify(fs.stat)(at("none")), () => fsp.readdir(at("none"))]) record(told(await rejects(f())), String(f));
  for (const f of [() => fs.readFileSync(undefined as any), () => fs.readFileSync({} as any), () => fs.readFileSync("a\0b"), () => fs.writeFileSync(at("x"), 5 as any), () => fs.openSync(at("x"), "q"), () => (fs as any).readFile(at("x")), () => fs.readFileSync(at("file"), "nope" as any), () => fs.closeSync("x" as any), () => fs.chmodSync(at("file"), undefined as any), () => fs.readFileSync(new URL("http://x/y") as any)]) record(throws(f).code, String(f));
});

test("exists, access, stat", async () => {
  fs.writeFileSync(at("s"), "12345");
  record([fs.existsSync(at("s")), fs.existsSync(at("none")), fs.existsSync(undefined as any), fs.accessSync(at("s"), fs.constants.R_OK)]);
  const s = fs.statSync(at("s"));
  record([s.isFile(), s.isDirectory(), s.isSymbolicLink(), s.size, s.nlink, (s.mode & 0o170000).toString(8), s.mtime instanceof Date, typeof s.mtimeMs, Math.abs(s.mtimeMs - Date.now()) < 60000, s.constructor.name, Object.keys(s).length >= 18]);
  record(fs.statSync(at("none"), { throwIfNoEntry: false }));
  const big = fs.statSync(at("s"), { bigint: true });
  record([big.size, typeof big.mtimeNs, big.isFile()]);
  fs.utimesSync(at("s"), 1000, new Date(2000500));
  const t = await fsp.stat(at("s"));
  record([t.atimeMs, t.mtimeMs, t.mtime.toISOString()]);
  ok(t instanceof fs.Stats);
  record([(await fsp.lstat(folder)).isDirectory(), fs.statfsSync(folder).bsize > 0]);
});

test("folders", async () => {
  record([hide(fs.mkdirSync(at("x/y/z"), { recursive: true })), fs.mkdirSync(at("x/y"), { recursive: true }), fs.mkdirSync(at("plain"))]);
  fs.writeFileSync(at("x/1.txt"), "");
  fs.writeFileSync(at("x/y/2.txt"), "");
  fs.symlinkSync("1.txt", at("x/link"));
  record(fs.readdirSync(at("x")).sort());
  record((fs.readdirSync(at("x"), { withFileTypes: true }) as any[]).map((d) => [d.name, d.isFile(), d.isDirectory(), d.isSymbolicLink(), hide(d.parentPath)]).sort());
  record((fs.readdirSync(at("x"), { recursive: true }) as string[]).sort());
  record((await fsp.readdir(at("x"), { recursive: true, withFileTypes: true })).map((d: any) => [d.name, hide(d.parentPath ?? d.path), d.isDirectory()]).sort());
  record((fs.readdirSync(at("x"), "buffer") as any[]).map(String).sort());
  const names: string[] = [];
  for await (const d of await fsp.opendir(at("x"))) names.push(d.name);
  record(names.sort());
  record([fs.readlinkSync(at("x/link")), hide(fs.realpathSync(at("x/link"))), fs.lstatSync(at("x/link")).isSymbolicLink(), fs.statSync(at("x/link")).isFile()]);
  const tmp = fs.mkdtempSync(at("tmp-"));
  ok(/tmp-\w{6}$/.test(tmp) && fs.statSync(tmp).isDirectory());
  ok(fs.existsSync(await fsp.mkdtemp(at("tmp-"))));
  record(told(throws(() => fs.rmSync(at("x")))).code);
  fs.rmSync(at("x"), { recursive: true });
  fs.rmSync(at("x"), { recursive: true, force: true });
  await fsp.rm(at("none"), { force: true });
  record(fs.existsSync(at("x")));
});

test("copy, rename, link, chmod", async () => {
  fs.writeFileSync(at("c"), "copy", { mode: 0o640 });
  fs.copyFileSync(at("c"), at("c2"));
  record([fs.readFileSync(at("c2"), "utf8"), (fs.statSync(at("c2")).mode & 0o777).toString(8)]);
  fs.renameSync(at("c2"), at("c3"));
  fs.linkSync(at("c3"), at("c4"));
  record([fs.existsSync(at("c2")), fs.statSync(at("c4")).nlink]);
  fs.chmodSync(at("c3"), "755");
  record((fs.statSync(at("c4")).mode & 0o777).toString(8));
  fs.truncateSync(at("c3"), 2);
  record(fs.readFileSync(at("c4"), "utf8"));
  fs.mkdirSync(at("tree/sub"), { recursive: true });
  fs.writeFileSync(at("tree/sub/f"), "deep");
  fs.cpSync(at("tree"), at("tree2"), { recursive: true });
  await fsp.cp(at("tree/sub/f"), at("made/for/it"));
  record([fs.readFileSync(at("tree2/sub/f"), "utf8"), fs.readFileSync(at("made/for/it"), "utf8")]);
  record(told(throws(() => fs.cpSync(at("tree"), at("tree3")))).code);
});

test("descriptors", async () => {
  const fd = fs.openSync(at("fd"), "w+");
  record([fs.writeSync(fd, "hello"), fs.writeSync(fd, Buffer.from("XY"), 0, 1, 1), fs.writeSync(fd, "!", 5), fs.writeSync(fd, "?", "utf8" as any)]);
  const b = Buffer.alloc(10);
  record([fs.readSync(fd, b, 0, 10, 0), b.toString("latin1"), fs.readSync(fd, b, { position: 2, length: 3 } as any), fs.fstatSync(fd).size]);
  fs.ftruncateSync(fd, 3);
  fs.fsyncSync(fd);
  fs.closeSync(fd);
  record(fs.readFileSync(at("fd"), "utf8"));
  record(throws(() => fs.closeSync(fd)).code);
  const h = await fsp.open(at("handle"), "w+");
  record([(await h.write("abcdef")).bytesWritten, (await h.write(Buffer.from("Z"), 0, 1, 0)).bytesWritten, (await h.read(Buffer.alloc(4), 0, 4, 0)).buffer.toString(), (await h.stat()).size]);
  await h.sync();
  await h.chmod(0o600);
  await h.truncate(2);
  await h.close();
  await rejects(h.read(Buffer.alloc(1)), { code: "EBADF" });
  const lines = await fsp.open(at("lines"), "w+");
  await lines.writeFile("one\ntwo\r\nthree");
  await lines.close();
  const got: string[] = [];
  for await (const line of (await fsp.open(at("lines"))).readLines()) got.push(line);
  record(got);
});

test("streams", async () => {
  const w = fs.createWriteStream(at("stream"));
  w.write("one ");
  w.end("two");
  await new Promise<void>((resolve) => w.on("finish", () => resolve()));
  record([fs.readFileSync(at("stream"), "utf8"), w.bytesWritten]);
  record(await text(fs.createReadStream(at("stream"), { start: 2, end: 5, encoding: "utf8" })));
  record(await text(fs.createReadStream(at("stream"), { highWaterMark: 2 })));
  const e: any = await new Promise((resolve) => fs.createReadStream(at("none")).on("error", resolve));
  record(told(e));
  const log: string[] = [];
  const r = fs.createReadStream(at("stream"));
  for (const name of ["open", "ready", "end", "close"]) r.on(name, () => log.push(name));
  r.resume();
  await new Promise<void>((resolve) => r.on("close", () => resolve()));
  record(log);
  ok(r instanceof fs.ReadStream && w instanceof fs.WriteStream);
  const append = fs.createWriteStream(at("stream"), { flags: "a" });
  append.end("!");
  await new Promise<void>((resolve) => append.on("close", () => resolve()));
  record(fs.readFileSync(at("stream"), "utf8"));
});

test("one and the same", () => {
  ok(promises.readFile === fsp.readFile && fs.promises === promises);
  record([fs.constants.O_RDONLY, fs.constants.F_OK, fs.constants.X_OK, fs.constants.O_CREAT]);
});

test("a script holds its own descriptors alone", { on: ["host"] }, async () => {
  // Streams of the tests before may take a moment to close theirs.
  const own = () => [...Array(17).keys()].filter((n) => {
    try {
      return fs.fstatSync(n + 3);
    } catch {
      return false; // the host's, or nobody's
    }
  });
  for (let tries = 0; tries < 100 && own().length > 0; tries++) await new Promise((resolve) => setTimeout(resolve, 20));
  for (let fd = 3; fd < 20; fd++) throws(() => fs.fstatSync(fd), { code: "EBADF" });
  throws(() => fs.watch(folder), { message: /cron trigger/ });
  equal(runtime, "host");
});
