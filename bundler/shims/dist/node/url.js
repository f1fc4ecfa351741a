// Code generated from bundler/shims/node/url.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 2385b0a2bdc7c42939aa5b385772784cac14e7106e6c587d2769991c6f821e54
var __lazy = (load, names) => names.reduce((all, name) => Object.defineProperty(all, name, {
  configurable: true,
  enumerable: true,
  get() {
    const value = load()[name];
    if (value !== undefined) Object.defineProperty(all, name, { value });
    return value;
  }
}), {});
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true, configurable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => !isNodeMode && mod != null && mod.__esModule ? mod : (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });

// bundler/shims/node/url.ts
var url_exports = {};
__export(url_exports, {
  URL: () => URL2,
  URLSearchParams: () => URLSearchParams,
  Url: () => Url,
  default: () => url_default,
  domainToASCII: () => domainToASCII,
  domainToUnicode: () => domainToUnicode,
  fileURLToPath: () => fileURLToPath,
  format: () => format2,
  parse: () => parse,
  pathToFileURL: () => pathToFileURL,
  resolve: () => resolve,
  resolveObject: () => resolveObject,
  urlToHttpOptions: () => urlToHttpOptions
});
module.exports = __toCommonJS(url_exports);
var import_node_path = __lazy(() => require("node:path"), ["resolve"]);
var import_node_process = __lazy(() => __toESM(require("node:process")), ["default"]);

// bundler/shims/node/_punycode.ts
var base = 36;
var tMin = 1;
var tMax = 26;
var skew = 38;
var damp = 700;
var initialBias = 72;
var initialN = 128;
function adapt(delta, points, first) {
  delta = first ? Math.floor(delta / damp) : delta >> 1;
  delta += Math.floor(delta / points);
  let k = 0;
  for (; delta > (base - tMin) * tMax >> 1; k += base) delta = Math.floor(delta / (base - tMin));
  return Math.floor(k + (base - tMin + 1) * delta / (delta + skew));
}
var threshold = (k, bias) => k <= bias ? tMin : k >= bias + tMax ? tMax : k - bias;
function decode(input) {
  const out = [];
  const dash = Math.max(0, input.lastIndexOf("-"));
  for (let i2 = 0; i2 < dash; i2++) {
    if (input.charCodeAt(i2) >= 128) throw new RangeError("Illegal input >= 0x80 (not a basic code point)");
    out.push(input.charCodeAt(i2));
  }
  let n = initialN, i = 0, bias = initialBias;
  for (let at = dash > 0 ? dash + 1 : 0; at < input.length; ) {
    const before = i;
    for (let w = 1, k = base; ; k += base) {
      if (at >= input.length) throw new RangeError("Invalid input");
      const c = input.charCodeAt(at++);
      const digit = c - 48 < 10 && c >= 48 ? c - 22 : c >= 65 && c < 91 ? c - 65 : c >= 97 && c < 123 ? c - 97 : base;
      if (digit >= base) throw new RangeError("Invalid input");
      i += digit * w;
      const t = threshold(k, bias);
      if (digit < t) break;
      w *= base - t;
    }
    bias = adapt(i - before, out.length + 1, before === 0);
    n += Math.floor(i / (out.length + 1));
    i %= out.length + 1;
    out.splice(i++, 0, n);
  }
  return String.fromCodePoint(...out);
}

// bundler/shims/node/url.ts
var import_node_errors2 = require("host:internal/node-errors");

// bundler/shims/node/_urllegacy.ts
var import_node_querystring = __lazy(() => require("node:querystring"), ["parse", "stringify"]);
var import_node_errors = require("host:internal/node-errors");
var slashed = new Set(["http", "https", "ftp", "gopher", "file", "ws", "wss"].flatMap((p) => [p, `${p}:`]));
var hostless = /* @__PURE__ */ new Set(["javascript", "javascript:"]);
var Url = class {
  protocol = null;
  slashes = null;
  auth = null;
  host = null;
  port = null;
  hostname = null;
  hash = null;
  search = null;
  query = null;
  pathname = null;
  path = null;
  href = null;
  format() {
    return format(this);
  }
  resolve(to) {
    return resolve(this, to);
  }
  resolveObject(to) {
    return resolveObject(this, to);
  }
};
var escaped = /[\t\n\r "'<>\\^`{|}]/g;
var escape = (s) => s.replace(escaped, (c) => encodeURIComponent(c) === "'" ? "%27" : c === "'" ? "%27" : encodeURIComponent(c));
function parse(url, parseQueryString = false, slashesDenoteHost = false) {
  if (url instanceof Url) return url;
  if (typeof url !== "string") throw (0, import_node_errors.invalidArgType)("url", "string", url);
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
  if (!hostless.has(protocol) && (slashes || protocol && !slashed.has(protocol))) {
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
        if (port[1] !== "") u.port = port[1];
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
    if (parseQueryString) u.query = (0, import_node_querystring.parse)(u.query);
    rest = rest.slice(0, question);
  } else if (parseQueryString) {
    u.search = null;
    u.query = /* @__PURE__ */ Object.create(null);
  }
  if (rest) u.pathname = rest;
  if (slashed.has(protocol) && u.hostname && !u.pathname) u.pathname = "/";
  if (u.pathname || u.search) u.path = (u.pathname || "") + (u.search || "");
  u.href = format(u);
  return u;
}
function format(u) {
  if (typeof u === "string") u = parse(u);
  else if (typeof u !== "object" || u === null) throw (0, import_node_errors.invalidArgType)("urlObject", ["Object", "string"], u);
  let auth = u.auth || "";
  if (auth) auth = `${encodeURIComponent(auth).replace(/%3A/i, ":")}@`;
  let protocol = u.protocol || "";
  let pathname = u.pathname || "";
  let hash = u.hash || "";
  let host = "";
  if (u.host) host = auth + u.host;
  else if (u.hostname) host = auth + (u.hostname.includes(":") && !u.hostname.startsWith("[") ? `[${u.hostname}]` : u.hostname) + (u.port ? `:${u.port}` : "");
  let query = "";
  if (u.query !== null && typeof u.query === "object") query = (0, import_node_querystring.stringify)(u.query);
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
function resolve(from, to) {
  return resolveObject(from, to).format();
}
function resolveObject(from, to) {
  const base2 = parse(from, false, true);
  const rel = parse(to, false, true);
  const out = new Url();
  Object.assign(out, base2);
  out.hash = rel.hash;
  if (rel.href === "") {
    out.href = format(out);
    return out;
  }
  if (rel.protocol && rel.protocol !== base2.protocol) {
    if (!slashed.has(rel.protocol) || rel.slashes) Object.assign(out, rel);
    else {
      Object.assign(out, rel, { host: base2.host, hostname: base2.hostname, port: base2.port, auth: base2.auth, slashes: base2.slashes });
    }
    out.href = format(out);
    return out;
  }
  if (rel.slashes && !rel.protocol) {
    Object.assign(out, rel, { protocol: base2.protocol });
    if (slashed.has(out.protocol ?? "") && out.hostname && !out.pathname) out.path = out.pathname = "/";
    out.href = format(out);
    return out;
  }
  if (rel.host) Object.assign(out, { host: rel.host, hostname: rel.hostname, port: rel.port, auth: rel.auth ?? base2.auth });
  let pathname = rel.pathname;
  if (!pathname) {
    out.search = rel.search ?? (rel.host ? null : base2.search);
    out.query = rel.search !== null ? rel.query : base2.query;
  } else {
    out.search = rel.search;
    out.query = rel.query;
    if (!pathname.startsWith("/")) {
      const dir = (base2.pathname ?? "").replace(/[^/]*$/, "");
      pathname = (dir || (base2.host ? "/" : "")) + pathname;
    }
    out.pathname = dotless(pathname, !!out.host || pathname.startsWith("/"));
  }
  if (out.pathname || out.search) out.path = (out.pathname || "") + (out.search || "");
  out.href = format(out);
  return out;
}
function dotless(path, absolute) {
  const out = [];
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

// bundler/shims/node/url.ts
var URL2 = globalThis.URL;
var URLSearchParams = globalThis.URLSearchParams;
var isURL = (v) => v !== null && typeof v === "object" && typeof v.href === "string" && typeof v.protocol === "string" && v.auth === void 0 && v.path === void 0;
function fileURLToPath(url, options) {
  if (typeof url === "string") url = new URL2(url);
  else if (!isURL(url)) throw (0, import_node_errors2.invalidArgType)("path", ["string", "URL"], url);
  if (url.protocol !== "file:") throw (0, import_node_errors2.coded)(TypeError, "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
  if (options?.windows) return decodeURIComponent(url.pathname).replace(/^\//, "").replaceAll("/", "\\");
  if (url.hostname !== "") throw (0, import_node_errors2.coded)(TypeError, "ERR_INVALID_FILE_URL_HOST", `File URL host must be "localhost" or empty on ${import_node_process.default.platform}`);
  if (/%2f/i.test(url.pathname)) throw (0, import_node_errors2.coded)(TypeError, "ERR_INVALID_FILE_URL_PATH", "File URL path must not include encoded / characters");
  return decodeURIComponent(url.pathname);
}
var escapes = { "%": "%25", "\\": "%5C", "\n": "%0A", "\r": "%0D", "	": "%09", "?": "%3F", "#": "%23" };
function pathToFileURL(path) {
  (0, import_node_errors2.wantString)(path, "path");
  let resolved = (0, import_node_path.resolve)(path);
  if (path.endsWith("/") && !resolved.endsWith("/")) resolved += "/";
  const url = new URL2("file://");
  url.pathname = resolved.replace(/[%\\\n\r\t?#]/g, (c) => escapes[c]);
  return url;
}
function urlToHttpOptions(url) {
  const { hostname, pathname, port, username, password, search } = url;
  const o = { __proto__: null, protocol: url.protocol, hostname: hostname.startsWith("[") ? hostname.slice(1, -1) : hostname, hash: url.hash, search, pathname, path: `${pathname || ""}${search || ""}`, href: url.href };
  if (port !== "") o.port = Number(port);
  if (username || password) o.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return o;
}
function format2(url, options) {
  if (!isURL(url) || url instanceof Url) return format(url);
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
function domainToASCII(domain) {
  try {
    return new URL2(`ws://${domain}`).hostname;
  } catch {
    return "";
  }
}
function domainToUnicode(domain) {
  return domainToASCII(domain).split(".").map((label) => label.startsWith("xn--") ? decode(label.slice(4)) : label).join(".");
}
var url_default = { URL: URL2, URLSearchParams, Url, parse, resolve, resolveObject, format: format2, fileURLToPath, pathToFileURL, urlToHttpOptions, domainToASCII, domainToUnicode };
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(url_exports, { URL: URL2, URLSearchParams, Url, default: url_default, domainToASCII, domainToUnicode, fileURLToPath, format: format2, parse, pathToFileURL, resolve, resolveObject, urlToHttpOptions });
