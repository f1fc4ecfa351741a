// TextEncoderStream, TextDecoderStream (WHATWG Encoding 7.5, 7.6).

import { TextDecoder, TextEncoder, type DecoderOptions } from "host:internal/encoding";
import { TransformStream } from "host:internal/streams";
import { named } from "./_names";

export class TextEncoderStream {
  #stream: TransformStream<string, Uint8Array>;
  constructor() {
    const encoder = new TextEncoder();
    let high = "";
    this.#stream = new TransformStream({
      transform(chunk: unknown, controller: any) {
        let text = high + String(chunk);
        high = "";
        const last = text.charCodeAt(text.length - 1);
        if (last >= 0xd800 && last <= 0xdbff) {
          high = text.slice(-1);
          text = text.slice(0, -1);
        }
        if (text) controller.enqueue(encoder.encode(text));
      },
      flush(controller: any) {
        if (high) controller.enqueue(encoder.encode("\ufffd"));
      },
    });
  }
  get encoding(): string {
    return "utf-8";
  }
  get readable(): ReadableStream<Uint8Array> {
    return this.#stream.readable as any;
  }
  get writable(): WritableStream<string> {
    return this.#stream.writable as any;
  }
  get [Symbol.toStringTag]() {
    return "TextEncoderStream";
  }
}

export class TextDecoderStream {
  #decoder: TextDecoder;
  #stream: TransformStream<BufferSource, string>;
  constructor(label?: string, options?: DecoderOptions) {
    const decoder = (this.#decoder = new TextDecoder(label, options));
    this.#stream = new TransformStream({
      transform(chunk: any, controller: any) {
        const text = decoder.decode(chunk, { stream: true });
        if (text) controller.enqueue(text);
      },
      flush(controller: any) {
        const text = decoder.decode();
        if (text) controller.enqueue(text);
      },
    });
  }
  get encoding(): string {
    return this.#decoder.encoding;
  }
  get fatal(): boolean {
    return this.#decoder.fatal;
  }
  get ignoreBOM(): boolean {
    return this.#decoder.ignoreBOM;
  }
  get readable(): ReadableStream<string> {
    return this.#stream.readable as any;
  }
  get writable(): WritableStream<BufferSource> {
    return this.#stream.writable as any;
  }
  get [Symbol.toStringTag]() {
    return "TextDecoderStream";
  }
}

named({ TextEncoderStream, TextDecoderStream });
