// node:fs.
import native from "host:internal/fs";
import promises from "node:fs/promises";
import { Buffer } from "node:buffer";
import process from "node:process";
import { promisify } from "node:util";
import { ReadStream, WriteStream, createReadStream, createWriteStream } from "./_fsstreams.ts";
import { wantFunction, refused } from "host:internal/node-errors";
import { BigIntStats, Dirent, Stats, constants, copySteps, copyTree, cpOptions, operations, range, run, runSync, toBytes, toFD, toPath } from "host:internal/files";

type Any = any;

const sync: Any = {};
const callbacks: Any = {};

/** Calls back when a promise settles, outside of it: what the callback throws is its own. */
function settle(promise: Promise<Any>, callback: Any, spread?: (value: Any) => Any[]): void {
  promise.then(
    (value) => process.nextTick(callback, null, ...(spread ? spread(value) : value === undefined ? [] : [value])),
    (e) => process.nextTick(callback, e),
  );
}

for (const [name, operation] of Object.entries(operations)) {
  sync[`${name}Sync`] = (...args: Any[]) => runSync(operation(...args));
  callbacks[name] = (...args: Any[]) => {
    const callback = args.pop();
    wantFunction(callback, "cb");
    settle(run(operation(...args)), callback);
  };
  for (const [f, label] of [[sync[`${name}Sync`], `${name}Sync`], [callbacks[name], name]] as const) Object.defineProperty(f, "name", { value: label });
}

export function existsSync(path: Any): boolean {
  try {
    native.accessSync(toPath(path), 0);
    return true;
  } catch {
    return false;
  }
}

export function exists(path: Any, callback: Any): void {
  wantFunction(callback, "cb");
  const there = existsSync(path);
  process.nextTick(callback, there);
}
Object.defineProperty(exists, promisify.custom, { value: (path: Any) => Promise.resolve(existsSync(path)) });

function fill(buffer: Any, offset: number, bytes: Uint8Array): number {
  new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).set(bytes, offset);
  return bytes.length;
}

export function readSync(fd: Any, buffer: Any, offset?: Any, length?: Any, position?: Any): number {
  const [o, n, p] = range(buffer, offset, length, position);
  if (n === 0) return 0;
  return fill(buffer, o, native.readSync(toFD(fd), n, p));
}

export function read(fd: Any, buffer: Any, ...rest: Any[]): void {
  const callback = rest.pop() ?? buffer;
  if (typeof buffer === "function") buffer = Buffer.alloc(16384);
  else if (buffer && !ArrayBuffer.isView(buffer)) {
    rest = [{ offset: buffer.offset, length: buffer.length, position: buffer.position }];
    buffer = buffer.buffer ?? Buffer.alloc(16384);
  }
  wantFunction(callback, "cb");
  const [o, n, p] = range(buffer, rest[0], rest[1], rest[2]);
  settle(native.read(toFD(fd), n, p).then((b: Uint8Array) => fill(buffer, o, b)), callback, (count) => [count, buffer]);
}

function piece(buffer: Any, a: Any, b: Any, c: Any): [Uint8Array, number] {
  // For a text, what is no number is no position: write(fd, text, "utf8") is usual.
  if (typeof buffer === "string") return [toBytes(buffer, b), typeof a === "number" || typeof a === "bigint" ? a : -1];
  const [o, n, p] = range(buffer, a, b, c);
  return [toBytes(buffer).subarray(o, o + n), p];
}

export function writeSync(fd: Any, buffer: Any, a?: Any, b?: Any, c?: Any): number {
  const [bytes, position] = piece(buffer, a, b, c);
  return native.writeSync(toFD(fd), bytes, position);
}

export function write(fd: Any, buffer: Any, ...rest: Any[]): void {
  const callback = rest.pop();
  wantFunction(callback, "cb");
  const [bytes, position] = piece(buffer, rest[0], rest[1], rest[2]);
  settle(native.write(toFD(fd), bytes, position), callback, (n) => [n, buffer]);
}

export function readvSync(fd: Any, buffers: Any[], position?: Any): number {
  let total = 0;
  for (const b of buffers) {
    const n = readSync(fd, b, 0, b.byteLength, position === undefined || position === null ? position : position + total);
    total += n;
    if (n < b.byteLength) break;
  }
  return total;
}

export function writevSync(fd: Any, buffers: Any[], position?: Any): number {
  return native.writeSync(toFD(fd), Buffer.concat(buffers.map((b) => Buffer.from(toBytes(b)))), position ?? -1);
}

export function readv(fd: Any, buffers: Any[], ...rest: Any[]): void {
  const callback = rest.pop();
  settle(Promise.resolve().then(() => readvSync(fd, buffers, rest[0])), callback, (n) => [n, buffers]);
}

export function writev(fd: Any, buffers: Any[], ...rest: Any[]): void {
  const callback = rest.pop();
  settle(native.write(toFD(fd), Buffer.concat(buffers.map((b) => Buffer.from(toBytes(b)))), rest[0] ?? -1), callback, (n) => [n, buffers]);
}

export function cpSync(from: Any, to: Any, options?: Any): void {
  for (const step of copySteps(toPath(from, "src"), toPath(to, "dest"), cpOptions(options))) {
    let answer: Any;
    let error: Any;
    try {
      answer = step.filter ? step.filter() : sync[`${step.op}Sync`](...step.args!);
    } catch (e) {
      error = e;
    }
    step.next(answer, error);
  }
}

export function cp(from: Any, to: Any, options: Any, callback?: Any): void {
  if (typeof options === "function") [options, callback] = [undefined, options];
  wantFunction(callback, "cb");
  settle(copyTree(toPath(from, "src"), toPath(to, "dest"), cpOptions(options), (op, ...args) => run(operations[op]!(...args))), callback);
}

/** A folder that is read piece by piece. */
export class Dir {
  path: string;
  #entries: Any[];
  #closed = false;
  constructor(path: string, entries: Any[]) {
    this.path = path;
    this.#entries = entries;
  }
  readSync(): Any { return this.#entries.shift() ?? null; }
  read(callback?: Any): Any {
    if (callback) return settle(Promise.resolve(this.readSync()), callback, (v) => [v]);
    return Promise.resolve(this.readSync());
  }
  closeSync(): void { this.#closed = true; }
  close(callback?: Any): Any {
    this.#closed = true;
    if (callback) return process.nextTick(callback, null);
    return Promise.resolve();
  }
  async *entries(): AsyncGenerator<Any> {
    for (let e = this.readSync(); e !== null && !this.#closed; e = this.readSync()) yield e;
  }
  [Symbol.asyncIterator](): AsyncGenerator<Any> { return this.entries(); }
}

/** Reading a folder starts with opening it. */
export function asOpendir(e: Any): Any {
  if (e?.syscall !== "scandir") return e;
  const err: Any = new Error(String(e.message).replace(", scandir", ", opendir"));
  return Object.assign(err, { errno: e.errno, code: e.code, syscall: "opendir", path: e.path });
}

export function opendirSync(path: Any, options?: Any): Dir {
  try {
    return new Dir(toPath(path), sync.readdirSync(path, { recursive: options?.recursive, withFileTypes: true }));
  } catch (e) {
    throw asOpendir(e);
  }
}

export function opendir(path: Any, options: Any, callback?: Any): void {
  if (typeof options === "function") [options, callback] = [undefined, options];
  settle(promises.opendir(path, options), callback);
}

const noWatch = (name: string) => (): never => {
  throw refused(`fs.${name}()`, "a script runs for the length of a call and cannot wait for files to change; let a cron trigger look, or send an event from what changes them");
};
export const watch = noWatch("watch"), watchFile = noWatch("watchFile"), unwatchFile = (): void => {};

export const {
  accessSync, statSync, lstatSync, readFileSync, writeFileSync, appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync, unlinkSync, renameSync,
  copyFileSync, linkSync, symlinkSync, readlinkSync, realpathSync, chmodSync, chownSync, lchownSync, utimesSync, lutimesSync, truncateSync, statfsSync, openSync,
  closeSync, fstatSync, fsyncSync, fdatasyncSync, ftruncateSync, fchmodSync, fchownSync, futimesSync,
} = sync;
export const {
  access, stat, lstat, readFile, writeFile, appendFile, mkdir, mkdtemp, readdir, rmdir, rm, unlink, rename, copyFile, link, symlink, readlink, realpath, chmod,
  chown, lchown, utimes, lutimes, truncate, statfs, open, close, fstat, fsync, fdatasync, ftruncate, fchmod, fchown, futimes,
} = callbacks;
realpathSync.native = sync.realpathNativeSync;
realpath.native = callbacks.realpathNative;
delete sync.realpathNativeSync;
delete callbacks.realpathNative;
for (const [f, names] of [[read, ["bytesRead", "buffer"]], [write, ["bytesWritten", "buffer"]], [readv, ["bytesRead", "buffers"]], [writev, ["bytesWritten", "buffers"]]] as const) {
  Object.defineProperty(f, Symbol.for("host.util.promisify.args"), { value: names });
}

export const { F_OK, R_OK, W_OK, X_OK } = constants as Any;
export { promises, constants, Stats, BigIntStats, Dirent, ReadStream, WriteStream, createReadStream, createWriteStream };

export default {
  ...sync, ...callbacks, existsSync, exists, readSync, read, writeSync, write, readvSync, writevSync, readv, writev, cpSync, cp, asOpendir, opendirSync, opendir, Dir, watch,
  watchFile, unwatchFile, constants, Stats, BigIntStats, Dirent, F_OK, R_OK, W_OK, X_OK,
  get promises() { return promises; },
  get ReadStream() { return ReadStream; },
  get WriteStream() { return WriteStream; },
  get createReadStream() { return createReadStream; },
  get createWriteStream() { return createWriteStream; },
};
