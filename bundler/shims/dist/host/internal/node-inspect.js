// Code generated from bundler/shims/host/internal/node-inspect.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 037bbdf37d25155537e0196df062e1436d8cbaf5f0f536c7970d83b790bbe258
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

// bundler/shims/host/internal/node-inspect.ts
var node_inspect_exports = {};
__export(node_inspect_exports, {
  colors: () => colors,
  format: () => format,
  formatWithOptions: () => formatWithOptions,
  inspect: () => inspect
});
module.exports = __toCommonJS(node_inspect_exports);

// bundler/shims/host/internal/_node-inspect/options.ts
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
function stripColours(text) {
  return text.includes("\x1B") ? text.replace(/\u001b\[[0-9;]*m/g, "") : text;
}

// bundler/shims/host/internal/node-inspect.ts
var import_node_errors = require("host:internal/node-errors");

// bundler/shims/host/internal/_node-inspect/value.ts
var import_inspect3 = require("host:internal/inspect");
var import_kinds2 = require("host:internal/kinds");

// bundler/shims/host/internal/_node-inspect/base.ts
var import_inspect2 = require("host:internal/inspect");
var import_kinds = require("host:internal/kinds");

// bundler/shims/host/internal/_node-inspect/entries.ts
var import_inspect = require("host:internal/inspect");

// bundler/shims/host/internal/_node-inspect/text.ts
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

// bundler/shims/host/internal/_node-inspect/entries.ts
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
  const bytes = new Uint8Array(value);
  const shown = Math.min(Math.max(0, c.maxArrayLength), bytes.length);
  let text = "";
  for (let i = 0; i < shown; i++) text += `${i > 0 ? " " : ""}${bytes[i] < 16 ? "0" : ""}${bytes[i].toString(16)}`;
  const more = bytes.length - shown;
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
    const diff = c.compact !== true || type !== 0 ? 2 : 3;
    c.indentation += diff;
    text = formatValue(c, d.value, level, true);
    if (diff === 3 && c.breakLength < stripColours(text).length) extra = `
${" ".repeat(c.indentation)}`;
    c.indentation -= diff;
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

// bundler/shims/host/internal/_node-inspect/base.ts
function constructorName(value, c, level) {
  let o = value;
  let first;
  while (o !== null && o !== void 0) {
    const d = Object.getOwnPropertyDescriptor(o, "constructor");
    if (d !== void 0 && typeof d.value === "function" && d.value.name !== "" && (0, import_kinds.isInstance)(value, d.value)) return String(d.value.name);
    o = Object.getPrototypeOf(o);
    if (first === void 0) first = o;
  }
  if (first === null || first === void 0) return null;
  const fallback = (0, import_kinds.className)(value);
  if (level > c.depth) return `${fallback} <Complex prototype>`;
  return `${fallback} <${inspect(first, { ...c.user, customInspect: false, depth: -1 })}>`;
}
function prefix(constructor, tag, fallback, size = "") {
  if (constructor === null) {
    if (tag !== "" && fallback !== tag) return `[${fallback}${size}: null prototype] [${tag}] `;
    return `[${fallback}${size}: null prototype] `;
  }
  if (tag !== "" && constructor !== tag) return `${constructor}${size} [${tag}] `;
  return `${constructor}${size} `;
}
function isBoxed(value) {
  return (0, import_kinds.isSymbolObject)(value) || (0, import_kinds.isBigIntObject)(value);
}
function boxed(c, value, keys, constructor, tag) {
  let type = "Number";
  if ((0, import_inspect2.classOf)(value) === "String") {
    type = "String";
    keys = keys.filter((k) => !(isIndex(k) && Number(k) < value.length));
  } else if ((0, import_inspect2.classOf)(value) === "Boolean") type = "Boolean";
  else if ((0, import_kinds.isSymbolObject)(value)) type = "Symbol";
  else if ((0, import_kinds.isBigIntObject)(value)) type = "BigInt";
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
  const type = (0, import_kinds.functionType)(value, text);
  let base = `[${type}`;
  if (constructor === null) base += " (null prototype)";
  base += value.name === "" || value.name === void 0 ? " (anonymous)" : `: ${value.name}`;
  base += "]";
  if (constructor !== type && constructor !== null && constructor !== "Function") base += ` ${constructor}`;
  if (tag !== "" && constructor !== tag && tag !== type) base += ` [${tag}]`;
  return base;
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

// bundler/shims/host/internal/_node-inspect/layout.ts
function reduce(c, output, base, braces, list, level, value) {
  if (c.compact !== true) {
    if (typeof c.compact === "number" && c.compact >= 1) {
      const entries = output.length;
      if (list && entries > 6) output = columns(c, output, value);
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

// bundler/shims/host/internal/_node-inspect/value.ts
function formatValue(c, value, level, typed) {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") return formatPrimitive(c, value);
  const context = value;
  const parts = (0, import_inspect3.proxy)(value);
  if (parts !== void 0) {
    if (parts[0] === null) return c.stylize("<Revoked Proxy>", "special");
    if (c.showProxy) return formatProxy(c, parts, level);
    let target = parts[0];
    for (let inner = (0, import_inspect3.proxy)(target); inner; inner = (0, import_inspect3.proxy)(target)) target = inner[0];
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
function formatRaw(c, value, level, typed) {
  const constructor = constructorName(value, c, level);
  let tag = value[Symbol.toStringTag];
  if (typeof tag !== "string" || tag !== "" && (c.showHidden ? Object.prototype.hasOwnProperty : Object.prototype.propertyIsEnumerable).call(value, Symbol.toStringTag)) tag = "";
  const kind = (0, import_kinds2.className)(value);
  let base = "";
  let braces = ["{", "}"];
  let entries = () => [];
  let list = false;
  let keys = [];
  if (kind === "Array") {
    const name = constructor !== "Array" || tag !== "" ? prefix(constructor, tag, "Array", `(${value.length})`) : "";
    keys = withoutIndexes(ownKeys(value, c.showHidden));
    braces = [`${name}[`, "]"];
    if (value.length === 0 && keys.length === 0) return `${braces[0]}]`;
    list = true;
    entries = () => arrayEntries(c, value, level);
  } else if (kind === "Set") {
    keys = ownKeys(value, c.showHidden);
    const size = import_kinds2.setSize.call(value);
    const name = prefix(constructor, tag, "Set", `(${size})`);
    braces = [`${name}{`, "}"];
    if (size === 0 && keys.length === 0) return `${name}{}`;
    entries = () => setEntries(c, value, level);
  } else if (kind === "Map") {
    keys = ownKeys(value, c.showHidden);
    const size = import_kinds2.mapSize.call(value);
    const name = prefix(constructor, tag, "Map", `(${size})`);
    braces = [`${name}{`, "}"];
    if (size === 0 && keys.length === 0) return `${name}{}`;
    entries = () => mapEntries(c, value, level);
  } else if (ArrayBuffer.isView(value) && !(kind === "DataView")) {
    keys = withoutIndexes(ownKeys(value, c.showHidden));
    const fallback = (0, import_kinds2.typedName)(value) ?? "Uint8Array";
    const size = value.length;
    braces = [`${prefix(constructor, tag === fallback ? "" : tag, fallback, `(${size})`)}[`, "]"];
    if (size === 0 && keys.length === 0) return `${braces[0]}]`;
    list = true;
    entries = () => typedEntries(c, value, level);
  } else if ((0, import_kinds2.isMapIterator)(value) || (0, import_kinds2.isSetIterator)(value)) {
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
  for (const key of keys) output.push(formatProperty(c, value, level, key, list ? 1 : 0));
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
    if (!list) output.sort(by);
    else if (keys.length > 1) output = [...output.slice(0, output.length - keys.length), ...output.slice(output.length - keys.length).sort(by)];
  }
  const text = reduce(c, output, base, braces, list, level, value);
  const spent = (c.budget[c.indentation] || 0) + text.length;
  c.budget[c.indentation] = spent;
  if (spent > 2 ** 27) c.depth = -1;
  return text;
}

// bundler/shims/host/internal/_node-inspect/format.ts
var import_inspect4 = require("host:internal/inspect");
function hasOwnToString(value) {
  if ((0, import_inspect4.proxy)(value) !== void 0) return false;
  if (typeof value.toString !== "function") return false;
  if (Object.prototype.hasOwnProperty.call(value, "toString")) return true;
  let o = value;
  do {
    o = Object.getPrototypeOf(o);
  } while (o !== null && !Object.prototype.hasOwnProperty.call(o, "toString"));
  const d = o && Object.getOwnPropertyDescriptor(o, "constructor");
  return d !== void 0 && d !== null && typeof d.value === "function" && !builtins.has(d.value.name);
}
var builtins = new Set(Object.getOwnPropertyNames(globalThis).filter((n) => /^[A-Z][a-zA-Z0-9]+$/.test(n)));
function formatS(c, value) {
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null || hasOwnToString(value) && (0, import_inspect4.classOf)(value) !== "Error") return String(value);
  if ((0, import_inspect4.classOf)(value) === "Error" && hasOwnToString(value)) return String(value);
  return inspect(value, { ...c, depth: 0, colors: false, compact: 3 });
}
function stringify(value) {
  try {
    return JSON.stringify(value);
  } catch (e) {
    if (/circular|cyclic/i.test(String(e?.message))) return "[Circular]";
    throw e;
  }
}
function formatWithOptions(options, ...args) {
  const first = args[0];
  let text = "";
  let join = "";
  let a = 0;
  if (typeof first === "string") {
    if (args.length === 1) return first;
    let last = 0;
    for (let i = 0; i < first.length - 1; i++) {
      if (first.charCodeAt(i) !== 37) continue;
      const next = first[i + 1];
      if (a + 1 !== args.length) {
        let part;
        const arg = args[a + 1];
        switch (next) {
          case "s":
            part = formatS(options, arg);
            break;
          case "j":
            part = stringify(arg);
            break;
          case "d":
            part = typeof arg === "bigint" ? `${arg}n` : typeof arg === "symbol" ? "NaN" : formatNumber(Number(arg));
            break;
          case "O":
            part = inspect(arg, options);
            break;
          case "o":
            part = inspect(arg, { ...options, showHidden: true, showProxy: true, depth: 4 });
            break;
          case "i":
            part = typeof arg === "bigint" ? `${arg}n` : typeof arg === "symbol" ? "NaN" : formatNumber(parseInt(arg, 10));
            break;
          case "f":
            part = typeof arg === "symbol" ? "NaN" : formatNumber(parseFloat(arg));
            break;
          case "c":
            part = "";
            break;
          case "%":
            text += first.slice(last, i + 1);
            last = i + 2;
            i++;
            continue;
          default:
            continue;
        }
        a++;
        text += first.slice(last, i) + part;
        last = i + 2;
        i++;
      } else if (next === "%") {
        text += first.slice(last, i + 1);
        last = i + 2;
        i++;
      }
    }
    if (last !== 0 || a > 0) {
      a++;
      join = " ";
      if (last < first.length) text += first.slice(last);
    }
  }
  for (; a < args.length; a++) {
    const v = args[a];
    text += join + (typeof v === "string" ? v : inspect(v, options));
    join = " ";
  }
  return text;
}
var format = (...args) => formatWithOptions({}, ...args);

// bundler/shims/host/internal/node-inspect.ts
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
Object.defineProperty(inspect, "defaultOptions", {
  configurable: true,
  enumerable: true,
  get: () => defaultOptions,
  set(options) {
    (0, import_node_errors.wantObject)(options, "options");
    Object.assign(defaultOptions, options);
  }
});
function definedOnly(o) {
  const out = {};
  for (const key of Object.keys(o)) if (key in defaultOptions || key === "stylize") out[key] = o[key];
  return out;
}
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(node_inspect_exports, { colors, format, formatWithOptions, inspect });
