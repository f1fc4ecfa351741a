// Code generated from bundler/shims/node/constants.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 0b014975e4d90c56d705034444ab77ab733538493219152b1f844d0834e0962d
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

// bundler/shims/node/constants.ts
var constants_exports = {};
__export(constants_exports, {
  default: () => constants_default
});
module.exports = __toCommonJS(constants_exports);
var import_node_crypto = __lazy(() => require("node:crypto"), ["constants"]);
var import_node_fs = __lazy(() => __toESM(require("node:fs")), ["default"]);
var import_node_os = __lazy(() => __toESM(require("node:os")), ["default"]);
var constants_default = { ...import_node_os.default.constants.errno, ...import_node_os.default.constants.signals, ...import_node_os.default.constants.priority, ...import_node_fs.default.constants, ...import_node_crypto.constants };
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(constants_exports, { default: constants_default });
