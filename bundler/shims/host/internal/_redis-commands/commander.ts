// The methods that are commands: one for each that Redis has, and one with
// "Buffer" after its name that gives the reply as Buffers.
import { list } from "@ioredis/commands";
import native from "host:internal/redis";
import { Command, nodeify } from "./command.ts";

type Any = any;

export class Commander {
  options: Any = {};
  /** @ignore The scripts that defineCommand defined. */
  scriptsSet: Record<string, Script> = {};
  declare call: (...args: Any[]) => Any;
  declare callBuffer: (...args: Any[]) => Any;

  getBuiltinCommands(): string[] {
    return commands.slice();
  }

  createBuiltinCommand(name: string): { string: Any; buffer: Any } {
    return { string: method(name, "utf8"), buffer: method(name, null) };
  }

  addBuiltinCommand(name: string): void {
    (this as Any)[name] = method(name, "utf8");
    (this as Any)[name + "Buffer"] = method(name, null);
  }

  /** Makes a Lua script a method. */
  defineCommand(name: string, definition: { lua: string; numberOfKeys?: number; readOnly?: boolean }): void {
    const script = new Script(definition.lua, definition.numberOfKeys, this.options.keyPrefix);
    this.scriptsSet[name] = script;
    (this as Any)[name] = script.method("utf8");
    (this as Any)[name + "Buffer"] = script.method(null);
  }

  sendCommand(_command: Command): Any {
    throw new Error('"sendCommand" is not implemented');
  }
}

const commands: string[] = [...list.filter((name) => name !== "monitor"), "sentinel"];
const P: Any = Commander.prototype;
for (const name of commands) {
  if (name === "quit") continue; // the client's own
  P[name] = method(name, "utf8");
  P[name + "Buffer"] = method(name, null);
}
P.call = method(null, "utf8");
P.callBuffer = method(null, null);
P.send_command = P.call;

/** A method that sends a command; the first argument names it when name is null. */
function method(name: string | null, replyEncoding: string | null): Any {
  return function (this: Any, ...args: Any[]) {
    const called = name ?? String(args.shift());
    const callback = typeof args[args.length - 1] === "function" ? args.pop() : undefined;
    return this.sendCommand(new Command(called, args, { keyPrefix: this.options.keyPrefix, replyEncoding }, callback));
  };
}

/** A Lua script, sent by its hash, and as a whole when the server does not know it. */
class Script {
  readonly sha: string;
  constructor(
    readonly lua: string,
    readonly numberOfKeys?: number,
    readonly keyPrefix = "",
  ) {
    this.sha = native.sha1(lua);
  }

  method(replyEncoding: string | null): Any {
    const script = this;
    return function (this: Any, ...args: Any[]) {
      const callback = typeof args[args.length - 1] === "function" ? args.pop() : undefined;
      if (typeof script.numberOfKeys === "number") args.unshift(script.numberOfKeys);
      const options = { keyPrefix: script.keyPrefix, replyEncoding };
      // In a pipeline there is no second try: it takes the whole script.
      if (this.isPipeline) return this.sendCommand(new Command("eval", [script.lua, ...args], options, callback));
      const sent: Promise<Any> = this.sendCommand(new Command("evalsha", [script.sha, ...args], options));
      return nodeify(
        sent.catch((error) => {
          if (!String(error?.message).includes("NOSCRIPT")) throw error;
          return this.sendCommand(new Command("eval", [script.lua, ...args], options));
        }),
        callback,
      );
    };
  }
}
