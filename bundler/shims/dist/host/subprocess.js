// Code generated from bundler/shims/host/subprocess.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 4a6f2f25663a3ea5612cfa7c641a560b9d8ab4d6b60dc2ea024bd100f02382b9
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

// bundler/shims/host/subprocess.ts
var subprocess_exports = {};
__export(subprocess_exports, {
  SubprocessError: () => SubprocessError,
  run: () => run,
  spawn: () => spawn
});
module.exports = __toCommonJS(subprocess_exports);
var import_subprocess = __toESM(require("host:internal/subprocess"));
var import_node_process = __lazy(() => __toESM(require("node:process")), ["default"]);

// bundler/shims/node/_spawn.ts
var import_process = __toESM(require("host:internal/process"));
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

// bundler/shims/host/subprocess.ts
var passed = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "TZ", "TERM", "LANG", "LC_ALL", "LC_CTYPE", "LC_COLLATE", "LC_MESSAGES", "LC_NUMERIC", "LC_TIME"];
var maxOutput = 16 << 20;
var SubprocessError = class extends Error {
  code;
  argv;
  exitCode;
  signal;
  stdout;
  stderr;
  constructor(message, code, argv, ended = {}, cause) {
    super(message, cause === void 0 ? void 0 : { cause });
    this.code = code;
    this.argv = argv;
    this.exitCode = ended.exitCode ?? null;
    this.signal = ended.signal ?? null;
    this.stdout = ended.stdout ?? "";
    this.stderr = ended.stderr ?? "";
  }
  get name() {
    return "SubprocessError";
  }
};
var units = { ms: 1, s: 1e3, m: 6e4, h: 36e5 };
function milliseconds(what, time) {
  const remedy = 'say how long the program may run: { timeout: "30s" }';
  if (time === void 0 || time === null) throw new TypeError(`${what}: the timeout is missing: ${remedy}`);
  const parts = typeof time === "string" ? /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(time) : null;
  const n = parts ? Number(parts[1]) * units[parts[2]] : time;
  if (typeof n !== "number" || !(n > 0) || n === Infinity) throw new TypeError(`${what}: timeout: want milliseconds or a time such as "30s", got ${String(time)}: ${remedy}`);
  return n;
}
function environment(what, declared) {
  const env = {};
  const take = (name) => {
    const value = import_node_process.default.env[name];
    if (value !== void 0) env[name] = value;
  };
  for (const name of passed) take(name);
  for (const [name, value] of Object.entries(declared ?? {})) {
    if (value === true) take(name);
    else if (typeof value === "string") env[name] = value;
    else if (value !== void 0) throw new TypeError(`${what}: env.${name}: want a string, or true for the script's own, got ${typeof value}`);
  }
  return env;
}
function plan(what, argv, options, stdio) {
  if (!Array.isArray(argv) || argv.length === 0) throw new TypeError(`${what}: argument 1: want a list of the program and its arguments, such as ["git", "status"]`);
  argv.forEach((arg, i) => {
    if (typeof arg !== "string") throw new TypeError(`${what}: argument 1: item ${i}: want a string, got ${arg === null ? "null" : typeof arg}`);
    if (arg.includes("\0")) throw new TypeError(`${what}: argument 1: item ${i}: a null byte cannot be passed to a program`);
  });
  const timeout = milliseconds(what, options?.timeout);
  return {
    file: argv[0],
    args: [...argv],
    cwd: options.cwd,
    env: environment(what, options.env),
    stdio,
    timeout,
    killSignal: options.killSignal === void 0 ? 0 : signalNumber(options.killSignal),
    maxBuffer: options.maxOutput ?? maxOutput
  };
}
function failure(argv, exit, ended, check) {
  const name = argv[0];
  switch (exit.stopped) {
    case "timeout":
      return new SubprocessError(exit.reason, "TIMEOUT", argv, ended);
    case "maxBuffer":
      return new SubprocessError(`${name} wrote more output than it may: raise maxOutput, or redirect it to a file`, "MAXOUTPUT", argv, ended);
    case "cancelled":
      return new SubprocessError(`${name} was stopped: ${exit.reason}`, "CANCELLED", argv, ended);
  }
  if (!check) return void 0;
  const tail = lastLine(ended.stderr);
  if (exit.signal) return new SubprocessError(`${name} was ended by ${exit.signal}${tail}`, "SIGNAL", argv, ended);
  if (exit.code !== 0) return new SubprocessError(`${name} exited with ${exit.code}${tail}`, "EXIT", argv, ended);
  return void 0;
}
function lastLine(text2) {
  const line = (text2 ?? "").trimEnd().split("\n").pop().slice(0, 300);
  return line ? `: ${line}` : "";
}
function started(argv, error) {
  if (typeof error?.code !== "string" || typeof error.errno !== "number") return error;
  const why = { ENOENT: "there is no such program, or no such folder", EACCES: "it may not be run" };
  return new SubprocessError(`${argv[0]} could not be started: ${why[error.code] ?? error.code}`, error.code, argv, {}, error);
}
var text = (bytes) => bytes ? new TextDecoder().decode(bytes) : "";
async function run(argv, options) {
  const { input } = options ?? {};
  const p = plan("run", argv, options, [{ kind: input === void 0 ? "ignore" : "pipe" }, { kind: "pipe" }, { kind: "pipe" }]);
  let ran;
  try {
    ran = await import_subprocess.default.run(p, typeof input === "string" ? new TextEncoder().encode(input) : input);
  } catch (error2) {
    throw started(p.args, error2);
  }
  const { exit, output, ms } = ran;
  const result = { exitCode: exit.signal ? null : exit.code, signal: exit.signal, stdout: text(output[1]), stderr: text(output[2]), durationMs: ms };
  const error = failure(p.args, exit, result, options.check !== false);
  if (error) throw error;
  return result;
}
async function spawn(argv, options) {
  const p = plan("spawn", argv, options, [{ kind: options?.stdin === "pipe" ? "pipe" : "ignore" }, { kind: "pipe" }, { kind: "pipe" }]);
  let settle;
  const exit = new Promise((resolve) => settle = resolve);
  const began = Date.now();
  let handle;
  try {
    handle = await import_subprocess.default.start(p, settle);
  } catch (error) {
    throw started(p.args, error);
  }
  const exited = exit.then((exit2) => {
    const ended = { exitCode: exit2.signal ? null : exit2.code, signal: exit2.signal, durationMs: Date.now() - began };
    const error = failure(p.args, exit2, ended, options.check !== false);
    if (error) throw error;
    return ended;
  });
  exited.catch(() => {
  });
  return new Child(handle, exited);
}
var Child = class {
  pid;
  stdout;
  stderr;
  exited;
  #handle;
  constructor(handle, exited) {
    this.#handle = handle;
    this.pid = handle.pid;
    this.stdout = stream(handle, 1);
    this.stderr = stream(handle, 2);
    this.exited = exited;
  }
  lines() {
    return __asyncGenerator(this, null, function* () {
      const decoder = new TextDecoder();
      let rest = "";
      try {
        for (var iter = __forAwait(this.stdout), more, temp, error; more = !(temp = yield new __await(iter.next())).done; more = false) {
          const chunk = temp.value;
          const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
          rest = parts.pop();
          yield* __yieldStar(parts);
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
      rest += decoder.decode();
      if (rest) yield rest;
    });
  }
  async write(data) {
    await this.#handle.write(typeof data === "string" ? new TextEncoder().encode(data) : data);
  }
  end() {
    this.#handle.closeStdin();
  }
  kill(signal = "SIGTERM") {
    return this.#handle.kill(signalNumber(signal));
  }
};
function stream(handle, fd) {
  return new ReadableStream({
    async pull(controller) {
      const bytes = await handle.read(fd);
      if (bytes === null) controller.close();
      else controller.enqueue(bytes);
    },
    cancel() {
      handle.discard(fd);
    }
  }, { highWaterMark: 0 });
}
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(subprocess_exports, { SubprocessError, run, spawn });
