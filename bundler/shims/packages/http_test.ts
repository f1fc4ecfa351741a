// Clients of HTTP that are not fetch, in the builds that they have for Node.
import axios, { AxiosError, isAxiosError } from "axios";
import fetch, { AbortError, Blob, FetchError, File, FormData, Headers, Response } from "node-fetch";
import https from "node:https";
import { pipeline } from "node:stream/promises";
import { Writable } from "node:stream";
import { equal, ok, record, rejects, server, test, throws } from "host:test";

type Any = any;

/** A message without the port, which differs from run to run. */
const told = (e: Any) => [e.name, e.code, String(e.message).replaceAll(server, "").replace(/127\.0\.0\.1:\d+/, "")];

/** The address of nobody. */
const nobody = "http://127.0.0.1:1/";

test("axios", async () => {
  const client = axios.create({ baseURL: server, headers: { "X-App": "a" } });
  client.interceptors.request.use((r) => {
    r.headers.set("X-Seen", "yes");
    return r;
  });
  record((await client.get("/echo", { params: { a: [1, 2], b: "ü x", none: null } })).data);
  record((await client.post("/echo", { a: 1, s: "ü" })).data);
  record((await client.put("/echo", new URLSearchParams({ a: "1 2" }))).data);
  record((await client.delete("/echo", { data: { x: 1 }, auth: { username: "u", password: "p" } })).data);
  record(typeof (await client.get("/compressed/gzip")).data);
  const form = await client.postForm("/echo", { a: 1, b: ["x", "y"] });
  record(form.data.body.replaceAll(/-{20,}[0-9a-f]+/g, "boundary"));
});

test("axios: bytes and streams", async () => {
  const bytes = (await axios.get(server + "/compressed/br", { responseType: "arraybuffer" })).data;
  ok(Buffer.isBuffer(bytes));
  record(bytes.length);
  const stream = (await axios.get(server + "/drip", { responseType: "stream" })).data;
  let text = "";
  for await (const chunk of stream) text += chunk;
  record(text);
  let loaded = 0;
  await axios.get(server + "/drip", { onDownloadProgress: (e) => { loaded = e.loaded; } });
  record(loaded);
});

test("axios: redirects", async () => {
  const reply = await axios.get(server + "/redirect?status=302&to=/echo");
  record([reply.status, reply.data.path, reply.request.res.responseUrl.replace(server, "")]);
  const stopped: Any = await rejects(axios.get(server + "/redirect?status=302&to=/echo", { maxRedirects: 0 }));
  record([told(stopped), stopped.response.status, stopped.response.headers.location]);
  record(told(await rejects(axios.get(server + "/loop", { maxRedirects: 3 }))));
});

test("axios: errors", async () => {
  const missing: Any = await rejects(axios.get(server + "/status/404"));
  ok(isAxiosError(missing) && missing instanceof AxiosError);
  record([told(missing), missing.response!.data, missing.toJSON && (missing.toJSON() as Any).status]);
  record(told(await rejects(axios.get(nobody))).slice(0, 2));
  record(told(await rejects(axios.get(server + "/slow", { timeout: 50 }))));
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 20);
  record(told(await rejects(axios.get(server + "/slow", { signal: controller.signal }))));
  record(told(await rejects(axios.get(server + "/compressed/gzip", { maxContentLength: 100 }))));
});

test("node-fetch", async () => {
  const reply = await fetch(server + "/echo", { method: "POST", headers: { "content-type": "application/json", "X-B": "1" }, body: JSON.stringify({ a: "ü" }) });
  record([reply.ok, reply.status, reply.statusText, reply.headers.get("content-type"), await reply.json()]);
  record(((await (await fetch(server + "/echo", { method: "POST", body: new URLSearchParams({ a: "1 2" }) })).json()) as Any).body);
  record(await (await fetch(server + "/compressed/gzip")).text());
  const moved = await fetch(server + "/redirect?status=301&to=/echo");
  record([moved.redirected, moved.url.replace(server, ""), moved.status]);
  const form = new FormData();
  form.set("a", "1");
  form.set("f", new File([new Blob(["abc"])], "x.txt", { type: "text/plain" }));
  const sent: Any = await (await fetch(server + "/echo", { method: "POST", body: form })).json();
  ok(sent.headers["content-type"].startsWith("multipart/form-data; boundary="));
  ok(sent.body.includes('filename="x.txt"') && sent.body.includes("abc"));
  record([[...new Headers({ b: "1", a: "2" })], new Response("x", { status: 201 }).status]);
});

test("node-fetch: the body is a stream", async () => {
  const reply = await fetch(server + "/drip");
  const chunks: Buffer[] = [];
  await pipeline(reply.body!, new Writable({ write(chunk, _, done) { chunks.push(chunk); done(); } }));
  record(Buffer.concat(chunks).toString());
});

test("node-fetch: errors", async () => {
  const refused: Any = await rejects(fetch(nobody));
  ok(refused instanceof FetchError);
  record([refused.name, refused.code, refused.type]);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 20);
  const aborted: Any = await rejects(fetch(server + "/slow", { signal: controller.signal as Any }));
  ok(aborted instanceof AbortError);
  record([aborted.name, aborted.message, aborted.type]);
  record((await rejects(fetch(server + "/redirect?status=302&to=/echo", { redirect: "error" }))).message.replaceAll(server, ""));
  const cookies = (await fetch(server + "/headers")).headers.raw()["set-cookie"];
  record(cookies);
});

test("https", async () => {
  throws(() => https.request(server));
  const error: Any = await rejects(new Promise((resolve, reject) => https.get(nobody.replace("http:", "https:"), resolve).on("error", reject)));
  equal(error.code, "ECONNREFUSED");
  equal((new https.Agent({ keepAlive: true }) as Any).protocol, "https:");
});
