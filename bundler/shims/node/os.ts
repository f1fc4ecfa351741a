// node:os.
import native from "host:internal/os";
import { Buffer } from "node:buffer";
import process from "node:process";
import { coded, wantInteger } from "host:internal/node-errors";

const facts = native.facts();

export const EOL = "\n";
export const devNull = "/dev/null";
export const arch = (): string => process.arch;
export const platform = (): string => process.platform;
export const type = (): string => facts.type;
export const release = (): string => facts.release;
export const version = (): string => facts.version;
export const machine = (): string => facts.machine;
export const endianness = (): string => "LE";
export const hostname = (): string => native.hostname();
export const uptime = (): number => native.uptime();
export const loadavg = (): number[] => native.loadavg();
export const totalmem = (): number => native.memory().total;
export const freemem = (): number => native.memory().free;
export const availableParallelism = (): number => facts.cpus;
export const networkInterfaces = (): Record<string, object[]> => native.networkInterfaces();

export function cpus(): object[] {
  return Array.from({ length: facts.cpus }, () => ({ model: facts.model, speed: facts.mhz, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } }));
}

export function homedir(): string {
  return process.env.HOME || native.home();
}

export function tmpdir(): string {
  const path = process.env.TMPDIR || process.env.TMP || process.env.TEMP || "/tmp";
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

export function userInfo(options?: { encoding?: string }): object {
  const u = native.user();
  if (options?.encoding === "buffer") {
    for (const key of ["username", "homedir", "shell"]) if (u[key] !== null) u[key] = Buffer.from(u[key]);
  }
  return u;
}

export function getPriority(pid = 0): number {
  wantInteger(pid, "pid", -(2 ** 31), 2 ** 31 - 1);
  return native.priority(pid);
}

export function setPriority(pid: number, priority?: number): never {
  throw coded(Error, "ERR_SYSTEM_ERROR", `A system error occurred: uv_os_setpriority returned EPERM: the host's priority is shared by all scripts (${pid}, ${priority})`);
}

export const constants = {
  UV_UDP_REUSEADDR: 4,
  dlopen: { RTLD_LAZY: 1, RTLD_NOW: 2, RTLD_GLOBAL: 256, RTLD_LOCAL: 0 },
  errno: Object.fromEntries(Object.entries(native.errnos() as Record<string, number>).map(([k, v]) => [k, -v])),
  signals: native.signals() as Record<string, number>,
  priority: { PRIORITY_LOW: 19, PRIORITY_BELOW_NORMAL: 10, PRIORITY_NORMAL: 0, PRIORITY_ABOVE_NORMAL: -7, PRIORITY_HIGH: -14, PRIORITY_HIGHEST: -20 },
};


export default {
  EOL, devNull, arch, platform, type, release, version, machine, endianness, hostname, uptime, loadavg, totalmem, freemem, availableParallelism,
  networkInterfaces, cpus, homedir, tmpdir, userInfo, getPriority, setPriority, constants,
};
