// One command: its arguments as they go to the server, its reply as scripts
// get it.
import { exists, getKeyIndexes, hasFlag } from "@ioredis/commands";
import slotOf from "cluster-key-slot";
import { Buffer } from "node:buffer";

type Any = any;
type Callback = (error: Any, result?: Any) => void;

export interface CommandOptions {
  replyEncoding?: string | null;
  keyPrefix?: string;
}

const argumentOf: Record<string, (args: Any[]) => Any[]> = {};
const replyOf: Record<string, (reply: Any) => Any> = {};

const pairs = (v: Any): Any[] => (v instanceof Map ? [...v] : Object.entries(v)).flat();

for (const name of ["mset", "msetnx"]) {
  argumentOf[name] = (args) => (args.length === 1 && typeof args[0] === "object" && args[0] !== null ? pairs(args[0]) : args);
}
for (const name of ["hset", "hmset"]) {
  argumentOf[name] = (args) => (args.length === 2 && typeof args[1] === "object" && args[1] !== null ? [args[0], ...pairs(args[1])] : args);
}
replyOf.hgetall = (reply) => {
  if (!Array.isArray(reply)) return reply;
  const all: Any = {};
  for (let i = 0; i < reply.length; i += 2) {
    // Not an assignment: a field may be called __proto__.
    Object.defineProperty(all, reply[i], { value: reply[i + 1], configurable: true, enumerable: true, writable: true });
  }
  return all;
};

/** Tells a promise's end to a callback, when there is one. */
export function nodeify<T>(promise: Promise<T>, callback?: Callback): Promise<T> {
  if (typeof callback === "function") promise.then((value) => callback(null, value), (error) => callback(error));
  return promise;
}

const blockLast = new Set(["blpop", "brpop", "brpoplpush", "blmove", "bzpopmin", "bzpopmax", "bzmpop", "blmpop", "wait", "waitaof"]);
const ownState = new Set(["watch", "unwatch", "multi", "discard", "select", "auth", "hello", "client", "readonly", "readwrite", "asking", "script", "reset"]);

export class Command {
  static setArgumentTransformer(name: string, f: (args: Any[]) => Any[]): void {
    argumentOf[name] = f;
  }
  static setReplyTransformer(name: string, f: (reply: Any) => Any): void {
    replyOf[name] = f;
  }

  args: Any[];
  promise: Promise<Any>;
  resolve!: (reply: Any) => void;
  reject!: (error: Any) => void;
  private encoding: string | null | undefined;

  constructor(
    public name: string,
    args: Any[] = [],
    options: CommandOptions = {},
    callback?: Callback,
  ) {
    this.encoding = options.replyEncoding;
    const transform = argumentOf[name];
    let list = args.flat();
    if (transform) list = transform(list);
    this.args = list.map((arg) => (typeof arg === "string" || ArrayBuffer.isView(arg) ? arg : arg === null || arg === undefined ? "" : String(arg)));
    if (options.keyPrefix && exists(name, { caseInsensitive: true })) {
      for (const i of getKeyIndexes(name as Any, this.args, { nameCaseInsensitive: true } as Any)) this.args[i] = prefixed(options.keyPrefix, this.args[i]);
    }
    const promise = new Promise<Any>((resolve, reject) => {
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

  /** What the server is sent. */
  get frame(): Any[] {
    return [this.name, ...this.args];
  }

  /** Whether the reply is wanted as Buffers. */
  get bytes(): boolean {
    return !this.encoding;
  }

  /** Whether the command concerns the connection that it is sent on, or may occupy it. */
  get alone(): boolean {
    const name = this.name.toLowerCase();
    if (name === "xread" || name === "xreadgroup") return this.args.some((a) => typeof a === "string" && a.toLowerCase() === "block");
    return blockLast.has(name) || ownState.has(name);
  }

  /** Whether the command may wait in the server for something to come. */
  get blocks(): boolean {
    return this.alone && !ownState.has(this.name.toLowerCase());
  }

  /** How long the command waits in the server at most, in milliseconds; 0 for ever. */
  get blockingTime(): number {
    const name = this.name.toLowerCase();
    const at = this.args.findIndex((a) => typeof a === "string" && a.toLowerCase() === "block");
    if (name.startsWith("xread")) return Number(this.args[at + 1]) || 0;
    const time = Number(name.endsWith("mpop") ? this.args[0] : this.args[this.args.length - 1]) || 0;
    return name.startsWith("wait") ? time : time * 1000;
  }

  /** Whether the command changes nothing. */
  get isReadOnly(): boolean {
    return exists(this.name, { caseInsensitive: true }) && hasFlag(this.name as Any, "readonly", { nameCaseInsensitive: true } as Any);
  }

  getKeys(): Any[] {
    if (!exists(this.name, { caseInsensitive: true })) return [];
    return getKeyIndexes(this.name as Any, this.args, { nameCaseInsensitive: true } as Any).map((i: number) => this.args[i]);
  }

  /** The slot of a cluster that the first key is in; null without a key. */
  getSlot(): number | null {
    const [key] = this.getKeys();
    return key === undefined ? null : slotOf(key);
  }

  transformReply(reply: Any): Any {
    if (this.encoding && this.encoding !== "utf8") reply = encode(reply, this.encoding);
    const transform = replyOf[this.name];
    return transform ? transform(reply) : reply;
  }
}

function prefixed(prefix: string, key: Any): Any {
  return typeof key === "string" ? prefix + key : Buffer.concat([Buffer.from(prefix), Buffer.from(key)]);
}

function encode(v: Any, encoding: Any): Any {
  if (Array.isArray(v)) return v.map((item) => encode(item, encoding));
  return Buffer.isBuffer(v) ? v.toString(encoding) : v;
}

/** The bytes of a reply as Buffers. */
export function buffers(v: Any): Any {
  if (Array.isArray(v)) return v.map(buffers);
  return v instanceof Uint8Array ? Buffer.from(v.buffer, v.byteOffset, v.byteLength) : v;
}
