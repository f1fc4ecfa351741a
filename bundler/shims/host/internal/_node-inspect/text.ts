// Strings, numbers and the other primitives.
import { type Context } from "./options.ts";

const escapes: Record<string, string> = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\\": "\\\\" };

/** A string as a literal, in the quotes that need the fewest escapes. */
export function quote(s: string): string {
  let q = "'";
  if (s.includes("'")) {
    if (!s.includes('"')) q = '"';
    else if (!s.includes("`") && !s.includes("${")) q = "`";
  }
  let out = "";
  for (let i = 0; i < s.length; i++) {
    const ch = s[i]!;
    const code = s.charCodeAt(i);
    if (ch === q || (code < 32 || code === 92 || (code >= 127 && code <= 159))) {
      out += ch === q ? `\\${ch}` : (escapes[ch] ?? `\\x${code.toString(16).toUpperCase().padStart(2, "0")}`);
    } else if (code >= 0xd800 && code <= 0xdfff) {
      const next = s.charCodeAt(i + 1);
      if (code < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) {
        out += ch + s[++i];
      } else out += `\\u${code.toString(16)}`;
    } else out += ch;
  }
  return q + out + q;
}

const simple = /^[\x20-\x26\x28-\x5b\x5d-\x7e]*$/;

export function formatPrimitive(c: Context, value: unknown): string {
  switch (typeof value) {
    case "string": {
      let rest = "";
      if (value.length > c.maxStringLength) {
        const more = value.length - c.maxStringLength;
        value = value.slice(0, c.maxStringLength);
        rest = `... ${more} more character${more > 1 ? "s" : ""}`;
      }
      const text = value as string;
      if (c.compact !== true && text.length > 16 && text.length > c.breakLength - c.indentation - 4) {
        return text.split(/(?<=\n)/).map((line) => c.stylize(quote(line), "string")).join(` +\n${" ".repeat(c.indentation + 2)}`) + rest;
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

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, "_");
}

export function formatNumber(n: number, separate = false): string {
  if (Object.is(n, -0)) return separate ? "0" : "-0";
  const text = String(n);
  if (!separate || text.includes("e")) return text;
  const [whole, rest] = text.split(".");
  return grouped(whole!) + (rest === undefined ? "" : `.${rest.replace(/(\d{3})(?=\d)/g, "$1_")}`);
}
