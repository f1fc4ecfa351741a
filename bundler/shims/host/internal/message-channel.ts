// MessageChannel and BroadcastChannel (WHATWG HTML 9.4, 9.5) within one isolate: messages are copied,
// and delivered in a task of their own.

import { defineHandler, dispatch, EventTarget, MessageEvent } from "host:internal/events";
import { setImmediate } from "host:internal/timers";
import { DOMException } from "host:internal/dom-exception";
import { structuredClone } from "host:internal/structured-clone";
import { named } from "./_names";

const secret = Symbol("make");

let entangle: (a: MessagePort, b: MessagePort) => void;

export class MessagePort extends EventTarget {
  #other: MessagePort | undefined;
  #queue: unknown[] = [];
  #started = false;

  constructor(key?: unknown) {
    if (key !== secret) throw Object.assign(new TypeError("Illegal constructor"), { code: "ERR_ILLEGAL_CONSTRUCTOR" });
    super();
  }

  static {
    entangle = (a, b) => {
      a.#other = b;
      b.#other = a;
    };
  }

  postMessage(message: unknown, options?: unknown[] | { transfer?: unknown[] }): void {
    const data = structuredClone(message, Array.isArray(options) ? { transfer: options } : options);
    const to = this.#other;
    if (!to) return;
    to.#queue.push(data);
    if (to.#started) setImmediate(() => to.#deliver());
  }
  #deliver(): void {
    if (this.#queue.length === 0 || !this.#started) return;
    dispatch(this, new MessageEvent("message", { data: this.#queue.shift() }));
  }
  start(): void {
    if (this.#started) return;
    this.#started = true;
    for (let i = 0; i < this.#queue.length; i++) setImmediate(() => this.#deliver());
  }
  close(): void {
    const other = this.#other;
    this.#other = undefined;
    if (other) other.#other = undefined;
  }
  ref(): void {}
  unref(): void {}
  get [Symbol.toStringTag]() {
    return "MessagePort";
  }
}
defineHandler(MessagePort.prototype as any, "message");
defineHandler(MessagePort.prototype as any, "messageerror");

// Setting onmessage starts the port.
const onmessage = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage")!;
Object.defineProperty(MessagePort.prototype, "onmessage", {
  ...onmessage,
  set(this: MessagePort, value: unknown) {
    onmessage.set!.call(this, value);
    this.start();
  },
});

export class MessageChannel {
  #port1 = new MessagePort(secret);
  #port2 = new MessagePort(secret);
  constructor() {
    entangle(this.#port1, this.#port2);
  }
  get port1(): MessagePort {
    return this.#port1;
  }
  get port2(): MessagePort {
    return this.#port2;
  }
  get [Symbol.toStringTag]() {
    return "MessageChannel";
  }
}

const channels = new Map<string, Set<BroadcastChannel>>();

/** What was posted and not delivered yet, in order. */
const sent: [to: BroadcastChannel, data: unknown][] = [];
let deliver: () => void;

/** Reaches the channels of its name in the same script. */
export class BroadcastChannel extends EventTarget {
  #name: string;
  #closed = false;
  constructor(name: string) {
    if (arguments.length === 0) throw Object.assign(new TypeError('The "name" argument must be specified'), { code: "ERR_MISSING_ARGS" });
    super();
    this.#name = `${name}`;
    const all = channels.get(this.#name) ?? new Set();
    channels.set(this.#name, all.add(this));
  }
  get name(): string {
    return this.#name;
  }
  postMessage(message: unknown): void {
    if (arguments.length === 0) throw Object.assign(new TypeError('The "message" argument must be specified'), { code: "ERR_MISSING_ARGS" });
    if (this.#closed) throw new DOMException("BroadcastChannel is closed.", "InvalidStateError");
    for (const to of channels.get(this.#name) ?? []) {
      if (to === this) continue;
      sent.push([to, structuredClone(message)]);
      setImmediate(deliver);
    }
  }
  static {
    deliver = () => {
      const [to, data] = sent.shift()!;
      if (!to.#closed) dispatch(to, new MessageEvent("message", { data }));
    };
  }
  close(): void {
    this.#closed = true;
    const all = channels.get(this.#name);
    all?.delete(this);
    if (all?.size === 0) channels.delete(this.#name);
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  get [Symbol.toStringTag]() {
    return "BroadcastChannel";
  }
}
defineHandler(BroadcastChannel.prototype as any, "message");
defineHandler(BroadcastChannel.prototype as any, "messageerror");

named({ BroadcastChannel, MessageChannel, MessagePort });
