// Code generated from bundler/shims/node/fs.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: e155f253bd1e056d9a1fbf3411f4221326f11966ece1118248d64052c3d43b95
var __lazy = (load, names) => names.reduce((all, name) => Object.defineProperty(all, name, {
  configurable: true,
  enumerable: true,
  get() {
    const value = load()[name];
    if (value !== undefined) Object.defineProperty(all, name, { value });
    return value;
  }
}), {});
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __knownSymbol = (name, symbol) => (symbol = Symbol[name]) ? symbol : /* @__PURE__ */ Symbol.for("Symbol." + name);
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true, configurable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => !isNodeMode && mod != null && mod.__esModule ? mod : (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });
var __await = function(promise, isYieldStar) {
  this[0] = promise;
  this[1] = isYieldStar;
};
var __asyncGenerator = (__this, __arguments, generator) => {
  var resume = (k, v, yes, no) => {
    try {
      var x = generator[k](v), isAwait = (v = x.value) instanceof __await, done = x.done;
      Promise.resolve(isAwait ? v[0] : v).then((y) => isAwait ? resume(k === "return" && v[1] ? k : "next", v[1] ? { done: y.done, value: y.value } : y, yes, no) : yes({ value: y, done })).catch((e) => resume("throw", e, yes, no));
    } catch (e) {
      no(e);
    }
  }, method = (k, call, wait, clear) => it[k] = (x) => (call = new Promise((yes, no, run2) => (run2 = () => resume(k, x, yes, no), q ? q.then(run2) : run2())), clear = () => q === wait && (q = 0), q = wait = call.then(clear, clear), call), q, it = {};
  return generator = generator.apply(__this, __arguments), it[__knownSymbol("asyncIterator")] = () => it, method("next"), method("throw"), method("return"), it;
};

// bundler/shims/node/fs.ts
var fs_exports = {};
__export(fs_exports, {
  BigIntStats: () => import_files2.BigIntStats,
  Dir: () => Dir,
  Dirent: () => import_files2.Dirent,
  F_OK: () => F_OK,
  R_OK: () => R_OK,
  ReadStream: () => ReadStream,
  Stats: () => import_files2.Stats,
  W_OK: () => W_OK,
  WriteStream: () => WriteStream,
  X_OK: () => X_OK,
  access: () => access,
  accessSync: () => accessSync,
  appendFile: () => appendFile,
  appendFileSync: () => appendFileSync,
  asOpendir: () => asOpendir,
  chmod: () => chmod,
  chmodSync: () => chmodSync,
  chown: () => chown,
  chownSync: () => chownSync,
  close: () => close,
  closeSync: () => closeSync,
  constants: () => import_files2.constants,
  copyFile: () => copyFile,
  copyFileSync: () => copyFileSync,
  cp: () => cp,
  cpSync: () => cpSync,
  createReadStream: () => createReadStream,
  createWriteStream: () => createWriteStream,
  default: () => fs_default,
  exists: () => exists,
  existsSync: () => existsSync,
  fchmod: () => fchmod,
  fchmodSync: () => fchmodSync,
  fchown: () => fchown,
  fchownSync: () => fchownSync,
  fdatasync: () => fdatasync,
  fdatasyncSync: () => fdatasyncSync,
  fstat: () => fstat,
  fstatSync: () => fstatSync,
  fsync: () => fsync,
  fsyncSync: () => fsyncSync,
  ftruncate: () => ftruncate,
  ftruncateSync: () => ftruncateSync,
  futimes: () => futimes,
  futimesSync: () => futimesSync,
  lchown: () => lchown,
  lchownSync: () => lchownSync,
  link: () => link2,
  linkSync: () => linkSync,
  lstat: () => lstat,
  lstatSync: () => lstatSync,
  lutimes: () => lutimes,
  lutimesSync: () => lutimesSync,
  mkdir: () => mkdir,
  mkdirSync: () => mkdirSync,
  mkdtemp: () => mkdtemp,
  mkdtempSync: () => mkdtempSync,
  open: () => open,
  openSync: () => openSync,
  opendir: () => opendir,
  opendirSync: () => opendirSync,
  promises: () => import_promises.default,
  read: () => read,
  readFile: () => readFile,
  readFileSync: () => readFileSync,
  readSync: () => readSync,
  readdir: () => readdir,
  readdirSync: () => readdirSync,
  readlink: () => readlink,
  readlinkSync: () => readlinkSync,
  readv: () => readv,
  readvSync: () => readvSync,
  realpath: () => realpath,
  realpathSync: () => realpathSync,
  rename: () => rename,
  renameSync: () => renameSync,
  rm: () => rm,
  rmSync: () => rmSync,
  rmdir: () => rmdir,
  rmdirSync: () => rmdirSync,
  stat: () => stat,
  statSync: () => statSync,
  statfs: () => statfs,
  statfsSync: () => statfsSync,
  symlink: () => symlink,
  symlinkSync: () => symlinkSync,
  truncate: () => truncate,
  truncateSync: () => truncateSync,
  unlink: () => unlink,
  unlinkSync: () => unlinkSync,
  unwatchFile: () => unwatchFile,
  utimes: () => utimes,
  utimesSync: () => utimesSync,
  watch: () => watch,
  watchFile: () => watchFile,
  write: () => write,
  writeFile: () => writeFile,
  writeFileSync: () => writeFileSync,
  writeSync: () => writeSync,
  writev: () => writev,
  writevSync: () => writevSync
});
module.exports = __toCommonJS(fs_exports);
var import_fs2 = __toESM(require("host:internal/fs"));
var import_promises = __lazy(() => __toESM(require("node:fs/promises")), ["default"]);
var import_node_buffer2 = __lazy(() => require("node:buffer"), ["Buffer"]);
var import_node_process = __lazy(() => __toESM(require("node:process")), ["default"]);
var import_node_util = __lazy(() => require("node:util"), ["promisify"]);

// bundler/shims/node/_fsstreams.ts
var import_fs = __toESM(require("host:internal/fs"));
var import_node_buffer = __lazy(() => require("node:buffer"), ["Buffer"]);
var import_node_stream = __lazy(() => require("node:stream"), ["Readable", "Writable"]);
var import_files = require("host:internal/files");
var import_node_errors = require("host:internal/node-errors");
function position(value, name) {
  if (value === void 0) return void 0;
  if (typeof value !== "number") throw (0, import_node_errors.invalidArgType)(name, "number", value);
  if (Number.isNaN(value) || value < 0) throw (0, import_node_errors.outOfRange)(name, ">= 0 && <= 2 ** 53 - 1", value);
  return value;
}
function source(stream, path, o, fallback) {
  if (o.fs) throw (0, import_node_errors.refused)("options.fs", "files are read and written by the host; make a Readable or Writable of your own");
  const handle = o.fd !== null && typeof o.fd === "object" ? o.fd : void 0;
  stream.fd = handle ? handle.fd : typeof o.fd === "number" ? o.fd : null;
  stream.path = stream.fd === null ? (0, import_files.toPath)(path) : void 0;
  stream.flags = o.flags ?? fallback;
  stream.mode = o.mode ?? 438;
  stream.autoClose = o.autoClose ?? true;
  return {
    open(done) {
      if (stream.fd !== null) return done();
      import_fs.default.open(stream.path, (0, import_files.toFlags)(stream.flags, fallback), (0, import_files.toMode)(stream.mode, 438)).then((fd) => {
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
      const flushed = o.flush && !e ? import_fs.default.fsync(fd) : Promise.resolve();
      flushed.then(() => stream.autoClose && (handle ? handle.close() : import_fs.default.close(fd))).then(() => done(e), (late) => done(e || late));
    }
  };
}
function readStream(path, options) {
  const o = (0, import_files.toOptions)(options);
  const start = position(o.start, "start");
  const end = position(o.end, "end") ?? Infinity;
  if (start !== void 0 && start > end) throw (0, import_node_errors.outOfRange)("start", `<= "end" (here: ${end})`, start);
  let at = start;
  let left = end === Infinity ? Infinity : end - (start ?? 0) + 1;
  let file;
  const stream = new import_node_stream.Readable({
    highWaterMark: o.highWaterMark ?? 64 * 1024,
    encoding: o.encoding === "buffer" ? void 0 : o.encoding,
    signal: o.signal,
    emitClose: o.emitClose ?? true,
    autoDestroy: autoClose(o),
    construct(done) {
      queueMicrotask(() => file?.open(done));
    },
    // none when source threw
    read(n) {
      const want = Math.min(n, left);
      if (want <= 0) return void this.push(null);
      import_fs.default.read(stream.fd, want, at ?? -1).then((b) => {
        stream.bytesRead += b.length;
        left -= b.length;
        if (at !== void 0) at += b.length;
        stream.push(b.length === 0 ? null : import_node_buffer.Buffer.from(b.buffer, b.byteOffset, b.byteLength));
      }, (e) => stream.destroy(e));
    },
    destroy(e, done) {
      file.close(e, done);
    }
  });
  stream.bytesRead = 0;
  stream.close = (callback) => {
    if (callback) stream.once("close", callback);
    stream.destroy();
  };
  file = source(stream, path, o, "r");
  Object.setPrototypeOf(stream, ReadStream.prototype);
  return stream;
}
var autoClose = (o) => o.autoClose ?? true;
function writeStream(path, options) {
  const o = (0, import_files.toOptions)(options);
  let at = position(o.start, "start");
  let file;
  const put = (bytes, done) => {
    import_fs.default.write(stream.fd, bytes, at ?? -1).then((n) => {
      stream.bytesWritten += n;
      if (at !== void 0) at += n;
      done();
    }, done);
  };
  const stream = new import_node_stream.Writable({
    highWaterMark: o.highWaterMark,
    decodeStrings: true,
    defaultEncoding: o.encoding ?? "utf8",
    signal: o.signal,
    emitClose: o.emitClose ?? true,
    autoDestroy: autoClose(o),
    construct(done) {
      queueMicrotask(() => file?.open(done));
    },
    // none when source threw
    write(chunk, encoding, done) {
      put((0, import_files.toBytes)(chunk, encoding), done);
    },
    writev(chunks, done) {
      put(import_node_buffer.Buffer.concat(chunks.map(({ chunk, encoding }) => import_node_buffer.Buffer.from((0, import_files.toBytes)(chunk, encoding)))), done);
    },
    destroy(e, done) {
      file.close(e, done);
    }
  });
  stream.bytesWritten = 0;
  stream.close = (callback) => {
    if (callback) stream.writableFinished || stream.destroyed ? queueMicrotask(callback) : stream.once("close", callback);
    stream.end();
  };
  file = source(stream, path, o, "w");
  Object.setPrototypeOf(stream, WriteStream.prototype);
  return stream;
}
function ReadStream(path, options) {
  return readStream(path, options);
}
function WriteStream(path, options) {
  return writeStream(path, options);
}
var linked = false;
function link() {
  if (linked) return;
  linked = true;
  Object.setPrototypeOf(ReadStream.prototype, import_node_stream.Readable.prototype);
  Object.setPrototypeOf(WriteStream.prototype, import_node_stream.Writable.prototype);
}
var createReadStream = (path, options) => {
  link();
  return readStream(path, options);
};
var createWriteStream = (path, options) => {
  link();
  return writeStream(path, options);
};

// bundler/shims/node/fs.ts
var import_node_errors2 = require("host:internal/node-errors");
var import_files2 = require("host:internal/files");
var sync = {};
var callbacks = {};
function settle(promise, callback, spread) {
  promise.then(
    (value) => import_node_process.default.nextTick(callback, null, ...spread ? spread(value) : value === void 0 ? [] : [value]),
    (e) => import_node_process.default.nextTick(callback, e)
  );
}
for (const [name, operation] of Object.entries(import_files2.operations)) {
  sync[`${name}Sync`] = (...args) => (0, import_files2.runSync)(operation(...args));
  callbacks[name] = (...args) => {
    const callback = args.pop();
    (0, import_node_errors2.wantFunction)(callback, "cb");
    settle((0, import_files2.run)(operation(...args)), callback);
  };
  for (const [f, label] of [[sync[`${name}Sync`], `${name}Sync`], [callbacks[name], name]]) Object.defineProperty(f, "name", { value: label });
}
function existsSync(path) {
  try {
    import_fs2.default.accessSync((0, import_files2.toPath)(path), 0);
    return true;
  } catch {
    return false;
  }
}
function exists(path, callback) {
  (0, import_node_errors2.wantFunction)(callback, "cb");
  const there = existsSync(path);
  import_node_process.default.nextTick(callback, there);
}
Object.defineProperty(exists, import_node_util.promisify.custom, { value: (path) => Promise.resolve(existsSync(path)) });
function fill(buffer, offset, bytes) {
  new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).set(bytes, offset);
  return bytes.length;
}
function readSync(fd, buffer, offset, length, position2) {
  const [o, n, p] = (0, import_files2.range)(buffer, offset, length, position2);
  if (n === 0) return 0;
  return fill(buffer, o, import_fs2.default.readSync((0, import_files2.toFD)(fd), n, p));
}
function read(fd, buffer, ...rest) {
  const callback = rest.pop() ?? buffer;
  if (typeof buffer === "function") buffer = import_node_buffer2.Buffer.alloc(16384);
  else if (buffer && !ArrayBuffer.isView(buffer)) {
    rest = [{ offset: buffer.offset, length: buffer.length, position: buffer.position }];
    buffer = buffer.buffer ?? import_node_buffer2.Buffer.alloc(16384);
  }
  (0, import_node_errors2.wantFunction)(callback, "cb");
  const [o, n, p] = (0, import_files2.range)(buffer, rest[0], rest[1], rest[2]);
  settle(import_fs2.default.read((0, import_files2.toFD)(fd), n, p).then((b) => fill(buffer, o, b)), callback, (count) => [count, buffer]);
}
function piece(buffer, a, b, c) {
  if (typeof buffer === "string") return [(0, import_files2.toBytes)(buffer, b), typeof a === "number" || typeof a === "bigint" ? a : -1];
  const [o, n, p] = (0, import_files2.range)(buffer, a, b, c);
  return [(0, import_files2.toBytes)(buffer).subarray(o, o + n), p];
}
function writeSync(fd, buffer, a, b, c) {
  const [bytes, position2] = piece(buffer, a, b, c);
  return import_fs2.default.writeSync((0, import_files2.toFD)(fd), bytes, position2);
}
function write(fd, buffer, ...rest) {
  const callback = rest.pop();
  (0, import_node_errors2.wantFunction)(callback, "cb");
  const [bytes, position2] = piece(buffer, rest[0], rest[1], rest[2]);
  settle(import_fs2.default.write((0, import_files2.toFD)(fd), bytes, position2), callback, (n) => [n, buffer]);
}
function readvSync(fd, buffers, position2) {
  let total = 0;
  for (const b of buffers) {
    const n = readSync(fd, b, 0, b.byteLength, position2 === void 0 || position2 === null ? position2 : position2 + total);
    total += n;
    if (n < b.byteLength) break;
  }
  return total;
}
function writevSync(fd, buffers, position2) {
  return import_fs2.default.writeSync((0, import_files2.toFD)(fd), import_node_buffer2.Buffer.concat(buffers.map((b) => import_node_buffer2.Buffer.from((0, import_files2.toBytes)(b)))), position2 ?? -1);
}
function readv(fd, buffers, ...rest) {
  const callback = rest.pop();
  settle(Promise.resolve().then(() => readvSync(fd, buffers, rest[0])), callback, (n) => [n, buffers]);
}
function writev(fd, buffers, ...rest) {
  const callback = rest.pop();
  settle(import_fs2.default.write((0, import_files2.toFD)(fd), import_node_buffer2.Buffer.concat(buffers.map((b) => import_node_buffer2.Buffer.from((0, import_files2.toBytes)(b)))), rest[0] ?? -1), callback, (n) => [n, buffers]);
}
function cpSync(from, to, options) {
  for (const step of (0, import_files2.copySteps)((0, import_files2.toPath)(from, "src"), (0, import_files2.toPath)(to, "dest"), (0, import_files2.cpOptions)(options))) {
    let answer;
    let error;
    try {
      answer = step.filter ? step.filter() : sync[`${step.op}Sync`](...step.args);
    } catch (e) {
      error = e;
    }
    step.next(answer, error);
  }
}
function cp(from, to, options, callback) {
  if (typeof options === "function") [options, callback] = [void 0, options];
  (0, import_node_errors2.wantFunction)(callback, "cb");
  settle((0, import_files2.copyTree)((0, import_files2.toPath)(from, "src"), (0, import_files2.toPath)(to, "dest"), (0, import_files2.cpOptions)(options), (op, ...args) => (0, import_files2.run)(import_files2.operations[op](...args))), callback);
}
var Dir = class {
  path;
  #entries;
  #closed = false;
  constructor(path, entries) {
    this.path = path;
    this.#entries = entries;
  }
  readSync() {
    return this.#entries.shift() ?? null;
  }
  read(callback) {
    if (callback) return settle(Promise.resolve(this.readSync()), callback, (v) => [v]);
    return Promise.resolve(this.readSync());
  }
  closeSync() {
    this.#closed = true;
  }
  close(callback) {
    this.#closed = true;
    if (callback) return import_node_process.default.nextTick(callback, null);
    return Promise.resolve();
  }
  entries() {
    return __asyncGenerator(this, null, function* () {
      for (let e = this.readSync(); e !== null && !this.#closed; e = this.readSync()) yield e;
    });
  }
  [Symbol.asyncIterator]() {
    return this.entries();
  }
};
function asOpendir(e) {
  if (e?.syscall !== "scandir") return e;
  const err = new Error(String(e.message).replace(", scandir", ", opendir"));
  return Object.assign(err, { errno: e.errno, code: e.code, syscall: "opendir", path: e.path });
}
function opendirSync(path, options) {
  try {
    return new Dir((0, import_files2.toPath)(path), sync.readdirSync(path, { recursive: options?.recursive, withFileTypes: true }));
  } catch (e) {
    throw asOpendir(e);
  }
}
function opendir(path, options, callback) {
  if (typeof options === "function") [options, callback] = [void 0, options];
  settle(import_promises.default.opendir(path, options), callback);
}
var noWatch = (name) => () => {
  throw (0, import_node_errors2.refused)(`fs.${name}()`, "a script runs for the length of a call and cannot wait for files to change; let a cron trigger look, or send an event from what changes them");
};
var watch = noWatch("watch");
var watchFile = noWatch("watchFile");
var unwatchFile = () => {
};
var {
  accessSync,
  statSync,
  lstatSync,
  readFileSync,
  writeFileSync,
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  renameSync,
  copyFileSync,
  linkSync,
  symlinkSync,
  readlinkSync,
  realpathSync,
  chmodSync,
  chownSync,
  lchownSync,
  utimesSync,
  lutimesSync,
  truncateSync,
  statfsSync,
  openSync,
  closeSync,
  fstatSync,
  fsyncSync,
  fdatasyncSync,
  ftruncateSync,
  fchmodSync,
  fchownSync,
  futimesSync
} = sync;
var {
  access,
  stat,
  lstat,
  readFile,
  writeFile,
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  rmdir,
  rm,
  unlink,
  rename,
  copyFile,
  link: link2,
  symlink,
  readlink,
  realpath,
  chmod,
  chown,
  lchown,
  utimes,
  lutimes,
  truncate,
  statfs,
  open,
  close,
  fstat,
  fsync,
  fdatasync,
  ftruncate,
  fchmod,
  fchown,
  futimes
} = callbacks;
realpathSync.native = sync.realpathNativeSync;
realpath.native = callbacks.realpathNative;
delete sync.realpathNativeSync;
delete callbacks.realpathNative;
for (const [f, names] of [[read, ["bytesRead", "buffer"]], [write, ["bytesWritten", "buffer"]], [readv, ["bytesRead", "buffers"]], [writev, ["bytesWritten", "buffers"]]]) {
  Object.defineProperty(f, /* @__PURE__ */ Symbol.for("host.util.promisify.args"), { value: names });
}
var { F_OK, R_OK, W_OK, X_OK } = import_files2.constants;
var fs_default = {
  ...sync,
  ...callbacks,
  existsSync,
  exists,
  readSync,
  read,
  writeSync,
  write,
  readvSync,
  writevSync,
  readv,
  writev,
  cpSync,
  cp,
  asOpendir,
  opendirSync,
  opendir,
  Dir,
  watch,
  watchFile,
  unwatchFile,
  constants: import_files2.constants,
  Stats: import_files2.Stats,
  BigIntStats: import_files2.BigIntStats,
  Dirent: import_files2.Dirent,
  F_OK,
  R_OK,
  W_OK,
  X_OK,
  get promises() {
    return import_promises.default;
  },
  get ReadStream() {
    return ReadStream;
  },
  get WriteStream() {
    return WriteStream;
  },
  get createReadStream() {
    return createReadStream;
  },
  get createWriteStream() {
    return createWriteStream;
  }
};
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(fs_exports, { Dir, F_OK, R_OK, ReadStream, W_OK, WriteStream, X_OK, access, accessSync, appendFile, appendFileSync, asOpendir, chmod, chmodSync, chown, chownSync, close, closeSync, copyFile, copyFileSync, cp, cpSync, createReadStream, createWriteStream, default: fs_default, exists, existsSync, fchmod, fchmodSync, fchown, fchownSync, fdatasync, fdatasyncSync, fstat, fstatSync, fsync, fsyncSync, ftruncate, ftruncateSync, futimes, futimesSync, lchown, lchownSync, link: link2, linkSync, lstat, lstatSync, lutimes, lutimesSync, mkdir, mkdirSync, mkdtemp, mkdtempSync, open, openSync, opendir, opendirSync, read, readFile, readFileSync, readSync, readdir, readdirSync, readlink, readlinkSync, readv, readvSync, realpath, realpathSync, rename, renameSync, rm, rmSync, rmdir, rmdirSync, stat, statSync, statfs, statfsSync, symlink, symlinkSync, truncate, truncateSync, unlink, unlinkSync, unwatchFile, utimes, utimesSync, watch, watchFile, write, writeFile, writeFileSync, writeSync, writev, writevSync });
