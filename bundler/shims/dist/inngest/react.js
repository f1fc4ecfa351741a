// Code generated from bundler/shims/inngest/react/index.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: fb082bf72003618154686716cddcf8de45d32025762544b75c41837b681ac6b5
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

// bundler/shims/inngest/react/index.ts
var index_exports = {};
__export(index_exports, {
  getClientSubscriptionToken: () => getClientSubscriptionToken,
  useRealtime: () => useRealtime
});
module.exports = __toCommonJS(index_exports);

// bundler/shims/inngest/sdk/unavailable.ts
function unavailable(what, instead) {
  return () => {
    throw new Error(`${what} is not available in the host: ${instead}`);
  };
}

// bundler/shims/inngest/react/index.ts
var useRealtime = unavailable("useRealtime()", "it is for React, in a browser");
var getClientSubscriptionToken = unavailable("getClientSubscriptionToken()", "it is for React, in a browser");
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(index_exports, { getClientSubscriptionToken, useRealtime });
