/** The tools as module-level exports: they find the call they are used in. */

import { current } from "host:internal/step";
import { stateOf } from "./call";
import { models } from "./models";

function tool(kind: "step" | "group", path: string[]): (...args: any[]) => Promise<any> {
  return async (...args) => {
    const ctx = stateOf(current())?.ctx;
    if (!ctx) {
      throw new Error(`\`${kind}\` tools can only be used within Inngest function executions; no context was found`);
    }
    let owner = ctx[kind];
    for (const name of path.slice(0, -1)) owner = owner[name];
    return owner[path.at(-1)!](...args);
  };
}

export const step = {
  run: tool("step", ["run"]),
  sleep: tool("step", ["sleep"]),
  sleepUntil: tool("step", ["sleepUntil"]),
  waitForEvent: tool("step", ["waitForEvent"]),
  waitForSignal: tool("step", ["waitForSignal"]),
  sendEvent: tool("step", ["sendEvent"]),
  sendSignal: tool("step", ["sendSignal"]),
  invoke: tool("step", ["invoke"]),
  fetch: tool("step", ["fetch"]),
  ai: { infer: tool("step", ["ai", "infer"]), wrap: tool("step", ["ai", "wrap"]), models },
  realtime: { publish: tool("step", ["realtime", "publish"]) },
};

export const group = { parallel: tool("group", ["parallel"]), experiment: tool("group", ["experiment"]) };
