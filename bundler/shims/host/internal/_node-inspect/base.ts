// What stands before the braces, or in their place: class names, functions, boxed values, errors.
import { classOf } from "host:internal/inspect";
import { className, functionType, isBigIntObject, isInstance, isSymbolObject } from "host:internal/kinds";
import { isIndex } from "./entries.ts";
import { type Context, plain } from "./options.ts";
import { formatPrimitive } from "./text.ts";
import { inspect } from "../node-inspect.ts";

type Any = any;

/** The name of the class a value belongs to; null when its prototype chain names none. */
export function constructorName(value: Any, c: Context, level: number): string | null {
  let o = value;
  let first: Any;
  while (o !== null && o !== undefined) {
    const d = Object.getOwnPropertyDescriptor(o, "constructor");
    if (d !== undefined && typeof d.value === "function" && d.value.name !== "" && isInstance(value, d.value)) return String(d.value.name);
    o = Object.getPrototypeOf(o);
    if (first === undefined) first = o;
  }
  if (first === null || first === undefined) return null;
  const fallback = className(value);
  if (level > c.depth) return `${fallback} <Complex prototype>`;
  return `${fallback} <${inspect(first, { ...c.user, customInspect: false, depth: -1 })}>`;
}

export function prefix(constructor: string | null, tag: string, fallback: string, size = ""): string {
  if (constructor === null) {
    if (tag !== "" && fallback !== tag) return `[${fallback}${size}: null prototype] [${tag}] `;
    return `[${fallback}${size}: null prototype] `;
  }
  if (tag !== "" && constructor !== tag) return `${constructor}${size} [${tag}] `;
  return `${constructor}${size} `;
}

export function isBoxed(value: Any): boolean {
  return isSymbolObject(value) || isBigIntObject(value);
}

export function boxed(c: Context, value: Any, keys: (string | symbol)[], constructor: string | null, tag: string): [string, (string | symbol)[]] {
  let type = "Number";
  if (classOf(value) === "String") {
    type = "String";
    keys = keys.filter((k) => !(isIndex(k) && Number(k) < value.length));
  } else if (classOf(value) === "Boolean") type = "Boolean";
  else if (isSymbolObject(value)) type = "Symbol";
  else if (isBigIntObject(value)) type = "BigInt";
  let base = `[${type}`;
  if (type !== constructor) base += constructor === null ? " (null prototype)" : ` (${constructor})`;
  const inner: Context = { ...c, stylize: plain };
  base += `: ${formatPrimitive(inner, Object.getPrototypeOf(Object(value.valueOf())).valueOf.call(value))}]`;
  if (tag !== "" && tag !== constructor) base += ` [${tag}]`;
  return [c.stylize(base, type.toLowerCase()), keys];
}

export function functionBase(value: Any, constructor: string | null, tag: string): string {
  const text = Function.prototype.toString.call(value);
  if (text.startsWith("class") && text.endsWith("}")) {
    const hasName = Object.prototype.hasOwnProperty.call(value, "name") && value.name !== "";
    let base = `[class ${hasName ? value.name : "(anonymous)"}`;
    if (constructor !== "Function" && constructor !== null) base += ` [${constructor}]`;
    if (tag !== "" && constructor !== tag) base += ` [${tag}]`;
    const above = Object.getPrototypeOf(value);
    if (constructor === null) base += " extends [null prototype]";
    else if (above && above.name) base += ` extends ${above.name}`;
    return `${base}]`;
  }
  const type = functionType(value, text);
  let base = `[${type}`;
  if (constructor === null) base += " (null prototype)";
  base += value.name === "" || value.name === undefined ? " (anonymous)" : `: ${value.name}`;
  base += "]";
  if (constructor !== type && constructor !== null && constructor !== "Function") base += ` ${constructor}`;
  if (tag !== "" && constructor !== tag && tag !== type) base += ` [${tag}]`;
  return base;
}

/** The stack of an error in the form that Node's have. */
function stackOf(e: Any): string {
  const stack = typeof e.stack === "string" && e.stack !== "" ? e.stack : Error.prototype.toString.call(e);
  return stack.replace(/\n\t+at /g, "\n    at ").replace(/\((\d+)\)(?=\)?$)/gm, "").trimEnd();
}

export function formatError(c: Context, e: Any, constructor: string | null, tag: string, keys: (string | symbol)[]): string {
  const name = e.name != null ? String(e.name) : "Error";
  let stack = stackOf(e);
  if (!c.showHidden && keys.length > 0) {
    for (const hidden of ["name", "message", "stack"] as const) {
      const at = keys.indexOf(hidden);
      if (at !== -1 && (typeof e[hidden] !== "string" || stack.includes(e[hidden]))) keys.splice(at, 1);
    }
  }
  if ("cause" in e && !keys.includes("cause") && Object.prototype.hasOwnProperty.call(e, "cause")) keys.push("cause");
  if (Array.isArray(e.errors) && Object.prototype.hasOwnProperty.call(e, "errors") && !keys.includes("errors")) keys.push("errors");
  stack = improve(stack, constructor, name, tag);
  const at = e.message ? stack.indexOf(e.message) : -1;
  const firstLine = stack.indexOf("\n    at", at === -1 ? 0 : at + e.message.length);
  if (firstLine === -1) stack = `[${stack}]`;
  if (c.indentation !== 0) stack = stack.replaceAll("\n", `\n${" ".repeat(c.indentation)}`);
  return stack;
}

function improve(stack: string, constructor: string | null, name: string, tag: string): string {
  let length = name.length;
  if (constructor === null || (name.endsWith("Error") && stack.startsWith(name) && (stack.length === length || stack[length] === ":" || stack[length] === "\n"))) {
    let fallback = "Error";
    if (constructor === null) {
      const start = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/.exec(stack) || /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
      fallback = (start && start[1]) || "";
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
