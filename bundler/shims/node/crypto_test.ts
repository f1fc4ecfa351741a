import crypto from "node:crypto";
import { promisify } from "node:util";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { equal, ok, record, rejects, test, throws } from "host:test";

const codes = (f: () => unknown) => {
  const e = throws(f);
  return [e.name, e.code];
};

test("hashes", async () => {
  for (const a of ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha512-256", "ripemd160", "sha3-256", "blake2b512", "blake2s256", "SHA256", "RSA-SHA256"]) {
    for (const data of ["", "hello", "héllo", "x".repeat(1000)]) record(crypto.createHash(a).update(data).digest("hex"), `${a} ${data.length}`);
  }
  record([crypto.createHash("sha256").update("ab").update(Buffer.from("cd")).digest("base64"), crypto.createHash("sha256").update("6162", "hex").digest("base64url"), crypto.createHash("md5").update("é", "latin1").digest("hex")]);
  ok(Buffer.isBuffer(crypto.createHash("md5").digest()));
  const h = crypto.createHash("sha256").update("a");
  const c = h.copy();
  record([h.update("b").digest("hex"), c.update("c").digest("hex")]);
  record([codes(() => h.update("x")), codes(() => h.digest()), codes(() => crypto.createHash("sha256").update(5 as any)), throws(() => crypto.createHash("nope")).message]);
  const stream = crypto.createHash("sha1");
  await pipeline(Readable.from(["a", "b"]), stream as any);
  record((stream as any).read().toString("hex"));
  record(crypto.getHashes().includes("sha256"));
});

test("hmac", () => {
  for (const a of ["md5", "sha1", "sha256", "sha512"]) for (const key of ["", "key", "k".repeat(200)]) record(crypto.createHmac(a, key).update("data").digest("hex"), `${a} ${key.length}`);
  record(crypto.createHmac("sha256", Buffer.from([1, 2])).update("x").digest("base64"));
  record(crypto.createHmac("sha256", crypto.createSecretKey(Buffer.from("k"))).update("x").digest("hex"));
  record([codes(() => crypto.createHmac("nope", "k"))[1], codes(() => crypto.createHmac("sha256", undefined as any))]);
});

test("comparing in constant time", () => {
  record([crypto.timingSafeEqual(Buffer.from("a"), Buffer.from("a")), crypto.timingSafeEqual(Buffer.from("a"), Buffer.from("b"))]);
  record([codes(() => crypto.timingSafeEqual(Buffer.from("a"), Buffer.from("ab"))), codes(() => crypto.timingSafeEqual("a" as any, Buffer.from("a")))]);
});

test("randomness", async () => {
  record([crypto.randomBytes(8).length, (await promisify(crypto.randomBytes)(4)).length, crypto.randomFillSync(Buffer.alloc(3)).length]);
  ok(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()));
  ok(crypto.randomUUID() !== crypto.randomUUID());
  for (let i = 0; i < 50; i++) ok(crypto.randomInt(3, 7) >= 3 && crypto.randomInt(5) < 5);
  record([codes(() => crypto.randomBytes(-1)), codes(() => crypto.randomBytes("1" as any)), codes(() => crypto.randomInt(5, 5))]);
});

test("derivation", async () => {
  record([crypto.pbkdf2Sync("pw", "salt", 1000, 32, "sha256").toString("hex"), crypto.scryptSync("pw", "salt", 32).toString("hex"), crypto.scryptSync("pw", "salt", 16, { N: 1024, r: 4, p: 2 }).toString("hex"), Buffer.from(crypto.hkdfSync("sha256", "key", "salt", "info", 40)).toString("hex")]);
  record((await promisify(crypto.pbkdf2)("pw", "salt", 10, 16, "sha512")).toString("hex"));
  record(((await promisify(crypto.scrypt)("pw", "salt", 16)) as Buffer).toString("hex"));
  record([codes(() => crypto.pbkdf2Sync("p", "s", 1, 1, "nope"))[1], codes(() => crypto.pbkdf2Sync("p", "s", 0, 1, "sha1"))]);
});

test("ciphers", () => {
  const key = Buffer.alloc(32, 7);
  const iv = Buffer.alloc(16, 9);
  for (const name of ["aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "aes-128-ctr", "aes-256-ctr", "aes-128-ecb", "aes-256-ecb", "des-ede3-cbc"]) {
    const k = key.subarray(0, name.startsWith("des") ? 24 : Number(name.split("-")[1]) / 8);
    const v = name.endsWith("ecb") ? null : name.startsWith("des") ? iv.subarray(0, 8) : iv;
    for (const text of ["", "short", "exactly16bytes!!", "somewhat longer than one block of text"]) {
      const c = crypto.createCipheriv(name, k, v);
      const out = c.update(text.slice(0, 5), "utf8", "hex") + c.update(text.slice(5), "utf8", "hex") + c.final("hex");
      const d = crypto.createDecipheriv(name, k, v);
      equal(d.update(out, "hex", "utf8") + d.final("utf8"), text);
      record(out, `${name} ${text.length}`);
    }
  }
  const c = crypto.createCipheriv("aes-256-gcm", key, iv.subarray(0, 12));
  c.setAAD(Buffer.from("header"));
  const out = Buffer.concat([c.update("secret "), c.update("text"), c.final()]);
  record([out.toString("hex"), c.getAuthTag().toString("hex")]);
  const open = (tag: Buffer) => {
    const d = crypto.createDecipheriv("aes-256-gcm", key, iv.subarray(0, 12));
    d.setAAD(Buffer.from("header"));
    d.setAuthTag(tag);
    return d.update(out, undefined, "utf8") + d.final("utf8");
  };
  equal(open(c.getAuthTag()), "secret text");
  record(throws(() => open(Buffer.alloc(16))).message);
  record([codes(() => crypto.createCipheriv("nope", key, iv))[1], codes(() => crypto.createCipheriv("aes-256-cbc", key.subarray(1), iv))[1], codes(() => crypto.createCipheriv("aes-256-cbc", key, iv.subarray(1)))[1]]);
});

const edPrivate = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";

test("Ed25519", () => {
  const key = crypto.createPrivateKey(edPrivate);
  const pub = crypto.createPublicKey(key);
  const s = crypto.sign(null, Buffer.from("message"), key);
  record([s.toString("hex"), key.type, key.asymmetricKeyType, pub.export({ type: "spki", format: "pem" }), { ...(pub.export({ format: "jwk" }) as any) }.x, crypto.verify(null, Buffer.from("message"), pub, s), crypto.verify(null, Buffer.from("other"), pub, s)]);
  // A raw key as webhooks give it: the prefix makes it SPKI.
  const raw = Buffer.from((pub.export({ format: "jwk" }) as any).x, "base64url");
  const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw]);
  ok(crypto.verify(null, Buffer.from("message"), crypto.createPublicKey({ key: der, format: "der", type: "spki" }), s));
  ok(crypto.verify(null, Buffer.from("message"), { key: der, format: "der", type: "spki" } as any, s));
  equal(key.export({ type: "pkcs8", format: "pem" }), edPrivate);
});

test("RSA and EC", async () => {
  const { publicKey, privateKey } = crypto.generateKeyPairSync("rsa", { modulusLength: 2048, publicKeyEncoding: { type: "spki", format: "pem" }, privateKeyEncoding: { type: "pkcs8", format: "pem" } });
  const s = crypto.createSign("RSA-SHA256").update("data").sign(privateKey, "base64");
  record([crypto.createVerify("RSA-SHA256").update("data").verify(publicKey, s, "base64"), crypto.createVerify("sha256").update("dota").verify(publicKey, s, "base64"), crypto.verify("sha256", Buffer.from("data"), publicKey, Buffer.from(s, "base64"))]);
  const pss = crypto.sign("sha256", Buffer.from("m"), { key: privateKey, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
  ok(crypto.verify("sha256", Buffer.from("m"), { key: publicKey, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, pss));
  equal(crypto.privateDecrypt(privateKey, crypto.publicEncrypt(publicKey, Buffer.from("hidden"))).toString(), "hidden");
  equal(crypto.privateDecrypt({ key: privateKey, oaepHash: "sha256" }, crypto.publicEncrypt({ key: publicKey, oaepHash: "sha256" }, Buffer.from("hidden"))).toString(), "hidden");
  const k = crypto.createPrivateKey(privateKey);
  record([k.asymmetricKeyDetails!.modulusLength, Object.keys(k.export({ format: "jwk" })).sort(), (k.export({ type: "pkcs1", format: "pem" }) as string).split("\n")[0]]);
  ok(crypto.createPrivateKey({ key: k.export({ format: "jwk" }) as any, format: "jwk" }).equals(k));
  const ec = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
  const es = crypto.sign("sha256", Buffer.from("m"), { key: ec.privateKey, dsaEncoding: "ieee-p1363" });
  record([es.length, crypto.verify("sha256", Buffer.from("m"), { key: ec.publicKey, dsaEncoding: "ieee-p1363" }, es), crypto.verify("sha256", Buffer.from("m"), ec.publicKey, crypto.sign("sha256", Buffer.from("m"), ec.privateKey)), ec.publicKey.asymmetricKeyDetails]);
  const [a, b] = [crypto.generateKeyPairSync("x25519"), await promisify(crypto.generateKeyPair)("x25519")];
  ok(crypto.diffieHellman({ privateKey: a.privateKey, publicKey: b.publicKey }).equals(crypto.diffieHellman({ privateKey: b.privateKey, publicKey: a.publicKey })));
  throws(() => crypto.createPublicKey("nonsense"));
  record(crypto.generateKeySync("hmac", { length: 128 }).export().length);
  await rejects((async () => crypto.createPrivateKey("x"))());
});

test("a hash that was a stream still gives its digest", async () => {
  const h = crypto.createHash("sha256");
  await pipeline(Readable.from(["a", "b"]), h);
  record(h.digest("hex"));
  record(throws(() => h.digest("hex")).code);
  const piped: unknown[] = [];
  for await (const chunk of Readable.from(["a", "b"]).pipe(crypto.createHash("md5"))) piped.push(chunk.toString("hex"));
  record(piped);
});
