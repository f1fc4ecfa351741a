import { equal, ok, record, runtime, test, throws } from "host:test";
import os from "node:os";
import nodeProcess, { env, hrtime } from "node:process";

test("what it says of the process", () => {
  ok(nodeProcess === process);
  record([process.platform, process.arch, process.ppid > 0, process.pid > 0, process.cwd().startsWith("/")]);
  ok(/^v\d+\.\d+\.\d+$/.test(process.version));
  equal(`v${process.versions.node}`, process.version);
  ok(process.execPath.startsWith("/"));
  ok(process.argv.length >= 1);
  record(typeof process.memoryUsage().heapUsed);
  ok(process.memoryUsage().rss > 1e6 && process.memoryUsage.rss() > 1e6);
  ok(process.uptime() > 0);
  record([process.getuid!(), process.getgid!()]);
  record(Object.prototype.toString.call(process));
  ok(process.release.name === "node");
});

test("environment", () => {
  process.env.CONFORMANCE_X = 5 as any;
  record([process.env.CONFORMANCE_X, env.CONFORMANCE_X, "CONFORMANCE_X" in process.env, Object.keys(process.env).includes("CONFORMANCE_X")]);
  delete process.env.CONFORMANCE_X;
  record([process.env.CONFORMANCE_X, "CONFORMANCE_X" in process.env]);
  ok(typeof process.env.PATH === "string");
  const copy = { ...process.env };
  equal(copy.PATH, process.env.PATH);
});

test("clocks", () => {
  const a = process.hrtime();
  const d = process.hrtime(a);
  ok(d[0] >= 0 && d[1] >= 0);
  const b = hrtime.bigint();
  ok(typeof b === "bigint" && process.hrtime.bigint() >= b);
  const c = process.cpuUsage();
  ok(c.user >= 0 && process.cpuUsage(c).system >= 0);
});

test("nextTick", async () => {
  const log: unknown[] = [];
  await new Promise<void>((resolve) => {
    process.nextTick((a: number, b: number) => { log.push(a + b); resolve(); }, 1, 2);
    log.push("sync");
  });
  record(log);
  throws(() => process.nextTick(1 as any), { code: "ERR_INVALID_ARG_TYPE" });
});

test("kill as a question", () => {
  equal(process.kill(process.pid, 0), true);
  const e = throws(() => process.kill(999999, 0), { code: "ESRCH" });
  record([e.syscall, e.message, e.code]);
  record(throws(() => process.kill(process.pid, "SIGNOPE" as any)).code);
});

test("the host's process is out of reach", { on: ["host"] }, () => {
  throws(() => process.exit(1), { message: /would end the host/ });
  throws(() => process.abort(), { message: /would end the host/ });
  throws(() => process.kill(process.pid, "SIGTERM"), { code: "EPERM" });
  throws(() => process.kill(0, "SIGTERM"), { code: "EPERM" });
  throws(() => process.chdir("/"), { code: "ERR_WORKER_UNSUPPORTED_OPERATION" });
  throws(() => process.umask(0), { code: "ERR_WORKER_UNSUPPORTED_OPERATION" });
  ok(process.umask() >= 0);
  process.on("SIGTERM", () => {});
  process.once("exit", () => {});
  equal(process.listenerCount("SIGTERM"), 1);
});

test("os", () => {
  record([os.EOL, os.type(), os.platform(), os.endianness(), os.devNull, os.hostname(), os.homedir(), os.totalmem(), os.release(), os.machine()]);
  record([os.userInfo().username, os.userInfo().homedir, os.userInfo().uid]);
  ok(os.freemem() > 0 && os.uptime() > 0 && os.loadavg().length === 3 && os.cpus().length > 0 && os.availableParallelism() > 0);
  record([os.constants.signals.SIGTERM, os.constants.signals.SIGKILL, os.constants.errno.ENOENT]);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = "/elsewhere/";
  record(os.tmpdir());
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  record(Object.values(os.networkInterfaces()).flat().filter((i) => i!.internal && i!.family === "IPv4").map((i) => i!.address));
  void runtime;
});
