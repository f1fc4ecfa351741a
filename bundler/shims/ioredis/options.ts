// What a client is made from: a port, a host, a path, a URL, options. What is
// made of each option is in docs/ioredis.md.
import native from "host:internal/redis";
import process from "node:process";

type Any = any;

/** When a client connects again unless the options say. */
export const retryStrategy = (times: number): number => Math.min(times * 50, 2000);

const defaults = {
  port: 6379,
  host: "localhost",
  family: 0,
  connectTimeout: 10000,
  retryStrategy,
  connectionName: null,
  sentinels: null,
  name: null,
  role: "master",
  sentinelRetryStrategy: (times: number) => Math.min(times * 10, 1000),
  natMap: null,
  enableTLSForSentinelMode: false,
  username: null,
  password: null,
  db: 0,
  enableOfflineQueue: true,
  enableReadyCheck: true,
  autoResubscribe: true,
  autoResendUnfulfilledCommands: true,
  lazyConnect: false,
  keyPrefix: "",
  reconnectOnError: null,
  readOnly: false,
  stringNumbers: false,
  maxRetriesPerRequest: 20,
  maxLoadingRetryTime: 10000,
  enableAutoPipelining: false,
  autoPipeliningIgnoredCommands: [],
  blockingTimeoutGrace: 100,
};

/** Options that nothing can be made of here, and what to do instead. */
const refused: Record<string, string> = {
  Connector: "the host makes the connections: give an address, sentinels or a Cluster",
  monitor: "connections are shared: use redis-cli monitor",
  preferredSlaves: "the replica is chosen at random: give the address of the one that is wanted",
  lookup: "the host looks names up: give the address",
  localAddress: "the host makes the connections",
  localPort: "the host makes the connections",
  fd: "the host makes the connections",
  onread: "the host reads the connections",
  signal: "use disconnect()",
};

const ofTLS = new Set(["ca", "cert", "key", "servername", "rejectUnauthorized"]);

/** Throws for what would otherwise be ignored. */
export function refuse(options: Any, reasons: Record<string, string>): void {
  for (const [name, reason] of Object.entries(reasons)) {
    if (options[name]) throw new Error(`ioredis: the option "${name}" does not work in the host: ${reason}`);
  }
}

/** The options that the arguments of `new Redis` say. */
export function parse(args: Any[]): Any {
  const given: Any = {};
  for (const arg of args) {
    if (arg === undefined || arg === null) continue;
    if (typeof arg === "object") fill(given, arg);
    else if (typeof arg === "number") given.port = arg;
    else if (typeof arg !== "string") throw new Error(`Invalid argument ${arg}`);
    else if (/^\d+$/.test(arg)) given.port = Number(arg);
    else if (arg.startsWith("/")) given.path = arg;
    else if (arg.includes("://")) fill(given, fromURL(arg));
    else if (args[0] === arg) fill(given, fromURL(`redis://${arg}`));
    else given.host = arg;
  }
  // The host's own: a client that is told no address uses the environment's.
  const env = process.env.REDIS_URL;
  if (env && !["host", "port", "path", "sentinels", "startupNodes"].some((name) => given[name] !== undefined)) fill(given, fromURL(env));
  const options = { ...defaults, ...given };
  if (typeof options.port === "string") options.port = Number.parseInt(options.port, 10);
  if (typeof options.db === "string") options.db = Number.parseInt(options.db, 10);
  check(options);
  return options;
}

function check(o: Any): void {
  refuse(o, refused);
  if (o.autoResubscribe === false) throw new Error('ioredis: the option "autoResubscribe" does not work in the host when it is false: subscriptions are always made again');
  if (!o.sentinels) {
    for (const name of ["natMap", "sentinelPassword", "sentinelUsername"]) {
      if (o[name]) throw new Error(`ioredis: the option "${name}" is for sentinels and clusters: give "sentinels" too`);
    }
    return;
  }
  if (!o.sentinels.length) throw new Error("Requires at least one sentinel to connect to.");
  if (!o.name) throw new Error("Requires the name of master.");
  if (typeof o.natMap === "function") throw new Error('ioredis: the option "natMap" does not work in the host when it is a function: give an object');
  const [servers, sentinels] = [o.enableTLSForSentinelMode ? o.tls : undefined, o.sentinelTLS].map((tls) => JSON.stringify(ownTLS(tls)));
  if (servers !== sentinels) {
    throw new Error('ioredis: the option "sentinelTLS" does not work in the host unless it is the same as "tls" with enableTLSForSentinelMode: sentinels and servers are reached in one way');
  }
}

/** Takes what is not there yet, as ioredis does: the first word counts. */
function fill(into: Any, from: Any): void {
  for (const key of Object.keys(from)) if (into[key] === undefined) into[key] = from[key];
}

function fromURL(text: string): Any {
  if (/^(rediss?\+|unix:)/.test(text)) return fromHostURL(text);
  const url = new URL(text);
  const result: Any = {};
  if (url.username) result.username = decodeURIComponent(url.username);
  if (url.password) result.password = decodeURIComponent(url.password);
  if (url.hostname) result.host = url.hostname.replace(/^\[|\]$/g, "");
  if (url.port) result.port = Number(url.port);
  if (url.protocol === "rediss:") result.tls = true;
  const path = decodeURIComponent(url.pathname);
  if (!url.hostname && path) result.path = path;
  else if (/^\/\d+$/.test(path)) result.db = Number(path.slice(1));
  for (const [key, value] of url.searchParams) {
    if (result.tls && ofTLS.has(key)) result.tls = native.parse(text).tls;
    else result[key] = value;
  }
  return result;
}

/** The forms of URL that the host has beside those of ioredis. */
function fromHostURL(text: string): Any {
  const t = native.parse(text);
  const result: Any = { username: t.username || undefined, password: t.password || undefined, db: t.db };
  if (t.tls) result.tls = t.tls;
  if (t.path) result.path = t.path;
  if (t.mode === "cluster") result.startupNodes = t.addrs.map(split);
  if (t.mode === "sentinel") {
    Object.assign(result, { sentinels: t.addrs.map(split), name: t.master, enableTLSForSentinelMode: !!t.tls, sentinelTLS: result.tls });
  }
  return result;
}

/** "host:port" as an object. */
export function split(address: string): { host: string; port: number } {
  const at = address.lastIndexOf(":");
  return { host: address.slice(0, at).replace(/^\[|\]$/g, ""), port: Number(address.slice(at + 1)) };
}

/** An object as "host:port", as Go writes it. */
const join = (host: string, port: number | string) => (host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`);

const text = (v: Any) => (v === undefined || v === null ? "" : Array.isArray(v) ? v.map(String).join("\n") : String(v));

/** The options of tls.connect that the host has. */
function ownTLS(tls: Any): Any {
  if (!tls) return null;
  if (typeof tls === "string") throw new Error('ioredis: the option "tls" does not work in the host when it is the name of a profile: give an object');
  for (const name of Object.keys(tls)) {
    if (!ofTLS.has(name) && tls[name] !== undefined) throw new Error(`ioredis: the option "tls.${name}" does not work in the host, which has ${[...ofTLS].join(", ")}`);
  }
  return { ca: text(tls.ca), cert: text(tls.cert), key: text(tls.key), servername: text(tls.servername), rejectUnauthorized: tls.rejectUnauthorized };
}

/** The part of the options that says which server, for the native half. */
export function target(o: Any): Any {
  const common = {
    username: text(o.username),
    password: text(o.password),
    db: o.db ?? 0,
    connectTimeout: Number(o.connectTimeout ?? 0),
    socketTimeout: Number(o.socketTimeout ?? 0),
    name: text(o.connectionName),
    family: Number(o.family ?? 0),
  };
  if (!o.sentinels) return { ...common, host: text(o.host), port: o.port, path: text(o.path), tls: ownTLS(o.tls), readOnly: !!o.readOnly };
  const natMap = Object.entries<Any>(o.natMap ?? {}).map(([from, to]) => [join(split(from).host, split(from).port), join(to.host, to.port)]);
  return {
    ...common,
    mode: "sentinel",
    addrs: o.sentinels.map((s: Any) => join(s.host ?? "localhost", s.port ?? 26379)),
    master: text(o.name),
    sentinelUsername: text(o.sentinelUsername),
    sentinelPassword: text(o.sentinelPassword),
    natMap: Object.fromEntries(natMap),
    tls: o.enableTLSForSentinelMode ? ownTLS(o.tls) : null,
    readOnly: o.role === "slave",
  };
}
