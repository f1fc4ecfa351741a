// Code generated from bundler/shims/inngest/experimental/durable-endpoints/client/index.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 511b73f24b3e68c5ac4158a6ce3d03c45e07ff0396a247267f9782fd48ee4be6
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

// bundler/shims/inngest/experimental/durable-endpoints/client/index.ts
var index_exports = {};
__export(index_exports, {
  fetchWithStream: () => fetchWithStream
});
module.exports = __toCommonJS(index_exports);

// bundler/shims/inngest/sdk/unavailable.ts
function unavailable(what, instead) {
  return () => {
    throw new Error(`${what} is not available in the host: ${instead}`);
  };
}

// bundler/shims/inngest/experimental/durable-endpoints/client/index.ts
var fetchWithStream = unavailable("fetchWithStream()", "it is for browsers");
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(index_exports, { fetchWithStream });
