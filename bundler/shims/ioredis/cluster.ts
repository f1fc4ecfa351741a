// The client of a cluster: one client for each node, and which of them a
// command is for.
import native from "host:internal/redis";
import { Client } from "./client.ts";
import { AbortError, ClusterAllFailedError, type Command, CONNECTION_CLOSED, nodeify } from "host:internal/redis-commands";
import { Nodes } from "./nodes.ts";
import { parse, refuse, split } from "./options.ts";
import { Redis } from "./redis.ts";

type Any = any;

const defaults = {
  clusterRetryStrategy: (times: number) => Math.min(100 + times * 2, 2000),
  clusterNodeRetryStrategy: null,
  enableOfflineQueue: true,
  enableReadyCheck: true,
  scaleReads: "master",
  maxRedirections: 16,
  retryDelayOnMoved: 0,
  retryDelayOnFailover: 100,
  retryDelayOnClusterDown: 100,
  retryDelayOnTryAgain: 100,
  slotsRefreshTimeout: 1000,
  useSRVRecords: false,
  enableAutoPipelining: false,
  autoPipeliningIgnoredCommands: [],
  shardedSubscribers: false,
};

const refused: Record<string, string> = {
  useSRVRecords: "give the nodes' addresses",
  shardedSubscribers: "subscribe with a client of the node that has the channel's slot: cluster.nodes()",
};

const subscriptions = new Set(["subscribe", "psubscribe", "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe"]);
const ignore = () => {};
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const sample = <T>(list: T[]): T | undefined => list[Math.floor(Math.random() * list.length)];

/** What is on its way to a node. */
interface Errand {
  group: Command[];
  pipeline: boolean;
  slot: number | null;
  /** How often it may yet be sent elsewhere. */
  left: number;
  /** Where the server said that it belongs, for once. */
  asking?: string;
  random?: boolean;
}

export class Cluster extends Client {
  isCluster = true;
  /** The nodes of each slot, by their keys, the master first. */
  slots: string[][] = [];
  private pool: Nodes;
  private epoch = 0;
  private waiting: { go: () => void; fail: (error: Error) => void }[] = [];
  private refreshing: Promise<void> | null = null;
  private slotsTimer: Any = null;
  private subscriber?: Redis;

  constructor(
    private startupNodes: Any[],
    options: Any = {},
  ) {
    super();
    this.options = { ...defaults };
    for (const key of Object.keys(options)) if (options[key] !== undefined) this.options[key] = options[key];
    const o = this.options;
    o.keyPrefix ||= o.redisOptions?.keyPrefix;
    if (typeof o.scaleReads !== "function" && !["all", "master", "slave"].includes(o.scaleReads)) {
      throw new Error(`Invalid option scaleReads "${o.scaleReads}". Expected "all", "master", "slave" or a custom function`);
    }
    refuse(o, refused);
    parse([{ host: "localhost", ...o.redisOptions }]); // mistakes are told at once
    this.pool = new Nodes(o.redisOptions, o.clusterNodeRetryStrategy);
    const self = this as Any;
    this.pool.on("+node", (node: Redis) => self.emit("+node", node));
    this.pool.on("-node", (node: Redis) => self.emit("-node", node));
    this.pool.on("nodeError", (error: Error, key: string) => self.emit("node error", error, key));
    this.pool.on("drain", () => this.closed());
    this.defineScripts();
    if (!o.lazyConnect) this.connect().catch(ignore);
  }

  /** Connects, and waits until that is done. */
  connect(): Promise<void> {
    if (this.status === "connecting" || this.status === "connect" || this.status === "ready") {
      return Promise.reject(new Error("Redis is already connecting/connected"));
    }
    const release = native.hold();
    const done = new Promise<void>((resolve, reject) => native.apart(() => this.open().then(resolve, reject)));
    done.then(release, release);
    return done;
  }

  private async open(): Promise<void> {
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
      if (this.options.enableReadyCheck && (await this.failing())) throw new Error("CLUSTERDOWN The cluster is down");
    } catch (error: Any) {
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
  private async resolved(): Promise<Any[]> {
    if (!Array.isArray(this.startupNodes) || this.startupNodes.length === 0) throw new Error("`startupNodes` should contain at least one node.");
    return Promise.all(
      this.startupNodes.map(async (given) => {
        const { db: _, ...node } = typeof given === "object" ? given : parse([given]);
        node.port = Number(node.port || 6379);
        node.host ||= "127.0.0.1";
        const { dnsLookup } = this.options;
        if (dnsLookup) node.host = await new Promise((resolve, reject) => dnsLookup(node.host, (error: Any, address: string) => (error ? reject(error) : resolve(address))));
        return { host: node.host, port: node.port, ...(typeof given === "object" ? node : {}) };
      }),
    );
  }

  /** Whether the cluster says of itself that it is down. */
  private async failing(): Promise<boolean> {
    const node = sample(this.pool.list("all"));
    return !node || String(await (node as Any).cluster("INFO")).includes("cluster_state:fail");
  }

  /** Learns who has which slots, from the first node that says. */
  private refresh(): Promise<void> {
    return (this.refreshing ??= new Promise<void>((resolve, reject) => native.apart(() => this.learn().then(resolve, reject))).finally(() => (this.refreshing = null)));
  }

  /** @ignore */
  refreshSlotsCache(callback?: Any): void {
    nodeify(this.refresh(), callback).catch(ignore);
  }

  private async learn(): Promise<void> {
    let last: Error | null = null;
    const nodes = this.pool.list("all").sort(() => Math.random() - 0.5);
    for (const node of nodes) {
      // Not the node's own client, which may wait in a command that blocks.
      const asked: Any = node.duplicate({ retryStrategy: null, lazyConnect: true, enableReadyCheck: false });
      asked.on("error", ignore);
      try {
        this.know(await within(this.options.slotsRefreshTimeout, asked.cluster("SLOTS")));
        return;
      } catch (error: Any) {
        (this as Any).emit("node error", error, `${node.options.host}:${node.options.port}`);
        last = error;
      } finally {
        asked.disconnect();
      }
    }
    throw new ClusterAllFailedError(ClusterAllFailedError.defaultMessage, last);
  }

  private know(ranges: Any[]): void {
    if (this.manuallyClosing) return;
    const nodes = new Map<string, Any>();
    for (const [from, to, ...members] of ranges) {
      const keys: string[] = [];
      members.forEach(([host, port]: Any, i: number) => {
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
    (this as Any).emit("refresh");
  }

  /** Where to reach the node that others call by key. */
  private mapped(key: string): Any {
    const { natMap } = this.options;
    return { ...((typeof natMap === "function" ? natMap(key) : natMap?.[key]) ?? split(key)) };
  }

  nodes(role = "all"): Redis[] {
    if (role !== "all" && role !== "master" && role !== "slave") throw new Error(`Invalid role "${role}". Expected "all", "master" or "slave"`);
    return this.pool.list(role);
  }

  override sendCommand(command: Command): Any {
    if (command.name === "quit") return this.quit();
    if (subscriptions.has(command.name)) this.subscription(command);
    else this.sendGroup([command], false).catch(command.reject);
    return command.promise;
  }

  /** Sends commands to the node that their keys are in, and settles them. */
  async sendGroup(group: Command[], pipeline: boolean): Promise<void> {
    const release = native.hold();
    try {
      await this.usable(group[0]!);
      if (pipeline) this.together(group);
      const slot = group.map((command) => command.getSlot()).find((slot) => slot !== null) ?? null;
      await this.run({ group, pipeline, slot, left: this.options.maxRedirections }).catch((error) => {
        for (const command of group) command.reject(error);
      });
    } finally {
      release();
    }
  }

  /** Waits until commands may be sent. */
  private usable(command: Command): Promise<void> | undefined {
    if (this.status === "wait") this.connect().catch(ignore);
    if (this.status === "ready") return;
    if (this.status === "end") throw new Error(CONNECTION_CLOSED);
    if (!this.options.enableOfflineQueue) throw new Error("Cluster isn't ready and enableOfflineQueue options is false");
    return new Promise((go, fail) => this.waiting.push({ go, fail }));
  }

  /** Throws for a pipeline that no one node can carry out. */
  private together(group: Command[]): void {
    let all: string | undefined;
    for (const command of group) {
      const slot = command.getSlot();
      if (slot === null) continue;
      const nodes = String(this.slots[slot] ?? []);
      if (nodes !== (all ??= nodes)) throw new Error("All keys in the pipeline should belong to the same slots allocation group");
    }
  }

  private async run(errand: Errand): Promise<void> {
    const { group } = errand;
    for (;;) {
      if (this.status === "end") throw new AbortError("Cluster is ended.");
      const node = this.pick(errand);
      if (!node) {
        await this.usable(group[0]!);
        if (this.pool.size > 0) continue;
        throw new Error(CONNECTION_CLOSED);
      }
      const sent = errand.asking ? [asking(), ...group] : group;
      errand.asking = undefined;
      let results: Any[];
      try {
        results = await node.transmit(sent, errand.pipeline || sent !== group);
      } catch (error: Any) {
        if (error.message !== CONNECTION_CLOSED || !(await this.redirected(errand, error))) throw error;
        continue;
      }
      if (sent !== group) results.shift();
      const whole = group[0]!.name === "multi" && group.at(-1)!.name === "exec";
      const redirection = results.find(([error]) => error && isRedirection(error))?.[0];
      if (redirection && (group.length === 1 || whole)) {
        if (await this.redirected(errand, redirection)) continue;
        results = results.map(([error, reply]) => (error ? [redirection, reply] : [error, reply]));
      }
      const again: Promise<void>[] = [];
      results.forEach(([error, reply], i) => {
        const command = group[i]!;
        if (!error) command.resolve(reply);
        else if (isRedirection(error) && !whole && group.length > 1) again.push(this.sendGroup([command], false).catch(command.reject));
        else command.reject(error);
      });
      await Promise.all(again);
      return;
    }
  }

  /** The client of the node that commands are for now. */
  private pick(errand: Errand): Redis | undefined {
    if (errand.asking) return this.pool.ensure(this.mapped(errand.asking));
    const { scaleReads } = this.options;
    const to = scaleReads !== "master" && errand.group.every((command) => command.isReadOnly) ? scaleReads : "master";
    const keys = errand.slot === null || errand.random ? [] : (this.slots[errand.slot] ?? []);
    errand.random = false;
    if (keys.length > 0 && typeof to === "function") {
      const nodes = keys.map((key) => this.pool.get(key)).filter(Boolean);
      const chosen = to(nodes, errand.group[0]);
      return (Array.isArray(chosen) ? sample(chosen) : chosen) ?? nodes[0];
    }
    const key = to === "all" ? sample(keys) : to === "slave" && keys.length > 1 ? sample(keys.slice(1)) : keys[0];
    return (key && this.pool.get(key)) || sample(this.pool.list(typeof to === "function" ? "all" : to)) || sample(this.pool.list("all"));
  }

  /** Whether commands are to be sent again after an error: it then waited as long as that takes. */
  private async redirected(errand: Errand, error: Any): Promise<boolean> {
    const [kind, slot, key] = error.message.split(" ");
    const o = this.options;
    const delay =
      { MOVED: o.retryDelayOnMoved, ASK: 0, TRYAGAIN: o.retryDelayOnTryAgain, CLUSTERDOWN: o.retryDelayOnClusterDown }[kind as string] ?? o.retryDelayOnFailover;
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
  private closed(reason?: Error): void {
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
    native.apart(() => {
      this.reconnectTimeout = setTimeout(() => {
        this.reconnectTimeout = null;
        this.connect().catch(ignore);
      }, delay);
    });
  }

  disconnect(reconnect = false): void {
    if (this.status === "end") return;
    const { size } = this.pool;
    if (!reconnect) {
      this.manuallyClosing = true;
      clearTimeout(this.reconnectTimeout);
      this.subscriber?.disconnect();
      this.subscriber = undefined;
    }
    this.epoch++;
    this.setStatus("disconnecting");
    this.pool.reset([]);
    if (size === 0) this.closed();
  }

  end(): void {
    this.disconnect();
  }

  /** Waits for the commands given before, then closes. */
  quit(callback?: Any): Promise<"OK"> {
    const done = async (): Promise<"OK"> => {
      if (this.status === "end") throw new Error(CONNECTION_CLOSED);
      const nodes = this.nodes();
      this.manuallyClosing = true;
      await Promise.all(nodes.map((node) => node.settled()));
      this.disconnect();
      return "OK";
    };
    return nodeify(done(), callback);
  }

  duplicate(nodes: Any[] = [], options: Any = {}): Cluster {
    return new Cluster(nodes.length > 0 ? nodes : this.startupNodes.slice(), { ...this.options, ...options });
  }

  /** Subscriptions are those of one node: what is published anywhere reaches all. */
  private async subscription(command: Command): Promise<void> {
    const release = native.hold();
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

  private listen(): Redis {
    const node = sample(this.pool.list("all"));
    if (!node) throw new AbortError("No subscriber for the cluster");
    const own: Any = node.duplicate({ lazyConnect: true, retryStrategy: Redis.retry });
    own.on("error", ignore);
    for (const event of ["message", "messageBuffer", "pmessage", "pmessageBuffer", "smessage", "smessageBuffer"]) {
      own.on(event, (...args: Any[]) => (this as Any).emit(event, ...args));
    }
    return own;
  }

  /** Subscribes with another node to what was subscribed to. */
  private moveSubscriber(): void {
    const old = this.subscriber!;
    const sets: Any = old.condition.subscriber || {};
    old.disconnect();
    this.subscriber = undefined;
    if (this.pool.size === 0) return;
    this.subscriber = this.listen();
    for (const [kind, channels] of Object.entries<Any>(sets)) {
      if (channels.size > 0) (this.subscriber as Any)[kind](...channels).catch((error: Error) => this.silentEmit("error", error));
    }
  }
}

const isRedirection = (error: Any) => /^(MOVED|ASK|TRYAGAIN|CLUSTERDOWN) ?/.test(error.message);

/** A command before the one that a node is asked to carry out for another. */
const asking = (): Any => ({ name: "asking", args: [], frame: ["asking"], bytes: false, alone: false, blocks: false });

/** Rejects when a promise takes too long. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: Any;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("timeout")), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
