// Serves the functions of a folder with the npm package under Node: the peer
// whose answers the host's must equal. Started by the end-to-end test as
// `tsx v3/worker.ts` with PORT and Inngest's own variables set.
import { readdir } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";

/** Every function that the files in the folder export, in the files' order. */
export async function functionsIn<T>(folder: URL): Promise<T[]> {
  const found: T[] = [];
  const names = (await readdir(folder)).filter((name) => name.endsWith(".ts")).sort();
  for (const name of names) {
    const module: Record<string, unknown> = await import(new URL(name, folder).href);
    for (const value of Object.values(module)) {
      if (typeof value === "object" && value !== null && "createExecution" in value) found.push(value as T);
    }
  }
  return found;
}

/** Listens on PORT and answers on /api/inngest. */
export function listen(handler: RequestListener): void {
  createServer((req, res) => {
    if (req.method === "GET" && req.url === "/readyz") {
      res.end("ok");
      return;
    }
    handler(req, res);
  }).listen(Number(process.env.PORT), "127.0.0.1");
}
