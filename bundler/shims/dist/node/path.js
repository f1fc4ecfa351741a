// Code generated from bundler/shims/node/path.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 91fee8c148de9017d3ce6897790c526efbabf8d90fe1547dfcc0fb63e90269bd
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

// bundler/shims/node/path.ts
var path_exports = {};
__export(path_exports, {
  basename: () => basename,
  default: () => path_default,
  delimiter: () => delimiter,
  dirname: () => dirname,
  extname: () => extname,
  format: () => format,
  isAbsolute: () => isAbsolute,
  join: () => join,
  matchesGlob: () => matchesGlob,
  normalize: () => normalize,
  parse: () => parse,
  posix: () => posix,
  relative: () => relative,
  resolve: () => resolve,
  sep: () => sep,
  toNamespacedPath: () => toNamespacedPath,
  win32: () => win32
});
module.exports = __toCommonJS(path_exports);
var import_node_process = __lazy(() => __toESM(require("node:process")), ["default"]);
var import_node_errors = require("host:internal/node-errors");
function check(value, name) {
  if (typeof value !== "string") throw (0, import_node_errors.invalidArgType)(name, "string", value);
}
function dots(path, above, separator, isSeparator) {
  const out = [];
  let start = 0;
  for (let i = 0; i <= path.length; i++) {
    if (i < path.length && !isSeparator(path[i])) continue;
    const part = path.slice(start, i);
    start = i + 1;
    if (part === "" || part === ".") continue;
    if (part !== "..") out.push(part);
    else if (out.length > 0 && out[out.length - 1] !== "..") out.pop();
    else if (above) out.push("..");
  }
  return out.join(separator);
}
var slash = (c) => c === "/";
var either = (c) => c === "/" || c === "\\";
var letter = (c) => c !== void 0 && /^[A-Za-z]$/.test(c);
function lastPart(path, start, isSeparator) {
  let to = path.length;
  while (to > start && isSeparator(path[to - 1])) to--;
  let from = to;
  while (from > start && !isSeparator(path[from - 1])) from--;
  return [from, to];
}
function extension(base) {
  const dot = base.lastIndexOf(".");
  return dot <= 0 || base === ".." ? "" : base.slice(dot);
}
function withoutSuffix(base, path, suffix, start = 0) {
  if (suffix === void 0 || suffix === "" || suffix.length > path.length) return base;
  if (suffix === path) return "";
  if (base === "") return path.slice(start);
  return base.endsWith(suffix) && base !== suffix ? base.slice(0, -suffix.length) : base;
}
function formatWith(separator) {
  return (parts) => {
    (0, import_node_errors.wantObject)(parts, "pathObject");
    const dir = parts.dir || parts.root;
    const ext = parts.ext ? parts.ext[0] === "." ? parts.ext : `.${parts.ext}` : "";
    const base = parts.base || `${parts.name || ""}${ext}`;
    if (!dir) return base;
    return dir === parts.root ? `${dir}${base}` : `${dir}${separator}${base}`;
  };
}
var cwd = () => import_node_process.default.cwd();
var posix = {
  sep: "/",
  delimiter: ":",
  resolve(...paths) {
    let resolved = "";
    let absolute = false;
    for (let i = paths.length - 1; i >= -1 && !absolute; i--) {
      const path = i >= 0 ? paths[i] : cwd();
      check(path, i >= 0 ? `paths[${i}]` : "cwd");
      if (path.length === 0) continue;
      resolved = `${path}/${resolved}`;
      absolute = path[0] === "/";
    }
    resolved = dots(resolved, !absolute, "/", slash);
    if (absolute) return `/${resolved}`;
    return resolved.length > 0 ? resolved : ".";
  },
  normalize(path) {
    check(path, "path");
    if (path.length === 0) return ".";
    const absolute = path[0] === "/";
    const trailing = path[path.length - 1] === "/";
    let out = dots(path, !absolute, "/", slash);
    if (out.length === 0) return absolute ? "/" : trailing ? "./" : ".";
    if (trailing) out += "/";
    return absolute ? `/${out}` : out;
  },
  isAbsolute(path) {
    check(path, "path");
    return path[0] === "/";
  },
  join(...paths) {
    for (const p of paths) check(p, "path");
    const joined = paths.filter((p) => p.length > 0).join("/");
    return joined.length === 0 ? "." : posix.normalize(joined);
  },
  relative(from, to) {
    check(from, "from");
    check(to, "to");
    if (from === to) return "";
    from = posix.resolve(from);
    to = posix.resolve(to);
    if (from === to) return "";
    return climb(from.split("/").filter(Boolean), to.split("/").filter(Boolean), (a, b) => a === b, "/");
  },
  toNamespacedPath: (path) => path,
  dirname(path) {
    check(path, "path");
    if (path.length === 0) return ".";
    const root = path[0] === "/" ? 1 : 0;
    const [from] = lastPart(path, root, slash);
    const end = from - 1;
    if (end < 1) return root ? "/" : ".";
    return root && end === 1 ? "//" : path.slice(0, end);
  },
  basename(path, suffix) {
    if (suffix !== void 0) check(suffix, "suffix");
    check(path, "path");
    const [from, to] = lastPart(path, 0, slash);
    return withoutSuffix(path.slice(from, to), path, suffix);
  },
  extname(path) {
    check(path, "path");
    const [from, to] = lastPart(path, 0, slash);
    return extension(path.slice(from, to));
  },
  format: formatWith("/"),
  parse(path) {
    check(path, "path");
    const root = path[0] === "/" ? "/" : "";
    const [from, to] = lastPart(path, root.length, slash);
    const base = path.slice(from, to);
    const ext = extension(base);
    const name = ext ? base.slice(0, -ext.length) : base;
    let dir = root;
    if (from > root.length) dir = path.slice(0, from - 1);
    return { root, dir, base, ext, name };
  },
  matchesGlob(path, pattern) {
    check(path, "path");
    check(pattern, "pattern");
    return glob(pattern, "/").test(path);
  },
  _makeLong: (path) => path
};
function climb(from, to, same, separator) {
  let common = 0;
  while (common < from.length && common < to.length && same(from[common], to[common])) common++;
  return [...from.slice(common).map(() => ".."), ...to.slice(common)].join(separator);
}
function glob(pattern, separator) {
  const escaped = separator === "/" ? "/" : "[\\\\/]";
  const other = separator === "/" ? "[^/]" : "[^\\\\/]";
  let out = "";
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === "*" && pattern[i + 1] === "*") {
      i++;
      if (pattern[i + 1] === "/") {
        i++;
        out += `(?:.*${escaped})?`;
      } else out += ".*";
    } else if (c === "*") out += `${other}*`;
    else if (c === "?") out += other;
    else if (c === "{") out += "(?:";
    else if (c === "}") out += ")";
    else if (c === "," && out.includes("(?:")) out += "|";
    else if (c === "[" || c === "]") out += c;
    else if (c === "/") out += escaped;
    else out += c.replace(/[.+^$()|\\]/, "\\$&");
  }
  return new RegExp(`^${out}$`);
}
function windowsRoot(path) {
  const n = path.length;
  if (n === 0) return { device: "", rootEnd: 0, absolute: false, unc: false };
  if (either(path[0])) {
    if (n > 1 && either(path[1])) {
      let j = 2;
      let last = j;
      while (j < n && !either(path[j])) j++;
      if (j < n && j !== last) {
        const server = path.slice(last, j);
        last = j;
        while (j < n && either(path[j])) j++;
        if (j < n && j !== last) {
          last = j;
          while (j < n && !either(path[j])) j++;
          if (j === n || j !== last) {
            return { device: `\\\\${server}\\${path.slice(last, j)}`, rootEnd: j, absolute: true, unc: true };
          }
        }
      }
    }
    return { device: "", rootEnd: 1, absolute: true, unc: false };
  }
  if (letter(path[0]) && path[1] === ":") {
    const absolute = n > 2 && either(path[2]);
    return { device: path.slice(0, 2), rootEnd: absolute ? 3 : 2, absolute, unc: false };
  }
  return { device: "", rootEnd: 0, absolute: false, unc: false };
}
var win32 = {
  sep: "\\",
  delimiter: ";",
  resolve(...paths) {
    let device = "";
    let tail = "";
    let absolute = false;
    for (let i = paths.length - 1; i >= -1; i--) {
      let path;
      if (i >= 0) {
        path = paths[i];
        check(path, `paths[${i}]`);
        if (path.length === 0) continue;
      } else if (device.length === 0) {
        path = cwd();
      } else {
        path = import_node_process.default.env[`=${device}`] || cwd();
        if (path.slice(0, 2).toLowerCase() !== device.toLowerCase() && path[2] === "\\") path = `${device}\\`;
      }
      const root = windowsRoot(path);
      if (root.device.length > 0) {
        if (device.length > 0) {
          if (root.device.toLowerCase() !== device.toLowerCase()) continue;
        } else device = root.device;
      }
      if (absolute) {
        if (device.length > 0) break;
      } else {
        tail = `${path.slice(root.rootEnd)}\\${tail}`;
        absolute = root.absolute;
        if (absolute && device.length > 0) break;
      }
    }
    tail = dots(tail, !absolute, "\\", either);
    return absolute ? `${device}\\${tail}` : `${device}${tail}` || ".";
  },
  normalize(path) {
    check(path, "path");
    if (path.length === 0) return ".";
    if (path.length === 1) return path === "/" ? "\\" : path;
    const root = windowsRoot(path);
    if (root.unc && root.rootEnd === path.length) return `${root.device}\\`;
    let tail = root.rootEnd < path.length ? dots(path.slice(root.rootEnd), !root.absolute, "\\", either) : "";
    if (tail.length === 0 && !root.absolute) tail = ".";
    if (tail.length > 0 && either(path[path.length - 1])) tail += "\\";
    if (root.device === "") return root.absolute ? `\\${tail}` : tail;
    return root.absolute ? `${root.device}\\${tail}` : `${root.device}${tail}`;
  },
  isAbsolute(path) {
    check(path, "path");
    if (path.length === 0) return false;
    return either(path[0]) || path.length > 2 && letter(path[0]) && path[1] === ":" && either(path[2]);
  },
  join(...paths) {
    for (const p of paths) check(p, "path");
    const given = paths.filter((p) => p.length > 0);
    if (given.length === 0) return ".";
    let joined = given.join("\\");
    const first = given[0];
    let replace = true;
    let slashes = 0;
    if (either(first[0])) {
      slashes++;
      if (first.length > 1 && either(first[1])) {
        slashes++;
        if (first.length > 2) {
          if (either(first[2])) slashes++;
          else replace = false;
        }
      }
    }
    if (replace) {
      while (slashes < joined.length && either(joined[slashes])) slashes++;
      if (slashes >= 2) joined = `\\${joined.slice(slashes)}`;
    }
    return win32.normalize(joined);
  },
  relative(from, to) {
    check(from, "from");
    check(to, "to");
    if (from === to) return "";
    const a = win32.resolve(from);
    const b = win32.resolve(to);
    if (a === b || a.toLowerCase() === b.toLowerCase()) return "";
    const fromParts = a.split("\\").filter(Boolean);
    const toParts = b.split("\\").filter(Boolean);
    const same = (x, y) => x.toLowerCase() === y.toLowerCase();
    if (!same(fromParts[0] ?? "", toParts[0] ?? "") || a.startsWith("\\\\") !== b.startsWith("\\\\")) return b;
    return climb(fromParts, toParts, same, "\\");
  },
  toNamespacedPath(path) {
    if (typeof path !== "string" || path.length === 0) return path;
    const resolved = win32.resolve(path);
    if (resolved.length <= 2) return path;
    if (resolved.startsWith("\\\\")) {
      if (resolved[2] !== "?" && resolved[2] !== ".") return `\\\\?\\UNC\\${resolved.slice(2)}`;
    } else if (letter(resolved[0]) && resolved[1] === ":" && resolved[2] === "\\") {
      return `\\\\?\\${resolved}`;
    }
    return path;
  },
  dirname(path) {
    check(path, "path");
    if (path.length === 0) return ".";
    if (path.length === 1) return either(path) ? path : ".";
    const root = windowsRoot(path);
    if (root.unc && root.rootEnd === path.length) return path;
    const rootEnd = root.unc ? root.rootEnd + 1 : root.rootEnd;
    const [from] = lastPart(path, rootEnd, either);
    if (from - 1 >= rootEnd) return path.slice(0, from - 1);
    return rootEnd === 0 ? "." : path.slice(0, rootEnd);
  },
  basename(path, suffix) {
    if (suffix !== void 0) check(suffix, "suffix");
    check(path, "path");
    const start = letter(path[0]) && path[1] === ":" ? 2 : 0;
    const [from, to] = lastPart(path, start, either);
    return withoutSuffix(path.slice(from, to), path, suffix, start);
  },
  extname(path) {
    check(path, "path");
    const start = letter(path[0]) && path[1] === ":" ? 2 : 0;
    const [from, to] = lastPart(path, start, either);
    return extension(path.slice(from, to));
  },
  format: formatWith("\\"),
  parse(path) {
    check(path, "path");
    const found = windowsRoot(path);
    let rootEnd = found.rootEnd;
    if (found.unc && rootEnd < path.length) rootEnd++;
    const root = path.slice(0, rootEnd);
    const [from, to] = lastPart(path, rootEnd, either);
    const base = path.slice(from, to);
    const ext = extension(base);
    const name = ext ? base.slice(0, -ext.length) : base;
    const dir = from > rootEnd ? path.slice(0, from - 1) : root;
    return { root, dir, base, ext, name };
  },
  matchesGlob(path, pattern) {
    check(path, "path");
    check(pattern, "pattern");
    return glob(pattern, "\\").test(path);
  },
  _makeLong: (path) => win32.toNamespacedPath(path)
};
for (const flavour of [posix, win32]) {
  flavour.posix = posix;
  flavour.win32 = win32;
}
var {
  resolve,
  normalize,
  isAbsolute,
  join,
  relative,
  toNamespacedPath,
  dirname,
  basename,
  extname,
  format,
  parse,
  matchesGlob,
  sep,
  delimiter
} = posix;
var path_default = posix;
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(path_exports, { basename, default: path_default, delimiter, dirname, extname, format, isAbsolute, join, matchesGlob, normalize, parse, posix, relative, resolve, sep, toNamespacedPath, win32 });
