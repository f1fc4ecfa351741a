/**
 * What surrounds a step in the code that makes it: a parallel mode, an
 * experiment's variant. It follows the code across `await`.
 *
 * The host carries one text per async context; here it is the key of a Scope.
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

const scopes = new Map<string, Scope>();
let last = 0;

/** Whether any scope is open, in any call: if not, there is nothing to look up. */
export function scoped(): boolean {
  return scopes.size > 0;
}

/** The innermost scope of the running code. */
export function scope(): Scope | undefined {
  if (scopes.size === 0) return undefined;
  const key = mode();
  return key === undefined ? undefined : scopes.get(key);
}

/**
 * Runs `fn` in a scope that adds to the surrounding one. The scope closes when
 * what `fn` returns has settled.
 */
export async function inScope<T>(added: Scope, fn: () => T): Promise<Awaited<T>> {
  const key = String(++last);
  scopes.set(key, { ...scope(), ...added });
  try {
    return await withMode(key, fn);
  } finally {
    scopes.delete(key);
  }
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
