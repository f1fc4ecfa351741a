import { mkdir, writeFile } from "node:fs/promises";
import { equal, folder, rejects, runtime, server, test } from "host:test";
import { fullSync, removeContentResource, upsertContentFile, upsertContentResource } from "./convex-content-sync";

const at = `${server}/convex/${runtime}`;
const resource = async (id: string) => (await fetch(`${at}/resources/${encodeURIComponent(id)}`)).json();

test("without a deployment", async () => {
  await rejects(upsertContentResource({ resourceId: "a", type: "b", fields: {} }), { message: "CONVEX_URL is not set" });
  process.env.CONVEX_URL = at;
});

test("a resource is added and removed", async () => {
  await upsertContentResource({ resourceId: "post:a", type: "post", fields: { title: "A" }, searchText: "A" });
  equal(await resource("post:a"), { fields: { title: "A" }, resourceId: "post:a", searchText: "A", type: "post" });
  await removeContentResource("post:a");
  equal(await resource("post:a"), null);
});

test("a folder of Markdown", async () => {
  await mkdir(`${folder}/content/deep`, { recursive: true });
  await writeFile(`${folder}/content/one.md`, "---\ntitle: One\ndate: 2026-01-02\ntags: [a, b]\n---\nHello\n\nworld.\n");
  await writeFile(`${folder}/content/deep/two.mdx`, "---\nslug: second\n---\nTwo.\n");
  await writeFile(`${folder}/content/refused.md`, "no");
  await writeFile(`${folder}/content/broken.md`, "---\ntitle: [\n---\n");
  await writeFile(`${folder}/content/picture.png`, "png");
  const first = await fullSync(`${folder}/content`, "post");
  equal(first.upserted, ["post:second", "post:one"]);
  equal(first.failed.map((f) => f.file), [`${folder}/content/broken.md`, `${folder}/content/refused.md`]);
  const one: any = await resource("post:one");
  equal(one.searchText, "One Hello world.");
  equal([one.fields.title, one.fields.date, one.fields.tags, one.fields.slug, one.fields.content.trim(), one.fields.contentHash.length],
    ["One", "2026-01-02T00:00:00.000Z", ["a", "b"], "one", "Hello\n\nworld.", 64]);

  equal((await fullSync(`${folder}/content`, "post")).unchanged, ["post:second", "post:one"]);
  equal(await upsertContentFile(`${folder}/content/one.md`, "post", true), { resourceId: "post:one", changed: true });
  await writeFile(`${folder}/content/one.md`, "New.");
  equal((await fullSync(`${folder}/content`, "post")).upserted, ["post:one"]);
});
