import { record, test } from "host:test";

// Expressions and subjects that nobody would write: the same ones everywhere, since the numbers are made here.
let seed = 1;
const below = (n: number) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * n);
};
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;

const atoms = [
  "a", "b", "A", "k", "s", "1", "_", "-", ".", "\\w", "\\W", "\\d", "\\D", "\\s", "\\S", "[ab]", "[^ab]", "[a-z]", "[^\\s]", "[\\w-]", "[\\s\\S]", "[^]", "\\n", "é", "[é-ü]", "\\.", "ß", "[\\d.]", "[^\\n]", "\\/", "\\u00e9",
  "x", "[A-Z]", "\\t", " ", "👍", "[👍a]", "\\cJ", "\\x61", "[^\\W\\d]", "[\\b]", "\\0", "[\\ud83d]", "\\ud83d", "[\\ud83d-\\udc4d]", "[^\\ud83c]", "\\-",
];
const quantifiers = ["*", "+", "?", "*?", "+?", "??", "{1,2}", "{2}", "{0,1}?", "{1,}"];
const letters = ["a", "b", "A", "B", "k", "K", "s", "S", "1", "2", "_", "-", ".", " ", "\n", "\r", "\r\n", "\t", "\u2028", "é", "É", "ß", "ſ", "\u212a", "\u00a0", "\ufeff", "x", "ab", "aa", "/", "ü", "\v"];

type Groups = { count: number; names: string[] };

function expression(depth: number, groups: Groups): string {
  const deeper = () => expression(depth - 1, groups);
  let text = "";
  for (let n = 1 + below(3); n > 0; n--) {
    let one: string;
    switch (depth > 0 ? below(18) : 0) {
      case 11: groups.count++; one = `(${deeper()})`; break;
      case 12: one = `(?:${deeper()}|${deeper()})`; break;
      case 13: groups.count++; one = `(${deeper()}|${deeper()})`; break;
      case 14: {
        groups.count++;
        const name = `g${groups.names.length}`;
        groups.names.push(name);
        one = `(?<${name}>${deeper()})`;
        break;
      }
      case 15: text += pick(["(?=", "(?!", "(?<=", "(?<!"]) + deeper() + ")"; continue;
      case 16: one = groups.names.length > 0 ? `\\k<${pick(groups.names)}>` : groups.count > 0 ? `\\${1 + below(groups.count)}` : "a"; break;
      case 17: text += pick(["^", "$", "\\b", "\\B"]); continue;
      default: one = pick(atoms);
    }
    text += below(3) === 0 ? one + pick(quantifiers) : one;
  }
  return text;
}

function uses(re: RegExp, subject: string) {
  const m = re.exec(subject);
  const last = re.lastIndex;
  re.lastIndex = 0;
  return [m && [m.index, ...m, last, m.groups && { ...m.groups }], subject.replace(re, "<$&>"), subject.split(re), re.global && subject.match(re)];
}

for (let part = 0; part < 8; part++) {
  test(`random expressions ${part}`, () => {
    for (let i = 0; i < 150; i++) {
      const text = expression(2, { count: 0, names: [] });
      const flags = [..."gimsuy"].filter((f) => below(f === "y" ? 12 : 4) === 0).join("");
      // Node and Bun look into pairs of surrogates where the standard does not: \B with the flag u.
      const subjects = Array.from({ length: 3 }, () => Array.from({ length: 1 + below(8) }, () => pick(flags.includes("u") ? letters : [...letters, "👍"])).join(""));
      let re: RegExp;
      try {
        re = new RegExp(text, flags);
      } catch (e) {
        record((e as Error).name, `/${text}/${flags}`);
        continue;
      }
      record(subjects.map((s) => uses(re, s)), `/${text}/${flags}`);
    }
  });
}
