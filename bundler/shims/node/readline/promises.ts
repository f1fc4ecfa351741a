import { Interface as Base } from "node:readline";
import { abortError } from "host:internal/node-errors";

type Any = any;

/** The Interface whose question is a promise. */
export const createInterface = (input: Any, output?: Any): Any => {
  const rl: Any = new (Base as Any)(input, output);
  const ask = rl.question.bind(rl);
  rl.question = (query: string, options?: { signal?: AbortSignal }) => new Promise((resolve, reject) => {
    const signal = options?.signal;
    if (signal?.aborted) return reject(abortError(signal.reason));
    const abort = () => reject(abortError(signal!.reason));
    signal?.addEventListener("abort", abort, { once: true });
    ask(query, options, (line: string) => {
      signal?.removeEventListener("abort", abort);
      resolve(line);
    });
  });
  return rl;
};
export default { createInterface };
