// Code generated from bundler/shims/host/internal/files.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 9a39914f194488ed3ef122a432de65c0aba02c222d5ef86b8fdaa3c208121b36
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
var __yieldStar = (value) => {
  var obj = value[__knownSymbol("asyncIterator")], isAwait = false, method, it = {};
  if (obj == null) {
    obj = value[__knownSymbol("iterator")]();
    method = (k2) => it[k2] = (x) => obj[k2](x);
  } else {
    obj = obj.call(value);
    method = (k2) => it[k2] = (v) => {
      if (isAwait) {
        isAwait = false;
        if (k2 === "throw") throw v;
        return v;
      }
      isAwait = true;
      return {
        done: false,
        value: new __await(new Promise((resolve2) => {
          var x = obj[k2](v);
          if (!(x instanceof Object)) __typeError("Object expected");
          resolve2(x);
        }), 1)
      };
    };
  }
  return it[__knownSymbol("iterator")] = () => it, method("next"), "throw" in obj ? method("throw") : it.throw = (x) => {
    throw x;
  }, "return" in obj && method("return"), it;
};

// bundler/shims/host/internal/files.ts
var files_exports = {};
__export(files_exports, {
  BigIntStats: () => BigIntStats,
  Dirent: () => Dirent,
  Stats: () => Stats,
  constants: () => constants,
  copySteps: () => copySteps,
  copyTree: () => copyTree,
  cpOptions: () => cpOptions,
  operations: () => operations,
  range: () => range,
  run: () => run,
  runSync: () => runSync,
  toBytes: () => toBytes,
  toFD: () => toFD,
  toFlags: () => toFlags,
  toMode: () => toMode,
  toOptions: () => toOptions,
  toPath: () => toPath,
  toTime: () => toTime
});
module.exports = __toCommonJS(files_exports);
var import_fs = __toESM(require("host:internal/fs"));
var import_node_buffer = __lazy(() => require("node:buffer"), ["Buffer"]);
var import_node_path = __lazy(() => require("node:path"), ["dirname", "isAbsolute", "resolve"]);
var import_node_process = __lazy(() => __toESM(require("node:process")), ["default"]);
var import_node_errors = require("host:internal/node-errors");
var constants = import_fs.default.constants;
var k = constants;
function toPath(path, name = "path") {
  let text;
  if (typeof path === "string") text = path;
  else if (path instanceof Uint8Array) text = import_node_buffer.Buffer.from(path).toString();
  else if (path !== null && typeof path === "object" && typeof path.href === "string" && typeof path.protocol === "string") {
    if (path.protocol !== "file:") throw (0, import_node_errors.coded)(TypeError, "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
    if (path.hostname !== "") throw (0, import_node_errors.coded)(TypeError, "ERR_INVALID_FILE_URL_HOST", `File URL host must be "localhost" or empty on ${import_node_process.default.platform}`);
    text = decodeURIComponent(path.pathname);
  } else throw (0, import_node_errors.invalidArgType)(name, ["string", "Buffer", "URL"], path);
  if (text.includes("\0")) throw (0, import_node_errors.invalidArgValue)(name, text, "must be a string, Uint8Array, or URL without null bytes");
  return text;
}
function toFD(fd) {
  (0, import_node_errors.wantInteger)(fd, "fd", 0, 2147483647);
  return fd;
}
var flagNames = {
  "r": k.O_RDONLY,
  "rs": k.O_RDONLY | k.O_SYNC,
  "sr": k.O_RDONLY | k.O_SYNC,
  "r+": k.O_RDWR,
  "rs+": k.O_RDWR | k.O_SYNC,
  "sr+": k.O_RDWR | k.O_SYNC,
  "w": k.O_TRUNC | k.O_CREAT | k.O_WRONLY,
  "wx": k.O_TRUNC | k.O_CREAT | k.O_WRONLY | k.O_EXCL,
  "xw": k.O_TRUNC | k.O_CREAT | k.O_WRONLY | k.O_EXCL,
  "w+": k.O_TRUNC | k.O_CREAT | k.O_RDWR,
  "wx+": k.O_TRUNC | k.O_CREAT | k.O_RDWR | k.O_EXCL,
  "xw+": k.O_TRUNC | k.O_CREAT | k.O_RDWR | k.O_EXCL,
  "a": k.O_APPEND | k.O_CREAT | k.O_WRONLY,
  "ax": k.O_APPEND | k.O_CREAT | k.O_WRONLY | k.O_EXCL,
  "xa": k.O_APPEND | k.O_CREAT | k.O_WRONLY | k.O_EXCL,
  "as": k.O_APPEND | k.O_CREAT | k.O_WRONLY | k.O_SYNC,
  "sa": k.O_APPEND | k.O_CREAT | k.O_WRONLY | k.O_SYNC,
  "a+": k.O_APPEND | k.O_CREAT | k.O_RDWR,
  "ax+": k.O_APPEND | k.O_CREAT | k.O_RDWR | k.O_EXCL,
  "xa+": k.O_APPEND | k.O_CREAT | k.O_RDWR | k.O_EXCL
};
function toFlags(flags, fallback) {
  if (flags === void 0 || flags === null) flags = fallback;
  if (typeof flags === "number") return flags;
  const n = typeof flags === "string" ? flagNames[flags] : void 0;
  if (n === void 0) throw (0, import_node_errors.coded)(TypeError, "ERR_INVALID_ARG_VALUE", `The argument 'flags' is invalid. Received ${typeof flags === "string" ? `'${flags}'` : String(flags)}`);
  return n;
}
function toMode(mode, fallback, name = "mode") {
  if (mode === void 0 || mode === null) return fallback;
  if (typeof mode === "string") {
    if (!/^[0-7]+$/.test(mode)) throw (0, import_node_errors.coded)(TypeError, "ERR_INVALID_ARG_VALUE", `The argument '${name}' must be a 32-bit unsigned integer or an octal string. Received '${mode}'`);
    return parseInt(mode, 8);
  }
  (0, import_node_errors.wantInteger)(mode, name, 0, 4294967295);
  return mode;
}
function toOptions(options, defaults = {}) {
  if (options === void 0 || options === null || typeof options === "function") return { ...defaults };
  if (typeof options === "string") options = { encoding: options };
  else if (typeof options !== "object") throw (0, import_node_errors.invalidArgType)("options", ["string", "Object"], options);
  const o = { ...defaults, ...definedOnly(options) };
  if (o.encoding && o.encoding !== "buffer" && !import_node_buffer.Buffer.isEncoding(o.encoding)) {
    throw (0, import_node_errors.coded)(TypeError, "ERR_INVALID_ARG_VALUE", `The argument 'encoding' is invalid encoding. Received ${typeof o.encoding === "string" ? `'${o.encoding}'` : String(o.encoding)}`);
  }
  if (o.signal?.aborted) throw aborted(o.signal);
  return o;
}
function definedOnly(o) {
  const out = {};
  for (const key of Object.keys(o)) if (o[key] !== void 0) out[key] = o[key];
  return out;
}
function aborted(signal) {
  const e = (0, import_node_errors.coded)(Error, "ABORT_ERR", "The operation was aborted");
  e.name = "AbortError";
  Object.defineProperty(e, "cause", { value: signal.reason, configurable: true });
  return e;
}
function toTime(time, name) {
  if (typeof time === "number" && Number.isFinite(time)) return time;
  if (typeof time === "string" && +time == time) return +time;
  if (time instanceof Date) return time.getTime() / 1e3;
  throw (0, import_node_errors.invalidArgType)(name, ["number", "string", "Date"], time);
}
function toBytes(data, encoding) {
  if (typeof data === "string") return import_node_buffer.Buffer.from(data, encoding && encoding !== "buffer" ? encoding : "utf8");
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw (0, import_node_errors.invalidArgType)("data", ["string", "Buffer", "TypedArray", "DataView"], data);
}
var asText = (bytes, encoding) => {
  const b = import_node_buffer.Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return encoding && encoding !== "buffer" ? b.toString(encoding) : b;
};
var named = (text, encoding) => encoding === "buffer" ? import_node_buffer.Buffer.from(text) : encoding && encoding !== "utf8" && encoding !== "utf-8" ? import_node_buffer.Buffer.from(text).toString(encoding) : text;
var kinds = [["isFile", 32768], ["isDirectory", 16384], ["isSymbolicLink", 40960], ["isFIFO", 4096], ["isSocket", 49152], ["isCharacterDevice", 8192], ["isBlockDevice", 24576]];
var StatsBase = class {
};
for (const [name, bits] of kinds) {
  Object.defineProperty(StatsBase.prototype, name, { writable: true, configurable: true, enumerable: true, value() {
    return (Number(this.mode) & 61440) === bits;
  } });
}
var Stats = class extends StatsBase {
};
var BigIntStats = class extends StatsBase {
};
for (const name of ["atime", "mtime", "ctime", "birthtime"]) {
  for (const Class of [Stats, BigIntStats]) {
    Object.defineProperty(Class.prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        return define(this, name, new Date(Math.round(Number(this[`${name}Ms`]))));
      },
      set(value) {
        define(this, name, value);
      }
    });
  }
}
function define(o, name, value) {
  Object.defineProperty(o, name, { value, writable: true, configurable: true, enumerable: true });
  return value;
}
var fields = ["dev", "mode", "nlink", "uid", "gid", "rdev", "blksize", "ino", "size", "blocks"];
function toStats(numbers, bigint) {
  const s = bigint ? new BigIntStats() : new Stats();
  fields.forEach((name, i) => {
    s[name] = bigint ? BigInt(numbers[i]) : numbers[i];
  });
  ["atime", "mtime", "ctime", "birthtime"].forEach((name, i) => {
    const sec = numbers[10 + 2 * i];
    const ns = numbers[11 + 2 * i];
    if (bigint) {
      const total = BigInt(sec) * 1000000000n + BigInt(ns);
      s[`${name}Ms`] = total / 1000000n;
      s[`${name}Ns`] = total;
    } else s[`${name}Ms`] = sec * 1e3 + ns / 1e6;
  });
  for (const name of ["atime", "mtime", "ctime", "birthtime"]) define(s, name, new Date(Math.round(Number(s[`${name}Ms`]))));
  return s;
}
var Dirent = class {
  name;
  parentPath;
  path;
  #type;
  constructor(name, parent, type) {
    this.name = name;
    this.parentPath = parent;
    this.path = parent;
    this.#type = type;
  }
  isFile() {
    return this.#type === 1;
  }
  isDirectory() {
    return this.#type === 2;
  }
  isSymbolicLink() {
    return this.#type === 3;
  }
  isFIFO() {
    return this.#type === 4;
  }
  isSocket() {
    return this.#type === 5;
  }
  isCharacterDevice() {
    return this.#type === 6;
  }
  isBlockDevice() {
    return this.#type === 7;
  }
};
function entries(found, dir, o) {
  const parentOf = (e) => e.parent ?? dir;
  if (o.withFileTypes) return found.map((e) => new Dirent(named(e.name, o.encoding), parentOf(e), e.type));
  if (!o.recursive) return found.map((e) => named(e.name, o.encoding));
  return found.map((e) => {
    const parent = parentOf(e);
    const below = parent === dir ? "" : parent.slice(dir.endsWith("/") ? dir.length : dir.length + 1);
    return named(below ? `${below}/${e.name}` : e.name, o.encoding);
  });
}
var stat = (op) => (path, options) => {
  const o = toOptions(options, { bigint: false, throwIfNoEntry: true });
  return { op, args: [toPath(path)], result: (n) => toStats(n, o.bigint), absent: (e) => o.throwIfNoEntry === false && (e.code === "ENOENT" || e.code === "ENOTDIR") };
};
var copyMode = (mode) => mode === void 0 || mode === null ? 0 : ((0, import_node_errors.wantInteger)(mode, "mode", 0, 7), mode);
function writing(path, data, options, flag) {
  const o = toOptions(options, { encoding: "utf8", mode: 438, flag, flush: false });
  const bytes = toBytes(data, o.encoding);
  if (typeof path === "number") return { op: "write", args: [toFD(path), bytes, -1], result: () => void 0, signal: o.signal };
  return { op: "writeFile", args: [toPath(path), bytes, toFlags(o.flag, flag), toMode(o.mode, 438), !!o.flush], result: () => void 0, signal: o.signal };
}
var none = () => void 0;
var operations = {
  access: (path, mode = 0) => ({ op: "access", args: [toPath(path), ((0, import_node_errors.wantInteger)(mode, "mode", 0, 7), mode)], result: none }),
  stat: stat("stat"),
  lstat: stat("lstat"),
  readFile(path, options) {
    const o = toOptions(options, { flag: "r" });
    const result = (b) => asText(b, o.encoding);
    if (typeof path === "number") return { op: "readAll", args: [toFD(path)], result, signal: o.signal };
    const flags = toFlags(o.flag, "r");
    if (o.encoding === "utf8" || o.encoding === "utf-8") return { op: "readText", args: [toPath(path), flags], signal: o.signal };
    return { op: "readFile", args: [toPath(path), flags], result, signal: o.signal };
  },
  writeFile: (path, data, options) => writing(path, data, options, "w"),
  appendFile: (path, data, options) => writing(path, data, options, "a"),
  mkdir(path, options) {
    const o = typeof options === "number" || typeof options === "string" ? { mode: options } : options ?? {};
    if (o.recursive !== void 0 && typeof o.recursive !== "boolean") throw (0, import_node_errors.invalidArgType)("options.recursive", "boolean", o.recursive);
    return { op: "mkdir", args: [toPath(path), toMode(o.mode, 511), !!o.recursive], result: (first) => first || void 0 };
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
    for (const key of ["recursive", "force"]) if (typeof o[key] !== "boolean") throw (0, import_node_errors.invalidArgType)(`options.${key}`, "boolean", o[key]);
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
  open: (path, flags, mode) => ({ op: "open", args: [toPath(path), toFlags(flags, "r"), toMode(mode, 438)] }),
  close: (fd) => ({ op: "close", args: [toFD(fd)], result: none }),
  fstat(fd, options) {
    return { op: "fstat", args: [toFD(fd)], result: (n) => toStats(n, !!options?.bigint) };
  },
  fsync: (fd) => ({ op: "fsync", args: [toFD(fd)], result: none }),
  fdatasync: (fd) => ({ op: "fsync", args: [toFD(fd)], result: none }),
  ftruncate: (fd, length = 0) => ({ op: "ftruncate", args: [toFD(fd), size(length)], result: none }),
  fchmod: (fd, mode) => ({ op: "fchmod", args: [toFD(fd), wantMode(mode)], result: none }),
  fchown: (fd, uid, gid) => ({ op: "fchown", args: [toFD(fd), ...ids(uid, gid)], result: none }),
  futimes: (fd, atime, mtime) => ({ op: "futimes", args: [toFD(fd), toTime(atime, "atime"), toTime(mtime, "mtime")], result: none })
};
function wantMode(mode) {
  if (mode === void 0 || mode === null) throw (0, import_node_errors.invalidArgType)("mode", "number", mode);
  return toMode(mode, 0);
}
function ids(uid, gid) {
  (0, import_node_errors.wantInteger)(uid, "uid", -1, 4294967295);
  (0, import_node_errors.wantInteger)(gid, "gid", -1, 4294967295);
  return [uid, gid];
}
function size(length) {
  if (length === null) length = 0;
  if (typeof length !== "number") throw (0, import_node_errors.invalidArgType)("len", "number", length);
  if (!Number.isInteger(length)) throw (0, import_node_errors.outOfRange)("len", "an integer", length);
  return Math.max(0, length);
}
function range(buffer, offset, length, position) {
  if (!ArrayBuffer.isView(buffer)) throw (0, import_node_errors.invalidArgType)("buffer", ["Buffer", "TypedArray", "DataView"], buffer);
  if (offset !== null && typeof offset === "object") ({ offset, length, position } = offset);
  offset ??= 0;
  (0, import_node_errors.wantInteger)(offset, "offset", 0);
  length ??= buffer.byteLength - offset;
  if (offset > buffer.byteLength) throw (0, import_node_errors.outOfRange)("offset", `>= 0 && <= ${buffer.byteLength}`, offset);
  if (length < 0) throw (0, import_node_errors.outOfRange)("length", ">= 0", length);
  if (offset + length > buffer.byteLength) throw (0, import_node_errors.outOfRange)("length", `<= ${buffer.byteLength - offset}`, length);
  return [offset, length, position === void 0 || position === null ? -1 : Number(position)];
}
function runSync(request) {
  let value;
  try {
    value = import_fs.default[`${request.op}Sync`](...request.args);
  } catch (e) {
    if (request.absent?.(e)) return void 0;
    throw e;
  }
  return request.result ? request.result(value) : value;
}
async function run(request) {
  if (request.signal?.aborted) throw aborted(request.signal);
  const work = import_fs.default[request.op](...request.args);
  const value = request.signal === void 0 ? await work : await until(request.signal, work);
  return request.result ? request.result(value) : value;
}
function until(signal, work) {
  return new Promise((resolve2, reject) => {
    const abort = () => reject(aborted(signal));
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve2, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
async function copyTree(from, to, o, call) {
  for (const step of copySteps(from, to, o)) {
    let answer;
    let error;
    try {
      answer = step.filter ? await step.filter() : await call(step.op, ...step.args);
    } catch (e) {
      error = e;
    }
    step.next(answer, error);
  }
}
function* copySteps(from, to, o) {
  let answer;
  let error;
  const ask = (op, ...args) => ({ op, args, next(a, e) {
    answer = a;
    error = e;
  } });
  const must = () => {
    if (error) throw error;
  };
  if (o.filter) {
    yield { filter: () => o.filter(from, to), next(a, e) {
      answer = a;
      error = e;
    } };
    must();
    if (!answer) return;
  }
  yield ask(o.dereference ? "stat" : "lstat", from);
  if (error) throw cpError(error, from, to);
  const source = answer;
  yield ask("lstat", to);
  const there = error ? void 0 : answer;
  if (there && there.ino === source.ino && there.dev === source.dev) {
    throw fsError("ERR_FS_CP_EINVAL", "Invalid src or dest", "src and dest cannot be the same", "EINVAL", 22, to);
  }
  if (source.isDirectory()) {
    if (!o.recursive) throw fsError("ERR_FS_EISDIR", "Recursive option not enabled, cannot copy a directory", `${from} is a directory (not copied)`, "EISDIR", 21, from);
    if (there && !there.isDirectory()) throw fsError("ERR_FS_CP_DIR_TO_NON_DIR", "Cannot overwrite non-directory with directory", `cannot overwrite non-directory ${to} with directory ${from}`, "EISDIR", 21, to);
    if (`${to}/`.startsWith(`${from}/`)) throw fsError("ERR_FS_CP_EINVAL", "Invalid src or dest", `cannot copy ${from} to a subdirectory of self ${to}`, "EINVAL", 22, to);
    if (!there) {
      yield ask("mkdir", to, { recursive: true, mode: source.mode & 4095 });
      must();
    }
    yield ask("readdir", from);
    must();
    for (const name of answer) yield* __yieldStar(copySteps(`${from}/${name}`, `${to}/${name}`, o));
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
    const target = o.verbatimSymlinks || (0, import_node_path.isAbsolute)(answer) ? answer : (0, import_node_path.resolve)((0, import_node_path.dirname)(from), answer);
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
function cpError(e, from, to) {
  if (e.syscall) {
    const text = String(e.message).replace(/, \w+ '.*$/, `, cp '${from}' -> '${to}'`);
    const err = new Error(text);
    return Object.assign(err, { errno: e.errno, code: e.code, syscall: "cp", path: from, dest: to });
  }
  return e;
}
function fsError(code, message, detail, name, errno, path) {
  const e = (0, import_node_errors.coded)(Error, code, `${message}: cp returned ${name} (${detail}) ${path}`);
  e.name = "SystemError";
  return Object.assign(e, { errno, syscall: "cp", path, info: { message: detail, path, syscall: "cp", errno, code: name } });
}
function cpOptions(options) {
  return { dereference: false, errorOnExist: false, force: true, preserveTimestamps: false, recursive: false, verbatimSymlinks: false, ...options };
}
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(files_exports, { BigIntStats, Dirent, Stats, constants, copySteps, copyTree, cpOptions, operations, range, run, runSync, toBytes, toFD, toFlags, toMode, toOptions, toPath, toTime });
