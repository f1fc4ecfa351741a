// Code generated from bundler/shims/node/https.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: baea58437d8f379e8c263920889c20d4b3bbfa149ab9732ca22f19154fe021a5
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

// bundler/shims/node/_errors.ts
function coded(Class, code, message) {
  const e = new Class(message);
  e.code = code;
  if (typeof e.stack === "string") {
    const stack = e.stack.replace(`${e.name}: `, `${e.name} [${code}]: `);
    Object.defineProperty(e, "stack", { value: stack, writable: true, configurable: true });
  }
  return e;
}
function refused(what, why) {
  return coded(Error, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", `${what} is refused: ${why}`);
}

// bundler/shims/node/https.ts
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
  throw refused("https.createServer()", ports);
}
var Server = class {
  constructor() {
    throw refused("https.Server", ports);
  }
};
var globalAgent = new Agent({ keepAlive: true, scheduling: "lifo", timeout: 5e3 });
var https_default = { Agent, Server, createServer, get, request, globalAgent };
