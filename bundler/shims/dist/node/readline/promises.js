// Code generated from bundler/shims/node/readline/promises.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 86c4d042da6596cee867d1494664e6c1919c98d98321106d4001cdaef93a2a58
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

// bundler/shims/node/readline/promises.ts
var promises_exports = {};
__export(promises_exports, {
  createInterface: () => createInterface,
  default: () => promises_default
});
module.exports = __toCommonJS(promises_exports);
var import_node_readline = __lazy(() => require("node:readline"), ["Interface"]);
var import_node_errors = require("host:internal/node-errors");
var createInterface = (input, output) => {
  const rl = new import_node_readline.Interface(input, output);
  const ask = rl.question.bind(rl);
  rl.question = (query, options) => new Promise((resolve, reject) => {
    const signal = options?.signal;
    if (signal?.aborted) return reject((0, import_node_errors.abortError)(signal.reason));
    const abort = () => reject((0, import_node_errors.abortError)(signal.reason));
    signal?.addEventListener("abort", abort, { once: true });
    ask(query, options, (line) => {
      signal?.removeEventListener("abort", abort);
      resolve(line);
    });
  });
  return rl;
};
var promises_default = { createInterface };
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(promises_exports, { createInterface, default: promises_default });
