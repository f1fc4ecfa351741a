// node:diagnostics_channel.
type Any = any;
const channels = new Map<string | symbol, Channel>();

export class Channel {
  readonly name: string | symbol;
  #listeners: Any[] = [];
  constructor(name: string | symbol) {
    this.name = name;
  }
  get hasSubscribers(): boolean { return this.#listeners.length > 0; }
  subscribe(f: Any): void { this.#listeners = [...this.#listeners, f]; }
  unsubscribe(f: Any): boolean {
    const before = this.#listeners.length;
    this.#listeners = this.#listeners.filter((l) => l !== f);
    return this.#listeners.length < before;
  }
  publish(message: Any): void {
    for (const f of this.#listeners) f(message, this.name);
  }
  bindStore(): void {}
  unbindStore(): boolean { return false; }
  runStores(message: Any, f: Any, self?: Any, ...args: Any[]): Any {
    this.publish(message);
    return f.apply(self, args);
  }
}

export function channel(name: string | symbol): Channel {
  let c = channels.get(name);
  if (!c) channels.set(name, (c = new Channel(name)));
  return c;
}
export const hasSubscribers = (name: string | symbol): boolean => channels.get(name)?.hasSubscribers ?? false;
export const subscribe = (name: string | symbol, f: Any): void => channel(name).subscribe(f);
export const unsubscribe = (name: string | symbol, f: Any): boolean => channel(name).unsubscribe(f);

export function tracingChannel(name: string): Any {
  const parts: Any = {};
  for (const part of ["start", "end", "asyncStart", "asyncEnd", "error"]) parts[part] = channel(`tracing:${name}:${part}`);
  return {
    ...parts,
    get hasSubscribers() { return Object.values(parts).some((c: Any) => c.hasSubscribers); },
    subscribe(handlers: Any) { for (const k of Object.keys(handlers)) parts[k]?.subscribe(handlers[k]); },
    unsubscribe(handlers: Any) { for (const k of Object.keys(handlers)) parts[k]?.unsubscribe(handlers[k]); return true; },
    traceSync(f: Any, context: Any = {}, self?: Any, ...args: Any[]) {
      parts.start.publish(context);
      try {
        context.result = f.apply(self, args);
        return context.result;
      } catch (e) {
        context.error = e;
        parts.error.publish(context);
        throw e;
      } finally {
        parts.end.publish(context);
      }
    },
    async tracePromise(f: Any, context: Any = {}, self?: Any, ...args: Any[]) {
      parts.start.publish(context);
      try {
        context.result = await f.apply(self, args);
        return context.result;
      } catch (e) {
        context.error = e;
        parts.error.publish(context);
        throw e;
      } finally {
        parts.asyncEnd.publish(context);
      }
    },
  };
}
export default { Channel, channel, hasSubscribers, subscribe, unsubscribe, tracingChannel };
