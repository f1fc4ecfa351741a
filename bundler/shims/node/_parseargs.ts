// util.parseArgs.
import process from "node:process";
import { coded, invalidArgType } from "host:internal/node-errors";

type Any = any;
interface Option { type: "string" | "boolean"; short?: string; multiple?: boolean; default?: Any }

export function parseArgs(config: Any = {}): Any {
  const args: string[] = [...(config.args ?? process.argv.slice(2))];
  const options: Record<string, Option> = config.options ?? {};
  const strict = config.strict ?? true;
  const positionalsAllowed = config.allowPositionals ?? !strict;
  const negative = config.allowNegative ?? false;
  for (const [name, o] of Object.entries(options)) {
    if (o.type !== "string" && o.type !== "boolean") throw invalidArgType(`options.${name}.type`, "('string|boolean')", o.type);
    if (o.short !== undefined && (typeof o.short !== "string" || o.short.length !== 1)) {
      throw coded(TypeError, "ERR_INVALID_ARG_VALUE", `The property 'options.${name}.short' must be a single character. Received '${o.short}'`);
    }
  }
  const byShort = (short: string): string => Object.keys(options).find((n) => options[n]!.short === short) ?? short;
  const tokens = tokenize(args, options, byShort);
  const values: Any = Object.create(null);
  const positionals: string[] = [];
  for (const t of tokens) {
    if (t.kind === "option") {
      let { name } = t;
      let value = t.value;
      if (negative && name.startsWith("no-") && !(name in options) && options[name.slice(3)]?.type === "boolean") {
        name = name.slice(3);
        value = false;
      }
      if (strict) check(t, name, value, options, positionalsAllowed);
      store(values, name, value, options[name]);
    } else if (t.kind === "positional") {
      if (!positionalsAllowed) {
        throw coded(TypeError, "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL", `Unexpected argument '${t.value}'. This command does not take positional arguments`);
      }
      positionals.push(t.value);
    }
  }
  for (const [name, o] of Object.entries(options)) {
    if (o.default !== undefined && values[name] === undefined) values[name] = o.default;
  }
  return config.tokens ? { values, positionals, tokens } : { values, positionals };
}

function tokenize(args: string[], options: Record<string, Option>, byShort: (s: string) => string): Any[] {
  const tokens: Any[] = [];
  const queue = args.map((text, index) => ({ text, index }));
  while (queue.length > 0) {
    const { text, index } = queue.shift()!;
    const next = queue[0];
    const takes = (name: string) => options[name]?.type === "string";
    if (text === "--") {
      tokens.push({ kind: "option-terminator", index });
      for (const rest of queue) tokens.push({ kind: "positional", index: rest.index, value: rest.text });
      break;
    }
    if (/^-[^-]$/.test(text)) {
      const name = byShort(text[1]!);
      let value: Any, inlineValue: Any;
      if (takes(name) && next !== undefined) {
        value = queue.shift()!.text;
        inlineValue = false;
      }
      tokens.push({ kind: "option", name, rawName: text, index, value, inlineValue });
    } else if (/^-[^-]./.test(text)) {
      const name = byShort(text[1]!);
      if (takes(name)) {
        tokens.push({ kind: "option", name, rawName: text.slice(0, 2), index, value: text.slice(2), inlineValue: true });
      } else {
        const parts: { text: string; index: number }[] = [];
        for (let i = 1; i < text.length; i++) {
          if (takes(byShort(text[i]!)) && i < text.length - 1) {
            parts.push({ text: `-${text.slice(i)}`, index });
            break;
          }
          parts.push({ text: `-${text[i]}`, index });
        }
        queue.unshift(...parts);
      }
    } else if (text.startsWith("--") && text.length > 2) {
      const eq = text.indexOf("=", 3);
      if (eq > 0) {
        tokens.push({ kind: "option", name: text.slice(2, eq), rawName: text.slice(0, eq), index, value: text.slice(eq + 1), inlineValue: true });
      } else {
        const name = text.slice(2);
        let value: Any, inlineValue: Any;
        if (takes(name) && next !== undefined) {
          value = queue.shift()!.text;
          inlineValue = false;
        }
        tokens.push({ kind: "option", name, rawName: text, index, value, inlineValue });
      }
    } else tokens.push({ kind: "positional", index, value: text });
  }
  return tokens;
}

function check(t: Any, name: string, value: Any, options: Record<string, Option>, positionals: boolean): void {
  const o = options[name];
  if (o === undefined) {
    const more = positionals ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${t.rawName}"` : "";
    throw coded(TypeError, "ERR_PARSE_ARGS_UNKNOWN_OPTION", `Unknown option '${t.rawName}'${more}`);
  }
  const shown = o.short ? `-${o.short}, ` : "";
  if (o.type === "string" && typeof value !== "string") {
    throw coded(TypeError, "ERR_PARSE_ARGS_INVALID_OPTION_VALUE", `Option '${shown}--${name} <value>' argument missing`);
  }
  if (o.type === "boolean" && value != null && value !== false) {
    throw coded(TypeError, "ERR_PARSE_ARGS_INVALID_OPTION_VALUE", `Option '${shown}--${name}' does not take an argument`);
  }
  if (o.type === "string" && t.inlineValue === false && value.length > 1 && value[0] === "-") {
    const example = t.rawName.startsWith("--") ? `'${t.rawName}=-XYZ'` : `'--${name}=-XYZ' or '${t.rawName}-XYZ'`;
    throw coded(TypeError, "ERR_PARSE_ARGS_INVALID_OPTION_VALUE", `Option '${t.rawName}' argument is ambiguous.\nDid you forget to specify the option argument for '${t.rawName}'?\nTo specify an option argument starting with a dash use ${example}.`);
  }
}

function store(values: Any, name: string, value: Any, o: Option | undefined): void {
  if (name === "__proto__") return;
  const v = value === undefined ? true : value;
  if (o?.multiple) (values[name] ??= []).push(v);
  else values[name] = v;
}
