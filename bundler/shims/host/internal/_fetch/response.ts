// Response (WHATWG Fetch 5.5).

import { Headers, immutable } from "host:internal/headers";
import { URL } from "host:internal/url";
import { Body, extract, setSource, sourceOf, tee, type Source } from "./body";
import { named } from "../_names";
import { shown } from "../_inspect";

const nullBody = new Set([101, 103, 204, 205, 304]);

/** What the server's answer says, beside its body. */
export interface Answer {
  status: number;
  statusText: string;
  url: string;
  redirected: boolean;
  headers: Headers;
}

export class Response extends Body {
  #status = 200;
  #statusText = "";
  #headers: Headers;
  #url = "";
  #redirected = false;
  #type = "default";

  constructor(body?: any, init: any = {}) {
    super();
    init ??= {};
    if (init.status !== undefined) {
      const status = Math.trunc(Number(init.status));
      if (!(status >= 200 && status <= 599)) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
      this.#status = status;
    }
    if (init.statusText !== undefined) {
      this.#statusText = `${init.statusText}`;
      if (/[^\t\x20-\x7e\x80-\xff]/.test(this.#statusText)) throw new TypeError("Invalid statusText");
    }
    this.#headers = new Headers(init.headers);
    if (body !== null && body !== undefined) {
      if (nullBody.has(this.#status)) throw new TypeError(`Response with null body status cannot have body`);
      const { source, type } = extract(body);
      if (type && !this.#headers.has("content-type")) this.#headers.set("content-type", type);
      setSource(this, source);
    }
  }

  static {
    answered = (answer, source) => {
      const r = new Response();
      r.#status = answer.status;
      r.#statusText = answer.statusText;
      r.#headers = immutable(answer.headers as any);
      r.#url = answer.url;
      r.#redirected = answer.redirected;
      r.#type = "basic";
      setSource(r, source);
      return r;
    };
  }

  static error(): Response {
    const r = new Response();
    r.#status = 0;
    r.#type = "error";
    immutable(r.#headers);
    return r;
  }

  static redirect(url: string, status = 302): Response {
    if (arguments.length === 0) throw new TypeError("Response.redirect: 1 argument required, but 0 present.");
    let target: URL;
    try {
      target = new URL(`${url}`);
    } catch (cause) {
      throw new TypeError(`Failed to parse URL from ${url}`, { cause });
    }
    if (![301, 302, 303, 307, 308].includes(Number(status))) throw new RangeError(`Invalid status code ${status}`);
    const r = new Response();
    r.#status = Number(status);
    r.#headers.set("location", target.href);
    immutable(r.#headers);
    return r;
  }

  static json(data: unknown, init: any = {}): Response {
    if (arguments.length === 0) throw new TypeError("Response.json: 1 argument required, but 0 present.");
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError("Value is not JSON serializable");
    const r = new Response(text, { ...init, headers: undefined });
    const headers = new Headers(init?.headers);
    if (!headers.has("content-type")) headers.set("content-type", "application/json");
    r.#headers = headers;
    return r;
  }

  get type(): string {
    return this.#type;
  }
  get url(): string {
    return this.#url;
  }
  get redirected(): boolean {
    return this.#redirected;
  }
  get status(): number {
    return this.#status;
  }
  get ok(): boolean {
    return this.#status >= 200 && this.#status <= 299;
  }
  get statusText(): string {
    return this.#statusText;
  }
  get headers(): any {
    return this.#headers;
  }
  clone(): Response {
    const source: Source = sourceOf(this);
    if (this.bodyUsed || (source.kind === "stream" && source.stream.locked)) {
      throw new TypeError("Response.clone: Body has already been consumed.");
    }
    const copy = new Response();
    copy.#status = this.#status;
    copy.#statusText = this.#statusText;
    copy.#headers = new Headers(this.#headers);
    copy.#url = this.#url;
    copy.#redirected = this.#redirected;
    copy.#type = this.#type;
    if (this.#type === "basic") immutable(copy.#headers);
    setSource(copy, tee(this));
    return copy;
  }
  get [Symbol.toStringTag]() {
    return "Response";
  }
}

/** The response that a server gave. */
export let answered: (answer: Answer, source: Source) => Response;

named({ Response });
shown(Response, ["status", "statusText", "headers", "bodyUsed", "ok", "redirected", "type", "url"]);
