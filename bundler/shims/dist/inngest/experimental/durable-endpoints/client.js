// Code generated from bundler/shims/inngest/experimental/durable-endpoints/client/index.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: ca2682a8664f35ecbc9fe685b6943aa524d7f05bcedd33f363e81c43d80aaa1b
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
