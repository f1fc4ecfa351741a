const g: any = globalThis;
export const ReadableStream = g.ReadableStream, ReadableStreamDefaultReader = g.ReadableStreamDefaultReader, ReadableStreamBYOBReader = g.ReadableStreamBYOBReader,
  WritableStream = g.WritableStream, WritableStreamDefaultWriter = g.WritableStreamDefaultWriter, TransformStream = g.TransformStream,
  ByteLengthQueuingStrategy = g.ByteLengthQueuingStrategy, CountQueuingStrategy = g.CountQueuingStrategy, TextEncoderStream = g.TextEncoderStream,
  TextDecoderStream = g.TextDecoderStream, CompressionStream = g.CompressionStream, DecompressionStream = g.DecompressionStream;
export default { ReadableStream, ReadableStreamDefaultReader, ReadableStreamBYOBReader, WritableStream, WritableStreamDefaultWriter, TransformStream,
  ByteLengthQueuingStrategy, CountQueuingStrategy, TextEncoderStream, TextDecoderStream, CompressionStream, DecompressionStream };
