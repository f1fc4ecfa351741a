// tar, which works on zlib's streams synchronously, by their inside.
import { execFileSync } from "node:child_process";
import { chmodSync, createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, readdirSync, readlinkSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import * as tar from "tar";
import { folder, ok, record, rejects, test } from "host:test";

const text = Array.from({ length: 20000 }, (_, i) => `line ${i} of a file\n`).join("");
const from = `${folder}/from`;

function files(): void {
  if (existsSync(from)) return;
  mkdirSync(`${from}/s/deep`, { recursive: true });
  writeFileSync(`${from}/s/ä.txt`, "one");
  writeFileSync(`${from}/s/deep/long.txt`, text);
  writeFileSync(`${from}/run.sh`, "#!/bin/sh\n");
  chmodSync(`${from}/run.sh`, 0o755);
  symlinkSync("s/ä.txt", `${from}/link`);
}

const list = async (file: string) => {
  const entries: unknown[] = [];
  await tar.t({ file, onReadEntry: (e) => void entries.push([e.path, e.type, e.size]) });
  return entries.sort();
};

const extracted = (to: string) => [(readdirSync(to, { recursive: true }) as string[]).sort(), readFileSync(`${to}/s/ä.txt`, "utf8"), readFileSync(`${to}/s/deep/long.txt`, "utf8") === text,
  (statSync(`${to}/run.sh`).mode & 0o777).toString(8), readlinkSync(`${to}/link`)];

for (const gzip of [false, true, { level: 9 }]) {
  test(`create, list, extract, gzip ${JSON.stringify(gzip)}`, async () => {
    const file = `${folder}/all-${JSON.stringify(gzip).length}.tar`, to = `${file}.out`, sync = `${file}.sync`;
    files();
    await tar.c({ gzip, file, cwd: from, portable: true }, ["."]);
    record(await list(file));
    for (const dir of [to, sync]) mkdirSync(dir);
    await tar.x({ file, cwd: to });
    record(extracted(to));
    tar.x({ file, cwd: sync, sync: true });
    record(extracted(sync));
    ok((statSync(file).size < text.length / 2) === Boolean(gzip));
    record(execFileSync("tar", [gzip ? "tzf" : "tf", file], { encoding: "utf8" }).split("\n").length);
  });
}

test("streams, strip, filter", async () => {
  files();
  await pipeline(tar.c({ gzip: true, cwd: from }, ["s"]) as any, createWriteStream(`${folder}/s.tgz`));
  mkdirSync(`${folder}/strip`);
  const gone: string[] = [];
  await pipeline(createReadStream(`${folder}/s.tgz`), tar.x({ cwd: `${folder}/strip`, strip: 1, filter: (path) => !path.endsWith("long.txt") || (gone.push(path), false) }) as any);
  record([(readdirSync(`${folder}/strip`, { recursive: true }) as string[]).sort(), gone]);
});

test("sync, append, brotli", async () => {
  files();
  tar.c({ sync: true, file: `${folder}/sync.tar`, cwd: from, portable: true }, ["run.sh"]);
  tar.r({ sync: true, file: `${folder}/sync.tar`, cwd: from, portable: true }, ["s/ä.txt"]);
  record(await list(`${folder}/sync.tar`));
  tar.c({ sync: true, brotli: true, file: `${folder}/b.tbr`, cwd: from, portable: true }, ["s"]);
  record(await list(`${folder}/b.tbr`));
});

test("what is no archive", async () => {
  files();
  await tar.c({ gzip: true, file: `${folder}/whole.tgz`, cwd: from }, ["s"]);
  writeFileSync(`${folder}/cut.tgz`, readFileSync(`${folder}/whole.tgz`).subarray(0, 300));
  const cut: any = await rejects(Promise.resolve(tar.x({ file: `${folder}/cut.tgz`, cwd: folder, strict: true })) as Promise<unknown>);
  record([cut.name, cut.code, cut.message]);
  writeFileSync(`${folder}/text.tar`, text);
  const none: any = await rejects(Promise.resolve(tar.x({ file: `${folder}/text.tar`, cwd: folder, strict: true })) as Promise<unknown>);
  record([none.name, none.code, none.tarCode]);
  const gone: any = await rejects(Promise.resolve(tar.t({ file: `${folder}/none.tar` })) as Promise<unknown>);
  record([gone.name, gone.code]);
});
