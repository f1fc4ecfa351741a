// Bun.file and Bun.write.
import { Blob, load } from "host:internal/blob";
import native from "host:internal/fs";
import { Buffer } from "node:buffer";
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { constants, operations, run, toPath } from "host:internal/files";

type Any = any;

const types: Record<string, string> = {
  json: "application/json;charset=utf-8", txt: "text/plain;charset=utf-8", html: "text/html;charset=utf-8", htm: "text/html;charset=utf-8", css: "text/css;charset=utf-8",
  js: "text/javascript;charset=utf-8", mjs: "text/javascript;charset=utf-8", ts: "text/javascript;charset=utf-8", tsx: "text/javascript;charset=utf-8", jsx: "text/javascript;charset=utf-8",
  md: "text/markdown", xml: "application/xml", csv: "text/csv", png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", svg: "image/svg+xml", webp: "image/webp",
  ico: "image/x-icon", pdf: "application/pdf", zip: "application/zip", gz: "application/gzip", mp3: "audio/mpeg", wav: "audio/wav", mp4: "video/mp4", webm: "video/webm", wasm: "application/wasm",
  yaml: "text/yaml", yml: "text/yaml", toml: "application/toml", woff: "font/woff", woff2: "font/woff2",
};

function typeOf(path: Any): string {
  if (typeof path !== "string") return "application/octet-stream";
  const dot = path.lastIndexOf(".");
  return (dot > path.lastIndexOf("/") && types[path.slice(dot + 1).toLowerCase()]) || "application/octet-stream";
}

/** A file that is read when its content is asked for. */
export class BunFile extends (Blob as Any) {
  #path: string | number;
  #start: number;
  #end: number;
  #contentType: string;

  constructor(path: string | number, start = 0, end = Infinity, type?: string) {
    super();
    this.#path = path;
    this.#start = start;
    this.#end = end;
    this.#contentType = type ?? typeOf(path);
  }

  static where(file: BunFile): string | number { return file.#path; }

  get name(): Any { return typeof this.#path === "string" ? this.#path : undefined; }
  get type(): string { return this.#contentType; }
  get size(): number {
    try {
      const s = native.statSync(`${this.#path}`);
      const regular = (s[1] & constants.S_IFMT!) === constants.S_IFREG;
      return regular ? Math.max(0, Math.min(this.#end, s[8]) - this.#start) : 0;
    } catch {
      return 0;
    }
  }
  get lastModified(): number {
    try {
      const s = native.statSync(`${this.#path}`);
      return Math.floor(s[12] * 1000 + s[13] / 1e6);
    } catch {
      return Date.now();
    }
  }

  #cut(b: Uint8Array): Uint8Array {
    return this.#start === 0 && this.#end === Infinity ? b : b.subarray(this.#start, this.#end === Infinity ? undefined : this.#end);
  }
  async bytes(): Promise<Uint8Array> {
    if (typeof this.#path === "number") return this.#cut(await native.readAll(this.#path));
    return this.#cut(await native.readFile(this.#path, constants.O_RDONLY));
  }
  [load](): Uint8Array {
    if (typeof this.#path === "number") return this.#cut(native.readAllSync(this.#path));
    return this.#cut(native.readFileSync(this.#path, constants.O_RDONLY));
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    const b = await this.bytes();
    return (b.byteLength === b.buffer.byteLength ? b.buffer : b.slice().buffer) as ArrayBuffer;
  }
  async text(): Promise<string> {
    if (typeof this.#path === "string" && this.#start === 0 && this.#end === Infinity) {
      const text: string = await native.readText(this.#path, constants.O_RDONLY);
      return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    }
    return Buffer.from(await this.bytes()).toString();
  }
  async json(): Promise<Any> { return JSON.parse(await this.text()); }
  async formData(): Promise<Any> { return new Response(await this.arrayBuffer(), { headers: { "content-type": this.type } }).formData(); }
  stream(): ReadableStream {
    if (typeof this.#path === "number") return new Response(this[load]() as Any).body!;
    const options: Any = { start: this.#start };
    if (this.#end !== Infinity) options.end = this.#end - 1;
    return (Readable as Any).toWeb(createReadStream(this.#path, options));
  }
  get readable(): ReadableStream { return this.stream(); }
  slice(start: Any = 0, end: Any = Infinity, type?: string): BunFile {
    if (typeof start === "string") [start, end, type] = [0, Infinity, start];
    if (typeof end === "string") [end, type] = [Infinity, end];
    const size = start < 0 || end < 0 ? this.size : 0;
    const from = start < 0 ? Math.max(0, size + start) : start;
    const to = end < 0 ? Math.max(0, size + end) : end;
    return new BunFile(this.#path, this.#start + from, Math.min(this.#end, this.#start + to), type ?? this.#contentType);
  }
  async exists(): Promise<boolean> {
    try {
      const s = await native.stat(`${this.#path}`);
      return (s[1] & constants.S_IFMT!) !== constants.S_IFDIR;
    } catch {
      return false;
    }
  }
  write(data: Any, options?: Any): Promise<number> { return write(this, data, options); }
  stat(): Promise<Any> { return run(operations.stat!(this.#path)); }
  async unlink(): Promise<void> { await run(operations.unlink!(this.#path)); }
  delete(): Promise<void> { return this.unlink(); }
  writer(): Any { return new Writer(this.#path); }
  [Symbol.for("nodejs.util.inspect.custom")](): string { return `FileRef ("${this.#path}") {\n  type: "${this.type}"\n}`; }
}

/** Where a Bun.file is: a path or a descriptor; undefined for anything else. */
export function pathOf(value: Any): string | number | undefined {
  return value instanceof BunFile ? BunFile.where(value) : undefined;
}

export function file(path: Any, options?: { type?: string }): BunFile {
  if (typeof path === "number") return new BunFile(path, 0, Infinity, options?.type);
  return new BunFile(toPath(path), 0, Infinity, options?.type);
}

/** Writing piece by piece. */
class Writer {
  #path: string | number;
  #fd: Promise<number> | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #pending = 0;
  constructor(path: string | number) {
    this.#path = path;
  }
  write(chunk: Any): number {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : ArrayBuffer.isView(chunk) ? new Uint8Array(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength).slice() : new Uint8Array(chunk);
    this.#pending += bytes.length;
    const fd = (this.#fd ??= typeof this.#path === "number" ? Promise.resolve(this.#path) : native.open(this.#path, constants.O_WRONLY! | constants.O_CREAT! | constants.O_TRUNC!, 0o664));
    this.#queue = this.#queue.then(async () => native.write(await fd, bytes, -1));
    return bytes.length;
  }
  async flush(): Promise<number> {
    await this.#queue;
    const n = this.#pending;
    this.#pending = 0;
    return n;
  }
  async end(): Promise<number> {
    const n = await this.flush();
    if (this.#fd && typeof this.#path === "string") await native.close(await this.#fd);
    this.#fd = undefined;
    return n;
  }
  start(): void {}
  ref(): void {}
  unref(): void {}
}

async function content(data: Any): Promise<Uint8Array> {
  if (typeof data === "string") return Buffer.from(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (typeof data?.arrayBuffer === "function") return new Uint8Array(await data.arrayBuffer());
  if (Array.isArray(data)) return new Uint8Array(await new (Blob as Any)(data).arrayBuffer());
  if (data instanceof ReadableStream) return new Uint8Array(await new Response(data).arrayBuffer());
  return Buffer.from(String(data));
}

/** Writes a file, and the folders it is in, and gives the number of bytes. */
export async function write(target: Any, data: Any, options?: { mode?: number; createPath?: boolean }): Promise<number> {
  const where = pathOf(target) ?? (typeof target === "number" ? target : toPath(target));
  const bytes = await content(data);
  if (typeof where === "number") return native.write(where, bytes, -1);
  const flags = constants.O_WRONLY! | constants.O_CREAT! | constants.O_TRUNC!;
  try {
    await native.writeFile(where, bytes, flags, options?.mode ?? 0o664, false);
  } catch (e: Any) {
    const slash = where.lastIndexOf("/");
    if (e.code !== "ENOENT" || slash <= 0 || options?.createPath === false) throw e;
    await native.mkdir(where.slice(0, slash), 0o777, true);
    await native.writeFile(where, bytes, flags, options?.mode ?? 0o664, false);
  }
  return bytes.length;
}
