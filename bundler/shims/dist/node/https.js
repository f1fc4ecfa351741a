// Code generated from bundler/shims/node/https.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 7295b724ebf091c5f1f80939eaa4e468f96eea8b6b3a61f1bce673482e5a85ae
var __lazy = (load, names) => names.reduce((all, name) => Object.defineProperty(all, name, {
  configurable: true,
  enumerable: true,
  get() {
    const value = load()[name];
    if (value !== undefined) Object.defineProperty(all, name, { value });
    return value;
  }
}), {});
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

// bundler/shims/node/https.ts
var https_exports = {};
__export(https_exports, {
  Agent: () => Agent,
  Server: () => Server,
  createServer: () => createServer,
  default: () => https_default,
  get: () => get,
  globalAgent: () => globalAgent,
  request: () => request
});
module.exports = __toCommonJS(https_exports);
var import_node_http = __lazy(() => require("node:http"), ["Agent", "ClientRequest"]);
var import_node_errors = require("host:internal/node-errors");
var ports = "a script opens no ports; a request from outside is a file in scripts/webhooks";
var Agent = class extends import_node_http.Agent {
  defaultPort = 443;
  protocol = "https:";
};
function request(input, options, callback) {
  return new import_node_http.ClientRequest(input, options, callback, "https:");
}
function get(input, options, callback) {
  const r = request(input, options, callback);
  r.end();
  return r;
}
function createServer() {
  throw (0, import_node_errors.refused)("https.createServer()", ports);
}
var Server = class {
  constructor() {
    throw (0, import_node_errors.refused)("https.Server", ports);
  }
};
var globalAgent = new Agent({ keepAlive: true, scheduling: "lifo", timeout: 5e3 });
var https_default = { Agent, Server, createServer, get, request, globalAgent };
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(https_exports, { Agent, Server, createServer, default: https_default, get, globalAgent, request });
