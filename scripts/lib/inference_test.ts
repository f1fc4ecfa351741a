import { chmodSync, writeFileSync } from "node:fs";
import { equal, folder, ok, rejects, test } from "host:test";
import { infer as native } from "host:infer"; // which the host alone has
import inferAgain, { infer, InferError, type InferOptions, type InferResult } from "./inference";

/** The folder of a program that plays pi, which prints what is said. */
function pi(says: unknown): string {
  writeFileSync(`${folder}/pi`, `#!/bin/sh\ncat > ${folder}/prompt\nprintf '%s\\n' '${JSON.stringify(says)}'\n`);
  chmodSync(`${folder}/pi`, 0o755);
  return `${folder}:${process.env.PATH}`;
}

const answer = (text: string) => ({
  type: "message_end",
  message: { role: "assistant", content: [{ type: "text", text }], provider: "anthropic", model: "claude-haiku" },
});

test("infer, as functions call it", { on: ["host"] }, async () => {
  ok(infer === native && inferAgain === native, "it is the host's");
  const options: InferOptions = {
    task: "classification",
    model: "anthropic/claude-haiku",
    system: "System prompt here",
    component: "my-function",
    action: "my-function.classify",
    noTools: true,
    print: true,
    env: { PATH: pi(answer('```json\n{"label":"bug"}\n```')) },
  };
  const { text, model, data }: InferResult = await infer("Your prompt", { ...options, json: true });
  equal([text, model, data], ['```json\n{"label":"bug"}\n```', "claude-haiku", { label: "bug" }]);
});

test("what goes wrong is an InferError", { on: ["host"] }, async () => {
  const e = await rejects(infer("Your prompt", { component: "lib", action: "empty", requireTextOutput: true, env: { PATH: pi(answer("")) } }), { code: "INFER_EMPTY" });
  ok(e instanceof InferError, "it is of the class that the library exports");
});
