// A value with all that is in it.
import { proxy } from "host:internal/inspect";
import { className, isMapIterator, isSetIterator, mapSize, setSize, typedName } from "host:internal/kinds";
import { boxed, constructorName, formatError, functionBase, isBoxed, prefix } from "./base.ts";
import { arrayEntries, bufferEntries, formatProperty, mapEntries, ownKeys, promiseEntries, setEntries, typedEntries, withoutIndexes } from "./entries.ts";
import { reduce } from "./layout.ts";
import { type Context, custom, defaultOptions, type Options } from "./options.ts";
import { formatPrimitive } from "./text.ts";
import { inspect } from "../node-inspect.ts";

type Any = any;

export function formatValue(c: Context, value: Any, level: number, typed: boolean): string {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") return formatPrimitive(c, value);
  const context = value;
  const parts = proxy(value) as [object | null, object | null] | undefined;
  if (parts !== undefined) {
    if (parts[0] === null) return c.stylize("<Revoked Proxy>", "special");
    if (c.showProxy) return formatProxy(c, parts, level);
    let target: Any = parts[0];
    for (let inner = proxy(target); inner; inner = proxy(target)) target = (inner as Any)[0];
    value = target;
  }
  if (c.customInspect) {
    const own = (value as Any)[custom];
    if (typeof own === "function" && own !== inspect && !(value.constructor && value.constructor.prototype === value)) {
      const left = c.depth === Infinity ? null : c.depth - level;
      const out = own.call(context, left, { ...userOptions(c), stylize: c.stylize, depth: left }, inspect);
      if (out !== context) {
        if (typeof out !== "object" || out === null) return String(out).replaceAll("\n", `\n${" ".repeat(c.indentation)}`);
        return formatValue(c, out, level, true);
      }
    }
  }
  if (c.seen.includes(value)) {
    c.circular ??= new Map();
    let n = c.circular.get(value);
    if (n === undefined) c.circular.set(value, (n = c.circular.size + 1));
    return c.stylize(`[Circular *${n}]`, "special");
  }
  return formatRaw(c, value, level, typed);
}

function userOptions(c: Context): Options {
  const out: Any = {};
  for (const key of Object.keys(defaultOptions)) out[key] = (c as Any)[key];
  return { ...out, ...c.user };
}

function formatProxy(c: Context, parts: unknown[], level: number): string {
  if (level > c.depth) return c.stylize("Proxy [Array]", "special");
  level++;
  c.indentation += 2;
  const out = [formatValue(c, parts[0], level, true), formatValue(c, parts[1], level, true)];
  c.indentation -= 2;
  return reduce(c, out, "", ["Proxy [", "]"], true, level, undefined);
}

function formatRaw(c: Context, value: Any, level: number, typed: boolean): string {
  const constructor = constructorName(value, c, level);
  let tag = value[Symbol.toStringTag];
  if (typeof tag !== "string" || (tag !== "" && (c.showHidden ? Object.prototype.hasOwnProperty : Object.prototype.propertyIsEnumerable).call(value, Symbol.toStringTag))) tag = "";
  const kind = className(value);
  let base = "";
  let braces: [string, string] = ["{", "}"];
  let entries: () => string[] = () => [];
  let list = false;
  let keys: (string | symbol)[] = [];

  if (kind === "Array") {
    const name = constructor !== "Array" || tag !== "" ? prefix(constructor, tag, "Array", `(${value.length})`) : "";
    keys = withoutIndexes(ownKeys(value, c.showHidden));
    braces = [`${name}[`, "]"];
    if (value.length === 0 && keys.length === 0) return `${braces[0]}]`;
    list = true;
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
    const size = (value as Any).length;
    braces = [`${prefix(constructor, tag === fallback ? "" : tag, fallback, `(${size})`)}[`, "]"];
    if (size === 0 && keys.length === 0) return `${braces[0]}]`;
    list = true;
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
      const [text, left] = boxed(c, value, keys, constructor, tag);
      base = text;
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
  if (c.circular !== undefined) {
    const n = c.circular.get(value);
    if (n !== undefined) {
      const mark = c.stylize(`<ref *${n}>`, "special");
      if (c.compact !== true) base = base === "" ? mark : `${mark} ${base}`;
      else braces[0] = `${mark} ${braces[0]}`;
    }
  }
  if (c.sorted) {
    const by = c.sorted === true ? undefined : c.sorted;
    if (!list) output.sort(by);
    else if (keys.length > 1) output = [...output.slice(0, output.length - keys.length), ...output.slice(output.length - keys.length).sort(by)];
  }
  const text = reduce(c, output, base, braces, list, level, value);
  const spent = (c.budget[c.indentation] || 0) + text.length;
  c.budget[c.indentation] = spent;
  if (spent > 2 ** 27) c.depth = -1;
  return text;
}
