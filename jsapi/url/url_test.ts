import { equal, ok, outcome, record, test, throws } from "host:test";

const parts = ["href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash"] as const;

function all(url: URL): string[] {
  return parts.map((p) => url[p]);
}

function parsed(input: string, base?: string): string[] | string {
  try {
    return all(base === undefined ? new URL(input) : new URL(input, base));
  } catch (e: any) {
    return `${e.name} ${e.code}`;
  }
}

const inputs = [
  "http://example.com", "HTTP://EXAMPLE.com:80/", "https://user:pa%20ss@example.com:8443/a/b/../c?x=1&y=2#frag", "http://a:b:c@h/", "http://[::1]:3000/x", "http://[2001:db8::0:1]/",
  "http://[::ffff:1.2.3.4]/", "http://127.1/", "http://0x7f.1/", "http://256.1.1.1/", "http://1.2.3/", "http://0300.0.0.1/", "http://4294967295", "http://4294967296",
  "file:///etc/passwd", "file://host/share/x", "file:c:\\x\\y", "file:///C|/x", "mailto:a@b.c", "data:text/plain,hi there", "javascript:alert(1)", "blob:https://a.b/uuid", "about:blank",
  "ws://h:80/", "wss://h:443/p", "ftp://h:21/x", "http:example.com", "http:/example.com", "http:\\\\example.com\\a\\b", "///x", "//other.host/p", "/abs/path", "rel/path", "../up", "./here", "?q=1", "#h", "",
  "http://exa mple.com", "http://exa%20mple.com", "http://ex%41mple.com/", "http://münchen.de/ä?ö#ü", "http://☃.net/", "http://xn--n3h.net/", "http://faß.de", "http://日本語.jp:8080/パス", "http://a_b.c/",
  "http://a..b/", "http://.a/", "http://a./", "http://h/%zz%41%2e%2E/", "http://h/a b?c d#e f", "http://h/\"<>`{}|^", "http://h/?'\"<>`{}|^", "http://h/#'\"<>`{}|^", "http://h?q", "http://h#f", "http://h/?", "http://h/#",
  "http://h/a/./b/%2e/c/%2e%2e/d", "http://h/..", "http://h/../..", "http://h//double//slash", " http://h/ ", "\thttp://h\n/x", "http://h:/", "http://h:65535/", "http://h:65536/", "http://h:0080/", "http://h:8a/", "http://:80/", "http://", "http:///", "https:/", "x:", "x:y", "x://h/../y", "x:/..//y",
  "non-special://h:99/p?q#f", "non-special://[::1]/", "non-special://a b/", "non-special:opaque path?q", "http://u@h", "http://u:@h", "http://:p@h", "http://@h", "http://u:p@", "http://a@b@c/", "http://h/\u0000", "http://h/😀", "http://😀/", "http://h?😀=é", "http://%/", "http://%30/", "http://a%c3%a9.b/",
  "http://1e2.com/", "http://0xffffffff/", "http://09.1.1.1", "http://[1::2::3]/", "http://[1:2]/", "http://[g::]/", "http://[::1%25eth0]/", "http://EXAMPLE.COM./", "git+ssh://git@h/x.git", "h2c://h", "tel:+1-2", "urn:isbn:1", "http://h/;a=b;c", "http://h/a%2fb", "http://h/a+b?c+d", "C:\\x", "1http://x", "http//x",
];
const bases = [undefined, "http://base.test:8080/dir/file?bq#bf", "https://u:p@b.test", "file:///base/dir/", "data:x", "non-special://h/p/q", "about:blank"];

for (const base of bases) {
  test(`parse, base ${base}`, () => {
    for (const input of inputs) record(parsed(input, base), `${JSON.stringify(input)}`);
  });
}

test("setters", () => {
  const starts = ["http://user:pw@example.com:8080/a/b?q=1#h", "file:///x/y", "mailto:a@b", "non-special://h/p", "https://h/"];
  const values: Record<string, string[]> = {
    href: ["http://new/", "bad"],
    protocol: ["https", "ftp:", "mailto", "1x", "", "file", "x-y"],
    username: ["me", "", "a b@:", "é"],
    password: ["", "s:e/c"],
    host: ["other", "other:99", "a b", "", "[::1]:1", "x:abc", "x:70000", "y/z", "é.com"],
    hostname: ["other", "other:99", "", "127.1", "a b", "[::1]", "x?y", "x#y"],
    port: ["", "80", "443", "9x", "x9", "70000", "0", " 8"],
    pathname: ["", "x/y", "/a/../b", "a b?c#d", "%2e%2e", "\\x", "é"],
    search: ["", "?", "a=b", "?a=b", "a b'\"", "#x", "é"],
    hash: ["", "#", "x", "#x", "a b`", "é"],
  };
  for (const start of starts) {
    for (const [part, list] of Object.entries(values)) {
      for (const value of list) {
        const url: any = new URL(start);
        try {
          url[part] = value;
          record(all(url), `${start} ${part}=${JSON.stringify(value)}`);
        } catch (e: any) {
          record(`${e.name} ${e.code}`, `${start} ${part}=${JSON.stringify(value)}`);
        }
      }
    }
  }
});

test("searchParams and search follow each other", () => {
  const url = new URL("http://h/?a=1&b=2&a=3");
  const params = url.searchParams;
  ok(params === url.searchParams);
  params.append("c d", "é&=");
  record(url.href);
  params.delete("a");
  record(url.href);
  url.search = "?x=y";
  record([...params]);
  params.delete("x");
  record(url.href);
  url.href = "http://other/?z=1";
  record(params.toString());
});

test("URLSearchParams", () => {
  const list: unknown[] = ["", "?a=b", "a=b&a=c", "&&a&=b&c=", "a+b=c%20d", "%", "%41=%zz", "a=%e4%bd%a0", "a=%ff", "q=1;2", "a=b=c", "😀=é", "\ud800=x"];
  for (const init of list) record([...new URLSearchParams(init as string)], JSON.stringify(init));
  for (const init of list) record(String(new URLSearchParams(init as string)), `text ${JSON.stringify(init)}`);
  record(String(new URLSearchParams({ a: "1", b: 2 as any, c: null as any })));
  record(String(new URLSearchParams([["a", "1"], ["a", "2"]])));
  record(String(new URLSearchParams(new Map([["x", "y"]]) as any)));
  record(String(new URLSearchParams(new URLSearchParams("p=q"))));
  record(String(new URLSearchParams(null as any)));
  record(String(new URLSearchParams(undefined)));
  record(String(new URLSearchParams(5 as any)));
  const p: any = new URLSearchParams("b=2&a=1&b=3");
  record([p.get("b"), p.get("z"), p.getAll("b"), p.has("a"), p.has("b", "3"), p.has("b", "9"), p.size]);
  p.sort();
  record(String(p));
  p.set("b", "x");
  p.set("new", "v");
  record(String(p));
  p.delete("b", "nope");
  record([...p.keys()]);
  record([...p.values()]);
  const seen: unknown[] = [];
  p.forEach((v: string, k: string, self: unknown) => seen.push([v, k, self === p]));
  record(seen);
  throws(() => new URLSearchParams([["a"]] as any), { name: "TypeError" });
  throws(() => (p as any).append("x"), { name: "TypeError" });
  record(Object.prototype.toString.call(p));
  record(String(new URLSearchParams("a=~*-._!'()&b= +/?:@&c=\n\t")));
});

test("errors say what was wrong", () => {
  const e: any = throws(() => new URL("nope"), { name: "TypeError", code: "ERR_INVALID_URL" });
  equal([e.message, e.input], ["Invalid URL", "nope"]);
  throws(() => new (URL as any)(), { name: "TypeError" });
  throws(() => new URL("/x", "also/not"), { name: "TypeError", code: "ERR_INVALID_URL" });
});

test("statics and conversions", () => {
  record([URL.canParse("http://x"), URL.canParse("x"), URL.canParse("x", "http://h"), JSON.stringify({ u: new URL("http://h/x") }), `${new URL("http://h")}`]);
  record(new URL(new URL("http://h/a/b"), "http://other").href);
  record(new URL("c", new URL("http://h/a/b")).href);
  record(Object.prototype.toString.call(new URL("http://h")));
});

test("URL.parse", { needs: () => (URL as any).parse }, () => {
  record([(URL as any).parse("http://x")?.href, (URL as any).parse("x")]);
});

// Every character in every place.
test("characters", () => {
  for (let c = 0; c < 0x180; c++) {
    const ch = String.fromCharCode(c);
    record([parsed(`http://u${ch}x:p${ch}x@h/a${ch}b?c${ch}d#e${ch}f`), parsed(`http://h${ch}i/`), parsed(`x:a${ch}b?c${ch}d#e${ch}f`), parsed(`x://h${ch}i/p`), parsed(`http://h/${ch}`, "file:///x")], `U+${c.toString(16)}`);
  }
});

test("outcomes of odd arguments", () => {
  outcome(() => new URL(undefined as any, "http://h").href);
  outcome(() => new URL(null as any, "http://h").href);
  outcome(() => new URL(5 as any, "http://h").href);
  outcome(() => new URL({ toString: () => "http://o/" } as any).href);
  outcome(() => new URL("x", null as any).href);
});
