// Code generated from bundler/shims/node/assert/strict.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 518fd2f5a95011dbeb4129a2ed43abfdfa6a338667fb7534648fa4a83f4a468c
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

// bundler/shims/node/assert/strict.ts
var strict_exports = {};
__export(strict_exports, {
  AssertionError: () => AssertionError,
  deepEqual: () => deepEqual,
  deepStrictEqual: () => deepStrictEqual,
  default: () => strict_default,
  doesNotMatch: () => doesNotMatch,
  doesNotReject: () => doesNotReject,
  doesNotThrow: () => doesNotThrow,
  equal: () => equal,
  fail: () => fail,
  ifError: () => ifError,
  match: () => match,
  notDeepEqual: () => notDeepEqual,
  notDeepStrictEqual: () => notDeepStrictEqual,
  notEqual: () => notEqual,
  notStrictEqual: () => notStrictEqual,
  ok: () => ok,
  rejects: () => rejects,
  strict: () => import_node_assert.strict,
  strictEqual: () => strictEqual,
  throws: () => throws
});
module.exports = __toCommonJS(strict_exports);
var import_node_assert = __lazy(() => require("node:assert"), ["strict"]);
var { fail, ok, equal, notEqual, strictEqual, notStrictEqual, deepEqual, notDeepEqual, deepStrictEqual, notDeepStrictEqual, throws, rejects, doesNotThrow, doesNotReject, ifError, match, doesNotMatch, AssertionError } = import_node_assert.strict;
var strict_default = import_node_assert.strict;
