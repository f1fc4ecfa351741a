import { equal, ok, record, rejects, test, throws } from "host:test";

const { subtle } = crypto;
const text = (s: string) => new TextEncoder().encode(s);
const u8 = (b: ArrayBuffer) => new Uint8Array(b);
const hex = (s: string) => Uint8Array.from(s.match(/../g)!.map((x) => parseInt(x, 16)));
async function failure(p: Promise<unknown>): Promise<string> {
  try {
    await p;
    return "no error";
  } catch (e: any) {
    return e.name;
  }
}

test("random values", () => {
  const a = new Uint8Array(16);
  ok(crypto.getRandomValues(a) === a);
  ok(a.some((b) => b !== 0));
  const part = new Uint32Array(new ArrayBuffer(16), 4, 2);
  crypto.getRandomValues(part);
  equal(new Uint8Array(part.buffer).slice(0, 4), new Uint8Array(4));
  const id = crypto.randomUUID();
  ok(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id), id);
  ok(id !== crypto.randomUUID());
  for (const bad of [new Float32Array(1), new DataView(new ArrayBuffer(1)), new Uint8Array(65537)]) {
    try {
      crypto.getRandomValues(bad as any);
      record("no error");
    } catch (e: any) {
      record(e.name);
    }
  }
});

test("digests", async () => {
  for (const name of ["SHA-1", "SHA-256", "SHA-384", "SHA-512", "sha-256"]) {
    for (const s of ["", "abc", "a".repeat(1000)]) record(u8(await subtle.digest(name, text(s))), `${name} ${s.length}`);
  }
  record(u8(await subtle.digest({ name: "SHA-256" }, text("x").buffer)));
  record(await failure(subtle.digest("MD5", text(""))));
});

test("HMAC", async () => {
  for (const hash of ["SHA-1", "SHA-256", "SHA-384", "SHA-512"]) {
    const key = await subtle.importKey("raw", text("secret"), { name: "HMAC", hash }, true, ["sign", "verify"]);
    const s = await subtle.sign("HMAC", key, text("data"));
    record(u8(s), hash);
    record([await subtle.verify("HMAC", key, s, text("data")), await subtle.verify("HMAC", key, s, text("other")), await subtle.verify("HMAC", key, u8(s).slice(1), text("data"))]);
    record([key.type, key.extractable, key.algorithm, key.usages]);
    const jwk: any = await subtle.exportKey("jwk", key);
    record([jwk.kty, jwk.k, jwk.alg, jwk.ext, jwk.key_ops]);
  }
  const made = (await subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, true, ["sign"])) as CryptoKey;
  record([made.algorithm, (await subtle.exportKey("raw", made)).byteLength]);
  const locked = await subtle.importKey("raw", text("s"), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  record(await failure(subtle.exportKey("raw", locked)));
  record(await failure(subtle.sign("HMAC", locked, text("x"))));
  record(await failure(subtle.importKey("raw", text("s"), { name: "HMAC", hash: "SHA-256" }, false, ["encrypt"])));
  record(await failure(subtle.importKey("raw", text("s"), { name: "HMAC", hash: "SHA-256" }, false, [])));
});

test("AES", async () => {
  const raw = hex("000102030405060708090a0b0c0d0e0f");
  const iv = hex("101112131415161718191a1b");
  const long = hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
  const cases: any[] = [
    { name: "AES-GCM", iv }, { name: "AES-GCM", iv, additionalData: text("more") }, { name: "AES-GCM", iv, tagLength: 96 }, { name: "AES-GCM", iv: long },
    { name: "AES-CBC", iv: long }, { name: "AES-CTR", counter: long, length: 64 }, { name: "AES-CTR", counter: hex("ffffffffffffffffffffffffffffffff"), length: 8 },
  ];
  for (const a of cases) {
    for (const size of [16, 32]) {
      const key = await subtle.importKey("raw", size === 16 ? raw : new Uint8Array([...raw, ...raw]), a.name, true, ["encrypt", "decrypt"]);
      for (const s of ["", "hello", "sixteen bytes!!!", "a longer text, of more than two blocks"]) {
        const c = await subtle.encrypt(a, key, text(s));
        record(u8(c), `${a.name} ${size} ${s.length}`);
        equal(new TextDecoder().decode(await subtle.decrypt(a, key, c)), s);
      }
    }
  }
  const key = await subtle.importKey("raw", raw, "AES-GCM", true, ["encrypt", "decrypt"]);
  const c = u8(await subtle.encrypt({ name: "AES-GCM", iv }, key, text("x")));
  c[0]! ^= 1;
  record(await failure(subtle.decrypt({ name: "AES-GCM", iv }, key, c)));
  record(await failure(subtle.decrypt({ name: "AES-CBC", iv: long }, key, c)));
  record(await failure(subtle.encrypt({ name: "AES-GCM" } as any, key, c)));
  record(await failure(subtle.importKey("raw", new Uint8Array(5), "AES-GCM", true, ["encrypt"])));
  const jwk: any = await subtle.exportKey("jwk", key);
  record([jwk.kty, jwk.k, jwk.alg]);
  const back = await subtle.importKey("jwk", jwk, "AES-GCM", true, ["encrypt"]);
  record(u8((await subtle.exportKey("raw", back)) as ArrayBuffer));
  const made = (await subtle.generateKey({ name: "AES-CBC", length: 256 }, true, ["encrypt"])) as CryptoKey;
  record(made.algorithm);
  record(await failure(subtle.generateKey({ name: "AES-CBC", length: 100 }, true, ["encrypt"])));
});

test("wrapped keys", async () => {
  const kek = await subtle.importKey("raw", hex("000102030405060708090a0b0c0d0e0f"), "AES-KW", false, ["wrapKey", "unwrapKey"]);
  const key = await subtle.importKey("raw", hex("00112233445566778899aabbccddeeff"), "AES-CBC", true, ["encrypt"]);
  const wrapped = await subtle.wrapKey("raw", key, kek, "AES-KW");
  record(u8(wrapped));
  const back = await subtle.unwrapKey("raw", wrapped, kek, "AES-KW", "AES-CBC", true, ["encrypt"]);
  record(u8((await subtle.exportKey("raw", back)) as ArrayBuffer));
  const bad = u8(wrapped).slice();
  bad[3]! ^= 1;
  record(await failure(subtle.unwrapKey("raw", bad, kek, "AES-KW", "AES-CBC", true, ["encrypt"])));
});

test("derivation", async () => {
  const password = await subtle.importKey("raw", text("password"), "PBKDF2", false, ["deriveBits", "deriveKey"]);
  record(u8(await subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: text("salt"), iterations: 1000 }, password, 256)));
  record(u8(await subtle.deriveBits({ name: "PBKDF2", hash: "SHA-512", salt: text(""), iterations: 1 }, password, 64)));
  const key = await subtle.deriveKey({ name: "PBKDF2", hash: "SHA-1", salt: text("s"), iterations: 10 }, password, { name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  record(u8((await subtle.exportKey("raw", key)) as ArrayBuffer));
  const secret = await subtle.importKey("raw", text("secret"), "HKDF", false, ["deriveBits", "deriveKey"]);
  record(u8(await subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: text("salt"), info: text("info") }, secret, 512)));
  record((await subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: text("salt"), info: text("info") }, secret, { name: "HMAC", hash: "SHA-256" }, true, ["sign"])).algorithm);
  record(await failure(subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: text("salt"), iterations: 1 }, password, 7)));
});

const privateEC = { kty: "EC", crv: "P-256", x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0", d: "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI" };

test("ECDSA", async () => {
  for (const [namedCurve, hash] of [["P-256", "SHA-256"], ["P-384", "SHA-384"], ["P-521", "SHA-512"]]) {
    const pair = (await subtle.generateKey({ name: "ECDSA", namedCurve }, true, ["sign", "verify"])) as CryptoKeyPair;
    const s = await subtle.sign({ name: "ECDSA", hash }, pair.privateKey, text("data"));
    record([s.byteLength, await subtle.verify({ name: "ECDSA", hash }, pair.publicKey, s, text("data")), await subtle.verify({ name: "ECDSA", hash }, pair.publicKey, s, text("x"))]);
    record([pair.privateKey.algorithm, pair.privateKey.usages, pair.publicKey.usages, pair.publicKey.extractable]);
    for (const [format, key] of [["pkcs8", pair.privateKey], ["spki", pair.publicKey], ["raw", pair.publicKey]] as const) {
      const out = (await subtle.exportKey(format, key)) as ArrayBuffer;
      record([format, out.byteLength]);
      const back = await subtle.importKey(format, out, { name: "ECDSA", namedCurve }, true, format === "pkcs8" ? ["sign"] : ["verify"]);
      record(back.type);
    }
  }
  const key = await subtle.importKey("jwk", privateEC, { name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
  const jwk: any = await subtle.exportKey("jwk", key);
  record([jwk.kty, jwk.crv, jwk.x, jwk.y, jwk.d, jwk.key_ops]);
  record(u8((await subtle.exportKey("pkcs8", key)) as ArrayBuffer));
  record(await failure(subtle.importKey("jwk", privateEC, { name: "ECDSA", namedCurve: "P-384" }, true, ["sign"])));
  record(await failure(subtle.importKey("raw", new Uint8Array(65), { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"])));
});

test("ECDH", async () => {
  const mine = await subtle.importKey("jwk", privateEC, { name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits", "deriveKey"]);
  const { d, ...open } = privateEC;
  const theirs = await subtle.importKey("jwk", open, { name: "ECDH", namedCurve: "P-256" }, true, []);
  record(u8(await subtle.deriveBits({ name: "ECDH", public: theirs }, mine, 256)));
  record(u8(await subtle.deriveBits({ name: "ECDH", public: theirs }, mine, 128)));
  const key = await subtle.deriveKey({ name: "ECDH", public: theirs }, mine, { name: "AES-GCM", length: 128 }, true, ["encrypt"]);
  record(u8((await subtle.exportKey("raw", key)) as ArrayBuffer));
  record(await failure(subtle.deriveBits({ name: "ECDH", public: mine }, mine, 256)));
});

test("Ed25519 and X25519", async () => {
  const jwk = { kty: "OKP", crv: "Ed25519", d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" };
  const key = await subtle.importKey("jwk", jwk, "Ed25519", true, ["sign"]);
  const s = await subtle.sign("Ed25519", key, text("hello"));
  record(u8(s));
  const open = await subtle.importKey("raw", hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"), "Ed25519", true, ["verify"]);
  record([await subtle.verify("Ed25519", open, s, text("hello")), await subtle.verify("Ed25519", open, s, text("other"))]);
  record(u8((await subtle.exportKey("pkcs8", key)) as ArrayBuffer));
  record(u8((await subtle.exportKey("spki", open)) as ArrayBuffer));
  const pair = (await subtle.generateKey("X25519", true, ["deriveBits"])) as CryptoKeyPair;
  record([(await subtle.deriveBits({ name: "X25519", public: pair.publicKey }, pair.privateKey, 256)).byteLength, pair.publicKey.algorithm]);
});

test("RSA", async () => {
  const e = new Uint8Array([1, 0, 1]);
  for (const name of ["RSASSA-PKCS1-v1_5", "RSA-PSS"]) {
    const pair = (await subtle.generateKey({ name, modulusLength: 2048, publicExponent: e, hash: "SHA-256" }, true, ["sign", "verify"])) as CryptoKeyPair;
    const s = await subtle.sign({ name, saltLength: 32 }, pair.privateKey, text("data"));
    record([s.byteLength, await subtle.verify({ name, saltLength: 32 }, pair.publicKey, s, text("data")), await subtle.verify({ name, saltLength: 32 }, pair.publicKey, s, text("other"))]);
    record(pair.publicKey.algorithm);
    const jwk: any = await subtle.exportKey("jwk", pair.privateKey);
    record([Object.keys(jwk).sort(), jwk.alg, jwk.e]);
    const back = await subtle.importKey("jwk", jwk, { name, hash: "SHA-256" }, true, ["sign"]);
    if (name === "RSASSA-PKCS1-v1_5") ok(String(u8(await subtle.sign(name, back, text("data")))) === String(u8(s)));
  }
  const pair = (await subtle.generateKey({ name: "RSA-OAEP", modulusLength: 2048, publicExponent: e, hash: "SHA-256" }, true, ["encrypt", "decrypt"])) as CryptoKeyPair;
  const c = await subtle.encrypt({ name: "RSA-OAEP", label: text("l") }, pair.publicKey, text("secret"));
  record([c.byteLength, new TextDecoder().decode(await subtle.decrypt({ name: "RSA-OAEP", label: text("l") }, pair.privateKey, c))]);
  record(await failure(subtle.decrypt({ name: "RSA-OAEP" }, pair.privateKey, c)));
});

test("classes", async () => {
  record([Object.prototype.toString.call(crypto), Object.prototype.toString.call(subtle), typeof CryptoKey]);
  throws(() => new (CryptoKey as any)(), { name: "TypeError" });
  await rejects((subtle as any).importKey("nope", text("x"), "AES-GCM", true, ["encrypt"]));
});

test("compressed points", async () => {
  const point = hex("037fcdce2770f6c45d4183cbee6fdb4b7b580733357be9ef13bacf6e3c7bd15445");
  try {
    const key = await subtle.importKey("raw", point, { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]);
    record(u8((await subtle.exportKey("raw", key)) as ArrayBuffer));
  } catch (e: any) {
    record(e.name);
  }
});
