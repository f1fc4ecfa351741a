// URL and URLSearchParams (WHATWG URL 6).

import { parse, parseForm, serializeForm, set } from "host:internal/url-native";
import { named } from "./_names";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/** A string as WebIDL converts it; symbols are refused. */
function text(value: unknown): string {
  return typeof value === "string" ? value : `${value as string}`;
}

function invalid(input: string, base: string | undefined): TypeError {
  const e: any = new TypeError("Invalid URL");
  e.code = "ERR_INVALID_URL";
  e.input = input;
  if (base !== undefined) e.base = base;
  return e;
}

let update: (url: URL, query: string) => void;
let owner: (params: URLSearchParams, url: URL) => void;
let reload: (params: URLSearchParams, query: string) => void;

export class URLSearchParams {
  /** Names and values in turn. */
  #list: string[] = [];
  #url: URL | undefined;

  constructor(init?: unknown) {
    if (init === undefined || init === null) {
      if (init === null) this.#list = parseForm("null");
      return;
    }
    if (typeof init === "object" || typeof init === "function") {
      const iterate = (init as any)[Symbol.iterator];
      if (iterate !== undefined && iterate !== null) {
        if (typeof iterate !== "function") throw argument("ERR_ARG_NOT_ITERABLE", "Query pairs must be iterable");
        for (const pair of init as Iterable<Iterable<unknown>>) {
          if ((typeof pair !== "object" && typeof pair !== "function") || pair === null || typeof pair[Symbol.iterator] !== "function") {
            throw argument("ERR_INVALID_TUPLE", "Each query pair must be an iterable [name, value] tuple");
          }
          const items = [...pair];
          if (items.length !== 2) throw argument("ERR_INVALID_TUPLE", "Each query pair must be an iterable [name, value] tuple");
          this.#list.push(wellFormed(text(items[0])), wellFormed(text(items[1])));
        }
        return;
      }
      const seen = new Map<string, string>();
      for (const key of Reflect.ownKeys(init as object)) {
        const d = Object.getOwnPropertyDescriptor(init, key);
        if (!d?.enumerable) continue;
        seen.set(wellFormed(text(key)), wellFormed(text((init as any)[key])));
      }
      for (const [k, v] of seen) this.#list.push(k, v);
      return;
    }
    const query = text(init);
    this.#list = parseForm(query.startsWith("?") ? query.slice(1) : query);
  }

  static {
    owner = (params, url) => {
      params.#url = url;
    };
    reload = (params, query) => {
      params.#list = parseForm(query.startsWith("?") ? query.slice(1) : query);
    };
  }

  #changed(): void {
    if (this.#url) update(this.#url, serializeForm(this.#list));
  }

  get size(): number {
    return this.#list.length / 2;
  }

  append(name: string, value: string): void {
    need(arguments.length, 2, '"name" and "value" arguments');
    this.#list.push(wellFormed(text(name)), wellFormed(text(value)));
    this.#changed();
  }

  delete(name: string, value?: string): void {
    need(arguments.length, 1, '"name" argument');
    const n = wellFormed(text(name));
    const v = value === undefined ? undefined : wellFormed(text(value));
    const list = this.#list;
    const next: string[] = [];
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] !== n || (v !== undefined && list[i + 1] !== v)) next.push(list[i]!, list[i + 1]!);
    }
    this.#list = next;
    this.#changed();
  }

  get(name: string): string | null {
    need(arguments.length, 1, '"name" argument');
    const n = wellFormed(text(name));
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) if (list[i] === n) return list[i + 1]!;
    return null;
  }

  getAll(name: string): string[] {
    need(arguments.length, 1, '"name" argument');
    const n = wellFormed(text(name));
    const out: string[] = [];
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) if (list[i] === n) out.push(list[i + 1]!);
    return out;
  }

  has(name: string, value?: string): boolean {
    need(arguments.length, 1, '"name" argument');
    const n = wellFormed(text(name));
    const v = value === undefined ? undefined : wellFormed(text(value));
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) if (list[i] === n && (v === undefined || list[i + 1] === v)) return true;
    return false;
  }

  set(name: string, value: string): void {
    need(arguments.length, 2, '"name" and "value" arguments');
    const n = wellFormed(text(name));
    const v = wellFormed(text(value));
    const list = this.#list;
    const next: string[] = [];
    let done = false;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] !== n) next.push(list[i]!, list[i + 1]!);
      else if (!done) {
        next.push(n, v);
        done = true;
      }
    }
    if (!done) next.push(n, v);
    this.#list = next;
    this.#changed();
  }

  sort(): void {
    const pairs: [string, string][] = [];
    for (let i = 0; i < this.#list.length; i += 2) pairs.push([this.#list[i]!, this.#list[i + 1]!]);
    pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#list = pairs.flat();
    this.#changed();
  }

  forEach(callback: (value: string, name: string, params: URLSearchParams) => void, thisArg?: unknown): void {
    if (typeof callback !== "function") throw argument("ERR_INVALID_ARG_TYPE", 'The "callback" argument must be of type function.');
    for (let i = 0; i < this.#list.length; i += 2) callback.call(thisArg, this.#list[i + 1]!, this.#list[i]!, this);
  }

  *entries(): Generator<[string, string], undefined> {
    for (let i = 0; i < this.#list.length; i += 2) yield [this.#list[i]!, this.#list[i + 1]!];
    return undefined;
  }

  *keys(): Generator<string, undefined> {
    for (let i = 0; i < this.#list.length; i += 2) yield this.#list[i]!;
    return undefined;
  }

  *values(): Generator<string, undefined> {
    for (let i = 0; i < this.#list.length; i += 2) yield this.#list[i + 1]!;
    return undefined;
  }

  toString(): string {
    return serializeForm(this.#list);
  }

  [inspect](depth: number, options: any, inspectValue?: (value: unknown, options: unknown) => string): unknown {
    if (!inspectValue) return Object.fromEntries(this.entries());
    const pairs = [...this.entries()].map(([k, v]) => `${inspectValue(k, options)} => ${inspectValue(v, options)}`);
    return pairs.length ? `URLSearchParams { ${pairs.join(", ")} }` : "URLSearchParams {}";
  }

  get [Symbol.toStringTag]() {
    return "URLSearchParams";
  }
}

export interface URLSearchParams {
  [Symbol.iterator](): Generator<[string, string], undefined>;
}
Object.defineProperty(URLSearchParams.prototype, Symbol.iterator, { value: URLSearchParams.prototype.entries, writable: true, configurable: true });

function argument(code: string, message: string): TypeError {
  return Object.assign(new TypeError(message), { code });
}

function need(got: number, want: number, what: string): void {
  if (got < want) throw argument("ERR_MISSING_ARGS", `The ${what} must be specified`);
}

/** A string as it reaches the wire: lone surrogates are replaced. */
function wellFormed(s: string): string {
  return (s as any).toWellFormed();
}

const parts = ["href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash"] as const;

export class URL {
  #parts: string[];
  #params: URLSearchParams | undefined;

  constructor(url: string | URL, base?: string | URL) {
    if (arguments.length === 0) throw argument("ERR_MISSING_ARGS", 'The "url" argument must be specified');
    const input = text(url);
    const relative = base === undefined ? undefined : text(base);
    const parsed = parse(input, relative);
    if (!parsed) throw invalid(input, relative);
    this.#parts = parsed;
  }

  static {
    update = (url, query) => {
      url.#parts = set(url.#parts[0]!, "search", query) ?? url.#parts;
    };
  }

  static canParse(url: string | URL, base?: string | URL): boolean {
    if (arguments.length === 0) throw argument("ERR_MISSING_ARGS", 'The "url" argument must be specified');
    return parse(text(url), base === undefined ? undefined : text(base)) !== null;
  }

  static parse(url: string | URL, base?: string | URL): URL | null {
    if (arguments.length === 0) throw argument("ERR_MISSING_ARGS", 'The "url" argument must be specified');
    return URL.canParse(url, base) ? new URL(url, base) : null;
  }

  static createObjectURL(): never {
    throw new TypeError("URL.createObjectURL: the host has no object URLs; pass the Blob itself");
  }

  static revokeObjectURL(): void {}

  #set(part: string, value: unknown): void {
    const next = set(this.#parts[0]!, part, text(value));
    if (!next) throw invalid(text(value), undefined);
    this.#parts = next;
    if (this.#params && (part === "href" || part === "search")) reload(this.#params, next[9]!);
  }

  get href(): string {
    return this.#parts[0]!;
  }
  set href(value: string) {
    this.#set("href", value);
  }
  get origin(): string {
    return this.#parts[1]!;
  }
  get protocol(): string {
    return this.#parts[2]!;
  }
  set protocol(value: string) {
    this.#set("protocol", value);
  }
  get username(): string {
    return this.#parts[3]!;
  }
  set username(value: string) {
    this.#set("username", value);
  }
  get password(): string {
    return this.#parts[4]!;
  }
  set password(value: string) {
    this.#set("password", value);
  }
  get host(): string {
    return this.#parts[5]!;
  }
  set host(value: string) {
    this.#set("host", value);
  }
  get hostname(): string {
    return this.#parts[6]!;
  }
  set hostname(value: string) {
    this.#set("hostname", value);
  }
  get port(): string {
    return this.#parts[7]!;
  }
  set port(value: string) {
    this.#set("port", value);
  }
  get pathname(): string {
    return this.#parts[8]!;
  }
  set pathname(value: string) {
    this.#set("pathname", value);
  }
  get search(): string {
    return this.#parts[9]!;
  }
  set search(value: string) {
    this.#set("search", value);
  }
  get searchParams(): URLSearchParams {
    if (!this.#params) {
      this.#params = new URLSearchParams(this.#parts[9]);
      owner(this.#params, this);
    }
    return this.#params;
  }
  get hash(): string {
    return this.#parts[10]!;
  }
  set hash(value: string) {
    this.#set("hash", value);
  }

  toString(): string {
    return this.#parts[0]!;
  }

  toJSON(): string {
    return this.#parts[0]!;
  }

  [inspect](depth: number, options: any, inspectValue?: (value: unknown, options: unknown) => string): unknown {
    const shown: Record<string, unknown> = {};
    for (const part of parts) {
      if (part === "hash") shown["searchParams"] = this.searchParams;
      shown[part] = this[part];
    }
    return inspectValue ? `URL ${inspectValue(shown, options)}` : shown;
  }

  get [Symbol.toStringTag]() {
    return "URL";
  }
}

for (const name of [...parts, "searchParams", "toString", "toJSON"]) Object.defineProperty(URL.prototype, name, { enumerable: true });

named({ URL, URLSearchParams });
