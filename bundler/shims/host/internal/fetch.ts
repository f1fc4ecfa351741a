// fetch (WHATWG Fetch 5.6).

import { start, userAgent, type Exchange } from "host:internal/fetch-native";
import { weak } from "host:internal/language-native";
import { TextDecoder, TextEncoder, atob } from "host:internal/encoding";
import { onAbort } from "host:internal/events";
import { refused } from "host:internal/node-errors";
import { flat, received, Headers } from "host:internal/headers";
import { URL } from "host:internal/url";
import { sourceOf, take } from "./_fetch/body";
import { givenSignal, Request } from "./_fetch/request";
import { answered, Response } from "./_fetch/response";

export { Request, Response };

const defaults: [string, string][] = [
  ["accept", "*/*"],
  ["accept-language", "*"],
  ["sec-fetch-mode", "cors"],
  ["user-agent", userAgent],
  ["accept-encoding", "gzip, deflate, br"],
];

/** Ports that no page may talk to (WHATWG Fetch 2.9): those of other protocols. */
const badPorts = new Set(
  "1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080".split(" "),
);

function failed(cause: unknown): TypeError {
  return new TypeError("fetch failed", { cause });
}

export async function fetch(input: any, init?: any): Promise<Response> {
  if (arguments.length === 0) throw new TypeError("fetch: 1 argument required, but 0 present.");
  const request = new Request(input, init);
  const signal = givenSignal(request);
  if (signal?.aborted) throw signal.reason;
  const scheme = request.url.slice(0, request.url.indexOf(":"));
  if (scheme === "data") return dataURL(request.url);
  if (scheme !== "http" && scheme !== "https") throw failed(new Error(scheme === "about" || scheme === "file" || scheme === "blob" ? "not implemented... yet..." : "unknown scheme"));
  if (badPorts.has(new URL(request.url).port)) throw failed(new Error("bad port"));

  const headers = flat(request.headers);
  for (const [name, value] of defaults) if (!request.headers.has(name)) headers.push(name, value);
  const source = sourceOf(request);
  take(request);
  const at = request.url.indexOf("#");
  const spec = { method: request.method, url: at < 0 ? request.url : request.url.slice(0, at), headers, redirect: request.redirect };
  let exchange: Exchange;
  switch (source.kind) {
    case "none":
      // A request that may have a body says that it has none.
      exchange = start(spec, spec.method === "POST" || spec.method === "PUT" || spec.method === "PATCH" ? new Uint8Array(0) : undefined);
      break;
    case "bytes":
      exchange = start(spec, source.bytes);
      break;
    case "text":
      exchange = start(spec, new TextEncoder().encode(source.text));
      break;
    default:
      exchange = start(spec, true);
  }
  let broken: { error: unknown } | undefined;
  if (source.kind === "stream" || source.kind === "exchange") {
    pump(request.body!, exchange).catch((error) => {
      broken = { error };
      exchange.abort();
    });
  }
  // The signal must not keep the exchange alive that nobody reads any more.
  const abandoned = weak(exchange);
  const release = signal ? onAbort(signal as any, () => abandoned()?.abort()) : undefined;
  const failure = (e: unknown) => {
    release?.();
    if (signal?.aborted) return signal.reason;
    return new TypeError("terminated", { cause: e });
  };
  let answer: Awaited<Exchange["response"]>;
  try {
    answer = await exchange.response;
  } catch (e) {
    release?.();
    if (signal?.aborted) throw signal.reason;
    throw failed(broken ? broken.error : e);
  }
  const { status, statusText, redirected } = answer;
  const head = { status, statusText, redirected, url: answer.url, headers: received(answer.headers) };
  if (answer.empty) {
    release?.();
    return answered(head, { kind: "none" });
  }
  return answered(head, { kind: "exchange", exchange: released(exchange, release), failure });
}

/** The exchange, which stops listening to the signal at its end. */
function released(exchange: Exchange, release: (() => void) | undefined): Exchange {
  if (!release) return exchange;
  return {
    ...exchange,
    async read() {
      const chunk = await exchange.read();
      if (chunk === null) release();
      return chunk;
    },
    async readAll(as: any): Promise<any> {
      const all = await exchange.readAll(as);
      release();
      return all;
    },
  };
}

async function pump(stream: ReadableStream<Uint8Array>, exchange: Exchange): Promise<void> {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (!(value instanceof Uint8Array)) throw new TypeError("Received non-Uint8Array chunk");
    try {
      await exchange.write(value);
    } catch {
      // The exchange has ended; its response says how.
      await reader.cancel();
      return;
    }
  }
  exchange.end();
}

/** The response of a data: URL (WHATWG Fetch 6). */
function dataURL(url: string): Response {
  const comma = url.indexOf(",");
  if (comma < 0) throw failed(new Error("invalid data: URL"));
  let type = url.slice(5, comma).trim();
  const hash = url.indexOf("#", comma);
  const rest = url.slice(comma + 1, hash < 0 ? undefined : hash);
  const raw: number[] = [];
  const encoded = new TextEncoder().encode(rest);
  for (let i = 0; i < encoded.length; i++) {
    const hex = encoded[i] === 0x25 && i + 2 < encoded.length ? String.fromCharCode(encoded[i + 1]!, encoded[i + 2]!) : "";
    if (/^[0-9A-Fa-f]{2}$/.test(hex)) {
      raw.push(parseInt(hex, 16));
      i += 2;
    } else raw.push(encoded[i]!);
  }
  let bytes = Uint8Array.from(raw);
  if (/; *base64$/i.test(type)) {
    type = type.replace(/; *base64$/i, "");
    try {
      bytes = Uint8Array.from(atob(new TextDecoder("latin1").decode(bytes)), (c) => c.charCodeAt(0));
    } catch {
      throw failed(new Error("invalid data: URL"));
    }
  }
  if (type.startsWith(";")) type = "text/plain" + type;
  const headers = new Headers({ "content-type": /^[^/\s;]+\/[^/\s;]+/.test(type) ? type : "text/plain;charset=US-ASCII" });
  return answered({ status: 200, statusText: "OK", url, redirected: false, headers }, { kind: "bytes", bytes });
}
