// Code generated from bundler/shims/host/infer.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: b26f77d7f15846f26bbc934cbb1997bb589d2a44a011d1ecfb381899590fddba
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

// bundler/shims/host/infer.ts
var infer_exports = {};
__export(infer_exports, {
  InferError: () => InferError,
  default: () => infer_default,
  infer: () => infer2
});
module.exports = __toCommonJS(infer_exports);
var native = __toESM(require("host:internal/infer"));
var InferError = class extends Error {
  name = "InferError";
};
async function infer2(prompt, options = {}) {
  const { signal, ...rest } = options ?? {};
  signal?.throwIfAborted();
  const { promise, cancel } = native.infer(prompt, rest);
  const abort = () => cancel(String(signal?.reason?.message ?? signal?.reason));
  signal?.addEventListener("abort", abort, { once: true });
  try {
    return await promise;
  } catch (e) {
    if (typeof e?.code !== "string" || !e.code.startsWith("INFER_")) throw e;
    const { name, message } = e;
    const error = Object.assign(new InferError(message), e);
    if (name !== "InferError") Object.defineProperty(error, "name", { value: name, configurable: true, writable: true });
    throw error;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}
var infer_default = infer2;
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(infer_exports, { InferError, default: infer_default, infer: infer2 });
