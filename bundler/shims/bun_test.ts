import { equal, folder, ok, record, rejects, runtime, test, throws } from "host:test";

declare const Bun: any;
const on = { on: ["host", "bun"] as ("host" | "bun")[] };
const told = (e: any) => ({ name: e.name, message: e.message.replaceAll(folder, "<folder>"), code: e.code, errno: e.errno });
const text = (s: any) => new Response(s).text();
const line = async (p: any) => {
  const r = await p.nothrow().quiet();
  return [r.stdout.toString(), r.stderr.toString(), r.exitCode];
};

test("$: values are single words", on, async () => {
  const { $ } = Bun;
  const v = "a b  c*";
  const list = ["x y", "z", "$HOME"];
  record(await line($`printf '%s|' ${v} ${list} "${v}" '${v}'`));
  record(await line($`echo ${"`x`"} ${"$HOME"} ${'"q"'} ${"it's"} ${"a;b"} ${"a\nb"} end`));
  record(await line($`printf '[%s]' ${""} ${[]} x`));
  record(await line($`echo ${5} ${true} ${null} ${undefined}`));
  record(await line($`echo "in ${"double $x `y` \"z\""} quotes"`));
  record(await line($`echo pre${"fix ed"}post --flag=${"a b"}`));
  record(await line($`echo ${{ raw: "a; echo b" }}`));
  record(await line($`echo $(echo ${"n e s t"} "${"q $1"}")`));
  for (const bad of [{ a: 1 }, Symbol("x")]) record((await rejects((async () => $`echo ${bad as any}`)())).name);
});

test("$: generated values come through unchanged", on, async () => {
  const { $ } = Bun;
  let seed = 5;
  const next = (n: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * n);
  };
  const alphabet = " '\"\\$`;|&<>(){}[]*?!#~=\n\tab1é-";
  for (let i = 0; i < 40; i++) {
    const words = Array.from({ length: 4 }, () => Array.from({ length: 1 + next(7) }, () => alphabet[next(alphabet.length)]).join(""));
    const out = await $`printf '%s\0' ${words[0]} "${words[1]}" ${words.slice(2)}`.quiet();
    equal(out.stdout.toString().split("\0").slice(0, -1), words);
  }
});

test("$: grammar", on, async () => {
  const { $ } = Bun;
  record(await line($`echo hi | cat | tr a-z A-Z`));
  record(await line($`false || echo or; true && echo and; false && echo no`));
  record(await line($`sh -c "echo e >&2; echo o" 2>&1`));
  record(await line($`sh -c "echo e >&2" 2> /dev/null; echo done`));
  record(await line($`echo 1 > ${folder}/f; echo 2 >> ${folder}/f; cat < ${folder}/f`));
  record(await line($`FOO="a b"; printf '%s|' $FOO "$FOO"`));
  record(await line($`Q=z sh -c 'echo $Q'`));
  record(await line($`echo {a,b}{1,2}`));
  record(await line($`cd /usr && pwd`));
  record(await line($`(cd /usr; pwd)`));
  record(await line($`echo "a'b" 'c"d' e\ f`));
  record(await line($`echo a # b`));
  record(await line($`
    echo one
    echo two
  `));
  record(await line($`exit 4`));
  record(await line($`nosuchcommand-x a`));
  record(await line($`if true; then echo yes; else echo no; fi`));
  record((await line($`touch ${folder}/g1.q ${folder}/g2.q; echo ${folder}/*.nothing || true; ls ${folder}`)).length);
  await rejects((async () => $`sleep 1 &`)(), { message: /Background commands/ });
});

test("$: results", on, async () => {
  const { $ } = Bun;
  record(await $`echo hi`.text());
  record(await $`echo '{"a":[1]}'`.json());
  const lines: string[] = [];
  for await (const l of $`printf 'a\nb\n'`.lines()) lines.push(l);
  record(lines);
  record((await $`echo hi`.blob()).size);
  record((await $`printf abc`.arrayBuffer()).byteLength);
  const r = await $`echo '{"x":2}'`.quiet();
  record([r.text(), r.json(), r.bytes().length, r.exitCode, Buffer.isBuffer(r.stdout)]);
  const e = await rejects($`sh -c "echo o; echo e >&2; exit 3"`.quiet());
  record([e.name, e.message, e.exitCode, e.stdout.toString(), e.stderr.toString(), e.text()]);
  record((await $`exit 9`.nothrow().quiet()).exitCode);
  record(await $`pwd`.cwd("/usr").text());
  record(await $`echo $Q`.env({ ...process.env, Q: "qq" }).text());
  ok($`true`.quiet() instanceof Promise);
  record(await Promise.all([$`echo 1`.text(), $`echo 2`.text()]));
  record([$.escape("a b"), $.escape("ab"), $.escape('a"b$c'), $.braces("{a,b}c")]);
});

test("$: objects in redirections", on, async () => {
  const { $ } = Bun;
  await Bun.write(`${folder}/in`, "from file");
  record(await $`cat < ${Bun.file(`${folder}/in`)}`.text());
  record(await $`cat < ${Buffer.from("from buffer")}`.text());
  record(await $`cat < ${new Response("from response")}`.text());
  const b = Buffer.alloc(8);
  await $`echo hey > ${b}`.quiet();
  record(b.toString());
  await $`echo out > ${Bun.file(`${folder}/out`)}`.quiet();
  record(await Bun.file(`${folder}/out`).text());
});

test("spawn", on, async () => {
  const c = Bun.spawn(["sh", "-c", "echo o; echo e >&2; exit 3"], { stderr: "pipe" });
  record([await text(c.stdout), await text(c.stderr), await c.exited, c.exitCode, c.signalCode, c.killed, typeof c.pid]);
  const plain = Bun.spawn(["true"], { stderr: "ignore" });
  await plain.exited;
  record([typeof plain.stdout, plain.exitCode]);
  record(await Bun.spawn({ cmd: ["echo", "x"], stdio: ["ignore", "pipe", "ignore"] }).stdout.text());
  record(await text(Bun.spawn(["sh", "-c", "echo $X; pwd"], { env: { ...process.env, X: "set", Y: undefined }, cwd: "/usr" }).stdout));
  // Reading after the end gives everything.
  const late = Bun.spawn(["head", "-c", "300000", "/dev/zero"]);
  await late.exited;
  record((await text(late.stdout)).length);
  record(told(throws(() => Bun.spawn(["nosuchprogram-x"]))));
  record(told(throws(() => Bun.spawn(["true"], { cwd: "/nonexistent-folder" }))));
  throws(() => Bun.spawn([]));
});

test("spawn: standard input", on, async () => {
  const c = Bun.spawn(["cat"], { stdin: "pipe" });
  c.stdin.write("abc");
  c.stdin.write(new Uint8Array([100]));
  c.stdin.flush();
  c.stdin.end();
  record(await text(c.stdout));
  for (const stdin of [new Blob(["blob"]), new TextEncoder().encode("bytes"), new Response("response"), new ReadableStream({ start(x) { x.enqueue(new TextEncoder().encode("stream")); x.close(); } })]) {
    record(await text(Bun.spawn(["cat"], { stdin }).stdout));
  }
  await Bun.write(`${folder}/stdin`, "file");
  record(await text(Bun.spawn(["cat"], { stdin: Bun.file(`${folder}/stdin`) }).stdout));
});

test("spawn: files, kill, timeout, onExit", on, async () => {
  const c = Bun.spawn(["sh", "-c", "echo out; echo err >&2"], { stdout: Bun.file(`${folder}/o`), stderr: Bun.file(`${folder}/e`) });
  await c.exited;
  record([await Bun.file(`${folder}/o`).text(), await Bun.file(`${folder}/e`).text()]);
  const k = Bun.spawn(["sleep", "9"], { stdout: "ignore" });
  k.kill();
  record([await k.exited, k.exitCode, k.signalCode, k.killed]);
  const t = Bun.spawn(["sleep", "9"], { timeout: 50, stdout: "ignore" });
  record([await t.exited, t.exitCode, t.signalCode]);
  const hard = Bun.spawn(["sleep", "9"], { timeout: 50, killSignal: "SIGKILL", stdout: "ignore" });
  record([await hard.exited, hard.signalCode]);
  record(await new Promise((resolve) => Bun.spawn(["sh", "-c", "exit 2"], { onExit: (p: any, code: any, signal: any) => resolve([p.exitCode, code, signal]) })));
  const controller = new AbortController();
  const a = Bun.spawn(["sleep", "9"], { signal: controller.signal, stdout: "ignore" });
  controller.abort();
  record([await a.exited, a.signalCode]);
  const d = Bun.spawn(["sh", "-c", "exit 0"], { detached: true, stdio: ["ignore", "ignore", "ignore"] });
  d.unref();
  record(await d.exited);
});

test("spawnSync", on, () => {
  const r = Bun.spawnSync(["sh", "-c", "echo o; echo e >&2; exit 3"]);
  record([r.stdout.toString(), r.stderr.toString(), r.exitCode, r.success]);
  const t = Bun.spawnSync(["sleep", "9"], { timeout: 50 });
  record([t.success, t.signalCode, t.exitedDueToTimeout]);
  record(Bun.spawnSync({ cmd: ["cat"], stdin: Buffer.from("in") }).stdout.toString());
  record(told(throws(() => Bun.spawnSync(["nosuchprogram-x"]))));
  record(Bun.spawnSync(["pwd"], { cwd: "/usr" }).stdout.toString());
});

test("a child that exits is done, whoever holds its pipes", { on: ["host"] }, async () => {
  const c = Bun.spawn(["sh", "-c", "sleep 60 & echo $!"]);
  const pid = Number(await text(c.stdout));
  equal(await c.exited, 0);
  ok(process.kill(pid, 0));
  process.kill(pid, "SIGKILL");
  const r = await Bun.$`sh -c ${"sleep 60 & echo $!"}`.quiet();
  ok(process.kill(Number(r.text()), "SIGKILL"));
});

test("files", on, async () => {
  const f = Bun.file(`${folder}/none.json`);
  record([await f.exists(), f.size, f.type, f.name.replaceAll(folder, "<folder>"), Bun.file("a.txt").type, Bun.file("a").type, Bun.file("x.html").type]);
  record(told(await rejects(f.text())));
  record([await Bun.write(`${folder}/deep/er/x`, "héllo"), await Bun.write(`${folder}/y`, new Uint8Array(3)), await Bun.write(`${folder}/z`, Bun.file(`${folder}/deep/er/x`)), await Bun.write(Bun.file(`${folder}/w`), new Response("resp")), await Bun.write(`${folder}/v`, new Blob(["bl", "ob"]))]);
  const x = Bun.file(`${folder}/z`);
  record([await x.text(), x.size, await x.exists(), (await x.bytes()).length, (await x.arrayBuffer()).byteLength, await x.slice(1, 3).arrayBuffer().then((b: any) => b.byteLength), x.lastModified > 0, x instanceof Blob]);
  record([await text(x.stream()), await new Response(x).text()]);
  await Bun.write(`${folder}/j.json`, JSON.stringify({ a: [1] }));
  record(await Bun.file(`${folder}/j.json`).json());
  record((await rejects(Bun.file(`${folder}/w`).json())).name);
  const w = Bun.file(`${folder}/writer`).writer();
  w.write("a");
  w.write(new Uint8Array([98, 99]));
  await w.end();
  record(await Bun.file(`${folder}/writer`).text());
  await Bun.file(`${folder}/writer`).delete();
  record(await Bun.file(`${folder}/writer`).exists());
  record(await Bun.file(folder).exists());
});

test("small things", on, async () => {
  record([typeof Bun.version, Bun.env === process.env, Bun.which("sh") !== null, Bun.which("nosuch-x"), Bun.which("sh", { PATH: "/nowhere" })]);
  await Bun.sleep(1);
  Bun.sleepSync(1);
  record([Bun.escapeHTML(`<a href='x'>&"</a>`), Bun.stringWidth("héllo日"), Bun.stripANSI("\u001b[31mx\u001b[0m"), Bun.deepEquals({ a: [1] }, { a: [1] }), Bun.peek(Promise.resolve(3))]);
  for (const s of ["", "a", "abc", "hello", "x".repeat(16), "y".repeat(17), "z".repeat(48), "long ".repeat(40)]) record([Bun.hash(s), Bun.hash.crc32(s), Bun.hash.adler32(s), Bun.hash.xxHash64(s), Bun.hash.wyhash(s, 7n)], s);
  record([Bun.fileURLToPath("file:///a%20b"), String(Bun.pathToFileURL("/a b#c")), Bun.randomUUIDv7().length, typeof Bun.nanoseconds()]);
  record([new Bun.Glob("**/*.ts").match("a/b.ts"), new Bun.Glob("{a,b}/[xy]?.ts").match("a/x1.ts"), new Bun.Glob("*.ts").match("a/b.ts"), new Bun.Glob("[!a]*").match("abc")]);
  await Bun.write(`${folder}/glob/a/b.txt`, "");
  await Bun.write(`${folder}/glob/c.txt`, "");
  const found: string[] = [];
  for await (const f of new Bun.Glob("**/*.txt").scan(`${folder}/glob`)) found.push(f);
  record(found.sort());
});

test("deepEquals", on, () => {
  class A { x = 1; }
  const pairs: [any, any][] = [
    [{ a: undefined }, {}], [[1, undefined], [1]], [[, 1], [undefined, 1]], [new A(), { x: 1 }], [0, -0], [NaN, NaN], [new Map([[1, { a: undefined }]]), new Map([[1, {}]])], [new Set([{ a: 1 }]), new Set([{ a: 1, b: undefined }])],
    [new Date(1), new Date(1)], [new Date(1), new Date(2)], [/a/g, /a/i], [{ a: [1, { b: [2] }] }, { a: [1, { b: [3] }] }], [new Uint8Array([1]), new Uint8Array([1])], [new Error("a"), new Error("a")], [[], {}], ["a", "b"],
  ];
  for (const [i, [a, b]] of pairs.entries()) record([Bun.deepEquals(a, b), Bun.deepEquals(a, b, true)], `${i}`);
});

test("passwords", on, async () => {
  const { password } = Bun;
  const fromBun = "$argon2id$v=19$m=65536,t=2,p=1$hXeDIqaQQ1w2vwmntvUfuo1wy4WH4vwgH4BKz5SkkHE$VCL5i1bt0s1sCBCNyZOP2fUPoZ2WVJFCMKx+W9PmyoM";
  record([await password.verify("pw", fromBun), await password.verify("no", fromBun), password.verifySync("pw", "$2b$04$FGJBVFrE4pL8nw4tBO8Dluycwy4Qcf3o2s0KYF7sX550CCMRsT.8i"), await password.verify("x".repeat(80), "$2b$04$l0z6rgakodP9OYQoy6K71O.L7bSLgqxiC0bUm70RU1xH8wQETd6qi")]);
  record(await password.verify("pw", "$argon2i$v=19$m=16,t=3,p=1$6sNrBmqHTn7dHdfMZmA4+w3vC56kf5Iri3OaAcovzKI$ectPBA7pgy9Kjd4X8HpTGR1rcPamOtrEhlxDUTSyufE"));
  for (const options of [undefined, "argon2id", { algorithm: "argon2i", memoryCost: 64, timeCost: 3 }, { algorithm: "bcrypt", cost: 4 }]) {
    const hash = await password.hash("secret ü", options);
    record([hash.replace(/^((?:\$[^$]*){3}).*/, "$1").slice(0, options && typeof options === "object" && options.algorithm === "bcrypt" ? 7 : undefined), await password.verify("secret ü", hash), await password.verify("secret u", hash)]);
  }
  record([await password.verify("", "x"), await password.verify("a", "")]);
  const failure = async (f: () => any) => { try { return await f(); } catch (e: any) { return [e.name, e.code, e.message]; } };
  record([await failure(() => password.hash("")), await failure(() => password.verify("a", "junk")), await failure(() => password.hash("a", "nope")), await failure(() => password.hash("a", { algorithm: "bcrypt", cost: 3 }))]);
});

test("zstd", on, async () => {
  const text = "hello zstd ".repeat(1000);
  const small = Bun.zstdCompressSync(text);
  record([Buffer.isBuffer(small), small.length < 200, Bun.zstdDecompressSync(small).toString() === text, (await Bun.zstdDecompress(await Bun.zstdCompress(Buffer.from(text), { level: 9 }))).toString() === text]);
  record(Bun.zstdDecompressSync(Buffer.from("KLUv/SAFKQAAaGVsbG8=", "base64")).toString());
  throws(() => Bun.zstdDecompressSync(Buffer.from("junk")), {});
});

test("YAML and TOML", on, () => {
  record(Bun.YAML.parse("a: 1\nb: [x, 'y', true, null, 1.5, 0x10]\nc:\n  - d: 2020-01-01\n    e: |\n      text\nf: yes\ng: &x {h: 1}\ni: *x\n"));
  record(throws(() => Bun.YAML.parse("a: [1")).name);
  record(["---\na: 1\n---\nb: 2\n", "a: 1\n...\n", "---\n---\n", "a: 1\n---\n", "---\na: |\n  x\n  --- y\n"].map((t) => Bun.YAML.parse(t)));
  record(Bun.TOML.parse("a = 1\n[b]\nc = 'x'\nd = [1, 2]\n[[e]]\nf = true\n"));
  record(throws(() => Bun.TOML.parse("a = = 1")).name);
});

test("$: a variable without a value is no word", on, async () => {
  const $ = (strings: TemplateStringsArray) => Bun.$(strings).env({ ...process.env, E: "", A: "a b" });
  record([await line($`echo $NOPE b`), await line($`printf '[%s]' x $NOPE $A c`), await line($`printf '[%s]' $A$E z$NOPE`), await line($`X=$NOPE && echo "[$X]"`), await line($`echo $(echo $E $A)`)]);
});

test("what a script may not do says why", { on: ["host"] }, () => {
  throws(() => Bun.serve({}), { message: /scripts\/webhooks/ });
  throws(() => Bun.spawn(["true"], { ipc() {} }), { message: /standard input and output/ });
  equal(runtime, "host");
});

test("options do what they say, or are refused", on, () => {
  record([Bun.stringWidth("\u001b[31mx", { countAnsiEscapeCodes: true }), Bun.stringWidth("\u001b[31mx")]);
  record([Bun.concatArrayBuffers([new Uint8Array([1, 2, 3])], 2), Bun.concatArrayBuffers([new Uint8Array([1, 2]), new Uint8Array([3])], 9, true)]);
  record([Bun.randomUUIDv7("buffer").length, Bun.randomUUIDv7("base64url", 0).slice(0, 8), Bun.randomUUIDv7("hex", new Date(1e12)).slice(0, 13)]);
});

test("what Bun does and the host does not is refused", { on: ["host"] }, () => {
  const refused = { code: "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM" };
  throws(() => Bun.spawn(["true"], { maxBuffer: 10 } as any), refused);
  throws(() => Bun.stringWidth("x", { ambiguousIsNarrow: false }), refused);
  throws(() => [...new Bun.Glob("*").scanSync({ followSymlinks: true })], refused);
});
