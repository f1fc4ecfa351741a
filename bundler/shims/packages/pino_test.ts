// pino in its build for Node: what is to be taken out of a log is taken out.
import pino from "pino";
import pretty from "pino-pretty";
import { readFileSync } from "node:fs";
import { Writable } from "node:stream";
import { folder, record, test } from "host:test";

/** A destination that keeps lines. */
function kept(): [Writable, () => unknown[]] {
  let text = "";
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  return [stream, () => text.trim().split("\n").map((line) => JSON.parse(line))];
}

const quiet = { timestamp: false, base: { app: "x" } };

test("redact, levels, serializers", () => {
  const [out, lines] = kept();
  const log = pino({ ...quiet, level: "debug", redact: ["password", "user.token", "list[*].key"], serializers: { at: (d: Date) => d.toISOString() } }, out);
  log.info({ password: "p", user: { name: "a", token: "t" }, list: [{ key: 1 }, { key: 2, n: 3 }] }, "hello %s, %d, %j", "you", 4, { a: 1 });
  log.debug({ at: new Date(0) });
  log.trace("not told");
  log.child({ request: 1 }, { level: "error" }).warn("not told either");
  log.child({ request: 1, password: "q" }).error("told");
  record(lines());
});

test("errors", () => {
  const [out, lines] = kept();
  pino(quiet, out).error(new TypeError("bad", { cause: new Error("worse") }), "failed");
  record((lines() as any[]).map((l) => [l.msg, l.err.type, l.err.message, typeof l.err.stack]));
});

test("a file", () => {
  const dest = `${folder}/log.txt`;
  pino(quiet, pino.destination({ dest, sync: true })).warn({ n: 1 }, "to a file, ü");
  record(readFileSync(dest, "utf8"));
});

test("pino-pretty as a stream", async () => {
  const told: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      told.push(String(chunk));
      done();
    },
  });
  const log = pino({ timestamp: false, base: null }, pretty({ colorize: false, destination, sync: true } as any));
  log.info({ a: { b: 1 } }, "hello");
  log.warn("ü");
  await new Promise((resolve) => setTimeout(resolve, 50));
  record(told);
});
