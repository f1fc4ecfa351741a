// Code generated from bundler/shims/host/gateway.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 58cbf3482899011b0ea3d9178004c4aab8bae1d046050532bd6ce430e07813e8
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

// bundler/shims/host/gateway.ts
var gateway_exports = {};
__export(gateway_exports, {
  gateway: () => gateway
});
module.exports = __toCommonJS(gateway_exports);
var import_gateway = __toESM(require("host:internal/gateway"));

// bundler/shims/host/_gateway.ts
var native = () => require("host:internal/gateway");
var GatewayContext = class {
  #place;
  constructor(place) {
    this.#place = place;
    for (const name of ["progress", "notify", "alert"]) {
      Object.defineProperty(this, name, { value: this[name].bind(this), enumerable: true, configurable: true, writable: true });
    }
  }
  get originSession() {
    const origin = this.#place()?.originSession;
    return typeof origin === "string" && origin !== "" ? origin : void 0;
  }
  progress(message, extra) {
    return this.#send("progress", () => ({ message, ...extra }), true);
  }
  notify(type, payload) {
    return this.#send(type, () => payload ?? {}, true);
  }
  alert(message, extra) {
    return this.#send("alert", () => ({ message, ...extra }), false);
  }
  /** Sends, whatever happens: what cannot be sent is told in the result. */
  async #send(type, payload, routed) {
    try {
      const name = this.#place()?.name;
      const source = name === void 0 ? "host" : `inngest/${name}`;
      return await native().send(String(type), payload(), source, routed ? this.originSession : void 0);
    } catch (error) {
      const kind = typeof type === "string" ? type : "unknown";
      console.warn(`[gateway] ${kind} was not sent:`, error);
      return { pushed: false, error: String(error), type: kind };
    }
  }
};

// bundler/shims/host/gateway.ts
var gateway = new GatewayContext(() => import_gateway.default.event());
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(gateway_exports, { gateway });
