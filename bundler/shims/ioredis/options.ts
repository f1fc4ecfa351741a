// What a client is made from: a port, a host, a path, a URL, options.
import process from "node:process";

type Any = any;

const defaults = {
  port: 6379,
  host: "localhost",
  family: 0,
  connectTimeout: 10000,
  retryStrategy: (times: number) => Math.min(times * 50, 2000),
  connectionName: null,
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
  enableAutoPipelining: false,
};

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
  if (env && given.host === undefined && given.port === undefined && given.path === undefined) fill(given, fromURL(env));
  for (const name of ["sentinels", "Connector"]) {
    if (given[name]) throw new Error(`ioredis: the option "${name}" does not work in the host: give the address of the server that the commands are for`);
  }
  const options = { ...defaults, ...given };
  if (typeof options.port === "string") options.port = Number.parseInt(options.port, 10);
  if (typeof options.db === "string") options.db = Number.parseInt(options.db, 10);
  return options;
}

/** Takes what is not there yet, as ioredis does: the first word counts. */
function fill(into: Any, from: Any): void {
  for (const key of Object.keys(from)) if (into[key] === undefined) into[key] = from[key];
}

function fromURL(text: string): Any {
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
  for (const [key, value] of url.searchParams) result[key] = value;
  return result;
}

/** The part of the options that says which server, for the native half. */
export function target(o: Any): Any {
  const text = (v: Any) => (v === undefined || v === null ? "" : Array.isArray(v) ? v.map(String).join("\n") : String(v));
  const tls = o.tls && {
    ca: text(o.tls.ca),
    cert: text(o.tls.cert),
    key: text(o.tls.key),
    servername: text(o.tls.servername),
    rejectUnauthorized: o.tls.rejectUnauthorized,
  };
  return {
    host: text(o.host),
    port: o.port,
    path: text(o.path),
    username: text(o.username),
    password: text(o.password),
    db: o.db ?? 0,
    tls: tls || null,
    connectTimeout: Number(o.connectTimeout ?? 0),
    name: text(o.connectionName),
    family: Number(o.family ?? 0),
  };
}
