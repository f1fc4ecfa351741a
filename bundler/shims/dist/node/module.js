// Code generated from bundler/shims/node/module.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 3e66b2c31393c90d7592d763e2590459a5ae616ff6d4301466f60c252373333a
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
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
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });

// bundler/shims/node/module.ts
var module_exports = {};
__export(module_exports, {
  Module: () => Module,
  builtinModules: () => builtinModules,
  createRequire: () => createRequire,
  default: () => module_default,
  findSourceMap: () => findSourceMap,
  isBuiltin: () => isBuiltin,
  register: () => register,
  syncBuiltinESMExports: () => syncBuiltinESMExports
});
module.exports = __toCommonJS(module_exports);
var import_node_errors = require("host:internal/node-errors");
var names = [
  "assert",
  "async_hooks",
  "buffer",
  "child_process",
  "console",
  "constants",
  "crypto",
  "events",
  "fs",
  "fs/promises",
  "module",
  "os",
  "path",
  "path/posix",
  "path/win32",
  "perf_hooks",
  "process",
  "punycode",
  "querystring",
  "readline",
  "readline/promises",
  "stream",
  "stream/consumers",
  "stream/promises",
  "stream/web",
  "string_decoder",
  "sys",
  "timers",
  "timers/promises",
  "tty",
  "url",
  "util",
  "util/types",
  "zlib",
  "assert/strict",
  "diagnostics_channel"
];
var builtinModules = [...names];
var isBuiltin = (name) => names.includes(name.replace(/^node:/, ""));
function createRequire(from) {
  if (from === void 0) throw (0, import_node_errors.coded)(TypeError, "ERR_INVALID_ARG_VALUE", "The argument 'filename' must be a file URL object, file URL string, or absolute path string. Received undefined");
  const load = (name) => {
    const bare = name.replace(/^node:/, "");
    if (names.includes(bare)) {
      const m = require(`node:${bare}`);
      return m && m.__esModule && "default" in m ? m.default : m;
    }
    if (name === "bun") return require("bun");
    throw (0, import_node_errors.coded)(Error, "MODULE_NOT_FOUND", `Cannot find module '${name}': a script is one bundle, and what it requires must be known when it is built; use import`);
  };
  return Object.assign(load, { resolve: (name) => isBuiltin(name) ? name : load(name), cache: {}, main: void 0, extensions: {} });
}
var syncBuiltinESMExports = () => {
};
var findSourceMap = () => void 0;
var register = () => {
};
function Module() {
}
Object.assign(Module, { builtinModules, isBuiltin, createRequire, syncBuiltinESMExports, findSourceMap, register, Module, _extensions: {}, _cache: {} });
var module_default = Module;
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(module_exports, { Module, builtinModules, createRequire, default: module_default, findSourceMap, isBuiltin, register, syncBuiltinESMExports });
