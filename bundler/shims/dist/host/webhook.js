// Code generated from bundler/shims/host/webhook.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 64582b2e2b0b1005156b6f27d28412b5ee74792463d322272c6991ec1b635933
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
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(webhook_exports, { InvalidDelivery, defineWebhook, hmac: hmac2, safeEqual: safeEqual2, verifySignature });
