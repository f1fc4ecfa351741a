// Code generated from bundler/shims/host/internal/crypto.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 555dfa325d452794a8d3d181b4b82b1cf8ac2a64fbececc5ce437ee77d0d89d1
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

// bundler/shims/host/internal/crypto.ts
var crypto_exports = {};
__export(crypto_exports, {
  Crypto: () => Crypto,
  CryptoKey: () => CryptoKey,
  SubtleCrypto: () => SubtleCrypto,
  crypto: () => crypto
});
module.exports = __toCommonJS(crypto_exports);
var native = __toESM(require("host:internal/crypto-native"));
var import_dom_exception = require("host:internal/dom-exception");
var import_encoding = require("host:internal/encoding");

// bundler/shims/host/internal/_names.ts
function named(classes) {
  for (const [value, of] of Object.entries(classes)) Object.defineProperty(of, "name", { value, configurable: true });
}

// bundler/shims/host/internal/crypto.ts
var secret = /* @__PURE__ */ Symbol("make");
function fail(name, message) {
  throw new import_dom_exception.DOMException(message, name);
}
async function op(work) {
  try {
    return await work;
  } catch (e) {
    if (e instanceof Error && /Error$/.test(e.name) && !["TypeError", "RangeError", "AbortError"].includes(e.name)) throw new import_dom_exception.DOMException(e.message, e.name);
    throw e;
  }
}
function bytes(data, what = "data") {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw Object.assign(new TypeError(`${what} is not an ArrayBuffer or a view of one`), { code: "ERR_INVALID_ARG_TYPE" });
}
var buffer = (b) => b.byteLength === b.buffer.byteLength ? b.buffer : b.slice().buffer;
var unbase64 = (s) => Uint8Array.from((0, import_encoding.atob)(s), (c) => c.charCodeAt(0));
var base64url = (b) => (0, import_encoding.btoa)(String.fromCharCode(...b)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
var unbase64url = (s) => unbase64(s.replace(/-/g, "+").replace(/_/g, "/"));
var material;
var CryptoKey = class {
  #type;
  #extractable;
  #algorithm;
  #usages;
  #data;
  constructor(key, type, extractable, algorithm2, usages, data) {
    if (key !== secret) throw Object.assign(new TypeError("Illegal constructor"), { code: "ERR_ILLEGAL_CONSTRUCTOR" });
    this.#type = type;
    this.#extractable = extractable;
    this.#algorithm = algorithm2;
    this.#usages = usages;
    this.#data = data;
  }
  static {
    material = (key) => key.#data;
  }
  get type() {
    return this.#type;
  }
  get extractable() {
    return this.#extractable;
  }
  get algorithm() {
    return this.#algorithm;
  }
  get usages() {
    return this.#usages;
  }
  get [Symbol.toStringTag]() {
    return "CryptoKey";
  }
};
var names = [
  "SHA-1",
  "SHA-256",
  "SHA-384",
  "SHA-512",
  "HMAC",
  "AES-GCM",
  "AES-CBC",
  "AES-CTR",
  "AES-KW",
  "RSASSA-PKCS1-v1_5",
  "RSA-PSS",
  "RSA-OAEP",
  "ECDSA",
  "ECDH",
  "Ed25519",
  "X25519",
  "PBKDF2",
  "HKDF"
];
function algorithm(given) {
  const a = typeof given === "string" ? { name: given } : given;
  if (typeof a !== "object" || a === null || a.name === void 0) throw new TypeError("Algorithm: name: Missing or not a string");
  const name = names.find((n) => n.toLowerCase() === String(a.name).toLowerCase());
  if (!name) fail("NotSupportedError", "Unrecognized algorithm name");
  return { ...a, name };
}
function hashName(given) {
  const { name } = algorithm(given);
  if (!name.startsWith("SHA-")) fail("NotSupportedError", "Unrecognized algorithm name");
  return name;
}
var uses = {
  HMAC: { secret: ["sign", "verify"] },
  "AES-GCM": { secret: ["encrypt", "decrypt", "wrapKey", "unwrapKey"] },
  "AES-CBC": { secret: ["encrypt", "decrypt", "wrapKey", "unwrapKey"] },
  "AES-CTR": { secret: ["encrypt", "decrypt", "wrapKey", "unwrapKey"] },
  "AES-KW": { secret: ["wrapKey", "unwrapKey"] },
  "RSASSA-PKCS1-v1_5": { private: ["sign"], public: ["verify"] },
  "RSA-PSS": { private: ["sign"], public: ["verify"] },
  "RSA-OAEP": { private: ["decrypt", "unwrapKey"], public: ["encrypt", "wrapKey"] },
  ECDSA: { private: ["sign"], public: ["verify"] },
  ECDH: { private: ["deriveKey", "deriveBits"], public: [] },
  Ed25519: { private: ["sign"], public: ["verify"] },
  X25519: { private: ["deriveKey", "deriveBits"], public: [] },
  PBKDF2: { secret: ["deriveKey", "deriveBits"] },
  HKDF: { secret: ["deriveKey", "deriveBits"] }
};
var order = ["encrypt", "decrypt", "sign", "verify", "deriveKey", "deriveBits", "wrapKey", "unwrapKey"];
function allowed(name, type, wanted) {
  const list = [...wanted];
  for (const use of list) {
    if (!order.includes(use)) throw new TypeError(`The provided value '${use}' is not a valid enum value of type KeyUsage.`);
    if (!uses[name][type]?.includes(use)) fail("SyntaxError", `Unsupported key usage for ${name === "HMAC" ? "an HMAC" : `a ${name}`} key`);
  }
  const kept = order.filter((u) => list.includes(u));
  if (kept.length === 0 && type !== "public") fail("SyntaxError", "Usages cannot be empty when importing a private key.");
  return kept;
}
function check(key, name, use) {
  if (!(key instanceof CryptoKey)) throw new TypeError("key is not a CryptoKey");
  if (key.algorithm.name !== name) fail("InvalidAccessError", "Key algorithm mismatch");
  if (!key.usages.includes(use)) fail("InvalidAccessError", `Unable to use this key to ${use.replace(/Key|Bits/, "")}`);
}
function aesLength(bits) {
  const n = Number(bits);
  if (n !== 128 && n !== 192 && n !== 256) fail("OperationError", "Invalid key length");
  return n;
}
var blockBits = { "SHA-1": 512, "SHA-256": 512, "SHA-384": 1024, "SHA-512": 1024 };
async function cipher(a, encrypt, key, data) {
  const none = new Uint8Array(0);
  switch (a.name) {
    case "AES-GCM": {
      const bits = a.tagLength ?? 128;
      if (![32, 64, 96, 104, 112, 120, 128].includes(bits)) fail("OperationError", `${bits} is not a valid AES-GCM tag length`);
      return await op(native.aes(a.name, encrypt, material(key), bytes(a.iv, "algorithm.iv"), a.additionalData === void 0 ? none : bytes(a.additionalData), bits, data));
    }
    case "AES-CBC":
      return await op(native.aes(a.name, encrypt, material(key), bytes(a.iv, "algorithm.iv"), none, 0, data));
    case "AES-CTR":
      return await op(native.aes(a.name, encrypt, material(key), bytes(a.counter, "algorithm.counter"), none, Number(a.length), data));
    case "AES-KW":
      return await op(native.aes(a.name, encrypt, material(key), none, none, 0, data));
    case "RSA-OAEP": {
      if (key.type !== (encrypt ? "public" : "private")) fail("InvalidAccessError", "The requested operation is not valid for the provided key");
      return await op(native.rsa(key.algorithm.hash.name, encrypt, material(key), a.label === void 0 ? none : bytes(a.label), data));
    }
  }
  return fail("NotSupportedError", "Unrecognized algorithm name");
}
function scheme(a, key) {
  switch (a.name) {
    case "RSA-PSS":
      return { name: a.name, hash: key.algorithm.hash.name, salt: Number(a.saltLength) };
    case "RSASSA-PKCS1-v1_5":
      return { name: a.name, hash: key.algorithm.hash.name };
    case "ECDSA":
      return { name: a.name, hash: hashName(a.hash) };
    case "Ed25519":
      return { name: a.name };
  }
  return fail("NotSupportedError", "Unrecognized algorithm name");
}
async function derive(a, key, bits) {
  switch (a.name) {
    case "PBKDF2":
    case "HKDF": {
      if (bits === null || bits % 8 !== 0) fail("OperationError", "length must be a multiple of 8");
      const salt = bytes(a.salt, "algorithm.salt");
      if (a.name === "HKDF") return await op(native.hkdf(hashName(a.hash), material(key), salt, bytes(a.info, "algorithm.info"), bits / 8));
      if (!(Number(a.iterations) > 0)) fail("OperationError", "iterations cannot be zero");
      return await op(native.pbkdf2(hashName(a.hash), material(key), salt, Math.trunc(Number(a.iterations)), bits / 8));
    }
    case "ECDH":
    case "X25519": {
      const other = a.public;
      if (!(other instanceof CryptoKey)) throw new TypeError("algorithm.public is not a CryptoKey");
      if (other.type !== "public") fail("InvalidAccessError", "algorithm.public must be a public key");
      if (other.algorithm.name !== a.name) fail("InvalidAccessError", "Keys must be of the same type");
      if (other.algorithm.namedCurve !== key.algorithm.namedCurve) fail("InvalidAccessError", "Named curve mismatch");
      const all = await op(native.agree(material(key), material(other)));
      if (bits === null) return all;
      if (bits > all.length * 8) fail("OperationError", "derived bit length is too small");
      const out = all.slice(0, Math.ceil(bits / 8));
      if (bits % 8) out[out.length - 1] &= 255 << 8 - bits % 8;
      return out;
    }
  }
  return fail("NotSupportedError", "Unrecognized algorithm name");
}
function keyAlgorithm(a, kind) {
  const wrong = () => fail("DataError", "Invalid key type");
  switch (a.name) {
    case "RSASSA-PKCS1-v1_5":
    case "RSA-PSS":
    case "RSA-OAEP":
      if (kind.name !== "RSA") wrong();
      return { name: a.name, modulusLength: kind.bits, publicExponent: exponent(kind.exponent), hash: { name: hashName(a.hash) } };
    case "ECDSA":
    case "ECDH":
      if (kind.name !== "EC") wrong();
      if (kind.curve !== a.namedCurve) fail("DataError", "Named curve mismatch");
      return { name: a.name, namedCurve: a.namedCurve };
    default:
      if (kind.name !== a.name) wrong();
      return { name: a.name };
  }
}
function exponent(n) {
  const list = [];
  for (; n > 0; n = Math.floor(n / 256)) list.unshift(n % 256);
  return Uint8Array.from(list);
}
function secretKey(a, data, extractable, usages, length) {
  const kept = allowed(a.name, "secret", usages);
  switch (a.name) {
    case "HMAC": {
      if (data.length === 0) fail("DataError", "Zero-length key is not supported");
      const hash = hashName(a.hash);
      return new CryptoKey(secret, "secret", extractable, { name: a.name, hash: { name: hash }, length: length ?? data.length * 8 }, kept, data);
    }
    case "PBKDF2":
    case "HKDF":
      if (extractable) fail("SyntaxError", `${a.name} keys are not extractable`);
      return new CryptoKey(secret, "secret", false, { name: a.name }, kept, data);
  }
  if (![16, 24, 32].includes(data.length)) fail("DataError", "Invalid key length");
  return new CryptoKey(secret, "secret", extractable, { name: a.name, length: data.length * 8 }, kept, data);
}
var aesLetters = { "AES-GCM": "GCM", "AES-CBC": "CBC", "AES-CTR": "CTR", "AES-KW": "KW" };
var rsaLetters = { "RSASSA-PKCS1-v1_5": "RS", "RSA-PSS": "PS", "RSA-OAEP": "RSA-OAEP" };
function alg(key) {
  const a = key.algorithm;
  const bits = a.hash?.name.slice(4);
  if (a.name === "HMAC") return `HS${bits}`;
  if (aesLetters[a.name]) return `A${a.length}${aesLetters[a.name]}`;
  if (a.name === "RSA-OAEP") return bits === "1" ? "RSA-OAEP" : `RSA-OAEP-${bits}`;
  if (rsaLetters[a.name]) return `${rsaLetters[a.name]}${bits}`;
  return a.name === "Ed25519" ? "Ed25519" : void 0;
}
var SubtleCrypto = class {
  constructor(key) {
    if (key !== secret) throw Object.assign(new TypeError("Illegal constructor"), { code: "ERR_ILLEGAL_CONSTRUCTOR" });
  }
  async digest(given, data) {
    return buffer(await op(native.digest(hashName(given), bytes(data))));
  }
  async encrypt(given, key, data) {
    const a = algorithm(given);
    check(key, a.name, "encrypt");
    return buffer(await cipher(a, true, key, bytes(data)));
  }
  async decrypt(given, key, data) {
    const a = algorithm(given);
    check(key, a.name, "decrypt");
    return buffer(await cipher(a, false, key, bytes(data)));
  }
  async sign(given, key, data) {
    const a = algorithm(given);
    check(key, a.name, "sign");
    if (a.name === "HMAC") return buffer(await op(native.hmac(key.algorithm.hash.name, material(key), bytes(data))));
    return buffer(await op(native.sign(scheme(a, key), material(key), bytes(data))));
  }
  async verify(given, key, signature, data) {
    const a = algorithm(given);
    check(key, a.name, "verify");
    const s = bytes(signature);
    if (a.name !== "HMAC") return await op(native.verify(scheme(a, key), material(key), s, bytes(data)));
    const want = await op(native.hmac(key.algorithm.hash.name, material(key), bytes(data)));
    let different = want.length ^ s.length;
    for (let i = 0; i < want.length; i++) different |= want[i] ^ (s[i] ?? 0);
    return different === 0;
  }
  async deriveBits(given, key, length = null) {
    const a = algorithm(given);
    check(key, a.name, "deriveBits");
    return buffer(await derive(a, key, length));
  }
  async deriveKey(given, key, type, extractable, usages) {
    const a = algorithm(given);
    check(key, a.name, "deriveKey");
    const t = algorithm(type);
    let bits = null;
    if (t.name === "HMAC") bits = t.length ?? blockBits[hashName(t.hash)];
    else if (t.name.startsWith("AES-")) bits = aesLength(t.length);
    return secretKey(t, await derive(a, key, bits), Boolean(extractable), usages, t.name === "HMAC" ? bits : void 0);
  }
  async generateKey(given, extractable, usages) {
    const a = algorithm(given);
    if (a.name === "HMAC" || a.name.startsWith("AES-")) {
      if (usages.length === 0) fail("SyntaxError", "Usages cannot be empty when creating a key.");
      allowed(a.name, "secret", usages);
      const bits = a.name === "HMAC" ? a.length ?? blockBits[hashName(a.hash)] : aesLength(a.length);
      if (!(bits > 0)) fail("OperationError", "Zero-length key is not supported");
      return secretKey(a, native.fill(new Uint8Array(Math.ceil(bits / 8))), Boolean(extractable), usages, a.name === "HMAC" ? bits : void 0);
    }
    const table = uses[a.name];
    if (!table?.private) fail("NotSupportedError", "Unrecognized algorithm name");
    for (const use of usages) if (!table.private.includes(use) && !table.public.includes(use)) fail("SyntaxError", `Unsupported key usage for a ${a.name} key`);
    const kept = order.filter((u) => table.private.includes(u) && usages.includes(u));
    if (kept.length === 0) fail("SyntaxError", "Usages cannot be empty when creating a key.");
    let kind = { name: a.name };
    if (a.name.startsWith("RSA")) {
      kind = { name: "RSA", bits: Number(a.modulusLength), exponent: [...bytes(a.publicExponent)].reduce((n, b) => n * 256 + b, 0) };
      hashName(a.hash);
    } else if (a.name.startsWith("EC")) {
      kind = { name: "EC", curve: String(a.namedCurve) };
    }
    const pair = await op(native.generate(kind));
    const described = keyAlgorithm(a, kind);
    return {
      privateKey: new CryptoKey(secret, "private", Boolean(extractable), described, kept, unbase64(pair.private)),
      publicKey: new CryptoKey(secret, "public", true, described, order.filter((u) => table.public.includes(u) && usages.includes(u)), unbase64(pair.public))
    };
  }
  async importKey(format, data, given, extractable, usages) {
    const a = algorithm(given);
    const table = uses[a.name];
    if (!table) fail("NotSupportedError", "Unrecognized algorithm name");
    const may = Boolean(extractable);
    switch (format) {
      case "raw":
        if (table.secret) return secretKey(a, bytes(data, "keyData").slice(), may, usages, a.length);
        if (a.name.startsWith("RSA")) fail("NotSupportedError", `Unable to import ${a.name} using raw format`);
        return this.#asymmetric(a, await op(native.fromRaw({ name: a.name.startsWith("EC") ? "EC" : a.name, ...a.namedCurve ? { curve: a.namedCurve } : {} }, bytes(data))), false, may, usages);
      case "spki":
      case "pkcs8":
        if (table.secret) fail("NotSupportedError", `Unable to import ${a.name} using ${format} format`);
        return this.#asymmetric(a, bytes(data, "keyData").slice(), format === "pkcs8", may, usages);
      case "jwk":
        return await this.#fromJWK(a, data, may, usages);
    }
    throw new TypeError(`The provided value '${format}' is not a valid enum value of type KeyFormat.`);
  }
  async #asymmetric(a, der, isPrivate, extractable, usages) {
    const type = isPrivate ? "private" : "public";
    const kept = allowed(a.name, type, usages);
    return new CryptoKey(secret, type, extractable, keyAlgorithm(a, await op(native.describe(der, isPrivate))), kept, der);
  }
  async #fromJWK(a, key, extractable, usages) {
    if (typeof key !== "object" || key === null || key instanceof ArrayBuffer || ArrayBuffer.isView(key)) throw new TypeError("keyData is not a JWK");
    if (key.ext === false && extractable) fail("DataError", 'JWK "ext" Parameter and extractable mismatch');
    if (Array.isArray(key.key_ops) && usages.some((u) => !key.key_ops.includes(u))) fail("DataError", "Key operations and usage mismatch");
    if (uses[a.name].secret) {
      if (key.kty !== "oct" || typeof key.k !== "string") fail("DataError", "Invalid keyData");
      const made = secretKey(a, unbase64url(key.k), extractable, usages, a.length);
      if (key.alg !== void 0 && key.alg !== alg(made)) fail("DataError", 'JWK "alg" does not match the requested algorithm');
      return made;
    }
    const fields = {};
    for (const name of ["kty", "crv", "x", "y", "d", "n", "e", "p", "q", "dp", "dq", "qi"]) if (typeof key[name] === "string") fields[name] = key[name];
    const { der, private: isPrivate } = await op(native.fromJWK(fields));
    return await this.#asymmetric(a, unbase64(der), isPrivate, extractable, usages);
  }
  async exportKey(format, key) {
    if (!(key instanceof CryptoKey)) throw new TypeError("key is not a CryptoKey");
    if (!key.extractable) fail("InvalidAccessError", "key is not extractable");
    const data = material(key);
    const { name } = key.algorithm;
    const no = () => fail("NotSupportedError", `Unable to export a ${name} ${key.type} key using ${format} format`);
    switch (format) {
      case "raw":
        if (key.type === "secret") return buffer(data.slice());
        return key.type === "public" ? buffer(await op(native.toRaw(data))) : no();
      case "spki":
        return key.type === "public" ? buffer(data.slice()) : no();
      case "pkcs8":
        return key.type === "private" ? buffer(data.slice()) : no();
      case "jwk": {
        const out = { key_ops: [...key.usages], ext: true };
        if (key.type === "secret") Object.assign(out, { kty: "oct", k: base64url(data) });
        else Object.assign(out, await op(native.toJWK(data, key.type === "private")));
        const a = alg(key);
        if (a) out.alg = a;
        return out;
      }
    }
    throw new TypeError(`The provided value '${format}' is not a valid enum value of type KeyFormat.`);
  }
  async wrapKey(format, key, wrapping, given) {
    const a = algorithm(given);
    check(wrapping, a.name, "wrapKey");
    const exported = await this.exportKey(format, key);
    const data = exported instanceof ArrayBuffer ? new Uint8Array(exported) : new import_encoding.TextEncoder().encode(JSON.stringify(exported));
    return buffer(await cipher(a, true, wrapping, data));
  }
  async unwrapKey(format, wrapped, unwrapping, given, type, extractable, usages) {
    const a = algorithm(given);
    check(unwrapping, a.name, "unwrapKey");
    const data = await cipher(a, false, unwrapping, bytes(wrapped));
    let key = data;
    if (format === "jwk") {
      try {
        key = JSON.parse(new import_encoding.TextDecoder().decode(data));
      } catch {
        fail("DataError", "Invalid keyData");
      }
    }
    return await this.importKey(format, key, type, extractable, usages);
  }
  get [Symbol.toStringTag]() {
    return "SubtleCrypto";
  }
};
var integers = ["Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "BigInt64Array", "BigUint64Array"];
var kindOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
var Crypto = class {
  #subtle;
  constructor(key) {
    if (key !== secret) throw Object.assign(new TypeError("Illegal constructor"), { code: "ERR_ILLEGAL_CONSTRUCTOR" });
  }
  get subtle() {
    return this.#subtle ??= new SubtleCrypto(secret);
  }
  getRandomValues(array) {
    if (!ArrayBuffer.isView(array) || !integers.includes(kindOf.call(array))) {
      throw new import_dom_exception.DOMException("The data argument must be an integer-type TypedArray", "TypeMismatchError");
    }
    if (array.byteLength > 65536) {
      throw new import_dom_exception.DOMException(`The requested length exceeds 65,536 bytes`, "QuotaExceededError");
    }
    return native.fill(array);
  }
  randomUUID() {
    return native.randomUUID();
  }
  get [Symbol.toStringTag]() {
    return "Crypto";
  }
};
var crypto = new Crypto(secret);
named({ Crypto, CryptoKey, SubtleCrypto });
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(crypto_exports, { Crypto, CryptoKey, SubtleCrypto, crypto });
