// Code generated from bundler/shims/inngest/connect/index.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 3fee4017cd6d7f739560b886e353a5a1e3efdea82e574cf8ddc12d30735dae52
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

// bundler/shims/inngest/connect/index.ts
var index_exports = {};
__export(index_exports, {
  ConnectionState: () => ConnectionState,
  DEFAULT_SHUTDOWN_SIGNALS: () => DEFAULT_SHUTDOWN_SIGNALS,
  connect: () => connect
});
module.exports = __toCommonJS(index_exports);

// bundler/shims/inngest/sdk/unavailable.ts
function unavailable(what, instead) {
  return () => {
    throw new Error(`${what} is not available in the host: ${instead}`);
  };
}

// bundler/shims/inngest/connect/index.ts
var connect = unavailable("connect()", "the host registers and serves your functions itself");
var ConnectionState = {
  CONNECTING: "CONNECTING",
  ACTIVE: "ACTIVE",
  PAUSED: "PAUSED",
  RECONNECTING: "RECONNECTING",
  CLOSING: "CLOSING",
  CLOSED: "CLOSED"
};
var DEFAULT_SHUTDOWN_SIGNALS = ["SIGINT", "SIGTERM"];
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(index_exports, { ConnectionState, DEFAULT_SHUTDOWN_SIGNALS, connect });
