// Code generated from bundler/shims/node/tty.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: d0263c3582e7205c5681a923f5e6cfc13c55e5e02d49383b9a60fffe86748c2c
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

// bundler/shims/node/tty.ts
var tty_exports = {};
__export(tty_exports, {
  ReadStream: () => ReadStream,
  WriteStream: () => WriteStream,
  default: () => tty_default,
  isatty: () => isatty
});
module.exports = __toCommonJS(tty_exports);
var isatty = (_fd) => false;
var ReadStream = class {
};
var WriteStream = class {
};
var tty_default = { isatty, ReadStream, WriteStream };
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(tty_exports, { ReadStream, WriteStream, default: tty_default, isatty });
