// util.inspect and util.format, printing values as Node 20 does. What they know of a value is in _node-inspect.
import { colors, coloured, type Context, custom, defaultOptions, type Options, plain, styles } from "./_node-inspect/options.ts";
import { wantObject } from "host:internal/node-errors";
import { formatValue } from "./_node-inspect/value.ts";

export { format, formatWithOptions } from "./_node-inspect/format.ts";
export { colors };

type Any = any;

export function inspect(value: unknown, options?: Options | boolean, ...legacy: Any[]): string {
  const given: Options = typeof options === "object" && options !== null ? options : {};
  if (typeof options === "boolean") given.showHidden = options;
  if (legacy.length > 0 && legacy[0] !== undefined) given.depth = legacy[0];
  if (legacy.length > 1 && legacy[1] !== undefined) given.colors = legacy[1];
  const merged: Any = { ...defaultOptions, ...definedOnly(given) };
  const c: Context = {
    ...merged, seen: [], circular: undefined, indentation: 0, level: 0, budget: {}, user: given,
    depth: merged.depth === null ? Infinity : merged.depth,
    maxArrayLength: merged.maxArrayLength === null ? Infinity : merged.maxArrayLength,
    maxStringLength: merged.maxStringLength === null ? Infinity : merged.maxStringLength,
    stylize: merged.colors ? coloured : plain,
  };

  return formatValue(c, value, 0, true);
}

inspect.custom = custom;
inspect.colors = colors;
inspect.styles = styles;
/** The options' defaults: what is assigned changes those that it names. */
Object.defineProperty(inspect, "defaultOptions", {
  configurable: true,
  enumerable: true,
  get: () => defaultOptions,
  set(options: Options) {
    wantObject(options, "options");
    Object.assign(defaultOptions, options);
  },
});

function definedOnly(o: Any): Any {
  const out: Any = {};
  for (const key of Object.keys(o)) if (key in defaultOptions || key === "stylize") out[key] = o[key];
  return out;
}
