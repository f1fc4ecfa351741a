// Code generated from bundler/shims/node/timers.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 0e34886b99e56ac9d0811e787a8ce91fc2f67eb1f5095c912fde28ecd5d9a42a
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

// bundler/shims/node/timers.ts
var timers_exports = {};
__export(timers_exports, {
  clearImmediate: () => clearImmediate,
  clearInterval: () => clearInterval,
  clearTimeout: () => clearTimeout,
  default: () => timers_default,
  promises: () => import_promises.default,
  setImmediate: () => setImmediate,
  setInterval: () => setInterval,
  setTimeout: () => setTimeout
});
module.exports = __toCommonJS(timers_exports);
var import_promises = __lazy(() => __toESM(require("node:timers/promises")), ["default"]);
var g = globalThis;
var setTimeout = g.setTimeout;
var setInterval = g.setInterval;
var setImmediate = g.setImmediate;
var clearTimeout = g.clearTimeout;
var clearInterval = g.clearInterval;
var clearImmediate = g.clearImmediate;
var timers_default = { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate, get promises() {
  return import_promises.default;
} };
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(timers_exports, { clearImmediate, clearInterval, clearTimeout, default: timers_default, setImmediate, setInterval, setTimeout });
