// What the host does not have is an error without @types/node too: each line
// that is one says so.
// @ts-expect-error There are no servers.
import net from "node:net";
// @ts-expect-error
import { Worker } from "node:worker_threads";
// @ts-expect-error
import { dlopen } from "bun:ffi";
// @ts-expect-error
import { nothing } from "host:gateway";
// @ts-expect-error A misspelled name.
import { readFileSinc } from "node:fs";

// @ts-expect-error
process.dlopen({ exports: {} }, "x.node");
// @ts-expect-error
Bun.FFI;

export { net, Worker, dlopen, nothing, readFileSinc };
