/**
 * What surrounds a step in the code that makes it: a parallel mode, an
 * experiment's variant. It follows the code across `await`.
 */

import { mode, withMode } from "host:internal/step";
import { NonRetriableError } from "./errors";
import type { StepOptions } from "./steps";

export interface Scope {
  parallelMode?: string;
  /** Options that every step of an experiment's variant has. */
  experiment?: object;
  /** Set while a variant is being chosen, where steps are forbidden. */
  choosing?: boolean;
  /** Called for each step that is made. */
  seen?: () => void;
  /** The middleware in whose wrapStep the code is. */
  wrapping?: ReadonlySet<object>;
}

/** Whether there has ever been a scope; most scripts have none. */
let used = false;

/** Whether the running code may be in a scope: if not, there is none to look up. */
export function scoped(): boolean {
  return used;
}

/** The innermost scope of the running code. */
export function scope(): Scope | undefined {
  return used ? (mode() as Scope | undefined) : undefined;
}

/** Runs `fn` in a scope that adds to the surrounding one. */
export async function inScope<T>(added: Scope, fn: () => T): Promise<Awaited<T>> {
  const around = scope();
  used = true;
  return await withMode({ ...around, ...added }, fn);
}

/** The options of a step with what its scope and its author add. */
export function decorate(step: StepOptions, opts: object | undefined): object | undefined {
  const around = scope();
  if (around?.choosing) {
    throw new NonRetriableError(
      "Step tools (step.run, step.sleep, etc.) cannot be called inside an experiment select() callback. " +
        "Move step calls into variant callbacks instead.",
    );
  }
  around?.seen?.();
  const parallelMode = step.parallelMode ?? around?.parallelMode;
  if (!parallelMode && !around?.experiment) return opts;
  return { ...opts, ...(parallelMode ? { parallelMode } : undefined), ...around?.experiment };
}
