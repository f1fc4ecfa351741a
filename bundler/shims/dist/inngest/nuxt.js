// Code generated from bundler/shims/inngest/nuxt/index.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 7f74341a20aef160f995a01c4bce121bd28889539cf031ee651e85a31b69e0a5
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

// bundler/shims/inngest/nuxt/index.ts
var index_exports = {};
__export(index_exports, {
  frameworkName: () => frameworkName,
  serve: () => serve
});
module.exports = __toCommonJS(index_exports);

// bundler/shims/inngest/sdk/unavailable.ts
function unavailable(what, instead) {
  return () => {
    throw new Error(`${what} is not available in the host: ${instead}`);
  };
}

// bundler/shims/inngest/sdk/serve.ts
var served = "the host serves your functions itself: export them from the file that creates them";
function serve(options = {}) {
  const handler = unavailable("a handler made by inngest's serve()", served);
  const { client, functions } = options;
  return Object.assign(handler, { GET: handler, POST: handler, PUT: handler, client, functions });
}
var createServer = unavailable("createServer()", served);
var fastifyPlugin = unavailable("fastifyPlugin()", served);
var endpoint = unavailable("endpointAdapter", "create a function, and invoke it by an event");
var endpointAdapter = Object.assign(endpoint, { withOptions: endpoint });

// bundler/shims/inngest/nuxt/index.ts
var frameworkName = "nuxt";
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(index_exports, { frameworkName, serve });
