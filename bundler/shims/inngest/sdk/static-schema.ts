/** Schemas of events and topics. */

/** A schema library's common face (standardschema.dev). */
export interface Schema {
  readonly "~standard": {
    validate(value: unknown): Result | Promise<Result>;
  };
}

export type Result = { value?: unknown; issues?: readonly Issue[] };
export type Issue = { message: string; path?: readonly (PropertyKey | { key: PropertyKey })[] };

/** A schema that tells the compiler a type and accepts every value. */
export function staticSchema(): Schema {
  return {
    "~standard": { version: 1, vendor: "inngest", validate: (value: unknown) => ({ value }) },
  } as Schema;
}
