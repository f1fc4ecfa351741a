// util.format.
import { classOf, proxy } from "host:internal/inspect";
import { type Options } from "./options.ts";
import { formatNumber } from "./text.ts";
import { inspect } from "../node-inspect.ts";

type Any = any;

function hasOwnToString(value: Any): boolean {
  if (proxy(value) !== undefined) return false;
  if (typeof value.toString !== "function") return false;
  if (Object.prototype.hasOwnProperty.call(value, "toString")) return true;
  let o = value;
  do {
    o = Object.getPrototypeOf(o);
  } while (o !== null && !Object.prototype.hasOwnProperty.call(o, "toString"));
  const d = o && Object.getOwnPropertyDescriptor(o, "constructor");
  return d !== undefined && d !== null && typeof d.value === "function" && !builtins.has(d.value.name);
}

const builtins = new Set(Object.getOwnPropertyNames(globalThis).filter((n) => /^[A-Z][a-zA-Z0-9]+$/.test(n)));

function formatS(c: Options, value: Any): string {
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null || hasOwnToString(value) && classOf(value) !== "Error") return String(value);
  if (classOf(value) === "Error" && hasOwnToString(value)) return String(value);
  return inspect(value, { ...c, depth: 0, colors: false, compact: 3 });
}

function stringify(value: unknown): string {
  try {
    return JSON.stringify(value) as string;
  } catch (e: Any) {
    if (/circular|cyclic/i.test(String(e?.message))) return "[Circular]";
    throw e;
  }
}

export function formatWithOptions(options: Options, ...args: Any[]): string {
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
        let part: string | undefined;
        const arg = args[a + 1];
        switch (next) {
          case "s": part = formatS(options, arg); break;
          case "j": part = stringify(arg); break;
          case "d": part = typeof arg === "bigint" ? `${arg}n` : typeof arg === "symbol" ? "NaN" : formatNumber(Number(arg)); break;
          case "O": part = inspect(arg, options); break;
          case "o": part = inspect(arg, { ...options, showHidden: true, showProxy: true, depth: 4 }); break;
          case "i": part = typeof arg === "bigint" ? `${arg}n` : typeof arg === "symbol" ? "NaN" : formatNumber(parseInt(arg, 10)); break;
          case "f": part = typeof arg === "symbol" ? "NaN" : formatNumber(parseFloat(arg)); break;
          case "c": part = ""; break;
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

export const format = (...args: unknown[]): string => formatWithOptions({}, ...args);
