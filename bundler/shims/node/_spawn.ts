// What node:child_process and Bun share: the options of a child, as the
// native half takes them.
import native from "host:internal/process";
import process from "node:process";
import { coded, invalidArgType, invalidArgValue, refused } from "host:internal/node-errors";

type Any = any;

export interface Stdio { kind: string; path?: string; flags?: number; fd?: number }

let numbers: Record<string, number> | undefined;

/** The number of a signal by name or number; an error when there is none. */
export function signalNumber(signal: Any): number {
  numbers ??= native.signals() as Record<string, number>;
  if (typeof signal === "number") {
    if (signal === 0 || Object.values(numbers).includes(signal)) return signal;
  } else {
    const n = numbers[String(signal).toUpperCase()];
    if (n) return n;
  }
  throw coded(TypeError, "ERR_UNKNOWN_SIGNAL", `Unknown signal: ${signal}`);
}

/** The environment that a child gets: what has no value is left out. */
export function environment(env: Any): Record<string, string> | undefined {
  if (env === undefined || env === null || env === process.env) return undefined;
  const out: Record<string, string> = {};
  for (const key in env) {
    const value = env[key];
    if (value === undefined) continue;
    const text = `${value}`;
    if (key.includes("\0") || text.includes("\0")) throw invalidArgValue(`options.env['${key}']`, text, "must be a string without null bytes");
    out[key] = text;
  }
  return out;
}

/** A folder given as a path or a file: URL. */
export function folder(cwd: Any): string | undefined {
  if (cwd === undefined || cwd === null) return undefined;
  if (typeof cwd === "string") {
    if (cwd.includes("\0")) throw invalidArgValue("options.cwd", cwd, "must be a string without null bytes");
    return cwd;
  }
  if (typeof cwd === "object" && cwd.protocol === "file:") return decodeURIComponent(cwd.pathname);
  throw invalidArgType("options.cwd", ["string", "URL"], cwd);
}

const words: Record<string, string> = { pipe: "pipe", overlapped: "pipe", ignore: "ignore", inherit: "inherit" };

/** One entry of Node's `stdio`. */
export function nodeStdio(value: Any, i: number): Stdio {
  if (value === undefined || value === null) return { kind: i < 3 ? "pipe" : "ignore" };
  if (typeof value === "string" && words[value]) return { kind: words[value]! };
  if (value === "ipc") throw refused("stdio: 'ipc'", "a child cannot be a script of the host; use its standard input and output");
  if (typeof value === "number") return { kind: "fd", fd: value };
  if (typeof value === "object") {
    if (typeof value.fd === "number") return { kind: "fd", fd: value.fd };
    if (value === process.stdin) return { kind: "inherit" };
  }
  throw coded(TypeError, "ERR_INVALID_ARG_VALUE", `The argument 'stdio' is invalid. Received ${typeof value === "string" ? `'${value}'` : String(value)}`);
}

export function stdioList(stdio: Any, fallback = "pipe"): Stdio[] {
  if (stdio === undefined || stdio === null) stdio = fallback;
  if (typeof stdio === "string") {
    if (!words[stdio]) throw coded(TypeError, "ERR_INVALID_ARG_VALUE", `The argument 'stdio' is invalid. Received '${stdio}'`);
    stdio = [stdio, stdio, stdio];
  }
  if (!Array.isArray(stdio)) throw coded(TypeError, "ERR_INVALID_ARG_VALUE", `The argument 'stdio' is invalid. Received ${String(stdio)}`);
  const list = [...stdio];
  while (list.length < 3) list.push(undefined);
  return list.map(nodeStdio);
}
