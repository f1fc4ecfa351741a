import { Interface as Base } from "node:readline";

type Any = any;

/** The Interface whose question is a promise. */
export const createInterface = (input: Any, output?: Any): Any => {
  const rl: Any = new (Base as Any)(input, output);
  const ask = rl.question.bind(rl);
  rl.question = (query: string) => new Promise((resolve) => ask(query, resolve));
  return rl;
};
export default { createInterface };
