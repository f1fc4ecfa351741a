// Code generated from bundler/shims/node/util.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: e26edd3a8c707b3cf994e3e8f07d2e100d11880ad8ca2e18e0d794a46c8a4e46
var __lazy = (load, names) => names.reduce((all, name) => Object.defineProperty(all, name, {
  configurable: true,
  enumerable: true,
  get() {
    const value = load()[name];
    if (value !== undefined) Object.defineProperty(all, name, { value });
    return value;
  }
}), {});
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

// bundler/shims/node/util.ts
var util_exports = {};
__export(util_exports, {
  MIMEType: () => MIMEType,
  TextDecoder: () => TextDecoder,
  TextEncoder: () => TextEncoder,
  _errnoException: () => _errnoException,
  _extend: () => _extend,
  aborted: () => aborted,
  callbackify: () => callbackify,
  debug: () => debuglog,
  debuglog: () => debuglog,
  default: () => util_default,
  deprecate: () => deprecate,
  format: () => import_node_inspect.format,
  formatWithOptions: () => import_node_inspect.formatWithOptions,
  getSystemErrorMap: () => getSystemErrorMap,
  getSystemErrorName: () => getSystemErrorName,
  inherits: () => inherits,
  inspect: () => import_node_inspect.inspect,
  isArray: () => isArray,
  isBoolean: () => isBoolean,
  isDate: () => isDate,
  isDeepStrictEqual: () => isDeepStrictEqual,
  isError: () => isError,
  isFunction: () => isFunction,
  isNull: () => isNull,
  isNullOrUndefined: () => isNullOrUndefined,
  isNumber: () => isNumber,
  isObject: () => isObject,
  isPrimitive: () => isPrimitive,
  isRegExp: () => isRegExp,
  isString: () => isString,
  isSymbol: () => isSymbol,
  isUndefined: () => isUndefined,
  log: () => log,
  parseArgs: () => parseArgs,
  promisify: () => promisify,
  stripVTControlCharacters: () => stripVTControlCharacters,
  styleText: () => styleText,
  toUSVString: () => toUSVString,
  types: () => import_types.default
});
module.exports = __toCommonJS(util_exports);
var import_node_process2 = __lazy(() => __toESM(require("node:process")), ["default"]);
var import_node_errors2 = require("host:internal/node-errors");
var import_deep_equal = require("host:internal/deep-equal");
var import_kinds = require("host:internal/kinds");
var import_node_inspect = require("host:internal/node-inspect");

// bundler/shims/node/_parseargs.ts
var import_node_process = __lazy(() => __toESM(require("node:process")), ["default"]);
var import_node_errors = require("host:internal/node-errors");
function parseArgs(config = {}) {
  const args = [...config.args ?? import_node_process.default.argv.slice(2)];
  const options = config.options ?? {};
  const strict = config.strict ?? true;
  const positionalsAllowed = config.allowPositionals ?? !strict;
  const negative = config.allowNegative ?? false;
  for (const [name, o] of Object.entries(options)) {
    if (o.type !== "string" && o.type !== "boolean") throw (0, import_node_errors.invalidArgType)(`options.${name}.type`, "('string|boolean')", o.type);
    if (o.short !== void 0 && (typeof o.short !== "string" || o.short.length !== 1)) {
      throw (0, import_node_errors.coded)(TypeError, "ERR_INVALID_ARG_VALUE", `The property 'options.${name}.short' must be a single character. Received '${o.short}'`);
    }
  }
  const byShort = (short) => Object.keys(options).find((n) => options[n].short === short) ?? short;
  const tokens = tokenize(args, options, byShort);
  const values = /* @__PURE__ */ Object.create(null);
  const positionals = [];
  for (const t of tokens) {
    if (t.kind === "option") {
      let { name } = t;
      let value = t.value;
      if (negative && name.startsWith("no-") && !(name in options) && options[name.slice(3)]?.type === "boolean") {
        name = name.slice(3);
        value = false;
      }
      if (strict) check(t, name, value, options, positionalsAllowed);
      store(values, name, value, options[name]);
    } else if (t.kind === "positional") {
      if (!positionalsAllowed) {
        throw (0, import_node_errors.coded)(TypeError, "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL", `Unexpected argument '${t.value}'. This command does not take positional arguments`);
      }
      positionals.push(t.value);
    }
  }
  for (const [name, o] of Object.entries(options)) {
    if (o.default !== void 0 && values[name] === void 0) values[name] = o.default;
  }
  return config.tokens ? { values, positionals, tokens } : { values, positionals };
}
function tokenize(args, options, byShort) {
  const tokens = [];
  const queue = args.map((text, index) => ({ text, index }));
  while (queue.length > 0) {
    const { text, index } = queue.shift();
    const next = queue[0];
    const takes = (name) => options[name]?.type === "string";
    if (text === "--") {
      tokens.push({ kind: "option-terminator", index });
      for (const rest of queue) tokens.push({ kind: "positional", index: rest.index, value: rest.text });
      break;
    }
    if (/^-[^-]$/.test(text)) {
      const name = byShort(text[1]);
      let value, inlineValue;
      if (takes(name) && next !== void 0) {
        value = queue.shift().text;
        inlineValue = false;
      }
      tokens.push({ kind: "option", name, rawName: text, index, value, inlineValue });
    } else if (/^-[^-]./.test(text)) {
      const name = byShort(text[1]);
      if (takes(name)) {
        tokens.push({ kind: "option", name, rawName: text.slice(0, 2), index, value: text.slice(2), inlineValue: true });
      } else {
        const parts = [];
        for (let i = 1; i < text.length; i++) {
          if (takes(byShort(text[i])) && i < text.length - 1) {
            parts.push({ text: `-${text.slice(i)}`, index });
            break;
          }
          parts.push({ text: `-${text[i]}`, index });
        }
        queue.unshift(...parts);
      }
    } else if (text.startsWith("--") && text.length > 2) {
      const eq = text.indexOf("=", 3);
      if (eq > 0) {
        tokens.push({ kind: "option", name: text.slice(2, eq), rawName: text.slice(0, eq), index, value: text.slice(eq + 1), inlineValue: true });
      } else {
        const name = text.slice(2);
        let value, inlineValue;
        if (takes(name) && next !== void 0) {
          value = queue.shift().text;
          inlineValue = false;
        }
        tokens.push({ kind: "option", name, rawName: text, index, value, inlineValue });
      }
    } else tokens.push({ kind: "positional", index, value: text });
  }
  return tokens;
}
function check(t, name, value, options, positionals) {
  const o = options[name];
  if (o === void 0) {
    const more = positionals ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${t.rawName}"` : "";
    throw (0, import_node_errors.coded)(TypeError, "ERR_PARSE_ARGS_UNKNOWN_OPTION", `Unknown option '${t.rawName}'${more}`);
  }
  const shown = o.short ? `-${o.short}, ` : "";
  if (o.type === "string" && typeof value !== "string") {
    throw (0, import_node_errors.coded)(TypeError, "ERR_PARSE_ARGS_INVALID_OPTION_VALUE", `Option '${shown}--${name} <value>' argument missing`);
  }
  if (o.type === "boolean" && value != null && value !== false) {
    throw (0, import_node_errors.coded)(TypeError, "ERR_PARSE_ARGS_INVALID_OPTION_VALUE", `Option '${shown}--${name}' does not take an argument`);
  }
  if (o.type === "string" && t.inlineValue === false && value.length > 1 && value[0] === "-") {
    const example = t.rawName.startsWith("--") ? `'${t.rawName}=-XYZ'` : `'--${name}=-XYZ' or '${t.rawName}-XYZ'`;
    throw (0, import_node_errors.coded)(TypeError, "ERR_PARSE_ARGS_INVALID_OPTION_VALUE", `Option '${t.rawName}' argument is ambiguous.
Did you forget to specify the option argument for '${t.rawName}'?
To specify an option argument starting with a dash use ${example}.`);
  }
}
function store(values, name, value, o) {
  if (name === "__proto__") return;
  const v = value === void 0 ? true : value;
  if (o?.multiple) (values[name] ??= []).push(v);
  else values[name] = v;
}

// bundler/shims/node/util.ts
var import_types = __lazy(() => __toESM(require("node:util/types")), ["default"]);

// bundler/shims/node/_errno.ts
var import_os = __toESM(require("host:internal/os"));
var table;
function errnoOf() {
  return table ??= import_os.default.errnos();
}
function nameOfErrno(errno) {
  for (const [name, n] of Object.entries(errnoOf())) if (n === errno) return name;
  return void 0;
}

// bundler/shims/node/util.ts
var promisifyCustom = /* @__PURE__ */ Symbol.for("nodejs.util.promisify.custom");
var promisifyArgs = /* @__PURE__ */ Symbol.for("host.util.promisify.args");
function promisify(original) {
  (0, import_node_errors2.wantFunction)(original, "original");
  const own = original[promisifyCustom];
  if (own) {
    (0, import_node_errors2.wantFunction)(own, "util.promisify.custom");
    return Object.defineProperty(own, promisifyCustom, { value: own, enumerable: false, writable: false, configurable: true });
  }
  const names = original[promisifyArgs];
  function fn(...args) {
    return new Promise((resolve, reject) => {
      Reflect.apply(original, this, [...args, (error, ...values) => {
        if (error) return reject(error);
        if (names !== void 0 && values.length > 1) {
          const out = {};
          names.forEach((n, i) => {
            out[n] = values[i];
          });
          resolve(out);
        } else resolve(values[0]);
      }]);
    });
  }
  Object.setPrototypeOf(fn, Object.getPrototypeOf(original));
  Object.defineProperty(fn, promisifyCustom, { value: fn, enumerable: false, writable: false, configurable: true });
  const descriptors = Object.getOwnPropertyDescriptors(original);
  for (const key of Reflect.ownKeys(descriptors)) {
    const d = descriptors[key];
    if (key === "prototype" || d.configurable === false && !(key in fn)) continue;
    try {
      Object.defineProperty(fn, key, d);
    } catch {
    }
  }
  return fn;
}
promisify.custom = promisifyCustom;
function callbackify(original) {
  (0, import_node_errors2.wantFunction)(original, "original");
  function fn(...args) {
    const callback = args.pop();
    (0, import_node_errors2.wantFunction)(callback, "last argument");
    Reflect.apply(original, this, args).then(
      (value) => import_node_process2.default.nextTick(callback.bind(this), null, value),
      (reason) => import_node_process2.default.nextTick(callback.bind(this), reason || wrapped(reason))
    );
  }
  Object.defineProperty(fn, "name", { value: `${original.name}Callbackified`, configurable: true });
  Object.defineProperty(fn, "length", { value: original.length + 1, configurable: true });
  return fn;
}
function wrapped(reason) {
  const e = (0, import_node_errors2.coded)(Error, "ERR_FALSY_VALUE_REJECTION", "Promise was rejected with falsy value");
  e.reason = reason;
  return e;
}
function inherits(constructor, superConstructor) {
  if (constructor === void 0 || constructor === null) throw (0, import_node_errors2.invalidArgType)("ctor", "Function", constructor);
  if (superConstructor === void 0 || superConstructor === null) throw (0, import_node_errors2.invalidArgType)("superCtor", "Function", superConstructor);
  if (superConstructor.prototype === void 0) throw (0, import_node_errors2.invalidArgType)("superCtor.prototype", "Object", superConstructor.prototype);
  Object.defineProperty(constructor, "super_", { value: superConstructor, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, superConstructor.prototype);
}
var deprecations = /* @__PURE__ */ new Set();
function deprecate(fn, message, code) {
  let warned = false;
  function deprecated(...args) {
    if (!warned && !import_node_process2.default.noDeprecation) {
      warned = true;
      if (code === void 0 || !deprecations.has(code)) {
        if (code !== void 0) deprecations.add(code);
        import_node_process2.default.emitWarning(message, "DeprecationWarning", code);
      }
    }
    return new.target ? Reflect.construct(fn, args, new.target) : Reflect.apply(fn, this, args);
  }
  Object.setPrototypeOf(deprecated, fn);
  if (fn.prototype) deprecated.prototype = fn.prototype;
  return deprecated;
}
var quiet = Object.assign(() => {
}, { enabled: false });
function debuglog(set, callback) {
  const wanted = (import_node_process2.default.env.NODE_DEBUG ?? "").split(",").some((s) => {
    const pattern = s.trim().replace(/[|\\{}()[\]^$+?.]/g, "\\$&").replaceAll("*", ".*");
    return pattern !== "" && new RegExp(`^${pattern}$`, "i").test(set);
  });
  if (!wanted) return quiet;
  const f = Object.assign((...args) => console.error(`${set.toUpperCase()} ${import_node_process2.default.pid}: ${(0, import_node_inspect.format)(...args)}`), { enabled: true });
  callback?.(f);
  return f;
}
function isDeepStrictEqual(a, b) {
  return (0, import_deep_equal.isDeepEqual)(a, b, true);
}
function stripVTControlCharacters(text) {
  (0, import_node_errors2.wantString)(text, "str");
  return text.replace(/[\u001B\u009B][[\]()#;?]*(?:(?:(?:(?:;[-a-zA-Z\d/#&.:=?%@~_]+)*|[a-zA-Z\d]+(?:;[-a-zA-Z\d/#&.:=?%@~_]*)*)?(?:\u0007|\u001B\u005C|\u009C))|(?:(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~]))/g, "");
}
function styleText(format2, text, options = {}) {
  (0, import_node_errors2.wantString)(text, "text");
  const formats = Array.isArray(format2) ? format2 : [format2];
  let left = "";
  let right = "";
  for (const f of formats) {
    const c = import_node_inspect.colors[f];
    if (c === void 0) throw (0, import_node_errors2.invalidArgValue)("format", f, `must be one of: ${Object.keys(import_node_inspect.colors).map((k) => `'${k}'`).join(", ")}`);
    left += `\x1B[${c[0]}m`;
    right = `\x1B[${c[1]}m${right}`;
  }
  if (options.validateStream !== false && (import_node_process2.default.env.NO_COLOR !== void 0 || import_node_process2.default.env.FORCE_COLOR === void 0)) return text;
  return `${left}${text}${right}`;
}
function toUSVString(text) {
  return String(text).toWellFormed();
}
function getSystemErrorName(errno) {
  return nameOfErrno(errno);
}
function getSystemErrorMap() {
  return new Map(Object.entries(errnoOf()).map(([name, n]) => [n, [name, name]]));
}
function aborted(signal, resource) {
  if (signal === void 0) throw (0, import_node_errors2.invalidArgType)("signal", "AbortSignal", signal);
  if (typeof resource !== "object" || resource === null) throw (0, import_node_errors2.invalidArgType)("resource", "Object", resource);
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
var isArray = Array.isArray;
var isBoolean = (v) => typeof v === "boolean";
var isNull = (v) => v === null;
var isNullOrUndefined = (v) => v == null;
var isNumber = (v) => typeof v === "number";
var isString = (v) => typeof v === "string";
var isSymbol = (v) => typeof v === "symbol";
var isUndefined = (v) => v === void 0;
var isRegExp = import_types.default.isRegExp;
var isObject = (v) => v !== null && typeof v === "object";
var isDate = import_types.default.isDate;
var isError = (v) => (0, import_kinds.className)(v) === "Error" || v instanceof Error;
var isFunction = (v) => typeof v === "function";
var isPrimitive = (v) => v === null || typeof v !== "object" && typeof v !== "function";
function _extend(target, source) {
  if (source === null || typeof source !== "object") return target;
  for (const key of Object.keys(source)) target[key] = source[key];
  return target;
}
function _errnoException(errno, syscall, original) {
  const code = nameOfErrno(errno) ?? "UNKNOWN";
  const e = new Error(`${syscall} ${code}${original ? ` ${original}` : ""}`);
  return Object.assign(e, { errno, code, syscall });
}
var MIMEType = class {
  #type;
  #subtype;
  #params = /* @__PURE__ */ new Map();
  constructor(text) {
    const [essence, ...params] = String(text).trim().split(";");
    const m = /^([!#$%&'*+\-.^_`|~A-Za-z0-9]+)\/([!#$%&'*+\-.^_`|~A-Za-z0-9]+)$/.exec(essence.trim());
    if (!m) throw (0, import_node_errors2.coded)(TypeError, "ERR_INVALID_MIME_SYNTAX", `The MIME syntax for a type in ${JSON.stringify(text)} is invalid`);
    this.#type = m[1].toLowerCase();
    this.#subtype = m[2].toLowerCase();
    for (const p of params) {
      const eq = p.indexOf("=");
      if (eq < 0) continue;
      const name = p.slice(0, eq).trim().toLowerCase();
      const value = p.slice(eq + 1).trim().replace(/^"(.*)"$/, "$1");
      if (name !== "" && !this.#params.has(name)) this.#params.set(name, value);
    }
  }
  get type() {
    return this.#type;
  }
  get subtype() {
    return this.#subtype;
  }
  get essence() {
    return `${this.#type}/${this.#subtype}`;
  }
  get params() {
    return this.#params;
  }
  toString() {
    let out = this.essence;
    for (const [k, v] of this.#params) out += `;${k}=${/^[!#$%&'*+\-.^_`|~A-Za-z0-9]+$/.test(v) ? v : JSON.stringify(v)}`;
    return out;
  }
  toJSON() {
    return this.toString();
  }
};
var log = (...args) => console.log((0, import_node_inspect.format)(...args));
var TextEncoder = globalThis.TextEncoder;
var TextDecoder = globalThis.TextDecoder;
var util = {
  promisify,
  callbackify,
  inherits,
  deprecate,
  debuglog,
  debug: debuglog,
  isDeepStrictEqual,
  stripVTControlCharacters,
  styleText,
  toUSVString,
  getSystemErrorName,
  getSystemErrorMap,
  aborted,
  isArray,
  isBoolean,
  isNull,
  isNullOrUndefined,
  isNumber,
  isString,
  isSymbol,
  isUndefined,
  isRegExp,
  isObject,
  isDate,
  isError,
  isFunction,
  isPrimitive,
  _extend,
  _errnoException,
  MIMEType,
  log,
  format: import_node_inspect.format,
  formatWithOptions: import_node_inspect.formatWithOptions,
  inspect: import_node_inspect.inspect,
  parseArgs,
  types: import_types.default,
  get TextEncoder() {
    return globalThis.TextEncoder;
  },
  get TextDecoder() {
    return globalThis.TextDecoder;
  }
};
var util_default = util;
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(util_exports, { MIMEType, TextDecoder, TextEncoder, _errnoException, _extend, aborted, callbackify, debug: debuglog, debuglog, default: util_default, deprecate, getSystemErrorMap, getSystemErrorName, inherits, isArray, isBoolean, isDate, isDeepStrictEqual, isError, isFunction, isNull, isNullOrUndefined, isNumber, isObject, isPrimitive, isRegExp, isString, isSymbol, isUndefined, log, parseArgs, promisify, stripVTControlCharacters, styleText, toUSVString });
