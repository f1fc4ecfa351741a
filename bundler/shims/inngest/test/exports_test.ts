/** Every name that the npm package exports is there, and says what it cannot do. */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { dialect, sdk } from "./oracle";
import { shim } from "./shim";

const folder = dirname(process.env.SHIM!);

/** A compiled module of a subpath, by itself. */
function load(path: string): any {
  const module: { exports: any } = { exports: {} };
  new Function("exports", "require", "module", readFileSync(path, "utf8"))(module.exports, () => ({}), module);
  return module.exports;
}

test("the package's names", () => {
  for (const name of Object.keys(sdk)) {
    if (name === "__esModule" || name === "default") continue;
    assert.equal(typeof shim[name], typeof sdk[name], name);
  }
});

test("the subpaths' names", async () => {
  const manifest = JSON.parse(readFileSync(`node_modules/inngest-v${dialect}/package.json`, "utf8"));
  for (const subpath of Object.keys(manifest.exports)) {
    if (subpath === "." || subpath.endsWith(".json")) continue;
    const file = join(folder, "inngest", `${subpath.slice(2)}.js`);
    assert.ok(existsSync(file), `inngest/${subpath.slice(2)} has no shim`);
    let real: any;
    try {
      real = await import(`inngest-v${dialect}/${subpath.slice(2)}`);
    } catch {
      continue; // it needs a framework that is not installed
    }
    const shimmed = load(file);
    for (const name of Object.keys(real)) {
      if (name.endsWith("_exports") || name === "__esModule") continue;
      assert.equal(typeof shimmed[name], typeof real[name], `inngest${subpath.slice(1)}: ${name}`);
    }
  }
});

test("a handler of serve() says that there is none", () => {
  const { serve, frameworkName } = load(join(folder, "inngest", "next.js"));
  const handler = serve({ client: {}, functions: [] });
  assert.equal(frameworkName, "nextjs");
  for (const one of [handler, handler.GET, handler.POST, handler.PUT]) {
    assert.throws(one, /not available in the host: the host serves your functions itself/);
  }
});

test("what the host has not", () => {
  const app = new shim.Inngest({ id: "app" });
  assert.throws(() => new shim.InngestCommHandler({}), /the host serves your functions itself/);
  assert.throws(() => app.endpoint(() => {}), /inngest\.endpoint\(\) is not available in the host/);
  assert.throws(() => app.metadata, /inngest\.metadata is not available in the host/);
});

test("values", () => {
  assert.deepEqual({ ...sdk.queryKeys }, { ...shim.queryKeys });
  for (const [name, value] of Object.entries(sdk.headerKeys)) assert.equal((shim.headerKeys as any)[name], value, name);
  for (const [name, value] of Object.entries(sdk.internalEvents)) assert.equal((shim.internalEvents as any)[name], value, name);
  for (const text of ["Hello, World!", "--a__b--", "ÄÖ x", "a-b", ""]) assert.equal(shim.slugify(text), sdk.slugify(text));
  assert.deepEqual({ ...shim.GeminiAiAdapter.HarmCategory }, { ...sdk.GeminiAiAdapter.HarmCategory });
});

test("models", () => {
  const models: [string, any][] = [
    ["openai", { model: "m", apiKey: "k", baseUrl: "http://h/v1" }],
    ["openaiResponses", { model: "m", apiKey: "k" }],
    ["anthropic", { model: "m", apiKey: "k", betaHeaders: ["x"], defaultParameters: { max_tokens: 1 } }],
    ["gemini", { model: "m", apiKey: "k", defaultParameters: { generationConfig: { topK: 1, thinkingConfig: { thinkingBudget: 2 } }, x: 1 } }],
    ["deepseek", { model: "m", apiKey: "k" }],
    ["grok", { model: "m", apiKey: "k" }],
    ["azureOpenai", { model: "m", apiKey: "k", endpoint: "https://e.example/", deployment: "d", apiVersion: "v" }],
  ];
  for (const [name, options] of models) {
    const [want, got] = [sdk[name](options), shim[name](options)];
    for (const body of [{}, { model: "own", generationConfig: { topK: 9 } }]) {
      const [wanted, gotten] = [structuredClone(body), structuredClone(body)];
      want.onCall({ ...want }, wanted);
      got.onCall({ ...got }, gotten);
      assert.deepEqual(gotten, wanted, name);
    }
    for (const key of ["url", "authKey", "format", "headers"]) assert.deepEqual(got[key], want[key], `${name}.${key}`);
  }
});

test("experiments choose what the package chooses", { skip: dialect < 4 }, () => {
  const weights = { control: 80, Alpha: 15, beta: 5 };
  for (let i = 0; i < 200; i++) {
    const value = `user-${i}-ä😀`.repeat(1 + (i % 9));
    assert.equal(shim.experiment.bucket(value, { weights })(), sdk.experiment.bucket(value, { weights })());
    assert.equal(shim.experiment.bucket(value)(["a", "b", "c"]), sdk.experiment.bucket(value)(["a", "b", "c"]));
  }
  for (const module of [sdk, shim]) {
    assert.throws(() => module.experiment.weighted({ a: 0 }), /all weights are zero/);
    assert.throws(() => module.experiment.weighted({ a: -1 }), /is negative/);
  }
});
