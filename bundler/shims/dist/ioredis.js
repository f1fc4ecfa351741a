// Code generated from bundler/shims/ioredis/index.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: f539424c8eec191decc816d1828455040c5004fd2003b438b132a14a7684a0ba
var __lazy = (load, names) => names.reduce((all, name) => Object.defineProperty(all, name, {
  configurable: true,
  enumerable: true,
  get() {
    const value = load()[name];
    if (value !== undefined) Object.defineProperty(all, name, { value });
    return value;
  }
}), {});
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __export = (target2, all) => {
  for (var name in all)
    __defProp(target2, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target2) => (target2 = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target2, "default", { value: mod, enumerable: true }) : target2,
  mod
));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// node_modules/@ioredis/commands/built/commands.json
var require_commands = __commonJS({
  "node_modules/@ioredis/commands/built/commands.json"(exports, module2) {
    module2.exports = {
      vadd: {
        arity: -5,
        flags: [
          "write",
          "denyoom",
          "module"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      vcard: {
        arity: 2,
        flags: [
          "readonly",
          "module",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      vdim: {
        arity: 2,
        flags: [
          "readonly",
          "module",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      vemb: {
        arity: -3,
        flags: [
          "readonly",
          "module",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      vgetattr: {
        arity: 3,
        flags: [
          "readonly",
          "module",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      vinfo: {
        arity: 2,
        flags: [
          "readonly",
          "module",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      vismember: {
        arity: 3,
        flags: [
          "readonly",
          "module"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      vlinks: {
        arity: -3,
        flags: [
          "readonly",
          "module",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      vrandmember: {
        arity: -2,
        flags: [
          "readonly",
          "module"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      vrange: {
        arity: -4,
        flags: [
          "readonly",
          "module"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      vrem: {
        arity: 3,
        flags: [
          "write",
          "module"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      vsetattr: {
        arity: 4,
        flags: [
          "write",
          "module",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      vsim: {
        arity: -4,
        flags: [
          "readonly",
          "module"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      acl: {
        arity: -2,
        flags: [],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      append: {
        arity: 3,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      arcount: {
        arity: 2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      ardel: {
        arity: -3,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      ardelrange: {
        arity: -4,
        flags: [
          "write"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      arget: {
        arity: 3,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      argetrange: {
        arity: 4,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      argrep: {
        arity: -6,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      arinfo: {
        arity: -2,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      arinsert: {
        arity: -3,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      arlastitems: {
        arity: -3,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      arlen: {
        arity: 2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      armget: {
        arity: -3,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      armset: {
        arity: -4,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      arnext: {
        arity: 2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      arop: {
        arity: -5,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      arring: {
        arity: -4,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      arscan: {
        arity: -4,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      arseek: {
        arity: 3,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      arset: {
        arity: -4,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      asking: {
        arity: 1,
        flags: [
          "fast"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      auth: {
        arity: -2,
        flags: [
          "noscript",
          "loading",
          "stale",
          "fast",
          "no_auth",
          "allow_busy"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      bgrewriteaof: {
        arity: 1,
        flags: [
          "admin",
          "noscript",
          "no_async_loading"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      bgsave: {
        arity: -1,
        flags: [
          "admin",
          "noscript",
          "no_async_loading"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      bitcount: {
        arity: -2,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      bitfield: {
        arity: -2,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      bitfield_ro: {
        arity: -2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      bitop: {
        arity: -4,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 2,
        keyStop: -1,
        step: 1
      },
      bitpos: {
        arity: -3,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      blmove: {
        arity: 6,
        flags: [
          "write",
          "denyoom",
          "noscript",
          "blocking"
        ],
        keyStart: 1,
        keyStop: 2,
        step: 1
      },
      blmpop: {
        arity: -5,
        flags: [
          "write",
          "blocking",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      blpop: {
        arity: -3,
        flags: [
          "write",
          "noscript",
          "blocking"
        ],
        keyStart: 1,
        keyStop: -2,
        step: 1
      },
      brpop: {
        arity: -3,
        flags: [
          "write",
          "noscript",
          "blocking"
        ],
        keyStart: 1,
        keyStop: -2,
        step: 1
      },
      brpoplpush: {
        arity: 4,
        flags: [
          "write",
          "denyoom",
          "noscript",
          "blocking"
        ],
        keyStart: 1,
        keyStop: 2,
        step: 1
      },
      bzmpop: {
        arity: -5,
        flags: [
          "write",
          "blocking",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      bzpopmax: {
        arity: -3,
        flags: [
          "write",
          "noscript",
          "blocking",
          "fast"
        ],
        keyStart: 1,
        keyStop: -2,
        step: 1
      },
      bzpopmin: {
        arity: -3,
        flags: [
          "write",
          "noscript",
          "blocking",
          "fast"
        ],
        keyStart: 1,
        keyStop: -2,
        step: 1
      },
      client: {
        arity: -2,
        flags: [],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      cluster: {
        arity: -2,
        flags: [],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      command: {
        arity: -1,
        flags: [
          "loading",
          "stale"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      config: {
        arity: -2,
        flags: [],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      copy: {
        arity: -3,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: 2,
        step: 1
      },
      dbsize: {
        arity: 1,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      debug: {
        arity: -2,
        flags: [
          "admin",
          "noscript",
          "loading",
          "stale"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      decr: {
        arity: 2,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      decrby: {
        arity: 3,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      del: {
        arity: -2,
        flags: [
          "write"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 1
      },
      discard: {
        arity: 1,
        flags: [
          "noscript",
          "loading",
          "stale",
          "fast",
          "allow_busy"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      dump: {
        arity: 2,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      echo: {
        arity: 2,
        flags: [
          "fast"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      eval: {
        arity: -3,
        flags: [
          "noscript",
          "stale",
          "skip_monitor",
          "no_mandatory_keys",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      eval_ro: {
        arity: -3,
        flags: [
          "readonly",
          "noscript",
          "stale",
          "skip_monitor",
          "no_mandatory_keys",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      evalsha: {
        arity: -3,
        flags: [
          "noscript",
          "stale",
          "skip_monitor",
          "no_mandatory_keys",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      evalsha_ro: {
        arity: -3,
        flags: [
          "readonly",
          "noscript",
          "stale",
          "skip_monitor",
          "no_mandatory_keys",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      exec: {
        arity: 1,
        flags: [
          "noscript",
          "loading",
          "stale",
          "skip_slowlog"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      exists: {
        arity: -2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 1
      },
      expire: {
        arity: -3,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      expireat: {
        arity: -3,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      expiretime: {
        arity: 2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      failover: {
        arity: -1,
        flags: [
          "admin",
          "noscript",
          "stale"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      fcall: {
        arity: -3,
        flags: [
          "noscript",
          "stale",
          "skip_monitor",
          "no_mandatory_keys",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      fcall_ro: {
        arity: -3,
        flags: [
          "readonly",
          "noscript",
          "stale",
          "skip_monitor",
          "no_mandatory_keys",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      flushall: {
        arity: -1,
        flags: [
          "write"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      flushdb: {
        arity: -1,
        flags: [
          "write"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      function: {
        arity: -2,
        flags: [],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      geoadd: {
        arity: -5,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      geodist: {
        arity: -4,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      geohash: {
        arity: -2,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      geopos: {
        arity: -2,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      georadius: {
        arity: -6,
        flags: [
          "write",
          "denyoom",
          "movablekeys"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      georadius_ro: {
        arity: -6,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      georadiusbymember: {
        arity: -5,
        flags: [
          "write",
          "denyoom",
          "movablekeys"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      georadiusbymember_ro: {
        arity: -5,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      geosearch: {
        arity: -7,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      geosearchstore: {
        arity: -8,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: 2,
        step: 1
      },
      get: {
        arity: 2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      getbit: {
        arity: 3,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      getdel: {
        arity: 2,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      getex: {
        arity: -2,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      getrange: {
        arity: 4,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      getset: {
        arity: 3,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hdel: {
        arity: -3,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hello: {
        arity: -1,
        flags: [
          "noscript",
          "loading",
          "stale",
          "fast",
          "no_auth",
          "allow_busy"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      hexists: {
        arity: 3,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hexpire: {
        arity: -6,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hexpireat: {
        arity: -6,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hexpiretime: {
        arity: -5,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hget: {
        arity: 3,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hgetall: {
        arity: 2,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hgetdel: {
        arity: -5,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hgetex: {
        arity: -5,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hincrby: {
        arity: 4,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hincrbyfloat: {
        arity: 4,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hkeys: {
        arity: 2,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hlen: {
        arity: 2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hmget: {
        arity: -3,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hmset: {
        arity: -4,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hpersist: {
        arity: -5,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hpexpire: {
        arity: -6,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hpexpireat: {
        arity: -6,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hpexpiretime: {
        arity: -5,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hpttl: {
        arity: -5,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hrandfield: {
        arity: -2,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hscan: {
        arity: -3,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hset: {
        arity: -4,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hsetex: {
        arity: -6,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hsetnx: {
        arity: 4,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hstrlen: {
        arity: 3,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      httl: {
        arity: -5,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      hvals: {
        arity: 2,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      incr: {
        arity: 2,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      incrby: {
        arity: 3,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      incrbyfloat: {
        arity: 3,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      increx: {
        arity: -2,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      info: {
        arity: -1,
        flags: [
          "loading",
          "stale"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      keys: {
        arity: 2,
        flags: [
          "readonly"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      lastsave: {
        arity: 1,
        flags: [
          "loading",
          "stale",
          "fast"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      latency: {
        arity: -2,
        flags: [],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      lcs: {
        arity: -3,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 2,
        step: 1
      },
      lindex: {
        arity: 3,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      linsert: {
        arity: 5,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      llen: {
        arity: 2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      lmove: {
        arity: 5,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: 2,
        step: 1
      },
      lmpop: {
        arity: -4,
        flags: [
          "write",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      lolwut: {
        arity: -1,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      lpop: {
        arity: -2,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      lpos: {
        arity: -3,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      lpush: {
        arity: -3,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      lpushx: {
        arity: -3,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      lrange: {
        arity: 4,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      lrem: {
        arity: 4,
        flags: [
          "write"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      lset: {
        arity: 4,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      ltrim: {
        arity: 4,
        flags: [
          "write"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      memory: {
        arity: -2,
        flags: [],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      mget: {
        arity: -2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 1
      },
      migrate: {
        arity: -6,
        flags: [
          "write",
          "movablekeys"
        ],
        keyStart: 3,
        keyStop: 3,
        step: 1
      },
      module: {
        arity: -2,
        flags: [],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      monitor: {
        arity: 1,
        flags: [
          "admin",
          "noscript",
          "loading",
          "stale"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      move: {
        arity: 3,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      mset: {
        arity: -3,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 2
      },
      msetex: {
        arity: -4,
        flags: [
          "write",
          "denyoom",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      msetnx: {
        arity: -3,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 2
      },
      multi: {
        arity: 1,
        flags: [
          "noscript",
          "loading",
          "stale",
          "fast",
          "allow_busy"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      object: {
        arity: -2,
        flags: [],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      persist: {
        arity: 2,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      pexpire: {
        arity: -3,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      pexpireat: {
        arity: -3,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      pexpiretime: {
        arity: 2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      pfadd: {
        arity: -2,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      pfcount: {
        arity: -2,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 1
      },
      pfdebug: {
        arity: 3,
        flags: [
          "write",
          "denyoom",
          "admin"
        ],
        keyStart: 2,
        keyStop: 2,
        step: 1
      },
      pfmerge: {
        arity: -2,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 1
      },
      pfselftest: {
        arity: 1,
        flags: [
          "admin"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      ping: {
        arity: -1,
        flags: [
          "fast"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      psetex: {
        arity: 4,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      psubscribe: {
        arity: -2,
        flags: [
          "pubsub",
          "noscript",
          "loading",
          "stale"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      psync: {
        arity: -3,
        flags: [
          "admin",
          "noscript",
          "no_async_loading",
          "no_multi"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      pttl: {
        arity: 2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      publish: {
        arity: 3,
        flags: [
          "pubsub",
          "loading",
          "stale",
          "fast"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      pubsub: {
        arity: -2,
        flags: [],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      punsubscribe: {
        arity: -1,
        flags: [
          "pubsub",
          "noscript",
          "loading",
          "stale"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      quit: {
        arity: -1,
        flags: [
          "noscript",
          "loading",
          "stale",
          "fast",
          "no_auth",
          "allow_busy"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      randomkey: {
        arity: 1,
        flags: [
          "readonly"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      readonly: {
        arity: 1,
        flags: [
          "loading",
          "stale",
          "fast"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      readwrite: {
        arity: 1,
        flags: [
          "loading",
          "stale",
          "fast"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      rename: {
        arity: 3,
        flags: [
          "write"
        ],
        keyStart: 1,
        keyStop: 2,
        step: 1
      },
      renamenx: {
        arity: 3,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 2,
        step: 1
      },
      replconf: {
        arity: -1,
        flags: [
          "admin",
          "noscript",
          "loading",
          "stale",
          "allow_busy"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      replicaof: {
        arity: 3,
        flags: [
          "admin",
          "noscript",
          "stale",
          "no_async_loading"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      reset: {
        arity: 1,
        flags: [
          "noscript",
          "loading",
          "stale",
          "fast",
          "no_auth",
          "allow_busy"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      restore: {
        arity: -4,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      "restore-asking": {
        arity: -4,
        flags: [
          "write",
          "denyoom",
          "asking"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      role: {
        arity: 1,
        flags: [
          "noscript",
          "loading",
          "stale",
          "fast"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      rpop: {
        arity: -2,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      rpoplpush: {
        arity: 3,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: 2,
        step: 1
      },
      rpush: {
        arity: -3,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      rpushx: {
        arity: -3,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      sadd: {
        arity: -3,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      save: {
        arity: 1,
        flags: [
          "admin",
          "noscript",
          "no_async_loading",
          "no_multi"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      scan: {
        arity: -2,
        flags: [
          "readonly"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      scard: {
        arity: 2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      script: {
        arity: -2,
        flags: [],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      sdiff: {
        arity: -2,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 1
      },
      sdiffstore: {
        arity: -3,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 1
      },
      select: {
        arity: 2,
        flags: [
          "loading",
          "stale",
          "fast"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      set: {
        arity: -3,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      setbit: {
        arity: 4,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      setex: {
        arity: 4,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      setnx: {
        arity: 3,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      setrange: {
        arity: 4,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      shutdown: {
        arity: -1,
        flags: [
          "admin",
          "noscript",
          "loading",
          "stale",
          "no_multi",
          "allow_busy"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      sinter: {
        arity: -2,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 1
      },
      sintercard: {
        arity: -3,
        flags: [
          "readonly",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      sinterstore: {
        arity: -3,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 1
      },
      sismember: {
        arity: 3,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      slaveof: {
        arity: 3,
        flags: [
          "admin",
          "noscript",
          "stale",
          "no_async_loading"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      slowlog: {
        arity: -2,
        flags: [],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      smembers: {
        arity: 2,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      smismember: {
        arity: -3,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      smove: {
        arity: 4,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 2,
        step: 1
      },
      sort: {
        arity: -2,
        flags: [
          "write",
          "denyoom",
          "movablekeys"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      sort_ro: {
        arity: -2,
        flags: [
          "readonly",
          "movablekeys"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      spop: {
        arity: -2,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      spublish: {
        arity: 3,
        flags: [
          "pubsub",
          "loading",
          "stale",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      srandmember: {
        arity: -2,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      srem: {
        arity: -3,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      sscan: {
        arity: -3,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      ssubscribe: {
        arity: -2,
        flags: [
          "pubsub",
          "noscript",
          "loading",
          "stale"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 1
      },
      strlen: {
        arity: 2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      subscribe: {
        arity: -2,
        flags: [
          "pubsub",
          "noscript",
          "loading",
          "stale"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      substr: {
        arity: 4,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      sunion: {
        arity: -2,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 1
      },
      sunionstore: {
        arity: -3,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 1
      },
      sunsubscribe: {
        arity: -1,
        flags: [
          "pubsub",
          "noscript",
          "loading",
          "stale"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 1
      },
      swapdb: {
        arity: 3,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      sync: {
        arity: 1,
        flags: [
          "admin",
          "noscript",
          "no_async_loading",
          "no_multi"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      time: {
        arity: 1,
        flags: [
          "loading",
          "stale",
          "fast"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      touch: {
        arity: -2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 1
      },
      ttl: {
        arity: 2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      type: {
        arity: 2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      unlink: {
        arity: -2,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 1
      },
      unsubscribe: {
        arity: -1,
        flags: [
          "pubsub",
          "noscript",
          "loading",
          "stale"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      unwatch: {
        arity: 1,
        flags: [
          "noscript",
          "loading",
          "stale",
          "fast",
          "allow_busy"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      wait: {
        arity: 3,
        flags: [
          "noscript"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      watch: {
        arity: -2,
        flags: [
          "noscript",
          "loading",
          "stale",
          "fast",
          "allow_busy"
        ],
        keyStart: 1,
        keyStop: -1,
        step: 1
      },
      xack: {
        arity: -4,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      xadd: {
        arity: -5,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      xautoclaim: {
        arity: -6,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      xclaim: {
        arity: -6,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      xdel: {
        arity: -3,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      xdelex: {
        arity: -5,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      xgroup: {
        arity: -2,
        flags: [],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      xinfo: {
        arity: -2,
        flags: [],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      xlen: {
        arity: 2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      xnack: {
        arity: -7,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      xpending: {
        arity: -3,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      xrange: {
        arity: -4,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      xread: {
        arity: -4,
        flags: [
          "readonly",
          "blocking",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      xreadgroup: {
        arity: -7,
        flags: [
          "write",
          "blocking",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      xrevrange: {
        arity: -4,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      xsetid: {
        arity: -3,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      xtrim: {
        arity: -4,
        flags: [
          "write"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zadd: {
        arity: -4,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zcard: {
        arity: 2,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zcount: {
        arity: 4,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zdiff: {
        arity: -3,
        flags: [
          "readonly",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      zdiffstore: {
        arity: -4,
        flags: [
          "write",
          "denyoom",
          "movablekeys"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zincrby: {
        arity: 4,
        flags: [
          "write",
          "denyoom",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zinter: {
        arity: -3,
        flags: [
          "readonly",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      zintercard: {
        arity: -3,
        flags: [
          "readonly",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      zinterstore: {
        arity: -4,
        flags: [
          "write",
          "denyoom",
          "movablekeys"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zlexcount: {
        arity: 4,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zmpop: {
        arity: -4,
        flags: [
          "write",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      zmscore: {
        arity: -3,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zpopmax: {
        arity: -2,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zpopmin: {
        arity: -2,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zrandmember: {
        arity: -2,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zrange: {
        arity: -4,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zrangebylex: {
        arity: -4,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zrangebyscore: {
        arity: -4,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zrangestore: {
        arity: -5,
        flags: [
          "write",
          "denyoom"
        ],
        keyStart: 1,
        keyStop: 2,
        step: 1
      },
      zrank: {
        arity: 3,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zrem: {
        arity: -3,
        flags: [
          "write",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zremrangebylex: {
        arity: 4,
        flags: [
          "write"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zremrangebyrank: {
        arity: 4,
        flags: [
          "write"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zremrangebyscore: {
        arity: 4,
        flags: [
          "write"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zrevrange: {
        arity: -4,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zrevrangebylex: {
        arity: -4,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zrevrangebyscore: {
        arity: -4,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zrevrank: {
        arity: 3,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zscan: {
        arity: -3,
        flags: [
          "readonly"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zscore: {
        arity: 3,
        flags: [
          "readonly",
          "fast"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      },
      zunion: {
        arity: -3,
        flags: [
          "readonly",
          "movablekeys"
        ],
        keyStart: 0,
        keyStop: 0,
        step: 0
      },
      zunionstore: {
        arity: -4,
        flags: [
          "write",
          "denyoom",
          "movablekeys"
        ],
        keyStart: 1,
        keyStop: 1,
        step: 1
      }
    };
  }
});

// node_modules/@ioredis/commands/built/index.js
var require_built = __commonJS({
  "node_modules/@ioredis/commands/built/index.js"(exports) {
    "use strict";
    var __importDefault = exports && exports.__importDefault || function(mod) {
      return mod && mod.__esModule ? mod : { "default": mod };
    };
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.getKeyIndexes = exports.hasFlag = exports.exists = exports.list = void 0;
    var commands_json_1 = __importDefault(require_commands());
    exports.list = Object.keys(commands_json_1.default);
    var flags = {};
    exports.list.forEach((commandName) => {
      flags[commandName] = commands_json_1.default[commandName].flags.reduce(function(flags2, flag) {
        flags2[flag] = true;
        return flags2;
      }, {});
    });
    function exists2(commandName, options) {
      commandName = (options === null || options === void 0 ? void 0 : options.caseInsensitive) ? String(commandName).toLowerCase() : commandName;
      return Boolean(commands_json_1.default[commandName]);
    }
    exports.exists = exists2;
    function hasFlag2(commandName, flag, options) {
      commandName = (options === null || options === void 0 ? void 0 : options.nameCaseInsensitive) ? String(commandName).toLowerCase() : commandName;
      if (!flags[commandName]) {
        throw new Error("Unknown command " + commandName);
      }
      return Boolean(flags[commandName][flag]);
    }
    exports.hasFlag = hasFlag2;
    function getKeyIndexes2(commandName, args, options) {
      commandName = (options === null || options === void 0 ? void 0 : options.nameCaseInsensitive) ? String(commandName).toLowerCase() : commandName;
      const command = commands_json_1.default[commandName];
      if (!command) {
        throw new Error("Unknown command " + commandName);
      }
      if (!Array.isArray(args)) {
        throw new Error("Expect args to be an array");
      }
      const keys = [];
      const parseExternalKey = Boolean(options && options.parseExternalKey);
      const takeDynamicKeys = (args2, startIndex) => {
        const keys2 = [];
        const keyStop = Number(args2[startIndex]);
        for (let i = 0; i < keyStop; i++) {
          keys2.push(i + startIndex + 1);
        }
        return keys2;
      };
      const takeKeyAfterToken = (args2, startIndex, token) => {
        for (let i = startIndex; i < args2.length - 1; i += 1) {
          if (String(args2[i]).toLowerCase() === token.toLowerCase()) {
            return i + 1;
          }
        }
        return null;
      };
      switch (commandName) {
        case "zunionstore":
        case "zinterstore":
        case "zdiffstore":
          keys.push(0, ...takeDynamicKeys(args, 1));
          break;
        case "eval":
        case "evalsha":
        case "eval_ro":
        case "evalsha_ro":
        case "fcall":
        case "fcall_ro":
        case "blmpop":
        case "bzmpop":
          keys.push(...takeDynamicKeys(args, 1));
          break;
        case "sintercard":
        case "lmpop":
        case "zunion":
        case "zinter":
        case "zmpop":
        case "zintercard":
        case "zdiff": {
          keys.push(...takeDynamicKeys(args, 0));
          break;
        }
        case "msetex": {
          const numKeys = Number(args[0]);
          for (let i = 0; i < numKeys; i++) {
            keys.push(1 + i * 2);
          }
          break;
        }
        case "georadius": {
          keys.push(0);
          const storeKey = takeKeyAfterToken(args, 5, "STORE");
          if (storeKey)
            keys.push(storeKey);
          const distKey = takeKeyAfterToken(args, 5, "STOREDIST");
          if (distKey)
            keys.push(distKey);
          break;
        }
        case "georadiusbymember": {
          keys.push(0);
          const storeKey = takeKeyAfterToken(args, 4, "STORE");
          if (storeKey)
            keys.push(storeKey);
          const distKey = takeKeyAfterToken(args, 4, "STOREDIST");
          if (distKey)
            keys.push(distKey);
          break;
        }
        case "sort":
        case "sort_ro":
          keys.push(0);
          for (let i = 1; i < args.length - 1; i++) {
            let arg = args[i];
            if (typeof arg !== "string") {
              continue;
            }
            const directive = arg.toUpperCase();
            if (directive === "GET") {
              i += 1;
              arg = args[i];
              if (arg !== "#") {
                if (parseExternalKey) {
                  keys.push([i, getExternalKeyNameLength(arg)]);
                } else {
                  keys.push(i);
                }
              }
            } else if (directive === "BY") {
              i += 1;
              if (parseExternalKey) {
                keys.push([i, getExternalKeyNameLength(args[i])]);
              } else {
                keys.push(i);
              }
            } else if (directive === "STORE") {
              i += 1;
              keys.push(i);
            }
          }
          break;
        case "migrate":
          if (args[2] === "") {
            for (let i = 5; i < args.length - 1; i++) {
              const arg = args[i];
              if (typeof arg === "string" && arg.toUpperCase() === "KEYS") {
                for (let j = i + 1; j < args.length; j++) {
                  keys.push(j);
                }
                break;
              }
            }
          } else {
            keys.push(2);
          }
          break;
        case "xreadgroup":
        case "xread":
          for (let i = commandName === "xread" ? 0 : 3; i < args.length - 1; i++) {
            if (String(args[i]).toUpperCase() === "STREAMS") {
              for (let j = i + 1; j <= i + (args.length - 1 - i) / 2; j++) {
                keys.push(j);
              }
              break;
            }
          }
          break;
        default:
          if (command.step > 0) {
            const keyStart = command.keyStart - 1;
            const keyStop = command.keyStop > 0 ? command.keyStop : args.length + command.keyStop + 1;
            for (let i = keyStart; i < keyStop; i += command.step) {
              keys.push(i);
            }
          }
          break;
      }
      return keys;
    }
    exports.getKeyIndexes = getKeyIndexes2;
    function getExternalKeyNameLength(key) {
      if (typeof key !== "string") {
        key = String(key);
      }
      const hashPos = key.indexOf("->");
      return hashPos === -1 ? key.length : hashPos;
    }
  }
});

// node_modules/cluster-key-slot/lib/index.js
var require_lib = __commonJS({
  "node_modules/cluster-key-slot/lib/index.js"(exports, module2) {
    var lookup = [
      0,
      4129,
      8258,
      12387,
      16516,
      20645,
      24774,
      28903,
      33032,
      37161,
      41290,
      45419,
      49548,
      53677,
      57806,
      61935,
      4657,
      528,
      12915,
      8786,
      21173,
      17044,
      29431,
      25302,
      37689,
      33560,
      45947,
      41818,
      54205,
      50076,
      62463,
      58334,
      9314,
      13379,
      1056,
      5121,
      25830,
      29895,
      17572,
      21637,
      42346,
      46411,
      34088,
      38153,
      58862,
      62927,
      50604,
      54669,
      13907,
      9842,
      5649,
      1584,
      30423,
      26358,
      22165,
      18100,
      46939,
      42874,
      38681,
      34616,
      63455,
      59390,
      55197,
      51132,
      18628,
      22757,
      26758,
      30887,
      2112,
      6241,
      10242,
      14371,
      51660,
      55789,
      59790,
      63919,
      35144,
      39273,
      43274,
      47403,
      23285,
      19156,
      31415,
      27286,
      6769,
      2640,
      14899,
      10770,
      56317,
      52188,
      64447,
      60318,
      39801,
      35672,
      47931,
      43802,
      27814,
      31879,
      19684,
      23749,
      11298,
      15363,
      3168,
      7233,
      60846,
      64911,
      52716,
      56781,
      44330,
      48395,
      36200,
      40265,
      32407,
      28342,
      24277,
      20212,
      15891,
      11826,
      7761,
      3696,
      65439,
      61374,
      57309,
      53244,
      48923,
      44858,
      40793,
      36728,
      37256,
      33193,
      45514,
      41451,
      53516,
      49453,
      61774,
      57711,
      4224,
      161,
      12482,
      8419,
      20484,
      16421,
      28742,
      24679,
      33721,
      37784,
      41979,
      46042,
      49981,
      54044,
      58239,
      62302,
      689,
      4752,
      8947,
      13010,
      16949,
      21012,
      25207,
      29270,
      46570,
      42443,
      38312,
      34185,
      62830,
      58703,
      54572,
      50445,
      13538,
      9411,
      5280,
      1153,
      29798,
      25671,
      21540,
      17413,
      42971,
      47098,
      34713,
      38840,
      59231,
      63358,
      50973,
      55100,
      9939,
      14066,
      1681,
      5808,
      26199,
      30326,
      17941,
      22068,
      55628,
      51565,
      63758,
      59695,
      39368,
      35305,
      47498,
      43435,
      22596,
      18533,
      30726,
      26663,
      6336,
      2273,
      14466,
      10403,
      52093,
      56156,
      60223,
      64286,
      35833,
      39896,
      43963,
      48026,
      19061,
      23124,
      27191,
      31254,
      2801,
      6864,
      10931,
      14994,
      64814,
      60687,
      56684,
      52557,
      48554,
      44427,
      40424,
      36297,
      31782,
      27655,
      23652,
      19525,
      15522,
      11395,
      7392,
      3265,
      61215,
      65342,
      53085,
      57212,
      44955,
      49082,
      36825,
      40952,
      28183,
      32310,
      20053,
      24180,
      11923,
      16050,
      3793,
      7920
    ];
    var toUTF8Array = function toUTF8Array2(str) {
      var char;
      var i = 0;
      var p = 0;
      var utf8 = [];
      var len = str.length;
      for (; i < len; i++) {
        char = str.charCodeAt(i);
        if (char < 128) {
          utf8[p++] = char;
        } else if (char < 2048) {
          utf8[p++] = char >> 6 | 192;
          utf8[p++] = char & 63 | 128;
        } else if ((char & 64512) === 55296 && i + 1 < str.length && (str.charCodeAt(i + 1) & 64512) === 56320) {
          char = 65536 + ((char & 1023) << 10) + (str.charCodeAt(++i) & 1023);
          utf8[p++] = char >> 18 | 240;
          utf8[p++] = char >> 12 & 63 | 128;
          utf8[p++] = char >> 6 & 63 | 128;
          utf8[p++] = char & 63 | 128;
        } else {
          utf8[p++] = char >> 12 | 224;
          utf8[p++] = char >> 6 & 63 | 128;
          utf8[p++] = char & 63 | 128;
        }
      }
      return utf8;
    };
    var generate = module2.exports = function generate2(str) {
      var char;
      var i = 0;
      var start = -1;
      var result = 0;
      var resultHash = 0;
      var utf8 = typeof str === "string" ? toUTF8Array(str) : str;
      var len = utf8.length;
      while (i < len) {
        char = utf8[i++];
        if (start === -1) {
          if (char === 123) {
            start = i;
          }
        } else if (char !== 125) {
          resultHash = lookup[(char ^ resultHash >> 8) & 255] ^ resultHash << 8;
        } else if (i - 1 !== start) {
          return resultHash & 16383;
        }
        result = lookup[(char ^ result >> 8) & 255] ^ result << 8;
      }
      return result & 16383;
    };
    module2.exports.generateMulti = function generateMulti(keys) {
      var i = 1;
      var len = keys.length;
      var base = generate(keys[0]);
      while (i < len) {
        if (generate(keys[i++]) !== base) return -1;
      }
      return base;
    };
  }
});

// bundler/shims/ioredis/index.ts
var index_exports = {};
__export(index_exports, {
  AbortError: () => AbortError,
  Cluster: () => Cluster,
  Command: () => Command,
  MaxRetriesPerRequestError: () => MaxRetriesPerRequestError,
  Pipeline: () => Pipeline,
  Redis: () => Redis,
  ReplyError: () => ReplyError,
  ScanStream: () => ScanStream,
  default: () => index_default,
  print: () => print
});
module.exports = __toCommonJS(index_exports);

// bundler/shims/ioredis/cluster.ts
var import_redis5 = __toESM(require("host:internal/redis"));

// bundler/shims/ioredis/client.ts
var import_node_events = __lazy(() => require("node:events"), ["EventEmitter"]);

// bundler/shims/ioredis/command.ts
var import_commands = __toESM(require_built(), 1);
var import_cluster_key_slot = __toESM(require_lib(), 1);
var import_node_buffer = __lazy(() => require("node:buffer"), ["Buffer"]);
var argumentOf = {};
var replyOf = {};
var pairs = (v) => (v instanceof Map ? [...v] : Object.entries(v)).flat();
for (const name of ["mset", "msetnx"]) {
  argumentOf[name] = (args) => args.length === 1 && typeof args[0] === "object" && args[0] !== null ? pairs(args[0]) : args;
}
for (const name of ["hset", "hmset"]) {
  argumentOf[name] = (args) => args.length === 2 && typeof args[1] === "object" && args[1] !== null ? [args[0], ...pairs(args[1])] : args;
}
replyOf.hgetall = (reply) => {
  if (!Array.isArray(reply)) return reply;
  const all = {};
  for (let i = 0; i < reply.length; i += 2) {
    Object.defineProperty(all, reply[i], { value: reply[i + 1], configurable: true, enumerable: true, writable: true });
  }
  return all;
};
function nodeify(promise, callback) {
  if (typeof callback === "function") promise.then((value) => callback(null, value), (error) => callback(error));
  return promise;
}
var blockLast = /* @__PURE__ */ new Set(["blpop", "brpop", "brpoplpush", "blmove", "bzpopmin", "bzpopmax", "bzmpop", "blmpop", "wait", "waitaof"]);
var ownState = /* @__PURE__ */ new Set(["watch", "unwatch", "multi", "discard", "select", "auth", "hello", "client", "readonly", "readwrite", "asking", "script", "reset"]);
var Command = class {
  constructor(name, args = [], options = {}, callback) {
    this.name = name;
    this.encoding = options.replyEncoding;
    const transform = argumentOf[name];
    let list2 = args.flat();
    if (transform) list2 = transform(list2);
    this.args = list2.map((arg) => typeof arg === "string" || ArrayBuffer.isView(arg) ? arg : arg === null || arg === void 0 ? "" : String(arg));
    if (options.keyPrefix && (0, import_commands.exists)(name, { caseInsensitive: true })) {
      for (const i of (0, import_commands.getKeyIndexes)(name, this.args, { nameCaseInsensitive: true })) this.args[i] = prefixed(options.keyPrefix, this.args[i]);
    }
    const promise = new Promise((resolve, reject) => {
      this.resolve = (reply) => {
        try {
          resolve(this.transformReply(reply));
        } catch (e) {
          reject(e);
        }
      };
      this.reject = reject;
    });
    this.promise = nodeify(promise, callback);
  }
  name;
  static setArgumentTransformer(name, f) {
    argumentOf[name] = f;
  }
  static setReplyTransformer(name, f) {
    replyOf[name] = f;
  }
  args;
  promise;
  resolve;
  reject;
  encoding;
  /** What the server is sent. */
  get frame() {
    return [this.name, ...this.args];
  }
  /** Whether the reply is wanted as Buffers. */
  get bytes() {
    return !this.encoding;
  }
  /** Whether the command concerns the connection that it is sent on, or may occupy it. */
  get alone() {
    const name = this.name.toLowerCase();
    if (name === "xread" || name === "xreadgroup") return this.args.some((a) => typeof a === "string" && a.toLowerCase() === "block");
    return blockLast.has(name) || ownState.has(name);
  }
  /** Whether the command may wait in the server for something to come. */
  get blocks() {
    return this.alone && !ownState.has(this.name.toLowerCase());
  }
  /** How long the command waits in the server at most, in milliseconds; 0 for ever. */
  get blockingTime() {
    const name = this.name.toLowerCase();
    const at = this.args.findIndex((a) => typeof a === "string" && a.toLowerCase() === "block");
    if (name.startsWith("xread")) return Number(this.args[at + 1]) || 0;
    const time = Number(name.endsWith("mpop") ? this.args[0] : this.args[this.args.length - 1]) || 0;
    return name.startsWith("wait") ? time : time * 1e3;
  }
  /** Whether the command changes nothing. */
  get isReadOnly() {
    return (0, import_commands.exists)(this.name, { caseInsensitive: true }) && (0, import_commands.hasFlag)(this.name, "readonly", { nameCaseInsensitive: true });
  }
  getKeys() {
    if (!(0, import_commands.exists)(this.name, { caseInsensitive: true })) return [];
    return (0, import_commands.getKeyIndexes)(this.name, this.args, { nameCaseInsensitive: true }).map((i) => this.args[i]);
  }
  /** The slot of a cluster that the first key is in; null without a key. */
  getSlot() {
    const [key] = this.getKeys();
    return key === void 0 ? null : (0, import_cluster_key_slot.default)(key);
  }
  transformReply(reply) {
    if (this.encoding && this.encoding !== "utf8") reply = encode(reply, this.encoding);
    const transform = replyOf[this.name];
    return transform ? transform(reply) : reply;
  }
};
function prefixed(prefix, key) {
  return typeof key === "string" ? prefix + key : import_node_buffer.Buffer.concat([import_node_buffer.Buffer.from(prefix), import_node_buffer.Buffer.from(key)]);
}
function encode(v, encoding) {
  if (Array.isArray(v)) return v.map((item) => encode(item, encoding));
  return import_node_buffer.Buffer.isBuffer(v) ? v.toString(encoding) : v;
}
function buffers(v) {
  if (Array.isArray(v)) return v.map(buffers);
  return v instanceof Uint8Array ? import_node_buffer.Buffer.from(v.buffer, v.byteOffset, v.byteLength) : v;
}

// bundler/shims/ioredis/commander.ts
var import_commands2 = __toESM(require_built(), 1);
var import_redis = __toESM(require("host:internal/redis"));
var Commander = class {
  options = {};
  /** @ignore The scripts that defineCommand defined. */
  scriptsSet = {};
  getBuiltinCommands() {
    return commands.slice();
  }
  createBuiltinCommand(name) {
    return { string: method(name, "utf8"), buffer: method(name, null) };
  }
  addBuiltinCommand(name) {
    this[name] = method(name, "utf8");
    this[name + "Buffer"] = method(name, null);
  }
  /** Makes a Lua script a method. */
  defineCommand(name, definition) {
    const script = new Script(definition.lua, definition.numberOfKeys, this.options.keyPrefix);
    this.scriptsSet[name] = script;
    this[name] = script.method("utf8");
    this[name + "Buffer"] = script.method(null);
  }
  sendCommand(_command) {
    throw new Error('"sendCommand" is not implemented');
  }
};
var commands = [...import_commands2.list.filter((name) => name !== "monitor"), "sentinel"];
var P = Commander.prototype;
for (const name of commands) {
  if (name === "quit") continue;
  P[name] = method(name, "utf8");
  P[name + "Buffer"] = method(name, null);
}
P.call = method(null, "utf8");
P.callBuffer = method(null, null);
P.send_command = P.call;
function method(name, replyEncoding) {
  return function(...args) {
    const called = name ?? String(args.shift());
    const callback = typeof args[args.length - 1] === "function" ? args.pop() : void 0;
    return this.sendCommand(new Command(called, args, { keyPrefix: this.options.keyPrefix, replyEncoding }, callback));
  };
}
var Script = class {
  constructor(lua, numberOfKeys, keyPrefix = "") {
    this.lua = lua;
    this.numberOfKeys = numberOfKeys;
    this.keyPrefix = keyPrefix;
    this.sha = import_redis.default.sha1(lua);
  }
  lua;
  numberOfKeys;
  keyPrefix;
  sha;
  method(replyEncoding) {
    const script = this;
    return function(...args) {
      const callback = typeof args[args.length - 1] === "function" ? args.pop() : void 0;
      if (typeof script.numberOfKeys === "number") args.unshift(script.numberOfKeys);
      const options = { keyPrefix: script.keyPrefix, replyEncoding };
      if (this.isPipeline) return this.sendCommand(new Command("eval", [script.lua, ...args], options, callback));
      const sent = this.sendCommand(new Command("evalsha", [script.sha, ...args], options));
      return nodeify(
        sent.catch((error) => {
          if (!String(error?.message).includes("NOSCRIPT")) throw error;
          return this.sendCommand(new Command("eval", [script.lua, ...args], options));
        }),
        callback
      );
    };
  }
};

// bundler/shims/ioredis/errors.ts
var ReplyError = class extends Error {
  command;
  previousErrors;
  get name() {
    return this.constructor.name;
  }
};
var AbortError = class extends Error {
  command;
  get name() {
    return this.constructor.name;
  }
};
var MaxRetriesPerRequestError = class extends AbortError {
  constructor(max) {
    super(`Reached the max retries per request limit (which is ${max}). Refer to "maxRetriesPerRequest" option for details.`);
  }
};
var ClusterAllFailedError = class extends Error {
  constructor(message, lastNodeError) {
    super(message);
    this.lastNodeError = lastNodeError;
  }
  lastNodeError;
  static defaultMessage = "Failed to refresh slots cache.";
  get name() {
    return this.constructor.name;
  }
};
var CONNECTION_CLOSED = "Connection is closed.";

// bundler/shims/ioredis/pipeline.ts
var Pipeline = class extends Commander {
  constructor(redis) {
    super();
    this.redis = redis;
    this.options = redis.options;
    this.isCluster = !!redis.isCluster;
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    for (const name of Object.keys(redis.scriptsSet)) {
      this[name] = redis[name];
      this[name + "Buffer"] = redis[name + "Buffer"];
    }
  }
  redis;
  isPipeline = true;
  isCluster;
  promise;
  resolve;
  reject;
  queue = [];
  transactions = 0;
  sent = false;
  waiting = false;
  get length() {
    return this.queue.length;
  }
  sendCommand(command) {
    command.promise.catch(() => {
    });
    this.queue.push(command);
    return this;
  }
  addBatch(commands2) {
    for (const [name, ...args] of commands2) this[name](...args);
    return this;
  }
  multi() {
    this.transactions++;
    return super.call("multi");
  }
  exec(callback) {
    if (this.transactions > 0) {
      this.transactions--;
      return super.call("exec", ...callback ? [callback] : []);
    }
    if (!this.waiting) {
      this.waiting = true;
      nodeify(this.promise, callback);
    }
    if (!this.sent) {
      this.sent = true;
      if (this.queue.length === 0) this.resolve([]);
      else this.send();
    }
    return this.promise;
  }
  send() {
    const results = this.queue.map(
      (command, i) => command.promise.then(
        (reply) => [null, command.name === "exec" ? this.transformed(reply, i) : reply],
        (error) => [error]
      )
    );
    void Promise.all(results).then(this.resolve);
    this.redis.sendGroup(this.queue, true)?.catch((error) => {
      this.promise.catch(() => {
      });
      this.reject(error);
    });
  }
  /** Gives the replies inside a transaction the form that their commands want. */
  transformed(replies, at) {
    if (!Array.isArray(replies)) return replies;
    return replies.map((reply, i) => {
      const command = this.queue[at - replies.length + i];
      if (reply instanceof Error || !command) return reply;
      try {
        return command.transformReply(reply);
      } catch (e) {
        return e;
      }
    });
  }
};
function wrapMultiResult(replies) {
  if (!Array.isArray(replies)) return null;
  return replies.map((reply) => reply instanceof Error ? [reply] : [null, reply]);
}
function transaction(redis, commands2) {
  const pipeline = new Pipeline(redis);
  pipeline.multi();
  if (Array.isArray(commands2)) pipeline.addBatch(commands2);
  const exec = pipeline.exec;
  pipeline.exec = function(callback) {
    if (pipeline.transactions > 0) exec.call(pipeline);
    else if (pipeline.waiting) return exec.call(pipeline);
    const promise = exec.call(pipeline).then((results) => {
      const last = results[results.length - 1];
      if (last === void 0) throw new Error("Pipeline cannot be used to send any commands when the `exec()` has been called on it.");
      if (last[0]) {
        last[0].previousErrors = results.slice(0, -1).flatMap(([error]) => error ? [error] : []);
        throw last[0];
      }
      return wrapMultiResult(last[1]);
    });
    return nodeify(promise, callback);
  };
  return pipeline;
}

// bundler/shims/ioredis/scan.ts
var import_node_stream = __lazy(() => require("node:stream"), ["Readable"]);
var ScanStream = class extends import_node_stream.Readable {
  constructor(opt) {
    super(opt);
    this.opt = opt;
  }
  opt;
  cursor = "0";
  drained = false;
  _read() {
    if (this.drained) {
      this.push(null);
      return;
    }
    const o = this.opt;
    const args = [this.cursor];
    if (o.key) args.unshift(o.key);
    if (o.match) args.push("MATCH", o.match);
    if (o.type) args.push("TYPE", o.type);
    if (o.count) args.push("COUNT", String(o.count));
    if (o.noValues) args.push("NOVALUES");
    o.redis[o.command](args, (error, found) => {
      if (error) {
        this.emit("error", error);
        return;
      }
      this.cursor = String(found[0]);
      if (this.cursor === "0") this.drained = true;
      this.push(found[1]);
    });
  }
  close() {
    this.drained = true;
  }
};

// bundler/shims/ioredis/client.ts
var Client = class extends Commander {
  status = "wait";
  retryAttempts = 0;
  manuallyClosing = false;
  reconnectTimeout = null;
  constructor() {
    super();
    import_node_events.EventEmitter.call(this);
  }
  /** The scripts that the options define. */
  defineScripts() {
    for (const [name, definition] of Object.entries(this.options.scripts ?? {})) this.defineCommand(name, definition);
  }
  setStatus(status, arg) {
    this.status = status;
    queueMicrotask(() => this.emit(status, arg));
  }
  silentEmit(event, error) {
    if (event === "error") {
      if (this.status === "end") return false;
      if (this.manuallyClosing && error instanceof Error && (error.message === CONNECTION_CLOSED || ["connect", "read"].includes(error.syscall))) return false;
    }
    if (this.listenerCount(event) > 0) return this.emit(event, error);
    if (event === "error") console.error("[ioredis] Unhandled error event:", error?.stack ?? error);
    return false;
  }
  pipeline(commands2) {
    const pipeline = new Pipeline(this);
    return Array.isArray(commands2) ? pipeline.addBatch(commands2) : pipeline;
  }
  multi(commands2, options) {
    if (options === void 0 && !Array.isArray(commands2)) [options, commands2] = [commands2, null];
    if (options?.pipeline === false) return this.call("multi");
    return transaction(this, commands2);
  }
  exec(callback) {
    return nodeify(this.call("exec").then((replies) => Array.isArray(replies) ? wrapMultiResult(replies) : replies), callback);
  }
  sscanStream(key, options) {
    return this.stream("sscan", key, options);
  }
  hscanStream(key, options) {
    return this.stream("hscan", key, options);
  }
  zscanStream(key, options) {
    return this.stream("zscan", key, options);
  }
  sscanBufferStream(key, options) {
    return this.stream("sscanBuffer", key, options);
  }
  hscanBufferStream(key, options) {
    return this.stream("hscanBuffer", key, options);
  }
  zscanBufferStream(key, options) {
    return this.stream("zscanBuffer", key, options);
  }
  stream(command, key, options) {
    return new ScanStream({ objectMode: true, key, redis: this, command, ...options });
  }
};
Object.setPrototypeOf(Commander.prototype, import_node_events.EventEmitter.prototype);

// bundler/shims/ioredis/nodes.ts
var import_node_events2 = __lazy(() => require("node:events"), ["EventEmitter"]);

// bundler/shims/ioredis/redis.ts
var import_redis3 = __toESM(require("host:internal/redis"));

// bundler/shims/ioredis/options.ts
var import_redis2 = __toESM(require("host:internal/redis"));
var import_node_process = __lazy(() => __toESM(require("node:process")), ["default"]);
var retryStrategy = (times) => Math.min(times * 50, 2e3);
var defaults = {
  port: 6379,
  host: "localhost",
  family: 0,
  connectTimeout: 1e4,
  retryStrategy,
  connectionName: null,
  sentinels: null,
  name: null,
  role: "master",
  sentinelRetryStrategy: (times) => Math.min(times * 10, 1e3),
  natMap: null,
  enableTLSForSentinelMode: false,
  username: null,
  password: null,
  db: 0,
  enableOfflineQueue: true,
  enableReadyCheck: true,
  autoResubscribe: true,
  autoResendUnfulfilledCommands: true,
  lazyConnect: false,
  keyPrefix: "",
  reconnectOnError: null,
  readOnly: false,
  stringNumbers: false,
  maxRetriesPerRequest: 20,
  maxLoadingRetryTime: 1e4,
  enableAutoPipelining: false,
  autoPipeliningIgnoredCommands: [],
  blockingTimeoutGrace: 100
};
var refused = {
  Connector: "the host makes the connections: give an address, sentinels or a Cluster",
  monitor: "connections are shared: use redis-cli monitor",
  preferredSlaves: "the replica is chosen at random: give the address of the one that is wanted",
  lookup: "the host looks names up: give the address",
  localAddress: "the host makes the connections",
  localPort: "the host makes the connections",
  fd: "the host makes the connections",
  onread: "the host reads the connections",
  signal: "use disconnect()"
};
var ofTLS = /* @__PURE__ */ new Set(["ca", "cert", "key", "servername", "rejectUnauthorized"]);
function refuse(options, reasons) {
  for (const [name, reason] of Object.entries(reasons)) {
    if (options[name]) throw new Error(`ioredis: the option "${name}" does not work in the host: ${reason}`);
  }
}
function parse(args) {
  const given = {};
  for (const arg of args) {
    if (arg === void 0 || arg === null) continue;
    if (typeof arg === "object") fill(given, arg);
    else if (typeof arg === "number") given.port = arg;
    else if (typeof arg !== "string") throw new Error(`Invalid argument ${arg}`);
    else if (/^\d+$/.test(arg)) given.port = Number(arg);
    else if (arg.startsWith("/")) given.path = arg;
    else if (arg.includes("://")) fill(given, fromURL(arg));
    else if (args[0] === arg) fill(given, fromURL(`redis://${arg}`));
    else given.host = arg;
  }
  const env = import_node_process.default.env.REDIS_URL;
  if (env && !["host", "port", "path", "sentinels", "startupNodes"].some((name) => given[name] !== void 0)) fill(given, fromURL(env));
  const options = { ...defaults, ...given };
  if (typeof options.port === "string") options.port = Number.parseInt(options.port, 10);
  if (typeof options.db === "string") options.db = Number.parseInt(options.db, 10);
  check(options);
  return options;
}
function check(o) {
  refuse(o, refused);
  if (o.autoResubscribe === false) throw new Error('ioredis: the option "autoResubscribe" does not work in the host when it is false: subscriptions are always made again');
  if (!o.sentinels) {
    for (const name of ["natMap", "sentinelPassword", "sentinelUsername"]) {
      if (o[name]) throw new Error(`ioredis: the option "${name}" is for sentinels and clusters: give "sentinels" too`);
    }
    return;
  }
  if (!o.sentinels.length) throw new Error("Requires at least one sentinel to connect to.");
  if (!o.name) throw new Error("Requires the name of master.");
  if (typeof o.natMap === "function") throw new Error('ioredis: the option "natMap" does not work in the host when it is a function: give an object');
  const [servers, sentinels] = [o.enableTLSForSentinelMode ? o.tls : void 0, o.sentinelTLS].map((tls) => JSON.stringify(ownTLS(tls)));
  if (servers !== sentinels) {
    throw new Error('ioredis: the option "sentinelTLS" does not work in the host unless it is the same as "tls" with enableTLSForSentinelMode: sentinels and servers are reached in one way');
  }
}
function fill(into, from) {
  for (const key of Object.keys(from)) if (into[key] === void 0) into[key] = from[key];
}
function fromURL(text2) {
  if (/^(rediss?\+|unix:)/.test(text2)) return fromHostURL(text2);
  const url = new URL(text2);
  const result = {};
  if (url.username) result.username = decodeURIComponent(url.username);
  if (url.password) result.password = decodeURIComponent(url.password);
  if (url.hostname) result.host = url.hostname.replace(/^\[|\]$/g, "");
  if (url.port) result.port = Number(url.port);
  if (url.protocol === "rediss:") result.tls = true;
  const path = decodeURIComponent(url.pathname);
  if (!url.hostname && path) result.path = path;
  else if (/^\/\d+$/.test(path)) result.db = Number(path.slice(1));
  for (const [key, value] of url.searchParams) {
    if (result.tls && ofTLS.has(key)) result.tls = import_redis2.default.parse(text2).tls;
    else result[key] = value;
  }
  return result;
}
function fromHostURL(text2) {
  const t = import_redis2.default.parse(text2);
  const result = { username: t.username || void 0, password: t.password || void 0, db: t.db };
  if (t.tls) result.tls = t.tls;
  if (t.path) result.path = t.path;
  if (t.mode === "cluster") result.startupNodes = t.addrs.map(split);
  if (t.mode === "sentinel") {
    Object.assign(result, { sentinels: t.addrs.map(split), name: t.master, enableTLSForSentinelMode: !!t.tls, sentinelTLS: result.tls });
  }
  return result;
}
function split(address) {
  const at = address.lastIndexOf(":");
  return { host: address.slice(0, at).replace(/^\[|\]$/g, ""), port: Number(address.slice(at + 1)) };
}
var join = (host, port) => host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
var text = (v) => v === void 0 || v === null ? "" : Array.isArray(v) ? v.map(String).join("\n") : String(v);
function ownTLS(tls) {
  if (!tls) return null;
  if (typeof tls === "string") throw new Error('ioredis: the option "tls" does not work in the host when it is the name of a profile: give an object');
  for (const name of Object.keys(tls)) {
    if (!ofTLS.has(name) && tls[name] !== void 0) throw new Error(`ioredis: the option "tls.${name}" does not work in the host, which has ${[...ofTLS].join(", ")}`);
  }
  return { ca: text(tls.ca), cert: text(tls.cert), key: text(tls.key), servername: text(tls.servername), rejectUnauthorized: tls.rejectUnauthorized };
}
function target(o) {
  const common = {
    username: text(o.username),
    password: text(o.password),
    db: o.db ?? 0,
    connectTimeout: Number(o.connectTimeout ?? 0),
    socketTimeout: Number(o.socketTimeout ?? 0),
    name: text(o.connectionName),
    family: Number(o.family ?? 0)
  };
  if (!o.sentinels) return { ...common, host: text(o.host), port: o.port, path: text(o.path), tls: ownTLS(o.tls), readOnly: !!o.readOnly };
  const natMap = Object.entries(o.natMap ?? {}).map(([from, to]) => [join(split(from).host, split(from).port), join(to.host, to.port)]);
  return {
    ...common,
    mode: "sentinel",
    addrs: o.sentinels.map((s) => join(s.host ?? "localhost", s.port ?? 26379)),
    master: text(o.name),
    sentinelUsername: text(o.sentinelUsername),
    sentinelPassword: text(o.sentinelPassword),
    natMap: Object.fromEntries(natMap),
    tls: o.enableTLSForSentinelMode ? ownTLS(o.tls) : null,
    readOnly: o.role === "slave"
  };
}

// bundler/shims/ioredis/redis.ts
var subscriber = /* @__PURE__ */ new Set(["subscribe", "psubscribe", "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe", "ping", "quit"]);
var ABORTED = "Command aborted due to connection close";
var messageEvents = { subscribe: "message", psubscribe: "pmessage", ssubscribe: "smessage" };
var Redis = class _Redis extends Client {
  static Promise = Promise;
  /** @ignore When to connect again unless options say. */
  static retry = retryStrategy;
  static createClient(...args) {
    return new _Redis(...args);
  }
  isCluster = false;
  /** Which channels are subscribed to; undefined when none is. */
  subscribed;
  sentinelAttempts = 0;
  queued = 0;
  native;
  constructor(...args) {
    super();
    this.options = parse(args);
    const { startupNodes, ...redisOptions } = this.options;
    if (startupNodes) return new _Redis.Cluster(startupNodes, { redisOptions, lazyConnect: redisOptions.lazyConnect });
    this.native = import_redis3.default.client(target(this.options), {
      resend: this.options.autoResendUnfulfilledCommands,
      replyError: (message) => new ReplyError(message),
      lost: (error) => this.onLost(error),
      message: (pattern, channel, payload) => this.onMessage(pattern, channel, payload)
    });
    this.defineScripts();
    if (this.options.lazyConnect) this.setStatus("wait");
    else this.open();
  }
  get mode() {
    return this.subscribed ? "subscriber" : "normal";
  }
  get condition() {
    return { select: this.options.db, subscriber: this.subscribed ?? false };
  }
  /** Connects, and waits until that is done. */
  connect(callback) {
    if (this.status === "connecting" || this.status === "connect" || this.status === "ready") {
      return nodeify(Promise.reject(new Error("Redis is already connecting/connected")), callback);
    }
    const release = import_redis3.default.hold();
    const self = this;
    const promise = new Promise((resolve, reject) => {
      const ready = () => {
        self.removeListener("close", closed);
        resolve();
      };
      const closed = () => {
        self.removeListener("ready", ready);
        reject(new Error(CONNECTION_CLOSED));
      };
      self.once("ready", ready);
      self.once("close", closed);
    });
    promise.then(release, release);
    this.open();
    return nodeify(promise, callback);
  }
  open() {
    this.setStatus("connecting");
    this.manuallyClosing = false;
    this.sentinelAttempts = 0;
    this.reach();
  }
  /** Tries to reach the server until that is possible, or known not to be. */
  reach() {
    const again = (delay) => {
      this.reconnectTimeout = setTimeout(() => {
        this.reconnectTimeout = null;
        this.reach();
      }, delay);
    };
    this.native.open((error, own, sentinels) => {
      const loading = own && error?.message.startsWith("LOADING");
      if (!error || loading && !this.options.enableReadyCheck) {
        this.setStatus("connect");
        this.setStatus("ready");
        this.retryAttempts = 0;
        return;
      }
      if (loading) return again(Math.min(1e3, this.options.maxLoadingRetryTime || 1e3));
      if (sentinels) {
        const delay = this.options.sentinelRetryStrategy?.(++this.sentinelAttempts);
        const retry = typeof delay === "number" ? `Retrying from scratch after ${delay}ms.` : "and retry is disabled.";
        error = new Error(`All sentinels are unreachable${typeof delay === "number" ? "." : ""} ${retry} Last error: ${error.message}`);
        this.silentEmit("error", error);
        if (typeof delay === "number") return again(delay);
        this.flush(error);
        return this.end_();
      }
      if (own) {
        if (error.message.startsWith("NOAUTH")) error = new Error("Ready check failed: " + error.message);
        this.setStatus("connect");
        this.flush(error);
      }
      this.onLost(error);
    });
  }
  /** The server cannot be reached any more, or yet. */
  onLost(error) {
    if (error) this.silentEmit("error", error);
    this.setStatus("close");
    if (this.manuallyClosing) return this.end_();
    const { retryStrategy: retryStrategy2, maxRetriesPerRequest } = this.options;
    if (typeof retryStrategy2 !== "function") return this.end_();
    const delay = retryStrategy2(++this.retryAttempts);
    if (typeof delay !== "number") return this.end_();
    this.setStatus("reconnecting", delay);
    this.reconnectTimeout = setTimeout(() => {
      this.reconnectTimeout = null;
      this.open();
    }, delay);
    if (typeof maxRetriesPerRequest === "number" && maxRetriesPerRequest >= 0 && this.retryAttempts % (maxRetriesPerRequest + 1) === 0) {
      this.flush(new MaxRetriesPerRequestError(maxRetriesPerRequest));
    }
  }
  end_() {
    this.manuallyClosing = false;
    this.subscribed = void 0;
    this.setStatus("end");
    this.flush(new Error(CONNECTION_CLOSED));
  }
  flush(error) {
    this.native.fail(error);
  }
  disconnect(reconnect = false) {
    if (this.status === "end") return;
    if (!reconnect) this.manuallyClosing = true;
    if (this.reconnectTimeout && !reconnect) {
      clearTimeout(this.reconnectTimeout);
      this.reconnectTimeout = null;
    }
    const waiting = this.status === "wait" || this.status === "reconnecting";
    this.native.close();
    if (waiting) this.onLost();
    else queueMicrotask(() => this.onLost());
  }
  end() {
    this.disconnect();
  }
  /** Waits for the commands given before, then closes. */
  quit(callback) {
    const done = async () => {
      if (this.status === "end") throw new Error(CONNECTION_CLOSED);
      await this.settled();
      this.disconnect();
      return "OK";
    };
    return nodeify(done(), callback);
  }
  idle = [];
  /** @ignore Ends when no command waits for its reply. */
  settled() {
    return this.queued === 0 ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
  }
  duplicate(override) {
    return new _Redis({ ...this.options, ...override });
  }
  monitor() {
    throw new Error("ioredis: monitor() does not work in the host: its connections are shared");
  }
  sendCommand(command) {
    if (command.name === "quit") return this.quit();
    if (this.subscribed && !subscriber.has(command.name)) {
      command.reject(new Error("Connection in subscriber mode, only subscriber commands may be used"));
    } else if (command.name !== "ping" && subscriber.has(command.name)) {
      this.subscription(command);
    } else if (command.name === "monitor") {
      command.reject(new Error("ioredis: monitor() does not work in the host: its connections are shared"));
    } else {
      this.sendGroup([command], false);
    }
    return command.promise;
  }
  /** Sends commands in one piece and settles them. */
  sendGroup(group, pipeline) {
    void this.transmit(group, pipeline).then(
      (results) => {
        results.forEach(([error, reply], i) => error ? this.failed(group[i], error) : group[i].resolve(reply));
      },
      (error) => {
        for (const command of group) command.reject(error);
      }
    );
  }
  /** Sends commands in one piece and gives [error, reply] for each. */
  transmit(group, pipeline) {
    if (!this.usable()) {
      return Promise.reject(new Error(this.status === "end" ? CONNECTION_CLOSED : "Stream isn't writeable and enableOfflineQueue options is false"));
    }
    const bytes = group.some((command) => command.bytes);
    const { commandTimeout = 0 } = this.options;
    const patience = pipeline ? 0 : this.patience(group[0]);
    const silent = patience > 0 && !(commandTimeout > 0 && commandTimeout <= patience);
    this.queued++;
    return this.native.send(
      group.map((command) => command.frame),
      {
        timeout: silent ? patience : commandTimeout,
        alone: !pipeline && group.some((command) => command.alone),
        stringNumbers: !!this.options.stringNumbers,
        bytes
      }
    ).then(
      (results) => results.map(([error, reply], i) => {
        if (error) error.command = { name: group[i].name, args: group[i].args };
        return [error, bytes && !error ? decode(group[i], reply) : reply];
      }),
      (error) => {
        if (silent && error?.message === "Command timed out") return [[null, null]];
        if (error?.message === ABORTED) throw new AbortError(ABORTED);
        throw error;
      }
    ).finally(() => {
      if (--this.queued === 0) for (const resolve of this.idle.splice(0)) resolve();
    });
  }
  /** How long a command that blocks may take before its reply is null; 0 when that is not bounded. */
  patience(command) {
    const { blockingTimeout, blockingTimeoutGrace } = this.options;
    if (!(blockingTimeout > 0) || !command.blocks) return 0;
    const own = command.blockingTime;
    return own > 0 ? own + (blockingTimeoutGrace ?? 100) : blockingTimeout;
  }
  /** Tells a command its error reply, unless reconnectOnError has it sent again. */
  failed(command, error) {
    const what = this.options.reconnectOnError?.(error);
    if (what === true || what === 1 || what === 2) {
      if (this.status !== "reconnecting") this.disconnect(true);
      if (what === 2) return this.sendGroup([command], false);
    }
    command.reject(error);
  }
  /** Connects when nothing did; says whether commands may be given now. */
  usable() {
    if (this.status === "wait") this.open();
    return this.status !== "end" && (this.status === "ready" || this.options.enableOfflineQueue);
  }
  subscription(command) {
    if (!this.usable()) {
      command.reject(new Error(CONNECTION_CLOSED));
      return;
    }
    const on = !command.name.includes("unsubscribe");
    const kind = command.name.replace("unsubscribe", "subscribe");
    const sets = this.subscribed ??= { subscribe: /* @__PURE__ */ new Set(), psubscribe: /* @__PURE__ */ new Set(), ssubscribe: /* @__PURE__ */ new Set() };
    const channels = command.args.map(String);
    const answers = channels.length || sets[kind].size || 1;
    for (const channel of channels) on ? sets[kind].add(channel) : sets[kind].delete(channel);
    if (!on && channels.length === 0) sets[kind].clear();
    this.native.subscribe(command.name, channels, answers).then(
      (count) => {
        if (count === 0) this.subscribed = void 0;
        command.resolve(count);
      },
      (error) => {
        this.subscribed = void 0;
        command.reject(error);
      }
    );
  }
  onMessage(pattern, channel, payload) {
    const bytes = buffers(payload);
    const self = this;
    const kind = pattern ? "psubscribe" : this.subscribed?.ssubscribe.has(channel) ? "ssubscribe" : "subscribe";
    const event = messageEvents[kind];
    const names2 = pattern ? [pattern, channel] : [channel];
    if (self.listenerCount(event) > 0) self.emit(event, ...names2, bytes.toString());
    self.emit(event + "Buffer", ...pattern ? [pattern, Buffer.from(channel)] : [Buffer.from(channel)], bytes);
  }
  scanStream(options) {
    return this.stream("scan", void 0, options);
  }
  scanBufferStream(options) {
    return this.stream("scanBuffer", void 0, options);
  }
};
function decode(command, reply) {
  const text2 = (v) => Array.isArray(v) ? v.map(text2) : Buffer.isBuffer(v) ? v.toString() : v;
  const all = buffers(reply);
  return command.bytes ? all : text2(all);
}

// bundler/shims/ioredis/nodes.ts
var Nodes = class extends import_node_events2.EventEmitter {
  constructor(redisOptions, retryStrategy2) {
    super();
    this.redisOptions = redisOptions;
    this.retryStrategy = retryStrategy2;
  }
  redisOptions;
  retryStrategy;
  clients = /* @__PURE__ */ new Map();
  get size() {
    return this.clients.size;
  }
  get(key) {
    return this.clients.get(key);
  }
  list(role) {
    return [...this.clients.values()].filter((node) => role === "all" || node.options.readOnly === (role === "slave"));
  }
  /** The client of a node, made when there is none. */
  ensure(node) {
    const key = `${node.host}:${node.port}`;
    const old = this.clients.get(key);
    if (old && (node.readOnly === void 0 || old.options.readOnly === node.readOnly)) return old;
    const client = new Redis({
      ...node,
      ...this.redisOptions,
      host: node.host,
      port: node.port,
      readOnly: !!node.readOnly,
      retryStrategy: this.retryStrategy ?? null,
      enableOfflineQueue: true,
      lazyConnect: true
    });
    this.clients.set(key, client);
    old?.disconnect();
    client.once("end", () => {
      if (this.clients.get(key) === client) {
        this.clients.delete(key);
        this.emit("-node", client, key);
        if (this.size === 0) this.emit("drain");
      }
    });
    client.on("error", (error) => this.emit("nodeError", error, key));
    this.emit("+node", client, key);
    return client;
  }
  /** Makes the given nodes those that are known. */
  reset(nodes) {
    const keys = new Set(nodes.map((node) => `${node.host}:${node.port}`));
    for (const [key, client] of [...this.clients]) if (!keys.has(key)) client.disconnect();
    for (const node of nodes) this.ensure(node);
  }
};

// bundler/shims/ioredis/cluster.ts
var defaults2 = {
  clusterRetryStrategy: (times) => Math.min(100 + times * 2, 2e3),
  clusterNodeRetryStrategy: null,
  enableOfflineQueue: true,
  enableReadyCheck: true,
  scaleReads: "master",
  maxRedirections: 16,
  retryDelayOnMoved: 0,
  retryDelayOnFailover: 100,
  retryDelayOnClusterDown: 100,
  retryDelayOnTryAgain: 100,
  slotsRefreshTimeout: 1e3,
  useSRVRecords: false,
  enableAutoPipelining: false,
  autoPipeliningIgnoredCommands: [],
  shardedSubscribers: false
};
var refused2 = {
  useSRVRecords: "give the nodes' addresses",
  shardedSubscribers: "subscribe with a client of the node that has the channel's slot: cluster.nodes()"
};
var subscriptions = /* @__PURE__ */ new Set(["subscribe", "psubscribe", "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe"]);
var ignore = () => {
};
var wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
var sample = (list2) => list2[Math.floor(Math.random() * list2.length)];
var Cluster = class _Cluster extends Client {
  constructor(startupNodes, options = {}) {
    super();
    this.startupNodes = startupNodes;
    this.options = { ...defaults2 };
    for (const key of Object.keys(options)) if (options[key] !== void 0) this.options[key] = options[key];
    const o = this.options;
    o.keyPrefix ||= o.redisOptions?.keyPrefix;
    if (typeof o.scaleReads !== "function" && !["all", "master", "slave"].includes(o.scaleReads)) {
      throw new Error(`Invalid option scaleReads "${o.scaleReads}". Expected "all", "master", "slave" or a custom function`);
    }
    refuse(o, refused2);
    parse([{ host: "localhost", ...o.redisOptions }]);
    this.pool = new Nodes(o.redisOptions, o.clusterNodeRetryStrategy);
    const self = this;
    this.pool.on("+node", (node) => self.emit("+node", node));
    this.pool.on("-node", (node) => self.emit("-node", node));
    this.pool.on("nodeError", (error, key) => self.emit("node error", error, key));
    this.pool.on("drain", () => this.closed());
    this.defineScripts();
    if (!o.lazyConnect) this.connect().catch(ignore);
  }
  startupNodes;
  isCluster = true;
  /** The nodes of each slot, by their keys, the master first. */
  slots = [];
  pool;
  epoch = 0;
  waiting = [];
  refreshing = null;
  slotsTimer = null;
  subscriber;
  /** Connects, and waits until that is done. */
  connect() {
    if (this.status === "connecting" || this.status === "connect" || this.status === "ready") {
      return Promise.reject(new Error("Redis is already connecting/connected"));
    }
    const release = import_redis5.default.hold();
    const done = new Promise((resolve, reject) => import_redis5.default.apart(() => this.open().then(resolve, reject)));
    done.then(release, release);
    return done;
  }
  async open() {
    const epoch = ++this.epoch;
    const stale = () => epoch !== this.epoch || this.status === "end";
    this.manuallyClosing = false;
    this.setStatus("connecting");
    try {
      this.pool.reset(await this.resolved());
      if (stale()) throw new Error("Connection is aborted");
      await this.refresh();
      if (stale()) throw new Error("Connection is aborted");
      this.setStatus("connect");
      if (this.options.enableReadyCheck && await this.failing()) throw new Error("CLUSTERDOWN The cluster is down");
    } catch (error) {
      if (stale()) throw error;
      if (error instanceof ClusterAllFailedError) this.silentEmit("error", error);
      const drained = this.pool.size === 0;
      this.pool.reset([]);
      if (drained || this.status !== "close") this.closed(error);
      throw error instanceof ClusterAllFailedError ? new Error("None of startup nodes is available") : error;
    }
    this.retryAttempts = 0;
    this.setStatus("ready");
    for (const { go } of this.waiting.splice(0)) go();
    const { slotsRefreshInterval } = this.options;
    if (slotsRefreshInterval) this.slotsTimer = setInterval(() => this.refresh().catch(ignore), slotsRefreshInterval);
  }
  /** The nodes that the constructor was given. */
  async resolved() {
    if (!Array.isArray(this.startupNodes) || this.startupNodes.length === 0) throw new Error("`startupNodes` should contain at least one node.");
    return Promise.all(
      this.startupNodes.map(async (given) => {
        const { db: _, ...node } = typeof given === "object" ? given : parse([given]);
        node.port = Number(node.port || 6379);
        node.host ||= "127.0.0.1";
        const { dnsLookup } = this.options;
        if (dnsLookup) node.host = await new Promise((resolve, reject) => dnsLookup(node.host, (error, address) => error ? reject(error) : resolve(address)));
        return { host: node.host, port: node.port, ...typeof given === "object" ? node : {} };
      })
    );
  }
  /** Whether the cluster says of itself that it is down. */
  async failing() {
    const node = sample(this.pool.list("all"));
    return !node || String(await node.cluster("INFO")).includes("cluster_state:fail");
  }
  /** Learns who has which slots, from the first node that says. */
  refresh() {
    return this.refreshing ??= new Promise((resolve, reject) => import_redis5.default.apart(() => this.learn().then(resolve, reject))).finally(() => this.refreshing = null);
  }
  /** @ignore */
  refreshSlotsCache(callback) {
    nodeify(this.refresh(), callback).catch(ignore);
  }
  async learn() {
    let last = null;
    const nodes = this.pool.list("all").sort(() => Math.random() - 0.5);
    for (const node of nodes) {
      const asked = node.duplicate({ retryStrategy: null, lazyConnect: true, enableReadyCheck: false });
      asked.on("error", ignore);
      try {
        this.know(await within(this.options.slotsRefreshTimeout, asked.cluster("SLOTS")));
        return;
      } catch (error) {
        this.emit("node error", error, `${node.options.host}:${node.options.port}`);
        last = error;
      } finally {
        asked.disconnect();
      }
    }
    throw new ClusterAllFailedError(ClusterAllFailedError.defaultMessage, last);
  }
  know(ranges) {
    if (this.manuallyClosing) return;
    const nodes = /* @__PURE__ */ new Map();
    for (const [from, to, ...members] of ranges) {
      const keys = [];
      members.forEach(([host, port], i) => {
        if (!host) return;
        const node = this.mapped(`${host}:${port}`);
        const key = `${node.host}:${node.port}`;
        keys.push(key);
        if (i === 0 || !nodes.has(key)) nodes.set(key, { ...node, readOnly: i > 0 });
      });
      for (let slot = from; slot <= to; slot++) this.slots[slot] = keys;
    }
    this.pool.reset([...nodes.values()]);
    if (this.subscriber && !this.pool.get(`${this.subscriber.options.host}:${this.subscriber.options.port}`)) this.moveSubscriber();
    this.emit("refresh");
  }
  /** Where to reach the node that others call by key. */
  mapped(key) {
    const { natMap } = this.options;
    return { ...(typeof natMap === "function" ? natMap(key) : natMap?.[key]) ?? split(key) };
  }
  nodes(role = "all") {
    if (role !== "all" && role !== "master" && role !== "slave") throw new Error(`Invalid role "${role}". Expected "all", "master" or "slave"`);
    return this.pool.list(role);
  }
  sendCommand(command) {
    if (command.name === "quit") return this.quit();
    if (subscriptions.has(command.name)) this.subscription(command);
    else this.sendGroup([command], false).catch(command.reject);
    return command.promise;
  }
  /** Sends commands to the node that their keys are in, and settles them. */
  async sendGroup(group, pipeline) {
    const release = import_redis5.default.hold();
    try {
      await this.usable(group[0]);
      if (pipeline) this.together(group);
      const slot = group.map((command) => command.getSlot()).find((slot2) => slot2 !== null) ?? null;
      await this.run({ group, pipeline, slot, left: this.options.maxRedirections }).catch((error) => {
        for (const command of group) command.reject(error);
      });
    } finally {
      release();
    }
  }
  /** Waits until commands may be sent. */
  usable(command) {
    if (this.status === "wait") this.connect().catch(ignore);
    if (this.status === "ready") return;
    if (this.status === "end") throw new Error(CONNECTION_CLOSED);
    if (!this.options.enableOfflineQueue) throw new Error("Cluster isn't ready and enableOfflineQueue options is false");
    return new Promise((go, fail) => this.waiting.push({ go, fail }));
  }
  /** Throws for a pipeline that no one node can carry out. */
  together(group) {
    let all;
    for (const command of group) {
      const slot = command.getSlot();
      if (slot === null) continue;
      const nodes = String(this.slots[slot] ?? []);
      if (nodes !== (all ??= nodes)) throw new Error("All keys in the pipeline should belong to the same slots allocation group");
    }
  }
  async run(errand) {
    const { group } = errand;
    for (; ; ) {
      if (this.status === "end") throw new AbortError("Cluster is ended.");
      const node = this.pick(errand);
      if (!node) {
        await this.usable(group[0]);
        if (this.pool.size > 0) continue;
        throw new Error(CONNECTION_CLOSED);
      }
      const sent = errand.asking ? [asking(), ...group] : group;
      errand.asking = void 0;
      let results;
      try {
        results = await node.transmit(sent, errand.pipeline || sent !== group);
      } catch (error) {
        if (error.message !== CONNECTION_CLOSED || !await this.redirected(errand, error)) throw error;
        continue;
      }
      if (sent !== group) results.shift();
      const whole = group[0].name === "multi" && group.at(-1).name === "exec";
      const redirection = results.find(([error]) => error && isRedirection(error))?.[0];
      if (redirection && (group.length === 1 || whole)) {
        if (await this.redirected(errand, redirection)) continue;
        results = results.map(([error, reply]) => error ? [redirection, reply] : [error, reply]);
      }
      const again = [];
      results.forEach(([error, reply], i) => {
        const command = group[i];
        if (!error) command.resolve(reply);
        else if (isRedirection(error) && !whole && group.length > 1) again.push(this.sendGroup([command], false).catch(command.reject));
        else command.reject(error);
      });
      await Promise.all(again);
      return;
    }
  }
  /** The client of the node that commands are for now. */
  pick(errand) {
    if (errand.asking) return this.pool.ensure(this.mapped(errand.asking));
    const { scaleReads } = this.options;
    const to = scaleReads !== "master" && errand.group.every((command) => command.isReadOnly) ? scaleReads : "master";
    const keys = errand.slot === null || errand.random ? [] : this.slots[errand.slot] ?? [];
    errand.random = false;
    if (keys.length > 0 && typeof to === "function") {
      const nodes = keys.map((key2) => this.pool.get(key2)).filter(Boolean);
      const chosen = to(nodes, errand.group[0]);
      return (Array.isArray(chosen) ? sample(chosen) : chosen) ?? nodes[0];
    }
    const key = to === "all" ? sample(keys) : to === "slave" && keys.length > 1 ? sample(keys.slice(1)) : keys[0];
    return key && this.pool.get(key) || sample(this.pool.list(typeof to === "function" ? "all" : to)) || sample(this.pool.list("all"));
  }
  /** Whether commands are to be sent again after an error: it then waited as long as that takes. */
  async redirected(errand, error) {
    const [kind, slot, key] = error.message.split(" ");
    const o = this.options;
    const delay = { MOVED: o.retryDelayOnMoved, ASK: 0, TRYAGAIN: o.retryDelayOnTryAgain, CLUSTERDOWN: o.retryDelayOnClusterDown }[kind] ?? o.retryDelayOnFailover;
    if (!(delay > 0) && kind !== "MOVED" && kind !== "ASK") return false;
    if (errand.left-- <= 0) {
      error.message = `Too many Cluster redirections. Last error: ${error}`;
      return false;
    }
    if (delay > 0) await wait(delay);
    if (kind === "MOVED") {
      const node = this.mapped(key);
      this.slots[Number(slot)] = [`${node.host}:${node.port}`];
      this.pool.ensure(node);
      this.refresh().catch(ignore);
    } else if (kind === "ASK") errand.asking = key;
    else {
      errand.random = true;
      if (kind !== "TRYAGAIN") await this.refresh().catch(ignore);
    }
    return true;
  }
  /** The last node went away. */
  closed(reason) {
    if (this.status === "end" || this.status === "reconnecting" || this.status === "close") return;
    clearInterval(this.slotsTimer);
    this.setStatus("close");
    const { clusterRetryStrategy } = this.options;
    const delay = !this.manuallyClosing && typeof clusterRetryStrategy === "function" ? clusterRetryStrategy.call(this, ++this.retryAttempts, reason) : null;
    if (typeof delay !== "number") {
      this.setStatus("end");
      this.subscriber?.disconnect();
      for (const { fail } of this.waiting.splice(0)) fail(new Error("None of startup nodes is available"));
      return;
    }
    this.setStatus("reconnecting");
    import_redis5.default.apart(() => {
      this.reconnectTimeout = setTimeout(() => {
        this.reconnectTimeout = null;
        this.connect().catch(ignore);
      }, delay);
    });
  }
  disconnect(reconnect = false) {
    if (this.status === "end") return;
    const { size } = this.pool;
    if (!reconnect) {
      this.manuallyClosing = true;
      clearTimeout(this.reconnectTimeout);
      this.subscriber?.disconnect();
      this.subscriber = void 0;
    }
    this.epoch++;
    this.setStatus("disconnecting");
    this.pool.reset([]);
    if (size === 0) this.closed();
  }
  end() {
    this.disconnect();
  }
  /** Waits for the commands given before, then closes. */
  quit(callback) {
    const done = async () => {
      if (this.status === "end") throw new Error(CONNECTION_CLOSED);
      const nodes = this.nodes();
      this.manuallyClosing = true;
      await Promise.all(nodes.map((node) => node.settled()));
      this.disconnect();
      return "OK";
    };
    return nodeify(done(), callback);
  }
  duplicate(nodes = [], options = {}) {
    return new _Cluster(nodes.length > 0 ? nodes : this.startupNodes.slice(), { ...this.options, ...options });
  }
  /** Subscriptions are those of one node: what is published anywhere reaches all. */
  async subscription(command) {
    const release = import_redis5.default.hold();
    try {
      await this.usable(command);
      this.subscriber ??= this.listen();
      this.subscriber.sendCommand(command);
      await command.promise.catch(ignore);
    } catch (error) {
      command.reject(error);
    } finally {
      release();
    }
  }
  listen() {
    const node = sample(this.pool.list("all"));
    if (!node) throw new AbortError("No subscriber for the cluster");
    const own = node.duplicate({ lazyConnect: true, retryStrategy: Redis.retry });
    own.on("error", ignore);
    for (const event of ["message", "messageBuffer", "pmessage", "pmessageBuffer", "smessage", "smessageBuffer"]) {
      own.on(event, (...args) => this.emit(event, ...args));
    }
    return own;
  }
  /** Subscribes with another node to what was subscribed to. */
  moveSubscriber() {
    const old = this.subscriber;
    const sets = old.condition.subscriber || {};
    old.disconnect();
    this.subscriber = void 0;
    if (this.pool.size === 0) return;
    this.subscriber = this.listen();
    for (const [kind, channels] of Object.entries(sets)) {
      if (channels.size > 0) this.subscriber[kind](...channels).catch((error) => this.silentEmit("error", error));
    }
  }
};
var isRedirection = (error) => /^(MOVED|ASK|TRYAGAIN|CLUSTERDOWN) ?/.test(error.message);
var asking = () => ({ name: "asking", args: [], frame: ["asking"], bytes: false, alone: false, blocks: false });
async function within(ms, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("timeout")), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

// bundler/shims/ioredis/index.ts
Redis.Cluster = Cluster;
Redis.Command = Command;
function print(error, reply) {
  console.log(error ? "Error: " + error : "Reply: " + reply);
}
var index_default = Redis;
var names = { Redis, Cluster, Command, Pipeline, ScanStream, ReplyError, AbortError, MaxRetriesPerRequestError, print, default: Redis, __esModule: true };
for (const [name, value] of Object.entries(names)) Object.defineProperty(Redis, name, { value, enumerable: name !== "__esModule", configurable: true, writable: true });
module.exports = Redis;
