/** The shim, loaded as the isolate loads it, on the stub natives. */

import { readFileSync } from "node:fs";
import { client, step } from "./natives";

const code = readFileSync(process.env.SHIM!, "utf8");
const module_: { exports: any } = { exports: {} };
const load = new Function("exports", "require", "module", code);
load(
  module_.exports,
  (name: string) => {
    if (name === "host:internal/step") return step;
    if (name === "host:internal/client") return client;
    if (name === "host:internal/gateway") return {};
    throw new Error(`the shim requires ${name}`);
  },
  module_,
);

export const shim = module_.exports;
export const host = shim.__host;
