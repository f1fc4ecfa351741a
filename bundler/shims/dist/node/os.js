// Code generated from bundler/shims/node/os.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: fbda092e4eb9057a2c93b7c11375c61514ec37a04785961d62a6b3217379d2ed
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
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// bundler/shims/node/os.ts
var os_exports = {};
__export(os_exports, {
  EOL: () => EOL,
  arch: () => arch,
  availableParallelism: () => availableParallelism,
  constants: () => constants,
  cpus: () => cpus,
  default: () => os_default,
  devNull: () => devNull,
  endianness: () => endianness,
  freemem: () => freemem,
  getPriority: () => getPriority,
  homedir: () => homedir,
  hostname: () => hostname,
  loadavg: () => loadavg,
  machine: () => machine,
  networkInterfaces: () => networkInterfaces,
  platform: () => platform,
  release: () => release,
  setPriority: () => setPriority,
  tmpdir: () => tmpdir,
  totalmem: () => totalmem,
  type: () => type,
  uptime: () => uptime,
  userInfo: () => userInfo,
  version: () => version
});
module.exports = __toCommonJS(os_exports);
var import_os = __toESM(require("host:internal/os"));
var import_node_buffer = __lazy(() => require("node:buffer"), ["Buffer"]);
var import_node_process = __lazy(() => __toESM(require("node:process")), ["default"]);

// bundler/shims/node/_errors.ts
function received(value) {
  if (value == null) return ` Received ${value}`;
  if (typeof value === "function") return value.name ? ` Received function ${value.name}` : " Received function ";
  if (typeof value === "object") {
    const name = value.constructor?.name;
    return name ? ` Received an instance of ${name}` : ` Received [Object: null prototype] {}`;
  }
  let text = typeof value === "string" ? `'${value}'` : typeof value === "bigint" ? `${value}n` : String(value);
  if (text.length > 28) text = `${text.slice(0, 25)}...`;
  return ` Received type ${typeof value} (${text})`;
}
function coded(Class, code, message) {
  const e = new Class(message);
  e.code = code;
  if (typeof e.stack === "string") {
    const stack = e.stack.replace(`${e.name}: `, `${e.name} [${code}]: `);
    Object.defineProperty(e, "stack", { value: stack, writable: true, configurable: true });
  }
  return e;
}
var kinds = /* @__PURE__ */ new Set(["string", "function", "number", "object", "boolean", "bigint", "symbol", "undefined", "null", "Function", "Object"]);
function list(words) {
  if (words.length > 2) return `${words.slice(0, -1).join(", ")}, or ${words[words.length - 1]}`;
  return words.join(" or ");
}
function invalidArgType(name, expected, actual) {
  const all = Array.isArray(expected) ? expected : [expected];
  const types = all.filter((x) => kinds.has(x)).map((x) => x.toLowerCase());
  const classes = all.filter((x) => !kinds.has(x) && /^[A-Z]/.test(x));
  const others = all.filter((x) => !kinds.has(x) && !/^[A-Z]/.test(x));
  if (classes.length > 0 && types.includes("object")) {
    types.splice(types.indexOf("object"), 1);
    classes.push("Object");
  }
  const parts = [];
  if (types.length > 0) parts.push(`${types.length > 1 ? "one of type" : "of type"} ${list(types)}`);
  if (classes.length > 0) parts.push(`an instance of ${list(classes)}`);
  if (others.length > 0) parts.push(others.length > 1 ? `one of ${list(others)}` : others[0]);
  const noun = name.endsWith(" argument") ? `The ${name}` : `The "${name}" ${name.includes(".") ? "property" : "argument"}`;
  return coded(TypeError, "ERR_INVALID_ARG_TYPE", `${noun} must be ${parts.join(" or ")}.${received(actual)}`);
}
function underscored(n) {
  if (typeof n !== "number" && typeof n !== "bigint") return String(n);
  const text = String(n);
  if (!Number.isInteger(Number(n)) || Math.abs(Number(n)) <= 2 ** 32) return typeof n === "bigint" ? `${text}n` : text;
  const grouped = text.replace(/\B(?=(\d{3})+$)/g, "_");
  return typeof n === "bigint" ? `${grouped}n` : grouped;
}
function outOfRange(name, range, actual) {
  return coded(RangeError, "ERR_OUT_OF_RANGE", `The value of "${name}" is out of range. It must be ${range}. Received ${underscored(actual)}`);
}
function wantInteger(value, name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) {
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
  if (!Number.isInteger(value)) throw outOfRange(name, "an integer", value);
  if (value < min || value > max) throw outOfRange(name, `>= ${min} && <= ${max}`, value);
}

// bundler/shims/node/os.ts
var facts = import_os.default.facts();
var EOL = "\n";
var devNull = "/dev/null";
var arch = () => import_node_process.default.arch;
var platform = () => import_node_process.default.platform;
var type = () => facts.type;
var release = () => facts.release;
var version = () => facts.version;
var machine = () => facts.machine;
var endianness = () => "LE";
var hostname = () => import_os.default.hostname();
var uptime = () => import_os.default.uptime();
var loadavg = () => import_os.default.loadavg();
var totalmem = () => import_os.default.memory().total;
var freemem = () => import_os.default.memory().free;
var availableParallelism = () => facts.cpus;
var networkInterfaces = () => import_os.default.networkInterfaces();
function cpus() {
  return Array.from({ length: facts.cpus }, () => ({ model: facts.model, speed: facts.mhz, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } }));
}
function homedir() {
  return import_node_process.default.env.HOME || import_os.default.home();
}
function tmpdir() {
  const path = import_node_process.default.env.TMPDIR || import_node_process.default.env.TMP || import_node_process.default.env.TEMP || "/tmp";
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}
function userInfo(options) {
  const u = import_os.default.user();
  if (options?.encoding === "buffer") {
    for (const key of ["username", "homedir", "shell"]) if (u[key] !== null) u[key] = import_node_buffer.Buffer.from(u[key]);
  }
  return u;
}
function getPriority(pid = 0) {
  wantInteger(pid, "pid", -(2 ** 31), 2 ** 31 - 1);
  return import_os.default.priority(pid);
}
function setPriority(pid, priority) {
  throw coded(Error, "ERR_SYSTEM_ERROR", `A system error occurred: uv_os_setpriority returned EPERM: the host's priority is shared by all scripts (${pid}, ${priority})`);
}
var constants = {
  UV_UDP_REUSEADDR: 4,
  dlopen: { RTLD_LAZY: 1, RTLD_NOW: 2, RTLD_GLOBAL: 256, RTLD_LOCAL: 0 },
  errno: Object.fromEntries(Object.entries(import_os.default.errnos()).map(([k, v]) => [k, -v])),
  signals: import_os.default.signals(),
  priority: { PRIORITY_LOW: 19, PRIORITY_BELOW_NORMAL: 10, PRIORITY_NORMAL: 0, PRIORITY_ABOVE_NORMAL: -7, PRIORITY_HIGH: -14, PRIORITY_HIGHEST: -20 }
};
var os_default = {
  EOL,
  devNull,
  arch,
  platform,
  type,
  release,
  version,
  machine,
  endianness,
  hostname,
  uptime,
  loadavg,
  totalmem,
  freemem,
  availableParallelism,
  networkInterfaces,
  cpus,
  homedir,
  tmpdir,
  userInfo,
  getPriority,
  setPriority,
  constants
};
