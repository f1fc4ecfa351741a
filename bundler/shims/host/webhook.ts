/// <reference path="./internal/natives.d.ts" />
/**
 * `host:webhook`: what a file in scripts/webhooks is written with.
 *
 * ```ts
 * import { defineWebhook } from "host:webhook";
 *
 * export default defineWebhook({
 *   id: "github",
 *   eventPrefix: "github",
 *   verify: {
 *     scheme: "hmac-sha256",
 *     header: "x-hub-signature-256",
 *     prefix: "sha256=",
 *     secrets: ["GITHUB_WEBHOOK_SECRET"],
 *   },
 *   normalize(body, headers) {
 *     return [{ name: "push", data: body, idempotencyKey: headers["x-github-delivery"] }];
 *   },
 * });
 * ```
 *
 * The file's name is the route: scripts/webhooks/github.ts answers POST
 * /webhooks/github.
 */
import * as native from "host:internal/webhook";

/** A request's headers, their names in lower case; several values are joined with ", ". */
export type WebhookHeaders = Readonly<Record<string, string | undefined>>;

/** A request's query; of several values of one name, the last. */
export type WebhookQuery = Readonly<Record<string, string | undefined>>;

/** An event that a delivery comes to. */
export interface WebhookEvent {
  /** What happened, without the provider's prefix: `"push"` becomes `github/push`. */
  name: string;
  data: Record<string, unknown>;
  /**
   * Tells deliveries of the same thing apart from others: it becomes the
   * event's id, by which repeats are dropped for 24 hours. Best is the id that
   * the provider gives each delivery. Left out, every delivery is its own.
   */
  idempotencyKey?: string;
  /** When it happened, in milliseconds since 1970; now unless said. */
  ts?: number;
  /** The event's schema version. */
  v?: string;
  user?: Record<string, unknown>;
}

/** How a provider signs what it delivers. Checked before any script sees the body. */
export interface WebhookSignature {
  /**
   * The algorithm. `token` compares a header with the secret itself;
   * `standard-webhooks` is that specification whole, so that only `secrets`
   * (and `header`, for `svix-signature`) remain to be said.
   */
  scheme: "hmac-sha1" | "hmac-sha256" | "hmac-sha512" | "ed25519" | "standard-webhooks" | "token";
  /** The header that holds the signature. */
  header?: string;
  /** How the signature is written; hex unless said, base64 for ed25519. */
  encoding?: "hex" | "base64" | "base64url";
  /** What stands before the signature: `"sha256="`. */
  prefix?: string;
  /** For a header such as `t=12,v1=ab`: the names of its parts. */
  fields?: { signature: string; timestamp?: string };
  /**
   * What is signed, `"{raw}"` unless said: `{raw}` is the body byte for byte,
   * `{timestamp}` and `{id}` are the headers below, `{json}` is
   * `JSON.stringify(JSON.parse(body))`, for providers that sign that.
   */
  signed?: string;
  timestampHeader?: string;
  idHeader?: string;
  /** How old, or early, a signed timestamp may be: `"90s"`, or seconds. Five minutes unless said. */
  tolerance?: string | number;
  /** The environment variables of the secrets. Any that is set is good, so that one can be rotated. */
  secrets: string[];
  /** How an HMAC secret is written; as it stands unless said. */
  secretEncoding?: "utf8" | "hex" | "base64";
}

/** An answer to a challenge. */
export interface WebhookChallengeResponse {
  status?: number;
  /** A string goes as it is, anything else as JSON. */
  body: unknown;
  contentType?: string;
}

/**
 * How a provider makes sure that the address is the author's: `hmac` answers
 * GET with `{[field]: prefix + HMAC(secret, query[parameter])}` as X demands;
 * `echo` answers a signed POST that has the header with the header's value; a
 * function answers GET with what it likes.
 */
export type WebhookChallenge =
  | { kind: "hmac"; parameter: string; field: string; prefix?: string }
  | { kind: "echo"; header: string }
  | ((query: WebhookQuery, headers: WebhookHeaders) => WebhookChallengeResponse | Promise<WebhookChallengeResponse>);

/** A provider of webhooks. */
export interface Webhook<Body = any> {
  /** The provider's name; the file should have it too. */
  id: string;
  /** What the events' names begin with, before a slash; empty when `normalize` gives whole names. */
  eventPrefix: string;
  /** How deliveries are verified. A function is for what no signature scheme says; see {@link hmac} and {@link safeEqual}. */
  verify: WebhookSignature | ((raw: Uint8Array, headers: WebhookHeaders) => boolean | Promise<boolean>);
  /** Makes events of a delivery, none for what is of no interest. It has five seconds. */
  normalize(body: Body, headers: WebhookHeaders): WebhookEvent[] | Promise<WebhookEvent[]>;
  challenge?: WebhookChallenge;
  /** Environment variables without which a verifying function cannot work: the worker is not ready until they are set. */
  secrets?: string[];
  /** The largest body accepted, in bytes; 256 KiB unless said. */
  maxBody?: number;
  /** Media types accepted, `application/json` and those that end in `+json` unless said. */
  contentTypes?: string[];
}

/** Declares a provider; export what it returns as the default. */
export function defineWebhook<Body = any>(webhook: Webhook<Body>): Webhook<Body> {
  return Object.freeze(webhook);
}

/** The events of a provider that is written as an object with methods; {@link Webhook} is the shorter form. */
export interface NormalizedEvent {
  name: string;
  data: Record<string, unknown>;
  idempotencyKey: string;
}

/** A provider in its older form. Export one, under any name. */
export interface WebhookProvider {
  id: string;
  eventPrefix: string;
  verifySignature(rawBody: string, headers: Record<string, string>): boolean;
  normalizePayload(body: any, headers: Record<string, string>): NormalizedEvent[];
  buildChallengeResponse?(
    query: Record<string, string>,
    headers: Record<string, string>,
  ): { status?: number; body: unknown; contentType?: string };
}

/** Thrown by `normalize` to say that the delivery is at fault: it is answered 400 with the message, not 500. */
export class InvalidDelivery extends Error {
  override name = "InvalidDelivery";
}

/** Says whether two secrets are the same, in a time that does not depend on where they differ. */
export function safeEqual(a: string | Uint8Array, b: string | Uint8Array): boolean {
  return native.safeEqual(bytes(a), bytes(b));
}

/** The HMAC of data, as text. */
export function hmac(
  algorithm: "sha1" | "sha256" | "sha512",
  secret: string | Uint8Array,
  data: string | Uint8Array,
  encoding: "hex" | "base64" | "base64url" = "hex",
): string {
  return native.hmac(algorithm, bytes(secret), bytes(data), encoding);
}

/** Says whether a delivery has the signature, as `verify` does when it is not a function. */
export function verifySignature(signature: WebhookSignature, raw: string | Uint8Array, headers: WebhookHeaders): boolean {
  return native.verify(signature, bytes(raw), headers);
}

function bytes(value: string | Uint8Array): Uint8Array {
  return typeof value === "string" ? new TextEncoder().encode(value) : value;
}
