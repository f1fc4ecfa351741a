// node:stream/consumers: a whole stream as one value.
import { Buffer } from "node:buffer";

type Any = any;

export async function buffer(stream: AsyncIterable<Any>): Promise<Any> {
  const chunks: Any[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

export async function arrayBuffer(stream: AsyncIterable<Any>): Promise<ArrayBuffer> {
  const b = await buffer(stream);
  return b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength);
}

export async function text(stream: AsyncIterable<Any>): Promise<string> {
  return (await buffer(stream)).toString("utf8").replace(/^\ufeff/, "");
}

export async function json(stream: AsyncIterable<Any>): Promise<Any> {
  return JSON.parse(await text(stream));
}

export async function blob(stream: AsyncIterable<Any>): Promise<Blob> {
  return new Blob([await arrayBuffer(stream)]);
}

export default { arrayBuffer, blob, buffer, json, text };
