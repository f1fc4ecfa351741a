// node:fs/promises.
import native from "host:internal/fs";
import { Buffer } from "node:buffer";
import EventEmitter from "node:events";
import fs from "node:fs";
import { coded, refused } from "host:internal/node-errors";
import { constants, copyTree, cpOptions, operations, range, run, toBytes, toMode, toOptions, toPath, toFlags } from "host:internal/files";

type Any = any;

const p: Any = {};
for (const [name, operation] of Object.entries(operations)) {
  if (/^f[a-z]|^(open|close)$/.test(name) && name !== "fstatfs") continue;
  p[name] = async (path: Any, ...rest: Any[]) => run(operation(path instanceof FileHandle ? path.fd : path, ...rest));
  Object.defineProperty(p[name], "name", { value: name });
}

/** An open file. */
export class FileHandle extends EventEmitter {
  #fd: number;
  constructor(fd: number) {
    super();
    this.#fd = fd;
  }
  get fd(): number { return this.#fd; }

  async close(): Promise<void> {
    if (this.#fd < 0) return;
    const fd = this.#fd;
    this.#fd = -1;
    await native.close(fd);
    this.emit("close");
  }

  #open(call: string): number {
    if (this.#fd < 0) {
      const e: Any = coded(Error, "EBADF", "file closed");
      throw Object.assign(e, { syscall: call });
    }
    return this.#fd;
  }

  async read(buffer?: Any, offset?: Any, length?: Any, position?: Any): Promise<{ bytesRead: number; buffer: Any }> {
    if (!ArrayBuffer.isView(buffer)) {
      ({ offset, length, position } = buffer ?? {});
      buffer = buffer?.buffer ?? Buffer.alloc(16384);
    }
    const [o, n, at] = range(buffer, offset, length, position);
    const bytes = n === 0 ? new Uint8Array(0) : await native.read(this.#open("read"), n, at);
    new Uint8Array((buffer as Any).buffer, (buffer as Any).byteOffset, (buffer as Any).byteLength).set(bytes, o);
    return { bytesRead: bytes.length, buffer };
  }

  async write(buffer: Any, a?: Any, b?: Any, c?: Any): Promise<{ bytesWritten: number; buffer: Any }> {
    let bytes: Uint8Array;
    let position: number;
    if (typeof buffer === "string") [bytes, position] = [toBytes(buffer, b), a ?? -1];
    else {
      const [o, n, at] = range(buffer, a, b, c);
      [bytes, position] = [toBytes(buffer).subarray(o, o + n), at];
    }
    return { bytesWritten: await native.write(this.#open("write"), bytes, position), buffer };
  }

  async readFile(options?: Any): Promise<Any> { return run(operations.readFile!(this.#open("read"), options)); }

  async writeFile(data: Any, options?: Any): Promise<void> {
    const o = toOptions(options, { encoding: "utf8" });
    if (data !== null && typeof data === "object" && !ArrayBuffer.isView(data) && (Symbol.asyncIterator in data || Symbol.iterator in data)) {
      for await (const chunk of data) await run({ op: "write", args: [this.#open("write"), toBytes(chunk, o.encoding), -1], signal: o.signal });
      return;
    }
    await run(operations.writeFile!(this.#open("write"), data, options));
  }

  appendFile(data: Any, options?: Any): Promise<void> { return this.writeFile(data, options); }
  async readv(buffers: Any[], position?: Any): Promise<Any> {
    let bytesRead = 0;
    for (const b of buffers) {
      const r = await this.read(b, 0, b.byteLength, position == null ? position : position + bytesRead);
      bytesRead += r.bytesRead;
      if (r.bytesRead < b.byteLength) break;
    }
    return { bytesRead, buffers };
  }
  async writev(buffers: Any[], position?: Any): Promise<Any> {
    const { bytesWritten } = await this.write(Buffer.concat(buffers.map((b) => Buffer.from(toBytes(b)))), 0, undefined, position);
    return { bytesWritten, buffers };
  }
  stat(options?: Any): Promise<Any> { return run(operations.fstat!(this.#open("fstat"), options)); }
  sync(): Promise<void> { return run(operations.fsync!(this.#open("fsync"))); }
  datasync(): Promise<void> { return run(operations.fsync!(this.#open("fsync"))); }
  truncate(length = 0): Promise<void> { return run(operations.ftruncate!(this.#open("ftruncate"), length)); }
  chmod(mode: Any): Promise<void> { return run(operations.fchmod!(this.#open("fchmod"), mode)); }
  chown(uid: number, gid: number): Promise<void> { return run(operations.fchown!(this.#open("fchown"), uid, gid)); }
  utimes(atime: Any, mtime: Any): Promise<void> { return run(operations.futimes!(this.#open("futimes"), atime, mtime)); }
  createReadStream(options?: Any): Any { return fs.createReadStream("", { autoClose: true, ...options, fd: this }); }
  createWriteStream(options?: Any): Any { return fs.createWriteStream("", { autoClose: true, ...options, fd: this }); }
  async *readLines(options?: Any): AsyncGenerator<string> {
    let rest = "";
    for await (const chunk of this.createReadStream({ encoding: "utf8", ...options })) {
      const lines = (rest + chunk).split(/\r?\n/);
      rest = lines.pop()!;
      yield* lines;
    }
    if (rest !== "") yield rest;
  }
  [(Symbol as Any).asyncDispose ?? Symbol.for("Symbol.asyncDispose")](): Promise<void> { return this.close(); }
}

export async function open(path: Any, flags?: Any, mode?: Any): Promise<FileHandle> {
  return new FileHandle(await native.open(toPath(path), toFlags(flags, "r"), toMode(mode, 0o666)));
}

p.realpath = p.realpathNative;
delete p.realpathNative;
const writeOne = p.writeFile;
export async function writeFile(path: Any, data: Any, options?: Any): Promise<void> {
  if (path instanceof FileHandle) return path.writeFile(data, options);
  if (data !== null && typeof data === "object" && !ArrayBuffer.isView(data) && (Symbol.asyncIterator in data || (Symbol.iterator in data && typeof data !== "string"))) {
    const o = toOptions(options, { flag: "w", mode: 0o666, encoding: "utf8" });
    const file = await open(path, o.flag, o.mode);
    try {
      await file.writeFile(data, o);
    } finally {
      await file.close();
    }
    return;
  }
  return writeOne(path, data, options);
}

export async function cp(from: Any, to: Any, options?: Any): Promise<void> {
  await copyTree(toPath(from, "src"), toPath(to, "dest"), cpOptions(options), (op, ...args) => run(operations[op]!(...args)));
}

export async function opendir(path: Any, options?: Any): Promise<Any> {
  try {
    return new fs.Dir(toPath(path), await p.readdir(path, { recursive: options?.recursive, withFileTypes: true }));
  } catch (e) {
    throw fs.asOpendir(e);
  }
}

export function watch(): never {
  throw refused("fs.watch()", "a script runs for the length of a call and cannot wait for files to change; let a cron trigger look, or send an event from what changes them");
}

export const {
  access, stat, lstat, readFile, appendFile, mkdir, mkdtemp, readdir, rmdir, rm, unlink, rename, copyFile, link, symlink, readlink, realpath, chmod, chown,
  lchown, utimes, lutimes, truncate, statfs,
} = p;
export { constants };
export default { ...p, open, writeFile, cp, opendir, watch, constants, FileHandle };
