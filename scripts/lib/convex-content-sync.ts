/**
 * Content to Convex: articles and notes as documents of the table
 * contentResources, by the mutations contentResources:upsert and
 * contentResources:remove. The deployment is CONVEX_URL, or
 * NEXT_PUBLIC_CONVEX_URL.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { ConvexHttpClient } from "convex/browser";
import { anyApi } from "convex/server";
import matter from "gray-matter";

export interface ContentResource {
  /** "post:hello-world". */
  resourceId: string;
  type: string;
  fields: Record<string, unknown>;
  /** What full-text search looks in. */
  searchText?: string;
}

export interface SyncResult {
  upserted: string[];
  /** Those that have not changed since this process last sent them. */
  unchanged: string[];
  failed: { file: string; error: string }[];
}

let client: ConvexHttpClient | undefined;
let clientUrl = "";

/** The client of the deployment; one for all calls. */
export function convexClient(): ConvexHttpClient {
  const url = process.env.CONVEX_URL ?? process.env.NEXT_PUBLIC_CONVEX_URL;
  if (!url) throw new Error("CONVEX_URL is not set");
  if (!client || clientUrl !== url) {
    client = new ConvexHttpClient(url, { skipConvexDeploymentUrlCheck: true });
    clientUrl = url;
  }
  return client;
}

/** Adds a resource, or replaces the one with its resourceId. */
export async function upsertContentResource(resource: ContentResource): Promise<void> {
  await convexClient().mutation(anyApi.contentResources!.upsert!, { ...resource });
}

/** Removes a resource. */
export async function removeContentResource(resourceId: string): Promise<void> {
  await convexClient().mutation(anyApi.contentResources!.remove!, { resourceId });
}

/** What front matter holds, as Convex takes it: dates as ISO texts, nothing undefined. */
const plain = (data: unknown): Record<string, unknown> => JSON.parse(JSON.stringify(data));

/** A Markdown file as a resource: its front matter are the fields, beside slug, content and contentHash. */
export async function readContent(file: string, type: string): Promise<ContentResource> {
  const text = await readFile(file, "utf8");
  const { data, content } = matter(text, {}); // with options, gray-matter caches nothing
  const slug = typeof data.slug === "string" ? data.slug : basename(file, extname(file));
  const contentHash = createHash("sha256").update(text).digest("hex");
  const words = [data.title, data.description, content].filter((part) => typeof part === "string");
  return {
    resourceId: `${type}:${slug}`,
    type,
    fields: { ...plain(data), slug, content, contentHash },
    searchText: words.join(" ").replace(/\s+/g, " ").trim(),
  };
}

/** The hashes of what this process has sent. */
const sent = new Map<string, string>();

/** Sends one file, and says whether it had to. */
export async function upsertContentFile(file: string, type: string, force = false): Promise<{ resourceId: string; changed: boolean }> {
  const resource = await readContent(file, type);
  const { resourceId } = resource;
  const hash = String(resource.fields.contentHash);
  const key = `${process.env.CONVEX_URL ?? ""}:${resourceId}`;
  if (!force && sent.get(key) === hash) return { resourceId, changed: false };
  await upsertContentResource(resource);
  sent.set(key, hash);
  return { resourceId, changed: true };
}

/**
 * Sends all .md and .mdx files of a folder and those below it. A file that
 * fails does not keep the others from being sent.
 */
export async function fullSync(folder: string, type: string, force = false): Promise<SyncResult> {
  const result: SyncResult = { upserted: [], unchanged: [], failed: [] };
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const below = await fullSync(path, type, force);
      result.upserted.push(...below.upserted);
      result.unchanged.push(...below.unchanged);
      result.failed.push(...below.failed);
    } else if (/\.mdx?$/.test(entry.name)) {
      try {
        const { resourceId, changed } = await upsertContentFile(path, type, force);
        (changed ? result.upserted : result.unchanged).push(resourceId);
      } catch (e) {
        result.failed.push({ file: path, error: e instanceof Error ? e.message : String(e) });
      }
    }
  }
  return result;
}
