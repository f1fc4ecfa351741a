// The nodes of a cluster that are known, each with its client.
import { EventEmitter } from "node:events";
import { Redis } from "./redis.ts";

type Any = any;

export class Nodes extends EventEmitter {
  private clients = new Map<string, Redis>();

  constructor(
    private redisOptions: Any,
    private retryStrategy: Any,
  ) {
    super();
  }

  get size(): number {
    return this.clients.size;
  }

  get(key: string): Redis | undefined {
    return this.clients.get(key);
  }

  list(role: string): Redis[] {
    return [...this.clients.values()].filter((node) => role === "all" || node.options.readOnly === (role === "slave"));
  }

  /** The client of a node, made when there is none. */
  ensure(node: Any): Redis {
    const key = `${node.host}:${node.port}`;
    const old = this.clients.get(key);
    if (old && (node.readOnly === undefined || old.options.readOnly === node.readOnly)) return old;
    const client: Any = new Redis({
      ...node,
      ...this.redisOptions,
      host: node.host,
      port: node.port,
      readOnly: !!node.readOnly,
      retryStrategy: this.retryStrategy ?? null,
      enableOfflineQueue: true,
      lazyConnect: true,
    });
    this.clients.set(key, client);
    old?.disconnect(); // its role has changed
    client.once("end", () => {
      if (this.clients.get(key) === client) {
        this.clients.delete(key);
        this.emit("-node", client, key);
        if (this.size === 0) this.emit("drain");
      }
    });
    client.on("error", (error: Error) => this.emit("nodeError", error, key));
    this.emit("+node", client, key);
    return client;
  }

  /** Makes the given nodes those that are known. */
  reset(nodes: Any[]): void {
    const keys = new Set(nodes.map((node) => `${node.host}:${node.port}`));
    for (const [key, client] of [...this.clients]) if (!keys.has(key)) client.disconnect();
    for (const node of nodes) this.ensure(node);
  }
}
