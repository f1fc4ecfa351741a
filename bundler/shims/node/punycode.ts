// node:punycode, which Node itself deprecates.
import { decode, encode } from "./_punycode.ts";

const labels = (domain: string, f: (label: string) => string): string => {
  const at = domain.lastIndexOf("@");
  return domain.slice(0, at + 1) + domain.slice(at + 1).replace(/[\u3002\uff0e\uff61]/g, ".").split(".").map(f).join(".");
};

export const toUnicode = (domain: string): string => labels(domain, (l) => (/^xn--/.test(l) ? decode(l.slice(4).toLowerCase()) : l));
export const toASCII = (domain: string): string => labels(domain, (l) => (/[^\0-\x7f]/.test(l) ? `xn--${encode(l)}` : l));
export const ucs2 = {
  decode: (s: string): number[] => Array.from(s, (c) => c.codePointAt(0)!),
  encode: (points: number[]): string => String.fromCodePoint(...points),
};
export const version = "2.1.0";
export { decode, encode };
export default { version, ucs2, decode, encode, toASCII, toUnicode };
