// Code generated from bundler/shims/host/internal/navigator.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 22f2ef94264c54a373118e3f8e753844f368dd5e6156f7295abea3104b6fb9b5
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

// bundler/shims/host/internal/navigator.ts
var navigator_exports = {};
__export(navigator_exports, {
  navigator: () => navigator
});
module.exports = __toCommonJS(navigator_exports);
var import_fetch_native = require("host:internal/fetch-native");
var navigator = {
  userAgent: import_fetch_native.userAgent,
  language: "en-US",
  languages: Object.freeze(["en-US"]),
  hardwareConcurrency: 1
};
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(navigator_exports, { navigator });
