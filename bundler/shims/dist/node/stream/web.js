// Code generated from bundler/shims/node/stream/web.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: e9ffde9e5bdd611ae337948dedce23f61b3d6c11b23ae6d70d9fc6f0c3efb4f6
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

// bundler/shims/node/stream/web.ts
var web_exports = {};
__export(web_exports, {
  ByteLengthQueuingStrategy: () => ByteLengthQueuingStrategy,
  CompressionStream: () => CompressionStream,
  CountQueuingStrategy: () => CountQueuingStrategy,
  DecompressionStream: () => DecompressionStream,
  ReadableStream: () => ReadableStream,
  ReadableStreamBYOBReader: () => ReadableStreamBYOBReader,
  ReadableStreamDefaultReader: () => ReadableStreamDefaultReader,
  TextDecoderStream: () => TextDecoderStream,
  TextEncoderStream: () => TextEncoderStream,
  TransformStream: () => TransformStream,
  WritableStream: () => WritableStream,
  WritableStreamDefaultWriter: () => WritableStreamDefaultWriter,
  default: () => web_default
});
module.exports = __toCommonJS(web_exports);
var g = globalThis;
var ReadableStream = g.ReadableStream;
var ReadableStreamDefaultReader = g.ReadableStreamDefaultReader;
var ReadableStreamBYOBReader = g.ReadableStreamBYOBReader;
var WritableStream = g.WritableStream;
var WritableStreamDefaultWriter = g.WritableStreamDefaultWriter;
var TransformStream = g.TransformStream;
var ByteLengthQueuingStrategy = g.ByteLengthQueuingStrategy;
var CountQueuingStrategy = g.CountQueuingStrategy;
var TextEncoderStream = g.TextEncoderStream;
var TextDecoderStream = g.TextDecoderStream;
var CompressionStream = g.CompressionStream;
var DecompressionStream = g.DecompressionStream;
var web_default = {
  ReadableStream,
  ReadableStreamDefaultReader,
  ReadableStreamBYOBReader,
  WritableStream,
  WritableStreamDefaultWriter,
  TransformStream,
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
  TextEncoderStream,
  TextDecoderStream,
  CompressionStream,
  DecompressionStream
};
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(web_exports, { ByteLengthQueuingStrategy, CompressionStream, CountQueuingStrategy, DecompressionStream, ReadableStream, ReadableStreamBYOBReader, ReadableStreamDefaultReader, TextDecoderStream, TextEncoderStream, TransformStream, WritableStream, WritableStreamDefaultWriter, default: web_default });
