import { equal, folder, ok, rejects, test } from "host:test";
import { run, spawn, SubprocessError } from "host:subprocess";

const timeout = "20s";

test("run", async () => {
  const result = await run(["sh", "-c", "echo out; echo err >&2; cat"], { timeout, input: "wörld" });
  equal([result.exitCode, result.signal, result.stdout, result.stderr], [0, null, "out\nwörld", "err\n"]);
  ok(result.durationMs >= 0);
  equal((await run(["cat"], { timeout })).stdout, "", "nothing to read is the end of it");
  equal((await run(["cat"], { timeout, input: new Uint8Array([104, 105]) })).stdout, "hi");
});

test("arguments are not a shell's", async () => {
  equal((await run(["printf", "%s|", "a b", "$HOME", "*", "; rm -rf /"], { timeout })).stdout, "a b|$HOME|*|; rm -rf /|");
});

test("what does not exit with 0 throws", async () => {
  const e = await rejects(run(["sh", "-c", "echo some; echo why >&2; exit 3"], { timeout }), { name: "SubprocessError", code: "EXIT" });
  ok(e instanceof SubprocessError && e instanceof Error);
  equal([e.message, e.exitCode, e.signal, e.stdout, e.stderr, e.argv[0]], ["sh exited with 3: why", 3, null, "some\n", "why\n", "sh"]);
  const signalled = await rejects(run(["sh", "-c", "kill -9 $$"], { timeout }), { code: "SIGNAL" });
  equal([signalled.message, signalled.signal, signalled.exitCode], ["sh was ended by SIGKILL", "SIGKILL", null]);
  const unchecked = await run(["sh", "-c", "exit 3"], { timeout, check: false });
  equal([unchecked.exitCode, unchecked.signal], [3, null]);
});

test("what cannot be started", async () => {
  const e = await rejects(run(["no-such-program-here"], { timeout }), { name: "SubprocessError", code: "ENOENT" });
  equal(e.message, "no-such-program-here could not be started: there is no such program, or no such folder");
  await rejects(run(["/etc/passwd"], { timeout }), { code: "EACCES" });
  await rejects(run(["true"], { timeout, cwd: "/nowhere" }), { code: "ENOENT" });
});

test("timeouts", async () => {
  const e = await rejects(run(["sh", "-c", "echo begun; sleep 600 & wait"], { timeout: 200 }), { code: "TIMEOUT" });
  equal([e.message, e.stdout], ["sh timed out after 200ms", "begun\n"]);
  const forced = await rejects(run(["sh", "-c", "trap '' TERM; echo begun; while :; do sleep 0.1; done"], { timeout: "100ms", check: false }), { code: "TIMEOUT" });
  equal(forced.signal, "SIGKILL");
});

test("bad arguments", async () => {
  const wrong: [() => Promise<unknown>, RegExp][] = [
    [() => (run as any)(["true"]), /^run: the timeout is missing: say how long/],
    [() => (run as any)(["true"], {}), /^run: the timeout is missing/],
    [() => (spawn as any)(["true"], {}), /^spawn: the timeout is missing/],
    [() => run(["true"], { timeout: "soon" }), /want milliseconds or a time such as "30s", got soon/],
    [() => run(["true"], { timeout: 0 }), /got 0/],
    [() => (run as any)("ls -l", { timeout }), /want a list of the program and its arguments/],
    [() => run([], { timeout }), /want a list/],
    [() => (run as any)(["a", 5], { timeout }), /item 1: want a string, got number/],
    [() => run(["a", "b\0"], { timeout }), /null byte/],
    [() => run(["true"], { timeout, env: { A: 1 as any } }), /env\.A: want a string, or true/],
  ];
  for (const [f, message] of wrong) await rejects(f(), { name: "TypeError", message });
});

test("output is bounded", async () => {
  const e = await rejects(run(["sh", "-c", "yes | head -c 100000"], { timeout, maxOutput: 1000 }), { code: "MAXOUTPUT" });
  equal(e.stdout.length, 1000);
});

test("the environment is scrubbed", async () => {
  process.env.SUBPROCESS_TEST_SECRET = "hidden";
  process.env.SUBPROCESS_TEST_PUBLIC = "shown";
  const { stdout } = await run(["env"], { timeout, env: { SUBPROCESS_TEST_PUBLIC: true, MINE: "1", NOT: undefined } });
  const names = stdout.trim().split("\n").map((line) => line.split("=")[0]!);
  ok(names.includes("PATH"));
  ok(stdout.includes("SUBPROCESS_TEST_PUBLIC=shown\n") && stdout.includes("MINE=1\n"));
  ok(!names.includes("SUBPROCESS_TEST_SECRET") && !names.includes("NOT"));
});

test("the folder", async () => {
  equal((await run(["pwd", "-P"], { timeout, cwd: folder })).stdout.trim().endsWith(folder.split("/").pop()!), true);
});

test("spawn", async () => {
  const child = await spawn(["cat"], { timeout, stdin: "pipe" });
  ok(child.pid > 1);
  await child.write("one\ntwo\n");
  await child.write("thr");
  await child.write("ee");
  child.end();
  const lines: string[] = [];
  for await (const line of child.lines()) lines.push(line);
  equal(lines, ["one", "two", "three"]);
  const ended = await child.exited;
  equal([ended.exitCode, ended.signal], [0, null]);
});

test("a spawned program is stopped and checked", async () => {
  const child = await spawn(["sleep", "600"], { timeout });
  ok(child.kill());
  await rejects(child.exited, { code: "SIGNAL", message: "sleep was ended by SIGTERM" });
  const late = await spawn(["sleep", "600"], { timeout: 50, check: false });
  await rejects(late.exited, { code: "TIMEOUT" });
  const failed = await spawn(["sh", "-c", "exit 4"], { timeout });
  await rejects(failed.exited, { code: "EXIT", message: "sh exited with 4" });
  await rejects(spawn(["no-such-program-here"], { timeout }), { code: "ENOENT" });
});
