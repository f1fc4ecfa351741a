import { equal, ok, outcome, outcomeName, record, rejects, server, test, throws } from "host:test";

async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
    return "no error";
  } catch (e: any) {
    return [e.name, e.message, e.cause?.code ?? null];
  }
}

test("text, JSON, bytes", async () => {
  const r = await fetch(`${server}/hello`);
  record([r.status, r.statusText, r.ok, r.url === `${server}/hello`, r.redirected, r.type, r.bodyUsed]);
  record(r.headers.get("Content-Type"));
  record(await r.text());
  record(r.bodyUsed);
  record(await failure(r.text()));
  record(await (await fetch(`${server}/json`)).json());
  record(new Uint8Array(await (await fetch(`${server}/bytes/300`)).arrayBuffer()));
  const blob = await (await fetch(`${server}/hello`)).blob();
  record([blob.size, blob.type, await blob.text()]);
  record((await (await fetch(`${server}/bytes/3000000`)).arrayBuffer()).byteLength);
  await rejects((await fetch(`${server}/hello`)).json(), { name: "SyntaxError" });
});

test("statuses", async () => {
  for (const status of [200, 201, 204, 304, 400, 404, 500, 503]) {
    const r = await fetch(`${server}/status/${status}`);
    record([r.status, r.statusText, r.ok, r.body === null, await r.text()]);
  }
  record((await fetch(`${server}/raw/text`)).statusText);
});

test("what is sent", async () => {
  const echo = async (init?: any, path = "/echo") => {
    const got: any = await (await fetch(server + path, init)).json();
    return [got.method, got.path, Object.entries(got.headers).sort(), got.body];
  };
  record(await echo());
  record(await echo({ method: "post", body: "text é" }));
  record(await echo({ method: "PUT", body: new Uint8Array([97, 98]) }));
  record(await echo({ method: "PATCH", body: new Uint8Array([120]) }));
  record(await echo({ method: "DELETE" }));
  record(await echo({ method: "POST" }));
  record(await echo({ method: "POST", body: "" }));
  record(await echo({ method: "POST", body: JSON.stringify({ a: 1 }), headers: { "Content-Type": "application/json", Authorization: "Bearer x", "X-Y": " spaced " } }));
  record(await echo({ method: "POST", body: new URLSearchParams({ a: "b c", d: "é" }) }));
  record(await echo({ method: "POST", body: new Blob(["bl", "ob"], { type: "text/x" }) }));
  record(await echo({ method: "QUERY" }));
  record(await echo({ headers: [["x-a", "1"], ["x-a", "2"]] }));
  record(await echo({ headers: new Headers({ "x-h": "v" }) }));
  record(await echo(undefined, "/echo?q=a%20b&c=é#hash"));
  const form = new FormData();
  form.append("field", "value é");
  form.append("file", new File(["file text"], "n\"ame.txt", { type: "text/plain" }));
  const [, , headers, body] = (await echo({ method: "POST", body: form })) as any;
  const type = headers.find((h: any) => h[0] === "content-type")[1];
  const boundary = type.split("boundary=")[1];
  ok(boundary);
  record([type.replace(boundary, "B"), body.replaceAll(boundary, "B")]);
});

test("a streamed request", async () => {
  const stream = new ReadableStream({
    async pull(c) {
      this.n = (this.n ?? 0) + 1;
      if (this.n > 3) c.close();
      else c.enqueue(new TextEncoder().encode(`part ${this.n} `));
    },
  } as any);
  const got: any = await (await fetch(`${server}/echo`, { method: "POST", body: stream, duplex: "half" } as any)).json();
  record([got.body, got.headers["content-length"] ?? null]);
});

test("a streamed request needs duplex", { on: ["host", "node"] }, () => {
  throws(() => new Request(server, { method: "POST", body: new ReadableStream() }), { name: "TypeError" });
});

test("response headers", async () => {
  const r = await fetch(`${server}/headers`);
  record([r.headers.get("x-many"), r.headers.getSetCookie(), r.headers.get("set-cookie"), r.headers.get("x-latin"), r.headers.has("nope")]);
  record([...r.headers.keys()].filter((k) => k !== "date"));
});

test("response headers cannot be changed", { on: ["host", "node"] }, async () => {
  const r = await fetch(`${server}/headers`);
  throws(() => r.headers.set("a", "b"), { name: "TypeError" });
});

test("content codings", async () => {
  for (const name of ["gzip", "br", "zlib", "raw"]) {
    const r = await fetch(`${server}/compressed/${name}`);
    const text = await r.text();
    record([text.length, text.slice(0, 22)]);
  }
  const r = await fetch(`${server}/compressed/broken`);
  record((await failure(r.text()) as any)[0]);
});

test("redirects", async () => {
  const go = async (status: number, init: any = {}, to = "/echo") => {
    const r = await fetch(`${server}/redirect?status=${status}&to=${encodeURIComponent(to)}`, init);
    const text = await r.text();
    let got: any = text;
    try { got = JSON.parse(text); } catch { /* not JSON */ }
    return [r.status, r.redirected, r.url.replace(server, ""), got.method ?? got, got.body ?? null, got.headers?.["content-type"] ?? null];
  };
  for (const status of [301, 302, 303, 307, 308]) {
    record(await go(status));
    record(await go(status, { method: "POST", body: "b" }));
    record(await go(status, { method: "PUT", body: "b" }));
  }
  record(await go(302, {}, ""));
  record(await go(300, {}, "/echo"));
  const manual = await fetch(`${server}/redirect?status=302&to=/echo`, { redirect: "manual" });
  record([manual.status, manual.redirected, manual.headers.get("location"), manual.type]);
  record((await failure(fetch(`${server}/redirect?status=302&to=/echo`, { redirect: "error" })) as any)[0]);
  record((await failure(fetch(`${server}/loop`)) as any)[0]);
  record((await failure(fetch(`${server}/redirect?status=302&to=ftp://x/`)) as any)[0]);
});

test("credentials do not follow to another host", async () => {
  const other = server.replace("127.0.0.1", "localhost");
  const got: any = await (await fetch(`${server}/redirect?status=307&to=${encodeURIComponent(other + "/echo")}`, { headers: { authorization: "secret", cookie: "c=1", "x-kept": "1" } })).json();
  record([got.headers.authorization ?? null, got.headers.cookie ?? null, got.headers["x-kept"]]);
});

test("bodies that fail", async () => {
  record((await failure(fetch(`${server}/raw/nothing`)) as any)[0]);
  record((await failure(fetch(`${server}/raw/garbage`)) as any)[0]);
  for (const path of ["short", "chunk"]) {
    const r = await fetch(`${server}/raw/${path}`);
    record((await failure(r.text()) as any)[0], path);
  }
});

test("failures have Node's shape", { on: ["host", "node"] }, async () => {
  record(await failure(fetch("http://127.0.0.1:1/")));
  record(await failure(fetch("http://127.0.0.1:47999/")));
  record(await failure(fetch("http://does-not-exist.invalid/")).then((f: any) => [f[0], f[1], ["ENOTFOUND", "EAI_AGAIN"].includes(f[2])]));
  record(await failure(fetch(`${server}/raw/nothing`)));
  record((await failure((await fetch(`${server}/raw/short`)).text())));
  record(await failure(fetch("nope")));
  record(await failure(fetch("foo://x")));
  record(await failure(fetch(`${server}/loop`)));
  record((await failure(fetch(`${server}/raw/huge`)) as any)[2]);
});

test("abort", async () => {
  const c = new AbortController();
  const p = fetch(`${server}/slow`, { signal: c.signal });
  setTimeout(() => c.abort(), 20);
  const e: any = await rejects(p, { name: "AbortError" });
  record([e.code, e instanceof DOMException]);
  const d = new AbortController();
  const q = fetch(`${server}/slow`, { signal: d.signal });
  setTimeout(() => d.abort(new RangeError("mine")), 20);
  await rejects(q, { name: "RangeError", message: "mine" });
  await rejects(fetch(`${server}/hello`, { signal: AbortSignal.abort() }), { name: "AbortError" });
  await rejects(fetch(`${server}/slow`, { signal: AbortSignal.timeout(20) }), { name: "TimeoutError" });
  const late = new AbortController();
  const r = await fetch(`${server}/stuck`, { signal: late.signal });
  setTimeout(() => late.abort(), 20);
  await rejects(r.text(), { name: "AbortError" });
  const after = new AbortController();
  const done = await fetch(`${server}/hello`, { signal: after.signal });
  record(await done.text());
  after.abort();
});

test("response streams", async () => {
  const r = await fetch(`${server}/drip`);
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of r.body as any) text += decoder.decode(chunk, { stream: true });
  record(text);
  record(r.bodyUsed);
  const s = await fetch(`${server}/drip`);
  const reader = s.body!.getReader();
  const first = await reader.read();
  ok(first.value instanceof Uint8Array && !first.done);
  record(s.body!.locked);
  await reader.cancel();
  const piped = (await fetch(`${server}/drip`)).body!.pipeThrough(new TextDecoderStream() as any);
  let all = "";
  for await (const part of piped as any) all += part;
  record(all.length);
});

test("clone and tee", async () => {
  const r = await fetch(`${server}/hello`);
  const c = r.clone();
  record([await r.text(), await c.text(), c.status, c.headers.get("content-type")]);
  outcomeName(() => r.clone());
  const own = new Response("own");
  const copy = own.clone();
  record([await own.text(), await copy.text()]);
});

test("Response", async () => {
  record(await new Response("x").text());
  record(new Response("x").headers.get("content-type"));
  record(new Response(new URLSearchParams("a=b")).headers.get("content-type"));
  record(new Response(null, { status: 204 }).status);
  outcomeName(() => new Response("x", { status: 204 }));
  outcomeName(() => new Response("x", { status: 99 }));
  outcomeName(() => new Response("x", { status: 600 }));
  const j = Response.json({ a: 1 }, { status: 201, headers: { "x-a": "b" } });
  record([j.status, j.headers.get("content-type"), j.headers.get("x-a"), await j.json()]);
  outcomeName(() => Response.json(undefined));
  const re = Response.redirect("http://h/x", 301);
  record([re.status, re.headers.get("location")]);
  outcomeName(() => Response.redirect("http://h/", 200));
  const err = Response.error();
  record([err.type, err.status]);
  record([new Response().body, await new Response().text(), new Response("a", { statusText: "Fine", status: 202 }).statusText]);
  record(await new Response(new Blob(["b"])).text());
  record(await new Response(new Uint8Array([104, 105])).text());
  record(await new Response(new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode("s")); c.close(); } })).text());
  record(Object.prototype.toString.call(new Response()));
  const form = await new Response("a=b&a=c&d=%C3%A9", { headers: { "content-type": "application/x-www-form-urlencoded" } }).formData();
  record([...form as any]);
  record(await new Response("\ufeffbom").text());
  const used = new Response("x");
  await used.text();
  record(used.bodyUsed);
  await rejects(used.text(), { name: "TypeError" });
  const locked = new Response("x");
  locked.body!.getReader();
  await rejects(locked.text(), { name: "TypeError" });
});

test("multipart comes back", async () => {
  const form = new FormData();
  form.append("a", "1\n2");
  form.append("f", new Blob(["content"], { type: "text/x" }), "name.txt");
  const back = await new Response(form).formData();
  const f = back.get("f") as File;
  record([back.get("a"), f.name, f.type, await f.text(), f instanceof File]);
});

test("Request", async () => {
  const r = new Request("http://h/p?q#f", { method: "post", body: "b", headers: { a: "1" } });
  record([r.url, r.method, r.headers.get("a"), r.headers.get("content-type"), r.redirect, r.cache, r.credentials, r.mode, r.bodyUsed, r.signal.aborted]);
  record(await r.clone().text());
  const copy = new Request(r, { method: "PUT" });
  record([copy.method, await copy.text(), r.bodyUsed]);
  outcomeName(() => new Request("nope"));
  outcomeName(() => new Request("http://h", { method: "GET", body: "x" }));
  outcomeName(() => new Request("http://h", { method: "bad method" }));
  outcomeName(() => new Request("http://h", { method: "TRACE" }));
  const c = new AbortController();
  const signaled = new Request("http://h", { signal: c.signal });
  c.abort("why");
  record([signaled.signal.aborted, signaled.signal.reason]);
  record(await new Request("http://h", { method: "POST", body: JSON.stringify([1]) }).json());
});

test("Headers", () => {
  const h = new Headers({ b: "2", A: "1" });
  h.append("b", "3");
  h.append("Set-Cookie", "x=1");
  h.append("Set-Cookie", "y=2");
  record([...h]);
  record([h.get("B"), h.has("a"), h.get("none"), h.getSetCookie()]);
  h.set("b", "only");
  h.delete("a");
  record([...h.entries()]);
  record([[...h.keys()], [...h.values()]]);
  const seen: unknown[] = [];
  h.forEach((v, k, self) => seen.push([k, v, self === h]));
  record(seen);
  outcomeName(() => h.set("bad name", "x"));
  outcomeName(() => h.set("n", "a\nb"));
  outcomeName(() => h.set("n", "é€"));
  outcomeName(() => new Headers([["only"]] as any));
  outcomeName(() => (h as any).get());
  record(new Headers([["x", " trimmed \t"]]).get("x"));
  record([...new Headers(new Headers({ q: "1" }))]);
  record([...new Headers(new Map([["m", "1"]]) as any)]);
  record(Object.prototype.toString.call(h));
});

test("Blob and File", async () => {
  const b = new Blob(["ab", new Uint8Array([99]), new Blob(["d"])], { type: "Text/PLAIN" });
  record([b.size, b.type, await b.text(), new Uint8Array(await b.arrayBuffer())]);
  record([await b.slice(1, 3).text(), await b.slice(-2).text(), b.slice(0, 1, "x/y").type, b.slice(3, 1).size]);
  let text = "";
  for await (const chunk of b.stream() as any) text += new TextDecoder().decode(chunk);
  record(text);
  const f = new File(["x"], "n.txt", { type: "a/b", lastModified: 5 });
  record([f.name, f.size, f.type, f.lastModified, f instanceof Blob, Object.prototype.toString.call(f)]);
  outcomeName(() => new Blob("text" as any));
  outcomeName(() => new (File as any)(["x"]));
  record([new Blob().size, await new Blob([5 as any]).text(), await new Blob(["\ufeffx"]).text()]);
  const copy = structuredClone(b);
  record([copy instanceof Blob, await copy.text()]);
});

test("FormData", async () => {
  const f = new FormData();
  f.append("a", "1");
  f.append("a", "2");
  f.set("b", 5 as any);
  f.append("file", new Blob(["x"]), "n");
  record([...f.keys()]);
  record([f.get("a"), f.getAll("a"), f.has("c"), f.get("c"), (f.get("file") as File).name]);
  f.set("a", "only");
  f.delete("file");
  record([...f]);
  outcomeName(() => f.append("x", "y" as any, "z"));
  outcomeName(() => (f as any).append("x"));
});

test("data URLs", async () => {
  const r = await fetch("data:text/plain;base64,aGVsbG8=");
  record([r.status, r.headers.get("content-type"), await r.text()]);
  record(await (await fetch("data:,a%20b%ff")).text());
  record((await fetch("data:,x")).headers.get("content-type")?.toLowerCase());
});

test("metadata services are out of reach", { on: ["host"] }, async () => {
  const e: any = await rejects(fetch("http://169.254.169.254/latest/meta-data"), { name: "TypeError", message: "fetch failed" });
  equal(e.cause.code, "EACCES");
});

test("many at once", async () => {
  const all = await Promise.all(Array.from({ length: 40 }, async (_, i) => (await fetch(`${server}/bytes/${i}`)).arrayBuffer()));
  record(all.map((b) => b.byteLength));
});

test("errors of arguments", async () => {
  outcome(() => new Response("x", { status: 99 }), "status");
  record(await failure((fetch as any)()).then((f: any) => f[0]));
  record(await failure(fetch("http://user:pw@h/")).then((f: any) => f[0]));
  record(await failure(fetch(server, { method: "GET", body: "x" })).then((f: any) => f[0]));
});

test("what the console shows", { on: ["host", "node"] }, async () => {
  const { inspect } = await import("node:util");
  ok(/^Response \{[^]*status: 201/.test(inspect(new Response("x", { status: 201 }))), inspect(new Response("x", { status: 201 })));
  ok(/^Request \{[^]*url: 'http:\/\/h\/'/.test(inspect(new Request("http://h/"))), inspect(new Request("http://h/")));
  record(inspect(new Headers({ b: "1", "a-b": "2" })));
  record(inspect(new Blob(["abc"], { type: "text/plain" })));
  record(inspect(new URLSearchParams("a=1&b=2")));
  record(inspect(AbortSignal.abort()));
});
