// Code generated from bundler/shims/bun/sqlite.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 8cd6ff36308c844d762069e885f410ea27aef50e21dda201f22fd2e02d0e6c41
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __knownSymbol = (name, symbol) => (symbol = Symbol[name]) ? symbol : /* @__PURE__ */ Symbol.for("Symbol." + name);
var __typeError = (msg) => {
  throw TypeError(msg);
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true, configurable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => !isNodeMode && mod != null && mod.__esModule ? mod : (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });
var __await = function(promise, isYieldStar) {
  this[0] = promise;
  this[1] = isYieldStar;
};
var __yieldStar = (value) => {
  var obj = value[__knownSymbol("asyncIterator")], isAwait = false, method, it = {};
  if (obj == null) {
    obj = value[__knownSymbol("iterator")]();
    method = (k) => it[k] = (x) => obj[k](x);
  } else {
    obj = obj.call(value);
    method = (k) => it[k] = (v) => {
      if (isAwait) {
        isAwait = false;
        if (k === "throw") throw v;
        return v;
      }
      isAwait = true;
      return {
        done: false,
        value: new __await(new Promise((resolve) => {
          var x = obj[k](v);
          if (!(x instanceof Object)) __typeError("Object expected");
          resolve(x);
        }), 1)
      };
    };
  }
  return it[__knownSymbol("iterator")] = () => it, method("next"), "throw" in obj ? method("throw") : it.throw = (x) => {
    throw x;
  }, "return" in obj && method("return"), it;
};

// bundler/shims/bun/sqlite.ts
var sqlite_exports = {};
__export(sqlite_exports, {
  Database: () => Database,
  SQLiteError: () => SQLiteError,
  Statement: () => Statement,
  constants: () => constants,
  default: () => sqlite_default
});
module.exports = __toCommonJS(sqlite_exports);
var import_sqlite = __toESM(require("host:internal/sqlite"));
var SQLiteError = class extends Error {
  static [Symbol.hasInstance](e) {
    return e instanceof Error && e.name === "SQLiteError";
  }
};
function parameters(args) {
  const [first] = args;
  if (args.length === 1 && first !== null && typeof first === "object" && !ArrayBuffer.isView(first) && !(first instanceof ArrayBuffer)) return first;
  return args;
}
var Statement = class {
  #db;
  #text;
  #bound;
  #Class;
  #description;
  constructor(db, text, bound) {
    this.#db = db;
    this.#text = text;
    this.#bound = bound;
    this.#description = db._native.describe(text);
  }
  #query(args, mode) {
    return this.#db._native.query(this.#text, args.length > 0 ? parameters(args) : this.#bound ?? [], mode);
  }
  #shape(row) {
    return this.#Class && row !== null ? Object.setPrototypeOf(row, this.#Class.prototype) : row;
  }
  all(...args) {
    const rows = this.#query(args, "all");
    return this.#Class ? rows.map((r) => this.#shape(r)) : rows;
  }
  get(...args) {
    return this.#shape(this.#query(args, "get"));
  }
  values(...args) {
    return this.#query(args, "values");
  }
  run(...args) {
    return this.#query(args, "run");
  }
  *iterate(...args) {
    yield* __yieldStar(this.all(...args));
  }
  [Symbol.iterator]() {
    return this.iterate();
  }
  as(Class) {
    this.#Class = Class;
    return this;
  }
  get columnNames() {
    return this.#description.columns;
  }
  get paramsCount() {
    return this.#description.parameters;
  }
  finalize() {
  }
  toString() {
    return this.#text;
  }
  [Symbol.dispose ?? /* @__PURE__ */ Symbol.for("Symbol.dispose")]() {
  }
};
var Database = class _Database {
  filename;
  _native;
  #statements = /* @__PURE__ */ new Map();
  #depth = 0;
  constructor(filename = ":memory:", options = {}) {
    if (typeof filename === "object" && filename !== null && !ArrayBuffer.isView(filename)) [filename, options] = [":memory:", filename];
    if (typeof filename !== "string") throw new TypeError("Expected a file name: databases from bytes are not supported here; write them to a file first");
    this.filename = filename === "" ? ":memory:" : filename;
    const o = typeof options === "number" ? { readonly: (options & 1) !== 0, create: (options & 4) !== 0, readwrite: (options & 2) !== 0 } : options ?? {};
    const chosen = o.readonly || o.create !== void 0 || o.readwrite !== void 0;
    this._native = import_sqlite.default.open(this.filename, !!o.readonly, chosen ? !!o.create || this.filename === ":memory:" : true, !!o.safeIntegers, !!o.strict);
  }
  static open(filename, options) {
    return new _Database(filename, options);
  }
  query(text) {
    let s = this.#statements.get(text);
    if (!s) {
      s = new Statement(this, text);
      if (this.#statements.size >= 100) this.#statements.clear();
      this.#statements.set(text, s);
    }
    return s;
  }
  prepare(text, ...args) {
    return new Statement(this, text, args.length > 0 ? parameters(args) : void 0);
  }
  run(text, ...args) {
    return args.length === 0 ? this._native.exec(text) : this._native.query(text, parameters(args), "run");
  }
  exec(text, ...args) {
    return this.run(text, ...args);
  }
  get inTransaction() {
    return !this._native.autocommit();
  }
  get handle() {
    return 1;
  }
  /** A function that runs in a transaction, which an exception rolls back; inside another it is a savepoint. */
  transaction(f) {
    const make = (kind) => (...args) => {
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
  serialize() {
    return this._native.serialize();
  }
  close(_throwOnError) {
    this._native.close();
  }
  loadExtension() {
    throw new Error("SQLite extensions are native code and cannot be loaded");
  }
  fileControl() {
    return 0;
  }
  static setCustomSQLite() {
    return false;
  }
  [Symbol.dispose ?? /* @__PURE__ */ Symbol.for("Symbol.dispose")]() {
    this.close();
  }
};
var constants = { SQLITE_OPEN_READONLY: 1, SQLITE_OPEN_READWRITE: 2, SQLITE_OPEN_CREATE: 4 };
var sqlite_default = Database;
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(sqlite_exports, { Database, SQLiteError, Statement, constants, default: sqlite_default });
