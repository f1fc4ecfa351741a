// Code generated from bundler/shims/node/stream/consumers.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: de34390b30d075a1f143b2716688290d3a3f4c2839a7d5f6c5315f6cf4c2b66c
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
var __knownSymbol = (name, symbol) => (symbol = Symbol[name]) ? symbol : /* @__PURE__ */ Symbol.for("Symbol." + name);
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
var __forAwait = (obj, it, method) => (it = obj[__knownSymbol("asyncIterator")]) ? it.call(obj) : (obj = obj[__knownSymbol("iterator")](), it = {}, method = (key, fn) => (fn = obj[key]) && (it[key] = (arg) => new Promise((yes, no, done) => (arg = fn.call(obj, arg), done = arg.done, Promise.resolve(arg.value).then((value) => yes({ value, done }), no)))), method("next"), method("return"), it);

// bundler/shims/node/stream/consumers.ts
var consumers_exports = {};
__export(consumers_exports, {
  arrayBuffer: () => arrayBuffer,
  blob: () => blob,
  buffer: () => buffer,
  default: () => consumers_default,
  json: () => json,
  text: () => text
});
module.exports = __toCommonJS(consumers_exports);
var import_node_buffer = __lazy(() => require("node:buffer"), ["Buffer"]);
async function buffer(stream) {
  const chunks = [];
  try {
    for (var iter = __forAwait(stream), more, temp, error; more = !(temp = await iter.next()).done; more = false) {
      const chunk = temp.value;
      chunks.push(typeof chunk === "string" ? import_node_buffer.Buffer.from(chunk) : chunk);
    }
  } catch (temp) {
    error = [temp];
  } finally {
    try {
      more && (temp = iter.return) && await temp.call(iter);
    } finally {
      if (error)
        throw error[0];
    }
  }
  return import_node_buffer.Buffer.concat(chunks);
}
async function arrayBuffer(stream) {
  const b = await buffer(stream);
  return b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength);
}
async function text(stream) {
  return (await buffer(stream)).toString("utf8").replace(/^\ufeff/, "");
}
async function json(stream) {
  return JSON.parse(await text(stream));
}
async function blob(stream) {
  return new Blob([await arrayBuffer(stream)]);
}
var consumers_default = { arrayBuffer, blob, buffer, json, text };
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(consumers_exports, { arrayBuffer, blob, buffer, default: consumers_default, json, text });
