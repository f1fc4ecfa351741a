// Punycode (RFC 3492): the letters of host names in ASCII, and back.
const base = 36, tMin = 1, tMax = 26, skew = 38, damp = 700, initialBias = 72, initialN = 128;

function adapt(delta: number, points: number, first: boolean): number {
  delta = first ? Math.floor(delta / damp) : delta >> 1;
  delta += Math.floor(delta / points);
  let k = 0;
  for (; delta > ((base - tMin) * tMax) >> 1; k += base) delta = Math.floor(delta / (base - tMin));
  return Math.floor(k + ((base - tMin + 1) * delta) / (delta + skew));
}

const threshold = (k: number, bias: number): number => (k <= bias ? tMin : k >= bias + tMax ? tMax : k - bias);

export function decode(input: string): string {
  const out: number[] = [];
  const dash = Math.max(0, input.lastIndexOf("-"));
  for (let i = 0; i < dash; i++) {
    if (input.charCodeAt(i) >= 128) throw new RangeError("Illegal input >= 0x80 (not a basic code point)");
    out.push(input.charCodeAt(i));
  }
  let n = initialN, i = 0, bias = initialBias;
  for (let at = dash > 0 ? dash + 1 : 0; at < input.length;) {
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

export function encode(input: string): string {
  const points = Array.from(input, (c) => c.codePointAt(0)!);
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
        const digit = t + ((q - t) % (base - t));
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
