// CompressionStream and DecompressionStream (WHATWG Compression).

import native from "host:internal/zlib";
import { TransformStream } from "host:internal/streams";
import { named } from "./_names";

const formats: Record<string, string> = { deflate: "deflate", "deflate-raw": "raw", gzip: "gzip" };

function formatOf(name: string, given: unknown): string {
  const format = formats[String(given)];
  if (format === undefined || !Object.hasOwn(formats, String(given))) {
    throw Object.assign(new TypeError(`${name}: unsupported format '${String(given)}'; want deflate, deflate-raw or gzip`), { code: "ERR_INVALID_ARG_VALUE" });
  }
  return format;
}

function bytes(chunk: unknown): Uint8Array {
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength);
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  throw Object.assign(new TypeError("a chunk must be an ArrayBuffer, a typed array or a DataView"), { code: "ERR_INVALID_ARG_TYPE" });
}

const fault = (e: unknown): TypeError => new TypeError(e instanceof Error ? e.message : String(e), { cause: e });

export class CompressionStream {
  #stream: TransformStream<BufferSource, Uint8Array>;
  constructor(format: string) {
    const packer = native.packer(formatOf("CompressionStream", format), -1);
    const give = (controller: any, out: Uint8Array) => {
      if (out.length > 0) controller.enqueue(out);
    };
    this.#stream = new TransformStream({
      async transform(chunk: unknown, controller: any) {
        give(controller, await packer.write(bytes(chunk)));
      },
      async flush(controller: any) {
        give(controller, await packer.end());
      },
    });
  }
  get readable(): ReadableStream<Uint8Array> {
    return this.#stream.readable as any;
  }
  get writable(): WritableStream<BufferSource> {
    return this.#stream.writable as any;
  }
  get [Symbol.toStringTag]() {
    return "CompressionStream";
  }
}

export class DecompressionStream {
  #stream: TransformStream<BufferSource, Uint8Array>;
  constructor(format: string) {
    const unpacker = native.unpacker(formatOf("DecompressionStream", format), true);
    const give = async (controller: any) => {
      for (;;) {
        let out: Uint8Array;
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
    this.#stream = new TransformStream({
      async transform(chunk: unknown, controller: any) {
        const data = bytes(chunk);
        if (data.length === 0) return;
        unpacker.push(data);
        await give(controller);
      },
      async flush(controller: any) {
        unpacker.push(new Uint8Array());
        await give(controller);
        if (!unpacker.done()) throw new TypeError("the compressed data ends early");
      },
      cancel: () => unpacker.close(),
    } as any);
  }
  get readable(): ReadableStream<Uint8Array> {
    return this.#stream.readable as any;
  }
  get writable(): WritableStream<BufferSource> {
    return this.#stream.writable as any;
  }
  get [Symbol.toStringTag]() {
    return "DecompressionStream";
  }
}

named({ CompressionStream, DecompressionStream });
