// Code generated from bundler/shims/node/console.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: a9b3cd3e1faaa29a76b3cf2e213281e8d09363e8a2fe3fb208ce84844333b3a5
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

// bundler/shims/node/console.ts
var console_exports = {};
__export(console_exports, {
  assert: () => assert,
  count: () => count,
  countReset: () => countReset,
  debug: () => debug,
  default: () => console_default,
  dir: () => dir,
  dirxml: () => dirxml,
  error: () => error,
  group: () => group,
  groupCollapsed: () => groupCollapsed,
  groupEnd: () => groupEnd,
  info: () => info,
  log: () => log,
  table: () => table,
  time: () => time,
  timeEnd: () => timeEnd,
  timeLog: () => timeLog,
  trace: () => trace,
  warn: () => warn
});
module.exports = __toCommonJS(console_exports);
var c = globalThis.console;
var { log, info, warn, error, debug, dir, dirxml, table, trace, assert, count, countReset, group, groupCollapsed, groupEnd, time, timeLog, timeEnd } = c;
var console_default = c;
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(console_exports, { assert, count, countReset, debug, default: console_default, dir, dirxml, error, group, groupCollapsed, groupEnd, info, log, table, time, timeEnd, timeLog, trace, warn });
