/** What the host lends to the web's and the language's classes. */

declare module "host:internal/language-native" {
  /** The internal kind of an object: "Map", "Date", "Error", "Object"; undefined for what is no object. */
  export function classOf(value: unknown): string | undefined;
  /** A function that gives the target for as long as something else holds it. */
  export function weak<T>(target: T): () => T | undefined;
  export function registry(callback: (held: any) => void): {
    register(target: unknown, held: unknown, token: unknown): void;
    unregister(token: unknown): boolean;
  };
  /** Detaches the buffer and gives its bytes to a new one. */
  export function transfer(buffer: ArrayBuffer): ArrayBuffer;
}

declare module "host:internal/url-native" {
  /** href, origin, protocol, username, password, host, hostname, port, pathname, search, hash. */
  export type Components = string[];
  export function parse(url: string, base?: string): Components | null;
  /** Assigns a part; null when the new href is not a URL. */
  export function set(href: string, part: string, value: string): Components | null;
  export function domainTo(domain: string, unicode: boolean): string;
  /** Names and values in turn. */
  export function parseForm(text: string): string[];
  export function serializeForm(pairs: string[]): string;
}

declare module "host:internal/encoding-native" {
  export function encode(text: string): Uint8Array;
  export function encodeInto(text: string, into: Uint8Array): [read: number, written: number];
  export function canonical(label: string): string | null;
  /** Gives null for what is not text, when fatal. */
  export function decoder(name: string, fatal: boolean, ignoreBOM: boolean): (bytes: BufferSource | undefined, stream: boolean) => string | null;
  /** What is not base64 gives whether its length alone is wrong. */
  export function atob(text: string): string | boolean;
  export function btoa(text: string): string | null;
}

declare module "host:internal/performance-native" {
  export const timeOrigin: number;
  export function now(): number;
}

declare module "host:internal/abort-native" {
  export function after(milliseconds: number, f: () => void): void;
}

declare module "host:internal/fetch-native" {
  export interface Exchange {
    response: Promise<{ status: number; statusText: string; url: string; redirected: boolean; headers: string[]; empty: boolean; version?: [number, number] }>;
    read(): Promise<Uint8Array | null>;
    readAll(as: "bytes"): Promise<Uint8Array>;
    readAll(as: "text"): Promise<string>;
    readAll(as: "json"): Promise<{ value?: unknown; text?: string }>;
    write(bytes: Uint8Array): Promise<void>;
    end(): void;
    abort(): void;
  }
  /** body is true for one that is written. */
  export function start(request: { method: string; url: string; headers: string[]; redirect: string; raw?: boolean }, body: Uint8Array | boolean | undefined): Exchange;
  /** data is base64. */
  export function parseMultipart(body: Uint8Array, boundary: string): { name: string; filename: string | null; type: string; data: string }[];
  export function concat(parts: Uint8Array[]): Uint8Array;
  export const userAgent: string;
}

declare module "host:internal/crypto-native" {
  export interface Kind {
    name: string;
    curve?: string;
    bits?: number;
    exponent?: number;
  }
  export interface Scheme {
    name: string;
    hash?: string;
    salt?: number;
  }
  export function randomUUID(): string;
  export function fill<T extends ArrayBufferView>(array: T): T;
  export function digest(hash: string, data: Uint8Array): Promise<Uint8Array>;
  export function hmac(hash: string, key: Uint8Array, data: Uint8Array): Promise<Uint8Array>;
  export function aes(mode: string, encrypt: boolean, key: Uint8Array, iv: Uint8Array, additional: Uint8Array, bits: number, data: Uint8Array): Promise<Uint8Array>;
  /** length is in bytes. */
  export function pbkdf2(hash: string, password: Uint8Array, salt: Uint8Array, iterations: number, length: number): Promise<Uint8Array>;
  export function hkdf(hash: string, secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Promise<Uint8Array>;
  /** The keys are base64 of PKCS #8 and SubjectPublicKeyInfo. */
  export function generate(kind: Kind): Promise<{ private: string; public: string }>;
  export function sign(scheme: Scheme, pkcs8: Uint8Array, data: Uint8Array): Promise<Uint8Array>;
  export function verify(scheme: Scheme, spki: Uint8Array, signature: Uint8Array, data: Uint8Array): Promise<boolean>;
  export function rsa(hash: string, encrypt: boolean, der: Uint8Array, label: Uint8Array, data: Uint8Array): Promise<Uint8Array>;
  export function agree(pkcs8: Uint8Array, spki: Uint8Array): Promise<Uint8Array>;
  export function describe(der: Uint8Array, isPrivate: boolean): Promise<Kind>;
  export function fromRaw(kind: Kind, raw: Uint8Array): Promise<Uint8Array>;
  export function toRaw(spki: Uint8Array): Promise<Uint8Array>;
  export function fromJWK(key: object): Promise<{ der: string; private: boolean }>;
  export function toJWK(der: Uint8Array, isPrivate: boolean): Promise<Record<string, string>>;
  export function publicOf(pkcs8: Uint8Array): Promise<Uint8Array>;
}

declare module "host:internal/websocket-native" {
  export interface Socket {
    /** The subprotocol that the server chose. */
    opened: Promise<string>;
    /** A message, or how the connection was closed. */
    receive(): Promise<string | Uint8Array | { code: number; reason: string }>;
    send(message: string | Uint8Array): Promise<void>;
    close(code: number, reason: string): Promise<void>;
  }
  export function open(url: string, protocols: string[]): Socket;
}

declare module "host:internal/timers" {
  export function setImmediate(f: () => void): unknown;
}

declare module "host:internal/intl-native" {
  export interface Part {
    type: string;
    value: string;
  }
  /** A locale identifier in its parts; "" for what it lacks. */
  export interface Description {
    tag: string;
    base: string;
    language: string;
    script: string;
    region: string;
    variants: string[] | null;
    /** The -u- keywords; "" for a value that is left out. */
    keywords: Record<string, string> | null;
  }
  export interface DateTimeFormatter {
    resolved(): Record<string, unknown>;
    format(ms: number): string;
    parts(ms: number): Part[];
    range(from: number, to: number): string;
    rangeParts(from: number, to: number): (Part & { source: string })[];
  }
  export interface NumberFormatter {
    format(value: number | bigint | string): string;
    parts(value: number | bigint | string): Part[];
  }
  export interface PluralSelector {
    categories: string[];
    select(n: number): string;
    selectRange(from: number, to: number): string;
  }
  export function parse(tag: string): Description;
  export function maximize(tag: string): Description;
  export function minimize(tag: string): Description;
  /** How weeks are counted: days from 1 for Monday. */
  export function week(tag: string): { firstDay: number; weekend: number[]; minimalDays: number };
  /** Throws for a locale that exists and that the host has no data for. */
  export function lookup(requested: string[]): { locale: string; keywords: Record<string, string> | null };
  export function supported(requested: string[]): string[];
  /** The canonical name; of the process's own zone for "". */
  export function zone(name: string): string;
  /** The process's zone at a moment: "Central European Summer Time". */
  export function zoneName(ms: number): string;
  /** How far the process's zone is from UTC at a moment, in milliseconds. */
  export function localOffset(ms: number): number;
  export function zones(): string[];
  export function currencies(): string[];
  export function currencyDigits(code: string): number;
  export function dateTimeFormat(options: object): DateTimeFormatter;
  export function numberFormat(options: object): NumberFormatter;
  export function pluralRules(options: object, type: string): PluralSelector;
  export function relative(locale: string, style: string, auto: boolean): (value: number, unit: string) => Part[];
  export function collator(options: object): (a: string, b: string) => number;
  export function list(locale: string, type: string, style: string, items: string[]): Part[] | null;
  export function name(locale: string, type: string, style: string, dialect: boolean, code: string): string | null;
  export function segments(text: string, granularity: string): { texts: string[] | null; words: boolean[] };
  /** Gives null where a language has no rules of its own. */
  export function changeCase(text: string, locale: string, upper: boolean): string | null;
}

declare module "host:internal/secrets" {
  export function get(name: string): string;
  export function all(name: string): string[];
  export function has(name: string): boolean;
  export function names(): string[];
}

/** Signatures of webhooks: see jsapi/webhook. */
declare module "host:internal/webhook" {
  export function safeEqual(a: Uint8Array, b: Uint8Array): boolean;
  export function hmac(algorithm: string, secret: Uint8Array, data: Uint8Array, encoding: string): string;
  export function verify(signature: object, raw: Uint8Array, headers: object): boolean;
}

declare module "host:internal/infer" {
  export function infer(prompt: string, options: object): { promise: Promise<any>; cancel(reason: string): void };
}

declare module "host:internal/otel" {
  /** Takes an event as JSON text, and gives the receipt as JSON text. */
  export function emit(event: string): Promise<string>;
}

declare module "host:internal/zlib" {
  const native: any;
  export default native;
}
