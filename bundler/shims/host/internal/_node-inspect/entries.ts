// What stands between the braces.
import { promise } from "host:internal/inspect";
import { type Context, stripColours } from "./options.ts";
import { formatNumber, formatPrimitive, quote } from "./text.ts";
import { formatValue } from "./value.ts";

type Any = any;

export function ownKeys(value: Any, showHidden: boolean): (string | symbol)[] {
  const symbols = Object.getOwnPropertySymbols(value);
  if (showHidden) {
    const keys: (string | symbol)[] = Object.getOwnPropertyNames(value);
    return symbols.length > 0 ? keys.concat(symbols) : keys;
  }
  const keys: (string | symbol)[] = Object.keys(value);
  if (symbols.length === 0) return keys;
  return keys.concat(symbols.filter((s) => Object.prototype.propertyIsEnumerable.call(value, s)));
}

export const isIndex = (key: string | symbol) => typeof key === "string" && /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
export const withoutIndexes = (keys: (string | symbol)[]) => keys.filter((k) => !isIndex(k));

export function arrayEntries(c: Context, value: Any, level: number): string[] {
  const out: string[] = [];
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

export function typedEntries(c: Context, value: Any, level: number): string[] {
  const shown = Math.min(Math.max(0, c.maxArrayLength), value.length);
  const out: string[] = [];
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

export function setEntries(c: Context, value: Set<unknown>, level: number): string[] {
  const out: string[] = [];
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

export function mapEntries(c: Context, value: Map<unknown, unknown>, level: number): string[] {
  const out: string[] = [];
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

export function bufferEntries(c: Context, value: ArrayBuffer): string[] {
  const bytes = new Uint8Array(value);
  const shown = Math.min(Math.max(0, c.maxArrayLength), bytes.length);
  let text = "";
  for (let i = 0; i < shown; i++) text += `${i > 0 ? " " : ""}${bytes[i]! < 16 ? "0" : ""}${bytes[i]!.toString(16)}`;
  const more = bytes.length - shown;
  if (more > 0) text += ` ... ${more} more byte${more > 1 ? "s" : ""}`;
  return [`${c.stylize("[Uint8Contents]", "special")}: <${text}>`];
}

export function promiseEntries(c: Context, value: object, level: number): string[] {
  const [state, result] = promise(value) as [string, unknown];
  if (state === "pending") return [c.stylize("<pending>", "special")];
  c.indentation += 2;
  const text = formatValue(c, result, level, true);
  c.indentation -= 2;
  return [state === "rejected" ? `${c.stylize("<rejected>", "special")} ${text}` : text];
}

export function formatProperty(c: Context, value: Any, level: number, key: string | symbol, type: 0 | 1): string {
  const d = Object.getOwnPropertyDescriptor(value, key) ?? { value: value[key], configurable: true, enumerable: true };
  let text: string;
  let extra = " ";
  if ("value" in d) {
    const diff = c.compact !== true || type !== 0 ? 2 : 3;
    c.indentation += diff;
    text = formatValue(c, d.value, level, true);
    if (diff === 3 && c.breakLength < stripColours(text).length) extra = `\n${" ".repeat(c.indentation)}`;
    c.indentation -= diff;
  } else if (d.get !== undefined) {
    const label = d.set !== undefined ? "Getter/Setter" : "Getter";
    const wanted = c.getters === true || (c.getters === "get" && d.set === undefined) || (c.getters === "set" && d.set !== undefined);
    if (wanted) {
      try {
        const v = d.get.call(value);
        c.indentation += 2;
        if (v === null) text = `${c.stylize(`[${label}:`, "special")} ${c.stylize("null", "null")}${c.stylize("]", "special")}`;
        else if (typeof v === "object") text = `${c.stylize(`[${label}]`, "special")} ${formatValue(c, v, level, true)}`;
        else text = `${c.stylize(`[${label}:`, "special")} ${formatPrimitive(c, v)}${c.stylize("]", "special")}`;
        c.indentation -= 2;
      } catch (e: Any) {
        text = `[${label}: <Inspection threw (${e.message})>]`;
      }
    } else text = c.stylize(`[${label}]`, "special");
  } else if (d.set !== undefined) text = c.stylize("[Setter]", "special");
  else text = c.stylize("undefined", "undefined");
  if (type === 1 && isIndex(key)) return text;
  let name: string;
  if (typeof key === "symbol") name = `[${c.stylize(String(key), "symbol")}]`;
  else if (key === "__proto__") name = "['__proto__']";
  else if (d.enumerable === false) name = `[${key}]`;
  else if (/^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key)) name = c.stylize(key, "name");
  else name = c.stylize(quote(key), "string");
  return `${name}:${extra}${text}`;
}
