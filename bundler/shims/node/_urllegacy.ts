// url.parse, url.format and url.resolve: Node's URLs before the web's.
import { parse as parseQuery, stringify } from "node:querystring";
import { invalidArgType } from "host:internal/node-errors";

type Any = any;

const slashed = new Set(["http", "https", "ftp", "gopher", "file", "ws", "wss"].flatMap((p) => [p, `${p}:`]));
const hostless = new Set(["javascript", "javascript:"]);

export class Url {
  protocol: string | null = null;
  slashes: boolean | null = null;
  auth: string | null = null;
  host: string | null = null;
  port: string | null = null;
  hostname: string | null = null;
  hash: string | null = null;
  search: string | null = null;
  query: Any = null;
  pathname: string | null = null;
  path: string | null = null;
  href: string | null = null;

  format(): string { return format(this); }
  resolve(to: string): string { return resolve(this as Any, to); }
  resolveObject(to: string): Url { return resolveObject(this as Any, to) as Url; }
}

/** Characters that may not stand in a URL as they are. */
const escaped = /[\t\n\r "'<>\\^`{|}]/g;
const escape = (s: string): string => s.replace(escaped, (c) => encodeURIComponent(c) === "'" ? "%27" : c === "'" ? "%27" : encodeURIComponent(c));

export function parse(url: Any, parseQueryString = false, slashesDenoteHost = false): Url {
  if (url instanceof Url) return url;
  if (typeof url !== "string") throw invalidArgType("url", "string", url);
  const u = new Url();
  let rest = url.trim();
  const cut = rest.search(/[?#]/);
  const head = (cut < 0 ? rest : rest.slice(0, cut)).replaceAll("\\", "/");
  rest = cut < 0 ? head : head + rest.slice(cut);
  const m = /^[a-z0-9.+-]+:/i.exec(rest);
  let protocol = "";
  if (m) {
    protocol = m[0].toLowerCase();
    u.protocol = protocol;
    rest = rest.slice(m[0].length);
  }
  let slashes = false;
  if (slashesDenoteHost || protocol || /^\/\/[^@/]+@[^@/]+/.test(rest)) {
    slashes = rest.startsWith("//");
    if (slashes && !(protocol && hostless.has(protocol))) {
      rest = rest.slice(2);
      u.slashes = true;
    }
  }
  if (!hostless.has(protocol) && (slashes || (protocol && !slashed.has(protocol)))) {
    let end = rest.search(/[/?#]/);
    if (end < 0) end = rest.length;
    const at = rest.lastIndexOf("@", end - 1);
    let host = rest.slice(0, end);
    if (at >= 0 && at < end) {
      u.auth = decodeURIComponent(rest.slice(0, at));
      host = rest.slice(at + 1, end);
    }
    const bad = host.search(/[\t\n\r "%'()*;<>^`{|}]/);
    if (bad >= 0) {
      end -= host.length - bad;
      host = host.slice(0, bad);
    }
    rest = rest.slice(end);
    if (host || slashes) {
      const port = /:([0-9]*)$/.exec(host);
      if (port) {
        if (port[1] !== "") u.port = port[1]!;
        host = host.slice(0, host.length - port[0].length);
      }
      u.hostname = host.toLowerCase();
      const ipv6 = u.hostname.startsWith("[") && u.hostname.endsWith("]");
      if (!ipv6 && /[^\x00-\x7f]/.test(u.hostname)) u.hostname = new URL(`http://${u.hostname}`).hostname;
      u.host = `${u.hostname}${u.port ? `:${u.port}` : ""}`;
      if (ipv6) u.hostname = u.hostname.slice(1, -1);
      if (rest !== "" && !/^[/?#]/.test(rest)) rest = `/${rest}`;
    }
  }
  if (!hostless.has(protocol)) rest = escape(rest);
  const hash = rest.indexOf("#");
  if (hash >= 0) {
    u.hash = rest.slice(hash);
    rest = rest.slice(0, hash);
  }
  const question = rest.indexOf("?");
  if (question >= 0) {
    u.search = rest.slice(question);
    u.query = rest.slice(question + 1);
    if (parseQueryString) u.query = parseQuery(u.query);
    rest = rest.slice(0, question);
  } else if (parseQueryString) {
    u.search = null;
    u.query = Object.create(null);
  }
  if (rest) u.pathname = rest;
  if (slashed.has(protocol) && u.hostname && !u.pathname) u.pathname = "/";
  if (u.pathname || u.search) u.path = (u.pathname || "") + (u.search || "");
  u.href = format(u);
  return u;
}

export function format(u: Any): string {
  if (typeof u === "string") u = parse(u);
  else if (typeof u !== "object" || u === null) throw invalidArgType("urlObject", ["Object", "string"], u);
  let auth = u.auth || "";
  if (auth) auth = `${encodeURIComponent(auth).replace(/%3A/i, ":")}@`;
  let protocol = u.protocol || "";
  let pathname = u.pathname || "";
  let hash = u.hash || "";
  let host = "";
  if (u.host) host = auth + u.host;
  else if (u.hostname) host = auth + (u.hostname.includes(":") && !u.hostname.startsWith("[") ? `[${u.hostname}]` : u.hostname) + (u.port ? `:${u.port}` : "");
  let query = "";
  if (u.query !== null && typeof u.query === "object") query = stringify(u.query);
  let search = u.search || (query ? `?${query}` : "");
  if (protocol && !protocol.endsWith(":")) protocol += ":";
  pathname = pathname.replace(/[?#]/g, encodeURIComponent);
  if (u.slashes || slashed.has(protocol)) {
    if (u.slashes || host) {
      if (pathname && pathname[0] !== "/") pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol.startsWith("file")) host = "//";
  }
  search = search.replaceAll("#", "%23");
  if (hash && hash[0] !== "#") hash = `#${hash}`;
  if (search && search[0] !== "?") search = `?${search}`;
  return protocol + host + pathname + search + hash;
}

export function resolve(from: string, to: string): string {
  return (resolveObject(from, to) as Any).format();
}

export function resolveObject(from: Any, to: string): Any {
  const base = parse(from, false, true);
  const rel = parse(to, false, true);
  const out = new Url();
  Object.assign(out, base);
  out.hash = rel.hash;
  if (rel.href === "") {
    out.href = format(out);
    return out;
  }
  if (rel.protocol && rel.protocol !== base.protocol) {
    if (!slashed.has(rel.protocol) || rel.slashes) Object.assign(out, rel);
    else {
      Object.assign(out, rel, { host: base.host, hostname: base.hostname, port: base.port, auth: base.auth, slashes: base.slashes });
    }
    out.href = format(out);
    return out;
  }
  if (rel.slashes && !rel.protocol) {
    Object.assign(out, rel, { protocol: base.protocol });
    if (slashed.has(out.protocol ?? "") && out.hostname && !out.pathname) out.path = out.pathname = "/";
    out.href = format(out);
    return out;
  }
  if (rel.host) Object.assign(out, { host: rel.host, hostname: rel.hostname, port: rel.port, auth: rel.auth ?? base.auth });
  let pathname = rel.pathname;
  if (!pathname) {
    out.search = rel.search ?? (rel.host ? null : base.search);
    out.query = rel.search !== null ? rel.query : base.query;
  } else {
    out.search = rel.search;
    out.query = rel.query;
    if (!pathname.startsWith("/")) {
      const dir = (base.pathname ?? "").replace(/[^/]*$/, "");
      pathname = (dir || (base.host ? "/" : "")) + pathname;
    }
    out.pathname = dotless(pathname, !!out.host || pathname.startsWith("/"));
  }
  if (out.pathname || out.search) out.path = (out.pathname || "") + (out.search || "");
  out.href = format(out);
  return out;
}

function dotless(path: string, absolute: boolean): string {
  const out: string[] = [];
  const parts = path.split("/");
  parts.forEach((part, i) => {
    const last = i === parts.length - 1;
    if (part === ".") {
      if (last) out.push("");
    } else if (part === "..") {
      if (out.length > (absolute ? 1 : 0) && out[out.length - 1] !== "..") out.pop();
      else if (!absolute) out.push("..");
      if (last) out.push("");
    } else out.push(part);
  });
  const text = out.join("/");
  return absolute && !text.startsWith("/") ? `/${text}` : text;
}

