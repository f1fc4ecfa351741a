// Writes unicode.txt: which code points have which of the properties that
// regular expressions can name. Run with a Node whose Unicode version is the
// one wanted:
//
//	node jsapi/regexp/unicode/generate.mjs
//
// A line is "kind name aliases ranges": aliases are joined by commas, "-" for
// none; a range is the gap to the one before it and its length less one, in
// base 36, joined by a dot unless the length is 1.

import { writeFileSync } from "node:fs";
import mappings from "unicode-match-property-value-ecmascript/data/mappings.js";
import aliases from "unicode-property-aliases-ecmascript";
import canonical from "unicode-canonical-property-names-ecmascript";

const block = (from, to) => {
  let s = "";
  for (let c = from; c <= to; c++) s += String.fromCodePoint(c);
  return s;
};
const blocks = [
  [0, 1, block(0, 0xd7ff)],
  [0xe000, 1, block(0xe000, 0xffff)],
  [0x10000, 2, block(0x10000, 0x10ffff)],
];

function ranges(expression) {
  let all;
  try {
    all = new RegExp(`${expression}+`, "gu");
  } catch {
    return null; // this Node does not know it
  }
  const out = [];
  const add = (from, to) => {
    const last = out.at(-1);
    if (last && last[1] + 1 === from) last[1] = to;
    else out.push([from, to]);
  };
  const [low, ...high] = blocks;
  const scan = ([start, width, text]) => {
    for (const m of text.matchAll(all)) add(start + m.index / width, start + (m.index + m[0].length) / width - 1);
  };
  scan(low);
  if (new RegExp(`^${expression}$`, "u").test("\ud800")) add(0xd800, 0xdfff);
  high.forEach(scan);
  return out;
}

function encode(list) {
  let at = 0;
  return list
    .map(([from, to]) => {
      const text = (from - at).toString(36) + (to > from ? "." + (to - from).toString(36) : "");
      at = to + 1;
      return text;
    })
    .join(",");
}

const lines = [];
const line = (kind, name, also, list) => list && lines.push(`${kind} ${name} ${also.join(",") || "-"} ${encode(list) || "-"}`);

for (const [property, kind] of [["General_Category", "gc"], ["Script", "sc"], ["Script_Extensions", "scx"]]) {
  const names = mappings.get(property);
  for (const name of new Set(names.values())) {
    const also = [...names].filter(([alias, long]) => long === name && alias !== name).map(([alias]) => alias);
    line(kind, name, also, ranges(`\\p{${property}=${name}}`));
  }
}
const short = new Map();
for (const [alias, name] of aliases) short.set(name, [...(short.get(name) ?? []), alias]);
for (const name of canonical) {
  if (["General_Category", "Script", "Script_Extensions"].includes(name)) continue;
  line("is", name, (short.get(name) ?? []).filter((a) => a !== name), ranges(`\\p{${name}}`));
}
writeFileSync(new URL("./unicode.txt", import.meta.url), `# Unicode ${process.versions.unicode}; written by generate.mjs\n${lines.join("\n")}\n`);
