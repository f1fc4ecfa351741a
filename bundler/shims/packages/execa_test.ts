// execa, whose parts are only whole in their builds for Node.
import { $, execa, execaSync, ExecaError } from "execa";
import { folder, ok, record, rejects, test } from "host:test";

test("output and input", async () => {
  const ran = await execa("echo", ["a b"]);
  record([ran.stdout, ran.exitCode, ran.command, ran.failed, ran.all]);
  record((await execa("cat", { input: "hé" })).stdout);
  record((await $`echo ${"x y"} ${["1", "2"]} z`).stdout);
  record((await execa({ lines: true })`printf ${"a\nb\n"}`).stdout);
  record((await execa("sh", ["-c", "echo o; echo e >&2"], { all: true })).stderr);
  record(execaSync("sh", ["-c", "echo $HERE; pwd"], { env: { HERE: "here" }, cwd: "/" }).stdout);
  record((await execa("printf", ["a\\nb"]).pipe("sort", ["-r"])).stdout);
});

test("lines while they come, and a file", async () => {
  const lines: string[] = [];
  for await (const line of execa("printf", ["a\\nb\\n"])) lines.push(String(line));
  record(lines);
  await execa({ stdout: { file: `${folder}/out` } })`echo to a file`;
  record((await execa("cat", { inputFile: `${folder}/out` })).stdout);
  function* upper(line: unknown): Generator<string> {
    yield String(line).toUpperCase();
  }
  record((await execa("printf", ["a\\nb\\n"], { stdout: upper })).stdout);
});

test("failures", async () => {
  const failed: any = await rejects(execa("sh", ["-c", "echo o; echo e >&2; exit 3"]));
  ok(failed instanceof ExecaError);
  record([failed.name, failed.shortMessage, failed.exitCode, failed.stdout, failed.stderr, failed.message]);
  const late: any = await rejects(execa("sleep", ["30"], { timeout: 50 }));
  record([late.timedOut, late.isTerminated, late.signal, late.shortMessage]);
  const none: any = await rejects(execa("no-such-program"));
  record([none.code, none.shortMessage]);
  const stop = new AbortController();
  const stopped = execa("sleep", ["30"], { cancelSignal: stop.signal });
  stop.abort();
  const told: any = await rejects(stopped);
  record([told.isCanceled, told.isTerminated]);
  record((await execa("sh", ["-c", "exit 2"], { reject: false })).exitCode);
});
