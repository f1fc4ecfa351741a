// Code generated from bundler/shims/node/child_process.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 048d41d2cfb7196f9048581bf44c74851d9d0efedf9799e2b8724a556bfe81b7
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

// bundler/shims/node/child_process.ts
var child_process_exports = {};
__export(child_process_exports, {
  ChildProcess: () => ChildProcess,
  default: () => child_process_default,
  exec: () => exec,
  execFile: () => execFile,
  execFileSync: () => execFileSync,
  execSync: () => execSync,
  fork: () => fork,
  spawn: () => spawn,
  spawnSync: () => spawnSync
});
module.exports = __toCommonJS(child_process_exports);
var import_subprocess = __toESM(require("host:internal/subprocess"));
var import_node_buffer = __lazy(() => require("node:buffer"), ["Buffer"]);
var import_node_events = __lazy(() => __toESM(require("node:events")), ["default"]);
var import_node_process2 = __lazy(() => __toESM(require("node:process")), ["default"]);
var import_node_stream = __lazy(() => require("node:stream"), ["Readable", "Writable"]);
var import_node_util = __lazy(() => require("node:util"), ["promisify"]);
var import_node_errors2 = require("host:internal/node-errors");

// bundler/shims/node/_errno.ts
var import_os = __toESM(require("host:internal/os"));
var table;
function errnoOf() {
  return table ??= import_os.default.errnos();
}
function nameOfErrno(errno) {
  for (const [name, n] of Object.entries(errnoOf())) if (n === errno) return name;
  return void 0;
}

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
function environment(env) {
  if (env === void 0 || env === null || env === import_node_process.default.env) return void 0;
  const out = {};
  for (const key in env) {
    const value = env[key];
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
var words = { pipe: "pipe", overlapped: "pipe", ignore: "ignore", inherit: "inherit" };
function nodeStdio(value, i) {
  if (value === void 0 || value === null) return { kind: i < 3 ? "pipe" : "ignore" };
  if (typeof value === "string" && words[value]) return { kind: words[value] };
  if (value === "ipc") throw (0, import_node_errors.refused)("stdio: 'ipc'", "a child cannot be a script of the host; use its standard input and output");
  if (typeof value === "number") return { kind: "fd", fd: value };
  if (typeof value === "object") {
    if (typeof value.fd === "number") return { kind: "fd", fd: value.fd };
    if (value === import_node_process.default.stdin) return { kind: "inherit" };
  }
  throw (0, import_node_errors.coded)(TypeError, "ERR_INVALID_ARG_VALUE", `The argument 'stdio' is invalid. Received ${typeof value === "string" ? `'${value}'` : String(value)}`);
}
function stdioList(stdio, fallback = "pipe") {
  if (stdio === void 0 || stdio === null) stdio = fallback;
  if (typeof stdio === "string") {
    if (!words[stdio]) throw (0, import_node_errors.coded)(TypeError, "ERR_INVALID_ARG_VALUE", `The argument 'stdio' is invalid. Received '${stdio}'`);
    stdio = [stdio, stdio, stdio];
  }
  if (!Array.isArray(stdio)) throw (0, import_node_errors.coded)(TypeError, "ERR_INVALID_ARG_VALUE", `The argument 'stdio' is invalid. Received ${String(stdio)}`);
  const list = [...stdio];
  while (list.length < 3) list.push(void 0);
  return list.map(nodeStdio);
}

// bundler/shims/node/child_process.ts
var MAX_BUFFER = 1024 * 1024;
function checkTimeout(timeout) {
  if (timeout === void 0 || timeout === null) return 0;
  if (typeof timeout !== "number" || !Number.isInteger(timeout) || timeout < 0) {
    if (typeof timeout !== "number") throw (0, import_node_errors2.invalidArgType)("timeout", "number", timeout);
    throw (0, import_node_errors2.outOfRange)("timeout", "an unsigned integer", timeout);
  }
  return timeout;
}
function normalize(file, args, options) {
  if (typeof file !== "string") throw (0, import_node_errors2.invalidArgType)("file", "string", file);
  if (file.length === 0) throw (0, import_node_errors2.coded)(TypeError, "ERR_INVALID_ARG_VALUE", "The argument 'file' cannot be empty. Received ''");
  if (Array.isArray(args)) args = [...args];
  else if (args === void 0 || args === null) args = [];
  else if (typeof args !== "object") throw (0, import_node_errors2.invalidArgType)("args", "object", args);
  else {
    options = args;
    args = [];
  }
  if (options === void 0 || options === null) options = {};
  else if (typeof options !== "object") throw (0, import_node_errors2.invalidArgType)("options", "object", options);
  options = { ...options };
  if (options.uid != null || options.gid != null) throw (0, import_node_errors2.refused)("options.uid and options.gid", "the host does not change its user; use sudo or su in the command");
  args = args.map((a) => `${a}`);
  for (const a of [file, ...args]) {
    if (a.includes("\0")) throw (0, import_node_errors2.coded)(TypeError, "ERR_INVALID_ARG_VALUE", `The argument must be a string without null bytes. Received ${JSON.stringify(a)}`);
  }
  if (options.shell) {
    const command = [file, ...args].join(" ");
    file = typeof options.shell === "string" ? options.shell : "/bin/sh";
    args = ["-c", command];
  }
  args.unshift(typeof options.argv0 === "string" ? options.argv0 : file);
  return { ...options, file, args, cwd: folder(options.cwd), timeout: checkTimeout(options.timeout) };
}
function nativeOptions(o, stdio, maxBuffer = 0) {
  return {
    file: o.file,
    args: o.args,
    cwd: o.cwd,
    env: environment(o.env),
    stdio,
    detached: !!o.detached,
    timeout: o.timeout,
    killSignal: o.killSignal === void 0 || o.killSignal === null ? 0 : signalNumber(o.killSignal),
    maxBuffer
  };
}
function startError(e, syscall) {
  if (typeof e?.code !== "string" || typeof e.errno !== "number") return e;
  const err = new Error(`${syscall} ${e.path} ${e.code}`);
  return Object.assign(err, { errno: e.errno, code: e.code, syscall: `${syscall} ${e.path}`, path: e.path, spawnargs: e.spawnargs });
}
var ChildProcess = class extends import_node_events.default {
  pid = void 0;
  exitCode = null;
  signalCode = null;
  killed = false;
  connected = false;
  spawnfile = "";
  spawnargs = [];
  stdin = null;
  stdout = null;
  stderr = null;
  stdio = [];
  #handle;
  #open = 0;
  #over = false;
  /** Why the host stopped it, in words. */
  _reason;
  spawn(o) {
    this.spawnfile = o.file;
    this.spawnargs = o.args;
    const list = stdioList(o.stdio);
    this.#open = 1;
    let failure;
    try {
      this.#handle = import_subprocess.default.spawn(nativeOptions(o, list), (exit) => this.#exited(exit));
      this.pid = this.#handle.pid;
    } catch (e) {
      failure = startError(e, "spawn");
      if (failure === e) throw e;
    }
    this.stdio = list.map((s, i) => {
      if (s.kind !== "pipe") return null;
      return i === 0 ? this.#input() : this.#output(i, failure !== void 0);
    });
    [this.stdin, this.stdout, this.stderr] = this.stdio;
    if (failure) import_node_process2.default.nextTick(() => this.#failed(failure));
    else import_node_process2.default.nextTick(() => this.emit("spawn"));
    return this;
  }
  #failed(failure) {
    this.stdin?.destroy();
    this.exitCode = failure.errno;
    this.emit("error", failure);
    this.#closed();
  }
  #exited(exit) {
    this._reason = exit.reason;
    if (exit.signal) this.signalCode = exit.signal;
    else this.exitCode = exit.code;
    if (exit.stopped) this.killed = true;
    this.stdin?.destroy();
    this.#over = true;
    this.emit("exit", this.exitCode, this.signalCode);
    import_node_process2.default.nextTick(() => {
      for (const s of this.stdio.slice(1)) if (s && s.readableFlowing === null && s.listenerCount("readable") === 0) s.resume();
    });
    this.#closed();
  }
  #closed() {
    if (--this.#open === 0) this.emit("close", this.exitCode, this.signalCode);
  }
  #input() {
    const handle = this.#handle;
    const input = new import_node_stream.Writable({
      write(chunk, encoding, done) {
        if (!handle) return done();
        handle.write(typeof chunk === "string" ? import_node_buffer.Buffer.from(chunk, encoding) : chunk).then(() => done(), done);
      },
      final(done) {
        handle?.closeStdin();
        done();
      },
      destroy(error, done) {
        handle?.closeStdin();
        done(error);
      }
    });
    return input;
  }
  #output(fd, failed) {
    const handle = this.#handle;
    this.#open++;
    const output = new import_node_stream.Readable({
      read() {
        if (failed) return void output.push(null);
        handle.read(fd).then((bytes) => {
          output.push(bytes === null ? null : import_node_buffer.Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
        }, (e) => output.destroy(e));
      },
      destroy(error, done) {
        handle?.discard(fd);
        done(error);
      }
    });
    output.fd = fd;
    output.once("close", () => this.#closed());
    if (failed) output.resume();
    return output;
  }
  kill(signal = "SIGTERM") {
    const n = signalNumber(signal);
    if (!this.#handle || this.#over) return false;
    const sent = this.#handle.kill(n);
    if (sent && n !== 0) this.killed = true;
    return sent;
  }
  ref() {
  }
  unref() {
    if (!this.#over) this.#handle?.unref();
  }
  disconnect() {
  }
  send() {
    throw (0, import_node_errors2.refused)("child.send()", "a child cannot be a script of the host; use its standard input and output");
  }
  [Symbol.dispose ?? /* @__PURE__ */ Symbol.for("Symbol.dispose")]() {
    if (!this.killed) this.kill();
  }
};
function spawn(file, args, options) {
  const o = normalize(file, args, options);
  const child = new ChildProcess();
  const signal = o.signal;
  if (signal !== void 0 && (typeof signal !== "object" || !("aborted" in signal))) throw (0, import_node_errors2.invalidArgType)("options.signal", "AbortSignal", signal);
  child.spawn(o);
  if (signal) {
    const abort = () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(o.killSignal);
        child.emit("error", (0, import_node_errors2.abortError)(signal.reason));
      }
    };
    if (signal.aborted) import_node_process2.default.nextTick(abort);
    else {
      signal.addEventListener("abort", abort, { once: true });
      child.once("exit", () => signal.removeEventListener("abort", abort));
    }
  }
  return child;
}
function execArguments(args, options, callback) {
  if (!Array.isArray(args)) {
    if (typeof args === "function") [args, options, callback] = [[], {}, args];
    else if (args !== void 0 && args !== null && typeof args === "object") [args, options, callback] = [[], args, options];
    else args = [];
  }
  if (typeof options === "function") [options, callback] = [{}, options];
  if (callback !== void 0 && callback !== null && typeof callback !== "function") throw (0, import_node_errors2.invalidArgType)("callback", "function", callback);
  return [args, options ?? {}, callback];
}
function execFile(file, args, options, callback) {
  [args, options, callback] = execArguments(args, options, callback);
  const o = { encoding: "utf8", timeout: 0, maxBuffer: MAX_BUFFER, killSignal: "SIGTERM", cwd: null, env: null, shell: false, ...options };
  const max = o.maxBuffer;
  if (typeof max !== "number" || max < 0) throw typeof max === "number" ? (0, import_node_errors2.outOfRange)("options.maxBuffer", "a positive number", max) : (0, import_node_errors2.invalidArgType)("options.maxBuffer", "number", max);
  const child = spawn(file, args, { ...o, stdio: void 0 });
  const command = options.shell ? [file, ...args].join(" ") : [file, ...args].join(" ");
  const text = o.encoding && o.encoding !== "buffer" && import_node_buffer.Buffer.isEncoding(o.encoding);
  let failure;
  const collect = (stream, name) => {
    const chunks = [];
    let size = 0;
    stream.on("data", (chunk) => {
      size += chunk.length;
      if (size > max) {
        chunks.push(chunk.subarray(0, chunk.length - (size - max)));
        if (!failure) failure = (0, import_node_errors2.coded)(RangeError, "ERR_CHILD_PROCESS_STDIO_MAXBUFFER", `${name} maxBuffer length exceeded`);
        kill();
      } else chunks.push(chunk);
    });
    return () => {
      const all = import_node_buffer.Buffer.concat(chunks);
      return text ? all.toString(o.encoding) : all;
    };
  };
  const kill = () => {
    child.stdout.destroy();
    child.stderr.destroy();
    child.kill(o.killSignal);
  };
  const out = collect(child.stdout, "stdout");
  const err = collect(child.stderr, "stderr");
  let done = false;
  const finish = (code, signal) => {
    if (done) return;
    done = true;
    if (!callback) return;
    const stdout = out();
    const stderr = err();
    if (!failure && code === 0 && signal === null) return callback(null, stdout, stderr);
    if (!failure) {
      failure = new Error(`Command failed: ${command}
${stderr}${child._reason ? `${String(stderr) === "" || String(stderr).endsWith("\n") ? "" : "\n"}${child._reason}
` : ""}`);
      failure.code = code !== null && code < 0 ? nameOfErrno(code) : code;
      failure.killed = child.killed;
      failure.signal = signal;
    }
    failure.cmd = command;
    callback(failure, stdout, stderr);
  };
  child.once("close", finish);
  child.once("error", (e) => {
    failure = e;
    child.stdout.destroy();
    child.stderr.destroy();
    finish(null, null);
  });
  return child;
}
function exec(command, options, callback) {
  if (typeof options === "function") [options, callback] = [void 0, options];
  if (typeof command !== "string") throw (0, import_node_errors2.invalidArgType)("command", "string", command);
  const shell = typeof options?.shell === "string" ? options.shell : true;
  return execFile(command, [], { ...options, shell }, callback);
}
function promised(run) {
  return (...args) => {
    let child;
    const promise = new Promise((resolve, reject) => {
      child = run(...args, (error, stdout, stderr) => {
        if (error === null) resolve({ stdout, stderr });
        else reject(Object.assign(error, { stdout, stderr }));
      });
    });
    promise.child = child;
    return promise;
  };
}
for (const f of [exec, execFile]) Object.defineProperty(f, import_node_util.promisify.custom, { value: promised(f), enumerable: false, configurable: true });
function inputBytes(input, encoding) {
  if (input === void 0 || input === null) return void 0;
  if (typeof input === "string") return import_node_buffer.Buffer.from(input, encoding && encoding !== "buffer" ? encoding : void 0);
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  throw (0, import_node_errors2.invalidArgType)("options.stdio[0]", ["Buffer", "TypedArray", "DataView", "string"], input);
}
function systemError(code, file, args) {
  const err = new Error(`spawnSync ${file} ${code}`);
  return Object.assign(err, { errno: errnoOf()[code], code, syscall: `spawnSync ${file}`, path: file, spawnargs: args.slice(1) });
}
function spawnSync(file, args, options) {
  const o = { maxBuffer: MAX_BUFFER, ...normalize(file, args, options) };
  if (typeof o.maxBuffer !== "number" || o.maxBuffer < 0) throw (0, import_node_errors2.invalidArgType)("options.maxBuffer", "number", o.maxBuffer);
  const list = stdioList(o.stdio);
  const input = inputBytes(o.input ?? (typeof o.stdio === "object" ? o.stdio?.[0]?.input : void 0), o.encoding);
  if (input) list[0] = { kind: "pipe" };
  const limit = o.maxBuffer === Infinity ? 2 ** 30 : Math.max(1, o.maxBuffer);
  let run;
  try {
    run = import_subprocess.default.spawnSync(nativeOptions(o, list, limit), input);
  } catch (e) {
    const error = startError(e, "spawnSync");
    if (error === e) throw e;
    return { error, status: null, signal: null, output: null, pid: 0, stdout: null, stderr: null };
  }
  const { exit } = run;
  const output = run.output.map((b) => {
    if (b === null) return null;
    const bytes = import_node_buffer.Buffer.from(b.buffer, b.byteOffset, b.byteLength);
    return o.encoding && o.encoding !== "buffer" ? bytes.toString(o.encoding) : bytes;
  });
  output[0] = null;
  const result = { status: exit.signal || exit.stopped ? null : exit.code, signal: exit.signal, output, pid: exit.pid, stdout: output[1], stderr: output[2] };
  if (exit.stopped === "timeout") result.error = systemError("ETIMEDOUT", o.file, o.args);
  if (exit.stopped === "maxBuffer") result.error = systemError("ENOBUFS", o.file, o.args);
  if (result.error && result.signal === null) result.signal = typeof o.killSignal === "string" ? o.killSignal : "SIGTERM";
  return result;
}
function settled(result, command, inherit) {
  if (inherit && result.stderr?.length > 0) import_node_process2.default.stderr.write(result.stderr);
  if (result.error) throw Object.assign(result.error, result);
  if (result.status !== 0) {
    let message = `Command failed: ${command}`;
    if (result.stderr && result.stderr.length > 0) message += `
${result.stderr.toString()}`;
    throw Object.assign(new Error(message), result);
  }
  return result.stdout;
}
function execFileSync(file, args, options) {
  if (!Array.isArray(args)) {
    if (args !== void 0 && args !== null) options = args;
    args = [];
  }
  const o = { ...options };
  const result = spawnSync(file, args, o);
  return settled(result, [o.argv0 ?? file, ...args].join(" "), !o.stdio);
}
function execSync(command, options) {
  if (typeof command !== "string") throw (0, import_node_errors2.invalidArgType)("command", "string", command);
  const o = { ...options, shell: typeof options?.shell === "string" ? options.shell : true };
  return settled(spawnSync(command, [], o), command, !o.stdio);
}
function fork() {
  throw (0, import_node_errors2.refused)("child_process.fork()", "a child cannot be a script of the host; put the work in a step, or run a program with spawn");
}
var child_process_default = { ChildProcess, spawn, exec, execFile, spawnSync, execSync, execFileSync, fork };
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(child_process_exports, { ChildProcess, default: child_process_default, exec, execFile, execFileSync, execSync, fork, spawn, spawnSync });
