import { equal, record, rejects, runtime, server, test } from "host:test";
import {
  bulkImport, deleteByFilter, deleteDocument, ensureCollection, getDocument, multiSearch, search, upsert,
} from "./typesense";

process.env.TYPESENSE_URL = `${server}/typesense/`;
process.env.TYPESENSE_API_KEY = "key";
const name = `notes-${runtime}`;

test("a collection is made once", async () => {
  const schema = { name, fields: [{ name: "title", type: "string" }] };
  equal(await ensureCollection(schema), true);
  equal(await ensureCollection(schema), false);
});

test("documents", async () => {
  equal(await upsert(name, { id: "a/1", title: "first" }), { id: "a/1", title: "first" });
  equal(await getDocument(name, "a/1"), { id: "a/1", title: "first" });
  equal(await getDocument(name, "none"), null);
  equal(await deleteDocument(name, "a/1"), true);
  equal(await deleteDocument(name, "a/1"), false);
});

test("many documents, some of them bad", async () => {
  const all = Array.from({ length: 600 }, (_, n) => (n === 300 ? { kind: "bad" } : { id: `b${n}`, kind: n % 2 ? "odd" : "even" }));
  equal(await bulkImport(name, all), { success: 599, failed: 1, errors: [{ index: 300, error: "no id" }] });
  equal(await deleteByFilter(name, "kind:=odd"), 300);
  equal((await search(name, { q: "*", query_by: "kind" })).found, 299);
});

test("several searches", async () => {
  await upsert(name, { id: "z", title: "needle" });
  const [one, two] = await multiSearch([{ collection: name, q: "needle" }, { collection: name, q: "nowhere" }]);
  equal(one!.hits, [{ document: { id: "z", title: "needle" } }]);
  equal(two!.found, 0);
  await rejects(multiSearch([{ collection: "none", q: "*" }]), { name: "TypesenseError", message: "typesense: Not found." });
});

test("errors say what and where", async () => {
  const e = await rejects(search("none", { q: "*" }), { name: "TypesenseError" });
  record(e.message);
  equal([e.status, e.message], [404, "typesense: GET /collections/none/documents/search: 404 Not Found"]);
  process.env.TYPESENSE_API_KEY = "wrong";
  equal((await rejects(getDocument(name, "z"))).status, 401);
  delete process.env.TYPESENSE_API_KEY;
  await rejects(getDocument(name, "z"), { message: "TYPESENSE_API_KEY is not set" });
});
