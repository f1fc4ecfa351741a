// Code generated from bundler/shims/inngest/experimental/durable-endpoints/index.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 464f177a9e8c0bf6e321ed20c5bc4dfa299dc517c615bacb11dc6328387b61ee
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

// bundler/shims/inngest/experimental/durable-endpoints/index.ts
var index_exports = {};
__export(index_exports, {
  stream: () => stream
});
module.exports = __toCommonJS(index_exports);

// bundler/shims/inngest/sdk/unavailable.ts
function unavailable(what, instead) {
  return () => {
    throw new Error(`${what} is not available in the host: ${instead}`);
  };
}

// bundler/shims/inngest/experimental/durable-endpoints/index.ts
var push = unavailable("stream", "publish to a realtime channel with step.realtime.publish");
var stream = { push, pipe: push };
