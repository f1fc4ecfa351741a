// Node's streams as the web's, and back.
type Any = any;

const bytes = (chunk: Any): Any => (typeof chunk === "string" ? Buffer.from(chunk) : chunk);

export function readableToWeb(readable: Any): ReadableStream<Any> {
  let over = false;
  return new ReadableStream({
    start(controller) {
      readable.on("data", (chunk: Any) => {
        if (over) return;
        controller.enqueue(ArrayBuffer.isView(chunk) ? new Uint8Array(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength) : chunk);
        if ((controller.desiredSize ?? 0) <= 0) readable.pause();
      });
      const end = (error?: unknown) => {
        if (over) return;
        over = true;
        if (error) controller.error(error);
        else controller.close();
      };
      readable.once("end", () => end());
      readable.once("error", end);
      readable.once("close", () => end(readable.readableEnded ? undefined : new Error("Premature close")));
      readable.pause();
    },
    pull() {
      readable.resume();
    },
    cancel(reason) {
      over = true;
      readable.destroy(reason);
    },
  });
}

export const readableFromWeb = (s: Any) => (stream: ReadableStream<Any>, options: Any = {}): Any => {
  const reader = stream.getReader();
  let ended = false;
  const readable = new s.Readable({
    highWaterMark: options.highWaterMark, encoding: options.encoding, objectMode: options.objectMode ?? false, signal: options.signal,
    read() {
      reader.read().then(({ done, value }: Any) => {
        if (done) {
          ended = true;
          readable.push(null);
        } else readable.push(bytes(value) instanceof Uint8Array && !readable.readableObjectMode ? Buffer.from(value.buffer ?? value, value.byteOffset, value.byteLength) : value);
      }, (e: unknown) => readable.destroy(e));
    },
    destroy(error: Any, done: Any) {
      if (ended) return done(error);
      reader.cancel(error).then(() => done(error), () => done(error));
    },
  });
  return readable;
};

export function writableToWeb(writable: Any): WritableStream<Any> {
  return new WritableStream({
    start(controller) {
      writable.on("error", (e: unknown) => controller.error(e));
    },
    write(chunk) {
      return new Promise<void>((resolve, reject) => writable.write(bytes(chunk), (e: unknown) => (e ? reject(e) : resolve())));
    },
    close() {
      return new Promise<void>((resolve, reject) => {
        writable.once("error", reject);
        writable.end(() => resolve());
      });
    },
    abort(reason) {
      writable.destroy(reason);
    },
  });
}

export const writableFromWeb = (s: Any) => (stream: WritableStream<Any>, options: Any = {}): Any => {
  const writer = stream.getWriter();
  return new s.Writable({
    highWaterMark: options.highWaterMark, objectMode: options.objectMode ?? false, decodeStrings: options.decodeStrings, signal: options.signal,
    write(chunk: Any, _encoding: Any, done: Any) {
      writer.write(chunk).then(() => done(), done);
    },
    final(done: Any) {
      writer.close().then(() => done(), done);
    },
    destroy(error: Any, done: Any) {
      if (!error) return done();
      writer.abort(error).then(() => done(error), () => done(error));
    },
  });
};
