import { outcomeName, record, test } from "host:test";

// Values and calls that nobody would write: the same ones everywhere, since the numbers are made here.
let seed = 1;
const below = (n: number) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * n);
};
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;

const strings = [
  "", "a", "abc", "abcabc", "é", "e\u0301", "ß", "İ", "ﬁ", "👍", "a👍b", "\ud83d", "x\udc4d", "\ud83dx\udc4d", " a ", "\u00a0\ufeff a\u2029", "0x1F", "12", "-0", "1e3",
  " 12 ", "\u00a012\ufeff", "$&$1$$$`$'", "ΑΣ", "ΑΣΒ", "Å", "\u1e9b\u0323", "a\0b", "a,b,,c", "日本語", "\n\t", "null", "Infinity",
];
const places: any[] = [0, 1, 2, 3, -1, -2, NaN, Infinity, -Infinity, 1.7, undefined, 5, 2 ** 32, "1", null];
const methods = [
  "anchor", "at", "charAt", "charCodeAt", "codePointAt", "concat", "endsWith", "fontsize", "includes", "indexOf", "lastIndexOf", "normalize", "padEnd", "padStart", "repeat", "replace", "replaceAll",
  "slice", "split", "startsWith", "sub", "substr", "substring", "toLowerCase", "toUpperCase", "trim", "trimEnd", "trimStart",
] as const;

function argumentsOf(method: string): any[] {
  switch (method) {
    case "replace":
    case "replaceAll":
      return [pick(["", "a", "b", "é", /a/g, /(b)|(a)/g, /(?<n>b)/g, /x*/g]), pick(["[$&]", "$1$2", "$<n>", "$$", "$'", "$`", "$01", "$10", (...a: any[]) => JSON.stringify(a)])];
    case "split":
      return [pick(["", ",", "b", /,/, /(b)/, undefined]), pick([undefined, 0, 1, 2, -1, 1.9])];
    case "repeat":
      return [pick([0, 1, 2, 3, -1, NaN, "2", undefined, 2.9, Infinity])];
    case "padEnd":
    case "padStart":
      return [pick([0, 1, 5, 8, -1, NaN, "7", undefined, 3.9]), ...(below(2) > 0 ? [pick(strings)] : [])];
    case "normalize":
      return [pick(["NFC", "NFD", "NFKC", "NFKD", undefined, "nfc"])];
    case "anchor":
    case "concat":
    case "fontsize":
      return [pick(strings)];
    case "endsWith":
    case "includes":
    case "indexOf":
    case "lastIndexOf":
    case "startsWith":
      return [pick(strings), pick(places)];
  }
  return Array.from({ length: below(3) }, () => pick(places));
}

test("methods of strings", () => {
  for (const method of methods) {
    for (let i = 0; i < 40; i++) {
      const self = pick(strings);
      const args = argumentsOf(method);
      outcomeName(() => (self as any)[method](...args), `${JSON.stringify(self)}.${method} ${i}`);
    }
  }
});

function number(): number {
  switch (below(7)) {
    case 0: return pick([0, -0, 1, -1, 0.5, -2.5, NaN, Infinity, -Infinity, 2 ** 31, 2 ** 53, 1e21, -1e21, 1e-7, 1e300]);
    case 1: return (below(2000000) - 1000000) / 1000;
    case 2: return below(2 ** 32) * 2 ** (below(100) - 50);
    case 3: return below(1e9) * 1e13 + below(1e9);
    case 4: return Number(`${below(1e9)}e${below(600) - 300}`);
    case 5: return (below(1000) + 0.5) / 10 ** below(6);
  }
  return -below(1e6) / 7;
}

test("numbers as text", () => {
  for (let i = 0; i < 600; i++) {
    const x = number();
    const method = pick(["toFixed", "toPrecision", "toExponential", "toString"] as const);
    const digits: any = method === "toString" ? pick([2, 3, 7, 10, 16, 36, 1, 37, undefined]) : pick([0, 1, 2, 3, 10, 21, 100, 101, -1, undefined, "2", 1.9]);
    outcomeName(() => x[method](digits), `${x}.${method}(${digits})`);
    const text = x.toFixed(3);
    record([String(x), parseFloat(text), parseInt(text), parseInt(text, 16), Number(text)], String(x));
  }
});

test("integers of numbers", () => {
  for (let i = 0; i < 300; i++) {
    const x = number();
    record([x | 0, x >>> 0, x << 3, x >> 1, ~x, x % 7, -x % 5, x * 0, -2 * (x | 0), Math.round(x), Math.fround(x), Math.trunc(x), Math.sign(x), Math.clz32(x), Math.imul(x, 3), Math.max(x, -0)], String(x));
    record([new Int8Array([x]), new Uint16Array([x]), new Uint8ClampedArray([x]), new Float32Array([x]), new Float32Array([1, x]).indexOf(x)], String(x));
  }
});

test("BigInts", () => {
  const bigInt = () => {
    let b = BigInt(below(2 ** 31));
    for (let k = below(4); k > 0; k--) b = b * BigInt(2 ** 31) + BigInt(below(2 ** 31));
    return below(2) > 0 ? -b : b;
  };
  for (let i = 0; i < 200; i++) {
    const a = bigInt();
    const b = below(3) > 0 ? BigInt(below(70) - 20) : bigInt();
    const n = below(140);
    record([a + b, a - b, a * b, a & b, a | b, a ^ b, ~a, BigInt.asIntN(n, a), BigInt.asUintN(n, a), a.toString(36), a < b, Number(a), a > Number(b)], `${a} ${b} ${n}`);
    for (const f of [() => a / b, () => a % b, () => (a % 1000n) ** (b % 50n), () => a << b % 200n, () => a >> b % 300n]) outcomeName(f, `${a} ${b}`);
  }
});

test("objects as indented JSON", () => {
  const value = (depth: number): unknown => {
    switch (below(depth > 0 ? 9 : 5)) {
      case 0: return pick([0, -0, 1.5, NaN, 1e21, 1e-7]);
      case 1: return pick(["", "a", "\u2028", '"\\/\b\f\n\r\t\0\x7f', "👍", "é"]);
      case 2: return pick<unknown>([undefined, null, true, () => 1, Symbol("s"), Object(1), Object("s"), new Date(0), new Date(NaN), /x/g, new Map([[1, 2]]), { toJSON: (k: string) => `of ${k}` }]);
      case 3: return [];
      case 4: return {};
      case 5:
      case 6: return Array.from({ length: below(4) }, () => value(depth - 1));
    }
    return Object.fromEntries(Array.from({ length: below(5) }, () => [pick(["b", "a", "10", "2", "-1", "01", "é", ""]), value(depth - 1)]));
  };
  for (let i = 0; i < 200; i++) {
    const v = value(4);
    const space = pick<any>([0, 2, 11, "--", "\t", null, -1, 1.9, true, ""]);
    const compact = JSON.stringify(v);
    const text = JSON.stringify(v, pick<any>([undefined, ["a", "b", 10], (_: string, x: unknown) => (typeof x === "number" ? x + 1 : x)]), space);
    record([text, compact && JSON.parse(compact, (k, x) => (k === "1" ? undefined : x))], `value ${i}`);
  }
});

test("dates", () => {
  const parts: any[] = [0, 1, -1, 12, 13, 31, 60, -100, 1.9, -0.5, NaN, undefined, "5", 1e9, 1e15, 1970, 2024];
  const setters = ["Date", "Month", "FullYear", "Hours", "Minutes", "Seconds", "Milliseconds"].flatMap((part) => [`set${part}`, `setUTC${part}`]);
  for (let i = 0; i < 400; i++) {
    const time = below(2) > 0 ? below(2 ** 32) * 900123 - 2e15 : pick([0, -1, -1e12 - 1, 951782400000, -62198755200000, 8.64e15, -8.64e15, NaN]);
    const d: any = new Date(time);
    const setter = pick(setters);
    const args = Array.from({ length: 1 + below(4) }, () => pick(parts));
    record([d[setter](...args), String(d), d.toUTCString(), d.toJSON()], `${time} ${setter} ${args}`);
  }
});

test("an async generator that is left finishes its finally block", async () => {
  const seen: unknown[] = [];
  async function* inner() {
    try {
      yield "inner 1";
      yield "inner 2";
    } finally {
      seen.push("inner closes");
      await null;
      seen.push("inner closed");
    }
  }
  async function* outer() {
    try {
      yield 1;
      yield* inner();
    } finally {
      seen.push("closes");
      await Promise.resolve("no value of its own");
      seen.push("closed");
    }
  }
  for await (const x of outer()) {
    seen.push(x);
    if (x === "inner 1") break;
  }
  const left = outer();
  seen.push(await left.next(), await left.return("given" as never), await left.next());
  const unstarted = outer();
  seen.push(await unstarted.return(Promise.resolve("early") as never));
  record(seen);
});
