// What can be asked of util.inspect, and what it keeps while it works.
export const custom = Symbol.for("nodejs.util.inspect.custom");

export interface Options {
  showHidden?: boolean; depth?: number | null; colors?: boolean; customInspect?: boolean; showProxy?: boolean;
  maxArrayLength?: number | null; maxStringLength?: number | null; breakLength?: number; compact?: boolean | number;
  sorted?: boolean | ((a: string, b: string) => number); getters?: boolean | "get" | "set"; numericSeparator?: boolean;
  stylize?: (text: string, style: string) => string;
}

export interface Context {
  showHidden: boolean; depth: number; colors: boolean; customInspect: boolean; showProxy: boolean; maxArrayLength: number;
  maxStringLength: number; breakLength: number; compact: boolean | number; sorted: boolean | ((a: string, b: string) => number);
  getters: boolean | "get" | "set"; numericSeparator: boolean;
  stylize: (text: string, style: string) => string;
  seen: unknown[]; circular: Map<unknown, number> | undefined; indentation: number; level: number; budget: Record<number, number>;
  user: Options;
}

export const defaultOptions = {
  showHidden: false, depth: 2 as number | null, colors: false, customInspect: true, showProxy: false, maxArrayLength: 100 as number | null,
  maxStringLength: 10000 as number | null, breakLength: 80, compact: 3 as boolean | number, sorted: false as boolean, getters: false as boolean, numericSeparator: false,
};

export const colors: Record<string, [number, number]> = {
  __proto__: null as never,
  reset: [0, 0], bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], blink: [5, 25], inverse: [7, 27], hidden: [8, 28],
  strikethrough: [9, 29], doubleunderline: [21, 24], black: [30, 39], red: [31, 39], green: [32, 39], yellow: [33, 39], blue: [34, 39],
  magenta: [35, 39], cyan: [36, 39], white: [37, 39], bgBlack: [40, 49], bgRed: [41, 49], bgGreen: [42, 49], bgYellow: [43, 49], bgBlue: [44, 49],
  bgMagenta: [45, 49], bgCyan: [46, 49], bgWhite: [47, 49], framed: [51, 54], overlined: [53, 55], gray: [90, 39], grey: [90, 39],
  redBright: [91, 39], greenBright: [92, 39], yellowBright: [93, 39], blueBright: [94, 39], magentaBright: [95, 39], cyanBright: [96, 39],
  whiteBright: [97, 39], bgGray: [100, 49], bgRedBright: [101, 49], bgGreenBright: [102, 49], bgYellowBright: [103, 49], bgBlueBright: [104, 49],
  bgMagentaBright: [105, 49], bgCyanBright: [106, 49], bgWhiteBright: [107, 49],
};

export const styles: Record<string, string> = {
  special: "cyan", number: "yellow", bigint: "yellow", boolean: "yellow", undefined: "grey", null: "bold", string: "green", symbol: "green",
  date: "magenta", regexp: "red", module: "underline",
};

export const plain = (text: string) => text;

export const coloured = (text: string, style: string) => {
  const c = colors[styles[style]!];
  return c ? `\u001b[${c[0]}m${text}\u001b[${c[1]}m` : text;
};

export function stripColours(text: string): string {
  return text.includes("\u001b") ? text.replace(/\u001b\[[0-9;]*m/g, "") : text;
}
