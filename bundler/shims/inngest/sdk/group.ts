/** Groups of steps: parallel modes and experiments. */

import { current } from "host:internal/step";
import { stateOf } from "./call";
import { show } from "./duration";
import { NonRetriableError } from "./errors";
import { inScope } from "./scope";
import { chooseStep, type Owner } from "./steps";

function wantCall(tool: string): Owner {
  const state = stateOf(current());
  if (state) return state.owner;
  throw new Error(`\`group\` tools can only be used within Inngest function executions; ${tool} found none`);
}

/**
 * Sets the parallel mode of all steps made in the callback: with `"race"`, the
 * default, the run goes on as soon as one of them is done.
 */
async function parallel(first: any, second?: any): Promise<any> {
  const options = typeof first === "function" ? {} : first;
  const callback = typeof first === "function" ? first : second;
  if (typeof callback !== "function") throw new Error("`group.parallel()` requires a callback function");
  wantCall("group.parallel()");
  return inScope({ parallelMode: options?.mode ?? "race" }, callback);
}

/** Runs one of several variants, chosen once per run. */
async function experiment(idOrOptions: any, options: any): Promise<any> {
  const owner = wantCall("group.experiment()");
  const { variants, select } = options ?? {};
  const names = Object.keys(variants ?? {});
  if (names.length === 0) throw new Error("`group.experiment()` requires at least one variant to be defined.");
  if (typeof select !== "function") {
    throw new TypeError(`group.experiment: options.select: want a strategy such as experiment.weighted({...}), got ${show(select)}`);
  }
  const id = typeof idOrOptions === "string" ? idOrOptions : idOrOptions.id;

  const variant = await chooseStep(owner, idOrOptions, async () => {
    const chosen = await inScope({ choosing: true }, () => select(names));
    if (!names.includes(chosen)) {
      throw new NonRetriableError(
        `group.experiment("${id}"): select() returned "${chosen}" which is not a known variant. ` +
          `Available variants: ${names.join(", ")}`,
      );
    }
    return chosen;
  });
  if (!Object.hasOwn(variants, variant)) {
    throw new Error(
      `group.experiment("${id}"): variant "${variant}" was selected but is not defined. Available variants: ${names.join(", ")}`,
    );
  }

  let steps = 0;
  const context = {
    experimentStepID: "",
    experimentName: id,
    variant,
    selectionStrategy: select.__experimentConfig?.strategy ?? "custom",
  };
  const result = await inScope({ experiment: context, seen: () => steps++ }, variants[variant]);
  if (steps === 0) {
    throw new NonRetriableError(
      `group.experiment("${id}"): variant "${variant}" did not invoke any step tools. ` +
        "Wrap your variant logic in step.run() to ensure it is memoized and not re-executed on replay.",
    );
  }
  return { result, variant, experimentRef: { experimentName: id, variant } };
}

/** The `group` of every call: its tools find the call they are in. */
export const groupTools = { parallel, experiment };
