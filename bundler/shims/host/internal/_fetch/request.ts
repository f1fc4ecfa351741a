// Request (WHATWG Fetch 5.4).

import { AbortController, follow } from "host:internal/events";
import { Headers } from "host:internal/headers";
import { refused } from "host:internal/node-errors";
import { URL } from "host:internal/url";
import { handsOn } from "./dispatcher";
import { Body, extract, setSource, sourceOf, take, tee, type Source } from "./body";
import { named } from "../_names";
import { shown } from "../_inspect";

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const usual = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"]);

function method(value: unknown): string {
  const m = `${value as string}`;
  if (!token.test(m)) throw new TypeError(`'${m}' is not a valid HTTP method.`);
  const upper = m.toUpperCase();
  if (upper === "CONNECT" || upper === "TRACE" || upper === "TRACK") throw new TypeError(`'${m}' HTTP method is unsupported.`);
  return usual.has(upper) ? upper : m;
}

function choice(name: string, value: unknown, among: string[], otherwise: string): string {
  if (value === undefined) return otherwise;
  const v = `${value as string}`;
  if (!among.includes(v)) throw new TypeError(`RequestInit: ${v} is not an accepted type. Expected one of ${among.join(", ")}. (${name})`);
  return v;
}

export class Request extends Body {
  #url: string;
  #method: string;
  #headers: Headers;
  #signal: AbortSignal | undefined;
  #given: AbortSignal | undefined;
  #redirect: string;
  #cache: string;
  #credentials: string;
  #mode: string;
  #keepalive: boolean;
  #integrity: string;
  #referrer: string;

  constructor(input: any, init: any = {}) {
    if (arguments.length === 0) throw new TypeError("Request constructor: 1 argument required, but 0 present.");
    super();
    const from = input instanceof Request ? input : undefined;
    if (from) this.#url = from.#url;
    else {
      let url: URL;
      const text = `${input}`;
      try {
        url = new URL(text);
      } catch (cause) {
        throw new TypeError(`Failed to parse URL from ${text}`, { cause });
      }
      if (url.username || url.password) throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${text}`);
      this.#url = url.href;
    }
    init ??= {};
    for (const name of ["dispatcher", "proxy", "tls", "unix"]) {
      if (init[name] == null || init[name] === "" || (name === "dispatcher" && handsOn(init[name], this.#url))) continue;
      throw refused(`fetch's option ${name}`, "the host makes the connections of scripts itself, by its own settings");
    }
    if (init.decompress === false) throw refused("fetch's option decompress: false", 'bodies come unpacked; ask for other ones with the header "accept-encoding: identity"');
    this.#method = init.method === undefined ? (from?.#method ?? "GET") : method(init.method);
    this.#redirect = choice("redirect", init.redirect, ["follow", "error", "manual"], from?.#redirect ?? "follow");
    this.#cache = choice("cache", init.cache, ["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"], from?.#cache ?? "default");
    this.#credentials = choice("credentials", init.credentials, ["omit", "same-origin", "include"], from?.#credentials ?? "same-origin");
    this.#mode = choice("mode", init.mode, ["cors", "no-cors", "same-origin", "navigate"], from?.#mode ?? "cors");
    this.#keepalive = Boolean(init.keepalive ?? from?.#keepalive);
    this.#integrity = init.integrity === undefined ? (from?.#integrity ?? "") : `${init.integrity}`;
    if (this.#integrity !== "") throw refused("fetch's option integrity", "compare the body's hash with createHash of node:crypto");
    this.#referrer = init.referrer === undefined ? (from?.#referrer ?? "about:client") : `${init.referrer}`;
    this.#given = init.signal === undefined ? from?.#given : (init.signal ?? undefined);
    if (this.#given !== undefined && typeof this.#given.throwIfAborted !== "function") {
      throw new TypeError(`RequestInit: Expected signal ("${String(init.signal)}") to be an instance of AbortSignal.`);
    }
    this.#headers = new Headers(init.headers === undefined ? from?.#headers : init.headers);
    const given = init.body !== undefined && init.body !== null;
    if ((given || (from && init.body === undefined && sourceOf(from).kind !== "none")) && (this.#method === "GET" || this.#method === "HEAD")) {
      throw new TypeError("Request with GET/HEAD method cannot have body.");
    }
    if (given) {
      const { source, type } = extract(init.body);
      if (source.kind === "stream" && init.duplex === undefined) throw new TypeError("RequestInit: duplex option is required when sending a body.");
      if (type && !this.#headers.has("content-type")) this.#headers.set("content-type", type);
      setSource(this, source);
    } else if (from && init.body === undefined && sourceOf(from).kind !== "none") {
      if (from.bodyUsed || sourceLocked(from)) throw new TypeError("Cannot construct a Request with a Request object that has already been used.");
      setSource(this, sourceOf(from));
      take(from);
    }
  }

  get url(): string {
    return this.#url;
  }
  get method(): string {
    return this.#method;
  }
  get headers(): any {
    return this.#headers;
  }
  get redirect(): string {
    return this.#redirect;
  }
  get signal(): AbortSignal {
    this.#signal ??= this.#given ? (follow([this.#given as any]) as any) : (new AbortController().signal as any);
    return this.#signal!;
  }
  get cache(): string {
    return this.#cache;
  }
  get credentials(): string {
    return this.#credentials;
  }
  get mode(): string {
    return this.#mode;
  }
  get destination(): string {
    return "";
  }
  get referrer(): string {
    return this.#referrer;
  }
  get referrerPolicy(): string {
    return "";
  }
  get integrity(): string {
    return this.#integrity;
  }
  get keepalive(): boolean {
    return this.#keepalive;
  }
  get duplex(): string {
    return "half";
  }
  clone(): Request {
    if (this.bodyUsed || sourceLocked(this)) throw new TypeError("unusable");
    const copy = new Request(this.#url, {
      method: this.#method, headers: this.#headers, redirect: this.#redirect, cache: this.#cache, credentials: this.#credentials,
      mode: this.#mode, keepalive: this.#keepalive, integrity: this.#integrity, referrer: this.#referrer, signal: this.#given,
    });
    setSource(copy, tee(this));
    return copy;
  }
  get [Symbol.toStringTag]() {
    return "Request";
  }

  static {
    givenSignal = (request) => request.#given;
  }
}

/** The signal that a request was made with, which spares making one that follows it. */
export let givenSignal: (request: Request) => AbortSignal | undefined;

function sourceLocked(body: Body): boolean {
  const source: Source = sourceOf(body);
  return source.kind === "stream" && Boolean(source.stream.locked);
}

named({ Request });
shown(Request, ["method", "url", "headers", "destination", "referrer", "mode", "credentials", "cache", "redirect", "integrity", "keepalive", "bodyUsed"]);
