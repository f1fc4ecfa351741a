// YAML and TOML, as Bun.YAML and Bun.TOML read them.
import { TomlDate, parse as parseToml, stringify as stringifyToml } from "smol-toml";
import { parse as parseYaml, stringify as stringifyYaml } from "yaml";

type Any = any;

function plain(v: Any): Any {
  if (v instanceof TomlDate) return v.toISOString().replace(/\.000(?=Z|[+-]|$)/, "");
  if (Array.isArray(v)) return v.map(plain);
  if (v !== null && typeof v === "object") return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, plain(x)]));
  return v;
}

const attempt = (language: string, f: () => Any): Any => {
  try {
    return f();
  } catch (e: Any) {
    throw new SyntaxError(`${language} Parse error: ${String(e?.message).split("\n")[0]}`);
  }
};

export const YAML = {
  parse: (text: Any): Any => attempt("YAML", () => parseYaml(String(text)) ?? null),
  stringify: (value: Any, replacer?: Any, space?: Any): string => (space === undefined ? flow(value) : stringifyYaml(value, replacer ?? null, space)),
};

/** What Bun writes when no indentation is asked for: one line. */
const flow = (value: Any): string => stringifyYaml(value, { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 } as Any).trimEnd().replace(/\n\s*/g, "");

export const TOML = {
  parse: (text: Any): Any => attempt("TOML", () => plain(parseToml(String(text)))),
  stringify: (value: Any): string => stringifyToml(value),
};
