// node:child_process. The native half keeps children safe: see
// jsapi/subprocess for what stops them and when their output is complete.
import native from "host:internal/subprocess";
import { Buffer } from "node:buffer";
import EventEmitter from "node:events";
import process from "node:process";
import { Readable, Writable } from "node:stream";
import { promisify } from "node:util";
import { abortError, coded, invalidArgType, outOfRange, refused } from "host:internal/node-errors";
import { errnoOf, nameOfErrno } from "./_errno.ts";
import { environment, folder, signalNumber, stdioList } from "./_spawn.ts";

type Any = any;

const MAX_BUFFER = 1024 * 1024;

function checkTimeout(timeout: Any): number {
  if (timeout === undefined || timeout === null) return 0;
  if (typeof timeout !== "number" || !Number.isInteger(timeout) || timeout < 0) {
    if (typeof timeout !== "number") throw invalidArgType("timeout", "number", timeout);
    throw outOfRange("timeout", "an unsigned integer", timeout);
  }
  return timeout;
}

/** The arguments of spawn in one form. */
function normalize(file: Any, args: Any, options: Any): Any {
  if (typeof file !== "string") throw invalidArgType("file", "string", file);
  if (file.length === 0) throw coded(TypeError, "ERR_INVALID_ARG_VALUE", "The argument 'file' cannot be empty. Received ''");
  if (Array.isArray(args)) args = [...args];
  else if (args === undefined || args === null) args = [];
  else if (typeof args !== "object") throw invalidArgType("args", "object", args);
  else {
    options = args;
    args = [];
  }
  if (options === undefined || options === null) options = {};
  else if (typeof options !== "object") throw invalidArgType("options", "object", options);
  options = { ...options };
  if (options.uid != null || options.gid != null) throw refused("options.uid and options.gid", "the host does not change its user; use sudo or su in the command");
  args = args.map((a: Any) => `${a}`);
  for (const a of [file, ...args]) {
    if (a.includes("\0")) throw coded(TypeError, "ERR_INVALID_ARG_VALUE", `The argument must be a string without null bytes. Received ${JSON.stringify(a)}`);
  }
  if (options.shell) {
    const command = [file, ...args].join(" ");
    file = typeof options.shell === "string" ? options.shell : "/bin/sh";
    args = ["-c", command];
  }
  args.unshift(typeof options.argv0 === "string" ? options.argv0 : file);
  return { ...options, file, args, cwd: folder(options.cwd), timeout: checkTimeout(options.timeout) };
}

function nativeOptions(o: Any, stdio: Any[], maxBuffer = 0): Any {
  return {
    file: o.file, args: o.args, cwd: o.cwd, env: environment(o.env), stdio, detached: !!o.detached, timeout: o.timeout,
    killSignal: o.killSignal === undefined || o.killSignal === null ? 0 : signalNumber(o.killSignal), maxBuffer,
  };
}

/** A failed start as Node tells it of spawn or spawnSync. */
function startError(e: Any, syscall: string): Any {
  if (typeof e?.code !== "string" || typeof e.errno !== "number") return e;
  const err: Any = new Error(`${syscall} ${e.path} ${e.code}`);
  return Object.assign(err, { errno: e.errno, code: e.code, syscall: `${syscall} ${e.path}`, path: e.path, spawnargs: e.spawnargs });
}

export class ChildProcess extends EventEmitter {
  pid: number | undefined = undefined;
  exitCode: number | null = null;
  signalCode: string | null = null;
  killed = false;
  connected = false;
  spawnfile = "";
  spawnargs: string[] = [];
  stdin: Any = null;
  stdout: Any = null;
  stderr: Any = null;
  stdio: Any[] = [];
  #handle: Any;
  #open = 0;
  #over = false;
  /** Why the host stopped it, in words. */
  _reason: string | undefined;

  spawn(o: Any): this {
    this.spawnfile = o.file;
    this.spawnargs = o.args;
    const list = stdioList(o.stdio);
    this.#open = 1;
    let failure: Any;
    try {
      this.#handle = native.spawn(nativeOptions(o, list), (exit: Any) => this.#exited(exit));
      this.pid = this.#handle.pid;
    } catch (e) {
      failure = startError(e, "spawn");
      if (failure === e) throw e;
    }
    this.stdio = list.map((s, i) => {
      if (s.kind !== "pipe") return null;
      return i === 0 ? this.#input() : this.#output(i, failure !== undefined);
    });
    [this.stdin, this.stdout, this.stderr] = this.stdio as [Any, Any, Any];
    if (failure) process.nextTick(() => this.#failed(failure));
    else process.nextTick(() => this.emit("spawn"));
    return this;
  }

  #failed(failure: Any): void {
    this.stdin?.destroy();
    this.exitCode = failure.errno;
    this.emit("error", failure);
    this.#closed();
  }

  #exited(exit: Any): void {
    this._reason = exit.reason;
    if (exit.signal) this.signalCode = exit.signal;
    else this.exitCode = exit.code;
    if (exit.stopped) this.killed = true;
    this.stdin?.destroy();
    this.#over = true;
    this.emit("exit", this.exitCode, this.signalCode);
    // What nobody reads must not keep the child open.
    process.nextTick(() => {
      for (const s of this.stdio.slice(1)) if (s && s.readableFlowing === null && s.listenerCount("readable") === 0) s.resume();
    });
    this.#closed();
  }

  #closed(): void {
    if (--this.#open === 0) this.emit("close", this.exitCode, this.signalCode);
  }

  #input(): Any {
    const handle = this.#handle;
    const input = new Writable({
      write(chunk: Any, encoding: Any, done: Any) {
        if (!handle) return done();
        handle.write(typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk).then(() => done(), done);
      },
      final(done: Any) {
        handle?.closeStdin();
        done();
      },
      destroy(error: Any, done: Any) {
        handle?.closeStdin();
        done(error);
      },
    });
    return input;
  }

  #output(fd: number, failed: boolean): Any {
    const handle = this.#handle;
    this.#open++;
    const output = new Readable({
      read() {
        if (failed) return void output.push(null);
        handle.read(fd).then((bytes: Uint8Array | null) => {
          output.push(bytes === null ? null : Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength));
        }, (e: Any) => output.destroy(e));
      },
      destroy(error: Any, done: Any) {
        handle?.discard(fd);
        done(error);
      },
    });
    output.fd = fd;
    output.once("close", () => this.#closed());
    if (failed) output.resume();
    return output;
  }

  kill(signal: Any = "SIGTERM"): boolean {
    const n = signalNumber(signal);
    if (!this.#handle || this.#over) return false;
    const sent = this.#handle.kill(n);
    if (sent && n !== 0) this.killed = true;
    return sent;
  }

  ref(): void {}

  unref(): void {
    if (!this.#over) this.#handle?.unref();
  }

  disconnect(): void {}
  send(): never { throw refused("child.send()", "a child cannot be a script of the host; use its standard input and output"); }

  [(Symbol as Any).dispose ?? Symbol.for("Symbol.dispose")](): void {
    if (!this.killed) this.kill();
  }
}

export function spawn(file: string, args?: Any, options?: Any): ChildProcess {
  const o = normalize(file, args, options);
  const child = new ChildProcess();
  const signal: Any = o.signal;
  if (signal !== undefined && (typeof signal !== "object" || !("aborted" in signal))) throw invalidArgType("options.signal", "AbortSignal", signal);
  child.spawn(o);
  if (signal) {
    const abort = () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(o.killSignal);
        child.emit("error", abortError(signal.reason));
      }
    };
    if (signal.aborted) process.nextTick(abort);
    else {
      signal.addEventListener("abort", abort, { once: true });
      child.once("exit", () => signal.removeEventListener("abort", abort));
    }
  }
  return child;
}

/** Sorts the optional arguments of execFile. */
function execArguments(args: Any, options: Any, callback: Any): [string[], Any, Any] {
  if (!Array.isArray(args)) {
    if (typeof args === "function") [args, options, callback] = [[], {}, args];
    else if (args !== undefined && args !== null && typeof args === "object") [args, options, callback] = [[], args, options];
    else args = [];
  }
  if (typeof options === "function") [options, callback] = [{}, options];
  if (callback !== undefined && callback !== null && typeof callback !== "function") throw invalidArgType("callback", "function", callback);
  return [args, options ?? {}, callback];
}

export function execFile(file: string, args?: Any, options?: Any, callback?: Any): ChildProcess {
  [args, options, callback] = execArguments(args, options, callback);
  const o: Any = { encoding: "utf8", timeout: 0, maxBuffer: MAX_BUFFER, killSignal: "SIGTERM", cwd: null, env: null, shell: false, ...options };
  const max = o.maxBuffer;
  if (typeof max !== "number" || max < 0) throw typeof max === "number" ? outOfRange("options.maxBuffer", "a positive number", max) : invalidArgType("options.maxBuffer", "number", max);
  const child = spawn(file, args, { ...o, stdio: undefined });
  const command = options.shell ? [file, ...args].join(" ") : [file, ...args].join(" ");
  const text = o.encoding && o.encoding !== "buffer" && Buffer.isEncoding(o.encoding);
  let failure: Any;
  const collect = (stream: Any, name: string): (() => Any) => {
    const chunks: Any[] = [];
    let size = 0;
    stream.on("data", (chunk: Any) => {
      size += chunk.length;
      if (size > max) {
        chunks.push(chunk.subarray(0, chunk.length - (size - max)));
        if (!failure) failure = coded(RangeError, "ERR_CHILD_PROCESS_STDIO_MAXBUFFER", `${name} maxBuffer length exceeded`);
        kill();
      } else chunks.push(chunk);
    });
    return () => {
      const all = Buffer.concat(chunks);
      return text ? all.toString(o.encoding) : all;
    };
  };
  const kill = () => {
    child.stdout.destroy();
    child.stderr.destroy();
    child.kill(o.killSignal);
  };
  const out = collect(child.stdout, "stdout");
  const err = collect(child.stderr, "stderr");
  let done = false;
  const finish = (code: number | null, signal: string | null) => {
    if (done) return;
    done = true;
    if (!callback) return;
    const stdout = out();
    const stderr = err();
    if (!failure && code === 0 && signal === null) return callback(null, stdout, stderr);
    if (!failure) {
      failure = new Error(`Command failed: ${command}\n${stderr}${child._reason ? `${String(stderr) === "" || String(stderr).endsWith("\n") ? "" : "\n"}${child._reason}\n` : ""}`);
      failure.code = code !== null && code < 0 ? nameOfErrno(code) : code;
      failure.killed = child.killed;
      failure.signal = signal;
    }
    failure.cmd = command;
    callback(failure, stdout, stderr);
  };
  child.once("close", finish);
  child.once("error", (e: Any) => {
    failure = e;
    child.stdout.destroy();
    child.stderr.destroy();
    finish(null, null);
  });
  return child;
}

export function exec(command: string, options?: Any, callback?: Any): ChildProcess {
  if (typeof options === "function") [options, callback] = [undefined, options];
  if (typeof command !== "string") throw invalidArgType("command", "string", command);
  const shell = typeof options?.shell === "string" ? options.shell : true;
  return execFile(command, [], { ...options, shell }, callback);
}

function promised(run: (...args: Any[]) => ChildProcess): (...args: Any[]) => Any {
  return (...args) => {
    let child: Any;
    const promise: Any = new Promise((resolve, reject) => {
      child = run(...args, (error: Any, stdout: Any, stderr: Any) => {
        if (error === null) resolve({ stdout, stderr });
        else reject(Object.assign(error, { stdout, stderr }));
      });
    });
    promise.child = child;
    return promise;
  };
}
for (const f of [exec, execFile]) Object.defineProperty(f, promisify.custom, { value: promised(f as Any), enumerable: false, configurable: true });

/** The bytes of the `input` option. */
function inputBytes(input: Any, encoding?: Any): Uint8Array | undefined {
  if (input === undefined || input === null) return undefined;
  if (typeof input === "string") return Buffer.from(input, encoding && encoding !== "buffer" ? encoding : undefined);
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer as ArrayBuffer, input.byteOffset, input.byteLength);
  throw invalidArgType("options.stdio[0]", ["Buffer", "TypedArray", "DataView", "string"], input);
}

function systemError(code: string, file: string, args: string[]): Any {
  const err: Any = new Error(`spawnSync ${file} ${code}`);
  return Object.assign(err, { errno: errnoOf()[code], code, syscall: `spawnSync ${file}`, path: file, spawnargs: args.slice(1) });
}

export function spawnSync(file: string, args?: Any, options?: Any): Any {
  const o = { maxBuffer: MAX_BUFFER, ...normalize(file, args, options) };
  if (typeof o.maxBuffer !== "number" || o.maxBuffer < 0) throw invalidArgType("options.maxBuffer", "number", o.maxBuffer);
  const list = stdioList(o.stdio);
  const input = inputBytes(o.input ?? (typeof o.stdio === "object" ? o.stdio?.[0]?.input : undefined), o.encoding);
  if (input) list[0] = { kind: "pipe" };
  const limit = o.maxBuffer === Infinity ? 2 ** 30 : Math.max(1, o.maxBuffer);
  let run: Any;
  try {
    run = native.spawnSync(nativeOptions(o, list, limit), input);
  } catch (e: Any) {
    const error = startError(e, "spawnSync");
    if (error === e) throw e;
    return { error, status: null, signal: null, output: null, pid: 0, stdout: null, stderr: null };
  }
  const { exit } = run;
  const output = run.output.map((b: Uint8Array | null) => {
    if (b === null) return null;
    const bytes = Buffer.from(b.buffer as ArrayBuffer, b.byteOffset, b.byteLength);
    return o.encoding && o.encoding !== "buffer" ? bytes.toString(o.encoding) : bytes;
  });
  output[0] = null;
  const result: Any = { status: exit.signal || exit.stopped ? null : exit.code, signal: exit.signal, output, pid: exit.pid, stdout: output[1], stderr: output[2] };
  if (exit.stopped === "timeout") result.error = systemError("ETIMEDOUT", o.file, o.args);
  if (exit.stopped === "maxBuffer") result.error = systemError("ENOBUFS", o.file, o.args);
  if (result.error && result.signal === null) result.signal = typeof o.killSignal === "string" ? o.killSignal : "SIGTERM";
  return result;
}

/** What execSync and execFileSync make of a result. */
function settled(result: Any, command: string, inherit: boolean): Any {
  if (inherit && result.stderr?.length > 0) process.stderr.write(result.stderr);
  if (result.error) throw Object.assign(result.error, result);
  if (result.status !== 0) {
    let message = `Command failed: ${command}`;
    if (result.stderr && result.stderr.length > 0) message += `\n${result.stderr.toString()}`;
    throw Object.assign(new Error(message), result);
  }
  return result.stdout;
}

export function execFileSync(file: string, args?: Any, options?: Any): Any {
  if (!Array.isArray(args)) {
    if (args !== undefined && args !== null) options = args;
    args = [];
  }
  const o = { ...options };
  const result = spawnSync(file, args, o);
  return settled(result, [o.argv0 ?? file, ...args].join(" "), !o.stdio);
}

export function execSync(command: string, options?: Any): Any {
  if (typeof command !== "string") throw invalidArgType("command", "string", command);
  const o = { ...options, shell: typeof options?.shell === "string" ? options.shell : true };
  return settled(spawnSync(command, [], o), command, !o.stdio);
}

export function fork(): never {
  throw refused("child_process.fork()", "a child cannot be a script of the host; put the work in a step, or run a program with spawn");
}

export default { ChildProcess, spawn, exec, execFile, spawnSync, execSync, execFileSync, fork };
