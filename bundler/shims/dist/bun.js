// Code generated from bundler/shims/bun.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: b018c70806c8a581e2b40585fbe0a979c4782955be9e631ab59e93acccf09840
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
var __await = function(promise2, isYieldStar) {
  this[0] = promise2;
  this[1] = isYieldStar;
};
var __asyncGenerator = (__this, __arguments, generator) => {
  var resume = (k, v, yes, no2) => {
    try {
      var x = generator[k](v), isAwait = (v = x.value) instanceof __await, done = x.done;
      Promise.resolve(isAwait ? v[0] : v).then((y) => isAwait ? resume(k === "return" && v[1] ? k : "next", v[1] ? { done: y.done, value: y.value } : y, yes, no2) : yes({ value: y, done })).catch((e) => resume("throw", e, yes, no2));
    } catch (e) {
      no2(e);
    }
  }, method = (k, call, wait, clear) => it[k] = (x) => (call = new Promise((yes, no2, run2) => (run2 = () => resume(k, x, yes, no2), q ? q.then(run2) : run2())), clear = () => q === wait && (q = 0), q = wait = call.then(clear, clear), call), q, it = {};
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
var __forAwait = (obj, it, method) => (it = obj[__knownSymbol("asyncIterator")]) ? it.call(obj) : (obj = obj[__knownSymbol("iterator")](), it = {}, method = (key, fn) => (fn = obj[key]) && (it[key] = (arg) => new Promise((yes, no2, done) => (arg = fn.call(obj, arg), done = arg.done, Promise.resolve(arg.value).then((value) => yes({ value, done }), no2)))), method("next"), method("return"), it);

// bundler/shims/bun.ts
var bun_exports = {};
__export(bun_exports, {
  $: () => $,
  CryptoHasher: () => CryptoHasher,
  Glob: () => Glob,
  MD5: () => MD5,
  SHA1: () => SHA1,
  SHA224: () => SHA224,
  SHA256: () => SHA256,
  SHA384: () => SHA384,
  SHA512: () => SHA512,
  SHA512_256: () => SHA512_256,
  TOML: () => TOML,
  YAML: () => YAML,
  allocUnsafe: () => allocUnsafe,
  argv: () => argv,
  build: () => build,
  concatArrayBuffers: () => concatArrayBuffers,
  connect: () => connect,
  deepEquals: () => deepEquals,
  default: () => bun_default,
  deflateSync: () => deflateSync,
  enableANSIColors: () => enableANSIColors,
  env: () => env,
  escapeHTML: () => escapeHTML,
  fetch: () => fetchGlobal,
  file: () => file,
  fileURLToPath: () => import_node_url.fileURLToPath,
  gc: () => gc,
  gunzipSync: () => gunzipSync,
  gzipSync: () => gzipSync,
  hash: () => hash,
  indexOfLine: () => indexOfLine,
  inflateSync: () => inflateSync,
  inspect: () => inspect,
  isMainThread: () => isMainThread,
  listen: () => listen,
  main: () => main,
  mmap: () => mmap,
  nanoseconds: () => nanoseconds,
  openInEditor: () => openInEditor,
  password: () => password,
  pathToFileURL: () => import_node_url.pathToFileURL,
  peek: () => peek,
  plugin: () => plugin,
  randomUUIDv7: () => randomUUIDv7,
  readableStreamToArray: () => readableStreamToArray,
  readableStreamToArrayBuffer: () => readableStreamToArrayBuffer,
  readableStreamToBlob: () => readableStreamToBlob,
  readableStreamToBytes: () => readableStreamToBytes,
  readableStreamToJSON: () => readableStreamToJSON,
  readableStreamToText: () => readableStreamToText,
  resolveSync: () => resolveSync,
  revision: () => revision,
  serve: () => serve,
  sha: () => sha,
  shrink: () => shrink,
  sleep: () => sleep,
  sleepSync: () => sleepSync,
  spawn: () => spawn,
  spawnSync: () => spawnSync,
  stderr: () => stderr,
  stdin: () => stdin,
  stdout: () => stdout,
  stringWidth: () => stringWidth,
  stripANSI: () => stripANSI,
  udpSocket: () => udpSocket,
  version: () => version,
  which: () => which,
  write: () => write,
  zstdCompress: () => zstdCompress,
  zstdCompressSync: () => zstdCompressSync,
  zstdDecompress: () => zstdDecompress,
  zstdDecompressSync: () => zstdDecompressSync
});
module.exports = __toCommonJS(bun_exports);
var import_process2 = __toESM(require("host:internal/process"));
var import_hash = __toESM(require("host:internal/hash"));
var import_nodecrypto = __toESM(require("host:internal/nodecrypto"));
var import_zlib = __toESM(require("host:internal/zlib"));
var import_subprocess2 = __toESM(require("host:internal/subprocess"));
var import_node_buffer4 = __lazy(() => require("node:buffer"), ["Buffer"]);
var import_node_crypto = __lazy(() => require("node:crypto"), ["createHash", "createHmac"]);
var import_node_process3 = __lazy(() => __toESM(require("node:process")), ["default"]);
var import_node_url = __lazy(() => require("node:url"), ["fileURLToPath", "pathToFileURL"]);
var import_node_util2 = __lazy(() => require("node:util"), ["inspect", "isDeepStrictEqual", "stripVTControlCharacters"]);
var import_node_zlib = __lazy(() => __toESM(require("node:zlib")), ["default"]);

// bundler/shims/bun/_file.ts
var import_blob = require("host:internal/blob");
var import_fs = __toESM(require("host:internal/fs"));
var import_node_buffer = __lazy(() => require("node:buffer"), ["Buffer"]);
var import_node_fs = __lazy(() => require("node:fs"), ["createReadStream"]);
var import_node_stream = __lazy(() => require("node:stream"), ["Readable"]);
var import_files = require("host:internal/files");
var types = {
  json: "application/json;charset=utf-8",
  txt: "text/plain;charset=utf-8",
  html: "text/html;charset=utf-8",
  htm: "text/html;charset=utf-8",
  css: "text/css;charset=utf-8",
  js: "text/javascript;charset=utf-8",
  mjs: "text/javascript;charset=utf-8",
  ts: "text/javascript;charset=utf-8",
  tsx: "text/javascript;charset=utf-8",
  jsx: "text/javascript;charset=utf-8",
  md: "text/markdown",
  xml: "application/xml",
  csv: "text/csv",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  svg: "image/svg+xml",
  webp: "image/webp",
  ico: "image/x-icon",
  pdf: "application/pdf",
  zip: "application/zip",
  gz: "application/gzip",
  mp3: "audio/mpeg",
  wav: "audio/wav",
  mp4: "video/mp4",
  webm: "video/webm",
  wasm: "application/wasm",
  yaml: "text/yaml",
  yml: "text/yaml",
  toml: "application/toml",
  woff: "font/woff",
  woff2: "font/woff2"
};
function typeOf(path) {
  if (typeof path !== "string") return "application/octet-stream";
  const dot = path.lastIndexOf(".");
  return dot > path.lastIndexOf("/") && types[path.slice(dot + 1).toLowerCase()] || "application/octet-stream";
}
var BunFile = class _BunFile extends import_blob.Blob {
  #path;
  #start;
  #end;
  #contentType;
  constructor(path, start = 0, end = Infinity, type) {
    super();
    this.#path = path;
    this.#start = start;
    this.#end = end;
    this.#contentType = type ?? typeOf(path);
  }
  static where(file2) {
    return file2.#path;
  }
  get name() {
    return typeof this.#path === "string" ? this.#path : void 0;
  }
  get type() {
    return this.#contentType;
  }
  get size() {
    try {
      const s = import_fs.default.statSync(`${this.#path}`);
      const regular = (s[1] & import_files.constants.S_IFMT) === import_files.constants.S_IFREG;
      return regular ? Math.max(0, Math.min(this.#end, s[8]) - this.#start) : 0;
    } catch {
      return 0;
    }
  }
  get lastModified() {
    try {
      const s = import_fs.default.statSync(`${this.#path}`);
      return Math.floor(s[12] * 1e3 + s[13] / 1e6);
    } catch {
      return Date.now();
    }
  }
  #cut(b) {
    return this.#start === 0 && this.#end === Infinity ? b : b.subarray(this.#start, this.#end === Infinity ? void 0 : this.#end);
  }
  async bytes() {
    if (typeof this.#path === "number") return this.#cut(await import_fs.default.readAll(this.#path));
    return this.#cut(await import_fs.default.readFile(this.#path, import_files.constants.O_RDONLY));
  }
  [import_blob.load]() {
    if (typeof this.#path === "number") return this.#cut(import_fs.default.readAllSync(this.#path));
    return this.#cut(import_fs.default.readFileSync(this.#path, import_files.constants.O_RDONLY));
  }
  async arrayBuffer() {
    const b = await this.bytes();
    return b.byteLength === b.buffer.byteLength ? b.buffer : b.slice().buffer;
  }
  async text() {
    if (typeof this.#path === "string" && this.#start === 0 && this.#end === Infinity) {
      const text = await import_fs.default.readText(this.#path, import_files.constants.O_RDONLY);
      return text.charCodeAt(0) === 65279 ? text.slice(1) : text;
    }
    return import_node_buffer.Buffer.from(await this.bytes()).toString();
  }
  async json() {
    return JSON.parse(await this.text());
  }
  async formData() {
    return new Response(await this.arrayBuffer(), { headers: { "content-type": this.type } }).formData();
  }
  stream() {
    if (typeof this.#path === "number") return new Response(this[import_blob.load]()).body;
    const options = { start: this.#start };
    if (this.#end !== Infinity) options.end = this.#end - 1;
    return import_node_stream.Readable.toWeb((0, import_node_fs.createReadStream)(this.#path, options));
  }
  get readable() {
    return this.stream();
  }
  slice(start = 0, end = Infinity, type) {
    if (typeof start === "string") [start, end, type] = [0, Infinity, start];
    if (typeof end === "string") [end, type] = [Infinity, end];
    const size = start < 0 || end < 0 ? this.size : 0;
    const from = start < 0 ? Math.max(0, size + start) : start;
    const to = end < 0 ? Math.max(0, size + end) : end;
    return new _BunFile(this.#path, this.#start + from, Math.min(this.#end, this.#start + to), type ?? this.#contentType);
  }
  async exists() {
    try {
      const s = await import_fs.default.stat(`${this.#path}`);
      return (s[1] & import_files.constants.S_IFMT) !== import_files.constants.S_IFDIR;
    } catch {
      return false;
    }
  }
  write(data, options) {
    return write(this, data, options);
  }
  stat() {
    return (0, import_files.run)(import_files.operations.stat(this.#path));
  }
  async unlink() {
    await (0, import_files.run)(import_files.operations.unlink(this.#path));
  }
  delete() {
    return this.unlink();
  }
  writer() {
    return new Writer(this.#path);
  }
  [/* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom")]() {
    return `FileRef ("${this.#path}") {
  type: "${this.type}"
}`;
  }
};
function pathOf(value) {
  return value instanceof BunFile ? BunFile.where(value) : void 0;
}
function file(path, options) {
  if (typeof path === "number") return new BunFile(path, 0, Infinity, options?.type);
  return new BunFile((0, import_files.toPath)(path), 0, Infinity, options?.type);
}
var Writer = class {
  #path;
  #fd;
  #queue = Promise.resolve();
  #pending = 0;
  constructor(path) {
    this.#path = path;
  }
  write(chunk) {
    const bytes = typeof chunk === "string" ? import_node_buffer.Buffer.from(chunk) : ArrayBuffer.isView(chunk) ? new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength).slice() : new Uint8Array(chunk);
    this.#pending += bytes.length;
    const fd = this.#fd ??= typeof this.#path === "number" ? Promise.resolve(this.#path) : import_fs.default.open(this.#path, import_files.constants.O_WRONLY | import_files.constants.O_CREAT | import_files.constants.O_TRUNC, 436);
    this.#queue = this.#queue.then(async () => import_fs.default.write(await fd, bytes, -1));
    return bytes.length;
  }
  async flush() {
    await this.#queue;
    const n = this.#pending;
    this.#pending = 0;
    return n;
  }
  async end() {
    const n = await this.flush();
    if (this.#fd && typeof this.#path === "string") await import_fs.default.close(await this.#fd);
    this.#fd = void 0;
    return n;
  }
  start() {
  }
  ref() {
  }
  unref() {
  }
};
async function content(data) {
  if (typeof data === "string") return import_node_buffer.Buffer.from(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (typeof data?.arrayBuffer === "function") return new Uint8Array(await data.arrayBuffer());
  if (Array.isArray(data)) return new Uint8Array(await new import_blob.Blob(data).arrayBuffer());
  if (data instanceof ReadableStream) return new Uint8Array(await new Response(data).arrayBuffer());
  return import_node_buffer.Buffer.from(String(data));
}
async function write(target, data, options) {
  const where = pathOf(target) ?? (typeof target === "number" ? target : (0, import_files.toPath)(target));
  const bytes = await content(data);
  if (typeof where === "number") return import_fs.default.write(where, bytes, -1);
  const flags = import_files.constants.O_WRONLY | import_files.constants.O_CREAT | import_files.constants.O_TRUNC;
  try {
    await import_fs.default.writeFile(where, bytes, flags, options?.mode ?? 436, false);
  } catch (e) {
    const slash = where.lastIndexOf("/");
    if (e.code !== "ENOENT" || slash <= 0 || options?.createPath === false) throw e;
    await import_fs.default.mkdir(where.slice(0, slash), 511, true);
    await import_fs.default.writeFile(where, bytes, flags, options?.mode ?? 436, false);
  }
  return bytes.length;
}

// bundler/shims/bun/_shell.ts
var import_shell = __toESM(require("host:internal/shell"));
var import_node_buffer2 = __lazy(() => require("node:buffer"), ["Buffer"]);
var ShellOutput = class {
  stdout;
  stderr;
  exitCode;
  constructor(stdout2, stderr2, exitCode) {
    this.stdout = stdout2;
    this.stderr = stderr2;
    this.exitCode = exitCode;
  }
  text(encoding = "utf8") {
    return this.stdout.toString(encoding);
  }
  json() {
    return JSON.parse(this.text());
  }
  bytes() {
    return new Uint8Array(this.arrayBuffer());
  }
  arrayBuffer() {
    return this.stdout.buffer.slice(this.stdout.byteOffset, this.stdout.byteOffset + this.stdout.byteLength);
  }
  blob() {
    return new Blob([this.arrayBuffer()]);
  }
};
var ShellError = class extends Error {
  #output;
  constructor(output) {
    super(`Failed with exit code ${output.exitCode}`);
    this.#output = output;
    Object.assign(this, { exitCode: output.exitCode, stdout: output.stdout, stderr: output.stderr });
    this.name = "ShellError";
  }
  text(encoding) {
    return this.#output.text(encoding);
  }
  json() {
    return this.#output.json();
  }
  bytes() {
    return this.#output.bytes();
  }
  arrayBuffer() {
    return this.#output.arrayBuffer();
  }
  blob() {
    return this.#output.blob();
  }
};
var Reader = class {
  #open = [];
  #escaped = false;
  #redirect = "";
  get quote() {
    return this.#open[this.#open.length - 1] ?? "";
  }
  /** The redirection that the next word belongs to: "<", ">" or nothing. */
  get redirect() {
    return this.#redirect;
  }
  take(text) {
    for (let i = 0; i < text.length; i++) {
      const c = text[i];
      const top = this.quote;
      if (this.#escaped) {
        this.#escaped = false;
        continue;
      }
      if (top === "'") {
        if (c === "'") this.#open.pop();
        continue;
      }
      if (c === "\\") this.#escaped = true;
      else if (c === "`") top === "`" ? this.#open.pop() : this.#open.push("`");
      else if (c === "$" && text[i + 1] === "(") {
        this.#open.push("(");
        i++;
      } else if (c === '"') top === '"' ? this.#open.pop() : this.#open.push('"');
      else if (top !== '"') {
        if (c === "'") this.#open.push("'");
        else if (c === "(") this.#open.push("(");
        else if (c === ")" && top === "(") this.#open.pop();
      }
      if (this.quote !== '"') {
        if (c === "<" || c === ">") this.#redirect = c;
        else if (!/\s|&/.test(c)) this.#redirect = "";
      }
    }
  }
  filled() {
    this.#redirect = "";
  }
};
var bare = (s) => s !== "" && /^[A-Za-z0-9_\-./:=@%+,]+$/.test(s) ? s : `'${s.replaceAll("'", "'\\''")}'`;
function quoted(value, quote) {
  if (value.includes("\0")) throw new TypeError("The shell argument must be a string without null bytes");
  if (quote === '"') return value.replace(/[\\"$`]/g, "\\$&");
  if (quote === "'") return value.replaceAll("'", "'\\''");
  return bare(value);
}
function word(value, quote) {
  if (Array.isArray(value)) return value.map((v) => word(v, quote)).join(" ");
  if (value !== null && typeof value === "object") {
    if (typeof value.raw === "string") return value.raw;
    const path = pathOf(value);
    if (path !== void 0) return quoted(`${path}`, quote);
    if (value.toString === Object.prototype.toString) {
      throw new Error(`Invalid JS object used in shell: ${value}, you might need to call \`.toString()\` on it`);
    }
  }
  if (typeof value === "symbol") throw new TypeError("Cannot convert a Symbol value to a string");
  if (typeof value === "function") throw new Error(`Invalid JS object used in shell: ${String(value)}, you might need to call \`.toString()\` on it`);
  return quoted(`${value}`, quote);
}
async function redirected(value, direction, line) {
  if (value === null || typeof value !== "object" || pathOf(value) !== void 0 || typeof value.raw === "string" || Array.isArray(value)) return void 0;
  if (direction === ">") {
    if (!ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer)) return void 0;
    const name = `out/${line.sinks.size}`;
    line.sinks.set(name, value);
    return `/dev/host/${name}`;
  }
  let bytes;
  if (ArrayBuffer.isView(value)) bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  else if (value instanceof ArrayBuffer) bytes = new Uint8Array(value);
  else if (typeof value.arrayBuffer === "function") bytes = new Uint8Array(await value.arrayBuffer());
  else if (value instanceof ReadableStream) bytes = new Uint8Array(await new Response(value).arrayBuffer());
  else return void 0;
  const from = line.size;
  line.input.push(bytes);
  line.size += bytes.length;
  return `/dev/host/in/${from}-${line.size}`;
}
async function compose(strings, values) {
  const line = { text: "", input: [], size: 0, sinks: /* @__PURE__ */ new Map() };
  const reader = new Reader();
  for (let i = 0; i < strings.length; i++) {
    reader.take(strings[i]);
    line.text += strings[i];
    if (i >= values.length) continue;
    const value = values[i];
    const target = reader.redirect ? await redirected(value, reader.redirect, line) : void 0;
    line.text += target ?? word(value, reader.quote);
    reader.filled();
  }
  return line;
}
function environ(env2) {
  if (env2 === void 0 || env2 === null) return import_shell.default.environ();
  return Object.entries(env2).filter(([, v]) => v !== void 0).map(([k, v]) => `${k}=${v}`);
}
var ShellPromise = class extends Promise {
  #settings;
  #strings;
  #values;
  #settle;
  #started = false;
  static get [Symbol.species]() {
    return Promise;
  }
  constructor(strings, values, settings) {
    let settle;
    super((resolve, reject) => {
      settle = [resolve, reject];
    });
    this.#settle = settle;
    this.#strings = strings;
    this.#values = values;
    this.#settings = { ...settings };
  }
  run() {
    if (!this.#started) {
      this.#started = true;
      this.#run().then(...this.#settle);
    }
    return this;
  }
  async #run() {
    const s = this.#settings;
    const line = await compose(this.#strings, this.#values);
    import_shell.default.check(line.text);
    const r = await import_shell.default.run({ text: line.text, cwd: s.cwd ?? "", env: environ(s.env), loud: !s.quiet }, import_node_buffer2.Buffer.concat(line.input));
    const bytes = (b64) => import_node_buffer2.Buffer.from(b64, "base64");
    for (const [name, target] of line.sinks) {
      const view = target instanceof ArrayBuffer ? new Uint8Array(target) : new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
      view.set(bytes(r.sinks[name] ?? "").subarray(0, view.length));
    }
    const output = new ShellOutput(bytes(r.stdout), bytes(r.stderr), r.code);
    if (r.code !== 0 && s.throws) throw new ShellError(output);
    return output;
  }
  then(resolve, reject) {
    this.run();
    return super.then(resolve, reject);
  }
  get stdin() {
    throw new Error("Bun.$: stdin of a running line is not supported; redirect with < instead");
  }
  cwd(dir) {
    this.#must();
    this.#settings.cwd = dir === void 0 || dir === "" ? void 0 : dir;
    return this;
  }
  env(env2) {
    this.#must();
    this.#settings.env = env2;
    return this;
  }
  quiet(quiet = true) {
    this.#must();
    this.#settings.quiet = quiet;
    return this;
  }
  nothrow() {
    return this.throws(false);
  }
  throws(throws = true) {
    this.#must();
    this.#settings.throws = throws;
    return this;
  }
  #must() {
    if (this.#started) throw new Error("Shell is already running");
  }
  #silent() {
    this.#settings.quiet = true;
    return this;
  }
  async text(encoding) {
    return (await this.#silent()).text(encoding);
  }
  async json() {
    return (await this.#silent()).json();
  }
  async arrayBuffer() {
    return (await this.#silent()).arrayBuffer();
  }
  async bytes() {
    return (await this.#silent()).bytes();
  }
  async blob() {
    return (await this.#silent()).blob();
  }
  lines(encoding) {
    return __asyncGenerator(this, null, function* () {
      yield* __yieldStar((yield new __await(this.text(encoding))).split(/\r?\n/));
    });
  }
};
function make() {
  const settings = { cwd: void 0, env: void 0, throws: true, quiet: false };
  const shell = (strings, ...values) => {
    if (!strings?.raw) throw new Error("Please use '$' as a tagged template function: $`cmd arg1 arg2`");
    return new ShellPromise(strings.raw, values, settings);
  };
  return Object.assign(shell, {
    cwd(dir) {
      settings.cwd = dir;
      return shell;
    },
    env(env2) {
      settings.env = env2;
      return shell;
    },
    throws(throws = true) {
      settings.throws = throws;
      return shell;
    },
    nothrow() {
      settings.throws = false;
      return shell;
    },
    escape: (s) => /[^A-Za-z0-9_\-./:=@%+,]/.test(`${s}`) || s === "" ? `"${`${s}`.replace(/[\\"$`]/g, "\\$&")}"` : `${s}`,
    braces: (s) => import_shell.default.braces(s),
    ShellError,
    ShellOutput,
    ShellPromise
  });
}
var $ = make();
$.Shell = function Shell() {
  return make();
};

// bundler/shims/bun/_spawn.ts
var import_blob2 = require("host:internal/blob");
var import_subprocess = __toESM(require("host:internal/subprocess"));
var import_node_buffer3 = __lazy(() => require("node:buffer"), ["Buffer"]);
var import_node_fs2 = __lazy(() => require("node:fs"), ["existsSync"]);

// bundler/shims/node/_spawn.ts
var import_process = __toESM(require("host:internal/process"));
var import_node_process = __lazy(() => __toESM(require("node:process")), ["default"]);
var import_node_errors = require("host:internal/node-errors");
var numbers;
function signalNumber(signal) {
  numbers ??= import_process.default.signals();
  if (typeof signal === "number") {
    if (signal === 0 || Object.values(numbers).includes(signal)) return signal;
  } else {
    const n = numbers[String(signal).toUpperCase()];
    if (n) return n;
  }
  throw (0, import_node_errors.coded)(TypeError, "ERR_UNKNOWN_SIGNAL", `Unknown signal: ${signal}`);
}
function environment(env2) {
  if (env2 === void 0 || env2 === null || env2 === import_node_process.default.env) return void 0;
  const out = {};
  for (const key in env2) {
    const value = env2[key];
    if (value === void 0) continue;
    const text = `${value}`;
    if (key.includes("\0") || text.includes("\0")) throw (0, import_node_errors.invalidArgValue)(`options.env['${key}']`, text, "must be a string without null bytes");
    out[key] = text;
  }
  return out;
}
function folder(cwd) {
  if (cwd === void 0 || cwd === null) return void 0;
  if (typeof cwd === "string") {
    if (cwd.includes("\0")) throw (0, import_node_errors.invalidArgValue)("options.cwd", cwd, "must be a string without null bytes");
    return cwd;
  }
  if (typeof cwd === "object" && cwd.protocol === "file:") return decodeURIComponent(cwd.pathname);
  throw (0, import_node_errors.invalidArgType)("options.cwd", ["string", "URL"], cwd);
}

// bundler/shims/bun/_spawn.ts
var import_node_errors2 = require("host:internal/node-errors");
function stdio(value, fd, plan2) {
  if (value === void 0 || value === null) {
    if (fd === 0) return { kind: "ignore" };
    return { kind: fd === 1 ? "pipe" : fd === 2 ? "inherit" : "ignore" };
  }
  if (value === "pipe" || value === "overlapped") return { kind: "pipe" };
  if (value === "ignore" || value === "inherit") return { kind: value };
  if (value === "ipc") throw (0, import_node_errors2.refused)("ipc", "a child cannot be a script of the host; use its standard input and output");
  if (typeof value === "number") return { kind: "fd", fd: value };
  const path = pathOf(value);
  if (path !== void 0) return typeof path === "number" ? { kind: "fd", fd: path } : { kind: "file", path, flags: 0 };
  if (fd === 0) {
    plan2.input = value;
    return { kind: "pipe" };
  }
  throw new TypeError(`stdio must be an array of 'inherit', 'pipe', 'ignore', Bun.file(pathOrFd), number, or null`);
}
function plan(command, options, sync) {
  if (!Array.isArray(command)) {
    options = command;
    command = options?.cmd;
  }
  if (!Array.isArray(command)) throw (0, import_node_errors2.invalidArgType)("cmd", "Array", command);
  if (command.length === 0) throw new TypeError("cmd must not be empty");
  options = options ?? {};
  const args = command.map((a) => `${a}`);
  for (const a of args) if (a.includes("\0")) throw new TypeError(`The argument 'args' must be a string without null bytes. Received ${JSON.stringify(a)}`);
  if (options.ipc) throw (0, import_node_errors2.refused)("ipc", "a child cannot be a script of the host; use its standard input and output");
  const p = { stdio: [], input: void 0, options, file: args[0], args };
  let list = options.stdio;
  if (typeof list === "string") list = [list, list, list];
  for (let fd = 0; fd < Math.max(3, list?.length ?? 0); fd++) {
    const given = list ? list[fd] : [options.stdin, options.stdout, options.stderr][fd];
    p.stdio.push(sync && fd === 2 && given === void 0 && !list ? { kind: "pipe" } : stdio(given, fd, p));
  }
  if (options.argv0) args[0] = options.argv0;
  return p;
}
function nativeOptions(p) {
  const o = p.options;
  return {
    file: p.file,
    args: p.args,
    cwd: folder(o.cwd),
    env: environment(o.env),
    stdio: p.stdio,
    detached: !!o.detached,
    timeout: o.timeout ?? 0,
    killSignal: o.killSignal === void 0 ? 0 : signalNumber(o.killSignal),
    maxBuffer: 0
  };
}
function startError(e, p) {
  if (e?.code === "ENOENT" && !p.file.includes("/") && !missing(p.options.cwd)) {
    return Object.assign(new Error(`Executable not found in $PATH: "${p.file}"`), { code: "ENOENT", path: p.file, errno: e.errno });
  }
  if (typeof e?.code === "string" && typeof e.errno === "number") {
    const words = { ENOENT: "no such file or directory", EACCES: "permission denied", EBADF: "bad file descriptor" };
    return Object.assign(new Error(`${e.code}: ${words[e.code] ?? e.code}, posix_spawn '${p.file}'`), { code: e.code, path: p.file, syscall: "posix_spawn", errno: e.errno });
  }
  return e;
}
var missing = (cwd) => cwd !== void 0 && cwd !== null && !(0, import_node_fs2.existsSync)(cwd);
function stream(handle, fd) {
  let ended = false;
  const out = new ReadableStream({
    async pull(controller) {
      const bytes = await handle.read(fd);
      if (bytes === null) {
        ended = true;
        controller.close();
      } else controller.enqueue(bytes);
    },
    cancel() {
      if (!ended) handle.discard(fd);
    }
  }, { highWaterMark: 0 });
  const whole = (method) => ({ value: () => new Response(out)[method](), writable: true, configurable: true });
  Object.defineProperties(out, { text: whole("text"), json: whole("json"), bytes: whole("bytes"), arrayBuffer: whole("arrayBuffer"), blob: whole("blob") });
  return out;
}
var FileSink = class {
  #handle;
  #queue = Promise.resolve();
  #written = 0;
  #closed = false;
  constructor(handle) {
    this.#handle = handle;
  }
  write(chunk) {
    if (this.#closed) return 0;
    const bytes = typeof chunk === "string" ? import_node_buffer3.Buffer.from(chunk) : ArrayBuffer.isView(chunk) ? new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength).slice() : new Uint8Array(chunk);
    this.#written += bytes.length;
    this.#queue = this.#queue.then(() => this.#handle.write(bytes)).catch(() => {
      this.#closed = true;
    });
    return bytes.length;
  }
  start() {
  }
  flush() {
    const n = this.#written;
    this.#written = 0;
    return n;
  }
  end(error) {
    void error;
    const n = this.#written;
    this.#closed = true;
    this.#queue = this.#queue.then(() => this.#handle.closeStdin());
    return n;
  }
  ref() {
  }
  unref() {
  }
};
async function feed(handle, input) {
  try {
    if (input instanceof ReadableStream || input instanceof Response || input instanceof Request) {
      const body = input instanceof ReadableStream ? input : input.body;
      if (body) try {
        for (var iter = __forAwait(body), more, temp, error; more = !(temp = await iter.next()).done; more = false) {
          const chunk = temp.value;
          await handle.write(typeof chunk === "string" ? import_node_buffer3.Buffer.from(chunk) : chunk);
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
    } else if (typeof input?.arrayBuffer === "function") await handle.write(new Uint8Array(await input.arrayBuffer()));
    else await handle.write(inputBytes(input));
  } catch (e) {
    if (e?.code !== "EPIPE") throw e;
  } finally {
    handle.closeStdin();
  }
}
function inputBytes(input) {
  if (typeof input === "string") return import_node_buffer3.Buffer.from(input);
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  throw new TypeError(`stdin cannot be ${typeof input}`);
}
var Subprocess = class {
  pid;
  exitCode = null;
  signalCode = null;
  killed = false;
  exited;
  stdin;
  stdout;
  stderr;
  stdio;
  #handle;
  #usage;
  constructor(p) {
    const o = p.options;
    let settle;
    this.exited = new Promise((resolve) => {
      settle = resolve;
    });
    try {
      this.#handle = import_subprocess.default.spawn(nativeOptions(p), (exit) => {
        this.exitCode = exit.signal ? null : exit.code;
        this.signalCode = exit.signal;
        this.killed = true;
        this.#usage = exit;
        settle(exit.signal ? 128 + exit.number : exit.code);
        if (typeof o.onExit === "function") {
          const failure = exit.stopped ? new Error(exit.reason) : void 0;
          o.onExit(this, this.exitCode, exit.signal ? exit.number : null, failure);
        }
      });
    } catch (e) {
      throw startError(e, p);
    }
    this.pid = this.#handle.pid;
    const pipe = (fd) => p.stdio[fd].kind === "pipe" ? stream(this.#handle, fd) : p.stdio[fd].kind === "fd" ? p.stdio[fd].fd : void 0;
    if (p.input !== void 0) void feed(this.#handle, p.input);
    else if (p.stdio[0].kind === "pipe") this.stdin = new FileSink(this.#handle);
    else this.stdin = void 0;
    this.stdout = pipe(1);
    this.stderr = pipe(2);
    this.stdio = [null, null, null, ...p.stdio.slice(3).map((_, i) => pipe(i + 3))];
    const signal = o.signal;
    if (signal) {
      const abort = () => this.kill(o.killSignal);
      if (signal.aborted) abort();
      else signal.addEventListener("abort", abort, { once: true });
    }
  }
  get readable() {
    return this.stdout;
  }
  kill(signal = "SIGTERM") {
    if (this.exitCode !== null || this.signalCode !== null) return;
    this.#handle.kill(signalNumber(signal));
  }
  ref() {
  }
  unref() {
    if (this.exitCode === null && this.signalCode === null) this.#handle.unref();
  }
  send() {
    throw (0, import_node_errors2.refused)("subprocess.send()", "a child cannot be a script of the host; use its standard input and output");
  }
  disconnect() {
  }
  resourceUsage() {
    return this.#usage === void 0 ? void 0 : usage(this.#usage);
  }
  [Symbol.dispose ?? /* @__PURE__ */ Symbol.for("Symbol.dispose")]() {
    this.kill();
  }
  async [Symbol.asyncDispose ?? /* @__PURE__ */ Symbol.for("Symbol.asyncDispose")]() {
    this.kill();
    await this.exited;
  }
};
function usage(exit) {
  return {
    cpuTime: { user: BigInt(exit.user), system: BigInt(exit.system), total: BigInt(exit.user + exit.system) },
    maxRSS: exit.maxRSS,
    contextSwitches: { voluntary: 0, involuntary: 0 },
    messages: { sent: 0, received: 0 },
    ops: { in: 0, out: 0 },
    shmSize: 0,
    signalCount: 0,
    swapCount: 0
  };
}
function spawn(command, options) {
  const p = plan(command, options, false);
  if (p.options.maxBuffer !== void 0 && p.options.maxBuffer !== Infinity) throw (0, import_node_errors2.refused)("Bun.spawn's maxBuffer", "use Bun.spawnSync, or count what you read and kill the program");
  if (p.options.terminal) throw (0, import_node_errors2.refused)("Bun.spawn's terminal", "a script has no terminal");
  return new Subprocess(p);
}
function spawnSync(command, options) {
  const p = plan(command, options, true);
  const limit = p.options.maxBuffer;
  let run2;
  try {
    const input = p.input === void 0 ? void 0 : typeof p.input.arrayBuffer === "function" ? (0, import_blob2.bytesOf)(p.input) : inputBytes(p.input);
    run2 = import_subprocess.default.spawnSync({ ...nativeOptions(p), maxBuffer: limit === void 0 || limit === Infinity ? 1 << 28 : Math.max(1, limit) }, input);
  } catch (e) {
    throw startError(e, p);
  }
  const { exit } = run2;
  const bytes = (fd) => run2.output[fd] === null ? void 0 : import_node_buffer3.Buffer.from(run2.output[fd].buffer, run2.output[fd].byteOffset, run2.output[fd].byteLength);
  const result = { exitCode: exit.signal ? null : exit.code };
  if (exit.signal) result.signalCode = exit.signal;
  Object.assign(result, { stdout: bytes(1), stderr: bytes(2), success: !exit.signal && exit.code === 0, resourceUsage: usage(exit) });
  if (exit.stopped === "timeout") result.exitedDueToTimeout = true;
  if (exit.stopped === "maxBuffer") {
    if (limit === void 0) throw new Error(`Bun.spawnSync: ${p.file} wrote more than 256 MiB: redirect its output to a file`);
    result.exitedDueToMaxBuffer = true;
  }
  result.pid = exit.pid;
  return result;
}

// bundler/shims/bun/_glob.ts
var import_node_fs3 = __lazy(() => require("node:fs"), ["readdirSync"]);
var import_node_process2 = __lazy(() => __toESM(require("node:process")), ["default"]);
var import_node_errors3 = require("host:internal/node-errors");
function compile(pattern) {
  let out = "";
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === "\\") out += `\\${pattern[++i] ?? "\\"}`;
    else if (c === "*" && pattern[i + 1] === "*") {
      i++;
      if (pattern[i + 1] === "/") {
        i++;
        out += "(?:.*/)?";
      } else out += ".*";
    } else if (c === "*") out += "[^/]*";
    else if (c === "?") out += "[^/]";
    else if (c === "{") {
      depth++;
      out += "(?:";
    } else if (c === "}" && depth > 0) {
      depth--;
      out += ")";
    } else if (c === "," && depth > 0) out += "|";
    else if (c === "[") {
      const end = pattern.indexOf("]", i + 2);
      if (end < 0) out += "\\[";
      else {
        out += `[${pattern.slice(i + 1, end).replace(/^[!^]/, "^").replaceAll("\\", "\\\\")}]`;
        i = end;
      }
    } else out += c.replace(/[.+^$()|{}\]]/, "\\$&");
  }
  return new RegExp(`^${out}$`);
}
var Glob = class {
  #pattern;
  #test;
  #not;
  constructor(pattern) {
    this.#pattern = pattern;
    this.#not = pattern.startsWith("!");
    this.#test = compile(this.#not ? pattern.slice(1) : pattern);
  }
  match(path) {
    return this.#test.test(path) !== this.#not;
  }
  *scanSync(options) {
    const o = typeof options === "string" ? { cwd: options } : options ?? {};
    for (const name of ["followSymlinks", "throwErrorOnBrokenSymlink"]) {
      if (o[name]) throw (0, import_node_errors3.refused)(`Bun.Glob's option ${name}`, "links are not followed");
    }
    const root = o.cwd ?? import_node_process2.default.cwd();
    const deep = this.#pattern.includes("/") || this.#pattern.includes("**");
    const walk = function* (dir, prefix) {
      for (const e of (0, import_node_fs3.readdirSync)(dir, { withFileTypes: true })) {
        if (e.name.startsWith(".") && !o.dot) continue;
        const name = prefix + e.name;
        const folder2 = e.isDirectory();
        if ((!folder2 || o.onlyFiles === false) && this.match(name)) yield o.absolute ? `${root}/${name}` : name;
        if (folder2 && deep) yield* __yieldStar(walk.call(this, `${dir}/${e.name}`, `${name}/`));
      }
    };
    yield* __yieldStar(walk.call(this, root, ""));
  }
  scan(options) {
    return __asyncGenerator(this, null, function* () {
      yield* __yieldStar(this.scanSync(options));
    });
  }
};

// bundler/shims/bun/_equal.ts
var import_node_util = __lazy(() => require("node:util"), ["isDeepStrictEqual", "types"]);
function equal(a, b, seen = /* @__PURE__ */ new Map()) {
  if (Object.is(a, b)) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b)) return false;
    for (let i = 0; i < Math.max(a.length, b.length); i++) if (!equal(a[i], b[i], seen)) return false;
    return true;
  }
  if (import_node_util.types.isMap(a) || import_node_util.types.isMap(b)) {
    if (!import_node_util.types.isMap(a) || !import_node_util.types.isMap(b) || a.size !== b.size) return false;
    return [...a].every(([k, v]) => b.has(k) ? equal(v, b.get(k), seen) : [...b].some(([l, w]) => equal(k, l, seen) && equal(v, w, seen)));
  }
  if (import_node_util.types.isSet(a) || import_node_util.types.isSet(b)) {
    if (!import_node_util.types.isSet(a) || !import_node_util.types.isSet(b) || a.size !== b.size) return false;
    return [...a].every((v) => b.has(v) || [...b].some((w) => equal(v, w, seen)));
  }
  const tag = Object.prototype.toString.call(a);
  if (tag !== "[object Object]" || Object.prototype.toString.call(b) !== tag) return (0, import_node_util.isDeepStrictEqual)(a, b);
  const there = (o) => Reflect.ownKeys(o).filter((k) => Object.prototype.propertyIsEnumerable.call(o, k) && o[k] !== void 0);
  const keys = there(a);
  return keys.length === there(b).length && keys.every((k) => equal(a[k], b[k], seen));
}

// bundler/shims/bun.ts
var import_node_errors4 = require("host:internal/node-errors");
var import_inspect = require("host:internal/inspect");
var formats = () => require("host:internal/formats");
var YAML = { parse: (text) => formats().YAML.parse(text), stringify: (...args) => formats().YAML.stringify(...args) };
var TOML = { parse: (text) => formats().TOML.parse(text), stringify: (value) => formats().TOML.stringify(value) };
var version = "1.4.5";
var revision = "0000000000000000000000000000000000000000";
var env = import_node_process3.default.env;
var argv = import_node_process3.default.argv;
var main = import_node_process3.default.argv[1];
var isMainThread = true;
var enableANSIColors = false;
function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms instanceof Date ? ms.getTime() - Date.now() : ms));
}
function sleepSync(ms) {
  import_subprocess2.default.spawnSync({ file: "/bin/sleep", args: ["sleep", `${ms / 1e3}`], stdio: [{ kind: "ignore" }, { kind: "ignore" }, { kind: "ignore" }] }, void 0);
}
function which(name, options) {
  return import_subprocess2.default.which(name, options?.PATH, options?.cwd);
}
function nanoseconds() {
  const [s, ns] = import_process2.default.clock();
  return s * 1e9 + ns;
}
var bytesOf2 = (v) => {
  if (typeof v === "string") return import_node_buffer4.Buffer.from(v);
  if (ArrayBuffer.isView(v)) return new Uint8Array(v.buffer, v.byteOffset, v.byteLength);
  if (v instanceof ArrayBuffer) return new Uint8Array(v);
  throw new TypeError("want a string, a typed array or an ArrayBuffer");
};
var seedOf = (seed) => String(BigInt.asUintN(64, BigInt(seed ?? 0)));
var wyhash = (v, seed) => BigInt(import_hash.default.wyhash(bytesOf2(v), seedOf(seed)));
var missing2 = (name) => () => {
  throw (0, import_node_errors4.refused)(`Bun.hash.${name}`, "the host has wyhash, xxHash64, crc32 and adler32; use createHash of node:crypto for others");
};
var hash = Object.assign((v, seed) => wyhash(v, seed), {
  wyhash,
  crc32: (v) => import_hash.default.crc32(bytesOf2(v)),
  adler32: (v) => import_hash.default.adler32(bytesOf2(v)),
  xxHash64: (v, seed) => BigInt(import_hash.default.xxHash64(bytesOf2(v), seedOf(seed))),
  cityHash32: missing2("cityHash32"),
  cityHash64: missing2("cityHash64"),
  xxHash32: missing2("xxHash32"),
  xxHash3: missing2("xxHash3"),
  murmur32v2: missing2("murmur32v2"),
  murmur32v3: missing2("murmur32v3"),
  murmur64v2: missing2("murmur64v2"),
  rapidhash: missing2("rapidhash")
});
var CryptoHasher = class _CryptoHasher {
  #hash;
  algorithm;
  constructor(algorithm, key) {
    this.algorithm = algorithm;
    this.#hash = key === void 0 ? (0, import_node_crypto.createHash)(algorithm) : (0, import_node_crypto.createHmac)(algorithm, key);
  }
  static hash(algorithm, input, encoding) {
    return new _CryptoHasher(algorithm).update(input).digest(encoding);
  }
  static get algorithms() {
    return ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha512-256", "sha3-256", "sha3-512"];
  }
  update(input, encoding) {
    this.#hash.update(typeof input === "string" ? input : bytesOf2(input), encoding);
    return this;
  }
  copy() {
    const other = new _CryptoHasher(this.algorithm);
    other.#hash = this.#hash.copy();
    return other;
  }
  digest(encoding) {
    return this.#hash.digest(encoding);
  }
  get byteLength() {
    return this.#hash.copy().digest().length;
  }
};
function named(algorithm) {
  return class extends CryptoHasher {
    constructor() {
      super(algorithm);
    }
    static hash(input, encoding) {
      return CryptoHasher.hash(algorithm, input, encoding);
    }
  };
}
var MD5 = named("md5");
var SHA1 = named("sha1");
var SHA224 = named("sha224");
var SHA256 = named("sha256");
var SHA384 = named("sha384");
var SHA512 = named("sha512");
var SHA512_256 = named("sha512-256");
var sha = (input, encoding) => CryptoHasher.hash("sha512-256", input, encoding);
var inspect = Object.assign((value, options) => (0, import_node_util2.inspect)(value, { compact: false, ...options }), { custom: /* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom") });
function escapeHTML(value) {
  const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
  return String(value).replace(/[&<>"']/g, (c) => entities[c]);
}
function stringWidth(text, options) {
  if (options?.ambiguousIsNarrow === false) throw (0, import_node_errors4.refused)("ambiguousIsNarrow: false", "characters of ambiguous width count as narrow");
  let width = 0;
  for (const c of options?.countAnsiEscapeCodes ? text : (0, import_node_util2.stripVTControlCharacters)(text)) {
    const p = c.codePointAt(0);
    if (p < 32 || p >= 127 && p < 160 || p >= 768 && p <= 879 || p === 8205 || p >= 65024 && p <= 65039) continue;
    width += p >= 4352 && p <= 4447 || p >= 11904 && p <= 42191 || p >= 44032 && p <= 55203 || p >= 63744 && p <= 64255 || p >= 65072 && p <= 65135 || p >= 65280 && p <= 65376 || p >= 65504 && p <= 65510 || p >= 127744 && p <= 129791 || p >= 131072 && p <= 262141 ? 2 : 1;
  }
  return width;
}
var stripANSI = (text) => (0, import_node_util2.stripVTControlCharacters)(text);
var deepEquals = (a, b, strict = false) => strict ? (0, import_node_util2.isDeepStrictEqual)(a, b) : equal(a, b);
function peek(value) {
  const state = (0, import_inspect.promise)(value);
  if (state === void 0) return value;
  if (state[0] === "pending") return value;
  return state[1];
}
peek.status = (value) => ((0, import_inspect.promise)(value) ?? ["fulfilled"])[0];
function randomUUIDv7(encoding, timestamp) {
  if (typeof encoding === "number" || encoding instanceof Date) [encoding, timestamp] = [void 0, encoding];
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let ms = Number(timestamp ?? Date.now());
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256;
    ms = Math.floor(ms / 256);
  }
  bytes[6] = bytes[6] & 15 | 112;
  bytes[8] = bytes[8] & 63 | 128;
  const all = import_node_buffer4.Buffer.from(bytes);
  if (encoding === "buffer") return all;
  if (encoding !== void 0 && encoding !== "hex") return all.toString(encoding);
  const hex = all.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
function indexOfLine(bytes, offset = 0) {
  return import_node_buffer4.Buffer.from(bytes).indexOf(10, offset);
}
function concatArrayBuffers(list, maxLength = Infinity, asUint8Array = false) {
  const all = import_node_buffer4.Buffer.concat(list.map((b) => import_node_buffer4.Buffer.from(bytesOf2(b)))).subarray(0, maxLength);
  const bytes = new Uint8Array(all);
  return asUint8Array ? bytes : bytes.buffer;
}
var allocUnsafe = (n) => new Uint8Array(n);
var gc = () => {
};
var shrink = () => {
};
var readableStreamToText = (s) => new Response(s).text();
var readableStreamToJSON = (s) => new Response(s).json();
var readableStreamToArrayBuffer = (s) => new Response(s).arrayBuffer();
var readableStreamToBytes = async (s) => new Uint8Array(await new Response(s).arrayBuffer());
var readableStreamToBlob = (s) => new Response(s).blob();
async function readableStreamToArray(s) {
  const out = [];
  try {
    for (var iter = __forAwait(s), more, temp, error; more = !(temp = await iter.next()).done; more = false) {
      const chunk = temp.value;
      out.push(chunk);
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
  return out;
}
var plain = (b) => new Uint8Array(b.buffer, b.byteOffset, b.byteLength);
var gzipSync = (v, o) => plain(import_node_zlib.default.gzipSync(bytesOf2(v), o));
var gunzipSync = (v) => plain(import_node_zlib.default.gunzipSync(bytesOf2(v)));
var deflateSync = (v, o) => plain(import_node_zlib.default.deflateRawSync(bytesOf2(v), o));
var inflateSync = (v) => plain(import_node_zlib.default.inflateRawSync(bytesOf2(v)));
var zstdLevel = (o) => o?.level ?? 3;
var packed = (b) => import_node_buffer4.Buffer.from(b);
var zstdCompressSync = (v, o) => packed(import_zlib.default.packSync("zstd", bytesOf2(v), zstdLevel(o)));
var zstdDecompressSync = (v) => packed(import_zlib.default.unpackSync("zstd", bytesOf2(v), 0));
var zstdCompress = async (v, o) => packed(await import_zlib.default.pack("zstd", bytesOf2(v), zstdLevel(o)));
var zstdDecompress = async (v) => packed(await import_zlib.default.unpack("zstd", bytesOf2(v), 0));
function passwordArguments(password2, options) {
  const text = typeof password2 === "string" ? password2 : import_node_buffer4.Buffer.from(bytesOf2(password2)).toString();
  if (text === "") throw Object.assign(new TypeError("password must not be empty"), { code: "ERR_INVALID_ARG_TYPE" });
  const { algorithm = "argon2id", memoryCost = 65536, timeCost = 2, cost = 10 } = typeof options === "string" ? { algorithm: options } : options ?? {};
  if (!["bcrypt", "argon2id", "argon2d", "argon2i"].includes(algorithm)) {
    throw Object.assign(new TypeError(`Expected algorithm to be a unknown algorithm, expected one of: "bcrypt", "argon2id", "argon2d", "argon2i" (default is "argon2id") for 'hash'.`), { code: "ERR_INVALID_ARG_TYPE" });
  }
  return [algorithm, text, memoryCost, algorithm === "bcrypt" ? cost : timeCost];
}
var secret = (v) => typeof v === "string" ? v : import_node_buffer4.Buffer.from(bytesOf2(v)).toString();
var password = {
  hash: async (v, options) => import_nodecrypto.default.hashPassword(...passwordArguments(v, options)),
  hashSync: (v, options) => import_nodecrypto.default.hashPasswordSync(...passwordArguments(v, options)),
  verify: async (v, hash2) => import_nodecrypto.default.verifyPassword(secret(v), secret(hash2)),
  verifySync: (v, hash2) => import_nodecrypto.default.verifyPasswordSync(secret(v), secret(hash2))
};
var no = (name, why) => () => {
  throw (0, import_node_errors4.refused)(`Bun.${name}`, why);
};
var sockets = "a script opens no ports; a request from outside is a file in scripts/webhooks";
var serve = no("serve()", sockets);
var listen = no("listen()", sockets);
var connect = no("connect()", "scripts open no sockets; use fetch, WebSocket or ioredis");
var udpSocket = no("udpSocket()", "scripts open no sockets");
var build = no("build()", "the host bundles scripts itself: host build");
var plugin = no("plugin()", "the host bundles scripts itself: host build");
var openInEditor = no("openInEditor()", "a script has no desktop");
var resolveSync = no("resolveSync()", "everything is inside the bundle; use import");
var mmap = no("mmap()", "read the file with Bun.file");
var fetchGlobal = (...args) => globalThis.fetch(...args);
var stdin = file(0);
var stdout = file(1);
var stderr = file(2);
var Bun = {
  version,
  revision,
  env,
  argv,
  main,
  isMainThread,
  enableANSIColors,
  sleep,
  sleepSync,
  which,
  nanoseconds,
  hash,
  CryptoHasher,
  MD5,
  SHA1,
  SHA224,
  SHA256,
  SHA384,
  SHA512,
  SHA512_256,
  sha,
  inspect,
  escapeHTML,
  stringWidth,
  stripANSI,
  deepEquals,
  peek,
  randomUUIDv7,
  indexOfLine,
  concatArrayBuffers,
  allocUnsafe,
  gc,
  shrink,
  readableStreamToText,
  readableStreamToJSON,
  readableStreamToArrayBuffer,
  readableStreamToBytes,
  readableStreamToBlob,
  readableStreamToArray,
  gzipSync,
  gunzipSync,
  deflateSync,
  inflateSync,
  serve,
  listen,
  connect,
  udpSocket,
  build,
  plugin,
  openInEditor,
  resolveSync,
  mmap,
  $,
  spawn,
  spawnSync,
  file,
  write,
  Glob,
  fetch: fetchGlobal,
  stdin,
  stdout,
  stderr,
  fileURLToPath: (u) => (0, import_node_url.fileURLToPath)(u),
  pathToFileURL: (p) => (0, import_node_url.pathToFileURL)(p),
  YAML,
  TOML,
  zstdCompress,
  zstdCompressSync,
  zstdDecompress,
  zstdDecompressSync,
  password
};
var bun_default = Bun;
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(bun_exports, { $, CryptoHasher, Glob, MD5, SHA1, SHA224, SHA256, SHA384, SHA512, SHA512_256, TOML, YAML, allocUnsafe, argv, build, concatArrayBuffers, connect, deepEquals, default: bun_default, deflateSync, enableANSIColors, env, escapeHTML, fetch: fetchGlobal, file, gc, gunzipSync, gzipSync, hash, indexOfLine, inflateSync, inspect, isMainThread, listen, main, mmap, nanoseconds, openInEditor, password, peek, plugin, randomUUIDv7, readableStreamToArray, readableStreamToArrayBuffer, readableStreamToBlob, readableStreamToBytes, readableStreamToJSON, readableStreamToText, resolveSync, revision, serve, sha, shrink, sleep, sleepSync, spawn, spawnSync, stderr, stdin, stdout, stringWidth, stripANSI, udpSocket, version, which, write, zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync });
