// Code generated from bundler/shims/host/internal/text-streams.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: e3f54e9197d3ff8c770b8070d143cc336ad9728bca374cb16a7cefe64f465eb6
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
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
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });

// bundler/shims/host/internal/text-streams.ts
var text_streams_exports = {};
__export(text_streams_exports, {
  TextDecoderStream: () => TextDecoderStream,
  TextEncoderStream: () => TextEncoderStream
});
module.exports = __toCommonJS(text_streams_exports);
var import_encoding = require("host:internal/encoding");
var import_streams = require("host:internal/streams");

// bundler/shims/host/internal/_names.ts
function named(classes) {
  for (const [value, of] of Object.entries(classes)) Object.defineProperty(of, "name", { value, configurable: true });
}

// bundler/shims/host/internal/text-streams.ts
var TextEncoderStream = class {
  #stream;
  constructor() {
    const encoder = new import_encoding.TextEncoder();
    let high = "";
    this.#stream = new import_streams.TransformStream({
      transform(chunk, controller) {
        let text = high + String(chunk);
        high = "";
        const last = text.charCodeAt(text.length - 1);
        if (last >= 55296 && last <= 56319) {
          high = text.slice(-1);
          text = text.slice(0, -1);
        }
        if (text) controller.enqueue(encoder.encode(text));
      },
      flush(controller) {
        if (high) controller.enqueue(encoder.encode("�"));
      }
    });
  }
  get encoding() {
    return "utf-8";
  }
  get readable() {
    return this.#stream.readable;
  }
  get writable() {
    return this.#stream.writable;
  }
  get [Symbol.toStringTag]() {
    return "TextEncoderStream";
  }
};
var TextDecoderStream = class {
  #decoder;
  #stream;
  constructor(label, options) {
    const decoder = this.#decoder = new import_encoding.TextDecoder(label, options);
    this.#stream = new import_streams.TransformStream({
      transform(chunk, controller) {
        const text = decoder.decode(chunk, { stream: true });
        if (text) controller.enqueue(text);
      },
      flush(controller) {
        const text = decoder.decode();
        if (text) controller.enqueue(text);
      }
    });
  }
  get encoding() {
    return this.#decoder.encoding;
  }
  get fatal() {
    return this.#decoder.fatal;
  }
  get ignoreBOM() {
    return this.#decoder.ignoreBOM;
  }
  get readable() {
    return this.#stream.readable;
  }
  get writable() {
    return this.#stream.writable;
  }
  get [Symbol.toStringTag]() {
    return "TextDecoderStream";
  }
};
named({ TextEncoderStream, TextDecoderStream });
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(text_streams_exports, { TextDecoderStream, TextEncoderStream });
