// Headers (WHATWG Fetch 5.1).

import { named } from "./_names";

const inspect = Symbol.for("nodejs.util.inspect.custom");

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const badValue = /[\0\r\n]|[^\0-\xff]/;

function checkName(name: unknown, method: string): string {
  const n = `${name as string}`;
  if (!token.test(n)) throw new TypeError(`Headers.${method}: ${n} is an invalid header name.`);
  return n.toLowerCase();
}

function checkValue(value: unknown, method: string): string {
  const v = `${value as string}`;
  for (let i = 0; i < v.length; i++) {
    if (v.charCodeAt(i) > 255) {
      throw new TypeError(`Cannot convert argument to a ByteString because the character at index ${i} has a value of ${v.charCodeAt(i)} which is greater than 255.`);
    }
  }
  const trimmed = v.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
  if (badValue.test(trimmed)) throw new TypeError(`Headers.${method}: ${trimmed} is an invalid header value.`);
  return trimmed;
}

let list: (headers: Headers) => Map<string, string[]>;
let freeze: (headers: Headers) => void;

/** Names and values in turn, each line by itself. */
export function flat(headers: Headers): string[] {
  const out: string[] = [];
  for (const [name, values] of list(headers)) {
    if (name === "set-cookie") for (const v of values) out.push(name, v);
    else out.push(name, values.join(", "));
  }
  return out;
}

/** Headers of names and values in turn, as they came from a server. */
export function received(pairs: string[]): Headers {
  const headers = new Headers();
  const map = list(headers);
  for (let i = 0; i < pairs.length; i += 2) {
    const values = map.get(pairs[i]!);
    if (values) values.push(pairs[i + 1]!);
    else map.set(pairs[i]!, [pairs[i + 1]!]);
  }
  return headers;
}

/** Makes the headers refuse changes from now on. */
export function immutable(headers: Headers): Headers {
  freeze(headers);
  return headers;
}

export class Headers {
  #map = new Map<string, string[]>();
  #immutable = false;

  constructor(init?: unknown) {
    if (init === undefined) return;
    if (init === null || (typeof init !== "object" && typeof init !== "function")) {
      throw new TypeError("Headers constructor: init given is not a record or a sequence");
    }
    if (init instanceof Headers) {
      for (const [k, v] of init.#map) this.#map.set(k, [...v]);
      return;
    }
    const iterate = (init as any)[Symbol.iterator];
    if (iterate !== undefined && iterate !== null) {
      for (const pair of init as Iterable<unknown>) {
        const items = typeof pair === "object" && pair !== null ? [...(pair as Iterable<unknown>)] : [];
        if (items.length !== 2) throw new TypeError("Headers constructor: expected name/value pair to be length 2, found " + items.length + ".");
        this.append(items[0] as string, items[1] as string);
      }
      return;
    }
    for (const key of Reflect.ownKeys(init as object)) {
      const d = Object.getOwnPropertyDescriptor(init, key);
      if (d?.enumerable) this.append(key as string, (init as any)[key]);
    }
  }

  static {
    list = (headers) => headers.#map;
    freeze = (headers) => {
      headers.#immutable = true;
    };
  }

  #writable(): void {
    if (this.#immutable) throw new TypeError("immutable");
  }

  append(name: string, value: string): void {
    need(arguments.length, 2, "append");
    const n = checkName(name, "append");
    const v = checkValue(value, "append");
    this.#writable();
    const values = this.#map.get(n);
    if (values) values.push(v);
    else this.#map.set(n, [v]);
  }
  set(name: string, value: string): void {
    need(arguments.length, 2, "set");
    const n = checkName(name, "set");
    const v = checkValue(value, "set");
    this.#writable();
    this.#map.set(n, [v]);
  }
  delete(name: string): void {
    need(arguments.length, 1, "delete");
    const n = checkName(name, "delete");
    this.#writable();
    this.#map.delete(n);
  }
  get(name: string): string | null {
    need(arguments.length, 1, "get");
    return this.#map.get(checkName(name, "get"))?.join(", ") ?? null;
  }
  has(name: string): boolean {
    need(arguments.length, 1, "has");
    return this.#map.has(checkName(name, "has"));
  }
  getSetCookie(): string[] {
    return [...(this.#map.get("set-cookie") ?? [])];
  }
  #sorted(): [string, string][] {
    const out: [string, string][] = [];
    for (const name of [...this.#map.keys()].sort()) {
      const values = this.#map.get(name)!;
      if (name === "set-cookie") for (const v of values) out.push([name, v]);
      else out.push([name, values.join(", ")]);
    }
    return out;
  }
  forEach(callback: (value: string, name: string, headers: Headers) => void, thisArg?: unknown): void {
    if (typeof callback !== "function") throw new TypeError(`Failed to execute 'forEach' on 'Headers': parameter 1 is not of type 'Function'.`);
    for (const [k, v] of this.#sorted()) callback.call(thisArg, v, k, this);
  }
  *entries(): Generator<[string, string], undefined> {
    yield* this.#sorted();
    return undefined;
  }
  *keys(): Generator<string, undefined> {
    for (const [k] of this.#sorted()) yield k;
    return undefined;
  }
  *values(): Generator<string, undefined> {
    for (const [, v] of this.#sorted()) yield v;
    return undefined;
  }
  [inspect](depth: number, options: unknown, inspectValue?: (value: unknown, options: unknown) => string): unknown {
    const shown = Object.fromEntries([...this.#map].map(([k, v]) => [k, v.join(", ")]));
    return inspectValue ? `Headers ${inspectValue(shown, options)}` : shown;
  }
  get [Symbol.toStringTag]() {
    return "Headers";
  }
}
export interface Headers {
  [Symbol.iterator](): Generator<[string, string], undefined>;
}
Object.defineProperty(Headers.prototype, Symbol.iterator, { value: Headers.prototype.entries, writable: true, configurable: true });

function need(got: number, want: number, method: string): void {
  if (got < want) throw new TypeError(`Headers.${method}: ${want} argument${want > 1 ? "s" : ""} required, but${got > 0 ? " only" : ""} ${got} present.`);
}

named({ Headers });
