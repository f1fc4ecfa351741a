// fs.createReadStream and fs.createWriteStream.
import native from "host:internal/fs";
import { Buffer } from "node:buffer";
import { Readable, Writable } from "node:stream";
import { toBytes, toFlags, toMode, toOptions, toPath } from "host:internal/files";
import { invalidArgType, outOfRange, refused } from "host:internal/node-errors";

type Any = any;

function position(value: Any, name: string): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
  if (Number.isNaN(value) || value < 0) throw outOfRange(name, ">= 0 && <= 2 ** 53 - 1", value);
  return value;
}

/** Opens the file, or takes the one given: a number or a FileHandle. */
function source(stream: Any, path: Any, o: Any, fallback: string): { open: (done: (e?: Any) => void) => void; close: (e: Any, done: (e?: Any) => void) => void } {
  if (o.fs) throw refused("options.fs", "files are read and written by the host; make a Readable or Writable of your own");
  const handle = o.fd !== null && typeof o.fd === "object" ? o.fd : undefined;
  stream.fd = handle ? handle.fd : typeof o.fd === "number" ? o.fd : null;
  stream.path = stream.fd === null ? toPath(path) : undefined;
  stream.flags = o.flags ?? fallback;
  stream.mode = o.mode ?? 0o666;
  stream.autoClose = o.autoClose ?? true;
  return {
    open(done) {
      if (stream.fd !== null) return done();
      native.open(stream.path, toFlags(stream.flags, fallback), toMode(stream.mode, 0o666)).then((fd: number) => {
        stream.fd = fd;
        done();
        stream.emit("open", fd);
        stream.emit("ready");
      }, done);
    },
    close(e, done) {
      const fd = stream.fd;
      stream.fd = null;
      if (fd === null) return done(e);
      const flushed = o.flush && !e ? native.fsync(fd) : Promise.resolve();
      flushed.then(() => stream.autoClose && (handle ? handle.close() : native.close(fd))).then(() => done(e), (late: Any) => done(e || late));
    },
  };
}

function readStream(path: Any, options?: Any): Any {
  const o = toOptions(options);
  const start = position(o.start, "start");
  const end = position(o.end, "end") ?? Infinity;
  if (start !== undefined && start > end) throw outOfRange("start", `<= "end" (here: ${end})`, start);
  let at = start;
  let left = end === Infinity ? Infinity : end - (start ?? 0) + 1;
  let file: Any;
  const stream: Any = new Readable({
    highWaterMark: o.highWaterMark ?? 64 * 1024, encoding: o.encoding === "buffer" ? undefined : o.encoding, signal: o.signal, emitClose: o.emitClose ?? true, autoDestroy: autoClose(o),
    construct(done: Any) { queueMicrotask(() => file?.open(done)); }, // none when source threw
    read(n: number) {
      const want = Math.min(n, left);
      if (want <= 0) return void this.push(null);
      native.read(stream.fd, want, at ?? -1).then((b: Uint8Array) => {
        stream.bytesRead += b.length;
        left -= b.length;
        if (at !== undefined) at += b.length;
        stream.push(b.length === 0 ? null : Buffer.from(b.buffer as ArrayBuffer, b.byteOffset, b.byteLength));
      }, (e: Any) => stream.destroy(e));
    },
    destroy(e: Any, done: Any) { file.close(e, done); },
  });
  stream.bytesRead = 0;
  stream.close = (callback?: Any) => {
    if (callback) stream.once("close", callback);
    stream.destroy();
  };
  file = source(stream, path, o, "r");
  Object.setPrototypeOf(stream, ReadStream.prototype);
  return stream;
}

const autoClose = (o: Any): boolean => o.autoClose ?? true;

function writeStream(path: Any, options?: Any): Any {
  const o = toOptions(options);
  let at = position(o.start, "start");
  let file: Any;
  const put = (bytes: Uint8Array, done: Any) => {
    native.write(stream.fd, bytes, at ?? -1).then((n: number) => {
      stream.bytesWritten += n;
      if (at !== undefined) at += n;
      done();
    }, done);
  };
  const stream: Any = new Writable({
    highWaterMark: o.highWaterMark, decodeStrings: true, defaultEncoding: o.encoding ?? "utf8", signal: o.signal, emitClose: o.emitClose ?? true, autoDestroy: autoClose(o),
    construct(done: Any) { queueMicrotask(() => file?.open(done)); }, // none when source threw
    write(chunk: Any, encoding: Any, done: Any) { put(toBytes(chunk, encoding), done); },
    writev(chunks: Any[], done: Any) { put(Buffer.concat(chunks.map(({ chunk, encoding }) => Buffer.from(toBytes(chunk, encoding)))), done); },
    destroy(e: Any, done: Any) { file.close(e, done); },
  });
  stream.bytesWritten = 0;
  stream.close = (callback?: Any) => {
    if (callback) stream.writableFinished || stream.destroyed ? queueMicrotask(callback) : stream.once("close", callback);
    stream.end();
  };
  file = source(stream, path, o, "w");
  Object.setPrototypeOf(stream, WriteStream.prototype);
  return stream;
}

/** Both are called with and without new. */
export function ReadStream(this: Any, path: Any, options?: Any): Any { return readStream(path, options); }
export function WriteStream(this: Any, path: Any, options?: Any): Any { return writeStream(path, options); }
let linked = false;
function link(): void {
  if (linked) return;
  linked = true;
  Object.setPrototypeOf(ReadStream.prototype, Readable.prototype);
  Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
}

export const createReadStream = (path: Any, options?: Any): Any => { link(); return readStream(path, options); };
export const createWriteStream = (path: Any, options?: Any): Any => { link(); return writeStream(path, options); };
