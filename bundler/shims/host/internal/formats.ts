// YAML and TOML, as Bun.YAML and Bun.TOML read them.
import { TomlDate, parse as parseToml, stringify as stringifyToml } from "smol-toml";
import { parse as parseYaml, parseAllDocuments, stringify as stringifyYaml } from "yaml";

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

/** A text of several documents is an array of them. */
function documents(text: string): Any {
  if (!/^---/m.test(text)) return parseYaml(text) ?? null;
  const all: Any[] = parseAllDocuments(text) as Any;
  for (const one of all) if (one.errors.length > 0) throw one.errors[0];
  return all.length > 1 ? all.map((one) => one.toJS() ?? null) : parseYaml(text) ?? null;
}

export const YAML = {
  parse: (text: Any): Any => attempt("YAML", () => documents(String(text))),
  stringify: (value: Any, replacer?: Any, space?: Any): string => (space === undefined ? flow(value) : stringifyYaml(value, replacer ?? null, space)),
};

/** What Bun writes when no indentation is asked for: one line. */
const flow = (value: Any): string => stringifyYaml(value, { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 } as Any).trimEnd().replace(/\n\s*/g, "");

export const TOML = {
  parse: (text: Any): Any => attempt("TOML", () => plain(parseToml(String(text)))),
  stringify: (value: Any): string => stringifyToml(value),
};
