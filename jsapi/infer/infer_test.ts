// The contract of host:infer, against programs that play pi.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { equal, folder, ok, rejects, test } from "host:test";
import { infer, InferError } from "host:infer";
import inferAgain from "host:infer";

/** Puts a program called pi into a folder of its own, which env puts on its PATH. */
function pi(name: string, script: string): { PATH: string } {
  const dir = `${folder}/${name}`;
  mkdirSync(dir, { recursive: true });
  writeFileSync(`${dir}/pi`, `#!/bin/sh\n${script}\n`);
  chmodSync(`${dir}/pi`, 0o755);
  return { PATH: `${dir}:${process.env.PATH}` };
}

/** The lines that pi prints for an answer. */
function answer(text: string, message: object = {}): string {
  const assistant = {
    role: "assistant",
    content: [{ type: "text", text }],
    provider: "anthropic",
    model: "claude-haiku-4-5",
    usage: { input: 8, output: 7, cacheRead: 3, cacheWrite: 1, totalTokens: 19, cost: { input: 0.01, output: 0.02, total: 0.03 } },
    stopReason: "stop",
    ...message,
  };
  const lines = [{ type: "session" }, { type: "message_end", message: assistant }, { type: "turn_end", message: assistant }, { type: "agent_end", messages: [] }];
  return lines.map((line) => `printf '%s\\n' '${JSON.stringify(line)}'`).join("\n");
}

/** Every test has a circuit of its own. */
const as = (action: string) => ({ component: "infer-test", action });

test("an answer, with who gave it and what it took", async () => {
  const env = pi("plain", `cat > ${folder}/prompt; echo "$@" > ${folder}/args\n${answer("Hello there")}`);
  const result = await infer("say hello", { ...as("plain"), env, system: "be nice", model: "anthropic/claude-haiku", noTools: true, print: true, task: "classification" });
  equal(result, {
    text: "Hello there",
    model: "claude-haiku-4-5",
    provider: "anthropic",
    usage: { inputTokens: 8, outputTokens: 7, totalTokens: 19, cacheReadTokens: 3, cacheWriteTokens: 1, costInput: 0.01, costOutput: 0.02, costTotal: 0.03 },
    attemptIndex: 0,
  });
  equal(readFileSync(`${folder}/prompt`, "utf8"), "say hello");
  equal(
    readFileSync(`${folder}/args`, "utf8"),
    "-p --no-session --mode json --no-extensions --no-tools --print --models anthropic/claude-haiku --system-prompt be nice\n",
  );
  ok(inferAgain === infer, "the default export is the function");
});

test("JSON in an answer, keys in their order", async () => {
  const env = pi("json", answer('Sure:\n```json\n{"z": 1, "a": [true, null]}\n```\nDone.'));
  const { data, text } = await infer<{ z: number }>("x", { ...as("json"), env, json: true });
  equal(Object.keys(data!), ["z", "a"]);
  equal(data, { z: 1, a: [true, null] } as any);
  ok(text.startsWith("Sure:"));
  const none = await infer("x", { ...as("json"), env: pi("nojson", answer("no idea")), json: true });
  equal([none.data, none.text], [undefined, "no idea"]);
});

test("each failure is an InferError with a code of its own", async () => {
  const cases: [name: string, script: string, code: string, options?: object][] = [
    ["failing", "echo 'no API key' >&2; exit 3", "INFER_CLI_FAILED"],
    ["killed", "kill -SEGV $$", "INFER_CLI_FAILED"],
    ["nonsense", "echo 'Hello, I am a chat bot'", "INFER_BAD_OUTPUT"],
    ["half", `printf '{"type":"message_end","message":{"role":"assi'`, "INFER_BAD_OUTPUT"],
    ["silent", "true", "INFER_EMPTY"],
    ["wordless", answer(""), "INFER_EMPTY", { requireTextOutput: true }],
    ["no-json", answer("no idea"), "INFER_NO_JSON", { requireJson: true }],
    ["limited", answer("", { content: [], stopReason: "error", errorMessage: "429 Rate limit reached" }), "INFER_RATE_LIMITED"],
    ["refused", answer("", { content: [], stopReason: "error", errorMessage: "Connection error." }), "INFER_PROVIDER"],
    ["other-model", answer("hi"), "INFER_MODEL", { model: "openai/gpt-5" }],
    ["hanging", "sleep 60", "INFER_TIMEOUT", { timeout: 1000 }],
  ];
  await Promise.all(
    cases.map(async ([name, script, code, options]) => {
      const error = await rejects(infer("x", { ...as(name), env: pi(name, script), ...options }), { name: "InferError", code });
      ok(error instanceof InferError, name);
      equal(error.attempts?.length, 1, name);
    }),
  );
  const failing = await rejects(infer("x", { ...as("failing"), env: pi("failing", "echo 'no API key' >&2; exit 3") }), {
    message: "pi exited with status 3: no API key",
  });
  equal([failing.exitCode, failing.stderr, failing.program], [3, "no API key", "pi"]);
  const missing = await rejects(infer("x", { ...as("missing"), env: { PATH: folder } }), { code: "INFER_CLI_MISSING" });
  ok(missing.message.includes("is not installed"), missing.message);
});

test("a text is taken though the program ends badly, as the running system does", async () => {
  equal((await infer("x", { ...as("text-and-3"), env: pi("text-and-3", answer("done") + "\nexit 3") })).text, "done");
});

test("fallbacks: the next model is asked", async () => {
  const script = `case "$*" in *good*) ${answer("from the second").replaceAll("\n", "; ")};; *) exit 1;; esac`;
  const options = { ...as("fallback"), env: pi("fallback", script), model: "anthropic/bad", policy: { fallbacks: ["anthropic/good"] } };
  const { text, attemptIndex } = await infer("x", options);
  equal([text, attemptIndex], ["from the second", 1]);
  const error = await rejects(infer("x", { ...options, maxAttempts: 1 }), { code: "INFER_CLI_FAILED" });
  equal(error.attempts.map((a: any) => [a.model, a.code]), [["anthropic/bad", "INFER_CLI_FAILED"]]);
});

test("the circuit opens after three failures that cost, and says until when", async () => {
  const env = pi("circuit", `echo asked >> ${folder}/asked; echo nonsense`);
  for (let i = 0; i < 3; i++) await rejects(infer("x", { ...as("circuit"), env }), { code: "INFER_BAD_OUTPUT" });
  const error = await rejects(infer("x", { ...as("circuit"), env }), { code: "INFER_CIRCUIT_OPEN" });
  ok(Date.parse(error.retryAt) > Date.now(), error.retryAt);
  equal(readFileSync(`${folder}/asked`, "utf8"), "asked\n".repeat(3));
  equal((await infer("x", { ...as("another circuit"), env: pi("fine", answer("fine")) })).text, "fine");
});

test("agents: from files of the project, or built in", async () => {
  mkdirSync(`${folder}/project/.pi/agents`, { recursive: true });
  mkdirSync(`${folder}/project/deep/er`, { recursive: true });
  writeFileSync(`${folder}/project/.pi/agents/reviewer.md`, "---\nmodel: anthropic/claude-opus\ntools: read, grep\nthinking: high\n---\n\nYou review.\n");
  const env = pi("agents", `echo "$@" > ${folder}/agent-args\n${answer("ok")}`);
  await infer("x", { ...as("agents"), env, agent: "reviewer", cwd: `${folder}/project/deep/er` });
  equal(
    readFileSync(`${folder}/agent-args`, "utf8"),
    "-p --no-session --mode json --no-extensions --tools read,grep --models anthropic/claude-opus:high --system-prompt You review.\n",
  );
  await infer("x", { ...as("agents"), env, agent: "classifier" });
  ok(readFileSync(`${folder}/agent-args`, "utf8").includes("--no-tools --system-prompt You classify"));
  await rejects(infer("x", { ...as("agents"), env, agent: "nobody" }), { code: "INFER_AGENT" });
  await rejects(infer("x", { ...as("agents"), env, agent: "../../etc/passwd" }), { code: "INFER_AGENT" });
});

test("an AbortSignal ends the request and the program's whole tree", async () => {
  const file = `${folder}/grandchild`;
  const env = pi("tree", `(echo started > ${file}; sleep 2; echo alive > ${file}) & wait`);
  const controller = new AbortController();
  const pending = infer("x", { ...as("abort"), env, signal: controller.signal });
  while (!existsSync(file) || readFileSync(file, "utf8") === "") await new Promise((r) => setTimeout(r, 10));
  controller.abort(new Error("enough"));
  const error = await rejects(pending, { name: "AbortError", code: "INFER_CANCELLED" });
  ok(error.message.includes("enough"), error.message);
  equal(readFileSync(file, "utf8"), "started\n");
  await rejects(infer("x", { signal: controller.signal }), { message: "enough" });
});

test("requests that make no sense", async () => {
  const refused = (options: any, want: object) => rejects(infer("x", options), want);
  await rejects(infer("  "), { code: "INFER_OPTIONS", message: "infer: the prompt is empty" });
  await rejects(infer(undefined as any), { name: "TypeError", message: "infer: argument 1: want the prompt, a string, got undefined" });
  await refused({ task: "sumary" }, { code: "INFER_OPTIONS", message: /unknown task "sumary"; did you mean "summary"/ });
  await refused({ requireJson: 1 }, { name: "TypeError", message: 'infer: argument 2: option "requireJson": got a number, want a boolean' });
  await refused({ requireJSON: true }, { name: "TypeError", message: 'infer: argument 2: there is no option "requireJSON"; did you mean "requireJson"?' });
  await refused({ jsonn: true }, { name: "TypeError", message: /there is no option "jsonn"/ });
  await refused({ timeout: "2m" }, { name: "TypeError", message: 'infer: argument 2: option "timeout": got a string, want a number' });
  await refused({ noTools: true, tools: ["read"] }, { code: "INFER_OPTIONS" });
  await refused({ model: "--dangerous" }, { code: "INFER_OPTIONS" });
  await refused({ strict: true, model: "haiku" }, { code: "INFER_MODEL" });
  await refused({ cwd: `${folder}/nowhere`, env: pi("cwd", "true"), ...as("cwd") }, { code: "INFER_OPTIONS", message: /nowhere \(cwd\) does not exist/ });
});
