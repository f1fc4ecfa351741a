// Programs with a timeout, a scrubbed environment and bounded output: see
// jsapi/subprocess.
import native from "host:internal/subprocess";
import process from "node:process";
import { signalNumber } from "../node/_spawn.ts";

type Any = any;

/** What every program gets of the environment. */
const passed = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "TZ", "TERM", "LANG", "LC_ALL", "LC_CTYPE", "LC_COLLATE", "LC_MESSAGES", "LC_NUMERIC", "LC_TIME"];

const maxOutput = 16 << 20;

/** What went wrong with a program. */
export class SubprocessError extends Error {
  code: string;
  argv: string[];
  exitCode: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;

  constructor(message: string, code: string, argv: string[], ended: Any = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.argv = argv;
    this.exitCode = ended.exitCode ?? null;
    this.signal = ended.signal ?? null;
    this.stdout = ended.stdout ?? "";
    this.stderr = ended.stderr ?? "";
  }
  override get name(): string {
    return "SubprocessError";
  }
}

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function milliseconds(what: string, time: unknown): number {
  const remedy = 'say how long the program may run: { timeout: "30s" }';
  if (time === undefined || time === null) throw new TypeError(`${what}: the timeout is missing: ${remedy}`);
  const parts = typeof time === "string" ? /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(time) : null;
  const n = parts ? Number(parts[1]) * units[parts[2]!]! : time;
  if (typeof n !== "number" || !(n > 0) || n === Infinity) throw new TypeError(`${what}: timeout: want milliseconds or a time such as "30s", got ${String(time)}: ${remedy}`);
  return n;
}

function environment(what: string, declared: Any): Record<string, string> {
  const env: Record<string, string> = {};
  const take = (name: string) => {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  };
  for (const name of passed) take(name);
  for (const [name, value] of Object.entries<Any>(declared ?? {})) {
    if (value === true) take(name);
    else if (typeof value === "string") env[name] = value;
    else if (value !== undefined) throw new TypeError(`${what}: env.${name}: want a string, or true for the script's own, got ${typeof value}`);
  }
  return env;
}

function plan(what: string, argv: Any, options: Any, stdio: Any[]): Any {
  if (!Array.isArray(argv) || argv.length === 0) throw new TypeError(`${what}: argument 1: want a list of the program and its arguments, such as ["git", "status"]`);
  argv.forEach((arg, i) => {
    if (typeof arg !== "string") throw new TypeError(`${what}: argument 1: item ${i}: want a string, got ${arg === null ? "null" : typeof arg}`);
    if (arg.includes("\0")) throw new TypeError(`${what}: argument 1: item ${i}: a null byte cannot be passed to a program`);
  });
  const timeout = milliseconds(what, options?.timeout);
  return { file: argv[0], args: [...argv], cwd: options.cwd, env: environment(what, options.env), stdio, timeout,
    killSignal: options.killSignal === undefined ? 0 : signalNumber(options.killSignal), maxBuffer: options.maxOutput ?? maxOutput };
}

/** The error that a program's end is, if it is one. */
function failure(argv: string[], exit: Any, ended: Any, check: boolean): SubprocessError | undefined {
  const name = argv[0];
  switch (exit.stopped) {
    case "timeout":
      return new SubprocessError(exit.reason, "TIMEOUT", argv, ended);
    case "maxBuffer":
      return new SubprocessError(`${name} wrote more output than it may: raise maxOutput, or redirect it to a file`, "MAXOUTPUT", argv, ended);
    case "cancelled":
      return new SubprocessError(`${name} was stopped: ${exit.reason}`, "CANCELLED", argv, ended);
  }
  if (!check) return undefined;
  const tail = lastLine(ended.stderr);
  if (exit.signal) return new SubprocessError(`${name} was ended by ${exit.signal}${tail}`, "SIGNAL", argv, ended);
  if (exit.code !== 0) return new SubprocessError(`${name} exited with ${exit.code}${tail}`, "EXIT", argv, ended);
  return undefined;
}

function lastLine(text: string | undefined): string {
  const line = (text ?? "").trimEnd().split("\n").pop()!.slice(0, 300);
  return line ? `: ${line}` : "";
}

function started(argv: string[], error: Any): Any {
  if (typeof error?.code !== "string" || typeof error.errno !== "number") return error;
  const why: Record<string, string> = { ENOENT: "there is no such program, or no such folder", EACCES: "it may not be run" };
  return new SubprocessError(`${argv[0]} could not be started: ${why[error.code] ?? error.code}`, error.code, argv, {}, error);
}

const text = (bytes: Uint8Array | null): string => (bytes ? new TextDecoder().decode(bytes) : "");

/** Runs a program to its end. */
export async function run(argv: string[], options: Any): Promise<Any> {
  const { input } = options ?? {};
  const p = plan("run", argv, options, [{ kind: input === undefined ? "ignore" : "pipe" }, { kind: "pipe" }, { kind: "pipe" }]);
  let ran: Any;
  try {
    ran = await native.run(p, typeof input === "string" ? new TextEncoder().encode(input) : input);
  } catch (error) {
    throw started(p.args, error);
  }
  const { exit, output, ms } = ran;
  const result = { exitCode: exit.signal ? null : exit.code, signal: exit.signal, stdout: text(output[1]), stderr: text(output[2]), durationMs: ms };
  const error = failure(p.args, exit, result, options.check !== false);
  if (error) throw error;
  return result;
}

/** Starts a program and gives it while it runs. */
export async function spawn(argv: string[], options: Any): Promise<Any> {
  const p = plan("spawn", argv, options, [{ kind: options?.stdin === "pipe" ? "pipe" : "ignore" }, { kind: "pipe" }, { kind: "pipe" }]);
  let settle!: (exit: Any) => void;
  const exit = new Promise<Any>((resolve) => (settle = resolve));
  const began = Date.now();
  let handle: Any;
  try {
    handle = await native.start(p, settle);
  } catch (error) {
    throw started(p.args, error);
  }
  const exited = exit.then((exit) => {
    const ended = { exitCode: exit.signal ? null : exit.code, signal: exit.signal, durationMs: Date.now() - began };
    const error = failure(p.args, exit, ended, options.check !== false);
    if (error) throw error;
    return ended;
  });
  exited.catch(() => {}); // it is told to whoever awaits it
  return new Child(handle, exited);
}

class Child {
  readonly pid: number;
  readonly stdout: ReadableStream<Uint8Array>;
  readonly stderr: ReadableStream<Uint8Array>;
  readonly exited: Promise<Any>;
  #handle: Any;

  constructor(handle: Any, exited: Promise<Any>) {
    this.#handle = handle;
    this.pid = handle.pid;
    this.stdout = stream(handle, 1);
    this.stderr = stream(handle, 2);
    this.exited = exited;
  }

  async *lines(): Any {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of this.stdout as Any) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = parts.pop()!;
      yield* parts;
    }
    rest += decoder.decode();
    if (rest) yield rest;
  }

  async write(data: string | Uint8Array): Promise<void> {
    await this.#handle.write(typeof data === "string" ? new TextEncoder().encode(data) : data);
  }

  end(): void {
    this.#handle.closeStdin();
  }

  kill(signal: string = "SIGTERM"): boolean {
    return this.#handle.kill(signalNumber(signal));
  }
}

function stream(handle: Any, fd: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const bytes = await handle.read(fd);
      if (bytes === null) controller.close();
      else controller.enqueue(bytes);
    },
    cancel() {
      handle.discard(fd);
    },
  }, { highWaterMark: 0 });
}
