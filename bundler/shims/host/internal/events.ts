// Event, EventTarget, CustomEvent, AbortController and AbortSignal (WHATWG
// DOM 2, 3).

import { after } from "host:internal/abort-native";
import { registry, weak } from "host:internal/language-native";
import { now } from "host:internal/performance-native";
import { DOMException } from "host:internal/dom-exception";
import { named } from "./_names";
import { shown } from "./_inspect";

let begin: (event: Event, target: EventTarget) => void;
let within: (event: Event, passive: boolean) => void;
let finish: (event: Event) => boolean;
let dispatching: (event: Event) => boolean;
let stopped: (event: Event) => boolean;
let trust: (event: Event) => void;

export class Event {
  #type: string;
  #bubbles: boolean;
  #cancelable: boolean;
  #composed: boolean;
  #target: EventTarget | null = null;
  #current: EventTarget | null = null;
  #canceled = false;
  #stop = false;
  #stopNow = false;
  #passive = false;
  #dispatching = false;
  #trusted = false;
  #time = now();

  constructor(type: string, init: { bubbles?: boolean; cancelable?: boolean; composed?: boolean } | null = {}) {
    if (arguments.length === 0) throw Object.assign(new TypeError('The "type" argument must be specified'), { code: "ERR_MISSING_ARGS" });
    this.#type = `${type}`;
    this.#bubbles = Boolean(init?.bubbles);
    this.#cancelable = Boolean(init?.cancelable);
    this.#composed = Boolean(init?.composed);
  }

  static {
    begin = (event, target) => {
      event.#target = event.#current = target;
      event.#dispatching = true;
    };
    within = (event, passive) => {
      event.#passive = passive;
    };
    finish = (event) => {
      event.#dispatching = event.#stop = event.#stopNow = event.#passive = false;
      event.#current = null;
      return !event.#canceled;
    };
    dispatching = (event) => event.#dispatching;
    stopped = (event) => event.#stopNow;
    trust = (event) => {
      event.#trusted = true;
    };
  }

  get type(): string {
    return this.#type;
  }
  get target(): EventTarget | null {
    return this.#target;
  }
  get srcElement(): EventTarget | null {
    return this.#target;
  }
  get currentTarget(): EventTarget | null {
    return this.#current;
  }
  get bubbles(): boolean {
    return this.#bubbles;
  }
  get cancelable(): boolean {
    return this.#cancelable;
  }
  get composed(): boolean {
    return this.#composed;
  }
  get defaultPrevented(): boolean {
    return this.#canceled;
  }
  get returnValue(): boolean {
    return !this.#canceled;
  }
  set returnValue(value: boolean) {
    if (!value) this.preventDefault();
  }
  get cancelBubble(): boolean {
    return this.#stop;
  }
  set cancelBubble(value: boolean) {
    if (value) this.#stop = true;
  }
  get eventPhase(): number {
    return this.#dispatching ? 2 : 0;
  }
  get isTrusted(): boolean {
    return this.#trusted;
  }
  get timeStamp(): number {
    return this.#time;
  }
  composedPath(): EventTarget[] {
    return this.#dispatching && this.#current ? [this.#current] : [];
  }
  preventDefault(): void {
    if (this.#cancelable && !this.#passive) this.#canceled = true;
  }
  stopPropagation(): void {
    this.#stop = true;
  }
  stopImmediatePropagation(): void {
    this.#stop = this.#stopNow = true;
  }
  get [Symbol.toStringTag]() {
    return "Event";
  }
}
for (const [name, value] of Object.entries({ NONE: 0, CAPTURING_PHASE: 1, AT_TARGET: 2, BUBBLING_PHASE: 3 })) {
  Object.defineProperty(Event, name, { value, enumerable: true });
  Object.defineProperty(Event.prototype, name, { value, enumerable: true });
}

export class CustomEvent extends Event {
  #detail: unknown;
  constructor(type: string, init: ({ detail?: unknown } & ConstructorParameters<typeof Event>[1]) | null = {}) {
    super(type, init);
    this.#detail = init?.detail ?? null;
  }
  get detail(): unknown {
    return this.#detail;
  }
  get [Symbol.toStringTag]() {
    return "CustomEvent";
  }
}

export class MessageEvent extends Event {
  #init: any;
  constructor(type: string, init: any = {}) {
    super(type, init);
    this.#init = init ?? {};
  }
  get data(): unknown {
    return this.#init.data === undefined ? null : this.#init.data;
  }
  get origin(): string {
    return this.#init.origin ?? "";
  }
  get lastEventId(): string {
    return this.#init.lastEventId ?? "";
  }
  get source(): unknown {
    return this.#init.source ?? null;
  }
  get ports(): unknown[] {
    return this.#init.ports ?? [];
  }
  get [Symbol.toStringTag]() {
    return "MessageEvent";
  }
}

export class ErrorEvent extends Event {
  #init: any;
  constructor(type: string, init: any = {}) {
    super(type, init);
    this.#init = init ?? {};
  }
  get message(): string {
    return this.#init.message ?? "";
  }
  get error(): unknown {
    return this.#init.error;
  }
  get [Symbol.toStringTag]() {
    return "ErrorEvent";
  }
}

export class CloseEvent extends Event {
  #init: any;
  constructor(type: string, init: any = {}) {
    super(type, init);
    this.#init = init ?? {};
  }
  get code(): number {
    return this.#init.code ?? 0;
  }
  get reason(): string {
    return this.#init.reason ?? "";
  }
  get wasClean(): boolean {
    return Boolean(this.#init.wasClean);
  }
  get [Symbol.toStringTag]() {
    return "CloseEvent";
  }
}

type Callback = ((event: any) => unknown) | { handleEvent(event: any): unknown };

interface Listener {
  callback: Callback;
  capture: boolean;
  once: boolean;
  passive: boolean;
  removed: boolean;
  /** Set for the listener of an `on...` property. */
  handler?: boolean;
  /** Stops listening for the signal that would remove this listener. */
  release?: () => void;
}

/** Calls back for targets that are gone. */
let forgotten: ReturnType<typeof registry> | undefined;

let listenersOf: (target: EventTarget, type: string) => Listener[] | undefined;

export class EventTarget {
  #listeners: Map<string, Listener[]> | undefined;

  static {
    listenersOf = (target, type) => target.#listeners?.get(type);
  }

  addEventListener(type: string, callback: Callback | null, options?: any): void {
    if (arguments.length < 2) throw Object.assign(new TypeError('The "type" and "listener" arguments must be specified'), { code: "ERR_MISSING_ARGS" });
    const signal: AbortSignal | undefined = options?.signal;
    if (options && typeof options === "object" && "signal" in options && signal !== undefined && !(signal instanceof AbortSignal)) {
      throw Object.assign(new TypeError('The "options.signal" property must be an instance of AbortSignal.'), { code: "ERR_INVALID_ARG_TYPE" });
    }
    if (callback === null || callback === undefined || signal?.aborted) return;
    if (typeof callback !== "function" && typeof callback !== "object") {
      throw Object.assign(new TypeError('The "listener" argument must be an instance of EventListener.'), { code: "ERR_INVALID_ARG_TYPE" });
    }
    const capture = typeof options === "boolean" ? options : Boolean(options?.capture);
    const name = `${type}`;
    this.#listeners ??= new Map();
    let list = this.#listeners.get(name);
    if (!list) this.#listeners.set(name, (list = []));
    if (list.some((l) => l.callback === callback && l.capture === capture && !l.handler)) return;
    const listener: Listener = { callback, capture, once: Boolean(options?.once), passive: Boolean(options?.passive), removed: false };
    if (signal) {
      // The signal may outlive the target, and must not keep it alive.
      const self = weak<EventTarget>(this);
      const one = weak(listener);
      const remove = () => self()?.#remove(name, (l) => l === one());
      signal.addEventListener("abort", remove, { once: true });
      listener.release = () => signal.removeEventListener("abort", remove);
      forgotten ??= registry((release: () => void) => release());
      forgotten.register(this, listener.release, undefined);
    }
    list.push(listener);
    listened(this, name);
  }

  removeEventListener(type: string, callback: Callback | null, options?: any): void {
    if (arguments.length < 2) throw Object.assign(new TypeError('The "type" and "listener" arguments must be specified'), { code: "ERR_MISSING_ARGS" });
    const capture = typeof options === "boolean" ? options : Boolean(options?.capture);
    this.#remove(`${type}`, (l) => l.callback === callback && l.capture === capture && !l.handler);
  }

  #remove(type: string, which: (l: Listener) => boolean): void {
    const list = this.#listeners?.get(type);
    const at = list?.findIndex(which) ?? -1;
    if (!list || at < 0) return;
    const [gone] = list.splice(at, 1);
    gone!.removed = true;
    gone!.release?.();
    if (list.length === 0) this.#listeners!.delete(type);
    listened(this, type);
  }

  dispatchEvent(event: Event): boolean {
    if (!(event instanceof Event)) throw Object.assign(new TypeError('The "event" argument must be an instance of Event.'), { code: "ERR_INVALID_ARG_TYPE" });
    if (dispatching(event)) throw Object.assign(new Error(`The event "${event.type}" is already being dispatched`), { code: "ERR_EVENT_RECURSION" });
    begin(event, this);
    for (const listener of [...(this.#listeners?.get(event.type) ?? [])]) {
      if (listener.removed) continue;
      if (listener.once) this.#remove(event.type, (l) => l === listener);
      within(event, listener.passive);
      try {
        const { callback } = listener;
        if (typeof callback === "function") {
          const result = callback.call(this, event);
          if (listener.handler && result === false) event.preventDefault();
        } else {
          callback.handleEvent(event);
        }
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
      within(event, false);
      if (stopped(event)) break;
    }
    return finish(event);
  }

  get [Symbol.toStringTag]() {
    return "EventTarget";
  }

  /** Sets what an `on...` property stands for. */
  static #setHandler(target: EventTarget, type: string, callback: unknown): void {
    const list = target.#listeners?.get(type);
    const old = list?.find((l) => l.handler);
    const given = typeof callback === "function" || (typeof callback === "object" && callback !== null) ? (callback as Callback) : null;
    if (old && given) old.callback = given;
    else if (old) target.#remove(type, (l) => l === old);
    else if (given) {
      target.#listeners ??= new Map();
      const next = list ?? [];
      target.#listeners.set(type, next);
      next.push({ callback: given, capture: false, once: false, passive: false, removed: false, handler: true });
      listened(target, type);
    }
  }

  static {
    defineHandler = (prototype: EventTarget, type: string) => {
      Object.defineProperty(prototype, `on${type}`, {
        configurable: true,
        enumerable: true,
        get(this: EventTarget) {
          return this.#listeners?.get(type)?.find((l) => l.handler)?.callback ?? null;
        },
        set(this: EventTarget, value: unknown) {
          EventTarget.#setHandler(this, type, value);
        },
      });
    };
  }
}

/** Gives a class of targets an `on...` property. */
export let defineHandler: (prototype: EventTarget, type: string) => void;

/** Events that the host itself dispatches are trusted. */
export function dispatch(target: EventTarget, event: Event): boolean {
  trust(event);
  return target.dispatchEvent(event);
}

const secret = Symbol("make");

let abort: (signal: AbortSignal, reason: unknown) => void;
let holds: (signal: AbortSignal) => void;

/** Tells a signal that its listeners changed. */
function listened(target: EventTarget, type: string): void {
  if (type === "abort" && target instanceof AbortSignal) holds(target);
}

export class AbortSignal extends EventTarget {
  #aborted = false;
  #reason: unknown = undefined;
  /** What this signal follows. */
  #sources: AbortSignal[] = [];
  /** Signals that follow this one: weakly, because a long-lived signal must not keep all that ever followed it. */
  #followers: (() => AbortSignal | undefined)[] = [];
  /** Followers that someone listens to. */
  #heard: Set<AbortSignal> | undefined;
  /** What the host does first when the signal aborts. */
  #algorithms: Set<() => void> | undefined;

  constructor(key?: unknown) {
    if (key !== secret) throw Object.assign(new TypeError("Illegal constructor"), { code: "ERR_ILLEGAL_CONSTRUCTOR" });
    super();
  }

  static {
    abort = (signal, reason) => {
      if (signal.#aborted) return;
      const why = reason === undefined ? new DOMException("This operation was aborted", "AbortError") : reason;
      const all = [signal];
      signal.#aborted = true;
      signal.#reason = why;
      for (const follower of signal.#followers) {
        const one = follower();
        if (!one || one.#aborted) continue;
        one.#aborted = true;
        one.#reason = why;
        all.push(one);
      }
      signal.#followers = [];
      signal.#heard = undefined;
      for (const one of all) {
        const algorithms = one.#algorithms;
        one.#algorithms = undefined;
        algorithms?.forEach((f) => f());
        dispatch(one, new Event("abort"));
        for (const source of one.#sources) source.#heard?.delete(one);
        one.#sources = [];
      }
    };
    holds = (signal) => {
      if (signal.#sources.length === 0) return;
      const heard = Boolean(listenersOf(signal, "abort")) || Boolean(signal.#algorithms?.size);
      for (const source of signal.#sources) {
        if (heard) (source.#heard ??= new Set()).add(signal);
        else source.#heard?.delete(signal);
      }
    };
    onAbort = (signal, f) => {
      (signal.#algorithms ??= new Set()).add(f);
      holds(signal);
      return () => {
        signal.#algorithms?.delete(f);
        holds(signal);
      };
    };
    follow = (signals) => {
      const one = new AbortSignal(secret);
      for (const s of signals) {
        if (!s.#aborted) continue;
        one.#aborted = true;
        one.#reason = s.#reason;
        return one;
      }
      for (const s of signals) {
        for (const source of s.#sources.length > 0 ? s.#sources : [s]) {
          if (one.#sources.includes(source)) continue;
          one.#sources.push(source);
          if (source.#followers.length >= 16 && (source.#followers.length & (source.#followers.length - 1)) === 0) {
            source.#followers = source.#followers.filter((f) => f() !== undefined);
          }
          source.#followers.push(weak(one));
        }
      }
      return one;
    };
  }

  static abort(reason?: unknown): AbortSignal {
    const signal = new AbortSignal(secret);
    signal.#aborted = true;
    signal.#reason = reason === undefined ? new DOMException("This operation was aborted", "AbortError") : reason;
    return signal;
  }

  static timeout(milliseconds: number): AbortSignal {
    const ms = Number(milliseconds);
    if (!Number.isFinite(ms) || ms < 0 || ms > Number.MAX_SAFE_INTEGER) {
      throw Object.assign(new RangeError(`The value of "delay" is out of range. It must be >= 0 && <= 9007199254740991. Received ${milliseconds}`), { code: "ERR_OUT_OF_RANGE" });
    }
    const signal = new AbortSignal(secret);
    after(ms, () => abort(signal, new DOMException("The operation was aborted due to timeout", "TimeoutError")));
    return signal;
  }

  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const list = [...signals];
    for (const s of list) {
      if (!(s instanceof AbortSignal)) {
        throw Object.assign(new TypeError('The "signals" argument must be an instance of AbortSignal.'), { code: "ERR_INVALID_ARG_TYPE" });
      }
    }
    return follow(list);
  }

  get aborted(): boolean {
    return this.#aborted;
  }
  get reason(): unknown {
    return this.#reason;
  }
  throwIfAborted(): void {
    if (this.#aborted) throw this.#reason;
  }
  get [Symbol.toStringTag]() {
    return "AbortSignal";
  }
}
defineHandler(AbortSignal.prototype, "abort");

/** Has f called when the signal aborts, before its listeners. Gives a function that takes it back. */
export let onAbort: (signal: AbortSignal, f: () => void) => () => void;

/** A signal that aborts when the first of the others does. */
export let follow: (signals: AbortSignal[]) => AbortSignal;

export class AbortController {
  #signal = new AbortSignal(secret);
  get signal(): AbortSignal {
    return this.#signal;
  }
  abort(reason?: unknown): void {
    abort(this.#signal, reason);
  }
  get [Symbol.toStringTag]() {
    return "AbortController";
  }
}

named({ Event, CustomEvent, MessageEvent, ErrorEvent, CloseEvent, EventTarget, AbortSignal, AbortController });
shown(AbortSignal, ["aborted"]);
shown(Event, ["type", "defaultPrevented", "cancelable", "timeStamp"]);
