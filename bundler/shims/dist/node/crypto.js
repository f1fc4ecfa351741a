// Code generated from bundler/shims/node/crypto.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: a8f22f34848bf0f01e774e9da918ac94be94f113707183544cd119596f47ba98
var __lazy = (load, names) => names.reduce((all, name) => Object.defineProperty(all, name, {
  configurable: true,
  enumerable: true,
  get() {
    const value = load()[name];
    if (value !== undefined) Object.defineProperty(all, name, { value });
    return value;
  }
}), {});
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true, configurable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => !isNodeMode && mod != null && mod.__esModule ? mod : (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });

// bundler/shims/node/crypto.ts
var crypto_exports = {};
__export(crypto_exports, {
  Cipheriv: () => Cipheriv,
  Decipheriv: () => Decipheriv,
  Hash: () => Hash,
  Hmac: () => Hmac,
  KeyObject: () => KeyObject,
  Sign: () => Sign,
  Verify: () => Verify,
  constants: () => constants,
  createCipheriv: () => createCipheriv,
  createDecipheriv: () => createDecipheriv,
  createDiffieHellman: () => createDiffieHellman,
  createECDH: () => createECDH,
  createHash: () => createHash,
  createHmac: () => createHmac,
  createPrivateKey: () => createPrivateKey,
  createPublicKey: () => createPublicKey,
  createSecretKey: () => createSecretKey,
  createSign: () => createSign,
  createVerify: () => createVerify,
  default: () => crypto_default,
  diffieHellman: () => diffieHellman,
  generateKey: () => generateKey,
  generateKeyPair: () => generateKeyPair,
  generateKeyPairSync: () => generateKeyPairSync,
  generateKeySync: () => generateKeySync,
  getCipherInfo: () => getCipherInfo,
  getCiphers: () => getCiphers,
  getCurves: () => getCurves,
  getFips: () => getFips,
  getHashes: () => getHashes,
  getRandomValues: () => getRandomValues,
  hash: () => hash,
  hkdf: () => hkdf,
  hkdfSync: () => hkdfSync,
  pbkdf2: () => pbkdf2,
  pbkdf2Sync: () => pbkdf2Sync,
  privateDecrypt: () => privateDecrypt,
  privateEncrypt: () => privateEncrypt,
  prng: () => randomBytes,
  pseudoRandomBytes: () => randomBytes,
  publicDecrypt: () => publicDecrypt,
  publicEncrypt: () => publicEncrypt,
  randomBytes: () => randomBytes,
  randomFill: () => randomFill,
  randomFillSync: () => randomFillSync,
  randomInt: () => randomInt,
  randomUUID: () => randomUUID,
  rng: () => randomBytes,
  scrypt: () => scrypt,
  scryptSync: () => scryptSync,
  sign: () => sign,
  subtle: () => subtle,
  timingSafeEqual: () => timingSafeEqual,
  verify: () => verify,
  webcrypto: () => webcrypto
});
module.exports = __toCommonJS(crypto_exports);
var import_nodecrypto2 = __toESM(require("host:internal/nodecrypto"));
var import_node_buffer2 = __lazy(() => require("node:buffer"), ["Buffer"]);
var import_node_process = __lazy(() => __toESM(require("node:process")), ["default"]);
var import_node_stream = __lazy(() => require("node:stream"), ["Transform", "Writable"]);
var import_node_errors2 = require("host:internal/node-errors");

// bundler/shims/node/_keys.ts
var import_nodecrypto = __toESM(require("host:internal/nodecrypto"));
var import_node_buffer = __lazy(() => require("node:buffer"), ["Buffer"]);
var import_node_errors = require("host:internal/node-errors");
var KeyObject = class {
  type;
  #bytes;
  #details;
  constructor(type, bytes2, details = {}) {
    this.type = type;
    this.#bytes = bytes2;
    this.#details = details;
  }
  /** PKCS #8, SPKI, or the secret itself. */
  get der() {
    return this.#bytes;
  }
  get symmetricKeySize() {
    return this.type === "secret" ? this.#bytes.length : void 0;
  }
  get asymmetricKeyType() {
    return this.#details.kind;
  }
  get asymmetricKeyDetails() {
    if (this.type === "secret") return void 0;
    if (this.#details.kind === "rsa") return { modulusLength: this.#details.bits, publicExponent: 65537n };
    return this.#details.kind === "ec" ? { namedCurve: this.#details.curve } : {};
  }
  equals(other) {
    return this.type === other.type && import_node_buffer.Buffer.from(this.#bytes).equals(other.der);
  }
  toString() {
    return "[object KeyObject]";
  }
  export(options = {}) {
    if (this.type === "secret") {
      if (options.format === "jwk") return { kty: "oct", k: import_node_buffer.Buffer.from(this.#bytes).toString("base64url") };
      return import_node_buffer.Buffer.from(this.#bytes);
    }
    if (options.format === "jwk") return import_nodecrypto.default.toJWK(this.#bytes, this.type === "private");
    const type = options.type ?? (this.type === "private" ? "pkcs8" : "spki");
    if (options.passphrase !== void 0 || options.cipher !== void 0) throw (0, import_node_errors.coded)(Error, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "an encrypted key cannot be written here: encrypt it with openssl pkcs8 afterwards");
    const der = import_node_buffer.Buffer.from(import_nodecrypto.default.encodeKey(this.#bytes, this.type === "private", type));
    if (options.format === "der") return der;
    const labels = { pkcs8: "PRIVATE KEY", spki: "PUBLIC KEY", sec1: "EC PRIVATE KEY", pkcs1: this.type === "private" ? "RSA PRIVATE KEY" : "RSA PUBLIC KEY" };
    const lines = der.toString("base64").match(/.{1,64}/g).join("\n");
    return `-----BEGIN ${labels[type]}-----
${lines}
-----END ${labels[type]}-----
`;
  }
};
Object.defineProperty(KeyObject.prototype, Symbol.toStringTag, { value: "KeyObject", configurable: true });
var object = (k) => new KeyObject(k.type, import_node_buffer.Buffer.from(k.der, "base64"), k);
function keyBytes(key, name = "key") {
  if (typeof key === "string") return import_node_buffer.Buffer.from(key);
  if (key instanceof KeyObject) return key.der;
  if (ArrayBuffer.isView(key)) return new Uint8Array(key.buffer, key.byteOffset, key.byteLength);
  if (key instanceof ArrayBuffer) return new Uint8Array(key);
  throw (0, import_node_errors.invalidArgType)(name, ["ArrayBuffer", "Buffer", "TypedArray", "DataView", "string", "KeyObject", "CryptoKey"], key);
}
var members = ["kty", "crv", "n", "e", "x", "y", "d", "p", "q", "dp", "dq", "qi"];
function parse(key, isPrivate) {
  if (key instanceof KeyObject) return key;
  let data = key;
  let format = "pem";
  let type = "";
  if (typeof key === "object" && key !== null && !ArrayBuffer.isView(key) && !(key instanceof ArrayBuffer)) {
    data = key.key;
    format = key.format ?? "pem";
    type = key.type ?? "";
    if (data instanceof KeyObject) return data;
  }
  if (format === "jwk") {
    const own = {};
    for (const m of members) if (data[m] !== void 0) own[m] = data[m];
    return object(import_nodecrypto.default.fromJWK(own, isPrivate));
  }
  if (data === void 0 || data === null) throw (0, import_node_errors.invalidArgType)("key", ["ArrayBuffer", "Buffer", "TypedArray", "DataView", "string", "KeyObject", "CryptoKey"], data);
  const bytes2 = typeof data === "string" && typeof key === "object" && key.encoding ? import_node_buffer.Buffer.from(data, key.encoding) : keyBytes(data);
  return object(import_nodecrypto.default.parseKey(bytes2, format, type || (isPrivate ? "pkcs8" : "spki"), isPrivate));
}
function createPrivateKey(key) {
  if (key instanceof KeyObject) throw (0, import_node_errors.coded)(TypeError, "ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE", `Invalid key object type ${key.type}, expected private.`);
  return parse(key, true);
}
function createPublicKey(key) {
  const k = key instanceof KeyObject ? key : parse(key, false);
  if (k.type === "secret") throw (0, import_node_errors.coded)(TypeError, "ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE", "Invalid key object type secret, expected private.");
  return k.type === "private" ? object(import_nodecrypto.default.publicOf(k.der)) : k;
}
function createSecretKey(key, encoding) {
  return new KeyObject("secret", typeof key === "string" ? import_node_buffer.Buffer.from(key, encoding) : import_node_buffer.Buffer.from(keyBytes(key)));
}
function asPrivate(key) {
  const k = parse(key, true);
  if (k.type !== "private") throw (0, import_node_errors.coded)(TypeError, "ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE", `Invalid key object type ${k.type}, expected private.`);
  return k;
}
function asPublic(key) {
  const k = parse(key, false);
  return k.type === "private" ? object(import_nodecrypto.default.publicOf(k.der)) : k;
}
function encodePair([publicKey, privateKey], options = {}) {
  const encode = (k, o) => o ? k.export(o) : k;
  return { publicKey: encode(object(publicKey), options?.publicKeyEncoding), privateKey: encode(object(privateKey), options?.privateKeyEncoding) };
}

// bundler/shims/node/crypto.ts
function bytes(value, name, encoding) {
  if (typeof value === "string") return import_node_buffer2.Buffer.from(value, encoding === "buffer" ? "utf8" : encoding);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw (0, import_node_errors2.invalidArgType)(name, ["string", "Buffer", "TypedArray", "DataView"], value);
}
var give = (b, encoding) => {
  const out = b instanceof ArrayBuffer ? import_node_buffer2.Buffer.from(b) : import_node_buffer2.Buffer.from(b.buffer, b.byteOffset, b.byteLength);
  return encoding && encoding !== "buffer" ? out.toString(encoding) : out;
};
function callLater(promise, callback) {
  promise.then((v) => import_node_process.default.nextTick(callback, null, v), (e) => import_node_process.default.nextTick(callback, e));
}
var encodings = { "utf-8": "utf8", ucs2: "utf16le", "ucs-2": "utf16le", "utf-16le": "utf16le", binary: "latin1" };
var streamed = {
  _transform(chunk, encoding, done) {
    this.update(chunk, encoding);
    done();
  },
  _flush(done) {
    this.push(this.digest());
    done();
  }
};
var Digest = class {
  state;
  over = false;
  #stream;
  update(data, encoding) {
    if (this.over) throw (0, import_node_errors2.coded)(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    if (typeof data !== "string" && !ArrayBuffer.isView(data)) throw (0, import_node_errors2.invalidArgType)("data", ["string", "Buffer", "TypedArray", "DataView"], data);
    const name = encoding === void 0 || encoding === "buffer" ? "utf8" : String(encoding).toLowerCase();
    this.state.update(data, encodings[name] ?? name);
    return this;
  }
  result(encoding) {
    this.over = true;
    return give(this.state.digest(), encoding);
  }
  /** What is read of it as a stream. */
  streamed() {
    return this.digest();
  }
  get stream() {
    if (!this.#stream) {
      this.#stream = new import_node_stream.Transform({ transform: (c, e, done) => streamed._transform.call(this, c, e, done), flush: (done) => {
        this.#stream.push(this.streamed());
        done();
      } });
    }
    return this.#stream;
  }
};
for (const name of ["write", "end", "pipe", "on", "once", "off", "emit", "addListener", "removeListener", "read", "setEncoding", "resume", "pause", "destroy", "cork", "uncork", "listenerCount", "removeAllListeners", "prependListener", "listeners"]) {
  Object.defineProperty(Digest.prototype, name, { writable: true, configurable: true, value(...args) {
    const out = this.stream[name](...args);
    return out === this.stream ? this : out;
  } });
}
for (const name of ["writable", "readable", "destroyed", "writableEnded", "readableEnded", "writableLength", "writableNeedDrain", "_readableState", "_writableState"]) {
  Object.defineProperty(Digest.prototype, name, { configurable: true, get() {
    return this.stream[name];
  } });
}
Object.defineProperty(Digest.prototype, Symbol.asyncIterator, { value() {
  return this.stream[Symbol.asyncIterator]();
} });
var Hash = class _Hash extends Digest {
  #algorithm;
  constructor(algorithm, options, state) {
    super();
    this.#algorithm = algorithm;
    (0, import_node_errors2.wantString)(algorithm, "algorithm");
    this.state = state ?? import_nodecrypto2.default.hash(algorithm);
    if (this.state === void 0) throw Object.assign(new Error("Digest method not supported"), { code: "ERR_OSSL_EVP_UNSUPPORTED" });
    if (options?.outputLength !== void 0 && options.outputLength !== this.state.copy().digest().byteLength) {
      throw Object.assign(new Error(`${algorithm} has one length only, which outputLength cannot change`), { code: "ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH" });
    }
  }
  digest(encoding) {
    if (this.over) throw (0, import_node_errors2.coded)(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    return this.result(encoding);
  }
  /** The digest can still be asked for after the stream has ended. */
  streamed() {
    return give(this.state.copy().digest(), void 0);
  }
  copy() {
    if (this.over) throw (0, import_node_errors2.coded)(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    return new _Hash(this.#algorithm, void 0, this.state.copy());
  }
};
var Hmac = class extends Digest {
  constructor(algorithm, key) {
    super();
    (0, import_node_errors2.wantString)(algorithm, "hmac");
    if (key === null || key === void 0) throw (0, import_node_errors2.invalidArgType)("key", ["ArrayBuffer", "Buffer", "TypedArray", "DataView", "string", "KeyObject", "CryptoKey"], key);
    this.state = import_nodecrypto2.default.hash(algorithm, keyBytes(key));
    if (this.state === void 0) throw (0, import_node_errors2.coded)(Error, "ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${algorithm}`);
  }
  digest(encoding) {
    if (this.over) return encoding && encoding !== "buffer" ? "" : import_node_buffer2.Buffer.alloc(0);
    return this.result(encoding);
  }
};
var createHash = (algorithm, options) => new Hash(algorithm, options);
var createHmac = (algorithm, key) => new Hmac(algorithm, key);
var getHashes = () => import_nodecrypto2.default.hashes();
var hash = (algorithm, data, encoding = "hex") => new Hash(algorithm).update(data).digest(encoding);
function randomBytes(size, callback) {
  if (typeof size !== "number") throw (0, import_node_errors2.invalidArgType)("size", "number", size);
  if (!(size >= 0 && size <= 2147483647)) throw (0, import_node_errors2.outOfRange)("size", ">= 0 && <= 2147483647", size);
  const out = give(import_nodecrypto2.default.random(Math.trunc(size)));
  if (callback === void 0) return out;
  (0, import_node_errors2.wantFunction)(callback, "callback");
  import_node_process.default.nextTick(callback, null, out);
}
function randomFillSync(buffer, offset = 0, size) {
  const view = buffer instanceof ArrayBuffer ? new Uint8Array(buffer) : new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const n = size ?? view.length - offset;
  if (offset > view.length || offset < 0) throw (0, import_node_errors2.outOfRange)("offset", `>= 0 && <= ${view.length}`, offset);
  if (n < 0 || offset + n > view.length) throw (0, import_node_errors2.outOfRange)("size + offset", `<= ${view.length}`, offset + n);
  view.set(import_nodecrypto2.default.random(n), offset);
  return buffer;
}
function randomFill(buffer, ...rest) {
  const callback = rest.pop();
  (0, import_node_errors2.wantFunction)(callback, "callback");
  randomFillSync(buffer, rest[0], rest[1]);
  import_node_process.default.nextTick(callback, null, buffer);
}
function randomInt(min, max, callback) {
  if (max === void 0 || typeof max === "function") [min, max, callback] = [0, min, max];
  if (!Number.isSafeInteger(min)) throw (0, import_node_errors2.invalidArgType)("min", "a safe integer", min);
  if (!Number.isSafeInteger(max)) throw (0, import_node_errors2.invalidArgType)("max", "a safe integer", max);
  if (max <= min) throw (0, import_node_errors2.outOfRange)("max", `greater than the value of "min" (${min})`, max);
  const span = max - min;
  if (span > 2 ** 48 - 1) throw (0, import_node_errors2.outOfRange)("max - min", "<= 281474976710655", span);
  const limit = 2 ** 48 - 2 ** 48 % span;
  let n;
  do
    n = give(import_nodecrypto2.default.random(6)).readUIntBE(0, 6);
  while (n >= limit);
  const out = min + n % span;
  if (!callback) return out;
  import_node_process.default.nextTick(callback, null, out);
}
function randomUUID(_options) {
  const b = give(import_nodecrypto2.default.random(16));
  b[6] = b[6] & 15 | 64;
  b[8] = b[8] & 63 | 128;
  const hex = b.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
function timingSafeEqual(a, b) {
  for (const [v, name] of [[a, "buf1"], [b, "buf2"]]) if (!ArrayBuffer.isView(v) && !(v instanceof ArrayBuffer)) throw (0, import_node_errors2.invalidArgType)(name, ["ArrayBuffer", "Buffer", "TypedArray", "DataView"], v);
  const [x, y] = [bytes(a, "buf1"), bytes(b, "buf2")];
  if (x.length !== y.length) throw (0, import_node_errors2.coded)(RangeError, "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", "Input buffers must have the same byte length");
  return import_nodecrypto2.default.equal(x, y);
}
function pbkdf2Arguments(password, salt, iterations, length, digest) {
  (0, import_node_errors2.wantString)(digest, "digest");
  (0, import_node_errors2.wantInteger)(iterations, "iterations", 1, 2147483647);
  (0, import_node_errors2.wantInteger)(length, "keylen", 0, 2147483647);
  return [keyBytes(password, "password"), bytes(salt, "salt"), iterations, length, digest];
}
var pbkdf2Sync = (...args) => give(import_nodecrypto2.default.pbkdf2Sync(...pbkdf2Arguments(args[0], args[1], args[2], args[3], args[4])));
function pbkdf2(password, salt, iterations, length, digest, callback) {
  (0, import_node_errors2.wantFunction)(callback, "callback");
  callLater(import_nodecrypto2.default.pbkdf2(...pbkdf2Arguments(password, salt, iterations, length, digest)).then(give), callback);
}
function scryptArguments(password, salt, length, options = {}) {
  const n = options.N ?? options.cost ?? 16384;
  const r = options.r ?? options.blockSize ?? 8;
  const p = options.p ?? options.parallelization ?? 1;
  (0, import_node_errors2.wantInteger)(length, "keylen", 0, 2147483647);
  if (128 * n * r > (options.maxmem ?? 32 * 1024 * 1024)) throw (0, import_node_errors2.coded)(RangeError, "ERR_CRYPTO_INVALID_SCRYPT_PARAMS", "Invalid scrypt params: memory limit exceeded");
  return [keyBytes(password, "password"), bytes(salt, "salt"), n, r, p, length];
}
var scryptSync = (password, salt, length, options) => give(import_nodecrypto2.default.scryptSync(...scryptArguments(password, salt, length, options)));
function scrypt(password, salt, length, options, callback) {
  if (callback === void 0) [options, callback] = [void 0, options];
  (0, import_node_errors2.wantFunction)(callback, "callback");
  callLater(import_nodecrypto2.default.scrypt(...scryptArguments(password, salt, length, options)).then(give), callback);
}
var hkdfArguments = (digest, key, salt, info, length) => {
  (0, import_node_errors2.wantString)(digest, "digest");
  (0, import_node_errors2.wantInteger)(length, "length", 0, 2147483647);
  return [digest, keyBytes(key), bytes(salt, "salt"), bytes(info, "info"), length];
};
var asArrayBuffer = (b) => b.slice().buffer;
var hkdfSync = (...args) => asArrayBuffer(import_nodecrypto2.default.hkdfSync(...hkdfArguments(args[0], args[1], args[2], args[3], args[4])));
function hkdf(digest, key, salt, info, length, callback) {
  (0, import_node_errors2.wantFunction)(callback, "callback");
  callLater(import_nodecrypto2.default.hkdf(...hkdfArguments(digest, key, salt, info, length)).then(asArrayBuffer), callback);
}
var Crypt = class {
  state;
  #over = false;
  #stream;
  constructor(name, key, iv, options, encrypt) {
    (0, import_node_errors2.wantString)(name, "cipher");
    if (options?.authTagLength !== void 0 && options.authTagLength !== 16) {
      throw (0, import_node_errors2.refused)(`authTagLength: ${options.authTagLength}`, "authentication tags have 16 bytes here");
    }
    this.state = import_nodecrypto2.default.cipher(name, keyBytes(key), iv === null ? new Uint8Array(0) : bytes(iv, "iv"), encrypt);
  }
  update(data, inputEncoding, outputEncoding) {
    return give(this.state.update(bytes(data, "data", inputEncoding)), outputEncoding);
  }
  final(encoding) {
    if (this.#over) throw (0, import_node_errors2.coded)(Error, "ERR_CRYPTO_INVALID_STATE", "Unsupported state");
    this.#over = true;
    return give(this.state.final(), encoding);
  }
  setAutoPadding(on = true) {
    this.state.setPadding(!!on);
    return this;
  }
  setAAD(data, _options) {
    this.state.setAAD(bytes(data, "buffer"));
    return this;
  }
  get stream() {
    return this.#stream ??= new import_node_stream.Transform({
      transform: (chunk, encoding, done) => done(null, this.update(chunk, encoding)),
      flush: (done) => {
        try {
          done(null, this.final());
        } catch (e) {
          done(e);
        }
      }
    });
  }
};
for (const name of ["write", "end", "pipe", "on", "once", "off", "emit", "addListener", "removeListener", "read", "setEncoding", "resume", "pause", "destroy", "cork", "uncork", "listenerCount", "removeAllListeners", "prependListener", "listeners"]) {
  Object.defineProperty(Crypt.prototype, name, Object.getOwnPropertyDescriptor(Digest.prototype, name));
}
Object.defineProperty(Crypt.prototype, Symbol.asyncIterator, { value() {
  return this.stream[Symbol.asyncIterator]();
} });
for (const name of ["writable", "readable", "destroyed", "writableEnded", "readableEnded", "_readableState", "_writableState"]) {
  Object.defineProperty(Crypt.prototype, name, Object.getOwnPropertyDescriptor(Digest.prototype, name));
}
var Cipheriv = class extends Crypt {
  constructor(name, key, iv, options) {
    super(name, key, iv, options, true);
  }
  getAuthTag() {
    return give(this.state.tag());
  }
};
var Decipheriv = class extends Crypt {
  constructor(name, key, iv, options) {
    super(name, key, iv, options, false);
  }
  setAuthTag(tag, encoding) {
    this.state.setTag(bytes(tag, "buffer", encoding));
    return this;
  }
};
var createCipheriv = (name, key, iv, options) => new Cipheriv(name, key, iv, options);
var createDecipheriv = (name, key, iv, options) => new Decipheriv(name, key, iv, options);
var getCipherInfo = (name) => import_nodecrypto2.default.cipherInfo(name) ?? void 0;
var getCiphers = () => ["cbc", "ctr", "ecb", "gcm"].flatMap((m) => [128, 192, 256].map((b) => `aes-${b}-${m}`)).concat("des-ede3-cbc").sort();
function scheme(digest, options) {
  const padding2 = options?.padding;
  if (padding2 !== void 0 && padding2 !== constants.RSA_PKCS1_PADDING && padding2 !== constants.RSA_PKCS1_PSS_PADDING) {
    throw (0, import_node_errors2.refused)(`padding: ${padding2}`, "signatures have RSA_PKCS1_PADDING or RSA_PKCS1_PSS_PADDING");
  }
  const salt = options?.saltLength;
  return { digest: digest ?? "", pss: padding2 === constants.RSA_PKCS1_PSS_PADDING, salt: salt === void 0 || salt === constants.RSA_PSS_SALTLEN_AUTO || salt === constants.RSA_PSS_SALTLEN_MAX_SIGN ? -2 : salt, p1363: options?.dsaEncoding === "ieee-p1363" };
}
var defaultDigest = (digest, k) => digest ?? (k.asymmetricKeyType === "ed25519" ? "" : "sha256");
function sign(digest, data, key, callback) {
  const k = asPrivate(key);
  const args = [scheme(defaultDigest(digest, k), key), k.der, bytes(data, "data")];
  if (!callback) return give(import_nodecrypto2.default.signSync(...args));
  callLater(import_nodecrypto2.default.sign(...args).then(give), callback);
}
function verify(digest, data, key, signature, callback) {
  const k = asPublic(key);
  const args = [scheme(defaultDigest(digest, k), key), k.der, bytes(data, "data"), bytes(signature, "signature")];
  if (!callback) return import_nodecrypto2.default.verifySync(...args);
  callLater(import_nodecrypto2.default.verify(...args), callback);
}
var Gathering = class extends import_node_stream.Writable {
  chunks = [];
  digestName;
  constructor(algorithm) {
    super({ write: (chunk, encoding, done) => {
      this.update(chunk, encoding);
      done();
    } });
    (0, import_node_errors2.wantString)(algorithm, "algorithm");
    this.digestName = algorithm;
  }
  update(data, encoding) {
    this.chunks.push(import_node_buffer2.Buffer.from(bytes(data, "data", encoding)));
    return this;
  }
};
var Sign = class extends Gathering {
  sign(key, encoding) {
    const out = sign(this.digestName, import_node_buffer2.Buffer.concat(this.chunks), key);
    return encoding && encoding !== "buffer" ? out.toString(encoding) : out;
  }
};
var Verify = class extends Gathering {
  verify(key, signature, encoding) {
    return verify(this.digestName, import_node_buffer2.Buffer.concat(this.chunks), key, bytes(signature, "signature", encoding));
  }
};
var createSign = (algorithm) => new Sign(algorithm);
var createVerify = (algorithm) => new Verify(algorithm);
function generateArguments(type, options = {}) {
  (0, import_node_errors2.wantString)(type, "type");
  if (options.publicExponent !== void 0 && options.publicExponent !== 65537) throw (0, import_node_errors2.refused)(`publicExponent: ${options.publicExponent}`, "keys are made with 65537");
  if (options.paramEncoding !== void 0 && options.paramEncoding !== "named") throw (0, import_node_errors2.refused)(`paramEncoding: "${options.paramEncoding}"`, "curves are named");
  return [type, options.modulusLength ?? 2048, options.namedCurve ?? ""];
}
var generateKeyPairSync = (type, options) => encodePair(import_nodecrypto2.default.generateSync(...generateArguments(type, options)), options);
function generateKeyPair(type, options, callback) {
  if (typeof options === "function") [options, callback] = [void 0, options];
  (0, import_node_errors2.wantFunction)(callback, "callback");
  import_nodecrypto2.default.generate(...generateArguments(type, options)).then((pair) => {
    const { publicKey, privateKey } = encodePair(pair, options);
    import_node_process.default.nextTick(callback, null, publicKey, privateKey);
  }, (e) => import_node_process.default.nextTick(callback, e));
}
Object.defineProperty(generateKeyPair, /* @__PURE__ */ Symbol.for("nodejs.util.promisify.custom"), {
  value: async (type, options) => encodePair(await import_nodecrypto2.default.generate(...generateArguments(type, options)), options)
});
function generateKeySync(type, options) {
  if (type !== "hmac" && type !== "aes") throw (0, import_node_errors2.coded)(TypeError, "ERR_INVALID_ARG_VALUE", `The argument 'type' must be a supported key type. Received '${type}'`);
  return createSecretKey(import_nodecrypto2.default.random(options.length >> 3));
}
function generateKey(type, options, callback) {
  import_node_process.default.nextTick(callback, null, generateKeySync(type, options));
}
var diffieHellman = ({ privateKey, publicKey }) => give(import_nodecrypto2.default.agree(asPrivate(privateKey).der, asPublic(publicKey).der));
function padding(key) {
  switch (key?.padding) {
    case constants.RSA_PKCS1_PADDING:
      return "pkcs1";
    case void 0:
    case constants.RSA_PKCS1_OAEP_PADDING:
      return key?.oaepHash ?? "";
  }
  throw (0, import_node_errors2.refused)(`padding: ${key.padding}`, "keys encrypt with RSA_PKCS1_OAEP_PADDING or RSA_PKCS1_PADDING");
}
var publicEncrypt = (key, data) => give(import_nodecrypto2.default.encryptSync(asPublic(key).der, bytes(data, "buffer"), padding(key), bytes(key?.oaepLabel ?? "", "oaepLabel")));
var privateDecrypt = (key, data) => give(import_nodecrypto2.default.decryptSync(asPrivate(key).der, bytes(data, "buffer"), padding(key), bytes(key?.oaepLabel ?? "", "oaepLabel")));
var constants = {
  RSA_PKCS1_PADDING: 1,
  RSA_NO_PADDING: 3,
  RSA_PKCS1_OAEP_PADDING: 4,
  RSA_PKCS1_PSS_PADDING: 6,
  RSA_PSS_SALTLEN_DIGEST: -1,
  RSA_PSS_SALTLEN_MAX_SIGN: -2,
  RSA_PSS_SALTLEN_AUTO: -2
};
var no = (name, instead) => () => {
  throw (0, import_node_errors2.refused)(`crypto.${name}()`, instead);
};
var createECDH = no("createECDH", "use generateKeyPairSync and diffieHellman");
var createDiffieHellman = no("createDiffieHellman", 'use generateKeyPairSync("x25519") and diffieHellman');
var privateEncrypt = no("privateEncrypt", "use sign");
var publicDecrypt = no("publicDecrypt", "use verify");
var getCurves = () => ["prime256v1", "secp224r1", "secp384r1", "secp521r1"];
var getFips = () => 0;
var webcrypto = globalThis.crypto;
var subtle = globalThis.crypto?.subtle;
var getRandomValues = (view) => globalThis.crypto.getRandomValues(view);
var crypto_default = {
  Hash,
  Hmac,
  createHash,
  createHmac,
  getHashes,
  hash,
  randomBytes,
  pseudoRandomBytes: randomBytes,
  randomFillSync,
  randomFill,
  randomInt,
  randomUUID,
  timingSafeEqual,
  pbkdf2,
  pbkdf2Sync,
  scrypt,
  scryptSync,
  hkdf,
  hkdfSync,
  Cipheriv,
  Decipheriv,
  createCipheriv,
  createDecipheriv,
  getCipherInfo,
  getCiphers,
  sign,
  verify,
  Sign,
  Verify,
  createSign,
  createVerify,
  generateKeyPairSync,
  generateKeyPair,
  generateKeySync,
  generateKey,
  diffieHellman,
  publicEncrypt,
  privateDecrypt,
  constants,
  createECDH,
  createDiffieHellman,
  privateEncrypt,
  publicDecrypt,
  getCurves,
  getFips,
  getRandomValues,
  prng: randomBytes,
  rng: randomBytes,
  KeyObject,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  get webcrypto() {
    return globalThis.crypto;
  },
  get subtle() {
    return globalThis.crypto.subtle;
  }
};
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(crypto_exports, { Cipheriv, Decipheriv, Hash, Hmac, KeyObject, Sign, Verify, constants, createCipheriv, createDecipheriv, createDiffieHellman, createECDH, createHash, createHmac, createPrivateKey, createPublicKey, createSecretKey, createSign, createVerify, default: crypto_default, diffieHellman, generateKey, generateKeyPair, generateKeyPairSync, generateKeySync, getCipherInfo, getCiphers, getCurves, getFips, getHashes, getRandomValues, hash, hkdf, hkdfSync, pbkdf2, pbkdf2Sync, privateDecrypt, privateEncrypt, prng: randomBytes, pseudoRandomBytes: randomBytes, publicDecrypt, publicEncrypt, randomBytes, randomFill, randomFillSync, randomInt, randomUUID, rng: randomBytes, scrypt, scryptSync, sign, subtle, timingSafeEqual, verify, webcrypto });
