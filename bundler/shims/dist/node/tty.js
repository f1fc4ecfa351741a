// Code generated from bundler/shims/node/tty.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 8d52ee26ab37efc779a5b2dc7f2e89cbd4976e43a6b48d586e85e871b3e2931b
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
