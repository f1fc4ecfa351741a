// Code generated from bundler/shims/node/assert.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: f273397c9f635c6062628048d91f7dea4ce851dadbab4faa79f816da73714b1b
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
  equal: () => equal2,
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

// bundler/shims/node/_inspect.ts
var import_inspect = require("host:internal/inspect");
var custom = /* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom");
var defaultOptions = {
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 1e4,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false
};
var colors = {
  __proto__: null,
  reset: [0, 0],
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  blink: [5, 25],
  inverse: [7, 27],
  hidden: [8, 28],
  strikethrough: [9, 29],
  doubleunderline: [21, 24],
  black: [30, 39],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
  white: [37, 39],
  bgBlack: [40, 49],
  bgRed: [41, 49],
  bgGreen: [42, 49],
  bgYellow: [43, 49],
  bgBlue: [44, 49],
  bgMagenta: [45, 49],
  bgCyan: [46, 49],
  bgWhite: [47, 49],
  framed: [51, 54],
  overlined: [53, 55],
  gray: [90, 39],
  grey: [90, 39],
  redBright: [91, 39],
  greenBright: [92, 39],
  yellowBright: [93, 39],
  blueBright: [94, 39],
  magentaBright: [95, 39],
  cyanBright: [96, 39],
  whiteBright: [97, 39],
  bgGray: [100, 49],
  bgRedBright: [101, 49],
  bgGreenBright: [102, 49],
  bgYellowBright: [103, 49],
  bgBlueBright: [104, 49],
  bgMagentaBright: [105, 49],
  bgCyanBright: [106, 49],
  bgWhiteBright: [107, 49]
};
var styles = {
  special: "cyan",
  number: "yellow",
  bigint: "yellow",
  boolean: "yellow",
  undefined: "grey",
  null: "bold",
  string: "green",
  symbol: "green",
  date: "magenta",
  regexp: "red",
  module: "underline"
};
var plain = (text) => text;
var coloured = (text, style) => {
  const c = colors[styles[style]];
  return c ? `\x1B[${c[0]}m${text}\x1B[${c[1]}m` : text;
};
function inspect(value, options, ...legacy) {
  const given = typeof options === "object" && options !== null ? options : {};
  if (typeof options === "boolean") given.showHidden = options;
  if (legacy.length > 0 && legacy[0] !== void 0) given.depth = legacy[0];
  if (legacy.length > 1 && legacy[1] !== void 0) given.colors = legacy[1];
  const merged = { ...defaultOptions, ...definedOnly(given) };
  const c = {
    ...merged,
    seen: [],
    circular: void 0,
    indentation: 0,
    level: 0,
    budget: {},
    user: given,
    depth: merged.depth === null ? Infinity : merged.depth,
    maxArrayLength: merged.maxArrayLength === null ? Infinity : merged.maxArrayLength,
    maxStringLength: merged.maxStringLength === null ? Infinity : merged.maxStringLength,
    stylize: merged.colors ? coloured : plain
  };
  return formatValue(c, value, 0, true);
}
inspect.custom = custom;
inspect.colors = colors;
inspect.styles = styles;
inspect.defaultOptions = defaultOptions;
function definedOnly(o) {
  const out = {};
  for (const key of Object.keys(o)) if (key in defaultOptions || key === "stylize") out[key] = o[key];
  return out;
}
function stripColours(text) {
  return text.includes("\x1B") ? text.replace(/\u001b\[[0-9;]*m/g, "") : text;
}
function formatValue(c, value, level, typed) {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") return formatPrimitive(c, value);
  const context = value;
  const parts = (0, import_inspect.proxy)(value);
  if (parts !== void 0) {
    if (parts[0] === null) return c.stylize("<Revoked Proxy>", "special");
    if (c.showProxy) return formatProxy(c, parts, level);
    let target = parts[0];
    for (let inner = (0, import_inspect.proxy)(target); inner; inner = (0, import_inspect.proxy)(target)) target = inner[0];
    value = target;
  }
  if (c.customInspect) {
    const own = value[custom];
    if (typeof own === "function" && own !== inspect && !(value.constructor && value.constructor.prototype === value)) {
      const left = c.depth === Infinity ? null : c.depth - level;
      const out = own.call(context, left, { ...userOptions(c), stylize: c.stylize, depth: left }, inspect);
      if (out !== context) {
        if (typeof out !== "object" || out === null) return String(out).replaceAll("\n", `
${" ".repeat(c.indentation)}`);
        return formatValue(c, out, level, true);
      }
    }
  }
  if (c.seen.includes(value)) {
    c.circular ??= /* @__PURE__ */ new Map();
    let n = c.circular.get(value);
    if (n === void 0) c.circular.set(value, n = c.circular.size + 1);
    return c.stylize(`[Circular *${n}]`, "special");
  }
  return formatRaw(c, value, level, typed);
}
function userOptions(c) {
  const out = {};
  for (const key of Object.keys(defaultOptions)) out[key] = c[key];
  return { ...out, ...c.user };
}
function formatProxy(c, parts, level) {
  if (level > c.depth) return c.stylize("Proxy [Array]", "special");
  level++;
  c.indentation += 2;
  const out = [formatValue(c, parts[0], level, true), formatValue(c, parts[1], level, true)];
  c.indentation -= 2;
  return reduce(c, out, "", ["Proxy [", "]"], true, level, void 0);
}
var escapes = { "\b": "\\b", "	": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\\": "\\\\" };
function quote(s) {
  let q = "'";
  if (s.includes("'")) {
    if (!s.includes('"')) q = '"';
    else if (!s.includes("`") && !s.includes("${")) q = "`";
  }
  let out = "";
  for (let i = 0; i < s.length; i++) {
    const ch = s[i];
    const code = s.charCodeAt(i);
    if (ch === q || (code < 32 || code === 92 || code >= 127 && code <= 159)) {
      out += ch === q ? `\\${ch}` : escapes[ch] ?? `\\x${code.toString(16).toUpperCase().padStart(2, "0")}`;
    } else if (code >= 55296 && code <= 57343) {
      const next = s.charCodeAt(i + 1);
      if (code < 56320 && next >= 56320 && next <= 57343) {
        out += ch + s[++i];
      } else out += `\\u${code.toString(16)}`;
    } else out += ch;
  }
  return q + out + q;
}
var simple = /^[\x20-\x26\x28-\x5b\x5d-\x7e]*$/;
function formatPrimitive(c, value) {
  switch (typeof value) {
    case "string": {
      let rest = "";
      if (value.length > c.maxStringLength) {
        const more = value.length - c.maxStringLength;
        value = value.slice(0, c.maxStringLength);
        rest = `... ${more} more character${more > 1 ? "s" : ""}`;
      }
      const text = value;
      if (c.compact !== true && text.length > 16 && text.length > c.breakLength - c.indentation - 4) {
        return text.split(/(?<=\n)/).map((line) => c.stylize(quote(line), "string")).join(` +
${" ".repeat(c.indentation + 2)}`) + rest;
      }
      return c.stylize(simple.test(text) ? `'${text}'` : quote(text), "string") + rest;
    }
    case "number":
      return c.stylize(formatNumber(value, c.numericSeparator), "number");
    case "bigint":
      return c.stylize(`${c.numericSeparator ? grouped(String(value)) : String(value)}n`, "bigint");
    case "boolean":
      return c.stylize(String(value), "boolean");
    case "undefined":
      return c.stylize("undefined", "undefined");
    case "symbol":
      return c.stylize(String(value), "symbol");
  }
  return c.stylize("null", "null");
}
function grouped(digits) {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, "_");
}
function formatNumber(n, separate = false) {
  if (Object.is(n, -0)) return separate ? "0" : "-0";
  const text = String(n);
  if (!separate || text.includes("e")) return text;
  const [whole, rest] = text.split(".");
  return grouped(whole) + (rest === void 0 ? "" : `.${rest.replace(/(\d{3})(?=\d)/g, "$1_")}`);
}
function constructorName(value, c, level) {
  let o = value;
  let first;
  while (o !== null && o !== void 0) {
    const d = Object.getOwnPropertyDescriptor(o, "constructor");
    if (d !== void 0 && typeof d.value === "function" && d.value.name !== "" && isInstance(value, d.value)) return String(d.value.name);
    o = Object.getPrototypeOf(o);
    if (first === void 0) first = o;
  }
  if (first === null || first === void 0) return null;
  const fallback = className(value);
  if (level > c.depth) return `${fallback} <Complex prototype>`;
  return `${fallback} <${inspect(first, { ...c.user, customInspect: false, depth: -1 })}>`;
}
function isInstance(value, Class) {
  try {
    return value instanceof Class;
  } catch {
    return false;
  }
}
function className(value) {
  const name = (0, import_inspect.classOf)(value);
  if (typeof value === "function") return "Function";
  if (name !== "Object" && name !== "" && name !== void 0) return name;
  if (ArrayBuffer.isView(value)) return value instanceof DataView ? "DataView" : typedName(value) ?? "Object";
  if (isMap(value)) return "Map";
  if (isSet(value)) return "Set";
  if (isWeakMap(value)) return "WeakMap";
  if (isWeakSet(value)) return "WeakSet";
  return "Object";
}
var typedTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
var typedName = (value) => typedTag.call(value);
function brand(probe, Class) {
  return (v) => {
    if (typeof v !== "object" || v === null || !isInstance(v, Class)) return false;
    try {
      probe(v);
      return true;
    } catch {
      return false;
    }
  };
}
var mapSize = Object.getOwnPropertyDescriptor(Map.prototype, "size").get;
var setSize = Object.getOwnPropertyDescriptor(Set.prototype, "size").get;
var isMap = brand((v) => mapSize.call(v), Map);
var isSet = brand((v) => setSize.call(v), Set);
var isWeakMap = brand((v) => WeakMap.prototype.has.call(v, {}), WeakMap);
var isWeakSet = brand((v) => WeakSet.prototype.has.call(v, {}), WeakSet);
var mapIterator = Object.getPrototypeOf((/* @__PURE__ */ new Map()).entries());
var setIterator = Object.getPrototypeOf((/* @__PURE__ */ new Set()).values());
var isMapIterator = (v) => typeof v === "object" && v !== null && Object.getPrototypeOf(v) === mapIterator;
var isSetIterator = (v) => typeof v === "object" && v !== null && Object.getPrototypeOf(v) === setIterator;
function prefix(constructor, tag, fallback, size = "") {
  if (constructor === null) {
    if (tag !== "" && fallback !== tag) return `[${fallback}${size}: null prototype] [${tag}] `;
    return `[${fallback}${size}: null prototype] `;
  }
  if (tag !== "" && constructor !== tag) return `${constructor}${size} [${tag}] `;
  return `${constructor}${size} `;
}
function ownKeys(value, showHidden) {
  const symbols = Object.getOwnPropertySymbols(value);
  if (showHidden) {
    const keys2 = Object.getOwnPropertyNames(value);
    return symbols.length > 0 ? keys2.concat(symbols) : keys2;
  }
  const keys = Object.keys(value);
  if (symbols.length === 0) return keys;
  return keys.concat(symbols.filter((s) => Object.prototype.propertyIsEnumerable.call(value, s)));
}
var isIndex = (key) => typeof key === "string" && /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
var withoutIndexes = (keys) => keys.filter((k) => !isIndex(k));
function formatRaw(c, value, level, typed) {
  const constructor = constructorName(value, c, level);
  let tag = value[Symbol.toStringTag];
  if (typeof tag !== "string" || tag !== "" && (c.showHidden ? Object.prototype.hasOwnProperty : Object.prototype.propertyIsEnumerable).call(value, Symbol.toStringTag)) tag = "";
  const kind = className(value);
  let base = "";
  let braces = ["{", "}"];
  let entries = () => [];
  let list3 = false;
  let keys = [];
  if (kind === "Array") {
    const name = constructor !== "Array" || tag !== "" ? prefix(constructor, tag, "Array", `(${value.length})`) : "";
    keys = withoutIndexes(ownKeys(value, c.showHidden));
    braces = [`${name}[`, "]"];
    if (value.length === 0 && keys.length === 0) return `${braces[0]}]`;
    list3 = true;
    entries = () => arrayEntries(c, value, level);
  } else if (kind === "Set") {
    keys = ownKeys(value, c.showHidden);
    const size = setSize.call(value);
    const name = prefix(constructor, tag, "Set", `(${size})`);
    braces = [`${name}{`, "}"];
    if (size === 0 && keys.length === 0) return `${name}{}`;
    entries = () => setEntries(c, value, level);
  } else if (kind === "Map") {
    keys = ownKeys(value, c.showHidden);
    const size = mapSize.call(value);
    const name = prefix(constructor, tag, "Map", `(${size})`);
    braces = [`${name}{`, "}"];
    if (size === 0 && keys.length === 0) return `${name}{}`;
    entries = () => mapEntries(c, value, level);
  } else if (ArrayBuffer.isView(value) && !(kind === "DataView")) {
    keys = withoutIndexes(ownKeys(value, c.showHidden));
    const fallback = typedName(value) ?? "Uint8Array";
    const size = value.length;
    braces = [`${prefix(constructor, tag === fallback ? "" : tag, fallback, `(${size})`)}[`, "]"];
    if (size === 0 && keys.length === 0) return `${braces[0]}]`;
    list3 = true;
    entries = () => typedEntries(c, value, level);
  } else if (isMapIterator(value) || isSetIterator(value)) {
    keys = ownKeys(value, c.showHidden);
    braces = [`[${tag}] {`, "}"];
    entries = () => [c.stylize("<entries not shown>", "special")];
  } else if (kind === "Arguments") {
    keys = ownKeys(value, c.showHidden);
    braces[0] = "[Arguments] {";
    if (keys.length === 0) return "[Arguments] {}";
  } else {
    keys = ownKeys(value, c.showHidden);
    if (kind === "Function") {
      base = functionBase(value, constructor, tag);
      if (keys.length === 0) return c.stylize(base, "special");
    } else if (kind === "RegExp") {
      base = RegExp.prototype.toString.call(constructor !== null ? value : new RegExp(value));
      const name = prefix(constructor, tag, "RegExp");
      if (name !== "RegExp ") base = `${name}${base}`;
      if (keys.length === 0 || level > c.depth) return c.stylize(base, "regexp");
    } else if (kind === "Date") {
      base = Number.isNaN(Date.prototype.getTime.call(value)) ? Date.prototype.toString.call(value) : Date.prototype.toISOString.call(value);
      const name = prefix(constructor, tag, "Date");
      if (name !== "Date ") base = `${name}${base}`;
      if (keys.length === 0) return c.stylize(base, "date");
    } else if (kind === "Error") {
      base = formatError(c, value, constructor, tag, keys);
      keys = keys.filter((k) => k !== "line" && k !== "column" || c.showHidden);
      if (keys.length === 0) return base;
    } else if (kind === "ArrayBuffer") {
      braces = [`${prefix(constructor, tag, "ArrayBuffer")}{`, "}"];
      keys = ["byteLength", ...keys];
      entries = () => bufferEntries(c, value);
    } else if (kind === "DataView") {
      braces = [`${prefix(constructor, tag, "DataView")}{`, "}"];
      keys = ["byteLength", "byteOffset", "buffer", ...keys];
    } else if (kind === "Promise") {
      braces = [`${prefix(constructor, tag, "Promise")}{`, "}"];
      entries = () => promiseEntries(c, value, level);
    } else if (kind === "WeakSet" || kind === "WeakMap") {
      braces = [`${prefix(constructor, tag, kind)}{`, "}"];
      entries = () => [c.stylize("<items unknown>", "special")];
    } else if (kind === "Number" || kind === "String" || kind === "Boolean" || isBoxed(value)) {
      const [text2, left] = boxed(c, value, keys, constructor, tag);
      base = text2;
      keys = left;
      if (keys.length === 0) return base;
    } else {
      if (constructor === "Object") {
        if (tag !== "") braces[0] = `${prefix(constructor, tag, "Object")}{`;
        if (keys.length === 0) return `${braces[0]}}`;
      } else {
        braces[0] = `${prefix(constructor, tag, "Object")}{`;
        if (keys.length === 0) return `${braces[0]}}`;
      }
    }
  }
  if (level > c.depth) {
    let name = prefix(constructor, tag, kind === "Array" ? "Array" : "Object").slice(0, -1);
    if (constructor !== null) name = `[${name}]`;
    return c.stylize(name, "special");
  }
  level++;
  c.seen.push(value);
  c.level = level;
  let output = entries();
  for (const key of keys) output.push(formatProperty(c, value, level, key, list3 ? 1 : 0));
  c.seen.pop();
  if (c.circular !== void 0) {
    const n = c.circular.get(value);
    if (n !== void 0) {
      const mark = c.stylize(`<ref *${n}>`, "special");
      if (c.compact !== true) base = base === "" ? mark : `${mark} ${base}`;
      else braces[0] = `${mark} ${braces[0]}`;
    }
  }
  if (c.sorted) {
    const by = c.sorted === true ? void 0 : c.sorted;
    if (!list3) output.sort(by);
    else if (keys.length > 1) output = [...output.slice(0, output.length - keys.length), ...output.slice(output.length - keys.length).sort(by)];
  }
  const text = reduce(c, output, base, braces, list3, level, value);
  const spent = (c.budget[c.indentation] || 0) + text.length;
  c.budget[c.indentation] = spent;
  if (spent > 2 ** 27) c.depth = -1;
  return text;
}
function isBoxed(value) {
  return isSymbolObject(value) || isBigIntObject(value);
}
var isSymbolObject = brand((v) => Symbol.prototype.valueOf.call(v), Symbol);
var isBigIntObject = brand((v) => BigInt.prototype.valueOf.call(v), BigInt);
function boxed(c, value, keys, constructor, tag) {
  let type = "Number";
  if ((0, import_inspect.classOf)(value) === "String") {
    type = "String";
    keys = keys.filter((k) => !(isIndex(k) && Number(k) < value.length));
  } else if ((0, import_inspect.classOf)(value) === "Boolean") type = "Boolean";
  else if (isSymbolObject(value)) type = "Symbol";
  else if (isBigIntObject(value)) type = "BigInt";
  let base = `[${type}`;
  if (type !== constructor) base += constructor === null ? " (null prototype)" : ` (${constructor})`;
  const inner = { ...c, stylize: plain };
  base += `: ${formatPrimitive(inner, Object.getPrototypeOf(Object(value.valueOf())).valueOf.call(value))}]`;
  if (tag !== "" && tag !== constructor) base += ` [${tag}]`;
  return [c.stylize(base, type.toLowerCase()), keys];
}
function functionBase(value, constructor, tag) {
  const text = Function.prototype.toString.call(value);
  if (text.startsWith("class") && text.endsWith("}")) {
    const hasName = Object.prototype.hasOwnProperty.call(value, "name") && value.name !== "";
    let base2 = `[class ${hasName ? value.name : "(anonymous)"}`;
    if (constructor !== "Function" && constructor !== null) base2 += ` [${constructor}]`;
    if (tag !== "" && constructor !== tag) base2 += ` [${tag}]`;
    const above = Object.getPrototypeOf(value);
    if (constructor === null) base2 += " extends [null prototype]";
    else if (above && above.name) base2 += ` extends ${above.name}`;
    return `${base2}]`;
  }
  const type = functionType(value, text);
  let base = `[${type}`;
  if (constructor === null) base += " (null prototype)";
  base += value.name === "" || value.name === void 0 ? " (anonymous)" : `: ${value.name}`;
  base += "]";
  if (constructor !== type && constructor !== null && constructor !== "Function") base += ` ${constructor}`;
  if (tag !== "" && constructor !== tag && tag !== type) base += ` [${tag}]`;
  return base;
}
function functionType(value, text = Function.prototype.toString.call(value)) {
  const async = /^async\b/.test(text) || value[Symbol.toStringTag] === "AsyncFunction";
  const generator = value[Symbol.toStringTag] === "GeneratorFunction" || value[Symbol.toStringTag] === "AsyncGeneratorFunction";
  return `${async ? "Async" : ""}${generator ? "Generator" : ""}Function`;
}
function stackOf(e) {
  const stack = typeof e.stack === "string" && e.stack !== "" ? e.stack : Error.prototype.toString.call(e);
  return stack.replace(/\n\t+at /g, "\n    at ").replace(/\((\d+)\)(?=\)?$)/gm, "").trimEnd();
}
function formatError(c, e, constructor, tag, keys) {
  const name = e.name != null ? String(e.name) : "Error";
  let stack = stackOf(e);
  if (!c.showHidden && keys.length > 0) {
    for (const hidden of ["name", "message", "stack"]) {
      const at2 = keys.indexOf(hidden);
      if (at2 !== -1 && (typeof e[hidden] !== "string" || stack.includes(e[hidden]))) keys.splice(at2, 1);
    }
  }
  if ("cause" in e && !keys.includes("cause") && Object.prototype.hasOwnProperty.call(e, "cause")) keys.push("cause");
  if (Array.isArray(e.errors) && Object.prototype.hasOwnProperty.call(e, "errors") && !keys.includes("errors")) keys.push("errors");
  stack = improve(stack, constructor, name, tag);
  const at = e.message ? stack.indexOf(e.message) : -1;
  const firstLine = stack.indexOf("\n    at", at === -1 ? 0 : at + e.message.length);
  if (firstLine === -1) stack = `[${stack}]`;
  if (c.indentation !== 0) stack = stack.replaceAll("\n", `
${" ".repeat(c.indentation)}`);
  return stack;
}
function improve(stack, constructor, name, tag) {
  let length = name.length;
  if (constructor === null || name.endsWith("Error") && stack.startsWith(name) && (stack.length === length || stack[length] === ":" || stack[length] === "\n")) {
    let fallback = "Error";
    if (constructor === null) {
      const start = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/.exec(stack) || /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
      fallback = start && start[1] || "";
      length = fallback.length;
      fallback = fallback || "Error";
    }
    const better = prefix(constructor, tag, fallback).slice(0, -1);
    if (name !== better) {
      if (better.includes(name)) {
        stack = length === 0 ? `${better}: ${stack}` : `${better}${stack.slice(length)}`;
      } else stack = `${better} [${name}]${stack.slice(length)}`;
    }
  }
  return stack;
}
function arrayEntries(c, value, level) {
  const out = [];
  const shown = Math.min(Math.max(0, c.maxArrayLength), value.length);
  let holes = 0;
  let i = 0;
  let left = shown;
  for (; i < value.length && left > 0; i++) {
    if (!Object.prototype.hasOwnProperty.call(value, i)) {
      holes++;
      continue;
    }
    if (holes > 0) {
      out.push(c.stylize(`<${holes} empty item${holes > 1 ? "s" : ""}>`, "undefined"));
      holes = 0;
      if (--left === 0) break;
    }
    out.push(formatProperty(c, value, level, String(i), 1));
    left--;
  }
  if (holes > 0 && left > 0) {
    out.push(c.stylize(`<${holes} empty item${holes > 1 ? "s" : ""}>`, "undefined"));
  }
  const more = value.length - i;
  if (more > 0) out.push(`... ${more} more item${more > 1 ? "s" : ""}`);
  return out;
}
function typedEntries(c, value, level) {
  const shown = Math.min(Math.max(0, c.maxArrayLength), value.length);
  const out = [];
  for (let i = 0; i < shown; i++) {
    out.push(typeof value[i] === "bigint" ? c.stylize(`${value[i]}n`, "bigint") : c.stylize(formatNumber(value[i], c.numericSeparator), "number"));
  }
  const more = value.length - shown;
  if (more > 0) out.push(`... ${more} more item${more > 1 ? "s" : ""}`);
  if (c.showHidden) {
    c.indentation += 2;
    for (const key of ["BYTES_PER_ELEMENT", "length", "byteLength", "byteOffset", "buffer"]) {
      out.push(`[${key}]: ${formatValue(c, value[key], level, true)}`);
    }
    c.indentation -= 2;
  }
  return out;
}
function setEntries(c, value, level) {
  const out = [];
  const limit = Math.min(Math.max(0, c.maxArrayLength), value.size);
  c.indentation += 2;
  for (const v of value) {
    if (out.length >= limit) break;
    out.push(formatValue(c, v, level, true));
  }
  c.indentation -= 2;
  const more = value.size - limit;
  if (more > 0) out.push(`... ${more} more item${more > 1 ? "s" : ""}`);
  return out;
}
function mapEntries(c, value, level) {
  const out = [];
  const limit = Math.min(Math.max(0, c.maxArrayLength), value.size);
  c.indentation += 2;
  for (const [k, v] of value) {
    if (out.length >= limit) break;
    out.push(`${formatValue(c, k, level, true)} => ${formatValue(c, v, level, true)}`);
  }
  c.indentation -= 2;
  const more = value.size - limit;
  if (more > 0) out.push(`... ${more} more item${more > 1 ? "s" : ""}`);
  return out;
}
function bufferEntries(c, value) {
  const bytes2 = new Uint8Array(value);
  const shown = Math.min(Math.max(0, c.maxArrayLength), bytes2.length);
  let text = "";
  for (let i = 0; i < shown; i++) text += `${i > 0 ? " " : ""}${bytes2[i] < 16 ? "0" : ""}${bytes2[i].toString(16)}`;
  const more = bytes2.length - shown;
  if (more > 0) text += ` ... ${more} more byte${more > 1 ? "s" : ""}`;
  return [`${c.stylize("[Uint8Contents]", "special")}: <${text}>`];
}
function promiseEntries(c, value, level) {
  const [state, result] = (0, import_inspect.promise)(value);
  if (state === "pending") return [c.stylize("<pending>", "special")];
  c.indentation += 2;
  const text = formatValue(c, result, level, true);
  c.indentation -= 2;
  return [state === "rejected" ? `${c.stylize("<rejected>", "special")} ${text}` : text];
}
function formatProperty(c, value, level, key, type) {
  const d = Object.getOwnPropertyDescriptor(value, key) ?? { value: value[key], configurable: true, enumerable: true };
  let text;
  let extra = " ";
  if ("value" in d) {
    const diff2 = c.compact !== true || type !== 0 ? 2 : 3;
    c.indentation += diff2;
    text = formatValue(c, d.value, level, true);
    if (diff2 === 3 && c.breakLength < stripColours(text).length) extra = `
${" ".repeat(c.indentation)}`;
    c.indentation -= diff2;
  } else if (d.get !== void 0) {
    const label = d.set !== void 0 ? "Getter/Setter" : "Getter";
    const wanted = c.getters === true || c.getters === "get" && d.set === void 0 || c.getters === "set" && d.set !== void 0;
    if (wanted) {
      try {
        const v = d.get.call(value);
        c.indentation += 2;
        if (v === null) text = `${c.stylize(`[${label}:`, "special")} ${c.stylize("null", "null")}${c.stylize("]", "special")}`;
        else if (typeof v === "object") text = `${c.stylize(`[${label}]`, "special")} ${formatValue(c, v, level, true)}`;
        else text = `${c.stylize(`[${label}:`, "special")} ${formatPrimitive(c, v)}${c.stylize("]", "special")}`;
        c.indentation -= 2;
      } catch (e) {
        text = `[${label}: <Inspection threw (${e.message})>]`;
      }
    } else text = c.stylize(`[${label}]`, "special");
  } else if (d.set !== void 0) text = c.stylize("[Setter]", "special");
  else text = c.stylize("undefined", "undefined");
  if (type === 1 && isIndex(key)) return text;
  let name;
  if (typeof key === "symbol") name = `[${c.stylize(String(key), "symbol")}]`;
  else if (key === "__proto__") name = "['__proto__']";
  else if (d.enumerable === false) name = `[${key}]`;
  else if (/^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key)) name = c.stylize(key, "name");
  else name = c.stylize(quote(key), "string");
  return `${name}:${extra}${text}`;
}
function reduce(c, output, base, braces, list3, level, value) {
  if (c.compact !== true) {
    if (typeof c.compact === "number" && c.compact >= 1) {
      const entries = output.length;
      if (list3 && entries > 6) output = columns(c, output, value);
      if (c.level - level < c.compact && entries === output.length) {
        const start = output.length + c.indentation + braces[0].length + base.length + 10;
        if (fits(c, output, start, base)) {
          const joined = output.join(", ");
          if (!joined.includes("\n")) return `${base ? `${base} ` : ""}${braces[0]} ${joined} ${braces[1]}`;
        }
      }
    }
    const indentation2 = `
${" ".repeat(c.indentation)}`;
    return `${base ? `${base} ` : ""}${braces[0]}${indentation2}  ${output.join(`,${indentation2}  `)}${indentation2}${braces[1]}`;
  }
  if (fits(c, output, 0, base)) return `${braces[0]}${base ? ` ${base}` : ""} ${output.join(", ")} ${braces[1]}`;
  const indentation = " ".repeat(c.indentation);
  const line = base === "" && braces[0].length === 1 ? " " : `${base ? ` ${base}` : ""}
${indentation}  `;
  return `${braces[0]}${line}${output.join(`,
${indentation}  `)} ${braces[1]}`;
}
function fits(c, output, start, base) {
  let total = output.length + start;
  if (total + output.length > c.breakLength) return false;
  for (const part of output) {
    total += c.colors ? stripColours(part).length : part.length;
    if (total > c.breakLength) return false;
  }
  return base === "" || !base.includes("\n");
}
function columns(c, output, value) {
  let total = 0;
  let longest = 0;
  const extra = c.maxArrayLength < output.length ? 1 : 0;
  const count = output.length - extra;
  const lengths = [];
  for (let i = 0; i < count; i++) {
    const n2 = c.colors ? stripColours(output[i]).length : output[i].length;
    lengths.push(n2);
    total += n2 + 2;
    if (longest < n2) longest = n2;
  }
  const widest = longest + 2;
  if (!(widest * 3 + c.indentation < c.breakLength && (total / widest > 5 || longest <= 6))) return output;
  const bias = Math.sqrt(widest - total / output.length);
  const biased = Math.max(widest - 3 - bias, 1);
  const n = Math.min(
    Math.round(Math.sqrt(2.5 * biased * count) / biased),
    Math.floor((c.breakLength - c.indentation) / widest),
    c.compact * 4,
    15
  );
  if (n <= 1) return output;
  const widths = [];
  for (let i = 0; i < n; i++) {
    let w = 0;
    for (let j = i; j < count; j += n) if (lengths[j] > w) w = lengths[j];
    widths.push(w + 2);
  }
  let start = true;
  if (value !== void 0) {
    for (let i = 0; i < output.length; i++) {
      if (typeof value[i] !== "number" && typeof value[i] !== "bigint") {
        start = false;
        break;
      }
    }
  }
  const lines = [];
  for (let i = 0; i < count; i += n) {
    const max = Math.min(i + n, count);
    let line = "";
    let j = i;
    for (; j < max - 1; j++) {
      const width = widths[j - i] + output[j].length - lengths[j];
      line += start ? `${output[j]}, `.padStart(width) : `${output[j]}, `.padEnd(width);
    }
    line += start ? output[j].padStart(widths[j - i] + output[j].length - lengths[j] - 2) : output[j];
    lines.push(line);
  }
  if (extra) lines.push(output[count]);
  return lines;
}
var builtins = new Set(Object.getOwnPropertyNames(globalThis).filter((n) => /^[A-Z][a-zA-Z0-9]+$/.test(n)));

// bundler/shims/node/_equal.ts
function isDeepEqual(a, b, strict2) {
  return equal(a, b, strict2, { a: /* @__PURE__ */ new Map() });
}
function equal(a, b, strict2, memo) {
  if (a === b) return a !== 0 || !strict2 || Object.is(a, b);
  if (strict2) {
    if (typeof a !== "object" || typeof b !== "object") return typeof a === "number" && Number.isNaN(a) && Number.isNaN(b);
    if (a === null || b === null) return false;
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  } else {
    if (a === null || typeof a !== "object") return (b === null || typeof b !== "object") && (a == b || a !== a && b !== b);
    if (b === null || typeof b !== "object") return false;
  }
  const kind = className(a);
  if (kind !== className(b)) return false;
  if (Object.prototype.toString.call(a) !== Object.prototype.toString.call(b)) return false;
  switch (kind) {
    case "Array": {
      if (a.length !== b.length) return false;
      return keyed(a, b, strict2, memo, enumerable(a, true), enumerable(b, true), () => list(a, b, strict2, memo));
    }
    case "Date":
      if (Date.prototype.getTime.call(a) !== Date.prototype.getTime.call(b)) return false;
      break;
    case "RegExp":
      if (a.source !== b.source || a.flags !== b.flags || a.lastIndex !== b.lastIndex) return false;
      break;
    case "Error":
      if (a.message !== b.message || a.name !== b.name || !equal(a.cause, b.cause, strict2, memo) || !equal(a.errors, b.errors, strict2, memo)) return false;
      break;
    case "ArrayBuffer":
      if (!bytes(new Uint8Array(a), new Uint8Array(b))) return false;
      break;
    case "Number":
    case "String":
    case "Boolean":
      if (!Object.is(a.valueOf(), b.valueOf())) return false;
      break;
    case "Set":
      if (a.size !== b.size) return false;
      return keyed(a, b, strict2, memo, enumerable(a, false), enumerable(b, false), () => sets(a, b, strict2, memo));
    case "Map":
      if (a.size !== b.size) return false;
      return keyed(a, b, strict2, memo, enumerable(a, false), enumerable(b, false), () => maps(a, b, strict2, memo));
    case "WeakMap":
    case "WeakSet":
    case "Promise":
      return false;
    default:
      if (ArrayBuffer.isView(a)) {
        const float = /^Float/.test(kind);
        if (!strict2 && float) {
          if (a.length !== b.length) return false;
          for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
        } else if (!bytes(view(a), view(b))) return false;
        return keyed(a, b, strict2, memo, enumerable(a, true), enumerable(b, true), () => true);
      }
      if (isSymbolObject(a) || isBigIntObject(a)) {
        if (!Object.is(a.valueOf(), b.valueOf())) return false;
      }
  }
  return keyed(a, b, strict2, memo, enumerable(a, false), enumerable(b, false), () => true);
}
var view = (a) => new Uint8Array(a.buffer, a.byteOffset, a.byteLength);
function bytes(a, b) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
function enumerable(o, indexed) {
  const keys = Object.keys(o);
  return indexed ? keys.filter((k) => !/^(?:0|[1-9]\d*)$/.test(k)) : keys;
}
function keyed(a, b, strict2, memo, keysA, keysB, rest) {
  if (keysA.length !== keysB.length) return false;
  for (const k of keysA) if (!Object.prototype.propertyIsEnumerable.call(b, k)) return false;
  let keys = keysA;
  if (strict2) {
    const visible = (o) => Object.getOwnPropertySymbols(o).filter((s) => Object.prototype.propertyIsEnumerable.call(o, s));
    const symbols = visible(a);
    if (symbols.length !== visible(b).length) return false;
    for (const s of symbols) if (!Object.prototype.propertyIsEnumerable.call(b, s)) return false;
    keys = [...keysA, ...symbols];
  }
  if (memo.a.has(a)) return memo.a.get(a) === b;
  memo.a.set(a, b);
  let same = rest();
  for (let i = 0; same && i < keys.length; i++) same = equal(a[keys[i]], b[keys[i]], strict2, memo);
  memo.a.delete(a);
  return same;
}
function list(a, b, strict2, memo) {
  for (let i = 0; i < a.length; i++) {
    const has = Object.prototype.hasOwnProperty.call(a, i);
    if (has !== Object.prototype.hasOwnProperty.call(b, i)) return false;
    if (has && !equal(a[i], b[i], strict2, memo)) return false;
  }
  return true;
}
function sets(a, b, strict2, memo) {
  const left = [];
  for (const v of a) {
    if (b.has(v)) continue;
    if (strict2 && (typeof v !== "object" || v === null)) return false;
    left.push(v);
  }
  if (left.length === 0) return true;
  const right = [...b].filter((v) => !a.has(v));
  return matching(left, right, (x, y) => equal(x, y, strict2, memo));
}
function maps(a, b, strict2, memo) {
  const left = [];
  for (const [k, v] of a) {
    if (b.has(k)) {
      if (!equal(v, b.get(k), strict2, memo)) {
        if (strict2 || typeof k === "object") return false;
        left.push([k, v]);
      }
    } else if (strict2 && (typeof k !== "object" || k === null)) return false;
    else left.push([k, v]);
  }
  if (left.length === 0) return true;
  const right = [...b].filter(([k]) => !a.has(k));
  return matching(left, right, (x, y) => equal(x[0], y[0], strict2, memo) && equal(x[1], y[1], strict2, memo));
}
function matching(left, right, same) {
  const open = [...right];
  for (const l of left) {
    const at = open.findIndex((r) => same(l, r));
    if (at < 0) return false;
    open.splice(at, 1);
  }
  return true;
}

// bundler/shims/node/_errors.ts
function received(value) {
  if (value == null) return ` Received ${value}`;
  if (typeof value === "function") return value.name ? ` Received function ${value.name}` : " Received function ";
  if (typeof value === "object") {
    const name = value.constructor?.name;
    return name ? ` Received an instance of ${name}` : ` Received [Object: null prototype] {}`;
  }
  let text = typeof value === "string" ? `'${value}'` : typeof value === "bigint" ? `${value}n` : String(value);
  if (text.length > 28) text = `${text.slice(0, 25)}...`;
  return ` Received type ${typeof value} (${text})`;
}
function coded(Class, code, message) {
  const e = new Class(message);
  e.code = code;
  if (typeof e.stack === "string") {
    const stack = e.stack.replace(`${e.name}: `, `${e.name} [${code}]: `);
    Object.defineProperty(e, "stack", { value: stack, writable: true, configurable: true });
  }
  return e;
}
var kinds = /* @__PURE__ */ new Set(["string", "function", "number", "object", "boolean", "bigint", "symbol", "undefined", "null", "Function", "Object"]);
function list2(words) {
  if (words.length > 2) return `${words.slice(0, -1).join(", ")}, or ${words[words.length - 1]}`;
  return words.join(" or ");
}
function invalidArgType(name, expected, actual) {
  const all = Array.isArray(expected) ? expected : [expected];
  const types = all.filter((x) => kinds.has(x)).map((x) => x.toLowerCase());
  const classes = all.filter((x) => !kinds.has(x) && /^[A-Z]/.test(x));
  const others = all.filter((x) => !kinds.has(x) && !/^[A-Z]/.test(x));
  if (classes.length > 0 && types.includes("object")) {
    types.splice(types.indexOf("object"), 1);
    classes.push("Object");
  }
  const parts = [];
  if (types.length > 0) parts.push(`${types.length > 1 ? "one of type" : "of type"} ${list2(types)}`);
  if (classes.length > 0) parts.push(`an instance of ${list2(classes)}`);
  if (others.length > 0) parts.push(others.length > 1 ? `one of ${list2(others)}` : others[0]);
  const noun = name.endsWith(" argument") ? `The ${name}` : `The "${name}" ${name.includes(".") ? "property" : "argument"}`;
  return coded(TypeError, "ERR_INVALID_ARG_TYPE", `${noun} must be ${parts.join(" or ")}.${received(actual)}`);
}
function wantFunction(value, name) {
  if (typeof value !== "function") throw invalidArgType(name, "function", value);
}

// bundler/shims/node/assert.ts
var AssertionError = class extends Error {
  code = "ERR_ASSERTION";
  actual;
  expected;
  operator;
  generatedMessage;
  constructor(options) {
    if (options === null || typeof options !== "object") throw invalidArgType("options", "Object", options);
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
var equal2 = (a, e, m) => {
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
  if (!isDeepEqual(a, e, false)) fails(a, e, m, "deepEqual");
};
var notDeepEqual = (a, e, m) => {
  if (isDeepEqual(a, e, false)) fails(a, e, m, "notDeepEqual");
};
var deepStrictEqual = (a, e, m) => {
  if (!isDeepEqual(a, e, true)) fails(a, e, m, "deepStrictEqual");
};
var notDeepStrictEqual = (a, e, m) => {
  if (isDeepEqual(a, e, true)) fails(a, e, m, "notDeepStrictEqual");
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
    if (want instanceof RegExp && typeof got === "string" ? want.test(got) : isDeepEqual(got, want, true)) continue;
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
  wantFunction(f, "fn");
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
async function rejects(promise2, expected, message) {
  [expected, message] = sorted(expected, message);
  let thrown;
  let caught = false;
  try {
    await (typeof promise2 === "function" ? promise2() : promise2);
  } catch (e) {
    thrown = e;
    caught = true;
  }
  if (!caught) missing(expected, message, "rejection", "rejects");
  check(thrown, expected, message, "rejects");
}
function doesNotThrow(f, expected, message) {
  wantFunction(f, "fn");
  [expected, message] = sorted(expected, message);
  try {
    f();
  } catch (e) {
    fails(e, expected, `Got unwanted exception${message ? `: ${message}` : "."}
Actual message: "${e?.message}"`, "doesNotThrow");
  }
}
async function doesNotReject(promise2, expected, message) {
  [expected, message] = sorted(expected, message);
  try {
    await (typeof promise2 === "function" ? promise2() : promise2);
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
  if (!(pattern instanceof RegExp)) throw invalidArgType("regexp", "RegExp", pattern);
  if (typeof text !== "string" || !pattern.test(text)) fails(text, pattern, message ?? `The input did not match the regular expression ${(0, import_node_util.inspect)(pattern)}. Input:

${(0, import_node_util.inspect)(text)}
`, "match");
}
function doesNotMatch(text, pattern, message) {
  if (typeof text === "string" && pattern.test(text)) fails(text, pattern, message ?? `The input was expected to not match the regular expression ${(0, import_node_util.inspect)(pattern)}. Input:

${(0, import_node_util.inspect)(text)}
`, "doesNotMatch");
}
var members = { fail, ok, equal: equal2, notEqual, strictEqual, notStrictEqual, deepEqual, notDeepEqual, deepStrictEqual, notDeepStrictEqual, throws, rejects, doesNotThrow, doesNotReject, ifError, match, doesNotMatch, AssertionError };
var strict = Object.assign((...args) => ok(...args), members, { equal: strictEqual, notEqual: notStrictEqual, deepEqual: deepStrictEqual, notDeepEqual: notDeepStrictEqual });
strict.strict = strict;
var assert_default = Object.assign(assert, members, { strict });
