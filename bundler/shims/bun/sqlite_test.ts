/// <reference path="./modules.d.ts" />
import { equal, folder, ok, record, test, throws } from "host:test";

const on = { on: ["host", "bun"] as ("host" | "bun")[] };
const told = (f: () => unknown) => {
  const e = throws(f);
  return [e.name, e.message, e.code, e.errno];
};

test("statements", on, async () => {
  const { Database } = await import("bun:sqlite");
  const db = new Database(":memory:");
  record(db.run("create table t (id integer primary key, a text, b real, c blob, d datetime)"));
  record(db.exec("insert into t (a,b,c,d) values ('x', 1.5, x'0102', '2024-01-01 10:00:00'); insert into t (a) values ('y')"));
  record(db.query("insert into t (a) values (?)").run("z"));
  record(db.query("select * from t").all());
  record([db.query("select * from t where a = ?").get("x"), db.query("select * from t where a = ?").get("none"), db.prepare("select a from t where id = $id").get({ $id: 2 })]);
  record(db.query("select id, a from t").values());
  const q = db.query("select id, a as aa from t where id > ?");
  record([q.columnNames, q.paramsCount, q.all(1), [...q.iterate(2)]]);
  record(db.query("select ? as a, ? as b, ? as c, ? as d, ? as e, ? as f").get(1, 2n, true, new Uint8Array([1]), null, 1.25));
  record(db.run("update t set b = ?", [2]));
  record(db.query("select a from t where a = ? or a = ? order by a").all("x", "y"));
  class Row { a!: string; get up() { return this.a.toUpperCase(); } }
  record(db.query("select a from t").as(Row).get()!.up);
  db.close();
  throws(() => db.query("select 1").get(), { name: "RangeError" });
});

test("mistakes", on, async () => {
  const { Database } = await import("bun:sqlite");
  const db = new Database(":memory:");
  db.run("create table t (a text unique)");
  db.run("insert into t values ('x')");
  record([told(() => db.query("select nope from t").all()), told(() => db.exec("selec 1")), told(() => db.run("insert into t values ('x')")), told(() => new Database(`${folder}/none.db`, { readonly: true }))]);
});

test("transactions", on, async () => {
  const { Database } = await import("bun:sqlite");
  const db = new Database(":memory:");
  db.run("create table t (a text)");
  const insert = db.transaction((...names: string[]) => {
    for (const n of names) {
      db.run("insert into t values (?)", [n]);
      if (n === "bad") throw new Error("rolled back");
    }
    return names.length;
  });
  record(insert("a", "b"));
  throws(() => insert("c", "bad"), { message: "rolled back" });
  record([db.inTransaction, db.query("select a from t").values()]);
  const outer = db.transaction(() => {
    db.run("insert into t values ('outer')");
    try {
      insert("inner", "bad");
    } catch {
      // The savepoint alone is undone.
    }
  });
  outer();
  record(db.query("select a from t").values());
  insert.immediate("i");
  record(db.query("select count(*) as n from t").get());
});

test("options, full text, files", on, async () => {
  const { Database } = await import("bun:sqlite");
  const strict = new Database(":memory:", { strict: true });
  record(strict.query("select $a as x, :b as y, @c as z").get({ a: 1, b: "2", c: null }));
  throws(() => strict.query("select $a as x").get({ b: 1 } as any));
  record(new Database(":memory:", { safeIntegers: true }).query("select 9007199254740993 as n").get());
  const db = new Database(`${folder}/f.db`);
  record(db.query("pragma journal_mode = WAL").get());
  db.exec("create virtual table f using fts5(body)");
  db.run("insert into f values ('hello world'), ('other')");
  record(db.query("select body, bm25(f) < 0 as ranked from f where f match 'world'").all());
  const reader = new Database(`${folder}/f.db`, { readonly: true });
  record(reader.query("select count(*) as n from f").get());
  ok(throws(() => reader.run("delete from f")).code === "SQLITE_READONLY");
  reader.close();
  db.close();
  equal(typeof Database.open, "function");
});
