import { ok, outcome, outcomeName, record, test, throws } from "host:test";

const samples = [
  "a", "Z", "é", "ß", "ñ", "Ж", "λ", "日", "あ", "ア", "한", "א", "ع", "अ", "ท", "1", "٣", "½", "Ⅷ", " ", "\u00a0", "\u200b", "\t", "_", "-", "—", "!", "¿", "$", "€", "+", "±", "😀", "👨‍👩‍👧", "🇩🇪", "#", "©", "™",
  "ǅ", "ª", "\u0301", "\u0951", "𝒳", "𠀀", "\ud800", "\uffff", "ſ", "K", "İ", "。", "、", "ー", "\u0964",
];

const properties = [
  "L", "Lu", "Ll", "Lt", "Lm", "Lo", "LC", "M", "Mn", "N", "Nd", "No", "P", "Pd", "Po", "S", "Sc", "Sm", "So", "Z", "Zs", "C", "Cc", "Cf", "Cn", "Cs", "Letter", "Punctuation", "punct", "digit", "General_Category=Uppercase_Letter", "gc=Lu",
  "Script=Latin", "sc=Grek", "Script=Cyrillic", "sc=Han", "Script=Hiragana", "sc=Hira", "Script=Hangul", "Script=Hebrew", "Script=Arabic", "Script=Devanagari", "Script=Common", "sc=Zyyy", "Script_Extensions=Latin", "scx=Hira", "scx=Deva", "Script_Extensions=Han",
  "Alphabetic", "Alpha", "ASCII", "Any", "Assigned", "Emoji", "Emoji_Presentation", "Emoji_Modifier", "Emoji_Component", "Extended_Pictographic", "ID_Start", "ID_Continue", "IDS", "XID_Start", "Lowercase", "Uppercase", "White_Space", "Math", "Hex_Digit", "AHex", "Dash", "Ideographic", "Cased", "Default_Ignorable_Code_Point", "Diacritic", "Regional_Indicator", "Variation_Selector", "Grapheme_Extend", "Quotation_Mark", "Pattern_Syntax", "Bidi_Mirrored",
];

for (const flags of ["u", "iu"]) {
  test(`properties, flags ${flags}`, () => {
    for (const p of properties) {
      for (const sign of ["p", "P"]) {
        const one = new RegExp(`^\\${sign}{${p}}`, flags);
        const inside = new RegExp(`[_\\${sign}{${p}}]+`, flags);
        const outside = new RegExp(`[^0\\${sign}{${p}}]`, flags);
        record(
          samples.map((s) => {
            one.lastIndex = inside.lastIndex = outside.lastIndex = 0;
            return `${+one.test(s)}${inside.exec(s)?.[0].length ?? "-"}${+outside.test(s)}`;
          }).join(" "),
          `${sign}{${p}}`,
        );
      }
    }
  });
}

test("literals", () => {
  record("Grüße, мир! 123 日本".match(/\p{L}+/gu));
  record("a—b-c".split(/\p{Pd}/u));
  record("x\u0301y".replace(/\P{M}/gu, "."));
  record(/^\p{Lu}\p{Ll}+$/u.test("Élan"));
  record("price: €5 or $6".replace(/\p{Sc}(\d)/gu, "<$1>"));
  record([..."a1b22".matchAll(/(?<word>\p{L})(?<num>\p{N}+)/gu)].map((m) => [m.index, m.groups!.word, m.groups!.num]));
  record("😀a😁".replace(/\p{Emoji_Presentation}/gu, "E"));
  record(/[\p{L}\p{N}_-]+/u.exec("--foo_1é-!")![0]);
  record(/\p{L}(?=\p{N})/u.exec("ab1")!.index);
  record(/(?<!\p{L})\p{N}+/u.exec("a1 22")![0]);
  record("AbC".replace(/\p{Lu}/gu, (c) => c.toLowerCase() + "_"));
  const sticky = /\p{L}/uy;
  sticky.lastIndex = 1;
  record([sticky.test("1a"), sticky.lastIndex]);
});

test("each evaluation of a literal makes a new object", () => {
  const made = [1, 2].map(() => /\p{L}/gu);
  made[0]!.lastIndex = 3;
  record([made[0] === made[1], made[1]!.lastIndex]);
  const twice = [1, 2].map(() => /a/gu);
  twice[0]!.test("aa");
  record([twice[0]!.lastIndex, twice[1]!.lastIndex, Object.keys(twice[1]!)]);
});

test("without the u flag p is a letter", () => {
  record([new RegExp("\\p{L}").test("p{L}"), new RegExp("\\p").test("p")]);
});

test("what was written stays", () => {
  const r = /a\p{L}+[\P{Nd}]/giu;
  record([r.source, r.flags, String(r), r.global, r.ignoreCase, r.unicode, r instanceof RegExp, r.constructor === RegExp, Object.prototype.toString.call(r)]);
  const copy = new RegExp(r);
  record([copy.source, copy.flags, copy !== r, copy.test("aéb")]);
  record(new RegExp(r, "u").flags);
  record(new RegExp("a/b\\p{L}[/]", "u").source);
  record([Object.keys(r), JSON.stringify(r), Object.getOwnPropertyNames(r)]);
  record([RegExp.name, RegExp.length, RegExp("a").test("a"), (RegExp as any)[Symbol.species] === RegExp]);
  class Mine extends RegExp { twice() { return 2; } }
  const m = new Mine("\\p{L}", "u");
  record([m instanceof Mine, m.twice(), m.source, m.test("é"), "éa".replace(m, "x")]);
  record([new RegExp("").source, new RegExp("\n").source, /x/.source]);
  record(["gimsuy".split("").map((f) => new RegExp("a", f).flags)]);
});

test("mistakes", () => {
  for (const p of ["\\p{Nope}", "\\p{Latin}", "\\p", "\\pL", "\\p{L", "[\\p{Nope}]", "\\p{sc=Nope}", "\\p{=}", "\\p{}"]) outcomeName(() => new RegExp(p, "u"), p);
  outcomeName(() => new RegExp("a", "gg"));
  outcomeName(() => new RegExp("a", "x"));
  outcomeName(() => new RegExp("a", "uv"));
  outcomeName(() => new RegExp("("));
});

test("set notation", { needs: () => { try { return new RegExp("a", "v"); } catch { return false; } } }, () => {
  const cases: [string, string][] = [
    ["[\\p{L}--[a-z]]+", "abcÉFGxyz"], ["[\\w&&\\d]+", "abc123"], ["[[a-z]&&[aeiou]]+", "xyzaeb"], ["[a-c[x-z]]+", "qabxz"], ["[^\\d]", "1a"], ["^[\\q{abc|d|ef}]$", "abc"], ["^[\\q{abc|d|ef}]$", "d"], ["^[\\q{abc|d}x]$", "x"],
    ["[\\p{Lu}\\p{Nd}]+", "abCD12"], ["[^\\p{L}--[é]]", "aé"], ["[\\u{1F600}-\\u{1F64F}]", "😀"], ["[\\-\\]]+", "-]"], ["\\p{L}[a&&a]", "éa"], ["[\\s\\S]", "\n"], ["[]", "a"], ["[^]", "a"], ["a.b", "a\u{1F600}b"],
  ];
  for (const [pattern, text] of cases) {
    for (const flags of ["v", "iv"]) record(new RegExp(pattern, flags).exec(text), `${pattern} ${flags}`);
  }
  const r: any = new RegExp("[a--b]", "gv");
  record([r.source, r.flags, r.unicodeSets, r.hasIndices]);
  for (const bad of ["[a--b&&c]", "[ab--c]", "[(]", "[a||b]", "[", "[a--]", "[&&a]", "[z-a]", "[^\\q{ab}]"]) outcomeName(() => new RegExp(bad, "v"), bad);
});

test("what the engine cannot do is refused", { on: ["host"] }, () => {
  throws(() => new RegExp("a", "d"), { name: "SyntaxError", message: /flag d/ });
});

test("expressions of the usual libraries", () => {
  // Unicode punctuation as Markdown has it, words as tokenizers have them, slugs.
  const punctuation = /\p{P}|\p{S}/u;
  record(["a", "!", "$", "—", "«"].map((c) => punctuation.test(c)));
  record("Hello, Wörld! C'est l’été".match(/[\p{L}\p{M}'’]+/gu));
  record("Ångström & Co. Ünïcode".normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-"));
  record("camelCaseString".split(/(?=\p{Lu})/u));
  ok(/^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test("naïve$1"));
  outcome(() => "👍🏽 ok 👩‍💻".replace(/\p{Extended_Pictographic}(\u200d\p{Extended_Pictographic}|\p{Emoji_Modifier})*/gu, "*"));
});

test("an empty match right after another one", () => {
  record(["1".match(/[\d.]*/g), "abc".replace(/[a-c]*/g, "<$&>"), "a1é".replace(/\d*/gu, "-"), "-a1".replace(/A*$/gi, "!"), "aé".replace(/(?:)/g, "-")]);
  record(["-s a\v ".split(/b?[^ab]*/), "one two".split(/\b/), "abc".split(/(?:)/), "".split(/x*/), "aXbX".split(/x?/i), "a1b22".split(/(\d*)/)]);
});

test("one match is replaced without the flag g", () => {
  record(["aaé".replace(/(?<!x)a/u, "-"), "ſé".replace(/(?!k)/u, "-"), "aaé".replace(/a(?=.)/u, (m, i) => m + i), "aaé".replace(/(?<!x)a/gu, "-")]);
});

test("word boundaries are those of ASCII", () => {
  record(["naïve café".match(/\b\w+/g), "naïve".replace(/\bve(?=$)/, "-"), /(?=.)\Bï/.test("aï"), "É_".search(/(?<=É)\b/), "señor ñu".replace(/\b./g, (c) => c.toUpperCase())]);
});

test("lines end in four ways", () => {
  const http = "a: 1\r\nb: 2\r\n\r\nbody é\u2028last";
  record([http.match(/^b: (.*)$/m), http.match(/^\w+/gm), http.split(/^/m), http.replace(/$/gm, ";"), [...http.matchAll(/^(\w): (\d)$/gm)].map((m) => m[2])]);
  record(["ab\u2028c".match(/(?=a).+/), "ab\u2029c".match(/(?=a).+/s), "a\rb".match(/./g), "x\r".match(/^x$/m)]);
});

test("an alternative takes nothing from what another excludes", () => {
  record(['é,"a,b",c'.match(/"[^"]*"|[^,]+/g), "é--a->".match(/-*?>|[^>]/g), "éaab".match(/(?:a|b*)[^\n]/g), "k, é".match(/k*?[^,]/g)]);
});

test("letters that mean something elsewhere", () => {
  record(["AzZGae".match(/(?=A)\A\z\Z\G\a\e/), /(?<y>\d+)/u.exec("é12")!.groups!.y, "ab".replace(/(?<x>a)(?=b)/u, "$<x>$<x>")]);
});

test("RegExp tells of the last match", () => {
  const last = () => [RegExp.$1, RegExp.$2, RegExp.$9, RegExp["$&"], RegExp.lastMatch, RegExp["$+"], RegExp.lastParen, RegExp["$`"], RegExp.leftContext, RegExp["$'"], RegExp.rightContext, RegExp.$_, RegExp.input];
  const after = (f: () => unknown) => [f(), last()];
  record(after(() => /(a)(b)?c/.exec("xacy")));
  record(after(() => /zzz/.test("nothing found")));
  record(after(() => "né".search(/(é)/u)));
  record(after(() => "a-b-c".split(/(-)/)));
  record(after(() => "abab".replace(/(a)|(b)/g, "$2$1")));
  record(after(() => "abab".replace(/(a)/, () => RegExp.$1 + RegExp.rightContext)));
  record(after(() => "k=v; k2=v2".match(/(\w+)=(\w+)/g)));
  record(after(() => [..."a1b2".matchAll(/(\d)/g)].length));
  record(after(() => new RegExp("(1)(2)(3)(4)(5)(6)(7)(8)(9)(0)").test("1234567890")));
  record(after(() => ((RegExp as any).input = "set")));
});
