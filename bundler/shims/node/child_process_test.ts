import { exec, execFile, execFileSync, execSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { equal, folder, ok, record, rejects, runtime, test, throws } from "host:test";

const fields = (e: any) => ({ message: e.message, code: e.code, errno: e.errno, syscall: e.syscall, path: e.path, spawnargs: e.spawnargs, killed: e.killed, signal: e.signal, cmd: e.cmd, status: e.status, stdout: String(e.stdout), stderr: String(e.stderr) });
const caught = (f: () => unknown) => {
  try {
    return f();
  } catch (e) {
    return fields(e);
  }
};
const result = (r: any) => ({ status: r.status, signal: r.signal, stdout: r.stdout === null ? null : String(r.stdout), stderr: r.stderr === null ? null : String(r.stderr), output: r.output?.length, error: r.error && { code: r.error.code, message: r.error.message, syscall: r.error.syscall, path: r.error.path, spawnargs: r.error.spawnargs } });

test("execSync", () => {
  record(execSync("echo hello; echo err >&2", { stdio: ["pipe", "pipe", "ignore"] }).toString());
  record(execSync("printf '%s' \"$X\"", { encoding: "utf8", env: { ...process.env, X: "from env", Y: undefined } }));
  record(execSync("pwd -P", { cwd: "/usr", encoding: "utf8" }));
  record(execSync("cat", { input: "given", encoding: "utf8" }));
  record(execSync("echo $0", { shell: "/bin/bash", encoding: "utf8" }));
  record(caught(() => execSync("echo out; echo bad >&2; exit 3", { stdio: "pipe" })));
  record(caught(() => execSync("exit 2", { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] })));
  record(caught(() => execSync("kill -9 $$", { stdio: "pipe" })));
  record(execSync("true", { stdio: "ignore" }) === null);
  record((caught(() => execSync("sleep 5", { timeout: 60, stdio: "pipe" })) as any).code);
  record((caught(() => execSync("head -c 3000 /dev/zero", { maxBuffer: 1000, stdio: "pipe" })) as any).code);
  record(caught(() => execSync("nosuchprogram-x 2>/dev/null", { stdio: "pipe" })));
});

test("execFileSync", () => {
  record(execFileSync("printf", ["%s|", "a b", "$HOME", "*"], { encoding: "utf8" }));
  record(caught(() => execFileSync("nosuchprogram-x", ["a"])));
  record(caught(() => execFileSync("sh", ["-c", "echo e >&2; exit 4"], { stdio: "pipe" })));
  record(execFileSync("cat", { input: Buffer.from("bytes") }).toString());
  record((caught(() => execFileSync("sleep", ["5"], { timeout: 50 })) as any).message);
});

test("spawnSync", () => {
  record(result(spawnSync("sh", ["-c", "echo o; echo e >&2; exit 5"])));
  record(result(spawnSync("sh", ["-c", "echo o"], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] })));
  record(result(spawnSync("nosuchprogram-x", ["q"])));
  record(result(spawnSync("sleep", ["5"], { timeout: 50 })));
  record(result(spawnSync("sleep", ["5"], { timeout: 50, killSignal: "SIGKILL" })));
  record(result(spawnSync("sh", ["-c", "kill -TERM $$"])));
  const flood = spawnSync("head", ["-c", "5000", "/dev/zero"], { maxBuffer: 1000 });
  record(flood.error && (flood.error as any).code);
  record(result(spawnSync("echo", ["a"], { shell: true })));
  record(result(spawnSync("cat", [], { input: "in", encoding: "utf8" })));
  record(result(spawnSync("cat", [], { encoding: "utf8" })));
  record(result(spawnSync("pwd", { cwd: "/nonexistent-folder" })));
  record(spawnSync("true").pid > 0);
  record(throws(() => spawnSync("" as any)).code);
  record(throws(() => spawnSync(1 as any)).code);
  record(throws(() => spawnSync("true", [], { timeout: -1 })).code);
  record(throws(() => spawnSync("true", [], { killSignal: "SIGNOPE" as any })).code);
});

test("spawn streams", async () => {
  const child = spawn("sh", ["-c", "cat; echo done >&2; exit 7"]);
  ok(child.pid! > 0);
  let out = "";
  let err = "";
  child.stdout.on("data", (c) => { out += c; });
  child.stderr.setEncoding("utf8").on("data", (c) => { err += c; });
  child.stdin.write("one ");
  child.stdin.end("two");
  const [code, signal] = await once(child, "close");
  record([code, signal, out, err, child.exitCode, child.signalCode, child.killed, child.spawnfile, child.spawnargs]);
});

test("spawn: events in order", async () => {
  const child = spawn("true");
  const log: string[] = [];
  for (const e of ["spawn", "exit", "close", "error"]) child.on(e, (...a) => log.push(`${e} ${a}`));
  await once(child, "close");
  record(log);
  const missing = spawn("nosuchprogram-x", ["a"]);
  const log2: any[] = [];
  for (const e of ["spawn", "exit", "close"]) missing.on(e, (...a) => log2.push(`${e} ${a}`));
  missing.on("error", (e) => log2.push(fields(e)));
  await new Promise((resolve) => missing.on("close", resolve));
  record(log2);
  record(missing.pid);
});

test("spawn: stdio", async () => {
  const child = spawn("sh", ["-c", "echo x"], { stdio: ["ignore", "pipe", "ignore"] });
  record([child.stdin === null, child.stderr === null, child.stdio.length]);
  await once(child, "close");
  const all = spawn("sh", ["-c", "echo three >&3"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  let text = "";
  (all.stdio[3] as any).on("data", (c: any) => { text += c; });
  await once(all, "close");
  record(text);
  throws(() => spawn("true", { stdio: "nope" as any }), { name: "TypeError" });
});

test("spawn: kill, timeout and abort", async () => {
  const a = spawn("sleep", ["10"]);
  record(a.kill("SIGINT"));
  record([...(await once(a, "exit")), a.killed, a.kill()]);
  const b = spawn("sleep", ["10"], { timeout: 50, killSignal: "SIGKILL" });
  record(await once(b, "exit"));
  const controller = new AbortController();
  const c = spawn("sleep", ["10"], { signal: controller.signal });
  setTimeout(() => controller.abort(), 20);
  const [e] = (await once(c, "error").catch((x) => [x])) as any;
  record([e.name, e.code]);
});

test("exec and execFile with callbacks", async () => {
  const run = (f: any, ...args: any[]) => new Promise((resolve) => f(...args, (e: any, stdout: any, stderr: any) => resolve([e && { message: e.message, code: e.code, killed: e.killed, signal: e.signal, cmd: e.cmd }, stdout, stderr])));
  record(await run(exec, "echo a; echo b >&2"));
  record(await run(exec, "echo a; exit 9"));
  record(await run(execFile, "sh", ["-c", "echo $0 $1", "x", "y"]));
  record(await run(exec, "head -c 5000 /dev/zero | tr '\\0' x", { maxBuffer: 100 }));
  record(await run(execFile, "nosuchprogram-x"));
  const [slow] = (await run(exec, "sleep 5", { timeout: 50 })) as any;
  record([slow.killed, slow.signal, slow.code, slow.cmd]);
  if (runtime === "host") ok(/timed out after 50ms/.test(slow.message), slow.message);
  const big = (await run(execFile, "head", ["-c", "700000", "/dev/zero"], { encoding: "buffer" })) as any;
  record([big[0], big[1].length, Buffer.isBuffer(big[1])]);
});

test("promisified", async () => {
  record(await promisify(exec)("echo x; echo y >&2"));
  record((await promisify(execFile)("printf", ["%s", "z"])).stdout);
  const e = await rejects(promisify(exec)("echo part; echo why >&2; exit 3"));
  record(fields(e));
  ok((promisify(exec)("true") as any).child.pid > 0);
});

test("a child that exits is done, whoever holds its pipes", { on: ["host"] }, async () => {
  // The grandchild outlives its parent and keeps standard output and error open.
  const command = "sleep 60 & echo $!";
  const alive = (pid: string) => {
    ok(process.kill(Number(pid), 0), "the grandchild lives");
    process.kill(Number(pid), "SIGKILL");
  };
  alive(execSync(command, { encoding: "utf8" }));
  alive((await promisify(exec)(command)).stdout);
  const child = spawn("sh", ["-c", command]);
  let out = "";
  child.stdout.on("data", (c) => { out += c; });
  record(await once(child, "close"));
  alive(out);
});

test("a timeout ends the whole tree", { on: ["host"] }, async () => {
  const file = `${folder}/tree`;
  // The grandchild ignores the polite signal and would write the file.
  await rejects(promisify(exec)(`sh -c 'trap "" TERM; echo $$ > ${file}; sleep 30; sleep 30' & wait`, { timeout: 200 }), { message: /timed out after 200ms/ });
  const pid = Number(execSync(`cat ${file}`, { encoding: "utf8" }));
  let alive = true;
  for (let i = 0; i < 60 && alive; i++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    try {
      process.kill(pid, 0);
    } catch {
      alive = false;
    }
  }
  ok(!alive, "the grandchild lives on");
});
