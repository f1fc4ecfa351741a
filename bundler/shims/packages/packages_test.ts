// Packages from npm that scripts use, at work: bundled as they are, and giving
// the same answers as under Node and Bun.
import Ajv from "ajv";
import { addDays, differenceInCalendarDays, format, formatDistance, parseISO } from "date-fns";
import { XMLBuilder, XMLParser } from "fast-xml-parser";
import matter from "gray-matter";
import { Hono } from "hono";
import { equal, ok, outcomeName, record, test } from "host:test";
import * as yaml from "js-yaml";
import _ from "lodash";
import { customAlphabet, nanoid } from "nanoid";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import semver from "semver";
import { unified } from "unified";
import * as uuid from "uuid";
import { z } from "zod";
import { z as z3 } from "zod-v3";

type Any = any;

for (const [name, zod] of [["4", z], ["3", z3]] as [string, Any][]) {
  test(`zod ${name}`, () => {
    const User = zod.object({
      id: zod.string().uuid(),
      email: zod.string().email(),
      age: zod.number().int().min(0).optional(),
      tags: zod.array(zod.string()).default([]),
      at: zod.coerce.date(),
      kind: zod.enum(["a", "b"]),
      url: zod.string().url(),
    });
    const good = { id: "2b5d9f4e-8d6a-4f8b-9d5c-1f2e3d4c5b6a", email: "a@example.com", at: "2026-01-02", kind: "a", url: "https://example.com/x" };
    record(User.parse(good));
    record(User.safeParse({ ...good, email: "no", age: -1, kind: "c", url: "nope" }).error.issues.map((i: Any) => [i.path.join("."), i.code, i.message]));
    const Shape = zod.discriminatedUnion("type", [zod.object({ type: zod.literal("c"), r: zod.number() }), zod.object({ type: zod.literal("s"), w: zod.number() })]);
    record(Shape.parse({ type: "s", w: 2 }));
    record(Shape.safeParse({ type: "x" }).success);
    record(zod.string().transform((s: string) => s.length).pipe(zod.number().max(3)).safeParse("abcd").success);
    record(zod.record(zod.string(), zod.number()).parse({ a: 1 }));
    record(zod.string().regex(/^\p{L}+$/u).safeParse("héllo").success);
    record(zod.string().emoji().safeParse("😀").success);
    record(zod.string().datetime().safeParse("2026-01-02T03:04:05Z").success);
    record(User.partial().strict().safeParse({ x: 1 }).success);
    outcomeName(() => User.parse(null));
  });
}

test("zod's JSON schema and async refinements", async () => {
  record(z.toJSONSchema(z.object({ a: z.string().min(1), b: z.number().optional() })));
  const result = await z.string().refine(async (s) => s === "x", "not x").safeParseAsync("y");
  record(result.error?.issues[0].message);
});

test("gray-matter and js-yaml", () => {
  const file = matter("---\ntitle: Hé\ntags: [a, b]\ndate: 2026-01-02\nn: 0x10\n---\n\nBody **x**\n---\nnot matter\n");
  record([file.data, file.content]);
  record(matter.stringify("text", { title: "x", list: [1, 2] }));
  record(yaml.load("a: 1\nb:\n  - x\n  - {y: true}\nc: >\n  folded\n  text\nd: &r {k: v}\ne: *r\n"));
  record(yaml.dump({ a: [1, "two", null], b: { c: "multi\nline" }, d: new Date(0) }));
  outcomeName(() => yaml.load("a: [1"));
});

test("date-fns", () => {
  const at = parseISO("2026-03-29T12:34:56Z");
  record(format(at, "yyyy-MM-dd HH:mm:ss EEEE do MMMM"));
  record(format(addDays(at, 40), "PPPP"));
  record(differenceInCalendarDays(at, parseISO("2025-12-31T00:00:00Z")));
  record(formatDistance(at, addDays(at, 3), { addSuffix: true }));
});

test("fast-xml-parser", () => {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "@" });
  record(parser.parse(`<?xml version="1.0"?><rss v="2"><item><t>a &amp; b</t></item><item><t><![CDATA[<x>]]></t></item><n>12.5</n></rss>`));
  record(new XMLBuilder({ ignoreAttributes: false, format: true }).build({ a: { "@_x": "1", b: ["1", "2"] } }));
});

test("lodash", () => {
  record(_.groupBy([6.1, 4.2, 6.3], Math.floor));
  record(_.merge({ a: [{ b: 2 }] }, { a: [{ c: 3 }] }));
  record(_.chunk(_.range(7), 3));
  record([_.camelCase("Foo bar-baz"), _.kebabCase("fooBar"), _.words("fred, barney, & pebbles"), _.deburr("déjà vu")]);
  record(_.template("hello <%= user %>!")({ user: "fred" }));
  record(_.cloneDeep({ d: new Date(0), m: new Map([[1, { a: 1 }]]), s: new Set([1]) }));
  record(_.sortBy([{ a: 2 }, { a: 1 }], "a"));
  record(_.isEqual({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }));
});

test("uuid and nanoid", () => {
  ok(uuid.validate(uuid.v4()) && uuid.validate(uuid.v7()));
  record(uuid.v5("example.com", uuid.v5.DNS));
  record(uuid.v3("example.com", uuid.v3.DNS));
  record(uuid.version(uuid.v7()));
  equal(nanoid().length, 21);
  record(/^[ab]{9}$/.test(customAlphabet("ab", 9)()));
});

test("unified, remark, rehype", async () => {
  const html = await unified().use(remarkParse).use(remarkGfm).use(remarkRehype).use(rehypeStringify).process(
    "# Títle\n\nSome *emphasis*, **strong**, `code` and a [link](https://example.com \"t\").\n\n- [x] done\n- two\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n~~gone~~ «quoted»*ünder*\n\n```ts\nconst x = 1 < 2;\n```\n\nhttps://example.org auto\n",
  );
  record(String(html));
});

test("semver and ajv", () => {
  record([semver.satisfies("1.2.3", "^1.0.0"), semver.inc("1.2.3", "minor"), semver.sort(["2.0.0", "1.10.0", "1.9.0-rc.1"]), semver.valid("x")]);
  const validate = new Ajv({ allErrors: true }).compile({
    type: "object",
    required: ["a"],
    properties: { a: { type: "integer", minimum: 2 }, b: { type: "string", pattern: "^\\p{Lu}" } },
    additionalProperties: false,
  });
  record([validate({ a: 3, b: "Éa" }), validate({ a: 1, b: "x", c: 1 }), validate.errors?.map((e) => [e.instancePath, e.message])]);
});

test("hono as a library", async () => {
  const app = new Hono();
  app.use("*", async (c, next) => {
    await next();
    c.header("x-by", "hono");
  });
  app.get("/hello/:name", (c) => c.json({ hello: c.req.param("name"), q: c.req.query("q") }));
  app.post("/form", async (c) => c.text(String((await c.req.parseBody()).a)));
  app.onError((e, c) => c.text(e.message, 500));
  app.get("/fails", () => {
    throw new Error("broken");
  });
  const one = await app.request("/hello/w%C3%B6rld?q=1");
  record([one.status, await one.json(), one.headers.get("x-by"), one.headers.get("content-type")]);
  const two = await app.request("/form", { method: "POST", body: new URLSearchParams({ a: "b c" }) });
  record([two.status, await two.text()]);
  const three = await app.request("/fails");
  record([three.status, await three.text()]);
  record((await app.request("/none")).status);
});
