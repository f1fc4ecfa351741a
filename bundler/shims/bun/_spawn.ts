// Bun.spawn and Bun.spawnSync.
import { bytesOf } from "host:internal/blob";
import native from "host:internal/subprocess";
import { Buffer } from "node:buffer";
import { existsSync } from "node:fs";
import { environment, folder, signalNumber } from "../node/_spawn.ts";
import { invalidArgType, refused } from "host:internal/node-errors";
import { pathOf } from "./_file.ts";

type Any = any;

interface Plan { stdio: Any[]; input: Any; options: Any; file: string; args: string[] }

/** One of a child's files: what Bun takes, as the native half wants it. */
function stdio(value: Any, fd: number, plan: Plan): Any {
  if (value === undefined || value === null) {
    if (fd === 0) return { kind: "ignore" };
    return { kind: fd === 1 ? "pipe" : fd === 2 ? "inherit" : "ignore" };
  }
  if (value === "pipe" || value === "overlapped") return { kind: "pipe" };
  if (value === "ignore" || value === "inherit") return { kind: value };
  if (value === "ipc") throw refused("ipc", "a child cannot be a script of the host; use its standard input and output");
  if (typeof value === "number") return { kind: "fd", fd: value };
  const path = pathOf(value);
  if (path !== undefined) return typeof path === "number" ? { kind: "fd", fd: path } : { kind: "file", path, flags: 0 };
  if (fd === 0) {
    plan.input = value;
    return { kind: "pipe" };
  }
  throw new TypeError(`stdio must be an array of 'inherit', 'pipe', 'ignore', Bun.file(pathOrFd), number, or null`);
}

function plan(command: Any, options: Any, sync: boolean): Plan {
  if (!Array.isArray(command)) {
    options = command;
    command = options?.cmd;
  }
  if (!Array.isArray(command)) throw invalidArgType("cmd", "Array", command);
  if (command.length === 0) throw new TypeError("cmd must not be empty");
  options = options ?? {};
  const args = command.map((a: Any) => `${a}`);
  for (const a of args) if (a.includes("\0")) throw new TypeError(`The argument 'args' must be a string without null bytes. Received ${JSON.stringify(a)}`);
  if (options.ipc) throw refused("ipc", "a child cannot be a script of the host; use its standard input and output");
  const p: Plan = { stdio: [], input: undefined, options, file: args[0]!, args };
  let list = options.stdio;
  if (typeof list === "string") list = [list, list, list];
  for (let fd = 0; fd < Math.max(3, list?.length ?? 0); fd++) {
    const given = list ? list[fd] : [options.stdin, options.stdout, options.stderr][fd];
    p.stdio.push(sync && fd === 2 && given === undefined && !list ? { kind: "pipe" } : stdio(given, fd, p));
  }
  if (options.argv0) args[0] = options.argv0;
  return p;
}

function nativeOptions(p: Plan): Any {
  const o = p.options;
  return { file: p.file, args: p.args, cwd: folder(o.cwd), env: environment(o.env), stdio: p.stdio, detached: !!o.detached, timeout: o.timeout ?? 0,
    killSignal: o.killSignal === undefined ? 0 : signalNumber(o.killSignal), maxBuffer: 0 };
}

function startError(e: Any, p: Plan): Any {
  if (e?.code === "ENOENT" && !p.file.includes("/") && !missing(p.options.cwd)) {
    return Object.assign(new Error(`Executable not found in $PATH: "${p.file}"`), { code: "ENOENT", path: p.file, errno: e.errno });
  }
  if (typeof e?.code === "string" && typeof e.errno === "number") {
    const words: Any = { ENOENT: "no such file or directory", EACCES: "permission denied", EBADF: "bad file descriptor" };
    return Object.assign(new Error(`${e.code}: ${words[e.code] ?? e.code}, posix_spawn '${p.file}'`), { code: e.code, path: p.file, syscall: "posix_spawn", errno: e.errno });
  }
  return e;
}

const missing = (cwd: Any): boolean => cwd !== undefined && cwd !== null && !existsSync(cwd);

/** The web stream of one of a child's pipes, with Bun's shortcuts. */
function stream(handle: Any, fd: number): Any {
  let ended = false;
  const out: Any = new ReadableStream({
    async pull(controller) {
      const bytes = await handle.read(fd);
      if (bytes === null) {
        ended = true;
        controller.close();
      } else controller.enqueue(bytes);
    },
    cancel() {
      if (!ended) handle.discard(fd);
    },
  }, { highWaterMark: 0 });
  const whole = (method: string) => ({ value: () => (new Response(out) as Any)[method](), writable: true, configurable: true });
  Object.defineProperties(out, { text: whole("text"), json: whole("json"), bytes: whole("bytes"), arrayBuffer: whole("arrayBuffer"), blob: whole("blob") });
  return out;
}

/** What proc.stdin is when it is a pipe: Bun's FileSink. */
class FileSink {
  #handle: Any;
  #queue: Promise<unknown> = Promise.resolve();
  #written = 0;
  #closed = false;
  constructor(handle: Any) {
    this.#handle = handle;
  }
  write(chunk: Any): number {
    if (this.#closed) return 0;
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : ArrayBuffer.isView(chunk) ? new Uint8Array(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength).slice() : new Uint8Array(chunk);
    this.#written += bytes.length;
    this.#queue = this.#queue.then(() => this.#handle.write(bytes)).catch(() => { this.#closed = true; });
    return bytes.length;
  }
  start(): void {}
  flush(): Promise<number> | number {
    const n = this.#written;
    this.#written = 0;
    return n;
  }
  end(error?: unknown): number | Promise<number> {
    void error;
    const n = this.#written;
    this.#closed = true;
    this.#queue = this.#queue.then(() => this.#handle.closeStdin());
    return n;
  }
  ref(): void {}
  unref(): void {}
}

async function feed(handle: Any, input: Any): Promise<void> {
  try {
    if (input instanceof ReadableStream || input instanceof Response || input instanceof Request) {
      const body: Any = input instanceof ReadableStream ? input : input.body;
      if (body) for await (const chunk of body) await handle.write(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
    } else if (typeof input?.arrayBuffer === "function") await handle.write(new Uint8Array(await input.arrayBuffer()));
    else await handle.write(inputBytes(input));
  } catch (e: Any) {
    if (e?.code !== "EPIPE") throw e; // the child need not read it all
  } finally {
    handle.closeStdin();
  }
}

function inputBytes(input: Any): Uint8Array {
  if (typeof input === "string") return Buffer.from(input);
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer as ArrayBuffer, input.byteOffset, input.byteLength);
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  throw new TypeError(`stdin cannot be ${typeof input}`);
}

/** A child, as Bun gives it. */
class Subprocess {
  pid: number;
  exitCode: number | null = null;
  signalCode: string | null = null;
  killed = false;
  exited: Promise<number>;
  stdin: Any;
  stdout: Any;
  stderr: Any;
  stdio: Any[];
  #handle: Any;
  #usage: Any;

  constructor(p: Plan) {
    const o = p.options;
    let settle!: (code: number) => void;
    this.exited = new Promise((resolve) => { settle = resolve; });
    try {
      this.#handle = native.spawn(nativeOptions(p), (exit: Any) => {
        this.exitCode = exit.signal ? null : exit.code;
        this.signalCode = exit.signal;
        this.killed = true;
        this.#usage = exit;
        settle(exit.signal ? 128 + exit.number : exit.code);
        if (typeof o.onExit === "function") {
          const failure = exit.stopped ? new Error(exit.reason) : undefined;
          o.onExit(this, this.exitCode, exit.signal ? exit.number : null, failure);
        }
      });
    } catch (e) {
      throw startError(e, p);
    }
    this.pid = this.#handle.pid;
    const pipe = (fd: number) => (p.stdio[fd].kind === "pipe" ? stream(this.#handle, fd) : p.stdio[fd].kind === "fd" ? p.stdio[fd].fd : undefined);
    if (p.input !== undefined) void feed(this.#handle, p.input);
    else if (p.stdio[0].kind === "pipe") this.stdin = new FileSink(this.#handle);
    else this.stdin = undefined;
    this.stdout = pipe(1);
    this.stderr = pipe(2);
    this.stdio = [null, null, null, ...p.stdio.slice(3).map((_, i) => pipe(i + 3))];
    const signal: AbortSignal | undefined = o.signal;
    if (signal) {
      const abort = () => this.kill(o.killSignal);
      if (signal.aborted) abort();
      else signal.addEventListener("abort", abort, { once: true });
    }
  }

  get readable(): Any { return this.stdout; }

  kill(signal: Any = "SIGTERM"): void {
    if (this.exitCode !== null || this.signalCode !== null) return;
    this.#handle.kill(signalNumber(signal));
  }
  ref(): void {}
  unref(): void {
    if (this.exitCode === null && this.signalCode === null) this.#handle.unref();
  }
  send(): never { throw refused("subprocess.send()", "a child cannot be a script of the host; use its standard input and output"); }
  disconnect(): void {}
  resourceUsage(): Any { return this.#usage === undefined ? undefined : usage(this.#usage); }
  [(Symbol as Any).dispose ?? Symbol.for("Symbol.dispose")](): void { this.kill(); }
  async [(Symbol as Any).asyncDispose ?? Symbol.for("Symbol.asyncDispose")](): Promise<void> {
    this.kill();
    await this.exited;
  }
}

function usage(exit: Any): Any {
  return { cpuTime: { user: BigInt(exit.user), system: BigInt(exit.system), total: BigInt(exit.user + exit.system) }, maxRSS: exit.maxRSS,
    contextSwitches: { voluntary: 0, involuntary: 0 }, messages: { sent: 0, received: 0 }, ops: { in: 0, out: 0 }, shmSize: 0, signalCount: 0, swapCount: 0 };
}

export function spawn(command: Any, options?: Any): Subprocess {
  const p = plan(command, options, false);
  if (p.options.maxBuffer !== undefined && p.options.maxBuffer !== Infinity) throw refused("Bun.spawn's maxBuffer", "use Bun.spawnSync, or count what you read and kill the program");
  if (p.options.terminal) throw refused("Bun.spawn's terminal", "a script has no terminal");
  return new Subprocess(p);
}

export function spawnSync(command: Any, options?: Any): Any {
  const p = plan(command, options, true);
  const limit = p.options.maxBuffer;
  let run: Any;
  try {
    const input = p.input === undefined ? undefined : typeof p.input.arrayBuffer === "function" ? bytesOf(p.input) : inputBytes(p.input);
    run = native.spawnSync({ ...nativeOptions(p), maxBuffer: limit === undefined || limit === Infinity ? 1 << 28 : Math.max(1, limit) }, input);
  } catch (e) {
    throw startError(e, p);
  }
  const { exit } = run;
  const bytes = (fd: number) => (run.output[fd] === null ? undefined : Buffer.from(run.output[fd].buffer, run.output[fd].byteOffset, run.output[fd].byteLength));
  const result: Any = { exitCode: exit.signal ? null : exit.code };
  if (exit.signal) result.signalCode = exit.signal;
  Object.assign(result, { stdout: bytes(1), stderr: bytes(2), success: !exit.signal && exit.code === 0, resourceUsage: usage(exit) });
  if (exit.stopped === "timeout") result.exitedDueToTimeout = true;
  if (exit.stopped === "maxBuffer") {
    if (limit === undefined) throw new Error(`Bun.spawnSync: ${p.file} wrote more than 256 MiB: redirect its output to a file`);
    result.exitedDueToMaxBuffer = true;
  }
  result.pid = exit.pid;
  return result;
}
