// Code generated from bundler/shims/node/process.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: cb6a56acda663e09fcf1ab2adf0b5eb7666a6d338d02b84b9f3c7ca5e32c8542
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

// bundler/shims/node/process.ts
var process_exports = {};
__export(process_exports, {
  abort: () => abort,
  addListener: () => addListener,
  allowedNodeEnvironmentFlags: () => allowedNodeEnvironmentFlags,
  arch: () => arch,
  argv: () => argv,
  argv0: () => argv0,
  availableMemory: () => availableMemory,
  chdir: () => chdir,
  config: () => config,
  constrainedMemory: () => constrainedMemory,
  cpuUsage: () => cpuUsage,
  cwd: () => cwd,
  debugPort: () => debugPort,
  default: () => process_default,
  emit: () => emit,
  emitWarning: () => emitWarning,
  env: () => env,
  execArgv: () => execArgv,
  execPath: () => execPath,
  exit: () => exit,
  features: () => features,
  getActiveResourcesInfo: () => getActiveResourcesInfo,
  getBuiltinModule: () => getBuiltinModule,
  getegid: () => getegid,
  geteuid: () => geteuid,
  getgid: () => getgid,
  getgroups: () => getgroups,
  getuid: () => getuid,
  hasUncaughtExceptionCaptureCallback: () => hasUncaughtExceptionCaptureCallback,
  hrtime: () => hrtime,
  kill: () => kill,
  listenerCount: () => listenerCount,
  listeners: () => listeners,
  memoryUsage: () => memoryUsage,
  nextTick: () => nextTick,
  off: () => off,
  on: () => on,
  once: () => once,
  pid: () => pid,
  platform: () => platform,
  ppid: () => ppid,
  release: () => release,
  removeAllListeners: () => removeAllListeners,
  removeListener: () => removeListener,
  resourceUsage: () => resourceUsage,
  setSourceMapsEnabled: () => setSourceMapsEnabled,
  setUncaughtExceptionCaptureCallback: () => setUncaughtExceptionCaptureCallback,
  stderr: () => stderr,
  stdout: () => stdout,
  title: () => title,
  umask: () => umask,
  uptime: () => uptime,
  version: () => version,
  versions: () => versions
});
module.exports = __toCommonJS(process_exports);
var import_process = __toESM(require("host:internal/process"));
var import_node_buffer = __lazy(() => require("node:buffer"), ["Buffer"]);
var import_node_events = __lazy(() => __toESM(require("node:events")), ["default"]);
var import_node_module = __lazy(() => require("node:module"), ["createRequire"]);
var import_node_stream = __lazy(() => require("node:stream"), ["Readable"]);
var import_node_errors = require("host:internal/node-errors");
var facts = import_process.default.facts();
var never = /* @__PURE__ */ new Set([
  "exit",
  "beforeExit",
  "uncaughtException",
  "uncaughtExceptionMonitor",
  "unhandledRejection",
  "rejectionHandled",
  "message",
  "disconnect",
  "worker",
  "multipleResolves"
]);
var Process = class extends import_node_events.default {
};
var proc = new Process();
Object.defineProperty(Process, "name", { value: "process" });
var told = /* @__PURE__ */ new Set();
proc.on("newListener", (event) => {
  if (typeof event !== "string" || told.has(event) || !(event.startsWith("SIG") || never.has(event))) return;
  told.add(event);
  console.debug(`process.on("${event}"): the host ends its scripts itself and never calls this listener`);
});
function stdio(fd) {
  const out = new import_node_events.default();
  const bytes = (chunk, encoding) => {
    if (typeof chunk === "string") return import_node_buffer.Buffer.from(chunk, encoding);
    if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    throw (0, import_node_errors.invalidArgType)("chunk", ["string", "Buffer", "Uint8Array"], chunk);
  };
  Object.assign(out, {
    fd,
    writable: true,
    readable: false,
    destroyed: false,
    writableLength: 0,
    writableHighWaterMark: 16384,
    _type: "pipe",
    isTTY: void 0,
    write(chunk, encoding, done) {
      if (typeof encoding === "function") [encoding, done] = [void 0, encoding];
      import_process.default.write(fd, bytes(chunk, encoding));
      if (typeof done === "function") import_process.default.nextTick(done);
      return true;
    },
    end(chunk, encoding, done) {
      if (chunk !== void 0 && typeof chunk !== "function") out.write(chunk, encoding);
      for (const f of [chunk, encoding, done]) if (typeof f === "function") import_process.default.nextTick(f);
      return out;
    },
    cork() {
    },
    uncork() {
    },
    destroy() {
      return out;
    },
    setDefaultEncoding() {
      return out;
    },
    getColorDepth: () => 1,
    hasColors: () => false,
    getWindowSize: () => [80, 24]
  });
  return out;
}
function lazy(name, make) {
  Object.defineProperty(proc, name, {
    configurable: true,
    enumerable: true,
    get() {
      const value = make();
      Object.defineProperty(proc, name, { value, configurable: true, enumerable: true, writable: true });
      return value;
    },
    set(value) {
      Object.defineProperty(proc, name, { value, configurable: true, enumerable: true, writable: true });
    }
  });
}
function hrtime(previous) {
  const [s, ns] = import_process.default.clock();
  if (previous === void 0) return [s, ns];
  if (!Array.isArray(previous)) throw (0, import_node_errors.invalidArgType)("time", "Array", previous);
  if (previous.length !== 2) throw (0, import_node_errors.outOfRange)("time", "2", previous.length);
  let seconds = s - previous[0];
  let rest = ns - previous[1];
  if (rest < 0) {
    seconds--;
    rest += 1e9;
  }
  return [seconds, rest];
}
hrtime.bigint = () => {
  const [s, ns] = import_process.default.clock();
  return BigInt(s) * 1000000000n + BigInt(ns);
};
function memoryUsage() {
  return import_process.default.memory();
}
memoryUsage.rss = () => import_process.default.memory().rss;
var signals;
function kill(pid2, signal = "SIGTERM") {
  if (pid2 != (pid2 | 0)) throw (0, import_node_errors.invalidArgType)("pid", "number", pid2);
  let n;
  if (typeof signal === "number") n = signal;
  else {
    signals ??= import_process.default.signals();
    n = signals[signal] ?? -1;
    if (n < 0) throw (0, import_node_errors.coded)(TypeError, "ERR_UNKNOWN_SIGNAL", `Unknown signal: ${signal}`);
  }
  import_process.default.kill(pid2 | 0, n);
  return true;
}
function emitWarning(warning, type, code) {
  let detail;
  if (typeof type === "object" && type !== null) ({ type, code, detail } = type);
  if (typeof warning === "string") {
    const e = new Error(warning);
    e.name = String(type || "Warning");
    if (code !== void 0) e.code = code;
    if (detail !== void 0) e.detail = detail;
    warning = e;
  } else if (!(warning instanceof Error)) throw (0, import_node_errors.invalidArgType)("warning", ["string", "Error"], warning);
  if (warning.name === "DeprecationWarning" && proc.noDeprecation) return;
  import_process.default.nextTick(() => {
    console.warn(`(host) ${warning.code ? `[${warning.code}] ` : ""}${warning.name}: ${warning.message}${warning.detail ? `
${warning.detail}` : ""}`);
    proc.emit("warning", warning);
  });
}
Object.assign(proc, {
  title: "host",
  version: facts.version,
  pid: facts.pid,
  ppid: facts.ppid,
  platform: facts.platform,
  arch: facts.arch,
  execPath: facts.execPath,
  execArgv: [],
  argv: [facts.execPath, facts.execPath],
  argv0: "host",
  exitCode: void 0,
  debugPort: 9229,
  versions: { node: facts.version.slice(1), v8: "11.3.244.8", uv: "1.46.0", zlib: "1.3.0", modules: "115", openssl: "3.0.15", unicode: "15.1" },
  release: { name: "node", lts: "Iron" },
  config: { target_defaults: {}, variables: {} },
  features: { inspector: false, debug: false, uv: true, ipv6: true, tls_alpn: true, tls_sni: true, tls_ocsp: true, tls: true, cached_builtins: true, typescript: "transform" },
  report: void 0,
  connected: false,
  noDeprecation: false,
  throwDeprecation: false,
  traceDeprecation: false,
  allowedNodeEnvironmentFlags: /* @__PURE__ */ new Set(),
  cwd: () => import_process.default.cwd(),
  chdir() {
    throw (0, import_node_errors.coded)(TypeError, "ERR_WORKER_UNSUPPORTED_OPERATION", "process.chdir() is not supported in workers: the folder is shared by every script; give cwd to what needs another one");
  },
  exit(code) {
    throw (0, import_node_errors.refused)(`process.exit(${code ?? ""})`, "it would end the host and every function in it; to end this call, throw an error or return");
  },
  reallyExit() {
    throw (0, import_node_errors.refused)("process.reallyExit()", "it would end the host and every function in it");
  },
  abort() {
    throw (0, import_node_errors.refused)("process.abort()", "it would end the host and every function in it");
  },
  uptime: () => import_process.default.uptime(),
  hrtime,
  memoryUsage,
  kill,
  emitWarning,
  cpuUsage(previous) {
    const now = import_process.default.cpu();
    return previous === void 0 ? now : { user: now.user - previous.user, system: now.system - previous.system };
  },
  resourceUsage() {
    const now = import_process.default.cpu();
    return {
      userCPUTime: now.user,
      systemCPUTime: now.system,
      maxRSS: Math.round(import_process.default.memory().rss / 1024),
      sharedMemorySize: 0,
      unsharedDataSize: 0,
      unsharedStackSize: 0,
      minorPageFault: 0,
      majorPageFault: 0,
      swappedOut: 0,
      fsRead: 0,
      fsWrite: 0,
      ipcSent: 0,
      ipcReceived: 0,
      signalsCount: 0,
      voluntaryContextSwitches: 0,
      involuntaryContextSwitches: 0
    };
  },
  constrainedMemory: () => 0,
  availableMemory: () => import_process.default.memory().rss,
  nextTick(callback, ...args) {
    if (typeof callback !== "function") throw (0, import_node_errors.invalidArgType)("callback", "function", callback);
    import_process.default.nextTick(callback, ...args);
  },
  umask(mask) {
    if (mask !== void 0) throw (0, import_node_errors.coded)(TypeError, "ERR_WORKER_UNSUPPORTED_OPERATION", "Setting process.umask() is not supported in workers: it is shared by every script; give mode to what makes files");
    return import_process.default.umask();
  },
  getuid: () => facts.uid,
  geteuid: () => facts.euid,
  getgid: () => facts.gid,
  getegid: () => facts.egid,
  getgroups: () => [...facts.groups],
  ref() {
  },
  unref() {
  },
  getActiveResourcesInfo: () => [],
  setUncaughtExceptionCaptureCallback(f) {
    if (f !== null) throw (0, import_node_errors.refused)("process.setUncaughtExceptionCaptureCallback()", "what a script does not catch fails its own call and is logged; catch it there");
  },
  hasUncaughtExceptionCaptureCallback: () => false,
  setSourceMapsEnabled() {
  },
  getBuiltinModule(id) {
    try {
      return (0, import_node_module.createRequire)("/")(id.startsWith("node:") ? id : `node:${id}`);
    } catch {
      return void 0;
    }
  },
  binding() {
    throw (0, import_node_errors.refused)("process.binding()", "Node's own internals are not there");
  }
});
Object.defineProperty(proc, "env", { value: import_process.default.env, enumerable: true, writable: true, configurable: true });
lazy("stdout", () => stdio(1));
lazy("stderr", () => stdio(2));
lazy("stdin", () => {
  const input = new import_node_stream.Readable({ read() {
    this.push(null);
  } });
  input.fd = 0;
  return input;
});
Object.defineProperty(proc, Symbol.toStringTag, { value: "process", configurable: true });
var process_default = proc;
var {
  title,
  version,
  versions,
  arch,
  platform,
  release,
  argv,
  execArgv,
  env,
  pid,
  ppid,
  execPath,
  debugPort,
  argv0,
  cwd,
  chdir,
  umask,
  uptime,
  nextTick,
  exit,
  abort,
  config,
  features,
  cpuUsage,
  resourceUsage,
  getuid,
  geteuid,
  getgid,
  getegid,
  getgroups,
  allowedNodeEnvironmentFlags,
  getBuiltinModule,
  constrainedMemory,
  availableMemory,
  stdout,
  stderr,
  getActiveResourcesInfo,
  setUncaughtExceptionCaptureCallback,
  hasUncaughtExceptionCaptureCallback,
  setSourceMapsEnabled
} = proc;
var on = proc.on.bind(proc);
var once = proc.once.bind(proc);
var off = proc.off.bind(proc);
var emit = proc.emit.bind(proc);
var addListener = proc.addListener.bind(proc);
var removeListener = proc.removeListener.bind(proc);
var removeAllListeners = proc.removeAllListeners.bind(proc);
var listeners = proc.listeners.bind(proc);
var listenerCount = proc.listenerCount.bind(proc);
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(process_exports, { abort, addListener, allowedNodeEnvironmentFlags, arch, argv, argv0, availableMemory, chdir, config, constrainedMemory, cpuUsage, cwd, debugPort, default: process_default, emit, emitWarning, env, execArgv, execPath, exit, features, getActiveResourcesInfo, getBuiltinModule, getegid, geteuid, getgid, getgroups, getuid, hasUncaughtExceptionCaptureCallback, hrtime, kill, listenerCount, listeners, memoryUsage, nextTick, off, on, once, pid, platform, ppid, release, removeAllListeners, removeListener, resourceUsage, setSourceMapsEnabled, setUncaughtExceptionCaptureCallback, stderr, stdout, title, umask, uptime, version, versions });
