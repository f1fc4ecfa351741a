// Bun.$: command lines as templates.
import native from "host:internal/shell";
import { Buffer } from "node:buffer";
import { pathOf } from "./_file.ts";

type Any = any;

/** What a line gave. */
export class ShellOutput {
  stdout: Any;
  stderr: Any;
  exitCode: number;
  constructor(stdout: Any, stderr: Any, exitCode: number) {
    this.stdout = stdout;
    this.stderr = stderr;
    this.exitCode = exitCode;
  }
  text(encoding: Any = "utf8"): string { return this.stdout.toString(encoding); }
  json(): Any { return JSON.parse(this.text()); }
  bytes(): Uint8Array { return new Uint8Array(this.arrayBuffer()); }
  arrayBuffer(): ArrayBuffer { return this.stdout.buffer.slice(this.stdout.byteOffset, this.stdout.byteOffset + this.stdout.byteLength); }
  blob(): Blob { return new Blob([this.arrayBuffer()]); }
}

export class ShellError extends Error {
  declare stdout: Any;
  declare stderr: Any;
  declare exitCode: number;
  #output: ShellOutput;
  constructor(output: ShellOutput) {
    super(`Failed with exit code ${output.exitCode}`);
    this.#output = output;
    Object.assign(this, { exitCode: output.exitCode, stdout: output.stdout, stderr: output.stderr });
    this.name = "ShellError";
  }
  text(encoding?: Any): string { return this.#output.text(encoding); }
  json(): Any { return this.#output.json(); }
  bytes(): Uint8Array { return this.#output.bytes(); }
  arrayBuffer(): ArrayBuffer { return this.#output.arrayBuffer(); }
  blob(): Blob { return this.#output.blob(); }
}

interface Line { text: string; input: Uint8Array[]; size: number; sinks: Map<string, Any> }

/** Where in a line a value stands decides how it is written there. */
class Reader {
  #open: string[] = [];
  #escaped = false;
  #redirect = "";

  get quote(): string { return this.#open[this.#open.length - 1] ?? ""; }
  /** The redirection that the next word belongs to: "<", ">" or nothing. */
  get redirect(): string { return this.#redirect; }

  take(text: string): void {
    for (let i = 0; i < text.length; i++) {
      const c = text[i]!;
      const top = this.quote;
      if (this.#escaped) {
        this.#escaped = false;
        continue;
      }
      if (top === "'") {
        if (c === "'") this.#open.pop();
        continue;
      }
      if (c === "\\") this.#escaped = true;
      else if (c === "`") top === "`" ? this.#open.pop() : this.#open.push("`");
      else if (c === "$" && text[i + 1] === "(") {
        this.#open.push("(");
        i++;
      } else if (c === '"') top === '"' ? this.#open.pop() : this.#open.push('"');
      else if (top !== '"') {
        if (c === "'") this.#open.push("'");
        else if (c === "(") this.#open.push("(");
        else if (c === ")" && top === "(") this.#open.pop();
      }
      if (this.quote !== '"') {
        if (c === "<" || c === ">") this.#redirect = c;
        else if (!/\s|&/.test(c)) this.#redirect = "";
      }
    }
  }

  filled(): void { this.#redirect = ""; }
}

const bare = (s: string): string => (s !== "" && /^[A-Za-z0-9_\-./:=@%+,]+$/.test(s) ? s : `'${s.replaceAll("'", "'\\''")}'`);

function quoted(value: string, quote: string): string {
  if (value.includes("\0")) throw new TypeError("The shell argument must be a string without null bytes");
  if (quote === '"') return value.replace(/[\\"$`]/g, "\\$&");
  if (quote === "'") return value.replaceAll("'", "'\\''");
  return bare(value);
}

function word(value: Any, quote: string): string {
  if (Array.isArray(value)) return value.map((v) => word(v, quote)).join(" ");
  if (value !== null && typeof value === "object") {
    if (typeof value.raw === "string") return value.raw;
    const path = pathOf(value);
    if (path !== undefined) return quoted(`${path}`, quote);
    if (value.toString === Object.prototype.toString) {
      throw new Error(`Invalid JS object used in shell: ${value}, you might need to call \`.toString()\` on it`);
    }
  }
  if (typeof value === "symbol") throw new TypeError("Cannot convert a Symbol value to a string");
  if (typeof value === "function") throw new Error(`Invalid JS object used in shell: ${String(value)}, you might need to call \`.toString()\` on it`);
  return quoted(`${value}`, quote);
}

/** What a redirection reads from or writes to, when it is an object. */
async function redirected(value: Any, direction: string, line: Line): Promise<string | undefined> {
  if (value === null || typeof value !== "object" || pathOf(value) !== undefined || typeof value.raw === "string" || Array.isArray(value)) return undefined;
  if (direction === ">") {
    if (!ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer)) return undefined;
    const name = `out/${line.sinks.size}`;
    line.sinks.set(name, value);
    return `/dev/host/${name}`;
  }
  let bytes: Uint8Array;
  if (ArrayBuffer.isView(value)) bytes = new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength);
  else if (value instanceof ArrayBuffer) bytes = new Uint8Array(value);
  else if (typeof value.arrayBuffer === "function") bytes = new Uint8Array(await value.arrayBuffer());
  else if (value instanceof ReadableStream) bytes = new Uint8Array(await new Response(value).arrayBuffer());
  else return undefined;
  const from = line.size;
  line.input.push(bytes);
  line.size += bytes.length;
  return `/dev/host/in/${from}-${line.size}`;
}

async function compose(strings: readonly string[], values: Any[]): Promise<Line> {
  const line: Line = { text: "", input: [], size: 0, sinks: new Map() };
  const reader = new Reader();
  for (let i = 0; i < strings.length; i++) {
    reader.take(strings[i]!);
    line.text += strings[i];
    if (i >= values.length) continue;
    const value = values[i];
    const target = reader.redirect ? await redirected(value, reader.redirect, line) : undefined;
    line.text += target ?? word(value, reader.quote);
    reader.filled();
  }
  return line;
}

interface Settings { cwd: string | undefined; env: Any; throws: boolean; quiet: boolean }

function environ(env: Any): string[] {
  if (env === undefined || env === null) return native.environ();
  return Object.entries(env).filter(([, v]) => v !== undefined).map(([k, v]) => `${k}=${v}`);
}

/** A line that runs when it is first waited for. */
export class ShellPromise extends Promise<ShellOutput> {
  #settings: Settings;
  #strings: readonly string[];
  #values: Any[];
  #settle: [(v: Any) => void, (e: unknown) => void];
  #started = false;

  static get [Symbol.species](): Any { return Promise; }

  constructor(strings: readonly string[], values: Any[], settings: Settings) {
    let settle: Any;
    super((resolve, reject) => { settle = [resolve, reject]; });
    this.#settle = settle;
    this.#strings = strings;
    this.#values = values;
    this.#settings = { ...settings };
  }

  run(): this {
    if (!this.#started) {
      this.#started = true;
      this.#run().then(...this.#settle);
    }
    return this;
  }

  async #run(): Promise<ShellOutput> {
    const s = this.#settings;
    const line = await compose(this.#strings, this.#values);
    native.check(line.text);
    const r = await native.run({ text: line.text, cwd: s.cwd ?? "", env: environ(s.env), loud: !s.quiet }, Buffer.concat(line.input));
    const bytes = (b64: string): Any => Buffer.from(b64, "base64");
    for (const [name, target] of line.sinks) {
      const view = target instanceof ArrayBuffer ? new Uint8Array(target) : new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
      view.set(bytes(r.sinks[name] ?? "").subarray(0, view.length));
    }
    const output = new ShellOutput(bytes(r.stdout), bytes(r.stderr), r.code);
    if (r.code !== 0 && s.throws) throw new ShellError(output);
    return output;
  }

  override then(resolve?: Any, reject?: Any): Any {
    this.run();
    return super.then(resolve, reject);
  }
  get stdin(): never { throw new Error("Bun.$: stdin of a running line is not supported; redirect with < instead"); }
  cwd(dir?: string): this {
    this.#must();
    this.#settings.cwd = dir === undefined || dir === "" ? undefined : dir;
    return this;
  }
  env(env?: Any): this {
    this.#must();
    this.#settings.env = env;
    return this;
  }
  quiet(quiet = true): this {
    this.#must();
    this.#settings.quiet = quiet;
    return this;
  }
  nothrow(): this { return this.throws(false); }
  throws(throws = true): this {
    this.#must();
    this.#settings.throws = throws;
    return this;
  }
  #must(): void {
    if (this.#started) throw new Error("Shell is already running");
  }
  #silent(): this {
    this.#settings.quiet = true;
    return this;
  }
  async text(encoding?: Any): Promise<string> { return (await this.#silent()).text(encoding); }
  async json(): Promise<Any> { return (await this.#silent()).json(); }
  async arrayBuffer(): Promise<ArrayBuffer> { return (await this.#silent()).arrayBuffer(); }
  async bytes(): Promise<Uint8Array> { return (await this.#silent()).bytes(); }
  async blob(): Promise<Blob> { return (await this.#silent()).blob(); }
  async *lines(encoding?: Any): AsyncGenerator<string> { yield* (await this.text(encoding)).split(/\r?\n/); }
}

function make(): Any {
  const settings: Settings = { cwd: undefined, env: undefined, throws: true, quiet: false };
  const shell: Any = (strings: Any, ...values: Any[]) => {
    if (!strings?.raw) throw new Error("Please use '$' as a tagged template function: $`cmd arg1 arg2`");
    return new ShellPromise(strings.raw, values, settings);
  };
  return Object.assign(shell, {
    cwd(dir?: string) { settings.cwd = dir; return shell; },
    env(env?: Any) { settings.env = env; return shell; },
    throws(throws = true) { settings.throws = throws; return shell; },
    nothrow() { settings.throws = false; return shell; },
    escape: (s: string): string => (/[^A-Za-z0-9_\-./:=@%+,]/.test(`${s}`) || s === "" ? `"${`${s}`.replace(/[\\"$`]/g, "\\$&")}"` : `${s}`),
    braces: (s: string): string[] => native.braces(s),
    ShellError, ShellOutput, ShellPromise,
  });
}

export const $ = make();
$.Shell = function Shell() { return make(); };
