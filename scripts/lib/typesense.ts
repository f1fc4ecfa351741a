/**
 * A client for Typesense: TYPESENSE_URL, by default http://localhost:8108,
 * and TYPESENSE_API_KEY, which are read at each call.
 */

export type TypesenseDocument = Record<string, unknown> & { id?: string };

/** What Typesense's search takes: https://typesense.org/docs/latest/api/search.html. */
export interface SearchParameters {
  q: string;
  query_by?: string;
  filter_by?: string;
  sort_by?: string;
  facet_by?: string;
  per_page?: number;
  page?: number;
  include_fields?: string;
  exclude_fields?: string;
  vector_query?: string;
  [parameter: string]: unknown;
}

export interface SearchHit<T> {
  document: T;
  text_match?: number;
  vector_distance?: number;
  highlights?: unknown[];
}

export interface SearchResult<T> {
  found: number;
  out_of?: number;
  page?: number;
  search_time_ms?: number;
  hits: SearchHit<T>[];
  facet_counts?: unknown[];
}

export interface CollectionSchema {
  name: string;
  fields: { name: string; type: string; [option: string]: unknown }[];
  default_sorting_field?: string;
  enable_nested_fields?: boolean;
  [option: string]: unknown;
}

/** An answer of Typesense that is not one of success. */
export class TypesenseError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = "TypesenseError";
  }
}

/** How long Typesense may take over a request, in milliseconds. */
const timeout = 10_000;

export const typesenseUrl = (): string => (process.env.TYPESENSE_URL ?? "http://localhost:8108").replace(/\/+$/, "");

export function typesenseApiKey(): string {
  const key = process.env.TYPESENSE_API_KEY;
  if (!key) throw new Error("TYPESENSE_API_KEY is not set");
  return key;
}

/** Sends a request and gives the answer's text. */
async function request(method: string, path: string, body?: string, type = "application/json"): Promise<string> {
  const response = await fetch(typesenseUrl() + path, {
    method,
    headers: { "X-TYPESENSE-API-KEY": typesenseApiKey(), ...(body === undefined ? {} : { "Content-Type": type }) },
    body,
    signal: AbortSignal.timeout(timeout),
  });
  const text = await response.text();
  if (response.ok) return text;
  let message = text;
  try {
    message = JSON.parse(text).message ?? text;
  } catch {
    // A proxy's page, say.
  }
  throw new TypesenseError(response.status, `typesense: ${method} ${path.split("?")[0]}: ${response.status} ${message.slice(0, 300)}`);
}

/** Sends a request and gives what it answers. */
export async function typesenseRequest<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
  return JSON.parse(await request(method, path, body === undefined ? undefined : JSON.stringify(body))) as T;
}

const documents = (collection: string, id?: string): string =>
  `/collections/${encodeURIComponent(collection)}/documents${id === undefined ? "" : `/${encodeURIComponent(id)}`}`;

/** Searches one collection. */
export async function search<T = TypesenseDocument>(collection: string, parameters: SearchParameters): Promise<SearchResult<T>> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null) query.set(name, String(value));
  }
  return typesenseRequest("GET", `${documents(collection)}/search?${query}`);
}

/** Several searches in one request. The results are in the order of the searches. */
export async function multiSearch<T = TypesenseDocument>(
  searches: (SearchParameters & { collection: string })[],
): Promise<SearchResult<T>[]> {
  type Answer = SearchResult<T> & { error?: string; code?: number };
  const { results } = await typesenseRequest<{ results: Answer[] }>("POST", "/multi_search", { searches });
  for (const result of results) {
    if (result.error) throw new TypesenseError(result.code ?? 400, `typesense: ${result.error}`);
  }
  return results;
}

/** Adds a document, or replaces the one with its id. */
export async function upsert<T extends TypesenseDocument>(collection: string, document: T): Promise<T> {
  return typesenseRequest("POST", `${documents(collection)}?action=upsert`, document);
}

/** What became of a bulk import. */
export interface ImportResult {
  success: number;
  failed: number;
  /** Why, of those that failed: their place in the input, and the reason. */
  errors: { index: number; error: string }[];
}

/** How many documents go in one request. */
const batch = 250;

/** Adds or replaces many documents. Those that Typesense refuses are told, the others are in. */
export async function bulkImport(collection: string, all: TypesenseDocument[], action = "upsert"): Promise<ImportResult> {
  const result: ImportResult = { success: 0, failed: 0, errors: [] };
  for (let from = 0; from < all.length; from += batch) {
    const part = all.slice(from, from + batch);
    const lines = part.map((document) => JSON.stringify(document)).join("\n");
    const said = (await request("POST", `${documents(collection)}/import?action=${action}`, lines, "text/plain")).trim().split("\n");
    part.forEach((_, n) => {
      const one = said[n] ? (JSON.parse(said[n]) as { success: boolean; error?: string }) : { success: false, error: "no answer" };
      if (one.success) {
        result.success++;
      } else {
        result.failed++;
        result.errors.push({ index: from + n, error: one.error ?? "unknown" });
      }
    });
  }
  return result;
}

/** A document by its id; null when there is none. */
export async function getDocument<T = TypesenseDocument>(collection: string, id: string): Promise<T | null> {
  return absent(() => typesenseRequest<T>("GET", documents(collection, id)));
}

/** Deletes a document, and says whether there was one. */
export async function deleteDocument(collection: string, id: string): Promise<boolean> {
  return (await absent(() => typesenseRequest("DELETE", documents(collection, id)))) !== null;
}

/** Deletes the documents that a filter selects, and says how many. */
export async function deleteByFilter(collection: string, filter: string): Promise<number> {
  const query = new URLSearchParams({ filter_by: filter });
  return (await typesenseRequest<{ num_deleted: number }>("DELETE", `${documents(collection)}?${query}`)).num_deleted;
}

/** Makes a collection unless it is there, and says whether it did. */
export async function ensureCollection(schema: CollectionSchema): Promise<boolean> {
  const there = await absent(() => typesenseRequest("GET", `/collections/${encodeURIComponent(schema.name)}`));
  if (there !== null) return false;
  try {
    await typesenseRequest("POST", "/collections", schema);
    return true;
  } catch (e) {
    if (e instanceof TypesenseError && e.status === 409) return false; // another was faster
    throw e;
  }
}

/** What f gives; null for a 404. */
async function absent<T>(f: () => Promise<T>): Promise<T | null> {
  try {
    return await f();
  } catch (e) {
    if (e instanceof TypesenseError && e.status === 404) return null;
    throw e;
  }
}
