// node:stream, from the copy that Node's own project keeps for other hosts.
import streams from "readable-stream/lib/stream.js";
import { readableFromWeb, readableToWeb, writableFromWeb, writableToWeb } from "./_webstreams.ts";

const s: any = streams;
s.Readable.fromWeb = readableFromWeb(s);
s.Readable.toWeb = readableToWeb;
s.Writable.fromWeb = writableFromWeb(s);
s.Writable.toWeb = writableToWeb;
s.Duplex.toWeb = (d: any) => ({ readable: readableToWeb(d), writable: writableToWeb(d) });
s.Duplex.fromWeb = (pair: any, options?: any) => s.Duplex.from({ readable: s.Readable.fromWeb(pair.readable, options), writable: s.Writable.fromWeb(pair.writable, options) });

export const { Readable, Writable, Duplex, Transform, PassThrough, Stream, finished, pipeline, addAbortSignal, compose, promises, isDisturbed, isErrored, isWritable,
  isReadable, destroy, getDefaultHighWaterMark, setDefaultHighWaterMark, _uint8ArrayToBuffer, _isUint8Array } = s;
export default s;
