/** How an experiment's variant is chosen. */

import { current } from "host:internal/step";
import { stateOf } from "./call";
import { sha256 } from "./sha256";

type Weights = Record<string, number>;

/** A point in [0, 1) that a text always has. */
function point(text: string): number {
  return Number.parseInt(sha256(text).slice(0, 8), 16) / 2 ** 32;
}

/** The variant in whose share of the whole a point falls; in order of names. */
function share(at: number, weights: Weights): string {
  const entries = Object.entries(weights).sort(([a], [b]) => a.localeCompare(b));
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  let end = 0;
  for (const [name, weight] of entries) {
    end += weight / total;
    if (at < end) return name;
  }
  return entries.at(-1)![0];
}

function validate(weights: Weights): Weights {
  for (const [name, weight] of Object.entries(weights)) {
    if (!Number.isFinite(weight)) {
      throw new Error(
        `experiment.weighted(): weight for "${name}" is not a finite number (${weight}); weights must be finite numbers >= 0`,
      );
    }
    if (weight < 0) {
      throw new Error(`experiment.weighted(): weight for "${name}" is negative (${weight}); weights must be >= 0`);
    }
  }
  if (!Object.values(weights).some((weight) => weight > 0)) {
    throw new Error("experiment.weighted(): all weights are zero; at least one weight must be positive");
  }
  return { ...weights };
}

function strategy(choose: (names: string[]) => any, config: object): any {
  return Object.assign(choose, { __experimentConfig: config });
}

export const experiment = {
  /** Always the same variant. */
  fixed(variant: string) {
    return strategy(() => variant, { strategy: "fixed" });
  },

  /** By weight, the same for all attempts of a run. */
  weighted(given: Weights) {
    const weights = validate(given);
    const choose = () => {
      const runId: string | undefined = stateOf(current())?.ctx.runId;
      return share(point(runId ?? String(Math.random())), weights);
    };
    return strategy(choose, { strategy: "weighted", weights });
  },

  /** By a value, such as a user's id: the same for all runs with it. */
  bucket(value: unknown, options?: { weights?: Weights }) {
    const weights = options?.weights && validate(options.weights);
    const text = value == null ? "" : String(value);
    const choose = (names: string[]) =>
      share(point(text), weights ?? Object.fromEntries(names.map((name) => [name, 1])));
    return strategy(choose, { strategy: "bucket", weights, ...(value == null ? { nullishBucket: true } : undefined) });
  },

  /** By a function of the script's. */
  custom(choose: (names: string[]) => any) {
    return strategy(choose, { strategy: "custom" });
  },
};
