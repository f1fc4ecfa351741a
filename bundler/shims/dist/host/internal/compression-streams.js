// Code generated from bundler/shims/host/internal/compression-streams.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 34156ba9a4ab792a56473382bb3600594ff648dd290eb70b183e54400dba9eaf
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

// bundler/shims/host/internal/compression-streams.ts
var compression_streams_exports = {};
__export(compression_streams_exports, {
  CompressionStream: () => CompressionStream,
  DecompressionStream: () => DecompressionStream
});
module.exports = __toCommonJS(compression_streams_exports);
var import_zlib = __toESM(require("host:internal/zlib"));
var import_streams = require("host:internal/streams");

// bundler/shims/host/internal/_names.ts
function named(classes) {
  for (const [value, of] of Object.entries(classes)) Object.defineProperty(of, "name", { value, configurable: true });
}

// bundler/shims/host/internal/compression-streams.ts
var formats = { deflate: "deflate", "deflate-raw": "raw", gzip: "gzip" };
function formatOf(name, given) {
  const format = formats[String(given)];
  if (format === void 0 || !Object.hasOwn(formats, String(given))) {
    throw Object.assign(new TypeError(`${name}: unsupported format '${String(given)}'; want deflate, deflate-raw or gzip`), { code: "ERR_INVALID_ARG_VALUE" });
  }
  return format;
}
function bytes(chunk) {
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  throw Object.assign(new TypeError("a chunk must be an ArrayBuffer, a typed array or a DataView"), { code: "ERR_INVALID_ARG_TYPE" });
}
var fault = (e) => new TypeError(e instanceof Error ? e.message : String(e), { cause: e });
var CompressionStream = class {
  #stream;
  constructor(format) {
    const packer = import_zlib.default.packer(formatOf("CompressionStream", format), -1);
    const give = (controller, out) => {
      if (out.length > 0) controller.enqueue(out);
    };
    this.#stream = new import_streams.TransformStream({
      async transform(chunk, controller) {
        give(controller, await packer.write(bytes(chunk)));
      },
      async flush(controller) {
        give(controller, await packer.end());
      }
    });
  }
  get readable() {
    return this.#stream.readable;
  }
  get writable() {
    return this.#stream.writable;
  }
  get [Symbol.toStringTag]() {
    return "CompressionStream";
  }
};
var DecompressionStream = class {
  #stream;
  constructor(format) {
    const unpacker = import_zlib.default.unpacker(formatOf("DecompressionStream", format), true);
    const give = async (controller) => {
      for (; ; ) {
        let out;
        try {
          out = await unpacker.pull();
        } catch (e) {
          throw fault(e);
        }
        if (out.length === 0) break;
        controller.enqueue(out);
      }
      if (unpacker.rest()) throw new TypeError("there is data after the end of the compressed data");
    };
    this.#stream = new import_streams.TransformStream({
      async transform(chunk, controller) {
        const data = bytes(chunk);
        if (data.length === 0) return;
        unpacker.push(data);
        await give(controller);
      },
      async flush(controller) {
        unpacker.push(new Uint8Array());
        await give(controller);
        if (!unpacker.done()) throw new TypeError("the compressed data ends early");
      },
      cancel: () => unpacker.close()
    });
  }
  get readable() {
    return this.#stream.readable;
  }
  get writable() {
    return this.#stream.writable;
  }
  get [Symbol.toStringTag]() {
    return "DecompressionStream";
  }
};
named({ CompressionStream, DecompressionStream });
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(compression_streams_exports, { CompressionStream, DecompressionStream });
