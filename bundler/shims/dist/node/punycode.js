// Code generated from bundler/shims/node/punycode.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 9ee05f974a333caaad4b1dab3f739c1a8614707098a835a771ac4c1882bd463e
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
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
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });

// bundler/shims/node/punycode.ts
var punycode_exports = {};
__export(punycode_exports, {
  decode: () => decode,
  default: () => punycode_default,
  encode: () => encode,
  toASCII: () => toASCII,
  toUnicode: () => toUnicode,
  ucs2: () => ucs2,
  version: () => version
});
module.exports = __toCommonJS(punycode_exports);

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
function encode(input) {
  const points = Array.from(input, (c) => c.codePointAt(0));
  const basic = points.filter((c) => c < 128);
  let out = String.fromCodePoint(...basic);
  let handled = basic.length;
  const b = handled;
  if (b > 0) out += "-";
  let n = initialN, delta = 0, bias = initialBias;
  while (handled < points.length) {
    const m = Math.min(...points.filter((c) => c >= n));
    delta += (m - n) * (handled + 1);
    n = m;
    for (const c of points) {
      if (c < n) delta++;
      if (c !== n) continue;
      let q = delta;
      for (let k = base; ; k += base) {
        const t = threshold(k, bias);
        if (q < t) break;
        const digit = t + (q - t) % (base - t);
        out += String.fromCharCode(digit + 22 + 75 * (digit < 26 ? 1 : 0));
        q = Math.floor((q - t) / (base - t));
      }
      out += String.fromCharCode(q + 22 + 75 * (q < 26 ? 1 : 0));
      bias = adapt(delta, handled + 1, handled === b);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return out;
}

// bundler/shims/node/punycode.ts
var labels = (domain, f) => {
  const at = domain.lastIndexOf("@");
  return domain.slice(0, at + 1) + domain.slice(at + 1).replace(/[\u3002\uff0e\uff61]/g, ".").split(".").map(f).join(".");
};
var toUnicode = (domain) => labels(domain, (l) => /^xn--/.test(l) ? decode(l.slice(4).toLowerCase()) : l);
var toASCII = (domain) => labels(domain, (l) => /[^\0-\x7f]/.test(l) ? `xn--${encode(l)}` : l);
var ucs2 = {
  decode: (s) => Array.from(s, (c) => c.codePointAt(0)),
  encode: (points) => String.fromCodePoint(...points)
};
var version = "2.1.0";
var punycode_default = { version, ucs2, decode, encode, toASCII, toUnicode };
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(punycode_exports, { decode, default: punycode_default, encode, toASCII, toUnicode, ucs2, version });
