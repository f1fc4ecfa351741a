// Code generated from bundler/shims/node/console.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 7bed98b1d7c0daac5c964ba406418ea3456822605b56b5e1869aee69ea03767d
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
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
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

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
