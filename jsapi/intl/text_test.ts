import { equal, outcomeName, record, test, throws } from "host:test";
import { Choices, main, others } from "./cases";

const all = [...main, ...others];

test("relative times", () => {
  const units = ["second", "minute", "hour", "day", "week", "month", "quarter", "years"] as const;
  for (const locale of all) {
    const few = main.includes(locale);
    for (const style of ["long", "short", "narrow"] as const) {
      for (const numeric of ["always", "auto"] as const) {
        const f = new Intl.RelativeTimeFormat(locale, { style, numeric });
        for (const unit of units) {
          const numbers = few ? [-2, -1, -0, 0, 1, 2, 5, 1.5, -1234567.891, 21] : [-1, 0, 1, 2, 5];
          record(numbers.map((n) => f.format(n, unit)).join("|"), `${locale} ${style} ${numeric} ${unit}`);
          if (few) record(f.formatToParts(-1234.5, unit), `${locale} ${style} ${numeric} ${unit} parts`);
        }
      }
    }
  }
  const f = new Intl.RelativeTimeFormat("en");
  record([f.resolvedOptions(), f.format("3" as any, "day"), f.format(1, "days")]);
  outcomeName(() => f.format(1, "decade" as any));
  outcomeName(() => f.format(Infinity, "day"));
  outcomeName(() => new Intl.RelativeTimeFormat("en", { style: "tiny" as any }));
  outcomeName(() => (Intl.RelativeTimeFormat as any)("en"));
});

test("lists", () => {
  const lists = [[], ["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d", "e"], ["x", "{0}", "{1}"]];
  for (const locale of all) {
    for (const type of ["conjunction", "disjunction", "unit"] as const) {
      for (const style of ["long", "short", "narrow"] as const) {
        const f = new Intl.ListFormat(locale, { type, style });
        record(lists.map((l) => f.format(l)), `${locale} ${type} ${style}`);
      }
    }
  }
  const f = new Intl.ListFormat("en");
  record([f.formatToParts(["a", "b", "c"]), f.resolvedOptions(), f.format(new Set(["x", "y"])), f.format("abc")]);
  const es = new Intl.ListFormat("es");
  record([["a", "Ignacio"], ["a", "hielo"], ["a", "hijos"], ["a", "b", "iglesia"]].map((l) => es.format(l)));
  const o = new Intl.ListFormat("es", { type: "disjunction" });
  record([["a", "oso"], ["a", "hora"], ["7", "8"], ["10", "11"], ["10", "111"], ["a", "b"]].map((l) => o.format(l)));
  outcomeName(() => f.format([1] as any));
  outcomeName(() => f.format(undefined as any));
  outcomeName(() => f.format(null as any));
  outcomeName(() => new Intl.ListFormat("en", { type: "both" as any }));
});

const letters = [..." !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~0123456789aAbBcCzZeEéÉèêëöÖåÅäÄøØæÆßñÑüÜçÇłŁşŞžŽðÐþÞıİœŒ–—…“”‘’€™Ωж漢あ한🙂²½\t\n"];
const common = [..."aAbBcCzZeEéöÖåÄ vVwW-_.1290"];

function words(c: Choices, n: number): string[] {
  const list = [...letters];
  while (list.length < n) {
    let s = "";
    for (let i = 0; i <= c.number() * 6; i++) s += c.chance(0.85) ? c.pick(common) : c.pick(letters);
    list.push(s);
  }
  return list;
}

test("order of strings", () => {
  const c = new Choices(1);
  const list = words(c, 500);
  const sets: [string, any][] = [];
  for (const locale of ["en", "sv", "de"]) {
    for (const o of [{}, { numeric: true }, { sensitivity: "base" }, { sensitivity: "accent" }, { sensitivity: "case" }, { caseFirst: "upper" }, { caseFirst: "lower" }, { ignorePunctuation: true }, { numeric: true, sensitivity: "base" }]) {
      sets.push([locale, o]);
    }
  }
  for (const locale of "af ca cs es eu fi fil fr gl hr hu id is it lt ms nl pl pt ro sk sl sw tr vi zu en-GB sv-FI de-AT".split(" ")) sets.push([locale, {}]);
  for (const [locale, o] of sets) {
    const compare = new Intl.Collator(locale, o).compare;
    for (let i = 0; i < 250; i++) {
      const a = c.pick(list);
      const b = c.pick(list);
      record(Math.sign(compare(a, b)), `${locale} ${JSON.stringify(o)} ${JSON.stringify([a, b])}`);
      if (i % 10 === 0) record(Math.sign(a.localeCompare(b, locale, o)));
    }
  }
});

test("localeCompare without a locale", () => {
  const c = new Choices(2);
  const list = words(c, 600);
  for (let i = 0; i < 3000; i++) {
    const a = c.pick(list);
    const b = c.pick(list);
    record(a.localeCompare(b), JSON.stringify([a, b]));
  }
  const latin: string[] = [];
  for (let i = 32; i < 0x180; i++) if (i < 127 || i >= 0xa0) latin.push(String.fromCharCode(i));
  record(latin.sort((a, b) => a.localeCompare(b)).join(""));
  record(["item10", "item9", "Item1", "item 2"].sort((a, b) => a.localeCompare(b, undefined, { numeric: true, sensitivity: "base" })));
  record(["a", "á", "A", "b", "B"].sort(new Intl.Collator("en", { caseFirst: "upper" }).compare));
  record([["é", "e\u0301"], ["\uac00", "\u1100\u1161"], ["", "a"], ["undefined", undefined]].map(([a, b]: any) => a.localeCompare(b)));
  outcomeName(() => (String.prototype.localeCompare as any).call(null, "a"));
  record([(String.prototype.localeCompare as any).call(5, "5"), "a".localeCompare("b", "sv"), "a".localeCompare("B", ["xx", "de"])]);
  outcomeName(() => "a".localeCompare("b", "no-such-locale-"));
  const p = Object.getOwnPropertyDescriptor(String.prototype, "localeCompare")!;
  record([p.value.name, p.value.length, p.enumerable]);
});

test("what a collator resolved", () => {
  for (const [locale, o] of [["en", {}], ["sv-SE", { numeric: true }], ["en-u-kn", {}], ["en-u-kn-false", {}], ["en-u-kn", { numeric: false }], ["de-u-kf-upper", {}], ["de", { caseFirst: "lower", sensitivity: "base" }], [undefined, undefined]] as any[]) {
    record(new Intl.Collator(locale, o).resolvedOptions(), `${locale} ${JSON.stringify(o)}`);
  }
  const C: any = Intl.Collator;
  record([C.name, C.length, C("en") instanceof C, Object.prototype.toString.call(C()), C().compare.length]);
  outcomeName(() => new Intl.Collator("en", { sensitivity: "some" as any }));
});

test("segments", () => {
  const texts = [
    "Hello, world! It's 3.14 o'clock.", "naïve café — 100% of $5.00\r\nnext line", "👨‍👩‍👧‍👦 and 🇸🇪🇳🇴, e\u0301 ą̈", "Mr. Smith went to Washington. He left at 5 p.m. Really? Yes!",
    "can't stop-gap under_score a.b.c user@example.com", "Привет, мир! Как дела?", "한국어 텍스트", "", "  ", "a\u200db", "Ελληνικά: καλημέρα;", "שלום עולם", "क्षत्रिय नमस्ते", "x²+y²=z² ½",
  ];
  for (const granularity of ["grapheme", "word", "sentence"] as const) {
    const s = new Intl.Segmenter("en", { granularity });
    for (const text of texts) {
      record([...s.segment(text)].map((one) => (granularity === "word" ? [one.segment, one.index, one.isWordLike] : [one.segment, one.index])), `${granularity} ${text}`);
    }
  }
  const segments: any = new Intl.Segmenter("en", { granularity: "word" }).segment("one two");
  record([segments.containing(0), segments.containing(3), segments.containing(6), segments.containing(7), segments.containing(-1), segments.containing()]);
  const emoji = "日本語を話す👍🏽";
  record([...new Intl.Segmenter("ja").segment(emoji)].map((one) => one.segment));
  record(new Intl.Segmenter("sv", { granularity: "sentence" }).resolvedOptions());
  outcomeName(() => new Intl.Segmenter("en", { granularity: "line" as any }));
  outcomeName(() => (Intl.Segmenter as any)("en"));
});

test("display names", () => {
  const languages = ["en", "en-US", "en-GB", "sv", "sv-FI", "fr-CA", "zh-Hans", "zh-Hant-TW", "pt-BR", "sr-Latn", "es-419", "nl-BE", "de-AT", "fa", "ar-001", "xx", "und", "sr-Cyrl-BA"];
  const regions = ["US", "GB", "SE", "us", "419", "001", "XX", "HK", "MM", "UN", "EU"];
  const scripts = ["Latn", "Cyrl", "hans", "Zzzz", "Arab", "Hant"];
  const money = ["USD", "sek", "EUR", "XXX", "BTC", "JPY", "GBP", "ZZZ"];
  for (const locale of ["en", "en-GB", "sv", "de", "fr", "es", "ja"]) {
    for (const style of ["long", "short", "narrow"] as const) {
      for (const [type, codes] of [["language", languages], ["region", regions], ["script", scripts], ["currency", money]] as const) {
        const names = new Intl.DisplayNames(locale, { type, style });
        for (const code of codes) outcomeName(() => names.of(code), `${locale} ${style} ${type} ${code}`);
      }
    }
    const standard = new Intl.DisplayNames(locale, { type: "language", languageDisplay: "standard" } as any);
    for (const code of languages) outcomeName(() => standard.of(code), `${locale} standard ${code}`);
  }
  const none = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  record([none.of("XX"), none.of("SE"), none.resolvedOptions()]);
  outcomeName(() => none.of("toolong"));
  outcomeName(() => new Intl.DisplayNames("en", {} as any));
  outcomeName(() => new (Intl.DisplayNames as any)("en"));
});

test("locale identifiers", () => {
  const tags = [
    "en", "EN-us", "en-latn-us", "zh-hans-cn", "sv-se-u-co-trad", "iw", "in", "no", "mo", "sh", "cmn", "zh-cmn", "en-UK", "de-DD", "fr-FX", "en-a-bbb-x-c", "x-private", "i-klingon", "en-GB-oed",
    "sl-rozaj-biske", "de-1996-1996", "en-u-ca-gregorian-nu-latn", "en-u-kn-true", "en-u-kn", "en-t-fr-k0-x", "a", "en_US", "en--US", "-en", "en-", "abcdefghi", "en-u", "root", "und", "und-SE", "art-lojban",
    "sgn-GR", "hy-arevela", "ja-Latn-hepburn-heploc", "ru-SU", "uz-UZ-cyrillic", "en-u-attr-co-phonebk", "zh-TW", "sr-ME", "tl", "aa-saaho", "en-u-tz-cnckg",
  ];
  for (const tag of tags) {
    outcomeName(() => Intl.getCanonicalLocales(tag), tag);
    outcomeName(() => {
      const l = new Intl.Locale(tag);
      return [l.toString(), l.baseName, l.language, l.script, l.region, l.calendar, l.collation, l.hourCycle, l.caseFirst, l.numeric, l.numberingSystem, l.maximize().toString(), l.minimize().toString()];
    }, tag);
  }
  for (const tag of ["en", "sv", "en-GB", "pt-BR", "ar-EG", "fa", "he-IL", "hi", "und"]) record((({ firstDay, weekend, minimalDays }) => [firstDay, weekend, minimalDays])((new Intl.Locale(tag) as any).weekInfo ?? (new Intl.Locale(tag) as any).getWeekInfo()), tag);
  outcomeName(() => Intl.getCanonicalLocales(["en-us", "EN-US", "sv"]));
  outcomeName(() => Intl.getCanonicalLocales(null as any));
  record(new Intl.Locale("en", { region: "se", script: "latn", hourCycle: "h23", calendar: "gregory", numeric: true, caseFirst: "upper", language: "sv", collation: "emoji", numberingSystem: "latn" }).toString());
  record(new Intl.Locale(new Intl.Locale("sv-SE"), { region: "FI" }).toString());
  record([String(new Intl.Locale("en-US-u-hc-h12", { hourCycle: "h23" })), Object.prototype.toString.call(new Intl.Locale("en"))]);
  outcomeName(() => new Intl.Locale("en", { region: "sweden" }));
  outcomeName(() => new Intl.Locale("en", { hourCycle: "h10" as any }));
  outcomeName(() => new (Intl.Locale as any)());
  outcomeName(() => new (Intl.Locale as any)(5));
});

test("cases of letters", () => {
  for (const locale of [undefined, "en", "tr", "az", "lt", "el", "de", "sv-SE", "tr-TR"]) {
    for (const s of ["istanbul İIıi", "straße ŉ ǰ", "ΑΣ ΑΣΑ Όσο άλφα", "įl Ì i̇", "ﬁ Ω"]) {
      record([s.toLocaleUpperCase(locale), s.toLocaleLowerCase(locale)], `${locale} ${s}`);
    }
  }
  outcomeName(() => "a".toLocaleUpperCase("en_US"));
  outcomeName(() => (String.prototype.toLocaleUpperCase as any).call(undefined));
});

test("normalization", () => {
  const texts = ["é", "e\u0301", "ﬁ", "Å", "A\u030a", "\u1e9b\u0323", "한글", "\u1112\u1161\u11ab", "①½²", "ｶﾞ", "a\u0323\u0307", "a\u0307\u0323", "\ud800", "𝒜"];
  for (const s of texts) for (const form of [undefined, "NFC", "NFD", "NFKC", "NFKD"]) record(s.normalize(form as any), `${form} ${escape(s)}`);
  outcomeName(() => "a".normalize("nfc" as any));
});

test("the object", () => {
  record([Object.prototype.toString.call(Intl), typeof Intl, Object.keys(Intl)]);
  const d = Object.getOwnPropertyDescriptor(globalThis, "Intl")!;
  record([d.enumerable, d.configurable]);
  record((Intl as any).supportedValuesOf("unit"));
  outcomeName(() => (Intl as any).supportedValuesOf("colour"));
});

test("what the host cannot do, it says", { on: ["host"] }, () => {
  throws(() => "a".localeCompare("b", "da"), { name: "RangeError", message: /cannot sort/ });
  throws(() => new Intl.Collator("ja"), { name: "RangeError" });
  throws(() => [...new Intl.Segmenter("ja", { granularity: "word" }).segment("日本語")], { name: "RangeError", message: /dictionaries/ });
  throws(() => new Intl.DisplayNames("en", { type: "calendar" as any }), { name: "RangeError" });
  throws(() => new Intl.Collator("de", { collation: "phonebk" } as any), { name: "RangeError", message: /phonebk/ });
  equal((Intl as any).supportedValuesOf("calendar"), ["gregory"]);
});
