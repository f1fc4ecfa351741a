// node:crypto, over Go's cryptography.
import native from "host:internal/nodecrypto";
import { Buffer } from "node:buffer";
import process from "node:process";
import { Transform, Writable } from "node:stream";
import { coded, invalidArgType, outOfRange, refused, wantFunction, wantInteger, wantString } from "host:internal/node-errors";
import { KeyObject, asPrivate, asPublic, createPrivateKey, createPublicKey, createSecretKey, encodePair, keyBytes } from "./_keys.ts";

type Any = any;

/** Bytes given as text, a view or a buffer. */
function bytes(value: Any, name: string, encoding?: Any): Uint8Array {
  if (typeof value === "string") return Buffer.from(value, encoding === "buffer" ? "utf8" : encoding);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw invalidArgType(name, ["string", "Buffer", "TypedArray", "DataView"], value);
}

const give = (b: Any, encoding?: Any): Any => {
  const out = b instanceof ArrayBuffer ? Buffer.from(b) : Buffer.from(b.buffer, b.byteOffset, b.byteLength);
  return encoding && encoding !== "buffer" ? out.toString(encoding) : out;
};

function callLater(promise: Promise<Any>, callback: Any): void {
  promise.then((v) => process.nextTick(callback, null, v), (e) => process.nextTick(callback, e));
}

// --- hashes ---

const encodings: Record<string, string> = { "utf-8": "utf8", ucs2: "utf16le", "ucs-2": "utf16le", "utf-16le": "utf16le", binary: "latin1" };
const streamed: Any = {
  _transform(this: Any, chunk: Any, encoding: Any, done: Any) { this.update(chunk, encoding); done(); },
  _flush(this: Any, done: Any) { this.push(this.digest()); done(); },
};

/** Hashes and Hmacs are streams too; they become one when they are used as one. */
abstract class Digest {
  protected state: Any;
  protected over = false;
  #stream: Any;

  update(data: Any, encoding?: Any): this {
    if (this.over) throw coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    if (typeof data !== "string" && !ArrayBuffer.isView(data)) throw invalidArgType("data", ["string", "Buffer", "TypedArray", "DataView"], data);
    const name = encoding === undefined || encoding === "buffer" ? "utf8" : String(encoding).toLowerCase();
    this.state.update(data, encodings[name] ?? name);
    return this;
  }
  protected result(encoding?: Any): Any {
    this.over = true;
    return give(this.state.digest(), encoding);
  }
  /** What is read of it as a stream. */
  protected streamed(): Any { return (this as Any).digest(); }
  get stream(): Any {
    if (!this.#stream) {
      this.#stream = new Transform({ transform: (c: Any, e: Any, done: Any) => streamed._transform.call(this, c, e, done), flush: (done: Any) => { this.#stream.push(this.streamed()); done(); } });
    }
    return this.#stream;
  }
}
for (const name of ["write", "end", "pipe", "on", "once", "off", "emit", "addListener", "removeListener", "read", "setEncoding", "resume", "pause", "destroy", "cork", "uncork", "listenerCount", "removeAllListeners", "prependListener", "listeners"]) {
  Object.defineProperty(Digest.prototype, name, { writable: true, configurable: true, value(this: Any, ...args: Any[]) {
    const out = this.stream[name](...args);
    return out === this.stream ? this : out;
  } });
}
for (const name of ["writable", "readable", "destroyed", "writableEnded", "readableEnded", "writableLength", "writableNeedDrain", "_readableState", "_writableState"]) {
  Object.defineProperty(Digest.prototype, name, { configurable: true, get(this: Any) { return this.stream[name]; } });
}
Object.defineProperty(Digest.prototype, Symbol.asyncIterator, { value(this: Any) { return this.stream[Symbol.asyncIterator](); } });

export class Hash extends Digest {
  #algorithm: string;
  constructor(algorithm: Any, options?: Any, state?: Any) {
    super();
    this.#algorithm = algorithm;
    wantString(algorithm, "algorithm");
    this.state = state ?? native.hash(algorithm);
    if (this.state === undefined) throw Object.assign(new Error("Digest method not supported"), { code: "ERR_OSSL_EVP_UNSUPPORTED" });
    if (options?.outputLength !== undefined && options.outputLength !== this.state.copy().digest().byteLength) {
      throw Object.assign(new Error(`${algorithm} has one length only, which outputLength cannot change`), { code: "ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH" });
    }
  }
  digest(encoding?: Any): Any {
    if (this.over) throw coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    return this.result(encoding);
  }
  /** The digest can still be asked for after the stream has ended. */
  protected streamed(): Any { return give(this.state.copy().digest(), undefined); }
  copy(): Hash {
    if (this.over) throw coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    return new Hash(this.#algorithm, undefined, this.state.copy());
  }
}

export class Hmac extends Digest {
  constructor(algorithm: Any, key: Any) {
    super();
    wantString(algorithm, "hmac");
    if (key === null || key === undefined) throw invalidArgType("key", ["ArrayBuffer", "Buffer", "TypedArray", "DataView", "string", "KeyObject", "CryptoKey"], key);
    this.state = native.hash(algorithm, keyBytes(key));
    if (this.state === undefined) throw coded(Error, "ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${algorithm}`);
  }
  digest(encoding?: Any): Any {
    // A second digest is empty in Node, rather than an error.
    if (this.over) return encoding && encoding !== "buffer" ? "" : Buffer.alloc(0);
    return this.result(encoding);
  }
}

export const createHash = (algorithm: string, options?: Any): Hash => new Hash(algorithm, options);
export const createHmac = (algorithm: string, key: Any): Hmac => new Hmac(algorithm, key);
export const getHashes = (): string[] => native.hashes();
export const hash = (algorithm: string, data: Any, encoding: Any = "hex"): Any => new Hash(algorithm).update(data).digest(encoding);

// --- randomness ---

export function randomBytes(size: Any, callback?: Any): Any {
  if (typeof size !== "number") throw invalidArgType("size", "number", size);
  if (!(size >= 0 && size <= 2147483647)) throw outOfRange("size", ">= 0 && <= 2147483647", size);
  const out = give(native.random(Math.trunc(size)));
  if (callback === undefined) return out;
  wantFunction(callback, "callback");
  process.nextTick(callback, null, out);
}
export { randomBytes as pseudoRandomBytes, randomBytes as prng, randomBytes as rng };

export function randomFillSync(buffer: Any, offset = 0, size?: number): Any {
  const view = buffer instanceof ArrayBuffer ? new Uint8Array(buffer) : new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const n = size ?? view.length - offset;
  if (offset > view.length || offset < 0) throw outOfRange("offset", `>= 0 && <= ${view.length}`, offset);
  if (n < 0 || offset + n > view.length) throw outOfRange("size + offset", `<= ${view.length}`, offset + n);
  view.set(native.random(n), offset);
  return buffer;
}

export function randomFill(buffer: Any, ...rest: Any[]): void {
  const callback = rest.pop();
  wantFunction(callback, "callback");
  randomFillSync(buffer, rest[0], rest[1]);
  process.nextTick(callback, null, buffer);
}

export function randomInt(min: Any, max?: Any, callback?: Any): Any {
  if (max === undefined || typeof max === "function") [min, max, callback] = [0, min, max];
  if (!Number.isSafeInteger(min)) throw invalidArgType("min", "a safe integer", min);
  if (!Number.isSafeInteger(max)) throw invalidArgType("max", "a safe integer", max);
  if (max <= min) throw outOfRange("max", `greater than the value of "min" (${min})`, max);
  const span = max - min;
  if (span > 2 ** 48 - 1) throw outOfRange("max - min", "<= 281474976710655", span);
  const limit = 2 ** 48 - (2 ** 48 % span);
  let n: number;
  do n = give(native.random(6)).readUIntBE(0, 6);
  while (n >= limit);
  const out = min + (n % span);
  if (!callback) return out;
  process.nextTick(callback, null, out);
}

export function randomUUID(_options?: Any): string {
  const b = give(native.random(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  const hex = b.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function timingSafeEqual(a: Any, b: Any): boolean {
  for (const [v, name] of [[a, "buf1"], [b, "buf2"]]) if (!ArrayBuffer.isView(v) && !(v instanceof ArrayBuffer)) throw invalidArgType(name, ["ArrayBuffer", "Buffer", "TypedArray", "DataView"], v);
  const [x, y] = [bytes(a, "buf1"), bytes(b, "buf2")];
  if (x.length !== y.length) throw coded(RangeError, "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", "Input buffers must have the same byte length");
  return native.equal(x, y);
}

// --- derivation ---

function pbkdf2Arguments(password: Any, salt: Any, iterations: Any, length: Any, digest: Any): Any[] {
  wantString(digest, "digest");
  wantInteger(iterations, "iterations", 1, 2147483647);
  wantInteger(length, "keylen", 0, 2147483647);
  return [keyBytes(password, "password"), bytes(salt, "salt"), iterations, length, digest];
}
export const pbkdf2Sync = (...args: Any[]): Any => give((native.pbkdf2Sync as Any)(...pbkdf2Arguments(args[0], args[1], args[2], args[3], args[4])));
export function pbkdf2(password: Any, salt: Any, iterations: Any, length: Any, digest: Any, callback: Any): void {
  wantFunction(callback, "callback");
  callLater((native.pbkdf2 as Any)(...pbkdf2Arguments(password, salt, iterations, length, digest)).then(give), callback);
}

function scryptArguments(password: Any, salt: Any, length: Any, options: Any = {}): Any[] {
  const n = options.N ?? options.cost ?? 16384;
  const r = options.r ?? options.blockSize ?? 8;
  const p = options.p ?? options.parallelization ?? 1;
  wantInteger(length, "keylen", 0, 2147483647);
  if (128 * n * r > (options.maxmem ?? 32 * 1024 * 1024)) throw coded(RangeError, "ERR_CRYPTO_INVALID_SCRYPT_PARAMS", "Invalid scrypt params: memory limit exceeded");
  return [keyBytes(password, "password"), bytes(salt, "salt"), n, r, p, length];
}
export const scryptSync = (password: Any, salt: Any, length: Any, options?: Any): Any => give((native.scryptSync as Any)(...scryptArguments(password, salt, length, options)));
export function scrypt(password: Any, salt: Any, length: Any, options: Any, callback?: Any): void {
  if (callback === undefined) [options, callback] = [undefined, options];
  wantFunction(callback, "callback");
  callLater((native.scrypt as Any)(...scryptArguments(password, salt, length, options)).then(give), callback);
}

const hkdfArguments = (digest: Any, key: Any, salt: Any, info: Any, length: Any): Any[] => {
  wantString(digest, "digest");
  wantInteger(length, "length", 0, 2147483647);
  return [digest, keyBytes(key), bytes(salt, "salt"), bytes(info, "info"), length];
};
const asArrayBuffer = (b: Uint8Array): ArrayBuffer => b.slice().buffer as ArrayBuffer;
export const hkdfSync = (...args: Any[]): ArrayBuffer => asArrayBuffer((native.hkdfSync as Any)(...hkdfArguments(args[0], args[1], args[2], args[3], args[4])));
export function hkdf(digest: Any, key: Any, salt: Any, info: Any, length: Any, callback: Any): void {
  wantFunction(callback, "callback");
  callLater((native.hkdf as Any)(...hkdfArguments(digest, key, salt, info, length)).then(asArrayBuffer), callback);
}

// --- ciphers ---

abstract class Crypt {
  protected state: Any;
  #over = false;
  #stream: Any;
  constructor(name: Any, key: Any, iv: Any, options: Any, encrypt: boolean) {
    wantString(name, "cipher");
    if (options?.authTagLength !== undefined && options.authTagLength !== 16) {
      throw refused(`authTagLength: ${options.authTagLength}`, "authentication tags have 16 bytes here");
    }
    this.state = native.cipher(name, keyBytes(key), iv === null ? new Uint8Array(0) : bytes(iv, "iv"), encrypt);
  }
  update(data: Any, inputEncoding?: Any, outputEncoding?: Any): Any {
    return give(this.state.update(bytes(data, "data", inputEncoding)), outputEncoding);
  }
  final(encoding?: Any): Any {
    if (this.#over) throw coded(Error, "ERR_CRYPTO_INVALID_STATE", "Unsupported state");
    this.#over = true;
    return give(this.state.final(), encoding);
  }
  setAutoPadding(on = true): this {
    this.state.setPadding(!!on);
    return this;
  }
  setAAD(data: Any, _options?: Any): this {
    this.state.setAAD(bytes(data, "buffer"));
    return this;
  }
  get stream(): Any {
    return (this.#stream ??= new Transform({
      transform: (chunk: Any, encoding: Any, done: Any) => done(null, this.update(chunk, encoding)),
      flush: (done: Any) => {
        try {
          done(null, this.final());
        } catch (e) {
          done(e);
        }
      },
    }));
  }
}
for (const name of ["write", "end", "pipe", "on", "once", "off", "emit", "addListener", "removeListener", "read", "setEncoding", "resume", "pause", "destroy", "cork", "uncork", "listenerCount", "removeAllListeners", "prependListener", "listeners"]) {
  Object.defineProperty(Crypt.prototype, name, (Object.getOwnPropertyDescriptor(Digest.prototype, name) as Any)!);
}
Object.defineProperty(Crypt.prototype, Symbol.asyncIterator, { value(this: Any) { return this.stream[Symbol.asyncIterator](); } });
for (const name of ["writable", "readable", "destroyed", "writableEnded", "readableEnded", "_readableState", "_writableState"]) {
  Object.defineProperty(Crypt.prototype, name, Object.getOwnPropertyDescriptor(Digest.prototype, name)!);
}

export class Cipheriv extends Crypt {
  constructor(name: Any, key: Any, iv: Any, options?: Any) { super(name, key, iv, options, true); }
  getAuthTag(): Any { return give(this.state.tag()); }
}
export class Decipheriv extends Crypt {
  constructor(name: Any, key: Any, iv: Any, options?: Any) { super(name, key, iv, options, false); }
  setAuthTag(tag: Any, encoding?: Any): this {
    this.state.setTag(bytes(tag, "buffer", encoding));
    return this;
  }
}
export const createCipheriv = (name: string, key: Any, iv: Any, options?: Any): Cipheriv => new Cipheriv(name, key, iv, options);
export const createDecipheriv = (name: string, key: Any, iv: Any, options?: Any): Decipheriv => new Decipheriv(name, key, iv, options);
export const getCipherInfo = (name: string): Any => native.cipherInfo(name) ?? undefined;
export const getCiphers = (): string[] => ["cbc", "ctr", "ecb", "gcm"].flatMap((m) => [128, 192, 256].map((b) => `aes-${b}-${m}`)).concat("des-ede3-cbc").sort();

// --- signatures ---

function scheme(digest: Any, options: Any): Any {
  const padding = options?.padding;
  if (padding !== undefined && padding !== constants.RSA_PKCS1_PADDING && padding !== constants.RSA_PKCS1_PSS_PADDING) {
    throw refused(`padding: ${padding}`, "signatures have RSA_PKCS1_PADDING or RSA_PKCS1_PSS_PADDING");
  }
  const salt = options?.saltLength;
  return { digest: digest ?? "", pss: padding === constants.RSA_PKCS1_PSS_PADDING, salt: salt === undefined || salt === constants.RSA_PSS_SALTLEN_AUTO || salt === constants.RSA_PSS_SALTLEN_MAX_SIGN ? -2 : salt, p1363: options?.dsaEncoding === "ieee-p1363" };
}
const defaultDigest = (digest: Any, k: KeyObject): Any => digest ?? (k.asymmetricKeyType === "ed25519" ? "" : "sha256");

export function sign(digest: Any, data: Any, key: Any, callback?: Any): Any {
  const k = asPrivate(key);
  const args = [scheme(defaultDigest(digest, k), key), k.der, bytes(data, "data")];
  if (!callback) return give((native.signSync as Any)(...args));
  callLater((native.sign as Any)(...args).then(give), callback);
}

export function verify(digest: Any, data: Any, key: Any, signature: Any, callback?: Any): Any {
  const k = asPublic(key);
  const args = [scheme(defaultDigest(digest, k), key), k.der, bytes(data, "data"), bytes(signature, "signature")];
  if (!callback) return (native.verifySync as Any)(...args);
  callLater((native.verify as Any)(...args), callback);
}

class Gathering extends (Writable as Any) {
  chunks: Any[] = [];
  digestName: string;
  constructor(algorithm: string) {
    super({ write: (chunk: Any, encoding: Any, done: Any) => { this.update(chunk, encoding); done(); } });
    wantString(algorithm, "algorithm");
    this.digestName = algorithm;
  }
  update(data: Any, encoding?: Any): this {
    this.chunks.push(Buffer.from(bytes(data, "data", encoding)));
    return this;
  }
}
export class Sign extends Gathering {
  sign(key: Any, encoding?: Any): Any {
    const out = sign(this.digestName, Buffer.concat(this.chunks), key);
    return encoding && encoding !== "buffer" ? out.toString(encoding) : out;
  }
}
export class Verify extends Gathering {
  verify(key: Any, signature: Any, encoding?: Any): boolean {
    return verify(this.digestName, Buffer.concat(this.chunks), key, bytes(signature, "signature", encoding));
  }
}
export const createSign = (algorithm: string): Sign => new Sign(algorithm);
export const createVerify = (algorithm: string): Verify => new Verify(algorithm);

// --- keys ---

function generateArguments(type: Any, options: Any = {}): Any[] {
  wantString(type, "type");
  if (options.publicExponent !== undefined && options.publicExponent !== 65537) throw refused(`publicExponent: ${options.publicExponent}`, "keys are made with 65537");
  if (options.paramEncoding !== undefined && options.paramEncoding !== "named") throw refused(`paramEncoding: "${options.paramEncoding}"`, "curves are named");
  return [type, options.modulusLength ?? 2048, options.namedCurve ?? ""];
}
export const generateKeyPairSync = (type: Any, options?: Any): Any => encodePair(native.generateSync(...(generateArguments(type, options) as [Any, Any, Any])), options);
export function generateKeyPair(type: Any, options: Any, callback?: Any): void {
  if (typeof options === "function") [options, callback] = [undefined, options];
  wantFunction(callback, "callback");
  native.generate(...(generateArguments(type, options) as [Any, Any, Any])).then((pair: Any) => {
    const { publicKey, privateKey } = encodePair(pair, options);
    process.nextTick(callback, null, publicKey, privateKey);
  }, (e: Any) => process.nextTick(callback, e));
}
Object.defineProperty(generateKeyPair, Symbol.for("nodejs.util.promisify.custom"), {
  value: async (type: Any, options?: Any) => encodePair(await native.generate(...(generateArguments(type, options) as [Any, Any, Any])), options),
});
export function generateKeySync(type: "hmac" | "aes", options: { length: number }): KeyObject {
  if (type !== "hmac" && type !== "aes") throw coded(TypeError, "ERR_INVALID_ARG_VALUE", `The argument 'type' must be a supported key type. Received '${type}'`);
  return createSecretKey(native.random(options.length >> 3));
}
export function generateKey(type: Any, options: Any, callback: Any): void {
  process.nextTick(callback, null, generateKeySync(type, options));
}
export const diffieHellman = ({ privateKey, publicKey }: Any): Any => give(native.agree(asPrivate(privateKey).der, asPublic(publicKey).der));

function padding(key: Any): string {
  switch (key?.padding) {
    case constants.RSA_PKCS1_PADDING:
      return "pkcs1";
    case undefined:
    case constants.RSA_PKCS1_OAEP_PADDING:
      return key?.oaepHash ?? "";
  }
  throw refused(`padding: ${key.padding}`, "keys encrypt with RSA_PKCS1_OAEP_PADDING or RSA_PKCS1_PADDING");
}
export const publicEncrypt = (key: Any, data: Any): Any => give(native.encryptSync(asPublic(key).der, bytes(data, "buffer"), padding(key), bytes(key?.oaepLabel ?? "", "oaepLabel")));
export const privateDecrypt = (key: Any, data: Any): Any => give(native.decryptSync(asPrivate(key).der, bytes(data, "buffer"), padding(key), bytes(key?.oaepLabel ?? "", "oaepLabel")));

export const constants = {
  RSA_PKCS1_PADDING: 1, RSA_NO_PADDING: 3, RSA_PKCS1_OAEP_PADDING: 4, RSA_PKCS1_PSS_PADDING: 6, RSA_PSS_SALTLEN_DIGEST: -1, RSA_PSS_SALTLEN_MAX_SIGN: -2, RSA_PSS_SALTLEN_AUTO: -2,
};

const no = (name: string, instead: string) => (): never => { throw refused(`crypto.${name}()`, instead); };
export const createECDH = no("createECDH", "use generateKeyPairSync and diffieHellman"), createDiffieHellman = no("createDiffieHellman", "use generateKeyPairSync(\"x25519\") and diffieHellman"),
  privateEncrypt = no("privateEncrypt", "use sign"), publicDecrypt = no("publicDecrypt", "use verify");
export const getCurves = (): string[] => ["prime256v1", "secp224r1", "secp384r1", "secp521r1"];
export const getFips = (): number => 0;
export const webcrypto: Any = globalThis.crypto;
export const subtle: Any = globalThis.crypto?.subtle;
export const getRandomValues = (view: Any): Any => globalThis.crypto.getRandomValues(view);

export { KeyObject, createPrivateKey, createPublicKey, createSecretKey };
export default {
  Hash, Hmac, createHash, createHmac, getHashes, hash, randomBytes, pseudoRandomBytes: randomBytes, randomFillSync, randomFill, randomInt, randomUUID, timingSafeEqual, pbkdf2, pbkdf2Sync, scrypt,
  scryptSync, hkdf, hkdfSync, Cipheriv, Decipheriv, createCipheriv, createDecipheriv, getCipherInfo, getCiphers, sign, verify, Sign, Verify, createSign, createVerify, generateKeyPairSync,
  generateKeyPair, generateKeySync, generateKey, diffieHellman, publicEncrypt, privateDecrypt, constants, createECDH, createDiffieHellman, privateEncrypt, publicDecrypt, getCurves, getFips,
  getRandomValues, prng: randomBytes, rng: randomBytes, KeyObject, createPrivateKey, createPublicKey, createSecretKey,
  get webcrypto() { return globalThis.crypto; },
  get subtle() { return globalThis.crypto.subtle; },
};
