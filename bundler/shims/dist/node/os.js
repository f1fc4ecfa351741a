// Code generated from bundler/shims/node/os.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: ebb02fc4e6a204826c5c0327f55d6497f75c6ae1b7587b3befc8fc8be6991d12
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
var import_node_errors = require("host:internal/node-errors");
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
  (0, import_node_errors.wantInteger)(pid, "pid", -(2 ** 31), 2 ** 31 - 1);
  return import_os.default.priority(pid);
}
function setPriority(pid, priority) {
  throw (0, import_node_errors.coded)(Error, "ERR_SYSTEM_ERROR", `A system error occurred: uv_os_setpriority returned EPERM: the host's priority is shared by all scripts (${pid}, ${priority})`);
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
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(os_exports, { EOL, arch, availableParallelism, constants, cpus, default: os_default, devNull, endianness, freemem, getPriority, homedir, hostname, loadavg, machine, networkInterfaces, platform, release, setPriority, tmpdir, totalmem, type, uptime, userInfo, version });
