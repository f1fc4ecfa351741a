// What scripts do with Node, Bun, ioredis and the host, with the types that
// they rely on. It has to pass with the declarations of @types/node, @types/bun
// and ioredis, and with those of the host in their place.
import { execFile, execFileSync, execSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createHash, createHmac, createPublicKey, randomBytes, randomUUID, timingSafeEqual, verify } from "node:crypto";
import { EventEmitter, once } from "node:events";
import fs, { constants, createReadStream, existsSync, promises, readFileSync, type Dirent, type Stats } from "node:fs";
import { access, mkdtemp, open, readFile, readdir, writeFile, type FileHandle } from "node:fs/promises";
import { createRequire } from "node:module";
import os, { homedir, tmpdir } from "node:os";
import path, { basename, join } from "path";
import { AsyncLocalStorage } from "node:async_hooks";
import { Buffer as NodeBuffer } from "node:buffer";
import { Readable, Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { format, inspect, parseArgs, promisify } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import assert from "node:assert/strict";
import process from "node:process";
import readline from "node:readline";
import { $, type Subprocess } from "bun";
import { Database } from "bun:sqlite";
import Redis, { Redis as NamedRedis } from "ioredis";
import { Inngest, NonRetriableError, RetryAfterError } from "inngest";
import { gateway } from "host:gateway";
import { infer } from "host:infer";
import { secrets } from "host:secrets";
import { defineWebhook } from "host:webhook";

export async function files(): Promise<string> {
  const text: string = readFileSync("a", "utf8");
  const bytes: Buffer = readFileSync("a");
  const stats: Stats = fs.statSync("a", { throwIfNoEntry: true });
  const entries: Dirent[] = await readdir(".", { withFileTypes: true });
  const handle: FileHandle = await open("a", "r");
  await handle.close();
  await access("a", constants.F_OK | fs.constants.X_OK);
  await writeFile(join(await mkdtemp(join(tmpdir(), "x-")), "a"), text, { mode: 0o600 });
  await promises.rm("a", { recursive: true, force: true });
  for await (const chunk of createReadStream("a")) String(chunk);
  if (!existsSync("a") || entries.some((e) => e.isDirectory()) || stats.size > bytes.length) return path.resolve(homedir());
  return (await readFile("a", "utf8")) + basename(fileURLToPath(pathToFileURL("/a"))) + import.meta.dirname + import.meta.filename + import.meta.dir;
}

export async function programs(): Promise<number> {
  const out = spawnSync("ls", ["-l"], { encoding: "utf8", timeout: 5000 });
  const text: string = out.stdout + execSync("ls", { encoding: "utf8", cwd: "/", maxBuffer: 1 << 20 }) + execFileSync("ls", ["-l"], { encoding: "utf8" });
  const { stdout }: { stdout: string } = await promisify(execFile)("ls", ["-l"]);
  const child: ChildProcess = spawn("ls", { stdio: ["ignore", "pipe", "inherit"] });
  child.stdout?.on("data", (chunk: Buffer) => chunk.toString("utf8"));
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  const sub = Bun.spawn(["ls", text + stdout], { stdout: "pipe", stderr: "pipe", stdin: "ignore", env: { ...process.env, A: "1" }, cwd: "/" });
  const piped: string = await new Response(sub.stdout).text();
  const any: Subprocess = sub;
  any.kill();
  const shell = await $`cat ${piped} ${["a", "b"]}`.cwd("/").env({ A: "1" }).quiet().nothrow();
  const lines: string = await Bun.$`ls`.text();
  return code + (await sub.exited) + shell.exitCode + shell.stdout.length + lines.length + Bun.spawnSync(["ls"]).exitCode;
}

export async function bun(): Promise<unknown> {
  const file = Bun.file("a");
  if (await file.exists()) await Bun.write("b", await file.text());
  await Bun.sleep(1);
  const db = new Database(":memory:", { create: true });
  db.exec("create table t (a)");
  const row = db.query<{ a: number }, [number]>("select a from t where a = ?").get(1);
  db.prepare("insert into t values (?)").run(1);
  db.transaction(() => db.run("delete from t"))();
  return [row?.a, file.size, Bun.env.HOME, Bun.which("ls"), Bun.hash("a"), Bun.YAML.parse("a: 1"), Bun.TOML.parse("a = 1")];
}

export function bytes(signature: string): boolean {
  const digest: string = createHash("sha256").update("a").digest("hex");
  const mac: Buffer = createHmac("sha1", "k").update(Buffer.from(digest, "hex")).digest();
  const key = createPublicKey({ key: Buffer.alloc(44), format: "der", type: "spki" });
  const joined = Buffer.concat([mac, randomBytes(8), NodeBuffer.from([1, 2])]).subarray(1).readUInt32BE(0);
  return timingSafeEqual(mac, Buffer.from(signature, "base64")) && verify(null, mac, key, mac) && joined > Buffer.byteLength(randomUUID()) && gunzipSync(gzipSync(mac)).equals(mac);
}

export async function streams(): Promise<void> {
  const upper = new Transform({ transform(chunk, _encoding, done) { done(null, String(chunk).toUpperCase()); } });
  await pipeline(Readable.from(["a", "b"]), upper, new Writable({ write(_chunk, _encoding, done) { done(); } }));
  for await (const line of readline.createInterface({ input: Readable.from(["a\n"]) })) line.trim();
  const web: ReadableStream<Uint8Array> | null = (await fetch("http://localhost", { method: "POST", body: "a", headers: { a: "b" }, signal: AbortSignal.timeout(5) })).body;
  if (web) for await (const chunk of web) chunk.length;
}

export class Events extends EventEmitter {
  readonly #store = new AsyncLocalStorage<{ id: string }>();
  id(): string | undefined {
    this.on("x", (n: number) => n).emit("x", 1);
    return this.#store.run({ id: "a" }, () => this.#store.getStore()?.id);
  }
}

export async function rest(): Promise<string> {
  const timer = setTimeout(() => undefined, 1);
  timer.unref();
  clearTimeout(timer);
  setImmediate(() => undefined);
  await sleep(1);
  const { promise, resolve } = Promise.withResolvers<number>();
  queueMicrotask(() => resolve(1));
  const begun: bigint = process.hrtime.bigint();
  const groups = Object.groupBy([1, 2], (n) => (n % 2 ? "odd" : "even"));
  assert.deepEqual(structuredClone(groups), groups);
  assert.ok(createRequire(import.meta.url));
  const { values } = parseArgs({ args: [], options: { name: { type: "string" } } });
  Error.captureStackTrace(new Error("a", { cause: values.name }));
  process.nextTick(() => process.stdout.write(format("%s %d", "a", begun)));
  const zoned = new Intl.DateTimeFormat("en-CA", { timeZone: "America/Los_Angeles" }).formatToParts(new Date());
  return inspect(await promise) + os.hostname() + process.pid + process.platform + zoned.length + [1, 2].values().map((n) => n + 1).toArray().at(-1);
}

export async function redis(): Promise<string | null> {
  const client = new Redis({ host: process.env.REDIS_HOST ?? "localhost", port: 6379, lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 1, commandTimeout: 1000 });
  const other = new NamedRedis("redis://localhost");
  client.on("error", (error: Error) => console.warn(error.message));
  await client.set("a", "b", "EX", 60, "NX");
  await client.hset("h", { a: 1 });
  const all: Record<string, string> = await client.hgetall("h");
  await client.multi().lpush("l", "a").expire("l", 60).exec();
  const [cursor, keys] = await other.scan(0, "MATCH", "a*", "COUNT", 10);
  await other.eval("return 1", 1, cursor, keys.length + Object.keys(all).length);
  other.disconnect();
  return client.get("a");
}

const inngest = new Inngest({ id: "shop" });

export const greet = inngest.createFunction({ id: "greet", retries: 2 }, { event: "a/b" }, async ({ event, step, attempt }) => {
  if (!event.data.name) throw new NonRetriableError("no name", { cause: attempt });
  const text: string = await step.run("ask", async () => (await infer("hello", { task: "summary", json: true })).text);
  if (!text) throw new RetryAfterError("later", "30s");
  await step.sleep("rest", "1d");
  await gateway.notify("greeted", { text, token: secrets.get("token").length });
  return text;
});

export const hook: unknown = defineWebhook;
