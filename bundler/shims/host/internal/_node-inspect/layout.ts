// How the parts of a value are laid out.
import { type Context, stripColours } from "./options.ts";

type Any = any;

/** Lays the parts of a value out, on one line where they fit. */
export function reduce(c: Context, output: string[], base: string, braces: [string, string], list: boolean, level: number, value: unknown): string {
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
    const indentation = `\n${" ".repeat(c.indentation)}`;
    return `${base ? `${base} ` : ""}${braces[0]}${indentation}  ${output.join(`,${indentation}  `)}${indentation}${braces[1]}`;
  }
  if (fits(c, output, 0, base)) return `${braces[0]}${base ? ` ${base}` : ""} ${output.join(", ")} ${braces[1]}`;
  const indentation = " ".repeat(c.indentation);
  const line = base === "" && braces[0].length === 1 ? " " : `${base ? ` ${base}` : ""}\n${indentation}  `;
  return `${braces[0]}${line}${output.join(`,\n${indentation}  `)} ${braces[1]}`;
}

function fits(c: Context, output: string[], start: number, base: string): boolean {
  let total = output.length + start;
  if (total + output.length > c.breakLength) return false;
  for (const part of output) {
    total += c.colors ? stripColours(part).length : part.length;
    if (total > c.breakLength) return false;
  }
  return base === "" || !base.includes("\n");
}

/** The entries of a long list in columns. */
function columns(c: Context, output: string[], value: Any): string[] {
  let total = 0;
  let longest = 0;
  const extra = c.maxArrayLength < output.length ? 1 : 0;
  const count = output.length - extra;
  const lengths: number[] = [];
  for (let i = 0; i < count; i++) {
    const n = c.colors ? stripColours(output[i]!).length : output[i]!.length;
    lengths.push(n);
    total += n + 2;
    if (longest < n) longest = n;
  }
  const widest = longest + 2;
  if (!(widest * 3 + c.indentation < c.breakLength && (total / widest > 5 || longest <= 6))) return output;
  const bias = Math.sqrt(widest - total / output.length);
  const biased = Math.max(widest - 3 - bias, 1);
  const n = Math.min(
    Math.round(Math.sqrt(2.5 * biased * count) / biased),
    Math.floor((c.breakLength - c.indentation) / widest),
    (c.compact as number) * 4,
    15,
  );
  if (n <= 1) return output;
  const widths: number[] = [];
  for (let i = 0; i < n; i++) {
    let w = 0;
    for (let j = i; j < count; j += n) if (lengths[j]! > w) w = lengths[j]!;
    widths.push(w + 2);
  }
  let start = true;
  if (value !== undefined) {
    for (let i = 0; i < output.length; i++) {
      if (typeof value[i] !== "number" && typeof value[i] !== "bigint") {
        start = false;
        break;
      }
    }
  }
  const lines: string[] = [];
  for (let i = 0; i < count; i += n) {
    const max = Math.min(i + n, count);
    let line = "";
    let j = i;
    for (; j < max - 1; j++) {
      const width = widths[j - i]! + output[j]!.length - lengths[j]!;
      line += start ? `${output[j]}, `.padStart(width) : `${output[j]}, `.padEnd(width);
    }
    line += start ? output[j]!.padStart(widths[j - i]! + output[j]!.length - lengths[j]! - 2) : output[j];
    lines.push(line);
  }
  if (extra) lines.push(output[count]!);
  return lines;
}
