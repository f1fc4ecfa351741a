// Code generated from bundler/shims/node/assert.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: c0fe3b6b7fa37198955a0452529e2fa77c522182a9ddb0d1cc7253e53cbdf857
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

// bundler/shims/node/assert.ts
var assert_exports = {};
__export(assert_exports, {
  AssertionError: () => AssertionError,
  deepEqual: () => deepEqual,
  deepStrictEqual: () => deepStrictEqual,
  default: () => assert_default,
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
  strict: () => strict,
  strictEqual: () => strictEqual,
  throws: () => throws
});
module.exports = __toCommonJS(assert_exports);
var import_node_util = __lazy(() => require("node:util"), ["inspect"]);
var import_deep_equal = require("host:internal/deep-equal");
var import_node_errors = require("host:internal/node-errors");
var AssertionError = class extends Error {
  code = "ERR_ASSERTION";
  actual;
  expected;
  operator;
  generatedMessage;
  constructor(options) {
    if (options === null || typeof options !== "object") throw (0, import_node_errors.invalidArgType)("options", "Object", options);
    super(options.message !== void 0 ? String(options.message) : describe(options));
    this.generatedMessage = options.message === void 0;
    this.actual = options.actual;
    this.expected = options.expected;
    this.operator = options.operator;
    Object.defineProperty(this, "name", { value: "AssertionError", configurable: true, writable: true });
  }
  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
};
var phrases = {
  deepStrictEqual: "Expected values to be strictly deep-equal:",
  strictEqual: "Expected values to be strictly equal:",
  deepEqual: "Expected values to be loosely deep-equal:",
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:'
};
var show = (v) => (0, import_node_util.inspect)(v, { compact: false, depth: 1e3, sorted: true, maxArrayLength: Infinity, breakLength: Infinity });
function describe({ actual, expected, operator }) {
  const a = show(actual);
  const e = show(expected);
  if (operator === "==" || operator === "!=") return `${a} ${operator} ${e}`;
  const phrase = phrases[operator];
  if (!phrase) return `${(0, import_node_util.inspect)(actual)} ${operator} ${(0, import_node_util.inspect)(expected)}`;
  if (operator.startsWith("not")) return a.includes("\n") ? `${phrase}

${a}
` : `${phrase} ${a}`;
  if (!a.includes("\n") && !e.includes("\n") && a !== e && operator === "strictEqual") return `${phrase}

${a} !== ${e}
`;
  return `${phrase}

${diff(a.split("\n"), e.split("\n"))}
`;
}
function diff(a, e) {
  const out = ["+ actual - expected", ""];
  let start = 0;
  while (start < a.length && start < e.length && a[start] === e[start]) out.push(`  ${a[start++]}`);
  let end = 0;
  while (end < a.length - start && end < e.length - start && a[a.length - 1 - end] === e[e.length - 1 - end]) end++;
  for (const l of a.slice(start, a.length - end)) out.push(`+ ${l}`);
  for (const l of e.slice(start, e.length - end)) out.push(`- ${l}`);
  for (const l of a.slice(a.length - end)) out.push(`  ${l}`);
  return out.join("\n");
}
function fails(actual, expected, message, operator) {
  if (message instanceof Error) throw message;
  throw new AssertionError({ actual, expected, message, operator });
}
function assert(...args) {
  ok(...args);
}
function ok(...args) {
  if (args.length === 0) throw new AssertionError({ message: "No value argument passed to `assert.ok()`", operator: "==" });
  if (args[0]) return;
  if (args[1] instanceof Error) throw args[1];
  throw new AssertionError({ actual: args[0], expected: true, operator: "==", message: args[1] ?? "The expression evaluated to a falsy value" });
}
function fail(message) {
  if (message instanceof Error) throw message;
  throw new AssertionError({ message: message ?? "Failed", operator: "fail" });
}
var equal = (a, e, m) => {
  if (a != e && !(a !== a && e !== e)) fails(a, e, m, "==");
};
var notEqual = (a, e, m) => {
  if (a == e || a !== a && e !== e) fails(a, e, m, "!=");
};
var strictEqual = (a, e, m) => {
  if (!Object.is(a, e)) fails(a, e, m, "strictEqual");
};
var notStrictEqual = (a, e, m) => {
  if (Object.is(a, e)) fails(a, e, m, "notStrictEqual");
};
var deepEqual = (a, e, m) => {
  if (!(0, import_deep_equal.isDeepEqual)(a, e, false)) fails(a, e, m, "deepEqual");
};
var notDeepEqual = (a, e, m) => {
  if ((0, import_deep_equal.isDeepEqual)(a, e, false)) fails(a, e, m, "notDeepEqual");
};
var deepStrictEqual = (a, e, m) => {
  if (!(0, import_deep_equal.isDeepEqual)(a, e, true)) fails(a, e, m, "deepStrictEqual");
};
var notDeepStrictEqual = (a, e, m) => {
  if ((0, import_deep_equal.isDeepEqual)(a, e, true)) fails(a, e, m, "notDeepStrictEqual");
};
function check(thrown, expected, message, operator) {
  if (expected === void 0) return;
  if (expected instanceof RegExp) {
    if (!expected.test(String(thrown))) fails(thrown, expected, message ?? `The input did not match the regular expression ${(0, import_node_util.inspect)(expected)}. Input:

${(0, import_node_util.inspect)(String(thrown))}
`, operator);
    return;
  }
  if (typeof expected === "function") {
    if (expected.prototype !== void 0 && thrown instanceof expected) return;
    if (Error.isPrototypeOf(expected) || expected === Error) {
      if (message !== void 0) fails(thrown, expected, message, operator);
      throw thrown;
    }
    if (expected.call({}, thrown) === true) return;
    fails(thrown, expected, message ?? `The ${expected.name ? `"${expected.name}" ` : ""}validation function is expected to return "true".`, operator);
  }
  for (const key of [...Object.keys(expected), ...expected instanceof Error ? ["name", "message"] : []]) {
    const want = expected[key];
    const got = thrown?.[key];
    if (want instanceof RegExp && typeof got === "string" ? want.test(got) : (0, import_deep_equal.isDeepEqual)(got, want, true)) continue;
    fails(thrown, expected, message, operator);
  }
}
function missing(expected, message, what, operator) {
  const name = typeof expected === "function" && expected.name ? ` (${expected.name})` : "";
  const extra = typeof message === "string" ? `: ${message}` : ".";
  if (message instanceof Error) throw message;
  throw new AssertionError({ actual: void 0, expected, operator, message: `Missing expected ${what}${name}${extra}` });
}
var sorted = (expected, message) => typeof expected === "string" ? [void 0, expected] : [expected, message];
function throws(f, expected, message) {
  (0, import_node_errors.wantFunction)(f, "fn");
  [expected, message] = sorted(expected, message);
  let thrown;
  let caught = false;
  try {
    f();
  } catch (e) {
    thrown = e;
    caught = true;
  }
  if (!caught) missing(expected, message, "exception", "throws");
  check(thrown, expected, message, "throws");
}
async function rejects(promise, expected, message) {
  [expected, message] = sorted(expected, message);
  let thrown;
  let caught = false;
  try {
    await (typeof promise === "function" ? promise() : promise);
  } catch (e) {
    thrown = e;
    caught = true;
  }
  if (!caught) missing(expected, message, "rejection", "rejects");
  check(thrown, expected, message, "rejects");
}
function doesNotThrow(f, expected, message) {
  (0, import_node_errors.wantFunction)(f, "fn");
  [expected, message] = sorted(expected, message);
  try {
    f();
  } catch (e) {
    fails(e, expected, `Got unwanted exception${message ? `: ${message}` : "."}
Actual message: "${e?.message}"`, "doesNotThrow");
  }
}
async function doesNotReject(promise, expected, message) {
  [expected, message] = sorted(expected, message);
  try {
    await (typeof promise === "function" ? promise() : promise);
  } catch (e) {
    fails(e, expected, `Got unwanted rejection${message ? `: ${message}` : "."}
Actual message: "${e?.message}"`, "doesNotReject");
  }
}
function ifError(value) {
  if (value === null || value === void 0) return;
  throw new AssertionError({ actual: value, expected: null, operator: "ifError", message: `ifError got unwanted exception: ${value instanceof Error ? value.message : (0, import_node_util.inspect)(value)}` });
}
function match(text, pattern, message) {
  if (!(pattern instanceof RegExp)) throw (0, import_node_errors.invalidArgType)("regexp", "RegExp", pattern);
  if (typeof text !== "string" || !pattern.test(text)) fails(text, pattern, message ?? `The input did not match the regular expression ${(0, import_node_util.inspect)(pattern)}. Input:

${(0, import_node_util.inspect)(text)}
`, "match");
}
function doesNotMatch(text, pattern, message) {
  if (typeof text === "string" && pattern.test(text)) fails(text, pattern, message ?? `The input was expected to not match the regular expression ${(0, import_node_util.inspect)(pattern)}. Input:

${(0, import_node_util.inspect)(text)}
`, "doesNotMatch");
}
var members = { fail, ok, equal, notEqual, strictEqual, notStrictEqual, deepEqual, notDeepEqual, deepStrictEqual, notDeepStrictEqual, throws, rejects, doesNotThrow, doesNotReject, ifError, match, doesNotMatch, AssertionError };
var strict = Object.assign((...args) => ok(...args), members, { equal: strictEqual, notEqual: notStrictEqual, deepEqual: deepStrictEqual, notDeepEqual: notDeepStrictEqual });
strict.strict = strict;
var assert_default = Object.assign(assert, members, { strict });
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(assert_exports, { AssertionError, deepEqual, deepStrictEqual, default: assert_default, doesNotMatch, doesNotReject, doesNotThrow, equal, fail, ifError, match, notDeepEqual, notDeepStrictEqual, notEqual, notStrictEqual, ok, rejects, strict, strictEqual, throws });
