// The module "bun", and the global Bun: what scripts written for Bun use of it.
// Whatever serves, listens, compiles or connects is not a script's business in
// the host; docs/compatibility.md lists what is missing and what to do instead.
import native from "host:internal/process";
import hashes from "host:internal/hash";
import crypto$ from "host:internal/nodecrypto";
import compression from "host:internal/zlib";
import subprocess from "host:internal/subprocess";
import { Buffer } from "node:buffer";
import { createHash, createHmac } from "node:crypto";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inspect as nodeInspect, isDeepStrictEqual, stripVTControlCharacters } from "node:util";
import zlib from "node:zlib";
import { file, write } from "./bun/_file.ts";
import { $ } from "./bun/_shell.ts";
import { spawn, spawnSync } from "./bun/_spawn.ts";
import { Glob } from "./bun/_glob.ts";
import { equal } from "./bun/_equal.ts";
import { refused } from "host:internal/node-errors";
import { promise } from "host:internal/inspect";

type Any = any;
declare const require: (name: string) => Any;

/** Parsers are loaded when they are used. */
const formats = (): Any => require("host:internal/formats");
export const YAML = { parse: (text: Any): Any => formats().YAML.parse(text), stringify: (...args: Any[]): string => formats().YAML.stringify(...args) };
export const TOML = { parse: (text: Any): Any => formats().TOML.parse(text), stringify: (value: Any): string => formats().TOML.stringify(value) };

/** The release of Bun whose behaviour the host follows. */
export const version = "1.4.5";
export const revision = "0000000000000000000000000000000000000000";
export const env = process.env;
export const argv = process.argv;
export const main = process.argv[1];
export const isMainThread = true;
export const enableANSIColors = false;

export function sleep(ms: number | Date): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms instanceof Date ? ms.getTime() - Date.now() : ms));
}

export function sleepSync(ms: number): void {
  subprocess.spawnSync({ file: "/bin/sleep", args: ["sleep", `${ms / 1000}`], stdio: [{ kind: "ignore" }, { kind: "ignore" }, { kind: "ignore" }] }, undefined);
}

export function which(name: string, options?: { PATH?: string; cwd?: string }): string | null {
  return subprocess.which(name, options?.PATH, options?.cwd);
}

export function nanoseconds(): number {
  const [s, ns] = native.clock();
  return s * 1e9 + ns;
}

const bytesOf = (v: Any): Uint8Array => {
  if (typeof v === "string") return Buffer.from(v);
  if (ArrayBuffer.isView(v)) return new Uint8Array(v.buffer as ArrayBuffer, v.byteOffset, v.byteLength);
  if (v instanceof ArrayBuffer) return new Uint8Array(v);
  throw new TypeError("want a string, a typed array or an ArrayBuffer");
};
const seedOf = (seed: Any): string => String(BigInt.asUintN(64, BigInt(seed ?? 0)));
const wyhash = (v: Any, seed?: Any): bigint => BigInt(hashes.wyhash(bytesOf(v), seedOf(seed)));
const missing = (name: string) => (): never => { throw refused(`Bun.hash.${name}`, "the host has wyhash, xxHash64, crc32 and adler32; use createHash of node:crypto for others"); };
export const hash: Any = Object.assign((v: Any, seed?: Any) => wyhash(v, seed), {
  wyhash,
  crc32: (v: Any): number => hashes.crc32(bytesOf(v)),
  adler32: (v: Any): number => hashes.adler32(bytesOf(v)),
  xxHash64: (v: Any, seed?: Any): bigint => BigInt(hashes.xxHash64(bytesOf(v), seedOf(seed))),
  cityHash32: missing("cityHash32"), cityHash64: missing("cityHash64"), xxHash32: missing("xxHash32"), xxHash3: missing("xxHash3"),
  murmur32v2: missing("murmur32v2"), murmur32v3: missing("murmur32v3"), murmur64v2: missing("murmur64v2"), rapidhash: missing("rapidhash"),
});

/** Hashes as they are updated, in Bun's way. */
export class CryptoHasher {
  #hash: Any;
  readonly algorithm: string;
  constructor(algorithm: string, key?: Any) {
    this.algorithm = algorithm;
    this.#hash = key === undefined ? createHash(algorithm) : createHmac(algorithm, key);
  }
  static hash(algorithm: string, input: Any, encoding?: Any): Any { return new CryptoHasher(algorithm).update(input).digest(encoding); }
  static get algorithms(): string[] { return ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha512-256", "sha3-256", "sha3-512"]; }
  update(input: Any, encoding?: Any): this {
    this.#hash.update(typeof input === "string" ? input : bytesOf(input), encoding);
    return this;
  }
  copy(): CryptoHasher {
    const other = new CryptoHasher(this.algorithm);
    other.#hash = this.#hash.copy();
    return other;
  }
  digest(encoding?: Any): Any { return this.#hash.digest(encoding); }
  get byteLength(): number { return this.#hash.copy().digest().length; }
}

function named(algorithm: string): Any {
  return class extends CryptoHasher {
    constructor() { super(algorithm); }
    static override hash(input: Any, encoding?: Any): Any { return CryptoHasher.hash(algorithm, input, encoding); }
  };
}
export const MD5 = named("md5"), SHA1 = named("sha1"), SHA224 = named("sha224"), SHA256 = named("sha256"), SHA384 = named("sha384"), SHA512 = named("sha512"), SHA512_256 = named("sha512-256");
export const sha = (input: Any, encoding?: Any): Any => CryptoHasher.hash("sha512-256", input, encoding);

export const inspect: Any = Object.assign((value: Any, options?: Any): string => nodeInspect(value, { compact: false, ...options }), { custom: Symbol.for("nodejs.util.inspect.custom") });

export function escapeHTML(value: Any): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
  return String(value).replace(/[&<>"']/g, (c) => entities[c]!);
}

export function stringWidth(text: string, options?: { countAnsiEscapeCodes?: boolean; ambiguousIsNarrow?: boolean }): number {
  if (options?.ambiguousIsNarrow === false) throw refused("ambiguousIsNarrow: false", "characters of ambiguous width count as narrow");
  let width = 0;
  for (const c of options?.countAnsiEscapeCodes ? text : stripVTControlCharacters(text)) {
    const p = c.codePointAt(0)!;
    if (p < 32 || (p >= 0x7f && p < 0xa0) || (p >= 0x300 && p <= 0x36f) || p === 0x200d || (p >= 0xfe00 && p <= 0xfe0f)) continue;
    width += (p >= 0x1100 && p <= 0x115f) || (p >= 0x2e80 && p <= 0xa4cf) || (p >= 0xac00 && p <= 0xd7a3) || (p >= 0xf900 && p <= 0xfaff) || (p >= 0xfe30 && p <= 0xfe6f) || (p >= 0xff00 && p <= 0xff60) || (p >= 0xffe0 && p <= 0xffe6) || (p >= 0x1f300 && p <= 0x1faff) || (p >= 0x20000 && p <= 0x3fffd) ? 2 : 1;
  }
  return width;
}

export const stripANSI = (text: string): string => stripVTControlCharacters(text);
export const deepEquals = (a: unknown, b: unknown, strict = false): boolean => (strict ? isDeepStrictEqual(a, b) : equal(a, b));

export function peek(value: Any): Any {
  const state = promise(value);
  if (state === undefined) return value;
  if (state[0] === "pending") return value;
  return state[1];
}
peek.status = (value: Any): string => (promise(value) ?? ["fulfilled"])[0];

export function randomUUIDv7(encoding?: "hex" | "base64" | "base64url" | "buffer" | number | Date, timestamp?: number | Date): Any {
  if (typeof encoding === "number" || encoding instanceof Date) [encoding, timestamp] = [undefined, encoding];
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let ms = Number(timestamp ?? Date.now());
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256;
    ms = Math.floor(ms / 256);
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const all = Buffer.from(bytes);
  if (encoding === "buffer") return all;
  if (encoding !== undefined && encoding !== "hex") return all.toString(encoding);
  const hex = all.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function indexOfLine(bytes: Uint8Array, offset = 0): number {
  return Buffer.from(bytes).indexOf(10, offset);
}

export function concatArrayBuffers(list: Any[], maxLength = Infinity, asUint8Array = false): ArrayBuffer | Uint8Array {
  const all = Buffer.concat(list.map((b) => Buffer.from(bytesOf(b)))).subarray(0, maxLength);
  const bytes = new Uint8Array(all);
  return asUint8Array ? bytes : bytes.buffer;
}

export const allocUnsafe = (n: number): Uint8Array => new Uint8Array(n);
export const gc = (): void => {};
export const shrink = (): void => {};

export const readableStreamToText = (s: Any): Promise<string> => new Response(s).text();
export const readableStreamToJSON = (s: Any): Promise<Any> => new Response(s).json();
export const readableStreamToArrayBuffer = (s: Any): Promise<ArrayBuffer> => new Response(s).arrayBuffer();
export const readableStreamToBytes = async (s: Any): Promise<Uint8Array> => new Uint8Array(await new Response(s).arrayBuffer());
export const readableStreamToBlob = (s: Any): Promise<Blob> => new Response(s).blob();
export async function readableStreamToArray(s: Any): Promise<Any[]> {
  const out: Any[] = [];
  for await (const chunk of s) out.push(chunk);
  return out;
}

const plain = (b: Any): Uint8Array => new Uint8Array(b.buffer, b.byteOffset, b.byteLength);
export const gzipSync = (v: Any, o?: Any): Uint8Array => plain(zlib.gzipSync(bytesOf(v), o));
export const gunzipSync = (v: Any): Uint8Array => plain(zlib.gunzipSync(bytesOf(v)));
export const deflateSync = (v: Any, o?: Any): Uint8Array => plain(zlib.deflateRawSync(bytesOf(v), o));
export const inflateSync = (v: Any): Uint8Array => plain(zlib.inflateRawSync(bytesOf(v)));

const zstdLevel = (o: Any): number => o?.level ?? 3;
const packed = (b: Any): Any => Buffer.from(b);
export const zstdCompressSync = (v: Any, o?: Any): Any => packed(compression.packSync("zstd", bytesOf(v), zstdLevel(o)));
export const zstdDecompressSync = (v: Any): Any => packed(compression.unpackSync("zstd", bytesOf(v), 0));
export const zstdCompress = async (v: Any, o?: Any): Promise<Any> => packed(await compression.pack("zstd", bytesOf(v), zstdLevel(o)));
export const zstdDecompress = async (v: Any): Promise<Any> => packed(await compression.unpack("zstd", bytesOf(v), 0));

/** The arguments of Bun.password.hash as the host takes them. */
function passwordArguments(password: Any, options: Any): [string, string, number, number] {
  const text = typeof password === "string" ? password : Buffer.from(bytesOf(password)).toString();
  if (text === "") throw Object.assign(new TypeError("password must not be empty"), { code: "ERR_INVALID_ARG_TYPE" });
  const { algorithm = "argon2id", memoryCost = 65536, timeCost = 2, cost = 10 } = typeof options === "string" ? { algorithm: options } as Any : options ?? {};
  if (!["bcrypt", "argon2id", "argon2d", "argon2i"].includes(algorithm)) {
    throw Object.assign(new TypeError(`Expected algorithm to be a unknown algorithm, expected one of: "bcrypt", "argon2id", "argon2d", "argon2i" (default is "argon2id") for 'hash'.`), { code: "ERR_INVALID_ARG_TYPE" });
  }
  return [algorithm, text, memoryCost, algorithm === "bcrypt" ? cost : timeCost];
}
const secret = (v: Any): string => (typeof v === "string" ? v : Buffer.from(bytesOf(v)).toString());
export const password = {
  hash: async (v: Any, options?: Any): Promise<string> => crypto$.hashPassword(...passwordArguments(v, options)),
  hashSync: (v: Any, options?: Any): string => crypto$.hashPasswordSync(...passwordArguments(v, options)),
  verify: async (v: Any, hash: Any): Promise<boolean> => crypto$.verifyPassword(secret(v), secret(hash)),
  verifySync: (v: Any, hash: Any): boolean => crypto$.verifyPasswordSync(secret(v), secret(hash)),
};

const no = (name: string, why: string) => (): never => { throw refused(`Bun.${name}`, why); };
const sockets = "a script opens no ports; a request from outside is a file in scripts/webhooks";
export const serve = no("serve()", sockets), listen = no("listen()", sockets), connect = no("connect()", "scripts open no sockets; use fetch, WebSocket or ioredis"), udpSocket = no("udpSocket()", "scripts open no sockets"),
  build = no("build()", "the host bundles scripts itself: host build"), plugin = no("plugin()", "the host bundles scripts itself: host build"), openInEditor = no("openInEditor()", "a script has no desktop"),
  resolveSync = no("resolveSync()", "everything is inside the bundle; use import"), mmap = no("mmap()", "read the file with Bun.file");
const fetchGlobal = (...args: Any[]): Any => (globalThis.fetch as Any)(...args);

export { $, spawn, spawnSync, file, write, Glob, fileURLToPath, pathToFileURL, fetchGlobal as fetch };
export const stdin = file(0), stdout = file(1), stderr = file(2);

const Bun: Any = {
  version, revision, env, argv, main, isMainThread, enableANSIColors, sleep, sleepSync, which, nanoseconds, hash, CryptoHasher, MD5, SHA1, SHA224, SHA256, SHA384, SHA512, SHA512_256, sha, inspect,
  escapeHTML, stringWidth, stripANSI, deepEquals, peek, randomUUIDv7, indexOfLine, concatArrayBuffers, allocUnsafe, gc, shrink, readableStreamToText, readableStreamToJSON,
  readableStreamToArrayBuffer, readableStreamToBytes, readableStreamToBlob, readableStreamToArray, gzipSync, gunzipSync, deflateSync, inflateSync, serve, listen, connect, udpSocket, build,
  plugin, openInEditor, resolveSync, mmap, $, spawn, spawnSync, file, write, Glob, fetch: fetchGlobal, stdin, stdout, stderr,
  fileURLToPath: (u: Any) => fileURLToPath(u), pathToFileURL: (p: Any) => pathToFileURL(p),
  YAML, TOML, zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync, password,
};
export default Bun;
