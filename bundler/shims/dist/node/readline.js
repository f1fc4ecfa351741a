// Code generated from bundler/shims/node/readline.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 3f9c37d806f8015fd7ab89eaca4514fb0616ba07b7ca846f28047304ae316423
var __lazy = (load, names) => names.reduce((all, name) => Object.defineProperty(all, name, {
  configurable: true,
  enumerable: true,
  get() {
    const value = load()[name];
    if (value !== undefined) Object.defineProperty(all, name, { value });
    return value;
  }
}), {});
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true, configurable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => !isNodeMode && mod != null && mod.__esModule ? mod : (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });

// bundler/shims/node/readline.ts
var readline_exports = {};
__export(readline_exports, {
  Interface: () => Interface,
  clearLine: () => clearLine,
  clearScreenDown: () => clearScreenDown,
  createInterface: () => createInterface,
  cursorTo: () => cursorTo,
  default: () => readline_default,
  emitKeypressEvents: () => emitKeypressEvents,
  moveCursor: () => moveCursor,
  promises: () => import_promises.default
});
module.exports = __toCommonJS(readline_exports);
var import_node_events = __lazy(() => __toESM(require("node:events")), ["default"]);
var import_node_process = __lazy(() => __toESM(require("node:process")), ["default"]);
var import_node_string_decoder = __lazy(() => require("node:string_decoder"), ["StringDecoder"]);
var import_promises = __lazy(() => __toESM(require("node:readline/promises")), ["default"]);
var import_node_errors = require("host:internal/node-errors");
var Interface = class extends import_node_events.default {
  input;
  output;
  closed = false;
  terminal = false;
  line = "";
  cursor = 0;
  #prompt;
  #rest = "";
  #decoder = new import_node_string_decoder.StringDecoder("utf8");
  #question;
  #carriage = false;
  #paused = false;
  constructor(input, output) {
    super();
    const o = input?.input ? input : { input, output };
    if (o.terminal) throw (0, import_node_errors.refused)("readline's terminal: true", "a script has no terminal; lines come from streams");
    this.input = o.input;
    this.output = o.output;
    this.#prompt = o.prompt ?? "> ";
    const data = (chunk) => this.#take(typeof chunk === "string" ? chunk : this.#decoder.write(chunk));
    const end = () => {
      this.#take(this.#decoder.end());
      if (this.#rest !== "") this.#give(this.#rest);
      this.#rest = "";
      this.close();
    };
    this.input.on("data", data);
    this.input.once("end", end);
    this.input.once("error", (e) => this.emit("error", e));
    this.once("close", () => {
      this.input.off?.("data", data);
      this.input.off?.("end", end);
    });
    o.signal?.addEventListener("abort", () => this.close(), { once: true });
    this.input.resume?.();
  }
  #take(text) {
    if (this.#carriage && text.startsWith("\n")) text = text.slice(1);
    if (text === "") return;
    this.#carriage = text.endsWith("\r");
    const lines = (this.#rest + text).split(/\r\n|\n|\r/);
    this.#rest = lines.pop();
    for (const line of lines) this.#give(line);
  }
  #give(line) {
    if (this.closed) return;
    const q = this.#question;
    this.#question = void 0;
    if (q) q(line);
    else this.emit("line", line);
  }
  question(query, options, callback) {
    if (typeof options === "function") [options, callback] = [void 0, options];
    if (this.closed) throw (0, import_node_errors.coded)(Error, "ERR_USE_AFTER_CLOSE", "readline was closed");
    const signal = options?.signal;
    if (signal?.aborted) return;
    this.output?.write(query);
    const cancel = () => {
      this.#question = void 0;
    };
    this.#question = (line) => {
      signal?.removeEventListener("abort", cancel);
      callback(line);
    };
    signal?.addEventListener("abort", cancel, { once: true });
  }
  setPrompt(prompt) {
    this.#prompt = prompt;
  }
  getPrompt() {
    return this.#prompt;
  }
  prompt() {
    this.output?.write(this.#prompt);
  }
  write(text) {
    if (typeof text === "string") this.#take(text);
  }
  pause() {
    if (!this.#paused) {
      this.#paused = true;
      this.input.pause?.();
      this.emit("pause");
    }
    return this;
  }
  resume() {
    if (this.#paused) {
      this.#paused = false;
      this.input.resume?.();
      this.emit("resume");
    }
    return this;
  }
  close() {
    if (this.closed) return;
    this.closed = true;
    this.input.pause?.();
    this.emit("close");
  }
  [Symbol.dispose ?? /* @__PURE__ */ Symbol.for("Symbol.dispose")]() {
    this.close();
  }
  [Symbol.asyncIterator]() {
    const ready = [];
    let wake;
    let failure;
    this.on("line", (l) => {
      ready.push(l);
      wake?.();
    });
    this.once("close", () => wake?.());
    this.once("error", (e) => {
      failure = e;
      wake?.();
    });
    const self = this;
    return {
      async next() {
        for (; ; ) {
          if (ready.length > 0) return { value: ready.shift(), done: false };
          if (failure) throw failure;
          if (self.closed) return { value: void 0, done: true };
          await new Promise((resolve) => {
            wake = resolve;
          });
          wake = void 0;
        }
      },
      async return() {
        self.close();
        return { value: void 0, done: true };
      },
      [Symbol.asyncIterator]() {
        return this;
      }
    };
  }
};
var createInterface = (input, output) => new Interface(input, output);
function codes(stream, text, callback) {
  if (callback !== void 0) (0, import_node_errors.wantFunction)(callback, "callback");
  if (stream !== null && stream !== void 0 && text !== "") return stream.write(text, callback);
  if (callback) import_node_process.default.nextTick(callback, null);
  return true;
}
var clearLine = (stream, direction, callback) => codes(stream, direction < 0 ? "\x1B[1K" : direction > 0 ? "\x1B[0K" : "\x1B[2K", callback);
var clearScreenDown = (stream, callback) => codes(stream, "\x1B[0J", callback);
function cursorTo(stream, x, y, callback) {
  if (typeof y === "function") [y, callback] = [void 0, y];
  if (typeof x !== "number" && typeof y === "number") throw (0, import_node_errors.coded)(TypeError, "ERR_INVALID_CURSOR_POS", "Cannot set cursor row without setting its column");
  return codes(stream, typeof x !== "number" ? "" : typeof y !== "number" ? `\x1B[${x + 1}G` : `\x1B[${y + 1};${x + 1}H`, callback);
}
function moveCursor(stream, dx, dy, callback) {
  const across = dx < 0 ? `\x1B[${-dx}D` : dx > 0 ? `\x1B[${dx}C` : "";
  const down = dy < 0 ? `\x1B[${-dy}A` : dy > 0 ? `\x1B[${dy}B` : "";
  return codes(stream, across + down, callback);
}
function emitKeypressEvents() {
  throw (0, import_node_errors.refused)("readline.emitKeypressEvents()", "a script has no terminal, and no keys are pressed");
}
var readline_default = { Interface, createInterface, clearLine, clearScreenDown, cursorTo, moveCursor, emitKeypressEvents, get promises() {
  return import_promises.default;
} };
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(readline_exports, { Interface, clearLine, clearScreenDown, createInterface, cursorTo, default: readline_default, emitKeypressEvents, moveCursor });
