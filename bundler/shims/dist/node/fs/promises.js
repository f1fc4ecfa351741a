// Code generated from bundler/shims/node/fs/promises.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 9bf8193e29a331c099a3b9eb2b2704ab63656bf7ae30ce1600644b4b79856e6a
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
var __typeError = (msg) => {
  throw TypeError(msg);
};
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
var __yieldStar = (value) => {
  var obj = value[__knownSymbol("asyncIterator")], isAwait = false, method, it = {};
  if (obj == null) {
    obj = value[__knownSymbol("iterator")]();
    method = (k) => it[k] = (x) => obj[k](x);
  } else {
    obj = obj.call(value);
    method = (k) => it[k] = (v) => {
      if (isAwait) {
        isAwait = false;
        if (k === "throw") throw v;
        return v;
      }
      isAwait = true;
      return {
        done: false,
        value: new __await(new Promise((resolve) => {
          var x = obj[k](v);
          if (!(x instanceof Object)) __typeError("Object expected");
          resolve(x);
        }), 1)
      };
    };
  }
  return it[__knownSymbol("iterator")] = () => it, method("next"), "throw" in obj ? method("throw") : it.throw = (x) => {
    throw x;
  }, "return" in obj && method("return"), it;
};
var __forAwait = (obj, it, method) => (it = obj[__knownSymbol("asyncIterator")]) ? it.call(obj) : (obj = obj[__knownSymbol("iterator")](), it = {}, method = (key, fn) => (fn = obj[key]) && (it[key] = (arg) => new Promise((yes, no, done) => (arg = fn.call(obj, arg), done = arg.done, Promise.resolve(arg.value).then((value) => yes({ value, done }), no)))), method("next"), method("return"), it);

// bundler/shims/node/fs/promises.ts
var promises_exports = {};
__export(promises_exports, {
  FileHandle: () => FileHandle,
  access: () => access,
  appendFile: () => appendFile,
  chmod: () => chmod,
  chown: () => chown,
  constants: () => import_files.constants,
  copyFile: () => copyFile,
  cp: () => cp,
  default: () => promises_default,
  lchown: () => lchown,
  link: () => link,
  lstat: () => lstat,
  lutimes: () => lutimes,
  mkdir: () => mkdir,
  mkdtemp: () => mkdtemp,
  open: () => open,
  opendir: () => opendir,
  readFile: () => readFile,
  readdir: () => readdir,
  readlink: () => readlink,
  realpath: () => realpath,
  rename: () => rename,
  rm: () => rm,
  rmdir: () => rmdir,
  stat: () => stat,
  statfs: () => statfs,
  symlink: () => symlink,
  truncate: () => truncate,
  unlink: () => unlink,
  utimes: () => utimes,
  watch: () => watch,
  writeFile: () => writeFile
});
module.exports = __toCommonJS(promises_exports);
var import_fs = __toESM(require("host:internal/fs"));
var import_node_buffer = __lazy(() => require("node:buffer"), ["Buffer"]);
var import_node_events = __lazy(() => __toESM(require("node:events")), ["default"]);
var import_node_fs = __lazy(() => __toESM(require("node:fs")), ["default"]);
var import_node_errors = require("host:internal/node-errors");
var import_files = require("host:internal/files");
var p = {};
for (const [name, operation] of Object.entries(import_files.operations)) {
  if (/^f[a-z]|^(open|close)$/.test(name) && name !== "fstatfs") continue;
  p[name] = async (path, ...rest) => (0, import_files.run)(operation(path instanceof FileHandle ? path.fd : path, ...rest));
  Object.defineProperty(p[name], "name", { value: name });
}
var FileHandle = class extends import_node_events.default {
  #fd;
  constructor(fd) {
    super();
    this.#fd = fd;
  }
  get fd() {
    return this.#fd;
  }
  async close() {
    if (this.#fd < 0) return;
    const fd = this.#fd;
    this.#fd = -1;
    await import_fs.default.close(fd);
    this.emit("close");
  }
  #open(call) {
    if (this.#fd < 0) {
      const e = (0, import_node_errors.coded)(Error, "EBADF", "file closed");
      throw Object.assign(e, { syscall: call });
    }
    return this.#fd;
  }
  async read(buffer, offset, length, position) {
    if (!ArrayBuffer.isView(buffer)) {
      ({ offset, length, position } = buffer ?? {});
      buffer = buffer?.buffer ?? import_node_buffer.Buffer.alloc(16384);
    }
    const [o, n, at] = (0, import_files.range)(buffer, offset, length, position);
    const bytes = n === 0 ? new Uint8Array(0) : await import_fs.default.read(this.#open("read"), n, at);
    new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).set(bytes, o);
    return { bytesRead: bytes.length, buffer };
  }
  async write(buffer, a, b, c) {
    let bytes;
    let position;
    if (typeof buffer === "string") [bytes, position] = [(0, import_files.toBytes)(buffer, b), a ?? -1];
    else {
      const [o, n, at] = (0, import_files.range)(buffer, a, b, c);
      [bytes, position] = [(0, import_files.toBytes)(buffer).subarray(o, o + n), at];
    }
    return { bytesWritten: await import_fs.default.write(this.#open("write"), bytes, position), buffer };
  }
  async readFile(options) {
    return (0, import_files.run)(import_files.operations.readFile(this.#open("read"), options));
  }
  async writeFile(data, options) {
    const o = (0, import_files.toOptions)(options, { encoding: "utf8" });
    if (data !== null && typeof data === "object" && !ArrayBuffer.isView(data) && (Symbol.asyncIterator in data || Symbol.iterator in data)) {
      try {
        for (var iter = __forAwait(data), more, temp, error; more = !(temp = await iter.next()).done; more = false) {
          const chunk = temp.value;
          await (0, import_files.run)({ op: "write", args: [this.#open("write"), (0, import_files.toBytes)(chunk, o.encoding), -1], signal: o.signal });
        }
      } catch (temp) {
        error = [temp];
      } finally {
        try {
          more && (temp = iter.return) && await temp.call(iter);
        } finally {
          if (error)
            throw error[0];
        }
      }
      return;
    }
    await (0, import_files.run)(import_files.operations.writeFile(this.#open("write"), data, options));
  }
  appendFile(data, options) {
    return this.writeFile(data, options);
  }
  async readv(buffers, position) {
    let bytesRead = 0;
    for (const b of buffers) {
      const r = await this.read(b, 0, b.byteLength, position == null ? position : position + bytesRead);
      bytesRead += r.bytesRead;
      if (r.bytesRead < b.byteLength) break;
    }
    return { bytesRead, buffers };
  }
  async writev(buffers, position) {
    const { bytesWritten } = await this.write(import_node_buffer.Buffer.concat(buffers.map((b) => import_node_buffer.Buffer.from((0, import_files.toBytes)(b)))), 0, void 0, position);
    return { bytesWritten, buffers };
  }
  stat(options) {
    return (0, import_files.run)(import_files.operations.fstat(this.#open("fstat"), options));
  }
  sync() {
    return (0, import_files.run)(import_files.operations.fsync(this.#open("fsync")));
  }
  datasync() {
    return (0, import_files.run)(import_files.operations.fsync(this.#open("fsync")));
  }
  truncate(length = 0) {
    return (0, import_files.run)(import_files.operations.ftruncate(this.#open("ftruncate"), length));
  }
  chmod(mode) {
    return (0, import_files.run)(import_files.operations.fchmod(this.#open("fchmod"), mode));
  }
  chown(uid, gid) {
    return (0, import_files.run)(import_files.operations.fchown(this.#open("fchown"), uid, gid));
  }
  utimes(atime, mtime) {
    return (0, import_files.run)(import_files.operations.futimes(this.#open("futimes"), atime, mtime));
  }
  createReadStream(options) {
    return import_node_fs.default.createReadStream("", { autoClose: true, ...options, fd: this });
  }
  createWriteStream(options) {
    return import_node_fs.default.createWriteStream("", { autoClose: true, ...options, fd: this });
  }
  readLines(options) {
    return __asyncGenerator(this, null, function* () {
      let rest = "";
      try {
        for (var iter = __forAwait(this.createReadStream({ encoding: "utf8", ...options })), more, temp, error; more = !(temp = yield new __await(iter.next())).done; more = false) {
          const chunk = temp.value;
          const lines = (rest + chunk).split(/\r?\n/);
          rest = lines.pop();
          yield* __yieldStar(lines);
        }
      } catch (temp) {
        error = [temp];
      } finally {
        try {
          more && (temp = iter.return) && (yield new __await(temp.call(iter)));
        } finally {
          if (error)
            throw error[0];
        }
      }
      if (rest !== "") yield rest;
    });
  }
  [Symbol.asyncDispose ?? /* @__PURE__ */ Symbol.for("Symbol.asyncDispose")]() {
    return this.close();
  }
};
async function open(path, flags, mode) {
  return new FileHandle(await import_fs.default.open((0, import_files.toPath)(path), (0, import_files.toFlags)(flags, "r"), (0, import_files.toMode)(mode, 438)));
}
p.realpath = p.realpathNative;
delete p.realpathNative;
var writeOne = p.writeFile;
async function writeFile(path, data, options) {
  if (path instanceof FileHandle) return path.writeFile(data, options);
  if (data !== null && typeof data === "object" && !ArrayBuffer.isView(data) && (Symbol.asyncIterator in data || Symbol.iterator in data && typeof data !== "string")) {
    const o = (0, import_files.toOptions)(options, { flag: "w", mode: 438, encoding: "utf8" });
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
async function cp(from, to, options) {
  await (0, import_files.copyTree)((0, import_files.toPath)(from, "src"), (0, import_files.toPath)(to, "dest"), (0, import_files.cpOptions)(options), (op, ...args) => (0, import_files.run)(import_files.operations[op](...args)));
}
async function opendir(path, options) {
  try {
    return new import_node_fs.default.Dir((0, import_files.toPath)(path), await p.readdir(path, { recursive: options?.recursive, withFileTypes: true }));
  } catch (e) {
    throw import_node_fs.default.asOpendir(e);
  }
}
function watch() {
  throw (0, import_node_errors.refused)("fs.watch()", "a script runs for the length of a call and cannot wait for files to change; let a cron trigger look, or send an event from what changes them");
}
var {
  access,
  stat,
  lstat,
  readFile,
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  rmdir,
  rm,
  unlink,
  rename,
  copyFile,
  link,
  symlink,
  readlink,
  realpath,
  chmod,
  chown,
  lchown,
  utimes,
  lutimes,
  truncate,
  statfs
} = p;
var promises_default = { ...p, open, writeFile, cp, opendir, watch, constants: import_files.constants, FileHandle };
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(promises_exports, { FileHandle, access, appendFile, chmod, chown, copyFile, cp, default: promises_default, lchown, link, lstat, lutimes, mkdir, mkdtemp, open, opendir, readFile, readdir, readlink, realpath, rename, rm, rmdir, stat, statfs, symlink, truncate, unlink, utimes, watch, writeFile });
