import path from "node:path";
import { record, test, throws } from "host:test";

const pieces = ["", ".", "..", "a", "b.c", ".d", "e.", "/", "//", "\\", "C:", "c:", "server", "share", " ", "x.tar.gz", "...", "..f", "é"];

/** Numbers that look random and are the same everywhere. */
function random(seed: number) {
  return (n: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * n);
  };
}

function paths(seed: number, count: number): string[] {
  const next = random(seed);
  return Array.from({ length: count }, () => {
    let p = "";
    for (let n = next(6); n >= 0; n--) p += pieces[next(pieces.length)] + ["/", "", "\\", "/"][next(4)];
    return p;
  });
}

for (const flavour of ["posix", "win32"] as const) {
  const p = path[flavour];
  test(`${flavour}: one path`, () => {
    for (const one of paths(7, 700)) {
      record([p.normalize(one), p.dirname(one), p.basename(one), p.extname(one), p.isAbsolute(one), p.parse(one)], one);
    }
  });
  test(`${flavour}: basename with a suffix`, () => {
    for (const one of paths(11, 200)) for (const suffix of [".gz", "c", one, "b.c", ".d", "/", ""]) record(p.basename(one, suffix), `${one} ${suffix}`);
  });
  test(`${flavour}: several paths`, () => {
    const all = paths(13, 400);
    for (let i = 0; i + 2 < all.length; i += 2) record(p.join(all[i], all[i + 1], all[i + 2]), `${all[i]} + ${all[i + 1]}`);
    // Windows resolves against the working folder, which the runtimes do not share.
    for (let i = 0; i + 2 < all.length; i += 2) {
      const root = flavour === "posix" ? "/root/x" : "C:\\root\\x";
      record(p.resolve(root, all[i], all[i + 1]), `${all[i]} then ${all[i + 1]}`);
    }
  });
  test(`${flavour}: from one to another`, () => {
    const root = flavour === "posix" ? "/root/" : "C:\\root\\";
    const names = ["a", "a/b", "a/b/c", "ab", "a/bc", "d", "", "../x", "a/./b", "A", "a/b/"];
    for (const from of names) for (const to of names) record(p.relative(root + from, root + to), `${from} to ${to}`);
  });
  test(`${flavour}: format`, () => {
    for (const o of [{}, { dir: "x", base: "y" }, { root: "/", base: "y" }, { root: "/", dir: "/", base: "y" }, { name: "a", ext: "b" }, { name: "a", ext: ".b" }, { dir: "d", name: "n" }]) {
      record(p.format(o), JSON.stringify(o));
    }
  });
}

test("bad arguments", () => {
  for (const bad of [undefined, null, 1, true] as any[]) {
    record(throws(() => path.join(bad)));
    record(throws(() => path.resolve("x", bad)).code);
    record(throws(() => path.basename(bad)));
    record(throws(() => path.format(bad)).code);
  }
});
