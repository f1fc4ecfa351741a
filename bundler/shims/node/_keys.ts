// KeyObject and what is taken for a key.
import native from "host:internal/nodecrypto";
import { Buffer } from "node:buffer";
import { coded, invalidArgType } from "host:internal/node-errors";

type Any = any;

export class KeyObject {
  readonly type: "secret" | "public" | "private";
  #bytes: Uint8Array;
  #details: Any;
  constructor(type: Any, bytes: Uint8Array, details: Any = {}) {
    this.type = type;
    this.#bytes = bytes;
    this.#details = details;
  }
  /** PKCS #8, SPKI, or the secret itself. */
  get der(): Uint8Array { return this.#bytes; }
  get symmetricKeySize(): number | undefined { return this.type === "secret" ? this.#bytes.length : undefined; }
  get asymmetricKeyType(): string | undefined { return this.#details.kind; }
  get asymmetricKeyDetails(): Any {
    if (this.type === "secret") return undefined;
    if (this.#details.kind === "rsa") return { modulusLength: this.#details.bits, publicExponent: 65537n };
    return this.#details.kind === "ec" ? { namedCurve: this.#details.curve } : {};
  }
  equals(other: KeyObject): boolean { return this.type === other.type && Buffer.from(this.#bytes).equals(other.der); }
  toString(): string { return "[object KeyObject]"; }

  export(options: Any = {}): Any {
    if (this.type === "secret") {
      if (options.format === "jwk") return { kty: "oct", k: Buffer.from(this.#bytes).toString("base64url") };
      return Buffer.from(this.#bytes);
    }
    if (options.format === "jwk") return native.toJWK(this.#bytes, this.type === "private");
    const type = options.type ?? (this.type === "private" ? "pkcs8" : "spki");
    if (options.passphrase !== undefined || options.cipher !== undefined) throw coded(Error, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "an encrypted key cannot be written here: encrypt it with openssl pkcs8 afterwards");
    const der = Buffer.from(native.encodeKey(this.#bytes, this.type === "private", type));
    if (options.format === "der") return der;
    const labels: Any = { pkcs8: "PRIVATE KEY", spki: "PUBLIC KEY", sec1: "EC PRIVATE KEY", pkcs1: this.type === "private" ? "RSA PRIVATE KEY" : "RSA PUBLIC KEY" };
    const lines = der.toString("base64").match(/.{1,64}/g)!.join("\n");
    return `-----BEGIN ${labels[type]}-----\n${lines}\n-----END ${labels[type]}-----\n`;
  }
}
Object.defineProperty(KeyObject.prototype, Symbol.toStringTag, { value: "KeyObject", configurable: true });

const object = (k: Any): KeyObject => new KeyObject(k.type, Buffer.from(k.der, "base64"), k);

/** The bytes of a secret: text, bytes or a KeyObject. */
export function keyBytes(key: Any, name = "key"): Uint8Array {
  if (typeof key === "string") return Buffer.from(key);
  if (key instanceof KeyObject) return key.der;
  if (ArrayBuffer.isView(key)) return new Uint8Array(key.buffer as ArrayBuffer, key.byteOffset, key.byteLength);
  if (key instanceof ArrayBuffer) return new Uint8Array(key);
  throw invalidArgType(name, ["ArrayBuffer", "Buffer", "TypedArray", "DataView", "string", "KeyObject", "CryptoKey"], key);
}

const members = ["kty", "crv", "n", "e", "x", "y", "d", "p", "q", "dp", "dq", "qi"];

function parse(key: Any, isPrivate: boolean): KeyObject {
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
    const own: Any = {};
    for (const m of members) if (data[m] !== undefined) own[m] = data[m];
    return object(native.fromJWK(own, isPrivate));
  }
  if (data === undefined || data === null) throw invalidArgType("key", ["ArrayBuffer", "Buffer", "TypedArray", "DataView", "string", "KeyObject", "CryptoKey"], data);
  const bytes = typeof data === "string" && typeof key === "object" && key.encoding ? Buffer.from(data, key.encoding) : keyBytes(data);
  return object(native.parseKey(bytes, format, type || (isPrivate ? "pkcs8" : "spki"), isPrivate));
}

export function createPrivateKey(key: Any): KeyObject {
  if (key instanceof KeyObject) throw coded(TypeError, "ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE", `Invalid key object type ${key.type}, expected private.`);
  return parse(key, true);
}

export function createPublicKey(key: Any): KeyObject {
  const k = key instanceof KeyObject ? key : parse(key, false);
  if (k.type === "secret") throw coded(TypeError, "ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE", "Invalid key object type secret, expected private.");
  return k.type === "private" ? object(native.publicOf(k.der)) : k;
}

export function createSecretKey(key: Any, encoding?: Any): KeyObject {
  return new KeyObject("secret", typeof key === "string" ? Buffer.from(key, encoding) : Buffer.from(keyBytes(key)));
}

export function asPrivate(key: Any): KeyObject {
  const k = parse(key, true);
  if (k.type !== "private") throw coded(TypeError, "ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE", `Invalid key object type ${k.type}, expected private.`);
  return k;
}

export function asPublic(key: Any): KeyObject {
  const k = parse(key, false);
  return k.type === "private" ? object(native.publicOf(k.der)) : k;
}

/** A new pair in the encodings that the options ask for. */
export function encodePair([publicKey, privateKey]: Any, options: Any = {}): Any {
  const encode = (k: KeyObject, o: Any) => (o ? k.export(o) : k);
  return { publicKey: encode(object(publicKey), options?.publicKeyEncoding), privateKey: encode(object(privateKey), options?.privateKeyEncoding) };
}
