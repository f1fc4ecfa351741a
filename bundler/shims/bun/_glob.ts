// Bun.Glob.
import { readdirSync } from "node:fs";
import process from "node:process";
import { refused } from "host:internal/node-errors";

type Any = any;

/** A glob as a regular expression over paths with slashes. */
function compile(pattern: string): RegExp {
  let out = "";
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    if (c === "\\") out += `\\${pattern[++i] ?? "\\"}`;
    else if (c === "*" && pattern[i + 1] === "*") {
      i++;
      if (pattern[i + 1] === "/") {
        i++;
        out += "(?:.*/)?";
      } else out += ".*";
    } else if (c === "*") out += "[^/]*";
    else if (c === "?") out += "[^/]";
    else if (c === "{") {
      depth++;
      out += "(?:";
    } else if (c === "}" && depth > 0) {
      depth--;
      out += ")";
    } else if (c === "," && depth > 0) out += "|";
    else if (c === "[") {
      const end = pattern.indexOf("]", i + 2);
      if (end < 0) out += "\\[";
      else {
        out += `[${pattern.slice(i + 1, end).replace(/^[!^]/, "^").replaceAll("\\", "\\\\")}]`;
        i = end;
      }
    } else out += c.replace(/[.+^$()|{}\]]/, "\\$&");
  }
  return new RegExp(`^${out}$`);
}

export class Glob {
  #pattern: string;
  #test: RegExp;
  #not: boolean;
  constructor(pattern: string) {
    this.#pattern = pattern;
    this.#not = pattern.startsWith("!");
    this.#test = compile(this.#not ? pattern.slice(1) : pattern);
  }
  match(path: string): boolean { return this.#test.test(path) !== this.#not; }

  *scanSync(options?: Any): Generator<string> {
    const o = typeof options === "string" ? { cwd: options } : (options ?? {});
    for (const name of ["followSymlinks", "throwErrorOnBrokenSymlink"]) {
      if (o[name]) throw refused(`Bun.Glob's option ${name}`, "links are not followed");
    }
    const root: string = o.cwd ?? process.cwd();
    const deep = this.#pattern.includes("/") || this.#pattern.includes("**");
    const walk = function* (this: Glob, dir: string, prefix: string): Generator<string> {
      for (const e of readdirSync(dir, { withFileTypes: true }) as Any[]) {
        if (e.name.startsWith(".") && !o.dot) continue;
        const name = prefix + e.name;
        const folder = e.isDirectory();
        if ((!folder || o.onlyFiles === false) && this.match(name)) yield o.absolute ? `${root}/${name}` : name;
        if (folder && deep) yield* walk.call(this, `${dir}/${e.name}`, `${name}/`);
      }
    };
    yield* walk.call(this, root, "");
  }
  async *scan(options?: Any): AsyncGenerator<string> { yield* this.scanSync(options); }
}
