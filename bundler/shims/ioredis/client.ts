// What the client of one server and that of a cluster have in common.
import { EventEmitter } from "node:events";
import { Commander, CONNECTION_CLOSED, nodeify, Pipeline, ScanStream, transaction, wrapMultiResult } from "host:internal/redis-commands";

type Any = any;

export class Client extends Commander {
  status = "wait";
  retryAttempts = 0;
  protected manuallyClosing = false;
  protected reconnectTimeout: Any = null;

  constructor() {
    super();
    (EventEmitter as Any).call(this);
  }

  /** The scripts that the options define. */
  protected defineScripts(): void {
    for (const [name, definition] of Object.entries<Any>(this.options.scripts ?? {})) this.defineCommand(name, definition);
  }

  protected setStatus(status: string, arg?: Any): void {
    this.status = status;
    queueMicrotask(() => (this as Any).emit(status, arg));
  }

  silentEmit(event: string, error?: Any): boolean {
    if (event === "error") {
      if (this.status === "end") return false;
      if (this.manuallyClosing && error instanceof Error && (error.message === CONNECTION_CLOSED || ["connect", "read"].includes((error as Any).syscall))) return false;
    }
    if ((this as Any).listenerCount(event) > 0) return (this as Any).emit(event, error);
    if (event === "error") console.error("[ioredis] Unhandled error event:", error?.stack ?? error);
    return false;
  }

  pipeline(commands?: Any[][]): Pipeline {
    const pipeline = new Pipeline(this);
    return Array.isArray(commands) ? pipeline.addBatch(commands) : pipeline;
  }

  multi(commands?: Any, options?: Any): Any {
    if (options === undefined && !Array.isArray(commands)) [options, commands] = [commands, null];
    if (options?.pipeline === false) return this.call("multi");
    return transaction(this, commands);
  }

  exec(callback?: Any): Promise<Any> {
    return nodeify(this.call("exec").then((replies: Any) => (Array.isArray(replies) ? wrapMultiResult(replies) : replies)), callback);
  }

  sscanStream(key: Any, options?: Any): ScanStream {
    return this.stream("sscan", key, options);
  }
  hscanStream(key: Any, options?: Any): ScanStream {
    return this.stream("hscan", key, options);
  }
  zscanStream(key: Any, options?: Any): ScanStream {
    return this.stream("zscan", key, options);
  }
  sscanBufferStream(key: Any, options?: Any): ScanStream {
    return this.stream("sscanBuffer", key, options);
  }
  hscanBufferStream(key: Any, options?: Any): ScanStream {
    return this.stream("hscanBuffer", key, options);
  }
  zscanBufferStream(key: Any, options?: Any): ScanStream {
    return this.stream("zscanBuffer", key, options);
  }

  protected stream(command: string, key: Any, options?: Any): ScanStream {
    return new ScanStream({ objectMode: true, key, redis: this, command, ...options });
  }
}

// A client is an EventEmitter beside being a Commander.
Object.setPrototypeOf(Commander.prototype, EventEmitter.prototype);
