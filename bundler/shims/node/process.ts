// node:process: the process that scripts run in. It is the host's, shared by
// all of them, so that what would end or change it is refused.
import native from "host:internal/process";
import { Buffer } from "node:buffer";
import EventEmitter from "node:events";
import { createRequire } from "node:module";
import { Readable } from "node:stream";
import { coded, invalidArgType, outOfRange, refused } from "host:internal/node-errors";

type Any = any;
const facts = native.facts();

/** What a script registers for an event that the host keeps to itself. */
const never = new Set(["exit", "beforeExit", "uncaughtException", "uncaughtExceptionMonitor", "unhandledRejection", "rejectionHandled",
  "message", "disconnect", "worker", "multipleResolves"]);

class Process extends EventEmitter {}
const proc: Any = new Process();
Object.defineProperty(Process, "name", { value: "process" });

const told = new Set<string>();
proc.on("newListener", (event: Any) => {
  if (typeof event !== "string" || told.has(event) || !(event.startsWith("SIG") || never.has(event))) return;
  told.add(event);
  // Packages do this when they are loaded, so it is no error: but it must not stay unnoticed by whoever counts on it.
  console.debug(`process.on("${event}"): the host ends its scripts itself and never calls this listener`);
});

/** Output to one of the host's own streams. */
function stdio(fd: number): Any {
  const out: Any = new EventEmitter();
  const bytes = (chunk: Any, encoding?: string): Uint8Array => {
    if (typeof chunk === "string") return Buffer.from(chunk, encoding as Any);
    if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    throw invalidArgType("chunk", ["string", "Buffer", "Uint8Array"], chunk);
  };
  Object.assign(out, {
    fd, writable: true, readable: false, destroyed: false, writableLength: 0, writableHighWaterMark: 16384, _type: "pipe", isTTY: undefined,
    write(chunk: Any, encoding?: Any, done?: Any) {
      if (typeof encoding === "function") [encoding, done] = [undefined, encoding];
      native.write(fd, bytes(chunk, encoding));
      if (typeof done === "function") native.nextTick(done);
      return true;
    },
    end(chunk?: Any, encoding?: Any, done?: Any) {
      if (chunk !== undefined && typeof chunk !== "function") out.write(chunk, encoding);
      for (const f of [chunk, encoding, done]) if (typeof f === "function") native.nextTick(f);
      return out;
    },
    cork() {}, uncork() {}, destroy() { return out; }, setDefaultEncoding() { return out; },
    getColorDepth: () => 1, hasColors: () => false, getWindowSize: () => [80, 24],
  });
  return out;
}

function lazy(name: string, make: () => unknown): void {
  Object.defineProperty(proc, name, {
    configurable: true, enumerable: true,
    get() {
      const value = make();
      Object.defineProperty(proc, name, { value, configurable: true, enumerable: true, writable: true });
      return value;
    },
    set(value) { Object.defineProperty(proc, name, { value, configurable: true, enumerable: true, writable: true }); },
  });
}

function hrtime(previous?: [number, number]): [number, number] {
  const [s, ns] = native.clock();
  if (previous === undefined) return [s, ns];
  if (!Array.isArray(previous)) throw invalidArgType("time", "Array", previous);
  if (previous.length !== 2) throw outOfRange("time", "2", previous.length);
  let seconds = s - previous[0];
  let rest = ns - previous[1];
  if (rest < 0) {
    seconds--;
    rest += 1e9;
  }
  return [seconds, rest];
}
hrtime.bigint = (): bigint => {
  const [s, ns] = native.clock();
  return BigInt(s) * 1000000000n + BigInt(ns);
};

function memoryUsage() {
  return native.memory();
}
memoryUsage.rss = (): number => native.memory().rss;

let signals: Record<string, number> | undefined;

function kill(pid: Any, signal: Any = "SIGTERM"): true {
  // eslint-disable-next-line eqeqeq
  if (pid != (pid | 0)) throw invalidArgType("pid", "number", pid);
  let n: number;
  if (typeof signal === "number") n = signal;
  else {
    signals ??= native.signals() as Record<string, number>;
    n = signals[signal] ?? -1;
    if (n < 0) throw coded(TypeError, "ERR_UNKNOWN_SIGNAL", `Unknown signal: ${signal}`);
  }
  native.kill(pid | 0, n);
  return true;
}

function emitWarning(warning: Any, type?: Any, code?: Any): void {
  let detail: string | undefined;
  if (typeof type === "object" && type !== null) ({ type, code, detail } = type);
  if (typeof warning === "string") {
    const e = new Error(warning);
    e.name = String(type || "Warning");
    if (code !== undefined) (e as Any).code = code;
    if (detail !== undefined) (e as Any).detail = detail;
    warning = e;
  } else if (!(warning instanceof Error)) throw invalidArgType("warning", ["string", "Error"], warning);
  if (warning.name === "DeprecationWarning" && proc.noDeprecation) return;
  native.nextTick(() => {
    console.warn(`(host) ${warning.code ? `[${warning.code}] ` : ""}${warning.name}: ${warning.message}${warning.detail ? `\n${warning.detail}` : ""}`);
    proc.emit("warning", warning);
  });
}

Object.assign(proc, {
  title: "host", version: facts.version, pid: facts.pid, ppid: facts.ppid, platform: facts.platform, arch: facts.arch,
  execPath: facts.execPath, execArgv: [], argv: [facts.execPath, facts.execPath], argv0: "host", exitCode: undefined, debugPort: 9229,
  versions: { node: facts.version.slice(1), v8: "11.3.244.8", uv: "1.46.0", zlib: "1.3.0", modules: "115", openssl: "3.0.15", unicode: "15.1" },
  release: { name: "node", lts: "Iron" },
  config: { target_defaults: {}, variables: {} },
  features: { inspector: false, debug: false, uv: true, ipv6: true, tls_alpn: true, tls_sni: true, tls_ocsp: true, tls: true, cached_builtins: true, typescript: "transform" },
  report: undefined, connected: false, noDeprecation: false, throwDeprecation: false, traceDeprecation: false,
  allowedNodeEnvironmentFlags: new Set<string>(),
  cwd: (): string => native.cwd(),
  chdir(): never { throw coded(TypeError, "ERR_WORKER_UNSUPPORTED_OPERATION", "process.chdir() is not supported in workers: the folder is shared by every script; give cwd to what needs another one"); },
  exit(code?: unknown): never { throw refused(`process.exit(${code ?? ""})`, "it would end the host and every function in it; to end this call, throw an error or return"); },
  reallyExit(): never { throw refused("process.reallyExit()", "it would end the host and every function in it"); },
  abort(): never { throw refused("process.abort()", "it would end the host and every function in it"); },
  uptime: (): number => native.uptime(),
  hrtime, memoryUsage, kill, emitWarning,
  cpuUsage(previous?: { user: number; system: number }) {
    const now = native.cpu();
    return previous === undefined ? now : { user: now.user - previous.user, system: now.system - previous.system };
  },
  resourceUsage() {
    const now = native.cpu();
    return { userCPUTime: now.user, systemCPUTime: now.system, maxRSS: Math.round(native.memory().rss / 1024), sharedMemorySize: 0, unsharedDataSize: 0,
      unsharedStackSize: 0, minorPageFault: 0, majorPageFault: 0, swappedOut: 0, fsRead: 0, fsWrite: 0, ipcSent: 0, ipcReceived: 0, signalsCount: 0,
      voluntaryContextSwitches: 0, involuntaryContextSwitches: 0 };
  },
  constrainedMemory: (): number => 0,
  availableMemory: (): number => native.memory().rss,
  nextTick(callback: Any, ...args: Any[]): void {
    if (typeof callback !== "function") throw invalidArgType("callback", "function", callback);
    native.nextTick(callback, ...args);
  },
  umask(mask?: unknown): number {
    if (mask !== undefined) throw coded(TypeError, "ERR_WORKER_UNSUPPORTED_OPERATION", "Setting process.umask() is not supported in workers: it is shared by every script; give mode to what makes files");
    return native.umask();
  },
  getuid: (): number => facts.uid, geteuid: (): number => facts.euid, getgid: (): number => facts.gid, getegid: (): number => facts.egid, getgroups: (): number[] => [...facts.groups],
  ref() {}, unref() {},
  getActiveResourcesInfo: (): string[] => [],
  setUncaughtExceptionCaptureCallback(f: unknown): void {
    if (f !== null) throw refused("process.setUncaughtExceptionCaptureCallback()", "what a script does not catch fails its own call and is logged; catch it there");
  },
  hasUncaughtExceptionCaptureCallback: (): boolean => false,
  setSourceMapsEnabled() {},
  getBuiltinModule(id: string): unknown {
    try {
      return createRequire("/")(id.startsWith("node:") ? id : `node:${id}`);
    } catch {
      return undefined;
    }
  },
  binding(): never { throw refused("process.binding()", "Node's own internals are not there"); },
});

Object.defineProperty(proc, "env", { value: native.env, enumerable: true, writable: true, configurable: true });
lazy("stdout", () => stdio(1));
lazy("stderr", () => stdio(2));
lazy("stdin", () => {
  const input: Any = new Readable({ read() { this.push(null); } });
  input.fd = 0;
  return input;
});

Object.defineProperty(proc, Symbol.toStringTag, { value: "process", configurable: true });

export default proc;
export const {
  title, version, versions, arch, platform, release, argv, execArgv, env, pid, ppid, execPath, debugPort, argv0, cwd, chdir, umask, uptime,
  nextTick, exit, abort, config, features, cpuUsage, resourceUsage, getuid, geteuid, getgid, getegid, getgroups,
  allowedNodeEnvironmentFlags, getBuiltinModule, constrainedMemory, availableMemory, stdout, stderr,
  getActiveResourcesInfo, setUncaughtExceptionCaptureCallback, hasUncaughtExceptionCaptureCallback, setSourceMapsEnabled,
} = proc;
export { hrtime, memoryUsage, kill, emitWarning };
export const on = proc.on.bind(proc), once = proc.once.bind(proc), off = proc.off.bind(proc), emit = proc.emit.bind(proc),
  addListener = proc.addListener.bind(proc), removeListener = proc.removeListener.bind(proc), removeAllListeners = proc.removeAllListeners.bind(proc),
  listeners = proc.listeners.bind(proc), listenerCount = proc.listenerCount.bind(proc);
