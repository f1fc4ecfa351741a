import http from "node:http";
import https from "node:https";
import { equal, ok, record, server, test } from "host:test";

type Any = any;

interface Answer { status: number; message: string; headers: Any; text: string; complete: boolean }

/** One request and its whole response. */
function ask(url: string, options: Any = {}, body?: string | Uint8Array | string[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const r = http.request(url, options, (res) => {
      let text = "";
      res.setEncoding("utf8");
      res.on("data", (chunk) => { text += chunk; });
      res.on("end", () => resolve({ status: res.statusCode!, message: res.statusMessage!, headers: res.headers, text, complete: res.complete }));
      res.on("error", reject);
    });
    r.on("error", reject);
    if (Array.isArray(body)) {
      for (const part of body) r.write(part);
      r.end();
    } else r.end(body);
  });
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
    return "no error";
  } catch (e: any) {
    return [e.name, e.code ?? null, e.syscall ?? null];
  }
}

test("a response", async () => {
  const r = await ask(`${server}/hello`);
  record([r.status, r.message, r.headers["content-type"], r.headers["content-length"], r.text, r.complete]);
  record(JSON.parse((await ask(`${server}/json`)).text));
  record((await ask(`${server}/bytes/300000`)).text.length);
  const many = await ask(`${server}/headers`);
  record([many.headers["x-many"], many.headers["set-cookie"]]);
  for (const status of [201, 204, 304, 404, 503]) {
    const s = await ask(`${server}/status/${status}`);
    record([s.status, s.message, s.text]);
  }
  record([(await ask(`${server}/raw/text`, { agent: false })).message]);
  // Redirects are the caller's affair.
  const moved = await ask(`${server}/redirect?status=302&to=/hello`);
  record([moved.status, moved.headers.location]);
});

test("what is sent", async () => {
  const echo = async (options?: Any, body?: Any, path = "/echo") => {
    const got = JSON.parse((await ask(server + path, options, body)).text);
    const { accept, host, ...headers } = got.headers;
    return [got.method, got.path, Object.entries(headers).sort(), got.body];
  };
  record(await echo());
  record(await echo({ method: "POST" }, "text é"));
  record(await echo({ method: "post" }, new Uint8Array([97, 98])));
  record(await echo({ method: "PUT" }, ["one ", "two"]));
  record(await echo({ method: "POST", headers: { "Content-Length": 6, "Content-Type": "text/plain" } }, ["abc", "def"]));
  record(await echo({ method: "POST", headers: { "X-List": ["a", "b"], "x-number": 5 } }));
  record(await echo({ method: "DELETE" }));
  record(await echo({ auth: "user:pässword" }));
  record(await echo({}, undefined, "/echo?q=a%20b"));
});

test("options in an object, and get", async () => {
  const { hostname, port } = new URL(server);
  const text = await new Promise((resolve, reject) => {
    http.get({ hostname, port, path: "/hello", agent: new http.Agent({ keepAlive: true }) }, (res) => {
      const chunks: Buffer[] = [];
      res.on("data", (chunk) => chunks.push(chunk));
      res.on("end", () => resolve(Buffer.concat(chunks).toString()));
    }).on("error", reject);
  });
  record(text);
});

test("headers before they are sent", () => {
  const r = http.request(`${server}/echo`, { method: "POST", headers: { "X-One": "1" } });
  r.on("error", () => {});
  r.setHeader("X-Two", ["a", "b"]);
  record([r.getHeader("x-one"), r.getHeader("X-TWO"), r.hasHeader("x-three"), r.getHeaderNames().includes("x-two"), r.method, r.path, r.headersSent]);
  r.removeHeader("x-one");
  record(r.getHeader("x-one") ?? null);
  for (const f of [() => r.setHeader("bad name", "x"), () => r.setHeader("x", undefined as Any), () => r.setHeader("x", "a\nb"),
    () => http.request("https://localhost/"), () => http.request({ path: "/a b" })]) {
    try {
      f();
      record("no error");
    } catch (e: any) {
      record([e.name, e.code]);
    }
  }
  r.destroy();
});

test("failures", async () => {
  record(await failure(ask("http://127.0.0.1:1/")));
  record(await failure(ask(`${server}/raw/nothing`, { agent: false })));
  record(await failure(ask(`${server}/raw/short`, { agent: false })));
  record(await failure(ask(`${server}/raw/chunk`, { agent: false })));
});

test("an abort, and a timeout", async () => {
  const controller = new AbortController();
  const aborted = failure(ask(`${server}/stuck`, { signal: controller.signal }));
  controller.abort();
  record(await aborted);
  const events: string[] = [];
  await new Promise<void>((resolve) => {
    const r = http.get(`${server}/slow?ms=60000`, { timeout: 50 });
    r.on("timeout", () => {
      events.push("timeout");
      r.destroy();
    });
    r.on("error", (e: any) => events.push(e.code));
    r.on("close", () => {
      events.push("close");
      resolve();
    });
  });
  record(events);
  const reason = await new Promise((resolve) => {
    const r = http.get(`${server}/stuck`);
    r.on("error", resolve);
    r.destroy(new Error("enough"));
  });
  record((reason as Error).message);
});

test("a response that is read with for await and as a stream", async () => {
  const res: Any = await new Promise((resolve, reject) => http.get(`${server}/bytes/200000`, resolve).on("error", reject));
  let size = 0;
  for await (const chunk of res) {
    ok(Buffer.isBuffer(chunk));
    size += chunk.length;
  }
  record([size, res.complete]);
});

test("the names of the modules", () => {
  record([http.STATUS_CODES[418], http.METHODS.includes("PATCH"), typeof https.request, typeof https.globalAgent, http.maxHeaderSize]);
  equal(http.globalAgent instanceof http.Agent, true);
  record([(http.globalAgent as Any).defaultPort ?? 80, (https.globalAgent as Any).defaultPort ?? 443]);
});

test("headers that are set, and those that are added", async () => {
  const r = http.request(server + "/echo", { headers: { "X-A": "1" } });
  record([r.getHeaderNames().filter((name) => name !== "host"), r.getHeader("connection") ?? null]);
  r.end();
  await new Promise((resolve) => r.on("response", (res) => res.resume().on("end", resolve)));
});

test("a response that ends early, and nobody who listens", async () => {
  const r = http.get(server + "/stuck");
  const closed = await new Promise((resolve, reject) => {
    let told: unknown;
    r.on("error", (e) => { told = e.message; });
    setTimeout(reject, 5000, new Error("it does not end")).unref();
    r.on("response", (res) => {
      res.on("close", () => setTimeout(() => resolve([res.aborted, res.complete, told]), 20));
      res.once("data", () => res.destroy(new Error("enough")));
    });
  });
  record(closed);
});
