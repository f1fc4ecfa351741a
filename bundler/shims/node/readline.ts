// node:readline on streams. There is no terminal.
import EventEmitter from "node:events";
import { StringDecoder } from "node:string_decoder";
import promises from "node:readline/promises";
import { coded } from "host:internal/node-errors";

type Any = any;

export class Interface extends (EventEmitter as Any) {
  input: Any;
  output: Any;
  closed = false;
  terminal = false;
  line = "";
  cursor = 0;
  #prompt: string;
  #rest = "";
  #decoder = new StringDecoder("utf8");
  #question: ((line: string) => void) | undefined;
  #carriage = false;
  #paused = false;

  constructor(input: Any, output?: Any) {
    super();
    const o = input?.input ? input : { input, output };
    this.input = o.input;
    this.output = o.output;
    this.#prompt = o.prompt ?? "> ";
    const data = (chunk: Any) => this.#take(typeof chunk === "string" ? chunk : this.#decoder.write(chunk));
    const end = () => {
      this.#take(this.#decoder.end());
      if (this.#rest !== "") this.#give(this.#rest);
      this.#rest = "";
      this.close();
    };
    this.input.on("data", data);
    this.input.once("end", end);
    this.input.once("error", (e: Any) => this.emit("error", e));
    this.once("close", () => {
      this.input.off?.("data", data);
      this.input.off?.("end", end);
    });
    o.signal?.addEventListener("abort", () => this.close(), { once: true });
    this.input.resume?.();
  }

  #take(text: string): void {
    // A line may end in one chunk and its line feed come with the next.
    if (this.#carriage && text.startsWith("\n")) text = text.slice(1);
    if (text === "") return;
    this.#carriage = text.endsWith("\r");
    const lines = (this.#rest + text).split(/\r\n|\n|\r/);
    this.#rest = lines.pop()!;
    for (const line of lines) this.#give(line);
  }

  #give(line: string): void {
    if (this.closed) return;
    const q = this.#question;
    this.#question = undefined;
    if (q) q(line);
    else this.emit("line", line);
  }

  question(query: string, options: Any, callback?: Any): void {
    if (typeof options === "function") callback = options;
    if (this.closed) throw coded(Error, "ERR_USE_AFTER_CLOSE", "readline was closed");
    this.output?.write(query);
    this.#question = callback;
  }
  setPrompt(prompt: string): void { this.#prompt = prompt; }
  getPrompt(): string { return this.#prompt; }
  prompt(): void { this.output?.write(this.#prompt); }
  write(text: Any): void { if (typeof text === "string") this.#take(text); }
  pause(): this {
    if (!this.#paused) {
      this.#paused = true;
      this.input.pause?.();
      this.emit("pause");
    }
    return this;
  }
  resume(): this {
    if (this.#paused) {
      this.#paused = false;
      this.input.resume?.();
      this.emit("resume");
    }
    return this;
  }
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.input.pause?.();
    this.emit("close");
  }
  [(Symbol as Any).dispose ?? Symbol.for("Symbol.dispose")](): void { this.close(); }

  [Symbol.asyncIterator](): AsyncIterator<string> {
    const ready: string[] = [];
    let wake: (() => void) | undefined;
    let failure: Any;
    this.on("line", (l: string) => {
      ready.push(l);
      wake?.();
    });
    this.once("close", () => wake?.());
    this.once("error", (e: Any) => {
      failure = e;
      wake?.();
    });
    const self = this;
    return {
      async next(): Promise<Any> {
        for (;;) {
          if (ready.length > 0) return { value: ready.shift(), done: false };
          if (failure) throw failure;
          if (self.closed) return { value: undefined, done: true };
          await new Promise<void>((resolve) => { wake = resolve; });
          wake = undefined;
        }
      },
      async return(): Promise<Any> {
        self.close();
        return { value: undefined, done: true };
      },
      [Symbol.asyncIterator]() { return this; },
    } as Any;
  }
}

export const createInterface = (input: Any, output?: Any): Interface => new Interface(input, output);
const done = (callback: Any): boolean => {
  if (typeof callback === "function") queueMicrotask(callback);
  return true;
};
export const clearLine = (_s: Any, _d: Any, callback?: Any): boolean => done(callback), clearScreenDown = (_s: Any, callback?: Any): boolean => done(callback),
  cursorTo = (_s: Any, _x: Any, _y: Any, callback?: Any): boolean => done(callback), moveCursor = (_s: Any, _x: Any, _y: Any, callback?: Any): boolean => done(callback), emitKeypressEvents = (): void => {};
export { promises };
export default { Interface, createInterface, clearLine, clearScreenDown, cursorTo, moveCursor, emitKeypressEvents, get promises() { return promises; } };
