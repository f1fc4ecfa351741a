// Code generated from bundler/shims/host/webhook.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 8249197d80358cc131fb2f09221026d58482dea13f8c527dd854df662a240f92
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
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
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// bundler/shims/host/webhook.ts
var webhook_exports = {};
__export(webhook_exports, {
  InvalidDelivery: () => InvalidDelivery,
  defineWebhook: () => defineWebhook,
  hmac: () => hmac2,
  safeEqual: () => safeEqual2,
  verifySignature: () => verifySignature
});
module.exports = __toCommonJS(webhook_exports);
var native = __toESM(require("host:internal/webhook"));
function defineWebhook(webhook) {
  return Object.freeze(webhook);
}
var InvalidDelivery = class extends Error {
  name = "InvalidDelivery";
};
function safeEqual2(a, b) {
  return native.safeEqual(bytes(a), bytes(b));
}
function hmac2(algorithm, secret, data, encoding = "hex") {
  return native.hmac(algorithm, bytes(secret), bytes(data), encoding);
}
function verifySignature(signature, raw, headers) {
  return native.verify(signature, bytes(raw), headers);
}
function bytes(value) {
  return typeof value === "string" ? new TextEncoder().encode(value) : value;
}
