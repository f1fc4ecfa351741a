// node:url: the web's URL, Node's file: URLs, and what came before both.
import { resolve as resolvePath } from "node:path";
import process from "node:process";
import { decode } from "./_punycode.ts";
import { coded, invalidArgType, wantString } from "host:internal/node-errors";
import { format as formatLegacy, parse, resolve, resolveObject, Url } from "./_urllegacy.ts";

type Any = any;

const URL = globalThis.URL;
const URLSearchParams = globalThis.URLSearchParams;

const isURL = (v: Any): boolean => v !== null && typeof v === "object" && typeof v.href === "string" && typeof v.protocol === "string" && v.auth === undefined && v.path === undefined;

export function fileURLToPath(url: Any, options?: { windows?: boolean }): string {
  if (typeof url === "string") url = new URL(url);
  else if (!isURL(url)) throw invalidArgType("path", ["string", "URL"], url);
  if (url.protocol !== "file:") throw coded(TypeError, "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
  if (options?.windows) return decodeURIComponent(url.pathname).replace(/^\//, "").replaceAll("/", "\\");
  if (url.hostname !== "") throw coded(TypeError, "ERR_INVALID_FILE_URL_HOST", `File URL host must be "localhost" or empty on ${process.platform}`);
  if (/%2f/i.test(url.pathname)) throw coded(TypeError, "ERR_INVALID_FILE_URL_PATH", "File URL path must not include encoded / characters");
  return decodeURIComponent(url.pathname);
}

const escapes: Record<string, string> = { "%": "%25", "\\": "%5C", "\n": "%0A", "\r": "%0D", "\t": "%09", "?": "%3F", "#": "%23" };

export function pathToFileURL(path: string): URL {
  wantString(path, "path");
  let resolved = resolvePath(path);
  if (path.endsWith("/") && !resolved.endsWith("/")) resolved += "/";
  const url = new URL("file://");
  url.pathname = resolved.replace(/[%\\\n\r\t?#]/g, (c) => escapes[c]!);
  return url;
}

export function urlToHttpOptions(url: URL): Any {
  const { hostname, pathname, port, username, password, search } = url;
  const o: Any = { __proto__: null, protocol: url.protocol, hostname: hostname.startsWith("[") ? hostname.slice(1, -1) : hostname, hash: url.hash, search, pathname, path: `${pathname || ""}${search || ""}`, href: url.href };
  if (port !== "") o.port = Number(port);
  if (username || password) o.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return o;
}

export function format(url: Any, options?: Any): string {
  if (!isURL(url) || url instanceof Url) return formatLegacy(url);
  const o = { fragment: true, unicode: false, search: true, auth: true, ...options };
  let out = url.protocol;
  if (url.host !== "" || url.protocol === "file:") {
    out += "//";
    if (o.auth && (url.username || url.password)) out += `${url.username}${url.password ? `:${url.password}` : ""}@`;
    out += o.unicode ? domainToUnicode(url.hostname) + (url.port ? `:${url.port}` : "") : url.host;
  }
  out += url.pathname;
  if (o.search) out += url.search;
  if (o.fragment) out += url.hash;
  return out;
}

export function domainToASCII(domain: string): string {
  try {
    return new URL(`ws://${domain}`).hostname;
  } catch {
    return "";
  }
}

export function domainToUnicode(domain: string): string {
  return domainToASCII(domain).split(".").map((label) => (label.startsWith("xn--") ? decode(label.slice(4)) : label)).join(".");
}

export { URL, URLSearchParams, parse, resolve, resolveObject, Url };
export default { URL, URLSearchParams, Url, parse, resolve, resolveObject, format, fileURLToPath, pathToFileURL, urlToHttpOptions, domainToASCII, domainToUnicode };
