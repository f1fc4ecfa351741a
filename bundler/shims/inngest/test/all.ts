/** All the tests in one process: loading a package takes longer than they do. */

import { readdirSync } from "node:fs";

for (const name of readdirSync(import.meta.dirname).sort()) {
  if (name.endsWith("_test.ts")) await import(`./${name}`);
}
