// The operations of node:fs, said once: how each one's arguments become the
// native operation's, and its result a value of Node's. fs.ts and
// fs/promises.ts make the three forms of each.
import native from "host:internal/fs";
import { Buffer } from "node:buffer";
import { dirname, isAbsolute, resolve } from "node:path";
import process from "node:process";
import { coded, invalidArgType, invalidArgValue, outOfRange, wantInteger } from "host:internal/node-errors";

type Any = any;
export const constants = native.constants as Record<string, number>;
const k = constants;

// --- arguments ---

/** A path given as text, bytes or a file: URL. */
export function toPath(path: Any, name = "path"): string {
  let text: string;
  if (typeof path === "string") text = path;
  else if (path instanceof Uint8Array) text = Buffer.from(path).toString();
  else if (path !== null && typeof path === "object" && typeof path.href === "string" && typeof path.protocol === "string") {
    if (path.protocol !== "file:") throw coded(TypeError, "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
    if (path.hostname !== "") throw coded(TypeError, "ERR_INVALID_FILE_URL_HOST", `File URL host must be "localhost" or empty on ${process.platform}`);
    text = decodeURIComponent(path.pathname);
  } else throw invalidArgType(name, ["string", "Buffer", "URL"], path);
  if (text.includes("\0")) throw invalidArgValue(name, text, "must be a string, Uint8Array, or URL without null bytes");
  return text;
}

export function toFD(fd: Any): number {
  wantInteger(fd, "fd", 0, 2147483647);
  return fd;
}

const flagNames: Record<string, number> = {
  "r": k.O_RDONLY!, "rs": k.O_RDONLY! | k.O_SYNC!, "sr": k.O_RDONLY! | k.O_SYNC!, "r+": k.O_RDWR!, "rs+": k.O_RDWR! | k.O_SYNC!, "sr+": k.O_RDWR! | k.O_SYNC!,
  "w": k.O_TRUNC! | k.O_CREAT! | k.O_WRONLY!, "wx": k.O_TRUNC! | k.O_CREAT! | k.O_WRONLY! | k.O_EXCL!, "xw": k.O_TRUNC! | k.O_CREAT! | k.O_WRONLY! | k.O_EXCL!,
  "w+": k.O_TRUNC! | k.O_CREAT! | k.O_RDWR!, "wx+": k.O_TRUNC! | k.O_CREAT! | k.O_RDWR! | k.O_EXCL!, "xw+": k.O_TRUNC! | k.O_CREAT! | k.O_RDWR! | k.O_EXCL!,
  "a": k.O_APPEND! | k.O_CREAT! | k.O_WRONLY!, "ax": k.O_APPEND! | k.O_CREAT! | k.O_WRONLY! | k.O_EXCL!, "xa": k.O_APPEND! | k.O_CREAT! | k.O_WRONLY! | k.O_EXCL!,
  "as": k.O_APPEND! | k.O_CREAT! | k.O_WRONLY! | k.O_SYNC!, "sa": k.O_APPEND! | k.O_CREAT! | k.O_WRONLY! | k.O_SYNC!, "a+": k.O_APPEND! | k.O_CREAT! | k.O_RDWR!,
  "ax+": k.O_APPEND! | k.O_CREAT! | k.O_RDWR! | k.O_EXCL!, "xa+": k.O_APPEND! | k.O_CREAT! | k.O_RDWR! | k.O_EXCL!,
};

export function toFlags(flags: Any, fallback: string): number {
  if (flags === undefined || flags === null) flags = fallback;
  if (typeof flags === "number") return flags;
  const n = typeof flags === "string" ? flagNames[flags] : undefined;
  if (n === undefined) throw coded(TypeError, "ERR_INVALID_ARG_VALUE", `The argument 'flags' is invalid. Received ${typeof flags === "string" ? `'${flags}'` : String(flags)}`);
  return n;
}

export function toMode(mode: Any, fallback: number, name = "mode"): number {
  if (mode === undefined || mode === null) return fallback;
  if (typeof mode === "string") {
    if (!/^[0-7]+$/.test(mode)) throw coded(TypeError, "ERR_INVALID_ARG_VALUE", `The argument '${name}' must be a 32-bit unsigned integer or an octal string. Received '${mode}'`);
    return parseInt(mode, 8);
  }
  wantInteger(mode, name, 0, 4294967295);
  return mode;
}

/** Options that may be an encoding alone. */
export function toOptions(options: Any, defaults: Any = {}): Any {
  if (options === undefined || options === null || typeof options === "function") return { ...defaults };
  if (typeof options === "string") options = { encoding: options };
  else if (typeof options !== "object") throw invalidArgType("options", ["string", "Object"], options);
  const o = { ...defaults, ...definedOnly(options) };
  if (o.encoding && o.encoding !== "buffer" && !Buffer.isEncoding(o.encoding)) {
    throw coded(TypeError, "ERR_INVALID_ARG_VALUE", `The argument 'encoding' is invalid encoding. Received ${typeof o.encoding === "string" ? `'${o.encoding}'` : String(o.encoding)}`);
  }
  if (o.signal?.aborted) throw aborted(o.signal);
  return o;
}

function definedOnly(o: Any): Any {
  const out: Any = {};
  for (const key of Object.keys(o)) if (o[key] !== undefined) out[key] = o[key];
  return out;
}

function aborted(signal: Any): Error {
  const e = coded(Error, "ABORT_ERR", "The operation was aborted");
  e.name = "AbortError";
  Object.defineProperty(e, "cause", { value: signal.reason, configurable: true });
  return e;
}

export function toTime(time: Any, name: string): number {
  if (typeof time === "number" && Number.isFinite(time)) return time;
  if (typeof time === "string" && +time == (time as Any)) return +time;
  if (time instanceof Date) return time.getTime() / 1000;
  throw invalidArgType(name, ["number", "string", "Date"], time);
}

/** The bytes of what is to be written. */
export function toBytes(data: Any, encoding?: Any): Uint8Array {
  if (typeof data === "string") return Buffer.from(data, encoding && encoding !== "buffer" ? encoding : "utf8");
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  throw invalidArgType("data", ["string", "Buffer", "TypedArray", "DataView"], data);
}

const asText = (bytes: Any, encoding: Any): Any => {
  const b = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return encoding && encoding !== "buffer" ? b.toString(encoding) : b;
};
const named = (text: string, encoding: Any): Any => (encoding === "buffer" ? Buffer.from(text) : encoding && encoding !== "utf8" && encoding !== "utf-8" ? Buffer.from(text).toString(encoding) : text);

// --- values ---

const kinds: [string, number][] = [["isFile", 0o100000], ["isDirectory", 0o040000], ["isSymbolicLink", 0o120000], ["isFIFO", 0o010000], ["isSocket", 0o140000], ["isCharacterDevice", 0o020000], ["isBlockDevice", 0o060000]];

class StatsBase {}
for (const [name, bits] of kinds) {
  Object.defineProperty(StatsBase.prototype, name, { writable: true, configurable: true, enumerable: true, value(this: Any) { return (Number(this.mode) & 0o170000) === bits; } });
}

export class Stats extends StatsBase {
  declare atime: Date;
}
export class BigIntStats extends StatsBase {}

for (const name of ["atime", "mtime", "ctime", "birthtime"]) {
  for (const Class of [Stats, BigIntStats]) {
    Object.defineProperty(Class.prototype, name, {
      configurable: true, enumerable: true,
      get(this: Any) { return define(this, name, new Date(Math.round(Number(this[`${name}Ms`])))); },
      set(this: Any, value: Any) { define(this, name, value); },
    });
  }
}

function define(o: Any, name: string, value: Any): Any {
  Object.defineProperty(o, name, { value, writable: true, configurable: true, enumerable: true });
  return value;
}

const fields = ["dev", "mode", "nlink", "uid", "gid", "rdev", "blksize", "ino", "size", "blocks"];

function toStats(numbers: number[], bigint: boolean): Any {
  const s: Any = bigint ? new BigIntStats() : new Stats();
  fields.forEach((name, i) => { s[name] = bigint ? BigInt(numbers[i]!) : numbers[i]; });
  ["atime", "mtime", "ctime", "birthtime"].forEach((name, i) => {
    const sec = numbers[10 + 2 * i]!;
    const ns = numbers[11 + 2 * i]!;
    if (bigint) {
      const total = BigInt(sec) * 1000000000n + BigInt(ns);
      s[`${name}Ms`] = total / 1000000n;
      s[`${name}Ns`] = total;
    } else s[`${name}Ms`] = sec * 1000 + ns / 1e6;
  });
  // Dates are own properties in Node, though they are made when first read.
  for (const name of ["atime", "mtime", "ctime", "birthtime"]) define(s, name, new Date(Math.round(Number(s[`${name}Ms`]))));
  return s;
}

export class Dirent {
  name: Any;
  parentPath: string;
  path: string;
  #type: number;
  constructor(name: Any, parent: string, type: number) {
    this.name = name;
    this.parentPath = parent;
    this.path = parent;
    this.#type = type;
  }
  isFile(): boolean { return this.#type === 1; }
  isDirectory(): boolean { return this.#type === 2; }
  isSymbolicLink(): boolean { return this.#type === 3; }
  isFIFO(): boolean { return this.#type === 4; }
  isSocket(): boolean { return this.#type === 5; }
  isCharacterDevice(): boolean { return this.#type === 6; }
  isBlockDevice(): boolean { return this.#type === 7; }
}

function entries(found: Any[], dir: string, o: Any): Any[] {
  const parentOf = (e: Any): string => e.parent ?? dir;
  if (o.withFileTypes) return found.map((e) => new Dirent(named(e.name, o.encoding), parentOf(e), e.type));
  if (!o.recursive) return found.map((e) => named(e.name, o.encoding));
  return found.map((e) => {
    const parent = parentOf(e);
    const below = parent === dir ? "" : parent.slice(dir.endsWith("/") ? dir.length : dir.length + 1);
    return named(below ? `${below}/${e.name}` : e.name, o.encoding);
  });
}

// --- operations ---

/** What an operation asks of the native half, and what it makes of the answer. */
export interface Request {
  op: string;
  args: Any[];
  result?: (value: Any) => Any;
  /** Whether an error means that there is nothing, which the Sync form may be told to give undefined for. */
  absent?: (e: Any) => boolean;
  /** Ends the wait for the operation. What it has done by then stays done. */
  signal?: AbortSignal;
}
export type Operation = (...args: Any[]) => Request;

const stat = (op: string): Operation => (path, options) => {
  const o = toOptions(options, { bigint: false, throwIfNoEntry: true });
  return { op, args: [toPath(path)], result: (n) => toStats(n, o.bigint), absent: (e) => o.throwIfNoEntry === false && (e.code === "ENOENT" || e.code === "ENOTDIR") };
};

const copyMode = (mode: Any): number => (mode === undefined || mode === null ? 0 : (wantInteger(mode, "mode", 0, 7), mode));

function writing(path: Any, data: Any, options: Any, flag: string): Request {
  const o = toOptions(options, { encoding: "utf8", mode: 0o666, flag, flush: false });
  const bytes = toBytes(data, o.encoding);
  if (typeof path === "number") return { op: "write", args: [toFD(path), bytes, -1], result: () => undefined, signal: o.signal };
  return { op: "writeFile", args: [toPath(path), bytes, toFlags(o.flag, flag), toMode(o.mode, 0o666), !!o.flush], result: () => undefined, signal: o.signal };
}

const none = () => undefined;

export const operations: Record<string, Operation> = {
  access: (path, mode = 0) => ({ op: "access", args: [toPath(path), (wantInteger(mode, "mode", 0, 7), mode)], result: none }),
  stat: stat("stat"),
  lstat: stat("lstat"),
  readFile(path, options) {
    const o = toOptions(options, { flag: "r" });
    const result = (b: Any) => asText(b, o.encoding);
    if (typeof path === "number") return { op: "readAll", args: [toFD(path)], result, signal: o.signal };
    const flags = toFlags(o.flag, "r");
    if (o.encoding === "utf8" || o.encoding === "utf-8") return { op: "readText", args: [toPath(path), flags], signal: o.signal };
    return { op: "readFile", args: [toPath(path), flags], result, signal: o.signal };
  },
  writeFile: (path, data, options) => writing(path, data, options, "w"),
  appendFile: (path, data, options) => writing(path, data, options, "a"),
  mkdir(path, options) {
    const o = typeof options === "number" || typeof options === "string" ? { mode: options } : (options ?? {});
    if (o.recursive !== undefined && typeof o.recursive !== "boolean") throw invalidArgType("options.recursive", "boolean", o.recursive);
    return { op: "mkdir", args: [toPath(path), toMode(o.mode, 0o777), !!o.recursive], result: (first) => first || undefined };
  },
  mkdtemp(prefix, options) {
    const o = toOptions(options);
    return { op: "mkdtemp", args: [toPath(prefix, "prefix")], result: (p) => named(p, o.encoding) };
  },
  readdir(path, options) {
    const o = toOptions(options);
    const dir = toPath(path);
    return { op: "readdir", args: [dir, !!o.recursive], result: (found) => entries(found, dir, o) };
  },
  rmdir(path, options) {
    if (options?.recursive) return { op: "rm", args: [toPath(path), true, false], result: none };
    return { op: "rmdir", args: [toPath(path)], result: none };
  },
  rm(path, options) {
    const o = { recursive: false, force: false, ...options };
    for (const key of ["recursive", "force"]) if (typeof o[key] !== "boolean") throw invalidArgType(`options.${key}`, "boolean", o[key]);
    return { op: "rm", args: [toPath(path), o.recursive, o.force], result: none };
  },
  unlink: (path) => ({ op: "unlink", args: [toPath(path)], result: none }),
  rename: (from, to) => ({ op: "rename", args: [toPath(from, "oldPath"), toPath(to, "newPath")], result: none }),
  copyFile: (from, to, mode) => ({ op: "copyFile", args: [toPath(from, "src"), toPath(to, "dest"), copyMode(mode)], result: none }),
  link: (from, to) => ({ op: "link", args: [toPath(from, "existingPath"), toPath(to, "newPath")], result: none }),
  symlink: (target, path) => ({ op: "symlink", args: [toPath(target, "target"), toPath(path)], result: none }),
  readlink(path, options) {
    const o = toOptions(options);
    return { op: "readlink", args: [toPath(path)], result: (p) => named(p, o.encoding) };
  },
  realpath(path, options) {
    const o = toOptions(options);
    return { op: "realpath", args: [toPath(path), "lstat"], result: (p) => named(p, o.encoding) };
  },
  realpathNative(path, options) {
    const o = toOptions(options);
    return { op: "realpath", args: [toPath(path), "realpath"], result: (p) => named(p, o.encoding) };
  },
  chmod: (path, mode) => ({ op: "chmod", args: [toPath(path), wantMode(mode)], result: none }),
  chown: (path, uid, gid) => ({ op: "chown", args: [toPath(path), ...ids(uid, gid)], result: none }),
  lchown: (path, uid, gid) => ({ op: "lchown", args: [toPath(path), ...ids(uid, gid)], result: none }),
  utimes: (path, atime, mtime) => ({ op: "utimes", args: [toPath(path), toTime(atime, "atime"), toTime(mtime, "mtime")], result: none }),
  lutimes: (path, atime, mtime) => ({ op: "lutimes", args: [toPath(path), toTime(atime, "atime"), toTime(mtime, "mtime")], result: none }),
  truncate: (path, length = 0) => ({ op: "truncate", args: [toPath(path), size(length)], result: none }),
  statfs(path, options) {
    const names = ["type", "bsize", "blocks", "bfree", "bavail", "files", "ffree"];
    return { op: "statfs", args: [toPath(path)], result: (n) => Object.fromEntries(names.map((name, i) => [name, options?.bigint ? BigInt(n[i]) : n[i]])) };
  },
  open: (path, flags, mode) => ({ op: "open", args: [toPath(path), toFlags(flags, "r"), toMode(mode, 0o666)] }),
  close: (fd) => ({ op: "close", args: [toFD(fd)], result: none }),
  fstat(fd, options) {
    return { op: "fstat", args: [toFD(fd)], result: (n) => toStats(n, !!options?.bigint) };
  },
  fsync: (fd) => ({ op: "fsync", args: [toFD(fd)], result: none }),
  fdatasync: (fd) => ({ op: "fsync", args: [toFD(fd)], result: none }),
  ftruncate: (fd, length = 0) => ({ op: "ftruncate", args: [toFD(fd), size(length)], result: none }),
  fchmod: (fd, mode) => ({ op: "fchmod", args: [toFD(fd), wantMode(mode)], result: none }),
  fchown: (fd, uid, gid) => ({ op: "fchown", args: [toFD(fd), ...ids(uid, gid)], result: none }),
  futimes: (fd, atime, mtime) => ({ op: "futimes", args: [toFD(fd), toTime(atime, "atime"), toTime(mtime, "mtime")], result: none }),
};

function wantMode(mode: Any): number {
  if (mode === undefined || mode === null) throw invalidArgType("mode", "number", mode);
  return toMode(mode, 0);
}

function ids(uid: Any, gid: Any): [number, number] {
  wantInteger(uid, "uid", -1, 4294967295);
  wantInteger(gid, "gid", -1, 4294967295);
  return [uid, gid];
}

function size(length: Any): number {
  if (length === null) length = 0;
  if (typeof length !== "number") throw invalidArgType("len", "number", length);
  if (!Number.isInteger(length)) throw outOfRange("len", "an integer", length);
  return Math.max(0, length);
}

/** The range of a buffer that read and write are about. */
export function range(buffer: Any, offset: Any, length: Any, position: Any): [offset: number, length: number, position: number] {
  if (!ArrayBuffer.isView(buffer)) throw invalidArgType("buffer", ["Buffer", "TypedArray", "DataView"], buffer);
  if (offset !== null && typeof offset === "object") ({ offset, length, position } = offset);
  offset ??= 0;
  wantInteger(offset, "offset", 0);
  length ??= buffer.byteLength - offset;
  if (offset > buffer.byteLength) throw outOfRange("offset", `>= 0 && <= ${buffer.byteLength}`, offset);
  if (length < 0) throw outOfRange("length", ">= 0", length);
  if (offset + length > buffer.byteLength) throw outOfRange("length", `<= ${buffer.byteLength - offset}`, length);
  return [offset, length, position === undefined || position === null ? -1 : Number(position)];
}

export function runSync(request: Request): Any {
  let value: Any;
  try {
    value = native[`${request.op}Sync`](...request.args);
  } catch (e) {
    if (request.absent?.(e)) return undefined;
    throw e;
  }
  return request.result ? request.result(value) : value;
}

export async function run(request: Request): Promise<Any> {
  if (request.signal?.aborted) throw aborted(request.signal);
  const work = native[request.op](...request.args);
  const value = request.signal === undefined ? await work : await until(request.signal, work);
  return request.result ? request.result(value) : value;
}

/** The work's result, or the signal's error when that comes first. */
function until(signal: AbortSignal, work: Promise<Any>): Promise<Any> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(aborted(signal));
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** cp, in terms of the other operations. */
export async function copyTree(from: string, to: string, o: Any, call: (op: string, ...args: Any[]) => Any): Promise<void> {
  for (const step of copySteps(from, to, o)) {
    let answer: Any;
    let error: Any;
    try {
      answer = step.filter ? await step.filter() : await call(step.op!, ...step.args!);
    } catch (e) {
      error = e;
    }
    step.next(answer, error);
  }
}

interface Step { op?: string; args?: Any[]; filter?: () => Any; next: (answer: Any, error?: Any) => void }

export function* copySteps(from: string, to: string, o: Any): Generator<Step, void, void> {
  let answer: Any;
  let error: Any;
  const ask = (op: string, ...args: Any[]): Step => ({ op, args, next(a, e) { answer = a; error = e; } });
  const must = () => { if (error) throw error; };
  if (o.filter) {
    yield { filter: () => o.filter(from, to), next(a, e) { answer = a; error = e; } };
    must();
    if (!answer) return;
  }
  yield ask(o.dereference ? "stat" : "lstat", from);
  if (error) throw cpError(error, from, to);
  const source = answer;
  yield ask("lstat", to);
  const there = error ? undefined : answer;
  if (there && there.ino === source.ino && there.dev === source.dev) {
    throw fsError("ERR_FS_CP_EINVAL", "Invalid src or dest", "src and dest cannot be the same", "EINVAL", 22, to);
  }
  if (source.isDirectory()) {
    if (!o.recursive) throw fsError("ERR_FS_EISDIR", "Recursive option not enabled, cannot copy a directory", `${from} is a directory (not copied)`, "EISDIR", 21, from);
    if (there && !there.isDirectory()) throw fsError("ERR_FS_CP_DIR_TO_NON_DIR", "Cannot overwrite non-directory with directory", `cannot overwrite non-directory ${to} with directory ${from}`, "EISDIR", 21, to);
    if (`${to}/`.startsWith(`${from}/`)) throw fsError("ERR_FS_CP_EINVAL", "Invalid src or dest", `cannot copy ${from} to a subdirectory of self ${to}`, "EINVAL", 22, to);
    if (!there) {
      yield ask("mkdir", to, { recursive: true, mode: source.mode & 0o7777 });
      must();
    }
    yield ask("readdir", from);
    must();
    for (const name of answer as string[]) yield* copySteps(`${from}/${name}`, `${to}/${name}`, o);
    return;
  }
  if (there?.isDirectory()) throw fsError("ERR_FS_CP_NON_DIR_TO_DIR", "Cannot overwrite directory with non-directory", `cannot overwrite directory ${to} with non-directory ${from}`, "ENOTDIR", 20, to);
  if (there && !o.force) {
    if (o.errorOnExist) throw fsError("ERR_FS_CP_EEXIST", "Target already exists", `${to} already exists`, "EEXIST", 17, to);
    return;
  }
  const slash = to.lastIndexOf("/");
  if (!there && slash > 0) {
    yield ask("mkdir", to.slice(0, slash), { recursive: true });
    must();
  }
  if (source.isSymbolicLink()) {
    if (there) {
      yield ask("unlink", to);
      must();
    }
    yield ask("readlink", from);
    must();
    // A link to somewhere beside it must not change what it means.
    const target: string = o.verbatimSymlinks || isAbsolute(answer) ? answer : resolve(dirname(from), answer);
    yield ask("symlink", target, to);
    must();
    return;
  }
  yield ask("copyFile", from, to, o.mode ?? 0);
  must();
  if (o.preserveTimestamps) {
    yield ask("utimes", to, source.atime, source.mtime);
    must();
  }
}

function cpError(e: Any, from: string, to: string): Any {
  if (e.syscall) {
    const text = String(e.message).replace(/, \w+ '.*$/, `, cp '${from}' -> '${to}'`);
    const err: Any = new Error(text);
    return Object.assign(err, { errno: e.errno, code: e.code, syscall: "cp", path: from, dest: to });
  }
  return e;
}

function fsError(code: string, message: string, detail: string, name: string, errno: number, path: string): Error {
  const e: Any = coded(Error, code, `${message}: cp returned ${name} (${detail}) ${path}`);
  e.name = "SystemError";
  return Object.assign(e, { errno, syscall: "cp", path, info: { message: detail, path, syscall: "cp", errno, code: name } });
}

export function cpOptions(options: Any): Any {
  return { dereference: false, errorOnExist: false, force: true, preserveTimestamps: false, recursive: false, verbatimSymlinks: false, ...options };
}

