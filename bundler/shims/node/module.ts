// node:module: require as a function, for the host's own modules. Everything
// else is inside the bundle.
import { coded } from "host:internal/node-errors";

declare const require: (name: string) => any;

const names = ["assert", "async_hooks", "buffer", "child_process", "console", "constants", "crypto", "events", "fs", "fs/promises", "module", "os", "path", "path/posix", "path/win32", "perf_hooks", "process",
  "punycode", "querystring", "readline", "readline/promises", "stream", "stream/consumers", "stream/promises", "stream/web", "string_decoder", "sys", "timers", "timers/promises", "tty", "url", "util", "util/types", "zlib", "assert/strict", "diagnostics_channel"];

export const builtinModules = [...names];
export const isBuiltin = (name: string): boolean => names.includes(name.replace(/^node:/, ""));

export function createRequire(from: any): any {
  if (from === undefined) throw coded(TypeError, "ERR_INVALID_ARG_VALUE", "The argument 'filename' must be a file URL object, file URL string, or absolute path string. Received undefined");
  const load = (name: string): any => {
    const bare = name.replace(/^node:/, "");
    if (names.includes(bare)) {
      const m = require(`node:${bare}`);
      return m && m.__esModule && "default" in m ? m.default : m;
    }
    if (name === "bun") return require("bun");
    throw coded(Error, "MODULE_NOT_FOUND", `Cannot find module '${name}': a script is one bundle, and what it requires must be known when it is built; use import`);
  };
  return Object.assign(load, { resolve: (name: string) => (isBuiltin(name) ? name : load(name)), cache: {}, main: undefined, extensions: {} });
}

export const syncBuiltinESMExports = (): void => {};
export const findSourceMap = (): undefined => undefined;
export const register = (): void => {};
function Module(): void {}
Object.assign(Module, { builtinModules, isBuiltin, createRequire, syncBuiltinESMExports, findSourceMap, register, Module, _extensions: {}, _cache: {} });
export { Module };
export default Module as any;
