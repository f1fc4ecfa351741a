// Pipelines and transactions: commands that go to the server in one piece.
import { type Command, nodeify } from "./command.ts";
import { Commander } from "./commander.ts";

type Any = any;

export class Pipeline extends Commander {
  isPipeline = true;
  isCluster: boolean;
  promise: Promise<Any[]>;
  private resolve!: (results: Any[]) => void;
  private reject!: (error: Any) => void;
  private queue: Command[] = [];
  private transactions = 0;
  private sent = false;
  private waiting = false;

  constructor(public redis: Any) {
    super();
    this.options = redis.options;
    this.isCluster = !!redis.isCluster;
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    for (const name of Object.keys(redis.scriptsSet)) {
      (this as Any)[name] = redis[name];
      (this as Any)[name + "Buffer"] = redis[name + "Buffer"];
    }
  }

  get length(): number {
    return this.queue.length;
  }

  override sendCommand(command: Command): Any {
    command.promise.catch(() => {}); // it is told by exec
    this.queue.push(command);
    return this;
  }

  addBatch(commands: Any[][]): this {
    for (const [name, ...args] of commands) (this as Any)[name](...args);
    return this;
  }

  multi(): this {
    this.transactions++;
    return (super.call as Any)("multi");
  }

  exec(callback?: Any): Any {
    if (this.transactions > 0) {
      this.transactions--;
      return (super.call as Any)("exec", ...(callback ? [callback] : []));
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

  private send(): void {
    const results = this.queue.map((command, i) =>
      command.promise.then(
        (reply) => [null, command.name === "exec" ? this.transformed(reply, i) : reply],
        (error) => [error],
      ),
    );
    void Promise.all(results).then(this.resolve);
    this.redis.sendGroup(this.queue, true)?.catch((error: Any) => {
      this.promise.catch(() => {}); // whoever called exec has it too
      this.reject(error);
    });
  }

  /** Gives the replies inside a transaction the form that their commands want. */
  private transformed(replies: Any, at: number): Any {
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
}

/** The replies of a transaction as [error, reply]. */
export function wrapMultiResult(replies: Any): Any {
  if (!Array.isArray(replies)) return null;
  return replies.map((reply) => (reply instanceof Error ? [reply] : [null, reply]));
}

/** redis.multi(): a pipeline between MULTI and EXEC. */
export function transaction(redis: Any, commands?: Any[][]): Any {
  const pipeline: Any = new Pipeline(redis);
  pipeline.multi();
  if (Array.isArray(commands)) pipeline.addBatch(commands);
  const exec = pipeline.exec;
  pipeline.exec = function (callback?: Any) {
    if (pipeline.transactions > 0) exec.call(pipeline);
    else if (pipeline.waiting) return exec.call(pipeline);
    const promise = exec.call(pipeline).then((results: Any[]) => {
      const last = results[results.length - 1];
      if (last === undefined) throw new Error("Pipeline cannot be used to send any commands when the `exec()` has been called on it.");
      if (last[0]) {
        last[0].previousErrors = results.slice(0, -1).flatMap(([error]) => (error ? [error] : []));
        throw last[0];
      }
      return wrapMultiResult(last[1]);
    });
    return nodeify(promise, callback);
  };
  return pipeline;
}
