import * as types from "../_types.ts";
export * from "../_types.ts";
export default types;
