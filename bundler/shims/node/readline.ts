// node:readline on streams. There is no terminal.
import EventEmitter from "node:events";
import process from "node:process";
import { StringDecoder } from "node:string_decoder";
import promises from "node:readline/promises";
import { coded, refused, wantFunction } from "host:internal/node-errors";

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
    if (o.terminal) throw refused("readline's terminal: true", "a script has no terminal; lines come from streams");
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
    if (typeof options === "function") [options, callback] = [undefined, options];
    if (this.closed) throw coded(Error, "ERR_USE_AFTER_CLOSE", "readline was closed");
    const signal: AbortSignal | undefined = options?.signal;
    if (signal?.aborted) return;
    this.output?.write(query);
    const cancel = () => { this.#question = undefined; };
    this.#question = (line) => {
      signal?.removeEventListener("abort", cancel);
      callback(line);
    };
    signal?.addEventListener("abort", cancel, { once: true });
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

/** Writes the codes of terminals, whatever the stream is. */
function codes(stream: Any, text: string, callback: Any): boolean {
  if (callback !== undefined) wantFunction(callback, "callback");
  if (stream !== null && stream !== undefined && text !== "") return stream.write(text, callback);
  if (callback) process.nextTick(callback, null);
  return true;
}

export const clearLine = (stream: Any, direction: number, callback?: Any): boolean => codes(stream, direction < 0 ? "\x1b[1K" : direction > 0 ? "\x1b[0K" : "\x1b[2K", callback);
export const clearScreenDown = (stream: Any, callback?: Any): boolean => codes(stream, "\x1b[0J", callback);

export function cursorTo(stream: Any, x: Any, y?: Any, callback?: Any): boolean {
  if (typeof y === "function") [y, callback] = [undefined, y];
  if (typeof x !== "number" && typeof y === "number") throw coded(TypeError, "ERR_INVALID_CURSOR_POS", "Cannot set cursor row without setting its column");
  return codes(stream, typeof x !== "number" ? "" : typeof y !== "number" ? `\x1b[${x + 1}G` : `\x1b[${y + 1};${x + 1}H`, callback);
}

export function moveCursor(stream: Any, dx: number, dy: number, callback?: Any): boolean {
  const across = dx < 0 ? `\x1b[${-dx}D` : dx > 0 ? `\x1b[${dx}C` : "";
  const down = dy < 0 ? `\x1b[${-dy}A` : dy > 0 ? `\x1b[${dy}B` : "";
  return codes(stream, across + down, callback);
}

export function emitKeypressEvents(): never {
  throw refused("readline.emitKeypressEvents()", "a script has no terminal, and no keys are pressed");
}
export { promises };
export default { Interface, createInterface, clearLine, clearScreenDown, cursorTo, moveCursor, emitKeypressEvents, get promises() { return promises; } };
