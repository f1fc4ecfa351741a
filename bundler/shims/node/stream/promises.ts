import streams from "node:stream";

export const pipeline = (streams as any).promises.pipeline, finished = (streams as any).promises.finished;
export default { pipeline, finished };
