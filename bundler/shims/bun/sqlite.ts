// bun:sqlite.
import native from "host:internal/sqlite";

type Any = any;

/** What SQLite refuses. Errors come from the native half; this is their class for instanceof. */
export class SQLiteError extends Error {
  static override [Symbol.hasInstance](e: Any): boolean { return e instanceof Error && e.name === "SQLiteError"; }
}

/** The parameters of a call in one form: an array, or an object by name. */
function parameters(args: Any[]): Any {
  const [first] = args;
  if (args.length === 1 && first !== null && typeof first === "object" && !ArrayBuffer.isView(first) && !(first instanceof ArrayBuffer)) return first;
  return args;
}

export class Statement {
  #db: Database;
  #text: string;
  #bound: Any;
  #Class: Any;
  #description: Any;
  constructor(db: Database, text: string, bound?: Any) {
    this.#db = db;
    this.#text = text;
    this.#bound = bound;
    this.#description = db._native.describe(text);
  }
  #query(args: Any[], mode: string): Any {
    return this.#db._native.query(this.#text, args.length > 0 ? parameters(args) : (this.#bound ?? []), mode);
  }
  #shape(row: Any): Any {
    return this.#Class && row !== null ? Object.setPrototypeOf(row, this.#Class.prototype) : row;
  }
  all(...args: Any[]): Any[] {
    const rows = this.#query(args, "all");
    return this.#Class ? rows.map((r: Any) => this.#shape(r)) : rows;
  }
  get(...args: Any[]): Any { return this.#shape(this.#query(args, "get")); }
  values(...args: Any[]): Any[][] { return this.#query(args, "values"); }
  run(...args: Any[]): { changes: number; lastInsertRowid: number } { return this.#query(args, "run"); }
  *iterate(...args: Any[]): Generator<Any> { yield* this.all(...args); }
  [Symbol.iterator](): Generator<Any> { return this.iterate(); }
  as(Class: Any): this {
    this.#Class = Class;
    return this;
  }
  get columnNames(): string[] { return this.#description.columns; }
  get paramsCount(): number { return this.#description.parameters; }
  finalize(): void {}
  toString(): string { return this.#text; }
  [(Symbol as Any).dispose ?? Symbol.for("Symbol.dispose")](): void {}
}

export class Database {
  readonly filename: string;
  readonly _native: Any;
  #statements = new Map<string, Statement>();
  #depth = 0;

  constructor(filename: Any = ":memory:", options: Any = {}) {
    if (typeof filename === "object" && filename !== null && !ArrayBuffer.isView(filename)) [filename, options] = [":memory:", filename];
    if (typeof filename !== "string") throw new TypeError("Expected a file name: databases from bytes are not supported here; write them to a file first");
    this.filename = filename === "" ? ":memory:" : filename;
    const o = typeof options === "number" ? { readonly: (options & 1) !== 0, create: (options & 4) !== 0, readwrite: (options & 2) !== 0 } : (options ?? {});
    const chosen = o.readonly || o.create !== undefined || o.readwrite !== undefined;
    this._native = native.open(this.filename, !!o.readonly, chosen ? !!o.create || this.filename === ":memory:" : true, !!o.safeIntegers, !!o.strict);
  }
  static open(filename?: string, options?: Any): Database { return new Database(filename, options); }

  query(text: string): Statement {
    let s = this.#statements.get(text);
    if (!s) {
      s = new Statement(this, text);
      if (this.#statements.size >= 100) this.#statements.clear();
      this.#statements.set(text, s);
    }
    return s;
  }
  prepare(text: string, ...args: Any[]): Statement { return new Statement(this, text, args.length > 0 ? parameters(args) : undefined); }
  run(text: string, ...args: Any[]): { changes: number; lastInsertRowid: number } {
    return args.length === 0 ? this._native.exec(text) : this._native.query(text, parameters(args), "run");
  }
  exec(text: string, ...args: Any[]): { changes: number; lastInsertRowid: number } { return this.run(text, ...args); }
  get inTransaction(): boolean { return !this._native.autocommit(); }
  get handle(): number { return 1; }

  /** A function that runs in a transaction, which an exception rolls back; inside another it is a savepoint. */
  transaction(f: (...args: Any[]) => Any): Any {
    const make = (kind: string) => (...args: Any[]) => {
      const nested = this.inTransaction;
      const name = `host_${++this.#depth}`;
      this._native.exec(nested ? `SAVEPOINT ${name}` : `BEGIN ${kind}`);
      try {
        const out = f(...args);
        this._native.exec(nested ? `RELEASE ${name}` : "COMMIT");
        return out;
      } catch (e) {
        if (this.inTransaction) this._native.exec(nested ? `ROLLBACK TO ${name}; RELEASE ${name}` : "ROLLBACK");
        throw e;
      } finally {
        this.#depth--;
      }
    };
    return Object.assign(make("DEFERRED"), { default: make("DEFERRED"), deferred: make("DEFERRED"), immediate: make("IMMEDIATE"), exclusive: make("EXCLUSIVE") });
  }
  serialize(): Uint8Array { return this._native.serialize(); }
  close(_throwOnError?: boolean): void { this._native.close(); }
  loadExtension(): never { throw new Error("SQLite extensions are native code and cannot be loaded"); }
  fileControl(): number { return 0; }
  static setCustomSQLite(): boolean { return false; }
  [(Symbol as Any).dispose ?? Symbol.for("Symbol.dispose")](): void { this.close(); }
}

export const constants = { SQLITE_OPEN_READONLY: 1, SQLITE_OPEN_READWRITE: 2, SQLITE_OPEN_CREATE: 4 };
export default Database;
